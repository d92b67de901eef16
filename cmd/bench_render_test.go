package cmd

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"syscall"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/web"
)

// readied is a theme that keeps what the last page was made of.
type readied struct {
	web.Theme
	name *string
	data *any
}

func (p readied) Render(ctx context.Context, w io.Writer, name string, data any) error {
	*p.name, *p.data = name, data
	return p.Theme.Render(ctx, w, name, data)
}

// benchRender compares the work of an answer that is not kept, from the request to
// the compressed bytes, with what html/template needs for the same template and
// data that lie ready.
func benchRender(b *testing.B) []row {
	app := benchApp(b, func(bu *Build) { bu.CacheBytes = 1 })
	site, ch := benchSite(b, app, "http://fill.example")
	fill(b, app, site, ch, 1000)
	var name string
	var data any
	cfg, look := app.pages, app.pages.Look
	cfg.Look = func(s *content.Site) web.Look {
		l := look(s)
		l.Theme = readied{l.Theme, &name, &data}
		return l
	}
	handler, theme := web.NewHandler(cfg), look(site).Theme
	var rows []row
	for _, p := range []struct{ what, path string }{{"home page", "/nl/"}, {"article", "/nl/a/item-501"}, {"event", "/nl/e/item-500"}, {"tag page", "/nl/t/jeugd"}, {"agenda", "/nl/agenda"}, {"archive of a year", fmt.Sprintf("/nl/archive/%d", now().Year())}} {
		ratio, ours, theirs := inTurn(func() float64 {
			return typical(b, func() {
				req, _ := http.NewRequest(http.MethodGet, p.path, nil)
				req.Host = site.Host()
				req.Header.Set("Accept-Encoding", "gzip")
				w := &sink{header: http.Header{}}
				if handler.ServeHTTP(w, req); w.status != 0 && w.status != http.StatusOK {
					b.Fatalf("%s: %d", p.path, w.status)
				}
			})
		}, func() float64 {
			return typical(b, func() {
				if err := theme.Render(context.Background(), io.Discard, name, data); err != nil {
					b.Fatal(err)
				}
			})
		})
		rows = append(rows, row{what: p.what + ", not kept, against its template alone", value: ratio, limit: 5, atMost: true, note: fmt.Sprintf(" (%.3f ms, %.3f ms)", ours, theirs)})
	}
	return rows
}

// renderings is how many calls one measurement has.
const renderings = 41

// typical is the processor time of a call in milliseconds. Time on the wall
// would measure who else uses the machine: an answer that asks a database lets
// others go first more often than a template does.
func typical(b testing.TB, f func()) float64 {
	b.Helper()
	start := processorTime(b)
	for range renderings {
		f()
	}
	return float64((processorTime(b) - start).Microseconds()) / 1000 / renderings
}

// processorTime is what this process has used of all processors.
func processorTime(b testing.TB) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
