package cmd

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"vitrine/plugins"
)

// pngChunk is a chunk of a PNG file, with its checksum.
func pngChunk(name string, data []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	body := append([]byte(name), data...)
	return binary.BigEndian.AppendUint32(append(b, body...), crc32.ChecksumIEEE(body))
}

// pngHeader says how large an image is that is not there.
func pngHeader(width, height uint32) []byte {
	head := binary.BigEndian.AppendUint32(nil, width)
	head = binary.BigEndian.AppendUint32(head, height)
	head = append(head, 8, 6, 0, 0, 0) // eight bits each of red, green, blue and alpha
	out := append([]byte("\x89PNG\r\n\x1a\n"), pngChunk("IHDR", head)...)
	out = append(out, pngChunk("IDAT", []byte{0x78, 0x9c, 0x63, 0, 0, 0, 1, 0, 1})...)
	return append(out, pngChunk("IEND", nil)...)
}

func smallPNG(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 64, 48))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestBadImageUnreadable refuses what begins like an image and is none.
func TestBadImageUnreadable(t *testing.T) {
	l := newLab(t)
	token := l.operator()
	whole := smallPNG(t)
	for name, data := range map[string][]byte{
		"cut.png": whole[:len(whole)/2], "empty.jpg": {}, "noise.jpg": append([]byte{0xff, 0xd8, 0xff, 0xe0}, bytes.Repeat([]byte{7}, 500)...),
		"head.png": whole[:8], "small.png": pngHeader(400, 300), "nothing.png": pngHeader(0, 0), "x.webp": []byte("RIFF\x10\x00\x00\x00WEBPVP8 "),
	} {
		l.says(l.upload(token, "nl", name, "image/png", data), 422, `"file"`, "Deze afbeelding kan niet worden gelezen. Bewaar ze opnieuw als JPEG of PNG.")
	}
	l.says(l.upload(token, "en", "x.jpg", "image/jpeg", []byte("MZ\x90\x00 a program")), 415, "Allowed: ")
	if left := l.files(); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
	l.want(l.upload(token, "nl", "good.png", "image/png", whole), 201, "a good image")
}

// TestBadImage200Megapixels refuses a picture by what its header says, before
// anything of that size is made.
func TestBadImage200Megapixels(t *testing.T) {
	l := newLab(t)
	token := l.operator()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for _, side := range [][2]uint32{{20_000, 10_000}, {1, 200_000_000}, {1 << 31, 1 << 31}, {0x7fffffff, 0x7fffffff}} {
		a := l.upload(token, "en", "huge.png", "image/png", pngHeader(side[0], side[1]))
		if side[0] == 20_000 {
			l.says(a, 413, `"file"`, "This image is too large: 20,000 × 10,000 pixels. Reduce it to ")
		} else if a.status != 413 && a.status != 422 {
			t.Errorf("%d × %d: %d %s", side[0], side[1], a.status, a.body)
		}
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 64<<20 {
		t.Errorf("%d MiB were used", used>>20)
	}
	if left := l.files(); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// TestBadImageSVGWithScript refuses drawings that can contain programs, by
// their bytes and not by what they are called.
func TestBadImageSVGWithScript(t *testing.T) {
	l := newLab(t)
	token := l.operator()
	svg := []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>`)
	for name, data := range map[string][]byte{
		"a.svg": svg, "b.png": svg, "c.jpg": append([]byte("\ufeff<?xml version=\"1.0\"?>\n<!-- x -->\n"), svg...),
		"d.svg": append([]byte("<!DOCTYPE svg [<!ENTITY a \"b\">]>"), svg...),
	} {
		l.says(l.upload(token, "fr", name, "image/png", data), 415, "SVG", "PNG")
	}
	// HTML and a picture that is a page as well.
	l.says(l.upload(token, "en", "e.png", "image/png", []byte("<html><script>alert(1)</script></html>")), 415)
	if a := l.upload(token, "en", "f.png", "image/png", append(smallPNG(t), svg...)); a.status == 201 {
		// What is kept is drawn anew: nothing of the tail may be served.
		for _, f := range l.files() {
			if bytes.Contains(readFile(t, f), []byte("alert")) {
				t.Errorf("%s carries the script", f)
			}
		}
	} else if left := l.files(); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// TestBadImagesOfAnImport imports an article whose pictures are unreadable, far
// too large, drawings with a script, and good: the article and the good one are
// there, the others are reported by their address.
func TestBadImagesOfAnImport(t *testing.T) {
	files := map[string][]byte{"/good.png": smallPNG(t), "/cut.png": smallPNG(t)[:40], "/huge.png": pngHeader(20_000, 10_000),
		"/drawing.svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/feed" {
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprint(w, `<rss version="2.0"><channel><title>F</title><link>/</link><language>nl</language><item><guid isPermaLink="false">1</guid><title>Eén</title><description>&lt;p&gt;Tekst`)
			for name := range files {
				fmt.Fprintf(w, ` &lt;img src="%s" alt="Een foto"&gt;`, name)
			}
			fmt.Fprint(w, `&lt;/p&gt;</description></item></channel></rss>`)
			return
		}
		w.Header().Set("Content-Type", "image/png") // whatever it is
		_, _ = w.Write(files[r.URL.Path])
	}))
	defer s.Close()
	r := newImporter(t).report("import", "rss", s.URL+"/feed", "--allow-hosts", strings.TrimPrefix(s.URL, "http://"))
	if r.Outcomes[plugins.Created] != 1 || r.Images != 1 || r.ImagesFailed != 3 || len(r.Problems) != 3 {
		t.Errorf("%+v", r)
	}
	said := fmt.Sprint(r.Problems)
	for _, name := range []string{"/cut.png", "/huge.png", "/drawing.svg"} {
		if !strings.Contains(said, s.URL+name) {
			t.Errorf("%s is not named in %s", name, said)
		}
	}
}
