package sign

import (
	"errors"
	"fmt"
	"testing"
)

func TestCavageCoverage(t *testing.T) {
	const all = "(request-target) host date digest"
	for _, c := range []struct {
		headers, algorithm, extra string
		want                      error
	}{
		{all, "rsa-sha256", "", nil},
		{all, "hs2019", "", nil},
		{all, "RSA-SHA256", "", nil},
		{all, "", "", nil},
		{all + " content-type", "rsa-sha256", "", nil},
		{"(request-target) host date content-digest", "hs2019", "", nil},
		{"(request-target) host (created) digest", "hs2019", fmt.Sprint("created=", testNow.Unix()), nil},
		{"(request-target) host (created) digest", "", fmt.Sprint("created=", testNow.Unix()), nil},
		{"(request-target) host (created) (expires) digest", "hs2019", fmt.Sprintf("created=%d,expires=%d", testNow.Unix(), testNow.Unix()+60), nil},

		{"(request-target) host digest", "rsa-sha256", "", ErrCoverage},
		{"(request-target) date digest", "rsa-sha256", "", ErrCoverage},
		{"host date digest", "rsa-sha256", "", ErrCoverage},
		{"(request-target) host date", "rsa-sha256", "", ErrCoverage},
		{"", "rsa-sha256", "", ErrCoverage},
		{all + " date", "rsa-sha256", "", ErrMalformed},
		{"(request-target) host (created) digest", "rsa-sha256", fmt.Sprint("created=", testNow.Unix()), ErrAlgorithm},
		{all + " (expires)", "rsa-sha256", fmt.Sprint("expires=", testNow.Unix()+60), ErrAlgorithm},
		{all, "rsa-sha1", "", ErrAlgorithm},
		{all, "rsa-sha512", "", ErrAlgorithm},
		{all, "hmac-sha256", "", ErrAlgorithm},
		{all, "none", "", ErrAlgorithm},
		{all, "ed25519", "", ErrAlgorithm}, // the key is RSA
		{"(request-target) host (created) digest", "hs2019", "", ErrMalformed},
		{"(request-target) host (created) digest", "hs2019", `created="soon"`, ErrMalformed},
		// A created that is not covered proves nothing.
		{"(request-target) host digest", "hs2019", fmt.Sprint("created=", testNow.Unix()), ErrCoverage},
	} {
		err := verify(forge(t, plain(testNow), c.algorithm, c.headers, c.extra, rsaKey()), testBody, rsaKey().Public(), options())
		if !errors.Is(err, c.want) {
			t.Errorf("%s %q %s: %v, want %v", c.algorithm, c.headers, c.extra, err, c.want)
		}
	}
	many := all
	for i := range maxCovered {
		many += fmt.Sprint(" x-", i)
	}
	req := plain(testNow)
	for i := range maxCovered {
		req.Header.Set(fmt.Sprint("X-", i), "x")
	}
	if err := verify(forge(t, req, "hs2019", many, "", rsaKey()), testBody, rsaKey().Public(), options()); !errors.Is(err, ErrMalformed) {
		t.Errorf("any number of headers: %v", err)
	}
}

// What peers really send: a scheme word, blanks, tokens without quotes.
func TestToleratedSpellings(t *testing.T) {
	req := request("POST", "/ap/inbox", testBody)
	if err := SignCavage(req, testBody, Signer{testKeyID, rsaKey()}, testNow); err != nil {
		t.Fatal(err)
	}
	params := must(cavageParams(req.Header.Get("Signature")))
	for _, format := range []string{
		`Signature keyId="%s",algorithm="rsa-sha256",headers="%s",signature="%s"`,
		`signature   keyId="%s",algorithm="rsa-sha256",headers="%s",signature="%s"`,
		`keyId = "%s" , algorithm=  rsa-sha256 ,  headers="%s",	signature =	"%s"  `,
		`KeyId="%s",Algorithm=RSA-SHA256,HEADERS="%s",signature="%s"`,
		`keyId="%s",unknown="x,y=\"z\"",headers="%s",signature="%s"`,
		`keyId=%s,headers="%s",signature=%s`,
	} {
		in := arrive(req)
		in.Header.Set("Signature", fmt.Sprintf(format, testKeyID, params["headers"], params["signature"]))
		if err := verify(in, testBody, rsaKey().Public(), options()); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	}
	// The order may put the signature first, without being taken for the word.
	in := arrive(req)
	in.Header.Set("Signature", fmt.Sprintf(`signature = "%s",keyId="%s",headers="%s"`, params["signature"], testKeyID, params["headers"]))
	if err := verify(in, testBody, rsaKey().Public(), options()); err != nil {
		t.Error(err)
	}
	for _, s := range []string{`keyId`, `keyId=`, `="x"`, `keyId="x"y`, `keyId="x",`, `keyId="x",,a="b"`, `,`, `keyId="x\`, "keyId=\"x\"\x00"} {
		if p, err := cavageParams(s); err == nil && p["keyid"] != "" {
			t.Errorf("%q is read as %v", s, p)
		}
	}
}

// Names of ours that differ only in case, default port or trailing dot are ours.
func TestOurHostInOtherSpellings(t *testing.T) {
	for _, host := range []string{"hub.example", "HUB.example", "hub.example:443"} {
		for _, scheme := range []Scheme{Cavage, RFC9421} {
			req := request("POST", "/ap/inbox", testBody)
			req.Host = host
			if err := Sign(req, Signer{testKeyID, rsaKey()}, testNow, With{Scheme: scheme, Digest: NewDigest(testBody)}); err != nil {
				t.Fatal(err)
			}
			if err := verify(arrive(req), testBody, rsaKey().Public(), options()); err != nil {
				t.Errorf("%s as %s: %v", scheme, host, err)
			}
		}
	}
	for _, origin := range []string{"", "hub.example", "://", "https://"} {
		req := request("GET", "/", nil)
		if err := SignCavage(req, nil, Signer{testKeyID, rsaKey()}, testNow); err != nil {
			t.Fatal(err)
		}
		if _, err := Parse(arrive(req), nil, Options{Now: testNow, Origin: origin}); !errors.Is(err, ErrHost) {
			t.Errorf("origin %q: %v", origin, err)
		}
	}
}
