package sign

import (
	"bytes"
	"crypto"
	"net/http"
	"os"
	"path/filepath"
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
