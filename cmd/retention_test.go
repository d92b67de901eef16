package cmd

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"vitrine/content"
)

// kept is a store that tells how long it was asked to keep things.
type kept struct {
	sites []*content.Site
	asked content.Retention
}

func (k *kept) Sites(context.Context) ([]*content.Site, error) { return k.sites, nil }
func (k *kept) Enqueue(context.Context, ...content.Job) error  { return nil }
func (k *kept) Purge(_ context.Context, _ time.Time, r content.Retention) (map[string]int, error) {
	k.asked = r
	return nil, nil
}

func TestTheLongestChoiceKeepsProfiles(t *testing.T) {
	site := func(days int) *content.Site { return &content.Site{Settings: content.Settings{ActorDays: days}} }
	day := 24 * time.Hour
	for _, c := range []struct {
		sites []*content.Site
		want  time.Duration
	}{
		{nil, content.DefaultRetention.Actors},
		{[]*content.Site{site(0)}, content.DefaultRetention.Actors},
		{[]*content.Site{site(7)}, 7 * day},
		{[]*content.Site{site(7), site(0)}, content.DefaultRetention.Actors},
		{[]*content.Site{site(7), site(60)}, 60 * day},
	} {
		k := &kept{sites: c.sites}
		err := retainer{store: k, now: now, log: slog.New(slog.DiscardHandler)}.run(context.Background(), content.Job{})
		if _, again := err.(*content.RetryError); !again || k.asked.Actors != c.want || k.asked.Seen != content.DefaultRetention.Seen {
			t.Errorf("%d sites: kept %v, want %v (%v)", len(c.sites), k.asked.Actors, c.want, err)
		}
	}
}
