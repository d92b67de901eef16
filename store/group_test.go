package store

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"vitrine/content"
)

// TestGroupedWritesAreOnTheirOwn has many writes arrive while the writer is
// busy: one fails, one panics, one is given up, and the others are stored.
func TestGroupedWritesAreOnTheirOwn(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		note := func(ctx context.Context, tx *tx, id string) error {
			_, err := tx.exec(ctx, "INSERT INTO received (site, activity, actor, at) VALUES ($1, $2, 'a', 1)", db.site, id)
			return err
		}
		busy, free := make(chan struct{}), make(chan struct{})
		go db.inGroup(ctx, func(context.Context, *tx) error { close(busy); <-free; return nil })
		<-busy
		given, giveUp := context.WithCancel(ctx)
		broken := errors.New("broken")
		const n = 100
		errs := make([]error, n)
		started := make(chan struct{}, n)
		go func() {
			for range n {
				<-started
			}
			giveUp()
			close(free)
		}()
		parallel(t, n, func(i int) int {
			defer func() {
				if r := recover(); r != nil {
					errs[i] = fmt.Errorf("panic: %v", r)
				}
			}()
			c := ctx
			if i == 7 {
				c = given
			}
			started <- struct{}{}
			errs[i] = db.inGroup(c, func(ctx context.Context, tx *tx) error {
				if err := note(ctx, tx, fmt.Sprint(i)); err != nil {
					return err
				}
				switch i {
				case 3:
					return broken
				case 4:
					panic("no")
				case 5:
					return note(ctx, tx, fmt.Sprint(i))
				}
				return nil
			})
			return 0
		})
		for i, err := range errs {
			var stored int
			must(t, db.row(ctx, "SELECT count(*) FROM received WHERE activity = $1", fmt.Sprint(i)).Scan(&stored))
			switch {
			case i == 3 && !errors.Is(err, broken), i == 4 && err == nil, i == 5 && !content.Is(err, content.Conflict):
				t.Errorf("write %d: %v", i, err)
			case i == 7: // may have been in time
				if (err == nil) != (stored == 1) {
					t.Errorf("write %d: %v, stored %d", i, err, stored)
				}
			case i >= 3 && i <= 5 && stored != 0:
				t.Errorf("write %d failed and is stored", i)
			case (i < 3 || i > 5) && (err != nil || stored != 1):
				t.Errorf("write %d: %v, stored %d", i, err, stored)
			}
		}
		must(t, db.inGroup(ctx, func(ctx context.Context, tx *tx) error { return note(ctx, tx, "last") }))
	})
}
