package web

import (
	"slices"
	"time"

	"vitrine/content"
)

// facetCounts are how many items to come each value of a filter has, at one
// generation of the site and kept as long as a page that depends on the time.
type facetCounts struct {
	read time.Time
	by   map[string][]content.FacetCount
}

// counts gives the site's facet counts.
func (v *visit) counts() (map[string][]content.FacetCount, error) {
	if v.cfg.Reading == nil {
		return nil, nil
	}
	v.st.counting.Lock()
	defer v.st.counting.Unlock()
	now := v.cfg.Now()
	if c := &v.st.counts; c.by != nil && now.Sub(c.read) < timedFor && !now.Before(c.read) {
		return c.by, nil
	}
	f := live()
	f.From = now
	by, err := v.cfg.Reading.FacetCounts(v.ctx(), v.site.ID, f, content.FacetAudience, content.FacetPlace, content.FacetAccess, content.FacetPrice)
	if err != nil {
		return nil, err
	}
	v.st.counts = facetCounts{read: now, by: by}
	return by, nil
}

// word is a label with its language where that is not the visitor's.
type word struct {
	text string
	lang content.Lang
}

// narrowed is what an address asks for once its places, tags and channels were
// looked up: what exists, in words, and as the store chooses it.
type narrowed struct {
	asked
	words  map[pair]word
	filter content.ItemFilter
	tags   []*content.Tag
	only   *content.Channel // the channel, when there is exactly one
	counts map[string][]content.FacetCount
}

// narrow looks up what is asked for. What does not exist is left out and noted.
func (v *visit) narrow(a asked) (*narrowed, error) {
	n := &narrowed{asked: a, words: map[pair]word{}, filter: live()}
	n.filter.Order = content.Soonest
	var err error
	if n.counts, err = v.counts(); err != nil {
		return nil, err
	}
	for _, name := range agendaFilters {
		var gone []string
		for _, value := range a.values[name] {
			w, ok, err := v.wordOf(n, name, value)
			switch {
			case err != nil:
				return nil, err
			case !ok:
				gone = append(gone, value)
			default:
				n.words[pair{name, value}] = w
			}
		}
		n.without(name, gone)
	}
	for _, name := range []string{content.FacetAudience, content.FacetPlace, content.FacetAccess, content.FacetPrice} {
		for _, value := range n.values[name] {
			n.filter.Facets = append(n.filter.Facets, content.Facet{Name: name, Value: value})
		}
	}
	switch len(n.tags) {
	case 0:
	case 1: // one tag has a list of its own
		n.filter.Tag = n.tags[0].Slug
	default:
		for _, t := range n.tags {
			n.filter.Tags = append(n.filter.Tags, t.Slug)
		}
	}
	return n, v.narrowChannels(n)
}

func (v *visit) narrowChannels(n *narrowed) error {
	for _, handle := range n.values["channel"] {
		ch, err := v.channelByHandle(handle)
		if err != nil {
			return err
		}
		n.filter.Channels = append(n.filter.Channels, ch.ID)
		n.only = ch
	}
	if len(n.filter.Channels) == 1 { // one channel has a list of its own
		n.filter.Channel, n.filter.Channels = n.filter.Channels[0], nil
	} else {
		n.only = nil
	}
	return nil
}

// wordOf finds a value's words; ok is false when there is no such value.
func (v *visit) wordOf(n *narrowed, name, value string) (w word, ok bool, err error) {
	switch name {
	case "audience":
		return word{text: v.say("audience." + value)}, true, nil
	case "access":
		return word{text: v.say("access." + value)}, true, nil
	case "price":
		return word{text: v.say("price." + value)}, true, nil
	case "place":
		for _, c := range n.counts[content.FacetPlace] {
			if c.Facet.Value == value && c.Facet.Label != "" {
				return word{text: c.Facet.Label}, true, nil
			}
		}
		label, err := v.placeOnce(value)
		return word{text: label}, label != "", err
	case "tag":
		tag, err := v.cfg.Tags.TagBySlug(v.ctx(), v.site.ID, value)
		if content.Is(err, content.NotFound) {
			return w, false, nil
		}
		if err != nil {
			return w, false, err
		}
		n.tags = append(n.tags, tag)
		l := v.tagLinks([]content.Tag{*tag})[0]
		return word{l.Label, l.Lang}, true, nil
	}
	ch, err := v.channelByHandle(value)
	if content.Is(err, content.NotFound) {
		return w, false, nil
	}
	if err != nil {
		return w, false, err
	}
	return word{text: ch.Name}, true, nil
}

// placeOnce is the name of a place at which nothing is planned now, but once
// something took place: whoever subscribed to it still has a calendar.
func (v *visit) placeOnce(value string) (string, error) {
	f := live()
	f.Order, f.Limit = content.Soonest, 1
	f.Facets = []content.Facet{{Name: content.FacetPlace, Value: value}}
	slots, _, err := v.cfg.Items.Agenda(v.ctx(), v.site.ID, f)
	if err != nil {
		return "", err
	}
	for _, s := range slots {
		for _, found := range facetsOf(s) {
			if found.Name == content.FacetPlace && found.Value == value {
				return found.Label, nil
			}
		}
	}
	return "", nil
}

// facetsOf are the facets of a date: those of its item, and its own.
func facetsOf(s content.Slot) []content.Facet {
	d, ok := s.Item.Details.(content.Sorted)
	if !ok {
		return nil
	}
	return slices.Concat(d.Facets(nil), d.Facets(&s.Occurrence))
}

// tag is the tag when exactly one is chosen, else nil.
func (n *narrowed) tag() *content.Tag {
	if len(n.tags) == 1 {
		return n.tags[0]
	}
	return nil
}

// inWords are the chosen values in the order of the address.
func (n *narrowed) inWords() []string {
	var out []string
	for _, name := range agendaFilters {
		for _, value := range n.values[name] {
			out = append(out, n.words[pair{name, value}].text)
		}
	}
	return out
}
