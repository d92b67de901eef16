package store

import (
	"context"
	"database/sql"

	"vitrine/content"
)

const replyColumns = "id, site, channel, item, object, uri, in_reply_to, url, actor, handle, name, content, warning, lang, public, status, reason, moderator, published, updated, received"

func scanReply(rows *sql.Rows) (r content.Reply, err error) {
	var public, published, updated, received int64
	err = rows.Scan(&r.ID, &r.Site, &r.Channel, &r.Item, &r.Object, &r.URI, &r.InReplyTo, &r.URL, &r.Actor, &r.Handle, &r.Name, &r.Content, &r.Warning,
		&r.Lang, &public, &r.Status, &r.Reason, &r.By, &published, &updated, &received)
	r.Public, r.Published, r.Updated, r.Received = public == 1, at(published), at(updated), at(received)
	return r, err
}

// SaveReply stores a reply unless its post is stored already, which is not fresh.
func (db *DB) SaveReply(ctx context.Context, in content.Received, r *content.Reply, jobs ...content.Job) (bool, error) {
	if err := bounded(r.URI, r.InReplyTo, r.URL, r.Actor); err != nil {
		return false, err
	}
	stored := int64(0)
	fresh, err := db.effect(ctx, in, r.Site, nil, func(ctx context.Context, t *tx) error {
		if err := requireChannel(ctx, t, r.Site, r.Channel); err != nil {
			return err
		}
		if r.Object != "" {
			if err := requireObject(ctx, t, r.Site, r.Object); err != nil {
				return err
			}
		}
		id := r.ID
		if id == "" {
			id = content.NewID()
		}
		n, err := t.exec(ctx, `
			INSERT INTO replies (`+replyColumns+`)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
			ON CONFLICT (site, uri) DO NOTHING`,
			id, r.Site, r.Channel, r.Item, r.Object, r.URI, r.InReplyTo, r.URL, r.Actor, r.Handle, r.Name, r.Content, r.Warning,
			r.Lang, r.Public, r.Status, r.Reason, r.By, r.Published, r.Updated, r.Received)
		if err != nil || n == 0 {
			stored = 0
			return fail(err, "save reply %s", r.URI)
		}
		stored, r.ID = n, id
		return db.enqueue(ctx, t, jobs)
	})
	return fresh && stored > 0, err
}

// EditReply changes the words of a reply. An approved one whose words or audience differ is pending again.
func (db *DB) EditReply(ctx context.Context, in content.Received, site content.ID, uri, actor string, c content.Reply) (bool, error) {
	return db.effect(ctx, in, site, nil, func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, `
			UPDATE replies SET status = CASE WHEN status = 'approved' AND (content <> $4 OR warning <> $5 OR name <> $6 OR public <> $10) THEN 'pending' ELSE status END,
				content = $4, warning = $5, name = $6, handle = $7, url = $8, lang = $9, public = $10, updated = $11
			WHERE site = $1 AND uri = $2 AND actor = $3`,
			site, uri, actor, c.Content, c.Warning, c.Name, c.Handle, c.URL, c.Lang, c.Public, c.Updated)
		return changedOne(n, err, "reply %s", uri)
	})
}

// DeleteReply removes a reply of the actor.
func (db *DB) DeleteReply(ctx context.Context, in content.Received, site content.ID, uri, actor string) (bool, error) {
	return db.effect(ctx, in, site, nil, func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, "DELETE FROM replies WHERE site = $1 AND uri = $2 AND actor = $3", site, uri, actor)
		return changedOne(n, err, "reply %s", uri)
	})
}

// Reply loads a reply.
func (db *DB) Reply(ctx context.Context, site, id content.ID) (*content.Reply, error) {
	rows, err := db.query(ctx, "SELECT "+replyColumns+" FROM replies WHERE id = $1 AND site = $2", id, site)
	return onlyOne(rows, err, scanReply, "reply %s", id)
}

// ReplyByURI loads a reply by the id of its post.
func (db *DB) ReplyByURI(ctx context.Context, site content.ID, uri string) (*content.Reply, error) {
	rows, err := db.query(ctx, "SELECT "+replyColumns+" FROM replies WHERE site = $1 AND uri = $2", site, uri)
	return onlyOne(rows, err, scanReply, "reply %s", uri)
}

// Replies lists replies by arrival.
func (db *DB) Replies(ctx context.Context, site content.ID, f content.ReplyFilter) ([]content.Reply, string, error) {
	c, err := readCursor(f.Cursor)
	if err != nil {
		return nil, "", err
	}
	if err := requireSite(ctx, db, site); err != nil {
		return nil, "", err
	}
	limit := pageSize(f.Limit)
	args := []any{site, limit + 1, c.before(), c.id}
	where, order := "(received < $3 OR received = $3 AND id > $4)", "received DESC, id"
	if f.Oldest {
		args[2] = c.after()
		where, order = "(received > $3 OR received = $3 AND id > $4)", "received, id"
	}
	also := func(condition string, v any) {
		args = append(args, v)
		where += " AND " + condition + placeholder(len(args))
	}
	if f.Status != "" {
		also("status = ", f.Status)
	}
	if f.Item != "" {
		also("item = ", f.Item)
	}
	if f.Object != "" {
		also("object = ", f.Object)
	}
	if f.Public {
		where += " AND public = 1"
	}
	if f.Channels != nil {
		args = append(args, f.Channels)
		where += " AND " + db.anyOf("channel", len(args))
	}
	rows, err := db.query(ctx, "SELECT "+replyColumns+" FROM replies WHERE site = $1 AND "+where+" ORDER BY "+order+" LIMIT $2", args...)
	list, err := collect(rows, err, scanReply)
	if err != nil {
		return nil, "", fail(err, "replies of site %s", site)
	}
	list, next := page(list, limit, func(r content.Reply) cursor { return cursor{n: ms(r.Received), id: string(r.ID)} })
	return list, next, nil
}

// ModerateReply decides on a reply.
func (db *DB) ModerateReply(ctx context.Context, site, id content.ID, status content.ReplyStatus, by content.ID, reason string) error {
	return db.inTx(ctx, func(t *tx) error {
		n, err := t.exec(ctx, "UPDATE replies SET status = $1, moderator = $2, reason = $3 WHERE id = $4 AND site = $5", status, by, reason, id, site)
		return changedOne(n, err, "reply %s", id)
	})
}
