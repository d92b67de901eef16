package cmd

import (
	"context"
	"log/slog"
	"time"

	"vitrine/content"
)

// retainer removes what is kept no longer (P5, P9), once an hour.
type retainer struct {
	store interface {
		content.RetentionStore
		Enqueue(ctx context.Context, jobs ...content.Job) error
	}
	now func() time.Time
	log *slog.Logger
}

const retentionEvery = time.Hour

func (r retainer) run(ctx context.Context, j content.Job) error {
	at := r.now()
	removed, err := r.store.Purge(ctx, at, content.DefaultRetention)
	if err != nil {
		return err
	}
	for kind, n := range removed {
		if n > 0 {
			r.log.Info("removed what is kept no longer", "kind", kind, "rows", n)
		}
	}
	return &content.RetryError{At: at.Add(retentionEvery), Err: errAgain}
}

// scheduleRetention makes sure that the one retention job exists.
func (a *App) scheduleRetention(ctx context.Context) {
	err := a.Store.Enqueue(ctx, content.Job{ID: content.NewID(), Queue: content.QueueRetain, Key: "all", Timer: true})
	if err != nil && ctx.Err() == nil {
		a.Log.Error("scheduling the retention job", "err", err)
	}
}
