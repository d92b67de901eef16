// Package highlight is the kind of a collection highlight: a book or an object,
// with who made it, what identifies it and where it can be found.
package highlight

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"vitrine/content"
	"vitrine/content/locale"
)

//go:embed highlight.html
var templates embed.FS

// Kind is the kind "highlight".
type Kind struct{}

var _ content.Kind = Kind{}

// Name is "highlight".
func (Kind) Name() string { return "highlight" }

// New is empty details.
func (Kind) New() content.Details { return &Details{} }

// Form lists the fields that staff fill in.
func (Kind) Form() []content.Field {
	return []content.Field{
		{Name: "isbn", Type: "text"}, {Name: "creators", Type: "text", Many: true}, {Name: "publisher", Type: "text"},
		{Name: "issued", Type: "text"}, {Name: "identifier", Type: "text"}, {Name: "catalogue_url", Type: "url"},
		{Name: "rights", Type: "text"}, {Name: "iiif_manifest", Type: "url"},
	}
}

// Templates holds the part of the page that only highlights have.
func (Kind) Templates() fs.FS { return templates }

// Details are what a highlight adds to an item.
type Details struct {
	ISBN         string   `json:"isbn,omitempty"` // thirteen digits once checked
	Creators     []string `json:"creators,omitempty"`
	Publisher    string   `json:"publisher,omitempty"`
	Issued       string   `json:"issued,omitempty"`     // as the catalogue writes it: "ca. 1470", "2024"
	Identifier   string   `json:"identifier,omitempty"` // shelf mark, inventory number
	CatalogueURL string   `json:"catalogue_url,omitempty"`
	Rights       string   `json:"rights,omitempty"` // a statement or the address of one
	IIIFManifest string   `json:"iiif_manifest,omitempty"`
}

var (
	_ content.Federated  = (*Details)(nil)
	_ content.Described  = (*Details)(nil)
	_ content.Searchable = (*Details)(nil)
	_ content.Normal     = (*Details)(nil)
	_ content.Factual    = (*Details)(nil)
	_ content.Pictured   = (*Details)(nil)
)

// Normalise trims every field and writes an ISBN as thirteen digits.
func (d *Details) Normalise() {
	if isbn, ok := ISBN(d.ISBN); ok {
		d.ISBN = isbn
	}
	for _, f := range []*string{&d.Publisher, &d.Issued, &d.Identifier, &d.CatalogueURL, &d.Rights, &d.IIIFManifest} {
		*f = oneLine(*f)
	}
	kept := d.Creators[:0:0]
	for _, c := range d.Creators {
		if c = oneLine(c); c != "" {
			kept = append(kept, c)
		}
	}
	d.Creators = kept
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Check holds the details against the rules.
func (d *Details) Check(p *content.Problems) {
	if d.ISBN != "" {
		if _, ok := ISBN(d.ISBN); !ok {
			p.Add("isbn", "problem.isbn")
		}
	}
	for f, u := range map[string]string{"catalogue_url": d.CatalogueURL, "iiif_manifest": d.IIIFManifest} {
		if u != "" && !content.ValidURL(u) {
			p.Add(f, "problem.not_a_url")
		}
	}
	for f, s := range map[string]string{"publisher": d.Publisher, "issued": d.Issued, "identifier": d.Identifier, "rights": d.Rights} {
		if len([]rune(s)) > 500 {
			p.Add(f, "problem.too_long", "Max", 500)
		}
	}
	if len(d.Creators) > 50 {
		p.Add("creators", "problem.too_many", "Max", 50)
	}
	for i, c := range d.Creators {
		if len([]rune(c)) > 300 {
			p.Add(fmt.Sprintf("creators.%d", i), "problem.too_long", "Max", 300)
		}
	}
}

// Manifest is where the object's pictures in full detail are described.
func (d *Details) Manifest() string { return d.IIIFManifest }

// Words are what a reader may search for.
func (d *Details) Words(content.Lang) string {
	return strings.Join(append([]string{d.ISBN, d.Publisher, d.Issued, d.Identifier}, d.Creators...), " ")
}

// Facts are the catalogue card.
func (d *Details) Facts(v content.View) []content.Fact {
	var out []content.Fact
	add := func(name, text, url string) {
		if text != "" {
			out = append(out, content.Fact{Name: name, Label: v.Say("highlight." + name), Text: text, URL: url})
		}
	}
	add("creators", strings.Join(d.Creators, ", "), "")
	add("publisher", d.Publisher, "")
	add("issued", d.Issued, "")
	add("isbn", d.ISBN, "")
	add("identifier", d.Identifier, "")
	rights := locale.ReadLicence(d.Rights)
	add("rights", rights.Say(v.Say), rights.URL)
	if d.CatalogueURL != "" {
		add("catalogue", v.Say("highlight.catalogue"), d.CatalogueURL)
	}
	return out
}

// Line is the credit line: who, publisher, year, identifier.
func (d *Details) Line() string {
	var parts []string
	if len(d.Creators) > 0 {
		parts = append(parts, strings.Join(d.Creators, ", "))
	}
	for _, s := range []string{d.Publisher, d.Issued, d.Identifier} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if d.ISBN != "" {
		parts = append(parts, "ISBN "+d.ISBN)
	}
	return strings.Join(parts, " · ")
}

// Federate makes a Note with pictures: the title first, then the credit line,
// the words, and the way to the catalogue.
func (d *Details) Federate(v content.View, o *content.Object) {
	var b strings.Builder
	if l := d.Line(); l != "" {
		b.WriteString("<p>" + content.Escape(l) + "</p>")
	}
	b.WriteString(o.Summary + o.Content)
	if d.CatalogueURL != "" {
		b.WriteString(`<p><a href="` + content.Escape(d.CatalogueURL) + `">` + content.Escape(v.Say("highlight.catalogue")) + `</a></p>`)
	}
	o.Content = b.String()
	if licence.MatchString(d.Rights) {
		o.Licence = d.Rights
	}
	content.MakeNote(o)
}

var licence = regexp.MustCompile(`^https?://(creativecommons\.org|rightsstatements\.org)/`)

// Describe says what schema.org calls it: a Book when it has an ISBN.
func (d *Details) Describe(_ content.View, ld map[string]any) {
	ld["@type"] = "CreativeWork"
	if d.ISBN != "" {
		ld["@type"], ld["isbn"] = "Book", d.ISBN
	}
	if len(d.Creators) > 0 {
		list := make([]any, len(d.Creators))
		for i, c := range d.Creators {
			list[i] = map[string]any{"@type": "Person", "name": c}
		}
		ld["author"] = list
	}
	delete(ld, "headline")
	put := func(k, v string) {
		if v != "" {
			ld[k] = v
		}
	}
	if d.Publisher != "" {
		ld["publisher"] = map[string]any{"@type": "Organization", "name": d.Publisher}
	}
	put("dateCreated", d.Issued)
	put("identifier", d.Identifier)
	put("sameAs", d.CatalogueURL)
	put("license", licenceOf(d.Rights))
}

func licenceOf(rights string) string {
	if content.ValidURL(rights) {
		return rights
	}
	return ""
}
