package cmd

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/content"
)

// A hub hears of every feed that an item is in, once per change; one that does
// not answer is asked again later, and publishing does not wait for it.
func TestWebSubHubIsPinged(t *testing.T) {
	var mu sync.Mutex
	var pings [][]string
	status := http.StatusServiceUnavailable
	hub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if err := r.ParseForm(); err != nil || r.Form.Get("hub.mode") != "publish" {
			t.Errorf("%v %v", r.Form, err)
		}
		pings = append(pings, r.Form["hub.url"])
		w.WriteHeader(status)
	}))
	defer hub.Close()
	clock := now()
	app := benchApp(t, func(b *Build) { b.Now = func() time.Time { return clock } })
	site, main := benchSite(t, app, "http://bib.example")
	who := content.System(site.ID)
	if _, err := app.Service.ChangeSite(t.Context(), who, func(s *content.Site) error { s.Settings.WebSubHub = hub.URL + "/"; return nil }); err != nil {
		t.Fatal(err)
	}
	if _, _, err := app.Service.Create(t.Context(), who, content.Input{Kind: "article", Publish: true, Tags: []string{"lokale geschiedenis"},
		Texts: []content.TextInput{{Lang: "nl", Title: "Nieuws", Body: "<p>x</p>"}}}); err != nil {
		t.Fatal(err)
	}
	work(t, app)
	mu.Lock()
	first, asked := len(pings), status
	status = http.StatusAccepted
	mu.Unlock()
	if first != 1 || asked != http.StatusServiceUnavailable {
		t.Fatalf("%d pings of a hub that is away", first)
	}
	clock = clock.Add(content.RetryDelay(2, 1))
	work(t, app)
	mu.Lock()
	defer mu.Unlock()
	if len(pings) != 2 {
		t.Fatalf("%d pings after the hub came back", len(pings))
	}
	for _, path := range []string{"/nl/feed.rss", "/nl/feed.atom", "/nl/feed.json", "/nl/a/feed.atom", "/nl/t/lokale-geschiedenis/feed.rss", "/nl/c/" + main.Handle + "/feed.json"} {
		if !slices.Contains(pings[1], site.Origin+path) {
			t.Errorf("the hub does not hear of %s: %v", path, pings[1])
		}
	}
	feed := httptest.NewRecorder()
	req := httptest.NewRequest("GET", site.Origin+"/nl/feed.atom", nil)
	app.Handler.ServeHTTP(feed, req)
	if !strings.Contains(feed.Body.String(), `rel="hub"`) {
		t.Errorf("the feed does not name its hub: %s", feed.Body)
	}
}
