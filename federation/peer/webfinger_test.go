package peer

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// fingers is a network of WebFinger servers: host and resource to answer.
type fingers map[string]string

// client maps every host of the network to one server on loopback.
func (f fingers) client(t *testing.T) *Client {
	t.Helper()
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/.well-known/webfinger") || r.URL.Path == "/finger" {
			resource := r.URL.Query().Get("resource")
			answer, ok := f[r.Host+r.URL.Path+" "+resource]
			if !ok {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "application/jrd+json")
			_, _ = io.WriteString(w, answer)
			return
		}
		if answer, ok := f[r.Host+r.URL.Path]; ok {
			w.Header().Set("Content-Type", "application/xrd+xml")
			_, _ = io.WriteString(w, answer)
			return
		}
		http.NotFound(w, r)
	})
	to := map[string]string{}
	for _, h := range []string{"bib.example", "hub.example", "evil.example"} {
		to[h] = s.Listener.Addr().String()
	}
	return newClient(t, Options{Resolve: to})
}

func at(host, acct string) string { return host + "/.well-known/webfinger acct:" + acct }

func jrd(subject, self string) string {
	return fmt.Sprintf(`{"subject":"acct:%s","links":[
		{"rel":"http://webfinger.net/rel/profile-page","type":"text/html","href":"https://hub.example/@x"},
		{"rel":"self","type":"text/html","href":"https://hub.example/wrong"},
		{"rel":"self","type":"application/activity+json","href":%q},
		{"rel":"http://ostatus.org/schema/1.0/subscribe","template":"https://hub.example/interact?uri={uri}"}]}`, subject, self)
}

func TestWebFinger(t *testing.T) {
	const actor = "https://hub.example/ap/a/7c1"
	c := fingers{
		at("bib.example", "ida@bib.example"): jrd("ida@bib.example", actor),
		// The server's own name forwards to the short handle.
		at("hub.example", "ida@hub.example"): jrd("ida@bib.example", actor),
		// Handles of others, which those do not confirm.
		at("evil.example", "x@evil.example"):    jrd("nobody@bib.example", actor),
		at("evil.example", "y@evil.example"):    jrd("z@evil.example", actor),
		at("evil.example", "z@evil.example"):    jrd("ida@bib.example", actor),
		at("evil.example", "bare@evil.example"): `{"subject":"bare@evil.example","links":[]}`,
		at("evil.example", "none@evil.example"): `{"subject":"acct:none@evil.example","links":[{"rel":"self","type":"text/html","href":"https://evil.example/a"}]}`,
		at("evil.example", "odd@evil.example"):  jrd("odd@evil.example", "javascript:alert(1)"),
		at("evil.example", "inn@evil.example"):  jrd("inn@evil.example", "https://127.0.0.1/a"),
		at("evil.example", "bad@evil.example"):  `{"subject":7}`,
	}.client(t)
	ctx := context.Background()
	for _, acct := range []string{"ida@bib.example", "@ida@bib.example", "acct:ida@bib.example", "ida@BIB.example.", "ida@hub.example"} {
		id, err := c.WebFinger(ctx, acct)
		if err != nil || id != actor {
			t.Errorf("%s: %q, %v", acct, id, err)
		}
	}
	f, err := c.Finger(ctx, "ida@hub.example")
	if err != nil || f.Acct != "ida@bib.example" || f.Template("https://w3id.org/fep/3b86/Object", "http://ostatus.org/schema/1.0/subscribe") != "https://hub.example/interact?uri={uri}" || f.Template("x") != "" {
		t.Errorf("%+v, %v", f, err)
	}
	for acct, reason := range map[string]string{
		"x@evil.example": "http_404", "y@evil.example": ReasonWebFinger, "bare@evil.example": ReasonWebFinger,
		"none@evil.example": ReasonWebFinger, "odd@evil.example": ReasonWebFinger, "inn@evil.example": ReasonWebFinger, "bad@evil.example": ReasonWebFinger,
		"missing@bib.example": "http_404",
		"":                    ReasonWebFinger, "ida": ReasonWebFinger, "@bib.example": ReasonWebFinger, "i da@bib.example": ReasonWebFinger,
		"ida@bib.example/x": ReasonWebFinger, "ida@u@bib.example": ReasonWebFinger, "ida@bib.example?x": ReasonWebFinger, "ida@": ReasonWebFinger,
		"ida@127.0.0.1": ReasonRefused, "ida@x.onion": ReasonWebFinger,
	} {
		if _, err := c.WebFinger(ctx, acct); ReasonOf(err) != reason {
			t.Errorf("%q: %v, want %s", acct, err, reason)
		}
	}
}

func TestWebFingerByHostMeta(t *testing.T) {
	const xrd = `<?xml version="1.0"?><XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0"><Link rel="lrdd" template="%s"/></XRD>`
	for template, want := range map[string]string{
		"http://hub.example/finger?resource={uri}": "https://hub.example/ap/a/7c1",
		"https://127.0.0.1/finger?resource={uri}":  "",
		"http://hub.example/finger":                "",
		"file:///etc/{uri}":                        "",
	} {
		c := fingers{
			"bib.example/.well-known/host-meta":       fmt.Sprintf(xrd, template),
			"hub.example/finger acct:ida@bib.example": jrd("ida@bib.example", "https://hub.example/ap/a/7c1"),
		}.client(t)
		if id, err := c.WebFinger(context.Background(), "ida@bib.example"); id != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v", template, id, err)
		}
	}
}

// A handle domain may forward WebFinger to the server, over https alone.
func TestWebFingerFollowsTheHandleDomain(t *testing.T) {
	var hub *httptest.Server
	hub = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host == "bib.example.com" {
			http.Redirect(w, r, "https://example.com"+r.URL.RequestURI(), http.StatusFound)
			return
		}
		w.Header().Set("Content-Type", "application/jrd+json")
		_, _ = io.WriteString(w, jrd("ida@bib.example.com", "https://example.com/ap/a/1"))
	}))
	t.Cleanup(hub.Close)
	c := newClient(t, Options{
		RootCAs: hub.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs,
		Resolve: map[string]string{"bib.example.com": hub.Listener.Addr().String(), "example.com": hub.Listener.Addr().String()},
	})
	if id, err := c.WebFinger(context.Background(), "ida@bib.example.com"); err != nil || id != "https://example.com/ap/a/1" {
		t.Errorf("%q, %v", id, err)
	}
}
