package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/content"
)

// on is a date at a place with provisions.
func on(start, place string, access ...string) content.Occurrence {
	return content.Occurrence{Start: start, Place: &content.Place{Name: place}, Access: access}
}

// stage fills the library with events that differ in their facets.
func stage(t testing.TB, l *library) map[string]*content.Item {
	t.Helper()
	items := map[string]*content.Item{}
	add := func(title string, audience []string, change func(*content.Item), dates ...content.Occurrence) {
		it := l.event(title, dates...)
		it.Details.(*datedDetails).For = audience
		if change != nil {
			change(it)
		}
		items[title] = l.publish(t, it)
	}
	add("Lezing", []string{"adults"}, func(it *content.Item) { it.Tags = []content.Tag{{Slug: "poezie"}} },
		on("2026-12-01T20:00", "Zaal", "wheelchair"), on("2026-12-08T20:00", "Kelder"))
	add("Film", []string{"adults", "teens"}, func(it *content.Item) {
		it.Texts = append(it.Texts, content.Text{Lang: "fr", Slug: "film", Title: "Cinéma"})
	}, on("2026-12-02T20:00", "Kelder", "captions"))
	add("Circus", []string{"children"}, func(it *content.Item) { it.Channel = l.branch },
		on("2026-12-03T15:00", "Zaal", "wheelchair", "captions"))
	add("Voorbij", []string{"children"}, nil, on("2025-01-03T15:00", "Zaal"))
	a := l.draft("Artikel")
	a.Details.(*plainDetails).For, a.Tags = []string{"adults"}, []content.Tag{{Slug: "poezie"}}
	items["Artikel"] = l.publish(t, a)
	return items
}

func where(pairs ...string) (fs []content.Facet) {
	for _, p := range pairs {
		name, value, _ := strings.Cut(p, "=")
		fs = append(fs, content.Facet{Name: name, Value: value})
	}
	return fs
}

// dates lists an agenda, a date a page.
func (l *library) dates(t testing.TB, f content.ItemFilter) string {
	t.Helper()
	var out []string
	f.Limit = 1
	for range 100 {
		slots, next, err := l.Agenda(t.Context(), l.site, f)
		must(t, err)
		for _, s := range slots {
			out = append(out, s.Item.Original().Title+s.Start.Format("@02"))
		}
		if f.Cursor = next; next == "" {
			return strings.Join(out, " ")
		}
	}
	t.Fatal("the agenda does not end")
	return ""
}

func TestReadersFilters(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		items := stage(t, l)
		now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
		ten := make([]string, 0, 12)
		for i := range 12 {
			ten = append(ten, fmt.Sprintf("place=p%d", i))
		}
		for _, c := range []struct {
			name         string
			f            content.ItemFilter
			items, dates string
		}{
			{"audience", content.ItemFilter{Facets: where("audience=adults")}, "Artikel Film Lezing", "Lezing@01 Film@02 Lezing@08"},
			{"either audience", content.ItemFilter{Facets: where("audience=teens", "audience=children")}, "Voorbij Circus Film", "Voorbij@03 Film@02 Circus@03"},
			{"the same twice", content.ItemFilter{Facets: where("audience=teens", "audience=teens")}, "Film", "Film@02"},
			{"place", content.ItemFilter{Facets: where("place=kelder")}, "Film Lezing", "Film@02 Lezing@08"},
			{"place and access of one date", content.ItemFilter{Facets: where("place=kelder", "access=wheelchair")}, "", ""},
			{"place and access", content.ItemFilter{Facets: where("place=zaal", "access=wheelchair")}, "Circus Lezing", "Lezing@01 Circus@03"},
			{"three names", content.ItemFilter{Facets: where("place=zaal", "access=wheelchair", "audience=adults")}, "Lezing", "Lezing@01"},
			{"still to come", content.ItemFilter{From: now, Facets: where("place=zaal")}, "Circus Lezing", "Lezing@01 Circus@03"},
			{"in a week", content.ItemFilter{From: now.AddDate(0, 0, 13), To: now.AddDate(0, 0, 20), Facets: where("audience=adults")}, "Lezing", "Lezing@08"},
			{"in a week at a place it left", content.ItemFilter{From: now.AddDate(0, 0, 13), Facets: where("place=zaal")}, "", ""},
			{"soonest", content.ItemFilter{Order: content.Soonest, Facets: where("place=kelder")}, "Film Lezing", "Film@02 Lezing@08"},
			{"in French", content.ItemFilter{Lang: "fr", Facets: where("audience=adults")}, "Film", "Film@02"},
			{"on a channel", content.ItemFilter{Channel: l.branch, Facets: where("place=zaal")}, "Circus", "Circus@03"},
			{"of a tag", content.ItemFilter{Tag: "poezie", Facets: where("audience=adults")}, "Artikel Lezing", "Lezing@01 Lezing@08"},
			{"of a kind", content.ItemFilter{Kind: "article", Facets: where("audience=adults")}, "Artikel", ""},
			{"words", content.ItemFilter{Words: []string{"film"}, Facets: where("place=kelder")}, "Film", "Film@02 Lezing@08"},
			{"words elsewhere", content.ItemFilter{Words: []string{"film"}, Facets: where("place=zaal")}, "", "Lezing@01 Circus@03 Voorbij@03"},
			{"titles", content.ItemFilter{Order: content.ByTitle, Facets: where("audience=adults")}, "Artikel Film Lezing", "Lezing@01 Film@02 Lezing@08"},
			{"no such value", content.ItemFilter{Facets: where("place=nergens")}, "", ""},
			{"hostile value", content.ItemFilter{Facets: where("place=' OR 1=1 --")}, "", ""},
			{"hostile name", content.ItemFilter{Facets: where("t:x=y")}, "", ""},
			{"no name", content.ItemFilter{Facets: []content.Facet{{}}}, "", ""},
			{"too many names", content.ItemFilter{Facets: where("place=zaal", "a=b", "b=b", "c=b", "d=b", "e=b")}, "", ""},
			{"too many values", content.ItemFilter{Facets: where(append(ten, "place=zaal")...)}, "", ""},
			{"these", content.ItemFilter{IDs: []content.ID{items["Lezing"].ID, "nooit", items["Artikel"].ID, items["Lezing"].ID}}, "Lezing Artikel", "Lezing@01 Lezing@08"},
			{"these that match", content.ItemFilter{IDs: []content.ID{items["Lezing"].ID, items["Circus"].ID}, Facets: where("access=captions")}, "Circus", "Circus@03"},
			{"none of them", content.ItemFilter{IDs: []content.ID{}}, "", ""},
			{"these with words", content.ItemFilter{IDs: []content.ID{items["Lezing"].ID, items["Film"].ID}, Words: []string{"film"}}, "Film", "Lezing@01 Film@02 Lezing@08"},
			{"published since", content.ItemFilter{PubFrom: items["Circus"].Published}, "Artikel Voorbij Circus", "Voorbij@03 Circus@03"},
			{"published before", content.ItemFilter{PubTo: items["Circus"].Published}, "Film Lezing", "Lezing@01 Film@02 Lezing@08"},
			{"published between", content.ItemFilter{PubFrom: items["Film"].Published, PubTo: items["Voorbij"].Published, Lang: "nl"}, "Circus Film", "Film@02 Circus@03"},
			{"published between, by title", content.ItemFilter{PubFrom: items["Film"].Published, PubTo: items["Voorbij"].Published, Order: content.ByTitle}, "Circus Film", "Film@02 Circus@03"},
			{"working, published since", content.ItemFilter{Which: content.WorkingRevision, PubFrom: items["Voorbij"].Published}, "Artikel Voorbij", ""},
		} {
			if got := strings.Join(l.titles(t, c.f), " "); got != c.items {
				t.Errorf("%s: items %q, want %q", c.name, got, c.items)
			}
			if c.f.Which != content.LiveRevision {
				continue
			}
			want := strings.Fields(c.dates)
			got := strings.Fields(l.dates(t, c.f))
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%s: dates %q, want %q", c.name, got, want)
			}
		}
		if got := l.dates(t, content.ItemFilter{Facets: where("audience=teens", "audience=children")}); got != "Voorbij@03 Film@02 Circus@03" {
			t.Error("not in the order of their start:", got)
		}
		// Facets follow the live revision, and leave with it.
		it := items["Lezing"]
		it.Details.(*datedDetails).For = []string{"seniors"}
		l.save(t, it)
		if got := l.titles(t, content.ItemFilter{Facets: where("audience=seniors")}); len(got) != 0 {
			t.Error("a working revision is public:", got)
		}
		if got := l.titles(t, content.ItemFilter{Which: content.WorkingRevision, Facets: where("audience=seniors")}); !slices.Equal(got, []string{"Lezing"}) {
			t.Error("staff do not find it:", got)
		}
		l.publish(t, it)
		l.withdraw(t, items["Circus"])
		if got := l.dates(t, content.ItemFilter{Facets: where("audience=seniors", "audience=children")}); got != "Voorbij@03 Lezing@01 Lezing@08" {
			t.Error(got)
		}
	})
}

// counted writes counts as "zaal 2, kelder 1".
func counted(list []content.FacetCount) string {
	var out []string
	for _, c := range list {
		s := fmt.Sprintf("%s %d", c.Facet.Value, c.Count)
		if c.Facet.Label != "" {
			s = fmt.Sprintf("%s (%s) %d", c.Facet.Value, c.Facet.Label, c.Count)
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func TestFacetCounts(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		items := stage(t, l)
		day := func(s string) time.Time {
			d, err := time.Parse("2006-01-02T15:04:05", s)
			must(t, err)
			return d
		}
		now := day("2026-11-22T12:00:00")
		type counts map[string]string
		check := func(name string, f content.ItemFilter, want counts) {
			t.Helper()
			got, err := l.FacetCounts(t.Context(), l.site, f, "audience", "place", "access", "nooit", "x' OR 1", "audience")
			must(t, err)
			for n := range got {
				if want[n] == "" {
					t.Errorf("%s: %s has %s", name, n, counted(got[n]))
				}
			}
			for n, w := range want {
				if g := counted(got[n]); g != w {
					t.Errorf("%s: %s %q, want %q", name, n, g, w)
				}
			}
		}
		all := counts{"audience": "adults 3, children 2, teens 1", "place": "zaal (Zaal) 3, kelder (Kelder) 2", "access": "captions 2, wheelchair 2"}
		check("all", content.ItemFilter{}, all)
		check("nl", content.ItemFilter{Lang: "nl"}, all)
		check("fr", content.ItemFilter{Lang: "fr"}, counts{"audience": "adults 1, teens 1", "place": "kelder (Kelder) 1", "access": "captions 1"})
		check("articles", content.ItemFilter{Kind: "article"}, counts{"audience": "adults 1"})
		check("to come", content.ItemFilter{From: now, Lang: "nl"}, counts{"audience": "adults 2, children 1, teens 1", "place": "kelder (Kelder) 2, zaal (Zaal) 2", "access": "captions 2, wheelchair 2"})
		check("to come in French", content.ItemFilter{From: now, Lang: "fr", Kind: "event"}, counts{"audience": "adults 1, teens 1", "place": "kelder (Kelder) 1", "access": "captions 1"})
		check("after the first", content.ItemFilter{From: day("2026-12-02T12:00:00")}, counts{"audience": "adults 2, children 1, teens 1", "place": "kelder (Kelder) 2, zaal (Zaal) 1", "access": "captions 2, wheelchair 1"})
		// 20:00 in Brussels is 19:00 UTC; without an end it is over right after.
		check("a moment before", content.ItemFilter{From: day("2026-12-08T19:00:00")}, counts{"audience": "adults 1", "place": "kelder (Kelder) 1"})
		check("right after", content.ItemFilter{From: day("2026-12-08T19:00:01")}, nil)
		check("right after, in Dutch", content.ItemFilter{From: day("2026-12-08T19:00:01"), Lang: "nl", Kind: "event"}, nil)
		check("never", content.ItemFilter{From: day("2099-01-01T00:00:00")}, nil)
		check("long ago", content.ItemFilter{From: day("1900-01-01T00:00:00")}, counts{"audience": "adults 2, children 2, teens 1", "place": "zaal (Zaal) 3, kelder (Kelder) 2", "access": "captions 2, wheelchair 2"})
		check("channel", content.ItemFilter{Channel: l.branch}, counts{"audience": "children 1", "place": "zaal (Zaal) 1", "access": "captions 1, wheelchair 1"})
		check("tag", content.ItemFilter{Tag: "poezie"}, counts{"audience": "adults 2", "place": "kelder (Kelder) 1, zaal (Zaal) 1", "access": "wheelchair 1"})
		check("tag, after the first", content.ItemFilter{Tag: "poezie", From: day("2026-12-02T12:00:00")}, counts{"audience": "adults 1", "place": "kelder (Kelder) 1"})
		check("another's channel", content.ItemFilter{Channel: l.otherMain}, nil)
		check("no such tag", content.ItemFilter{Tag: "nooit"}, nil)

		l.withdraw(t, items["Film"])
		it := items["Lezing"]
		it.Details.(*datedDetails).When = it.Details.(*datedDetails).When[:1]
		it.Details.(*datedDetails).When[0].Place.Name = "ZAAL"
		l.publish(t, it)
		after := counts{"audience": "adults 2, children 2", "place": "zaal (ZAAL) 3", "access": "wheelchair 2, captions 1"}
		check("after changes", content.ItemFilter{}, after)
		check("after changes, to come", content.ItemFilter{From: now}, counts{"audience": "adults 1, children 1", "place": "zaal (ZAAL) 2", "access": "wheelchair 2, captions 1"})
		must(t, l.rebuild(t.Context()))
		after["place"] = "zaal (ZAAL) 3"
		got, err := l.FacetCounts(t.Context(), l.site, content.ItemFilter{}, "audience", "place")
		must(t, err)
		if len(got["place"]) != 1 || got["place"][0].Count != 3 || counted(got["audience"]) != after["audience"] {
			t.Error("after a rebuild:", got)
		}
		if got, err := l.FacetCounts(t.Context(), l.other, content.ItemFilter{}, "audience"); err != nil || len(got) != 0 {
			t.Error("another site's:", got, err)
		}
		_, err = l.FacetCounts(t.Context(), content.NewID(), content.ItemFilter{}, "audience")
		want(t, err, content.NotFound)
	})
}

// TestCountsOfWhatIsToCome compares the kept counts with counting, at instants
// around every end.
func TestCountsOfWhatIsToCome(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		var ends []time.Time
		for i := range 40 {
			start := time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC).Add(time.Duration(i*i*i) * 11 * time.Minute)
			end := start.Add(time.Duration(7+i*5) * time.Minute)
			o := content.Occurrence{Start: start.Format("2006-01-02T15:04"), End: end.Format("2006-01-02T15:04"), TimeZone: "UTC", Place: &content.Place{Name: "Zaal"}}
			l.publish(t, l.event(fmt.Sprintf("Avond %d", i), o))
			ends = append(ends, end)
		}
		for _, e := range ends {
			for _, at := range []time.Time{e.Add(-time.Minute), e.Add(-time.Millisecond), e, e.Add(time.Millisecond), e.Add(40 * time.Hour)} {
				n := 0
				for _, x := range ends {
					if x.After(at) {
						n++
					}
				}
				got, err := l.FacetCounts(t.Context(), l.site, content.ItemFilter{From: at, Lang: "nl"}, "place")
				must(t, err)
				have := 0
				if len(got["place"]) > 0 {
					have = got["place"][0].Count
				}
				if have != n {
					t.Errorf("at %s: %d, want %d", at, have, n)
				}
			}
		}
	})
}

func TestMonths(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		add := func(title, published, kind, tag string) *content.Item {
			it := l.draft(title)
			at, err := time.Parse(time.RFC3339, published)
			must(t, err)
			it.Published, it.Updated, it.Kind = at, at, kind
			if kind == "event" {
				it.Details = &datedDetails{}
			}
			if tag != "" {
				it.Tags = []content.Tag{{Slug: tag}}
			}
			return l.publish(t, it)
		}
		months := func(f content.ItemFilter) string {
			list, err := l.Months(t.Context(), l.site, f)
			must(t, err)
			var out []string
			for _, m := range list {
				out = append(out, fmt.Sprintf("%d-%02d:%d", m.Year, m.Month, m.Count))
			}
			return strings.Join(out, " ")
		}
		add("A", "2026-01-15T12:00:00Z", "article", "x")
		b := add("B", "2026-01-31T23:30:00Z", "event", "x") // February in Brussels
		add("C", "2025-12-31T22:30:00Z", "article", "")
		add("D", "1969-07-20T20:17:00Z", "event", "x")
		l.save(t, l.draft("Ontwerp"))
		for _, c := range []struct {
			f    content.ItemFilter
			want string
		}{
			{content.ItemFilter{}, "2026-02:1 2026-01:1 2025-12:1 1969-07:1"},
			{content.ItemFilter{Lang: "nl"}, "2026-02:1 2026-01:1 2025-12:1 1969-07:1"},
			{content.ItemFilter{Lang: "fr"}, ""},
			{content.ItemFilter{Kind: "event"}, "2026-02:1 1969-07:1"},
			{content.ItemFilter{Tag: "x", Lang: "nl"}, "2026-02:1 2026-01:1 1969-07:1"},
			{content.ItemFilter{Tag: "x", Kind: "article"}, "2026-01:1"},
			{content.ItemFilter{Channel: l.branch}, ""},
			{content.ItemFilter{Channel: l.main, Kind: "event", Tag: "x"}, "2026-02:1 1969-07:1"},
			{content.ItemFilter{Tag: "nooit"}, ""},
			{content.ItemFilter{Kind: "' OR 1"}, ""},
		} {
			if got := months(c.f); got != c.want {
				t.Errorf("%+v: %s, want %s", c.f, got, c.want)
			}
		}
		l.publish(t, b) // again: counted once
		l.withdraw(t, b)
		if got := months(content.ItemFilter{}); got != "2026-01:1 2025-12:1 1969-07:1" {
			t.Error(got)
		}
		l.publish(t, b)
		s, err := l.Site(t.Context(), l.site)
		must(t, err)
		s.TimeZone = "America/New_York"
		must(t, l.SaveSite(t.Context(), s))
		if got := months(content.ItemFilter{}); got != "2026-01:2 2025-12:1 1969-07:1" {
			t.Error("in another zone:", got)
		}
		must(t, l.rebuild(t.Context()))
		if got := months(content.ItemFilter{}); got != "2026-01:2 2025-12:1 1969-07:1" {
			t.Error("after a rebuild:", got)
		}
	})
}

func TestKindCounts(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		items := stage(t, l)
		an := l.draft("Van An")
		an.Authors = []content.Author{{Name: "An"}}
		an.Tags = []content.Tag{{Slug: "poezie"}, {Slug: "jeugd"}}
		l.publish(t, an)
		counts := func(f content.ItemFilter) string {
			kinds, tags, err := l.KindCounts(t.Context(), l.site, f)
			must(t, err)
			s := counted(kinds) + ";"
			for _, x := range tags {
				s += fmt.Sprintf(" %s %d", x.Tag.Slug, x.Count)
			}
			return s
		}
		for _, c := range []struct {
			f    content.ItemFilter
			want string
		}{
			{content.ItemFilter{}, "event 4, article 2; poezie 3 jeugd 1"},
			{content.ItemFilter{Lang: "fr"}, "event 1;"},
			{content.ItemFilter{Tag: "poezie"}, "article 2, event 1; poezie 3 jeugd 1"},
			{content.ItemFilter{Channel: l.branch}, "event 1;"},
			{content.ItemFilter{Author: an.Authors[0].ID}, "article 1; jeugd 1 poezie 1"},
			{content.ItemFilter{Words: []string{"van"}}, "article 1; jeugd 1 poezie 1"},
			{content.ItemFilter{Words: []string{"kort"}}, "event 4, article 2; poezie 3 jeugd 1"},
			{content.ItemFilter{Words: []string{"kort"}, Tag: "jeugd"}, "article 1; jeugd 1 poezie 1"},
			{content.ItemFilter{Words: []string{"nooit"}}, ";"},
			{content.ItemFilter{Tag: "nooit"}, ";"},
			{content.ItemFilter{Author: "x"}, ";"},
		} {
			if got := counts(c.f); got != c.want {
				t.Errorf("%+v: %s, want %s", c.f, got, c.want)
			}
		}
		l.withdraw(t, items["Artikel"])
		if got := counts(content.ItemFilter{Words: []string{"kort"}}); got != "event 4, article 1; poezie 2 jeugd 1" {
			t.Error(got)
		}
	})
}

func TestEditions(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		a, b, d := l.publish(t, l.draft("Aa")), l.publish(t, l.draft("Bb")), l.save(t, l.draft("Dd"))
		theirs := l.draft("Elders")
		theirs.Site, theirs.Channel = l.other, l.otherMain
		l.publish(t, theirs)
		hold := func(title string, ids ...content.ID) *content.Item {
			e := l.draft(title)
			e.Details.(*plainDetails).Holds = ids
			return e
		}
		one := l.publish(t, hold("Nummer 1", b.ID, d.ID, "nooit", theirs.ID, a.ID, b.ID))
		two := l.publish(t, hold("Nummer 2", a.ID))
		draft := l.save(t, hold("Nummer 3", a.ID))
		editions := func(it *content.Item) string {
			list, err := l.EditionsOf(t.Context(), l.site, it.ID)
			must(t, err)
			var out []string
			for _, e := range list {
				out = append(out, e.Original().Title)
			}
			return strings.Join(out, ", ")
		}
		members := func(it *content.Item, more content.ItemFilter) string {
			more.Edition = it.ID
			return strings.Join(l.titles(t, more), " ")
		}
		if got := editions(a); got != "Nummer 2, Nummer 1" {
			t.Error(got)
		}
		if got := editions(d) + editions(one); got != "Nummer 1" {
			t.Error(got)
		}
		if got := members(one, content.ItemFilter{}); got != "Bb Aa" {
			t.Error("members, in order and published:", got)
		}
		if got := members(one, content.ItemFilter{Lang: "fr"}) + members(one, content.ItemFilter{Kind: "event"}) + members(draft, content.ItemFilter{}); got != "" {
			t.Error(got)
		}
		if got := members(one, content.ItemFilter{Words: []string{"aa"}}); got != "Aa" {
			t.Error(got)
		}
		if got := members(&content.Item{ID: "' OR 1"}, content.ItemFilter{}); got != "" {
			t.Error(got)
		}
		l.publish(t, d)
		two.Details.(*plainDetails).Holds = []content.ID{b.ID}
		l.save(t, two)
		if got := members(one, content.ItemFilter{}) + "; " + members(two, content.ItemFilter{}); got != "Bb Dd Aa; Aa" {
			t.Error(got)
		}
		l.publish(t, two)
		l.withdraw(t, one)
		if got := editions(a) + editions(b) + members(one, content.ItemFilter{}); got != "Nummer 2" {
			t.Error(got)
		}
		must(t, l.rebuild(t.Context()))
		if got := members(two, content.ItemFilter{}); got != "Bb" {
			t.Error("after a rebuild:", got)
		}
		_, err := l.EditionsOf(t.Context(), l.other, a.ID)
		want(t, err, content.NotFound)
		if list, _, err := l.Items(t.Context(), l.other, content.ItemFilter{Edition: two.ID}); err != nil || len(list) > 0 {
			t.Error("another site's edition", list, err)
		}
	})
}

func TestSimilar(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		for _, title := range []string{"bibliotheek open", "de bibliotheek", "shakespeare nu", "pinguin", "kat", "kast", "bibliothecaris", "図書館の本", "isbn 9789025874742"} {
			l.publish(t, l.draft(title))
		}
		gone := l.publish(t, l.draft("verdwenen"))
		l.save(t, l.draft("geheimpje"))
		french := l.draft("x")
		french.Texts = []content.Text{{Lang: "fr", Slug: "bibliotheque", Title: "bibliotheque"}}
		l.publish(t, french)
		theirs := l.draft("olifanten")
		theirs.Site, theirs.Channel = l.other, l.otherMain
		l.publish(t, theirs)
		check := func(lang content.Lang, asked, want string) {
			t.Helper()
			got, err := l.Similar(t.Context(), l.site, lang, strings.Fields(asked))
			must(t, err)
			var out []string
			for _, w := range strings.Fields(asked) {
				if len(got[w]) > 0 {
					out = append(out, strings.Join(got[w], ","))
				}
			}
			if s := strings.Join(out, " "); s != want {
				t.Errorf("%s %.60q: %q, want %q", lang, asked, s, want)
			}
		}
		check("nl", "bibliotek", "bibliotheek")
		check("nl", "bilbiotheek", "bibliotheek") // exchanged
		check("nl", "bbiliotheek", "bibliotheek")
		check("nl", "xbibliotheek", "bibliotheek")
		check("nl", "bibliotheken", "bibliotheek")
		check("nl", "shakspeare", "shakespeare")
		check("nl", "sjakespeer", "") // three errors
		check("nl", "pinquin", "pinguin")
		check("nl", "pinxxin", "") // two errors in seven letters
		check("nl", "kaxt", "kast,kat")
		check("nl", "図書官の本", "図書館の本")
		check("nl", "9789025874743", "") // numbers have no spelling
		check("nl", "bibliotheek", "")   // occurs
		check("nl", "bibliotek shakspeare", "bibliotheek shakespeare")
		check("fr", "bibliotheqe", "bibliotheque")
		check("nl", "bibliotheqe", "bibliotheek")
		check("", "bibliotheqe", "bibliotheek,bibliotheque")
		check("nl", "verdwnen", "verdwenen")
		check("nl", "geheimpj olifantn", "")
		check("nl", strings.Repeat("a", 200)+" ' OR* \" NEAR( a:b -- %", "")
		check("nl", "een twee drie vier vijf zes zeven acht bibliotek", "")
		check("", strings.Repeat("bibliotek ", 3), "bibliotheek bibliotheek bibliotheek")
		check("xx", "bibliotek", "")
		l.withdraw(t, gone)
		check("nl", "verdwnen", "")
		check("nl", "verdwenen", "")
		must(t, l.rebuild(t.Context()))
		check("nl", "bibliotek verdwnen", "bibliotheek")
		_, err := l.Similar(t.Context(), content.NewID(), "nl", []string{"kaxt"})
		want(t, err, content.NotFound)
	})
}

func TestAuthors(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		it := l.draft("Van An")
		it.Authors = []content.Author{{Name: "An", Handle: "@an@social.example"}, {Name: "Bo"}}
		l.publish(t, it)
		an := it.Authors[0]
		a, err := l.Author(t.Context(), l.site, an.ID)
		must(t, err)
		if *a != an {
			t.Errorf("%+v", a)
		}
		a, err = l.AuthorByPrefix(t.Context(), l.site, string(an.ID)[:8])
		must(t, err)
		if *a != an {
			t.Errorf("%+v", a)
		}
		for _, p := range []string{"", "%", "' OR 1", "A", string(an.ID) + "a", strings.Repeat("z", 1000), "\x00"} {
			_, err := l.AuthorByPrefix(t.Context(), l.site, p)
			want(t, err, content.NotFound)
		}
		_, err = l.Author(t.Context(), l.other, an.ID)
		want(t, err, content.NotFound)
		_, err = l.AuthorByPrefix(t.Context(), l.other, string(an.ID))
		want(t, err, content.NotFound)
	})
}
