package sign

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-fed/httpsig"
)

// Both schemes, both kinds of key, with and without a body or a query.
func TestSignedRequestsVerify(t *testing.T) {
	for _, scheme := range []Scheme{Cavage, RFC9421} {
		for name, key := range map[string]Private{"rsa": rsaKey(), "ed25519": edKey()} {
			for _, c := range []struct{ method, target string }{
				{"POST", "/ap/inbox"}, {"GET", "/ap/a/7c1"}, {"GET", "/ap/a/7c1/outbox?page=1&x=a%2Fb"}, {"POST", "/ap/%C3%BC/inbox?x"},
			} {
				t.Run(string(scheme)+" "+name+" "+c.method+" "+c.target, func(t *testing.T) {
					var body []byte
					if c.method == "POST" {
						body = testBody
					}
					for _, drop := range []bool{false, true} {
						req := request(c.method, c.target, body)
						err := Sign(req, Signer{testKeyID, key}, testNow, With{Scheme: scheme, Digest: digestFor(req, body), DropQuery: drop})
						if err != nil {
							t.Fatal(err)
						}
						p, err := Parse(arrive(req), body, options())
						if err != nil {
							t.Fatal(err)
						}
						if err := p.Check(key.Public()); err != nil {
							t.Errorf("drop query %v: %v", drop, err)
						}
						if p.KeyID != testKeyID || p.Scheme != scheme || !p.Created.Equal(testNow) || len(p.Signature) == 0 {
							t.Errorf("parsed %+v", p)
						}
						other := must(GenerateEd25519())
						if err := p.Check(other.Public()); err == nil {
							t.Error("verifies with a foreign key")
						}
					}
				})
			}
		}
	}
}

// The text of federation.md 3.1, letter by letter.
func TestCavageHeaders(t *testing.T) {
	req := request("POST", "/ap/inbox?x=1", testBody)
	if err := SignCavage(req, testBody, Signer{testKeyID, rsaKey()}, testNow); err != nil {
		t.Fatal(err)
	}
	if got, want := req.Header.Get("Date"), "Wed, 07 Oct 2026 09:15:02 GMT"; got != want {
		t.Errorf("Date %q, want %q", got, want)
	}
	want := `keyId="` + testKeyID + `",algorithm="rsa-sha256",headers="(request-target) host date digest content-type",signature="`
	if got := req.Header.Get("Signature"); !strings.HasPrefix(got, want) {
		t.Errorf("Signature %q", got)
	}
	base, err := outgoing(req).cavageBase([]string{"(request-target)", "host", "date", "digest", "content-type"}, 0, 0, false)
	if err != nil {
		t.Fatal(err)
	}
	const text = `(request-target): post /ap/inbox?x=1
host: hub.example
date: Wed, 07 Oct 2026 09:15:02 GMT
digest: SHA-256=GYwYnH3BiO6aICFt0ThC5bUIJ4byvqdpWtR8m5fNkww=
content-type: application/activity+json`
	if base != text {
		t.Errorf("signing string\n%s", base)
	}
	get := request("GET", "/ap/a/1", nil)
	get.Header.Set("Accept", "application/activity+json")
	if err := SignCavage(get, nil, Signer{testKeyID, edKey()}, testNow); err != nil {
		t.Fatal(err)
	}
	if got := get.Header.Get("Signature"); !strings.Contains(got, `algorithm="hs2019",headers="(request-target) host date",`) {
		t.Errorf("Signature of a GET %q", got)
	}
	if get.Header.Get("Digest") != "" {
		t.Error("a GET carries a digest")
	}
}

func TestFollowersSynchronisationIsSigned(t *testing.T) {
	req := request("POST", "/ap/inbox", testBody)
	req.Header.Set("Collection-Synchronization", `collectionId="x"`)
	if err := SignCavage(req, testBody, Signer{testKeyID, rsaKey()}, testNow); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(req.Header.Get("Signature"), "collection-synchronization") {
		t.Error("FEP-8fcf header is not covered")
	}
	req.Header.Set("Collection-Synchronization", `collectionId="y"`)
	if err := verify(arrive(req), testBody, rsaKey().Public(), options()); !errors.Is(err, ErrSignature) {
		t.Errorf("changed header: %v", err)
	}
}

func TestKnockingTwiceLeavesOneSignature(t *testing.T) {
	req := request("POST", "/ap/inbox", testBody)
	for _, scheme := range []Scheme{Cavage, RFC9421, Cavage, RFC9421} {
		if err := Sign(req, Signer{testKeyID, rsaKey()}, testNow, With{Scheme: scheme, Digest: NewDigest(testBody)}); err != nil {
			t.Fatal(err)
		}
		if err := verify(arrive(req), testBody, rsaKey().Public(), options()); err != nil {
			t.Errorf("%s: %v", scheme, err)
		}
		if n := len(req.Header["Signature"]); n != 1 {
			t.Errorf("%s: %d signatures", scheme, n)
		}
		if scheme == RFC9421 && req.Header.Get("Digest") != "" {
			t.Error("old digest is left")
		}
	}
}

func TestNothingUnsafeIsSigned(t *testing.T) {
	key := rsaKey()
	for name, c := range map[string]struct {
		s Signer
		w With
	}{
		"no key":         {Signer{testKeyID, nil}, With{Digest: NewDigest(nil)}},
		"zero key":       {Signer{testKeyID, Private{}}, With{Digest: NewDigest(nil)}},
		"no key id":      {Signer{"", key}, With{Digest: NewDigest(nil)}},
		"quote in key":   {Signer{`a",headers="date`, key}, With{Digest: NewDigest(nil)}},
		"newline in key": {Signer{"a\nb", key}, With{Digest: NewDigest(nil)}},
		"no digest":      {Signer{testKeyID, key}, With{}},
	} {
		for _, scheme := range []Scheme{Cavage, RFC9421} {
			c.w.Scheme = scheme
			if err := Sign(request("POST", "/ap/inbox", nil), c.s, testNow, c.w); err == nil {
				t.Errorf("%s, %s: signed", name, scheme)
			}
		}
	}
}

// go-fed/httpsig is an independent implementation of the draft; it emits
// hs2019 and signs the decoded path, hence plain paths here.
func TestGoFedAgrees(t *testing.T) {
	t.Run("it verifies ours", func(t *testing.T) {
		req := request("POST", "/ap/inbox?x=1", testBody)
		if err := SignCavage(req, testBody, Signer{testKeyID, rsaKey()}, testNow); err != nil {
			t.Fatal(err)
		}
		in := arrive(req)
		in.Header.Set("Host", in.Host)
		v, err := httpsig.NewVerifier(in)
		if err != nil {
			t.Fatal(err)
		}
		if err := v.Verify(rsaKey().Public(), httpsig.RSA_SHA256); err != nil {
			t.Error(err)
		}
	})
	for name, key := range map[string]Private{"rsa": rsaKey(), "ed25519": edKey()} {
		t.Run("we verify its "+name, func(t *testing.T) {
			algorithm := httpsig.RSA_SHA256
			if name == "ed25519" {
				algorithm = httpsig.ED25519
			}
			s, _, err := httpsig.NewSigner([]httpsig.Algorithm{algorithm}, httpsig.DigestSha256,
				[]string{httpsig.RequestTarget, "host", "date", "digest"}, httpsig.Signature, 0)
			if err != nil {
				t.Fatal(err)
			}
			req := request("POST", "/ap/inbox?x=1", testBody)
			req.Header.Set("Date", testNow.Format(http.TimeFormat))
			req.Header.Set("Host", req.URL.Host)
			if err := s.SignRequest(*key.key, testKeyID, req, testBody); err != nil {
				t.Fatal(err)
			}
			if err := verify(arrive(req), testBody, key.Public(), options()); err != nil {
				t.Error(err)
			}
		})
	}
}

// Section 11: replay.
func TestReplay(t *testing.T) {
	r := NewReplay(64, time.Hour)
	if r.Seen("k", []byte("sig"), testNow) {
		t.Error("seen before it came")
	}
	if !r.Seen("k", []byte("sig"), testNow.Add(time.Minute)) {
		t.Error("a replay passes")
	}
	if r.Seen("k2", []byte("sig"), testNow) || r.Seen("k", []byte("sig2"), testNow) {
		t.Error("another key or signature is taken for a replay")
	}
	if !r.Seen("k", []byte("sig"), testNow.Add(59*time.Minute)) {
		t.Error("forgotten within its life")
	}
	if r.Seen("k", []byte("sig"), testNow.Add(5*time.Hour)) {
		t.Error("remembered for ever")
	}
	for i := range 10_000 { // a flood: memory stays bounded
		r.Seen("flood", []byte{byte(i), byte(i >> 8)}, testNow.Add(6*time.Hour))
	}
	n := 0
	for i := range r.shards {
		n += len(r.shards[i].young) + len(r.shards[i].old)
	}
	if n > 64+2*replayShards {
		t.Errorf("%d signatures kept", n)
	}
}

func BenchmarkSignCavage(b *testing.B) {
	digest, s := NewDigest(testBody), Signer{testKeyID, rsaKey()}
	req := request("POST", "/ap/inbox", testBody)
	b.ReportAllocs()
	for b.Loop() {
		if err := Sign(req, s, testNow, With{Digest: digest}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerifyCavage(b *testing.B) {
	req := request("POST", "/ap/inbox", testBody)
	if err := SignCavage(req, testBody, Signer{testKeyID, rsaKey()}, testNow); err != nil {
		b.Fatal(err)
	}
	in, pub := arrive(req), rsaKey().Public()
	b.ReportAllocs()
	for b.Loop() {
		if err := verify(in, testBody, pub, options()); err != nil {
			b.Fatal(err)
		}
	}
}
