package media

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"

	xwebp "golang.org/x/image/webp"

	"vitrine/content"
)

func TestInspect(t *testing.T) {
	img := picture(60, 40)
	for _, c := range []struct {
		name string
		data []byte
		want Info
	}{
		{"jpeg", jpegOf(t, img), Info{Format: JPEG, MediaType: "image/jpeg", Width: 60, Height: 40, Orientation: 1}},
		{"jpeg turned", withEXIF(jpegOf(t, img), exifOf(6, binary.BigEndian)), Info{Format: JPEG, MediaType: "image/jpeg", Width: 60, Height: 40, Orientation: 6}},
		{"jpeg little endian", withEXIF(jpegOf(t, img), exifOf(8, binary.LittleEndian)), Info{Format: JPEG, MediaType: "image/jpeg", Width: 60, Height: 40, Orientation: 8}},
		{"jpeg nonsense orientation", withEXIF(jpegOf(t, img), exifOf(99, binary.BigEndian)), Info{Format: JPEG, MediaType: "image/jpeg", Width: 60, Height: 40, Orientation: 1}},
		{"png", pngOf(t, img), Info{Format: PNG, MediaType: "image/png", Width: 60, Height: 40, Orientation: 1}},
		{"gif", gifOf(t), Info{Format: GIF, MediaType: "image/gif", Width: 60, Height: 40, Orientation: 1}},
		{"webp", webpOf(t, img, false), Info{Format: WebP, MediaType: "image/webp", Width: 60, Height: 40, Orientation: 1}},
		{"webp lossless", webpOf(t, img, true), Info{Format: WebP, MediaType: "image/webp", Width: 60, Height: 40, Orientation: 1}},
		{"webp animated", animatedWebP(t, 60, 40), Info{Format: WebP, MediaType: "image/webp", Width: 100, Height: 80, Orientation: 6, Animated: true}},
	} {
		got, err := Inspect(bytes.NewReader(c.data), Limits{})
		got.memory, got.webp = 0, nil
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v; want %+v", c.name, got, err, c.want)
		}
	}
}

func TestRefused(t *testing.T) {
	jpg := jpegOf(t, picture(60, 40))
	zip := append([]byte("PK\x05\x06"), make([]byte, 18)...)
	for _, c := range []struct {
		name    string
		data    []byte
		reason  error
		code    content.Code
		problem string
		says    string
	}{
		{"svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), ErrSVG, content.MediaType, "problem.svg", ""},
		{"svg with script", []byte("\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><svg><script>alert(1)</script></svg>"), ErrSVG, content.MediaType, "problem.svg", ""},
		{"svg in UTF-16", []byte("\xff\xfe<\x00s\x00v\x00g\x00>\x00"), ErrSVG, content.MediaType, "problem.svg", ""},
		{"html", []byte("<!DOCTYPE html><p>x"), ErrFormat, content.MediaType, "problem.media_type", "HTML"},
		{"heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), ErrFormat, content.MediaType, "problem.media_type", "HEIC"},
		{"avif", []byte("\x00\x00\x00\x18ftypavif\x00\x00\x00\x00"), ErrFormat, content.MediaType, "problem.media_type", "AVIF"},
		{"tiff", []byte("II*\x00\x08\x00\x00\x00"), ErrFormat, content.MediaType, "problem.media_type", "TIFF"},
		{"bmp", []byte("BM\x00\x00\x00\x00"), ErrFormat, content.MediaType, "problem.media_type", "BMP"},
		{"pdf", []byte("%PDF-1.7\n"), ErrFormat, content.MediaType, "problem.media_type", "PDF"},
		{"text", []byte("hello"), ErrFormat, content.MediaType, "problem.media_type", "unknown"},
		{"empty", nil, ErrDamaged, content.Invalid, "problem.unreadable_image", "empty"},
		{"200 megapixels", pngHeader(t, 20000, 10000), ErrPixels, content.TooLarge, "problem.too_many_pixels", "20000"},
		{"a line of a million", pngHeader(t, 1_000_000, 1), ErrPixels, content.TooLarge, "problem.too_many_pixels", ""},
		{"no pixels", pngHeader(t, 0, 1), ErrDamaged, content.Invalid, "problem.unreadable_image", ""},
		{"jpeg and zip", append(bytes.Clone(jpg), zip...), ErrMixed, content.MediaType, "problem.unreadable_image", "ZIP"},
		{"gif and script", []byte("GIF89a/*\x00\x00*/=1;<script>alert(1)</script>"), ErrMixed, content.MediaType, "problem.unreadable_image", "HTML"},
		{"jpeg and pdf", withEXIF(jpg, []byte("%PDF-1.4 x")), ErrMixed, content.MediaType, "problem.unreadable_image", "PDF"},
		{"webp cut", webpOf(t, picture(60, 40), false)[:100], ErrDamaged, content.Invalid, "problem.unreadable_image", "cut"},
		{"jpeg cut", jpg[:len(jpg)-100], ErrDamaged, content.Invalid, "problem.unreadable_image", "JPEG"},
		{"jpeg header alone", jpg[:4], ErrDamaged, content.Invalid, "problem.unreadable_image", ""},
		{"png cut", pngOf(t, picture(60, 40))[:80], ErrDamaged, content.Invalid, "problem.unreadable_image", ""},
		{"gif cut", gifOf(t)[:60], ErrDamaged, content.Invalid, "problem.unreadable_image", ""},
		{"webp of two sizes", riff(vp8x(0, 6000, 6000), webpOf(t, picture(60, 40), true)[12:]), ErrDamaged, content.Invalid, "problem.unreadable_image", "differ"},
	} {
		_, err := NewProcessor(Limits{}, 1).Process(context.Background(), "photo.jpg", c.data)
		var e *content.Error
		if !errors.As(err, &e) || !errors.Is(err, c.reason) || e.Code != c.code || e.Fields["file"].Key != c.problem || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if _, err := Inspect(bytes.NewReader(jpg), Limits{Bytes: 100}); !errors.Is(err, ErrBytes) || !content.Is(err, content.TooLarge) {
		t.Errorf("too many bytes: %v", err)
	}
	if _, err := Inspect(io.MultiReader(bytes.NewReader(jpg[:10]), failingReader{}), Limits{}); err == nil || content.Is(err, content.Invalid) {
		t.Errorf("a broken connection is not a broken image: %v", err)
	}
}

type failingReader struct{}

func (failingReader) Read([]byte) (int, error) { return 0, errors.New("connection reset") }

func process(t testing.TB, data []byte) (*content.Image, map[string]content.ImageFile) {
	t.Helper()
	img, err := NewProcessor(Limits{}, 1).Process(context.Background(), "", data)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]content.ImageFile{}
	for _, f := range img.Renditions {
		files[f.Name] = f
	}
	return img, files
}

func decodeFile(t testing.TB, f content.ImageFile) image.Image {
	t.Helper()
	info, err := inspect(f.Data, Limits{}.orDefault())
	if err != nil {
		t.Fatal(f.Name, err)
	}
	img, err := decode(context.Background(), info, f.Data)
	if err != nil || f.Type != info.MediaType || f.Width != info.Width || f.Height != info.Height || f.Size != int64(len(f.Data)) {
		t.Fatalf("%s: %v, %+v, %+v", f.Name, err, f.Rendition, info)
	}
	return img
}

func near(a, b color.Color) bool {
	r, g, bl, al := a.RGBA()
	r2, g2, b2, a2 := b.RGBA()
	for _, d := range [][2]uint32{{r, r2}, {g, g2}, {bl, b2}, {al, a2}} {
		if math.Abs(float64(d[0])-float64(d[1])) > 30*257 {
			return false
		}
	}
	return true
}

// TestProcess holds P14, that no picture says where it was taken, and F2: each is
// there in several widths and as WebP.
func TestProcess(t *testing.T) {
	jpg := withEXIF(jpegOf(t, picture(1800, 1200)), exifOf(1, binary.BigEndian))
	img, files := process(t, jpg)
	if img.Width != 1800 || img.Height != 1200 || img.Type != "image/jpeg" || len(img.Blurhash) != 28 {
		t.Errorf("%d × %d %s %q", img.Width, img.Height, img.Type, img.Blurhash)
	}
	var names []string
	for _, f := range img.Renditions {
		names = append(names, fmt.Sprintf("%s %d×%d", f.Name, f.Width, f.Height))
		if bytes.Contains(f.Data, []byte("Exif")) || bytes.Contains(f.Data, []byte("GHENT")) {
			t.Errorf("%s still says where it was taken", f.Name)
		}
		got := decodeFile(t, f)
		for _, q := range []image.Point{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
			x, y := f.Width/4+q.X*f.Width/2, f.Height/4+q.Y*f.Height/2
			if !near(got.At(x, y), field(q.X == 1, q.Y == 1)) {
				t.Errorf("%s at %d, %d: %v", f.Name, x, y, got.At(x, y))
			}
		}
	}
	want := "full.jpg 1800×1200, w1600.webp 1600×1067, w1600.jpg 1600×1067, w1024.webp 1024×683, w1024.jpg 1024×683, w640.webp 640×427, w640.jpg 640×427, w320.webp 320×213, w320.jpg 320×213"
	if got := strings.Join(names, ", "); got != want {
		t.Errorf("renditions %s\nwant       %s", got, want)
	}
	again, _ := process(t, jpg)
	for i, f := range again.Renditions {
		if !bytes.Equal(f.Data, img.Renditions[i].Data) {
			t.Errorf("%s differs the second time", f.Name)
		}
	}
	if _, ok := files["full.png"]; ok {
		t.Error("a photograph has no full.png")
	}
}

func TestNeverEnlarged(t *testing.T) {
	for _, c := range []struct {
		w, h int
		want string
	}{
		{100, 50, "full.jpg full.webp"}, {1, 1, "full.jpg full.webp"}, {321, 1, "full.jpg full.webp w320.webp w320.jpg"},
		{3000, 30, "full.jpg w1600.webp w1600.jpg w1024.webp w1024.jpg w640.webp w640.jpg w320.webp w320.jpg"},
		{10, 4000, "full.jpg full.webp"},
	} {
		img, _ := process(t, pngOf(t, picture(c.w, c.h)))
		var names []string
		for _, f := range img.Renditions {
			names = append(names, f.Name)
			decodeFile(t, f)
		}
		if got := strings.Join(names, " "); got != c.want || max(img.Width, img.Height) > 2560 {
			t.Errorf("%d × %d: %s, %d × %d", c.w, c.h, got, img.Width, img.Height)
		}
	}
}

// The stored picture is turned as its EXIF data say that it is to be shown:
// where the red field ends up is the definition of each value.
func TestOrientation(t *testing.T) {
	red := field(false, false)
	for o, corner := range map[int][2]bool{1: {false, false}, 2: {true, false}, 3: {true, true}, 4: {false, true}, 5: {false, false}, 6: {true, false}, 7: {true, true}, 8: {false, true}} {
		img, files := process(t, withEXIF(jpegOf(t, picture(80, 40)), exifOf(o, binary.LittleEndian)))
		w, h := 80, 40
		if o >= 5 {
			w, h = 40, 80
		}
		x, y := w/4, h/4
		if corner[0] {
			x += w / 2
		}
		if corner[1] {
			y += h / 2
		}
		if got := decodeFile(t, files["full.jpg"]); img.Width != w || img.Height != h || !near(got.At(x, y), red) {
			t.Errorf("orientation %d: %d × %d, %v", o, img.Width, img.Height, got.At(x, y))
		}
	}
	// Green tells a turn from a mirror.
	_, files := process(t, withEXIF(jpegOf(t, picture(80, 40)), exifOf(6, binary.BigEndian)))
	if got := decodeFile(t, files["full.jpg"]); !near(got.At(30, 60), field(true, false)) {
		t.Errorf("orientation 6 is mirrored: %v", got.At(30, 60))
	}
}

func TestTransparency(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 400, 200))
	for y := range 200 {
		for x := range 200 {
			img.SetNRGBA(x, y, color.NRGBA{200, 0, 0, 128})
		}
	}
	out, files := process(t, pngOf(t, img))
	if got := decodeFile(t, files["full.jpg"]); !near(got.At(300, 100), color.White) || !near(got.At(100, 100), color.RGBA{227, 127, 127, 255}) {
		t.Errorf("JPEG is not on white: %v %v", got.At(300, 100), got.At(100, 100))
	}
	for _, name := range []string{"full.png", "full.webp", "w320.webp"} {
		got := decodeFile(t, files[name])
		w := got.Bounds().Dx()
		left := color.NRGBAModel.Convert(got.At(w/4, w/8)).(color.NRGBA)
		if _, _, _, a := got.At(w*3/4, w/8).RGBA(); a != 0 || !near(color.NRGBA{left.R, left.G, left.B, 255}, color.NRGBA{200, 0, 0, 255}) || left.A < 120 || left.A > 136 {
			t.Errorf("%s: alpha %d, left %v", name, a, left)
		}
	}
	if len(out.Renditions) != 5 {
		t.Errorf("%d renditions", len(out.Renditions))
	}
}

func TestAnimations(t *testing.T) {
	img, files := process(t, gifOf(t))
	if got := decodeFile(t, files["full.png"]); img.Width != 60 || !near(got.At(20, 20), color.RGBA{255, 0, 0, 255}) || !near(got.At(2, 2), color.Transparent) {
		t.Errorf("gif: first frame on its place: %v %v", got.At(20, 20), got.At(2, 2))
	}
	img, files = process(t, animatedWebP(t, 60, 40)) // with orientation 6
	if got := decodeFile(t, files["full.png"]); img.Width != 80 || img.Height != 100 || !near(got.At(80-1-20, 30), field(false, false)) || !near(got.At(2, 2), color.Transparent) {
		t.Errorf("webp: %d × %d %v", img.Width, img.Height, got.At(80-1-20, 30))
	}
	// A still with EXIF data and alpha in its own chunk.
	n := image.NewNRGBA(image.Rect(0, 0, 51, 31))
	n.SetNRGBA(25, 15, color.NRGBA{1, 2, 3, 200})
	still := webpOf(t, n, false)
	if _, err := xwebp.Decode(bytes.NewReader(still)); err != nil {
		t.Fatal(err)
	}
	process(t, still)
}

func TestContext(t *testing.T) {
	p := NewProcessor(Limits{}, 1)
	jpg := jpegOf(t, picture(600, 400))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := p.Process(ctx, "", jpg); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	// While the only slot is taken, another caller waits as long as it may;
	// what is refused by its header does not wait.
	p.slots <- struct{}{}
	if _, err := p.Process(ctx, "", jpg); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting: %v", err)
	}
	if _, err := p.Process(context.Background(), "", []byte("%PDF-")); !errors.Is(err, ErrFormat) {
		t.Errorf("refused at once: %v", err)
	}
	<-p.slots
	if _, err := p.Process(context.Background(), "", jpg); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	if len(p.slots) != 0 {
		t.Error("a slot was not given back")
	}
}

// A header that promises 200 million pixels costs no more than reading it.
func TestHugeHeaderIsCheap(t *testing.T) {
	data := pngHeader(t, 20000, 10000)
	p := NewProcessor(Limits{}, 1)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := p.Process(context.Background(), "", data); !errors.Is(err, ErrPixels) {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
		t.Errorf("%d bytes for a refusal", n)
	}
}

// BenchmarkProcess prepares photographs. "peak-MB" is the most memory that the
// process ever had resident, the encoder's included; sizes go upwards, so that
// each line shows its own.
func BenchmarkProcess(b *testing.B) {
	for _, size := range []image.Point{{1600, 1200}, {4000, 3000}, {8160, 6120}} {
		img := image.NewYCbCr(image.Rectangle{Max: size}, image.YCbCrSubsampleRatio420)
		for i := range img.Y {
			img.Y[i] = uint8(i * 31 >> 7)
		}
		data := jpegOf(b, img)
		img = nil
		b.Run(fmt.Sprintf("%dMpx", size.X*size.Y/1_000_000), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				process(b, data)
			}
			b.ReportMetric(peak(), "peak-MB")
		})
	}
}

// peak reads the high-water mark of resident memory, 0 where there is none.
func peak() float64 {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		var kb float64
		if n, _ := fmt.Sscanf(line, "VmHWM: %f kB", &kb); n == 1 {
			return kb / 1024
		}
	}
	return 0
}
