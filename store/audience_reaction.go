package store

import (
	"context"
	"database/sql"

	"vitrine/content"
)

const reactionColumns = "site, object, kind, actor, uri, target, stamp, at"

func scanReaction(rows *sql.Rows) (r content.Reaction, err error) {
	var when int64
	err = rows.Scan(&r.Site, &r.Object, &r.Kind, &r.Actor, &r.URI, &r.Target, &r.Stamp, &when)
	r.At = at(when)
	return r, err
}

// SaveReaction stores a reaction; an actor has one of a kind on an object, of
// quotes one for each quoting post. A repetition keeps the newer id and stamp.
func (db *DB) SaveReaction(ctx context.Context, in content.Received, r *content.Reaction, jobs ...content.Job) (bool, error) {
	if err := bounded(r.URI, r.Actor, r.Target); err != nil {
		return false, err
	}
	target := ""
	if r.Kind == content.Quote {
		target = r.Target
	}
	return db.effect(ctx, in, r.Site, jobs, func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, `
			INSERT INTO reactions (`+reactionColumns+`)
			SELECT o.site, o.id, $1, $2, $3, $4, $5, CAST($6 AS BIGINT) FROM objects o WHERE o.id = $7 AND o.site = $8
			ON CONFLICT (object, kind, actor, target) DO UPDATE SET uri = excluded.uri, stamp = excluded.stamp`,
			r.Kind, r.Actor, r.URI, target, r.Stamp, r.At, r.Object, r.Site)
		return changedOne(n, err, "object %s of site %s", r.Object, r.Site)
	})
}

// UndoReaction removes a reaction of the actor: the one with that id, else the
// one of that kind on the object. NotFound when there is neither.
func (db *DB) UndoReaction(ctx context.Context, in content.Received, site content.ID, uri, actor string, kind content.ReactionKind, object content.ID) (bool, error) {
	return db.effect(ctx, in, site, nil, func(ctx context.Context, t *tx) error {
		if uri != "" {
			n, err := t.exec(ctx, "DELETE FROM reactions WHERE uri = $1 AND actor = $2 AND site = $3", uri, actor, site)
			if err != nil || n > 0 {
				return fail(err, "undo %s", uri)
			}
		}
		n, err := t.exec(ctx, "DELETE FROM reactions WHERE object = $1 AND kind = $2 AND actor = $3 AND site = $4", object, kind, actor, site)
		return changedOne(n, err, "%s by %s", kind, actor)
	})
}

// Reactions lists the reactions of a kind, all kinds when it is empty, newest first.
func (db *DB) Reactions(ctx context.Context, site, object content.ID, kind content.ReactionKind, limit int, cur string) ([]content.Reaction, string, error) {
	c, err := readCursor(cur)
	if err != nil {
		return nil, "", err
	}
	if err := requireObject(ctx, db, site, object); err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	rows, err := db.query(ctx, "SELECT "+reactionColumns+` FROM reactions
		WHERE object = $1 AND site = $2 AND ($3 = '' OR kind = $3) AND (at < $4 OR at = $4 AND (actor > $5 OR actor = $5 AND uri > $6))
		ORDER BY at DESC, actor, uri LIMIT $7`, object, site, kind, c.before(), c.id, c.text, limit+1)
	list, err := collect(rows, err, scanReaction)
	if err != nil {
		return nil, "", fail(err, "reactions to %s", object)
	}
	list, next := page(list, limit, func(r content.Reaction) cursor { return cursor{n: ms(r.At), id: r.Actor, text: r.URI} })
	return list, next, nil
}

// ReactionByStamp finds the quote that a QuoteAuthorization of ours allows.
func (db *DB) ReactionByStamp(ctx context.Context, site, stamp content.ID) (*content.Reaction, error) {
	rows, err := db.query(ctx, "SELECT "+reactionColumns+" FROM reactions WHERE stamp = $1 AND stamp <> '' AND site = $2", stamp, site)
	return onlyOne(rows, err, scanReaction, "stamp %s", stamp)
}

// Counts counts likes, boosts, and the replies that may be shown. An object
// without any, or of another site, counts nothing.
func (db *DB) Counts(ctx context.Context, site content.ID, objects ...content.ID) (map[content.ID]content.Counts, error) {
	counts := make(map[content.ID]content.Counts, len(objects))
	for _, o := range objects {
		counts[o] = content.Counts{}
	}
	rows, err := db.query(ctx, `
		SELECT object, kind, count(*) FROM reactions WHERE site = $1 AND `+db.anyOf("object", 2)+` GROUP BY object, kind
		UNION ALL SELECT object, 'reply', count(*) FROM replies WHERE site = $1 AND status = 'approved' AND public = 1 AND `+db.anyOf("object", 2)+` GROUP BY object`,
		site, nonNil(objects))
	if err != nil {
		return nil, fail(err, "count reactions")
	}
	defer rows.Close()
	for rows.Next() {
		var object content.ID
		var kind string
		var n int
		if err := rows.Scan(&object, &kind, &n); err != nil {
			return nil, fail(err, "count reactions")
		}
		c := counts[object]
		switch kind {
		case string(content.Like):
			c.Likes = n
		case string(content.Boost):
			c.Boosts = n
		case "reply":
			c.Replies = n
		}
		counts[object] = c
	}
	return counts, fail(rows.Err(), "count reactions")
}
