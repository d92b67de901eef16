package web_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/web"
)

const csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// TestSecurityHeaders holds H1, H3 and H4, and P1, on every page and error.
func TestSecurityHeaders(t *testing.T) {
	w := newWorld(t)
	for _, path := range append([]string{"/", "/robots.txt", "/sitemap.xml", "/nl/feed.rss", "/.well-known/security.txt", "/assets/0/x", "https://unknown.example/"}, everyPage...) {
		for range 2 { // rendered, and out of the cache
			h := w.get(t, path).Header()
			for name, want := range map[string]string{
				"Content-Security-Policy": csp, "Referrer-Policy": "same-origin", "X-Content-Type-Options": "nosniff",
				"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
				"Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
			} {
				if got := h.Get(name); got != want {
					t.Errorf("H1/H4 %s: %s %q", path, name, got)
				}
			}
			if got := h.Get("Strict-Transport-Security"); got != "max-age=31536000" && !strings.HasPrefix(path, "https://unknown") {
				t.Errorf("H3 %s: %q", path, got)
			}
			if len(h["Set-Cookie"]) > 0 {
				t.Errorf("P1 %s: sets a cookie", path)
			}
		}
	}
}

func TestHSTS(t *testing.T) {
	w := newWorld(t, func(_ *web.Config, f *fake) { f.site.Settings.HSTSSubdomains = true })
	if got := w.get(t, "/nl/").Header().Get("Strict-Transport-Security"); got != "max-age=31536000; includeSubDomains" {
		t.Errorf("H3 with subdomains: %q", got)
	}
	w = newWorld(t, func(_ *web.Config, f *fake) { f.site.Origin = "http://bib.localhost:8080" })
	rec := w.get(t, "http://bib.localhost:8080/nl/")
	if got, ok := rec.Header()["Strict-Transport-Security"]; rec.Code != 200 || ok {
		t.Errorf("H3 on plain http: %d %q", rec.Code, got)
	}
}

// TestSecurityTxt holds H6: it expires within a year and renews itself.
func TestSecurityTxt(t *testing.T) {
	w := newWorld(t)
	for range 30 {
		body := w.get(t, "/.well-known/security.txt").Body.String()
		_, rest, _ := strings.Cut(body, "Expires: ")
		line, _, _ := strings.Cut(rest, "\n")
		expires, err := time.Parse(time.RFC3339, line)
		if left := expires.Sub(w.clock.now()); err != nil || left < 90*24*time.Hour || left > 365*24*time.Hour {
			t.Fatalf("H6: expires in %v (%v)", left, err)
		}
		for _, want := range []string{"Contact: mailto:info@bib.example\n", "Preferred-Languages: nl, fr, en, de\n", "Canonical: https://bib.example/.well-known/security.txt\n", "Policy: https://bib.example/nl/about#security\n"} {
			if !strings.Contains(body, want) {
				t.Errorf("H6: %q is missing", want)
			}
		}
		w.clock.forward(17 * 24 * time.Hour)
	}
}

// TestMedia holds H5 and the CORP part of H4.
func TestMedia(t *testing.T) {
	w := newWorld(t)
	id := strings.Repeat("a", 26)
	for name := range map[string]bool{"w640.webp": true, "full.pdf": true, "x.svg": true, "x.html": true, "x.js": true} {
		w.blobs["site/"+id+"/1/"+name] = []byte("0123456789")
	}
	base := "/media/" + id + "/1/"
	rec := w.get(t, base+"w640.webp")
	h := rec.Header()
	if rec.Code != 200 || h.Get("Content-Type") != "image/webp" || h.Get("Content-Security-Policy") != "default-src 'none'; sandbox" ||
		h.Get("Cross-Origin-Resource-Policy") != "cross-origin" || h.Get("X-Content-Type-Options") != "nosniff" ||
		h.Get("Cache-Control") != "public, max-age=31536000, immutable" {
		t.Errorf("%d %v", rec.Code, h)
	}
	if rec := w.get(t, base+"w640.webp", "Range", "bytes=2-4"); rec.Code != 206 || rec.Body.String() != "234" {
		t.Errorf("range: %d %q", rec.Code, rec.Body)
	}
	if rec := w.get(t, base+"w640.webp", "If-None-Match", h.Get("Etag")); rec.Code != 304 {
		t.Errorf("validator: %d", rec.Code)
	}
	for _, name := range []string{"full.pdf", "x.svg"} {
		if d := w.get(t, base+name).Header().Get("Content-Disposition"); !strings.HasPrefix(d, "attachment") {
			t.Errorf("%s: Content-Disposition %q", name, d)
		}
	}
	for _, path := range []string{base + "x.html", base + "x.js", base + "none.webp", "/media/" + id + "/2/w640.webp", "/media/..%2f..%2fsecret/1/w640.webp", base + "..%2fw640.webp"} {
		if rec := w.get(t, path); rec.Code != 404 && rec.Code != 301 {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
}

func TestAssets(t *testing.T) {
	w := newWorld(t)
	d := parse(t, w.get(t, "/nl/").Body.String())
	sheets := d.all("link[rel=stylesheet]") // the theme's, and what the site chose
	if len(sheets) != 2 {
		t.Fatalf("%d style sheets, want 2", len(sheets))
	}
	href := value(sheets[0], "href")
	rec := w.get(t, href, "Accept-Encoding", "br, gzip")
	if rec.Code != 200 || rec.Header().Get("Content-Encoding") != "gzip" || rec.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" {
		t.Errorf("%s: %d %v", href, rec.Code, rec.Header())
	}
	css := w.get(t, href).Body.String()
	if rec.Body.Len() > 20<<10 || strings.Contains(css, "url(") || strings.Contains(css, "@import") {
		t.Errorf("F1: %d bytes of CSS, or it loads something", len(css))
	}
	if rec := w.get(t, "/assets/000000000000/style.css"); rec.Header().Get("Location") != href {
		t.Errorf("an old hash leads to %q", rec.Header().Get("Location"))
	}
}

// TestValidators holds F4: 304, compression, and what may be kept.
func TestValidators(t *testing.T) {
	w := newWorld(t)
	for path, caching := range map[string]string{"/nl/a/een-titel": "no-cache", "/nl/feed.rss": "public, max-age=300", "/nl/agenda.ics": "public, max-age=300"} {
		rec := w.get(t, path)
		etag := rec.Header().Get("Etag")
		if etag == "" || rec.Header().Get("Cache-Control") != caching {
			t.Errorf("%s: Etag %q, Cache-Control %q", path, etag, rec.Header().Get("Cache-Control"))
		}
		for _, match := range []string{etag, `"x", ` + etag, strings.TrimPrefix(etag, "W/"), "*"} {
			rec := w.get(t, path, "If-None-Match", match)
			if rec.Code != 304 || rec.Body.Len() != 0 || rec.Header().Get("Etag") != etag || rec.Header().Get("Vary") == "" {
				t.Errorf("%s with %s: %d", path, match, rec.Code)
			}
		}
		if rec := w.get(t, path, "If-None-Match", `"other"`, "If-Modified-Since", rec.Header().Get("Last-Modified")); rec.Code != 200 {
			t.Errorf("%s with another validator: %d", path, rec.Code)
		}
	}
	feed := w.get(t, "/nl/feed.rss").Header()
	if got := feed.Get("Last-Modified"); got != "Fri, 20 Nov 2026 12:00:00 GMT" || feed.Get("Content-Type") != "application/rss+xml; charset=utf-8" {
		t.Errorf("feed: Last-Modified %q, %s", got, feed.Get("Content-Type"))
	}
	if rec := w.get(t, "/nl/feed.rss", "If-Modified-Since", feed.Get("Last-Modified")); rec.Code != 304 {
		t.Errorf("feed since its date: %d", rec.Code)
	}
	if rec := w.get(t, "/nl/feed.rss", "If-Modified-Since", "Sat, 21 Nov 2026 12:00:00 GMT"); rec.Code != 200 {
		t.Errorf("feed since a date that we never sent: %d", rec.Code)
	}
	for accept, want := range map[string]string{"gzip": "gzip", "br;q=1, GZIP;q=0.5": "gzip", "gzip;q=0": "", "identity": "", "": "", "*": "gzip"} {
		rec := w.get(t, "/nl/a/een-titel", "Accept-Encoding", accept)
		if got := rec.Header().Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q: %q", accept, got)
		}
		body := rec.Body.Bytes()
		if want != "" {
			z, err := gzip.NewReader(bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			if body, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Contains(body, []byte("</html>")) {
			t.Errorf("Accept-Encoding %q: half a page", accept)
		}
	}
}

// TestAccessLog holds P5: no address, and not what was searched for.
func TestAccessLog(t *testing.T) {
	var log bytes.Buffer
	w := newWorld(t, func(c *web.Config, _ *fake) { c.Access = slog.New(slog.NewTextHandler(&log, nil)) })
	w.get(t, "/nl/search?q=geheim", "X-Forwarded-For", "198.51.100.7")
	for _, never := range []string{"192.0.2.1", "198.51.100.7", "geheim"} {
		if strings.Contains(log.String(), never) {
			t.Errorf("P5: %s is in the log: %s", never, &log)
		}
	}
	if !strings.Contains(log.String(), "path=/nl/search status=200") {
		t.Errorf("the log says %s", &log)
	}
}

// failing is a theme whose page fails in the middle, and perhaps its error page too.
type failing struct {
	web.Theme
	also bool
}

func (f failing) Render(ctx context.Context, w io.Writer, page string, data any) error {
	if page == "error" && !f.also {
		return f.Theme.Render(ctx, w, page, data)
	}
	return errors.New("secret cause")
}

// TestFaults finds that a visitor gets the error page, never half a page or a cause.
func TestFaults(t *testing.T) {
	for _, also := range []bool{false, true} {
		var log bytes.Buffer
		w := newWorld(t, func(c *web.Config, _ *fake) {
			look := c.Look
			c.Log = slog.New(slog.NewTextHandler(&log, nil))
			c.Look = func(s *content.Site) web.Look { l := look(s); l.Theme = failing{l.Theme, also}; return l }
		})
		rec := w.get(t, "/nl/")
		body := rec.Body.String()
		if rec.Code != 500 || strings.Contains(body, "secret") || rec.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%d, %q: %s", rec.Code, rec.Header().Get("Cache-Control"), body)
		}
		if !also && !strings.Contains(body, "Er ging iets mis") || also && !strings.Contains(body, "Er is iets misgegaan") && !strings.Contains(body, "fout") {
			t.Errorf("the visitor reads: %s", body)
		}
		if !strings.Contains(log.String(), "secret cause") {
			t.Errorf("the log lacks the cause: %s", &log)
		}
		if also {
			continue
		}
		_, id, _ := strings.Cut(log.String(), "request=")
		id, _, _ = strings.Cut(id, " ")
		if id == "" || !strings.Contains(body, id) {
			t.Errorf("the page does not name request %q", id)
		}
	}
}

func TestPanic(t *testing.T) {
	var log bytes.Buffer
	w := newWorld(t, func(c *web.Config, _ *fake) {
		c.API = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("oops") })
		c.Log = slog.New(slog.NewTextHandler(&log, nil))
	})
	rec := w.get(t, "/api/v1/items")
	if rec.Code != 500 || !strings.Contains(rec.Body.String(), "Er ging iets mis") || rec.Header().Get("Content-Security-Policy") != csp {
		t.Errorf("%d %s", rec.Code, rec.Body)
	}
	if !strings.Contains(log.String(), "oops") || strings.Contains(rec.Body.String(), "oops") {
		t.Error("the cause belongs in the log and nowhere else")
	}
}

// TestEveryPageHasValidators holds F4 and F1 for pages of every sort: an ETag
// that gives 304, a compressed form of the same page, and a size that a slow
// line takes.
func TestEveryPageHasValidators(t *testing.T) {
	w := newWorld(t)
	for _, path := range everyPage {
		w.clock.forward(time.Minute)
		rec := w.get(t, path, "Accept-Encoding", "gzip")
		h := rec.Header()
		if rec.Code >= 300 || h.Get("Cache-Control") == "no-store" { // forms are made for one visitor
			continue
		}
		if h.Get("ETag") == "" || h.Get("Cache-Control") != "no-cache" || !strings.Contains(h.Get("Vary"), "Accept-Encoding") || h.Get("Content-Encoding") != "gzip" {
			t.Errorf("%s: %v", path, h)
		}
		if n := rec.Body.Len(); n > 30<<10 {
			t.Errorf("F1 %s: %d bytes compressed", path, n)
		}
		plain := w.get(t, path)
		z, err := gzip.NewReader(rec.Body)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if got, err := io.ReadAll(z); err != nil || string(got) != plain.Body.String() {
			t.Errorf("%s: the compressed page is another one: %v", path, err)
		}
		if again := w.get(t, path, "If-None-Match", h.Get("ETag")); again.Code != 304 || again.Body.Len() != 0 || again.Header().Get("Content-Type") != "" {
			t.Errorf("%s: asked again: %d with %d bytes", path, again.Code, again.Body.Len())
		}
	}
}
