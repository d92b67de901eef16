package cmd

import (
	"vitrine/content"
	"vitrine/content/clean"
)

// cleaner lends content/clean to those who declared what they need of it.
type cleaner struct{}

var _ content.Cleaner = cleaner{}

func (cleaner) Staff(html string) string {
	out, _ := clean.Staff(html) // findings are the editorial desk's to show
	return out
}

func (cleaner) Markdown(source string) string { return clean.Markdown(source) }
func (cleaner) Plain(s string) string         { return clean.Plain(s) }
func (cleaner) Text(html string) string       { return clean.Text(html) }
func (cleaner) Remote(html string) string     { return clean.Remote(html) }

func (cleaner) Refs(body string) (media, items []content.ID) {
	m, i := clean.Refs(body)
	for _, id := range m {
		media = append(media, content.ID(id))
	}
	for _, id := range i {
		items = append(items, content.ID(id))
	}
	return media, items
}
