package web

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"vitrine/content"
	"vitrine/web/page"
)

func queryEscape(s string) string { return url.QueryEscape(s) }

// listed is how many items a page of a list has.
const listed = 20

// cards shows items in a list. A text that does not exist in the language of
// the page is shown in its original one, which it says (L13).
func (v *visit) cards(ctx context.Context, items []*content.Item) ([]page.Card, error) {
	chans, err := v.st.channels(ctx, v.cfg.Channels)
	if err != nil {
		return nil, err
	}
	out := make([]page.Card, 0, len(items))
	for _, it := range items {
		out = append(out, v.card(it, chans))
	}
	return out, nil
}

func (v *visit) card(it *content.Item, chans []*content.Channel) page.Card {
	t, ok := it.Text(v.lang)
	c := page.Card{Kind: it.Kind, KindLabel: v.say("kind." + it.Kind), Href: v.itemPath(it.Kind, t), Title: t.Title, Summary: t.Summary,
		Published: it.Published, Image: v.image(it.Lead(), t.Lang)}
	if !ok {
		c.Lang = t.Lang
	}
	if len(chans) > 0 && it.Channel != chans[0].ID { // the institution itself goes without saying
		if ch := channelOf(chans, it.Channel); ch != nil {
			c.Channel = ch.Name
		}
	}
	if d, ok := it.Details.(content.Issued); ok {
		c.Number = d.Issue().Number
	}
	for _, a := range it.Authors {
		c.Authors = append(c.Authors, a.Name)
	}
	for _, tag := range it.Tags {
		c.Tags = append(c.Tags, tag.Label(v.lang))
	}
	v.cardDetails(&c, it, t)
	if d, ok := it.Details.(content.Dated); ok {
		if dates := d.Dates(); len(dates) > 0 {
			o, further := v.nextDate(dates)
			date := v.dateOf(it, o)
			c.Date, c.Dates = &date, further
		}
	}
	return c
}

// creditFacts are what a card says of a highlight: who made it, who published it, when.
var creditFacts = []string{"creators", "publisher", "issued"}

// cardDetails fills in what only some kinds have.
func (v *visit) cardDetails(c *page.Card, it *content.Item, t content.Text) {
	switch d := it.Details.(type) {
	case content.Dated:
	case content.Issued:
		c.Number = d.Issue().Number
	case content.Factual:
		var parts []string
		for _, f := range d.Facts(content.View{Site: v.site, Item: it, Text: t, Say: v.say}) {
			if slices.Contains(creditFacts, f.Name) {
				parts = append(parts, f.Text)
			}
		}
		c.Line = strings.Join(parts, " · ")
	default:
		c.ReadingTime = v.cfg.Bodies.Minutes(t)
	}
}

// itemPath is an item's page in the visitor's language, also when the text is not.
func (v *visit) itemPath(kind string, t content.Text) string {
	t.Lang = v.lang
	return content.ItemPath(kind, t)
}

// slotCards shows dates in a list.
func (v *visit) slotCards(ctx context.Context, slots []content.Slot) ([]page.Card, error) {
	chans, err := v.st.channels(ctx, v.cfg.Channels)
	if err != nil {
		return nil, err
	}
	out := make([]page.Card, 0, len(slots))
	for _, s := range slots {
		c := v.card(s.Item, chans)
		d := v.dateAt(s.Occurrence, s.Start, s.End, v.lang)
		v.complete(&d, s.Item, s.Occurrence)
		c.Date, c.Dates = &d, v.after(s)
		out = append(out, c)
	}
	return out, nil
}

func channelOf(list []*content.Channel, id content.ID) *content.Channel {
	for _, c := range list {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// follow is a channel with what is needed to follow it.
func (v *visit) follow(c *content.Channel) page.Follow {
	path := v.channelPath(c)
	return page.Follow{Name: c.Name, Href: path, Handle: "@" + c.Acct(v.site), Actor: v.site.ActorID(c.ID), Kind: c.Kind,
		Summary: strings.ReplaceAll(v.cfg.Plain.Text(c.Summary), "\n", " "), Join: v.joinPath(c), Feeds: v.feeds(path+"/", "", v.has("event"))}
}

func (v *visit) channelPath(c *content.Channel) string {
	return v.site.ChannelURL(c, v.lang)[len(v.site.Origin):]
}

// tagLinks names tags in the language of the page.
func (v *visit) tagLinks(tags []content.Tag) []page.Link {
	out := make([]page.Link, 0, len(tags))
	for _, t := range tags {
		label, in := t.Labels.In(v.lang, v.site.DefaultLang())
		if label == "" {
			label, in = t.Slug, v.lang
		}
		l := page.Link{Href: v.site.TagURL(v.lang, t.Slug)[len(v.site.Origin):], Label: label}
		if in.Base() != v.lang.Base() {
			l.Lang = in
		}
		out = append(out, l)
	}
	return out
}

// tagCloud is the most used tags, of a channel when given.
func (v *visit) tagCloud(channel content.ID) ([]page.Link, error) {
	counts, err := v.cfg.Tags.TagCounts(v.ctx(), v.site.ID, channel, 30)
	if err != nil {
		return nil, err
	}
	tags := make([]content.Tag, len(counts))
	for i, c := range counts {
		tags[i] = c.Tag
	}
	return v.tagLinks(tags), nil
}

// live is the filter of what the public sees, newest first.
func live() content.ItemFilter {
	return content.ItemFilter{Which: content.LiveRevision, Order: content.Newest, Limit: listed}
}

func tagPath(t *content.Tag) string { return url.PathEscape(t.Slug) }

// upcomingPages is how often dates are read to find some items' next ones: an
// exhibition may have a date each day.
const upcomingPages = 5

// upcoming lists the next dates that f chooses: every item once, with its next
// date and the number of those after it.
func (v *visit) upcoming(f content.ItemFilter, count int) ([]page.Card, error) {
	f.Which, f.Order, f.From, f.Limit = content.LiveRevision, content.Soonest, v.cfg.Now(), count
	seen := map[content.ID]bool{}
	var first []content.Slot
	for range upcomingPages {
		slots, next, err := v.cfg.Items.Agenda(v.ctx(), v.site.ID, f)
		if err != nil {
			return nil, err
		}
		for _, s := range slots {
			if !seen[s.Item.ID] && len(first) < count {
				seen[s.Item.ID] = true
				first = append(first, s)
			}
		}
		if len(first) == count || next == "" {
			break
		}
		f.Cursor = next
	}
	return v.slotCards(v.ctx(), first)
}

// followCards are channels with their pictures.
func (v *visit) followCards(chans []*content.Channel) ([]page.Follow, error) {
	out := make([]page.Follow, 0, len(chans))
	for _, c := range chans {
		f := v.follow(c)
		var err error
		if f.Avatar, err = v.channelPicture(nil, c.Avatar); err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// keepDates is how long a list may be kept: for ever while nothing in it
// depends on the time, as the state of dates does.
func (v *visit) keepDates(items []*content.Item) time.Duration {
	for _, it := range items {
		if d, ok := it.Details.(content.Dated); ok && len(d.Dates()) > 0 {
			return timedFor
		}
	}
	return 0
}
