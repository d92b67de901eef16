package cmd

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/content"
)

func TestFollow(t *testing.T) { onBoth(t, testFollow) }

func testFollow(t *testing.T, l *lab) {
	ida := l.world.person("ida", "social.example", 0)
	follow := ida.act("Follow", l.us())
	l.tell(ida, follow)
	l.work()
	list := l.followers()
	if len(list) != 1 || list[0].Actor != ida.id || list[0].State != content.StateAccepted || list[0].Handle != "ida@social.example" || list[0].SharedInbox != "http://social.example/inbox" {
		t.Fatalf("%+v", list)
	}
	got := l.world.collect("")
	if len(got) != 1 || got[0].path != "/users/ida/inbox" || got[0].keyID != l.us()+"#main-key" {
		t.Fatalf("the Accept goes to the personal inbox, signed by the channel: %+v", got)
	}
	golden(t, "accept", got[0].raw)
	var accept obj
	l.ok(json.Unmarshal(got[0].raw, &accept))
	if inner := accept["object"].(obj); inner["id"] != follow["id"] || inner["actor"] != ida.id || inner["object"] != l.us() || inner["type"] != "Follow" || !strings.HasPrefix(accept["id"].(string), hub+"/ap/x/") {
		t.Errorf("%v", accept)
	}

	l.pass(time.Minute)
	l.tell(ida, follow) // the same activity once more, signed anew
	l.work()
	if got := l.world.collect(""); len(got) != 0 {
		t.Errorf("a repeated activity is answered again: %v", types(got))
	}
	l.pass(time.Minute)
	again := ida.act("Follow", l.us())
	l.tell(ida, again)
	l.work()
	if got := l.world.collect(""); len(got) != 1 || got[0].about() != again["id"] {
		t.Errorf("a new Follow of a follower is accepted again: %v", types(got))
	}
	if list := l.followers(); len(list) != 1 || list[0].FollowID != again["id"] || !list[0].Since.Equal(labStart) {
		t.Errorf("%+v", list)
	}
	l.world.gone("http://social.example/users/ida/x/9", 404)
	for what, f := range map[string]obj{"of the page": ida.act("Follow", hub+"/nl/c/bib"), "of nobody": ida.act("Follow", hub+"/ap/a/"+string(content.NewID())),
		"of the public": ida.act("Follow", public), "of another site's": ida.act("Follow", "http://other.example/users/x")} {
		l.tell(ida, f)
		l.work()
		if len(l.world.collect("")) != 0 || len(l.followers()) != 1 {
			t.Errorf("a Follow %s has an effect", what)
		}
	}
	l.tell(ida, ida.act("Follow", l.site.ServerActor()))
	l.work()
	if got := l.world.collect(""); len(got) != 1 || got[0].typ() != "Reject" || got[0].keyID != l.site.ServerActor()+"#main-key" {
		t.Errorf("the server actor is not followed: %v", types(got))
	}
}

func TestFollowersWaitForApproval(t *testing.T) {
	l := newLab(t)
	l.settings(func(s *content.Settings) { s.ManualFollowers = true })
	ida := l.world.person("ida", "social.example", 0)
	l.tell(ida, ida.act("Follow", l.us()))
	l.work()
	if got := l.world.collect(""); len(got) != 0 || l.followers()[0].State != content.StatePending {
		t.Fatalf("%v %+v", types(got), l.followers())
	}
	l.article("Nog niet voor Ida")
	if got := l.world.collect(""); len(got) != 0 {
		t.Errorf("a pending follower gets %v", types(got))
	}
	if a := l.get(l.us() + "/followers").json(t); a["totalItems"] != 0.0 {
		t.Errorf("%v", a)
	}
	if d := l.get(l.us()).json(t); d["manuallyApprovesFollowers"] != true {
		t.Error("the profile does not say so")
	}
	max := l.world.person("max", "other.example", 1)
	l.tell(max, max.act("Follow", l.us()))
	l.pass(time.Minute)
	l.ok(l.app.fed().AcceptFollower(t.Context(), l.site, l.main.ID, ida.id))
	l.ok(l.app.fed().RemoveFollower(t.Context(), l.site, l.main.ID, max.id))
	l.work()
	if got := l.world.collect("social.example"); !slices.Equal(types(got), []string{"Accept"}) {
		t.Errorf("who is let in: %v", types(got))
	}
	if got := l.world.collect("other.example"); !slices.Equal(types(got), []string{"Reject"}) || len(l.followers()) != 1 {
		t.Errorf("who is refused: %v", types(got))
	}
	l.ok(l.app.fed().RemoveFollower(t.Context(), l.site, l.main.ID, ida.id))
	l.work()
	if got := l.world.collect("social.example"); !slices.Equal(types(got), []string{"Reject"}) || len(l.followers()) != 0 {
		t.Errorf("who is removed: %v", types(got))
	}
	if err := l.app.fed().RemoveFollower(t.Context(), l.site, l.main.ID, ida.id); !content.Is(err, content.NotFound) {
		t.Error(err)
	}
}

func TestUndo(t *testing.T) {
	for _, form := range []string{"embedded", "id", "made up id"} {
		t.Run(form, func(t *testing.T) {
			l := newLab(t)
			ida, max := l.world.person("ida", "social.example", 0), l.world.person("max", "other.example", 1)
			it := l.article("Een stuk")
			object := l.objectID(it)
			follow, like, boost := ida.act("Follow", l.us()), ida.act("Like", object), ida.act("Announce", object, "to", []any{public})
			react := ida.act("EmojiReact", object, "content", "🎉")
			for _, a := range []obj{follow, like, boost} {
				l.tell(ida, a)
			}
			shape := func(a obj) any {
				switch form {
				case "id":
					return a["id"]
				case "made up id":
					return obj{"id": id(a) + "/new", "type": a["type"], "actor": a["actor"], "object": a["object"]}
				}
				return a
			}
			for _, a := range []obj{follow, like, boost} { // hers is not his to undo
				if a := l.post(max, l.site.SharedInbox(), max.act("Undo", shape(a))); a.status != 202 && a.status != 400 {
					t.Errorf("%d %s", a.status, a.body)
				}
			}
			if c := l.counts(it); c.Likes != 1 || c.Boosts != 1 || len(l.followers()) != 1 {
				t.Fatalf("somebody else undid it: %+v", c)
			}
			for _, a := range []obj{follow, like, boost} {
				u := ida.act("Undo", shape(a))
				l.tell(ida, u)
				l.pass(time.Second)
				l.tell(ida, u)
			}
			if c := l.counts(it); c.Likes != 0 || c.Boosts != 0 || len(l.followers()) != 0 {
				t.Errorf("%+v %v", c, l.followers())
			}
			l.tell(ida, react)
			if c := l.counts(it); c.Likes != 1 {
				t.Error("a face is a like")
			}
			l.tell(ida, ida.act("Undo", shape(react)))
			if c := l.counts(it); c.Likes != 0 {
				t.Error("a face is not taken back")
			}
			l.tell(ida, ida.act("Undo", shape(ida.act("Block", l.us()))))
			l.tell(ida, ida.act("Undo", shape(follow)))
		})
	}
}

func TestReactions(t *testing.T) { onBoth(t, testReactions) }

func testReactions(t *testing.T, l *lab) {
	ida, max := l.world.person("ida", "social.example", 0), l.world.person("max", "other.example", 1)
	it := l.article("Een stuk")
	object, page := l.objectID(it), hub+content.ItemPath(it.Kind, it.Texts[0])
	for _, tt := range []struct {
		what          string
		who           *person
		a             obj
		likes, boosts int
	}{
		{"a like", ida, ida.act("Like", object), 1, 0},
		{"again, with another id", ida, ida.act("Like", object), 1, 0},
		{"somebody else's", max, max.act("Like", object), 2, 0},
		{"a boost", ida, ida.act("Announce", object), 2, 1},
		{"of the page, as some send it", max, max.act("Announce", page), 2, 2},
		{"of the whole object", max, max.act("Announce", obj{"id": object, "type": "Article"}), 2, 2},
		{"of nothing of ours", ida, ida.act("Like", hub+"/ap/o/"+string(content.NewID())), 2, 2},
		{"of a post elsewhere", ida, ida.act("Announce", "http://other.example/p/1"), 2, 2},
		{"of an actor of ours", ida, ida.act("Like", l.us()), 2, 2},
		{"a dislike", ida, ida.act("Dislike", object), 2, 2},
	} {
		l.pass(time.Second)
		l.tell(tt.who, tt.a)
		l.tell(tt.who, tt.a) // at once: the very same bytes
		if c := l.counts(it); c.Likes != tt.likes || c.Boosts != tt.boosts {
			t.Errorf("%s: %+v", tt.what, c)
		}
	}
	l.pass(10 * time.Second)
	if d := l.get(object).json(t); d["likes"].(obj)["totalItems"] != 2.0 || d["shares"].(obj)["totalItems"] != 2.0 {
		t.Errorf("%v %v", d["likes"], d["shares"])
	}
}

func TestCreate(t *testing.T) { onBoth(t, testCreate) }

func testCreate(t *testing.T, l *lab) {
	ida, max := l.world.person("ida", "social.example", 0), l.world.person("max", "other.example", 1)
	jeugd := l.channel("jeugd", nil)
	it := l.article("Een stuk")
	object := l.objectID(it)
	private := []any{l.us()}
	first := ida.note("<p>Dank u wel!</p>", "inReplyTo", object, "contentMap", obj{"nl": "<p>Dank u wel!</p>"}, "summary", "over <b>eten</b>")
	tests := []struct {
		what   string
		who    *person
		note   obj
		stored bool
		check  func(*content.Reply) bool
	}{
		{"a reply", ida, first, true, func(r *content.Reply) bool {
			return r.Item == it.ID && r.Channel == l.main.ID && r.Public && r.Lang == "nl" && r.Name == "Ida" && r.Handle == "ida@social.example" && r.Content == "<p>Dank u wel!</p>" && r.Warning == "over eten"
		}},
		{"a reply to a reply", max, max.note("<p>Inderdaad</p>", "inReplyTo", id(first)), true, func(r *content.Reply) bool { return r.Item == it.ID && r.Object == l.object(it).ID }},
		{"a reply to the page", max, max.note("<p>Ook</p>", "inReplyTo", hub+content.ItemPath(it.Kind, it.Texts[0])), true, func(r *content.Reply) bool { return r.Item == it.ID }},
		{"a mention", ida, ida.note("<p>@jeugd kijk</p>", "tag", []any{obj{"type": "Mention", "href": l.site.ActorID(jeugd.ID), "name": "@jeugd@bib.example"}}), true,
			func(r *content.Reply) bool { return r.Item == "" && r.Channel == jeugd.ID && r.Public }},
		{"a private message", ida, ida.note("<p>Onder ons</p>", "to", private, "cc", []any{}), true, func(r *content.Reply) bool { return !r.Public && r.Channel == l.main.ID }},
		{"a private reply", ida, ida.note("<p>Onder ons twee</p>", "inReplyTo", object, "to", private, "cc", []any{}), true, func(r *content.Reply) bool { return !r.Public && r.Item == it.ID }},
		{"a reply for followers only", ida, ida.note("<p>Voor volgers</p>", "inReplyTo", object, "to", []any{ida.id + "/followers"}, "cc", []any{}), true, func(r *content.Reply) bool { return !r.Public }},
		{"an unlisted reply", ida, ida.note("<p>Stil</p>", "inReplyTo", object, "to", []any{ida.id + "/followers"}, "cc", []any{"as:Public"}), true, func(r *content.Reply) bool { return r.Public }},
		{"a vote", ida, func() obj { n := ida.note("", "inReplyTo", object, "name", "Ja"); delete(n, "content"); return n }(), false, nil},
		{"something not for us", ida, ida.note("<p>Zomaar</p>"), false, nil},
		{"a reply to somebody else", ida, ida.note("<p>Zomaar</p>", "inReplyTo", "http://other.example/p/1"), false, nil},
		{"a mention of another site's actor", ida, ida.note("<p>Hoi</p>", "tag", []any{obj{"type": "Mention", "href": "http://other.example/users/max", "name": "@max"}}), false, nil},
		{"a reply to nothing of ours", ida, ida.note("<p>?</p>", "inReplyTo", hub+"/ap/o/"+string(content.NewID())), false, nil},
		{"without words", ida, ida.note("", "inReplyTo", object), true, nil},
	}
	for _, tt := range tests {
		a := tt.who.create(tt.note)
		l.tell(tt.who, a)
		l.pass(time.Second)
		l.tell(tt.who, a)
		l.work()
		r := l.reply(id(tt.note))
		switch {
		case (r != nil) != tt.stored:
			t.Errorf("%s: stored %v", tt.what, r != nil)
		case r != nil && (r.Status != content.ReplyPending || tt.check != nil && !tt.check(r)):
			t.Errorf("%s: %+v", tt.what, r)
		}
	}
	byID := ida.note("<p>Alleen een adres</p>", "inReplyTo", object)
	doc := obj{"@context": asContext}
	for k, v := range byID {
		doc[k] = v
	}
	l.world.put(id(byID), doc)
	l.tell(ida, ida.act("Create", id(byID), "to", []any{public}))
	if l.reply(id(byID)) != nil || l.world.asked(id(byID)) != 0 {
		t.Error("something was fetched while the inbox was answered")
	}
	l.work()
	if l.reply(id(byID)) == nil {
		t.Error("a Create of an address is not fetched")
	}
	if all, _, err := l.app.Store.Replies(t.Context(), l.site.ID, content.ReplyFilter{Limit: 100}); err != nil || len(all) != 10 {
		t.Error(len(all), err)
	}
}

func TestPrivateMessagesAreNowhere(t *testing.T) {
	l := newLab(t)
	ida := l.world.person("ida", "social.example", 0)
	it := l.article("Een stuk")
	object := l.objectID(it)
	for _, n := range []obj{ida.note("<p>Geheimpje</p>", "inReplyTo", object, "to", []any{l.us()}, "cc", []any{}),
		ida.note("<p>Geheimpje</p>", "to", []any{l.us()}, "cc", []any{})} {
		l.tell(ida, ida.create(n))
		_, err := l.app.Service.ApproveReply(t.Context(), l.who, l.reply(id(n)).ID)
		if !content.Is(err, content.Conflict) {
			t.Errorf("a private message can be approved: %v", err)
		}
	}
	was := ida.note("<p>Eerst openbaar</p>", "inReplyTo", object)
	l.tell(ida, ida.create(was))
	_, err := l.app.Service.ApproveReply(t.Context(), l.who, l.reply(id(was)).ID)
	l.ok(err)
	l.pass(time.Minute)
	was["to"], was["cc"], was["content"] = []any{l.us()}, []any{}, "<p>Geheimpje</p>"
	l.tell(ida, ida.act("Update", was))
	l.pass(time.Minute)
	page := content.ItemPath(it.Kind, it.Texts[0])
	for _, address := range []string{page, "/nl/", "/nl/c/bib", "/nl/feed.rss", "/nl/feed.atom", "/nl/feed.json", object, object + "/replies", object + "/replies?page=true",
		l.us() + "/outbox?page=true", "/nl/search?q=geheimpje", "/api/v1/replies", "/api/v1/items/" + string(it.ID) + "/replies", "/api/v1/items/" + string(it.ID)} {
		if a := l.get(address); strings.Contains(string(a.body), "Geheimpje") {
			t.Errorf("%s shows a private message", address)
		}
	}
	if d := l.get(object + "/replies").json(t); d["totalItems"] != 0.0 {
		t.Errorf("%v", d)
	}
	for scope, sees := range map[string]bool{"items:read": false, "items:write": false, "moderate": true} {
		a := l.get("/api/v1/replies", "Authorization", "Bearer "+l.token(scope))
		if strings.Contains(string(a.body), "Geheimpje") != sees {
			t.Errorf("with the scope %s: %d %.200s", scope, a.status, a.body)
		}
	}
}

func TestUpdateAndDelete(t *testing.T) { onBoth(t, testUpdateAndDelete) }

func testUpdateAndDelete(t *testing.T, l *lab) {
	ida, max := l.world.person("ida", "social.example", 0), l.world.person("max", "social.example", 1)
	object := l.objectID(l.article("Een stuk"))
	n := ida.note("<p>Dank u!</p>", "inReplyTo", object)
	l.tell(ida, ida.create(n))
	approve := func() {
		_, err := l.app.Service.ApproveReply(t.Context(), l.who, l.reply(id(n)).ID)
		l.ok(err)
	}
	approve()
	change := func(text string, minute int) obj {
		c := obj{}
		for k, v := range n {
			c[k] = v
		}
		c["content"], c["updated"] = text, labStart.Add(time.Duration(minute)*time.Minute).Format(time.RFC3339)
		return c
	}
	l.pass(time.Minute)
	l.tell(ida, ida.act("Update", change("<p>Dank u zeer!</p>", 2)))
	if r := l.reply(id(n)); r.Content != "<p>Dank u zeer!</p>" || r.Status != content.ReplyPending || r.Name != "Ida" || r.Handle != "ida@social.example" {
		t.Fatalf("%+v", r)
	}
	approve()
	l.tell(ida, ida.act("Update", change("<p>Dank u</p>", 1)))
	if r := l.reply(id(n)); r.Content != "<p>Dank u zeer!</p>" || r.Status != content.ReplyApproved {
		t.Errorf("an older version took the place of a newer one: %+v", r)
	}
	l.tell(ida, ida.act("Update", change("<p>Dank u zeer!</p>", 3)))
	if r := l.reply(id(n)); r.Status != content.ReplyApproved {
		t.Error("an Update that changes no word waits for a moderator")
	}
	stolen := change("<p>Gestolen</p>", 9)
	l.want(l.post(max, l.site.SharedInbox(), max.act("Update", stolen)), 400, "a neighbour's Update")
	stolen["attributedTo"] = max.id
	l.tell(max, max.act("Update", stolen))
	l.tell(max, max.act("Delete", id(n)))
	l.tell(max, max.act("Delete", obj{"id": id(n), "type": "Tombstone"}))
	l.work()
	if r := l.reply(id(n)); r == nil || r.Content != "<p>Dank u zeer!</p>" {
		t.Fatalf("a neighbour changed it: %+v", r)
	}
	l.tell(ida, ida.act("Update", func() obj {
		d := ida.doc()
		d["name"] = "Ida <b>B</b>"
		d["inbox"] = "http://social.example/users/max/inbox"
		return d
	}()))
	if a, err := l.app.Store.Actor(t.Context(), ida.id); err != nil || strings.Contains(a.Name, "<") || !strings.HasPrefix(a.Name, "Ida") || a.Inbox != ida.id+"/inbox" {
		t.Errorf("%+v %v", a, err)
	}
	d := ida.act("Delete", obj{"id": id(n), "type": "Tombstone", "formerType": "Note"})
	l.tell(ida, d)
	l.pass(time.Second)
	l.tell(ida, d)
	if l.reply(id(n)) != nil {
		t.Error("a deleted reply is still here")
	}
	second := ida.note("<p>Nog een</p>", "inReplyTo", object)
	l.tell(ida, ida.create(second))
	l.tell(ida, ida.act("Delete", id(second)))
	if l.reply(id(second)) != nil {
		t.Error("a Delete of a bare id has no effect")
	}
}

func TestActorsLeave(t *testing.T) { onBoth(t, testActorsLeave) }

func testActorsLeave(t *testing.T, l *lab) {
	ida, max := l.world.person("ida", "social.example", 0), l.world.person("max", "other.example", 1)
	it := l.article("Een stuk")
	object := l.objectID(it)
	n := ida.note("<p>Dag</p>", "inReplyTo", object)
	l.follow(ida)
	l.follow(max)
	l.tell(ida, ida.create(n))
	l.tell(ida, ida.act("Like", object))
	l.tell(ida, ida.act("Delete", ida.id))
	if l.reply(id(n)) != nil || len(l.followers()) != 1 || l.counts(it).Likes != 0 {
		t.Error("something of an actor who left is still here")
	}
	// A server that closed answers 410 for the key: nobody can sign any more.
	l.world.gone(max.id, 410)
	stranger := *max
	stranger.rsa, _ = labKey(2)
	l.tell(&stranger, stranger.act("Delete", max.id))
	if len(l.followers()) != 0 {
		t.Error("an actor who is gone still follows")
	}
	// Of people of whom nothing is known, nothing is fetched.
	eve := l.world.person("eve", "third.example", 2)
	l.tell(eve, eve.act("Delete", eve.id))
	l.tell(eve, eve.act("Update", eve.doc()))
	if l.world.asked(eve.id) != 0 {
		t.Error("a stranger's noise makes us fetch")
	}
}

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

func TestBlockEndsTheFollowing(t *testing.T) {
	l := newLab(t)
	ida := l.world.person("ida", "social.example", 0)
	l.follow(ida)
	l.tell(ida, ida.act("Block", l.us()))
	l.article("Niet voor Ida")
	if got := l.world.collect(""); len(got) != 0 || len(l.followers()) != 0 {
		t.Error(types(got), l.followers())
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

func TestADeleteMayOvertakeItsCreate(t *testing.T) {
	l := newLab(t)
	ida, max := l.world.person("ida", "social.example", 0), l.world.person("max", "social.example", 1)
	object := l.objectID(l.article("Een stuk"))
	n, other := ida.note("<p>Toch niet</p>", "inReplyTo", object), ida.note("<p>Wel</p>", "inReplyTo", object)
	l.tell(max, max.act("Delete", id(other))) // not his to delete
	l.tell(ida, ida.act("Delete", id(n)))
	l.tell(ida, ida.create(n))
	l.tell(ida, ida.create(other))
	if l.reply(id(n)) != nil || l.reply(id(other)) == nil {
		t.Error("a Create comes after its Delete")
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
