package web

import (
	"slices"

	"vitrine/content"
	"vitrine/web/page"
)

// maxTagChoices is how many subjects a search can be narrowed to.
const maxTagChoices = 12

// searchFilters are the ways to narrow what was found, and what it is narrowed
// to already, each leading to the search without it. A filter with one value
// that everything has narrows nothing and is left out.
func (v *visit) searchFilters(f found, n narrowing) (filters []page.Filter, chosen []page.Link) {
	if f.total == 0 && n.none() {
		return nil, nil
	}
	q := clip(v.param("q"), maxSearchRunes)
	choose := func(filter *page.Filter, c page.Choice, with narrowing) {
		c.Href = v.searchPath(q, with)
		filter.Choices = append(filter.Choices, c)
		if c.Chosen {
			filter.Active = true
			chosen = append(chosen, page.Link{Href: c.Href, Label: c.Label, Lang: c.Lang})
		}
	}
	kind := page.Filter{Name: "kind", Label: v.say("search.kind")}
	for _, k := range f.kinds {
		with := n
		with.kind = k.Facet.Value
		c := page.Choice{Value: k.Facet.Value, Label: v.say("kinds." + k.Facet.Value), Count: k.Count, Chosen: n.kind == k.Facet.Value}
		if c.Chosen {
			with.kind = ""
		}
		choose(&kind, c, with)
	}
	if n.kind != "" && !kind.Active { // nothing of it was found: it can be taken away
		with := n
		with.kind = ""
		choose(&kind, page.Choice{Value: n.kind, Label: v.say("kinds." + n.kind), Chosen: true}, with)
	}
	tag := page.Filter{Name: "tag", Label: v.say("nav.tags")}
	for i, t := range f.tags {
		if i == maxTagChoices {
			break
		}
		with, count := n, t.Count
		with.tag = &t.Tag
		if n.kind != "" {
			count = -1 // counted over all kinds
		}
		label := v.tagLinks([]content.Tag{t.Tag})[0]
		c := page.Choice{Value: t.Tag.Slug, Label: label.Label, Lang: label.Lang, Count: count, Chosen: n.tag != nil && n.tag.Slug == t.Tag.Slug}
		if c.Chosen {
			with.tag = nil
		}
		choose(&tag, c, with)
	}
	if n.tag != nil && !tag.Active {
		with := n
		with.tag = nil
		label := v.tagLinks([]content.Tag{*n.tag})[0]
		choose(&tag, page.Choice{Value: n.tag.Slug, Label: label.Label, Lang: label.Lang, Chosen: true}, with)
	}
	for _, one := range []page.Filter{kind, tag, v.channelFilter(n, choose)} {
		if len(one.Choices) > 1 || one.Active {
			filters = append(filters, one)
		}
	}
	return filters, chosen
}

// channelFilter lists the channels; several may be chosen.
func (v *visit) channelFilter(n narrowing, choose func(*page.Filter, page.Choice, narrowing)) page.Filter {
	out := page.Filter{Name: "channel", Label: v.say("search.channel")}
	all, err := v.st.channels(v.ctx(), v.cfg.Channels)
	if err != nil { // they were read a moment ago
		return out
	}
	for _, ch := range all {
		with := n
		with.chans = slices.DeleteFunc(slices.Clone(n.chans), func(c *content.Channel) bool { return c == ch })
		is := len(with.chans) < len(n.chans)
		if !is {
			with.chans = append(with.chans, ch)
		}
		choose(&out, page.Choice{Value: ch.Handle, Label: ch.Name, Count: -1, Chosen: is}, with)
	}
	return out
}
