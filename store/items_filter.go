package store

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"time"

	"vitrine/content"
)

// arguments collects what placeholders stand for.
type arguments []any

// add appends a value and returns its placeholder.
func (a *arguments) add(v any) string {
	*a = append(*a, v)
	return "$" + strconv.Itoa(len(*a))
}

// plan is a filter in terms of facets.
type plan struct {
	dialect
	site     content.ID
	none     bool       // nothing can match
	tag      content.ID // of the slug
	drivers  []string   // facets to walk; together they hold every match
	groups   [][]string // an item must stand in one facet of each
	source   string
	since    time.Time
	working  bool // since and order look at the working revision
	from, to time.Time
	filters  []filter // readers' facets: an item must stand in one of each
	edition  content.ID
	ids      []content.ID // nil: all
	pubFrom  time.Time
	pubTo    time.Time
}

// filter is a name of readers' facets with the values of which one must hold.
type filter struct {
	names []string
	ids   []int64
}

// shown reports whether all that stands in driver passes.
func (f filter) shown(driver string) bool {
	return driver != "" && slices.ContainsFunc(f.names, func(n string) bool { return implies(driver, n) })
}

// plan turns a filter into facets.
func (db *DB) plan(ctx context.Context, site content.ID, f content.ItemFilter) (*plan, error) {
	p := &plan{dialect: db.dialect, site: site, source: f.Source, since: f.Since, from: f.From, to: f.To,
		edition: f.Edition, ids: f.IDs[:min(len(f.IDs), maxPage)], pubFrom: f.PubFrom, pubTo: f.PubTo,
		working: f.Trash || f.Which == content.WorkingRevision}
	if f.Tag != "" {
		tag, err := db.TagBySlug(ctx, site, f.Tag)
		if content.Is(err, content.NotFound) {
			p.none = true
			return p, nil
		}
		if err != nil {
			return nil, err
		}
		p.tag = tag.ID
	}
	states, base := statesOf(f)
	p.groups = append(p.groups, base)
	every := func(lang content.Lang, dim string) (names []string) {
		for _, s := range states {
			names = append(names, facet(s, lang, dim))
		}
		return names
	}
	walk := "" // the dimension with the fewest items, probably
	for _, d := range []struct {
		on  bool
		dim string
	}{{f.Kind != "", ofKind(f.Kind)}, {f.Channel != "", ofChannel(f.Channel)}, {f.Author != "", ofAuthor(f.Author)}, {p.tag != "", ofTag(p.tag)}} {
		if d.on {
			p.groups = append(p.groups, every("", d.dim))
			walk = d.dim
		}
	}
	if len(f.Tags) > 0 {
		names, err := db.anyTag(ctx, site, f.Tags, every)
		if err != nil {
			return nil, err
		}
		p.groups = append(p.groups, names)
		p.none = p.none || len(names) == 0
	}
	if f.Channels != nil {
		var names []string
		for _, c := range f.Channels {
			names = append(names, every("", ofChannel(c))...)
		}
		p.groups = append(p.groups, names)
		p.none = p.none || len(names) == 0
	}
	if f.Lang != "" {
		p.groups = append(p.groups, every(f.Lang, ""))
	}
	for _, s := range states {
		switch {
		case s == public || walk == "" && f.Lang != "":
			p.drivers = append(p.drivers, facet(s, f.Lang, walk))
		case walk != "":
			p.drivers = append(p.drivers, facet(s, "", walk))
		default:
			for _, name := range base {
				if strings.HasPrefix(name, s) {
					p.drivers = append(p.drivers, name)
				}
			}
		}
	}
	return p, db.filtered(ctx, p, states, f)
}

// anyTag are the lists of the tags that exist.
func (db *DB) anyTag(ctx context.Context, site content.ID, slugs []string, every func(content.Lang, string) []string) (names []string, err error) {
	for _, slug := range slugs[:min(len(slugs), maxFilterValues)] {
		tag, err := db.TagBySlug(ctx, site, slug)
		if content.Is(err, content.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		names = append(names, every("", ofTag(tag.ID))...)
	}
	return names, nil
}

// Bounds of readers' filters.
const (
	maxFilters      = 5
	maxFilterValues = 10
)

// filtered adds readers' facets to a plan and walks the shortest list.
func (db *DB) filtered(ctx context.Context, p *plan, states []string, f content.ItemFilter) error {
	if len(f.Facets) == 0 || p.none {
		return nil
	}
	values := map[string][]string{} // by name
	var names []string
	for _, x := range f.Facets {
		if !facetName.MatchString(x.Name) || !facetValue.MatchString(x.Value) {
			p.none = true // nothing stands there
			return nil
		}
		if !slices.Contains(values[x.Name], x.Value) {
			values[x.Name] = append(values[x.Name], x.Value)
		}
		for _, s := range states {
			names = append(names, facet(s, "", ofFacet(x.Name, x.Value)), facet(s, f.Lang, ofFacet(x.Name, x.Value)))
		}
	}
	known, err := db.lists(ctx, p.site, append(names, p.drivers...))
	if err != nil {
		return fail(err, "filters of site %s", p.site)
	}
	best := 0
	for _, d := range p.drivers {
		best += known[d].n
	}
	p.none = len(values) > maxFilters
	for name, list := range values {
		var group filter
		var drivers []string
		n := 0
		for _, v := range list[:min(len(list), maxFilterValues)] {
			for _, s := range states {
				if l, ok := known[facet(s, "", ofFacet(name, v))]; ok {
					group.ids, group.names = append(group.ids, l.id), append(group.names, facet(s, "", ofFacet(name, v)))
				}
			}
			d := facet(public, f.Lang, ofFacet(name, v))
			if l, ok := known[d]; ok {
				drivers, n = append(drivers, d), n+l.n
			}
		}
		if len(group.ids) == 0 {
			p.none = true
			return nil
		}
		p.filters = append(p.filters, group)
		if len(states) == 1 && states[0] == public && n < best {
			best, p.drivers = n, drivers
		}
	}
	return nil
}

// listed is a list with its number and the number of its items.
type listed struct {
	id int64
	n  int
}

// lists finds facets by their names; those that were never used are left out.
func (db *DB) lists(ctx context.Context, site content.ID, names []string) (map[string]listed, error) {
	out := make(map[string]listed, len(names))
	rows, err := db.query(ctx, `SELECT id, name, n FROM facets WHERE site = $1 AND `+db.anyOf("name", 2), site, names)
	_, err = collect(rows, err, func(r *sql.Rows) (struct{}, error) {
		var l listed
		var name string
		err := r.Scan(&l.id, &name, &l.n)
		out[name] = l
		return struct{}{}, err
	})
	return out, err
}

// statesOf says which states a filter asks for, and the facets of these states
// and of the statuses it names.
func statesOf(f content.ItemFilter) (states, base []string) {
	add := func(state string) {
		if len(f.Status) == 0 {
			base = append(base, facet(state, "", ""))
		}
		for _, s := range f.Status {
			base = append(base, facet(state, "", ofStatus(s)))
		}
		states = append(states, state)
	}
	switch {
	case f.Trash:
		add(trash)
	case f.Which == content.WorkingRevision:
		add(working)
	case len(f.Status) == 0:
		states, base = []string{public}, []string{facet(public, "", "")}
		if !f.Since.IsZero() {
			add(hidden)
		}
	default:
		if slices.Contains(f.Status, content.Published) {
			states, base = []string{public}, []string{facet(public, "", "")}
		}
		if len(f.Status) > len(states) {
			add(hidden)
		}
	}
	return states, base
}

// implies reports whether whatever stands in facet a stands in facet b too.
func implies(a, b string) bool {
	stateA, restA, _ := strings.Cut(a, ":")
	stateB, restB, _ := strings.Cut(b, ":")
	langA, dimA, _ := strings.Cut(restA, "/")
	langB, dimB, _ := strings.Cut(restB, "/")
	return stateA == stateB && (langB == "" || langA == langB) && (dimB == "" || dimA == dimB)
}

// conditions writes what the walk along driver does not show already. item and
// listed are expressions for an item's id and its place in listings. Each is a
// look-up for the row at hand, not EXISTS: that a planner may turn into a join
// with all of a list.
func (p *plan) conditions(args *arguments, item, listed, driver string) string {
	var b strings.Builder
group:
	for _, names := range p.groups {
		for _, n := range names {
			if driver != "" && implies(driver, n) {
				continue group
			}
		}
		b.WriteString(" AND (")
		for i, n := range names {
			if i > 0 {
				b.WriteString(" OR ")
			}
			b.WriteString(`(SELECT 1 FROM listings m WHERE m.facet = (SELECT id FROM facets WHERE site = ` + args.add(p.site) +
				` AND name = ` + args.add(n) + `) AND m.listed = ` + listed + ` AND m.item = ` + item + `) IS NOT NULL`)
		}
		b.WriteString(")")
	}
	if p.source != "" {
		b.WriteString(` AND (SELECT i.source FROM items i WHERE i.id = ` + item + `) = ` + args.add(p.source))
	}
	if !p.since.IsZero() {
		b.WriteString(` AND (SELECT i.` + p.moved() + ` FROM items i WHERE i.id = ` + item + `) >= ` + args.add(p.since))
	}
	for _, fl := range p.filters {
		if fl.shown(driver) {
			continue
		}
		b.WriteString(` AND (SELECT 1 FROM listings m WHERE ` + p.among("m.facet", args, fl.ids) +
			` AND m.listed = ` + listed + ` AND m.item = ` + item + ` LIMIT 1) IS NOT NULL`)
	}
	dated := !p.from.IsZero() || !p.to.IsZero()
	if len(p.filters) > 1 && !dated && !p.working { // of one date, where there are dates
		b.WriteString(` AND ((SELECT 1 FROM occurrences o WHERE o.item = ` + item + ` LIMIT 1) IS NULL
			OR (SELECT 1 FROM occurrences o WHERE o.item = ` + item + p.onDate(args, "o", "o.id", "") + ` LIMIT 1) IS NOT NULL)`)
	}
	if p.edition != "" {
		b.WriteString(` AND (SELECT 1 FROM members e WHERE e.edition = ` + args.add(p.edition) + ` AND e.item = ` + item + ` LIMIT 1) IS NOT NULL`)
	}
	if p.ids != nil {
		b.WriteString(` AND ` + p.among(item, args, p.ids))
	}
	if !p.pubFrom.IsZero() || !p.pubTo.IsZero() {
		published := `(SELECT i.published FROM items i WHERE i.id = ` + item + `)`
		b.WriteString(` AND ` + published + ` <> 0`)
		if !p.pubFrom.IsZero() {
			b.WriteString(` AND ` + published + ` >= ` + args.add(p.pubFrom))
		}
		if !p.pubTo.IsZero() {
			b.WriteString(` AND ` + published + ` < ` + args.add(p.pubTo))
		}
	}
	if dated {
		b.WriteString(` AND (SELECT 1 FROM occurrences o WHERE o.item = ` + item + p.onDate(args, "o", "o.id", ""))
		if !p.from.IsZero() {
			b.WriteString(` AND o.finish > ` + args.add(p.from))
		}
		if !p.to.IsZero() {
			b.WriteString(` AND o.starts < ` + args.add(p.to))
		}
		b.WriteString(` LIMIT 1) IS NOT NULL`)
	}
	return b.String()
}

// among is a condition that column equals an element of list.
func (p *plan) among(column string, args *arguments, list any) string {
	args.add(list)
	return p.anyOf(column, len(*args))
}

// onDate writes that a date stands under every readers' facet: o is what the
// columns item, span and starts are of, id the expression of its id. What the
// walk along driver shows is not asked again.
func (p *plan) onDate(args *arguments, o, id, driver string) string {
	var b strings.Builder
	if p.working {
		return "" // only public dates are listed
	}
	for _, fl := range p.filters {
		if fl.shown(driver) {
			continue
		}
		b.WriteString(` AND (SELECT 1 FROM agenda g WHERE ` + p.among("g.facet", args, fl.ids) + ` AND g.span = ` + o + `.span
			AND g.starts = ` + o + `.starts AND g.item = ` + o + `.item AND g.occurrence = ` + id + ` LIMIT 1) IS NOT NULL`)
	}
	return b.String()
}

// moved is the column that synchronising goes by.
func (p *plan) moved() string {
	if p.working {
		return "touched"
	}
	return "updated"
}

// listedAt is an item's place in listings, for an item that is at hand as i.
func (p *plan) listedAt() string {
	if p.working {
		return "CASE WHEN i.published <> 0 THEN i.published ELSE i.changed END"
	}
	return "i.published"
}
