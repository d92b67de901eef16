package api

import (
	"strings"
	"testing"

	"vitrine/content"
)

// ask is a request that succeeds for who may make it.
type ask struct{ path, body, kind string }

// asks are one good request per operation, on things made for it in a channel.
// Each call makes new things, so that every role meets the same state.
func (w *world) asks(p *place, ch *content.Channel) map[string]func() ask {
	tok := w.admin(p)
	at := host(strings.TrimPrefix(p.site.Origin, "https://"))
	ctx := w.t.Context()
	in := with(draft, `"channel":"`+ch.Handle+`"`)
	make := func(body string) string { return w.want(201, "POST", "/api/v1/items", tok, body, at).str("id") }
	step := func(id, what, body string) { w.want(200, "POST", "/api/v1/items/"+id+"/"+what, tok, body, at) }
	item := func(suffix, body string, before ...func(id string)) func() ask {
		return func() ask {
			id := make(in)
			for _, f := range before {
				f(id)
			}
			return ask{path: "/items/" + id + suffix, body: body}
		}
	}
	sent := func(id string) {
		step(id, "publish", `{"revision":1}`)
		o := &content.ObjectRef{ID: content.NewID(), Site: p.site.ID, Item: content.ID(id), Lang: "nl", Channel: ch.ID, Type: "Article", Revision: 1, Announced: w.clock.now(), Updated: w.clock.now()}
		a := &content.Activity{ID: content.NewID(), Site: p.site.ID, Channel: ch.ID, Object: o.ID, Type: "Create", Dedupe: "create/" + string(o.ID), Public: true, Body: []byte("{}"), Created: w.clock.now()}
		if _, err := w.db.FanOut(ctx, a, content.Audience{Inboxes: []content.Inbox{{URL: "https://social.example/inbox"}}}, o); err != nil {
			w.t.Fatal(err)
		}
	}
	media := func() string {
		body, kind := formBody(w.t, picture(w.t), map[string]string{"decorative": "true"})
		return w.want(201, "POST", "/api/v1/media", tok, body, header("Content-Type", kind), at).str("id")
	}
	reply := func() string { return string(w.reply(p, ch, true)) }
	plain := func(path, body string) func() ask { return func() ask { return ask{path: path, body: body} } }
	return map[string]func() ask{
		"listItems": plain("/items", ""), "createItem": plain("/items", in), "getItem": item("", ""),
		"changeItem": item("", `{"revision":1,"tags":["x"]}`), "deleteItem": item("", ""), "submitItem": item("/submit", `{"revision":1}`),
		"approveItem": item("/approve", `{"revision":1}`, func(id string) { step(id, "submit", `{"revision":1}`) }),
		"publishItem": item("/publish", `{"revision":1}`),
		"unscheduleItem": item("/unschedule", `{"revision":1}`, func(id string) {
			step(id, "publish", `{"revision":1,"publish_at":"2027-01-01T00:00:00Z"}`)
		}),
		"withdrawItem":  item("/withdraw", `{"revision":1,"reason":"x"}`, func(id string) { step(id, "publish", `{"revision":1}`) }),
		"listRevisions": item("/revisions", ""), "restoreRevision": item("/revisions/1/restore", `{"revision":1}`),
		"getDeliveries": item("/deliveries", "", sent), "retryDeliveries": item("/deliveries/social.example/retry", "", sent),
		"uploadMedia": func() ask {
			body, kind := formBody(w.t, picture(w.t), map[string]string{"alt": "x"})
			return ask{path: "/media", body: body, kind: kind}
		},
		"getMedia":     func() ask { return ask{path: "/media/" + media()} },
		"changeMedia":  func() ask { return ask{path: "/media/" + media(), body: `{"credit":"An"}`} },
		"deleteMedia":  func() ask { return ask{path: "/media/" + media()} },
		"listChannels": plain("/channels", ""), "getChannel": plain("/channels/"+ch.Handle, ""),
		"createChannel": func() ask {
			return ask{path: "/channels", body: `{"handle":"c` + string(content.NewID())[:12] + `","name":"Nieuw","kind":"theme"}`}
		},
		"changeChannel": plain("/channels/"+ch.Handle, `{"summary":"<p>x</p>"}`),
		"listFollowers": plain("/channels/"+ch.Handle+"/followers", ""), "listFollowing": plain("/channels/"+ch.Handle+"/following", ""),
		"follow":      plain("/channels/"+ch.Handle+"/following", `{"target":"@museum@hub.example"}`),
		"unfollow":    plain("/channels/"+ch.Handle+"/following?target=@museum@hub.example", ""),
		"listReplies": plain("/replies?status=pending", ""), "approveReply": func() ask { return ask{path: "/replies/" + reply() + "/approve"} },
		"hideReply":   func() ask { return ask{path: "/replies/" + reply() + "/hide", body: `{"reason":"Reclame."}`} },
		"listNotices": plain("/notices?kind=notice&state=open", ""), "closeNotice": func() ask {
			return ask{path: "/notices/" + string(w.notice(p)), body: `{"decision":"kept","reasons":"Is een mening."}`}
		},
		"listReports": plain("/reports", ""), "listBlocks": plain("/blocks", ""),
		"block": plain("/blocks", `{"kind":"domain","value":"spam.example"}`),
		"unblock": func() ask {
			w.want(201, "POST", "/api/v1/blocks", tok, `{"kind":"domain","value":"spam.example"}`, at)
			return ask{path: "/blocks?kind=domain&value=spam.example"}
		},
		"listTimeline": plain("/timeline", ""), "getSite": plain("/site", ""), "changeSite": plain("/site", `{"contact":{"phone":"+32 9 000 00 00"}}`),
		"getDocument": plain("/openapi.json", ""),
	}
}

// notice stores what a visitor sent.
func (w *world) notice(p *place) content.ID {
	w.t.Helper()
	m := &content.Message{ID: content.NewID(), Site: p.site.ID, Kind: content.Notified, Topic: "hate", Lang: "nl", Page: p.site.Origin + "/nl/", Text: "Dit is haat", Snapshot: []byte(`{"of":"page"}`), Received: w.clock.now()}
	if _, err := w.db.SaveMessage(w.t.Context(), m); err != nil {
		w.t.Fatal(err)
	}
	return m.ID
}

// reply stores a reply to a channel.
func (w *world) reply(p *place, ch *content.Channel, public bool) content.ID {
	w.t.Helper()
	r := &content.Reply{ID: content.NewID(), Site: p.site.ID, Channel: ch.ID, URI: "https://social.example/n/" + string(content.NewID()), Actor: "https://social.example/u/ida",
		Handle: "ida@social.example", Name: "Ida", Content: "<p>Mooi &amp; goed!</p>", Public: public, Status: content.ReplyPending, Published: w.clock.now(), Received: w.clock.now()}
	if _, err := w.db.SaveReply(w.t.Context(), content.Received{Activity: r.URI + "#create", Actor: r.Actor, At: w.clock.now()}, r); err != nil {
		w.t.Fatal(err)
	}
	return r.ID
}

func (w *world) try(rt route, a ask, token string, opts ...option) response {
	w.t.Helper()
	if a.kind != "" {
		opts = append(opts, header("Content-Type", a.kind))
	}
	return w.do(rt.method, Prefix+a.path, token, a.body, opts...)
}

// roles says who may do what: the first letters of the roles. They are no ladder:
// a moderator edits nothing, a contributor moderates nothing.
var roles = map[string]string{
	"listItems": "cmea", "createItem": "cea", "getItem": "cmea", "changeItem": "cea", "deleteItem": "cea", "submitItem": "cea",
	"approveItem": "ea", "publishItem": "ea", "unscheduleItem": "ea", "withdrawItem": "ea", "listRevisions": "cmea", "restoreRevision": "cea",
	"getDeliveries": "cmea", "retryDeliveries": "ea", "uploadMedia": "cea", "getMedia": "cmea", "changeMedia": "cea", "deleteMedia": "cea",
	"listChannels": "cmea", "createChannel": "a", "getChannel": "cmea", "changeChannel": "a", "listFollowers": "mea", "listFollowing": "a",
	"follow": "a", "unfollow": "a", "listReplies": "mea", "approveReply": "mea", "hideReply": "mea", "listReports": "mea", "listNotices": "mea", "closeNotice": "mea",
	"listBlocks": "a", "block": "a", "unblock": "a", "listTimeline": "cmea", "getSite": "cmea", "changeSite": "a", "getDocument": "cmea",
}

var letters = map[string]content.Role{"c": content.Contributor, "m": content.Moderator, "e": content.Editor, "a": content.Administrator}

// Every operation, for every role, with and without its scope, and without a token.
func TestRights(t *testing.T) {
	w := newWorld(t)
	asks := w.asks(w.bib, w.bib.main)
	for _, rt := range routes() {
		make, known := asks[rt.name]
		if !known || roles[rt.name] == "" {
			t.Fatalf("%s has no row in this test", rt.name)
		}
		for letter, role := range letters {
			full := w.token(w.bib, "", role, content.Scopes...)
			got := w.try(rt, make(), full)
			allowed := strings.Contains(roles[rt.name], letter)
			if allowed != (got.status < 300) || !allowed && got.status != 403 {
				t.Errorf("%s as %s: %d, allowed is %v: %.300s", rt.name, role, got.status, allowed, got.raw)
			}
		}
		if rt.public {
			continue
		}
		if got := w.try(rt, make(), ""); got.status != 401 || !strings.HasPrefix(got.header.Get("WWW-Authenticate"), "Bearer") {
			t.Errorf("%s without a token: %d", rt.name, got.status)
		}
		w.lacking(rt, make)
	}
	for _, rt := range routes() {
		if key := rt.method + " " + rt.path; !w.docs[key] {
			t.Errorf("%s never succeeded: its answer was not held against the document", key)
		}
	}
}

// lacking tries an operation as an administrator whose token has every scope
// but those that it needs.
func (w *world) lacking(rt route, make func() ask) {
	w.t.Helper()
	var others []content.Scope
	for _, s := range content.Scopes {
		needed := s == content.ScopeAdmin // includes the others
		for _, n := range rt.scopes {
			needed = needed || s == n
		}
		if !needed {
			others = append(others, s)
		}
	}
	got := w.try(rt, make(), w.token(w.bib, "", content.Administrator, others...))
	if len(rt.scopes) == 0 {
		if got.status >= 300 {
			w.t.Errorf("%s needs no scope: %d", rt.name, got.status)
		}
		return
	}
	if got.status != 403 || !strings.Contains(got.header.Get("WWW-Authenticate"), `scope="`+string(rt.scopes[0])+`"`) {
		w.t.Errorf("%s without its scope: %d %q", rt.name, got.status, got.header.Get("WWW-Authenticate"))
	}
}

// Whoever works for one branch sees nothing of the rest: what is there answers
// 404, and lists leave it out.
func TestBranchRights(t *testing.T) {
	w := newWorld(t)
	others := w.asks(w.bib, w.bib.main)
	branch := w.token(w.bib, w.bib.branch.ID, content.Administrator, content.Scopes...)
	for _, rt := range routes() {
		if !strings.Contains(rt.path, "{") || strings.HasPrefix(rt.path, "/media") || strings.HasPrefix(rt.path, "/notices") { // these belong to no channel
			continue
		}
		if got := w.try(rt, others[rt.name](), branch); got.status != 404 {
			t.Errorf("%s on another channel: %d: %.300s", rt.name, got.status, got.raw)
		}
	}
	for _, path := range []string{"/items", "/replies", "/channels"} {
		r := w.want(200, "GET", Prefix+path, branch, "")
		if strings.Contains(string(r.raw), `"channel":"bib"`) || strings.Contains(string(r.raw), `"handle":"bib"`) {
			t.Errorf("%s shows another channel: %.400s", path, r.raw)
		}
	}
	for name, status := range map[string]int{"createItem": 403, "createChannel": 403, "block": 403, "changeSite": 403, "listReports": 403} {
		for _, rt := range routes() {
			if rt.name == name {
				if got := w.try(rt, others[name](), branch); got.status != status {
					t.Errorf("%s for the site: %d, want %d", name, got.status, status)
				}
			}
		}
	}
	w.want(201, "POST", "/api/v1/items", branch, with(draft, `"channel":"jeugd","publish":true`))
	w.refused(403, "", "PATCH", "/api/v1/items/"+w.item(branch, with(draft, `"channel":"jeugd"`)).str("id"), branch, `{"revision":1,"channel":"bib"}`)
}

// What belongs to another site is not there, under its own ids.
func TestOtherSite(t *testing.T) {
	w := newWorld(t)
	theirs := w.asks(w.theater, w.theater.main)
	bib := w.admin(w.bib)
	for _, rt := range routes() {
		if !strings.Contains(rt.path, "{") {
			continue
		}
		a := theirs[rt.name]()
		if got := w.try(rt, a, bib); got.status != 404 {
			t.Errorf("%s of the theatre at the library: %d: %.300s", rt.name, got.status, got.raw)
		}
		if got := w.try(rt, a, bib, host("theater.example")); got.status != 401 {
			t.Errorf("%s at the theatre with the library's token: %d: %.300s", rt.name, got.status, got.raw)
		}
	}
	pic := w.asks(w.theater, w.theater.main)["getMedia"]()
	w.refused(422, "media.0.id", "POST", "/api/v1/items", bib, with(draft, `"media":[{"id":"`+strings.TrimPrefix(pic.path, "/media/")+`"}]`))
	w.refused(422, "avatar", "PATCH", "/api/v1/channels/bib", bib, `{"avatar":"`+strings.TrimPrefix(pic.path, "/media/")+`"}`)
	w.want(201, "POST", "/api/v1/items", w.admin(w.theater), draft, host("theater.example"))
	if r := w.want(200, "GET", "/api/v1/items", bib, ""); r.at("items.0") != nil {
		t.Errorf("the library lists what is the theatre's: %s", r.raw)
	}
}
