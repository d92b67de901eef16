package store

import (
	"context"
	"database/sql"

	"vitrine/content"
)

const followerColumns = "site, channel, actor, handle, inbox, shared_inbox, follow_id, state, since, until"

func scanFollower(r *sql.Rows) (f content.Follower, err error) {
	var since, until int64
	err = r.Scan(&f.Site, &f.Channel, &f.Actor, &f.Handle, &f.Inbox, &f.SharedInbox, &f.FollowID, &f.State, &since, &until)
	f.Since, f.Until = at(since), at(until)
	return f, err
}

// SaveFollower stores a follower. One that comes back begins anew; one that is
// accepted already stays so, with the new id of its Follow.
func (db *DB) SaveFollower(ctx context.Context, in content.Received, f *content.Follower, jobs ...content.Job) (bool, error) {
	return db.effect(ctx, in, f.Site, jobs, func(ctx context.Context, t *tx) error {
		if err := requireChannel(ctx, t, f.Site, f.Channel); err != nil {
			return err
		}
		return t.saveFollower(ctx, f)
	})
}

func (t *tx) saveFollower(ctx context.Context, f *content.Follower) error {
	if err := bounded(f.Actor, f.Inbox, f.SharedInbox, f.FollowID); err != nil {
		return err
	}
	target := f.Inbox
	if f.SharedInbox != "" {
		target = f.SharedInbox
	}
	host := hostOf(target)
	if host == "" || hostOf(f.Inbox) == "" {
		return content.Failf(content.Malformed, "follower %s has no inbox that can be called", f.Actor)
	}
	_, err := t.exec(ctx, `
		INSERT INTO followers (`+followerColumns+`, inbox_host, target, host)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, $12)
		ON CONFLICT (site, channel, actor) DO UPDATE SET
			handle = excluded.handle, inbox = excluded.inbox, inbox_host = excluded.inbox_host, shared_inbox = excluded.shared_inbox,
			target = excluded.target, host = excluded.host, follow_id = excluded.follow_id,
			state = CASE WHEN followers.until = 0 AND followers.state = 'accepted' THEN 'accepted' ELSE excluded.state END,
			since = CASE WHEN followers.until = 0 THEN followers.since ELSE excluded.since END, until = 0`,
		f.Site, f.Channel, f.Actor, f.Handle, f.Inbox, f.SharedInbox, f.FollowID, f.State, f.Since, hostOf(f.Inbox), target, host)
	return fail(err, "save follower %s", f.Actor)
}

// EndFollower ends a following at in.At. One that was never accepted is forgotten.
func (db *DB) EndFollower(ctx context.Context, in content.Received, site, channel content.ID, actor string, jobs ...content.Job) (bool, error) {
	if in.At.IsZero() {
		return false, content.Failf(content.Malformed, "a following ends at a time")
	}
	return db.effect(ctx, in, site, jobs, func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, "DELETE FROM followers WHERE site = $1 AND channel = $2 AND actor = $3 AND until = 0 AND state <> 'accepted'", site, channel, actor)
		if err != nil || n > 0 {
			return fail(err, "follower %s", actor)
		}
		n, err = t.exec(ctx, "UPDATE followers SET until = $4 WHERE site = $1 AND channel = $2 AND actor = $3 AND until = 0", site, channel, actor, in.At)
		return changedOne(n, err, "follower %s", actor)
	})
}

// AcceptFollower accepts a pending follower; an accepted one stays as it is.
func (db *DB) AcceptFollower(ctx context.Context, site, channel content.ID, actor string, jobs ...content.Job) error {
	return db.inTx(ctx, func(t *tx) error {
		n, err := t.exec(ctx, "UPDATE followers SET state = 'accepted' WHERE site = $1 AND channel = $2 AND actor = $3 AND until = 0", site, channel, actor)
		if err := changedOne(n, err, "follower %s", actor); err != nil {
			return err
		}
		return db.enqueue(ctx, t, jobs)
	})
}

// Followers lists present followers, pending ones too, newest first.
func (db *DB) Followers(ctx context.Context, site, channel content.ID, limit int, cur string) ([]content.Follower, string, error) {
	c, err := readCursor(cur)
	if err != nil {
		return nil, "", err
	}
	if err := requireChannel(ctx, db, site, channel); err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	rows, err := db.query(ctx, "SELECT "+followerColumns+` FROM followers
		WHERE site = $1 AND channel = $2 AND until = 0 AND (since < $3 OR since = $3 AND actor > $4)
		ORDER BY since DESC, actor LIMIT $5`, site, channel, c.before(), c.id, limit+1)
	list, err := collect(rows, err, scanFollower)
	if err != nil {
		return nil, "", fail(err, "followers of %s", channel)
	}
	list, next := page(list, limit, func(f content.Follower) cursor { return cursor{n: ms(f.Since), id: f.Actor} })
	return list, next, nil
}

// page cuts the row that was read too many, and makes the cursor of the next page.
func page[T any](list []T, limit int, last func(T) cursor) ([]T, string) {
	if len(list) <= limit {
		return list, ""
	}
	list = list[:limit]
	return list, last(list[limit-1]).String()
}

// Follower finds a follower, also one that has left.
func (db *DB) Follower(ctx context.Context, site, channel content.ID, actor string) (*content.Follower, error) {
	rows, err := db.query(ctx, "SELECT "+followerColumns+" FROM followers WHERE site = $1 AND channel = $2 AND actor = $3", site, channel, actor)
	return onlyOne(rows, err, scanFollower, "follower %s", actor)
}

// onlyOne is the first row, NotFound when there is none.
func onlyOne[T any](rows *sql.Rows, err error, scan func(*sql.Rows) (T, error), format string, args ...any) (*T, error) {
	list, err := collect(rows, err, scan)
	if err != nil {
		return nil, fail(err, format, args...)
	}
	if len(list) == 0 {
		return nil, notFound(format, args...)
	}
	return &list[0], nil
}

// CountFollowers counts present, accepted followers.
func (db *DB) CountFollowers(ctx context.Context, site, channel content.ID) (n int, err error) {
	if err := requireChannel(ctx, db, site, channel); err != nil {
		return 0, err
	}
	err = db.row(ctx, "SELECT count(*) FROM followers WHERE site = $1 AND channel = $2 AND state = 'accepted' AND until = 0", site, channel).Scan(&n)
	return n, fail(err, "followers of %s", channel)
}

// MoveFollower re-points the present followings of an actor. The old ones end
// at in.At: what they were sent is corrected and withdrawn there too. NotFound
// when the actor follows nothing.
func (db *DB) MoveFollower(ctx context.Context, in content.Received, site content.ID, from string, to *content.Actor, jobs ...content.Job) (bool, error) {
	if in.At.IsZero() {
		return false, content.Failf(content.Malformed, "a following moves at a time")
	}
	return db.effect(ctx, in, site, jobs, func(ctx context.Context, t *tx) error {
		rows, err := t.query(ctx, "SELECT "+followerColumns+" FROM followers WHERE site = $1 AND actor = $2 AND until = 0", site, from)
		list, err := collect(rows, err, scanFollower)
		if err != nil {
			return fail(err, "move follower %s", from)
		}
		if len(list) == 0 {
			return notFound("follower %s", from)
		}
		for _, f := range list {
			if _, err := t.exec(ctx, "UPDATE followers SET until = $1 WHERE site = $2 AND channel = $3 AND actor = $4", in.At, site, f.Channel, from); err != nil {
				return fail(err, "move follower %s", from)
			}
			f.Actor, f.Handle, f.Inbox, f.SharedInbox, f.Since = to.ID, to.Handle, to.Inbox, to.SharedInbox, in.At
			if err := t.saveFollower(ctx, &f); err != nil {
				return err
			}
		}
		return nil
	})
}

// EndFollow ends the following that began with a Follow activity.
func (db *DB) EndFollow(ctx context.Context, in content.Received, site content.ID, followID, actor string) (bool, error) {
	if in.At.IsZero() {
		return false, content.Failf(content.Malformed, "a following ends at a time")
	}
	return db.effect(ctx, in, site, nil, func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, "DELETE FROM followers WHERE site = $1 AND follow_id = $2 AND actor = $3 AND until = 0 AND state <> 'accepted'", site, followID, actor)
		if err != nil || n > 0 {
			return fail(err, "following %s", followID)
		}
		n, err = t.exec(ctx, "UPDATE followers SET until = $4 WHERE site = $1 AND follow_id = $2 AND actor = $3 AND until = 0", site, followID, actor, in.At)
		return changedOne(n, err, "following %s", followID)
	})
}
