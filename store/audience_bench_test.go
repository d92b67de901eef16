package store

import (
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

	"vitrine/content"
)

// BenchmarkReceived stores Likes as they arrive, from several requests at once,
// each in its own transaction; "plain" is one bare INSERT per transaction.
func BenchmarkReceived(b *testing.B) {
	ctx := b.Context()
	db, err := Open(ctx, Config{Path: filepath.Join(b.TempDir(), "v.db"), Synchronous: "NORMAL", Kinds: testKinds})
	must(b, err)
	defer db.Close()
	l := newLibrary(b, db)
	it := l.publish(b, l.draft("Post"))
	object := content.NewID()
	must(b, db.SaveObject(ctx, &content.ObjectRef{ID: object, Site: l.site, Item: it.ID, Lang: "nl", Channel: l.main, Type: "Article", Announced: t0}))
	var n atomic.Int64
	b.Run("like", func(b *testing.B) {
		b.SetParallelism(16)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				id := fmt.Sprintf("https://a.example/activities/%d", n.Add(1))
				_, err := db.SaveReaction(ctx, content.Received{Activity: id, Actor: id + "/u", At: t0},
					&content.Reaction{Site: l.site, Object: object, Kind: content.Like, Actor: id + "/u", URI: id, At: t0})
				must(b, err)
			}
		})
	})
	b.Run("reply", func(b *testing.B) {
		b.SetParallelism(16)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				id := fmt.Sprintf("https://a.example/activities/%d", n.Add(1))
				_, err := db.SaveReply(ctx, content.Received{Activity: id, Actor: id + "/u", At: t0},
					&content.Reply{Site: l.site, Channel: l.main, Object: object, URI: id, Actor: id + "/u", Content: "<p>Hello</p>", Public: true, Status: content.ReplyPending, Received: t0})
				must(b, err)
			}
		})
	})
	b.Run("plain", func(b *testing.B) {
		b.SetParallelism(16)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				must(b, db.inTx(ctx, func(t *tx) error {
					_, err := t.exec(ctx, "INSERT INTO received (site, activity, actor, at) VALUES ($1, $2, $3, $4)", l.site, fmt.Sprint(n.Add(1)), "", 1)
					return err
				}))
			}
		})
	})
}
