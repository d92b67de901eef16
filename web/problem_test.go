package web_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"vitrine/content"
	"vitrine/web"
	"vitrine/web/page"
)

func hrefs(links []page.Link) string {
	var out []string
	for _, l := range links {
		out = append(out, l.Href)
	}
	return strings.Join(out, " ")
}

// A page that is not there helps: the item in another language or below
// another kind, items whose titles have the words of the address.
func TestNotFoundHelps(t *testing.T) {
	for path, want := range map[string]string{
		"/nl/h/een-titel":                "/nl/a/een-titel",
		"/de/a/een-titel":                "/nl/a/een-titel",
		"/nl/e/voorleezen":               "/nl/e/voorlezen",
		"/nl/oude/plaats/Voorlezen":      "/nl/e/voorlezen",
		"/nl/e/voorlezen-voor-iedereen":  "/nl/e/voorlezen",
		"/nl/2019/12/een-titel-van-toen": "/nl/a/een-titel",
		"/nl/a/kwyjibootje-titel":        "/nl/a/een-titel",
		"/nl/a/kwyjibo":                  "",
		"/nl/a/....":                     "",
	} {
		w, pages := recording(t, func(_ *web.Config, f *fake) { f.similar = map[string][]string{"voorleezen": {"voorlezen"}} })
		rec := w.get(t, path)
		p := pages["error"].(*page.Problem)
		if rec.Code != 404 || !strings.HasPrefix(hrefs(p.Links), want) || (want == "" && hrefs(p.Links) != "/nl/ /nl/archive /nl/agenda") {
			t.Errorf("%s: %d %s", path, rec.Code, hrefs(p.Links))
		}
		if !p.Search || !p.NoIndex || rec.Header().Get("X-Robots-Tag") != "noindex" || rec.Header().Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: search %t, %v", path, p.Search, rec.Header())
		}
	}
}

// Looking for what was meant costs the database: a network gets it as often as it may search.
func TestNotFoundIsBounded(t *testing.T) {
	w := newWorld(t)
	for range 30 {
		w.get(t, "/nl/a/kwyjibo-een-twee")
	}
	before := w.lookups.Load()
	for range 10 {
		w.get(t, "/nl/nergens/kwyjibo-een-twee")
	}
	if n := w.lookups.Load() - before; n > 0 {
		t.Errorf("%d questions for ten more pages that are not there", n)
	}
}

// What was withdrawn says when and why, and leads to what may replace it; its
// title is not told any more.
func TestGoneExplains(t *testing.T) {
	w, pages := recording(t, func(_ *web.Config, f *fake) {
		f.add("weg2", "article", 30, func(it *content.Item) {
			it.Status, it.WithdrawnReason = content.Withdrawn, "Vervangen"
			it.Texts[0].Title = "Voorlezen met geheim"
		})
	})
	rec := w.get(t, "/nl/a/weg2")
	p := pages["error"].(*page.Problem)
	if rec.Code != 410 || p.Text != "Deze pagina stond hier, maar werd op 21 november 2026 weggehaald." || p.Reason != "Vervangen" {
		t.Errorf("%d %q %q", rec.Code, p.Text, p.Reason)
	}
	if strings.Contains(rec.Body.String(), "geheim") {
		t.Error("the page tells the title of what was withdrawn")
	}
	for _, l := range p.Links {
		if l.Href == "/nl/a/weg2" {
			t.Error("it leads to itself")
		}
	}
}

// Error pages speak the language of the address, or else the visitor's (L4).
func TestProblemsSpeak(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct{ method, path, accept, lang, vary string }{
		{"GET", "/fr/nulle-part", "nl", "fr", "Accept, Accept-Encoding"},
		{"GET", "/nergens/x", "fr-BE, en;q=0.5", "fr", "Accept, Accept-Encoding, Accept-Language"},
		{"GET", "/nergens/x", "", "nl", "Accept, Accept-Encoding, Accept-Language"},
		{"POST", "/fr/", "", "fr", "Accept, Accept-Encoding"},
		{"DELETE", "/robots.txt", "en", "en", "Accept, Accept-Encoding, Accept-Language"},
	} {
		rec := w.do(t, tt.method, tt.path, "Accept-Language", tt.accept)
		if lang := value(parse(t, rec.Body.String()).one(t, "html"), "lang"); lang != tt.lang || rec.Header().Get("Content-Language") != tt.lang || rec.Header().Get("Vary") != tt.vary {
			t.Errorf("%s %s for %q: %q, %v", tt.method, tt.path, tt.accept, lang, rec.Header())
		}
	}
	rec := w.do(t, http.MethodPost, "/nl/a/een-titel")
	if rec.Code != 405 || rec.Header().Get("Allow") != "GET, HEAD" || !strings.Contains(rec.Body.String(), "Dat kan hier niet") {
		t.Errorf("%d %v", rec.Code, rec.Header())
	}
}

// While an institution closed its pages everything for programs goes on.
func TestMaintenance(t *testing.T) {
	says := func(s string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, s) })
	}
	w, pages := recording(t, func(c *web.Config, f *fake) { c.Federation, c.API = says("fed"), says("api") })
	w.get(t, "/nl/") // kept
	w.site.Settings.Maintenance = true
	w.gen.Add(1)
	w.clock.forward(1e10)
	for _, path := range []string{"/nl/", "/fr/agenda", "/nl/a/een-titel", "/nl/search?q=titel", "/nl/archive/2026", "/nl/about", "/nl/a/niets", "/nl/report", "/nl/feedback", "/nl/terms"} {
		rec := w.get(t, path)
		if rec.Code != 503 || rec.Header().Get("Retry-After") != "600" || rec.Header().Get("Cache-Control") != "no-store" || rec.Header().Get("ETag") != "" {
			t.Errorf("%s: %d %v", path, rec.Code, rec.Header())
		}
		p := pages["error"].(*page.Problem)
		if p.Site.Contact.Email != "info@bib.example" || !strings.Contains(rec.Body.String(), "mailto:info@bib.example") || len(p.Nav) != 0 {
			t.Errorf("%s: no way to reach the institution, or a menu that leads nowhere", path)
		}
	}
	for path, status := range map[string]int{"/nl/feed.rss": 200, "/nl/agenda.ics": 200, "/ap/actor": 200, "/api/v1/items": 200, "/.well-known/webfinger": 200, "/robots.txt": 200,
		"/sitemap.xml": 200, "/.well-known/security.txt": 200, "/favicon.ico": 302, "/nl/opensearch.xml": 200} {
		if rec := w.get(t, path); rec.Code != status {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
	if rec := w.get(t, "/nl/a/een-titel", "Accept", "application/activity+json"); rec.Code != 302 || rec.Header().Get("Location") != "https://bib.example/ap/o/obj" {
		t.Errorf("another server: %d", rec.Code)
	}
	if rec := w.get(t, "/nl/about", "Accept", "application/activity+json"); rec.Code != 503 {
		t.Errorf("another server on a page without an object: %d", rec.Code)
	}
	w.site.Settings.Maintenance = false
	w.gen.Add(1)
	w.clock.forward(1e10)
	if rec := w.get(t, "/nl/"); rec.Code != 200 {
		t.Errorf("open again: %d", rec.Code)
	}
}

// broken is a theme whose pages fail.
type broken struct {
	web.Theme
	fails func(page string) bool
}

func (b broken) Render(ctx context.Context, w io.Writer, name string, data any) error {
	if b.fails(name) {
		return errors.New("template: secret path")
	}
	return b.Theme.Render(ctx, w, name, data)
}

func withBroken(fails func(string) bool) func(*web.Config, *fake) {
	return func(c *web.Config, _ *fake) {
		look := c.Look
		c.Look = func(s *content.Site) web.Look {
			l := look(s)
			l.Theme = broken{l.Theme, fails}
			return l
		}
	}
}

// A theme that fails on a page gives the error page, and one that fails on that
// too a plain one of ours: never half a page, never the cause.
func TestBrokenTheme(t *testing.T) {
	for name, fails := range map[string]func(string) bool{
		"one page":   func(p string) bool { return p == "home" },
		"every page": func(string) bool { return true },
	} {
		w := newWorld(t, withBroken(fails))
		for path, status := range map[string]int{"/nl/": 500, "/nl/a/nergens-te-vinden": 404, "/nl/a/weg": 410} {
			rec := w.get(t, path)
			body := rec.Body.String()
			d := parse(t, body)
			if rec.Code != status || !strings.HasPrefix(body, "<!DOCTYPE html>") || len(d.all("h1")) != 1 || len(d.all("main")) != 1 {
				t.Errorf("%s: %s: %d\n%s", name, path, rec.Code, body)
			}
			if strings.Contains(body, "secret") || !strings.Contains(body, "info@bib.example") || !strings.Contains(body, `href="/nl/"`) {
				t.Errorf("%s: %s:\n%s", name, path, body)
			}
			if status == 500 && (rec.Header().Get("Cache-Control") != "no-store" || !strings.Contains(body, rec.Header().Get("X-Request-Id"))) {
				t.Errorf("%s: %s: %v", name, path, rec.Header())
			}
		}
	}
}

// An address that no database takes, and other things that people and robots send.
func TestHostileAddresses(t *testing.T) {
	w := newWorld(t)
	long := strings.Repeat("a", 10_000)
	for path, status := range map[string]int{
		"/nl/a/%00": 404, "/nl/t/%ff%fe": 404, "/nl/c/bib%00": 404, "/%00/": 404, "/nl/%ff": 404, "/nl/a/" + long: 404, "/nl/t/" + long: 404, "/xx/search?q=x": 404,
		"/nl/?page=%00%ff": 200, "/nl/a/?page=%00": 200, "/nl/t/jeugd?page=" + long: 200, "/nl/c/bib?page=-1": 400, "/nl/search?q=%00%ff": 200, "/nl/search?q=" + long: 200,
		"/nl/search?q=titel&kind=%00&tag=%ff&channel=" + long: 200, "/nl/search?q=titel&kind=onzin&tag=onzin&channel=onzin": 200, "/nl/search?q=titel&page=%00x": 200,
		"/nl/a/een-titel?replies=2": 404, "/nl/a/een-titel?replies=-1": 404, "/nl/a/een-titel?replies=%00": 200, "/nl/a/een-titel?replies=99999999999999999999": 404,
		"/nl/a/een-titel?replies=1": 200, "/nl/m/": 404, "/nl/a": 301, "/nl/e/": 301,
	} {
		w.clock.forward(1e10)
		if rec := w.get(t, path); rec.Code != status {
			t.Errorf("%.60s: %d, want %d", path, rec.Code, status)
		}
	}
}
