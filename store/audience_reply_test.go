package store

import (
	"fmt"
	"testing"
	"time"

	"vitrine/content"
)

func TestRepliesAreModerated(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		r := db.reply(t, "https://a.example/u", 1)
		if fresh, err := db.SaveReply(ctx, db.received(r.Actor), &content.Reply{Site: db.site, Channel: db.channel, Object: db.object, URI: r.URI, Actor: "https://b.example/u", Status: content.ReplyPending, Received: t0}); err != nil || fresh {
			t.Fatal("another one with the id of its post", fresh, err)
		}
		moderator := content.NewID()
		must(t, db.ModerateReply(ctx, db.site, r.ID, content.ReplyApproved, moderator, ""))
		same := content.Reply{Content: r.Content, Public: true, Updated: t0}
		_, err := db.EditReply(ctx, db.received(r.Actor), db.site, r.URI, r.Actor, same)
		must(t, err)
		if got, _ := db.ReplyByURI(ctx, db.site, r.URI); got == nil || got.Status != content.ReplyApproved || got.By != moderator {
			t.Fatalf("%+v", got)
		}
		same.Content = "<p>Buy</p>"
		_, err = db.EditReply(ctx, db.received("https://b.example/u"), db.site, r.URI, "https://b.example/u", same)
		want(t, err, content.NotFound)
		_, err = db.EditReply(ctx, db.received(r.Actor), db.site, r.URI, r.Actor, same)
		must(t, err)
		got, err := db.Reply(ctx, db.site, r.ID)
		must(t, err)
		if got.Status != content.ReplyPending || got.Content != "<p>Buy</p>" {
			t.Fatalf("%+v", got)
		}
		_, err = db.DeleteReply(ctx, db.received("https://b.example/u"), db.site, r.URI, "https://b.example/u")
		want(t, err, content.NotFound)
		_, err = db.DeleteReply(ctx, db.received(r.Actor), db.site, r.URI, r.Actor)
		must(t, err)
		_, err = db.Reply(ctx, db.site, r.ID)
		want(t, err, content.NotFound)
	})
}

func TestRepliesAreFiltered(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		for i := range 6 {
			in := db.received("https://a.example/u")
			r := &content.Reply{Site: db.site, Channel: db.channel, Item: db.item, Object: db.object, URI: fmt.Sprint("https://a.example/", i), Actor: in.Actor, Public: i%2 == 0, Status: content.ReplyPending, Received: t0.Add(time.Duration(i/2) * time.Second)}
			if i == 5 {
				r.Item, r.Object = "", ""
			}
			_, err := db.SaveReply(ctx, in, r)
			must(t, err)
		}
		tests := []struct {
			name string
			f    content.ReplyFilter
			n    int
		}{
			{"all", content.ReplyFilter{}, 6},
			{"oldest first", content.ReplyFilter{Oldest: true}, 6},
			{"of the item", content.ReplyFilter{Item: db.item}, 5},
			{"of the object", content.ReplyFilter{Object: db.object, Status: content.ReplyPending}, 5},
			{"public", content.ReplyFilter{Public: true}, 3},
			{"approved", content.ReplyFilter{Status: content.ReplyApproved}, 0},
			{"of the channel", content.ReplyFilter{Channels: []content.ID{db.channel}}, 6},
			{"of no channel", content.ReplyFilter{Channels: []content.ID{}}, 0},
		}
		for _, tt := range tests {
			seen, last := map[content.ID]bool{}, time.Time{}
			f := tt.f
			f.Limit = 2
			for {
				list, next, err := db.Replies(ctx, db.site, f)
				must(t, err)
				for _, r := range list {
					if !last.IsZero() && r.Received != last && r.Received.After(last) != f.Oldest {
						t.Errorf("%s: order", tt.name)
					}
					seen[r.ID], last = true, r.Received
				}
				if f.Cursor = next; next == "" {
					break
				}
			}
			if len(seen) != tt.n {
				t.Errorf("%s: %d replies, want %d", tt.name, len(seen), tt.n)
			}
		}
	})
}
