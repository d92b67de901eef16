package store

import (
	"context"
	"database/sql"
	"regexp"
	"slices"
	"time"

	"vitrine/content"
)

// Readers' facets come from the details of a kind (content.Sorted): of the item
// as a whole, or of one of its dates. They are facets like any other, "p:nl/f:place=grote-zaal",
// and those of a date list in the agenda that date alone, so that several of them
// hold for the same evening.

// Dimensions of readers' facets: a value, and the name that its values share,
// under which they are counted.
func ofFacet(name, value string) string { return inFacet(name) + "=" + value }
func inFacet(name string) string        { return "f:" + name }

var (
	facetName  = regexp.MustCompile(`^[a-z]{1,20}$`)
	facetValue = regexp.MustCompile(`^[a-z0-9-]{1,64}$`)
)

// Bounds of what one item or date may say.
const (
	maxFacets  = 60
	maxMembers = 1000
)

// sorts is what the details of a revision say for readers' lists.
type sorts struct {
	item    []content.Facet
	dates   map[content.ID][]content.Facet
	members []content.ID
}

// all are the facets of the item and of any of its dates.
func (s sorts) all() (list []content.Facet) {
	seen := map[[2]string]bool{}
	add := func(fs []content.Facet) {
		for _, f := range fs {
			if k := [2]string{f.Name, f.Value}; !seen[k] {
				seen[k] = true
				list = append(list, f)
			}
		}
	}
	add(s.item)
	for _, fs := range s.dates {
		add(fs)
	}
	slices.SortFunc(list, func(a, b content.Facet) int {
		return slices.Compare([]string{a.Name, a.Value}, []string{b.Name, b.Value})
	})
	return list
}

// sorted reads the details of a revision. Those of a kind that the program does
// not know, or that cannot be read, say nothing: one odd item must not stop a
// restore.
func (db *DB) sorted(it *itemRow, c *contents) (s sorts) {
	d, err := db.kinds.Decode(it.kind, c.Details)
	if err != nil {
		return s
	}
	if dated, ok := d.(content.Dated); ok {
		dated.SetDates(c.Dates)
	}
	if d, ok := d.(content.Sorted); ok {
		s.item = proper(d.Facets(nil))
		s.dates = map[content.ID][]content.Facet{}
		for i := range c.Dates {
			s.dates[c.Dates[i].ID] = proper(d.Facets(&c.Dates[i]))
		}
	}
	if d, ok := d.(content.Collected); ok {
		for _, m := range d.Members() {
			if m != "" && m != it.id && len(s.members) < maxMembers && !slices.Contains(s.members, m) {
				s.members = append(s.members, m)
			}
		}
	}
	return s
}

// proper leaves out what is no facet.
func proper(list []content.Facet) (out []content.Facet) {
	for _, f := range list {
		if facetName.MatchString(f.Name) && facetValue.MatchString(f.Value) && len(out) < maxFacets {
			out = append(out, f)
		}
	}
	return out
}

// readNames are the facets that readsOf needs the numbers of, beside those that
// the item is listed in.
func readNames(c *contents, s sorts) (names []string) {
	for _, f := range s.all() {
		names = append(names, facet(public, "", inFacet(f.Name)))
		for _, t := range c.Texts {
			names = append(names, facet(public, t.Lang, inFacet(f.Name)))
		}
	}
	return names
}

// readsOf gathers what readers' lists know of a published item.
func (t *tx) readsOf(ctx context.Context, it *itemRow, c *contents, s sorts, ids map[string]int64) (*reads, error) {
	r := &reads{Members: s.members}
	var zone string
	if err := t.row(ctx, `SELECT time_zone FROM sites WHERE id = $1`, it.site).Scan(&zone); err != nil {
		return nil, err
	}
	r.Month = monthOf(it.published, zone)
	for _, name := range facetsOf(public, it, c, nil) {
		r.Dims = append(r.Dims, ids[name])
	}
	finish, err := t.finishes(ctx, it.id)
	if err != nil {
		return nil, err
	}
	for _, tag := range c.Tags {
		r.Marks = append(r.Marks, mark{Facet: ids[facet(public, "", ofTag(tag))], Last: lastOf(finish, nil)})
	}
	for _, f := range s.all() {
		last := lastOf(finish, nil)
		if !has(s.item, f) {
			last = lastOf(finish, func(o content.ID) bool { return has(s.dates[o], f) })
		}
		r.Marks = append(r.Marks, mark{Facet: ids[facet(public, "", ofFacet(f.Name, f.Value))], Last: last})
		langs := []content.Lang{""}
		for _, text := range c.Texts {
			if !slices.Contains(langs, text.Lang) {
				langs = append(langs, text.Lang)
			}
		}
		for _, l := range langs {
			r.Tallies = append(r.Tallies, mark{Group: ids[facet(public, l, inFacet(f.Name))],
				Facet: ids[facet(public, "", ofFacet(f.Name, f.Value))], Last: last})
		}
		if f.Label == "" {
			continue
		}
		if _, err := t.exec(ctx, `INSERT INTO facet_labels (site, name, value, label) VALUES ($1, $2, $3, $4)
			ON CONFLICT (site, name, value) DO UPDATE SET label = excluded.label WHERE facet_labels.label <> excluded.label`,
			it.site, f.Name, f.Value, f.Label); err != nil {
			return nil, err
		}
	}
	r.Words, err = t.titleWords(ctx, it)
	return r, err
}

func has(list []content.Facet, f content.Facet) bool {
	return slices.ContainsFunc(list, func(x content.Facet) bool { return x.Name == f.Name && x.Value == f.Value })
}

// finishes are when the dates of a published item are over.
func (t *tx) finishes(ctx context.Context, item content.ID) (map[content.ID]int64, error) {
	out := map[content.ID]int64{}
	rows, err := t.query(ctx, `SELECT id, finish FROM occurrences WHERE item = $1`, item)
	_, err = collect(rows, err, func(r *sql.Rows) (struct{}, error) {
		var id content.ID
		var n int64
		err := r.Scan(&id, &n)
		out[id] = n
		return struct{}{}, err
	})
	return out, err
}

// lastOf is the end of the last date that is chosen, 0 when there is none.
func lastOf(finish map[content.ID]int64, chosen func(content.ID) bool) (last int64) {
	for id, n := range finish {
		if (chosen == nil || chosen(id)) && (last == 0 || n > last) {
			last = n
		}
	}
	return last
}

// monthOf is the month of a time in a zone: year * 12 + month - 1.
func monthOf(published int64, zone string) int64 {
	at := time.UnixMilli(published).UTC()
	if z := zoneOf(zone); z != nil {
		at = at.In(z)
	}
	return int64(at.Year())*12 + int64(at.Month()) - 1
}
