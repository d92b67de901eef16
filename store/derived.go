package store

import (
	"context"
	"encoding/json"
	"slices"

	"vitrine/content"
)

// form is which form the derived tables have. It rises when what a program
// derives from the same rows changes; the first program to know a new form makes
// the tables anew when it opens the database.
const form = 1

// refresh makes the derived tables anew if an older program filled them.
func (db *DB) refresh(ctx context.Context) error {
	const have = `SELECT coalesce(max(form), 0) FROM derived`
	var n int
	if err := db.row(ctx, have).Scan(&n); err != nil || n >= form {
		return fail(err, "form of the lists")
	}
	err := db.inTx(ctx, func(t *tx) error {
		if t.postgres { // SQLite's transaction holds the only write lock
			if _, err := t.exec(ctx, `SELECT pg_advisory_xact_lock(`+lockKey+`)`); err != nil {
				return err
			}
		}
		if err := t.row(ctx, have).Scan(&n); err != nil || n >= form {
			return err // another process was first
		}
		db.log.Info("lists are made anew for this version")
		if err := t.forget(ctx); err != nil {
			return err
		}
		if err := t.relistAll(ctx); err != nil {
			return err
		}
		_, err := t.exec(ctx, `INSERT INTO derived (one, form) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET form = excluded.form`, form)
		return err
	})
	return fail(err, "make lists anew")
}

// forget empties the derived tables but the words of searching.
func (t *tx) forget(ctx context.Context) error {
	for _, q := range []string{`DELETE FROM listings`, `DELETE FROM titles`, `DELETE FROM agenda`, `DELETE FROM tallies`,
		`DELETE FROM months`, `DELETE FROM item_facets`, `DELETE FROM members`, `DELETE FROM spellings`, `DELETE FROM words`,
		`DELETE FROM facet_labels`, `DELETE FROM facets`, `DELETE FROM occurrences`, `UPDATE items SET listed = ''`} {
		if _, err := t.exec(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// reads is what readers' lists know of a published item, kept beside it so that
// it can be taken away again.
type reads struct {
	Month   int64        `json:"m"`           // of the first publication, year * 12 + month - 1
	Dims    []int64      `json:"d"`           // facets whose months are counted
	Marks   []mark       `json:"f,omitempty"` // tags and readers' facets
	Tallies []mark       `json:"t,omitempty"` // readers' facets in every language
	Words   []int64      `json:"w,omitempty"` // of its titles, one for each title that has it
	Members []content.ID `json:"e,omitempty"`
}

// mark is a facet with the end of the item's last date in it, 0 without dates.
type mark struct {
	Group int64 `json:"g,omitempty"`
	Facet int64 `json:"f"`
	Last  int64 `json:"l,omitempty"`
}

// reread brings the readers' tables in line with an item. before is nil for one
// that was not public, after for one that is not.
func (t *tx) reread(ctx context.Context, it *itemRow, before, after *reads) error {
	if same(before, after) {
		return nil
	}
	was, is := orNothing(before), orNothing(after)
	for _, step := range []func(context.Context, *itemRow, reads, reads) error{t.retally, t.remonth, t.remark, t.reword, t.regather} {
		if err := step(ctx, it, was, is); err != nil {
			return err
		}
	}
	return nil
}

func same(a, b *reads) bool {
	x, _ := json.Marshal(a) // numbers and strings only
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}

func orNothing(r *reads) reads {
	if r == nil {
		return reads{}
	}
	return *r
}

// remonth moves an item from its month in each list to another.
func (t *tx) remonth(ctx context.Context, _ *itemRow, was, is reads) error {
	deltas := deltas{}
	for _, f := range was.Dims {
		deltas.add(-1, f, was.Month)
	}
	for _, f := range is.Dims {
		deltas.add(1, f, is.Month)
	}
	return deltas.each(func(rows string) error {
		_, err := t.exec(ctx, `INSERT INTO months (facet, month, n) SELECT c0, c1, c2 FROM `+t.numbers(1, 3)+` WHERE 1 = 1
			ON CONFLICT (facet, month) DO UPDATE SET n = months.n + excluded.n`, rows)
		return err
	})
}

// remark stores which tags and readers' facets an item has.
func (t *tx) remark(ctx context.Context, it *itemRow, was, is reads) error {
	if slices.Equal(was.Marks, is.Marks) {
		return nil
	}
	if _, err := t.exec(ctx, `DELETE FROM item_facets WHERE item = $1`, it.id); err != nil || len(is.Marks) == 0 {
		return err
	}
	rows := make([][]int64, len(is.Marks))
	for i, m := range is.Marks {
		rows[i] = []int64{m.Facet, m.Last}
	}
	_, err := t.exec(ctx, `INSERT INTO item_facets (item, facet, last) SELECT CAST($2 AS TEXT), c0, c1 FROM `+t.numbers(1, 2)+` WHERE 1 = 1
		ON CONFLICT (item, facet) DO NOTHING`, encode(rows), it.id)
	return err
}

// regather stores which items an item holds.
func (t *tx) regather(ctx context.Context, it *itemRow, was, is reads) error {
	if slices.Equal(was.Members, is.Members) {
		return nil
	}
	if _, err := t.exec(ctx, `DELETE FROM members WHERE edition = $1`, it.id); err != nil {
		return err
	}
	for n, m := range is.Members {
		if _, err := t.exec(ctx, `INSERT INTO members (edition, n, item) VALUES ($1, $2, $3)`, it.id, n+1, m); err != nil {
			return err
		}
	}
	return nil
}

// maxKey is the longest key of deltas: group, level, slot, facet.
type deltaKey [4]int64

// deltas are changes of counts by key, summed so that each row is written once.
type deltas map[deltaKey]*delta

type delta struct {
	key []int64
	n   int64
}

func (d deltas) add(n int64, key ...int64) {
	var k deltaKey
	copy(k[:], key)
	if d[k] == nil {
		d[k] = &delta{key: key}
	}
	d[k].n += n
}

// each gives the rows that change, as numbers expects them; the order is always
// the same, so that no two writers wait for each other in a circle.
func (d deltas) each(write func(rows string) error) error {
	var rows [][]int64
	for _, x := range d {
		if x.n != 0 {
			rows = append(rows, append(slices.Clone(x.key), x.n))
		}
	}
	if len(rows) == 0 {
		return nil
	}
	slices.SortFunc(rows, slices.Compare[[]int64])
	return write(encode(rows))
}
