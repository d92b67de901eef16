package web_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/web/page"
)

// season is a dozen dates that differ in everything one can filter by.
func season() []*content.Item {
	place := func(name string, access ...string) *content.Place {
		return &content.Place{Name: name, Access: access}
	}
	offer := func(price string) []content.Offer { return []content.Offer{{Price: price, Currency: "EUR"}} }
	tagged := func(it *content.Item) *content.Item {
		it.Tags = []content.Tag{{ID: "t", Site: "site", Slug: "jeugd", Labels: content.Localised{"nl": "Jeugd", "fr": "Jeunesse"}}}
		return it
	}
	elsewhere := func(it *content.Item) *content.Item { it.Channel = "youth"; return it }
	sport := event("Fuif", "2026-12-02T22:00/2026-12-03T03:00")
	sport.Tags = []content.Tag{{ID: "s", Site: "site", Slug: "sport", Labels: content.Localised{"nl": "Sport"}}}
	return []*content.Item{
		tagged(forWhom(event("Voorlezen", "2026-11-28T15:00", "2026-12-05T15:00"), []string{"children"}, func(o *content.Occurrence) {
			o.Place, o.Offers = place("Bibliotheek Lindebeke", "wheelchair"), offer("0")
		})),
		elsewhere(tagged(forWhom(event("Theater", "2026-11-29T14:00"), []string{"children", "families"}, func(o *content.Occurrence) {
			o.Place, o.Offers = place("Grote zaal", "wheelchair", "induction-loop"), offer("8.00")
		}))),
		forWhom(event("Lezing", "2026-11-30T20:00"), []string{"adults", "seniors"}, func(o *content.Occurrence) {
			o.Place, o.Offers, o.Access = place("Bibliotheek Lindebeke", "wheelchair"), offer("0"), []string{"sign-language"}
		}),
		forWhom(event("Online", "2026-12-01T20:00"), []string{"professionals"}, func(o *content.Occurrence) { o.OnlineURL = "https://video.example/1" }),
		elsewhere(forWhom(sport, []string{"teens"}, func(o *content.Occurrence) {
			o.Place, o.Offers = place("Kelder"), offer("5.00")
		})),
		forWhom(event("Vroeger", "2025-01-01T10:00"), []string{"adults"}, func(o *content.Occurrence) { o.Place = place("Oude zaal") }),
	}
}

func allTitles(p *page.Agenda) string {
	var out []string
	for _, d := range p.Days {
		for _, c := range d.Events {
			out = append(out, c.Title)
		}
	}
	return strings.Join(out, ",")
}

// TestFilters: values of one name are alternatives, names hold together.
func TestFilters(t *testing.T) {
	a := newAlmanac(t, season()...)
	for _, c := range []struct{ query, want, title string }{
		{"", "Voorlezen,Theater,Lezing,Online,Fuif,Voorlezen", "Agenda"},
		{"audience=children", "Voorlezen,Theater,Voorlezen", "Agenda: Kinderen"},
		{"audience=children&audience=teens", "Voorlezen,Theater,Fuif,Voorlezen", "Agenda: Kinderen, Tieners"},
		{"audience=children&price=free", "Voorlezen,Voorlezen", "Agenda: Kinderen, Gratis"},
		{"place=bibliotheek-lindebeke", "Voorlezen,Lezing,Voorlezen", "Agenda: Bibliotheek Lindebeke"},
		{"audience=children&place=bibliotheek-lindebeke", "Voorlezen,Voorlezen", "Agenda: Kinderen, Bibliotheek Lindebeke"},
		{"audience=adults&audience=children&place=bibliotheek-lindebeke&price=free&access=captions&access=sign-language", "Lezing", "Agenda: Volwassenen, Kinderen, Bibliotheek Lindebeke, Gratis, Met ondertitels, Met gebarentaal"},
		{"access=induction-loop", "Theater", "Agenda: Ringleiding"},
		{"price=paid", "Theater,Fuif", "Agenda: Betalend"},
		{"tag=jeugd", "Voorlezen,Theater,Voorlezen", "Agenda: Jeugd"},
		{"tag=jeugd&tag=sport", "Voorlezen,Theater,Fuif,Voorlezen", "Agenda: Jeugd, Sport"},
		{"channel=jeugd", "Theater,Fuif", "Agenda: Bib Jeugd"},
		{"channel=bib&channel=jeugd", "Voorlezen,Theater,Lezing,Online,Fuif,Voorlezen", "Agenda: Bib Mol, Bib Jeugd"},
		{"tag=jeugd&channel=jeugd", "Theater", "Agenda: Jeugd, Bib Jeugd"},
		{"place=oude-zaal", "", "Agenda: Oude zaal"}, // nothing to come, but it exists
		{"to=2026-11-29&audience=children", "Voorlezen,Theater", ""},
		{"when=weekend&audience=children", "", ""},
	} {
		p := a.agenda(t, "/nl/agenda?"+c.query)
		if got := allTitles(p); got != c.want {
			t.Errorf("%s: %s, want %s", c.query, got, c.want)
		}
		if c.title != "" && p.Title != c.title {
			t.Errorf("%s: title %q, want %q", c.query, p.Title, c.title)
		}
		if p.Unknown {
			t.Errorf("%s is unknown", c.query)
		}
	}
	f := a.cal.asked[len(a.cal.asked)-1]
	if f.Which != content.LiveRevision || f.Order != content.Soonest {
		t.Errorf("asked with %+v", f)
	}
	p := a.agenda(t, "/nl/agenda?tag=jeugd&channel=jeugd")
	if p.Channel == nil || p.Channel.Name != "Bib Jeugd" || p.Tag != "Jeugd" {
		t.Errorf("channel %+v, tag %q", p.Channel, p.Tag)
	}
}

// TestFilterChoices: what is offered, how many there are, where each leads.
func TestFilterChoices(t *testing.T) {
	a := newAlmanac(t, season()...)
	p := a.agenda(t, "/nl/agenda?audience=children")
	got := map[string]string{}
	for _, f := range p.Filters {
		var list []string
		for _, c := range f.Choices {
			s := fmt.Sprintf("%s %d", c.Value, c.Count)
			if c.Chosen {
				s += " chosen"
			}
			list = append(list, s)
		}
		got[f.Name] = strings.Join(list, ", ")
		if f.Label == "" || strings.Contains(f.Label, ".") || f.Active != (f.Name == "audience") || f.Single != (f.Name == "when") {
			t.Errorf("%s: %+v", f.Name, f)
		}
	}
	for name, want := range map[string]string{
		"when":     "today -1, weekend -1, week -1, 30days -1",
		"audience": "children 2 chosen, teens 1, adults 1, seniors 1, families 1, professionals 1",
		"place":    "bibliotheek-lindebeke 2, grote-zaal 1, kelder 1",
		"price":    "free 2, paid 2",
		"access":   "wheelchair 3, induction-loop 1, sign-language 1",
		"tag":      "jeugd -1, sport -1",
		"channel":  "bib -1, bibfr -1, jeugd -1",
	} {
		if got[name] != want {
			t.Errorf("%s: %s, want %s", name, got[name], want)
		}
	}
	for _, f := range p.Filters {
		for _, c := range f.Choices {
			want := "/nl/agenda?audience=children&" + f.Name + "=" + c.Value
			switch {
			case c.Chosen:
				want = "/nl/agenda"
			case f.Name == "when":
				want = "/nl/agenda?when=" + c.Value + "&audience=children"
			case f.Name == "audience" && c.Value < "children":
				want = "/nl/agenda?audience=" + c.Value + "&audience=children"
			}
			if c.Href != want {
				t.Errorf("%s %s leads to %s, want %s", f.Name, c.Value, c.Href, want)
			}
		}
	}
	p = a.agenda(t, "/nl/agenda?when=weekend&from=2026-11-01&to=2026-11-30&audience=children&place=grote-zaal")
	var chips []string
	for _, l := range p.Chosen {
		chips = append(chips, l.Label+" "+l.Href)
	}
	want := []string{
		"Dit weekend /nl/agenda?from=2026-11-01&to=2026-11-30&audience=children&place=grote-zaal",
		"vanaf 1 november 2026 /nl/agenda?when=weekend&to=2026-11-30&audience=children&place=grote-zaal",
		"tot en met 30 november 2026 /nl/agenda?when=weekend&from=2026-11-01&audience=children&place=grote-zaal",
		"Kinderen /nl/agenda?when=weekend&from=2026-11-01&to=2026-11-30&place=grote-zaal",
		"Grote zaal /nl/agenda?when=weekend&from=2026-11-01&to=2026-11-30&audience=children",
	}
	if !slices.Equal(chips, want) || p.Clear != "/nl/agenda" {
		t.Errorf("chips %q, clear %q", chips, p.Clear)
	}
	if p := a.agenda(t, "/nl/agenda?view=month&date=2026-12&price=free"); p.Clear != "/nl/agenda?view=month&date=2026-12" || p.Filters[0].Name != "audience" {
		t.Errorf("clear %q, first filter %s", p.Clear, p.Filters[0].Name)
	}
	if p := a.agenda(t, "/nl/agenda"); p.Clear != "" || len(p.Chosen) != 0 {
		t.Errorf("nothing is chosen: %q %+v", p.Clear, p.Chosen)
	}
}

// TestFacetsAreCountedOnce: many pages of one generation share the counts for a minute.
func TestFacetsAreCountedOnce(t *testing.T) {
	a := newAlmanac(t, season()...)
	for _, q := range []string{"", "?audience=children", "?audience=teens", "?view=week", "?view=month"} {
		a.get(t, "/nl/agenda"+q)
		a.get(t, "/fr/agenda"+q)
	}
	if a.cal.counts != 1 {
		t.Errorf("counted %d times", a.cal.counts)
	}
	a.clock.forward(61 * time.Second)
	a.get(t, "/nl/agenda")
	if a.cal.counts != 2 {
		t.Errorf("counted %d times after a minute", a.cal.counts)
	}
}

// TestEveryVocabularyHasWords: each audience and provision has a word in each language.
func TestEveryVocabularyHasWords(t *testing.T) {
	g, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, a := range content.Audiences {
		keys = append(keys, "audience."+a)
	}
	for _, a := range content.Accesses {
		keys = append(keys, "access."+a)
	}
	for _, w := range []string{"today", "weekend", "week", "30days"} {
		keys = append(keys, "agenda.when."+w)
	}
	for _, n := range []string{"when", "audience", "place", "tag", "price", "access", "channel"} {
		keys = append(keys, "agenda.filter."+n)
	}
	for _, v := range []string{"list", "week", "month"} {
		keys = append(keys, "agenda.view."+v)
	}
	for _, n := range []string{"day", "week", "month", "period"} {
		keys = append(keys, "agenda.previous."+n, "agenda.next."+n)
	}
	for _, lang := range []string{"nl", "fr", "de", "en"} {
		for _, key := range append(keys, "price.free", "price.paid", "agenda.this.week", "agenda.this.month") {
			if s := g.words.T(lang, key); s == key {
				t.Errorf("%s: %s has no words", lang, key)
			}
		}
	}
}

// TestFilteredFeeds: each choice has its calendar and its feeds, which the page names.
func TestFilteredFeeds(t *testing.T) {
	a := newAlmanac(t, season()...)
	p := a.agenda(t, "/nl/agenda?view=month&audience=children&place=bibliotheek-lindebeke")
	const q = "?audience=children&place=bibliotheek-lindebeke"
	want := []string{"/nl/agenda.ics" + q, "/nl/agenda/feed.atom" + q, "/nl/agenda/feed.rss" + q, "/nl/agenda/feed.json" + q}
	for i, l := range p.Subscribe.Links {
		if l.Href != want[i] || !strings.HasPrefix(l.Label, "Agenda: Kinderen, Bibliotheek Lindebeke (") || p.Feeds[i] != l {
			t.Errorf("%d: %+v, and %+v", i, l, p.Feeds[i])
		}
	}
	if p.Webcal != "webcal://bib.example/nl/agenda.ics"+q || !strings.Contains(p.Subscribe.Text, "Kinderen, Bibliotheek Lindebeke") {
		t.Errorf("%s, %s", p.Webcal, p.Subscribe.Text)
	}
	plain := a.agenda(t, "/nl/agenda")
	seen := map[string]bool{}
	for _, l := range plain.Feeds {
		if seen[l.Href] {
			t.Error("twice:", l.Href)
		}
		seen[l.Href] = true
	}
	for _, href := range []string{"/nl/agenda.ics", "/nl/agenda/feed.atom", "/nl/feed.atom"} {
		if !seen[href] {
			t.Error("missing:", href)
		}
	}
	type feed struct {
		Title, Self, Home, Format string
		Items, Slots              int
	}
	read := func(path string) (f feed) {
		t.Helper()
		a.clock.forward(time.Second)
		rec := a.get(t, path)
		if rec.Code != 200 || json.Unmarshal(rec.Body.Bytes(), &f) != nil {
			t.Fatalf("%s: %d %s", path, rec.Code, rec.Body)
		}
		if rec.Header().Get("ETag") == "" || rec.Header().Get("Last-Modified") == "" && f.Items+f.Slots > 0 || rec.Header().Get("Cache-Control") != "public, max-age=300" {
			t.Errorf("%s: %v", path, rec.Header())
		}
		if again := a.get(t, path, "If-None-Match", rec.Header().Get("ETag")); again.Code != 304 {
			t.Errorf("%s: %d when it has not changed", path, again.Code)
		}
		return f
	}
	for path, want := range map[string]feed{
		"/nl/agenda.ics":                   {Title: "Agenda van Bib <Mol>", Self: "https://bib.example/nl/agenda.ics", Home: "https://bib.example/nl/agenda", Format: "ics", Slots: 6},
		"/nl/agenda.ics?audience=children": {Title: "Agenda van Bib <Mol>: Kinderen", Self: "https://bib.example/nl/agenda.ics?audience=children", Home: "https://bib.example/nl/agenda?audience=children", Format: "ics", Slots: 3},
		"/nl/agenda.ics?view=month&price=free&audience=children&date=2026-12": {Title: "Agenda van Bib <Mol>: Kinderen, Gratis", Self: "https://bib.example/nl/agenda.ics?audience=children&price=free", Home: "https://bib.example/nl/agenda?audience=children&price=free", Format: "ics", Slots: 2},
		"/nl/agenda.ics?from=2026-12-01&to=2026-12-31":                        {Title: "Agenda van Bib <Mol>", Self: "https://bib.example/nl/agenda.ics?from=2026-12-01&to=2026-12-31", Home: "https://bib.example/nl/agenda?from=2026-12-01&to=2026-12-31", Format: "ics", Slots: 3},
		"/nl/agenda.ics?view=nonsense":                                        {Title: "Agenda van Bib <Mol>", Self: "https://bib.example/nl/agenda.ics", Home: "https://bib.example/nl/agenda", Format: "ics", Slots: 6},
		"/nl/agenda.ics?place=oude-zaal":                                      {Title: "Agenda van Bib <Mol>: Oude zaal", Self: "https://bib.example/nl/agenda.ics?place=oude-zaal", Home: "https://bib.example/nl/agenda?place=oude-zaal", Format: "ics"},
		"/fr/agenda/feed.json?tag=jeugd&from=2030-01-01":                      {Title: "Agenda de Bib <Mol> : Jeunesse", Self: "https://bib.example/fr/agenda/feed.json?tag=jeugd", Home: "https://bib.example/fr/agenda?tag=jeugd", Format: "json"},
	} {
		got := read(path)
		if got.Format != "ics" {
			got.Items = 0 // the items of the fake know no dates
		}
		if got != want {
			t.Errorf("%s:\n got %+v\nwant %+v", path, got, want)
		}
	}
	f := a.filters[len(a.filters)-1]
	if f.Order != content.Newest || f.Limit != 50 || f.Tag != "jeugd" || f.From.IsZero() || f.Lang != "fr" {
		t.Errorf("a feed asks with %+v", f)
	}
	for _, path := range []string{"/nl/agenda.ics?audience=dogs", "/nl/agenda.ics?audience=children&audience=dogs", "/nl/agenda.ics?place=elders", "/nl/agenda/feed.rss?tag=nergens",
		"/nl/agenda.ics?from=x", "/nl/agenda/feed.xml", "/nl/agenda/feed.atom?channel=nergens"} {
		a.clock.forward(time.Second)
		if rec := a.get(t, path); rec.Code != 404 || !strings.Contains(rec.Body.String(), `lang="nl"`) {
			t.Errorf("%s: %d; who subscribed to one place must not get all", path, rec.Code)
		}
	}
}

// TestCombinationsEvictNothing: whoever asks for every combination is slowed
// down, and pushes out no page that others read.
func TestCombinationsEvictNothing(t *testing.T) {
	a := newAlmanac(t, season()...)
	refused := 0
	for i := range 60 {
		if rec := a.get(t, fmt.Sprintf("/nl/agenda?from=2027-%02d-%02d", 1+i%12, 1+i%28)); rec.Code == 429 {
			refused++
			if rec.Header().Get("Retry-After") == "" {
				t.Error("429 without Retry-After")
			}
		}
	}
	if refused < 30 {
		t.Errorf("%d of 60 at once were refused", refused)
	}
	for _, path := range []string{"/nl/about", "/nl/a/een-titel"} {
		a.get(t, path)
	}
	for i := range 500 {
		a.clock.forward(time.Millisecond * 2)
		a.get(t, fmt.Sprintf("/nl/agenda/feed.rss?audience=children&x=%d", i)) // unknown names make no other address
	}
	for i := range 1000 {
		if i%20 == 0 {
			a.clock.forward(10 * time.Second)
		}
		a.get(t, fmt.Sprintf("/nl/agenda.ics?from=%d-01-01", 1900+i%300))
	}
	a.get(t, "/nl/about") // the generation is looked at again
	before := a.lookups.Load()
	a.get(t, "/nl/about")
	if a.lookups.Load() != before {
		t.Error("a page that everyone reads was pushed out")
	}
}
