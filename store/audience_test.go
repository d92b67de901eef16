package store

import (
	"fmt"
	"slices"
	"testing"

	"vitrine/content"
)

func TestReplayRace(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		in := db.received("https://a.example/u")
		fresh := parallel(t, 8, func(int) int {
			ok, err := db.SaveReaction(t.Context(), in, &content.Reaction{Site: db.site, Object: db.object, Kind: content.Like, Actor: in.Actor, URI: in.Activity, At: t0})
			must(t, err)
			return fresh01(ok)
		})
		if fresh != 1 {
			t.Fatalf("%d of 8 were fresh", fresh)
		}
		other, err := db.Note(t.Context(), content.Received{Activity: in.Activity, Actor: "https://b.example/u", At: t0}, db.site)
		if err != nil || !other {
			t.Fatal("another actor's id blocks it", err)
		}
	})
}

func fresh01(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestReactionsAndCounts(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		like := db.react(t, "https://a.example/u", content.Like)
		db.react(t, "https://a.example/u", content.Like) // once more, with another id
		db.react(t, "https://a.example/u", content.Boost)
		db.react(t, "https://b.example/u", content.Like)
		r := db.reply(t, "https://a.example/u", 1)
		counts := func() content.Counts {
			c, err := db.Counts(ctx, db.site, db.object)
			must(t, err)
			return c[db.object]
		}
		if c := counts(); c != (content.Counts{Likes: 2, Boosts: 1}) {
			t.Fatalf("%+v", c)
		}
		must(t, db.ModerateReply(ctx, db.site, r.ID, content.ReplyApproved, "", ""))
		if c := counts(); c.Replies != 1 {
			t.Fatalf("%+v", c)
		}
		if c, err := db.Counts(ctx, db.other, db.object); err != nil || c[db.object] != (content.Counts{}) {
			t.Fatal(c, err)
		}
		_, err := db.UndoReaction(ctx, db.received("https://b.example/u"), db.site, like.Activity, "https://b.example/u", content.Boost, db.object)
		want(t, err, content.NotFound)
		_, err = db.UndoReaction(ctx, db.received("https://a.example/u"), db.site, like.Activity, "https://a.example/u", content.Like, db.object)
		must(t, err)
		if c := counts(); c.Likes != 1 {
			t.Fatalf("%+v", c)
		}
		stamp := content.NewID()
		for i := range 2 {
			in := db.received("https://q.example/u")
			_, err = db.SaveReaction(ctx, in, &content.Reaction{Site: db.site, Object: db.object, Kind: content.Quote, Actor: in.Actor, URI: in.Activity, Target: fmt.Sprint("https://q.example/", i), Stamp: stamp, At: t0})
			must(t, err)
			stamp = content.NewID()
		}
		list, next, err := db.Reactions(ctx, db.site, db.object, content.Quote, 1, "")
		must(t, err)
		more, end, err := db.Reactions(ctx, db.site, db.object, content.Quote, 1, next)
		must(t, err)
		if len(list) != 1 || len(more) != 1 || end != "" || list[0].Target == more[0].Target {
			t.Fatalf("%+v %+v %q", list, more, end)
		}
		got, err := db.ReactionByStamp(ctx, db.site, list[0].Stamp)
		if err != nil || got.Target != list[0].Target {
			t.Fatal(got, err)
		}
		_, err = db.ReactionByStamp(ctx, db.site, "")
		want(t, err, content.NotFound)
	})
}

// TestActorIsForgotten holds P9: with a profile goes all that is its own.
func TestActorIsForgotten(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		f := db.follow(t, "a.example", 1, false)
		db.saveActor(t, f.Actor, f.Inbox, "")
		db.react(t, f.Actor, content.Like)
		r := db.reply(t, f.Actor, 1)
		if fresh, err := db.ForgetActor(ctx, db.received(f.Actor), db.site, f.Actor); err != nil || !fresh {
			t.Fatal(fresh, err)
		}
		_, err := db.Actor(ctx, f.Actor)
		want(t, err, content.NotFound)
		_, err = db.Reply(ctx, db.site, r.ID)
		want(t, err, content.NotFound)
		_, err = db.Follower(ctx, db.site, db.channel, f.Actor)
		want(t, err, content.NotFound)
		if c, err := db.Counts(ctx, db.site, db.object); err != nil || c[db.object].Likes != 0 {
			t.Fatal(c, err)
		}
		if fresh, err := db.ForgetActor(ctx, content.Received{}, db.site, f.Actor); err != nil || !fresh {
			t.Fatal("erasure on request", fresh, err)
		}
	})
}

func TestRemotePosts(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		post := func(n int, name string) *content.RemotePost {
			return &content.RemotePost{Site: db.site, URI: fmt.Sprint("https://a.example/p/", n), Actor: "https://a.example/u", Name: name, Raw: []byte(`{}`), Start: t0, Received: t0}
		}
		for i := range 5 {
			_, err := db.SaveRemotePost(ctx, db.received("https://a.example/u"), post(i, "first"))
			must(t, err)
		}
		edit := post(0, "second")
		_, err := db.SaveRemotePost(ctx, db.received("https://a.example/u"), edit)
		must(t, err)
		stolen := post(0, "third")
		stolen.Actor = "https://b.example/u"
		_, err = db.SaveRemotePost(ctx, db.received(stolen.Actor), stolen)
		want(t, err, content.NotFound)
		_, err = db.DeleteRemotePost(ctx, db.received(stolen.Actor), db.site, edit.URI, stolen.Actor)
		want(t, err, content.NotFound)
		_, err = db.DeleteRemotePost(ctx, db.received(edit.Actor), db.site, post(1, "").URI, edit.Actor)
		must(t, err)
		_, err = db.SaveRemotePost(ctx, db.received(edit.Actor), post(1, "back"))
		want(t, err, content.Gone)
		var names []string
		last := int64(1 << 62)
		for cur := ""; ; {
			list, next, err := db.RemotePosts(ctx, db.site, 3, cur)
			must(t, err)
			for _, p := range list {
				if p.Seq >= last {
					t.Fatal("not by arrival")
				}
				last, names = p.Seq, append(names, p.Name)
			}
			if cur = next; cur == "" {
				break
			}
		}
		if !slices.Equal(names, []string{"first", "first", "first", "second"}) {
			t.Fatal(names)
		}
	})
}

func TestBlocks(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		must(t, db.SaveBlock(ctx, content.Block{Site: db.site, Kind: "domain", Value: "*.Bad.Example.", Reason: "spam", At: t0}))
		must(t, db.SaveBlock(ctx, content.Block{Site: db.site, Kind: "actor", Value: "https://good.example/troll", At: t0}))
		want(t, db.SaveBlock(ctx, content.Block{Site: db.site, Kind: "planet", Value: "x"}), content.Malformed)
		for _, tt := range []struct {
			actor, host string
			blocked     bool
		}{
			{"https://bad.example/u", "bad.example", true},
			{"https://x.y.bad.example/u", "X.Y.bad.example:8443", true},
			{"https://notbad.example/u", "notbad.example", false},
			{"https://good.example/troll", "good.example", true},
			{"https://good.example/u", "good.example", false},
		} {
			if got, err := db.Blocked(ctx, db.site, tt.actor, tt.host); err != nil || got != tt.blocked {
				t.Errorf("%s at %s: %v %v", tt.actor, tt.host, got, err)
			}
		}
		if got, err := db.Blocked(ctx, db.other, "", "bad.example"); err != nil || got {
			t.Error("another site's block counts", err)
		}
		list, err := db.Blocks(ctx, db.site)
		if err != nil || len(list) != 2 || list[1].Value != "bad.example" || list[1].Reason != "spam" {
			t.Fatal(list, err)
		}
		must(t, db.DeleteBlock(ctx, db.site, "domain", "bad.example"))
		want(t, db.DeleteBlock(ctx, db.site, "domain", "bad.example"), content.NotFound)
	})
}

func TestReports(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		r := &content.Report{Site: db.site, URI: "https://a.example/flag", Actor: "https://a.example/actor", Objects: []string{"https://hub/ap/o/1"}, Content: "Not nice", Received: t0}
		if fresh, err := db.SaveReport(ctx, db.received(r.Actor), r); err != nil || !fresh || r.ID == "" {
			t.Fatal(fresh, err)
		}
		list, next, err := db.Reports(ctx, db.site, 10, "")
		if err != nil || len(list) != 1 || next != "" || list[0].State != "open" || !slices.Equal(list[0].Objects, r.Objects) {
			t.Fatal(list, err)
		}
	})
}

func TestAnotherSiteHasNoPartInIt(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx, f := t.Context(), db.follow(t, "a.example", 1, false)
		r := db.reply(t, f.Actor, 1)
		like := db.react(t, f.Actor, content.Like)
		id, _ := db.fanOut(t, "Create", db.object, t0, content.Audience{Followers: true})
		must(t, db.SaveFollowing(ctx, &content.Following{Site: db.site, Channel: db.channel, Actor: f.Actor, FollowID: "f", State: "pending", Since: t0}))
		in := func() content.Received { return db.received(f.Actor) }
		foreign := *f
		foreign.Site = db.other
		calls := map[string]func() error{
			"SaveFollower":   func() error { _, err := db.SaveFollower(ctx, in(), &foreign); return err },
			"EndFollower":    func() error { _, err := db.EndFollower(ctx, in(), db.other, db.channel, f.Actor); return err },
			"AcceptFollower": func() error { return db.AcceptFollower(ctx, db.other, db.channel, f.Actor) },
			"Followers":      func() error { _, _, err := db.Followers(ctx, db.other, db.channel, 1, ""); return err },
			"Follower":       func() error { _, err := db.Follower(ctx, db.other, db.channel, f.Actor); return err },
			"CountFollowers": func() error { _, err := db.CountFollowers(ctx, db.other, db.channel); return err },
			"MoveFollower":   func() error { _, err := db.MoveFollower(ctx, in(), db.other, f.Actor, &content.Actor{}); return err },
			"SaveFollowing":  func() error { return db.SaveFollowing(ctx, &content.Following{Site: db.other, Channel: db.channel}) },
			"Following":      func() error { _, err := db.Following(ctx, db.other, db.channel, f.Actor); return err },
			"Followings":     func() error { _, err := db.Followings(ctx, db.other, db.channel); return err },
			"SetFollowing":   func() error { _, err := db.SetFollowing(ctx, in(), db.other, "f", f.Actor, "accepted"); return err },
			"SaveReply": func() error {
				_, err := db.SaveReply(ctx, in(), &content.Reply{Site: db.other, Object: db.object})
				return err
			},
			"EditReply":     func() error { _, err := db.EditReply(ctx, in(), db.other, r.URI, r.Actor, *r); return err },
			"DeleteReply":   func() error { _, err := db.DeleteReply(ctx, in(), db.other, r.URI, r.Actor); return err },
			"Reply":         func() error { _, err := db.Reply(ctx, db.other, r.ID); return err },
			"ReplyByURI":    func() error { _, err := db.ReplyByURI(ctx, db.other, r.URI); return err },
			"Replies":       func() error { _, _, err := db.Replies(ctx, "nowhere", content.ReplyFilter{}); return err },
			"ModerateReply": func() error { return db.ModerateReply(ctx, db.other, r.ID, content.ReplyHidden, "", "") },
			"SaveReaction": func() error {
				_, err := db.SaveReaction(ctx, in(), &content.Reaction{Site: db.other, Object: db.object, Kind: content.Like})
				return err
			},
			"UndoReaction": func() error {
				_, err := db.UndoReaction(ctx, in(), db.other, like.Activity, f.Actor, content.Like, db.object)
				return err
			},
			"Reactions":        func() error { _, _, err := db.Reactions(ctx, db.other, db.object, "", 1, ""); return err },
			"SaveReport":       func() error { _, err := db.SaveReport(ctx, in(), &content.Report{Site: "nowhere"}); return err },
			"Reports":          func() error { _, _, err := db.Reports(ctx, "nowhere", 1, ""); return err },
			"ForgetActor":      func() error { _, err := db.ForgetActor(ctx, in(), "nowhere", f.Actor); return err },
			"SaveRemotePost":   func() error { _, err := db.SaveRemotePost(ctx, in(), &content.RemotePost{Site: "nowhere"}); return err },
			"DeleteRemotePost": func() error { _, err := db.DeleteRemotePost(ctx, in(), db.other, "x", f.Actor); return err },
			"RemotePosts":      func() error { _, _, err := db.RemotePosts(ctx, "nowhere", 1, ""); return err },
			"Note":             func() error { _, err := db.Note(ctx, in(), "nowhere"); return err },
			"SaveBlock": func() error {
				return db.SaveBlock(ctx, content.Block{Site: "nowhere", Kind: "domain", Value: "x.example"})
			},
			"DeleteBlock":     func() error { return db.DeleteBlock(ctx, db.other, "domain", "x.example") },
			"Blocks":          func() error { _, err := db.Blocks(ctx, "nowhere"); return err },
			"Activity":        func() error { _, err := db.Activity(ctx, db.other, id); return err },
			"Receipts":        func() error { _, err := db.Receipts(ctx, db.other, db.item); return err },
			"RetryDeliveries": func() error { _, err := db.RetryDeliveries(ctx, db.other, db.item, "a.example", t0); return err },
		}
		for name, call := range calls {
			if err := call(); !content.Is(err, content.NotFound) {
				t.Errorf("%s: %v, want not_found", name, err)
			}
		}
		if got, err := db.Follower(ctx, db.site, db.channel, f.Actor); err != nil || !got.Until.IsZero() {
			t.Fatal(got, err)
		}
	})
}
