package cmd

import (
	"bytes"
	"fmt"
	"io"
	"net"
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

func TestBlocksHoldWhateverTheSpelling(t *testing.T) {
	for _, tt := range []struct{ block, host, as string }{
		{"evil.example", "evil.example", ""},
		{"evil.example", "sub.evil.example", ""},
		{"*.evil.example", "sub.evil.example", ""},
		{"EVIL.Example.", "evil.example", ""},
		{"evil.example", "evil.example", "EVIL.example"},
		{"evil.example", "evil.example", "evil.example."},
		{"bücher.example", "xn--bcher-kva.example", ""},
		{"xn--bcher-kva.example", "xn--bcher-kva.example", "bücher.example"},
	} {
		t.Run(tt.block+" "+tt.host+" "+tt.as, func(t *testing.T) {
			l := newLab(t)
			eve := l.world.person("eve", tt.host, 0)
			if tt.as != "" {
				eve.id = "http://" + tt.as + "/users/eve"
			}
			it := l.article("Een stuk")
			l.ok(l.app.Store.SaveBlock(t.Context(), content.Block{Site: l.site.ID, Kind: "domain", Value: tt.block, At: l.now()}))
			l.pass(2 * time.Second)
			a := eve.act("Like", l.objectID(it))
			req := l.signed(l.world.person("x", "third.example", 0), l.site.SharedInbox(), a)
			l.want(l.do(req), 403, "the blocked domain")
			if l.counts(it).Likes != 0 || l.world.asked("http://"+tt.host+"/users/eve") != 0 {
				t.Error("the block does not hold")
			}
		})
	}
}

func TestBlocksHoldForKeysAndForwardedContent(t *testing.T) {
	l := newLab(t)
	ida, eve := l.world.person("ida", "social.example", 0), l.world.person("eve", "evil.example", 1)
	it := l.article("Een stuk")
	object := l.objectID(it)
	l.tell(eve, eve.act("Like", object)) // known here before
	n := eve.note("<p>Kwaad</p>", "inReplyTo", object)
	full := obj{"@context": asContext}
	for k, v := range n {
		full[k] = v
	}
	l.world.put(id(n), full)
	l.tell(ida, eve.create(n)) // forwarded, the job waits
	block := func(kind, value string) {
		l.ok(l.app.Store.SaveBlock(t.Context(), content.Block{Site: l.site.ID, Kind: kind, Value: value, At: l.now()}))
		l.pass(2 * time.Second)
	}
	block("domain", "evil.example")
	l.work()
	if l.reply(id(n)) != nil {
		t.Error("a blocked domain's post came in through a job")
	}
	l.want(l.post(ida, l.site.SharedInbox(), eve.prove(eve.create(n))), 403, "content of a blocked domain, forwarded with proof")
	l.want(l.post(eve, l.site.SharedInbox(), ida.act("Like", object)), 403, "signed by a key of a blocked domain")
	block("actor", ida.id)
	l.want(l.post(ida, l.site.SharedInbox(), ida.act("Like", object)), 403, "a blocked actor")
	max := l.world.person("max", "other.example", 2)
	l.want(l.post(ida, l.site.SharedInbox(), max.prove(max.act("Like", object))), 403, "forwarded by a blocked actor")
	if l.counts(it).Likes != 1 {
		t.Error(l.counts(it))
	}
}

func TestNothingFromElsewhereIsScript(t *testing.T) {
	l := newLab(t)
	eve := l.world.person("eve", "evil.example", 0)
	d := eve.doc()
	d["name"] = `<script>alert(1)</script><img src=x onerror=alert(1)>Eve`
	d["summary"] = `<p onclick="alert(1)">hoi<script>alert(1)</script></p>`
	d["url"], d["icon"] = "javascript:alert(1)", obj{"type": "Image", "url": "javascript:alert(1)"}
	d["preferredUsername"] = `eve"><script>alert(1)</script>`
	l.world.put(eve.id, d)
	it := l.article("Een stuk")
	n := eve.note(`<p>Hallo<script>alert(1)</script><img src=x onerror="alert(1)"><a href="javascript:alert(1)">x</a><a href="data:text/html,x">y</a><svg onload=alert(1)></svg><iframe src="https://evil.example"></iframe></p>`,
		"inReplyTo", l.objectID(it), "summary", `<img src=x onerror=alert(1)>let op`, "url", "javascript:alert(1)")
	l.tell(eve, eve.create(n))
	r := l.reply(id(n))
	if r == nil {
		t.Fatal("not stored")
	}
	for name, s := range map[string]string{"content": r.Content, "warning": r.Warning, "name": r.Name, "handle": r.Handle, "url": r.URL} {
		for _, bad := range []string{"<script", "onerror", "onclick", "javascript:", "data:", "<svg", "<iframe", "<img"} {
			if strings.Contains(strings.ToLower(s), bad) && name != "name" || strings.Contains(s, "<") && name != "content" {
				t.Errorf("%s: %s", name, s)
			}
		}
	}
	_, err := l.app.Service.ApproveReply(t.Context(), l.who, r.ID)
	l.ok(err)
	l.pass(time.Minute)
	page := l.want(l.get(content.ItemPath(it.Kind, it.Texts[0])), 200, "the page")
	for _, bad := range []string{"alert(1)</script>", "onerror=\"", "javascript:alert", "<svg onload", "evil.example/\""} {
		if bytes.Contains(page.body, []byte(bad)) {
			t.Errorf("the page contains %s", bad)
		}
	}
	if !bytes.Contains(page.body, []byte("Hallo")) {
		t.Error("the page does not show the reply")
	}
}

func TestHugeBodiesAreNotRead(t *testing.T) {
	l := newLab(t)
	conn, err := net.Dial("tcp", strings.TrimPrefix(l.srv.URL, "http://"))
	l.ok(err)
	defer conn.Close()
	fmt.Fprintf(conn, "POST /ap/inbox HTTP/1.1\r\nHost: hub.example\r\nContent-Type: application/activity+json\r\nContent-Length: %d\r\n\r\n{", 1<<30)
	head := make([]byte, 12)
	_, err = io.ReadFull(conn, head)
	l.ok(err)
	if string(head) != "HTTP/1.1 413" {
		t.Errorf("a gigabyte announced: %s", head)
	}
	req := l.request("POST", l.site.SharedInbox(), nil)
	sent := &zeros{}
	req.Body, req.ContentLength = io.NopCloser(sent), -1
	req.Header.Set("Content-Type", "application/activity+json")
	req.Host = req.URL.Host
	req.URL.Host = strings.TrimPrefix(l.srv.URL, "http://")
	res, err := l.http.Do(req)
	if err == nil {
		defer res.Body.Close()
		if res.StatusCode != 413 {
			t.Errorf("without end: %d", res.StatusCode)
		}
	} else if !strings.Contains(err.Error(), "write") && !strings.Contains(err.Error(), "reset") && !strings.Contains(err.Error(), "EOF") {
		t.Error(err)
	}
	if sent.n > 16<<20 {
		t.Errorf("%d bytes were taken", sent.n)
	}
}

// zeros is a body without end.
type zeros struct{ n int }

func (z *zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	z.n += len(p)
	return len(p), nil
}

func TestBodiesThatAreNoActivity(t *testing.T) {
	l := newLab(t)
	ida := l.world.person("ida", "social.example", 0)
	deep := func(open, end string) []byte {
		a := string(mustJSON(ida.act("Like", "OBJECT")))
		return []byte(strings.Replace(a, `"OBJECT"`, strings.Repeat(open, 10_000)+`1`+strings.Repeat(end, 10_000), 1))
	}
	long := strings.Repeat(`"x",`, 600) + `"x"`
	with := func(members string) []byte {
		return []byte(strings.Replace(string(mustJSON(ida.act("Like", l.us()))), "{", "{"+members+",", 1))
	}
	for what, body := range map[string][]byte{
		"nothing":            {},
		"no JSON":            []byte("<html>"),
		"half":               mustJSON(ida.act("Like", l.us()))[:40],
		"a list":             []byte("[]"),
		"two":                append(mustJSON(ida.act("Like", l.us())), "{}"...),
		"10,000 lists deep":  deep("[", "]"),
		"10,000 deep":        deep(`{"a":`, "}"),
		"not UTF-8":          with("\"x\":\"\xff\""),
		"a name twice":       with(`"actor":"http://other.example/users/max"`),
		"@graph":             with(`"@graph":[]`),
		"@included":          with(`"@included":[]`),
		"@reverse":           with(`"@reverse":{}`),
		"@reverse, deeper":   with(`"x":{"y":[{"@reverse":{}}]}`),
		"a list without end": with(`"to":[` + long + `]`),
		"another context":    bytes.Replace(mustJSON(ida.act("Like", l.us())), []byte(asContext), []byte("https://evil.example/ns"), 1),
	} {
		l.want(l.post(ida, l.site.SharedInbox(), body), 400, what)
	}
	for _, mediaType := range []string{"text/html", "", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"} {
		req := l.signed(ida, l.site.SharedInbox(), ida.act("Like", l.us()))
		req.Header.Set("Content-Type", mediaType)
		l.want(l.do(req), 415, "as "+mediaType)
	}
	if l.world.asked(ida.id) != 0 {
		t.Error("a key was fetched for what is no activity")
	}
}

func TestKeysAreFetchedOnce(t *testing.T) {
	l := newLab(t)
	ida := l.world.person("ida", "social.example", 0)
	object := l.objectID(l.article("Een stuk"))
	l.world.gone(ida.id, 404)
	for range 5 {
		l.want(l.post(ida, l.site.SharedInbox(), ida.act("Like", object)), 401, "a key that is not there")
		l.pass(time.Second)
	}
	if n := l.world.asked(ida.id); n != 1 {
		t.Errorf("a missing key was asked for %d times", n)
	}
	l.world.put(ida.id, ida.doc())
	l.pass(11 * time.Minute)
	for range 5 {
		l.tell(ida, ida.act("Like", object))
	}
	if n := l.world.asked(ida.id); n != 2 {
		t.Errorf("a known key was asked for again: %d", n)
	}
	// A new key: the cached one fails once, then the actor is read again.
	old := *ida
	ida.rsa, _ = labKey(1)
	l.world.put(ida.id, ida.doc())
	l.tell(ida, ida.act("Like", object))
	for range 5 {
		l.want(l.post(&old, l.site.SharedInbox(), old.act("Like", object)), 401, "the old key")
	}
	if n := l.world.asked(ida.id); n != 3 {
		t.Errorf("a bad signature makes us fetch each time: %d", n)
	}
}

func TestKeysOfManyAreFetchedWithinLimits(t *testing.T) {
	l := newLab(t)
	object := l.objectID(l.article("Een stuk"))
	eve := l.world.person("eve", "evil.example", 0)
	asked, refused := 0, 0
	for i := range 400 {
		p := *eve
		p.id = fmt.Sprintf("http://evil.example/users/eve%d", i)
		a := l.post(&p, l.site.SharedInbox(), p.act("Like", object))
		if a.status == 429 {
			refused++
			if a.header.Get("Retry-After") == "" {
				t.Fatal("no Retry-After")
			}
		}
		asked += l.world.asked(p.id)
	}
	if asked > 61 || refused < 300 {
		t.Errorf("%d keys were fetched, %d refused", asked, refused)
	}
	l.pass(2 * time.Minute)
	l.tell(eve, eve.act("Like", object)) // patience helps
}

func TestAFloodIsBounded(t *testing.T) {
	l := newLab(t)
	eve := l.world.person("eve", "evil.example", 0)
	object := l.objectID(l.article("Een stuk"))
	l.tell(eve, eve.act("Like", object))
	liar := *eve
	liar.rsa, _ = labKey(1)
	waits := 0
	for range 200 { // well formed, made with another key
		if a := l.post(&liar, l.site.SharedInbox(), liar.act("Like", object)); a.status == 429 {
			waits++
			if a.header.Get("Retry-After") == "" {
				t.Fatal("no Retry-After")
			}
		} else if a.status != 401 {
			t.Fatal(a.status)
		}
	}
	if waits < 100 {
		t.Errorf("only %d of 200 bad signatures had to wait", waits)
	}
	ida := l.world.person("ida", "social.example", 2)
	l.tell(ida, ida.act("Like", object)) // through the same proxy that nobody told us of
	l.pass(time.Minute)
	l.tell(eve, eve.act("Like", object))
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

func TestForwardedHeadersAreNeverBelieved(t *testing.T) {
	l := newLab(t)
	headers := []string{"X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "https", "Forwarded", "host=evil.example", "X-Forwarded-For", "10.0.0.1"}
	for _, address := range []string{l.us(), "/.well-known/webfinger?resource=acct:bib@bib.example", "/nodeinfo/2.1", l.site.ServerActor()} {
		if a := l.get(address, headers...); bytes.Contains(a.body, []byte("evil.example")) || bytes.Contains(a.body, []byte("https://hub.example")) {
			t.Errorf("%s: %s", address, a.body)
		}
	}
	// Nor does it buy a fresh allowance.
	eve := l.world.person("eve", "evil.example", 0)
	l.world.gone(eve.id, 404)
	waits := 0
	for i := range 100 {
		req := l.signed(eve, l.site.SharedInbox(), eve.act("Like", l.us()))
		req.Header.Set("X-Forwarded-For", fmt.Sprintf("192.0.2.%d", i))
		if l.do(req).status == 429 {
			waits++
		}
	}
	if waits == 0 {
		t.Error("a made up address escapes the limit")
	}
	// A signature for another host is none for us.
	ida := l.world.person("ida", "social.example", 1)
	l.pass(10 * time.Minute)
	body := mustJSON(ida.act("Like", l.us()))
	req := l.request("POST", "http://evil.example/ap/inbox", body)
	req.Header.Set("Content-Type", "application/activity+json")
	l.ok(sign.SignCavage(req, body, ida.signer(), l.now()))
	req.URL.Host = "hub.example"
	req.Header.Set("X-Forwarded-Host", "evil.example")
	l.want(l.do(req), 401, "signed for another host")
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
