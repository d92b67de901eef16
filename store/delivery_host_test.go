package store

import (
	"testing"
	"time"

	"vitrine/content"
)

func TestLeaseOfALaneIsLost(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		db.follow(t, "a.example", 1, false)
		db.fanOut(t, "Create", db.object, t0, content.Audience{Followers: true})
		killed := db.claim(t, t0)[0]
		if got := db.claim(t, t0.Add(59*time.Second)); len(got) != 0 {
			t.Fatal("claimed under a lease")
		}
		if next, err := db.NextDelivery(t.Context(), t0); err != nil || !next.Equal(t0.Add(time.Minute)) {
			t.Fatal(next, err)
		}
		heir := db.claim(t, t0.Add(time.Minute))
		if len(heir) != 1 || heir[0].Deliveries[0].Attempt != 0 {
			t.Fatal(heir)
		}
		err := db.FinishLane(t.Context(), killed, t0.Add(time.Minute), false, content.Outcome{Job: killed.Deliveries[0].Job, State: content.Done})
		want(t, err, content.Conflict)
		db.finish(t, heir[0], t0.Add(time.Minute), content.Done, "")
		err = db.FinishLane(t.Context(), heir[0], t0.Add(time.Minute), false)
		want(t, err, content.Conflict)
	})
}

func TestBreakerProbeAndRevival(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		for i := range 6 {
			db.follow(t, "down.example", i, false)
		}
		db.fanOut(t, "Create", db.object, t0, content.Audience{Followers: true})
		now := t0
		for range failuresToOpen {
			lanes, err := db.ClaimLanes(t.Context(), 4, 1, 4, now, time.Minute)
			must(t, err)
			if len(lanes) != 1 {
				t.Fatal(lanes)
			}
			db.finish(t, lanes[0], now, content.Retry, "timeout")
		}
		if got := db.claim(t, now); len(got) != 0 {
			t.Fatal("the breaker is not open")
		}
		h, err := db.Host(t.Context(), "down.example")
		must(t, err)
		if h.Failures != 3 || !h.OpenUntil.Equal(t0.Add(firstOpen)) || h.Dead {
			t.Fatalf("host %+v", h)
		}
		for day := range 8 { // a probe a day fails
			now = t0.Add(time.Duration(day+1) * 24 * time.Hour)
			lanes := db.claim(t, now)
			if len(lanes) != 1 || !lanes[0].Probe || len(lanes[0].Deliveries) != 1 {
				t.Fatalf("probe on day %d: %+v", day, lanes)
			}
			if more := db.claim(t, now); len(more) != 0 {
				t.Fatal("two probes at a time")
			}
			db.finish(t, lanes[0], now, content.Retry, "timeout")
		}
		h, err = db.Host(t.Context(), "DOWN.example")
		must(t, err)
		if !h.Dead || h.FailingDays < daysToDie || !h.OpenUntil.Equal(now.Add(longestOpen)) {
			t.Fatalf("host %+v", h)
		}
		must(t, db.Revive(t.Context(), "down.example", now.Add(time.Second)))
		now = now.Add(time.Second)
		lanes := db.claim(t, now)
		if len(lanes) != 1 || lanes[0].Probe || len(lanes[0].Deliveries) != 6 {
			t.Fatalf("after revival %+v", lanes)
		}
		db.finish(t, lanes[0], now, content.Done, "")
		h, err = db.Host(t.Context(), "down.example")
		must(t, err)
		if h.Dead || h.Failures != 0 || h.FailingDays != 0 || !h.OpenUntil.IsZero() {
			t.Fatalf("host %+v", h)
		}
	})
}

func TestLargeHostDoesNotStarveASmallOne(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		large := make([]content.Inbox, 300)
		for i := range large {
			large[i].URL = "https://large.example/u/" + string(content.NewID()) + "/inbox"
		}
		objects := []content.ID{db.object}
		for range 12 {
			objects = append(objects, content.NewID())
			db.addObject(t, objects[len(objects)-1])
		}
		for _, o := range objects {
			db.fanOut(t, "Create", o, t0, content.Audience{Inboxes: large})
		}
		db.fanOut(t, "Announce", db.object, t0.Add(time.Second), content.Audience{Inboxes: []content.Inbox{{URL: "https://small.example/inbox"}}})
		now := t0.Add(2 * time.Second)
		for turn := 1; ; turn++ {
			lanes, err := db.ClaimLanes(t.Context(), 8, 10, 3, now, time.Minute)
			must(t, err)
			perHost := map[string]int{}
			for _, l := range lanes {
				perHost[l.Host]++
				db.finish(t, l, now, content.Done, "")
			}
			if perHost["large.example"] > 3 {
				t.Fatalf("%d lanes of one host", perHost["large.example"])
			}
			if perHost["small.example"] == 1 {
				return
			}
			if turn > 3 {
				t.Fatal("the small host waits")
			}
			now = now.Add(time.Millisecond)
		}
	})
}

func TestInboxGoneForGood(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		personal := db.follow(t, "a.example", 1, false)
		db.saveActor(t, personal.Actor, personal.Inbox, "")
		one, two := db.follow(t, "b.example", 1, true), db.follow(t, "b.example", 2, true)
		db.fanOut(t, "Create", db.object, t0, content.Audience{Followers: true})
		db.fanOut(t, "Update", db.object, t0.Add(time.Second), content.Audience{Followers: true, Since: t0})
		now := t0.Add(2 * time.Second)
		for _, l := range db.claim(t, now) {
			db.finish(t, l, now, content.Left, "http_410")
		}
		if a, err := db.Actor(t.Context(), personal.Actor); !content.Is(err, content.NotFound) {
			t.Fatal("a gone actor is cached", a, err)
		}
		if f, err := db.Follower(t.Context(), db.site, db.channel, personal.Actor); err != nil || !f.Until.Equal(now) {
			t.Fatal(f, err)
		}
		for _, verb := range []string{"Create", "Update"} {
			lanes := db.claim(t, now)
			got := inboxes(lanes)
			if len(got) != 2 || got[one.Inbox] != 1 || got[two.Inbox] != 1 {
				t.Fatalf("%s fell back to %v", verb, got)
			}
			for _, l := range lanes {
				for _, d := range l.Deliveries {
					a, err := db.Activity(t.Context(), db.site, d.Activity)
					must(t, err)
					if a.Type != verb {
						t.Fatalf("%s before %s", a.Type, verb)
					}
				}
				db.finish(t, l, now, content.Done, "")
			}
		}
		second := content.NewID()
		db.addObject(t, second)
		if _, n := db.fanOut(t, "Create", second, now, content.Audience{Followers: true}); n != 2 {
			t.Fatalf("%d deliveries after the shared inbox went", n)
		}
	})
}

func TestDeadAndTriedAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		db.follow(t, "a.example", 1, false)
		db.fanOut(t, "Create", db.object, t0, content.Audience{Followers: true})
		now := t0
		for try := range content.MaxAttempts {
			must(t, db.Revive(t.Context(), "a.example", now))
			lanes := db.claim(t, now)
			if len(lanes) != 1 || lanes[0].Deliveries[0].Attempt != try {
				t.Fatalf("try %d: %+v", try, lanes)
			}
			db.finish(t, lanes[0], now, content.Retry, "http_500")
			now = now.Add(24 * time.Hour)
		}
		must(t, db.Revive(t.Context(), "a.example", now))
		if got := db.claim(t, now); len(got) != 0 {
			t.Fatal("tried for ever")
		}
		receipts, err := db.Receipts(t.Context(), db.site, db.item)
		must(t, err)
		if len(receipts) != 1 || receipts[0].State != "failed" || receipts[0].Reason != "http_500" || receipts[0].Attempts != content.MaxAttempts {
			t.Fatalf("receipts %+v", receipts)
		}
		_, err = db.RetryDeliveries(t.Context(), db.other, db.item, "a.example", now)
		want(t, err, content.NotFound)
		_, err = db.Receipts(t.Context(), db.other, db.item)
		want(t, err, content.NotFound)
		if n, err := db.RetryDeliveries(t.Context(), db.site, db.item, "a.example", now); err != nil || n != 1 {
			t.Fatal(n, err)
		}
		lanes := db.claim(t, now)
		if len(lanes) != 1 || lanes[0].Deliveries[0].Attempt != 0 {
			t.Fatal(lanes)
		}
	})
}
