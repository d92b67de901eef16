package cmd

import (
	"context"
	"fmt"
	"io"

	"vitrine/content"
	"vitrine/content/feeds"
	"vitrine/web"
)

// feedWriter lends content/feeds to the pages: it expands bodies and completes views.
type feedWriter struct {
	channels content.ChannelStore
	bodies   bodies
}

var _ web.Feeds = feedWriter{}

func newFeeds(channels content.ChannelStore, b bodies) feedWriter { return feedWriter{channels, b} }

// Write writes a feed in a format: rss, atom, json or ics.
func (f feedWriter) Write(ctx context.Context, w io.Writer, format string, v web.FeedView) error {
	write, ok := feeds.Formats[format]
	if !ok {
		return content.Failf(content.NotFound, "no feed format %q", format)
	}
	chs, err := f.channels.Channels(ctx, v.Site.ID)
	if err != nil {
		return err
	}
	byID := map[content.ID]*content.Channel{}
	for _, c := range chs {
		byID[c.ID] = c
	}
	out := feeds.Feed{Site: v.Site, Lang: v.Lang, Title: v.Title, Description: v.Description, Self: v.Self, Home: v.Home, Hub: v.Hub, Updated: v.Updated}
	entry := func(it *content.Item, body bool) (feeds.Entry, error) {
		t, _ := it.Text(v.Lang)
		e := feeds.Entry{View: content.View{Site: v.Site, Channel: byID[it.Channel], Item: it, Text: t, URL: v.Site.ItemURL(it.Kind, t), Say: v.Say}}
		if !body { // a calendar shows no body
			return e, nil
		}
		var err error
		if e.Body, err = f.bodies.Absolute(ctx, v.Site, it, t); err != nil {
			return e, fmt.Errorf("body of %s: %w", it.ID, err)
		}
		return e, nil
	}
	for _, it := range v.Items {
		e, err := entry(it, true)
		if err != nil {
			return err
		}
		out.Entries = append(out.Entries, e)
	}
	for _, s := range v.Slots {
		e, err := entry(s.Item, false)
		if err != nil {
			return err
		}
		out.Dates = append(out.Dates, feeds.Date{Entry: e, Occurrence: s.Occurrence, Start: s.Start, End: s.End})
	}
	return write(w, out)
}
