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
	for actor, word := range map[string]string{ida.id: "accept", max.id: "reject"} { // as the commands ask for it
		j, err := newFollowJob(l.site, l.main, content.FollowJob{Target: actor, Answer: word})
		l.ok(err)
		l.ok(l.app.Store.Enqueue(t.Context(), j))
	}
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
