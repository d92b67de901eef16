package store

import (
	"context"
	"database/sql"
	"fmt"
	"sort"
	"strings"
	"time"

	"vitrine/content"
)

// The job table. A job with a key is held while an earlier unfinished job of
// its queue has the same key; whoever ends that one releases the next. So a
// claim reads only jobs that may run, however many wait behind them. Jobs
// without a key know no order.

// Enqueue stores jobs of their own, not caused by another write.
func (db *DB) Enqueue(ctx context.Context, jobs ...content.Job) error {
	return db.inTx(ctx, func(t *tx) error { return db.enqueue(ctx, t, jobs) })
}

// enqueue stores the jobs that a write causes, in its transaction. Call it last:
// on PostgreSQL it locks the keys of the jobs until the transaction ends, so
// that the order of seq is the order of commits.
func (db *DB) enqueue(ctx context.Context, t *tx, jobs []content.Job) error {
	if len(jobs) == 0 {
		return nil
	}
	if err := db.lockKeys(ctx, t, jobs...); err != nil {
		return err
	}
	for _, j := range jobs {
		if j.ID == "" {
			j.ID = content.NewID()
		}
		if j.Timer {
			if _, err := db.cancelWaiting(ctx, t, "queue = $1 AND key = $2 AND timer = 1 AND dead = 0", j.Queue, j.Key); err != nil {
				return err
			}
		}
		_, err := t.exec(ctx, `
			INSERT INTO jobs (id, site, queue, key, ref, payload, attempt, run_at, due, timer, held)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9,
				CASE WHEN $4 <> '' AND EXISTS (SELECT 1 FROM jobs WHERE queue = $3 AND key = $4 AND dead = 0) THEN 1 ELSE 0 END)`,
			j.ID, j.Site, j.Queue, j.Key, j.Ref, j.Payload, j.Attempt, ms(j.RunAt), j.Timer)
		if err != nil {
			return fail(err, "enqueue %s", j.Queue)
		}
	}
	return nil
}

// cancelTimers removes the unfinished timers of key in these queues.
func (db *DB) cancelTimers(ctx context.Context, t *tx, site content.ID, queues []string, key string) error {
	for _, q := range queues {
		if err := db.lockKeys(ctx, t, content.Job{Queue: q, Key: key}); err != nil {
			return err
		}
		if _, err := db.cancelWaiting(ctx, t, "queue = $1 AND key = $2 AND site = $3 AND timer = 1 AND dead = 0", q, key, site); err != nil {
			return err
		}
		if err := db.release(ctx, t, q, key); err != nil {
			return err
		}
	}
	return nil
}

// CancelJobs removes the unfinished jobs of a key, of all keys when it is
// empty. One that is running may finish, but is not tried again.
func (db *DB) CancelJobs(ctx context.Context, site content.ID, queue, key string) (n int, err error) {
	err = db.inTx(ctx, func(t *tx) (err error) {
		where, args := "site = $1 AND queue = $2 AND dead = 0", []any{site, queue}
		if key == "" {
			n, err = db.cancelWaiting(ctx, t, where, args...)
			return err
		}
		if err := db.lockKeys(ctx, t, content.Job{Queue: queue, Key: key}); err != nil {
			return err
		}
		if n, err = db.cancelWaiting(ctx, t, where+" AND key = $3", append(args, key)...); err != nil {
			return err
		}
		return db.release(ctx, t, queue, key)
	})
	return n, err
}

// cancelWaiting deletes waiting jobs and marks leased ones, which nobody may
// take from under their worker, to be dropped instead of tried again.
func (db *DB) cancelWaiting(ctx context.Context, t *tx, where string, args ...any) (int, error) {
	gone, err := t.exec(ctx, "DELETE FROM jobs WHERE lease = '' AND "+where, args...)
	if err != nil {
		return 0, fail(err, "cancel jobs")
	}
	marked, err := t.exec(ctx, "UPDATE jobs SET cancelled = 1 WHERE lease <> '' AND cancelled = 0 AND "+where, args...)
	if err != nil {
		return 0, fail(err, "cancel running jobs")
	}
	return int(gone + marked), nil
}

// lockKeys keeps others from enqueueing or ending jobs of the same keys until
// the transaction ends. SQLite has one writer and needs no lock.
func (db *DB) lockKeys(ctx context.Context, t *tx, jobs ...content.Job) error {
	if !db.postgres {
		return nil
	}
	seen := map[string]bool{}
	for _, j := range jobs {
		if j.Key != "" || j.Timer {
			seen["job "+j.Queue+" "+j.Key] = true
		}
	}
	return db.advisoryLocks(ctx, t, seen)
}

// advisoryLocks takes transaction locks in one order, so that two writers never wait for each other.
func (db *DB) advisoryLocks(ctx context.Context, t *tx, names map[string]bool) error {
	sorted := make([]string, 0, len(names))
	for k := range names {
		sorted = append(sorted, k)
	}
	sort.Strings(sorted)
	for _, k := range sorted {
		if _, err := t.exec(ctx, "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", k); err != nil {
			return fail(err, "lock %s", k)
		}
	}
	return nil
}

// release lets the earliest unfinished job of a key run.
func (db *DB) release(ctx context.Context, t *tx, queue, key string) error {
	if key == "" {
		return nil
	}
	_, err := t.exec(ctx, `
		UPDATE jobs SET held = 0 WHERE held = 1 AND seq =
			(SELECT seq FROM jobs WHERE queue = $1 AND key = $2 AND dead = 0 ORDER BY seq LIMIT 1)`, queue, key)
	if err != nil {
		return fail(err, "release %s", queue)
	}
	return nil
}

// Claim leases due jobs, taking turns between the queues, and within a queue
// between new jobs and those that waited for a time. Attempt counts tries at
// the claim, so that a job that kills its process is counted too.
func (db *DB) Claim(ctx context.Context, queues []string, n int, now time.Time, lease time.Duration) (jobs []content.Job, err error) {
	if n <= 0 || len(queues) == 0 {
		return nil, nil
	}
	err = db.inTx(ctx, func(t *tx) error {
		sources, cancelled, err := db.claimable(ctx, t, queues, n, now)
		if err != nil {
			return err
		}
		for _, j := range cancelled {
			if err := db.endJob(ctx, t, j); err != nil {
				return err
			}
		}
		jobs = takeTurns(sources, n)
		if len(jobs) == 0 {
			return nil
		}
		token, seqs := string(content.NewID()), make([]int64, len(jobs))
		for i := range jobs {
			jobs[i].Lease, seqs[i] = token, jobs[i].Seq
		}
		_, err = t.exec(ctx, "UPDATE jobs SET lease = $1, due = $2, attempt = attempt + 1 WHERE "+db.anyOf("seq", 3),
			token, ms(now.Add(lease)), seqs)
		if err != nil {
			return fail(err, "lease jobs")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	sort.Slice(jobs, func(a, b int) bool { return jobs[a].Seq < jobs[b].Seq })
	return jobs, nil
}

const jobColumns = "seq, id, site, queue, key, ref, payload, attempt, run_at, timer, lease, last_err, cancelled"

// claimable reads up to n due jobs of each queue, new ones and waited ones apart.
func (db *DB) claimable(ctx context.Context, t *tx, queues []string, n int, now time.Time) (sources [][]content.Job, cancelled []content.Job, err error) {
	var parts []string
	args := []any{n, ms(now)}
	for i, q := range queues {
		args = append(args, q)
		for kind, due := range []string{"due = 0", "due > 0 AND due <= $2"} {
			parts = append(parts, fmt.Sprintf("SELECT * FROM (SELECT %d AS source, %s FROM jobs WHERE queue = $%d AND dead = 0 AND held = 0 AND %s ORDER BY due, seq LIMIT $1%s) s%d_%d",
				i*2+kind, jobColumns, i+3, due, db.skipLocked(), i, kind))
		}
	}
	rows, err := t.query(ctx, strings.Join(parts, " UNION ALL "), args...)
	if err != nil {
		return nil, nil, fail(err, "claim")
	}
	defer rows.Close()
	sources = make([][]content.Job, len(parts))
	for rows.Next() {
		var source, dropped int
		j, err := scanJob(rows, &source, &dropped)
		switch {
		case err != nil:
			return nil, nil, fail(err, "claim")
		case dropped == 1:
			cancelled = append(cancelled, j)
		default:
			sources[source] = append(sources[source], j)
		}
	}
	return sources, cancelled, rows.Err()
}

func scanJob(rows *sql.Rows, source, cancelled *int) (content.Job, error) {
	var j content.Job
	var runAt int64
	var timer int
	err := rows.Scan(source, &j.Seq, &j.ID, &j.Site, &j.Queue, &j.Key, &j.Ref, &j.Payload, &j.Attempt, &runAt, &timer, &j.Lease, &j.LastErr, cancelled)
	j.RunAt, j.Timer = at(runAt), timer == 1
	return j, err
}

// takeTurns picks up to n jobs, one of each source in turn.
func takeTurns(sources [][]content.Job, n int) []content.Job {
	var picked []content.Job
	for i, found := 0, true; found && len(picked) < n; i++ {
		found = false
		for _, s := range sources {
			if i < len(s) && len(picked) < n {
				picked, found = append(picked, s[i]), true
			}
		}
	}
	return picked
}

// endJob deletes a job of whoever holds its lease and lets the next of its key run.
func (db *DB) endJob(ctx context.Context, t *tx, j content.Job) error {
	n, err := t.exec(ctx, "DELETE FROM jobs WHERE id = $1 AND lease = $2 AND dead = 0", j.ID, j.Lease)
	if err != nil {
		return fail(err, "finish %s", j.Queue)
	}
	if n == 0 {
		return conflict("the lease of job %s was lost", j.ID)
	}
	return db.release(ctx, t, j.Queue, j.Key)
}

// FinishJob ends a claimed job and stores the jobs it causes.
func (db *DB) FinishJob(ctx context.Context, j content.Job, jobs ...content.Job) error {
	return db.inTx(ctx, func(t *tx) error {
		if err := db.lockKeys(ctx, t, append([]content.Job{j}, jobs...)...); err != nil {
			return err
		}
		if err := db.endJob(ctx, t, j); err != nil {
			return err
		}
		return db.enqueue(ctx, t, jobs)
	})
}

// RetryJob gives a claimed job back until at. One that was cancelled, or
// replaced by another timer, while it ran is dropped.
func (db *DB) RetryJob(ctx context.Context, j content.Job, at time.Time, reason string) error {
	return db.inTx(ctx, func(t *tx) error {
		if err := db.lockKeys(ctx, t, j); err != nil {
			return err
		}
		n, err := t.exec(ctx, "UPDATE jobs SET lease = '', due = $1, run_at = $1, last_err = $2 WHERE id = $3 AND lease = $4 AND dead = 0 AND cancelled = 0",
			ms(at), reason, j.ID, j.Lease)
		if err != nil {
			return fail(err, "retry %s", j.Queue)
		}
		if n == 1 {
			return nil
		}
		return db.endJob(ctx, t, j)
	})
}

// DeadJob keeps a claimed job for people to see; the next of its key may run.
// Its due stays the end of the lease, which dates it for Purge.
func (db *DB) DeadJob(ctx context.Context, j content.Job, reason string) error {
	return db.inTx(ctx, func(t *tx) error {
		if err := db.lockKeys(ctx, t, j); err != nil {
			return err
		}
		n, err := t.exec(ctx, "UPDATE jobs SET lease = '', dead = 1, last_err = $1 WHERE id = $2 AND lease = $3 AND dead = 0", reason, j.ID, j.Lease)
		if err != nil {
			return fail(err, "bury %s", j.Queue)
		}
		if n == 0 {
			return conflict("the lease of job %s was lost", j.ID)
		}
		return db.release(ctx, t, j.Queue, j.Key)
	})
}

// NextDue is when the earliest job may run; a job that may run at any time is
// due in 1970, which is not the zero time.
func (db *DB) NextDue(ctx context.Context, queues []string) (time.Time, error) {
	var next sql.NullInt64
	for _, q := range queues {
		var due int64
		err := db.row(ctx, "SELECT due FROM jobs WHERE queue = $1 AND dead = 0 AND held = 0 ORDER BY due, seq LIMIT 1", q).Scan(&due)
		if err == sql.ErrNoRows {
			continue
		}
		if err != nil {
			return time.Time{}, fail(err, "next due")
		}
		if !next.Valid || due < next.Int64 {
			next = sql.NullInt64{Int64: due, Valid: true}
		}
	}
	if !next.Valid {
		return time.Time{}, nil
	}
	return time.UnixMilli(next.Int64).UTC(), nil
}

// Pending counts jobs by queue.
func (db *DB) Pending(ctx context.Context) (map[string]content.QueueCount, error) {
	rows, err := db.query(ctx, `
		SELECT queue, sum(CASE WHEN dead = 0 AND lease = '' THEN 1 ELSE 0 END),
			sum(CASE WHEN dead = 0 AND lease <> '' THEN 1 ELSE 0 END), sum(dead)
		FROM jobs GROUP BY queue`)
	if err != nil {
		return nil, fail(err, "count jobs")
	}
	defer rows.Close()
	counts := map[string]content.QueueCount{}
	for rows.Next() {
		var q string
		var c content.QueueCount
		if err := rows.Scan(&q, &c.Waiting, &c.Leased, &c.Dead); err != nil {
			return nil, fail(err, "count jobs")
		}
		counts[q] = c
	}
	return counts, rows.Err()
}

// Recover gives back all that a killed process had leased, so that its work is
// resumed at once. It is for the process that has just become the only one to
// serve a SQLite file; on PostgreSQL others may be at work, and leases end by
// themselves.
func (db *DB) Recover(ctx context.Context) error {
	if db.postgres {
		return nil
	}
	return db.inTx(ctx, func(t *tx) error {
		if _, err := t.exec(ctx, "UPDATE jobs SET lease = '', due = run_at WHERE lease <> '' AND dead = 0"); err != nil {
			return fail(err, "recover jobs")
		}
		_, err := t.exec(ctx, "UPDATE lanes SET token = '', until = 0 WHERE until > 0")
		return fail(err, "recover lanes")
	})
}
