package web

import (
	"bytes"
	"context"
	"net/http"
	"time"

	"vitrine/content"
)

// feedItems and feedSlots are how much a feed holds; calendars go back a month,
// so that what was cancelled yesterday is still said today.
const (
	feedItems = 50
	slotsPage = 100
	feedPages = 3 // of slots
	feedBack  = 31 * 24 * time.Hour
)

var feedTypes = map[string]string{
	"rss": "application/rss+xml; charset=utf-8", "atom": "application/atom+xml; charset=utf-8",
	"json": "application/feed+json; charset=utf-8", "ics": "text/calendar; charset=utf-8",
}

// feedShow serves a format: for the site, a channel, a tag or a kind, in one
// language (L6). It has both validators; readers ask often.
func feedShow(format string) action {
	return func(v *visit) error {
		k := key{site: v.site.ID, path: v.r.URL.Path}
		e, err := v.kept(k, func() (*entry, error) {
			if v.vars["author"] != "" {
				if _, moved, err := v.author(v.vars["author"]); err != nil || moved != "" {
					return movedTo(moved + "/feed." + format), err
				}
			}
			view, err := v.feedView(format)
			if err != nil {
				return nil, err
			}
			return v.feedEntry(format, view)
		})
		if err != nil {
			return err
		}
		e.send(v.w, v.r)
		return nil
	}
}

// feedEntry writes the feed and its headers.
func (v *visit) feedEntry(format string, view FeedView) (*entry, error) {
	var b bytes.Buffer
	if err := v.cfg.Feeds.Write(v.ctx(), &b, format, view); err != nil {
		return nil, err
	}
	e := &entry{status: http.StatusOK}
	e.finish(b.Bytes(), v.lang)
	e.hType, e.hVary, e.hCache = []string{feedTypes[format]}, feedVary, feedCache
	e.modified = view.Updated.UTC().Truncate(time.Second)
	if !view.Updated.IsZero() {
		e.hModified = []string{e.modified.Format(http.TimeFormat)}
	}
	if format == "ics" {
		e.expires = v.cfg.Now().Add(timedFor) // it begins at a month ago
	}
	if view.Hub != "" && format != "ics" {
		e.hLink = []string{"<" + view.Hub + `>; rel="hub"`, "<" + view.Self + `>; rel="self"`}
	}
	return e, nil
}

var (
	feedVary  = []string{"Accept-Encoding"}
	feedCache = []string{"public, max-age=300"}
)

// feedView collects what the feed holds.
func (v *visit) feedView(format string) (FeedView, error) {
	f := live()
	f.Lang, f.Limit = v.lang, feedItems
	view := FeedView{Site: v.site, Lang: v.lang, Hub: v.site.Settings.WebSubHub, Say: v.say,
		Self: v.site.Origin + v.r.URL.EscapedPath(), Home: v.site.HomeURL(v.lang), Title: v.say("feed.site", "Site", v.site.Name)}
	if format == "ics" {
		view.Title = v.say("feed.agenda", "Site", v.site.Name)
	}
	view.Description = v.feedDescription()
	if err := v.feedScope(&view, &f); err != nil {
		return view, err
	}
	var err error
	if format == "ics" {
		view.Slots, err = v.feedSlots(f, asked{})
	} else {
		view.Items, _, err = v.cfg.Items.Items(v.ctx(), v.site.ID, f)
	}
	if err != nil {
		return view, err
	}
	view.changed()
	return view, nil
}

// changed sets when the newest of what the feed holds was changed.
func (f *FeedView) changed() {
	for _, it := range f.Items {
		f.Updated = later(f.Updated, it.Updated)
	}
	for _, s := range f.Slots {
		f.Updated = later(f.Updated, s.Item.Updated)
	}
}

// feedDescription says what a feed of the site is about.
func (v *visit) feedDescription() string {
	if s, _ := v.site.Settings.Description.In(v.lang); s != "" {
		return s
	}
	return v.say("feed.description", "Site", v.site.Name)
}

// feedScope narrows a feed to the channel, tag or kind of its address.
func (v *visit) feedScope(view *FeedView, f *content.ItemFilter) error {
	switch {
	case v.vars["handle"] != "":
		ch, err := v.channelByHandle(v.vars["handle"])
		if err != nil {
			return err
		}
		view.Channel, f.Channel = ch, ch.ID
		view.Title, view.Home = v.say("feed.channel", "Channel", ch.Name, "Site", v.site.Name), v.site.HomeURL(v.lang)+"c/"+ch.Handle
	case v.vars["tag"] != "":
		tag, err := v.cfg.Tags.TagBySlug(v.ctx(), v.site.ID, v.vars["tag"])
		if err != nil {
			return err
		}
		view.Tag, f.Tag = tag, tag.Slug
		view.Title, view.Home = v.say("feed.tag", "Site", v.site.Name, "Tag", tag.Label(v.lang)), v.site.TagURL(v.lang, tag.Slug)
	case v.vars["author"] != "":
		a, _, err := v.author(v.vars["author"])
		if err != nil {
			return err
		}
		f.Author = a.ID
		view.Title, view.Home = v.say("feed.author", "Site", v.site.Name, "Name", a.Name), v.site.HomeURL(v.lang)+"by/"+authorKey(*a)
	case v.vars["letter"] != "":
		kind := content.KindOfLetter(v.vars["letter"])
		if _, ok := v.cfg.Kinds.Get(kind); !ok {
			return content.Failf(content.NotFound, "no kind %q", kind)
		}
		view.Kind, f.Kind = kind, kind
		view.Title = v.say("feed.kind", "Site", v.site.Name, "Kind", v.say("kind."+kind))
	}
	return nil
}

// slots reads the dates of a calendar, as many as it holds.
func (v *visit) slots(ctx context.Context, f content.ItemFilter) ([]content.Slot, error) {
	var out []content.Slot
	for range feedPages {
		page, next, err := v.cfg.Items.Agenda(ctx, v.site.ID, f)
		if err != nil {
			return nil, err
		}
		out = append(out, page...)
		if next == "" {
			break
		}
		f.Cursor = next
	}
	return out, nil
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
