package web_test

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"vitrine/content"
	"vitrine/content/clean"
	"vitrine/content/locale"
	"vitrine/themes"
	"vitrine/web"
	"vitrine/web/page"
)

// theme adapts a set as cmd does.
type theme struct{ *themes.Set }

func (t theme) Asset(name string) (web.Asset, bool) {
	f, ok := t.Set.Asset(name)
	if !ok {
		return web.Asset{}, false
	}
	return web.Asset{Hash: f.Hash, Type: f.Type, Data: f.Data, Gzip: f.Gzip}, true
}

// plainKind is a kind without a template; dated tells whether it has dates.
type plainKind struct {
	name  string
	dated bool
}

func (k plainKind) Name() string          { return k.name }
func (k plainKind) Form() []content.Field { return nil }
func (k plainKind) Templates() fs.FS      { return nil }
func (k plainKind) New() content.Details {
	if k.dated {
		return &dated{}
	}
	return &undated{}
}

type undated struct{}

func (*undated) Check(*content.Problems) {}

type dated struct{ list []content.Occurrence }

func (*dated) Check(*content.Problems)              {}
func (d *dated) Dates() []content.Occurrence        { return d.list }
func (d *dated) SetDates(list []content.Occurrence) { d.list = list }

var kinds = content.Kinds{plainKind{"article", false}, plainKind{"event", true}, plainKind{"highlight", false}}

// clock is the time that tests see.
type clock struct{ at atomic.Int64 }

func (c *clock) now() time.Time          { return time.UnixMilli(c.at.Load()).UTC() }
func (c *clock) forward(d time.Duration) { c.at.Add(d.Milliseconds()) }

var start = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// world is a handler with all that stands behind it.
type world struct {
	*fake
	clock   *clock
	handler http.Handler
	cfg     web.Config
}

// ground is what all worlds share: words and a checked theme.
type ground struct {
	words *locale.Catalogue
	set   *themes.Set
}

func lay() (ground, error) {
	words, err := locale.New()
	if err != nil {
		return ground{}, err
	}
	layers := themes.Layers{themes.Default()}
	for _, l := range layers.Locales() {
		if words, err = words.Overlay(l); err != nil {
			return ground{}, err
		}
	}
	all := append(slices.Clone(kinds), plainKind{"edition", false})
	set, err := themes.Open(themes.Config{Layers: layers, Kinds: map[string]fs.FS{"article": nil, "event": nil, "highlight": nil, "edition": nil}, Samples: page.Samples(words, all)})
	return ground{words, set}, err
}

var shared = sync.OnceValues(lay)

func newWorld(t testing.TB, change ...func(*web.Config, *fake)) *world {
	t.Helper()
	g, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	set, words := g.set, g.words
	f := newFake()
	c := &clock{}
	c.at.Store(start.UnixMilli())
	w := &world{fake: f, clock: c}
	w.cfg = web.Config{Sites: f, Channels: f, Public: f, Items: f, Tags: f, Audience: f, Reading: f, Plain: f, Media: f, Bodies: f, Feeds: f, Blobs: f, Kinds: kinds,
		Look: func(*content.Site) web.Look { return web.Look{Theme: theme{set}, Words: words} }, Now: c.now}
	w.cfg.Duty = &content.Service{Store: &desk{fake: f, kept: map[content.ID]*content.Message{}}, Clean: clean.Cleaner{}, Words: locale.Rules{}, Now: c.now}
	for _, ch := range change {
		ch(&w.cfg, f)
	}
	w.handler = web.NewHandler(w.cfg)
	return w
}

// get asks the site for a path; headers are name, value pairs.
func (w *world) get(t testing.TB, target string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	return w.do(t, http.MethodGet, target, headers...)
}

func (w *world) do(t testing.TB, method, target string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	if strings.HasPrefix(target, "/") {
		target = "https://bib.example" + target
	}
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	return rec
}

func mapFS(files map[string]string) fs.FS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}
