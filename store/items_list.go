package store

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"
	"time"

	"vitrine/content"
)

// hit is a row of a list: what it is in order of, and the item.
type hit struct {
	n    int64
	text string
	id   string
	mark string // in the cursor instead of id
}

func (h hit) cursor() cursor { return cursor{n: h.n, text: h.text, id: cmp.Or(h.mark, h.id)} }

// Items lists items. Each order walks one key from the cursor on; the page's
// items are then loaded together.
func (db *DB) Items(ctx context.Context, site content.ID, f content.ItemFilter) (items []*content.Item, next string, err error) {
	if err := db.knows(ctx, site); err != nil {
		return nil, "", err
	}
	c, err := readCursor(f.Cursor)
	if err != nil {
		return nil, "", err
	}
	limit := pageSize(f.Limit)
	if f.IDs != nil {
		c, limit = cursor{}, maxPage
	}
	hits, err := db.hits(ctx, site, f, c, limit+1)
	if err != nil {
		return nil, "", fail(err, "list items of site %s", site)
	}
	if f.IDs != nil {
		hits = inOrder(hits, f.IDs)
	}
	if len(hits) > limit {
		hits = hits[:limit]
		next = hits[limit-1].cursor().String()
	}
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.id
	}
	which := f.Which
	if f.Trash {
		which = content.WorkingRevision
	}
	byID, err := db.load(ctx, site, ids, which)
	if err != nil {
		return nil, "", err
	}
	for _, id := range ids {
		if it := byID[content.ID(id)]; it != nil {
			items = append(items, it)
		}
	}
	return items, next, nil
}

func (db *DB) hits(ctx context.Context, site content.ID, f content.ItemFilter, c cursor, limit int) ([]hit, error) {
	p, err := db.plan(ctx, site, f)
	if err != nil || p.none {
		return nil, err
	}
	switch {
	case len(f.Words) > 0 && f.IDs != nil:
		return db.found(ctx, p, f, c, maxHits)
	case len(f.Words) > 0:
		return db.found(ctx, p, f, c, limit)
	case f.IDs != nil:
		return db.these(ctx, p)
	case f.Edition != "":
		return db.members(ctx, p, c, limit)
	}
	switch f.Order {
	case content.Soonest:
		return db.soonest(ctx, site, f, limit)
	case content.Changed:
		return db.changed(ctx, p, c, limit)
	case content.ByTitle:
		return db.byTitle(ctx, p, f, c, limit)
	}
	return db.newest(ctx, p, c, limit)
}

// inOrder picks hits in the order of ids.
func inOrder(hits []hit, ids []content.ID) (out []hit) {
	for i, id := range ids {
		at := slices.IndexFunc(hits, func(h hit) bool { return h.id == string(id) })
		if at >= 0 && !slices.Contains(ids[:i], id) {
			out = append(out, hits[at])
		}
	}
	return out
}

// these looks up the items that the filter names.
func (db *DB) these(ctx context.Context, p *plan) ([]hit, error) {
	var args arguments
	site := args.add(p.site)
	rows, err := db.query(ctx, `SELECT i.id FROM items i WHERE i.site = `+site+p.conditions(&args, "i.id", p.listedAt(), ""), args...)
	return collect(rows, err, func(r *sql.Rows) (h hit, err error) {
		err = r.Scan(&h.id)
		return h, err
	})
}

// members walks what an edition holds.
func (db *DB) members(ctx context.Context, p *plan, c cursor, limit int) ([]hit, error) {
	var args arguments
	edition, site, n, count := args.add(p.edition), args.add(p.site), args.add(c.after()), args.add(limit)
	p.edition = "" // the walk itself
	where := p.conditions(&args, "i.id", p.listedAt(), "")
	rows, err := db.query(ctx, `SELECT e.n, i.id FROM members e`+db.crossJoin()+`items i ON i.id = e.item
		WHERE e.edition = `+edition+` AND e.n > `+n+` AND i.site = `+site+where+` ORDER BY e.n LIMIT `+count, args...)
	return collect(rows, err, func(r *sql.Rows) (h hit, err error) {
		err = r.Scan(&h.n, &h.id)
		return h, err
	})
}

// newest walks each driver from the newest on; usually there is one.
func (db *DB) newest(ctx context.Context, p *plan, c cursor, limit int) ([]hit, error) {
	var all []hit
	since := int64(math.MinInt64)
	if !p.working { // what is listed is in order of its publication
		if !p.pubTo.IsZero() && ms(p.pubTo) <= c.before() {
			c = cursor{n: ms(p.pubTo), begun: true}
		}
		if !p.pubFrom.IsZero() {
			since = ms(p.pubFrom)
		}
		p.pubFrom, p.pubTo = time.Time{}, time.Time{}
	}
	for _, driver := range p.drivers {
		var args arguments
		site, name, n, id, count := args.add(p.site), args.add(driver), args.add(c.before()), args.add(c.id), args.add(limit)
		least := args.add(since)
		where := p.conditions(&args, "l.item", "l.listed", driver)
		rows, err := db.query(ctx, `SELECT l.listed, l.item FROM listings l
			WHERE l.facet = (SELECT id FROM facets WHERE site = `+site+` AND name = `+name+`)
				AND (l.listed, l.item) < (`+n+`, `+id+`) AND l.listed >= `+least+where+`
			ORDER BY l.listed DESC, l.item DESC LIMIT `+count, args...)
		part, err := collect(rows, err, func(r *sql.Rows) (h hit, err error) {
			err = r.Scan(&h.n, &h.id)
			return h, err
		})
		if err != nil {
			return nil, err
		}
		all = append(all, part...)
	}
	if len(p.drivers) > 1 {
		slices.SortFunc(all, func(a, b hit) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(b.id, a.id)) })
		all = slices.Compact(all) // an item may be pending review and published at once
		all = all[:min(len(all), limit)]
	}
	return all, nil
}

// changed walks the items themselves in order of their last change.
func (db *DB) changed(ctx context.Context, p *plan, c cursor, limit int) ([]hit, error) {
	var args arguments
	column := "i." + p.moved()
	begin := c // one bound, so that the walk begins at it
	if !p.since.IsZero() && ms(p.since) > c.after() {
		begin = cursor{n: ms(p.since), begun: true}
	}
	p.since = time.Time{}
	site, n, id, count := args.add(p.site), args.add(begin.after()), args.add(begin.id), args.add(limit)
	where := p.conditions(&args, "i.id", p.listedAt(), "")
	if !p.working {
		where += " AND i.live > 0"
	}
	rows, err := db.query(ctx, `SELECT `+column+`, i.id FROM items i WHERE i.site = `+site+`
			AND (`+column+`, i.id) > (`+n+`, `+id+`)`+where+`
		ORDER BY `+column+`, i.id LIMIT `+count, args...)
	return collect(rows, err, func(r *sql.Rows) (h hit, err error) {
		err = r.Scan(&h.n, &h.id)
		return h, err
	})
}

// byTitle walks the titles in one language, or in each item's original one.
func (db *DB) byTitle(ctx context.Context, p *plan, f content.ItemFilter, c cursor, limit int) ([]hit, error) {
	states, _ := statesOf(f)
	var all []hit
	for _, state := range states {
		var args arguments
		driver := facet(state, f.Lang, "")
		site, name, text, id, count := args.add(p.site), args.add(driver), args.add(c.text), args.add(c.id), args.add(limit)
		where := p.conditions(&args, "x.item", "(SELECT "+p.listedAt()+" FROM items i WHERE i.id = x.item)", driver)
		rows, err := db.query(ctx, `SELECT x.sort, x.item FROM titles x
			WHERE x.facet = (SELECT id FROM facets WHERE site = `+site+` AND name = `+name+`)
				AND (x.sort, x.item) > (`+text+`, `+id+`)`+where+`
			ORDER BY x.sort, x.item LIMIT `+count, args...)
		part, err := collect(rows, err, func(r *sql.Rows) (h hit, err error) {
			err = r.Scan(&h.text, &h.id)
			return h, err
		})
		if err != nil {
			return nil, err
		}
		all = append(all, part...)
	}
	if len(states) > 1 {
		slices.SortFunc(all, func(a, b hit) int { return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.id, b.id)) })
		all = all[:min(len(all), limit)]
	}
	return all, nil
}

// lastID comes after every id: the next page begins after all dates of an item at
// that time.
const lastID = "\U0010FFFF"

// soonest walks the agenda; an item stands where its first matching date is.
func (db *DB) soonest(ctx context.Context, site content.ID, f content.ItemFilter, limit int) ([]hit, error) {
	rows, err := db.agendaRows(ctx, site, f, limit, true)
	var hits []hit
	for _, r := range rows {
		hits = append(hits, hit{n: r.starts, text: string(r.item), id: string(r.item), mark: lastID})
	}
	return hits, err
}
