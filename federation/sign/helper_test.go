package sign

import (
	"bytes"
	"crypto"
	"encoding/base64"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	testOrigin = "https://hub.example"
	testKeyID  = "https://social.example/users/ida#main-key"
)

var (
	testNow  = time.Date(2026, 10, 7, 9, 15, 2, 0, time.UTC)
	testBody = []byte(`{"type":"Follow"}`)
	rsaKey   = sync.OnceValue(func() Private { return must(GenerateRSA()) })
	edKey    = sync.OnceValue(func() Private { return must(GenerateEd25519()) })
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// request is what a client is about to send to our hub.
func request(method, target string, body []byte) *http.Request {
	req := must(http.NewRequest(method, testOrigin+target, bytes.NewReader(body)))
	if hasBody(method) {
		req.Header.Set("Content-Type", "application/activity+json")
	}
	return req
}

// arrive turns a sent request into what the server sees.
func arrive(req *http.Request) *http.Request {
	in := req.Clone(req.Context())
	in.RequestURI = req.URL.RequestURI()
	if in.Host == "" {
		in.Host = req.URL.Host
	}
	in.URL.Scheme, in.URL.Host = "", ""
	return in
}

func options() Options { return Options{Now: testNow, Origin: testOrigin} }

// verify parses and checks.
func verify(req *http.Request, body []byte, pub crypto.PublicKey, o Options) error {
	p, err := Parse(req, body, o)
	if err != nil {
		return err
	}
	return p.Check(pub)
}

// shared reads published test data that stands beside the checkout.
func shared(t *testing.T, name string) []byte {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "testdata", name)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("no published vectors: %v", err)
	}
	return data
}

// forge signs a request over exactly the named headers, as a careless or
// hostile sender would. Extra goes between algorithm and headers.
func forge(t *testing.T, req *http.Request, algorithm, headers, extra string, key Private) *http.Request {
	t.Helper()
	m := outgoing(req)
	var created, expires int64
	for part := range strings.SplitSeq(extra, ",") {
		_, _ = fmt.Sscanf(part, "created=%d", &created)
		_, _ = fmt.Sscanf(part, "expires=%d", &expires)
	}
	base, err := m.cavageBase(strings.Fields(headers), created, expires, false)
	if err != nil {
		t.Fatal(err)
	}
	sig := must(signBytes(key, base))
	if algorithm != "" {
		algorithm = `,algorithm="` + algorithm + `"`
	}
	if extra != "" {
		extra = "," + extra
	}
	req.Header.Set("Signature", fmt.Sprintf(`keyId="%s"%s%s,headers="%s",signature="%s"`,
		testKeyID, algorithm, extra, headers, base64.StdEncoding.EncodeToString(sig)))
	return arrive(req)
}

// plain is a POST with the headers that a signature may cover.
func plain(at time.Time) *http.Request {
	req := request("POST", "/ap/inbox", testBody)
	req.Header.Set("Date", at.UTC().Format(http.TimeFormat))
	req.Header.Set("Digest", NewDigest(testBody).legacy())
	req.Header.Set("Content-Digest", NewDigest(testBody).field())
	return req
}
