package cmd

import (
	"strings"
	"testing"
	"time"

	"vitrine/content"
)

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
