package cmd

import (
	"strings"
	"testing"
	"time"

	"vitrine/content"
)

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
