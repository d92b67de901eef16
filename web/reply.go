package web

import (
	"html/template"

	"vitrine/content"
	"vitrine/web/page"
)

// reply shows a reply that a moderator approved; its content was cleaned when it arrived.
func (v *visit) reply(r content.Reply, lang content.Lang) page.Reply {
	out := page.Reply{ID: r.ID, Name: r.Name, Handle: "@" + r.Handle, URL: r.URL, Content: template.HTML(r.Content), Warning: r.Warning, Published: r.Published}
	if out.Name == "" {
		out.Name = out.Handle
	}
	if out.URL == "" {
		out.URL = r.URI
	}
	if r.Lang.Base() != lang.Base() {
		out.Lang = r.Lang
	}
	return out
}
