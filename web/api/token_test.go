package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"vitrine/content"
)

func TestTokens(t *testing.T) {
	w := newWorld(t)
	good := w.admin(w.bib)
	for name, h := range map[string]string{"none": "", "basic": "Basic " + good, "no secret": "Bearer ", "another": "Bearer " + string(content.NewID()), "two": "Bearer " + good + " " + good,
		"huge": "Bearer " + strings.Repeat("a", 100_000), "no scheme": good} {
		r := w.do("GET", "/api/v1/site", "", "", func(r *http.Request) { r.Header.Set("Authorization", h) })
		if r.status != 401 || !strings.HasPrefix(r.header.Get("WWW-Authenticate"), `Bearer realm="vitrine"`) {
			t.Errorf("%s: %d", name, r.status)
		}
	}
	w.want(200, "GET", "/api/v1/site", "", "", header("Authorization", "bearer  "+good))
	none := w.token(w.bib, "", content.Administrator)
	w.refused(403, "", "GET", "/api/v1/items", none, "")
	w.want(200, "GET", "/api/v1/site", none, "")

	s, err := w.db.Site(t.Context(), w.bib.site.ID)
	if err != nil {
		t.Fatal(err)
	}
	s.State = content.SiteRemoving
	if err := w.db.SaveSite(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	w.refused(410, "", "GET", "/api/v1/site", good, "")
	w.refused(404, "", "GET", "/api/v1/site", good, "", host("nobody.example"))
}

// A scope that only a part of the request needs is asked for by name, and
// nothing of it is done without.
func TestPublishScope(t *testing.T) {
	w := newWorld(t)
	writer := w.token(w.bib, "", content.Editor, content.ScopeItemsRead, content.ScopeItemsWrite)
	r := w.refused(403, "", "POST", "/api/v1/items", writer, with(draft, `"publish":true`))
	if !strings.Contains(r.header.Get("WWW-Authenticate"), `scope="publish"`) || !strings.Contains(r.str("detail"), "publish") {
		t.Errorf("%v %s", r.header, r.raw)
	}
	made := w.item(writer, draft)
	w.refused(403, "", "PATCH", "/api/v1/items/"+made.str("id"), writer, `{"revision":1,"publish":true}`)
	w.refused(403, "", "POST", "/api/v1/items", writer, with(draft, `"publish_at":"2027-01-01T00:00:00Z"`))
	list := w.want(200, "GET", "/api/v1/items", writer, "")
	if items, _ := list.at("items").([]any); len(items) != 1 || list.int("items.0.revision") != 1 {
		t.Errorf("something was written: %s", list.raw)
	}
}

func TestHead(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	if r := w.do("HEAD", "/api/v1/site", tok, ""); r.status != 200 || len(r.raw) > 0 || r.header.Get("Content-Length") == "" {
		t.Errorf("HEAD: %d %v", r.status, r.header)
	}
	if r := w.do("HEAD", "/api/v1/items/x", tok, ""); r.status != 404 || len(r.raw) > 0 {
		t.Errorf("HEAD: %d %s", r.status, r.raw)
	}
}

// Guessing is slowed down by network, and slows down nobody with a good token.
func TestGuessing(t *testing.T) {
	w := newWorld(t, func(c *Config) { c.Limits.Failures = 3 })
	good := w.admin(w.bib)
	for i := range 5 {
		r := w.do("GET", "/api/v1/site", string(content.NewID()), "")
		if want := 401; i < 3 && r.status != want || i >= 3 && (r.status != 429 || r.header.Get("Retry-After") == "") {
			t.Errorf("guess %d: %d", i, r.status)
		}
	}
	w.want(200, "GET", "/api/v1/site", good, "")
	r := w.do("GET", "/api/v1/site", "x", "", func(r *http.Request) { r.RemoteAddr = "203.0.113.9:1" })
	if r.status != 401 {
		t.Errorf("another network: %d", r.status)
	}
	w.clock.add(time.Minute)
	if r := w.do("GET", "/api/v1/site", "x", ""); r.status != 401 {
		t.Errorf("a minute later: %d", r.status)
	}
}

func TestRate(t *testing.T) {
	w := newWorld(t, func(c *Config) { c.Limits.Burst, c.Limits.Rate = 2, 1 })
	tok := w.admin(w.bib)
	w.want(200, "GET", "/api/v1/site", tok, "")
	w.want(200, "GET", "/api/v1/site", tok, "")
	if r := w.refused(429, "", "GET", "/api/v1/site", tok, ""); r.header.Get("Retry-After") != "1" {
		t.Errorf("Retry-After %q", r.header.Get("Retry-After"))
	}
}
