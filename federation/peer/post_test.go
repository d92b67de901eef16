package peer

import (
	"context"
	"net"
	"net/http"
	"testing"
	"time"

	"vitrine/federation/sign"
)

var activity = []byte(`{"type":"Create"}`)

func post(t *testing.T, c *Client, inbox string) Result {
	t.Helper()
	r, err := c.Post(context.Background(), inbox, activity, sign.NewDigest(activity), signer())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestDeliveryIsSignedAndNamed(t *testing.T) {
	clk := newClock()
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		body := readBody(r)
		switch {
		case r.Header.Get("User-Agent") != "Vitrine/1.0 (+https://hub.example/)":
			w.WriteHeader(http.StatusTeapot)
		case r.Header.Get("Content-Type") != "application/activity+json":
			w.WriteHeader(http.StatusNotAcceptable)
		case string(body) != string(activity) || !verifies(t, r, body, sign.Cavage, clk.now()):
			w.WriteHeader(http.StatusUnauthorized)
		default:
			w.WriteHeader(http.StatusAccepted)
		}
	})
	c := newClient(t, Options{AllowPrivate: true, Now: clk.now})
	if r := post(t, c, s.URL+"/ap/inbox?x=1"); r.Outcome != Delivered || r.Status != 202 || r.Reason != "" {
		t.Errorf("%+v", r)
	}
}

func TestDeliveryIsClassified(t *testing.T) {
	status := 0
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "120")
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(status)
	})
	for want, list := range map[Outcome][]int{
		Delivered: {200, 201, 202, 204},
		Gone:      {410},
		Permanent: {400, 403, 404, 405, 406, 413, 422, 501},
		Retry:     {301, 307, 401, 408, 429, 500, 502, 503, 504},
	} {
		for _, status = range list {
			c := lab(t) // each with a closed circuit
			r := post(t, c, s.URL+"/inbox")
			if r.Outcome != want || r.Status != status {
				t.Errorf("%d: %+v, want %s", status, r, want)
			}
			if want != Delivered && (r.Reason != httpReason(status) || r.Detail == "") {
				t.Errorf("%d: %+v says nothing", status, r)
			}
			if want == Retry && r.RetryAfter != 2*time.Minute {
				t.Errorf("%d: Retry-After is %s", status, r.RetryAfter)
			}
		}
	}
}

func TestDeliveryWithoutAnswer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := l.Addr().String()
	_ = l.Close()
	plain := server(t, func(http.ResponseWriter, *http.Request) {})
	for _, c := range []struct {
		name, inbox, reason string
		outcome             Outcome
		private             bool
	}{
		{"nobody listens", "http://" + closed + "/inbox", ReasonConnection, Retry, true},
		{"no such name", "http://nothing.invalid/inbox", ReasonDNS, Retry, true},
		{"no TLS there", "https" + plain.URL[len("http"):] + "/inbox", ReasonTLS, Retry, true},
		{"no such scheme", "ftp://peer.example/inbox", ReasonAddress, Permanent, true},
		{"plain http", "http://peer.example/inbox", ReasonAddress, Permanent, false},
		{"private address", "https://127.0.0.1/inbox", ReasonRefused, Permanent, false},
		{"private after DNS", "https://localhost/inbox", ReasonRefused, Permanent, false},
		{"another port", "https://peer.example:8443/inbox", ReasonPort, Permanent, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := post(t, newClient(t, Options{AllowPrivate: c.private}), c.inbox)
			if r.Outcome != c.outcome || r.Reason != c.reason || r.Detail == "" || r.Status != 0 {
				t.Errorf("%+v, want %s %s", r, c.outcome, c.reason)
			}
		})
	}
}
