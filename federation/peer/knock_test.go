package peer

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/federation/sign"
)

// picky is a peer that understands one scheme and notes what it was sent.
type picky struct {
	mu     sync.Mutex
	scheme sign.Scheme
	refuse int    // status for the other scheme
	accept string // Accept-Signature of its refusals
	clk    *clock
	seen   []sign.Scheme
}

func (p *picky) serve(t *testing.T) string {
	return server(t, func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		defer p.mu.Unlock()
		used := sign.Cavage
		if r.Header.Get("Signature-Input") != "" {
			used = sign.RFC9421
		}
		p.seen = append(p.seen, used)
		if body := readBody(r); used != p.scheme || !verifies(t, r, body, used, p.clk.now()) {
			if p.accept != "" {
				w.Header().Set("Accept-Signature", p.accept)
			}
			w.WriteHeader(p.refuse)
			return
		}
		if r.Method == http.MethodPost {
			w.WriteHeader(http.StatusAccepted)
			return
		}
		serveActor(w, r)
	}).URL
}

func (p *picky) took() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var s []string
	for _, scheme := range p.seen {
		s = append(s, string(scheme))
	}
	p.seen = nil
	return strings.Join(s, " ")
}

func TestTheSecondKnockIsRemembered(t *testing.T) {
	for _, status := range []int{400, 401} {
		clk := newClock()
		p := &picky{scheme: sign.RFC9421, refuse: status, clk: clk}
		c, me := newClient(t, Options{AllowPrivate: true, Now: clk.now}), signer()
		base := p.serve(t)
		for _, want := range []string{"cavage rfc9421", "rfc9421", "rfc9421"} {
			if r := post(t, c, base+"/inbox"); r.Outcome != Delivered {
				t.Fatalf("%+v", r)
			}
			if got := p.took(); got != want {
				t.Errorf("knocked %q, want %q", got, want)
			}
		}
		if _, err := get(c, base+"/users/ida?x=1", &me); err != nil || p.took() != "rfc9421" {
			t.Errorf("a GET does not use what a POST learned: %v", err)
		}
		clk.add(schemeLife + time.Minute)
		if _, err := get(c, base+"/users/ida", &me); err != nil || p.took() != "cavage rfc9421" {
			t.Errorf("the default is not tried again after a week: %v", err)
		}
		p.scheme = sign.Cavage // the server is replaced by an older one
		if r := post(t, c, base+"/inbox"); r.Outcome != Delivered || p.took() != "rfc9421 cavage" {
			t.Errorf("%+v", r)
		}
		if r := post(t, c, base+"/inbox"); r.Outcome != Delivered || p.took() != "cavage" {
			t.Errorf("%+v", r)
		}
	}
}

func TestBothKnocksRefused(t *testing.T) {
	for status, want := range map[int]Outcome{400: Permanent, 401: Retry} {
		p := &picky{scheme: "none", refuse: status, clk: newClock()}
		base := p.serve(t)
		if r := post(t, lab(t), base+"/inbox"); r.Outcome != want || r.Status != status || p.took() != "cavage rfc9421" {
			t.Errorf("%d: %+v", status, r)
		}
	}
	// A server that breaks on RFC 9421, once it was remembered, gets the old one.
	clk := newClock()
	p := &picky{scheme: sign.RFC9421, refuse: 401, clk: clk}
	c, base := newClient(t, Options{AllowPrivate: true, Now: clk.now}), p.serve(t)
	if r := post(t, c, base+"/inbox"); r.Outcome != Delivered || p.took() != "cavage rfc9421" {
		t.Errorf("%+v", r)
	}
	p.scheme, p.refuse = sign.Cavage, 500
	if r := post(t, c, base+"/inbox"); r.Outcome != Delivered || p.took() != "rfc9421 cavage" {
		t.Errorf("%+v", r)
	}
	// No other answer is about the signature: no second knock.
	for _, status := range []int{403, 404, 410, 422, 429, 500, 503} {
		p := &picky{scheme: "none", refuse: status, clk: newClock()}
		base := p.serve(t)
		if _ = post(t, lab(t), base+"/inbox"); p.took() != "cavage" {
			t.Errorf("%d is knocked at twice", status)
		}
	}
}

// The second answer may only say that the other scheme is unknown.
func TestTheFirstRefusalCounts(t *testing.T) {
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.Header.Get("Signature-Input") != "" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"error":"<b>Unknown\u0000 type</b>\nof activity `+strings.Repeat("x", 500)+`"}`)
	})
	r := post(t, lab(t), s.URL+"/inbox")
	if r.Outcome != Permanent || r.Reason != "http_400" {
		t.Errorf("%+v", r)
	}
	contains(t, r.Detail, "Bad Request: bUnknown type/b of activity xxx")
	if len([]rune(r.Detail)) > 200 {
		t.Errorf("%d letters of the peer's own words", len(r.Detail))
	}
}

func TestAcceptSignatureIsHonoured(t *testing.T) {
	clk := newClock()
	p := &picky{scheme: sign.RFC9421, refuse: 401, clk: clk,
		accept: `sig9=("@method" "@target-uri" "content-digest" "content-type");created;keyid;nonce="b2k";tag="x"`}
	var input string
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Signature-Input") == "" {
			w.Header().Set("Accept-Signature", p.accept)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		input = r.Header.Get("Signature-Input")
		if !verifies(t, r, readBody(r), sign.RFC9421, clk.now()) {
			w.WriteHeader(http.StatusForbidden)
		}
	})
	c := newClient(t, Options{AllowPrivate: true, Now: clk.now})
	if r := post(t, c, s.URL+"/inbox"); r.Outcome != Delivered {
		t.Errorf("%+v", r)
	}
	contains(t, input, `sig9=("@method" "@target-uri" "content-digest" "content-type");created=`)
	contains(t, input, `;nonce="b2k";tag="x"`)
}

// A peer that takes the old signature but asks for the new one gets it next time.
func TestAcceptSignatureOfASuccessCountsFromThenOn(t *testing.T) {
	var seen []bool
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Header.Get("Signature-Input") != "")
		w.Header().Set("Accept-Signature", `sig1=("@method" "@target-uri");created;keyid`)
		w.WriteHeader(http.StatusAccepted)
	})
	c := lab(t)
	for range 3 {
		_ = post(t, c, s.URL+"/inbox")
	}
	if len(seen) != 3 || seen[0] || !seen[1] || !seen[2] {
		t.Errorf("RFC 9421 used: %v", seen)
	}
}

func TestAKeyThatCannotSignIsAnError(t *testing.T) {
	c := lab(t)
	for _, s := range []sign.Signer{{}, {KeyID: "x"}, {KeyID: "x", Key: sign.Private{}}} {
		if _, err := c.Post(context.Background(), "http://127.0.0.1:1/inbox", activity, sign.Digest{}, s); err == nil {
			t.Errorf("%v: no error", s)
		}
	}
}
