package iiif

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Bounds of what is asked of an image service.
const (
	maxTile    = 2048 // pixels of a tile's side
	minTile    = 128
	usualTile  = 512
	MaxPicture = 4096 // pixels of a side of what is fetched at a time
	maxFactors = 20
	maxSizes   = 50
)

// Widths are how wide a whole picture is asked for, in pixels: for a small
// screen, for reading, and the largest.
var Widths = []int{640, 1200, 2400}

// Info is what an image service offers, as far as it is used.
type Info struct {
	Width, Height int
	Version       int // of the Image API: 2 or 3
	Level         int
	TileWidth     int // 0: no tiles
	TileHeight    int
	Factors       []int // by which tiles are scaled down, rising
	Sizes         []Size
}

// Size of a whole picture.
type Size struct{ Width, Height int }

// ErrInfo is what every error of ReadInfo wraps.
var ErrInfo = errors.New("not the description of an image service")

// ReadInfo reads the info.json of a service. Numbers that make no sense are not
// believed: then the whole is refused, or what they describe is left out.
func ReadInfo(data []byte) (*Info, error) {
	top, err := readObject(data, MaxInfo)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrInfo, err)
	}
	i := &Info{Width: side(top["width"]), Height: side(top["height"]), Version: 2}
	if i.Width == 0 || i.Height == 0 {
		return nil, fmt.Errorf("%w: no width or height", ErrInfo)
	}
	context, _ := first(top["@context"]).(string)
	if list, ok := top["@context"].([]any); ok && len(list) > 0 {
		context, _ = list[len(list)-1].(string) // the last counts
	}
	if strings.Contains(context, "/image/3/") || kind(top) == "ImageService3" {
		i.Version = 3
	}
	profile, _ := first(top["profile"]).(string)
	for l := range 3 {
		if strings.Contains(profile, "level"+strconv.Itoa(l)) {
			i.Level = l
		}
	}
	limit := i.limits(top)
	for _, s := range objects(top["sizes"]) {
		if w, h := side(s["width"]), side(s["height"]); w > 0 && h > 0 && w <= limit.Width && h <= limit.Height && len(i.Sizes) < maxSizes {
			i.Sizes = append(i.Sizes, Size{w, h})
		}
	}
	slices.SortFunc(i.Sizes, func(a, b Size) int { return a.Width - b.Width })
	for _, t := range objects(top["tiles"]) {
		if i.tiles(t) {
			break
		}
	}
	if i.Level > 0 && i.TileWidth == 0 {
		i.TileWidth, i.TileHeight = usualTile, usualTile
		for f := 1; f <= max(i.Width, i.Height)/usualTile*2 && len(i.Factors) < maxFactors; f *= 2 {
			i.Factors = append(i.Factors, f)
		}
		if len(i.Factors) == 0 {
			i.Factors = []int{1}
		}
	}
	if i.Level > 0 { // which may be asked for any width
		i.Sizes = nil
		for _, w := range Widths {
			s := i.within(Size{min(w, i.Width), 0}, limit)
			if n := len(i.Sizes); n == 0 || i.Sizes[n-1].Width < s.Width {
				i.Sizes = append(i.Sizes, s)
			}
		}
	}
	if len(i.Sizes) == 0 && i.Width <= MaxPicture && i.Height <= MaxPicture {
		i.Sizes = []Size{{i.Width, i.Height}}
	}
	if len(i.Sizes) == 0 && i.TileWidth == 0 {
		return nil, fmt.Errorf("%w: it offers nothing that can be used", ErrInfo)
	}
	return i, nil
}

// limits are how large a whole picture may be asked for: by the service, and by us.
func (i *Info) limits(top object) Size {
	from := top
	if list, ok := top["profile"].([]any); ok { // of version 2
		for _, o := range objects(list) {
			from = o
		}
	}
	out := Size{MaxPicture, MaxPicture}
	if w := side(from["maxWidth"]); w > 0 {
		out.Width = min(out.Width, w)
		out.Height = min(out.Height, w) // unless a height is named
	}
	if h := side(from["maxHeight"]); h > 0 {
		out.Height = min(MaxPicture, h)
	}
	if a, _ := from["maxArea"].(float64); a >= 1 && a < MaxPicture*MaxPicture {
		ratio := float64(i.Width) / float64(i.Height)
		out.Width = min(out.Width, max(1, int(math.Sqrt(a*ratio))))
	}
	return out
}

// within is the size of that width, made smaller until it is within the limit.
func (i *Info) within(s, limit Size) Size {
	s.Width = min(s.Width, limit.Width)
	s.Height = scaled(i.Height, s.Width, i.Width)
	if s.Height > limit.Height {
		s.Height = limit.Height
		s.Width = scaled(i.Width, s.Height, i.Height)
	}
	return s
}

// scaled is n × by / of, at least 1, rounded.
func scaled(n, by, of int) int {
	return max(1, int((int64(n)*int64(by)+int64(of)/2)/int64(of)))
}

func (i *Info) tiles(t object) bool {
	w, h := side(t["width"]), side(t["height"])
	if h == 0 {
		h = w
	}
	if w < minTile || h < minTile || w > maxTile || h > maxTile {
		return false
	}
	list, _ := t["scaleFactors"].([]any)
	var factors []int
	for _, v := range list {
		f, _ := v.(float64)
		if f >= 1 && f <= 1<<16 && f == math.Trunc(f) && len(factors) < maxFactors {
			factors = append(factors, int(f))
		}
	}
	if len(factors) == 0 {
		return false
	}
	slices.Sort(factors)
	i.TileWidth, i.TileHeight, i.Factors = w, h, slices.Compact(factors)
	return true
}

// Near is the smallest size that is at least width wide, else the largest; zero
// when whole pictures are not offered.
func (i *Info) Near(width int) Size {
	var out Size
	for _, s := range i.Sizes {
		out = s
		if s.Width >= width {
			break
		}
	}
	return out
}
