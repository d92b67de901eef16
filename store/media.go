package store

import (
	"context"
	"database/sql"
	"errors"

	"vitrine/content"
)

const mediaColumns = `id, site, version, type, name, width, height, size, blurhash, alt, decorative, described, credit,
	licence, focal_x, focal_y, renditions, recording, source, sum, uploaded_by, created, updated`

func scanMedia(r scanner) (*content.Media, error) {
	var m content.Media
	var alt, renditions, recording string
	var created, updated int64
	if err := r.Scan(&m.ID, &m.Site, &m.Version, &m.Type, &m.Name, &m.Width, &m.Height, &m.Size, &m.Blurhash, &alt,
		&m.Decorative, &m.Described, &m.Credit, &m.Licence, &m.FocalX, &m.FocalY, &renditions, &recording, &m.Source, &m.Sum,
		&m.By, &created, &updated); err != nil {
		return nil, err
	}
	m.Created, m.Updated = at(created), at(updated)
	return &m, errors.Join(decode(alt, &m.Alt), decode(renditions, &m.Renditions), decode(recording, &m.Recording))
}

// SaveMedia stores what is known of a file, new or changed.
func (db *DB) SaveMedia(ctx context.Context, m *content.Media) error {
	err := db.inTx(ctx, func(t *tx) error {
		if err := t.bump(ctx, m.Site); err != nil {
			return err
		}
		n, err := t.exec(ctx, `INSERT INTO media (`+mediaColumns+`)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
			ON CONFLICT (id) DO UPDATE SET version = excluded.version, type = excluded.type, name = excluded.name,
				width = excluded.width, height = excluded.height, size = excluded.size, blurhash = excluded.blurhash,
				alt = excluded.alt, decorative = excluded.decorative, described = excluded.described,
				credit = excluded.credit, licence = excluded.licence, focal_x = excluded.focal_x,
				focal_y = excluded.focal_y, renditions = excluded.renditions, recording = excluded.recording, source = excluded.source,
				sum = excluded.sum, updated = excluded.updated
			WHERE media.site = excluded.site`,
			m.ID, m.Site, m.Version, m.Type, m.Name, m.Width, m.Height, m.Size, m.Blurhash, encode(m.Alt),
			m.Decorative, m.Described, m.Credit, m.Licence, m.FocalX, m.FocalY, encode(m.Renditions), encode(m.Recording), m.Source, m.Sum,
			m.By, m.Created, m.Updated)
		if err == nil && n == 0 {
			return notFound("media %s of site %s", m.ID, m.Site)
		}
		return err
	})
	return fail(err, "save media %s", m.ID)
}

// Media finds a file by its id.
func (db *DB) Media(ctx context.Context, site, id content.ID) (*content.Media, error) {
	m, err := scanMedia(db.row(ctx, `SELECT `+mediaColumns+` FROM media WHERE id = $1 AND site = $2`, id, site))
	return m, fail(err, "media %s of site %s", id, site)
}

// MediaBySource finds the newest file that was imported from an address.
func (db *DB) MediaBySource(ctx context.Context, site content.ID, source string) (*content.Media, error) {
	m, err := scanMedia(db.row(ctx, `SELECT `+mediaColumns+` FROM media
		WHERE site = $1 AND source = $2 AND source <> '' ORDER BY created DESC, id DESC LIMIT 1`, site, source))
	return m, fail(err, "media from %s", source)
}

// MediaUses lists the items whose live or working revision uses the media.
func (db *DB) MediaUses(ctx context.Context, site, id content.ID) ([]content.ID, error) {
	if _, err := db.Media(ctx, site, id); err != nil {
		return nil, err
	}
	rows, err := db.query(ctx, `SELECT DISTINCT item FROM media_uses WHERE media = $1 ORDER BY item`, id)
	list, err := collect(rows, err, scanOne[content.ID])
	return list, fail(err, "uses of media %s", id)
}

// DeleteMedia removes the row of a file that no item and no channel uses.
func (db *DB) DeleteMedia(ctx context.Context, site, id content.ID) error {
	err := db.inTx(ctx, func(t *tx) error {
		if err := t.bump(ctx, site); err != nil {
			return err
		}
		var one int
		err := t.row(ctx, `SELECT 1 FROM media WHERE id = $1 AND site = $2`+t.forUpdate(), id, site).Scan(&one)
		if err != nil {
			return err
		}
		var uses int
		err = t.row(ctx, `SELECT (SELECT count(*) FROM media_uses WHERE media = $1)
			+ (SELECT count(*) FROM channels WHERE site = $2 AND (avatar = $1 OR header = $1))`, id, site).Scan(&uses)
		if err != nil {
			return err
		}
		if uses > 0 {
			return conflict("media %s is in use", id)
		}
		_, err = t.exec(ctx, `DELETE FROM media WHERE id = $1`, id)
		return err
	})
	return fail(err, "delete media %s", id)
}

// mediaByID loads files of a site by their ids.
func mediaByID(ctx context.Context, r reader, d dialect, site content.ID, ids []string) (map[content.ID]*content.Media, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := r.query(ctx, `SELECT `+mediaColumns+` FROM media WHERE `+d.anyOf("id", 1), ids)
	list, err := collect(rows, err, func(r *sql.Rows) (*content.Media, error) { return scanMedia(r) })
	if err != nil {
		return nil, fail(err, "media of site %s", site)
	}
	byID := make(map[content.ID]*content.Media, len(list))
	for _, m := range list {
		if m.Site == site {
			byID[m.ID] = m
		}
	}
	return byID, nil
}
