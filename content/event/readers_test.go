package event

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vitrine/content"
)

const accessible = `{"audience":["Children"," families ","children"],"age_from":4,"age_to":8,"occurrences":[{"start":"2026-12-05T20:00","access":["sign-language","captions"],
 "place":{"name":"Grote zaal & foyer","access":["toilet","wheelchair"],"access_note":"De lift is\nachteraan. ","url":"https://theater.example/zaal"},
 "offers":[{"name":"Volwassene","price":"12.50"},{"name":"Kind","price":"0"}]}]}`

func TestReadersFacets(t *testing.T) {
	show := func(list []content.Facet) string {
		var out []string
		for _, f := range list {
			out = append(out, strings.TrimSuffix(f.Name+"="+f.Value+"/"+f.Label, "/"))
		}
		return strings.Join(out, " ")
	}
	d := details(t, accessible)
	if got := show(d.Facets(nil)); got != "audience=children audience=families price=paid" {
		t.Error(got)
	}
	if got := show(d.Facets(&d.Occurrences[0])); got != "place=grote-zaal-foyer/Grote zaal & foyer access=wheelchair access=toilet access=sign-language access=captions" {
		t.Error(got)
	}
	for in, want := range map[string]string{
		`{"occurrences":[{"start":"2026-12-05T20:00"}]}`:                                                                                       "",
		`{"occurrences":[{"start":"2026-12-05T20:00","offers":[{"price":"0"},{"price":"0.00"}]}]}`:                                             "price=free",
		`{"occurrences":[{"start":"2026-12-05T20:00","offers":[{"price":"0"}]},{"start":"2026-12-06T20:00","offers":[{"price":"3"}]}]}`:        "price=free price=paid",
		`{"occurrences":[{"start":"2026-12-05T20:00","offers":[{"name":"Aan de deur"}]}],"ticket_url":"https://tickets.example"}`:              "",
		`{"audience":["seniors"],"occurrences":[{"start":"2026-12-05T20:00","place":{"name":"Zaal"},"offers":[{"name":"Kind","price":"2"}]}]}`: "audience=seniors price=paid",
	} {
		if got := show(details(t, in).Facets(nil)); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
	// Every name makes a value for addresses, and two names two values.
	seen := map[string]string{}
	for _, name := range []string{"図書館", "Дом", "!!", strings.Repeat("zaal ", 60), "Été", "Item 5"} {
		v := placeValue(name)
		if v == "" || len(v) > 64 || strings.Trim(v, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || seen[v] != "" {
			t.Errorf("%q: %q, as %q", name, v, seen[v])
		}
		seen[v] = name
	}
}

func TestReadersFacts(t *testing.T) {
	for lang, want := range map[content.Lang]string{
		"nl": "where Waar: Grote zaal & foyer|price Prijs: Volwassene: € 12,50; Kind: gratis|whom Voor wie: Kinderen, Gezinnen|age Leeftijd: Van 4 tot en met 8 jaar|access Toegankelijkheid: Toegankelijk met een rolstoel, Aangepast toilet, Met gebarentaal, Met ondertitels|access_note Praktisch: De lift is achteraan.",
		"de": "where Wo: Grote zaal & foyer",
	} {
		d := details(t, accessible)
		var out []string
		for _, f := range d.Facts(view(t, lang)) {
			if f.Name != "when" {
				out = append(out, fmt.Sprintf("%s %s: %s", f.Name, f.Label, f.Text))
			}
			if f.Name == "where" && f.URL != "https://theater.example/zaal" {
				t.Error("the place has no address", f.URL)
			}
		}
		got := strings.ReplaceAll(strings.Join(out, "|"), "\u00a0", " ")
		if !strings.HasPrefix(strings.ToLower(got), strings.ToLower(want)) {
			t.Errorf("%s:\n%s\nwant\n%s", lang, got, want)
		}
	}
	for in, want := range map[string][4]string{
		`{"age_from":1}`:              {"Vanaf 1 jaar", "From age 1", "Dès 1 an", "Ab 1 Jahr"},
		`{"age_from":12}`:             {"Vanaf 12 jaar", "From age 12", "Dès 12 ans", "Ab 12 Jahren"},
		`{"age_to":3}`:                {"Tot en met 3 jaar", "Up to age 3", "Jusqu’à 3 ans", "Bis 3 Jahre"},
		`{"age_from":6,"age_to":6}`:   {"6 jaar", "Age 6", "6 ans", "6 Jahre"},
		`{"age_from":6,"age_to":120}`: {"Van 6 tot en met 120 jaar", "Ages 6 to 120", "De 6 à 120 ans", "Von 6 bis 120 Jahren"},
		`{}`:                          {},
	} {
		for i, lang := range []content.Lang{"nl", "en", "fr", "de"} {
			if got := details(t, in).age(view(t, lang)); got != want[i] {
				t.Errorf("%s in %s: %q, want %q", in, lang, got, want[i])
			}
		}
	}
}

func TestReadersChecks(t *testing.T) {
	p := content.NewProblems()
	details(t, accessible).Check(p)
	if p.Err() != nil {
		t.Fatal(p.Err())
	}
	at := func(s string) string { return `{"occurrences":[{"start":"2026-12-05T20:00",` + s + `}]}` }
	for _, c := range []struct{ in, field, key string }{
		{`{"audience":["pets"]}`, "audience.0", "problem.not_allowed"},
		{`{"age_from":-1}`, "age_from", "problem.out_of_range"},
		{`{"age_to":121}`, "age_to", "problem.out_of_range"},
		{`{"age_from":9,"age_to":8}`, "age_to", "problem.age_range"},
		{at(`"access":["stairs"]`), "occurrences.0.access.0", "problem.not_allowed"},
		{at(`"place":{"name":"x","access":["wheelchair","x"]}`), "occurrences.0.place.access.1", "problem.not_allowed"},
		{at(`"place":{"name":"x","url":"javascript:alert(1)"}`), "occurrences.0.place.url", "problem.not_a_url"},
		{at(`"place":{"name":"x","access_note":"` + strings.Repeat("é", 1001) + `"}`), "occurrences.0.place.access_note", "problem.too_long"},
		{at(`"place":{"access":["wheelchair"]}`), "occurrences.0.place.name", "problem.required"},
	} {
		p := content.NewProblems()
		details(t, c.in).Check(p)
		e, _ := p.Err().(*content.Error)
		if e == nil || e.Fields[c.field].Key != c.key {
			t.Errorf("%s: want %s at %s, got %v", c.in, c.key, c.field, p.Err())
		}
	}
	var many []string
	for i := range 500 {
		many = append(many, fmt.Sprintf("x%d", i))
	}
	p = content.NewProblems()
	(&Details{Audience: many, Occurrences: details(t, sample).Occurrences}).Check(p)
	if e, _ := p.Err().(*content.Error); e == nil || len(e.Fields) > 10 || e.Fields["audience"].Key != "problem.too_many" {
		t.Error("a long list gives a long answer", p.Err())
	}
}

func TestReadersDescription(t *testing.T) {
	ld := map[string]any{"headline": "x"}
	d := details(t, accessible)
	d.Describe(view(t, "nl"), ld)
	b, err := json.Marshal(ld)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"audience":{"@type":"PeopleAudience","audienceType":"Kinderen, Gezinnen","suggestedMaxAge":8,"suggestedMinAge":4}`,
		`"typicalAgeRange":"4-8"`, `"isAccessibleForFree":false`, `"url":"https://theater.example/zaal"`,
		`"workFeatured":{"@type":"CreativeWork","accessibilityFeature":["signLanguage","captions"],"name":"De meeuw"}`,
		`"amenityFeature":[{"@type":"LocationFeatureSpecification","name":"Toegankelijk met een rolstoel","value":true},`,
	} {
		if !strings.Contains(string(b), want) {
			t.Errorf("%s\nis not in\n%s", want, b)
		}
	}
	ld = map[string]any{}
	details(t, sample).Describe(view(t, "nl"), ld)
	for _, name := range []string{"audience", "typicalAgeRange", "workFeatured"} {
		if ld[name] != nil {
			t.Error(name, ld[name])
		}
	}
}

func TestReadersWords(t *testing.T) {
	words := strings.Fields(strings.ToLower(details(t, accessible).Words("nl")))
	for _, w := range []string{"zaal", "lift", "kinderen,", "gebarentaal,"} {
		if !slices.Contains(words, w) {
			t.Errorf("%s is not found: %v", w, words)
		}
	}
}
