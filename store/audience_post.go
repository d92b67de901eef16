package store

import (
	"context"
	"database/sql"

	"vitrine/content"
)

const postColumns = "site, uri, actor, type, name, summary, content, url, lang, published, updated, starts, ends, deleted, received, raw"

func scanPost(rows *sql.Rows) (p content.RemotePost, err error) {
	var published, updated, starts, ends, deleted, received int64
	err = rows.Scan(&p.Seq, &p.Site, &p.URI, &p.Actor, &p.Type, &p.Name, &p.Summary, &p.Content, &p.URL, &p.Lang,
		&published, &updated, &starts, &ends, &deleted, &received, &p.Raw)
	p.Published, p.Updated, p.Start, p.End, p.Deleted, p.Received = at(published), at(updated), at(starts), at(ends), at(deleted), at(received)
	return p, err
}

// SaveRemotePost stores a post, or its change by the same actor, which keeps its
// place in the order of arrival. NotFound when another actor owns it, Gone when
// it was deleted.
func (db *DB) SaveRemotePost(ctx context.Context, in content.Received, p *content.RemotePost) (bool, error) {
	if err := bounded(p.URI, p.Actor, p.URL); err != nil {
		return false, err
	}
	return db.effect(ctx, in, p.Site, nil, func(ctx context.Context, t *tx) error {
		if t.postgres {
			// The order of arrival is the order of commits.
			if err := db.advisoryLocks(ctx, t, map[string]bool{"posts " + string(p.Site): true}); err != nil {
				return err
			}
		}
		rows, err := t.query(ctx, `
			INSERT INTO remote_posts (`+postColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, $14, $15)
			ON CONFLICT (site, uri) DO UPDATE SET type = excluded.type, name = excluded.name, summary = excluded.summary,
				content = excluded.content, url = excluded.url, lang = excluded.lang, published = excluded.published,
				updated = excluded.updated, starts = excluded.starts, ends = excluded.ends, raw = excluded.raw
			WHERE remote_posts.actor = excluded.actor AND remote_posts.deleted = 0
			RETURNING seq`,
			p.Site, p.URI, p.Actor, p.Type, p.Name, p.Summary, p.Content, p.URL, p.Lang, p.Published, p.Updated, p.Start, p.End, p.Received, p.Raw)
		seqs, err := collect(rows, err, scanOne[int64])
		if err != nil {
			return fail(err, "save post %s", p.URI)
		}
		if len(seqs) == 0 {
			return t.whyNotPost(ctx, p)
		}
		p.Seq = seqs[0]
		return nil
	})
}

func (t *tx) whyNotPost(ctx context.Context, p *content.RemotePost) error {
	var actor string
	err := t.row(ctx, "SELECT actor FROM remote_posts WHERE site = $1 AND uri = $2", p.Site, p.URI).Scan(&actor)
	if err != nil || actor != p.Actor {
		return notFound("post %s of %s", p.URI, p.Actor)
	}
	return content.Failf(content.Gone, "post %s was deleted", p.URI)
}

// DeleteRemotePost empties a post of the actor; its id stays for a while, so
// that a late Create does not bring it back.
func (db *DB) DeleteRemotePost(ctx context.Context, in content.Received, site content.ID, uri, actor string) (bool, error) {
	return db.effect(ctx, in, site, nil, func(ctx context.Context, t *tx) error {
		when := max(ms(in.At), 1)
		n, err := t.exec(ctx, `
			UPDATE remote_posts SET deleted = $1, name = '', summary = '', content = '', url = '', raw = $2
			WHERE site = $3 AND uri = $4 AND actor = $5 AND deleted = 0`, when, []byte{}, site, uri, actor)
		return changedOne(n, err, "post %s", uri)
	})
}

// RemotePosts lists posts, newest arrival first.
func (db *DB) RemotePosts(ctx context.Context, site content.ID, limit int, cur string) ([]content.RemotePost, string, error) {
	c, err := readCursor(cur)
	if err != nil {
		return nil, "", err
	}
	if err := requireSite(ctx, db, site); err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	rows, err := db.query(ctx, "SELECT seq, "+postColumns+" FROM remote_posts WHERE site = $1 AND deleted = 0 AND seq < $2 ORDER BY seq DESC LIMIT $3", site, c.before(), limit+1)
	list, err := collect(rows, err, scanPost)
	if err != nil {
		return nil, "", fail(err, "posts of site %s", site)
	}
	list, next := page(list, limit, func(p content.RemotePost) cursor { return cursor{n: p.Seq} })
	return list, next, nil
}

// SaveReport stores a report.
func (db *DB) SaveReport(ctx context.Context, in content.Received, r *content.Report) (bool, error) {
	if err := bounded(r.URI, r.Actor); err != nil {
		return false, err
	}
	return db.effect(ctx, in, r.Site, nil, func(ctx context.Context, t *tx) error {
		id, state := r.ID, r.State
		if id == "" {
			id = content.NewID()
		}
		if state == "" {
			state = "open"
		}
		n, err := t.exec(ctx, `
			INSERT INTO reports (id, site, uri, actor, objects, content, state, received) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (id) DO UPDATE SET state = excluded.state WHERE reports.site = excluded.site`,
			id, r.Site, r.URI, r.Actor, encode(nonNil(r.Objects)), r.Content, state, r.Received)
		r.ID, r.State = id, state
		return changedOne(n, err, "report %s", id)
	})
}

// Reports lists reports, newest first.
func (db *DB) Reports(ctx context.Context, site content.ID, limit int, cur string) ([]content.Report, string, error) {
	c, err := readCursor(cur)
	if err != nil {
		return nil, "", err
	}
	if err := requireSite(ctx, db, site); err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	rows, err := db.query(ctx, `SELECT id, site, uri, actor, objects, content, state, received FROM reports
		WHERE site = $1 AND (received < $2 OR received = $2 AND id > $3) ORDER BY received DESC, id LIMIT $4`, site, c.before(), c.id, limit+1)
	list, err := collect(rows, err, func(rows *sql.Rows) (r content.Report, err error) {
		var objects string
		var received int64
		if err := rows.Scan(&r.ID, &r.Site, &r.URI, &r.Actor, &objects, &r.Content, &r.State, &received); err != nil {
			return r, err
		}
		r.Received = at(received)
		return r, decode(objects, &r.Objects)
	})
	if err != nil {
		return nil, "", fail(err, "reports of site %s", site)
	}
	list, next := page(list, limit, func(r content.Report) cursor { return cursor{n: ms(r.Received), id: string(r.ID)} })
	return list, next, nil
}

// ForgetActor removes what an actor left, on every site: who is gone is gone
// everywhere. site is the one that was told.
func (db *DB) ForgetActor(ctx context.Context, in content.Received, site content.ID, actor string) (bool, error) {
	return db.effect(ctx, in, site, nil, func(ctx context.Context, t *tx) error {
		for _, table := range []string{"followers", "followings", "replies", "reactions", "remote_posts"} {
			if _, err := t.exec(ctx, "DELETE FROM "+table+" WHERE actor = $1", actor); err != nil {
				return fail(err, "forget %s in %s", actor, table)
			}
		}
		_, err := t.exec(ctx, "DELETE FROM actors WHERE id = $1", actor)
		return fail(err, "forget %s", actor)
	})
}
