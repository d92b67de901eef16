package peer

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// nameserver answers every A question with the next address of a list, the last
// one for ever, and every other question with nothing.
func nameserver(t *testing.T, addresses ...string) (*net.Resolver, *atomic.Int32) {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	var asked atomic.Int32
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			q := m.Questions[0]
			answer := dnsmessage.Message{Header: dnsmessage.Header{ID: m.ID, Response: true, RecursionAvailable: true}, Questions: m.Questions}
			if q.Type == dnsmessage.TypeA {
				i := min(int(asked.Add(1))-1, len(addresses)-1)
				answer.Answers = []dnsmessage.Resource{{
					Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 0},
					Body:   &dnsmessage.AResource{A: netip.MustParseAddr(addresses[i]).As4()},
				}}
			}
			if out, err := answer.Pack(); err == nil {
				_, _ = conn.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}, &asked
}

// Section 11: SSRF. The name is public, its address is not.
func TestTheDialledAddressIsChecked(t *testing.T) {
	for _, private := range []string{"127.0.0.1", "10.0.0.7", "169.254.169.254", "192.168.1.1", "0.0.0.0", "100.64.0.1"} {
		resolver, asked := nameserver(t, private)
		c := newClient(t, Options{Resolver: resolver})
		ctx := context.Background()
		_, getErr := get(c, "https://peer.example/users/ida", nil)
		_, fileErr := c.GetFile(ctx, "http://peer.example/feed", 10)
		_, fingerErr := c.WebFinger(ctx, "ida@peer.example")
		_, libraryErr := c.HTTPClient().Get("https://peer.example/")
		for name, err := range map[string]error{"get": getErr, "file": fileErr, "webfinger": fingerErr, "library": libraryErr} {
			if ReasonOf(err) != ReasonRefused {
				t.Errorf("%s of %s: %v", name, private, err)
			}
		}
		if r := post(t, c, "https://peer.example/inbox"); r.Outcome != Permanent || r.Reason != ReasonRefused {
			t.Errorf("delivery to %s: %+v", private, r)
		}
		if asked.Load() == 0 {
			t.Error("the name was not resolved by our resolver")
		}
	}
}

// Section 11: SSRF by DNS rebinding. A check before the connection would see the
// public address, the connection itself the private one.
func TestRebindingGainsNothing(t *testing.T) {
	hit := server(t, func(http.ResponseWriter, *http.Request) { t.Error("the private server was reached") })
	port := hit.URL[strings.LastIndex(hit.URL, ":")+1:]
	resolver, _ := nameserver(t, "127.0.0.1")
	u := mustURL(t, hit.URL)
	n, err := net.LookupPort("tcp", u.Port())
	if err != nil {
		t.Fatal(err)
	}
	c := newClient(t, Options{Resolver: resolver, Ports: []int{n}})
	_, err = c.GetFile(context.Background(), "http://rebind.example:"+port+"/", 10)
	wantReason(t, err, ReasonRefused)

	// An address that was fine for one connection does not vouch for the next.
	for _, address := range []string{"93.184.215.14:443", "127.0.0.1:443", "[::ffff:10.0.0.1]:443", "[64:ff9b::a00:1]:443", "garbage"} {
		err := control(context.Background(), "tcp4", address, nil)
		if public := strings.HasPrefix(address, "93."); (err == nil) != public {
			t.Errorf("%s: %v", address, err)
		}
	}
	if control(context.Background(), "udp4", "93.184.215.14:443", nil) == nil || control(context.Background(), "unix", "/run/x", nil) == nil {
		t.Error("another kind of socket is dialled")
	}
}

func TestWhatIsRefusedBeforeDNS(t *testing.T) {
	resolver, asked := nameserver(t, "127.0.0.1")
	c := newClient(t, Options{Resolver: resolver})
	for address, reason := range map[string]string{
		"http://peer.example/x":                 ReasonAddress,
		"ftp://peer.example/x":                  ReasonAddress,
		"file:///etc/passwd":                    ReasonAddress,
		"gopher://peer.example/":                ReasonAddress,
		"https://user@peer.example/":            ReasonAddress,
		"https://user:pass@peer.example/":       ReasonAddress,
		"https://abc.onion/":                    ReasonAddress,
		"https://abc.i2p/":                      ReasonAddress,
		"https://peer.example:22/":              ReasonPort,
		"https://peer.example:8443/":            ReasonPort,
		"https://127.0.0.1/":                    ReasonRefused,
		"https://[::1]/":                        ReasonRefused,
		"https://[::ffff:7f00:1]/":              ReasonRefused,
		"https://[::7f00:1]/":                   ReasonRefused,
		"https://[64:ff9b::7f00:1]/":            ReasonRefused,
		"https://[2002:7f00:1::]/":              ReasonRefused,
		"https://0x7f000001/":                   ReasonAddress,
		"https://017700000001/":                 ReasonAddress,
		"https://１２７.0.0.1/":                    ReasonRefused,
		"https://peer.example\r\nHost: x/":      ReasonAddress,
		"":                                      ReasonAddress,
		"https://" + strings.Repeat("a.", 3000): ReasonAddress,
	} {
		if _, err := get(c, address, nil); ReasonOf(err) != reason {
			t.Errorf("%q: %v, want %s", address, err, reason)
		}
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("%d names were resolved", n)
	}
}

// The laboratory and the demo: what is opened, and what stays shut.
func TestExemptionsAreExact(t *testing.T) {
	s := server(t, serveActor)
	addr := s.Listener.Addr().String()
	_, port, _ := net.SplitHostPort(addr)
	ctx := context.Background()

	demo := newClient(t, Options{Resolve: map[string]string{"bib.localhost:8080": addr, "museum.localhost": "127.0.0.1"}})
	if doc, err := get(demo, "http://bib.localhost:8080/ap/a/1", nil); err != nil || doc.ID != "http://bib.localhost:8080/ap/a/1" {
		t.Errorf("the demo's own name: %v", err)
	}
	if _, err := get(demo, "http://museum.localhost:"+port+"/x", nil); err != nil {
		t.Errorf("a name mapped with every port: %v", err)
	}
	for _, other := range []string{"http://bib.localhost/x", "http://bib.localhost:8081/x", "http://theater.localhost:8080/x", "http://x.bib.localhost:8080/x", "http://" + addr + "/x"} {
		if _, err := get(demo, other, nil); err == nil {
			t.Errorf("%s was fetched", other)
		}
	}

	allowed := newClient(t, Options{AllowHosts: []string{addr}})
	if res, err := allowed.HTTPClient().Get(s.URL + "/x"); err != nil {
		t.Errorf("an allowed host: %v", err)
	} else {
		_ = res.Body.Close()
	}
	if _, err := allowed.HTTPClient().Get("http://127.0.0.1:1/x"); ReasonOf(err) == "" {
		t.Errorf("another port of an allowed host: %v", err)
	}
	if _, err := allowed.GetFile(ctx, s.URL+"/x", 10); err == nil {
		t.Error("a file that anybody names came from an allowed host")
	}
	if r := post(t, allowed, s.URL+"/inbox"); r.Outcome != Permanent {
		t.Errorf("federation reached an allowed host: %+v", r)
	}
	for _, bad := range []Options{{AllowHosts: []string{"localhost"}}, {Resolve: map[string]string{"a b": "x"}}, {Proxy: &url.URL{Scheme: "ftp", Host: "x"}}} {
		if _, err := New(bad); err == nil {
			t.Errorf("%+v is accepted", bad)
		}
	}
}

// Section 11: SSRF through a proxy that sits where private addresses are.
func TestAProxyIsNoWayIn(t *testing.T) {
	var seen atomic.Int32
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen.Add(1)
		_, _ = io.WriteString(w, r.URL.String())
	}))
	t.Cleanup(proxy.Close)
	public, _ := nameserver(t, "93.184.215.14")
	c := newClient(t, Options{Proxy: mustURL(t, proxy.URL), Resolver: public})
	if f, err := c.GetFile(context.Background(), "http://peer.example/feed", 100); err != nil || string(f.Body) != "http://peer.example/feed" {
		t.Errorf("through the proxy: %v", err)
	}
	private, _ := nameserver(t, "192.168.1.1")
	c = newClient(t, Options{Proxy: mustURL(t, proxy.URL), Resolver: private})
	_, err := c.GetFile(context.Background(), "http://peer.example/feed", 100)
	wantReason(t, err, ReasonRefused)
	_, err = c.GetFile(context.Background(), "http://192.168.1.1/feed", 100)
	wantReason(t, err, ReasonRefused)
	if n := seen.Load(); n != 1 {
		t.Errorf("the proxy was asked %d times", n)
	}
}

func TestTLSIsChecked(t *testing.T) {
	s, c := tlsServer(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", ActivityType)
		_, _ = io.WriteString(w, `{"id":"https://`+r.Host+r.URL.Path+`","p":"`+r.Proto+`"}`)
	}, Options{})
	doc, err := get(c, "https://Example.COM:443/users/ida", nil)
	if err != nil || doc.URL != "https://example.com/users/ida" {
		t.Fatal(err)
	}
	contains(t, string(doc.Body), "HTTP/2.0")
	stranger := newClient(t, Options{Resolve: map[string]string{"example.com": s.Listener.Addr().String(), "other.example": s.Listener.Addr().String()}})
	_, err = get(stranger, "https://example.com/users/ida", nil)
	wantReason(t, err, ReasonTLS)
	_, c = tlsServer(t, serveActor, Options{Resolve: map[string]string{"other.example": s.Listener.Addr().String()}})
	_, err = get(c, "https://other.example/users/ida", nil)
	wantReason(t, err, ReasonTLS)
}
