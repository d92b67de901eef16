package media

import (
	"bytes"
	"context"
	"fmt"
	"image"
	stddraw "image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"

	"github.com/bbrks/go-blurhash"
	"github.com/gen2brain/webp"

	"vitrine/content"
)

// Widths are those of the renditions, in pixels; none is wider than the image.
var Widths = []int{1600, 1024, 640, 320}

const (
	fullSide    = 2560      // longer side of full.jpg, pixels
	fullWebP    = 1600      // an image that is not wider has full.webp too
	fullPNG     = 1_000_000 // pixels up to which an image with transparency has full.png
	jpegQuality = 82
	webpQuality = 78
)

// Processor prepares images. It decodes few at a time, whatever the number of
// callers: a photograph of 50 million pixels takes some 250 MB while it is
// decoded. Its zero value is not usable; see NewProcessor.
type Processor struct {
	limits Limits
	slots  chan struct{}
}

var _ content.Images = (*Processor)(nil)

// NewProcessor returns a Processor that works on parallel images at a time,
// one if parallel is less than 1.
func NewProcessor(limits Limits, parallel int) *Processor {
	return &Processor{limits: limits.orDefault(), slots: make(chan struct{}, max(1, parallel))}
}

// Process decodes an image, turns it upright, and returns it without metadata
// as renditions: wN.webp and wN.jpg for the widths smaller than its own,
// full.jpg (at most 2560 pixels on its longer side), full.webp if it is at
// most 1600 wide, and full.png if it has transparency and at most a million
// pixels. Transparency is white in JPEG. Type is what the file was; Width and
// Height are those of full.jpg. Of an animation the first picture is kept.
//
// The name is not looked at. Errors are *content.Error, or ctx's.
func (p *Processor) Process(ctx context.Context, _ string, data []byte) (*content.Image, error) {
	info, full, done, err := p.open(ctx, data)
	if err != nil {
		return nil, err
	}
	defer done()
	out := &content.Image{Type: info.MediaType, Width: full.Bounds().Dx(), Height: full.Bounds().Dy()}
	e := encoder{ctx: ctx, alpha: !full.Opaque()}
	w, h := out.Width, out.Height
	e.jpeg("full", full)
	if w <= fullWebP {
		e.webp("full", full)
	}
	if e.alpha && w*h <= fullPNG {
		e.png("full", full)
	}
	last := full
	for _, width := range Widths {
		if width >= w {
			continue
		}
		last = resize(last, last.Bounds(), width, max(1, (h*width+w/2)/w))
		name := fmt.Sprintf("w%d", width)
		e.webp(name, last)
		e.jpeg(name, last)
	}
	if out.Blurhash, err = hash(last); err != nil && e.err == nil {
		e.err = err
	}
	out.Renditions = e.files
	if e.err != nil {
		return nil, e.err
	}
	return out, nil
}

// open waits for its turn, then inspects, decodes, reduces and turns an image.
// done must be called when no more memory is needed for it.
func (p *Processor) open(ctx context.Context, data []byte) (info Info, full *image.RGBA, done func(), err error) {
	// What is refused by its header need not wait.
	if info, err = inspect(data, p.limits); err != nil {
		return info, nil, nil, err
	}
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		return info, nil, nil, ctx.Err()
	}
	done = func() { <-p.slots }
	img, err := decode(ctx, info, data)
	if err != nil {
		done()
		if ctx.Err() != nil {
			return info, nil, nil, ctx.Err()
		}
		return info, nil, nil, refuseDamaged(err)
	}
	full = upright(shrink(img, fullSide), info.Orientation)
	if err := ctx.Err(); err != nil {
		done()
		return info, nil, nil, err
	}
	return info, full, done, nil
}

// reader gives the bytes of an image until ctx is done: the decoders know no
// context, but they stop when reading fails.
type reader struct {
	ctx context.Context
	bytes.Reader
}

func (r *reader) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(b[:min(len(b), 64<<10)])
}

func decode(ctx context.Context, info Info, data []byte) (img image.Image, err error) {
	defer func() {
		if p := recover(); p != nil {
			img, err = nil, fmt.Errorf("decode %s: panic: %v", info.Format, p)
		}
	}()
	wrap := func(b []byte) *reader { return &reader{ctx, *bytes.NewReader(b)} }
	switch info.Format {
	case JPEG:
		img, err = jpeg.Decode(wrap(data))
	case PNG:
		img, err = png.Decode(wrap(data))
	case GIF:
		img, err = gif.Decode(wrap(data))
	default:
		img, err = info.webp.decode(wrap)
	}
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w", info.Format, err)
	}
	b := img.Bounds()
	if info.Format == GIF && b != image.Rect(0, 0, info.Width, info.Height) {
		// The first picture covers a part of the screen only.
		canvas := image.NewRGBA(image.Rect(0, 0, info.Width, info.Height))
		stddraw.Draw(canvas, b, img, b.Min, stddraw.Src)
		return canvas, nil
	}
	if b.Dx() != info.Width || b.Dy() != info.Height {
		return nil, fmt.Errorf("decode %s: the header says %d × %d, the picture is %v", info.Format, info.Width, info.Height, b)
	}
	return img, nil
}

// hash is the blurhash of an image, from a small copy of it.
func hash(img *image.RGBA) (string, error) {
	small := shrink(img, 32)
	flat := flatten(small)
	x, y := 4, 3
	if flat.Bounds().Dy() > flat.Bounds().Dx() {
		x, y = 3, 4
	}
	s, err := blurhash.Encode(x, y, flat)
	if err != nil {
		return "", fmt.Errorf("blurhash: %w", err)
	}
	return s, nil
}

// flatten puts an image on white.
func flatten(img *image.RGBA) *image.RGBA {
	if img.Opaque() {
		return img
	}
	out := image.NewRGBA(img.Bounds())
	stddraw.Draw(out, out.Bounds(), image.White, image.Point{}, stddraw.Src)
	stddraw.Draw(out, out.Bounds(), img, img.Bounds().Min, stddraw.Over)
	return out
}

// encoder collects renditions until the first error.
type encoder struct {
	ctx   context.Context
	alpha bool
	files []content.ImageFile
	err   error
}

func (e *encoder) add(name, mediaType string, img image.Image, encode func(*bytes.Buffer) error) {
	if e.err != nil {
		return
	}
	if e.err = e.ctx.Err(); e.err != nil {
		return
	}
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		e.err = fmt.Errorf("encode %s: %w", name, err)
		return
	}
	r := content.Rendition{Name: name, Type: mediaType, Width: img.Bounds().Dx(), Height: img.Bounds().Dy(), Size: int64(b.Len())}
	e.files = append(e.files, content.ImageFile{Rendition: r, Data: b.Bytes()})
}

func (e *encoder) jpeg(name string, img *image.RGBA) {
	e.add(name+".jpg", "image/jpeg", img, func(b *bytes.Buffer) error {
		return jpeg.Encode(b, flatten(img), &jpeg.Options{Quality: jpegQuality})
	})
}

func (e *encoder) png(name string, img *image.RGBA) {
	e.add(name+".png", "image/png", img, func(b *bytes.Buffer) error { return png.Encode(b, img) })
}

func (e *encoder) webp(name string, img *image.RGBA) {
	e.add(name+".webp", "image/webp", img, func(b *bytes.Buffer) error {
		var src image.Image = img
		if e.alpha {
			// The encoder takes colours that are not multiplied by alpha.
			n := image.NewNRGBA(img.Bounds())
			stddraw.Draw(n, n.Bounds(), img, img.Bounds().Min, stddraw.Src)
			src = n
		}
		// Method 4, the default, takes four times as long for files 8 % smaller.
		return webp.Encode(b, src, webp.Options{Quality: webpQuality, Method: 2})
	})
}
