package cmd

import (
	"context"

	"vitrine/content"
	"vitrine/store"
)

// wakingStore tells this process's workers at once that a write caused jobs;
// other processes find them at their next look.
type wakingStore struct {
	*store.DB
	wake func()
}

func (s wakingStore) woken(err error) error {
	if err == nil {
		s.wake()
	}
	return err
}

func (s wakingStore) SaveItem(ctx context.Context, v content.Save) error {
	return s.woken(s.DB.SaveItem(ctx, v))
}

func (s wakingStore) SaveSite(ctx context.Context, v *content.Site, jobs ...content.Job) error {
	return s.woken(s.DB.SaveSite(ctx, v, jobs...))
}

func (s wakingStore) SaveChannel(ctx context.Context, c *content.Channel, jobs ...content.Job) error {
	return s.woken(s.DB.SaveChannel(ctx, c, jobs...))
}

func (s wakingStore) Enqueue(ctx context.Context, jobs ...content.Job) error {
	return s.woken(s.DB.Enqueue(ctx, jobs...))
}
