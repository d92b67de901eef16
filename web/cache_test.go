package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/themes"
	"vitrine/web"
)

func TestPagesAreKept(t *testing.T) {
	w := newWorld(t)
	w.get(t, "/nl/a/een-titel")
	asked := w.lookups.Load()
	for range 10 {
		w.get(t, "/nl/a/een-titel")
	}
	if n := w.lookups.Load() - asked; n != 0 {
		t.Errorf("%d questions to the database for a page that was kept", n)
	}
	// A change is seen within a second, and nothing is asked more often than that.
	w.items[0].Texts[0].Title = "Verbeterd"
	w.gen.Add(1)
	if body := w.get(t, "/nl/a/een-titel").Body.String(); strings.Contains(body, "Verbeterd") {
		t.Error("the generation is read more than once a second")
	}
	w.clock.forward(time.Second)
	if body := w.get(t, "/nl/a/een-titel").Body.String(); !strings.Contains(body, "Verbeterd") {
		t.Error("the correction is not shown")
	}
}

func TestTimedPages(t *testing.T) {
	w := newWorld(t)
	for path, least := range map[string]time.Duration{"/nl/agenda": time.Minute, "/nl/e/voorlezen": 5 * time.Second, "/nl/": time.Minute, "/nl/agenda.ics": time.Minute} {
		w.get(t, path)
		w.clock.forward(least - time.Second)
		w.get(t, path)
		before := w.lookups.Load()
		w.get(t, path)
		if n := w.lookups.Load() - before; n != 0 {
			t.Errorf("%s: asked again within its minute", path)
		}
		before = w.lookups.Load()
		w.clock.forward(2 * time.Second)
		w.get(t, path)
		if n := w.lookups.Load() - before; n < 2 {
			t.Errorf("%s: still the old one after its minute", path)
		}
	}
}

// TestAnnouncedLater finds what changes an item's page without moving the site's
// generation: its announcement, and a reply that a moderator approved.
func TestAnnouncedLater(t *testing.T) {
	w := newWorld(t)
	w.get(t, "/nl/a/nieuw")
	w.objects = append(w.objects, &content.ObjectRef{ID: "later", Item: "old", Lang: "nl", Channel: "main", Announced: start})
	w.replies = append(w.replies, content.Reply{ID: "r9", Item: "old", Name: "Ida", Content: "<p>Eindelijk</p>", Public: true, Status: content.ReplyApproved})
	w.clock.forward(6 * time.Second)
	rec := w.get(t, "/nl/a/nieuw")
	if !strings.Contains(rec.Header().Get("Link"), "/ap/o/later") || !strings.Contains(rec.Body.String(), "Eindelijk") {
		t.Errorf("Link %q", rec.Header().Get("Link"))
	}
	w.objects[1].Deleted = start
	w.clock.forward(6 * time.Second)
	if rec := w.get(t, "/nl/a/nieuw", "Accept", "application/activity+json"); rec.Code != 200 || rec.Header().Get("Link") != "" {
		t.Errorf("a deleted object is still named: %d %q", rec.Code, rec.Header().Get("Link"))
	}
}

func TestExpired(t *testing.T) {
	w := newWorld(t, func(_ *web.Config, f *fake) { f.items[0].Expires = start.Add(time.Hour) })
	if rec := w.get(t, "/nl/a/een-titel"); rec.Code != 200 {
		t.Fatal(rec.Code)
	}
	w.clock.forward(time.Hour)
	if rec := w.get(t, "/nl/a/een-titel"); rec.Code != 410 || !strings.Contains(rec.Body.String(), "gold tot 22 november 2026") {
		t.Errorf("after its time: %d\n%s", rec.Code, rec.Body)
	}
}

// TestDatabaseAway finds kept pages still answered, and others refused with 503.
func TestDatabaseAway(t *testing.T) {
	w := newWorld(t)
	w.get(t, "/nl/a/een-titel")
	w.down.Store(true)
	w.clock.forward(10 * time.Second)
	if rec := w.get(t, "/nl/a/een-titel"); rec.Code != 200 {
		t.Errorf("a kept page: %d", rec.Code)
	}
	rec := w.get(t, "/nl/a/nieuw")
	if rec.Code != 503 || rec.Header().Get("Retry-After") != "30" || !strings.Contains(rec.Body.String(), "Even niet bereikbaar") {
		t.Errorf("another page: %d %v", rec.Code, rec.Header())
	}
	if rec := w.get(t, "https://www.bib.example/"); rec.Code != 503 {
		t.Errorf("a host not seen before: %d", rec.Code)
	}
	w.down.Store(false)
	w.clock.forward(time.Second)
	if rec := w.get(t, "/nl/a/nieuw"); rec.Code != 200 {
		t.Errorf("when it is back: %d", rec.Code)
	}
}

func TestThemeReload(t *testing.T) {
	g, err := lay() // a theme of its own
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, func(c *web.Config, _ *fake) {
		c.Look = func(*content.Site) web.Look { return web.Look{Theme: theme{g.set}, Words: g.words} }
	})
	w.get(t, "/nl/")
	over := mapFS(map[string]string{"partials/header.html": `{{define "header"}}NEW{{end}}{{define "announce"}}{{end}}{{define "trail"}}{{end}}`})
	base := themes.Layers{themes.Default()}
	if err := g.set.Reload(append(themes.Layers{mapFS(map[string]string{"home.html": `{{define "main"}}{{.Nonsense}}{{end}}`})}, base...)); err == nil {
		t.Error("a theme that asks for what does not exist was taken")
	}
	if body := w.get(t, "/nl/").Body.String(); !strings.Contains(body, "<h1>") {
		t.Error("the old theme did not stay")
	}
	if err := g.set.Reload(append(themes.Layers{over}, base...)); err != nil {
		t.Fatal(err)
	}
	if body := w.get(t, "/nl/").Body.String(); !strings.Contains(body, "NEW") {
		t.Error("the new theme is not used")
	}
}

func TestCacheIsBounded(t *testing.T) {
	w := newWorld(t, func(c *web.Config, _ *fake) { c.CacheBytes = 200 << 10 })
	for i := range 100 {
		if i%20 == 0 {
			w.clock.forward(10 * time.Second) // for the limit on forms
		}
		w.get(t, fmt.Sprintf("/nl/agenda?from=2026-%02d-%02d", 1+i%12, 1+i%28))
	}
	w.clock.forward(5 * time.Second)
	before := w.lookups.Load()
	w.get(t, "/nl/agenda?from=2026-05-17") // the sixteenth of a hundred
	if w.lookups.Load() == before {
		t.Error("nothing was forgotten")
	}
	// What no page understands makes no other page.
	w.get(t, "/nl/about")
	before = w.lookups.Load()
	w.get(t, "/nl/about?utm_source=x&page=")
	if w.lookups.Load() != before {
		t.Error("an unknown parameter made a new page")
	}
}

func TestConcurrentReaders(t *testing.T) {
	w := newWorld(t)
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			for n := range 50 {
				switch {
				case i == 0:
					w.gen.Add(1)
					w.clock.forward(time.Second)
				case n%2 == 0:
					w.get(t, "/nl/a/een-titel")
				default:
					w.get(t, fmt.Sprintf("/nl/agenda?from=2026-12-%02d", 1+n%28))
				}
			}
		})
	}
	wg.Wait()
	if rec := w.get(t, "/nl/a/een-titel"); rec.Code != 200 {
		t.Error(rec.Code)
	}
}

func TestSearchIsBounded(t *testing.T) {
	w := newWorld(t)
	for q, want := range map[string]int{strings.Repeat("a", 10_000): 1, strings.Repeat("w ", 5000): 8, "...!?%22-*": 0, "": 0, "%00%ff%fe": 0, "titel OR NOT \"een": 4} {
		w.filters = nil
		rec := w.get(t, "/nl/search?q="+strings.ReplaceAll(strings.ReplaceAll(q, " ", "+"), `"`, "%22"))
		if rec.Code != 200 {
			t.Errorf("%.20q: %d", q, rec.Code)
		}
		words := 0
		for _, f := range w.filters {
			words = max(words, len(f.Words))
		}
		if words != want {
			t.Errorf("%.20q: searched for %d words, want %d", q, words, want)
		}
		if len(rec.Body.String()) > 20<<10 {
			t.Errorf("%.20q: %d bytes", q, rec.Body.Len())
		}
	}
}

func TestEndlessQuery(t *testing.T) {
	if rec := newWorld(t).get(t, "/nl/search?q="+strings.Repeat("a", 40_000)); rec.Code != 413 {
		t.Errorf("%d", rec.Code)
	}
}

// TestSearchRate holds H8.
func TestSearchRate(t *testing.T) {
	w := newWorld(t)
	for i := range 21 {
		rec := w.get(t, "/nl/search?q=titel")
		if want := map[bool]int{true: 200, false: 429}[i < 20]; rec.Code != want {
			t.Fatalf("search %d: %d", i, rec.Code)
		}
		if i == 20 && rec.Header().Get("Retry-After") != "1" {
			t.Errorf("Retry-After %q", rec.Header().Get("Retry-After"))
		}
	}
	w.clock.forward(time.Second)
	if rec := w.get(t, "/nl/search?q=titel"); rec.Code != 200 {
		t.Errorf("a second later: %d", rec.Code)
	}
}

func TestLargeSitemap(t *testing.T) {
	w := newWorld(t)
	for i := range 10_050 {
		w.items = append(w.items, &content.Item{ID: content.ID(fmt.Sprint(i)), Kind: "article", Status: content.Published, Live: 1, Channel: "main",
			Texts: []content.Text{{Lang: "nl", Slug: fmt.Sprint("k", i), Title: "x"}}})
	}
	index := w.get(t, "/sitemap.xml").Body.String()
	if !strings.Contains(index, "<loc>https://bib.example/sitemap-2.xml</loc>") || strings.Contains(index, "sitemap-3") {
		t.Fatalf("index: %s", index)
	}
	n := 0
	for _, part := range []string{"/sitemap-1.xml", "/sitemap-2.xml"} {
		n += strings.Count(w.get(t, part).Body.String(), "<loc>https://bib.example/nl/a/k")
	}
	if n != 10_050 {
		t.Errorf("the parts list %d items", n)
	}
	for _, part := range []string{"/sitemap-0.xml", "/sitemap-3.xml"} {
		if rec := w.get(t, part); rec.Code != 404 {
			t.Errorf("%s: %d", part, rec.Code)
		}
	}
}

func TestMounts(t *testing.T) {
	says := func(s string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, s) })
	}
	w := newWorld(t, func(c *web.Config, _ *fake) { c.Federation, c.API, c.Desk = says("fed"), says("api"), says("desk") })
	for path, want := range map[string]string{"/ap/actor": "fed", "/.well-known/webfinger?resource=x": "fed", "/.well-known/nodeinfo": "fed", "/nodeinfo/2.1": "fed", "/interact?uri=x": "fed",
		"https://mol.example/.well-known/webfinger?resource=acct:bib@mol.example": "fed", "/api/v1/items": "api", "/desk": "desk", "/desk/items": "desk"} {
		if got := w.get(t, path).Body.String(); got != want {
			t.Errorf("%s: %.40q", path, got)
		}
	}
	for _, path := range []string{"/deskundig", "/interactie", "/nl/ap/actor"} {
		if rec := w.get(t, path); rec.Code != 404 {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
}

func TestRemovedSite(t *testing.T) {
	w := newWorld(t, func(_ *web.Config, f *fake) { f.site.State = content.SiteRemoving })
	for _, path := range []string{"/", "/nl/", "/nl/feed.rss"} {
		if rec := w.get(t, path); rec.Code != 410 {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
}
