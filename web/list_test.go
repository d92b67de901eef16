package web_test

import (
	"testing"

	"vitrine/content"
	"vitrine/web"
	"vitrine/web/page"
)

// Every kind has a list of all its items; events have the agenda for that.
func TestKindLists(t *testing.T) {
	w, pages := recording(t)
	w.get(t, "/nl/a/")
	p := pages["tag"].(*page.Tag)
	if p.Heading != "Artikelen" || len(p.Items) != 3 || p.Feeds[0].Href != "/nl/a/feed.atom" || p.Canonical != "https://bib.example/nl/a/" {
		t.Errorf("%s: %d items, %+v", p.Heading, len(p.Items), p.Feeds)
	}
	for path, want := range map[string]string{"/nl/a": "/nl/a/", "/fr/e/": "/fr/agenda"} {
		if rec := w.get(t, path); rec.Code != 301 || rec.Header().Get("Location") != want {
			t.Errorf("%s: %d %s", path, rec.Code, rec.Header().Get("Location"))
		}
	}
}

// A tag has its next dates, and the channel that announces it in the page's language.
func TestTagIsFollowed(t *testing.T) {
	w, pages := recording(t, func(_ *web.Config, f *fake) {
		f.chans = append(f.chans, &content.Channel{ID: "c1", Handle: "jeugdfr", Name: "Jeunesse", Lang: "fr", Tag: "jeugd"},
			&content.Channel{ID: "c2", Handle: "jeugd", Name: "Jeugd", Lang: "nl", Tag: "jeugd", Summary: "<p>Voor <b>kinderen</b></p>"})
		f.items[len(f.items)-1].Tags = f.tags
	})
	w.get(t, "/nl/t/jeugd")
	p := pages["tag"].(*page.Tag)
	if p.Follow == nil || p.Follow.Name != "Jeugd" || p.Follow.Summary != "Voor kinderen" || p.Heading != "Onderwerp: Jeugd" {
		t.Errorf("%+v", p.Follow)
	}
	if len(p.Upcoming) != 1 || p.Agenda != "/nl/agenda?tag=jeugd" {
		t.Errorf("%d dates, %s", len(p.Upcoming), p.Agenda)
	}
	w.get(t, "/fr/t/jeugd")
	if p = pages["tag"].(*page.Tag); p.Follow == nil || p.Follow.Name != "Jeunesse" {
		t.Errorf("in French: %+v", p.Follow)
	}
}

func TestChannelHasItsAgenda(t *testing.T) {
	w, pages := recording(t)
	w.get(t, "/nl/c/bib")
	p := pages["channel"].(*page.Channel)
	if len(p.Upcoming) != 1 || p.Agenda != "/nl/agenda?channel=bib" || p.Description != "Hallo" || p.Follow.Summary != "Hallo" {
		t.Errorf("%d dates, %s, %q", len(p.Upcoming), p.Agenda, p.Description)
	}
}
