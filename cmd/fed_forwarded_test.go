package cmd

import (
	"bytes"
	"testing"
	"time"

	"vitrine/content"
)

func TestForwardedActivities(t *testing.T) { onBoth(t, testForwardedActivities) }

func testForwardedActivities(t *testing.T, l *lab) {
	ida, max := l.world.person("ida", "social.example", 0), l.world.person("max", "other.example", 1)
	it := l.article("Een stuk")
	object := l.objectID(it)
	publish := func(n obj) {
		full := obj{"@context": asContext}
		for k, v := range n {
			full[k] = v
		}
		l.world.put(id(n), full)
	}
	send := func(a any) { t.Helper(); l.tell(max, a); l.work() } // max passes on what ida wrote

	n := ida.note("<p>Echt</p>", "inReplyTo", object)
	publish(n)
	lie := obj{}
	for k, v := range n {
		lie[k] = v
	}
	lie["content"] = "<p>Vervalst</p>"
	send(ida.create(lie))
	if r := l.reply(id(n)); r == nil || r.Content != "<p>Echt</p>" || r.Actor != ida.id {
		t.Fatalf("what is fetched from its origin counts: %+v", r)
	}
	changed := obj{"@context": asContext}
	for k, v := range n {
		changed[k] = v
	}
	changed["content"] = "<p>Verbeterd</p>"
	l.world.put(id(n), changed)
	send(ida.act("Update", lie))
	if r := l.reply(id(n)); r.Content != "<p>Verbeterd</p>" {
		t.Errorf("%+v", r)
	}
	send(ida.act("Delete", id(n)))
	if l.reply(id(n)) == nil {
		t.Error("a forwarded Delete of what is still there has an effect")
	}
	for _, status := range []int{500, 403, 302} {
		l.world.gone(id(n), status)
		send(ida.act("Delete", id(n)))
		if l.reply(id(n)) == nil {
			t.Fatalf("%d at the origin removes it", status)
		}
		l.pass(24 * time.Hour)
	}
	l.world.gone(id(n), 410)
	l.work()
	if l.reply(id(n)) != nil {
		t.Error("what is gone at its origin is still here")
	}

	never := ida.note("<p>Bestaat niet</p>", "inReplyTo", object)
	send(ida.create(never))
	unrelated := ida.note("<p>Voor een ander</p>")
	publish(unrelated)
	send(ida.create(unrelated))
	if l.reply(id(never)) != nil || l.world.asked(id(unrelated)) != 0 {
		t.Error("made up, or none of our business")
	}

	proved := ida.note("<p>Met bewijs</p>", "inReplyTo", object)
	l.tell(max, ida.prove(ida.create(proved)))
	if r := l.reply(id(proved)); r == nil || r.Actor != ida.id || l.world.asked(id(proved)) != 0 {
		t.Errorf("a proof by the actor counts: %+v", r)
	}
	tampered := bytes.Replace(ida.prove(ida.create(ida.note("<p>Aan ida</p>", "inReplyTo", object))), []byte("Aan ida"), []byte("Van eve"), 1)
	l.tell(max, tampered)
	l.work()
	other := max.prove(ida.act("Like", object)) // his proof under her words
	l.want(l.post(max, l.site.SharedInbox(), other), 401, "a proof of somebody else")
	l.tell(max, ida.prove(ida.act("Like", object)))
	if l.counts(it).Likes != 1 {
		t.Error("a proven Like does not count")
	}
	for _, typ := range []string{"Follow", "Block", "Flag"} {
		a := ida.act(typ, l.us())
		l.want(l.post(max, l.site.SharedInbox(), ida.prove(a)), 401, "a proven, forwarded "+typ)
	}
	if all, _, err := l.app.Store.Replies(t.Context(), l.site.ID, content.ReplyFilter{}); err != nil || len(all) != 1 {
		t.Error(len(all), err)
	}
}

func TestWhoForwardsCannotTakeAnActivitysPlace(t *testing.T) {
	l := newLab(t)
	ida, max := l.world.person("ida", "social.example", 0), l.world.person("max", "other.example", 1)
	it := l.article("Een stuk")
	object := l.objectID(it)
	n := ida.note("<p>Echt</p>", "inReplyTo", object)
	full := obj{"@context": asContext}
	for k, v := range n {
		full[k] = v
	}
	l.world.put(id(n), full)
	early := ida.create(n)
	later := ida.act("Like", object)
	early["id"] = later["id"] // max knows, or guesses, the id of what ida will do
	l.tell(max, early)
	l.work()
	l.tell(ida, later)
	if l.counts(it).Likes != 1 {
		t.Error("a forged id made ida's own activity a replay")
	}
}
