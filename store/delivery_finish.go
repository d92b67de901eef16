package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"vitrine/content"
)

// settled groups the outcomes of a lane by what has to be written.
type settled struct {
	done, back      []int64
	retry, dead     []content.Outcome
	left            []content.Outcome
	failures        int  // retries since the last answer
	answered, tried bool // the host answered; the host was called
	receipts        map[receiptKey]*receiptCount
	of              map[content.ID]content.Delivery
}

type receiptKey struct{ site, object, activity content.ID }

type receiptCount struct {
	delivered, failed, attempts int
	reason                      string
}

// FinishLane settles what a worker did. The lane's Deliveries must be those that
// ClaimLanes handed out. With keep the lease stays, until l.Until, which may
// have been moved on.
func (db *DB) FinishLane(ctx context.Context, l content.Lane, now time.Time, keep bool, outcomes ...content.Outcome) error {
	err := db.inGroup(ctx, func(ctx context.Context, t *tx) error {
		s, err := sortOutcomes(l, outcomes)
		if err != nil {
			return err
		}
		var token string
		err = t.row(ctx, "SELECT token FROM lanes WHERE host = $1 AND n = $2"+t.forUpdate(), l.Host, l.N).Scan(&token)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if token == "" || token != l.Token {
			return conflict("the lease of lane %s/%d was lost", l.Host, l.N)
		}
		if err := t.writeOutcomes(ctx, l, s, now); err != nil {
			return err
		}
		if err := t.countReceipts(ctx, l.Host, s.receipts, now); err != nil {
			return err
		}
		if err := t.hostCalled(ctx, l, s, now); err != nil {
			return err
		}
		if keep {
			_, err := t.exec(ctx, "UPDATE lanes SET until = $1 WHERE host = $2 AND n = $3", l.Until, l.Host, l.N)
			return err
		}
		return t.settleLane(ctx, l, now)
	})
	return fail(err, "finish lane %s/%d", l.Host, l.N)
}

// sortOutcomes groups the outcomes; a retry after the last try is the end.
func sortOutcomes(l content.Lane, outcomes []content.Outcome) (*settled, error) {
	s := &settled{receipts: map[receiptKey]*receiptCount{}, of: make(map[content.ID]content.Delivery, len(l.Deliveries))}
	for _, d := range l.Deliveries {
		s.of[d.Job] = d
	}
	for _, o := range outcomes {
		d, ok := s.of[o.Job]
		if !ok {
			return nil, content.Failf(content.Malformed, "delivery %s is not of lane %s/%d", o.Job, l.Host, l.N)
		}
		if o.State == content.Retry {
			s.failures, s.tried = s.failures+1, true
			if d.Attempt+1 >= content.MaxAttempts {
				s.fail(d, o)
				continue
			}
		} else if o.State != content.Back {
			s.tried = true
			if o.State != content.Dead || strings.HasPrefix(o.Reason, "http_") {
				s.failures, s.answered = 0, true
			}
		}
		switch o.State {
		case content.Done:
			s.done = append(s.done, d.Seq)
			s.receipt(d).delivered++
		case content.Retry:
			s.retry = append(s.retry, o)
		case content.Dead:
			s.fail(d, o)
		case content.Left:
			s.left = append(s.left, o)
		case content.Back:
			s.back = append(s.back, d.Seq)
		default:
			return nil, content.Failf(content.Malformed, "outcome %q is unknown", o.State)
		}
	}
	return s, nil
}

func (s *settled) fail(d content.Delivery, o content.Outcome) {
	s.dead = append(s.dead, o)
	r := s.receipt(d)
	r.failed++
	r.reason = o.Reason
}

// receipt is the count for a delivery's activity; nobody asks for the receipts
// of an activity that is about no object, and theirs are not written.
func (s *settled) receipt(d content.Delivery) *receiptCount {
	k := receiptKey{d.Site, d.Object, d.Activity}
	r := s.receipts[k]
	if r == nil {
		r = &receiptCount{}
		s.receipts[k] = r
	}
	r.attempts = max(r.attempts, d.Attempt+1)
	return r
}

func (t *tx) writeOutcomes(ctx context.Context, l content.Lane, s *settled, now time.Time) error {
	if len(s.done) > 0 {
		if _, err := t.exec(ctx, "DELETE FROM deliveries WHERE "+t.anyOf("seq", 1), s.done); err != nil {
			return err
		}
	}
	if len(s.back) > 0 {
		if _, err := t.exec(ctx, "UPDATE deliveries SET tried = tried - 1 WHERE tried > 0 AND "+t.anyOf("seq", 1), s.back); err != nil {
			return err
		}
	}
	for _, o := range s.retry {
		if o.At.IsZero() {
			o.At = now.Add(content.RetryDelay(s.of[o.Job].Attempt+1, 0))
		}
		if _, err := t.exec(ctx, "UPDATE deliveries SET attempt = attempt + 1, due = $1, reason = $2 WHERE seq = $3", o.At, o.Reason, s.of[o.Job].Seq); err != nil {
			return err
		}
	}
	for _, o := range s.dead {
		if _, err := t.exec(ctx, "UPDATE deliveries SET state = 1, attempt = attempt + 1, due = $1, reason = $2 WHERE seq = $3", now, o.Reason, s.of[o.Job].Seq); err != nil {
			return err
		}
	}
	for _, o := range s.left {
		if err := t.inboxLeft(ctx, s, s.of[o.Job], o, now); err != nil {
			return err
		}
	}
	return nil
}

// inboxLeft handles an inbox that is gone for good.
func (t *tx) inboxLeft(ctx context.Context, s *settled, d content.Delivery, o content.Outcome, now time.Time) error {
	rows, err := t.query(ctx, "SELECT shared FROM deliveries WHERE seq = $1", d.Seq)
	shared, err := collect(rows, err, scanOne[int])
	if err != nil || len(shared) == 0 {
		return err // another outcome of this inbox has dealt with it
	}
	if shared[0] == 1 {
		return t.splitShared(ctx, d, now)
	}
	if _, err := t.exec(ctx, "UPDATE followers SET until = $1 WHERE inbox = $2 AND site = $3 AND until = 0", now, d.Inbox, d.Site); err != nil {
		return err
	}
	// What is gone is not kept in the cache (P9).
	if _, err := t.exec(ctx, "DELETE FROM actors WHERE inbox = $1 AND id IN (SELECT actor FROM followers WHERE inbox = $1)", d.Inbox); err != nil {
		return err
	}
	if _, err := t.exec(ctx, "DELETE FROM deliveries WHERE host = $1 AND state = 0 AND inbox = $2 AND site = $3", hostOf(d.Inbox), d.Inbox, d.Site); err != nil {
		return err
	}
	r := s.receipt(d)
	r.failed++
	r.reason = o.Reason
	return nil
}

// splitShared turns all that waits for a shared inbox, in order, into
// deliveries to the personal inboxes behind it, and sends there from now on.
// The followers keep the address, by which later ones find them.
func (t *tx) splitShared(ctx context.Context, d content.Delivery, now time.Time) error {
	rows, err := t.query(ctx, "SELECT seq FROM deliveries WHERE host = $1 AND state = 0 AND inbox = $2 AND site = $3 AND shared = 1 ORDER BY seq", hostOf(d.Inbox), d.Inbox, d.Site)
	seqs, err := collect(rows, err, scanOne[int64])
	if err != nil {
		return err
	}
	first := true
	for _, seq := range seqs {
		_, err := t.exec(ctx, `
			INSERT INTO deliveries (site, activity, verb, topic, inbox, host, lane, shared, due, created)
			SELECT DISTINCT d.site, d.activity, d.verb, d.topic, f.inbox, f.inbox_host, d.lane, 0, CAST($1 AS BIGINT), d.created
			FROM deliveries d JOIN activities a ON a.id = d.activity
			JOIN followers f ON f.shared_inbox = d.inbox AND f.site = d.site AND f.channel = a.channel AND f.state = 'accepted'
				AND (f.until = 0 OR d.verb IN ('Update', 'Delete'))
			WHERE d.seq = $2 AND f.inbox <> d.inbox AND NOT EXISTS (SELECT 1 FROM deliveries e WHERE e.activity = d.activity AND e.inbox = f.inbox)`, now, seq)
		if err != nil {
			return err
		}
		var activity string
		if err := t.row(ctx, "DELETE FROM deliveries WHERE seq = $1 RETURNING activity", seq).Scan(&activity); err != nil {
			return err
		}
		if err := t.openLanes(ctx, "d.activity = $1 AND d.shared = 0", activity); err != nil {
			return err
		}
		first = false
	}
	if first {
		return nil
	}
	_, err = t.exec(ctx, "UPDATE followers SET target = inbox, host = inbox_host WHERE shared_inbox = $1 AND site = $2", d.Inbox, d.Site)
	return err
}

// countReceipts adds to how each activity stands at the host; a newer activity
// of the object starts anew.
func (t *tx) countReceipts(ctx context.Context, host string, counts map[receiptKey]*receiptCount, now time.Time) error {
	for k, c := range counts {
		if k.object == "" {
			continue
		}
		state := "delivered"
		if c.delivered == 0 {
			state = "failed"
		}
		_, err := t.exec(ctx, `
			INSERT INTO receipts (site, object, host, activity, state, delivered, failed, attempts, reason, updated)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
			ON CONFLICT (site, object, host) DO UPDATE SET
				state = CASE WHEN receipts.activity = excluded.activity AND receipts.state = 'delivered' THEN 'delivered' ELSE excluded.state END,
				delivered = excluded.delivered + CASE WHEN receipts.activity = excluded.activity THEN receipts.delivered ELSE 0 END,
				failed = excluded.failed + CASE WHEN receipts.activity = excluded.activity THEN receipts.failed ELSE 0 END,
				attempts = CASE WHEN receipts.activity = excluded.activity AND receipts.attempts > excluded.attempts THEN receipts.attempts ELSE excluded.attempts END,
				reason = CASE WHEN receipts.activity = excluded.activity AND excluded.reason = '' THEN receipts.reason ELSE excluded.reason END,
				activity = excluded.activity, updated = excluded.updated`,
			k.site, k.object, host, k.activity, state, c.delivered, c.failed, c.attempts, c.reason, now)
		if err != nil {
			return fmt.Errorf("receipt: %w", err)
		}
	}
	return nil
}
