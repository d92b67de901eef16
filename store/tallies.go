package store

import (
	"context"

	"vitrine/content"
)

// How many items have a date that is not over is asked at every agenda, of every
// value of every filter. Counting them would cost what there is to come, so they
// are counted beforehand by when they are over: in quarters of an hour, and
// again in blocks of 16 of the level below. What is not over at an instant is
// then the rest of its block at each level, at most 15 rows of a value, and the
// blocks of 43 days behind.

// quarter is the finest slot, in milliseconds.
const quarter = 15 * 60 * 1000

const (
	tallyLevels = 4 // quarters, four hours, 64 hours, 43 days
	tallyBits   = 4
	tallyAll    = 9 // the level of all items, dates or not
)

// slotOf is the quarter in which something that is over at last ends; what ends
// at the full quarter ends in the one before.
func slotOf(last int64) int64 { return floorDiv(last-1, quarter) }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// retally counts an item under its readers' facets.
func (t *tx) retally(ctx context.Context, it *itemRow, was, is reads) error {
	deltas := deltas{}
	count := func(marks []mark, by int64) {
		for _, m := range marks {
			deltas.add(by, m.Group, tallyAll, 0, m.Facet)
			if m.Last == 0 {
				continue
			}
			slot := slotOf(m.Last)
			for level := range int64(tallyLevels) {
				deltas.add(by, m.Group, level, slot, m.Facet)
				slot >>= tallyBits
			}
		}
	}
	count(was.Tallies, -1)
	count(is.Tallies, 1)
	return deltas.each(func(rows string) error {
		_, err := t.exec(ctx, `INSERT INTO tallies (grp, level, slot, facet, kind, n)
			SELECT c0, c1, c2, c3, CAST($2 AS TEXT), c4 FROM `+t.numbers(1, 5)+` WHERE 1 = 1
			ON CONFLICT (grp, level, slot, facet, kind) DO UPDATE SET n = tallies.n + excluded.n`, rows, it.kind)
		return err
	})
}

// slots are the rows of tallies that together hold what is over after an
// instant, rounded down to a quarter: level, first and last slot.
func slots(from int64) [][3]int64 {
	first := floorDiv(from, quarter)
	var out [][3]int64
	for level := range int64(tallyLevels) {
		last := first | (1<<tallyBits - 1)
		if level == tallyLevels-1 {
			last = 1 << 60
		}
		out = append(out, [3]int64{level, first, last})
		first = first>>tallyBits + 1
	}
	return out
}

// tallied reads the counts of a name's values: of a language, of a kind or all.
// from is 0 for all items.
func (db *DB) tallied(ctx context.Context, site content.ID, lang content.Lang, kind, name string, from int64, dated bool) (map[int64]int, error) {
	ranges := [][3]int64{{tallyAll, 0, 0}}
	if dated {
		ranges = slots(from)
	}
	group := facet(public, lang, inFacet(name))
	var args arguments
	q := `SELECT facet, sum(n) FROM (`
	of := `(SELECT id FROM facets WHERE site = ` + args.add(site) + ` AND name = ` + args.add(group) + `)`
	k := args.add(kind)
	for i, r := range ranges {
		if i > 0 {
			q += ` UNION ALL `
		}
		q += `SELECT facet, n FROM tallies WHERE grp = ` + of + ` AND level = ` + args.add(r[0]) +
			` AND slot >= ` + args.add(r[1]) + ` AND slot <= ` + args.add(r[2]) + ` AND (` + k + ` = '' OR kind = ` + k + `)`
	}
	rows, err := db.query(ctx, q+`) s GROUP BY facet`, args...)
	return countRows(rows, err)
}
