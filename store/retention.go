package store

import (
	"context"
	"time"

	"vitrine/content"
)

// purgeStep bounds the rows that one transaction removes, so that a large purge
// keeps nobody waiting.
const purgeStep = 2000

// purge is one kind of data that is not kept for ever; how long, the register
// of package content says under the same name. The statement removes at most $2
// rows older than $1.
type purge struct {
	kind  string
	query string
}

// The profile of a follower, present or remembered, of whom we follow, of a
// replier and of a booster is in use: it says where corrections go.
var purges = []purge{
	{"received", `DELETE FROM received WHERE (site, activity, actor) IN
		(SELECT site, activity, actor FROM received WHERE at < $1 LIMIT $2)`},
	{"answers", `DELETE FROM answers WHERE (site, token, key) IN
		(SELECT site, token, key FROM answers WHERE claimed < $1 LIMIT $2)`},
	{"jobs", `DELETE FROM jobs WHERE seq IN (SELECT seq FROM jobs WHERE dead = 1 AND due < $1 LIMIT $2)`},
	{"deliveries", `DELETE FROM deliveries WHERE seq IN (SELECT seq FROM deliveries WHERE state <> 0 AND due < $1 LIMIT $2)`},
	// seq grows with time: the oldest are first, and a host that is dead so long gets them no more.
	{"deliveries", `DELETE FROM deliveries WHERE seq IN (SELECT seq FROM
		(SELECT seq, created FROM deliveries ORDER BY seq LIMIT $2) old WHERE created < $1)`},
	{"receipts", `DELETE FROM receipts WHERE (site, object, host) IN
		(SELECT site, object, host FROM receipts WHERE updated < $1 LIMIT $2)`},
	{"activities", `DELETE FROM activities WHERE id IN (SELECT a.id FROM activities a WHERE a.public = 0 AND a.created < $1
		AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.activity = a.id) LIMIT $2)`},
	{"followers", `DELETE FROM followers WHERE (site, channel, actor) IN
		(SELECT site, channel, actor FROM followers WHERE until > 0 AND until < $1 LIMIT $2)`},
	{"posts", `DELETE FROM remote_posts WHERE seq IN (SELECT seq FROM remote_posts WHERE received < $1 LIMIT $2)`},
	{"actors", `DELETE FROM actors WHERE id IN (SELECT a.id FROM actors a WHERE a.used < $1
		AND NOT EXISTS (SELECT 1 FROM followers x WHERE x.actor = a.id)
		AND NOT EXISTS (SELECT 1 FROM followings x WHERE x.actor = a.id AND x.state IN ('pending', 'accepted'))
		AND NOT EXISTS (SELECT 1 FROM replies x WHERE x.actor = a.id)
		AND NOT EXISTS (SELECT 1 FROM reactions x WHERE x.actor = a.id AND x.kind <> 'like') LIMIT $2)`},
	{"messages", `DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE closed > 0 AND closed < $1 LIMIT $2)`},
	{"waiting messages", `DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE received < $1 AND closed = 0 LIMIT $2)`},
	{"reports", `DELETE FROM reports WHERE id IN (SELECT id FROM reports WHERE received < $1 LIMIT $2)`},
	{"hosts", `DELETE FROM hosts WHERE host IN (SELECT host FROM hosts WHERE scheme_until < $1 AND last_failure < $1 AND last_success < $1
		AND NOT EXISTS (SELECT 1 FROM lanes l WHERE l.host = hosts.host) LIMIT $2)`},
}

// Purge removes what is older than r allows, in small transactions. A period of
// zero keeps for ever.
func (db *DB) Purge(ctx context.Context, now time.Time, r content.Retention) (map[string]int, error) {
	removed := map[string]int{}
	for _, p := range purges {
		age := r.Period(p.kind)
		if age <= 0 {
			continue
		}
		for n := int64(purgeStep); n == purgeStep; {
			err := db.inTx(ctx, func(t *tx) (err error) {
				n, err = t.exec(ctx, p.query, now.Add(-age), purgeStep)
				return err
			})
			if err != nil {
				return removed, fail(err, "purge %s", p.kind)
			}
			removed[p.kind] += int(n)
		}
	}
	n, err := db.purgeTrash(ctx, now, r.Period("trash"))
	removed["trash"] = n
	if err != nil {
		return removed, fail(err, "purge trash")
	}
	// Nothing should be held without cause; should it be, it is not for ever.
	err = db.inTx(ctx, func(t *tx) error {
		_, err := t.exec(ctx, `UPDATE jobs SET held = 0 WHERE held = 1 AND dead = 0 AND NOT EXISTS
			(SELECT 1 FROM jobs e WHERE e.queue = jobs.queue AND e.key = jobs.key AND e.seq < jobs.seq AND e.dead = 0)`)
		return err
	})
	return removed, fail(err, "release jobs")
}

// purgeTrash removes drafts that have been in the trash for long enough.
func (db *DB) purgeTrash(ctx context.Context, now time.Time, age time.Duration) (n int, err error) {
	if age <= 0 {
		return 0, nil
	}
	type old struct{ site, item content.ID }
	for {
		rows, err := db.query(ctx, "SELECT site, id FROM items WHERE trashed > 0 AND trashed < $1 AND live = 0 LIMIT $2", now.Add(-age), purgeStep)
		if err != nil {
			return n, err
		}
		var list []old
		for rows.Next() {
			var o old
			if err := rows.Scan(&o.site, &o.item); err != nil {
				rows.Close()
				return n, err
			}
			list = append(list, o)
		}
		if err := rows.Close(); err != nil || len(list) == 0 {
			return n, err
		}
		for _, o := range list {
			if err := db.inTx(ctx, func(t *tx) error { return t.removeItem(ctx, o.site, o.item) }); err != nil {
				return n, err
			}
			n++
		}
	}
}
