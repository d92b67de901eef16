package store

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"vitrine/content"
)

// spans are the classes of length of an occurrence, each with its longest one.
// What is under way at an instant began within its class's length before it, so
// a search among concerts does not pass by every exhibition of the past, nor
// the other way round.
var spans = []time.Duration{3 * time.Hour, 26 * time.Hour, 8 * 24 * time.Hour, 64 * 24 * time.Hour, 512 * 24 * time.Hour, math.MaxInt64}

func spanOf(d time.Duration) int {
	for i, longest := range spans {
		if d <= longest {
			return i
		}
	}
	return len(spans) - 1
}

// occurrenceRow is an occurrence with its instants.
type occurrenceRow struct {
	content.Occurrence
	n            int
	zone         string
	starts, ends int64 // ends is 0 when there is no end
}

// finish is when it is over; without an end it lasts no time, but is not over
// before it began.
func (o occurrenceRow) finish() int64 { return max(o.ends, o.starts+1) }

func (o occurrenceRow) span() int {
	return spanOf(time.Duration(o.finish()-o.starts) * time.Millisecond)
}

// reoccur stores the dates of an item's live revision, none unless it is published.
func (t *tx) reoccur(ctx context.Context, it *itemRow, live *contents) error {
	if _, err := t.exec(ctx, `DELETE FROM occurrences WHERE item = $1`, it.id); err != nil {
		return err
	}
	if live == nil || it.shown() != public || it.trashed > 0 || len(live.Dates) == 0 {
		return nil
	}
	var zone string
	if err := t.row(ctx, `SELECT time_zone FROM sites WHERE id = $1`, it.site).Scan(&zone); err != nil {
		return err
	}
	for n, o := range live.Dates {
		start, end, err := o.Times(zone)
		if err != nil {
			p := content.NewProblems()
			p.Add("details.occurrences."+strconv.Itoa(n)+".start", "problem.wall_time")
			return p.Err()
		}
		row := occurrenceRow{Occurrence: o, n: n, zone: o.TimeZone, starts: ms(start), ends: ms(end)}
		if row.zone == "" {
			row.zone = zone
		}
		if _, err := t.exec(ctx, `INSERT INTO occurrences (item, id, site, n, starts, finish, ends, span, wall, zone, data)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, it.id, o.ID, it.site, n, row.starts, row.finish(),
			row.ends, row.span(), o.Start, row.zone, encode(o)); err != nil {
			return err
		}
	}
	return nil
}

// reagenda keeps the agendas in line with the occurrences: of the site, and of
// each channel, tag, language and readers' facet. Other conditions are looked up.
func (t *tx) reagenda(ctx context.Context, it *itemRow, live *contents, shown sorts, ids map[string]int64) error {
	if _, err := t.exec(ctx, `DELETE FROM agenda WHERE item = $1`, it.id); err != nil {
		return err
	}
	if live == nil || it.shown() != public || len(live.Dates) == 0 {
		return nil
	}
	names := []string{facet(public, "", ""), facet(public, "", ofChannel(live.Channel))}
	for _, tag := range live.Tags {
		names = append(names, facet(public, "", ofTag(tag)))
	}
	for _, text := range live.Texts {
		names = append(names, facet(public, text.Lang, ""))
	}
	for _, f := range shown.item {
		names = append(names, facet(public, "", ofFacet(f.Name, f.Value)))
	}
	if err := t.enter(ctx, it.id, "", names, ids); err != nil {
		return err
	}
	for _, o := range live.Dates {
		names = names[:0]
		for _, f := range shown.dates[o.ID] {
			if !has(shown.item, f) {
				names = append(names, facet(public, "", ofFacet(f.Name, f.Value)))
			}
		}
		if err := t.enter(ctx, it.id, o.ID, names, ids); err != nil {
			return err
		}
	}
	return nil
}

// enter puts one of an item's dates, or all of them, into agendas.
func (t *tx) enter(ctx context.Context, item, occurrence content.ID, names []string, ids map[string]int64) error {
	if len(names) == 0 {
		return nil
	}
	var facets []int64
	for _, n := range names {
		facets = append(facets, ids[n])
	}
	_, err := t.exec(ctx, `INSERT INTO agenda (facet, span, starts, item, occurrence, finish)
		SELECT f.value, o.span, o.starts, o.item, o.id, o.finish FROM occurrences o CROSS JOIN
			(SELECT DISTINCT value FROM `+t.eachNumber(1)+`) f
		WHERE o.item = $2 AND ($3 = '' OR o.id = $3)`, facets, item, occurrence)
	return err
}

// agendaRow is a place in an agenda.
type agendaRow struct {
	starts           int64
	item, occurrence content.ID
}

func (a agendaRow) cursor() cursor {
	return cursor{n: a.starts, text: string(a.item), id: string(a.occurrence)}
}

func (a agendaRow) compare(b agendaRow) int {
	return cmp.Or(cmp.Compare(a.starts, b.starts), cmp.Compare(a.item, b.item), cmp.Compare(a.occurrence, b.occurrence))
}

// agendaRows reads places of an agenda in order of their start. With once, an
// item stands only where its first matching occurrence is.
func (db *DB) agendaRows(ctx context.Context, site content.ID, f content.ItemFilter, limit int, once bool) ([]agendaRow, error) {
	after, err := readCursor(f.Cursor)
	if err != nil {
		return nil, err
	}
	p, err := db.plan(ctx, site, f)
	if err != nil || p.none {
		return nil, err
	}
	from, to := int64(math.MinInt64), int64(math.MaxInt64)
	if !f.From.IsZero() {
		from = ms(f.From)
	}
	if !f.To.IsZero() {
		to = ms(f.To)
	}
	p.from, p.to = time.Time{}, time.Time{} // the walk itself
	drivers, err := db.agendaDrivers(ctx, p, f)
	if err != nil {
		return nil, err
	}
	var all []agendaRow
	for _, driver := range drivers {
		places, err := db.walkAgenda(ctx, p, driver, after, from, to, limit, once)
		if err != nil {
			return nil, fail(err, "agenda of site %s", site)
		}
		all = append(all, places...)
	}
	slices.SortFunc(all, agendaRow.compare)
	all = slices.Compact(all) // a date may stand under several values of a filter
	return all[:min(limit, len(all))], nil
}

// agendaDrivers chooses the agendas to walk: of the values of the filter with
// the fewest items, or of what else is asked for.
func (db *DB) agendaDrivers(ctx context.Context, p *plan, f content.ItemFilter) ([]string, error) {
	driver := facet(public, "", "")
	switch {
	case p.ids != nil || p.edition != "":
		return []string{""}, nil // a few items: their dates are looked up
	case p.tag != "":
		driver = facet(public, "", ofTag(p.tag))
	case f.Channel != "":
		driver = facet(public, "", ofChannel(f.Channel))
	case f.Lang != "":
		driver = facet(public, f.Lang, "")
	}
	best := []string{driver}
	if len(p.filters) == 0 || p.working {
		return best, nil
	}
	names := slices.Clone(best)
	for _, fl := range p.filters {
		names = append(names, fl.names...)
	}
	known, err := db.lists(ctx, p.site, names)
	if err != nil {
		return nil, err
	}
	fewest := known[driver].n
	for _, fl := range p.filters {
		n := 0
		for _, name := range fl.names {
			n += known[name].n
		}
		if n < fewest {
			fewest, best = n, fl.names
		}
	}
	return best, nil
}

// walkAgenda reads places of one agenda, or of the items that the plan names.
func (db *DB) walkAgenda(ctx context.Context, p *plan, driver string, after cursor, from, to int64, limit int, once bool) ([]agendaRow, error) {
	args := arguments{}
	list := args.add(p.site)
	name, past, before := args.add(driver), args.add(from), args.add(to)
	n := args.add(limit)
	items := *p // what is asked of the item; the walk and onDate ask the rest of its date
	if driver == "" {
		items.ids, items.edition = nil, ""
	}
	if !p.working {
		items.filters = nil
	}
	where := items.conditions(&args, "a.item", "(SELECT i.published FROM items i WHERE i.id = a.item)", driver) +
		p.onDate(&args, "a", "a.occurrence", driver)
	if once {
		where += ` AND (SELECT 1 FROM occurrences o WHERE o.item = a.item
			AND (o.starts, o.id) < (a.starts, a.occurrence) AND o.finish > ` + past + p.onDate(&args, "o", "o.id", "") + ` LIMIT 1) IS NULL`
	}
	var parts []string
	if driver == "" {
		of := p.among("o.item", &args, p.ids)
		if p.ids == nil {
			of = `o.item IN (SELECT m.item FROM members m WHERE m.edition = ` + args.add(p.edition) + `)`
		}
		parts = append(parts, `SELECT a.starts, a.item, a.occurrence FROM
			(SELECT o.item, o.id AS occurrence, o.starts, o.finish, o.span FROM occurrences o WHERE `+of+` AND o.site = `+list+`) a
			WHERE (a.starts, a.item, a.occurrence) > (`+args.add(after.after())+`, `+args.add(after.text)+`, `+args.add(after.id)+`)
				AND a.starts < `+before+` AND a.finish > `+past+where+` AND `+name+` = ''
			ORDER BY a.starts, a.item, a.occurrence LIMIT `+n)
	}
	for span, longest := range spans {
		if driver == "" {
			break
		}
		// Each class is walked from the cursor on, or from the earliest start of
		// what may still be under way.
		begin := after
		if earliest := from - longest.Milliseconds(); longest < math.MaxInt64 && from != math.MinInt64 && earliest > after.after() {
			begin = cursor{n: earliest, begun: true}
		}
		parts = append(parts, `SELECT starts, item, occurrence FROM (SELECT a.starts, a.item, a.occurrence FROM agenda a
			WHERE a.facet = (SELECT id FROM facets WHERE site = `+list+` AND name = `+name+`) AND a.span = `+strconv.Itoa(span)+`
				AND (a.starts, a.item, a.occurrence) > (`+args.add(begin.after())+`, `+args.add(begin.text)+`, `+args.add(begin.id)+`)
				AND a.starts < `+before+` AND a.finish > `+past+where+`
			ORDER BY a.starts, a.item, a.occurrence LIMIT `+n+`) s`+strconv.Itoa(span))
	}
	rows, err := db.query(ctx, strings.Join(parts, " UNION ALL "), args...)
	return collect(rows, err, func(r *sql.Rows) (a agendaRow, err error) {
		err = r.Scan(&a.starts, &a.item, &a.occurrence)
		return a, err
	})
}

// Agenda lists occurrences of published items by start.
func (db *DB) Agenda(ctx context.Context, site content.ID, f content.ItemFilter) (slots []content.Slot, next string, err error) {
	if err := db.knows(ctx, site); err != nil {
		return nil, "", err
	}
	f.Which = content.LiveRevision
	limit := pageSize(f.Limit)
	rows, err := db.agendaRows(ctx, site, f, limit+1, false)
	if err != nil {
		return nil, "", err
	}
	if len(rows) > limit {
		rows = rows[:limit]
		next = rows[limit-1].cursor().String()
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = string(r.item)
	}
	items, err := db.load(ctx, site, ids, content.LiveRevision)
	if err != nil {
		return nil, "", err
	}
	dates, err := db.occurrences(ctx, ids)
	if err != nil {
		return nil, "", err
	}
	for _, r := range rows {
		it := items[r.item]
		o, ok := dates[r.item][r.occurrence]
		if it == nil || !ok {
			continue // withdrawn between the two readings
		}
		slots = append(slots, content.Slot{Item: it, Occurrence: o.Occurrence, Start: local(o.starts, o.zone), End: local(o.ends, o.zone)})
	}
	return slots, next, nil
}

// local is a stored time in a zone.
func local(ms int64, zone string) time.Time {
	t := at(ms)
	if loc := zoneOf(zone); loc != nil && ms != 0 {
		return t.In(loc)
	}
	return t
}

// zones keeps what time.LoadLocation would read from a file each time. Only
// zones that exist get in, which are a few hundred.
var zones sync.Map

// zoneOf is a zone by its name, nil when there is none of that name.
func zoneOf(name string) *time.Location {
	if z, ok := zones.Load(name); ok {
		return z.(*time.Location)
	}
	z, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	zones.Store(name, z)
	return z
}

func (db *DB) occurrences(ctx context.Context, items []string) (map[content.ID]map[content.ID]occurrenceRow, error) {
	out := map[content.ID]map[content.ID]occurrenceRow{}
	if len(items) == 0 {
		return out, nil
	}
	rows, err := db.query(ctx, `SELECT item, id, n, starts, ends, zone, data FROM occurrences WHERE `+db.anyOf("item", 1), items)
	_, err = collect(rows, err, func(r *sql.Rows) (struct{}, error) {
		var o occurrenceRow
		var item, id content.ID
		var data string
		if err := r.Scan(&item, &id, &o.n, &o.starts, &o.ends, &o.zone, &data); err != nil {
			return struct{}{}, err
		}
		if out[item] == nil {
			out[item] = map[content.ID]occurrenceRow{}
		}
		err := decode(data, &o.Occurrence)
		out[item][id] = o
		return struct{}{}, err
	})
	return out, fail(err, "occurrences")
}
