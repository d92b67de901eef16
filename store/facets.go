package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"vitrine/content"
)

// A facet is a list that items stand in: "p:nl/t:{id}" are the published ones
// in Dutch with a tag. An item's row in a listing is (facet, its place, its id),
// so any list is a walk along one key, and any further condition one look-up of
// the same key in another facet.

// The first letter of a facet says which state of an item it lists.
const (
	public  = "p" // the live revision of published items
	hidden  = "x" // the live revision of items that are public no more
	working = "w" // the working revision of all items but those in the trash
	trash   = "t" // the working revision of those in the trash
)

// facet names a list: an empty dim and lang is every item of that state.
func facet(state string, lang content.Lang, dim string) string {
	return state + ":" + string(lang) + "/" + dim
}

// The dimensions.
func ofKind(kind string) string             { return "k:" + kind }
func ofChannel(id content.ID) string        { return "c:" + string(id) }
func ofTag(id content.ID) string            { return "t:" + string(id) }
func ofAuthor(id content.ID) string         { return "a:" + string(id) }
func ofStatus(status content.Status) string { return "s:" + string(status) }
func onChannel(channel, dim string) string  { return "c:" + channel + "+" + dim }

// facetOfTag is the list of a tag, of one channel or all.
func facetOfTag(state string, channel, tag content.ID) string {
	if channel == "" {
		return facet(state, "", ofTag(tag))
	}
	return facet(state, "", onChannel(string(channel), ofTag(tag)))
}

// facetsOf lists where contents stand in a state. Public lists are kept per
// language too, because pages and feeds read those.
func facetsOf(state string, it *itemRow, c *contents, sorted []content.Facet) []string {
	dims := []string{"", ofKind(it.kind), ofChannel(c.Channel)}
	for _, t := range c.Tags {
		dims = append(dims, ofTag(t))
	}
	for _, a := range c.Authors {
		dims = append(dims, ofAuthor(a.ID))
	}
	for _, f := range sorted {
		dims = append(dims, ofFacet(f.Name, f.Value))
	}
	var names []string
	for _, d := range dims {
		names = append(names, facet(state, "", d))
	}
	for _, t := range c.Texts {
		if state != public {
			names = append(names, facet(state, t.Lang, ""))
			continue
		}
		for _, d := range dims {
			names = append(names, facet(state, t.Lang, d))
		}
	}
	if state == public {
		for _, t := range c.Tags {
			names = append(names, facetOfTag(state, c.Channel, t))
		}
	} else {
		names = append(names, facet(state, "", ofStatus(it.status)))
		if it.pending != "" && state == working {
			names = append(names, facet(state, "", ofStatus(it.pending)))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// facetIDs finds the numbers of facets, making those that are new.
func (t *tx) facetIDs(ctx context.Context, site content.ID, names []string) (map[string]int64, error) {
	ids, err := t.knownFacets(ctx, site, names)
	if err != nil || len(ids) == len(names) {
		return ids, err
	}
	for _, n := range names { // sorted: two writers never wait for each other in a circle
		if _, ok := ids[n]; ok {
			continue
		}
		if _, err := t.exec(ctx, `INSERT INTO facets (site, name) VALUES ($1, $2) ON CONFLICT (site, name) DO NOTHING`, site, n); err != nil {
			return nil, err
		}
	}
	return t.knownFacets(ctx, site, names)
}

func (t *tx) knownFacets(ctx context.Context, site content.ID, names []string) (map[string]int64, error) {
	rows, err := t.query(ctx, `SELECT id, name FROM facets WHERE site = $1 AND `+t.anyOf("name", 2), site, names)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	ids := make(map[string]int64, len(names))
	for rows.Next() {
		var id int64
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return nil, err
		}
		ids[name] = id
	}
	return ids, rows.Err()
}

// standing is an item's rows in the listings of one state, kept beside the item
// so that they can be taken away.
type standing struct {
	At     int64   `json:"at"`
	Facets []int64 `json:"f"`
	Reads  *reads  `json:"r,omitempty"` // of the public state
}

// relist brings the listings in line with an item. live and work are the
// contents of its live and working revisions; live is nil when it has none.
func (t *tx) relist(ctx context.Context, it *itemRow, live, work *contents) error {
	want := map[string][]string{}
	var shown sorts // of the live revision
	if live != nil {
		shown = t.sorted(it, live)
	}
	if it.trashed > 0 {
		want[trash] = facetsOf(trash, it, work, t.sorted(it, work).all())
	} else {
		want[working] = facetsOf(working, it, work, t.sorted(it, work).all())
		if live != nil {
			want[it.shown()] = facetsOf(it.shown(), it, live, shown.all())
		}
	}
	var all []string
	for _, names := range want {
		all = append(all, names...)
	}
	if want[public] != nil {
		all = append(all, readNames(live, shown)...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	ids, err := t.facetIDs(ctx, it.site, all)
	if err != nil {
		return err
	}
	before, after := map[string]standing{}, map[string]standing{}
	if err := decode(it.listed, &before); err != nil {
		return err
	}
	for state, names := range want {
		s := standing{At: it.place(state)}
		for _, n := range names {
			s.Facets = append(s.Facets, ids[n])
		}
		if state == public {
			if s.Reads, err = t.readsOf(ctx, it, live, shown, ids); err != nil {
				return err
			}
		}
		after[state] = s
	}
	for _, state := range []string{hidden, public, trash, working} {
		if err := t.restand(ctx, it.id, state, before[state], after[state]); err != nil {
			return err
		}
	}
	if err := t.reread(ctx, it, before[public].Reads, after[public].Reads); err != nil {
		return err
	}
	b, err := json.Marshal(after)
	if err != nil {
		return err
	}
	it.listed = string(b)
	if _, err := t.exec(ctx, `UPDATE items SET listed = $2 WHERE id = $1`, it.id, it.listed); err != nil {
		return err
	}
	if err := t.retitle(ctx, it, live, work, ids); err != nil {
		return err
	}
	return t.reagenda(ctx, it, live, shown, ids)
}

// restand moves an item from its rows in one state to others.
func (t *tx) restand(ctx context.Context, item content.ID, state string, before, after standing) error {
	gone, come := without(before.Facets, after.Facets), without(after.Facets, before.Facets)
	leave, enter := gone, come
	if before.At != after.At { // the rows stand elsewhere, though the facets are the same
		leave, enter = before.Facets, after.Facets
	}
	if len(leave) > 0 {
		if _, err := t.exec(ctx, `DELETE FROM listings WHERE `+t.anyOf("facet", 1)+` AND listed = $2 AND item = $3`,
			leave, before.At, item); err != nil {
			return err
		}
	}
	if len(enter) > 0 {
		if _, err := t.exec(ctx, `INSERT INTO listings (facet, listed, item)
			SELECT value, CAST($2 AS BIGINT), CAST($3 AS TEXT) FROM `+t.eachNumber(1)+` WHERE 1 = 1
			ON CONFLICT (facet, listed, item) DO NOTHING`, enter, after.At, item); err != nil {
			return err
		}
	}
	if state != public { // only lists of public items are counted; bump has serialised their writers
		return nil
	}
	for _, c := range []struct {
		facets []int64
		by     int
	}{{gone, -1}, {come, 1}} {
		if len(c.facets) == 0 {
			continue
		}
		if _, err := t.exec(ctx, `UPDATE facets SET n = n + $2 WHERE `+t.anyOf("id", 1), c.facets, c.by); err != nil {
			return err
		}
	}
	return nil
}

// without is the elements of a that are not in b.
func without(a, b []int64) []int64 {
	var out []int64
	for _, x := range a {
		if !slices.Contains(b, x) {
			out = append(out, x)
		}
	}
	return out
}

// maxSort bounds a sort key, so that a cursor that holds one stays short.
const maxSort = 480

// retitle keeps the lists in order of titles, per language and for the original.
func (t *tx) retitle(ctx context.Context, it *itemRow, live, work *contents, ids map[string]int64) error {
	if _, err := t.exec(ctx, `DELETE FROM titles WHERE item = $1`, it.id); err != nil {
		return err
	}
	keys, err := t.sortKeys(ctx, it.id)
	if err != nil {
		return err
	}
	add := func(state string, c *contents) error {
		for i, text := range c.Texts {
			key := keys[ofLive][text.Lang]
			if state == working || state == trash {
				key = cmp.Or(keys[ofWorking][text.Lang], key)
			}
			key = cmp.Or(key, plainKey(text.Title))
			langs := []content.Lang{text.Lang}
			if i == 0 {
				langs = append(langs, "")
			}
			for _, l := range langs {
				if _, err := t.exec(ctx, `INSERT INTO titles (facet, sort, item) VALUES ($1, $2, $3)
					ON CONFLICT (facet, sort, item) DO NOTHING`, ids[facet(state, l, "")], key, it.id); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if it.trashed > 0 {
		return add(trash, work)
	}
	if err := add(working, work); err != nil || live == nil {
		return err
	}
	return add(it.shown(), live)
}

// sortKeys reads the collation keys of an item's titles, by revision and language.
func (t *tx) sortKeys(ctx context.Context, item content.ID) (map[string]map[content.Lang]string, error) {
	keys := map[string]map[content.Lang]string{ofLive: {}, ofWorking: {}}
	rows, err := t.query(ctx, `SELECT which, lang, sort FROM search_texts WHERE item = $1`, item)
	_, err = collect(rows, err, func(r *sql.Rows) (struct{}, error) {
		var which, key string
		var lang content.Lang
		err := r.Scan(&which, &lang, &key)
		if keys[which] != nil {
			keys[which][lang] = key
		}
		return struct{}{}, err
	})
	return keys, err
}
