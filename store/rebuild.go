package store

import (
	"context"
	"database/sql"

	"vitrine/content"
)

// rebuild makes the derived tables anew, after rows were written into the others
// directly: by a restore.
func (db *DB) rebuild(ctx context.Context) error {
	err := db.inTx(ctx, func(t *tx) error {
		if err := t.forget(ctx); err != nil {
			return err
		}
		if !t.postgres {
			if _, err := t.exec(ctx, `DELETE FROM search`); err != nil {
				return err
			}
		}
		if err := t.reindexAll(ctx); err != nil {
			return err
		}
		return t.relistAll(ctx)
	})
	return fail(err, "rebuild lists and search")
}

// rebuildPage is how many rows are in memory at a time.
const rebuildPage = 500

func (t *tx) reindexAll(ctx context.Context) error {
	type entry struct {
		num                int64
		site               content.ID
		lang               content.Lang
		title, words, item string
	}
	last, begun := int64(0), 0
	for {
		rows, err := t.query(ctx, `SELECT num, site, lang, title, words, item FROM search_texts
			WHERE $1 = 0 OR num > $2 ORDER BY num LIMIT $3`, begun, last, rebuildPage)
		page, err := collect(rows, err, func(r *sql.Rows) (e entry, err error) {
			err = r.Scan(&e.num, &e.site, &e.lang, &e.title, &e.words, &e.item)
			return e, err
		})
		if err != nil || len(page) == 0 {
			return err
		}
		for _, e := range page {
			if t.postgres {
				_, err = t.exec(ctx, `UPDATE search_texts SET doc = CAST($2::text AS tsvector) WHERE num = $1`, e.num, vector(e.title, e.words))
			} else {
				_, err = t.exec(ctx, `INSERT INTO search (rowid, scope, title, words) VALUES ($1, $2, $3, $4)`,
					e.num, scope(e.site, e.lang), e.title, e.words)
			}
			if err != nil {
				return err
			}
		}
		last, begun = page[len(page)-1].num, 1
	}
}

func (t *tx) relistAll(ctx context.Context) error { return t.relistSite(ctx, "") }

// relistSite makes the lists of one site anew, or of all.
func (t *tx) relistSite(ctx context.Context, site content.ID) error {
	last := content.ID("")
	for {
		rows, err := t.query(ctx, `SELECT `+itemColumns+` FROM items i WHERE i.id > $1 AND ($3 = '' OR i.site = $3)
			ORDER BY i.id LIMIT $2`, last, rebuildPage, site)
		page, err := collect(rows, err, func(r *sql.Rows) (*itemRow, error) { return scanItem(r) })
		if err != nil || len(page) == 0 {
			return err
		}
		for _, it := range page {
			if err := t.derive(ctx, it); err != nil {
				return err
			}
		}
		last = page[len(page)-1].id
	}
}

// derive makes an item's dates and its places in lists from its contents.
func (t *tx) derive(ctx context.Context, it *itemRow) error {
	live, err := t.contentsOf(ctx, it.id, it.live)
	if err != nil {
		return err
	}
	work, err := t.contentsOf(ctx, it.id, it.working)
	if err != nil {
		return err
	}
	if err := t.reoccur(ctx, it, live); err != nil {
		return err
	}
	return t.relist(ctx, it, live, work)
}
