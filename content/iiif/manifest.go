// Package iiif reads what collections say of their pictures: manifests (IIIF
// Presentation 2.1 and 3.0) and the descriptions of image services (IIIF Image
// 2 and 3, level 0 to 2). It makes no request.
//
// Everything comes from elsewhere: sizes, depth and numbers are bounded, an
// address is absolute and http(s) or it is not there, and what an image service
// may be asked is a closed list that is made here (Info), so that a visitor's
// request is either one of that list or refused.
package iiif

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"vitrine/content"
)

// Bounds of what is read.
const (
	MaxManifest = 4 << 20 // bytes
	MaxInfo     = 256 << 10
	MaxPages    = 100 // pictures of a manifest; further ones are left out
	maxDepth    = 40
	maxSide     = 200_000 // pixels
	maxText     = 500     // characters of a label or a statement
)

// Manifest is a book, an object, a letter: pictures in order.
type Manifest struct {
	Label   content.Localised // by language; "" stands for a text that names none
	Credit  content.Localised // what the owner asks to be said
	Rights  string            // address of a licence or statement, may be empty
	Pages   []Page
	Partial bool // more than MaxPages
}

// Page is one picture (canvas).
type Page struct {
	Label   content.Localised
	Width   int    // of the picture, or else of its canvas; 0 unknown
	Height  int    //
	Service string // address of the image service, without "/info.json"; empty when there is none
	Image   string // address of the picture as it is, may be empty
}

// ErrManifest is what every error of ReadManifest wraps.
var ErrManifest = errors.New("not a manifest that can be read")

// ReadManifest reads a manifest of Presentation 2.1 or 3.0.
func ReadManifest(data []byte) (*Manifest, error) {
	top, err := readObject(data, MaxManifest)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrManifest, err)
	}
	m := &Manifest{Label: texts(top["label"])}
	switch {
	case kind(top) == "Manifest":
		readThree(m, top)
	case strings.TrimPrefix(kind(top), "sc:") == "Manifest" || top["sequences"] != nil:
		readTwo(m, top)
	default:
		return nil, fmt.Errorf("%w: type %.50q", ErrManifest, kind(top))
	}
	if len(m.Pages) == 0 {
		return nil, fmt.Errorf("%w: it has no picture", ErrManifest)
	}
	return m, nil
}

type object = map[string]any

// readThree reads Presentation 3.0: manifest, canvases, pages of annotations,
// annotations that paint.
func readThree(m *Manifest, top object) {
	m.Rights = address(top["rights"])
	if s, ok := top["requiredStatement"].(object); ok {
		m.Credit = texts(s["value"])
	}
	for _, canvas := range objects(top["items"]) {
		if kind(canvas) != "Canvas" {
			continue
		}
		p := Page{Label: texts(canvas["label"]), Width: side(canvas["width"]), Height: side(canvas["height"])}
		for _, page := range objects(canvas["items"]) {
			for _, a := range objects(page["items"]) {
				for _, body := range objects(a["body"]) {
					p.paint(body)
				}
			}
		}
		if !m.add(p) {
			return
		}
	}
}

// readTwo reads Presentation 2.1: manifest, the first sequence, canvases,
// images.
func readTwo(m *Manifest, top object) {
	m.Rights, m.Credit = address(first(top["license"])), texts(top["attribution"])
	sequences := objects(top["sequences"])
	if len(sequences) == 0 {
		return
	}
	for _, canvas := range objects(sequences[0]["canvases"]) {
		p := Page{Label: texts(canvas["label"]), Width: side(canvas["width"]), Height: side(canvas["height"])}
		for _, a := range objects(canvas["images"]) {
			for _, body := range objects(a["resource"]) {
				p.paint(body)
			}
		}
		if !m.add(p) {
			return
		}
	}
}

// add keeps a page that has a picture; false when there are enough.
func (m *Manifest) add(p Page) bool {
	if p.Service == "" && p.Image == "" {
		return true
	}
	if len(m.Pages) == MaxPages {
		m.Partial = true
		return false
	}
	m.Pages = append(m.Pages, p)
	return true
}

// paint takes the picture of an annotation; of a choice its first.
func (p *Page) paint(body object) {
	if p.Service != "" || p.Image != "" {
		return // the first picture of a canvas is the canvas
	}
	switch kind(body) {
	case "Choice":
		for _, b := range objects(body["items"]) {
			p.paint(b)
		}
		return
	case "oa:Choice":
		for _, b := range objects(body["default"]) {
			p.paint(b)
		}
		return
	case "Image", "dctypes:Image", "":
	default:
		return
	}
	for _, s := range objects(body["service"]) {
		if base := address(either(s["id"], s["@id"])); base != "" && imageService(s) {
			p.Service = strings.TrimSuffix(strings.TrimSuffix(base, "/"), "/info.json")
			break
		}
	}
	p.Image = address(either(body["id"], body["@id"]))
	if w, h := side(body["width"]), side(body["height"]); w > 0 && h > 0 {
		p.Width, p.Height = w, h
	}
}

// imageService tells the services of pictures from those of sign-in and search.
func imageService(s object) bool {
	if strings.HasPrefix(kind(s), "ImageService") {
		return true
	}
	for _, v := range []any{first(s["profile"]), first(s["@context"])} {
		if t, _ := v.(string); strings.Contains(t, "iiif.io/api/image/") || strings.HasPrefix(t, "level") || strings.Contains(t, "image-api") {
			return true
		}
	}
	return false
}

// readObject decodes JSON of bounded size and depth.
func readObject(data []byte, max int) (object, error) {
	if len(data) > max {
		return nil, fmt.Errorf("%d bytes", len(data))
	}
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ { // before anything is built
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return nil, fmt.Errorf("deeper than %d", maxDepth)
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	var top object
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), &top); err != nil {
		return nil, err
	}
	return top, nil
}

func kind(o object) string { s, _ := either(o["type"], o["@type"]).(string); return s }

func either(a, b any) any {
	if a != nil {
		return a
	}
	return b
}

// first is the first of a list, or the value that is none.
func first(v any) any {
	if list, ok := v.([]any); ok {
		if len(list) == 0 {
			return nil
		}
		return list[0]
	}
	return v
}

// objects are the objects of a list, or the one that stands alone.
func objects(v any) (out []object) {
	switch v := v.(type) {
	case object:
		return []object{v}
	case []any:
		for _, e := range v {
			if o, ok := e.(object); ok {
				out = append(out, o)
			}
		}
	}
	return out
}

// address is an absolute http(s) address, or "".
func address(v any) string {
	if o, ok := v.(object); ok {
		v = either(o["id"], o["@id"])
	}
	s, _ := v.(string)
	if s = strings.TrimSpace(s); !content.ValidURL(s) || strings.ContainsAny(s, "?#{}") {
		return ""
	}
	return s
}

func side(v any) int {
	f, _ := v.(float64)
	if !(f >= 1 && f <= maxSide) {
		return 0
	}
	return int(f)
}

// texts reads a label of either version: {"nl": ["…"]}, "…", {"@value": "…",
// "@language": "nl"}, or a list of these.
func texts(v any) content.Localised {
	out := content.Localised{}
	add := func(lang string, v any) {
		s, ok := v.(string)
		if !ok {
			return
		}
		if lang == "none" || lang == "@none" || len(lang) > 35 {
			lang = ""
		}
		if r := []rune(s); len(r) > maxText {
			s = string(r[:maxText]) + "…"
		}
		if s = strings.TrimSpace(s); s != "" && out[content.Lang(lang)] == "" && len(out) < 40 {
			out[content.Lang(lang)] = s
		}
	}
	var read func(v any, depth int)
	read = func(v any, depth int) {
		switch v := v.(type) {
		case string:
			add("", v)
		case []any:
			for _, e := range v {
				if depth < 2 {
					read(e, depth+1)
				}
			}
		case object:
			if t, ok := v["@value"]; ok {
				lang, _ := v["@language"].(string)
				add(lang, t)
				return
			}
			for lang, t := range v {
				add(lang, first(t))
			}
		}
	}
	read(v, 0)
	if len(out) == 0 {
		return nil
	}
	return out
}
