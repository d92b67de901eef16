package edition

import (
	"strings"

	"vitrine/content"
)

// Federate makes one Article that announces the edition: the foreword, then the
// table of contents as links, for no server shows a collection today
// (federation.md 6.4). The collection itself is a document of its own.
func (d *Details) Federate(v content.View, o *content.Object) {
	o.Type = "Article"
	o.Preview = "<p><strong>" + content.Escape(o.Name) + "</strong></p>" + o.Summary
	o.Attachments = nil // a Mastodon link card needs a post without attachments
	o.Content += d.contents(v)
	if tag := d.hashtag(v.Site); tag != "" {
		o.Tags = append(o.Tags, content.Hashtag{Name: tag, URL: v.URL})
	}
	o.Collection = true
}

// contents is the table of contents: what is public, by part.
func (d *Details) contents(v content.View) string {
	public := map[content.ID]content.Member{}
	for _, m := range v.Members {
		public[m.ID] = m
	}
	var b strings.Builder
	for _, p := range d.Parts {
		var list strings.Builder
		for _, id := range p.Items {
			m, ok := public[id]
			if !ok {
				continue
			}
			lang := ""
			if m.Lang != v.Text.Lang {
				lang = ` lang="` + content.Escape(string(m.Lang)) + `" hreflang="` + content.Escape(string(m.Lang)) + `"`
			}
			list.WriteString(`<li><a href="` + content.Escape(m.URL) + `"` + lang + `>` + content.Escape(m.Title) + `</a></li>`)
		}
		if list.Len() == 0 {
			continue
		}
		if s, _ := p.Heading.In(v.Text.Lang, v.Site.DefaultLang()); s != "" {
			b.WriteString("<p><strong>" + content.Escape(s) + "</strong></p>")
		}
		b.WriteString("<ul>" + list.String() + "</ul>")
	}
	return b.String()
}

// hashtag is the magazine's name with the number, as one word: "Kortom2026_3".
func (d *Details) hashtag(s *content.Site) string {
	name := d.magazine(s)
	if d.Number == "" {
		return ""
	}
	number := strings.FieldsFunc(d.Number, func(r rune) bool { return !isWord(r) })
	words := strings.FieldsFunc(name, func(r rune) bool { return !isWord(r) })
	for i, w := range words {
		words[i] = upperFirst(w)
	}
	return strings.Join(words, "") + strings.Join(number, "_")
}

func (d *Details) magazine(s *content.Site) string {
	if d.Magazine != "" {
		return d.Magazine
	}
	return s.Name
}

// Describe says what schema.org calls it: an issue of a periodical, in a volume
// when it has one, with its articles as parts.
func (d *Details) Describe(v content.View, ld map[string]any) {
	ld["@type"] = "PublicationIssue"
	delete(ld, "headline")
	if d.Number != "" {
		ld["issueNumber"] = d.Number
	}
	whole := map[string]any{"@type": "Periodical", "name": d.magazine(v.Site)}
	if d.ISSN != "" {
		whole["issn"] = d.ISSN
	}
	if d.Volume != "" {
		whole = map[string]any{"@type": "PublicationVolume", "volumeNumber": d.Volume, "isPartOf": whole}
	}
	ld["isPartOf"] = whole
	var parts []any
	for _, m := range v.Members {
		part := map[string]any{"@type": "CreativeWork", "name": m.Title, "url": m.URL}
		if m.Lang != "" {
			part["inLanguage"] = string(m.Lang)
		}
		parts = append(parts, part)
	}
	if len(parts) > 0 {
		ld["hasPart"] = parts
	}
}
