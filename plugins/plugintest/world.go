// Package plugintest holds importers against the rules of package plugins: the
// same records twice change nothing, staff keep what they wrote, pictures that
// were missing come later. Every plugin runs [Suite] on a real store.
package plugintest

import (
	"bytes"
	"context"
	"fmt"
	"hash/fnv"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/content/article"
	"vitrine/content/clean"
	"vitrine/content/locale"
	"vitrine/content/media"
	"vitrine/plugins"
)

// Kinds are the kinds that a store for these tests must know.
var Kinds = content.Kinds{article.Kind{}}

// World is an institution on a store, and the part of the web that it can reach.
type World struct {
	Service *content.Service
	Site    *content.Site
	Web     *Web
	Clock   time.Time // what the time is
}

// New makes an institution that speaks nl, fr, de and en.
func New(t testing.TB, store content.ServiceStore) *World {
	t.Helper()
	w := &World{Web: newWeb(t), Clock: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	blobs, err := media.OpenDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = blobs.Close() })
	w.Service = &content.Service{Store: store, Clean: clean.Cleaner{}, Words: locale.Rules{}, Kinds: Kinds, Now: func() time.Time { return w.Clock },
		Images: media.NewProcessor(media.Limits{}, 1), Blobs: media.Bytes{Blobs: blobs}}
	w.Site, _, err = w.Service.AddSite(context.Background(), content.NewSite{URL: "https://bib.example", Name: "Bibliotheek", Handle: "bib",
		Languages: []content.Lang{"nl", "fr", "de", "en"}, TimeZone: "Europe/Brussels", Email: "info@bib.example"})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Runner makes a runner; the clock moves on, as it does between runs.
func (w *World) Runner(source string) *plugins.Runner {
	w.Clock = w.Clock.Add(time.Hour)
	return &plugins.Runner{Service: w.Service, Client: w.Web, Site: w.Site, Source: source}
}

// Import runs an importer that is expected to succeed.
func (w *World) Import(t testing.TB, source string, imp plugins.Importer) *plugins.Report {
	t.Helper()
	r, err := w.Runner(source).Run(context.Background(), imp)
	if err != nil {
		t.Fatalf("import: %v", err)
	}
	return r
}

// Items are all items, by what their source calls them.
func (w *World) Items(t testing.TB) map[string]*content.Item {
	t.Helper()
	out := map[string]*content.Item{}
	for cursor, first := "", true; first || cursor != ""; first = false {
		list, next, err := w.Service.Store.Items(context.Background(), w.Site.ID, content.ItemFilter{Which: content.WorkingRevision, Limit: 100, Cursor: cursor,
			Status: []content.Status{content.Draft, content.Review, content.Scheduled, content.Published, content.Withdrawn}})
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range list {
			out[it.ExternalID] = it
		}
		cursor = next
	}
	return out
}

// State is what a second run must not change.
func (w *World) State(t testing.TB) map[string]string {
	t.Helper()
	out := map[string]string{}
	for id, it := range w.Items(t) {
		revs, err := w.Service.Store.Revisions(context.Background(), w.Site.ID, it.ID)
		if err != nil {
			t.Fatal(err)
		}
		out[id] = fmt.Sprint(it.ID, it.Status, it.Live, it.Working, it.Updated.UnixMilli(), it.Changed.UnixMilli(), len(revs), it.SourceSum)
	}
	return out
}

// Same fails when two states differ.
func Same(t testing.TB, before, after map[string]string) {
	t.Helper()
	for id, s := range after {
		if before[id] != s {
			t.Errorf("%s changed:\n %s\n %s", id, before[id], s)
		}
	}
	if len(before) != len(after) {
		t.Errorf("%d items, before %d", len(after), len(before))
	}
}

// Web is a server on loopback that answers for any host with the files that a
// test puts there, and 404 for all others.
type Web struct {
	mu    sync.Mutex
	files map[string]served
	asked map[string]int
	http  *http.Client
}

type served struct {
	kind string
	data []byte
}

func newWeb(t testing.TB) *Web {
	w := &Web{files: map[string]served{}, asked: map[string]int{}}
	s := httptest.NewServer(w)
	t.Cleanup(s.Close)
	w.http = &http.Client{Transport: toServer(s.Listener.Addr().String())}
	return w
}

// toServer sends every request to one address.
type toServer string

func (a toServer) RoundTrip(req *http.Request) (*http.Response, error) {
	out := req.Clone(req.Context())
	out.Host = req.URL.Scheme + "-" + req.URL.Host
	out.URL.Scheme, out.URL.Host = "http", string(a)
	return http.DefaultTransport.RoundTrip(out)
}

// ServeHTTP implements http.Handler.
func (w *Web) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	scheme, host, _ := strings.Cut(r.Host, "-")
	address := scheme + "://" + host + r.URL.RequestURI()
	w.mu.Lock()
	f, ok := w.files[address]
	w.asked[address]++
	w.mu.Unlock()
	if !ok {
		http.NotFound(rw, r)
		return
	}
	rw.Header().Set("Content-Type", f.kind)
	_, _ = rw.Write(f.data)
}

// Put serves a file at an address.
func (w *Web) Put(address, kind string, data []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.files[address] = served{kind, data}
}

// PutImage serves a picture of its own at each address.
func (w *Web) PutImage(addresses ...string) {
	for _, a := range addresses {
		w.Put(a, "image/png", Picture(a))
	}
}

// Asked is how often an address was asked for.
func (w *Web) Asked(address string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.asked[address]
}

// Fetch implements plugins.Client.
func (w *Web) Fetch(ctx context.Context, address string, max int64, types ...string) (*plugins.File, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	res, err := w.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %d", req.URL.Host, res.StatusCode)
	}
	b, err := io.ReadAll(io.LimitReader(res.Body, max+1))
	if err == nil && int64(len(b)) > max {
		err = fmt.Errorf("larger than %d bytes", max)
	}
	return &plugins.File{URL: address, ContentType: res.Header.Get("Content-Type"), Body: b}, err
}

// Picture draws a picture that no other address has.
func Picture(address string) []byte {
	h := fnv.New32a()
	_, _ = h.Write([]byte(address))
	n := h.Sum32()
	img := image.NewRGBA(image.Rect(0, 0, 24, 16))
	for y := range 16 {
		for x := range 24 {
			img.Set(x, y, color.RGBA{uint8(n) + uint8(x), uint8(n>>8) + uint8(y), uint8(n >> 16), 255})
		}
	}
	var b bytes.Buffer
	_ = png.Encode(&b, img) // never fails on a buffer
	return b.Bytes()
}

// Text is a source that is a text.
func Text(name, text string) plugins.Source {
	return plugins.Source{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}
