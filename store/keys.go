package store

import (
	"context"
	"database/sql"

	"vitrine/content"
)

func scanKey(r scanner) (k content.SealedKey, err error) {
	var created int64
	err = r.Scan(&k.Site, &k.Owner, &k.Type, &k.Public, &k.Sealed, &created)
	k.Created = at(created)
	return k, err
}

// SaveKey stores a key unless the owner has one of that type already; the one
// that is stored is returned.
func (db *DB) SaveKey(ctx context.Context, k content.SealedKey) (stored content.SealedKey, err error) {
	err = db.inTx(ctx, func(t *tx) error {
		if k.Owner != "" {
			var one int
			if err := t.row(ctx, `SELECT 1 FROM channels WHERE site = $1 AND id = $2`, k.Site, k.Owner).Scan(&one); err != nil {
				return err
			}
		}
		if _, err := t.exec(ctx, `INSERT INTO keys (site, owner, type, public, sealed, created) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (site, owner, type) DO NOTHING`, k.Site, k.Owner, k.Type, k.Public, k.Sealed, k.Created); err != nil {
			return err
		}
		var err error
		stored, err = scanKey(t.row(ctx, `SELECT site, owner, type, public, sealed, created FROM keys
			WHERE site = $1 AND owner = $2 AND type = $3`, k.Site, k.Owner, k.Type))
		return err
	})
	return stored, fail(err, "save %s key of %s", k.Type, k.Owner)
}

// Keys lists an owner's keys; an empty owner is the server actor.
func (db *DB) Keys(ctx context.Context, site, owner content.ID) ([]content.SealedKey, error) {
	if owner == "" {
		if err := db.knows(ctx, site); err != nil {
			return nil, err
		}
	} else if _, err := db.Channel(ctx, site, owner); err != nil {
		return nil, err
	}
	rows, err := db.query(ctx, `SELECT site, owner, type, public, sealed, created FROM keys
		WHERE site = $1 AND owner = $2 ORDER BY type`, site, owner)
	list, err := collect(rows, err, func(r *sql.Rows) (content.SealedKey, error) { return scanKey(r) })
	return list, fail(err, "keys of %s", owner)
}
