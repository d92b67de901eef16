package edition

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"vitrine/content"
	"vitrine/content/locale"
)

func id(n int) content.ID { return content.DeriveID("item", fmt.Sprint(n)) }

func ids(from, n int) []content.ID {
	out := make([]content.ID, n)
	for i := range out {
		out[i] = id(from + i)
	}
	return out
}

func TestCheck(t *testing.T) {
	long := strings.Repeat("é", maxField+1)
	for name, tc := range map[string]struct {
		d    Details
		want map[string]string
	}{
		"good":          {Details{Number: "2026/3", ISSN: "1234-5679", Parts: []Part{{Items: ids(0, MaxItems)}}}, nil},
		"bare":          {Details{Number: "47"}, nil},
		"no number":     {Details{}, map[string]string{"number": "problem.required"}},
		"long":          {Details{Number: long, Volume: long, Issued: long, Magazine: long}, map[string]string{"number": "problem.too_long", "volume": "problem.too_long", "issued": "problem.too_long", "magazine": "problem.too_long"}},
		"long heading":  {Details{Number: "1", Parts: []Part{{Heading: content.Localised{"nl": long}}}}, map[string]string{"parts.0.heading": "problem.too_long"}},
		"issn":          {Details{Number: "1", ISSN: "1234-5678"}, map[string]string{"issn": "problem.issn"}},
		"no issn":       {Details{Number: "1", ISSN: "twaalf"}, map[string]string{"issn": "problem.issn"}},
		"items":         {Details{Number: "1", Parts: []Part{{Items: ids(0, MaxItems)}, {Items: ids(MaxItems, 1)}}}, map[string]string{"parts": "problem.too_many"}},
		"parts":         {Details{Number: "1", Parts: make([]Part, MaxParts+1)}, map[string]string{"parts": "problem.too_many"}},
		"twice":         {Details{Number: "1", Parts: []Part{{Items: ids(1, 2)}, {Items: ids(2, 1)}}}, map[string]string{"parts.1.items.0": "problem.item_repeated"}},
		"no identifier": {Details{Number: "1", Parts: []Part{{Items: []content.ID{"../etc"}}}}, map[string]string{"parts.0.items.0": "problem.unknown_item"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := content.NewProblems()
			tc.d.Check(p)
			got := map[string]string{}
			if err, ok := p.Err().(*content.Error); ok {
				for f, x := range err.Fields {
					got[f] = x.Key
				}
			}
			if len(got) != len(tc.want) || len(got) > 0 && !reflect.DeepEqual(got, tc.want) {
				t.Errorf("problems %v, want %v", got, tc.want)
			}
		})
	}
}

func TestNormalise(t *testing.T) {
	d := Details{Number: "  2026 / 3\n", ISSN: "issn 2434-561x", Magazine: "\tKortom ", Parts: []Part{
		{Heading: content.Localised{"nl": "  Dossier  lezen ", "fr": "  "}, Items: ids(1, 1)}, {}, {Heading: content.Localised{"nl": " "}}}}
	d.Normalise()
	want := Details{Number: "2026 / 3", ISSN: "2434-561X", Magazine: "Kortom", Parts: []Part{{Heading: content.Localised{"nl": "Dossier lezen"}, Items: ids(1, 1)}}}
	if !reflect.DeepEqual(d, want) {
		t.Errorf("%+v", d)
	}
	wrong := Details{ISSN: "2434-5611"}
	if wrong.Normalise(); wrong.ISSN != "2434-5611" {
		t.Errorf("what is no ISSN became %q", wrong.ISSN)
	}
}

func view(t *testing.T, it *content.Item) content.View {
	t.Helper()
	cat, err := locale.New()
	if err != nil {
		t.Fatal(err)
	}
	site := &content.Site{Name: "Bib & Mol", Origin: "https://bib.example", Languages: []content.Lang{"nl", "fr"}}
	return content.View{Site: site, Item: it, Text: content.Text{Lang: "nl", Title: "Herfst"}, URL: "https://bib.example/nl/m/herfst",
		Say: func(k string, a ...any) string { return cat.T("nl", k, a...) }}
}

func TestFederate(t *testing.T) {
	d := &Details{Number: "2026/3", Magazine: "kortom & goed", Parts: []Part{
		{Heading: content.Localised{"nl": "Dossier <lezen>", "fr": "Dossier"}, Items: ids(1, 2)}, {Heading: content.Localised{"nl": "Niets"}, Items: ids(9, 1)}, {Items: ids(3, 1)}}}
	v := view(t, &content.Item{Details: d})
	v.Members = []content.Member{{ID: id(1), Title: "Een & twee", URL: "https://bib.example/nl/a/een", Lang: "nl"}, {ID: id(3), Title: "Trois", URL: "https://bib.example/fr/a/trois", Lang: "fr"}}
	o := &content.Object{Name: "Herfst", Summary: "<p>Kort.</p>", Content: "<p>Vooraf.</p>", Attachments: []content.Attachment{{Type: "Image"}}}
	d.Federate(v, o)
	want := `<p>Vooraf.</p><p><strong>Dossier &lt;lezen&gt;</strong></p><ul><li><a href="https://bib.example/nl/a/een">Een &amp; twee</a></li></ul>` +
		`<ul><li><a href="https://bib.example/fr/a/trois" lang="fr" hreflang="fr">Trois</a></li></ul>`
	if o.Content != want {
		t.Errorf("content\n%s\nwant\n%s", o.Content, want)
	}
	if o.Type != "Article" || !o.Collection || o.Attachments != nil || o.Preview != "<p><strong>Herfst</strong></p><p>Kort.</p>" {
		t.Errorf("%+v", o)
	}
	if len(o.Tags) != 1 || o.Tags[0] != (content.Hashtag{Name: "KortomGoed2026_3", URL: v.URL}) {
		t.Errorf("tags %v", o.Tags)
	}
	if tag := (&Details{Number: "47"}).hashtag(v.Site); tag != "BibMol47" {
		t.Errorf("without a magazine: %q", tag)
	}
}

func TestDescribe(t *testing.T) {
	d := &Details{Number: "2026/3", Volume: "12", ISSN: "1234-5679"}
	v := view(t, &content.Item{Details: d})
	v.Members = []content.Member{{ID: id(1), Title: "Een", URL: "https://bib.example/nl/a/een", Lang: "nl"}}
	ld := map[string]any{"headline": "Herfst", "name": "Herfst"}
	d.Describe(v, ld)
	got, err := json.Marshal(ld)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"@type":"PublicationIssue","hasPart":[{"@type":"CreativeWork","inLanguage":"nl","name":"Een","url":"https://bib.example/nl/a/een"}],` +
		`"isPartOf":{"@type":"PublicationVolume","isPartOf":{"@type":"Periodical","issn":"1234-5679","name":"Bib \u0026 Mol"},"volumeNumber":"12"},"issueNumber":"2026/3","name":"Herfst"}`
	if string(got) != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestWhatReadersFind(t *testing.T) {
	d := Kind{}.Sample().(*Details)
	v := view(t, &content.Item{Details: d})
	if got := d.Line(v); got != "Kortom · 2026/3 · herfst 2026" {
		t.Errorf("line %q", got)
	}
	var facts []string
	for _, f := range d.Facts(v) {
		facts = append(facts, f.Label+"="+f.Text)
	}
	if got := strings.Join(facts, "; "); got != "Tijdschrift=Kortom; Nummer=2026/3; Jaargang=12; Verschenen=herfst 2026; ISSN=1234-5679" {
		t.Errorf("facts %q", got)
	}
	if got := d.Words("nl"); got != "2026/3 herfst 2026 Kortom 1234-5679 Dossier <lezen>" {
		t.Errorf("words %q", got)
	}
	if got := d.Words("fr"); strings.Contains(got, "Dossier") {
		t.Errorf("a Dutch heading is found in French: %q", got)
	}
	if got := d.Members(); len(got) != 2 || got[0] != d.Parts[0].Items[0] {
		t.Errorf("members %v", got)
	}
	if i := d.Issue(); i.Number != "2026/3" || len(i.Parts) != 2 || i.Parts[0].Heading["nl"] != "Dossier <lezen>" {
		t.Errorf("issue %+v", i)
	}
}
