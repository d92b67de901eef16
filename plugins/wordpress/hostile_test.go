package wordpress

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/plugins"
	"vitrine/plugins/plugintest"
)

// counting is a host that only counts.
type counting struct {
	site    *content.Site
	counts  map[string]int
	records int
	ids     []string
}

func (h *counting) Site() *content.Site {
	if h.site == nil {
		h.site = &content.Site{Languages: []content.Lang{"nl"}, TimeZone: "Europe/Brussels"}
	}
	return h.site
}
func (*counting) Now() time.Time { return time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC) }
func (*counting) Fetch(context.Context, string, int64, ...string) (*plugins.File, error) {
	return nil, errors.New("no network")
}
func (h *counting) Upsert(_ context.Context, r plugins.Record) (plugins.Outcome, error) {
	h.records++
	h.ids = append(h.ids, r.ExternalID)
	return plugins.Created, nil
}
func (*counting) Cursor() string                          { return "" }
func (*counting) SetCursor(context.Context, string) error { return nil }
func (*counting) Problem(plugins.Problem)                 {}
func (h *counting) Count(what string, n int) {
	if h.counts == nil {
		h.counts = map[string]int{}
	}
	h.counts[what] += n
}

func TestCutExport(t *testing.T) {
	text := export(item("1", "post", "publish", "Een", "x"), item("2", "post", "publish", "Twee", "y"), item("3", "post", "publish", "Drie", "z"))
	w := plugintest.New(t, openStore(t))
	r, err := w.Runner(Name).Run(context.Background(), files(text[:strings.Index(text, "<![CDATA[z]]>")+10]))
	var cut *plugins.CutError
	if !errors.As(err, &cut) || cut.Record != "Drie" || r.Outcomes[plugins.Created] != 2 || !strings.Contains(err.Error(), "too early") {
		t.Fatalf("%v %v", err, r.Outcomes)
	}
	before := w.State(t)
	if r := w.Import(t, Name, files(text)); r.Outcomes[plugins.Created] != 1 || r.Outcomes[plugins.Unchanged] != 2 {
		t.Errorf("afterwards: %v", r.Outcomes)
	}
	after := w.State(t)
	delete(after, "https://oud.example#3")
	plugintest.Same(t, before, after)
	for i := range len(text) { // wherever it is cut: whole entries, in order, and an error unless only the end is missing
		h := &counting{}
		err := files(text[:i]).Import(context.Background(), h)
		if want := strings.Count(text[:i], "</item>"); h.records != want || err == nil && i < strings.LastIndex(text, "</rss>") {
			t.Fatalf("cut at %d: %d records of %d, %v", i, h.records, want, err)
		}
	}
}

// A place that cannot be read costs the entry that it is in, and no other.
func TestDamagedPlaces(t *testing.T) {
	tests := map[string]struct {
		damage string
		lost   bool
	}{
		"a bare ampersand":        {"<link>https://oud.example/?a=1&b=2&amp;c=3&</link>", false},
		"an unknown entity":       {"<wp:x>&hellip;&nietbekend;</wp:x>", false},
		"forbidden characters":    {"<wp:x>\x00\x0b&#8;\xe9</wp:x>", false},
		"an end that closes none": {"</b></wp:y>", false},
		"an end that is missing":  {"<wp:x><wp:z>", false},
		"a bare bracket":          {"<wp:x>a < b</wp:x>", true},
		"an item that never ends": {"<item><title>Open</title>", true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h := &counting{}
			err := files(export(item("1", "post", "publish", "Een", "x"), item("2", "post", "publish", "Twee", "y", test.damage), item("3", "post", "publish", "Drie", "z"))).Import(context.Background(), h)
			want := "1 2 3"
			if test.lost {
				want = "1 3"
			}
			got := strings.ReplaceAll(strings.Join(h.ids, " "), "https://oud.example#", "")
			if err != nil || got != want {
				t.Errorf("%v, %q, want %q", err, got, want)
			}
		})
	}
}

func TestHostileExports(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"bomb":            {`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>` + strings.TrimPrefix(export(), `<?xml version="1.0" encoding="UTF-8" ?>`), "entities of its own"},
		"deep":            {export(item("1", "post", "publish", "x", "x", strings.Repeat("<a>", 1_000_000))), "deep in each other"},
		"a feed":          {"<rss><channel><item><title>x</title></item></channel></rss>", "no WordPress export"},
		"a page":          {"<!DOCTYPE html><html><body><p>x</body></html>", "no WordPress export"},
		"nothing":         {"", "no WordPress export"},
		"words":           {"hello", "no WordPress export"},
		"unknown charset": {`<?xml version="1.0" encoding="klingon"?><rss/>`, "klingon"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h := &counting{}
			err := files(test.text).Import(context.Background(), h)
			var fe *plugins.FormatError
			if !errors.As(err, &fe) || !strings.Contains(err.Error(), test.want) || h.records > 0 {
				t.Errorf("%v, %d records", err, h.records)
			}
		})
	}
}

// long makes an export of any size without holding it.
type long struct {
	parts func(n int) string
	n     int
	rest  string
}

func (l *long) Read(p []byte) (int, error) {
	if l.rest == "" {
		if l.rest = l.parts(l.n); l.rest == "" {
			return 0, io.EOF
		}
		l.n++
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

func (*long) Close() error { return nil }

// A large file takes the memory of its largest entry, and one endless element is
// left out, with the entry that it is in.
func TestLargeExportIsAStream(t *testing.T) {
	if testing.Short() {
		t.Skip("40 MB of XML")
	}
	big := strings.Repeat("woord ", 2000)
	const entries = 200
	e := &Export{Sources: []plugins.Source{{Name: "large.xml", Open: func() (io.ReadCloser, error) {
		return &long{parts: func(n int) string {
			switch {
			case n == 0:
				return head10
			case n == 100:
				return item("endless", "post", "publish", "x", strings.Repeat("x", maxToken+100))
			case n <= entries:
				return item(fmt.Sprint(n), "post", "publish", "x", big, meta("_elementor_data", big))
			case n == entries+1:
				return "</channel></rss>"
			}
			return ""
		}}, nil
	}}}}
	h := &counting{}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	if err := e.Import(context.Background(), h); err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if h.records != entries-1 {
		t.Errorf("%d records", h.records)
	}
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 20<<20 {
		t.Errorf("%d MB stay in use", grown>>20)
	}
}

func FuzzExport(f *testing.F) {
	f.Add([]byte(export(item("1", "post", "publish", "Een", "[caption]<img src=x>y[/caption]"), attach("2", "1", "https://o.example/a.jpg", "c", "a"))))
	f.Add([]byte(export(item("1", "post", "draft", "x", "[gallery][embed]http://x.example[/embed]", "<wp:x>a < b"))))
	f.Add([]byte("<rss><channel><wp:author><item><wp:postmeta>"))
	f.Fuzz(func(t *testing.T, in []byte) {
		h := &counting{}
		err := files(string(in)).Import(context.Background(), h)
		if n := strings.Count(string(in), "</item"); h.records > n {
			t.Fatalf("%d records of %d entries, %v", h.records, n, err)
		}
	})
}
