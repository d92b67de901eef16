package store

import (
	"context"
	"database/sql"

	"vitrine/content"
)

const followingColumns = "site, channel, actor, inbox, follow_id, state, since"

func scanFollowing(r *sql.Rows) (f content.Following, err error) {
	var since int64
	err = r.Scan(&f.Site, &f.Channel, &f.Actor, &f.Inbox, &f.FollowID, &f.State, &since)
	f.Since = at(since)
	return f, err
}

// SaveFollowing stores that a channel follows, or has followed, an actor.
func (db *DB) SaveFollowing(ctx context.Context, f *content.Following, jobs ...content.Job) error {
	if err := bounded(f.Actor, f.Inbox, f.FollowID); err != nil {
		return err
	}
	return db.inTx(ctx, func(t *tx) error {
		if err := requireChannel(ctx, t, f.Site, f.Channel); err != nil {
			return err
		}
		_, err := t.exec(ctx, `
			INSERT INTO followings (`+followingColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (site, channel, actor) DO UPDATE SET inbox = excluded.inbox, follow_id = excluded.follow_id, state = excluded.state, since = excluded.since`,
			f.Site, f.Channel, f.Actor, f.Inbox, f.FollowID, f.State, f.Since)
		if err != nil {
			return fail(err, "save following of %s", f.Actor)
		}
		return db.enqueue(ctx, t, jobs)
	})
}

// Following finds a following in any state.
func (db *DB) Following(ctx context.Context, site, channel content.ID, actor string) (*content.Following, error) {
	rows, err := db.query(ctx, "SELECT "+followingColumns+" FROM followings WHERE site = $1 AND channel = $2 AND actor = $3", site, channel, actor)
	return onlyOne(rows, err, scanFollowing, "following of %s", actor)
}

// Followings lists what a channel, or the whole site, follows and has followed, newest first.
func (db *DB) Followings(ctx context.Context, site, channel content.ID) ([]content.Following, error) {
	if err := requireChannel(ctx, db, site, channel); err != nil {
		return nil, err
	}
	rows, err := db.query(ctx, "SELECT "+followingColumns+" FROM followings WHERE site = $1 AND ($2 = '' OR channel = $2) ORDER BY since DESC, channel, actor", site, channel)
	list, err := collect(rows, err, scanFollowing)
	return list, fail(err, "followings of site %s", site)
}

// Follows reports whether a channel of the site follows actor, accepted.
func (db *DB) Follows(ctx context.Context, site content.ID, actor string) (bool, error) {
	var n int
	err := db.row(ctx, "SELECT count(*) FROM followings WHERE actor = $1 AND site = $2 AND state = 'accepted'", actor, site).Scan(&n)
	return n > 0, fail(err, "following of %s", actor)
}

// SetFollowing changes the state of the following that our Follow began; only
// the actor that was followed can answer it.
func (db *DB) SetFollowing(ctx context.Context, in content.Received, site content.ID, followID, actor, state string) (bool, error) {
	return db.effect(ctx, in, site, nil, func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, "UPDATE followings SET state = $1 WHERE site = $2 AND follow_id = $3 AND actor = $4", state, site, followID, actor)
		return changedOne(n, err, "following %s", followID)
	})
}
