package media

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"testing"

	"vitrine/content"
)

func FuzzOrientation(f *testing.F) {
	f.Add(exifOf(6, binary.BigEndian))
	f.Add(exifOf(8, binary.LittleEndian))
	f.Add([]byte("II*\x00\xff\xff\xff\xff"))
	f.Add([]byte("MM\x00*\x00\x00\x00\x08\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if o := orientation(b); o < 1 || o > 8 {
			t.Errorf("orientation %d", o)
		}
		scanJPEG(b)
		scanPNG(b)
	})
}

// FuzzInspect reads anything, and decodes what is small enough: every refusal
// has a reason for people, and what is accepted has the size that was said.
func FuzzInspect(f *testing.F) {
	img := picture(20, 12)
	n := picture(20, 12)
	n.Pix[3] = 100
	for _, b := range [][]byte{
		jpegOf(f, img), withEXIF(jpegOf(f, img), exifOf(5, binary.BigEndian)), pngOf(f, img), pngOf(f, n), gifOf(f),
		webpOf(f, img, false), webpOf(f, img, true), webpOf(f, n, false), animatedWebP(f, 20, 12), pngHeader(f, 20000, 10000),
		[]byte("<svg/>"), []byte("%PDF-1.4"), []byte("\x00\x00\x00\x18ftypheic"), riff(vp8x(2, 1<<24, 1<<24)),
	} {
		f.Add(b)
	}
	limits := Limits{Pixels: 1 << 16, Bytes: 1 << 20, Memory: 1 << 20}
	f.Fuzz(func(t *testing.T, b []byte) {
		info, err := Inspect(bytes.NewReader(b), limits)
		if err != nil {
			var e *content.Error
			if !errors.As(err, &e) || e.Code == content.Internal || e.Fields["file"].Key == "" {
				t.Errorf("an error without reason: %v", err)
			}
			return
		}
		if info.Width < 1 || info.Height < 1 || info.Width*info.Height > limits.Pixels || info.Orientation < 1 || info.Orientation > 8 {
			t.Errorf("accepted: %+v", info)
		}
		img, err := decode(context.Background(), info, b)
		if err == nil && (img.Bounds().Dx() != info.Width || img.Bounds().Dy() != info.Height) {
			t.Errorf("%+v decodes to %v", info, img.Bounds())
		}
	})
}
