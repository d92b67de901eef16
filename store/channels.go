package store

import (
	"context"
	"database/sql"
	"errors"

	"vitrine/content"
)

const channelColumns = `id, site, handle, name, summary, kind, lang, avatar, header, fields, also_known_as, moved_to, tag, created, updated`

func scanChannel(r scanner) (*content.Channel, error) {
	var c content.Channel
	var fields, known string
	var created, updated int64
	if err := r.Scan(&c.ID, &c.Site, &c.Handle, &c.Name, &c.Summary, &c.Kind, &c.Lang, &c.Avatar, &c.Header,
		&fields, &known, &c.MovedTo, &c.Tag, &created, &updated); err != nil {
		return nil, err
	}
	c.Created, c.Updated = at(created), at(updated)
	return &c, errors.Join(decode(fields, &c.Fields), decode(known, &c.AlsoKnownAs))
}

// SaveChannel stores a new or changed channel.
func (db *DB) SaveChannel(ctx context.Context, c *content.Channel, jobs ...content.Job) error {
	err := db.inTx(ctx, func(t *tx) error {
		if err := t.bump(ctx, c.Site); err != nil {
			return err
		}
		if err := t.saveChannel(ctx, c); err != nil {
			return err
		}
		return db.enqueue(ctx, t, jobs)
	})
	return fail(err, "save channel %s", c.Handle)
}

func (t *tx) saveChannel(ctx context.Context, c *content.Channel) error {
	for _, m := range []content.ID{c.Avatar, c.Header} {
		if err := t.mediaOf(ctx, c.Site, m); err != nil {
			return err
		}
	}
	n, err := t.exec(ctx, `INSERT INTO channels (`+channelColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		ON CONFLICT (id) DO UPDATE SET handle = excluded.handle, name = excluded.name, summary = excluded.summary,
			kind = excluded.kind, lang = excluded.lang, avatar = excluded.avatar, header = excluded.header,
			fields = excluded.fields, also_known_as = excluded.also_known_as, moved_to = excluded.moved_to,
			tag = excluded.tag, updated = excluded.updated
		WHERE channels.site = excluded.site`,
		c.ID, c.Site, c.Handle, c.Name, c.Summary, c.Kind, c.Lang, c.Avatar, c.Header,
		encode(c.Fields), encode(c.AlsoKnownAs), c.MovedTo, c.Tag, c.Created, c.Updated)
	if err == nil && n == 0 {
		return notFound("channel %s of site %s", c.ID, c.Site)
	}
	return err
}

// mediaOf reports NotFound unless the media is the site's; an empty id is none.
func (t *tx) mediaOf(ctx context.Context, site, id content.ID) error {
	if id == "" {
		return nil
	}
	var one int
	err := t.row(ctx, `SELECT 1 FROM media WHERE id = $1 AND site = $2`, id, site).Scan(&one)
	return fail(err, "media %s of site %s", id, site)
}

// Channel finds a channel by its id.
func (db *DB) Channel(ctx context.Context, site, id content.ID) (*content.Channel, error) {
	c, err := scanChannel(db.row(ctx, `SELECT `+channelColumns+` FROM channels WHERE site = $1 AND id = $2`, site, id))
	return c, fail(err, "channel %s of site %s", id, site)
}

// ChannelByHandle finds a channel by its handle on the site.
func (db *DB) ChannelByHandle(ctx context.Context, site content.ID, handle string) (*content.Channel, error) {
	c, err := scanChannel(db.row(ctx, `SELECT `+channelColumns+` FROM channels WHERE site = $1 AND handle = $2`, site, handle))
	return c, fail(err, "channel @%s of site %s", handle, site)
}

// Channels lists the main channel first, then by name.
func (db *DB) Channels(ctx context.Context, site content.ID) ([]*content.Channel, error) {
	if err := db.knows(ctx, site); err != nil {
		return nil, err
	}
	rows, err := db.query(ctx, `SELECT `+channelColumns+` FROM channels WHERE site = $1
		ORDER BY CASE WHEN kind = $2 THEN 0 ELSE 1 END, name, id`, site, content.ChannelMain)
	list, err := collect(rows, err, func(r *sql.Rows) (*content.Channel, error) { return scanChannel(r) })
	return list, fail(err, "channels of site %s", site)
}

// knows reports NotFound for a site that does not exist, for lists that would
// be empty without saying why.
func (db *DB) knows(ctx context.Context, site content.ID) error {
	var one int
	return fail(db.row(ctx, `SELECT 1 FROM sites WHERE id = $1`, site).Scan(&one), "site %s", site)
}
