package peer

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/federation/sign"
)

var rsaKey = sync.OnceValue(func() sign.Private {
	k, err := sign.GenerateRSA()
	if err != nil {
		panic(err)
	}
	return k
})

func signer() sign.Signer {
	return sign.Signer{KeyID: "https://hub.example/ap/actor#main-key", Key: rsaKey()}
}

// clock is a time that stands still until it is moved.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: time.Date(2026, 10, 7, 9, 15, 2, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// newClient makes a client; a laboratory's unless the options say otherwise.
func newClient(t testing.TB, o Options) *Client {
	t.Helper()
	if o.Now == nil {
		o.Now = newClock().now
	}
	if o.UserAgent == "" {
		o.UserAgent = UserAgent("1.0", "https://hub.example")
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func lab(t testing.TB) *Client { return newClient(t, Options{AllowPrivate: true}) }

// server is a peer on loopback.
func server(t testing.TB, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// tlsServer is a peer named peer.example, with a client that is no laboratory:
// the name alone is mapped to loopback.
func tlsServer(t testing.TB, h http.HandlerFunc, o Options) (*httptest.Server, *Client) {
	t.Helper()
	s := httptest.NewUnstartedServer(h)
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // refused handshakes are the point
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	o.RootCAs = s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	if o.Resolve == nil {
		o.Resolve = map[string]string{"example.com": s.Listener.Addr().String()}
	}
	return s, newClient(t, o)
}

// verifies tells whether a request is signed in the scheme by our key.
func verifies(t *testing.T, r *http.Request, body []byte, scheme sign.Scheme, now time.Time) bool {
	t.Helper()
	p, err := sign.Parse(r, body, sign.Options{Now: now, Origin: "http://" + r.Host})
	return err == nil && p.Scheme == scheme && p.Check(rsaKey().Public()) == nil
}

func readBody(r *http.Request) []byte {
	b, _ := io.ReadAll(r.Body)
	return b
}

// serveActor answers with a minimal document whose id is its own address.
func serveActor(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", ActivityType)
	_, _ = io.WriteString(w, `{"id":"http://`+r.Host+r.URL.RequestURI()+`","type":"Person"}`)
}

func mustURL(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func wantReason(t *testing.T, err error, reason string) {
	t.Helper()
	if err == nil || ReasonOf(err) != reason {
		t.Errorf("error %v, want reason %q", err, reason)
	}
}

func contains(t *testing.T, s, part string) {
	t.Helper()
	if !strings.Contains(s, part) {
		t.Errorf("%q does not contain %q", s, part)
	}
}
