package web_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/web"
	"vitrine/web/page"
)

// recorded is a theme that remembers the pages it was given.
type recorded struct {
	web.Theme
	pages map[string]any
}

// recording makes a world whose pages can be looked at before they are HTML.
func recording(t testing.TB, change ...func(*web.Config, *fake)) (*world, map[string]any) {
	t.Helper()
	pages := map[string]any{}
	w := newWorld(t, append(change, func(c *web.Config, _ *fake) {
		look := c.Look
		c.Look = func(s *content.Site) web.Look {
			l := look(s)
			l.Theme = recorded{l.Theme, pages}
			return l
		}
	})...)
	return w, pages
}

// add publishes an item a number of hours before the test's beginning.
func (f *fake) add(id content.ID, kind string, hours int, change ...func(*content.Item)) *content.Item {
	at := start.Add(-time.Duration(hours) * time.Hour)
	it := &content.Item{ID: id, Site: "site", Channel: "main", Kind: kind, Status: content.Published, Live: 1, Revision: 1, Published: at, Updated: at,
		Details: &undated{}, Texts: []content.Text{{Lang: "nl", Slug: string(id), Title: "Titel " + string(id)}}}
	for _, c := range change {
		c(it)
	}
	f.items = append(f.items, it)
	return it
}

func titles(cards []page.Card) []string {
	out := []string{}
	for _, c := range cards {
		out = append(out, strings.TrimPrefix(c.Title, "Titel "))
	}
	return out
}

func sectionsOf(t testing.TB, pages map[string]any) map[string]page.HomeSection {
	t.Helper()
	out := map[string]page.HomeSection{}
	for _, s := range pages["home"].(*page.Home).Sections {
		out[s.ID] = s
	}
	return out
}

// A front page that nobody arranged has the usual sections, of which none
// repeats another, and no empty one.
func TestHomeAsProposed(t *testing.T) {
	w, pages := recording(t)
	w.add("schat", "highlight", 1)
	if rec := w.get(t, "/nl/"); rec.Code != 200 {
		t.Fatal(rec.Code)
	}
	var order []string
	for _, s := range pages["home"].(*page.Home).Sections {
		order = append(order, s.Kind)
		if s.Heading == "" || strings.Contains(s.Heading, "home.") {
			t.Errorf("%s: heading %q", s.Kind, s.Heading)
		}
	}
	if want := []string{"lead", "latest", "agenda", "highlights", "channels", "tags"}; !slices.Equal(order, want) {
		t.Errorf("sections %v, want %v: an edition does not exist", order, want)
	}
	s := sectionsOf(t, pages)
	if got := titles(s["home-lead"].Cards); !slices.Equal(got, []string{"Een titel"}) {
		t.Errorf("lead: %q", got)
	}
	for _, c := range s["home-latest"].Cards {
		if c.Kind != "article" || c.Title == "Een titel" {
			t.Errorf("news has %s %q", c.Kind, c.Title)
		}
	}
	if got := titles(s["home-agenda"].Cards); !slices.Equal(got, []string{"Voorlezen"}) {
		t.Errorf("agenda: %q", got)
	}
	for id, want := range map[string]string{"home-latest": "/nl/a/", "home-agenda": "/nl/agenda", "home-highlights": "/nl/h/"} {
		if more := s[id].More; more == nil || more.Href != want || more.Label == "" {
			t.Errorf("%s leads to %+v, want %s", id, more, want)
		}
	}
	p := pages["home"].(*page.Home)
	if len(p.Lead) != 1+len(s["home-latest"].Cards) || len(p.Upcoming) != 1 || len(p.Channels) == 0 || len(p.Tags) == 0 {
		t.Errorf("the plain lists differ: %d news, %d dates", len(p.Lead), len(p.Upcoming))
	}
}

func TestHomeAsTheThemeProposes(t *testing.T) {
	w, pages := recording(t, func(c *web.Config, _ *fake) {
		look := c.Look
		c.Look = func(s *content.Site) web.Look { l := look(s); l.Home = []string{"agenda", "latest"}; return l }
	})
	w.get(t, "/nl/")
	p := pages["home"].(*page.Home)
	if len(p.Sections) != 2 || p.Sections[0].Kind != "agenda" || p.Sections[1].Kind != "latest" {
		t.Errorf("%+v", p.Sections)
	}
}

// Staff arrange the page: order, numbers, words, which item leads.
func TestHomeAsArranged(t *testing.T) {
	w, pages := recording(t, func(_ *web.Config, f *fake) {
		f.add("jong", "article", 1, func(it *content.Item) { it.Tags = f.tags })
		f.add("oud", "article", 900, func(it *content.Item) { it.Tags = f.tags })
		f.site.Settings.Home = []content.HomeSection{
			{Kind: "text", Heading: content.Localised{"nl": "Welkom"}, Text: content.Localised{"nl": "<p>Kom <em>binnen</em></p>"}},
			{Kind: "latest", Tag: "jeugd", Count: 1, Heading: content.Localised{"nl": "Voor de jeugd"}},
			{Kind: "latest", Count: 2},
			{Kind: "lead", Item: "xss"},
			{Kind: "edition", Item: "weg"},
			{Kind: "onzin"},
			{Kind: "text", Text: content.Localised{"nl": "  "}},
			{Kind: "agenda", Count: -3},
		}
	})
	w.get(t, "/nl/")
	var got []string
	for _, s := range pages["home"].(*page.Home).Sections {
		got = append(got, fmt.Sprintf("%s %s %v", s.ID, s.Heading, titles(s.Cards)))
	}
	want := []string{"home-text Welkom []", "home-latest Voor de jeugd [jong]", "home-latest-2 Nieuws [Een titel Nieuw]",
		`home-lead In de kijker [</title><script>alert("x")</script>]`, "home-agenda Binnenkort [Voorlezen]"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	s := sectionsOf(t, pages)
	if s["home-latest"].More.Href != "/nl/t/jeugd" {
		t.Errorf("the tag's news lead to %s", s["home-latest"].More.Href)
	}
	if s["home-text"].Text != "<p>Kom <em>binnen</em></p>" {
		t.Errorf("text %q", s["home-text"].Text)
	}
	w.get(t, "/fr/") // words that exist in Dutch only say so
	if s := sectionsOf(t, pages)["home-text"]; s.Lang != "nl" || s.Heading != "Welkom" {
		t.Errorf("in French: %q in %q", s.Heading, s.Lang)
	}
}

// What staff chose and was withdrawn since gives way to the newest.
func TestHomeLeadWithdrawn(t *testing.T) {
	w, pages := recording(t, func(_ *web.Config, f *fake) {
		f.site.Settings.Home = []content.HomeSection{{Kind: "lead", Item: "gone"}}
	})
	w.get(t, "/nl/")
	if got := titles(sectionsOf(t, pages)["home-lead"].Cards); len(got) != 1 || got[0] != "Een titel" {
		t.Errorf("lead %q", got)
	}
}

// A site that published nothing but what is over shows that.
func TestHomeOfThePast(t *testing.T) {
	w, pages := recording(t, func(_ *web.Config, f *fake) {
		f.items = nil
		f.add("gala", "event", 900, func(it *content.Item) { it.Details = &dated{list: []content.Occurrence{{Start: "2025-01-01T20:00"}}} })
	})
	w.get(t, "/nl/")
	if got := titles(sectionsOf(t, pages)["home-lead"].Cards); !slices.Equal(got, []string{"gala"}) {
		t.Errorf("lead %q", got)
	}
	w.items = nil
	w.gen.Add(1)
	w.clock.forward(time.Minute)
	rec := w.get(t, "/nl/")
	if s := sectionsOf(t, pages); len(s) != 2 || s["home-channels"].Channels == nil || s["home-tags"].Tags == nil || rec.Code != 200 {
		t.Errorf("an empty site: %d, %+v", rec.Code, sectionsOf(t, pages))
	}
}

// The strip of dates has an item once, with its next date.
func TestHomeAgendaHasAnItemOnce(t *testing.T) {
	w, pages := recording(t, func(_ *web.Config, f *fake) {
		f.add("expo", "event", 1, func(it *content.Item) {
			d := &dated{}
			for day := 20; day < 30; day++ {
				d.list = append(d.list, content.Occurrence{Start: fmt.Sprintf("2026-11-%02dT10:00", day)})
			}
			it.Details = d
		})
	})
	w.get(t, "/nl/")
	cards := sectionsOf(t, pages)["home-agenda"].Cards
	if got := titles(cards); !slices.Equal(got, []string{"expo", "Voorlezen"}) && !slices.Equal(got, []string{"Voorlezen", "expo"}) {
		t.Fatalf("%q", got)
	}
	for _, c := range cards {
		if c.Title == "Titel expo" && (c.Dates != 6 || !strings.HasPrefix(c.Date.Start, "2026-11-23")) {
			t.Errorf("next %s and %d more", c.Date.Start, c.Dates)
		}
	}
}

func TestHomeOlderPages(t *testing.T) {
	w, pages := recording(t)
	for i := range 30 {
		w.add(content.ID(fmt.Sprint("n", i)), "article", 100+i)
	}
	rec := w.get(t, "/nl/?page=20")
	p := pages["home"].(*page.Home)
	if rec.Code != 200 || !p.NoIndex || p.Canonical != "" || len(p.Sections) != 0 || len(p.Lead) == 0 {
		t.Errorf("%d %+v", rec.Code, p.Common)
	}
}

// The line above every page comes and goes by the clock, also from pages that
// were kept and would have stayed.
func TestNoticeByTheClock(t *testing.T) {
	w := newWorld(t, func(_ *web.Config, f *fake) {
		f.site.Settings.Notice = &content.Notice{Text: content.Localised{"nl": "Vandaag dicht"}, URL: "/nl/agenda", From: start.Add(10 * time.Second), Until: start.Add(20 * time.Second)}
	})
	for _, tt := range []struct {
		after time.Duration
		there bool
	}{{0, false}, {9 * time.Second, false}, {time.Second, true}, {9 * time.Second, true}, {time.Second, false}, {time.Hour, false}} {
		w.clock.forward(tt.after)
		for _, path := range []string{"/nl/", "/nl/a/een-titel", "/nl/t/jeugd", "/nl/about", "/nl/c/niemand", "/nl/archive"} {
			if got := strings.Contains(w.get(t, path).Body.String(), "Vandaag dicht"); got != tt.there {
				t.Errorf("%s at %s: %t", path, w.clock.now().Sub(start), got)
			}
		}
	}
}

// The menu has what the site has.
func TestMenuHasWhatExists(t *testing.T) {
	nav := func(p *page.Home) string {
		var out []string
		for _, l := range p.Nav {
			out = append(out, l.Href)
		}
		return strings.Join(out, " ")
	}
	w, pages := recording(t)
	w.get(t, "/nl/")
	if got := nav(pages["home"].(*page.Home)); got != "/nl/ /nl/agenda /nl/a/ /nl/search /nl/about" {
		t.Error(got)
	}
	w.add("schat", "highlight", 1)
	w.items = slices.DeleteFunc(w.items, func(it *content.Item) bool { return it.Kind == "event" })
	w.gen.Add(1)
	w.clock.forward(2 * time.Second)
	w.get(t, "/nl/")
	if got := nav(pages["home"].(*page.Home)); got != "/nl/ /nl/a/ /nl/h/ /nl/search /nl/about" {
		t.Error(got)
	}
}
