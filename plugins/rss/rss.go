// Package rss imports feeds: RSS 0.9x to 2.0, RDF, Atom and JSON Feed.
//
// Feeds are forgiven much: undeclared character sets, ids that repeat (the
// newest entry counts), dates in every form that was ever seen, relative
// addresses, late or missing titles. What they are not forgiven is size and
// depth, and addresses of electronic mail are never kept.
package rss

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/mmcdole/gofeed"

	"vitrine/plugins"
)

// Name is the source of the items that this package imports.
const Name = "rss"

// Limits of what is read.
const (
	MaxBytes = 32 << 20
	maxDepth = 100
	maxItems = 20_000
)

// Feed imports one feed.
type Feed struct {
	Source plugins.Source
}

var _ plugins.Importer = Feed{}

// Import implements plugins.Importer. Entries are taken newest first, as feeds
// list them.
func (f Feed) Import(ctx context.Context, h plugins.Host) error {
	feed, cut, err := f.read()
	if err != nil {
		return err
	}
	m := newMapper(f.Source, feed, h)
	for _, it := range m.newest(h) {
		if _, err := h.Upsert(ctx, m.record(it)); err != nil {
			return err
		}
	}
	if cut != nil {
		return cut
	}
	return nil
}

// newest lists each entry once: of those with the same id the newest one, of
// equally new ones the first.
func (m *mapper) newest(h plugins.Host) []*gofeed.Item {
	items := m.feed.Items
	if len(items) > maxItems {
		h.Problem(plugins.Problem{Record: m.feed.Title, What: fmt.Sprintf("The feed has %d entries; the first %d are read.", len(items), maxItems)})
		items = items[:maxItems]
	}
	at := map[string]int{}
	var out []*gofeed.Item
	for _, it := range items {
		if it == nil {
			continue
		}
		id := m.id(it)
		i, seen := at[id]
		if !seen {
			at[id] = len(out)
			out = append(out, it)
			continue
		}
		h.Count("entries that repeat an id", 1)
		if m.changed(it).After(m.changed(out[i])) {
			out[i] = it
		}
	}
	return slices.Clip(out)
}

// changed is when an entry last changed, as far as it says so.
func (m *mapper) changed(it *gofeed.Item) time.Time {
	if t := when(it.Updated, it.UpdatedParsed, m.zone); !t.IsZero() {
		return t
	}
	return when(it.Published, it.PublishedParsed, m.zone)
}
