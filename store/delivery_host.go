package store

import (
	"context"
	"time"

	"vitrine/content"
)

// The circuit breaker of a host: three failures in a row open it, for longer
// each time; a probe that is answered closes it. A host that failed on seven
// days is dead: nothing but probes goes there until it lives.
const (
	failuresToOpen = 3
	firstOpen      = 30 * time.Second
	longestOpen    = time.Hour
	daysToDie      = 7
	noteSuccess    = time.Hour // last_success is written at most so often
)

// breaker is a host's row, as far as the breaker goes.
type breaker struct {
	failures, opens, days, day, openUntil, dead, lastSuccess int64
}

func (b breaker) healthy() bool {
	return b.failures == 0 && b.opens == 0 && b.days == 0 && b.dead == 0 && b.openUntil == 0
}

func loadBreaker(ctx context.Context, r reader, host, lock string) (b breaker, known bool, err error) {
	rows, err := r.query(ctx, "SELECT failures, opens, failing_days, failing_day, open_until, dead, last_success FROM hosts WHERE host = $1"+lock, host)
	if err != nil {
		return b, false, err
	}
	defer rows.Close()
	if !rows.Next() {
		return b, false, rows.Err()
	}
	err = rows.Scan(&b.failures, &b.opens, &b.days, &b.day, &b.openUntil, &b.dead, &b.lastSuccess)
	return b, true, err
}

// hostCalled moves the breaker after a lane's outcomes. The healthy host of
// every day costs one read.
func (t *tx) hostCalled(ctx context.Context, l content.Lane, s *settled, now time.Time) error {
	if !s.tried {
		if !l.Probe {
			return nil
		}
		_, err := t.exec(ctx, "UPDATE hosts SET open_until = $1 WHERE host = $2 AND open_until > $1", now, l.Host)
		return err
	}
	b, known, err := loadBreaker(ctx, t, l.Host, "")
	if err != nil {
		return err
	}
	if s.failures == 0 && known && b.healthy() && ms(now)-b.lastSuccess < noteSuccess.Milliseconds() {
		return nil
	}
	if !known {
		if _, err := t.exec(ctx, "INSERT INTO hosts (host) VALUES ($1) ON CONFLICT DO NOTHING", l.Host); err != nil {
			return err
		}
	}
	if b, _, err = loadBreaker(ctx, t, l.Host, t.forUpdate()); err != nil {
		return err
	}
	if s.answered {
		if err := t.hostLives(ctx, l.Host, b, now); err != nil {
			return err
		}
		b = breaker{}
	}
	if s.failures == 0 {
		return nil
	}
	return t.hostFails(ctx, l, b, s.failures, now)
}

// hostLives closes the breaker. What waited for an open one is due at once.
func (t *tx) hostLives(ctx context.Context, host string, b breaker, now time.Time) error {
	_, err := t.exec(ctx, `
		UPDATE hosts SET failures = 0, opens = 0, failing_days = 0, failing_day = 0, open_until = 0, dead = 0, last_success = $1
		WHERE host = $2`, now, host)
	if err != nil || b.opens == 0 && b.dead == 0 {
		return err
	}
	if _, err := t.exec(ctx, "UPDATE deliveries SET due = $1 WHERE host = $2 AND state = 0 AND due > $1", now, host); err != nil {
		return err
	}
	_, err = t.exec(ctx, "UPDATE lanes SET due = $1 WHERE host = $2 AND due > $1", now, host)
	return err
}

func (t *tx) hostFails(ctx context.Context, l content.Lane, b breaker, failures int, now time.Time) error {
	b.failures += int64(failures)
	if day := ms(now) / (24 * time.Hour).Milliseconds(); day != b.day {
		b.day, b.days = day, b.days+1
	}
	if b.days >= daysToDie {
		b.dead = 1
	}
	// Lanes that were under way when it opened tell nothing new.
	if l.Probe || b.failures >= failuresToOpen && b.openUntil <= ms(now) {
		open := longestOpen
		if b.opens < 7 {
			open = min(longestOpen, firstOpen<<b.opens)
		}
		b.opens, b.openUntil = b.opens+1, ms(now.Add(open))
	}
	_, err := t.exec(ctx, `
		UPDATE hosts SET failures = $1, opens = $2, failing_days = $3, failing_day = $4, open_until = $5, dead = $6, last_failure = $7
		WHERE host = $8`, b.failures, b.opens, b.days, b.day, b.openUntil, b.dead, now, l.Host)
	if err != nil || b.openUntil == 0 {
		return err
	}
	_, err = t.exec(ctx, "UPDATE lanes SET due = $1 WHERE host = $2 AND due < $1", b.openUntil, l.Host)
	return err
}

// Revive closes the breaker of a host that shows that it lives.
func (db *DB) Revive(ctx context.Context, host string, now time.Time) error {
	host = hostName(host)
	b, known, err := loadBreaker(ctx, db, host, "")
	if err != nil || !known || b.healthy() {
		return fail(err, "host %s", host)
	}
	return db.inTx(ctx, func(t *tx) error {
		b, _, err := loadBreaker(ctx, t, host, t.forUpdate())
		if err != nil || b.healthy() {
			return err
		}
		return t.hostLives(ctx, host, b, now)
	})
}
