package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/draw"

	"golang.org/x/image/webp"
)

// webpFile is a WebP container taken apart (RFC 9649): the size of its canvas
// and its first picture, which may be smaller in an animation.
type webpFile struct {
	width, height int // of the canvas
	animated      bool
	exif          []byte
	x, y          int    // of the first picture on the canvas
	alpha, pixels []byte // its ALPH, VP8 or VP8L chunks, with their headers
	lossless      bool
	fw, fh        int // of the first picture
}

var errWebP = errors.New("webp: invalid container")

// chunk splits the first chunk from b: its name, its content, and both with
// header and padding.
func chunk(b []byte) (name string, data, whole, rest []byte, err error) {
	if len(b) < 8 {
		return "", nil, nil, nil, errWebP
	}
	n := int64(binary.LittleEndian.Uint32(b[4:]))
	end := 8 + n + n&1
	if end > int64(len(b)) {
		if end--; n&1 == 0 || end > int64(len(b)) {
			return "", nil, nil, nil, fmt.Errorf("webp: chunk %q is cut", b[:4])
		}
	}
	return string(b[:4]), b[8 : 8+n], b[:end], b[end:], nil
}

func parseWebP(data []byte) (*webpFile, error) {
	if len(data) < 12 {
		return nil, errWebP
	}
	size := int64(binary.LittleEndian.Uint32(data[4:]))
	if size < 4 || 8+size > int64(len(data)) {
		return nil, errors.New("webp: the file is cut")
	}
	w := &webpFile{}
	if err := w.chunks(data[12:8+size], false); err != nil {
		return nil, err
	}
	if w.pixels == nil {
		return nil, errors.New("webp: no picture")
	}
	if w.width == 0 {
		w.width, w.height = w.fw, w.fh
	}
	if !w.animated && (w.fw != w.width || w.fh != w.height) || w.x+w.fw > w.width || w.y+w.fh > w.height {
		return nil, errors.New("webp: picture and canvas differ in size")
	}
	return w, nil
}

func (w *webpFile) chunks(b []byte, inFrame bool) error {
	for len(b) > 0 {
		name, c, whole, rest, err := chunk(b)
		if err != nil {
			return err
		}
		b = rest
		switch {
		case name == "VP8X" && !inFrame && len(c) >= 10 && w.width == 0:
			w.animated = c[0]&2 != 0
			w.width, w.height = int24(c[4:])+1, int24(c[7:])+1
		case name == "ANMF" && !inFrame && w.animated && len(c) >= 16:
			if w.pixels != nil {
				continue
			}
			w.x, w.y = 2*int24(c), 2*int24(c[3:])
			if err := w.chunks(c[16:], true); err != nil {
				return err
			}
		case name == "EXIF" && !inFrame && w.exif == nil:
			w.exif = bytes.TrimPrefix(c, []byte("Exif\x00\x00"))
		case w.pixels != nil || w.animated && !inFrame:
			// further pictures and unknown chunks
		case name == "ALPH":
			w.alpha = whole
		case name == "VP8 ":
			if len(c) < 10 || c[3] != 0x9d || c[4] != 0x01 || c[5] != 0x2a {
				return errors.New("webp: not a key frame")
			}
			w.pixels = whole
			w.fw, w.fh = int(binary.LittleEndian.Uint16(c[6:])&0x3fff), int(binary.LittleEndian.Uint16(c[8:])&0x3fff)
		case name == "VP8L":
			if len(c) < 5 || c[0] != 0x2f {
				return errors.New("webp: invalid lossless picture")
			}
			bits := binary.LittleEndian.Uint32(c[1:])
			w.pixels, w.lossless = whole, true
			w.fw, w.fh = int(bits&0x3fff)+1, int(bits>>14&0x3fff)+1
		}
	}
	return nil
}

func int24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

// decode decodes the first picture alone: the container is built anew around
// it, so that no other size than the one that was checked is believed.
func (w *webpFile) decode(wrap func([]byte) *reader) (image.Image, error) {
	var body []byte
	if w.alpha != nil && !w.lossless {
		head := make([]byte, 18)
		copy(head, "VP8X\x0a\x00\x00\x00\x10")
		put24(head[12:], w.fw-1)
		put24(head[15:], w.fh-1)
		body = append(head, even(w.alpha)...)
	}
	body = append(body, even(w.pixels)...)
	file := make([]byte, 12, 12+len(body))
	copy(file, "RIFF\x00\x00\x00\x00WEBP")
	binary.LittleEndian.PutUint32(file[4:], uint32(4+len(body)))
	img, err := webp.Decode(wrap(append(file, body...)))
	if err != nil {
		return nil, err
	}
	if w.fw == w.width && w.fh == w.height {
		return img, nil
	}
	canvas := image.NewNRGBA(image.Rect(0, 0, w.width, w.height))
	draw.Draw(canvas, image.Rect(w.x, w.y, w.x+w.fw, w.y+w.fh), img, img.Bounds().Min, draw.Src)
	return canvas, nil
}

func even(b []byte) []byte {
	if len(b)%2 == 1 {
		return append(b[:len(b):len(b)], 0)
	}
	return b
}

func put24(b []byte, n int) { b[0], b[1], b[2] = byte(n), byte(n>>8), byte(n>>16) }
