package media

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"

	"github.com/gen2brain/webp"
)

// picture draws four fields: red and green above, blue and white below.
func picture(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, field(x >= w/2, y >= h/2))
		}
	}
	return img
}

func field(right, below bool) color.RGBA {
	switch {
	case !right && !below:
		return color.RGBA{220, 20, 20, 255}
	case !below:
		return color.RGBA{20, 200, 20, 255}
	case !right:
		return color.RGBA{20, 20, 220, 255}
	}
	return color.RGBA{250, 250, 250, 255}
}

func jpegOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func webpOf(t testing.TB, img image.Image, lossless bool) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := webp.Encode(&b, img, webp.Options{Quality: 80, Lossless: lossless}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// gifOf makes an animation of two frames, the first of which covers a part of
// the screen at (10, 10).
func gifOf(t testing.TB) []byte {
	t.Helper()
	pal := color.Palette{color.Transparent, color.RGBA{255, 0, 0, 255}, color.RGBA{0, 0, 255, 255}}
	one := image.NewPaletted(image.Rect(10, 10, 30, 30), pal)
	two := image.NewPaletted(image.Rect(0, 0, 60, 40), pal)
	for i := range one.Pix {
		one.Pix[i] = 1
	}
	for i := range two.Pix {
		two.Pix[i] = 2
	}
	var b bytes.Buffer
	g := &gif.GIF{Image: []*image.Paletted{one, two}, Delay: []int{1, 1}, Config: image.Config{ColorModel: pal, Width: 60, Height: 40}}
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exifOf is TIFF data with an orientation and a position, as a telephone
// writes them.
func exifOf(o int, order binary.AppendByteOrder) []byte {
	b := []byte("MM\x00*")
	if order == binary.AppendByteOrder(binary.LittleEndian) {
		b = []byte("II*\x00")
	}
	u16, u32 := order.AppendUint16, order.AppendUint32
	b = u32(b, 8)
	b = u16(b, 2)                                              // entries
	b = u16(u16(u32(u16(u16(b, 0x0112), 3), 1), uint16(o)), 0) // orientation
	b = u32(u32(u16(u16(b, 0x8825), 4), 1), 38)                // GPS directory at 38
	b = u32(b, 0)
	b = u16(b, 1)
	b = u32(u16(u16(b, 2), 5), 3) // GPSLatitude
	b = u32(b, 56)
	b = u32(b, 0)
	return append(b, "GPSLATITUDE-51.05-GHENT"...)
}

func withEXIF(jpg, tiff []byte) []byte {
	seg := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{}, jpg[:2]...)
	out = append(out, 0xff, 0xe1)
	out = binary.BigEndian.AppendUint16(out, uint16(len(seg)+2))
	out = append(out, seg...)
	return append(out, jpg[2:]...)
}

func riff(chunks ...[]byte) []byte {
	body := []byte("WEBP")
	for _, c := range chunks {
		body = append(body, c...)
	}
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

func riffChunk(name string, data []byte) []byte {
	out := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(data)))
	return even(append(out, data...))
}

func vp8x(flags byte, w, h int) []byte {
	b := make([]byte, 10)
	b[0] = flags
	put24(b[4:], w-1)
	put24(b[7:], h-1)
	return riffChunk("VP8X", b)
}

// animatedWebP puts a picture as first frame at (20, 10) of a larger canvas.
func animatedWebP(t testing.TB, w, h int) []byte {
	still := webpOf(t, picture(w, h), true)
	frame := make([]byte, 16)
	put24(frame, 10)
	put24(frame[3:], 5)
	put24(frame[6:], w-1)
	put24(frame[9:], h-1)
	one := riffChunk("ANMF", append(frame, still[12:]...))
	return riff(vp8x(2|8, w+40, h+40), riffChunk("ANIM", make([]byte, 6)), one, one, riffChunk("EXIF", exifOf(6, binary.BigEndian)))
}

// pngHeader is a PNG that only claims a size.
func pngHeader(t testing.TB, w, h int) []byte {
	b := pngOf(t, picture(1, 1))
	binary.BigEndian.PutUint32(b[16:], uint32(w))
	binary.BigEndian.PutUint32(b[20:], uint32(h))
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}
