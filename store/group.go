package store

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// group joins small writes that arrive together into one SQLite transaction, so
// that an inbox under load pays for one commit, not for a hundred. Each write
// has a savepoint of its own: one that fails leaves the others alone.
type group struct {
	mu      sync.Mutex
	waiting []*member
	led     bool // somebody is writing, and will see who waits
}

// member is a write that waits for its transaction.
type member struct {
	ctx   context.Context
	f     func(ctx context.Context, t *tx) error
	err   error
	panic any
	done  chan struct{}
}

// groupSize bounds the writes of one transaction, and so what a failed commit takes along.
const groupSize = 64

// inGroup is inTx for small writes that many callers do at once. f is given a
// context without cancellation: to interrupt a statement would roll back
// everybody's. A caller whose context ends before its turn is not written.
func (db *DB) inGroup(ctx context.Context, f func(ctx context.Context, t *tx) error) error {
	if db.postgres {
		return db.inTx(ctx, func(t *tx) error { return f(ctx, t) })
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	m := &member{ctx: ctx, f: f, done: make(chan struct{})}
	g := &db.group
	g.mu.Lock()
	g.waiting = append(g.waiting, m)
	lead := !g.led
	g.led = true
	g.mu.Unlock()
	if lead {
		if db.writeGroup() { // others came meanwhile: nobody waits longer for having been first
			go func() {
				for db.writeGroup() {
				}
			}()
		}
	}
	select {
	case <-m.done:
	case <-ctx.Done():
		if g.leave(m) {
			return ctx.Err()
		}
		<-m.done
	}
	if m.panic != nil {
		panic(m.panic)
	}
	return fail(m.err, "write")
}

// leave takes back a write that was not begun.
func (g *group) leave(m *member) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	i := slices.Index(g.waiting, m)
	if i >= 0 {
		g.waiting = slices.Delete(g.waiting, i, i+1)
	}
	return i >= 0
}

// writeGroup writes those who wait, and reports whether others wait now; when
// nobody does, the group is without a leader.
func (db *DB) writeGroup() (more bool) {
	g := &db.group
	g.mu.Lock()
	n := min(len(g.waiting), groupSize)
	batch := slices.Clone(g.waiting[:n])
	g.waiting = slices.Delete(g.waiting, 0, n)
	g.mu.Unlock()
	if n > 0 {
		db.writeBatch(batch)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.led = len(g.waiting) > 0
	return g.led
}

func (db *DB) writeBatch(batch []*member) {
	err := db.inTx(context.WithoutCancel(batch[0].ctx), func(t *tx) error {
		for _, m := range batch {
			if err := t.join(m, len(batch) > 1); err != nil {
				return err
			}
		}
		return nil
	})
	for _, m := range batch {
		if m.err == nil {
			m.err = err
		}
		close(m.done)
	}
}

// join does one write of a batch. It returns an error only when the whole
// transaction is of no more use.
func (t *tx) join(m *member, several bool) error {
	ctx := context.WithoutCancel(m.ctx)
	if several {
		if _, err := t.exec(ctx, "SAVEPOINT one"); err != nil {
			return err
		}
	}
	m.err = m.run(ctx, t)
	if passing(m.err) {
		err := m.err
		m.err = nil // the transaction is tried again
		return err
	}
	if !several {
		return m.err
	}
	if m.err != nil {
		if _, err := t.exec(ctx, "ROLLBACK TO one"); err != nil {
			return m.err // the database has given up the transaction: a full disk
		}
	}
	_, err := t.exec(ctx, "RELEASE one")
	return err
}

// run calls the write; its panic is its caller's alone.
func (m *member) run(ctx context.Context, t *tx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			m.panic, err = r, fmt.Errorf("panic: %v", r)
		}
	}()
	return m.f(ctx, t)
}
