package iiif

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Request is one picture that may be asked of a service.
type Request struct {
	Whole         bool
	X, Y, W, H    int // region of the full picture, unless Whole
	Width, Height int // of the answer
}

// ErrRequest is a request that the service's description does not allow.
var ErrRequest = errors.New("not a request that this picture allows")

var (
	tilePath  = regexp.MustCompile(`^([0-9]{1,6}),([0-9]{1,6}),([0-9]{1,6}),([0-9]{1,6})/([0-9]{1,4}),([0-9]{1,4})/0/default\.jpg$`)
	wholePath = regexp.MustCompile(`^full/([0-9]{1,4}),/0/default\.jpg$`)
)

// Request reads the end of an address, "x,y,w,h/w,h/0/default.jpg" for a tile
// or "full/w,/0/default.jpg" for the whole picture at about a width of Widths.
// It is one of a closed list: a tile on the grid, or one of a few sizes.
func (i *Info) Request(path string) (Request, error) {
	if m := wholePath.FindStringSubmatch(path); m != nil {
		w, _ := strconv.Atoi(m[1]) // digits
		for _, known := range Widths {
			if s := i.Near(w); w == known && s.Width > 0 {
				return Request{Whole: true, Width: s.Width, Height: s.Height}, nil
			}
		}
		return Request{}, ErrRequest
	}
	m := tilePath.FindStringSubmatch(path)
	if m == nil || i.TileWidth == 0 {
		return Request{}, ErrRequest
	}
	var n [6]int
	for at := range n {
		n[at], _ = strconv.Atoi(m[at+1])
	}
	r := Request{X: n[0], Y: n[1], W: n[2], H: n[3], Width: n[4], Height: n[5]}
	for _, f := range i.Factors {
		if i.tile(r.X, r.Y, f) == r {
			return r, nil
		}
	}
	return Request{}, ErrRequest
}

// tile is the one of the grid of factor f that begins at x, y, if there is one
// (Image API 3.0, implementation notes on tiles).
func (i *Info) tile(x, y, f int) Request {
	w, h := i.TileWidth*f, i.TileHeight*f
	if x%w != 0 || y%h != 0 || x >= i.Width || y >= i.Height {
		return Request{}
	}
	r := Request{X: x, Y: y, W: min(w, i.Width-x), H: min(h, i.Height-y)}
	r.Width, r.Height = (r.W+f-1)/f, (r.H+f-1)/f
	return r
}

// Address is where the service answers the request.
func (r Request) Address(service string, i *Info) string {
	region, size := "full", fmt.Sprintf("%d,%d", r.Width, r.Height)
	if !r.Whole {
		region = fmt.Sprintf("%d,%d,%d,%d", r.X, r.Y, r.W, r.H)
	}
	if i.Version == 2 { // its canonical form, the only one that level 0 has
		size = fmt.Sprintf("%d,", r.Width)
		if r.Whole && r.Width == i.Width {
			size = "full"
		}
	} else if r.Whole && r.Width == i.Width {
		size = "max"
	}
	return service + "/" + region + "/" + size + "/0/default.jpg"
}

// Name is the request as the name of a file.
func (r Request) Name() string {
	if r.Whole {
		return fmt.Sprintf("full_%d", r.Width)
	}
	return fmt.Sprintf("%d-%d-%d-%d_%d", r.X, r.Y, r.W, r.H, r.Width)
}

// JSON describes the picture at an address of ours, as a service of level 0:
// what is listed may be asked, and nothing else.
func (i *Info) JSON(id string) ([]byte, error) {
	type tiles struct {
		Width   int   `json:"width"`
		Height  int   `json:"height"`
		Factors []int `json:"scaleFactors"`
	}
	type size struct {
		Width  int `json:"width"`
		Height int `json:"height"`
	}
	doc := struct {
		Context  string  `json:"@context"`
		ID       string  `json:"id"`
		Type     string  `json:"type"`
		Protocol string  `json:"protocol"`
		Profile  string  `json:"profile"`
		Width    int     `json:"width"`
		Height   int     `json:"height"`
		Sizes    []size  `json:"sizes,omitempty"`
		Tiles    []tiles `json:"tiles,omitempty"`
	}{"http://iiif.io/api/image/3/context.json", id, "ImageService3", "http://iiif.io/api/image", "level0", i.Width, i.Height, nil, nil}
	for _, s := range i.Sizes {
		doc.Sizes = append(doc.Sizes, size(s))
	}
	if i.TileWidth > 0 {
		doc.Tiles = []tiles{{i.TileWidth, i.TileHeight, i.Factors}}
	}
	return json.Marshal(doc)
}

// Path is the end of the address of a whole picture of about that width.
func Path(width int) string { return "full/" + strconv.Itoa(width) + ",/0/default.jpg" }

// Valid reports whether a path could be a request at all, before anything is
// looked up.
func Valid(path string) bool {
	return len(path) < 80 && !strings.Contains(path, "..") && (wholePath.MatchString(path) || tilePath.MatchString(path))
}
