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
	if err := rows.Err(); err != nil {
		return nil, fail(err, "count jobs")
	}
	var d content.QueueCount
	err = db.row(ctx, `SELECT COALESCE(sum(CASE WHEN state = $1 THEN 1 ELSE 0 END), 0), COALESCE(sum(CASE WHEN state = $1 THEN 0 ELSE 1 END), 0) FROM deliveries`, waiting).Scan(&d.Waiting, &d.Dead)
	if err != nil {
		return nil, fail(err, "count deliveries")
	}
	if d != (content.QueueCount{}) {
		counts[content.QueueDeliver] = d
	}
	return counts, nil
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
		if _, err := t.exec(ctx, "DELETE FROM answers WHERE status = 0"); err != nil { // calls that were killed
			return fail(err, "recover calls")
		}
		_, err := t.exec(ctx, "UPDATE lanes SET token = '', until = 0 WHERE until > 0")
		return fail(err, "recover lanes")
	})
}
