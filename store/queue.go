package store

import (
	"context"
	"sort"
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

// forgetLetter is the assignment that drops what a letter says when its job dies:
// it is about somebody, and nobody sends it any more. Why it died stays.
const forgetLetter = ", payload = CASE WHEN queue = '" + content.QueueMail + "' THEN NULL ELSE payload END"

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
		n, err := t.exec(ctx, "UPDATE jobs SET lease = '', dead = 1, last_err = $1"+forgetLetter+" WHERE id = $2 AND lease = $3 AND dead = 0", reason, j.ID, j.Lease)
		if err != nil {
			return fail(err, "bury %s", j.Queue)
		}
		if n == 0 {
			return conflict("the lease of job %s was lost", j.ID)
		}
		return db.release(ctx, t, j.Queue, j.Key)
	})
}
