package web_test

import (
	"context"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"vitrine/content"
	"vitrine/web"
)

// servers are the servers of visitors, by account.
type servers struct {
	of    map[string]web.Intents
	err   error
	asked []string
}

func (s *servers) Intents(_ context.Context, account string) (web.Intents, error) {
	s.asked = append(s.asked, account)
	if s.err != nil {
		return web.Intents{}, s.err
	}
	in, ok := s.of[account]
	if !ok {
		return in, content.Fail(content.NotFound, nil)
	}
	return in, nil
}

func elsewhere(t *testing.T) (*world, *servers) {
	t.Helper()
	s := &servers{of: map[string]web.Intents{"an@mastodon.example": {Subscribe: "https://mastodon.example/authorize_interaction?uri={uri}"}}}
	return newWorld(t, func(c *web.Config, _ *fake) { c.Elsewhere = s }), s
}

// The account that was typed leads to a link on that server: no redirect, so
// that forms go to this site alone, and no trace of the account in an address.
func TestFollowFromOnesOwnServer(t *testing.T) {
	w, s := elsewhere(t)
	for path, want := range map[string][]string{
		"/nl/follow":             {`href="/nl/feed.atom"`, `href="/nl/agenda.ics"`, "feedlezer", `href="/nl/follow?channel=bib"`},
		"/nl/follow?channel=bib": {`method="post"`, `name="account"`, "noindex"},
	} {
		rec := w.get(t, path)
		for _, x := range want {
			if rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), x) {
				t.Errorf("%s: %d without %q", path, rec.Code, x)
			}
		}
	}
	rec := w.post(t, "/nl/follow?channel=bib", url.Values{"account": {" @an@mastodon.example"}})
	link := `href="https://mastodon.example/authorize_interaction?uri=https%3A%2F%2Fbib.example%2Fap%2Fa%2F`
	if rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), link) || rec.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d, without %s", rec.Code, link)
	}
	for typed, sentence := range map[string]string{
		"":                     "kunnen we niet lezen",
		"javascript:alert(1)":  "kunnen we niet lezen",
		"bo@mastodon.example":  "kent dit account niet",
		"<b>@mastodon.example": "kent dit account niet",
	} {
		rec := w.post(t, "/nl/follow?channel=bib", url.Values{"account": {typed}})
		body := rec.Body.String()
		if rec.Code != http.StatusUnprocessableEntity || !strings.Contains(body, sentence) || !strings.Contains(body, `value="`+html.EscapeString(typed)+`"`) || !strings.Contains(body, "<title>Fout:") {
			t.Errorf("%q: %d", typed, rec.Code)
		}
	}
	s.err = content.Fail(content.Unavailable, nil)
	if rec := w.post(t, "/nl/follow?channel=bib", url.Values{"account": {"an@mastodon.example"}}); rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), "antwoordt niet") {
		t.Errorf("a server that is down: %d", rec.Code)
	}
	for _, path := range []string{"/nl/follow?channel=niemand", "/xx/follow"} {
		if rec := w.get(t, path); rec.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
	asked := len(s.asked)
	if rec := w.post(t, "/nl/follow?channel=bib", url.Values{"account": {"an@mastodon.example"}}, "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"); rec.Code != http.StatusForbidden || len(s.asked) != asked {
		t.Errorf("from another site: %d", rec.Code)
	}
}

// Our server is no means to flood others: a network gets it as often as a search.
func TestFollowIsLimited(t *testing.T) {
	w, s := elsewhere(t)
	for range 100 {
		w.post(t, "/nl/follow?channel=bib", url.Values{"account": {"an@mastodon.example"}})
	}
	if len(s.asked) > 30 {
		t.Errorf("asked %d times", len(s.asked))
	}
}

func TestShareThroughOnesOwnServer(t *testing.T) {
	w, _ := elsewhere(t)
	page := "https://bib.example/nl/a/een-titel"
	rec := w.post(t, "/nl/share?url="+url.QueryEscape(page), url.Values{"account": {"mastodon.example"}})
	if rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), `href="https://mastodon.example/share?text=`) || !strings.Contains(rec.Body.String(), url.QueryEscape(page)) {
		t.Errorf("share: %d", rec.Code)
	}
	rec = w.post(t, "/nl/share?answer=1&url="+url.QueryEscape(page), url.Values{"account": {"an@mastodon.example"}})
	if rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), `uri=`+url.QueryEscape(page)+`"`) {
		t.Errorf("answer: %d %s", rec.Code, rec.Body)
	}
	shown, pending := w.replies[0], content.Reply{}
	for _, r := range w.replies {
		if r.Status != content.ReplyApproved || !r.Public {
			pending = r
		}
	}
	if rec := w.get(t, "/nl/share?answer=1&url="+url.QueryEscape(shown.URI)); shown.URI == "" || rec.Code != http.StatusOK {
		t.Errorf("a reply %q: %d", shown.URI, rec.Code)
	}
	for _, address := range []string{"", "https://evil.example/", "https://bib.example.evil.example/", pending.URI} {
		if rec := w.get(t, "/nl/share?answer=1&url="+url.QueryEscape(address)); rec.Code != http.StatusNotFound {
			t.Errorf("%q: %d", address, rec.Code)
		}
	}
}
