package cmd

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/federation/sign"
)

// Each test is a row of the table of attacks, with the input that the attack
// brought elsewhere.

func TestActorImpersonation(t *testing.T) {
	l := newLab(t)
	ida, eve := l.world.person("ida", "social.example", 0), l.world.person("eve", "evil.example", 1)
	it := l.article("Een stuk")
	object := l.objectID(it)
	l.follow(ida)
	as := func(a obj) obj { a["actor"] = ida.id; return a }
	for what, a := range map[string]obj{
		"a Like in her name":             as(ida.act("Like", object)),
		"an Undo of her Follow":          as(ida.act("Undo", obj{"type": "Follow", "actor": ida.id, "object": l.us(), "id": ida.id + "/x/1"})),
		"her Block":                      as(ida.act("Block", l.us())),
		"her Move":                       as(ida.act("Move", ida.id, "target", eve.id)),
		"her report":                     as(ida.act("Flag", []any{object}, "content", "x")),
		"her QuoteRequest":               as(ida.act("QuoteRequest", object, "instrument", ida.id+"/p/1")),
		"a Follow":                       as(ida.act("Follow", l.us())),
		"an activity with two actors":    func() obj { a := eve.act("Like", object); a["actor"] = []any{eve.id, ida.id}; return a }(),
		"an activity with another's id":  func() obj { a := eve.act("Like", object); a["id"] = ida.id + "/x/77"; return a }(),
		"an activity without an actor":   func() obj { a := eve.act("Like", object); delete(a, "actor"); return a }(),
		"an embedded actor, not the key": func() obj { a := eve.act("Like", object); a["actor"] = obj{"id": ida.id, "type": "Person"}; return a }(),
	} {
		if got := l.post(eve, l.site.SharedInbox(), a); got.status != 401 && got.status != 400 {
			t.Errorf("%s: %d", what, got.status)
		}
	}
	// Her id in the signature, his key.
	liar := *eve
	liar.id = ida.id
	l.want(l.post(&liar, l.site.SharedInbox(), ida.act("Like", object)), 401, "her key id, his key")
	l.work()
	if c := l.counts(it); c.Likes != 0 || len(l.followers()) != 1 {
		t.Errorf("%+v", c)
	}
}

func TestOriginAndIdMismatch(t *testing.T) {
	l := newLab(t)
	ida, eve := l.world.person("ida", "social.example", 0), l.world.person("eve", "evil.example", 1)
	object := l.objectID(l.article("Een stuk"))
	foreign := eve.note("<p>Ida zegt</p>", "inReplyTo", object)
	foreign["id"] = ida.id + "/p/99"
	l.want(l.post(eve, l.site.SharedInbox(), eve.create(foreign)), 400, "a post with an id elsewhere")
	attributed := eve.note("<p>Ida zegt</p>", "inReplyTo", object, "attributedTo", ida.id)
	l.want(l.post(eve, l.site.SharedInbox(), eve.create(attributed)), 400, "a post attributed to somebody else")
	// A document that calls itself something else is not what was asked for.
	hosted := obj{"@context": asContext, "id": ida.id + "/p/98", "type": "Note", "attributedTo": ida.id, "inReplyTo": object, "content": "<p>Ida zegt</p>", "to": []any{public}}
	address := "http://evil.example/p/1"
	l.world.put(address, hosted)
	l.tell(eve, eve.act("Create", address, "to", []any{public}))
	// Content type confusion: an upload that happens to be JSON is no post.
	upload := "http://evil.example/media/1.json"
	l.world.putAs(upload, 200, "application/json", obj{"@context": asContext, "id": upload, "type": "Note", "attributedTo": eve.id, "inReplyTo": object, "content": "<p>x</p>", "to": []any{public}})
	l.tell(eve, eve.act("Create", upload, "to", []any{public}))
	l.work()
	for _, uri := range []string{ida.id + "/p/99", ida.id + "/p/98", address, upload, id(attributed)} {
		if l.reply(uri) != nil {
			t.Errorf("%s was stored", uri)
		}
	}
	// Keys, inboxes and aliases of an actor's document are on its own origin.
	d := eve.doc()
	d["inbox"] = "http://social.example/inbox"
	eve2 := *eve
	eve2.id = "http://evil.example/users/eve2"
	d["id"] = eve2.id
	d["publicKey"].(obj)["id"], d["publicKey"].(obj)["owner"] = eve2.id+"#main-key", eve2.id
	l.world.put(eve2.id, d)
	l.want(l.post(&eve2, l.site.SharedInbox(), eve2.act("Follow", l.us())), 401, "an inbox elsewhere")
}

func TestReplay(t *testing.T) { onBoth(t, testReplay) }

func testReplay(t *testing.T, l *lab) {
	ida := l.world.person("ida", "social.example", 0)
	it := l.article("Een stuk")
	like := ida.act("Like", l.objectID(it))
	body := mustJSON(like)
	req := l.signed(ida, l.site.SharedInbox(), body)
	again := func() *http.Request {
		r := l.request("POST", l.site.SharedInbox(), body)
		r.Header = req.Header.Clone()
		return r
	}
	second, third := again(), again()
	l.want(l.do(req), 202, "the first")
	l.tell(ida, ida.act("Undo", like))
	l.pass(time.Minute)
	l.want(l.do(second), 202, "a replay is answered like the first")
	if l.counts(it).Likes != 0 {
		t.Error("a replay has an effect")
	}
	l.tell(ida, body) // signed anew: the store remembers the activity
	if l.counts(it).Likes != 0 {
		t.Error("an activity id counts twice")
	}
	l.pass(13 * time.Hour)
	l.want(l.do(third), 401, "a signature of yesterday")
	other := l.signed(ida, l.us()+"/inbox", ida.act("Like", l.objectID(it)))
	moved := l.request("POST", l.site.SharedInbox(), mustJSON(ida.act("Like", l.objectID(it))))
	moved.Header = other.Header.Clone()
	l.want(l.do(moved), 401, "a signature for another address and body")
}

func TestOnlyOwnersDeleteAndUpdate(t *testing.T) {
	l := newLab(t)
	ida, eve := l.world.person("ida", "social.example", 0), l.world.person("eve", "evil.example", 1)
	object := l.objectID(l.article("Een stuk"))
	n := ida.note("<p>Blijft</p>", "inReplyTo", object)
	l.tell(ida, ida.create(n))
	l.follow(ida)
	full := obj{"@context": asContext}
	for k, v := range n {
		full[k] = v
	}
	l.world.put(id(n), full)
	for what, a := range map[string]obj{
		"Delete of another's post":   eve.act("Delete", id(n)),
		"Delete of another actor":    eve.act("Delete", ida.id),
		"Delete of ours":             eve.act("Delete", object),
		"Delete of our actor":        eve.act("Delete", l.us()),
		"Update of another's post":   eve.act("Update", n),
		"Update of another actor":    eve.act("Update", ida.doc()),
		"Update of ours":             eve.act("Update", obj{"id": object, "type": "Article", "attributedTo": l.us(), "content": "x", "to": []any{public}}),
		"Update of another by id":    eve.act("Update", id(n)),
		"Delete of a nameless thing": eve.act("Delete", obj{"type": "Tombstone"}),
	} {
		l.want(l.post(eve, l.site.SharedInbox(), a), 400, what)
	}
	// Signed by her, said to be his: looked up where it comes from, where it still is.
	l.want(l.post(eve, l.site.SharedInbox(), ida.act("Delete", id(n))), 202, "a forwarded Delete")
	l.want(l.post(eve, l.site.SharedInbox(), ida.act("Delete", ida.id)), 202, "a forwarded Delete of an actor")
	l.work()
	if r := l.reply(id(n)); r == nil || r.Content != "<p>Blijft</p>" || len(l.followers()) != 1 {
		t.Errorf("%+v", r)
	}
	l.want(l.get(object), 200, "ours")
}

func TestInconsistentErrorsTellNothing(t *testing.T) {
	l := newLab(t)
	draft, _, err := l.app.Service.Create(t.Context(), l.who, content.Input{Kind: "article", Texts: []content.TextInput{{Lang: "nl", Title: "Geheim", Body: "<p>x</p>"}}})
	l.ok(err)
	ida := l.world.person("ida", "social.example", 0)
	l.tell(ida, ida.act("Follow", l.us()))
	l.work()
	accept := l.world.collect("")[0].doc["id"].(string)
	n := ida.note("<p>Onder ons</p>", "to", []any{l.us()}, "cc", []any{})
	l.tell(ida, ida.create(n))
	absent := l.want(l.get("/ap/o/"+string(content.NewID())), 404, "absent")
	for what, address := range map[string]string{"a draft": "/ap/o/" + string(draft.ID), "a draft's activity": "/ap/x/" + string(draft.ID), "an Accept": accept,
		"a private message": "/ap/o/" + string(l.reply(id(n)).ID)} {
		a := l.want(l.get(address), 404, what)
		if strip(a.body) != strip(absent.body) || a.header.Get("Cache-Control") != absent.header.Get("Cache-Control") {
			t.Errorf("%s: %s, absent: %s", what, a.body, absent.body)
		}
	}
	for what, a := range map[string]obj{"a draft": ida.act("Like", hub+"/ap/o/"+string(draft.ID)), "nothing": ida.act("Like", hub+"/ap/o/"+string(content.NewID()))} {
		l.want(l.post(ida, l.site.SharedInbox(), a), 202, what)
	}
}

// strip takes the request id away.
func strip(problem []byte) string {
	s, _, _ := strings.Cut(string(problem), `"instance"`)
	return s
}

func TestClocksMayDifferByAnHour(t *testing.T) {
	l := newLab(t)
	ida := l.world.person("ida", "social.example", 0)
	it := l.article("Een stuk")
	for off, want := range map[time.Duration]int{0: 202, 55 * time.Minute: 202, -55 * time.Minute: 202, 65 * time.Minute: 401, -3 * time.Hour: 401, -48 * time.Hour: 401} {
		body := mustJSON(ida.act("Like", l.objectID(it)))
		req := l.request("POST", l.site.SharedInbox(), body)
		req.Header.Set("Content-Type", "application/activity+json")
		l.ok(sign.SignCavage(req, body, ida.signer(), l.now().Add(off)))
		l.want(l.do(req), want, off.String())
	}
}

func TestAuthorizationObjects(t *testing.T) {
	l := newLab(t)
	ida := l.world.person("ida", "social.example", 0)
	object := l.objectID(l.article("Een stuk"))
	l.want(l.get("/ap/q/"+string(content.NewID())), 404, "a stamp that was never given")
	l.want(l.get("/ap/q/"), 404, "no stamp")
	l.tell(ida, ida.act("QuoteRequest", hub+"/ap/o/"+string(content.NewID()), "instrument", ida.note("<p>x</p>")))
	l.tell(ida, ida.act("QuoteRequest", "http://other.example/p/1", "instrument", ida.note("<p>x</p>")))
	l.work()
	if got := l.world.collect(""); len(got) != 0 {
		t.Errorf("answers for what is not ours: %v", types(got))
	}
	l.tell(ida, ida.act("QuoteRequest", object, "instrument", ida.note("<p>x</p>")))
	l.work()
	got := l.world.collect("")
	if len(got) != 1 {
		t.Fatal(types(got))
	}
	stamp := got[0].doc["result"].(string)
	if !strings.HasPrefix(stamp, hub+"/ap/q/") {
		t.Error(stamp)
	}
}

func TestSignaturesOfEveryKind(t *testing.T) {
	l := newLab(t)
	ida := l.world.person("ida", "social.example", 0)
	gts := l.world.person("gts", "other.example", 1)
	it := l.article("Een stuk")
	ed := sign.Signer{KeyID: ida.id + "#ed25519-key", Key: ida.ed}
	send := func(what string, s sign.Signer, scheme func(*http.Request, []byte, sign.Signer, time.Time) error, who *person, want int) {
		t.Helper()
		body := mustJSON(who.act("Like", l.objectID(it)))
		req := l.request("POST", l.site.SharedInbox(), body)
		req.Header.Set("Content-Type", "application/activity+json")
		l.ok(scheme(req, body, s, l.now()))
		l.want(l.do(req), want, what)
	}
	send("RSA, RFC 9421", ida.signer(), sign.SignRFC9421, ida, 202)
	send("Ed25519, RFC 9421", ed, sign.SignRFC9421, ida, 202)
	send("Ed25519, cavage", ed, sign.SignCavage, ida, 202)
	// GoToSocial: the key has an address of its own, and answers with a stub.
	keyID := gts.id + "/main-key"
	d := gts.doc()
	d["publicKey"].(obj)["id"] = keyID
	l.world.put(gts.id, d)
	stub := obj{"@context": []any{asContext, "https://w3id.org/security/v1"}, "id": keyID, "owner": gts.id, "publicKeyPem": d["publicKey"].(obj)["publicKeyPem"]}
	l.world.put(keyID, stub)
	send("a key with an address of its own", sign.Signer{KeyID: keyID, Key: gts.rsa}, sign.SignCavage, gts, 202)
	// A key whose owner does not list it.
	eve := l.world.person("eve", "other.example", 2)
	loose := "http://other.example/keys/1"
	l.world.put(loose, obj{"@context": []any{asContext, "https://w3id.org/security/v1"}, "id": loose, "owner": gts.id, "publicKeyPem": eve.doc()["publicKey"].(obj)["publicKeyPem"]})
	send("a key that its owner does not list", sign.Signer{KeyID: loose, Key: eve.rsa}, sign.SignCavage, gts, 401)
	if c := l.counts(it); c.Likes != 2 {
		t.Errorf("%+v", c)
	}
	unsignedReq := l.request("POST", l.site.SharedInbox(), mustJSON(ida.act("Like", l.objectID(it))))
	unsignedReq.Header.Set("Content-Type", "application/activity+json")
	l.want(l.do(unsignedReq), 401, "no signature")
}
