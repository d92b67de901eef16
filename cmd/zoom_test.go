package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/content/highlight"
	"vitrine/content/iiif"
	"vitrine/content/media"
	"vitrine/federation/peer"
)

// museum is an image service in this process, which can fail and lie.
type museum struct {
	*httptest.Server
	mu       sync.Mutex
	manifest string
	info     string
	picture  []byte
	status   int
	asked    map[string]int
	wait     chan struct{} // pictures wait for it, when given
}

func newMuseum(t *testing.T) *museum {
	m := &museum{status: 200, asked: map[string]int{}, picture: jpegOf(t, 512, 512)}
	m.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m.mu.Lock()
		m.asked[r.URL.Path]++
		status, manifest, info, picture, wait := m.status, m.manifest, m.info, m.picture, m.wait
		m.mu.Unlock()
		switch {
		case status != 200:
			http.Error(w, "closed", status)
		case strings.HasSuffix(r.URL.Path, "/manifest"):
			w.Header().Set("Content-Type", "application/ld+json")
			_, _ = io.WriteString(w, manifest)
		case strings.HasSuffix(r.URL.Path, "/info.json"):
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, info)
		case strings.HasPrefix(r.URL.Path, "/away"):
			http.Redirect(w, r, "http://10.0.0.1/secret.jpg", http.StatusFound)
		default:
			if wait != nil {
				<-wait
			}
			w.Header().Set("Content-Type", "image/jpeg")
			_, _ = w.Write(picture)
		}
	}))
	t.Cleanup(m.Close)
	m.manifest = manifestOf("http://museum.example/a", "http://museum.example/plain.jpg")
	m.info = `{"@context":"http://iiif.io/api/image/3/context.json","type":"ImageService3","profile":"level2","width":4000,"height":3000,"tiles":[{"width":512,"scaleFactors":[1,2,4,8]}]}`
	return m
}

func manifestOf(service, plain string) string {
	return fmt.Sprintf(`{"type":"Manifest","rights":"http://creativecommons.org/publicdomain/mark/1.0/","requiredStatement":{"value":{"nl":["<b>Museum</b><script>x</script>"]}},"items":[
		{"type":"Canvas","label":{"nl":["Voorzijde"]},"items":[{"items":[{"body":{"type":"Image","id":"%s/full/max/0/default.jpg","width":4000,"height":3000,"service":[{"id":"%s","type":"ImageService3","profile":"level2"}]}}]}]},
		{"type":"Canvas","items":[{"items":[{"body":{"type":"Image","id":"%s"}}]}]}]}`, service, service, plain)
}

func (m *museum) set(f func()) { m.mu.Lock(); defer m.mu.Unlock(); f() }
func (m *museum) total() (n int) {
	m.set(func() {
		for _, v := range m.asked {
			n += v
		}
	})
	return n
}

func jpegOf(t *testing.T, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, w, h)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zoomWorld is a zoomer with a highlight that names the museum's manifest.
func zoomWorld(t *testing.T, m *museum) (*zoomer, *content.Site, *atomic.Int64, *content.Item) {
	t.Helper()
	var skip atomic.Int64 // how far the clock is ahead
	clock := func() time.Time { return time.Now().Add(time.Duration(skip.Load())) }
	client, err := peer.New(peer.Options{Now: clock, Resolve: map[string]string{"museum.example": strings.TrimPrefix(m.URL, "http://")}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	dir, err := media.OpenDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { dir.Close() })
	it := &content.Item{ID: "kaart", Kind: "highlight", Status: content.Published, Details: &highlight.Details{IIIFManifest: "http://museum.example/manifest"}}
	z := newZoomer(oneItem{it: it}, fetchFile(client), newZoomCache(dir, 1<<20, clock), clock, slog.New(slog.DiscardHandler))
	return z, &content.Site{ID: "site", Origin: "https://bib.example"}, &skip, it
}

const firstTile = "0,0,512,512/512,512/0/default.jpg"

func TestZoom(t *testing.T) {
	m := newMuseum(t)
	z, site, skip, it := zoomWorld(t, m)
	ctx := t.Context()
	got, err := z.Pages(ctx, site, it.ID)
	if err != nil || len(got.Pages) != 2 || got.Credit["nl"] != "Museum" || !got.Pages[0].Tiled || got.Pages[1].Tiled || got.Pages[0].Paths[1] != "1/full/1200,/0/default.jpg" {
		t.Fatalf("%+v %v", got, err)
	}
	info, err := z.Info(ctx, site, it.ID, 1)
	if err != nil || !strings.Contains(string(info), `"id":"https://bib.example/iiif/kaart/1"`) {
		t.Errorf("%s %v", info, err)
	}
	for range 3 {
		data, kind, err := z.Image(ctx, site, it.ID, 1, firstTile)
		if err != nil || kind != "image/jpeg" || !bytes.Equal(data, m.picture) {
			t.Fatalf("%s %v", kind, err)
		}
	}
	if _, _, err := z.Image(ctx, site, it.ID, 2, iiif.Path(640)); err != nil {
		t.Error(err)
	}
	if n := m.total(); n != 4 || m.asked["/a/0,0,512,512/512,512/0/default.jpg"] != 1 {
		t.Errorf("%d requests: %v", n, m.asked)
	}
	for what, f := range map[string]func() error{
		"no tile": func() error {
			_, _, err := z.Image(ctx, site, it.ID, 1, "1,0,512,512/512,512/0/default.jpg")
			return err
		},
		"another form":   func() error { _, _, err := z.Image(ctx, site, it.ID, 1, "full/max/0/default.jpg"); return err },
		"no page":        func() error { _, _, err := z.Image(ctx, site, it.ID, 3, firstTile); return err },
		"page 0":         func() error { _, err := z.Info(ctx, site, it.ID, 0); return err },
		"no service":     func() error { _, err := z.Info(ctx, site, it.ID, 2); return err },
		"another item":   func() error { _, err := z.Pages(ctx, site, "other"); return err },
		"tile of a file": func() error { _, _, err := z.Image(ctx, site, it.ID, 2, firstTile); return err },
	} {
		if err := f(); !content.Is(err, content.NotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	// The museum is down: what is kept is shown, for as long as it is kept.
	m.set(func() { m.status = 503 })
	skip.Store(int64(10 * 24 * time.Hour))
	if _, _, err := z.Image(ctx, site, it.ID, 1, firstTile); err != nil {
		t.Errorf("while the museum is down: %v", err)
	}
	before := m.total()
	for range 3 {
		if _, _, err := z.Image(ctx, site, it.ID, 1, "512,0,512,512/512,512/0/default.jpg"); !content.Is(err, content.Unavailable) {
			t.Errorf("a tile that was never seen: %v", err)
		}
	}
	if n := m.total() - before; n != 1 {
		t.Errorf("a museum that is down was asked %d times", n)
	}
	m.set(func() { m.status = 200 })
	skip.Add(int64(2 * zoomAgain))
	if _, _, err := z.Image(ctx, site, it.ID, 1, "512,0,512,512/512,512/0/default.jpg"); err != nil {
		t.Errorf("when it is back: %v", err)
	}
	skip.Add(int64(zoomKept))
	if err := z.keep.sweep(ctx); err != nil || z.keep.used != 0 {
		t.Errorf("after 30 days %d bytes are kept, %v", z.keep.used, err)
	}
	it.Status = content.Withdrawn
	if _, err := z.Pages(ctx, site, it.ID); !content.Is(err, content.NotFound) {
		t.Errorf("a withdrawn item: %v", err)
	}
}

// What comes from elsewhere is hostile: nothing of it is shown, and nobody
// inside our network is asked.
func TestZoomHostile(t *testing.T) {
	var inside atomic.Int64
	private := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { inside.Add(1) }))
	defer private.Close()
	for name, f := range map[string]func(m *museum){
		"10 MB":              func(m *museum) { m.manifest = `{"x":"` + strings.Repeat("x", 10<<20) + `"}` },
		"deep":               func(m *museum) { m.manifest = strings.Repeat(`{"items":[`, 5000) },
		"javascript":         func(m *museum) { m.manifest = manifestOf("javascript:alert(1)//", "javascript:alert(1)") },
		"a private service":  func(m *museum) { m.manifest = manifestOf(private.URL, private.URL+"/x.jpg") },
		"metadata service":   func(m *museum) { m.manifest = manifestOf("http://169.254.169.254/latest", "http://[::1]/x") },
		"redirect inside":    func(m *museum) { m.manifest = manifestOf("http://museum.example/away", "http://museum.example/away") },
		"info lies":          func(m *museum) { m.info = `{"width":1e9,"height":-4}` },
		"info is HTML":       func(m *museum) { m.info = "<script>alert(1)</script>" },
		"HTML as a picture":  func(m *museum) { m.picture = []byte("<html><script>alert(1)</script>") },
		"SVG as a picture":   func(m *museum) { m.picture = []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`) },
		"a picture too wide": func(m *museum) { m.picture = jpegOf(t, 9000, 10) },
		"a picture too long": func(m *museum) { m.picture = append(jpegOf(t, 10, 10), make([]byte, zoomPicture)...) },
	} {
		m := newMuseum(t)
		m.set(func() { f(m) })
		z, site, _, it := zoomWorld(t, m)
		data, _, err := z.Image(t.Context(), site, it.ID, 1, firstTile)
		if err == nil || len(data) > 0 || !content.Is(err, content.Unavailable) {
			t.Errorf("%s: %d bytes, %v", name, len(data), err)
		}
	}
	if inside.Load() > 0 {
		t.Error("a server of our own network was asked")
	}
}

// However many ask at once, the museum is asked once.
func TestZoomOnce(t *testing.T) {
	m := newMuseum(t)
	z, site, _, it := zoomWorld(t, m)
	if _, err := z.Info(t.Context(), site, it.ID, 1); err != nil {
		t.Fatal(err)
	}
	m.wait = make(chan struct{})
	var wg sync.WaitGroup
	errs := make(chan error, 20)
	for range 20 {
		wg.Go(func() {
			_, _, err := z.Image(t.Context(), site, it.ID, 1, firstTile)
			errs <- err
		})
	}
	close(m.wait)
	wg.Wait()
	for range 20 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if n := m.asked["/a/0,0,512,512/512,512/0/default.jpg"]; n != 1 {
		t.Errorf("asked %d times", n)
	}
	// A visitor who leaves does not make the picture fail for others.
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	next := "512,0,512,512/512,512/0/default.jpg"
	if _, _, err := z.Image(gone, site, it.ID, 1, next); !errors.Is(err, context.Canceled) {
		t.Errorf("who left: %v", err)
	}
	if _, _, err := z.Image(t.Context(), site, it.ID, 1, next); err != nil {
		t.Errorf("who stayed: %v", err)
	}
}

func TestZoomCacheIsBounded(t *testing.T) {
	m := newMuseum(t)
	z, _, _, _ := zoomWorld(t, m)
	z.keep.max = 1000
	for i := range 50 {
		if err := z.keep.put(t.Context(), fmt.Sprintf("s/x/%d", i), make([]byte, 100)); err != nil {
			t.Fatal(err)
		}
		if z.keep.used > 1000 {
			t.Fatalf("%d bytes are kept", z.keep.used)
		}
	}
	if _, _, err := z.keep.get(t.Context(), "s/x/49"); err != nil {
		t.Errorf("the newest is gone: %v", err)
	}
	for key, err := range (backupBlobs{Blobs: z.keep.blobs}).Keys(t.Context()) {
		t.Errorf("a backup holds %s, %v", key, err)
	}
}
