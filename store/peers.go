package store

import (
	"context"
	"net/url"
	"strings"
	"time"

	"vitrine/content"
)

// hostName is a host in its one form: lower case, without a final dot, with
// the port when an address has one.
func hostName(host string) string {
	return strings.TrimSuffix(strings.ToLower(host), ".")
}

// hostOf is the host of an http(s) address, "" when it has none. The default
// port is left out.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	host := u.Host
	if p := u.Port(); p == "443" && u.Scheme == "https" || p == "80" && u.Scheme == "http" {
		host = strings.TrimSuffix(host, ":"+p)
	}
	return hostName(host)
}

const actorColumns = `id, type, handle, name, summary, url, icon, inbox, shared_inbox, outbox, followers, keys, also_known_as, moved_to, host, fetched, used`

// SaveActor stores what is known of an actor, and when it was used.
func (db *DB) SaveActor(ctx context.Context, a *content.Actor) error {
	if a.ID == "" {
		return content.Failf(content.Malformed, "an actor needs an id")
	}
	return db.inTx(ctx, func(t *tx) error {
		_, err := t.exec(ctx, `
			INSERT INTO actors (`+actorColumns+`)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
			ON CONFLICT (id) DO UPDATE SET type = excluded.type, handle = excluded.handle, name = excluded.name,
				summary = excluded.summary, url = excluded.url, icon = excluded.icon, inbox = excluded.inbox,
				shared_inbox = excluded.shared_inbox, outbox = excluded.outbox, followers = excluded.followers,
				keys = excluded.keys, also_known_as = excluded.also_known_as, moved_to = excluded.moved_to,
				host = excluded.host, fetched = excluded.fetched, used = excluded.used`,
			a.ID, a.Type, a.Handle, a.Name, a.Summary, a.URL, a.Icon, a.Inbox, a.SharedInbox, a.Outbox, a.Followers,
			encode(nonNil(a.Keys)), encode(nonNil(a.AlsoKnownAs)), a.MovedTo, hostName(a.Host), a.Fetched, a.Used)
		if err != nil {
			return fail(err, "save actor %s", a.ID)
		}
		ids := make([]string, len(a.Keys))
		for i, k := range a.Keys {
			ids[i] = k.ID
		}
		if _, err := t.exec(ctx, "DELETE FROM actor_keys WHERE actor = $1 AND NOT ("+t.anyOf("key", 2)+")", a.ID, ids); err != nil {
			return fail(err, "keys of %s", a.ID)
		}
		for _, k := range ids {
			if _, err := t.exec(ctx, "INSERT INTO actor_keys (key, actor) VALUES ($1, $2) ON CONFLICT DO NOTHING", k, a.ID); err != nil {
				return fail(err, "keys of %s", a.ID)
			}
		}
		return nil
	})
}

// Actor loads a cached actor.
func (db *DB) Actor(ctx context.Context, id string) (*content.Actor, error) {
	a, err := scanActor(db.row(ctx, "SELECT "+actorColumns+" FROM actors WHERE id = $1", id))
	return a, fail(err, "actor %s", id)
}

// ActorByKey finds the actor that lists a key. Anybody may list anybody's key
// id, so an actor at the key's own host is preferred to any other.
func (db *DB) ActorByKey(ctx context.Context, keyID string) (*content.Actor, error) {
	owner, _, _ := strings.Cut(keyID, "#")
	a, err := scanActor(db.row(ctx, `
		SELECT `+actorColumns+` FROM actors WHERE id IN (SELECT actor FROM actor_keys WHERE key = $1)
		ORDER BY CASE WHEN id = $2 THEN 0 WHEN host = $3 THEN 1 ELSE 2 END, id LIMIT 1`, keyID, owner, hostOf(keyID)))
	return a, fail(err, "key %s", keyID)
}

func scanActor(row interface{ Scan(...any) error }) (*content.Actor, error) {
	var a content.Actor
	var keys, known string
	var fetched, used int64
	err := row.Scan(&a.ID, &a.Type, &a.Handle, &a.Name, &a.Summary, &a.URL, &a.Icon, &a.Inbox, &a.SharedInbox, &a.Outbox, &a.Followers,
		&keys, &known, &a.MovedTo, &a.Host, &fetched, &used)
	if err != nil {
		return nil, err
	}
	a.Fetched, a.Used = at(fetched), at(used)
	if err := decode(keys, &a.Keys); err != nil {
		return nil, err
	}
	return &a, decode(known, &a.AlsoKnownAs)
}

// Host tells what is remembered of a server.
func (db *DB) Host(ctx context.Context, host string) (content.HostState, error) {
	h := content.HostState{Host: hostName(host)}
	rows, err := db.query(ctx, `
		SELECT scheme, scheme_until, failures, failing_days, open_until, dead, last_failure, last_success
		FROM hosts WHERE host = $1`, h.Host)
	if err != nil {
		return h, fail(err, "host %s", host)
	}
	defer rows.Close()
	if rows.Next() {
		var schemeUntil, openUntil, deadHost, failure, success int64
		if err := rows.Scan(&h.Scheme, &schemeUntil, &h.Failures, &h.FailingDays, &openUntil, &deadHost, &failure, &success); err != nil {
			return h, fail(err, "host %s", host)
		}
		h.SchemeUntil, h.OpenUntil, h.Dead = at(schemeUntil), at(openUntil), deadHost == 1
		h.LastFailure, h.LastSuccess = at(failure), at(success)
	}
	return h, fail(rows.Err(), "host %s", host)
}

// SetScheme remembers which signature a server accepted.
func (db *DB) SetScheme(ctx context.Context, host, scheme string, until time.Time) error {
	return db.inTx(ctx, func(t *tx) error {
		_, err := t.exec(ctx, `
			INSERT INTO hosts (host, scheme, scheme_until) VALUES ($1, $2, $3)
			ON CONFLICT (host) DO UPDATE SET scheme = excluded.scheme, scheme_until = excluded.scheme_until`, hostName(host), scheme, until)
		return fail(err, "signature scheme of %s", host)
	})
}
