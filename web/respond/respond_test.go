package respond_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/web/respond"
)

// words answers with the key and its arguments.
type words struct{}

func (words) T(lang, key string, args ...any) string {
	for _, a := range args {
		if m, ok := a.(map[string]any); ok && len(m) == 0 {
			return lang + ":" + key
		}
	}
	return strings.TrimSuffix(fmt.Sprint(lang, ":", key, " ", args), " []")
}

func TestStatus(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want int
	}{
		{content.Fail(content.Invalid, nil), 422}, {content.Fail(content.Malformed, nil), 400}, {content.Fail(content.Unauthorized, nil), 401},
		{content.Fail(content.Forbidden, nil), 403}, {content.Fail(content.NotFound, nil), 404}, {content.Fail(content.Gone, nil), 410},
		{content.Fail(content.Conflict, nil), 409}, {content.Fail(content.TooLarge, nil), 413}, {content.Fail(content.MediaType, nil), 415},
		{content.Fail(content.RateLimited, nil), 429}, {content.Fail(content.Unavailable, nil), 503}, {content.Fail(content.Full, nil), 507},
		{content.Fail(content.Internal, nil), 500}, {content.Fail("new", nil), 500}, {errors.New("x"), 500},
		{fmt.Errorf("wrapped: %w", content.Fail(content.Gone, nil)), 410}, {context.DeadlineExceeded, 503}, {&http.MaxBytesError{}, 413},
	} {
		if got := respond.Status(tt.err); got != tt.want {
			t.Errorf("%v: %d, want %d", tt.err, got, tt.want)
		}
	}
}

// TestProblem holds RFC 9457, and that the cause is for the log only.
func TestProblem(t *testing.T) {
	p := content.NewProblems()
	p.Add("texts.0.title", "problem.required")
	err := p.Err()
	h := respond.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/fields" {
			respond.WriteProblem(w, r, nil, words{}, "nl", err, 0)
			return
		}
		respond.WriteProblem(w, r, nil, words{}, "nl", &content.Error{Code: content.Unavailable, Err: errors.New("secret")}, 0)
	}), respond.Options{})
	get := func(path string) (*httptest.ResponseRecorder, map[string]any) {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, path, nil))
		var m map[string]any
		if err := json.Unmarshal(rec.Body.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		return rec, m
	}
	rec, m := get("/fields")
	if rec.Code != 422 || rec.Header().Get("Content-Type") != "application/problem+json" || m["status"] != 422.0 || m["type"] != "about:blank" ||
		m["title"] != "Unprocessable Entity" || m["detail"] != "nl:error.invalid" {
		t.Errorf("%d %v %v", rec.Code, rec.Header(), m)
	}
	if fields, _ := m["errors"].(map[string]any); fields["texts.0.title"] != "nl:problem.required" {
		t.Errorf("errors: %v", m["errors"])
	}
	if id, _ := m["instance"].(string); !strings.HasPrefix(id, "urn:request:") {
		t.Errorf("instance %q", id)
	}
	rec, m = get("/away")
	if rec.Code != 503 || rec.Header().Get("Retry-After") != "30" || strings.Contains(rec.Body.String(), "secret") {
		t.Errorf("%d %v %v", rec.Code, rec.Header(), m)
	}
}

func TestPanicAfterHalfAnAnswer(t *testing.T) {
	srv := httptest.NewServer(respond.Wrap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, strings.Repeat("half ", 5000))
		panic("oops")
	}), respond.Options{}))
	defer srv.Close()
	srv.Config.ErrorLog = nil
	res, err := http.Get(srv.URL)
	if err == nil {
		_, err = io.ReadAll(res.Body)
		res.Body.Close()
	}
	if err == nil {
		t.Error("half an answer looks whole")
	}
}

func TestBody(t *testing.T) {
	for _, tt := range []struct {
		body   string
		length int64
		code   content.Code
	}{{"12345", 5, ""}, {"123456", 6, content.TooLarge}, {"123456", -1, content.TooLarge}, {"", 1 << 40, content.TooLarge}} {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(tt.body))
		r.ContentLength = tt.length
		data, err := respond.Body(httptest.NewRecorder(), r, 5)
		if content.CodeOf(err) != tt.code || (err == nil && string(data) != tt.body) {
			t.Errorf("%q of %d: %q, %v", tt.body, tt.length, data, err)
		}
	}
}

func TestVisitor(t *testing.T) {
	proxies, err := respond.ParseProxies("10.0.0.0/8, 127.0.0.1 ::1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := respond.ParseProxies("10.0.0.0/99"); err == nil {
		t.Error("nonsense is taken")
	}
	for _, tt := range []struct{ remote, forwarded, want string }{
		{"203.0.113.9:1", "198.51.100.1", "203.0.113.9"},                  // no proxy: what it says means nothing
		{"10.1.1.1:1", "198.51.100.1", "198.51.100.1"},                    // through a proxy
		{"10.1.1.1:1", "1.2.3.4, 198.51.100.1, 10.2.2.2", "198.51.100.1"}, // the first entry is the visitor's invention
		{"10.1.1.1:1", "", "10.1.1.1"},
		{"10.1.1.1:1", "garbage", "10.1.1.1"},
		{"10.1.1.1:1", "198.51.100.1, garbage", "10.1.1.1"},
		{"[::ffff:10.1.1.1]:1", "2001:db8::1", "2001:db8::1"},
		{"garbage", "", "invalid IP"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = tt.remote
		if tt.forwarded != "" {
			r.Header.Set("X-Forwarded-For", tt.forwarded)
		}
		if got := proxies.Visitor(r).String(); got != tt.want {
			t.Errorf("%s with %q: %s, want %s", tt.remote, tt.forwarded, got, tt.want)
		}
	}
	for in, want := range map[string]string{"198.51.100.77": "198.51.100.0/24", "2001:db8:1:2::3": "2001:db8:1::/48", "::ffff:198.51.100.7": "198.51.100.0/24", "fe80::1%eth0": "fe80::/48"} {
		if got := respond.Network(netip.MustParseAddr(in)).String(); got != want {
			t.Errorf("P5 %s: %s, want %s", in, got, want)
		}
	}
}

// TestLimiter holds H8: a network gets what it may, another is not hindered.
func TestLimiter(t *testing.T) {
	now := time.Unix(1000, 0)
	l := respond.NewLimiter(2, 3, 2, func() time.Time { return now })
	a, neighbour, b, c := netip.MustParseAddr("198.51.100.1"), netip.MustParseAddr("198.51.100.2"), netip.MustParseAddr("203.0.113.1"), netip.MustParseAddr("192.0.2.1")
	for i, want := range []bool{true, true, true, false} {
		if ok, wait := l.Allow(a); ok != want || (!ok && wait != 500*time.Millisecond) {
			t.Errorf("%d: %v, %v", i, ok, wait)
		}
	}
	if ok, _ := l.Allow(neighbour); ok {
		t.Error("a neighbour has the same bucket")
	}
	if retry, err := l.Check(a); retry != 1 || !content.Is(err, content.RateLimited) {
		t.Errorf("%d, %v", retry, err)
	}
	now = now.Add(time.Second)
	for i, want := range []bool{true, true, false} {
		if ok, _ := l.Allow(a); ok != want {
			t.Errorf("a second later, %d: %v", i, ok)
		}
	}
	l.Allow(b)
	l.Allow(c) // only two are remembered: a is forgotten
	if ok, _ := l.Allow(a); !ok {
		t.Error("memory is not bounded")
	}
	now = now.Add(-time.Hour) // the clock goes back
	if ok, _ := l.Allow(b); !ok {
		t.Error("a clock that goes back empties buckets")
	}
}

func FuzzPrefersActivity(f *testing.F) {
	f.Add(`application/ld+json; profile="https://www.w3.org/ns/activitystreams", text/html;q=0.1`)
	f.Add(`application/activity+json;q="0\"`)
	f.Fuzz(func(t *testing.T, accept string) {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header["Accept"] = []string{accept}
		if respond.PrefersActivity(r) && !strings.Contains(strings.ToLower(accept), "json") {
			t.Errorf("%q", accept)
		}
	})
}
