package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"vitrine/content"
)

func TestFollowerComesAndGoes(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		f := &content.Follower{Site: db.site, Channel: db.channel, Actor: "https://a.example/u", Handle: "u@a.example", Inbox: "https://a.example/u/inbox", FollowID: "https://a.example/f/1", State: "pending", Since: t0}
		in := db.received(f.Actor)
		accept := content.Job{Queue: content.QueueFollow, Ref: "accept"}
		for i, wantFresh := range []bool{true, false} {
			if fresh, err := db.SaveFollower(ctx, in, f, accept); err != nil || fresh != wantFresh {
				t.Fatal(i, fresh, err)
			}
		}
		if c, _ := db.Pending(ctx); c[content.QueueFollow].Waiting != 1 {
			t.Fatalf("a replay caused a job: %v", c)
		}
		if n, err := db.CountFollowers(ctx, db.site, db.channel); err != nil || n != 0 {
			t.Fatal("a pending follower counts", n, err)
		}
		must(t, db.AcceptFollower(ctx, db.site, db.channel, f.Actor))
		again := *f
		again.FollowID, again.Since = "https://a.example/f/2", t0.Add(time.Hour)
		if fresh, err := db.SaveFollower(ctx, db.received(f.Actor), &again); err != nil || !fresh {
			t.Fatal(fresh, err)
		}
		got, err := db.Follower(ctx, db.site, db.channel, f.Actor)
		must(t, err)
		if got.State != "accepted" || got.FollowID != again.FollowID || !got.Since.Equal(t0) || got.Handle != f.Handle {
			t.Fatalf("follower %+v", got)
		}
		leave := db.received(f.Actor)
		leave.At = t0.Add(2 * time.Hour)
		if fresh, err := db.EndFollower(ctx, leave, db.site, db.channel, f.Actor); err != nil || !fresh {
			t.Fatal(fresh, err)
		}
		got, err = db.Follower(ctx, db.site, db.channel, f.Actor)
		must(t, err)
		if !got.Until.Equal(leave.At) {
			t.Fatalf("follower %+v", got)
		}
		_, err = db.EndFollower(ctx, db.received(f.Actor), db.site, db.channel, f.Actor)
		want(t, err, content.NotFound)
		again.State, again.Since = "accepted", t0.Add(3*time.Hour)
		if _, err := db.SaveFollower(ctx, db.received(f.Actor), &again); err != nil {
			t.Fatal(err)
		}
		_, err = db.EndFollow(ctx, db.received(f.Actor), db.site, again.FollowID, "https://evil.example/u")
		want(t, err, content.NotFound)
		got, err = db.Follower(ctx, db.site, db.channel, f.Actor)
		must(t, err)
		if !got.Until.IsZero() || !got.Since.Equal(again.Since) {
			t.Fatalf("follower %+v", got)
		}
		_, err = db.EndFollow(ctx, db.received(f.Actor), db.site, again.FollowID, f.Actor)
		must(t, err)
		if n, err := db.CountFollowers(ctx, db.site, db.channel); err != nil || n != 0 {
			t.Fatal(n, err)
		}
	})
}

func TestFollowersArePaged(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		for i := range 7 {
			f := &content.Follower{Site: db.site, Channel: db.channel, Actor: fmt.Sprintf("https://a.example/%d", i), Inbox: "https://a.example/i", State: "accepted", Since: t0.Add(time.Duration(i/2) * time.Second)}
			_, err := db.SaveFollower(t.Context(), db.received(f.Actor), f)
			must(t, err)
		}
		var got []string
		for cur := ""; ; {
			list, next, err := db.Followers(t.Context(), db.site, db.channel, 2, cur)
			must(t, err)
			for _, f := range list {
				got = append(got, f.Actor[len(f.Actor)-1:])
			}
			if cur = next; cur == "" {
				break
			}
		}
		if !slices.Equal(got, []string{"6", "4", "5", "2", "3", "0", "1"}) {
			t.Fatal(got)
		}
		_, _, err := db.Followers(t.Context(), db.site, db.channel, 2, "???")
		want(t, err, content.Malformed)
	})
}

func TestFollowAndUnfollowRace(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		f := db.follow(t, "a.example", 1, true)
		parallel(t, 8, func(i int) int {
			in := content.Received{Activity: fmt.Sprintf("https://a.example/race/%d", i), Actor: f.Actor, At: t0.Add(time.Minute)}
			if i%2 == 0 {
				mine := *f
				_, err := db.SaveFollower(t.Context(), in, &mine)
				must(t, err)
			} else if _, err := db.EndFollower(t.Context(), in, db.site, db.channel, f.Actor); err != nil && !content.Is(err, content.NotFound) {
				t.Error(err)
			}
			return 0
		})
		list, _, err := db.Followers(t.Context(), db.site, db.channel, 10, "")
		must(t, err)
		n, err := db.CountFollowers(t.Context(), db.site, db.channel)
		must(t, err)
		got, err := db.Follower(t.Context(), db.site, db.channel, f.Actor)
		must(t, err)
		if present := got.Until.IsZero(); n > 1 || n != len(list) || present != (n == 1) {
			t.Fatalf("%d followers, %d listed, %+v", n, len(list), got)
		}
	})
}

func TestFollowingsAreAnswered(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		f := &content.Following{Site: db.site, Channel: db.channel, Actor: "https://a.example/u", Inbox: "https://a.example/i", FollowID: "https://hub/ap/x/1", State: "pending", Since: t0}
		must(t, db.SaveFollowing(ctx, f, content.Job{Queue: content.QueueFollow}))
		if ok, err := db.Follows(ctx, db.site, f.Actor); err != nil || ok {
			t.Fatal(ok, err)
		}
		_, err := db.SetFollowing(ctx, db.received("https://evil.example/u"), db.site, f.FollowID, "https://evil.example/u", "accepted")
		want(t, err, content.NotFound)
		_, err = db.SetFollowing(ctx, db.received(f.Actor), db.site, f.FollowID, f.Actor, "accepted")
		must(t, err)
		if ok, err := db.Follows(ctx, db.site, f.Actor); err != nil || !ok {
			t.Fatal(ok, err)
		}
		list, err := db.Followings(ctx, db.site, "")
		if err != nil || len(list) != 1 || list[0].State != "accepted" {
			t.Fatal(list, err)
		}
		if ok, err := db.Follows(ctx, db.other, f.Actor); err != nil || ok {
			t.Fatal(ok, err)
		}
	})
}

func TestFollowerMoves(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		f := db.follow(t, "old.example", 1, true)
		to := &content.Actor{ID: "https://new.example/u", Handle: "u@new.example", Inbox: "https://new.example/u/inbox", Host: "new.example"}
		in := db.received(f.Actor)
		in.At = t0.Add(time.Hour)
		if fresh, err := db.MoveFollower(t.Context(), in, db.site, f.Actor, to); err != nil || !fresh {
			t.Fatal(fresh, err)
		}
		list, _, err := db.Followers(t.Context(), db.site, db.channel, 10, "")
		if err != nil || len(list) != 1 || list[0].Actor != to.ID || list[0].SharedInbox != "" || list[0].State != "accepted" {
			t.Fatal(list, err)
		}
		_, err = db.MoveFollower(t.Context(), db.received(f.Actor), db.site, f.Actor, to)
		want(t, err, content.NotFound)
	})
}
