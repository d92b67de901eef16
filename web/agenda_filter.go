package web

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

// offered is how many places and tags a filter offers.
const offered = 30

// title names the agenda with what is chosen: "Agenda: kinderen, Bibliotheek Lindebeke".
func (v *visit) agendaTitle(n *narrowed) string {
	words := n.inWords()
	if len(words) == 0 {
		return v.say("nav.agenda")
	}
	return v.say("agenda.title", "Choice", strings.Join(words, ", "))
}

// filters fills in what the agenda can be narrowed by, what it is narrowed by,
// and the ways out.
func (v *visit) filters(p *page.Agenda, n *narrowed, base string) error {
	if n.view == "" {
		f := page.Filter{Name: "when", Label: v.say("agenda.filter.when"), Single: true, Active: n.when != ""}
		for _, when := range agendaWhens {
			to := n.clone()
			if to.from, to.to = (time.Time{}), (time.Time{}); to.when != when {
				to.when = when
			} else {
				to.when = ""
			}
			f.Choices = append(f.Choices, page.Choice{Value: when, Label: v.say("agenda.when." + when), Href: to.path(base), Count: -1, Chosen: n.when == when})
		}
		p.Filters = append(p.Filters, f)
	}
	for _, name := range agendaFilters {
		f := page.Filter{Name: name, Label: v.say("agenda.filter." + name), Active: len(n.values[name]) > 0}
		choices, err := v.choices(n, name)
		if err != nil {
			return err
		}
		for i := range choices {
			choices[i].Href = n.toggled(name, choices[i].Value).path(base)
		}
		if f.Choices = choices; len(choices) > 0 {
			p.Filters = append(p.Filters, f)
		}
	}
	v.chosen(p, n, base)
	return nil
}

// choices are the values that a filter offers: those that have something to
// come, and those that are chosen.
func (v *visit) choices(n *narrowed, name string) ([]page.Choice, error) {
	var out []page.Choice
	add := func(value string, w word, count int) {
		out = append(out, page.Choice{Value: value, Label: w.text, Lang: w.lang, Count: count, Chosen: n.has(name, value)})
	}
	switch name {
	case "tag":
		counts, err := v.cfg.Tags.TagCounts(v.ctx(), v.site.ID, "", offered)
		if err != nil {
			return nil, err
		}
		for _, c := range counts {
			l := v.tagLinks([]content.Tag{c.Tag})[0]
			add(c.Tag.Slug, word{l.Label, l.Lang}, -1)
		}
	case "channel":
		chans, err := v.st.channels(v.ctx(), v.cfg.Channels)
		if err != nil {
			return nil, err
		}
		for _, ch := range chans {
			if len(chans) > 1 && len(out) < offered {
				add(ch.Handle, word{text: ch.Name}, -1)
			}
		}
	default:
		for _, c := range n.counts[name] {
			if w, ok := v.counted(name, c.Facet); ok && len(out) < offered {
				add(c.Facet.Value, w, c.Count)
			}
		}
	}
	for _, value := range n.values[name] {
		if !slices.ContainsFunc(out, func(c page.Choice) bool { return c.Value == value }) {
			count := 0
			if name == "tag" || name == "channel" || n.counts == nil {
				count = -1
			}
			add(value, n.words[pair{name, value}], count)
		}
	}
	v.order(name, out)
	return out, nil
}

// counted is a counted value in words; ok is false for what this version does not know.
func (v *visit) counted(name string, f content.Facet) (w word, ok bool) {
	switch {
	case !wellFormed(name, f.Value):
		return w, false
	case name == content.FacetPlace:
		return word{text: f.Label}, f.Label != ""
	}
	return word{text: v.say(name + "." + f.Value)}, true
}

// order puts choices in the order that people expect: vocabularies in their
// own, channels with the institution first, places and tags by the alphabet.
func (v *visit) order(name string, list []page.Choice) {
	var known []string
	switch name {
	case "audience":
		known = content.Audiences
	case "access":
		known = content.Accesses
	case "price":
		known = prices
	case "channel":
		return
	}
	slices.SortStableFunc(list, func(a, b page.Choice) int {
		if known != nil {
			return slices.Index(known, a.Value) - slices.Index(known, b.Value)
		}
		return strings.Compare(locale.SortKey(string(v.lang), a.Label), locale.SortKey(string(v.lang), b.Label))
	})
}

// chosen lists what is in force, each leading to the agenda without it.
func (v *visit) chosen(p *page.Agenda, n *narrowed, base string) {
	lang := string(v.lang)
	drop := func(label string, change func(*asked)) {
		to := n.clone()
		change(&to)
		p.Chosen = append(p.Chosen, page.Link{Label: label, Href: to.path(base)})
	}
	if n.when != "" {
		drop(v.say("agenda.when."+n.when), func(a *asked) { a.when = "" })
	}
	if !n.from.IsZero() && n.from.Equal(n.to) {
		drop(locale.Date(lang, n.from), func(a *asked) { a.from, a.to = time.Time{}, time.Time{} })
	} else {
		if !n.from.IsZero() {
			drop(v.say("agenda.since", "Date", locale.Date(lang, n.from)), func(a *asked) { a.from = time.Time{} })
		}
		if !n.to.IsZero() {
			drop(v.say("agenda.until", "Date", locale.Date(lang, n.to)), func(a *asked) { a.to = time.Time{} })
		}
	}
	for _, name := range agendaFilters {
		for _, value := range n.values[name] {
			w := n.words[pair{name, value}]
			p.Chosen = append(p.Chosen, page.Link{Label: w.text, Lang: w.lang, Href: n.toggled(name, value).path(base)})
		}
	}
	if len(p.Chosen) > 0 {
		p.Clear = asked{view: n.view, date: n.date}.path(base)
	}
}

// sitemapAgendas lists the agenda of each audience and place that has something
// to come: what search engines may list beside the agenda itself.
func (v *visit) sitemapAgendas(b *bytes.Buffer) error {
	counts, err := v.counts()
	if err != nil {
		return err
	}
	for _, name := range []string{content.FacetAudience, content.FacetPlace} {
		for _, c := range counts[name] {
			if _, ok := v.counted(name, c.Facet); ok && c.Count > 0 {
				only := asked{values: map[string][]string{name: {c.Facet.Value}}}
				v.sitemapURLs(b, v.everywhere("agenda?"+only.query()), v.site.DefaultLang(), time.Time{})
			}
		}
	}
	return nil
}
