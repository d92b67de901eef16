package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"vitrine/content"
)

const (
	maxValues = 50 // of a facet that are counted
	maxMonths = 12 * 200
)

// FacetCounts counts items per value of readers' facets: from counts that are
// kept when only language and kind choose, else among the nearest 2,000.
func (db *DB) FacetCounts(ctx context.Context, site content.ID, f content.ItemFilter, names ...string) (map[string][]content.FacetCount, error) {
	if err := db.knows(ctx, site); err != nil {
		return nil, err
	}
	kept := f.Channel == "" && f.Tag == ""
	var counts, over map[int64]int
	switch {
	case !kept:
		ids, err := db.nearest(ctx, site, f)
		if err != nil {
			return nil, err
		}
		if counts, err = db.marksOf(ctx, ids, f.From); err != nil {
			return nil, fail(err, "counts of site %s", site)
		}
	case !f.From.IsZero():
		var err error
		if over, err = db.justOver(ctx, site, f); err != nil {
			return nil, fail(err, "counts of site %s", site)
		}
	}
	out := map[string][]content.FacetCount{}
	for _, name := range names {
		if !facetName.MatchString(name) || out[name] != nil {
			continue
		}
		if kept {
			var err error
			if counts, err = db.tallied(ctx, site, f.Lang, f.Kind, name, ms(f.From), !f.From.IsZero()); err != nil {
				return nil, fail(err, "counts of %s", name)
			}
			for facet, n := range over {
				counts[facet] -= n
			}
		}
		list, err := db.named(ctx, site, name, counts)
		if err != nil {
			return nil, err
		}
		if len(list) > 0 {
			out[name] = list
		}
	}
	return out, nil
}

// nearest are the items that a filter finds, the newest 2,000; with From those
// whose dates come first.
func (db *DB) nearest(ctx context.Context, site content.ID, f content.ItemFilter) ([]string, error) {
	f = content.ItemFilter{Lang: f.Lang, Kind: f.Kind, Channel: f.Channel, Tag: f.Tag, Author: f.Author, Words: f.Words, From: f.From}
	if !f.From.IsZero() {
		f.Order = content.Soonest
	}
	hits, err := db.hits(ctx, site, f, cursor{}, maxHits)
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.id
	}
	return ids, fail(err, "list items of site %s", site)
}

// marksOf counts tags and readers' facets of items; with from only those with a
// date that is not over.
func (db *DB) marksOf(ctx context.Context, items []string, from time.Time) (map[int64]int, error) {
	least := int64(-1 << 62)
	if !from.IsZero() {
		least = ms(from)
	}
	if len(items) == 0 {
		return nil, nil
	}
	rows, err := db.query(ctx, `SELECT facet, count(*) FROM item_facets WHERE `+db.anyOf("item", 1)+` AND last > $2 GROUP BY facet`, items, least)
	return countRows(rows, err)
}

// countRows reads rows of a facet and a number.
func countRows(rows *sql.Rows, err error) (map[int64]int, error) {
	out := map[int64]int{}
	_, err = collect(rows, err, func(r *sql.Rows) (struct{}, error) {
		var facet int64
		var n int
		err := r.Scan(&facet, &n)
		out[facet] = n
		return struct{}{}, err
	})
	return out, err
}

// justOver counts the items whose last date was over earlier in the same quarter
// of an hour, which the counts kept by quarters still hold.
func (db *DB) justOver(ctx context.Context, site content.ID, f content.ItemFilter) (map[int64]int, error) {
	begin := floorDiv(ms(f.From), quarter) * quarter
	rows, err := db.query(ctx, `SELECT x.facet, count(*) FROM
			(SELECT DISTINCT o.item FROM occurrences o WHERE o.site = $1 AND o.finish > $2 AND o.finish <= $3 LIMIT $4) o
			`+db.crossJoin()+`items i ON i.id = o.item`+db.crossJoin()+`item_facets x ON x.item = i.id
		WHERE x.last > $2 AND x.last <= $3 AND ($5 = '' OR i.kind = $5) AND ($6 = '' OR
			(SELECT 1 FROM listings m WHERE m.facet = (SELECT id FROM facets WHERE site = $1 AND name = $7)
				AND m.listed = i.published AND m.item = i.id) IS NOT NULL)
		GROUP BY x.facet`, site, begin, f.From, maxHits, f.Kind, f.Lang, facet(public, f.Lang, ""))
	return countRows(rows, err)
}

// named gives the greatest counts of a name's values.
func (db *DB) named(ctx context.Context, site content.ID, name string, counts map[int64]int) ([]content.FacetCount, error) {
	type row struct {
		id int64
		n  int
	}
	var order []row
	for id, n := range counts {
		if n > 0 {
			order = append(order, row{id, n})
		}
	}
	slices.SortFunc(order, func(a, b row) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.id, b.id)) })
	// Those of other names are among them when items were counted; at most
	// maxFacets an item.
	ids := make([]int64, len(order))
	for i, r := range order {
		ids[i] = r.id
	}
	prefix := facet(public, "", ofFacet(name, ""))
	rows, err := db.query(ctx, `SELECT f.id, substr(f.name, $3), coalesce((SELECT l.label FROM facet_labels l
			WHERE l.site = $1 AND l.name = $4 AND l.value = substr(f.name, $3)), '')
		FROM facets f WHERE `+db.anyOf("f.id", 2)+` AND f.site = $1 AND substr(f.name, 1, $3 - 1) = $5`, site, ids, len(prefix)+1, name, prefix)
	list, err := collect(rows, err, func(r *sql.Rows) (content.FacetCount, error) {
		var id int64
		c := content.FacetCount{Facet: content.Facet{Name: name}}
		err := r.Scan(&id, &c.Facet.Value, &c.Facet.Label)
		c.Count = counts[id]
		return c, err
	})
	slices.SortFunc(list, func(a, b content.FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Facet.Value, b.Facet.Value))
	})
	return list[:min(len(list), maxValues)], fail(err, "values of %s", name)
}

// Months counts published items by month: from counts that are kept, but among
// the newest 2,000 when more than one of kind, channel and tag choose.
func (db *DB) Months(ctx context.Context, site content.ID, f content.ItemFilter) ([]content.MonthCount, error) {
	s, err := db.Site(ctx, site)
	if err != nil {
		return nil, err
	}
	p, err := db.plan(ctx, site, content.ItemFilter{Lang: f.Lang, Kind: f.Kind, Channel: f.Channel, Tag: f.Tag})
	if err != nil || p.none {
		return nil, err
	}
	counts := map[int64]int{}
	if chosen := btoi(f.Kind != "") + btoi(f.Channel != "") + btoi(f.Tag != ""); chosen <= 1 {
		rows, err := db.query(ctx, `SELECT month, n FROM months WHERE facet = (SELECT id FROM facets WHERE site = $1 AND name = $2) AND n > 0
			ORDER BY month DESC LIMIT $3`, site, p.drivers[0], maxMonths)
		if counts, err = countRows(rows, err); err != nil {
			return nil, fail(err, "months of site %s", site)
		}
	} else {
		hits, err := db.newest(ctx, p, cursor{}, maxHits)
		if err != nil {
			return nil, fail(err, "months of site %s", site)
		}
		for _, h := range hits {
			counts[monthOf(h.n, s.TimeZone)]++
		}
	}
	var list []content.MonthCount
	for month, n := range counts {
		list = append(list, content.MonthCount{Year: int(floorDiv(month, 12)), Month: time.Month(month-floorDiv(month, 12)*12) + 1, Count: n})
	}
	slices.SortFunc(list, func(a, b content.MonthCount) int {
		return cmp.Or(cmp.Compare(b.Year, a.Year), cmp.Compare(b.Month, a.Month))
	})
	return list, nil
}

func btoi(b bool) int { return int(flag(b)) }

// KindCounts counts items per kind, and per tag among the newest 2,000.
func (db *DB) KindCounts(ctx context.Context, site content.ID, f content.ItemFilter) (kinds []content.FacetCount, tags []content.TagCount, err error) {
	if err := db.knows(ctx, site); err != nil {
		return nil, nil, err
	}
	f.From, f.Kind = time.Time{}, ""
	ids, err := db.nearest(ctx, site, f)
	if err != nil || len(ids) == 0 {
		return nil, nil, err
	}
	var rows *sql.Rows
	if f.Channel == "" && f.Tag == "" && f.Author == "" && len(f.Words) == 0 {
		prefix := facet(public, f.Lang, ofKind(""))
		rows, err = db.query(ctx, `SELECT substr(name, $3), n FROM facets WHERE site = $1 AND name >= $2 AND name < $4 AND n > 0`,
			site, prefix, len(prefix)+1, prefix[:len(prefix)-1]+";")
	} else {
		rows, err = db.query(ctx, `SELECT i.kind, count(*) FROM items i WHERE `+db.anyOf("i.id", 1)+` GROUP BY i.kind`, ids)
	}
	kinds, err = collect(rows, err, func(r *sql.Rows) (c content.FacetCount, err error) {
		c.Facet.Name = "kind"
		err = r.Scan(&c.Facet.Value, &c.Count)
		return c, err
	})
	if err != nil {
		return nil, nil, fail(err, "kinds of site %s", site)
	}
	slices.SortFunc(kinds, func(a, b content.FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Facet.Value, b.Facet.Value))
	})
	tags, err = db.tagsAmong(ctx, site, ids)
	return kinds, tags, err
}

// tagsAmong counts the tags of items, the most frequent first.
func (db *DB) tagsAmong(ctx context.Context, site content.ID, items []string) ([]content.TagCount, error) {
	prefix := facet(public, "", ofTag(""))
	rows, err := db.query(ctx, `SELECT c.n, t.id, t.site, t.slug, t.labels FROM
			(SELECT facet, count(*) AS n FROM item_facets WHERE `+db.anyOf("item", 1)+` GROUP BY facet) c
			`+db.crossJoin()+`facets f ON f.id = c.facet`+db.crossJoin()+`tags t ON t.id = substr(f.name, $2)
		WHERE substr(f.name, 1, $2 - 1) = $3 AND t.site = $4 ORDER BY c.n DESC, t.slug LIMIT $5`,
		items, len(prefix)+1, prefix, site, maxValues)
	list, err := collect(rows, err, func(r *sql.Rows) (content.TagCount, error) {
		var c content.TagCount
		var labels string
		if err := r.Scan(&c.Count, &c.Tag.ID, &c.Tag.Site, &c.Tag.Slug, &labels); err != nil {
			return c, err
		}
		return c, decode(labels, &c.Tag.Labels)
	})
	return list, fail(err, "tags of site %s", site)
}

// EditionsOf lists the published items that hold an item, the newest first.
func (db *DB) EditionsOf(ctx context.Context, site, item content.ID) ([]*content.Item, error) {
	if err := db.hasItem(ctx, site, item); err != nil {
		return nil, err
	}
	rows, err := db.query(ctx, `SELECT i.id FROM members m`+db.crossJoin()+`items i ON i.id = m.edition
		WHERE m.item = $1 AND i.site = $2 ORDER BY i.published DESC, i.id DESC LIMIT $3`, item, site, maxPage)
	ids, err := collect(rows, err, scanOne[string])
	if err != nil {
		return nil, fail(err, "editions of item %s", item)
	}
	byID, err := db.load(ctx, site, ids, content.LiveRevision)
	var list []*content.Item
	for _, id := range ids {
		if it := byID[content.ID(id)]; it != nil {
			list = append(list, it)
		}
	}
	return list, err
}

// Author finds a byline by its id.
func (db *DB) Author(ctx context.Context, site, id content.ID) (*content.Author, error) {
	a := &content.Author{}
	err := db.row(ctx, `SELECT id, name, handle FROM authors WHERE site = $1 AND id = $2`, site, id).Scan(&a.ID, &a.Name, &a.Handle)
	if err != nil {
		return nil, fail(err, "author %s of site %s", id, site)
	}
	return a, nil
}

// AuthorByPrefix finds the one byline whose id begins so.
func (db *DB) AuthorByPrefix(ctx context.Context, site content.ID, prefix string) (*content.Author, error) {
	for _, c := range prefix {
		if (c < 'a' || c > 'z') && (c < '2' || c > '7') {
			return nil, notFound("author %.30q of site %s", prefix, site)
		}
	}
	rows, err := db.query(ctx, `SELECT id, name, handle FROM authors WHERE site = $1 AND id >= $2 AND id < $3 ORDER BY id LIMIT 2`,
		site, prefix, prefix+"~")
	list, err := collect(rows, err, func(r *sql.Rows) (a content.Author, err error) {
		err = r.Scan(&a.ID, &a.Name, &a.Handle)
		return a, err
	})
	if err != nil {
		return nil, fail(err, "author %s of site %s", prefix, site)
	}
	if len(list) != 1 {
		return nil, notFound("author %s of site %s", prefix, site)
	}
	return &list[0], nil
}
