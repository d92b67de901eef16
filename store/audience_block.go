package store

import (
	"context"
	"database/sql"
	"sort"
	"strings"

	"vitrine/content"
)

// Kinds of blocks.
const (
	blockDomain = "domain"
	blockActor  = "actor"
)

// blockValue is a value in its one form.
func blockValue(kind, value string) string {
	if kind == blockDomain {
		return hostName(strings.TrimPrefix(strings.TrimSpace(value), "*."))
	}
	return value
}

// SaveBlock blocks a domain, with all below it, or an actor: its followings end
// and what waits for it is not sent.
func (db *DB) SaveBlock(ctx context.Context, b content.Block) error {
	b.Value = blockValue(b.Kind, b.Value)
	if b.Kind != blockDomain && b.Kind != blockActor || b.Value == "" || len(b.Value) > maxURI {
		return content.Failf(content.Malformed, "a block names a domain or an actor")
	}
	return db.inTx(ctx, func(t *tx) error {
		if err := requireSite(ctx, t, b.Site); err != nil {
			return err
		}
		_, err := t.exec(ctx, `INSERT INTO blocks (site, kind, value, reason, at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (site, kind, value) DO UPDATE SET reason = excluded.reason`, b.Site, b.Kind, b.Value, b.Reason, b.At)
		if err != nil {
			return fail(err, "block %s", b.Value)
		}
		if b.Kind == blockDomain {
			return t.dropDomain(ctx, b)
		}
		_, err = t.exec(ctx, "DELETE FROM deliveries WHERE site = $1 AND state = 0 AND shared = 0 AND inbox IN (SELECT inbox FROM followers WHERE site = $1 AND actor = $2)", b.Site, b.Value)
		if err != nil {
			return fail(err, "block %s", b.Value)
		}
		_, err = t.exec(ctx, "UPDATE followers SET until = $3 WHERE site = $1 AND actor = $2 AND until = 0", b.Site, b.Value, max(ms(b.At), 1))
		return fail(err, "block %s", b.Value)
	})
}

func (t *tx) dropDomain(ctx context.Context, b content.Block) error {
	rows, err := t.query(ctx, "SELECT DISTINCT host FROM deliveries WHERE site = $1 AND state = 0 UNION SELECT host FROM followers WHERE site = $1 UNION SELECT inbox_host FROM followers WHERE site = $1", b.Site)
	hosts, err := collect(rows, err, scanOne[string])
	if err != nil {
		return fail(err, "block %s", b.Value)
	}
	below := []string{}
	for _, h := range hosts {
		for _, d := range domainsOf(h) {
			if d == b.Value {
				below = append(below, h)
				break
			}
		}
	}
	if _, err := t.exec(ctx, "DELETE FROM deliveries WHERE site = $1 AND state = 0 AND "+t.anyOf("host", 2), b.Site, below); err != nil {
		return fail(err, "block %s", b.Value)
	}
	_, err = t.exec(ctx, "UPDATE followers SET until = $3 WHERE site = $1 AND until = 0 AND "+t.anyOf("inbox_host", 2), b.Site, below, max(ms(b.At), 1))
	return fail(err, "block %s", b.Value)
}

// DeleteBlock lifts a block; NotFound when there is none.
func (db *DB) DeleteBlock(ctx context.Context, site content.ID, kind, value string) error {
	return db.inTx(ctx, func(t *tx) error {
		n, err := t.exec(ctx, "DELETE FROM blocks WHERE site = $1 AND kind = $2 AND value = $3", site, kind, blockValue(kind, value))
		return changedOne(n, err, "block of %s", value)
	})
}

// Blocks lists a site's blocks by kind and value.
func (db *DB) Blocks(ctx context.Context, site content.ID) ([]content.Block, error) {
	if err := requireSite(ctx, db, site); err != nil {
		return nil, err
	}
	rows, err := db.query(ctx, "SELECT site, kind, value, reason, at FROM blocks WHERE site = $1 ORDER BY kind, value", site)
	list, err := collect(rows, err, func(r *sql.Rows) (b content.Block, err error) {
		var when int64
		err = r.Scan(&b.Site, &b.Kind, &b.Value, &b.Reason, &when)
		b.At = at(when)
		return b, err
	})
	return list, fail(err, "blocks of site %s", site)
}

// Blocked reports whether the actor, its host or a domain above it is blocked.
func (db *DB) Blocked(ctx context.Context, site content.ID, actor, host string) (bool, error) {
	var n int
	err := db.row(ctx, `SELECT count(*) FROM blocks WHERE site = $1 AND (kind = 'actor' AND value = $2 OR kind = 'domain' AND `+db.anyOf("value", 3)+`)`,
		site, actor, domainsOf(host)).Scan(&n)
	return n > 0, fail(err, "blocks of site %s", site)
}

// domainsOf is a host, with and without its port, and every domain above it.
func domainsOf(host string) []string {
	host = hostName(host)
	list := []string{host}
	if i := strings.LastIndexByte(host, ':'); i > strings.LastIndexByte(host, ']') {
		host = host[:i]
		list = append(list, host)
	}
	for {
		_, above, ok := strings.Cut(host, ".")
		if !ok || above == "" {
			return list
		}
		host = above
		list = append(list, host)
	}
}

// blockedAmong are those of the hosts that the site blocks.
func blockedAmong(ctx context.Context, r reader, site content.ID, hosts map[string]bool) ([]string, error) {
	rows, err := r.query(ctx, "SELECT value FROM blocks WHERE site = $1 AND kind = 'domain'", site)
	list, err := collect(rows, err, scanOne[string])
	if err != nil {
		return nil, fail(err, "blocks of site %s", site)
	}
	domains := make(map[string]bool, len(list))
	for _, d := range list {
		domains[d] = true
	}
	blocked := []string{}
	for h := range hosts {
		for _, d := range domainsOf(h) {
			if domains[d] {
				blocked = append(blocked, h)
				break
			}
		}
	}
	sort.Strings(blocked)
	return blocked, nil
}
