package web

import (
	"time"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

// publisher is the institution as schema.org wants it.
func (v *visit) publisher() map[string]any {
	o := map[string]any{"@type": "Organization", "name": v.site.Name, "url": v.site.Origin + "/"}
	if c := v.site.Contact; c.Email != "" {
		o["email"] = c.Email
	}
	return o
}

func (v *visit) describeSite() any {
	return map[string]any{"@context": "https://schema.org", "@type": "WebSite", "name": v.site.Name,
		"url": v.site.HomeURL(v.lang), "inLanguage": string(v.lang), "publisher": v.publisher(),
		"potentialAction": map[string]any{"@type": "SearchAction", "query-input": "required name=search_term_string",
			"target": map[string]any{"@type": "EntryPoint", "urlTemplate": v.site.HomeURL(v.lang) + "search?q={search_term_string}"}}}
}

func (v *visit) describeChannel(c *content.Channel, url string) any {
	return map[string]any{"@context": "https://schema.org", "@type": "Organization", "name": c.Name, "url": url,
		"parentOrganization": v.publisher()}
}

// describe is an item as schema.org; the kind adds what it knows.
func (v *visit) describe(view content.View, p *page.Item) any {
	it, t := view.Item, view.Text
	ld := map[string]any{
		"@context": "https://schema.org", "@type": "CreativeWork", "url": view.URL, "mainEntityOfPage": view.URL,
		"name": t.Title, "headline": t.Title, "inLanguage": string(t.Lang), "publisher": v.publisher(),
		"datePublished": v.stamp(it.Published),
	}
	if t.Summary != "" {
		ld["description"] = t.Summary
	}
	if !it.Updated.IsZero() {
		ld["dateModified"] = v.stamp(it.Updated)
	}
	if p.Social.Image != "" {
		ld["image"] = p.Social.Image
	}
	if len(it.Authors) > 0 {
		authors := make([]any, len(it.Authors))
		for i, a := range it.Authors {
			authors[i] = map[string]any{"@type": "Person", "name": a.Name}
		}
		ld["author"] = authors
	}
	if len(it.Tags) > 0 {
		words := make([]string, len(it.Tags))
		for i, tag := range it.Tags {
			words[i] = tag.Label(t.Lang)
		}
		ld["keywords"] = words
	}
	if d, ok := it.Details.(content.Described); ok {
		d.Describe(view, ld)
	}
	return ld
}

func (v *visit) stamp(t time.Time) string { return locale.MachineTime(t.In(location(v.site.TimeZone))) }
