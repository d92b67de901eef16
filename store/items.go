package store

import (
	"context"
	"database/sql"
	"time"

	"vitrine/content"
)

// Item finds an item at its live or working revision; an item that was never
// published has no live one.
func (db *DB) Item(ctx context.Context, site, id content.ID, w content.Which) (*content.Item, error) {
	it, err := db.one(ctx, site, `WHERE i.id = $1 AND i.site = $2 AND `+revisionOf(w), id, site)
	return it, fail(err, "item %s of site %s", id, site)
}

// ItemBySlug finds the live revision of the item that has, or had, a slug.
func (db *DB) ItemBySlug(ctx context.Context, site content.ID, lang content.Lang, kind, slug string) (*content.Item, error) {
	it, err := db.one(ctx, site, `JOIN slugs s ON s.item = i.id
		WHERE s.site = $1 AND s.lang = $2 AND s.slug = $3 AND s.live = 1 AND i.kind = $4 AND r.n = i.live`, site, lang, slug, kind)
	return it, fail(err, "%s %s in %s", kind, slug, lang)
}

// ItemBySource finds the working revision of an imported item.
func (db *DB) ItemBySource(ctx context.Context, site content.ID, source, externalID string) (*content.Item, error) {
	it, err := db.one(ctx, site, `WHERE i.site = $1 AND i.source = $2 AND i.source <> '' AND i.external_id = $3
		AND r.n = i.working`, site, source, externalID)
	return it, fail(err, "item %s of source %s", externalID, source)
}

// Revisions lists an item's revisions, newest first.
func (db *DB) Revisions(ctx context.Context, site, item content.ID) ([]content.RevisionInfo, error) {
	if err := db.hasItem(ctx, site, item); err != nil {
		return nil, err
	}
	rows, err := db.query(ctx, `SELECT n, author, created, reason, was_live, title FROM revisions WHERE item = $1 ORDER BY n DESC`, item)
	list, err := collect(rows, err, func(r *sql.Rows) (i content.RevisionInfo, err error) {
		var created int64
		err = r.Scan(&i.N, &i.By, &created, &i.Reason, &i.WasLive, &i.Title)
		i.Created = at(created)
		return i, err
	})
	return list, fail(err, "revisions of item %s", item)
}

// ItemRevision finds an item as it was at revision n.
func (db *DB) ItemRevision(ctx context.Context, site, item content.ID, n int) (*content.Item, error) {
	it, err := db.one(ctx, site, `WHERE i.id = $1 AND i.site = $2 AND r.n = $3`, item, site, n)
	return it, fail(err, "revision %d of item %s", n, item)
}

// TrashItem moves an item that was never public to the trash; its timers end.
func (db *DB) TrashItem(ctx context.Context, site, item content.ID, when time.Time) error {
	err := db.inTx(ctx, func(t *tx) error {
		it, err := t.lockItem(ctx, site, item)
		if err != nil {
			return err
		}
		if it.live > 0 {
			return conflict("item %s has been public", item)
		}
		it.trashed = ms(when)
		if _, err := t.exec(ctx, `UPDATE items SET trashed = $2 WHERE id = $1`, item, it.trashed); err != nil {
			return err
		}
		work, err := t.contentsOf(ctx, item, it.working)
		if err != nil {
			return err
		}
		if err := t.relist(ctx, it, nil, work); err != nil {
			return err
		}
		return db.cancelTimers(ctx, t, site, []string{content.QueuePublish, content.QueueExpire}, string(item))
	})
	return fail(err, "trash item %s", item)
}

// removeItem takes away an item that was never public, with all that hangs on it.
func (t *tx) removeItem(ctx context.Context, site, item content.ID) error {
	it, err := t.lockItem(ctx, site, item)
	if err != nil {
		return err
	}
	if it.live > 0 {
		return conflict("item %s has been public", item)
	}
	before := map[string]standing{}
	if err := decode(it.listed, &before); err != nil {
		return err
	}
	for state, s := range before {
		if err := t.restand(ctx, item, state, s, standing{}); err != nil {
			return err
		}
	}
	if err := t.index(ctx, site, item, 0, ofLive, nil); err != nil {
		return err
	}
	for _, q := range []string{`DELETE FROM titles WHERE item = $1`, `DELETE FROM agenda WHERE item = $1`, `DELETE FROM items WHERE id = $1`} {
		if _, err := t.exec(ctx, q, item); err != nil {
			return err
		}
	}
	return nil
}

// SaveDraft keeps what someone is writing and has not saved; empty data ends it.
func (db *DB) SaveDraft(ctx context.Context, site, item, user content.ID, data []byte, when time.Time) error {
	err := db.inTx(ctx, func(t *tx) error {
		var one int
		if err := t.row(ctx, `SELECT 1 FROM items WHERE id = $1 AND site = $2`, item, site).Scan(&one); err != nil {
			return err
		}
		if len(data) == 0 {
			_, err := t.exec(ctx, `DELETE FROM drafts WHERE item = $1 AND author = $2`, item, user)
			return err
		}
		_, err := t.exec(ctx, `INSERT INTO drafts (item, author, site, data, saved) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (item, author) DO UPDATE SET data = excluded.data, saved = excluded.saved`, item, user, site, data, when)
		return err
	})
	return fail(err, "save draft of item %s", item)
}

// Draft is what SaveDraft kept last.
func (db *DB) Draft(ctx context.Context, site, item, user content.ID) (data []byte, when time.Time, err error) {
	var saved int64
	err = db.row(ctx, `SELECT data, saved FROM drafts WHERE item = $1 AND author = $2 AND site = $3`, item, user, site).Scan(&data, &saved)
	if err != nil {
		return nil, time.Time{}, fail(err, "draft of item %s", item)
	}
	return data, at(saved), nil
}
