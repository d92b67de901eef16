package store

import (
	"context"
	"hash/fnv"

	"vitrine/content"
)

// Lanes is the number of lanes of a host: an upper bound of its concurrency.
// It is fixed, so that an object keeps its lane whatever bound a worker asks for.
const Lanes = 8

// States of a delivery; a delivered one is deleted.
const (
	waiting  = 0
	dead     = 1
	restored = 2 // came back from a backup: sent again only when a person asks
)

// laneOf is the lane of everything about a topic.
func laneOf(topic string) int {
	h := fnv.New32a()
	h.Write([]byte(topic))
	return int(h.Sum32() % Lanes)
}

// topicOf is what order is kept for, per inbox: the object; without one the
// channel, so that a Follow and its Undo, or two profiles, stay in order.
func topicOf(a *content.Activity) string {
	switch {
	case a.Object != "":
		return string(a.Object)
	case a.Channel != "":
		return string(a.Channel)
	}
	return string(a.ID)
}

// FanOut stores an activity and its deliveries, due when it was created.
func (db *DB) FanOut(ctx context.Context, a *content.Activity, to content.Audience, o *content.ObjectRef) (n int, err error) {
	var count int64
	err = db.inTx(ctx, func(t *tx) error {
		count = 0
		if err := requireChannel(ctx, t, a.Site, a.Channel); err != nil {
			return err
		}
		topic := topicOf(a)
		if err := db.lockTopic(ctx, t, topic); err != nil {
			return err
		}
		fresh, err := t.exec(ctx, `
			INSERT INTO activities (id, site, channel, object, type, dedupe, public, body, created)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
			a.ID, a.Site, a.Channel, a.Object, a.Type, a.Dedupe, a.Public, a.Body, a.Created)
		if err != nil || fresh == 0 {
			return fail(err, "store activity")
		}
		if o != nil {
			if err := t.saveObject(ctx, o); err != nil {
				return err
			}
		}
		var skip []string
		if a.Type == "Delete" && a.Object != "" {
			if skip, err = t.cancelUntried(ctx, a); err != nil {
				return err
			}
		}
		if count, err = t.addDeliveries(ctx, a, topic, to, skip); err != nil {
			return err
		}
		return t.openLanes(ctx, "d.activity = $1", a.ID)
	})
	return int(count), err
}

// lockTopic makes the fan-outs of one topic happen one after the other, so that
// the order of their seq is the order of their commits.
func (db *DB) lockTopic(ctx context.Context, t *tx, topic string) error {
	if !db.postgres {
		return nil
	}
	return db.advisoryLocks(ctx, t, map[string]bool{"topic " + topic: true})
}

// cancelUntried removes what was never handed to a worker, and returns the
// inboxes that so never hear of the object at all. What came back from a backup
// may have been sent before: it is removed, and the Delete goes there.
func (t *tx) cancelUntried(ctx context.Context, a *content.Activity) (skip []string, err error) {
	if _, err := t.exec(ctx, "DELETE FROM deliveries WHERE topic = $1 AND site = $2 AND state = 2", a.Object, a.Site); err != nil {
		return nil, fail(err, "cancel restored deliveries")
	}
	rows, err := t.query(ctx, "DELETE FROM deliveries WHERE topic = $1 AND site = $2 AND state = 0 AND tried = 0 RETURNING inbox, verb", a.Object, a.Site)
	if err != nil {
		return nil, fail(err, "cancel deliveries")
	}
	defer rows.Close()
	for rows.Next() {
		var inbox, verb string
		if err := rows.Scan(&inbox, &verb); err != nil {
			return nil, fail(err, "cancel deliveries")
		}
		if verb == "Create" { // not so an Announce: the inbox may have had the Create before
			skip = append(skip, inbox)
		}
	}
	return skip, fail(rows.Err(), "cancel deliveries")
}

// addDeliveries inserts one delivery per distinct inbox of the audience.
func (t *tx) addDeliveries(ctx context.Context, a *content.Activity, topic string, to content.Audience, skip []string) (int64, error) {
	named, err := t.namedInboxes(ctx, a.Site, to)
	if err != nil {
		return 0, err
	}
	blocked, err := t.blockedHosts(ctx, a.Site, to, named)
	if err != nil {
		return 0, err
	}
	source := t.listedInboxes(9)
	args := []any{a.Site, a.ID, a.Type, topic, laneOf(topic), a.Created, nonNil(skip), nonNil(blocked), encode(named)}
	if to.Followers {
		// A former follower gets what corrects or withdraws what it was sent.
		source += ` UNION ALL SELECT f.target, f.host, CASE WHEN f.target <> f.inbox THEN 1 ELSE 0 END
			FROM followers f WHERE f.site = $1 AND f.channel = $10 AND f.state = 'accepted' AND (f.until = 0 OR (CAST($11 AS BIGINT) > 0 AND f.until >= $11))
				AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.site = $1 AND b.kind = 'actor' AND b.value = f.actor)`
		args = append(args, a.Channel, to.Since)
	}
	n, err := t.exec(ctx, `
		INSERT INTO deliveries (site, activity, verb, topic, inbox, host, lane, shared, due, created)
		SELECT $1, $2, $3, $4, x.inbox, min(x.host), CAST($5 AS BIGINT), max(x.shared), CAST($6 AS BIGINT), CAST($6 AS BIGINT)
		FROM (`+source+`) x
		WHERE x.inbox <> '' AND NOT (`+t.anyOf("x.inbox", 7)+`) AND NOT (`+t.anyOf("x.host", 8)+`)
		GROUP BY x.inbox ORDER BY x.inbox`, args...)
	return n, fail(err, "fan out")
}

// listedInboxes is a SELECT of the [url, host, shared] triples bound to placeholder n.
func (d dialect) listedInboxes(n int) string {
	from := "json_each(" + placeholder(n) + ")"
	if d.postgres {
		from = "jsonb_array_elements(CAST(" + placeholder(n) + " AS jsonb)) AS e(value)"
	}
	return "SELECT value->>0 AS inbox, value->>1 AS host, CAST(value->>2 AS BIGINT) AS shared FROM " + from
}

// namedInboxes are the inboxes named and those of repliers and boosters, as
// [url, host, shared].
func (t *tx) namedInboxes(ctx context.Context, site content.ID, to content.Audience) ([][3]any, error) {
	named := [][3]any{}
	add := func(url string, shared bool) {
		if host := hostOf(url); host != "" {
			named = append(named, [3]any{clean(url), host, flag(shared)})
		}
	}
	for _, in := range to.Inboxes {
		add(in.URL, in.Shared)
	}
	if to.Object == "" {
		return named, nil
	}
	rows, err := t.query(ctx, `
		SELECT a.inbox, a.shared_inbox FROM actors a WHERE a.id IN (
			SELECT r.actor FROM replies r WHERE r.object = $1 AND r.site = $2
			UNION SELECT r.actor FROM reactions r WHERE r.object = $1 AND r.site = $2 AND r.kind = 'boost')
		AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.site = $2 AND b.kind = 'actor' AND b.value = a.id)`, to.Object, site)
	if err != nil {
		return nil, fail(err, "audience of %s", to.Object)
	}
	defer rows.Close()
	for rows.Next() {
		var inbox, shared string
		if err := rows.Scan(&inbox, &shared); err != nil {
			return nil, fail(err, "audience of %s", to.Object)
		}
		if shared != "" {
			add(shared, true)
		} else {
			add(inbox, false)
		}
	}
	return named, fail(rows.Err(), "audience of %s", to.Object)
}

// blockedHosts are the hosts of the audience that the site blocks, themselves
// or through a parent domain.
func (t *tx) blockedHosts(ctx context.Context, site content.ID, to content.Audience, named [][3]any) ([]string, error) {
	var some int
	if err := t.row(ctx, "SELECT count(*) FROM (SELECT 1 FROM blocks WHERE site = $1 AND kind = 'domain' LIMIT 1) b", site).Scan(&some); err != nil || some == 0 {
		return nil, fail(err, "blocks")
	}
	hosts := map[string]bool{}
	for _, n := range named {
		hosts[n[1].(string)] = true
	}
	if to.Followers {
		rows, err := t.query(ctx, "SELECT DISTINCT host FROM followers WHERE site = $1", site)
		list, err := collect(rows, err, scanOne[string])
		if err != nil {
			return nil, fail(err, "hosts of followers")
		}
		for _, h := range list {
			hosts[h] = true
		}
	}
	return blockedAmong(ctx, t, site, hosts)
}

// openLanes makes the lanes of the chosen waiting deliveries due with them, but
// not before the breaker of their host closes.
func (t *tx) openLanes(ctx context.Context, where string, args ...any) error {
	_, err := t.exec(ctx, `
		INSERT INTO lanes (host, n, due)
		SELECT d.host, d.lane, CASE WHEN COALESCE(max(h.open_until), 0) > min(d.due) THEN max(h.open_until) ELSE min(d.due) END
		FROM deliveries d LEFT JOIN hosts h ON h.host = d.host
		WHERE d.state = 0 AND `+where+`
		GROUP BY d.host, d.lane ORDER BY d.host, d.lane
		ON CONFLICT (host, n) DO UPDATE SET due = excluded.due WHERE excluded.due < lanes.due`, args...)
	return fail(err, "open lanes")
}

// Activity loads an activity.
func (db *DB) Activity(ctx context.Context, site, id content.ID) (*content.Activity, error) {
	var a content.Activity
	var public, created int64
	err := db.row(ctx, "SELECT id, site, channel, object, type, dedupe, public, body, created FROM activities WHERE id = $1 AND site = $2", id, site).
		Scan(&a.ID, &a.Site, &a.Channel, &a.Object, &a.Type, &a.Dedupe, &public, &a.Body, &created)
	if err != nil {
		return nil, fail(err, "activity %s", id)
	}
	a.Public, a.Created = public == 1, at(created)
	return &a, nil
}

// ActivityBodies loads bodies by id.
func (db *DB) ActivityBodies(ctx context.Context, ids []content.ID) (map[content.ID][]byte, error) {
	rows, err := db.query(ctx, "SELECT id, body FROM activities WHERE "+db.anyOf("id", 1), nonNil(ids))
	if err != nil {
		return nil, fail(err, "activity bodies")
	}
	defer rows.Close()
	bodies := make(map[content.ID][]byte, len(ids))
	for rows.Next() {
		var id content.ID
		var body []byte
		if err := rows.Scan(&id, &body); err != nil {
			return nil, fail(err, "activity bodies")
		}
		bodies[id] = body
	}
	return bodies, fail(rows.Err(), "activity bodies")
}

// nonNil makes a nil list an empty one, which both databases can bind.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
