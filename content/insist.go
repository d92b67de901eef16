package content

import (
	"context"
	"time"
)

// Insist stores what became of leased work, again and again while the database
// does not answer, and as long as the lease holds; afterwards others have the
// work. The pause between two tries grows from 100 ms to 5 s.
func Insist(ctx context.Context, lease time.Duration, write func(context.Context) error) error {
	end := time.NewTimer(lease)
	defer end.Stop()
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, 5*time.Second) {
		err := write(ctx)
		if !Is(err, Unavailable) {
			return err
		}
		again := time.NewTimer(pause)
		select {
		case <-again.C:
		case <-end.C:
			again.Stop()
			return err
		case <-ctx.Done():
			again.Stop()
			return err
		}
	}
}
