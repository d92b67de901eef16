package store

import (
	"testing"
	"time"

	"vitrine/content"
)

// claim takes lanes at a time and fails the test on an error.
func (o *outward) claim(t *testing.T, now time.Time) []content.Lane {
	t.Helper()
	lanes, err := o.ClaimLanes(t.Context(), 10, 10, 4, now, time.Minute)
	must(t, err)
	return lanes
}

// finish settles all deliveries of a lane in one way.
func (o *outward) finish(t *testing.T, l content.Lane, now time.Time, state content.OutcomeState, reason string) {
	t.Helper()
	outcomes := make([]content.Outcome, len(l.Deliveries))
	for i, d := range l.Deliveries {
		outcomes[i] = content.Outcome{Job: d.Job, State: state, At: now.Add(content.RetryDelay(d.Attempt, 0)), Reason: reason}
	}
	must(t, o.FinishLane(t.Context(), l, now, false, outcomes...))
}

func inboxes(lanes []content.Lane) map[string]int {
	got := map[string]int{}
	for _, l := range lanes {
		for _, d := range l.Deliveries {
			got[d.Inbox]++
		}
	}
	return got
}

func TestFanOutReachesEachInboxOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		for i := range 5 {
			db.follow(t, "a.example", i, true)
			db.follow(t, "b.example", i, false)
		}
		pending := &content.Follower{Site: db.site, Channel: db.channel, Actor: "https://c.example/u", Inbox: "https://c.example/u/inbox", State: "pending", Since: t0}
		_, err := db.SaveFollower(t.Context(), db.received(pending.Actor), pending)
		must(t, err)
		_, n := db.fanOut(t, "Create", db.object, t0, content.Audience{Followers: true, Inboxes: []content.Inbox{
			{URL: "https://b.example/u/1/inbox"}, {URL: "https://d.example/inbox", Shared: true}, {URL: "ftp://no.example"}, {URL: ""}}})
		if n != 7 {
			t.Fatalf("%d deliveries, want 1 shared + 5 personal + 1 named", n)
		}
		lanes := db.claim(t, t0)
		if len(lanes) != 3 || len(inboxes(lanes)) != 7 {
			t.Fatalf("claimed %v", lanes)
		}
		if again := db.claim(t, t0); len(again) != 0 {
			t.Fatalf("claimed twice: %v", again)
		}
		for _, l := range lanes {
			d := l.Deliveries[0]
			if d.Channel != db.channel || d.Object != db.object || d.Site != db.site || d.Attempt != 0 || l.Probe {
				t.Fatalf("delivery %+v", d)
			}
			db.finish(t, l, t0, content.Done, "")
		}
		if next, err := db.NextDelivery(t.Context(), t0); err != nil || !next.IsZero() {
			t.Fatal(next, err)
		}
		receipts, err := db.Receipts(t.Context(), db.site, db.item)
		must(t, err)
		if len(receipts) != 3 || receipts[0].State != "delivered" || receipts[0].Host != "a.example" || receipts[0].Attempts != 1 {
			t.Fatalf("receipts %+v", receipts)
		}
	})
}

func TestFanOutOfTheSameMarkHappensOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		db.follow(t, "a.example", 1, true)
		a := content.Activity{Site: db.site, Channel: db.channel, Object: db.object, Type: "Create", Dedupe: "create/" + string(db.object), Body: []byte("{}"), Created: t0}
		total := parallel(t, 8, func(int) int {
			mine := a
			mine.ID = content.NewID()
			n, err := db.FanOut(t.Context(), &mine, content.Audience{Followers: true}, nil)
			must(t, err)
			return n
		})
		if total != 1 {
			t.Fatalf("%d deliveries", total)
		}
		foreign := a
		foreign.ID, foreign.Dedupe, foreign.Site = content.NewID(), "x", db.other
		_, err := db.FanOut(t.Context(), &foreign, content.Audience{Followers: true}, nil)
		want(t, err, content.NotFound)
	})
}

func TestUpdateReachesFormerFollowers(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		early, late, stays := db.follow(t, "early.example", 1, false), db.follow(t, "late.example", 1, false), db.follow(t, "stays.example", 1, false)
		leave := func(f *content.Follower, at time.Time) {
			in := db.received(f.Actor)
			in.At = at
			_, err := db.EndFollower(t.Context(), in, db.site, db.channel, f.Actor)
			must(t, err)
		}
		leave(early, t0.Add(time.Hour))
		leave(late, t0.Add(3*time.Hour))
		db.saveActor(t, "https://liker.example/u", "https://liker.example/u/inbox", "")
		db.saveActor(t, "https://booster.example/u", "https://booster.example/u/inbox", "https://booster.example/inbox")
		db.saveActor(t, "https://replier.example/u", "https://replier.example/u/inbox", "")
		db.react(t, "https://liker.example/u", content.Like)
		db.react(t, "https://booster.example/u", content.Boost)
		db.reply(t, "https://replier.example/u", 1)
		_, n := db.fanOut(t, "Update", db.object, t0.Add(4*time.Hour), content.Audience{Followers: true, Since: t0.Add(2 * time.Hour), Object: db.object})
		got := inboxes(db.claim(t, t0.Add(4*time.Hour)))
		for _, w := range []string{late.Inbox, stays.Inbox, "https://booster.example/inbox", "https://replier.example/u/inbox"} {
			if got[w] != 1 {
				t.Errorf("%s did not get it: %v", w, got)
			}
		}
		if n != 4 {
			t.Errorf("%d deliveries: %v", n, got)
		}
	})
}

func TestBlockedServersGetNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		db.follow(t, "good.example", 1, false)
		db.follow(t, "sub.bad.example", 1, false)
		troll := db.follow(t, "mixed.example", 1, false)
		db.fanOut(t, "Create", db.object, t0, content.Audience{Followers: true})
		must(t, db.SaveBlock(t.Context(), content.Block{Site: db.site, Kind: "domain", Value: "Bad.example", At: t0}))
		must(t, db.SaveBlock(t.Context(), content.Block{Site: db.site, Kind: "actor", Value: troll.Actor, At: t0}))
		if got := inboxes(db.claim(t, t0)); len(got) != 1 {
			t.Fatalf("what waited was sent: %v", got)
		}
		second := content.NewID()
		db.addObject(t, second)
		_, n := db.fanOut(t, "Create", second, t0.Add(time.Second), content.Audience{Followers: true, Since: t0, Inboxes: []content.Inbox{{URL: "https://x.bad.example:8443/inbox"}}})
		if n != 1 {
			t.Fatalf("%d deliveries", n)
		}
	})
}

func TestDeleteCancelsWhatWasNeverTried(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		db.follow(t, "tried.example", 1, false)
		db.follow(t, "waits.example", 1, false)
		db.fanOut(t, "Create", db.object, t0, content.Audience{Followers: true, Inboxes: nil})
		lanes, err := db.ClaimLanes(t.Context(), 1, 10, 4, t0, time.Minute)
		must(t, err)
		if len(lanes) != 1 {
			t.Fatal(lanes)
		}
		_, n := db.fanOut(t, "Delete", db.object, t0.Add(time.Second), content.Audience{Followers: true, Since: t0})
		if n != 1 {
			t.Fatalf("the Delete goes to %d inboxes, want only the one that was tried", n)
		}
		if got := db.claim(t, t0.Add(2*time.Second)); len(got) != 0 {
			t.Fatalf("the Delete passed its Create, or a cancelled Create was sent: %v", got)
		}
		db.finish(t, lanes[0], t0.Add(2*time.Second), content.Done, "")
		got := db.claim(t, t0.Add(3*time.Second))
		if len(got) != 1 || len(got[0].Deliveries) != 1 || got[0].Host != lanes[0].Host {
			t.Fatalf("claimed %v", got)
		}
	})
}

func TestGivenBackIsNotTried(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		db.follow(t, "a.example", 1, false)
		db.fanOut(t, "Create", db.object, t0, content.Audience{Followers: true})
		l := db.claim(t, t0)[0]
		db.finish(t, l, t0, content.Back, "")
		if _, n := db.fanOut(t, "Delete", db.object, t0.Add(time.Second), content.Audience{Followers: true, Since: t0}); n != 0 {
			t.Fatalf("%d Deletes of what was never sent", n)
		}
		if got := db.claim(t, t0.Add(time.Second)); len(got) != 0 {
			t.Fatal(got)
		}
	})
}

func TestHeldBackByTheSameObjectOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		db.follow(t, "a.example", 1, false)
		second := content.NewID()
		db.addObject(t, second)
		create, _ := db.fanOut(t, "Create", db.object, t0, content.Audience{Followers: true})
		db.finish(t, db.claim(t, t0)[0], t0, content.Retry, "http_503")
		db.fanOut(t, "Update", db.object, t0.Add(time.Second), content.Audience{Followers: true, Since: t0})
		other, _ := db.fanOut(t, "Create", second, t0.Add(time.Second), content.Audience{Followers: true})
		got := db.claim(t, t0.Add(2*time.Second))
		if len(got) != 1 || len(got[0].Deliveries) != 1 || got[0].Deliveries[0].Activity != other {
			t.Fatalf("claimed %+v", got)
		}
		db.finish(t, got[0], t0.Add(2*time.Second), content.Done, "")
		receipts, err := db.Receipts(t.Context(), db.site, db.item)
		must(t, err)
		if len(receipts) != 1 || receipts[0].State != "pending" || receipts[0].Reason != "http_503" && receipts[0].Reason != "" || !receipts[0].NextTry.Equal(t0.Add(time.Second)) && !receipts[0].NextTry.Equal(t0.Add(15*time.Second)) {
			t.Fatalf("receipts %+v", receipts)
		}
		next, err := db.NextDelivery(t.Context(), t0.Add(2*time.Second))
		must(t, err)
		if !next.Equal(t0.Add(15 * time.Second)) {
			t.Fatalf("next delivery %v: an Update that is held back is not due", next)
		}
		for i, w := range []content.ID{create, ""} {
			got := db.claim(t, next)
			if len(got) != 1 || len(got[0].Deliveries) != 1 || w != "" && got[0].Deliveries[0].Activity != w {
				t.Fatalf("step %d: %+v", i, got)
			}
			if got[0].Deliveries[0].Attempt != 1-i {
				t.Fatalf("attempt %d", got[0].Deliveries[0].Attempt)
			}
			db.finish(t, got[0], next, content.Done, "")
		}
	})
}
