package web_test

import (
	"encoding/json"
	"strings"
	"testing"

	"vitrine/content"
	"vitrine/web"
	"vitrine/web/page"
)

func TestAuthor(t *testing.T) {
	w, pages := recording(t, func(_ *web.Config, f *fake) {
		f.add("klad2", "article", 1, func(it *content.Item) {
			it.Authors = []content.Author{{ID: "stil2345abcdefghijklmnopqr", Name: "Stille Schrijver"}}
			it.Status, it.Live = content.Draft, 0
		})
	})
	const path = "/nl/by/an-peeters-anpeeter"
	rec := w.get(t, path)
	if rec.Code != 200 {
		t.Fatal(rec.Code)
	}
	p := pages["author"].(*page.Writer)
	if p.Name != "An Peeters" || p.Handle != "@an@mastodon.example" || p.URL != "https://mastodon.example/@an" || len(p.Items) != 1 {
		t.Errorf("%+v", p)
	}
	if p.Feeds[0].Href != path+"/feed.atom" || len(p.Alternates) != 4 {
		t.Errorf("feeds %+v, languages %+v", p.Feeds, p.Alternates)
	}
	var ld struct {
		Entity map[string]any `json:"mainEntity"`
	}
	if err := json.Unmarshal([]byte(text(parse(t, rec.Body.String()).one(t, "script[type=application/ld+json]"))), &ld); err != nil || ld.Entity["@type"] != "Person" {
		t.Errorf("JSON-LD: %v %v", ld, err)
	}
	w.get(t, "/nl/a/een-titel")
	if a := pages["item"].(*page.Item).Authors[0]; a.Href != path {
		t.Errorf("the byline leads to %q", a.Href)
	}
	for target, want := range map[string]string{"/nl/by/anna-janssens-anpeeter": path, "/nl/by/anpeeter": path, "/nl/by/x-anpeeter/feed.rss": path + "/feed.rss"} {
		if rec := w.get(t, target); rec.Code != 301 || rec.Header().Get("Location") != want {
			t.Errorf("%s: %d %s", target, rec.Code, rec.Header().Get("Location"))
		}
	}
	if rec := w.get(t, path+"/feed.json"); rec.Code != 200 || !strings.Contains(rec.Body.String(), `"items":1`) || !strings.Contains(rec.Body.String(), "An Peeters") {
		t.Errorf("feed: %d %s", rec.Code, rec.Body)
	}
	for _, target := range []string{"/nl/by/stille-schrijver-stil2345", "/nl/by/x", "/nl/by/an-peeters-anpeete", "/nl/by/an-peeters-ANPEETER", "/nl/by/%00", "/nl/by/%ff-anpeeter",
		"/nl/by/x-00000000", "/nl/by/niemand-zzzzzzzz/feed.rss", "/nl/by/" + strings.Repeat("a", 10_000)} {
		if rec := w.get(t, target); rec.Code != 404 {
			t.Errorf("%.60s: %d", target, rec.Code)
		}
	}
}
