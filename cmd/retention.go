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
		Sites(ctx context.Context) ([]*content.Site, error)
		Enqueue(ctx context.Context, jobs ...content.Job) error
	}
	now   func() time.Time
	log   *slog.Logger
	sweep func(context.Context) error // of what is kept of others' pictures; nil: nothing
}

const retentionEvery = time.Hour

func (r retainer) run(ctx context.Context, j content.Job) error {
	at := r.now()
	keep, err := r.retention(ctx)
	if err != nil {
		return err
	}
	removed, err := r.store.Purge(ctx, at, keep)
	if err != nil {
		return err
	}
	for kind, n := range removed {
		if n > 0 {
			r.log.Info("removed what is kept no longer", "kind", kind, "rows", n)
		}
	}
	if r.sweep != nil {
		if err := r.sweep(ctx); err != nil {
			r.log.Warn("pictures of others that are kept no longer", "err", err)
		}
	}
	return &content.RetryError{At: at.Add(retentionEvery), Err: errAgain}
}

// retention is how long things are kept. Cached profiles belong to no site: of
// the institutions that chose a number of days, the longest counts.
func (r retainer) retention(ctx context.Context) (content.Retention, error) {
	sites, err := r.store.Sites(ctx)
	if err != nil {
		return content.Retention{}, err
	}
	keep, longest := content.DefaultRetention, time.Duration(0)
	for _, s := range sites {
		days := time.Duration(s.Settings.ActorDays) * 24 * time.Hour
		if days == 0 {
			days = content.DefaultRetention.Actors
		}
		longest = max(longest, days)
	}
	if longest > 0 {
		keep.Actors = longest
	}
	return keep, nil
}

// scheduleRetention makes sure that the one retention job exists.
func (a *App) scheduleRetention(ctx context.Context) {
	err := a.Store.Enqueue(ctx, content.Job{ID: content.NewID(), Queue: content.QueueRetain, Key: "all", Timer: true})
	if err != nil && ctx.Err() == nil {
		a.Log.Error("scheduling the retention job", "err", err)
	}
}
