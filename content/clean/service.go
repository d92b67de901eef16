package clean

import "vitrine/content"

// Cleaner is this package as content.Service asks for it.
type Cleaner struct{}

var _ content.Cleaner = Cleaner{}

// Staff cleans HTML; its findings are those of the function Staff.
func (Cleaner) Staff(html string) string { out, _ := Staff(html); return out }

// Markdown is the function of that name.
func (Cleaner) Markdown(source string) string { return Markdown(source) }

// Plain is the function of that name.
func (Cleaner) Plain(s string) string { return Plain(s) }

// Text is the function of that name.
func (Cleaner) Text(html string) string { return Text(html) }

// Refs is the function of that name, with ids of content.
func (Cleaner) Refs(html string) (media, items []content.ID) {
	m, i := Refs(html)
	return ids(m), ids(i)
}

func ids(in []string) []content.ID {
	out := make([]content.ID, len(in))
	for i, s := range in {
		out[i] = content.ID(s)
	}
	return out
}

// Remote is the function of that name.
func (Cleaner) Remote(html string) string { return Remote(html) }
