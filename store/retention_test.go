package store

import (
	"testing"
	"time"

	"vitrine/content"
)

// TestPurge fills every kind of data that ages, and moves the clock.
// It holds P9: profiles and posts of elsewhere that nobody needs go after 30 days.
func TestPurge(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx, day := t.Context(), 24*time.Hour
		follower := db.follow(t, "a.example", 1, false)
		db.follow(t, "b.example", 1, false)
		for _, id := range []string{follower.Actor, "https://replier.example/u", "https://liker.example/u", "https://stranger.example/u", "https://former.example/u"} {
			db.saveActor(t, id, id+"/inbox", "")
		}
		db.reply(t, "https://replier.example/u", 1)
		db.react(t, "https://liker.example/u", content.Like)
		former := &content.Follower{Site: db.site, Channel: db.channel, Actor: "https://former.example/u", Inbox: "https://former.example/i", State: "accepted", Since: t0}
		_, err := db.SaveFollower(ctx, db.received(former.Actor), former)
		must(t, err)
		_, err = db.EndFollower(ctx, db.received(former.Actor), db.site, db.channel, former.Actor)
		must(t, err)
		_, err = db.SaveRemotePost(ctx, db.received("https://p.example/u"), &content.RemotePost{Site: db.site, URI: "https://p.example/1", Actor: "https://p.example/u", Received: t0})
		must(t, err)
		must(t, db.Enqueue(ctx, content.Job{Queue: content.QueueInbound}))
		must(t, db.DeadJob(ctx, db.take(t, 1, t0)[0], "no"))
		db.fanOut(t, "Create", db.object, t0, content.Audience{Followers: true})
		lanes := db.claim(t, t0)
		db.finish(t, lanes[0], t0, content.Done, "")
		db.finish(t, lanes[1], t0, content.Dead, "http_404")
		accept := &content.Activity{ID: content.NewID(), Site: db.site, Channel: db.channel, Type: "Accept", Body: []byte("{}"), Created: t0}
		_, err = db.FanOut(ctx, accept, content.Audience{}, nil)
		must(t, err)
		draft := db.library.save(t, db.library.draft("A draft"))
		must(t, db.TrashItem(ctx, db.site, draft.ID, t0))

		purge := func(after time.Duration, want map[string]int) {
			t.Helper()
			got, err := db.Purge(ctx, t0.Add(after), content.DefaultRetention)
			must(t, err)
			for k, n := range got {
				if n != want[k] {
					t.Errorf("after %v: %d of %s, want %d", after, n, k, want[k])
				}
			}
		}
		purge(30*day, nil)
		// The follower's, the former follower's and the replier's profile are in use.
		purge(30*day+2*time.Minute, map[string]int{"received": 7, "posts": 1, "actors": 2, "activities": 1, "trash": 1})
		purge(90*day+2*time.Minute, map[string]int{"jobs": 1, "deliveries": 1, "receipts": 2, "hosts": 2})
		purge(365*day+2*time.Minute, map[string]int{"followers": 1, "actors": 1})
		if _, err := db.Actor(ctx, follower.Actor); err != nil {
			t.Error("the profile of a follower:", err)
		}
		if a, err := db.Item(ctx, db.site, draft.ID, content.WorkingRevision); !content.Is(err, content.NotFound) {
			t.Error("the draft is still there", a, err)
		}
		if n, err := db.CountFollowers(ctx, db.site, db.channel); err != nil || n != 2 {
			t.Error(n, err)
		}
	})
}
