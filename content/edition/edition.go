// Package edition is the kind of a magazine's numbered issue: other items in
// order, under headings, with a cover. The item's body is the foreword.
package edition

import (
	"embed"
	"io/fs"
	"strings"

	"vitrine/content"
)

//go:embed edition.html
var templates embed.FS

// Kind is the kind "edition".
type Kind struct{}

var _ content.Kind = Kind{}

// Name is "edition".
func (Kind) Name() string { return "edition" }

// New is empty details.
func (Kind) New() content.Details { return &Details{} }

// Form lists the fields that staff fill in.
func (Kind) Form() []content.Field {
	return []content.Field{
		{Name: "number", Type: "text", Required: true}, {Name: "volume", Type: "text"}, {Name: "issued", Type: "text"},
		{Name: "magazine", Type: "text"}, {Name: "issn", Type: "text"},
		{Name: "parts", Type: "group", Many: true, Fields: []content.Field{
			{Name: "heading", Type: "localised"}, {Name: "items", Type: "item", Many: true}}},
	}
}

// Templates holds the part of the page that only editions have.
func (Kind) Templates() fs.FS { return templates }

// Sample is filled-in details, against which themes are checked.
func (Kind) Sample() content.Details {
	return &Details{Number: "2026/3", Volume: "12", Issued: "herfst 2026", Magazine: "Kortom", ISSN: "1234-5679",
		Parts: []Part{{Heading: content.Localised{"nl": "Dossier <lezen>"}, Items: []content.ID{"aaaaaaaaaaaaaaaaaaaaaaaaaa"}}, {Items: []content.ID{"bbbbbbbbbbbbbbbbbbbbbbbbbb"}}}}
}

// Details are what an edition adds to an item.
type Details struct {
	Number   string `json:"number"`             // "2026/3", "47"
	Volume   string `json:"volume,omitempty"`   // "12"
	Issued   string `json:"issued,omitempty"`   // as the cover says: "herfst 2026"
	Magazine string `json:"magazine,omitempty"` // empty: the institution's name
	ISSN     string `json:"issn,omitempty"`     // "1234-5679"
	Parts    []Part `json:"parts,omitempty"`
}

// Part is a heading with the items below it, in order.
type Part struct {
	Heading content.Localised `json:"heading,omitempty"`
	Items   []content.ID      `json:"items"`
}

var (
	_ content.Collected  = (*Details)(nil)
	_ content.Issued     = (*Details)(nil)
	_ content.Normal     = (*Details)(nil)
	_ content.Searchable = (*Details)(nil)
	_ content.Federated  = (*Details)(nil)
	_ content.Described  = (*Details)(nil)
	_ content.Factual    = (*Details)(nil)
)

// Members are the items of all parts, in order.
func (d *Details) Members() []content.ID {
	var out []content.ID
	for _, p := range d.Parts {
		out = append(out, p.Items...)
	}
	return out
}

// Issue is what the cover and the table of contents say.
func (d *Details) Issue() content.Issue {
	out := content.Issue{Number: d.Number, Volume: d.Volume, Issued: d.Issued, Magazine: d.Magazine}
	for _, p := range d.Parts {
		out.Parts = append(out.Parts, content.IssuePart{Heading: p.Heading, Items: p.Items})
	}
	return out
}

// Normalise trims every field and drops parts that hold nothing.
func (d *Details) Normalise() {
	for _, f := range []*string{&d.Number, &d.Volume, &d.Issued, &d.Magazine} {
		*f = strings.Join(strings.Fields(*f), " ")
	}
	if s, ok := issn(d.ISSN); ok {
		d.ISSN = s
	}
	var kept []Part
	for _, p := range d.Parts {
		for lang, s := range p.Heading {
			if s = strings.Join(strings.Fields(s), " "); s == "" {
				delete(p.Heading, lang)
			} else {
				p.Heading[lang] = s
			}
		}
		if len(p.Items) > 0 || len(p.Heading) > 0 {
			kept = append(kept, p)
		}
	}
	d.Parts = kept
}

// Words are what a reader may search for.
func (d *Details) Words(lang content.Lang) string {
	words := []string{d.Number, d.Issued, d.Magazine, d.ISSN}
	for _, p := range d.Parts {
		if s, in := p.Heading.In(lang); in.Base() == lang.Base() {
			words = append(words, s)
		}
	}
	return strings.TrimSpace(strings.Join(words, " "))
}

// Facts are what the imprint of an issue says.
func (d *Details) Facts(v content.View) []content.Fact {
	var out []content.Fact
	for _, f := range []struct{ name, text string }{
		{"magazine", d.Magazine}, {"number", d.Number}, {"volume", d.Volume}, {"issued", d.Issued}, {"issn", d.ISSN},
	} {
		if f.text != "" {
			out = append(out, content.Fact{Name: f.name, Label: v.Say("issue." + f.name), Text: f.text})
		}
	}
	return out
}

// Line is the issue in one line: "Kortom · 2026/3 · herfst 2026".
func (d *Details) Line(content.View) string {
	var parts []string
	for _, s := range []string{d.Magazine, d.Number, d.Issued} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}
