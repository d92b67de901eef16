package store

import (
	"context"

	"vitrine/content"
)

// maxURI bounds the ids that others give to things: they are keys of indexes.
const maxURI = 2048

// effect stores that an activity was received, and what it does, in one
// transaction. A replay is not fresh, and does nothing. An effect of our own,
// such as erasure on request, has no activity and is always fresh.
func (db *DB) effect(ctx context.Context, in content.Received, site content.ID, jobs []content.Job, f func(ctx context.Context, t *tx) error) (bool, error) {
	fresh := false
	err := db.inGroup(ctx, func(ctx context.Context, t *tx) (err error) {
		if fresh, err = t.receive(ctx, in, site); err != nil || !fresh {
			return err
		}
		if err := f(ctx, t); err != nil {
			return err
		}
		return db.enqueue(ctx, t, jobs)
	})
	return fresh && err == nil, err
}

// receive notes an activity and reports whether it is new.
func (t *tx) receive(ctx context.Context, in content.Received, site content.ID) (bool, error) {
	if err := requireSite(ctx, t, site); err != nil {
		return false, err
	}
	if in.Activity == "" {
		return true, nil
	}
	if err := bounded(in.Activity, in.Actor); err != nil {
		return false, err
	}
	n, err := t.exec(ctx, "INSERT INTO received (site, activity, actor, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", site, in.Activity, in.Actor, in.At)
	return n > 0, fail(err, "note activity %s", in.Activity)
}

// bounded refuses ids that are too long.
func bounded(uris ...string) error {
	for _, u := range uris {
		if len(u) > maxURI {
			return content.Failf(content.Malformed, "an id of %d bytes is too long", len(u))
		}
	}
	return nil
}

// Note remembers that an activity was seen.
func (db *DB) Note(ctx context.Context, in content.Received, site content.ID, jobs ...content.Job) (bool, error) {
	return db.effect(ctx, in, site, jobs, func(context.Context, *tx) error { return nil })
}

// requireSite answers NotFound for a site that is not there.
func requireSite(ctx context.Context, r reader, site content.ID) error {
	var one int
	return fail(r.row(ctx, "SELECT 1 FROM sites WHERE id = $1", site).Scan(&one), "site %s", site)
}

// requireChannel answers NotFound for a channel that is not the site's. Without
// a channel, the site itself is asked for.
func requireChannel(ctx context.Context, r reader, site, channel content.ID) error {
	if channel == "" {
		return requireSite(ctx, r, site)
	}
	var one int
	return fail(r.row(ctx, "SELECT 1 FROM channels WHERE id = $1 AND site = $2", channel, site).Scan(&one), "channel %s of site %s", channel, site)
}

// requireObject answers NotFound for an object that is not the site's.
func requireObject(ctx context.Context, r reader, site, object content.ID) error {
	var one int
	return fail(r.row(ctx, "SELECT 1 FROM objects WHERE id = $1 AND site = $2", object, site).Scan(&one), "object %s of site %s", object, site)
}

// changedOne turns a change of no row into NotFound.
func changedOne(n int64, err error, format string, args ...any) error {
	if err == nil && n == 0 {
		return notFound(format, args...)
	}
	return fail(err, format, args...)
}
