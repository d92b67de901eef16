package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"vitrine/web"
)

// bare writes the same bytes and headers as an answer that was recorded.
func bare(rec *httptest.ResponseRecorder) http.Handler {
	body, header := rec.Body.Bytes(), rec.Header()
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		h := w.Header()
		for name, values := range header {
			h[name] = values
		}
		w.WriteHeader(rec.Code)
		_, _ = w.Write(body)
	})
}

// BenchmarkArticle compares a kept article page with a bare handler; the ratio
// that make bench states is the second's time over the first's.
func BenchmarkArticle(b *testing.B) {
	w := newWorld(b, func(c *web.Config, _ *fake) { c.Now = time.Now })
	pages := map[string]http.Handler{"page": w.handler, "bare": bare(w.get(b, "/nl/a/een-titel", "Accept-Encoding", "gzip"))}
	for _, name := range []string{"page", "bare"} {
		b.Run("loopback/"+name, func(b *testing.B) { loopback(b, pages[name]) })
		b.Run("handler/"+name, func(b *testing.B) { direct(b, pages[name]) })
	}
}

func loopback(b *testing.B, h http.Handler) {
	srv := httptest.NewServer(h)
	defer srv.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true}}
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			r, _ := http.NewRequest(http.MethodGet, srv.URL+"/nl/a/een-titel", nil)
			r.Host = "bib.example"
			r.Header.Set("Accept-Encoding", "gzip")
			res, err := client.Do(r)
			if err != nil {
				b.Error(err)
				return
			}
			_, _ = io.Copy(io.Discard, res.Body)
			res.Body.Close()
			if res.StatusCode != 200 {
				b.Error(res.Status)
				return
			}
		}
	})
}

// discard is a ResponseWriter that costs nothing.
type discard struct{ h http.Header }

func (d discard) Header() http.Header         { return d.h }
func (d discard) Write(p []byte) (int, error) { return len(p), nil }
func (d discard) WriteHeader(int)             {}

func direct(b *testing.B, h http.Handler) {
	r := httptest.NewRequest(http.MethodGet, "https://bib.example/nl/a/een-titel", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	r.Header.Set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
	d := discard{http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		h.ServeHTTP(d, r)
	}
}

// TestKeptPageAllocates holds the price of a kept page.
func TestKeptPageAllocates(t *testing.T) {
	w := newWorld(t)
	r := httptest.NewRequest(http.MethodGet, "https://bib.example/nl/a/een-titel", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	d := discard{http.Header{}}
	w.handler.ServeHTTP(d, r)
	if n := testing.AllocsPerRun(100, func() { w.handler.ServeHTTP(d, r) }); n > 1 {
		t.Errorf("%v allocations for a page that was kept, want at most 1", n)
	}
}
