package api

import (
	"math"
	"strings"
	"time"

	"vitrine/content"
)

// file is what is known of an uploaded file.
type file struct {
	ID         content.ID        `json:"id"`
	URL        string            `json:"url"`
	MediaType  string            `json:"media_type"`
	Width      int               `json:"width"`
	Height     int               `json:"height"`
	Blurhash   string            `json:"blurhash"`
	Alt        content.Localised `json:"alt"`
	Decorative bool              `json:"decorative"`
	Described  bool              `json:"described"`
	Credit     string            `json:"credit"`
	Licence    string            `json:"licence"`
	FocalX     float64           `json:"focal_x"`
	FocalY     float64           `json:"focal_y"`
	Renditions []rendition       `json:"renditions"`
	Recording  *recording        `json:"recording,omitempty"` // of films and sound
}

// recording is what belongs to a film or a sound recording beside the file.
type recording struct {
	Seconds       int               `json:"seconds"`
	Tracks        []track           `json:"tracks"`
	Transcript    content.Localised `json:"transcript"`
	Poster        string            `json:"poster"`
	SoundSuffices bool              `json:"sound_suffices"`
	Uncaptioned   string            `json:"uncaptioned"`
}

// track is text in time with a recording.
type track struct {
	Kind string       `json:"kind"`
	Lang content.Lang `json:"lang"`
	URL  string       `json:"url"`
}

// media is a file by itself.
type media struct {
	file
	Name    string    `json:"name"`
	Size    int64     `json:"size"`
	Created time.Time `json:"created"`
	Updated time.Time `json:"updated"`
}

// usedMedia is a file as an item uses it; Alt is what holds there.
type usedMedia struct {
	file
	Role    string            `json:"role"`
	Caption content.Localised `json:"caption"`
}

type rendition struct {
	Name      string `json:"name"`
	URL       string `json:"url"`
	MediaType string `json:"media_type"`
	Width     int    `json:"width"`
	Height    int    `json:"height"`
	Size      int64  `json:"size"`
}

func (c *call) media(m *content.Media) media {
	return media{file: c.file(m), Name: m.Name, Size: m.Size, Created: m.Created.UTC(), Updated: m.Updated.UTC()}
}

func (c *call) usedMedia(u content.Use) usedMedia {
	out := usedMedia{Role: u.Role, Caption: over(nil, u.Caption)}
	if u.Media == nil { // deleted behind our back
		out.file = file{Alt: over(nil, u.Alt), Renditions: []rendition{}}
	} else {
		out.file = c.file(u.Media)
		out.Alt = over(u.Media.Alt, u.Alt)
	}
	out.ID = u.ID
	return out
}

// file describes the rendition that every program can show: address, type and
// size belong together, whatever was uploaded.
func (c *call) file(m *content.Media) file {
	out := file{ID: m.ID, MediaType: m.Type, Width: m.Width, Height: m.Height, Blurhash: m.Blurhash, Alt: over(nil, m.Alt),
		Decorative: m.Decorative, Described: m.Described, Credit: m.Credit, Licence: m.Licence, FocalX: m.FocalX, FocalY: m.FocalY,
		Renditions: each(m.Renditions, func(r content.Rendition) rendition {
			return rendition{Name: r.Name, URL: c.site.MediaURL(m, r.Name), MediaType: r.Type, Width: r.Width, Height: r.Height, Size: r.Size}
		})}
	if m.Playable() {
		out.Recording = c.recording(m)
	}
	kinds := []string{m.Type}
	if strings.HasPrefix(m.Type, "image/") {
		kinds = []string{"image/jpeg", "image/png", m.Type}
	}
	for _, kind := range kinds {
		if r, ok := m.Rendition(kind, math.MaxInt); ok {
			out.URL, out.MediaType, out.Width, out.Height = c.site.MediaURL(m, r.Name), r.Type, r.Width, r.Height
			return out
		}
	}
	if len(m.Renditions) > 0 {
		r := m.Renditions[0]
		out.URL, out.MediaType, out.Width, out.Height = c.site.MediaURL(m, r.Name), r.Type, r.Width, r.Height
	}
	return out
}

func (c *call) recording(m *content.Media) *recording {
	r := m.Recording
	out := &recording{Seconds: r.Seconds, Transcript: over(nil, r.Transcript), SoundSuffices: r.SoundSuffices, Uncaptioned: r.Uncaptioned,
		Tracks: each(r.Tracks, func(t content.Track) track {
			return track{Kind: t.Kind, Lang: t.Lang, URL: c.site.MediaURL(m, t.Name)}
		})}
	if p, ok := m.Named(r.Poster); ok {
		out.Poster = c.site.MediaURL(m, p.Name)
	}
	return out
}
