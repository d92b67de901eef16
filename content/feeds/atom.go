package feeds

import (
	"encoding/xml"
	"io"
	"strconv"
	"time"

	"github.com/gorilla/feeds"
)

// atom is gorilla's feed with what it lacks: several links, authors and
// categories, the language.
type atom struct {
	XMLName xml.Name `xml:"feed"`
	Lang    string   `xml:"xml:lang,attr"`
	*feeds.AtomFeed
	Generator string           `xml:"generator"`
	Links     []feeds.AtomLink `xml:"link"`
	Author    atomPerson       `xml:"author"`
	Entries   []atomEntry      `xml:"entry"`
}

type atomPerson struct {
	Name string `xml:"name"`
	URI  string `xml:"uri,omitempty"`
}

type atomEntry struct {
	XMLName xml.Name `xml:"entry"`
	Lang    string   `xml:"xml:lang,attr"`
	*feeds.AtomEntry
	Links      []feeds.AtomLink `xml:"link"`
	Authors    []atomPerson     `xml:"author"`
	Categories []atomCategory   `xml:"category"`
}

type atomCategory struct {
	Term   string `xml:"term,attr"`
	Scheme string `xml:"scheme,attr,omitempty"`
	Label  string `xml:"label,attr,omitempty"`
}

// FeedXml lets gorilla's writer write it.
func (f *atom) FeedXml() interface{} { return f }

// Atom writes Atom (RFC 4287) with the full text.
func Atom(w io.Writer, f Feed) error {
	updated := f.Updated
	if updated.IsZero() {
		updated = f.Site.Created
	}
	doc := &atom{Lang: string(f.Lang), Generator: "Vitrine",
		AtomFeed: &feeds.AtomFeed{Xmlns: "http://www.w3.org/2005/Atom", Title: f.Title, Id: f.Self, Updated: updated.In(f.Site.Zone()).Format(time.RFC3339), Subtitle: f.Description},
		Author:   atomPerson{Name: f.Site.Name, URI: f.Site.HomeURL(f.Lang)},
		Links:    []feeds.AtomLink{{Rel: "self", Type: "application/atom+xml", Href: f.Self}, {Rel: "alternate", Type: "text/html", Href: f.Home}}}
	if f.Hub != "" {
		doc.Links = append(doc.Links, feeds.AtomLink{Rel: "hub", Href: f.Hub})
	}
	for _, e := range f.Entries {
		x := atomEntry{Lang: string(e.Text.Lang), AtomEntry: &feeds.AtomEntry{Title: e.Title(), Id: e.ID(), Updated: e.stamp(e.Item.Updated), Published: e.stamp(e.Item.Published),
			Content: &feeds.AtomContent{Type: "html", Content: e.HTML()}},
			Links: []feeds.AtomLink{{Rel: "alternate", Type: "text/html", Href: e.URL}}}
		if s := e.Summary(); s != "" {
			x.Summary = &feeds.AtomSummary{Type: "text", Content: s}
		}
		if p := e.image(); p != nil {
			x.Links = append(x.Links, feeds.AtomLink{Rel: "enclosure", Type: p.MediaType, Href: p.URL, Length: strconv.FormatInt(p.Size, 10)})
			x.Rights = p.Credit
		}
		for _, p := range e.recordings() {
			x.Links = append(x.Links, feeds.AtomLink{Rel: "enclosure", Type: p.MediaType, Href: p.URL, Length: strconv.FormatInt(p.Size, 10)})
		}
		for _, a := range e.authors() {
			x.Authors = append(x.Authors, atomPerson{Name: a})
		}
		for i, t := range e.Item.Tags {
			x.Categories = append(x.Categories, atomCategory{Term: t.Slug, Scheme: e.Site.TagURL(e.Text.Lang, ""), Label: e.tags()[i]})
		}
		doc.Entries = append(doc.Entries, x)
	}
	return feeds.WriteXML(doc, w)
}
