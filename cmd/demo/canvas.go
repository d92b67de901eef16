package demo

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"slices"

	"golang.org/x/image/vector"
)

// width and height of a picture, in pixels: small enough that thirty of them
// are scaled in a moment, large enough for a page.
const (
	width  = 960
	height = 640
)

// pt is a point; pictures are drawn on a field of 960 × 640.
type pt struct{ x, y float64 }

// canvas is a picture while it is drawn. Everything is anti-aliased shapes:
// no fonts, so that no words are hidden in a picture.
type canvas struct {
	img  *image.RGBA
	w, h float64
	rng  *rand.Rand // the same for every run: pictures do not change
}

func newCanvas(w, h int, seed uint64) *canvas {
	return &canvas{img: image.NewRGBA(image.Rect(0, 0, w, h)), w: float64(w), h: float64(h), rng: rand.New(rand.NewPCG(seed, 7))}
}

// hex is a colour as 0xRRGGBB.
func hex(c uint32) color.NRGBA {
	return color.NRGBA{R: uint8(c >> 16), G: uint8(c >> 8), B: uint8(c), A: 255}
}

// glass is a colour that lets what is below shine through; a is 0…1.
func glass(c uint32, a float64) color.NRGBA {
	n := hex(c)
	n.A = uint8(255 * a)
	return n
}

// mix is the colour at t (0…1) between two.
func mix(a, b uint32, t float64) uint32 {
	var out uint32
	for _, shift := range []uint32{16, 8, 0} {
		x, y := float64(a>>shift&255), float64(b>>shift&255)
		out |= uint32(x+(y-x)*t) << shift
	}
	return out
}

// sky fills the whole picture from top to bottom through the colours.
func (c *canvas) sky(colours ...uint32) {
	b := c.img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		t := float64(y) / float64(b.Dy()) * float64(len(colours)-1)
		i := min(int(t), len(colours)-2)
		row := hex(mix(colours[i], colours[i+1], t-float64(i)))
		draw.Draw(c.img, image.Rect(0, y, b.Dx(), y+1), image.NewUniform(row), image.Point{}, draw.Src)
	}
}

// fill paints closed shapes as one. Only the part of the picture that they
// cover is worked on: most shapes are small.
func (c *canvas) fill(col color.NRGBA, shapes ...[]pt) {
	lo, hi := pt{c.w, c.h}, pt{0, 0}
	for _, s := range shapes {
		for _, p := range s {
			lo.x, lo.y = min(lo.x, p.x), min(lo.y, p.y)
			hi.x, hi.y = max(hi.x, p.x), max(hi.y, p.y)
		}
	}
	r := image.Rect(int(lo.x)-1, int(lo.y)-1, int(hi.x)+2, int(hi.y)+2).Intersect(c.img.Bounds())
	if r.Empty() {
		return
	}
	z := vector.NewRasterizer(r.Dx(), r.Dy())
	for _, s := range shapes {
		for i, p := range s {
			x, y := float32(p.x)-float32(r.Min.X), float32(p.y)-float32(r.Min.Y)
			if i == 0 {
				z.MoveTo(x, y)
			} else {
				z.LineTo(x, y)
			}
		}
		z.ClosePath()
	}
	z.Draw(c.img, r, image.NewUniform(col), image.Point{})
}

func (c *canvas) poly(col color.NRGBA, pts ...pt) { c.fill(col, pts) }

func (c *canvas) rect(col color.NRGBA, x, y, w, h float64) {
	c.poly(col, pt{x, y}, pt{x + w, y}, pt{x + w, y + h}, pt{x, y + h})
}

// ellipse is drawn as a polygon fine enough not to be seen as one.
func (c *canvas) ellipse(col color.NRGBA, x, y, rx, ry float64) {
	c.poly(col, arc(x, y, rx, ry, 0, 360)...)
}

func (c *canvas) circle(col color.NRGBA, x, y, r float64) { c.ellipse(col, x, y, r, r) }

// ring is a circle's outline of a given thickness.
func (c *canvas) ring(col color.NRGBA, x, y, r, thick float64) {
	c.line(col, thick, arc(x, y, r, r, 0, 360)...)
}

// arc is the points of part of an ellipse, in degrees clockwise from the right.
func arc(x, y, rx, ry, from, to float64) []pt {
	n := max(8, int(math.Abs(to-from)/4))
	out := make([]pt, 0, n+1)
	for i := range n + 1 {
		a := (from + (to-from)*float64(i)/float64(n)) * math.Pi / 180
		out = append(out, pt{x + rx*math.Cos(a), y + ry*math.Sin(a)})
	}
	return out
}

// line strokes a path: every segment with round joints.
func (c *canvas) line(col color.NRGBA, thick float64, pts ...pt) {
	shapes := [][]pt{arc(pts[0].x, pts[0].y, thick/2, thick/2, 0, 360)}
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		d := math.Hypot(b.x-a.x, b.y-a.y)
		if d == 0 {
			continue
		}
		nx, ny := -(b.y-a.y)/d*thick/2, (b.x-a.x)/d*thick/2
		shapes = append(shapes, clockwise(pt{a.x - nx, a.y - ny}, pt{b.x - nx, b.y - ny}, pt{b.x + nx, b.y + ny}, pt{a.x + nx, a.y + ny}),
			arc(b.x, b.y, thick/2, thick/2, 0, 360))
	}
	c.fill(col, shapes...)
}

// clockwise turns a polygon so that all wind the same way: overlapping parts of
// one fill then stay filled.
func clockwise(pts ...pt) []pt {
	area := 0.0
	for i := range pts {
		j := (i + 1) % len(pts)
		area += pts[i].x*pts[j].y - pts[j].x*pts[i].y
	}
	if area < 0 {
		slices.Reverse(pts)
	}
	return pts
}

// hills is a wavy band down to the lower edge.
func (c *canvas) hills(col color.NRGBA, top, swing, phase, waves float64) {
	pts := []pt{{0, c.h}}
	for x := 0.0; x <= c.w; x += 12 {
		a := x/c.w*2*math.Pi*waves + phase
		pts = append(pts, pt{x, top + swing*math.Sin(a) + swing/3*math.Sin(2.3*a+1)})
	}
	c.poly(col, append(pts, pt{c.w, c.h})...)
}

// glow is a soft light.
func (c *canvas) glow(col uint32, x, y, r float64) {
	for i := range 12 {
		c.circle(glass(col, 0.06), x, y, r*(1-float64(i)/12))
	}
}

// stars scatters points of light above a height.
func (c *canvas) stars(n int, below float64) {
	for range n {
		c.circle(glass(0xffffff, 0.4+0.6*c.rng.Float64()), c.rng.Float64()*c.w, c.rng.Float64()*below, 0.8+1.8*c.rng.Float64())
	}
}

// fir is a conifer standing on (x, y).
func (c *canvas) fir(col color.NRGBA, x, y, size float64) {
	c.rect(col, x-size*0.04, y-size*0.15, size*0.08, size*0.15)
	for i := range 3 {
		f := float64(i)
		w, base := size*(0.34-0.08*f), y-size*(0.12+0.26*f)
		c.poly(col, pt{x - w, base}, pt{x + w, base}, pt{x, base - size*0.42})
	}
}

// house is a gabled front standing on (x, y), with lit windows when lit is set.
func (c *canvas) house(wall, roof, lit uint32, x, y, w, h float64) {
	c.rect(hex(wall), x, y-h, w, h)
	c.poly(hex(roof), pt{x - w*0.08, y - h}, pt{x + w*1.08, y - h}, pt{x + w/2, y - h - w*0.55})
	if lit == 0 {
		return
	}
	for row := 0; float64(row) < math.Floor(h/70); row++ {
		for col := range 2 {
			c.rect(hex(lit), x+w*(0.18+0.4*float64(col)), y-h+20+float64(row)*68, w*0.24, 38)
		}
	}
}
