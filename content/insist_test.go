package content

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestInsist(t *testing.T) {
	away, ctx := Fail(Unavailable, nil), context.Background()
	n := 0
	err := Insist(ctx, time.Minute, func(context.Context) error {
		if n++; n < 3 {
			return away
		}
		return nil
	})
	if err != nil || n != 3 {
		t.Errorf("a database that comes back: %v after %d tries", err, n)
	}
	n = 0
	conflict := Fail(Conflict, nil)
	if err := Insist(ctx, time.Minute, func(context.Context) error { n++; return conflict }); !errors.Is(err, conflict) || n != 1 {
		t.Errorf("an answer is an answer: %v after %d tries", err, n)
	}
	if err := Insist(ctx, time.Millisecond, func(context.Context) error { return away }); !Is(err, Unavailable) {
		t.Errorf("after the lease: %v", err)
	}
}
