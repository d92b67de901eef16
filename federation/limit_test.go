package federation

import (
	"fmt"
	"net/http"
	"net/netip"
	"testing"
	"time"

	"vitrine/content"
)

var t0 = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func TestBuckets(t *testing.T) {
	b := newBuckets(2, 3)
	for i := range 3 {
		if d := b.take("a", t0); d != 0 {
			t.Fatalf("%d: %s", i, d)
		}
	}
	if d := b.take("a", t0); d != 500*time.Millisecond {
		t.Errorf("empty: %s", d)
	}
	if d := b.wait("a", t0); d != 500*time.Millisecond {
		t.Errorf("wait: %s", d)
	}
	if d := b.take("b", t0); d != 0 {
		t.Errorf("another name waits %s", d)
	}
	if d := b.take("a", t0.Add(500*time.Millisecond)); d != 0 {
		t.Errorf("half a second later: %s", d)
	}
	if d := b.take("a", t0.Add(-time.Hour)); d == 0 {
		t.Error("a clock that goes back fills it")
	}
	for range 3 {
		b.take("a", t0.Add(time.Hour))
	}
	if d := b.take("a", t0.Add(time.Hour)); d == 0 {
		t.Error("more than the burst was saved up")
	}
}

func TestBucketsAreBounded(t *testing.T) {
	b := newBuckets(1, 5)
	for i := range 3 * bucketsKept {
		b.take(fmt.Sprint(i), t0)
	}
	if len(b.by) > bucketsKept {
		t.Errorf("%d are kept", len(b.by))
	}
}

func TestThrottle(t *testing.T) {
	th := newThrottle(time.Minute, 100)
	if !th.allow("a", t0) || th.allow("a", t0.Add(59*time.Second)) || !th.allow("a", t0.Add(time.Minute)) {
		t.Error("not once a minute")
	}
	th.mark("b", t0)
	if !th.recent("b", t0.Add(time.Second)) || th.recent("b", t0.Add(time.Hour)) || th.recent("c", t0) {
		t.Error("recent")
	}
	for i := range 1000 {
		th.mark(fmt.Sprint(i), t0)
	}
	if len(th.last) > 100 {
		t.Errorf("%d are kept", len(th.last))
	}
}

func TestRecent(t *testing.T) {
	r := newRecent[string, int](time.Second, 10)
	r.put("a", 1, t0)
	if v, ok := r.get("a", t0.Add(999*time.Millisecond)); !ok || v != 1 {
		t.Error(v, ok)
	}
	for _, at := range []time.Time{t0.Add(time.Second), t0.Add(-time.Second)} {
		if _, ok := r.get("a", at); ok {
			t.Error("known at", at)
		}
	}
	r.forget("a")
	if _, ok := r.get("a", t0); ok {
		t.Error("forgotten and known")
	}
	for i := range 100 {
		r.put(fmt.Sprint(i), i, t0)
	}
	if len(r.by) > 10 {
		t.Errorf("%d are kept", len(r.by))
	}
}

func TestSenders(t *testing.T) {
	s := &Server{}
	const h = "a.example"
	for remote, want := range map[string]string{
		"192.0.2.7:1234":          "192.0.2.0/24",
		"[::ffff:192.0.2.9]:1":    "192.0.2.0/24",
		"[2001:db8:1:2::3]:443":   "2001:db8:1::/48",
		"[2001:db8:1:ffff::1]:80": "2001:db8:1::/48",
		"[fe80::1%eth0]:443":      "fe80::/48 a.example",
		"127.0.0.1:80":            "127.0.0.0/24 a.example",
		"10.1.2.3:80":             "10.1.2.0/24 a.example",
		"":                        "invalid Prefix a.example",
		"@":                       "invalid Prefix a.example",
		"somebody.example:443":    "invalid Prefix a.example",
	} {
		if got := s.sender(&http.Request{RemoteAddr: remote}, h); got != want {
			t.Errorf("%q: %q, want %q", remote, got, want)
		}
	}
	s.Visitor = func(*http.Request) netip.Addr { return netip.MustParseAddr("198.51.100.7") }
	if got := s.sender(&http.Request{RemoteAddr: "10.0.0.1:1"}, h); got != "198.51.100.0/24" {
		t.Error(got)
	}
}

func TestIfNoneMatch(t *testing.T) {
	for _, tt := range []struct {
		header string
		want   bool
	}{{"", false}, {`"x"`, true}, {`W/"x"`, true}, {`"a", W/"x"`, true}, {`*`, true}, {`"y"`, false}, {`x`, false}} {
		if got := matches([]string{tt.header}, `"x"`); got != tt.want {
			t.Errorf("%q: %v", tt.header, got)
		}
	}
}

func TestKeysOfAnActor(t *testing.T) {
	const ida = "https://a.example/users/ida"
	for key, want := range map[string]bool{ida + "#main-key": true, ida + "/main-key": true, ida: false, ida + "2#main-key": false, "https://a.example/users/id#x": false, "https://b.example/k": false} {
		if keyOf(key, ida) != want {
			t.Errorf("%s: %v", key, !want)
		}
	}
}

func TestBareHosts(t *testing.T) {
	for host, want := range map[string]string{"a.example": "a.example", "a.example:8443": "a.example", "[::1]:80": "[::1]", "[::1]": "[::1]", "": ""} {
		if got := bare(host); got != want {
			t.Errorf("%q: %q", host, got)
		}
	}
}

func TestBlocksOfPorts(t *testing.T) {
	s := &Server{}
	s.Now = func() time.Time { return t0 }
	s.blocks.list = map[content.ID]*blockList{"s": {read: t0, domains: map[string]bool{"a.example:8443": true, "b.example": true}, actors: map[string]bool{"https://c.example/u": true}}}
	for address, want := range map[string]bool{
		"https://a.example:8443/u": true, "https://a.example/u": false, "https://x.a.example:8443/u": false,
		"https://b.example:8443/u": true, "https://b.example/u": true, "https://x.y.b.example/u": true, "https://xb.example/u": false,
		"https://c.example/u": true, "https://c.example/v": false, "": false, "acct:x@b.example": false,
	} {
		if got, err := s.blocked(t.Context(), &content.Site{ID: "s"}, address); err != nil || got != want {
			t.Errorf("%s: %v %v", address, got, err)
		}
	}
}
