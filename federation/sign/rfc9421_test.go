package sign

import (
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dunglas/httpsfv"
)

// The request and key of RFC 9421, appendix B.
const (
	b14Private = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----\n"
	b14Public  = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n-----END PUBLIC KEY-----\n"
	b26Input   = `sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"`
	b26Sig     = "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
	b26Base    = `"date": Tue, 20 Apr 2021 02:07:55 GMT
"@method": POST
"@path": /foo
"@authority": example.com
"content-type": application/json
"content-length": 18
"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"`
)

func b2Request() *http.Request {
	req := must(http.NewRequest("POST", "https://example.com/foo?param=Value&Pet=dog", strings.NewReader(`{"hello": "world"}`)))
	for name, value := range map[string]string{
		"Date": "Tue, 20 Apr 2021 02:07:55 GMT", "Content-Type": "application/json", "Content-Length": "18",
		"Content-Digest": "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:",
	} {
		req.Header.Set(name, value)
	}
	return req
}

func innerList(t *testing.T, field string) httpsfv.InnerList {
	t.Helper()
	dict, err := dictionary([]string{field})
	if err != nil {
		t.Fatal(err)
	}
	member, _ := dict.Get(dict.Names()[0])
	return member.(httpsfv.InnerList)
}

func TestRFC9421AppendixB26(t *testing.T) {
	base := must(outgoing(b2Request()).rfc9421Base(innerList(t, b26Input), false))
	if base != b26Base {
		t.Errorf("signature base\n%s", base)
	}
	key, pub := must(ParsePrivatePEM([]byte(b14Private))), must(ParsePublicPEM(b14Public))
	sig := must(signBytes(key, base))
	if got := base64.StdEncoding.EncodeToString(sig); got != b26Sig {
		t.Errorf("signature %s", got)
	}
	if err := verifyBytes(pub, base, sig); err != nil {
		t.Error(err)
	}
	// It is a good signature that covers too little for us.
	req := b2Request()
	req.Header.Set("Signature-Input", b26Input)
	req.Header.Set("Signature", "sig-b26=:"+b26Sig+":")
	_, err := Parse(arrive(req), []byte(`{"hello": "world"}`), Options{Now: time.Unix(1618884473, 0), Origin: "https://example.com"})
	if !errors.Is(err, ErrCoverage) {
		t.Errorf("%v, want %v", err, ErrCoverage)
	}
	if err := checkContentDigest(req.Header, []byte(`{"hello": "world"}`)); err != nil {
		t.Error(err)
	}
}

// RFC 9421, section 2.2 and 2.1: the values of covered parts.
func TestRFC9421Components(t *testing.T) {
	req := must(http.NewRequest("POST", "https://www.example.com/path/a%2Fb?param=value&q=%20x", nil))
	req.Host = "WWW.example.com:443"
	req.Header["X-List"] = []string{"  a, b ", "c"}
	req.Header["X-Empty"] = []string{""}
	m := outgoing(req)
	for name, want := range map[string]string{
		"@method": "POST", "@authority": "www.example.com", "@scheme": "https", "@path": "/path/a%2Fb", "@query": "?param=value&q=%20x",
		"@request-target": "/path/a%2Fb?param=value&q=%20x", "@target-uri": "https://www.example.com/path/a%2Fb?param=value&q=%20x",
		"x-list": "a, b, c", "x-empty": "", "host": "WWW.example.com:443",
	} {
		got, err := m.component(httpsfv.NewItem(name), false)
		if err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", name, got, err, want)
		}
	}
	m = outgoing(must(http.NewRequest("GET", "http://example.com:8080", nil)))
	for name, want := range map[string]string{"@path": "/", "@query": "?", "@target-uri": "http://example.com:8080/", "@authority": "example.com:8080", "@scheme": "http"} {
		if got, err := m.component(httpsfv.NewItem(name), false); err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", name, got, err, want)
		}
	}
	for _, name := range []string{"@status", "@query-param", "@signature-params", "", "X-List", "x-absent"} {
		if _, err := m.component(httpsfv.NewItem(name), false); err == nil {
			t.Errorf("%q has a value", name)
		}
	}
}

func TestRFC9421Headers(t *testing.T) {
	req := request("POST", "/ap/inbox", testBody)
	if err := SignRFC9421(req, testBody, Signer{testKeyID, edKey()}, testNow); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Signature-Input": `sig1=("@method" "@target-uri" "content-digest");created=1791364502;keyid="` + testKeyID + `"`,
		"Content-Digest":  "sha-256=:GYwYnH3BiO6aICFt0ThC5bUIJ4byvqdpWtR8m5fNkww=:",
		"Digest":          "", "Date": "",
	} {
		if got := req.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestAcceptSignature(t *testing.T) {
	const plainGet = `sig1=("@method" "@target-uri");created=1791364502;keyid="` + testKeyID + `"`
	for accept, want := range map[string]string{
		"": plainGet,
		`sig=("@method" "@authority" "@path" "@query");created;keyid="x";alg="rsa-pss-sha512"`: `sig=("@method" "@authority" "@path" "@query" "@target-uri");created=1791364502;keyid="` + testKeyID + `"`,
		`x=();expires;nonce="n";tag="t"`: `x=("@method" "@target-uri");created=1791364502;keyid="` + testKeyID + `";expires=1791364802;nonce="n";tag="t"`,
		`x=("@method" "@method")`:        plainGet,
		`x=("@status")`:                  plainGet,
		`x=("x-absent")`:                 plainGet,
		`x=("@method";req)`:              plainGet,
		`x=1`:                            plainGet,
		`garbage(`:                       plainGet,
		`x=("@method" "@method"), x=("@target-uri")`:   plainGet,
		`x=("@method");nonce=7`:                        `x=("@method" "@target-uri");created=1791364502;keyid="` + testKeyID + `"`,
		`x=("` + strings.Repeat("y", 10_000) + `")`:    plainGet,
		`x=(` + strings.Repeat(`"@method" `, 40) + `)`: plainGet,
	} {
		req := request("GET", "/ap/a/1?x=1", nil)
		if err := Sign(req, Signer{testKeyID, rsaKey()}, testNow, With{Scheme: RFC9421, Accept: accept}); err != nil {
			t.Errorf("%.60s: %v", accept, err)
			continue
		}
		if got := req.Header.Get("Signature-Input"); got != want {
			t.Errorf("%.60s: %s, want %s", accept, got, want)
		}
		if err := verify(arrive(req), nil, rsaKey().Public(), options()); err != nil {
			t.Errorf("%.60s: %v", accept, err)
		}
	}
}

// Of several signatures the first that covers enough counts.
func TestSeveralSignatures(t *testing.T) {
	req := request("POST", "/ap/inbox", testBody)
	if err := SignRFC9421(req, testBody, Signer{testKeyID, rsaKey()}, testNow); err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Signature-Input", `proxy=("@method");created=1;keyid="p", `+req.Header.Get("Signature-Input"))
	req.Header.Set("Signature", `proxy=:AAAA:, `+req.Header.Get("Signature"))
	p, err := Parse(arrive(req), testBody, options())
	if err != nil || p.KeyID != testKeyID || p.Check(rsaKey().Public()) != nil {
		t.Errorf("%+v, %v", p, err)
	}
}
