package peer

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"vitrine/federation/sign"
)

// Section 11: redirect abuse.
func TestRedirectsAreFewAndStay(t *testing.T) {
	clk := newClock()
	var unsigned []string
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	elsewhere := server(t, func(w http.ResponseWriter, r *http.Request) {
		t.Errorf("%s was asked", r.Host)
		serveActor(w, r)
	})
	mux.HandleFunc("/hop/{n}", func(w http.ResponseWriter, r *http.Request) {
		if !verifies(t, r, nil, sign.Cavage, clk.now()) {
			unsigned = append(unsigned, r.URL.Path)
		}
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "b", Path: "/"})
		if r.Header.Get("Cookie") != "" {
			t.Error("a cookie was sent")
		}
		n := r.PathValue("n")
		if n == "0" {
			serveActor(w, r)
			return
		}
		http.Redirect(w, r, "/hop/"+string(n[0]-1), http.StatusFound)
	})
	for path, to := range map[string]string{
		"/loop": "/pool", "/pool": "/loop", "/self": "/self", "/away": elsewhere.URL + "/x",
		"/host": "http://localhost" + s.URL[strings.LastIndex(s.URL, ":"):] + "/hop/0",
		"/ftp":  "ftp://127.0.0.1/x", "/user": strings.Replace(s.URL, "://", "://u:p@", 1) + "/hop/0", "/file": "file:///etc/passwd",
		"/long": "/" + strings.Repeat("x", maxURL), "/nowhere": "",
	} {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusMovedPermanently)
		})
	}
	c, me := newClient(t, Options{AllowPrivate: true, Now: clk.now}), signer()
	if doc, err := get(c, s.URL+"/hop/3", &me); err != nil || doc.URL != s.URL+"/hop/0" {
		t.Errorf("three hops: %v", err)
	}
	if len(unsigned) > 0 {
		t.Errorf("hops without a signature of their own: %v", unsigned)
	}
	for _, path := range []string{"/hop/4", "/loop", "/self", "/away", "/host", "/ftp", "/user", "/file", "/long", "/nowhere"} {
		_, err := get(c, s.URL+path, &me)
		if ReasonOf(err) != ReasonRedirect {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// From https no way leads to http, nor to a private address; for files and for
// libraries, which may otherwise leave the host.
func TestRedirectsKeepTheirGuard(t *testing.T) {
	inner := server(t, func(http.ResponseWriter, *http.Request) { t.Error("the inner server was asked") })
	port := inner.URL[strings.LastIndex(inner.URL, ":")+1:]
	_, c := tlsServer(t, func(w http.ResponseWriter, r *http.Request) {
		if to := r.URL.Query().Get("to"); to != "" {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusFound)
			return
		}
		_, _ = w.Write([]byte("x"))
	}, Options{})
	for to, reason := range map[string]string{
		"/ok":                             "",
		"https://example.com:443/ok":      "",
		"http://example.com/ok":           ReasonRedirect,
		"https://127.0.0.1/":              ReasonRefused,
		"https://localhost/":              ReasonRefused,
		"https://[::ffff:127.0.0.1]/":     ReasonRefused,
		"https://169.254.169.254/latest/": ReasonRefused,
		"https://127.0.0.1:" + port + "/": ReasonPort,
		"https://2130706433/":             ReasonRedirect,
		"https://x.onion/":                ReasonRedirect,
	} {
		address := "https://example.com/?to=" + url.QueryEscape(to)
		if _, err := c.GetFile(context.Background(), address, 10); ReasonOf(err) != reason {
			t.Errorf("file by way of %s: %v, want %q", to, err, reason)
		}
		res, err := c.HTTPClient().Get(address)
		if err == nil {
			_ = res.Body.Close()
		}
		if (err == nil) != (reason == "") {
			t.Errorf("library by way of %s: %v", to, err)
		}
	}
}

// A library's keys and tokens stay with the host they were given for.
func TestRedirectsCarryNoSecrets(t *testing.T) {
	var got http.Header
	other := server(t, func(_ http.ResponseWriter, r *http.Request) { got = r.Header })
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Api-Key") == "" {
			t.Error("the key did not arrive where it belongs")
		}
		http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
	})
	req, err := http.NewRequest(http.MethodPost, s.URL, strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"X-Api-Key", "Authorization", "Signature", "Cookie", "Accept"} {
		req.Header.Set(name, "secret")
	}
	res, err := lab(t).HTTPClient().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	for _, name := range []string{"X-Api-Key", "Authorization", "Signature", "Cookie", "Referer"} {
		if got.Get(name) != "" {
			t.Errorf("%s was carried along", name)
		}
	}
	if got.Get("Accept") == "" || got.Get("User-Agent") == "" {
		t.Errorf("headers %v", got)
	}
}
