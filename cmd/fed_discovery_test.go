package cmd

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"vitrine/content"
)

var (
	anID      = regexp.MustCompile(`\b[a-z2-7]{26}\b`)
	aPEM      = regexp.MustCompile(`-----BEGIN PUBLIC KEY-----[^"]*`)
	aMultikey = regexp.MustCompile(`"z6Mk[1-9A-HJ-NP-Za-km-z]+"`)
	aProof    = regexp.MustCompile(`"proofValue": "z[1-9A-HJ-NP-Za-km-z]+"`)
)

func TestWebFingerAnswersEveryFormOfResource(t *testing.T) {
	onBoth(t, testWebFingerAnswersEveryFormOfResource)
}

func testWebFingerAnswersEveryFormOfResource(t *testing.T, l *lab) {
	jeugd := l.channel("jeugd", nil)
	french := l.channel("ados", func(c *content.Channel) { c.Lang = "fr" })
	host := "hub.example"
	for _, tt := range []struct {
		resource string
		status   int
		self     string
	}{
		{"acct:bib@bib.example", 200, l.us()},
		{"acct:bib@hub.example", 200, l.us()},
		{"acct:@bib@bib.example", 200, l.us()},
		{"acct:BIB@Bib.Example", 200, l.us()},
		{"bib@bib.example", 200, l.us()},
		{"@bib@bib.example", 200, l.us()},
		{l.us(), 200, l.us()},
		{hub + "/nl/c/bib", 200, l.us()},
		{hub + "/fr/c/bib", 200, l.us()},
		{hub + "/@bib", 200, l.us()},
		{hub + "/nl/", 200, l.us()},
		{hub + "/fr/", 200, l.us()},
		{hub + "/nl/c/jeugd", 200, l.site.ActorID(jeugd.ID)},
		{"acct:ados@bib.example", 200, l.site.ActorID(french.ID)},
		{"acct:hub.example@hub.example", 200, l.site.ServerActor()},
		{hub + "/", 200, l.site.ServerActor()},
		{hub, 200, l.site.ServerActor()},
		{l.site.ServerActor(), 200, l.site.ServerActor()},
		{"", 400, ""},
		{"bib", 400, ""},
		{"acct:bib", 400, ""},
		{"acct:@bib.example", 400, ""},
		{"http://", 400, ""},
		{"http://%zz", 400, ""},
		{"acct:niemand@bib.example", 404, ""},
		{"acct:bib@elders.example", 404, ""},
		{"acct:b\x00b@bib.example", 404, ""},
		{"acct:\xff@bib.example", 404, ""},
		{hub + "/de/c/bib", 404, ""},
		{hub + "/nl/c/niemand", 404, ""},
		{hub + "/ap/a/niemand", 404, ""},
		{"https://hub.example/nl/c/bib", 404, ""},
		{"http://elders.example/nl/c/bib", 404, ""},
		{"acct:" + strings.Repeat("x", 3000) + "@bib.example", 400, ""},
	} {
		for _, at := range []string{host, "bib.example"} {
			a := l.get("http://" + at + "/.well-known/webfinger?resource=" + url.QueryEscape(tt.resource))
			if a.status != tt.status {
				t.Errorf("%q at %s: %d, want %d: %.200s", tt.resource, at, a.status, tt.status, a.body)
				continue
			}
			if a.status != 200 {
				continue
			}
			if got := a.header.Get("Content-Type"); got != "application/jrd+json" {
				t.Errorf("%q: %s", tt.resource, got)
			}
			if a.header.Get("Access-Control-Allow-Origin") != "*" || !strings.HasPrefix(a.header.Get("Cache-Control"), "public") {
				t.Errorf("%q: headers %v", tt.resource, a.header)
			}
			self := ""
			for _, x := range a.json(t)["links"].([]any) {
				if k := x.(obj); k["rel"] == "self" && k["type"] == "application/activity+json" {
					self = k["href"].(string)
				}
			}
			if self != tt.self {
				t.Errorf("%q: self %s, want %s", tt.resource, self, tt.self)
			}
		}
	}
	l.want(l.get("http://hub.example/.well-known/webfinger"), 400, "no resource")
	golden(t, "webfinger", l.get("/.well-known/webfinger?resource=acct:bib@bib.example").body)
	golden(t, "webfinger-server", l.get("/.well-known/webfinger?resource="+url.QueryEscape(hub+"/")).body)
	meta := l.want(l.get("http://bib.example/.well-known/host-meta"), 200, "host-meta")
	if meta.header.Get("Content-Type") != "application/xrd+xml; charset=utf-8" || !bytes.Contains(meta.body, []byte(`template="http://hub.example/.well-known/webfinger?resource={uri}"`)) {
		t.Errorf("host-meta: %v %s", meta.header, meta.body)
	}
}

func TestNodeInfo(t *testing.T) {
	l := newLab(t)
	l.article("Eén")
	links := l.want(l.get("/.well-known/nodeinfo"), 200, "links")
	golden(t, "nodeinfo-links", links.body)
	for _, v := range []string{"2.0", "2.1"} {
		a := l.want(l.get("/nodeinfo/"+v), 200, v)
		if want := `application/json; profile="http://nodeinfo.diaspora.software/ns/schema/` + v + `#"`; a.header.Get("Content-Type") != want {
			t.Errorf("%s: %s", v, a.header.Get("Content-Type"))
		}
		d := a.json(t)
		for _, name := range []string{"version", "software", "protocols", "services", "openRegistrations", "usage", "metadata"} {
			if _, ok := d[name]; !ok {
				t.Errorf("%s lacks %s", v, name)
			}
		}
		if d["version"] != v || d["usage"].(obj)["localPosts"] != 1.0 {
			t.Errorf("%s: %s", v, a.body)
		}
		if name := d["software"].(obj)["name"].(string); !regexp.MustCompile(`^[a-z0-9-]+$`).MatchString(name) {
			t.Errorf("software %q", name)
		}
	}
	golden(t, "nodeinfo", l.get("/nodeinfo/2.1").body)
	l.want(l.get("/nodeinfo/1.0"), 404, "1.0")
}

func TestDocuments(t *testing.T) {
	l := newLab(t)
	ida := l.world.person("ida", "social.example", 0)
	l.follow(ida)
	it := l.article("Wat een leeszaal vertelt", func(in *content.Input) { in.Tags = []string{"lokale geschiedenis"} })
	object := l.objectID(it)
	l.tell(ida, ida.act("Like", object))
	l.tell(ida, ida.act("Announce", object, "to", []any{public}))
	n := ida.note("<p>Mooi!</p>", "inReplyTo", object)
	l.tell(ida, ida.create(n))
	r := l.reply(id(n))
	_, err := l.app.Service.ApproveReply(t.Context(), l.who, r.ID)
	l.ok(err)
	l.ok(l.app.Store.SetFeatured(t.Context(), l.site.ID, l.main.ID, []content.ID{l.object(it).ID}))
	l.pass(10e9)
	us := l.us()
	for name, address := range map[string]string{
		"actor": us, "server-actor": l.site.ServerActor(), "server-outbox": l.site.ServerActor() + "/outbox", "server-outbox-page": l.site.ServerActor() + "/outbox?page=true",
		"server-followers": l.site.ServerActor() + "/followers",
		"outbox":           us + "/outbox", "outbox-page": us + "/outbox?page=true", "followers": us + "/followers", "followers-page": us + "/followers?page=true",
		"following": us + "/following", "following-page": us + "/following?page=true", "featured": us + "/featured", "tags": us + "/tags",
		"object": object, "replies": object + "/replies", "replies-page": object + "/replies?page=true", "likes": object + "/likes", "shares": object + "/shares",
		"create": l.site.ActivityID(l.object(it).ID),
	} {
		a := l.want(l.get(address, "Accept", "text/html"), 200, name) // an id is JSON whoever asks
		golden(t, name, a.body)
		if a.header.Get("Content-Type") != "application/activity+json" || a.header.Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(a.header.Get("Vary"), "Accept") {
			t.Errorf("%s: headers %v", name, a.header)
		}
		if doc := a.json(t); doc["id"] != address {
			t.Errorf("%s: id %v, want %s", name, doc["id"], address)
		}
		h := l.want(l.ask("HEAD", address, nil), 200, "HEAD "+name)
		if len(h.body) > 0 || h.header.Get("Content-Type") != "application/activity+json" {
			t.Errorf("HEAD %s: %v", name, h.header)
		}
		tag := a.header.Get("ETag")
		for _, given := range []string{tag, "W/" + tag, `"x", ` + tag} {
			l.want(l.get(address, "If-None-Match", given), 304, name+" "+given)
		}
		l.want(l.get(address, "If-None-Match", `"x"`), 200, name)
	}
	for _, address := range []string{hub + "/ap/o/" + string(content.NewID()), hub + "/ap/a/" + string(content.NewID()), hub + "/ap/x/" + string(content.NewID()),
		hub + "/ap/q/" + string(content.NewID()), hub + "/ap/o/x", hub + "/ap/", hub + "/ap/a/" + strings.Repeat("A", 26), us + "/nothing", object + "/replies/1"} {
		l.want(l.get(address), 404, address)
	}
	l.want(l.get(us+"/outbox?page=garbled"), 400, "a cursor of nobody's")
}

func TestWithdrawnAnswersWithATombstone(t *testing.T) {
	l := newLab(t)
	it := l.article("Vergissing")
	object, ref := l.objectID(it), l.object(it)
	l.withdraw(it)
	l.pass(10e9)
	early := l.want(l.get(object), 410, "before its Delete went out")
	if early.json(t)["type"] != "Tombstone" {
		t.Errorf("%s", early.body)
	}
	l.work()
	l.pass(10e9)
	a := l.want(l.get(object), 410, "tombstone")
	golden(t, "tombstone", a.body)
	if a.header.Get("Content-Type") != "application/activity+json" {
		t.Error(a.header)
	}
	for _, address := range []string{object + "/replies", object + "/likes", object + "/shares", l.site.ActivityID(ref.ID)} {
		if a := l.want(l.get(address), 410, address); bytes.Contains(a.body, []byte("Vergissing")) {
			t.Errorf("%s still shows it", address)
		}
	}
	if a := l.get(l.us() + "/outbox?page=true"); bytes.Contains(a.body, []byte(object)) {
		t.Error("the outbox shows a withdrawn item")
	}
}

func TestDraftsAreNowhere(t *testing.T) {
	l := newLab(t)
	public := l.article("Openbaar")
	draft, _, err := l.app.Service.Create(t.Context(), l.who, content.Input{Kind: "article", Texts: []content.TextInput{{Lang: "nl", Title: "Geheim plan", Slug: "geheim-plan", Body: "<p>Geheim plan</p>"}}})
	l.ok(err)
	title := "Geheim plan twee"
	_, err = l.app.Service.Change(t.Context(), l.who, public.ID, content.Patch{Revision: public.Working, Texts: []content.TextPatch{{Lang: "nl", Title: &title}}})
	l.ok(err)
	l.work()
	l.pass(10e9)
	us := l.us()
	for _, address := range []string{us, us + "/outbox", us + "/outbox?page=true", us + "/featured", l.objectID(public), l.site.ActivityID(l.object(public).ID),
		"/nl/", "/nl/c/bib", "/nl/a/geheim-plan", "/nl/feed.rss", "/nl/feed.atom", "/nl/feed.json", "/nl/search?q=geheim", "/sitemap.xml",
		"/ap/o/" + string(draft.ID), "/ap/x/" + string(draft.ID)} {
		if a := l.get(address, "Accept", "application/activity+json"); bytes.Contains(bytes.ToLower(a.body), []byte("geheim plan")) {
			t.Errorf("%s shows a draft: %.300s", address, a.body)
		}
	}
	if refs, err := l.app.Store.Objects(t.Context(), l.site.ID, draft.ID); err != nil || len(refs) > 0 {
		t.Error("a draft has an object", err)
	}
}

func TestPagesLeadToIds(t *testing.T) {
	l := newLab(t)
	it := l.article("Een stuk")
	object := l.objectID(it)
	page := content.ItemPath(it.Kind, it.Texts[0])
	for _, accept := range []string{"application/activity+json", `application/ld+json; profile="https://www.w3.org/ns/activitystreams", application/activity+json, text/html;q=0.1`, "application/activity+json, application/ld+json", "application/ld+json"} {
		a := l.want(l.get(page, "Accept", accept), 302, accept)
		if a.header.Get("Location") != object || !strings.Contains(a.header.Get("Vary"), "Accept") || !strings.Contains(a.header.Get("Cache-Control"), "no-store") {
			t.Errorf("%s: %v", accept, a.header)
		}
	}
	a := l.want(l.get(page, "Accept", "text/html"), 200, "the page")
	if !strings.Contains(strings.Join(a.header.Values("Link"), ","), "<"+object+`>; rel="alternate"; type="application/activity+json"`) {
		t.Errorf("Link: %v", a.header.Values("Link"))
	}
	profile := l.want(l.get("/nl/c/bib", "Accept", "application/activity+json"), 302, "profile")
	if profile.header.Get("Location") != l.us() {
		t.Error(profile.header)
	}
}

func TestARemovedSiteIsGone(t *testing.T) { onBoth(t, testARemovedSiteIsGone) }

func testARemovedSiteIsGone(t *testing.T, l *lab) {
	ida := l.world.person("ida", "social.example", 0)
	l.follow(ida)
	it := l.article("Weg")
	object, us := l.objectID(it), l.us()
	l.world.collect("")
	l.ok(l.app.Service.RemoveSite(t.Context(), l.site.ID))
	l.pass(2e9)
	l.work()
	if got := l.world.collect("social.example"); len(got) != 1 || got[0].typ() != "Delete" || got[0].about() != us {
		t.Fatalf("deletes: %v", got)
	} else {
		golden(t, "delete-actor", got[0].raw)
		l.proven(got[0].raw)
	}
	l.want(l.post(ida, l.site.SharedInbox(), ida.act("Follow", us)), 410, "a follow while it is removed")
	l.pass(2 * 60e9)
	l.work()
	l.pass(2 * 60e9)
	for _, address := range []string{us, object, us + "/outbox", l.site.ServerActor(), "/nodeinfo/2.1", "/.well-known/webfinger?resource=acct:bib@bib.example"} {
		l.want(l.get(address), 410, address)
	}
}
