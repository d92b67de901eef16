package store

import (
	"sync"
	"testing"

	"vitrine/content"
)

// parallel runs f in n goroutines that begin together and adds what they return.
func parallel(t *testing.T, n int, f func(i int) int) int {
	t.Helper()
	var wg sync.WaitGroup
	begin := make(chan struct{})
	results := make([]int, n)
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			<-begin
			results[i] = f(i)
		}()
	}
	close(begin)
	wg.Wait()
	total := 0
	for _, r := range results {
		total += r
	}
	return total
}

func (o *outward) saveActor(t *testing.T, id, inbox, shared string) {
	t.Helper()
	must(t, o.SaveActor(t.Context(), &content.Actor{ID: id, Type: "Person", Inbox: inbox, SharedInbox: shared, Host: hostOf(id), Fetched: t0, Used: t0}))
}

func (o *outward) react(t *testing.T, actor string, kind content.ReactionKind) content.Received {
	t.Helper()
	in := o.received(actor)
	fresh, err := o.SaveReaction(t.Context(), in, &content.Reaction{Site: o.site, Object: o.object, Kind: kind, Actor: actor, URI: in.Activity, At: t0})
	if err != nil || !fresh {
		t.Fatal(fresh, err)
	}
	return in
}

func (o *outward) reply(t *testing.T, actor string, n int) *content.Reply {
	t.Helper()
	in := o.received(actor)
	r := &content.Reply{Site: o.site, Channel: o.channel, Item: o.item, Object: o.object, URI: in.Activity + "/note", Actor: actor, Content: "<p>Fine</p>", Public: true, Status: content.ReplyPending, Received: t0}
	fresh, err := o.SaveReply(t.Context(), in, r)
	if err != nil || !fresh || r.ID == "" {
		t.Fatal(fresh, err)
	}
	return r
}
