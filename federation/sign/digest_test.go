package sign

import (
	"errors"
	"net/http"
	"strings"
	"testing"
)

func TestTheDigestIsOverTheRawBytes(t *testing.T) {
	const all = "(request-target) host date digest"
	good := strings.TrimPrefix(NewDigest(testBody).legacy(), "SHA-256=")
	bad := strings.TrimPrefix(NewDigest([]byte("x")).legacy(), "SHA-256=")
	const sha512 = "3j7hnW3pDLBEOyhzUr1CXtnmVbTNI5i4Si9NNOAtqwkDR5ZJ9E2rEXQwwwrVDTn9gGUMYHhFtJFRS4yrFZf0zw=="
	for value, want := range map[string]error{
		"SHA-256=" + good:                        nil,
		"sha-256=" + good:                        nil,
		"SHA-256=" + good + ", MD5=AAAA":         nil,
		"SHA-256=" + bad:                         ErrDigest,
		"SHA-256=" + good + ",SHA-512=" + good:   ErrDigest,
		"SHA-256=" + good + ",SHA-512=" + sha512: ErrDigest, // of another body
		"SHA-256=" + good + ",SHA-256=" + bad:    ErrMalformed,
		"SHA-256=" + good + ",sha-256=" + good:   ErrMalformed,
		"SHA-256=" + good[:20]:                   ErrDigest, // truncated, exact length is asked for
		"SHA-256=" + good[:21]:                   ErrMalformed,
		"SHA-256=":                               ErrDigest,
		"SHA-256":                                ErrMalformed,
		"":                                       ErrMalformed,
		"MD5=AAAA":                               ErrDigest,
		"SHA-256=%%%":                            ErrMalformed,
	} {
		req := plain(testNow)
		req.Header.Set("Digest", value)
		err := verify(forge(t, req, "hs2019", all, "", rsaKey()), testBody, rsaKey().Public(), options())
		if !errors.Is(err, want) {
			t.Errorf("Digest %q: %v, want %v", value, err, want)
		}
	}
	req := plain(testNow)
	req.Header.Add("Digest", NewDigest(testBody).legacy())
	req.Header.Set("Signature", `keyId="k",headers="`+all+`",signature="AAAA"`)
	if _, err := Parse(arrive(req), testBody, options()); !errors.Is(err, ErrMalformed) {
		t.Errorf("two Digest headers: %v", err)
	}
	// The body that arrived is not the body that was signed.
	for _, scheme := range []Scheme{Cavage, RFC9421} {
		req := request("POST", "/ap/inbox", testBody)
		if err := Sign(req, Signer{testKeyID, rsaKey()}, testNow, With{Scheme: scheme, Digest: NewDigest(testBody)}); err != nil {
			t.Fatal(err)
		}
		for _, body := range [][]byte{nil, testBody[1:], append([]byte(" "), testBody...)} {
			if err := verify(arrive(req), body, rsaKey().Public(), options()); !errors.Is(err, ErrDigest) {
				t.Errorf("%s: body %q: %v", scheme, body, err)
			}
		}
	}
	// A GET that carries a body must prove it as well.
	get := request("GET", "/ap/a/1", nil)
	if err := SignCavage(get, nil, Signer{testKeyID, rsaKey()}, testNow); err != nil {
		t.Fatal(err)
	}
	if err := verify(arrive(get), testBody, rsaKey().Public(), options()); !errors.Is(err, ErrCoverage) {
		t.Errorf("GET with a body: %v", err)
	}
}

func TestContentDigest(t *testing.T) {
	const good = "GYwYnH3BiO6aICFt0ThC5bUIJ4byvqdpWtR8m5fNkww="
	for value, want := range map[string]error{
		"sha-256=:" + good + ":":                          nil,
		"sha-256=:" + good + ":, md5=:AAAA:":              nil,
		"md5=:AAAA:":                                      ErrDigest,
		"sha-256=:AAAA:":                                  ErrDigest,
		"sha-512=:" + good + ":":                          ErrDigest,
		"sha-256=:AAAA:, sha-256=:" + good + ":":          ErrMalformed,
		"sha-256=" + good:                                 ErrMalformed,
		`sha-256="` + good + `"`:                          ErrMalformed,
		"sha-256=(:" + good + ":)":                        ErrMalformed,
		"sha-256":                                         ErrMalformed,
		"sha-256=:" + good:                                ErrMalformed,
		"SHA-256=:" + good + ":":                          ErrMalformed,
		"sha-256=:" + strings.Repeat("A", 20_000) + "==:": ErrMalformed,
	} {
		if err := checkContentDigest(http.Header{"Content-Digest": {value}}, testBody); !errors.Is(err, want) {
			t.Errorf("%.60q: %v, want %v", value, err, want)
		}
	}
}
