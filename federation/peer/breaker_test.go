package peer

import (
	"context"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"vitrine/federation/sign"
)

func TestTheCircuitOpensAndClosesAgain(t *testing.T) {
	var status, asked atomic.Int32
	status.Store(503)
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		w.WriteHeader(int(status.Load()))
	})
	clk := newClock()
	c := newClient(t, Options{AllowPrivate: true, Now: clk.now})
	inbox := s.URL + "/inbox"
	for i := range openAfter {
		if r := post(t, c, inbox); r.Reason != "http_503" {
			t.Fatalf("delivery %d: %+v", i, r)
		}
	}
	for wait := minOpen; ; wait = min(2*wait, maxOpen) {
		before := asked.Load()
		if r := post(t, c, inbox); r.Outcome != Retry || r.Reason != ReasonCircuit || r.RetryAfter != wait || r.Detail == "" {
			t.Fatalf("open for %s: %+v", wait, r)
		}
		if asked.Load() != before {
			t.Error("a host with an open circuit was asked")
		}
		clk.add(wait)
		if r := post(t, c, inbox); r.Reason != "http_503" {
			t.Fatalf("probe after %s: %+v", wait, r)
		}
		if wait == maxOpen {
			break
		}
	}
	clk.add(maxOpen)
	status.Store(202)
	for range 2 { // one success closes it
		if r := post(t, c, inbox); r.Outcome != Delivered {
			t.Errorf("%+v", r)
		}
	}
}

func TestHalfOpenIsOneProbe(t *testing.T) {
	clk := newClock()
	b := breaker{hosts: NewMemory(10), now: clk.now, lease: 40 * time.Second}
	ctx := context.Background()
	enter := func() pass {
		p, err := b.enter(ctx, "h")
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	leave := func(p pass, v verdict) {
		if err := b.leave(ctx, p, v, "", 0); err != nil {
			t.Fatal(err)
		}
	}
	early := enter()
	for range openAfter {
		leave(enter(), failing)
	}
	leave(early, failing) // a straggler does not lengthen it
	if p := enter(); p.wait != minOpen {
		t.Errorf("open for %s", p.wait)
	}
	clk.add(minOpen)
	probe := enter()
	if !probe.probe || probe.wait != 0 {
		t.Fatalf("%+v is no probe", probe)
	}
	if p := enter(); p.wait != 40*time.Second {
		t.Errorf("a second probe: %+v", p)
	}
	leave(probe, unjudged) // we stopped: the next one probes
	if p := enter(); !p.probe {
		t.Errorf("%+v is no probe", p)
	}
	clk.add(41 * time.Second) // that one was killed: its lease ends
	probe = enter()
	if !probe.probe {
		t.Errorf("%+v is no probe", probe)
	}
	leave(probe, alive)
	if p := enter(); p.wait != 0 || p.probe {
		t.Errorf("%+v after a success", p)
	}
}

func TestASignedRequestRevivesItsHost(t *testing.T) {
	clk := newClock()
	c := newClient(t, Options{AllowPrivate: true, Now: clk.now})
	for range openAfter {
		_ = post(t, c, "http://127.0.0.1:1/inbox")
	}
	if r := post(t, c, "http://127.0.0.1:1/inbox"); r.Reason != ReasonCircuit {
		t.Fatalf("%+v", r)
	}
	if err := c.Revive(context.Background(), "127.0.0.1:1"); err != nil {
		t.Fatal(err)
	}
	if r := post(t, c, "http://127.0.0.1:1/inbox"); r.Reason != ReasonConnection {
		t.Errorf("%+v", r)
	}
	if err := c.Revive(context.Background(), "a b"); err == nil {
		t.Error("no host was revived")
	}
}

func TestRetryAfterHoldsTheHost(t *testing.T) {
	var asked atomic.Int32
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		w.Header().Set("Retry-After", "90")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	clk := newClock()
	c := newClient(t, Options{AllowPrivate: true, Now: clk.now})
	for range 3 {
		if r := post(t, c, s.URL+"/inbox"); r.RetryAfter != 90*time.Second {
			t.Errorf("%+v", r)
		}
	}
	if asked.Load() != 1 {
		t.Errorf("asked %d times in spite of Retry-After", asked.Load())
	}
}

func TestRetryAfterIsRead(t *testing.T) {
	now := time.Date(2026, 10, 7, 9, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "0": 0, "120": 2 * time.Minute, "999999999": maxRetryAfter, "99999999999999999999": 0, "-5": 0, "soon": 0,
		"Wed, 07 Oct 2026 09:05:00 GMT": 5 * time.Minute, "Wed, 07 Oct 2026 08:05:00 GMT": 0, "Wed, 07 Oct 2099 08:05:00 GMT": maxRetryAfter,
	} {
		if got := retryAfter(http.Header{"Retry-After": {value}}, now); got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
}

// Section 11: state growth. What is remembered about hosts is bounded and ends.
func TestMemoryOfHostsIsBounded(t *testing.T) {
	ctx, m, clk := context.Background(), NewMemory(3), newClock()
	for _, host := range []string{"a", "b", "c"} {
		if err := m.Remember(ctx, host, HostState{Scheme: sign.RFC9421}, clk.now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	known := func(host string) bool {
		s, err := m.Recall(ctx, host, clk.now())
		if err != nil {
			t.Fatal(err)
		}
		return s != HostState{}
	}
	_ = known("a") // used last, so it stays
	_ = m.Remember(ctx, "d", HostState{Failures: 1}, clk.now().Add(time.Hour))
	if !known("a") || known("b") || !known("c") || !known("d") {
		t.Error("the least recently used host is not the one forgotten")
	}
	clk.add(2 * time.Hour)
	if known("a") || known("c") || known("d") {
		t.Error("remembered for ever")
	}
	if m.order.Len() != 0 || len(m.hosts) != 0 {
		t.Error("what has ended is kept")
	}
}
