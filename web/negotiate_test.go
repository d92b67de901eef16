package web_test

import (
	"net/http"
	"testing"
)

// TestNegotiation holds pages to the federation contract 1.3.
func TestNegotiation(t *testing.T) {
	const object, actor = "https://bib.example/ap/o/obj", "https://bib.example/ap/a/main"
	w := newWorld(t)
	accepts := []struct {
		who, accept string
		activity    bool
	}{
		{"Mastodon, any fetch", `application/activity+json, application/ld+json`, true},
		{"Mastodon, what a person pasted", `application/ld+json; profile="https://www.w3.org/ns/activitystreams", application/activity+json, text/html;q=0.1`, true},
		{"GoToSocial", `application/activity+json,application/ld+json; profile="https://www.w3.org/ns/activitystreams"`, true},
		{"bare JSON-LD", `application/ld+json`, true},
		{"capitals", `Application/Activity+JSON`, true},
		{"equal weights", `text/html, application/activity+json`, true},
		{"HTML first", `text/html, application/activity+json;q=0.9`, false},
		{"refused by weight", `application/activity+json;q=0`, false},
		{"weight that is none", `application/activity+json;q=NaN`, false},
		{"Firefox", `text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8`, false},
		{"Chrome", `text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7`, false},
		{"curl", `*/*`, false},
		{"plain JSON", `application/json`, false},
		{"nothing", ``, false},
	}
	pages := []struct{ path, id string }{
		{"/nl/a/een-titel", object}, {"/nl/c/bib", actor}, {"/nl/", actor}, {"/", actor},
	}
	for _, p := range pages {
		for _, a := range accepts {
			for range 2 { // rendered, and out of the cache
				rec := w.get(t, p.path, "Accept", a.accept)
				h := rec.Header()
				if !a.activity {
					if p.path != "/" && (rec.Code != 200 || h.Get("Content-Type") != "text/html; charset=utf-8" || h.Get("Vary") != "Accept, Accept-Encoding") {
						t.Errorf("%s for %s: %d %s, Vary %s", p.path, a.who, rec.Code, h.Get("Content-Type"), h.Get("Vary"))
					}
					if want := "<" + p.id + `>; rel="alternate"; type="application/activity+json"`; p.path != "/" && h.Get("Link") != want {
						t.Errorf("%s: Link %q, want %q", p.path, h.Get("Link"), want)
					}
					continue
				}
				if rec.Code != http.StatusFound || h.Get("Location") != p.id || h.Get("Vary") != "Accept" || h.Get("Cache-Control") != "no-store" {
					t.Errorf("%s for %s: %d to %q, Vary %q, Cache-Control %q", p.path, a.who, rec.Code, h.Get("Location"), h.Get("Vary"), h.Get("Cache-Control"))
				}
			}
		}
	}
	// Nothing was announced of these: people's pages, always.
	for _, path := range []string{"/fr/a/un-titre", "/nl/agenda", "/nl/t/jeugd"} {
		rec := w.get(t, path, "Accept", "application/activity+json")
		if rec.Code != 200 || rec.Header().Get("Link") != "" {
			t.Errorf("%s: %d, Link %q", path, rec.Code, rec.Header().Get("Link"))
		}
	}
	// A withdrawn object's page says so to servers too; one that never was does not say gone.
	for path, want := range map[string]int{"/nl/a/weg": 410, "/nl/a/klad": 404} {
		if rec := w.get(t, path, "Accept", "application/activity+json"); rec.Code != want {
			t.Errorf("%s: %d, want %d", path, rec.Code, want)
		}
	}
	// Never 404 or 410 while the database is away: peers would delete their copies.
	w.down.Store(true)
	if rec := w.get(t, "/nl/a/xss", "Accept", "application/activity+json"); rec.Code != 503 || rec.Header().Get("Retry-After") == "" {
		t.Errorf("without database: %d", rec.Code)
	}
}

// TestRootLanguage holds L4: only the bare root looks at Accept-Language, and says so in Vary.
func TestRootLanguage(t *testing.T) {
	w := newWorld(t)
	for accept, want := range map[string]string{"": "/nl/", "fr-BE,fr;q=0.9,en;q=0.8": "/fr/", "en-GB": "/en/", "ja": "/nl/", "nl-BE,fr": "/nl/", "de;q=x,,;": "/nl/"} {
		rec := w.get(t, "/", "Accept-Language", accept)
		if rec.Code != 302 || rec.Header().Get("Location") != want || rec.Header().Get("Vary") != "Accept, Accept-Language" {
			t.Errorf("%q: %d %s, Vary %s", accept, rec.Code, rec.Header().Get("Location"), rec.Header().Get("Vary"))
		}
	}
	// Below a language nothing guesses (L4).
	if rec := w.get(t, "/nl/", "Accept-Language", "fr"); rec.Code != 200 || rec.Header().Get("Content-Language") != "nl" {
		t.Errorf("the address is not what decides: %d %s", rec.Code, rec.Header().Get("Content-Language"))
	}
}
