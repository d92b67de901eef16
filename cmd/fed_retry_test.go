package cmd

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/federation/sign"
)

func TestOrderOutlivesFailures(t *testing.T) { onBoth(t, testOrderOutlivesFailures) }

func testOrderOutlivesFailures(t *testing.T, l *lab) {
	l.follow(l.world.person("ida", "social.example", 0))
	l.follow(l.world.person("max", "other.example", 1))
	l.world.fails("social.example", 503)
	it := l.article("Eerst")
	it = l.edit(it, "Dan")
	l.work()
	l.withdraw(it)
	l.work()
	other := l.article("Een ander")
	if got := l.world.collect("other.example"); !slices.Equal(types(got), []string{"Create", "Update", "Delete", "Create"}) {
		t.Fatalf("a server that works waits for one that does not: %v", types(got))
	}
	l.world.fails("social.example", 0)
	second := l.publish("Nog een")
	l.world.fails("social.example", 503)
	l.work()
	second = l.edit(second, "Nog eentje")
	l.work()
	l.world.fails("social.example", 0)
	for range 10 {
		l.pass(time.Hour)
		l.work()
	}
	order := map[string][]string{}
	for _, a := range l.world.collect("social.example") {
		order[a.about()] = append(order[a.about()], a.typ())
	}
	for what, want := range map[*content.Item][]string{it: {"Create", "Delete"}, other: {"Create"}, second: {"Create", "Update"}} { // an Update that was never tried goes with its Delete
		if got := order[l.objectID(what)]; !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	}
	l.withdraw(second)
	l.work()
	if got := l.world.collect("social.example"); !slices.Equal(types(got), []string{"Delete"}) {
		t.Error(types(got))
	}
}

func TestGoneInboxes(t *testing.T) { onBoth(t, testGoneInboxes) }

func testGoneInboxes(t *testing.T, l *lab) {
	lone := l.world.person("gts", "other.example", 0)
	lone.noShared = true
	l.world.put(lone.id, lone.doc())
	l.follow(lone)
	ida, max := l.world.person("ida", "social.example", 1), l.world.person("max", "social.example", 2)
	l.follow(ida)
	l.follow(max)
	l.world.fails("other.example", 410)
	l.world.mood("social.example", func(r *http.Request) (int, http.Header) {
		if r.URL.Path == "/inbox" || r.URL.Path == "/users/max/inbox" {
			return 410, nil
		}
		return 0, nil
	})
	l.article("Een stuk")
	got := l.world.collect("")
	if len(got) != 1 || got[0].path != "/users/ida/inbox" {
		t.Errorf("a shared inbox that is gone falls back to the personal ones: %+v", got)
	}
	if f := l.followers(); len(f) != 1 || f[0].Actor != ida.id {
		t.Errorf("%+v", f)
	}
	l.article("Nog een stuk")
	if n := l.world.asked("POST http://other.example/users/gts/inbox"); n != 2 { // the Accept, and the 410
		t.Errorf("an inbox that is gone was called %d times", n)
	}
	if got := l.world.collect(""); len(got) != 1 || l.world.asked("POST http://social.example/inbox") != 1 {
		t.Error(types(got))
	}
}

func TestTheSecondKnockIsRemembered(t *testing.T) {
	l := newLab(t)
	l.follow(l.world.person("ida", "social.example", 0))
	l.world.mood("social.example", func(r *http.Request) (int, http.Header) {
		if r.Header.Get("Signature-Input") == "" {
			return 401, nil
		}
		return 0, nil
	})
	l.article("Een stuk")
	before := l.world.asked("POST http://social.example/inbox")
	if got := l.world.collect(""); len(got) != 1 || got[0].scheme != sign.RFC9421 || before != 2 {
		t.Fatalf("%+v after %d knocks", got, before)
	}
	l.article("Nog een stuk")
	if n := l.world.asked("POST http://social.example/inbox"); n != 3 || len(l.world.collect("")) != 1 {
		t.Errorf("%d knocks in all", n)
	}
	h, err := l.app.Store.Host(t.Context(), "social.example")
	if err != nil || h.Scheme != string(sign.RFC9421) {
		t.Errorf("%+v %v", h, err)
	}
}

func TestRetryTimes(t *testing.T) { onBoth(t, testRetryTimes) }

func testRetryTimes(t *testing.T, l *lab) {
	l.follow(l.world.person("ida", "social.example", 0))
	l.world.fails("social.example", 503)
	var tries []time.Time
	l.world.mood("social.example", func(*http.Request) (int, http.Header) {
		tries = append(tries, l.now())
		return 503, nil
	})
	it := l.article("Een stuk")
	for range 100 {
		next, err := l.app.Store.NextDelivery(t.Context(), l.now())
		l.ok(err)
		if next.IsZero() {
			break
		}
		l.pass(next.Sub(l.now()))
		l.work()
	}
	if len(tries) != content.MaxAttempts {
		t.Fatalf("%d tries", len(tries))
	}
	for n := 1; n < len(tries); n++ {
		gap := tries[n].Sub(tries[n-1])
		least, most := content.RetryDelay(n, 0), max(content.RetryDelay(n, 1), time.Hour) // the breaker may hold it for an hour
		if gap < least || gap > most+time.Second {
			t.Errorf("%s before try %d, want %s to %s", gap, n+1, least, most)
		}
	}
	if d := tries[15].Sub(tries[0]); d < 48*time.Hour || d > 96*time.Hour {
		t.Errorf("tried for %s", d)
	}
	r, err := l.app.Store.Receipts(t.Context(), l.site.ID, it.ID)
	if err != nil || len(r) != 1 || r[0].State != "failed" || r[0].Reason != "http_503" || r[0].Attempts != content.MaxAttempts {
		t.Errorf("%+v %v", r, err)
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	l := newLab(t)
	l.follow(l.world.person("ida", "social.example", 0))
	busy := true
	l.world.mood("social.example", func(*http.Request) (int, http.Header) {
		if busy {
			return 429, http.Header{"Retry-After": {"7200"}}
		}
		return 0, nil
	})
	l.article("Een stuk")
	n := l.world.asked("POST http://social.example/inbox")
	busy = false
	l.pass(7100 * time.Second)
	l.work()
	if l.world.asked("POST http://social.example/inbox") != n || len(l.world.collect("")) != 0 {
		t.Error("it was called before its time")
	}
	l.pass(200 * time.Second)
	l.work()
	if got := l.world.collect(""); len(got) != 1 {
		t.Error(types(got))
	}
}

func TestADeadHostIsProbedAndRevived(t *testing.T) { onBoth(t, testADeadHostIsProbedAndRevived) }

func testADeadHostIsProbedAndRevived(t *testing.T, l *lab) {
	ida := l.world.person("ida", "social.example", 0)
	l.follow(ida)
	l.world.fails("social.example", 503)
	var items []*content.Item
	for range 9 {
		items = append(items, l.article("Een stuk"))
		for range 12 {
			l.pass(2 * time.Hour)
			l.work()
		}
	}
	h, err := l.app.Store.Host(t.Context(), "social.example")
	l.ok(err)
	if !h.Dead {
		t.Fatalf("after nine failing days: %+v", h)
	}
	n := l.world.asked("POST http://social.example/inbox")
	l.article("Vandaag")
	l.pass(90 * time.Minute)
	l.deliver()
	if m := l.world.asked("POST http://social.example/inbox"); m-n > 1 {
		t.Errorf("a dead host was called %d times, for a probe", m-n)
	}
	l.world.fails("social.example", 0)
	l.tell(ida, ida.act("Like", l.objectID(items[0])))
	l.work()
	if got := l.world.collect("social.example"); len(got) == 0 {
		t.Error("a host that signs a request is not revived")
	}
	if h, err := l.app.Store.Host(t.Context(), "social.example"); err != nil || h.Dead || h.Failures != 0 {
		t.Errorf("%+v %v", h, err)
	}
}
