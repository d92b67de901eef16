// Package article is the kind of a magazine article: words, images, a byline.
package article

import (
	"embed"
	"io/fs"

	"vitrine/content"
)

//go:embed article.html
var templates embed.FS

// Kind is the kind "article".
type Kind struct{}

var _ content.Kind = Kind{}

// Name is "article".
func (Kind) Name() string { return "article" }

// New is empty details.
func (Kind) New() content.Details { return &Details{} }

// Form lists the fields that staff fill in.
func (Kind) Form() []content.Field { return []content.Field{{Name: "note", Type: "bool"}} }

// Templates holds the part of the page that only articles have.
func (Kind) Templates() fs.FS { return templates }

// Details are what an article adds to an item.
type Details struct {
	Note bool `json:"note,omitempty"` // federate as a Note: the whole text inline, for short announcements
}

var (
	_ content.Federated = (*Details)(nil)
	_ content.Described = (*Details)(nil)
)

// Check finds nothing: an article has no details that can be wrong.
func (d *Details) Check(*content.Problems) {}

// Federate makes an Article, with a Note that previews it; or, by choice, a Note
// that opens with the title, for a Note has no name.
func (d *Details) Federate(v content.View, o *content.Object) {
	if d.Note {
		content.MakeNote(o)
		return
	}
	o.Type = "Article"
	o.Preview = "<p><strong>" + content.Escape(o.Name) + "</strong></p>" + o.Summary
	o.Attachments = nil // a Mastodon link card needs a post without attachments
}

// Describe says what schema.org calls it.
func (d *Details) Describe(_ content.View, ld map[string]any) { ld["@type"] = "Article" }
