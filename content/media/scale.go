package media

import (
	"image"
	stddraw "image/draw"
	"math"

	"golang.org/x/image/draw"
)

// shrink returns img as RGBA with its longer side at most side pixels. Steps of
// at most one half with the bilinear filter average all pixels of the source,
// and need memory for the steps alone; the better filter of resize would need
// hundreds of megabytes at the size of a photograph.
func shrink(img image.Image, side int) *image.RGBA {
	b := img.Bounds()
	w, h := fit(b.Dx(), b.Dy(), side)
	if w == b.Dx() && h == b.Dy() {
		out := image.NewRGBA(image.Rect(0, 0, w, h))
		stddraw.Draw(out, out.Bounds(), img, b.Min, stddraw.Src)
		return out
	}
	steps := max(1, int(math.Ceil(math.Log2(float64(max(b.Dx(), b.Dy()))/float64(side)))))
	var out *image.RGBA
	for i := steps - 1; i >= 0; i-- {
		out = image.NewRGBA(image.Rect(0, 0, min(w<<i, b.Dx()), min(h<<i, b.Dy())))
		draw.ApproxBiLinear.Scale(out, out.Bounds(), img, img.Bounds(), draw.Src, nil)
		img = out
	}
	return out
}

// resize scales the part r of img to w × h with a good filter, after it has
// been brought near that size by a cheap one.
func resize(img *image.RGBA, r image.Rectangle, w, h int) *image.RGBA {
	if r.Dx() > 4*w {
		img = shrink(img.SubImage(r), max(2*w, 2*h))
		r = img.Bounds()
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(out, out.Bounds(), img, r, draw.Src, nil)
	return out
}

// fit returns the size with the longer side at most side, never enlarged.
func fit(w, h, side int) (int, int) {
	if max(w, h) <= side {
		return w, h
	}
	if w >= h {
		return side, max(1, (h*side+w/2)/w)
	}
	return max(1, (w*side+h/2)/h), side
}

// upright applies an EXIF orientation.
func upright(img *image.RGBA, o int) *image.RGBA {
	if o < 2 || o > 8 {
		return img
	}
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	ow, oh := w, h
	if o >= 5 {
		ow, oh = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, ow, oh))
	for y := range h {
		for x := range w {
			var dx, dy int
			switch o {
			case 2: // mirrored
				dx, dy = w-1-x, y
			case 3: // upside down
				dx, dy = w-1-x, h-1-y
			case 4: // mirrored, upside down
				dx, dy = x, h-1-y
			case 5: // mirrored along the diagonal
				dx, dy = y, x
			case 6: // turned left: turn right
				dx, dy = h-1-y, x
			case 7: // mirrored along the other diagonal
				dx, dy = h-1-y, w-1-x
			case 8: // turned right: turn left
				dx, dy = y, w-1-x
			}
			s, d := img.PixOffset(x, y), out.PixOffset(dx, dy)
			copy(out.Pix[d:d+4], img.Pix[s:s+4])
		}
	}
	return out
}
