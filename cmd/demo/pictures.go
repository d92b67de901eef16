package demo

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"sort"
	"strings"
)

// scenes are the pictures by name; avatars are square,
// posters- and issues- stand upright, the others are 960 × 640.
// The draw_ files of this folder hold them.
var scenes = map[string]func(*canvas){
	"avatar-bib": avatarBib, "avatar-jeugd": avatarJeugd, "avatar-theater": avatarTheater, "avatar-museum": avatarMuseum,
	"avatar-talk": avatarTalk, "avatar-stamp": avatarStamp, "avatar-fox": avatarFox, "avatar-crystal": avatarCrystal,

	"issue-winter": coverWinter, "issue-garden": coverGarden, "issue-stage": coverStage, "issue-depot": coverDepot,
	"poster-boat": posterBoat, "poster-hands": posterHands, "poster-note": posterNote,

	"night": nightReading, "shelves": shelves, "balloon": balloon, "cover-planet": coverPlanet,
	"cover-room": coverRoom, "cover-ice": coverIce, "fields": fields, "gears": gears, "bicycle": bicycle,
	"bubbles": bubbles, "facade": facade,

	"curtain": curtain, "beams": beams, "masks": masks, "shadows": shadows, "strings": cello, "poster": poster,
	"quay": quay, "ribbons": ribbons, "dress": dress, "tent": tent,

	"moor": moor, "slate": slate, "jug": jug, "loom": loom, "clock": clock, "viaduct": viaduct, "winter": winter,
	"crystals": crystals, "house": museumHouse, "lantern": lantern,
}

// Pictures lists the names of all pictures.
func Pictures() []string {
	out := make([]string, 0, len(scenes))
	for n := range scenes {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}

// Draw makes a picture as a JPEG file. The same name gives the same bytes.
func Draw(name string) ([]byte, error) {
	paint, ok := scenes[name]
	if !ok {
		return nil, fmt.Errorf("no picture %q", name)
	}
	w, h := width, height
	switch sort, _, _ := strings.Cut(name, "-"); sort {
	case "avatar":
		w, h = 400, 400
	case "issue", "poster":
		if name != sort {
			w, h = 720, 1018
		}
	}
	seed := uint64(14695981039346656037)
	for _, b := range []byte(name) {
		seed = (seed ^ uint64(b)) * 1099511628211
	}
	c := newCanvas(w, h, seed)
	paint(c)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, c.img, &jpeg.Options{Quality: 90}); err != nil {
		return nil, fmt.Errorf("picture %s: %w", name, err)
	}
	return out.Bytes(), nil
}
