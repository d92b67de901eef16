package content

import (
	"context"
	"time"
)

// ReadingStore is what readers' lists need beyond the items themselves: how
// many there are of what, and what was perhaps meant.
type ReadingStore interface {
	// EditionsOf lists the live items that hold the item (Collected), newest first.
	EditionsOf(ctx context.Context, site, item ID) ([]*Item, error)
	// FacetCounts counts published items per value of the named facets, of
	// those that f chooses (Lang, Kind, Channel, Tag); with From only such as
	// have a date that is not over. Values without items are absent; the
	// greatest counts first, at most 50 a name.
	FacetCounts(ctx context.Context, site ID, f ItemFilter, names ...string) (map[string][]FacetCount, error)
	// Months counts published items by the month of their first publication,
	// newest first; Lang, Kind, Channel and Tag of f choose.
	Months(ctx context.Context, site ID, f ItemFilter) ([]MonthCount, error)
	// KindCounts counts the published items that f chooses (Lang, Channel, Tag,
	// Author, Words) per kind, and per tag slug among the newest 2,000 hits.
	KindCounts(ctx context.Context, site ID, f ItemFilter) (kinds []FacetCount, tags []TagCount, err error)
	// Similar gives for every folded word that occurs in no published title or
	// text the title words within one typing error (two from eight letters on),
	// the most frequent first, at most 5 each.
	Similar(ctx context.Context, site ID, lang Lang, words []string) (map[string][]string, error)
	// Author finds a byline by its id; AuthorByPrefix by the first characters
	// of it, NotFound unless exactly one matches.
	Author(ctx context.Context, site, id ID) (*Author, error)
	AuthorByPrefix(ctx context.Context, site ID, prefix string) (*Author, error)
}

// FacetCount is a facet's value with the number of items.
type FacetCount struct {
	Facet Facet
	Count int
}

// MonthCount is a month with the number of items first published in it, in the
// site's time zone.
type MonthCount struct {
	Year  int
	Month time.Month
	Count int
}
