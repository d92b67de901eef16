package store

import (
	"context"
	"database/sql"

	"vitrine/content"
)

const objectColumns = `id, site, item, lang, channel, type, revision, announced, updated, deleted`

func scanObject(r scanner) (*content.ObjectRef, error) {
	var o content.ObjectRef
	var announced, updated, deleted int64
	err := r.Scan(&o.ID, &o.Site, &o.Item, &o.Lang, &o.Channel, &o.Type, &o.Revision, &announced, &updated, &deleted)
	o.Announced, o.Updated, o.Deleted = at(announced), at(updated), at(deleted)
	return &o, err
}

func scanObjectRow(r *sql.Rows) (*content.ObjectRef, error) { return scanObject(r) }

// SaveObject inserts what was announced, or moves its revision and times.
func (db *DB) SaveObject(ctx context.Context, o *content.ObjectRef) error {
	err := db.inTx(ctx, func(t *tx) error { return t.saveObject(ctx, o) })
	return fail(err, "save object %s", o.ID)
}

// saveObject is SaveObject within a transaction. It keeps the channel's count of
// announced objects and locks the item's row, so that announcements of one item
// follow each other.
func (t *tx) saveObject(ctx context.Context, o *content.ObjectRef) error {
	var one int
	err := t.row(ctx, `SELECT 1 FROM items WHERE site = $1 AND id = $2`+t.forUpdate(), o.Site, o.Item).Scan(&one)
	if err != nil {
		return fail(err, "item %s of site %s", o.Item, o.Site)
	}
	n, err := t.exec(ctx, `INSERT INTO objects (`+objectColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (id) DO NOTHING`,
		o.ID, o.Site, o.Item, o.Lang, o.Channel, o.Type, o.Revision, o.Announced, o.Updated, o.Deleted)
	if err != nil {
		return err // Conflict when another present object of that item, language and channel exists
	}
	before := &content.ObjectRef{}
	if n == 0 {
		before, err = scanObject(t.row(ctx, `SELECT `+objectColumns+` FROM objects WHERE id = $1 AND site = $2`, o.ID, o.Site))
		if err != nil {
			return fail(err, "object %s of site %s", o.ID, o.Site)
		}
		if before.Item != o.Item || before.Lang != o.Lang || before.Channel != o.Channel || before.Type != o.Type {
			return conflict("object %s is frozen as %s of channel %s in %s", o.ID, before.Type, before.Channel, before.Lang)
		}
		if !before.Deleted.IsZero() && o.Deleted.IsZero() {
			return conflict("object %s was deleted; such an id never returns", o.ID)
		}
		_, err = t.exec(ctx, `UPDATE objects SET revision = $2, announced = $3, updated = $4, deleted = $5 WHERE id = $1`,
			o.ID, o.Revision, o.Announced, o.Updated, o.Deleted)
		if err != nil {
			return err
		}
		if !o.Deleted.IsZero() {
			if _, err := t.exec(ctx, `DELETE FROM featured WHERE object = $1`, o.ID); err != nil {
				return err
			}
		}
	}
	if d := shown(o) - shown(before); d != 0 {
		_, err = t.exec(ctx, `UPDATE channels SET announced = announced + $2 WHERE id = $1`, o.Channel, d)
	}
	return err
}

// shown is 1 for an object that the outbox lists.
func shown(o *content.ObjectRef) int64 { return flag(!o.Announced.IsZero() && o.Deleted.IsZero()) }

// Object finds an object by its id, a deleted one too.
func (db *DB) Object(ctx context.Context, site, id content.ID) (*content.ObjectRef, error) {
	o, err := scanObject(db.row(ctx, `SELECT `+objectColumns+` FROM objects WHERE id = $1 AND site = $2`, id, site))
	if err != nil {
		return nil, fail(err, "object %s of site %s", id, site)
	}
	return o, nil
}

// Objects lists an item's objects, oldest first, deleted ones too.
func (db *DB) Objects(ctx context.Context, site, item content.ID) ([]*content.ObjectRef, error) {
	if err := db.hasItem(ctx, site, item); err != nil {
		return nil, err
	}
	rows, err := db.query(ctx, `SELECT `+objectColumns+` FROM objects WHERE item = $1 ORDER BY announced, id`, item)
	list, err := collect(rows, err, scanObjectRow)
	return list, fail(err, "objects of item %s", item)
}

func (db *DB) hasItem(ctx context.Context, site, item content.ID) error {
	var one int
	err := db.row(ctx, `SELECT 1 FROM items WHERE id = $1 AND site = $2`, item, site).Scan(&one)
	return fail(err, "item %s of site %s", item, site)
}

// ChannelObjects pages what a channel announced and did not delete, newest first.
func (db *DB) ChannelObjects(ctx context.Context, site, channel content.ID, limit int, page string) (objects []*content.ObjectRef, next string, total int, err error) {
	c, err := readCursor(page)
	if err != nil {
		return nil, "", 0, err
	}
	err = db.row(ctx, `SELECT announced FROM channels WHERE id = $1 AND site = $2`, channel, site).Scan(&total)
	if err != nil {
		return nil, "", 0, fail(err, "channel %s of site %s", channel, site)
	}
	limit = pageSize(limit)
	rows, err := db.query(ctx, `SELECT `+objectColumns+` FROM objects
		WHERE channel = $1 AND deleted = 0 AND announced > 0 AND (announced, id) < ($2, $3)
		ORDER BY announced DESC, id DESC LIMIT $4`, channel, c.before(), c.id, limit+1)
	objects, err = collect(rows, err, scanObjectRow)
	if err != nil {
		return nil, "", 0, fail(err, "objects of channel %s", channel)
	}
	if len(objects) > limit {
		objects = objects[:limit]
		last := objects[limit-1]
		next = cursor{n: ms(last.Announced), id: string(last.ID)}.String()
	}
	return objects, next, total, nil
}

// Featured lists the ids of the channel's pinned objects.
func (db *DB) Featured(ctx context.Context, site, channel content.ID) ([]content.ID, error) {
	if _, err := db.Channel(ctx, site, channel); err != nil {
		return nil, err
	}
	rows, err := db.query(ctx, `SELECT object FROM featured WHERE channel = $1 ORDER BY n`, channel)
	list, err := collect(rows, err, scanOne[content.ID])
	return list, fail(err, "featured objects of channel %s", channel)
}

// SetFeatured pins objects, in this order, and no others.
func (db *DB) SetFeatured(ctx context.Context, site, channel content.ID, objects []content.ID) error {
	err := db.inTx(ctx, func(t *tx) error {
		if err := t.bump(ctx, site); err != nil {
			return err
		}
		var one int
		if err := t.row(ctx, `SELECT 1 FROM channels WHERE id = $1 AND site = $2`+t.forUpdate(), channel, site).Scan(&one); err != nil {
			return err
		}
		if _, err := t.exec(ctx, `DELETE FROM featured WHERE channel = $1`, channel); err != nil {
			return err
		}
		for i, o := range objects {
			n, err := t.exec(ctx, `INSERT INTO featured (channel, n, object, site)
				SELECT channel, CAST($2 AS BIGINT), id, site FROM objects WHERE id = $3 AND channel = $1 AND deleted = 0`, channel, i, o)
			if err != nil {
				return err
			}
			if n == 0 {
				return notFound("object %s of channel %s", o, channel)
			}
		}
		return nil
	})
	return fail(err, "feature objects of channel %s", channel)
}
