package content

import (
	"html"
	"strings"
)

// Escape writes plain text as HTML.
func Escape(s string) string { return html.EscapeString(s) }

// MakeNote turns an object into a Note: the title opens the content, a link to
// the page closes it, images are attachments, and there is no name or summary
// (a summary would hide the text behind a content warning).
func MakeNote(o *Object) {
	o.Type = "Note"
	var b strings.Builder
	b.WriteString("<p><strong>" + Escape(o.Name) + "</strong></p>")
	if o.Content != "" {
		b.WriteString(o.Content)
	} else {
		b.WriteString(o.Summary)
	}
	b.WriteString(`<p><a href="` + Escape(o.URL) + `">` + Escape(strings.TrimPrefix(strings.TrimPrefix(o.URL, "https://"), "http://")) + `</a></p>`)
	o.Content, o.Name, o.Summary = b.String(), "", ""
	if o.Image != nil {
		o.Attachments = append([]Attachment{*o.Image}, o.Attachments...)
		o.Image = nil
	}
}
