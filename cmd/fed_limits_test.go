package cmd

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"vitrine/federation/sign"
)

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
