package store

import (
	"context"
	"sort"
	"strconv"
	"time"

	"vitrine/content"
)

func placeholder(n int) string { return "$" + strconv.Itoa(n) }

// candidate is a lane that has something due, and what its host is like.
type candidate struct {
	host    string
	n       int
	failing bool
}

// notHeld is a condition on a waiting delivery d: no earlier one of the same
// topic and inbox is unfinished.
const notHeld = `NOT EXISTS (SELECT 1 FROM deliveries e WHERE e.topic = d.topic AND e.inbox = d.inbox AND e.seq < d.seq AND e.state = 0)`

// ClaimLanes leases lanes in the order in which they became due; a lane that
// was served goes to the end, so that a host with much to do has no more turns
// than its share of lanes. maxPerHost is at most Lanes. Of a host whose breaker
// has been open only one delivery is handed out, and its breaker stays open for
// the lease, so that nobody else calls it meanwhile.
func (db *DB) ClaimLanes(ctx context.Context, n, per, maxPerHost int, now time.Time, lease time.Duration) ([]content.Lane, error) {
	if n <= 0 || per <= 0 || maxPerHost <= 0 {
		return nil, nil
	}
	var lanes []content.Lane
	err := db.inTx(ctx, func(t *tx) error {
		lanes = nil
		if db.postgres {
			// One claimer at a time: the bound per host is counted, then used.
			if err := db.advisoryLocks(ctx, t, map[string]bool{"claim lanes": true}); err != nil {
				return err
			}
		}
		picked, err := t.pickLanes(ctx, n, maxPerHost, now)
		if err != nil {
			return err
		}
		token, until := string(content.NewID()), now.Add(lease)
		var seqs []int64
		for _, c := range picked {
			l := content.Lane{Host: c.host, N: c.n, Token: token, Until: until, Probe: c.failing}
			limit := per
			if c.failing {
				limit = 1
			}
			if l.Deliveries, err = t.nextOfLane(ctx, l, limit, now); err != nil {
				return err
			}
			if len(l.Deliveries) == 0 {
				if err := t.settleLane(ctx, l, now); err != nil {
					return err
				}
				continue
			}
			for _, d := range l.Deliveries {
				seqs = append(seqs, d.Seq)
			}
			lanes = append(lanes, l)
		}
		return t.handOut(ctx, lanes, seqs)
	})
	if err != nil {
		return nil, fail(err, "claim lanes")
	}
	return lanes, nil
}

// pickLanes chooses at most n due lanes, and at most maxPerHost leased ones of a host.
func (t *tx) pickLanes(ctx context.Context, n, maxPerHost int, now time.Time) ([]candidate, error) {
	rows, err := t.query(ctx, "SELECT host, count(*) FROM lanes WHERE until > 0 AND until > $1 GROUP BY host", now)
	if err != nil {
		return nil, err
	}
	leased, total := map[string]int{}, 0
	for rows.Next() {
		var host string
		var k int
		if err := rows.Scan(&host, &k); err != nil {
			rows.Close()
			return nil, err
		}
		leased[host], total = k, total+k
	}
	if err := rows.Close(); err != nil {
		return nil, err
	}
	lock := ""
	if t.postgres {
		lock = " FOR UPDATE OF l SKIP LOCKED"
	}
	// Hosts at their bound are passed over: each has at most Lanes rows.
	rows, err = t.query(ctx, `
		SELECT l.host, l.n, CASE WHEN COALESCE(h.opens, 0) > 0 OR COALESCE(h.dead, 0) = 1 THEN 1 ELSE 0 END
		FROM lanes l LEFT JOIN hosts h ON h.host = l.host
		WHERE l.due <= $1 AND l.until <= $1 AND (h.open_until IS NULL OR h.open_until <= $1)
		ORDER BY l.due, l.turn LIMIT $2`+lock, now, n+Lanes*(n+total))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var picked []candidate
	for rows.Next() && len(picked) < n {
		var c candidate
		var failing int
		if err := rows.Scan(&c.host, &c.n, &failing); err != nil {
			return nil, err
		}
		c.failing = failing == 1
		if leased[c.host] >= maxPerHost || c.failing && leased[c.host] > 0 {
			continue
		}
		leased[c.host]++
		picked = append(picked, c)
	}
	return picked, rows.Err()
}

// nextOfLane reads the due deliveries of a lane that are not held back, those
// due longest first, and returns them by seq.
func (t *tx) nextOfLane(ctx context.Context, l content.Lane, limit int, now time.Time) ([]content.Delivery, error) {
	rows, err := t.query(ctx, `
		SELECT d.seq, d.site, d.activity, a.channel, a.object, d.inbox, d.attempt
		FROM deliveries d JOIN activities a ON a.id = d.activity
		WHERE d.host = $1 AND d.lane = $2 AND d.state = 0 AND d.due <= $3 AND `+notHeld+`
		ORDER BY d.due, d.seq LIMIT $4`, l.Host, l.N, now, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	list := make([]content.Delivery, 0, limit)
	for rows.Next() {
		var d content.Delivery
		if err := rows.Scan(&d.Seq, &d.Site, &d.Activity, &d.Channel, &d.Object, &d.Inbox, &d.Attempt); err != nil {
			return nil, err
		}
		d.Job = content.ID(strconv.FormatInt(d.Seq, 10))
		list = append(list, d)
	}
	sort.Slice(list, func(a, b int) bool { return list[a].Seq < list[b].Seq })
	return list, rows.Err()
}

// handOut leases the lanes and notes that their deliveries may be sent from now
// on. One that a Delete cancelled meanwhile is left out.
func (t *tx) handOut(ctx context.Context, lanes []content.Lane, seqs []int64) error {
	if len(lanes) == 0 {
		return nil
	}
	rows, err := t.query(ctx, "UPDATE deliveries SET tried = tried + 1 WHERE state = 0 AND "+t.anyOf("seq", 1)+" RETURNING seq", seqs)
	got, err := collect(rows, err, scanOne[int64])
	if err != nil {
		return err
	}
	if len(got) < len(seqs) {
		keepGot(lanes, got)
	}
	for _, l := range lanes {
		if _, err := t.exec(ctx, "UPDATE lanes SET token = $1, until = $2, turn = turn + 1 WHERE host = $3 AND n = $4", l.Token, l.Until, l.Host, l.N); err != nil {
			return err
		}
		if l.Probe {
			if _, err := t.exec(ctx, "UPDATE hosts SET open_until = $1 WHERE host = $2", l.Until, l.Host); err != nil {
				return err
			}
		}
	}
	return nil
}

// keepGot drops the deliveries that are not in got.
func keepGot(lanes []content.Lane, got []int64) {
	have := make(map[int64]bool, len(got))
	for _, s := range got {
		have[s] = true
	}
	for i := range lanes {
		kept := lanes[i].Deliveries[:0]
		for _, d := range lanes[i].Deliveries {
			if have[d.Seq] {
				kept = append(kept, d)
			}
		}
		lanes[i].Deliveries = kept
	}
}

// settleLane gives a lane back: due with its next delivery, but after those
// that have waited until now; gone when nothing waits. The caller has locked it.
func (t *tx) settleLane(ctx context.Context, l content.Lane, now time.Time) error {
	rows, err := t.query(ctx, `
		SELECT CASE WHEN COALESCE(h.open_until, 0) > d.due THEN h.open_until ELSE d.due END
		FROM deliveries d LEFT JOIN hosts h ON h.host = d.host
		WHERE d.host = $1 AND d.lane = $2 AND d.state = 0 AND `+notHeld+` ORDER BY d.due LIMIT 1`, l.Host, l.N)
	due, err := collect(rows, err, scanOne[int64])
	switch {
	case err != nil:
	case len(due) == 0:
		_, err = t.exec(ctx, "DELETE FROM lanes WHERE host = $1 AND n = $2", l.Host, l.N)
	default:
		_, err = t.exec(ctx, "UPDATE lanes SET token = '', until = 0, due = $1 WHERE host = $2 AND n = $3", max(due[0], ms(now)), l.Host, l.N)
	}
	return fail(err, "settle lane %s/%d", l.Host, l.N)
}

// NextDelivery is when ClaimLanes may next find something, zero when nothing
// waits. A host that is being served is looked at again when its lease ends:
// whoever serves it claims again by itself.
func (db *DB) NextDelivery(ctx context.Context, now time.Time) (time.Time, error) {
	var next *int64
	err := db.row(ctx, `
		SELECT min(CASE WHEN b.until IS NOT NULL AND l.due <= $1 THEN b.until
			WHEN COALESCE(h.open_until, 0) > l.due THEN h.open_until ELSE l.due END)
		FROM lanes l LEFT JOIN hosts h ON h.host = l.host
		LEFT JOIN (SELECT host, min(until) AS until FROM lanes WHERE until > 0 AND until > $1 GROUP BY host) b ON b.host = l.host`, now).Scan(&next)
	if err != nil || next == nil {
		return time.Time{}, fail(err, "next delivery")
	}
	return time.UnixMilli(*next).UTC(), nil
}
