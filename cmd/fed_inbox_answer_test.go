package cmd

import (
	"slices"
	"strings"
	"testing"

	"vitrine/content"
)

func TestAnswersToOurFollow(t *testing.T) { onBoth(t, testAnswersToOurFollow) }

func testAnswersToOurFollow(t *testing.T, l *lab) {
	ida, max := l.world.person("ida", "social.example", 0), l.world.person("max", "other.example", 1)
	job := func(target string, undo bool) {
		payload := mustJSON(content.FollowJob{Target: target, Undo: undo})
		l.ok(l.app.Store.Enqueue(t.Context(), content.Job{ID: content.NewID(), Site: l.site.ID, Queue: content.QueueFollow, Key: target, Ref: l.main.ID, Payload: payload}))
		l.work()
	}
	state := func() string {
		f, err := l.app.Store.Following(t.Context(), l.site.ID, l.main.ID, ida.id)
		if content.Is(err, content.NotFound) {
			return ""
		}
		l.ok(err)
		return f.State
	}
	l.tell(ida, ida.act("Accept", obj{"id": hub + "/ap/x/none", "type": "Follow", "actor": l.us(), "object": ida.id}))
	if state() != "" {
		t.Fatal("an Accept that nobody asked for has an effect")
	}
	l.world.put("http://social.example/.well-known/webfinger?resource=acct%3Aida%40social.example", obj{})
	l.world.putAs("http://social.example/.well-known/webfinger?resource=acct%3Aida%40social.example", 200, "application/jrd+json",
		obj{"subject": "acct:ida@social.example", "links": []any{obj{"rel": "self", "type": "application/activity+json", "href": ida.id}}})
	job(ida.id, false)
	got := l.world.collect("")
	if len(got) != 1 || got[0].typ() != "Follow" || got[0].path != "/users/ida/inbox" {
		t.Fatalf("%v", types(got))
	}
	golden(t, "follow", got[0].raw)
	follow := got[0].doc
	if state() != content.StatePending {
		t.Fatal(state())
	}
	l.tell(max, max.act("Accept", follow["id"])) // it is not his to accept
	l.want(l.post(max, l.site.SharedInbox(), max.act("Accept", follow)), 400, "an Accept for somebody else")
	if state() != content.StatePending {
		t.Fatal("somebody else accepted")
	}
	l.tell(ida, ida.act("Accept", obj{"id": "http://social.example/made-up", "type": "Follow", "actor": l.us(), "object": ida.id}))
	if state() != content.StateAccepted {
		t.Fatal("an Accept with an id of the server's own is not understood")
	}
	if d := l.get(l.us() + "/following?page=true").json(t); len(d["orderedItems"].([]any)) != 1 {
		t.Error(d)
	}
	post := ida.note("<p>Nieuws van ons</p>")
	l.tell(ida, ida.create(post))
	boosted := max.note("<p>Van een ander</p>")
	full := obj{"@context": asContext}
	for k, v := range boosted {
		full[k] = v
	}
	l.world.put(id(boosted), full)
	l.tell(ida, ida.act("Announce", id(boosted), "to", []any{public}))
	l.work()
	if posts, _, err := l.app.Store.RemotePosts(t.Context(), l.site.ID, 10, ""); err != nil || len(posts) != 2 || posts[0].Actor != max.id || posts[1].URI != id(post) {
		t.Errorf("%+v %v", posts, err)
	}
	l.tell(ida, ida.act("Delete", id(post)))
	l.tell(ida, ida.act("Reject", follow["id"]))
	if posts, _, _ := l.app.Store.RemotePosts(t.Context(), l.site.ID, 10, ""); len(posts) != 1 || state() != content.StateRejected {
		t.Error(len(posts), state())
	}
	job(ida.id, true)
	if got := l.world.collect(""); len(got) != 1 || got[0].typ() != "Undo" || state() != content.StateEnded {
		t.Fatal(types(got), state())
	} else {
		golden(t, "undo-follow", got[0].raw)
	}
	l.tell(ida, ida.act("Accept", follow["id"]))
	if state() != content.StateEnded {
		t.Error("a late Accept revives a following that was ended")
	}
}

func TestMove(t *testing.T) { onBoth(t, testMove) }

func testMove(t *testing.T, l *lab) {
	ida, max := l.world.person("ida", "social.example", 0), l.world.person("max", "other.example", 1)
	thief := l.world.person("thief", "evil.example", 2)
	l.follow(ida)
	l.tell(ida, ida.act("Move", ida.id, "target", max.id))
	l.work()
	if f := l.followers(); len(f) != 1 || f[0].Actor != ida.id {
		t.Fatalf("a new house that does not know the old one: %+v", f)
	}
	l.want(l.post(thief, l.site.SharedInbox(), thief.act("Move", ida.id, "target", thief.id)), 400, "moving somebody else")
	d := max.doc()
	d["alsoKnownAs"] = []any{ida.id}
	l.world.put(max.id, d)
	l.tell(ida, ida.act("Move", ida.id, "target", max.id))
	l.work()
	if f := l.followers(); len(f) != 1 || f[0].Actor != max.id || f[0].Inbox != max.id+"/inbox" {
		t.Errorf("%+v", f)
	}
	before := l.world.asked("http://third.example/users/x")
	l.tell(thief, thief.act("Move", thief.id, "target", "http://third.example/users/x"))
	l.work()
	if l.world.asked("http://third.example/users/x") != before {
		t.Error("a stranger's Move makes us fetch")
	}
}

func TestFlag(t *testing.T) { onBoth(t, testFlag) }

func testFlag(t *testing.T, l *lab) {
	ida := l.world.person("actor", "social.example", 0)
	object := l.objectID(l.article("Een stuk"))
	l.tell(ida, ida.act("Flag", []any{l.us(), object}, "content", "Dit is <script>alert(1)</script>niet waar"))
	l.tell(ida, ida.act("Flag", []any{"http://other.example/users/max"}, "content", "niet over ons"))
	list, _, err := l.app.Store.Reports(t.Context(), l.site.ID, 10, "")
	if err != nil || len(list) != 1 || !slices.Equal(list[0].Objects, []string{l.us(), object}) || strings.Contains(list[0].Content, "<") || list[0].Actor != ida.id {
		t.Errorf("%+v %v", list, err)
	}
}

func TestQuoteRequest(t *testing.T) { onBoth(t, testQuoteRequest) }

func testQuoteRequest(t *testing.T, l *lab) {
	ida := l.world.person("ida", "social.example", 0)
	it := l.article("Een stuk")
	object := l.objectID(it)
	n := ida.note("<p>Lees dit</p>", "quote", object)
	ask := ida.act("QuoteRequest", object, "instrument", n)
	ask["@context"] = []any{asContext, obj{"QuoteRequest": "https://w3id.org/fep/044f#QuoteRequest"}}
	l.tell(ida, ask)
	l.work()
	got := l.world.collect("")
	if len(got) != 1 || got[0].typ() != "Accept" || got[0].path != "/users/ida/inbox" {
		t.Fatalf("%v", types(got))
	}
	golden(t, "accept-quote", got[0].raw)
	stamp, _ := got[0].doc["result"].(string)
	a := l.want(l.get(stamp), 200, "the stamp")
	golden(t, "quote-authorization", a.body)
	if d := a.json(t); d["interactingObject"] != id(n) || d["interactionTarget"] != object || d["attributedTo"] != l.us() || d["id"] != stamp {
		t.Errorf("%s", a.body)
	}
	l.want(l.post(ida, l.site.SharedInbox(), ida.act("QuoteRequest", object, "instrument", "http://other.example/p/1")), 400, "for somebody else's post")
	l.settings(func(s *content.Settings) { s.NoQuotes = true })
	l.tell(ida, ida.act("QuoteRequest", object, "instrument", ida.note("<p>Nog eens</p>")))
	l.work()
	if got := l.world.collect("social.example"); len(got) != 1 || got[0].typ() != "Reject" || got[0].doc["result"] != nil {
		t.Fatalf("%v", types(got))
	} else {
		golden(t, "reject-quote", got[0].raw)
	}
	if a := l.get(object); strings.Contains(string(mustJSON(a.json(t)["interactionPolicy"])), public) {
		t.Errorf("the object still invites quotes: %s", a.body)
	}
}

func TestGroupsPassOnActivities(t *testing.T) {
	l := newLab(t)
	group, ida := l.world.person("erfgoed", "group.example", 0), l.world.person("ida", "social.example", 1)
	l.ok(l.app.Store.SaveFollowing(t.Context(), &content.Following{Site: l.site.ID, Channel: l.main.ID, Actor: group.id, Inbox: group.id + "/inbox", FollowID: hub + "/ap/x/1", State: content.StateAccepted, Since: l.now()}))
	n := ida.note("<p>Echt</p>")
	full := obj{"@context": asContext}
	for k, v := range n {
		full[k] = v
	}
	l.world.put(id(n), full)
	lie := ida.note("<p>Vervalst</p>")
	lie["id"] = n["id"]
	pass := func(a obj) { t.Helper(); l.tell(group, group.act("Announce", a, "to", []any{public})); l.work() }
	posts := func() []content.RemotePost {
		list, _, err := l.app.Store.RemotePosts(t.Context(), l.site.ID, 10, "")
		l.ok(err)
		return list
	}
	pass(ida.create(lie))
	if p := posts(); len(p) != 1 || p[0].Content != "<p>Echt</p>" || p[0].Actor != ida.id {
		t.Fatalf("%+v", p)
	}
	before := l.world.asked(id(n))
	pass(ida.act("Like", id(n)))
	pass(ida.act("Follow", l.us()))
	if l.world.asked(id(n)) != before || len(l.followers()) != 0 {
		t.Error("a passed on Like or Follow has an effect")
	}
	private := ida.note("<p>Onder ons</p>", "to", []any{ida.id + "/followers"}, "cc", []any{})
	hidden := obj{"@context": asContext}
	for k, v := range private {
		hidden[k] = v
	}
	l.world.put(id(private), hidden)
	pass(ida.create(private))
	pass(ida.act("Delete", id(n)))
	if len(posts()) != 1 {
		t.Error("what is not public came in, or what is still there went")
	}
	l.world.gone(id(n), 410)
	pass(ida.act("Delete", id(n)))
	if len(posts()) != 0 {
		t.Error("what is gone at its origin is still here")
	}
}
