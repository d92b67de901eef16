package store

import (
	"context"
	"database/sql"
	"sort"
	"time"

	"vitrine/content"
)

// Receipts lists per server, by host, how the item's newest activities stand.
// A delivery that waits makes its server pending, whatever was settled before.
func (db *DB) Receipts(ctx context.Context, site, item content.ID) ([]content.Receipt, error) {
	if err := requireItem(ctx, db, site, item); err != nil {
		return nil, err
	}
	byHost := map[string]*content.Receipt{}
	rows, err := db.query(ctx, `
		SELECT r.host, r.state, r.attempts, r.reason, 0, r.updated FROM receipts r
		WHERE r.site = $1 AND r.object IN (SELECT id FROM objects WHERE site = $1 AND item = $2)`, site, item)
	if err := mergeReceipts(byHost, rows, err); err != nil {
		return nil, fail(err, "receipts of %s", item)
	}
	rows, err = db.query(ctx, `
		SELECT d.host, CASE d.state WHEN 0 THEN 'pending' ELSE 'failed' END, d.attempt,
			CASE WHEN d.state = 2 THEN 'restored' ELSE d.reason END,
			CASE WHEN d.state <> 0 THEN 0 WHEN COALESCE(h.open_until, 0) > d.due THEN h.open_until ELSE d.due END, d.created
		FROM deliveries d JOIN objects o ON o.id = d.topic LEFT JOIN hosts h ON h.host = d.host
		WHERE o.site = $1 AND o.item = $2 AND d.site = $1 AND d.state <> 1 ORDER BY d.seq`, site, item)
	if err := mergeReceipts(byHost, rows, err); err != nil {
		return nil, fail(err, "deliveries of %s", item)
	}
	list := make([]content.Receipt, 0, len(byHost))
	for _, r := range byHost {
		list = append(list, *r)
	}
	sort.Slice(list, func(a, b int) bool { return list[a].Host < list[b].Host })
	return list, nil
}

// Of the parts of a host's receipt, the least settled one counts.
var receiptRank = map[string]int{"delivered": 1, "failed": 2, "pending": 3}

func mergeReceipts(byHost map[string]*content.Receipt, rows *sql.Rows, err error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var r content.Receipt
		var next, updated int64
		if err := rows.Scan(&r.Host, &r.State, &r.Attempts, &r.Reason, &next, &updated); err != nil {
			return err
		}
		r.NextTry, r.Updated = at(next), at(updated)
		old := byHost[r.Host]
		if old == nil {
			byHost[r.Host] = &r
			continue
		}
		worse, sooner := receiptRank[r.State] > receiptRank[old.State], old.NextTry.IsZero() || next > 0 && r.NextTry.Before(old.NextTry)
		if worse {
			old.State, old.Reason = r.State, r.Reason
		} else if r.State == old.State && r.Reason != "" {
			old.Reason = r.Reason
		}
		old.Attempts = max(old.Attempts, r.Attempts)
		if next > 0 && sooner {
			old.NextTry = r.NextTry
		}
		if r.Updated.After(old.Updated) {
			old.Updated = r.Updated
		}
	}
	return rows.Err()
}

// RetryDeliveries makes what waits, died or was restored due now, with all its
// tries again, and lets the host be called once even when its breaker is open.
func (db *DB) RetryDeliveries(ctx context.Context, site, item content.ID, host string, now time.Time) (n int, err error) {
	host = hostName(host)
	var count int64
	err = db.inTx(ctx, func(t *tx) error {
		if err := requireItem(ctx, t, site, item); err != nil {
			return err
		}
		count, err = t.exec(ctx, `
			UPDATE deliveries SET due = $1, attempt = CASE WHEN state = 0 THEN attempt ELSE 0 END, state = 0
			WHERE site = $2 AND host = $3 AND topic IN (SELECT id FROM objects WHERE site = $2 AND item = $4) AND (state <> 0 OR due > $1)`,
			now, site, host, item)
		if err != nil || count == 0 {
			return fail(err, "retry deliveries")
		}
		if _, err := t.exec(ctx, "UPDATE hosts SET open_until = $1 WHERE host = $2 AND open_until > $1", now, host); err != nil {
			return fail(err, "retry deliveries")
		}
		return t.openLanes(ctx, "d.host = $1", host)
	})
	return int(count), err
}

// requireItem answers NotFound for an item that is not the site's.
func requireItem(ctx context.Context, r reader, site, item content.ID) error {
	var one int
	return fail(r.row(ctx, "SELECT 1 FROM items WHERE id = $1 AND site = $2", item, site).Scan(&one), "item %s", item)
}

// OpenDeliveries counts a site's deliveries that are neither done nor given up.
func (db *DB) OpenDeliveries(ctx context.Context, site content.ID) (int, error) {
	var n int
	if err := requireSite(ctx, db, site); err != nil {
		return 0, err
	}
	err := db.row(ctx, "SELECT count(*) FROM deliveries WHERE site = $1 AND state = 0", site).Scan(&n)
	return n, fail(err, "open deliveries of site %s", site)
}
