package web

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"vitrine/content"
	"vitrine/web/page"
)

// Bounds of the front page: sections, and entries of one.
const (
	maxSections = 30
	maxEntries  = 24
)

// usualHome is the order of a front page that neither staff nor theme arranged.
var usualHome = []string{"lead", "latest", "agenda", "highlights", "edition", "channels", "tags"}

// usualCount is how many entries a section has unless staff say otherwise.
var usualCount = map[string]int{"lead": 1, "latest": 8, "agenda": 6, "highlights": 6, "channels": 12, "tags": 20}

// apart are the kinds that have a section of their own and are no news.
var apart = map[string]bool{"event": true, "highlight": true, "edition": true}

// homeMaker puts the sections of a front page together. What one section
// shows, the news below it does not show again.
type homeMaker struct {
	*visit
	chans []*content.Channel
	seen  map[content.ID]bool
	ids   map[string]int // anchors given

	anything bool // news is whatever there is
}

// arranged are the sections in their order.
func (h *homeMaker) arranged() []content.HomeSection {
	if own := h.site.Settings.Home; len(own) > 0 {
		return own[:min(len(own), maxSections)]
	}
	kinds := h.st.look.Home
	if len(kinds) == 0 {
		kinds = usualHome
	}
	out := make([]content.HomeSection, 0, len(kinds))
	for _, k := range kinds[:min(len(kinds), maxSections)] {
		out = append(out, content.HomeSection{Kind: k})
	}
	return out
}

// sections fills the sections. The lead stories are chosen first, wherever they
// stand, since they are not repeated elsewhere. Empty sections are left out.
func (h *homeMaker) sections() ([]page.HomeSection, error) {
	list := h.arranged()
	made := make([]page.HomeSection, len(list))
	for _, leads := range []bool{true, false} {
		for i, s := range list {
			if (s.Kind == "lead") != leads {
				continue
			}
			if err := h.fill(&made[i], s); err != nil {
				return nil, err
			}
		}
	}
	if !slices.ContainsFunc(made, func(m page.HomeSection) bool { return len(m.Cards) > 0 || m.Edition != nil }) {
		h.anything = true // past events only, say: better than an empty page
		for i, s := range list {
			if s.Kind == "lead" || s.Kind == "latest" {
				if err := h.fill(&made[i], s); err != nil {
					return nil, err
				}
			}
		}
	}
	out := made[:0]
	for i, m := range made {
		if len(m.Cards)+len(m.Channels)+len(m.Tags) == 0 && m.Edition == nil && m.Text == "" {
			continue
		}
		m.Kind = list[i].Kind
		h.head(&m, list[i])
		out = append(out, m)
	}
	return out, nil
}

// head gives a section its heading and its anchor.
func (h *homeMaker) head(m *page.HomeSection, s content.HomeSection) {
	if heading, in := s.Heading.In(h.lang, h.site.DefaultLang()); heading != "" {
		m.Heading = heading
		if s.Kind != "text" || m.Lang == "" {
			m.Lang = h.foreign(in)
		}
	} else if s.Kind != "text" {
		m.Heading = h.say("home." + s.Kind)
	}
	m.ID = "home-" + s.Kind
	if h.ids[s.Kind]++; h.ids[s.Kind] > 1 {
		m.ID += "-" + strconv.Itoa(h.ids[s.Kind])
	}
}

func (h *homeMaker) fill(m *page.HomeSection, s content.HomeSection) (err error) {
	count := s.Count
	if count <= 0 {
		count = usualCount[s.Kind]
	}
	count = min(count, maxEntries)
	switch s.Kind {
	case "lead":
		return h.lead(m, s, count)
	case "latest":
		return h.latest(m, s, count)
	case "agenda":
		return h.agenda(m, s, count)
	case "highlights":
		return h.highlights(m, s, count)
	case "edition":
		return h.edition(m, s)
	case "channels":
		m.Channels, err = h.followCards(h.chans[:min(len(h.chans), count)])
		if h.offers["follow"] {
			m.More = &page.Link{Href: h.below("follow"), Label: h.say("nav.all_channels")}
		}
	case "tags":
		m.Tags, err = h.tagCloud(s.Channel)
		m.Tags = m.Tags[:min(len(m.Tags), count)]
	case "text":
		text, in := s.Text.In(h.lang, h.site.DefaultLang())
		m.Text, m.Lang = template.HTML(strings.TrimSpace(text)), h.foreign(in) // cleaned when it was stored
	}
	return err
}

// one finds the item that staff chose, nil when it is not published any more.
func (h *homeMaker) one(id content.ID, kind string) (*content.Item, error) {
	if id == "" {
		return nil, nil
	}
	f := live()
	f.IDs, f.Kind, f.Limit = []content.ID{id}, kind, 1
	items, _, err := h.cfg.Items.Items(h.ctx(), h.site.ID, f)
	if err != nil || len(items) == 0 {
		return nil, err
	}
	return items[0], nil
}

// news lists the newest items that are no dates, highlights or editions and
// that nothing on the page shows yet.
func (h *homeMaker) news(s content.HomeSection, count int) ([]*content.Item, error) {
	if h.anything {
		return h.newest(s, "", count)
	}
	var all []*content.Item
	for _, k := range h.cfg.Kinds {
		if apart[k.Name()] || !h.has(k.Name()) {
			continue
		}
		items, err := h.newest(s, k.Name(), count)
		if err != nil {
			return nil, err
		}
		all = append(all, items...)
	}
	slices.SortStableFunc(all, func(a, b *content.Item) int { return cmp.Compare(b.Published.UnixMilli(), a.Published.UnixMilli()) })
	return all[:min(len(all), count)], nil
}

// newest lists the newest items of a kind that are not on the page yet.
func (h *homeMaker) newest(s content.HomeSection, kind string, count int) ([]*content.Item, error) {
	f := live()
	f.Kind, f.Tag, f.Channel, f.Limit = kind, s.Tag, s.Channel, min(count+len(h.seen), 100)
	items, _, err := h.cfg.Items.Items(h.ctx(), h.site.ID, f)
	if err != nil {
		return nil, err
	}
	items = slices.DeleteFunc(items, func(it *content.Item) bool { return h.seen[it.ID] })
	return items[:min(len(items), count)], nil
}

// show puts items into a section and remembers that they are there.
func (h *homeMaker) show(m *page.HomeSection, items []*content.Item) (err error) {
	for _, it := range items {
		h.seen[it.ID] = true
	}
	m.Cards, err = h.cards(h.ctx(), items)
	return err
}

func (h *homeMaker) lead(m *page.HomeSection, s content.HomeSection, count int) error {
	chosen, err := h.one(s.Item, "")
	if err != nil {
		return err
	}
	if chosen != nil && !h.seen[chosen.ID] {
		return h.show(m, []*content.Item{chosen})
	}
	items, err := h.news(s, count)
	if err != nil {
		return err
	}
	return h.show(m, items)
}

func (h *homeMaker) latest(m *page.HomeSection, s content.HomeSection, count int) error {
	items, err := h.news(s, count)
	if err != nil {
		return err
	}
	m.More = h.all(s, items)
	return h.show(m, items)
}

// all leads to everything that a list of items is the beginning of.
func (h *homeMaker) all(s content.HomeSection, items []*content.Item) *page.Link {
	ch := channelOf(h.chans, s.Channel)
	switch {
	case s.Tag != "":
		return &page.Link{Href: h.site.TagURL(h.lang, s.Tag)[len(h.site.Origin):], Label: h.say("nav.show_all")}
	case ch != nil:
		return &page.Link{Href: h.channelPath(ch), Label: h.say("nav.show_all")}
	case len(items) > 0 && !slices.ContainsFunc(items, func(it *content.Item) bool { return it.Kind != items[0].Kind }):
		return h.allOf(items[0].Kind)
	}
	return &page.Link{Href: h.below("archive"), Label: h.say("nav.archive")}
}

// allOf leads to the list of all items of a kind.
func (v *visit) allOf(kind string) *page.Link {
	switch kind {
	case "event":
		return &page.Link{Href: v.below("agenda"), Label: v.say("nav.all_events")}
	case "article":
		return &page.Link{Href: v.below("a/"), Label: v.say("nav.all_articles")}
	}
	return &page.Link{Href: v.below(content.Letter(kind) + "/"), Label: v.say("nav.show_all")}
}

// agenda is a strip of the next dates. An item stands there once, with its next
// date and the number of those after it.
func (h *homeMaker) agenda(m *page.HomeSection, s content.HomeSection, count int) (err error) {
	m.Cards, err = h.upcoming(content.ItemFilter{Tag: s.Tag, Channel: s.Channel}, count)
	m.More = h.allOf("event")
	if ch := channelOf(h.chans, s.Channel); ch != nil {
		m.More.Href = h.agendaOf("channel", ch.Handle)
	} else if s.Tag != "" {
		m.More.Href = h.agendaOf("tag", s.Tag)
	}
	return err
}

func (h *homeMaker) highlights(m *page.HomeSection, s content.HomeSection, count int) error {
	items, err := h.newest(s, "highlight", count)
	if err != nil {
		return err
	}
	if m.More = h.allOf("highlight"); s.Tag != "" || s.Channel != "" {
		m.More = h.all(s, items)
	}
	return h.show(m, items)
}

func (h *homeMaker) edition(m *page.HomeSection, s content.HomeSection) error {
	it, err := h.one(s.Item, "edition")
	if err != nil {
		return err
	}
	if it == nil {
		s.Item = ""
		items, err := h.newest(s, "edition", 1)
		if err != nil || len(items) == 0 {
			return err
		}
		it = items[0]
	}
	m.Edition, m.More = h.editionLink(it), h.allOf("edition")
	return nil
}

// editionLink is what leads to an edition.
func (v *visit) editionLink(it *content.Item) *page.Edition {
	t, ok := it.Text(v.lang)
	e := &page.Edition{Href: v.itemPath(it.Kind, t), Title: t.Title, Summary: t.Summary, Cover: v.image(it.Lead(), t.Lang)}
	if !ok {
		e.Lang = t.Lang
	}
	if c, ok := it.Details.(content.Collected); ok {
		e.Count = len(c.Members())
	}
	if d, ok := it.Details.(content.Issued); ok {
		issue := d.Issue()
		e.Number, e.Issued = issue.Number, issue.Issued
	}
	return e
}
