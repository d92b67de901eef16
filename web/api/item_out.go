package api

import (
	"maps"
	"time"

	"vitrine/content"
)

// item is an item as programs get it. Fields may be added, never changed.
type item struct {
	ID           content.ID     `json:"id"`
	Kind         string         `json:"kind"`
	Channel      string         `json:"channel"`
	Status       content.Status `json:"status"`
	Pending      content.Status `json:"pending"`
	Revision     int            `json:"revision"`
	LiveRevision int            `json:"live_revision"`
	URL          string         `json:"url"`
	ActivityPub  *string        `json:"activitypub"`
	Objects      []object       `json:"objects"`
	Created      time.Time      `json:"created"`
	Changed      time.Time      `json:"changed"`
	Published    *time.Time     `json:"published"`
	Updated      *time.Time     `json:"updated"`
	PublishAt    *time.Time     `json:"publish_at"`
	Expires      *time.Time     `json:"expires"`
	Reason       string         `json:"reason"`
	Withdrawn    string         `json:"withdrawn_reason"`
	Approved     bool           `json:"approved"`
	Source       string         `json:"source"`
	ExternalID   string         `json:"external_id"`
	Texts        []text         `json:"texts"`
	Tags         []string       `json:"tags"`
	Authors      []author       `json:"authors"`
	Media        []usedMedia    `json:"media"`
	Details      any            `json:"details"`
	Reactions    reactions      `json:"reactions"`
}

type object struct {
	Lang    content.Lang `json:"lang"`
	Channel string       `json:"channel"`
	ID      string       `json:"id"`
	Type    string       `json:"type"`
}

type text struct {
	Lang    content.Lang `json:"lang"`
	Slug    string       `json:"slug"`
	Title   string       `json:"title"`
	Summary string       `json:"summary"`
	Body    string       `json:"body"`
	URL     string       `json:"url"`
}

type reactions struct {
	Likes   int `json:"likes"`
	Boosts  int `json:"boosts"`
	Replies int `json:"replies"`
}

// item describes an item, with what other servers know of it.
func (c *call) item(it *content.Item) (item, error) {
	channels, err := c.all()
	if err != nil {
		return item{}, err
	}
	handles := map[content.ID]string{}
	for _, ch := range channels {
		handles[ch.ID] = ch.Handle
	}
	out := item{ID: it.ID, Kind: it.Kind, Channel: handles[it.Channel], Status: it.Status, Pending: it.Pending,
		Revision: it.Revision, LiveRevision: it.Live, URL: c.site.ItemURL(it.Kind, it.Original()),
		Created: it.Created, Changed: it.Changed, Published: moment(it.Published), Updated: moment(it.Updated), PublishAt: moment(it.PublishAt),
		Expires: moment(it.Expires), Reason: it.Reason, Withdrawn: it.WithdrawnReason, Approved: it.ApprovedRev == it.Working && it.ApprovedBy != "",
		Source: it.Source, ExternalID: it.ExternalID, Details: it.Details,
		Tags:    each(it.Tags, func(t content.Tag) string { return t.Slug }),
		Authors: each(it.Authors, func(a content.Author) author { return author{Name: a.Name, Handle: a.Handle} }),
		Media:   each(it.Media, c.usedMedia),
		Texts: each(it.Texts, func(t content.Text) text {
			return text{Lang: t.Lang, Slug: t.Slug, Title: t.Title, Summary: t.Summary, Body: t.Body, URL: c.site.ItemURL(it.Kind, t)}
		})}
	if out.Details == nil {
		out.Details = struct{}{}
	}
	return out, c.announced(it, handles, &out)
}

// announced adds the objects of an item and what came back on them.
func (c *call) announced(it *content.Item, handles map[content.ID]string, out *item) error {
	out.Objects = []object{}
	objects, err := c.Store.Objects(c.ctx(), it.Site, it.ID)
	if err != nil {
		return err
	}
	var ids []content.ID
	original := it.Original().Lang
	var best *content.ObjectRef
	for _, o := range objects { // oldest first
		if o.Deleted.IsZero() {
			ids = append(ids, o.ID)
			out.Objects = append(out.Objects, object{Lang: o.Lang, Channel: handles[o.Channel], ID: c.site.ObjectID(o.ID), Type: o.Type})
		}
		if o.Lang == original && (best == nil || rank(o, it) >= rank(best, it)) {
			best = o
		}
	}
	if best != nil {
		id := c.site.ObjectID(best.ID)
		out.ActivityPub = &id
	}
	if len(ids) == 0 {
		return nil
	}
	counts, err := c.Store.Counts(c.ctx(), it.Site, ids...)
	for _, n := range counts {
		out.Reactions.Likes += n.Likes
		out.Reactions.Boosts += n.Boosts
		out.Reactions.Replies += n.Replies
	}
	return err
}

// rank prefers the living object, and of those the one of the item's own channel.
func rank(o *content.ObjectRef, it *content.Item) (n int) {
	if o.Deleted.IsZero() {
		n += 2
	}
	if o.Channel == it.Channel {
		n++
	}
	return n
}

// all lists the site's channels, asked for once per request.
func (c *call) all() ([]*content.Channel, error) {
	if c.channels != nil {
		return c.channels, nil
	}
	var err error
	c.channels, err = c.Store.Channels(c.ctx(), c.site.ID)
	return c.channels, err
}

// moment is a time for JSON: null when there is none.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// over lays the second text over the first, language by language.
func over(below, above content.Localised) content.Localised {
	out := content.Localised{}
	maps.Copy(out, below)
	maps.Copy(out, above)
	return out
}
