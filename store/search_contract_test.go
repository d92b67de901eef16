package store

import (
	"slices"
	"strings"
	"testing"

	"vitrine/content"
)

func TestSearch(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		texts := map[string]string{
			"De kat":         "een boek over katten en honden",
			"Honden":         "alles over de hond; l'art du chien",
			"Boekenweek":     "boeken lezen, isbn 9789025874742",
			"C++ leren":      "programmeren & meer: 'quotes' \"dubbel\" -min +plus *ster",
			"日本語":            "東京 の 図書館",
			"Vele woorden":   strings.Repeat("woord ", 3000) + "einde",
			"Ingetrokken":    "een boek dat weg is",
			"Andere site":    "een boek van elders",
			"Alleen ontwerp": "een boek in de maak",
		}
		for title, words := range texts {
			it := l.draft(title)
			it.Texts[0].Summary, it.Texts[0].Body = words, ""
			switch title {
			case "Andere site":
				it.Site, it.Channel = l.other, l.otherMain
			case "Alleen ontwerp":
				l.save(t, it)
				continue
			}
			l.publish(t, it)
			if title == "Ingetrokken" {
				l.withdraw(t, it)
			}
		}
		for _, c := range []struct {
			words string
			want  string
		}{
			{"boek", "Boekenweek,De kat"},
			{"boek kat", "De kat"},
			{"kat boek", "De kat"},
			{"over", "De kat,Honden"},
			{"hond", "De kat,Honden"},
			{"de", "De kat,Honden"},
			{"l'art", "Honden"},
			{"9789025874742", "Boekenweek"},
			{"97890258", "Boekenweek"},
			{"quotes", "C++ leren"},
			{"c++", "C++ leren,Honden"}, // the sign is no word, and the last word is a beginning
			{`" OR a*`, ""},
			{"東京", "日本語"},
			{"einde", "Vele woorden"},
			{"kat -boek", "De kat"},
			{"& | ! ' :", ""},
			{"NEAR(kat boek)", ""},
			{"scope:kat", ""},
			{strings.Repeat("x", 5000), ""},
		} {
			got := l.titles(t, content.ItemFilter{Words: strings.Fields(c.words), Order: content.Best})
			slices.Sort(got)
			if strings.Join(got, ",") != c.want {
				t.Errorf("%.40q finds %q, want %q", c.words, got, c.want)
			}
		}
		if got := l.titles(t, content.ItemFilter{Words: []string{"boek"}, Lang: "fr"}); len(got) != 0 {
			t.Error("found in another language:", got)
		}
		if got := l.titles(t, content.ItemFilter{Words: []string{"boek"}, Kind: "event"}); len(got) != 0 {
			t.Error("found in another kind:", got)
		}
		if got := l.titles(t, content.ItemFilter{Words: []string{"boek"}, Order: content.ByTitle}); !slices.Equal(got, []string{"Boekenweek", "De kat"}) {
			t.Error(got)
		}
	})
}

func TestSearchForgetsOldWords(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		it := l.publish(t, l.draft("Aardbei"))
		it.Texts = []content.Text{{Lang: "nl", Slug: "banaan", Title: "Banaan"}, {Lang: "fr", Slug: "banane", Title: "Banane"}}
		l.publish(t, it)
		if got := l.titles(t, content.ItemFilter{Words: []string{"aardbei"}}); len(got) != 0 {
			t.Error(got)
		}
		if got := l.titles(t, content.ItemFilter{Words: []string{"bana"}}); !slices.Equal(got, []string{"Banaan"}) {
			t.Error("an item that matches in two languages is listed", got)
		}
	})
}

func TestStaffFindWhatTheyAreWriting(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		indexed := func(title string) func(*content.Save) {
			return func(s *content.Save) { s.Index = []content.IndexText{{Lang: "nl", Title: title, Sort: title}} }
		}
		it := l.publish(t, l.draft("Aardbei"))
		it.Pending, it.Texts[0].Title = content.Draft, "Banaan"
		l.save(t, it, indexed("banaan"))
		d := l.save(t, l.draft("Citroen"), indexed("citroen"))
		find := func(which content.Which, word string) string {
			return strings.Join(l.titles(t, content.ItemFilter{Which: which, Words: []string{word}}), " ")
		}
		for _, c := range []struct {
			which      content.Which
			word, want string
		}{
			{content.LiveRevision, "aardbei", "Aardbei"}, {content.LiveRevision, "banaan", ""}, {content.LiveRevision, "citroen", ""},
			{content.WorkingRevision, "aardbei", ""}, {content.WorkingRevision, "banaan", "Banaan"}, {content.WorkingRevision, "citroen", "Citroen"},
		} {
			if got := find(c.which, c.word); got != c.want {
				t.Errorf("%d %s: %q, want %q", c.which, c.word, got, c.want)
			}
		}
		l.publish(t, it)
		if find(content.LiveRevision, "banaan") != "Banaan" || find(content.WorkingRevision, "banaan") != "Banaan" {
			t.Error("not found after publishing")
		}
		must(t, l.inTx(t.Context(), func(x *tx) error { return x.removeItem(t.Context(), l.site, d.ID) }))
		e := l.save(t, l.draft("Citroen"), indexed("citroen"))
		if got := find(content.WorkingRevision, "citroen"); got != e.Original().Title {
			t.Error("a removed draft is found:", got)
		}
	})
}

func FuzzTokensAreHarmless(f *testing.F) {
	for _, s := range []string{"", "a b", `"' OR *`, "naïve café", "\x00\xff", "ǅ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, w := range tokens(s) {
			if w == "" || len(w) > maxToken || strings.ContainsAny(w, " \"'\\:&|!()*\x00") {
				t.Fatalf("%q", w)
			}
		}
	})
}
