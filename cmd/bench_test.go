package cmd

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/content/article"
	"vitrine/content/edition"
	"vitrine/content/event"
	"vitrine/content/highlight"
)

// testProgram is what the real main names.
var testProgram = Program{Kinds: content.Kinds{article.Kind{}, event.Kind{}, highlight.Kind{}, edition.Kind{}}}

// row is one line of the table.
type row struct {
	what   string
	value  float64
	limit  float64 // 0: only printed
	atMost bool
	note   string
}

// BenchmarkTable prints the figures that docs/OPERATIONS.md states. It runs
// once; every ratio has both its sides measured in turn in the same run.
func BenchmarkTable(b *testing.B) {
	fmt.Printf("\n| what | measured | limit | |\n| --- | --- | --- | --- |\n")
	for _, part := range []struct {
		name string
		rows func(*testing.B) []row
	}{{"pages", benchPages}, {"render", benchRender}, {"inbox", benchInbox}, {"fanout", benchFanOut}, {"process", benchProcess}, {"size", benchSize}, {"reading", benchReading}, {"clean", benchClean}} {
		b.Run(part.name, func(b *testing.B) {
			for _, r := range part.rows(b) {
				fmt.Println(r)
			}
		})
	}
}

// String is the row in Markdown.
func (r row) String() string {
	limit, verdict := "–", ""
	if r.limit != 0 {
		word, ok := "at least", r.value >= r.limit
		if r.atMost {
			word, ok = "at most", r.value <= r.limit
		}
		limit, verdict = fmt.Sprintf("%s %.2f", word, r.limit), "ok"
		if !ok {
			verdict = "MISSED"
		}
	}
	return fmt.Sprintf("| %s | %.2f | %s | %s |", r.what+r.note, r.value, limit, verdict)
}

// benchApp builds the program as a user starts it, in a folder of its own.
func benchApp(b testing.TB, change func(*Build)) *App {
	b.Helper()
	build := Build{Program: testProgram, Options: Options{Data: b.TempDir(), Synchronous: "NORMAL", AllowPrivate: true}, Log: slog.New(slog.DiscardHandler)}
	if change != nil {
		change(&build)
	}
	app, err := build.New(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { app.Close() })
	return app
}

// benchSite adds a site for an address and returns it with its main channel.
func benchSite(b testing.TB, app *App, origin string) (*content.Site, *content.Channel) {
	b.Helper()
	site, ch, err := app.Service.AddSite(context.Background(), content.NewSite{URL: origin, Name: "Bibliotheek", Handle: "bib", Languages: []content.Lang{"nl"}})
	if err != nil {
		b.Fatal(err)
	}
	return site, ch
}

// listen serves a handler on loopback and returns its address.
func listen(b testing.TB, h http.Handler) string {
	b.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	srv := newServer(h, slog.New(slog.DiscardHandler))
	go srv.Serve(ln)
	b.Cleanup(func() { srv.Close() })
	return ln.Addr().String()
}

const readers = 32

// load asks for an address over 32 connections for a while; it returns answers
// per second.
func load(b testing.TB, url, host string, header http.Header, d time.Duration) float64 {
	b.Helper()
	tr := &http.Transport{MaxIdleConnsPerHost: readers, DisableCompression: true}
	defer tr.CloseIdleConnections()
	var n, bad atomic.Int64
	var wg sync.WaitGroup
	stop := time.Now().Add(d)
	for range readers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for time.Now().Before(stop) {
				req, _ := http.NewRequest("GET", url, nil)
				req.Host = host
				req.Header = header
				res, err := tr.RoundTrip(req)
				if err != nil {
					bad.Add(1)
					continue
				}
				io.Copy(io.Discard, res.Body)
				res.Body.Close()
				if res.StatusCode != 200 {
					bad.Add(1)
				}
				n.Add(1)
			}
		}()
	}
	wg.Wait()
	if bad.Load() > 0 {
		b.Fatalf("%s: %d bad answers", url, bad.Load())
	}
	return float64(n.Load()) / d.Seconds()
}

// inTurn measures ours and the limit round about, and gives the median ratio.
func inTurn(ours, limit func() float64) (ratio, a, z float64) {
	var rs, as, zs []float64
	for range 5 {
		x, y := ours(), limit()
		rs, as, zs = append(rs, x/y), append(as, x), append(zs, y)
	}
	return median(rs), median(as), median(zs)
}

func median(v []float64) float64 {
	v = slices.Clone(v)
	slices.Sort(v)
	return v[len(v)/2]
}

// bare is a net/http handler that writes the same bytes and headers.
func bare(b testing.TB, url, host string, header http.Header) http.Handler {
	b.Helper()
	req, _ := http.NewRequest("GET", url, nil)
	req.Host, req.Header = host, header
	res, err := (&http.Transport{DisableCompression: true}).RoundTrip(req)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	if res.StatusCode != 200 {
		b.Fatalf("%s: %s %s", url, res.Status, body)
	}
	res.Header.Del("Date")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		for k, v := range res.Header {
			h[k] = v
		}
		w.Write(body)
	})
}

func benchPages(b *testing.B) []row {
	app := benchApp(b, nil)
	addr := listen(b, app.Handler)
	site, _ := benchSite(b, app, "http://"+addr)
	who := content.System(site.ID)
	it, _, err := app.Service.Create(context.Background(), who, content.Input{Kind: "article", Publish: true, Tags: []string{"jeugd"},
		Authors: []content.Author{{Name: "An Peeters"}},
		Texts:   []content.TextInput{{Lang: "nl", Title: "Wat een leeszaal vertelt", Summary: "Een rondgang.", Body: strings.Repeat("<p>"+strings.Repeat("Een zin over de leeszaal van vroeger en nu. ", 8)+"</p>", 10)}}})
	if err != nil {
		b.Fatal(err)
	}
	work(b, app)
	var rows []row
	gz := http.Header{"Accept-Encoding": {"gzip"}, "Accept": {"text/html"}}
	page := "http://" + addr + content.ItemPath(it.Kind, it.Texts[0])
	rows = append(rows, against(b, "an article page, against a bare handler", 0.70, page, site.Host(), gz))
	refs, err := app.Store.Objects(context.Background(), site.ID, it.ID)
	if err != nil || len(refs) == 0 {
		b.Fatal("no object: ", err)
	}
	object := site.ObjectID(refs[0].ID)
	return append(rows, against(b, "an object as ActivityPub JSON, against a bare handler", 0.60, object, site.Host(), http.Header{"Accept": {"application/activity+json"}}))
}

func against(b *testing.B, what string, atLeast float64, url, host string, h http.Header) row {
	limit := "http://" + listen(b, bare(b, url, host, h)) + "/"
	ratio, ours, theirs := inTurn(func() float64 { return load(b, url, host, h, time.Second) }, func() float64 { return load(b, limit, host, h, time.Second) })
	return row{what: what, value: ratio, limit: atLeast, note: fmt.Sprintf(" (%.0f/s of %.0f/s)", ours, theirs)}
}

// work does all jobs that are due, deliveries too.
func work(b testing.TB, app *App) {
	b.Helper()
	for {
		n, err := app.Worker.Once(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		m, err := app.Courier.Once(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		if n+m == 0 {
			return
		}
	}
}

// benchSize compares uncached answers with 100,000 items and with 100.
func benchSize(b *testing.B) []row {
	small, large := filled(b, 100), filled(b, 100_000)
	var rows []row
	for _, p := range []struct{ what, path string }{
		{"home page", "/nl/"}, {"channel page", "/nl/c/bib"}, {"tag page", "/nl/t/jeugd"}, {"agenda", "/nl/agenda"}, {"RSS feed", "/nl/feed.rss"},
		{"calendar, each date", "/nl/agenda.ics"}, // it holds 50 dates of 100 items, and 300 of 100,000
	} {
		ratio, a, z := inTurn(func() float64 { return large(p.path) }, func() float64 { return small(p.path) })
		rows = append(rows, row{what: p.what + ", 100,000 items against 100", value: ratio, limit: 1.5, atMost: true, note: fmt.Sprintf(" (%.3f ms, %.3f ms)", a, z)})
	}
	return rows
}

// filled makes a site of n items and returns what measures an address in
// milliseconds, past every cache: the median of 40.
func filled(b *testing.B, n int) func(path string) float64 {
	app := benchApp(b, func(bu *Build) { bu.CacheBytes = 1 })
	site, ch := benchSite(b, app, "http://fill.example")
	fill(b, app, site, ch, n)
	return func(path string) float64 {
		var ms []float64
		for range 40 {
			req, _ := http.NewRequest("GET", path, nil)
			req.Host = site.Host()
			w := &sink{header: http.Header{}}
			start := time.Now()
			app.Handler.ServeHTTP(w, req)
			ms = append(ms, float64(time.Since(start).Microseconds())/1000)
			if n := bytes.Count(w.body.Bytes(), []byte("BEGIN:VEVENT")); n > 0 {
				ms[len(ms)-1] /= float64(n)
			}
			if w.status != 0 && w.status != 200 {
				b.Fatalf("%s: %d %s", path, w.status, w.body.String())
			}
		}
		return median(ms)
	}
}

type sink struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(c int)           { s.status = c }
func (s *sink) Write(p []byte) (int, error) { return s.body.Write(p) }

// fill stores n published items, half of them events to come, straight
// through the store: the same rows that publishing writes.
func fill(b testing.TB, app *App, site *content.Site, ch *content.Channel, n int) {
	b.Helper()
	ctx := context.Background()
	start := now()
	tags := []string{"jeugd", "muziek", "lokale geschiedenis", "erfgoed", "film"}
	body := strings.Repeat("<p>Een alinea met gewone woorden over de bibliotheek en haar lezers.</p>", 4)
	for i := range n {
		it := &content.Item{ID: content.NewID(), Site: site.ID, Channel: ch.ID, Kind: "article", Status: content.Published, Created: start, Changed: start}
		it.Published = start.Add(-time.Duration(i) * time.Minute)
		it.Updated = it.Published
		it.Texts = []content.Text{{Lang: "nl", Slug: fmt.Sprintf("item-%d", i), Title: fmt.Sprintf("Item nummer %d", i), Summary: "Een samenvatting.", Body: body}}
		it.Details = &article.Details{}
		if i%2 == 0 {
			d := &event.Details{Occurrences: []content.Occurrence{{Start: start.Add(time.Duration(i+60) * time.Minute).Format("2006-01-02T15:04"), TimeZone: "UTC"}}}
			d.Normalise()
			it.Kind, it.Details = "event", d
		}
		t := tags[i%len(tags)]
		it.Tags = []content.Tag{{Site: site.ID, Slug: strings.ReplaceAll(t, " ", "-"), Labels: content.Localised{"nl": t}}}
		sv := content.Save{Item: it, Revision: true, GoLive: true, Index: []content.IndexText{{Lang: "nl", Title: fmt.Sprintf("item nummer %d", i), Words: "gewone woorden bibliotheek", Sort: fmt.Sprintf("%08d", i)}}}
		if err := app.Store.SaveItem(ctx, sv); err != nil {
			b.Fatal(err)
		}
	}
}

// benchProcess measures the binary as a process of its own.
func benchProcess(b *testing.B) []row {
	bin := os.Getenv("VITRINE_BENCH_BINARY")
	if bin == "" {
		b.Fatal("VITRINE_BENCH_BINARY is not set: run make bench")
	}
	return processRows(b, bin)
}
