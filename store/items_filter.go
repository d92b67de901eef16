package store

import (
	"context"
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
	site     content.ID
	none     bool       // nothing can match
	tag      content.ID // of the slug
	drivers  []string   // facets to walk; together they hold every match
	groups   [][]string // an item must stand in one facet of each
	source   string
	since    time.Time
	working  bool // since and order look at the working revision
	from, to time.Time
}

// plan turns a filter into facets.
func (db *DB) plan(ctx context.Context, site content.ID, f content.ItemFilter) (*plan, error) {
	p := &plan{site: site, source: f.Source, since: f.Since, from: f.From, to: f.To,
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
	if f.Channels != nil {
		var names []string
		for _, c := range f.Channels {
			names = append(names, every("", ofChannel(c))...)
		}
		p.groups = append(p.groups, names)
		p.none = len(names) == 0
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
	return p, nil
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
	if !p.from.IsZero() || !p.to.IsZero() {
		b.WriteString(` AND (SELECT 1 FROM occurrences o WHERE o.item = ` + item)
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
