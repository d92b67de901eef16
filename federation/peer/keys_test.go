package peer

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vitrine/federation/sign"
)

var edKey = sync.OnceValue(func() sign.Private {
	k, err := sign.GenerateEd25519()
	if err != nil {
		panic(err)
	}
	return k
})

func pem(t *testing.T) string {
	t.Helper()
	s, err := sign.PublicPEM(rsaKey().Public())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func multikey(t *testing.T) string {
	t.Helper()
	s, err := sign.Multikey(edKey().Public())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// object is JSON in one line of Go.
type object map[string]any

// library of documents: path to document, whose id is added unless it has one.
func documents(t *testing.T, docs map[string]object) (base string, asked *atomic.Int32) {
	t.Helper()
	asked = new(atomic.Int32)
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		doc, ok := docs[r.URL.Path]
		if !ok {
			w.WriteHeader(http.StatusGone)
			return
		}
		b, _ := json.Marshal(doc)
		w.Header().Set("Content-Type", ActivityType)
		_, _ = io.WriteString(w, strings.ReplaceAll(string(b), "BASE", "http://"+r.Host))
	})
	return s.URL, asked
}

func TestFetchKey(t *testing.T) {
	rsaEntry := func(id, owner string) object { return object{"id": id, "owner": owner, "publicKeyPem": pem(t)} }
	edEntry := func(id, owner string) object {
		return object{"id": id, "type": "Multikey", "controller": owner, "publicKeyMultibase": multikey(t)}
	}
	many := make([]any, maxKeys+1)
	for i := range many {
		many[i] = rsaEntry(fmt.Sprint("BASE/many#", i), "BASE/many")
	}
	base, _ := documents(t, map[string]object{
		"/ida": {"id": "BASE/ida", "type": "Person", "publicKey": rsaEntry("BASE/ida#main-key", "BASE/ida"),
			"assertionMethod": []any{"BASE/other", edEntry("BASE/ida#ed25519-key", "BASE/ida")}},
		"/list": {"id": "BASE/list", "publicKey": []any{rsaEntry("BASE/list#1", "BASE/list"), rsaEntry("BASE/list#2", "BASE/list")}},
		"/many": {"id": "BASE/many", "publicKey": many},
		// GoToSocial: the key's address answers a stub of the actor.
		"/gts/main-key": {"id": "BASE/gts", "type": "Person", "publicKey": rsaEntry("BASE/gts/main-key", "BASE/gts")},
		"/gts":          {"id": "BASE/gts", "type": "Person", "name": "full", "publicKey": rsaEntry("BASE/gts/main-key", "BASE/gts")},
		// The key has a document of its own.
		"/solo-key":   rsaEntry("BASE/solo-key", "BASE/solo"),
		"/solo":       {"id": "BASE/solo", "publicKey": "BASE/solo-key"},
		"/stolen-key": rsaEntry("BASE/stolen-key", "BASE/ida"), // ida does not list it
		"/away-key":   rsaEntry("BASE/away-key", "https://elsewhere.example/u"),
		"/owner":      {"id": "BASE/owner", "publicKey": rsaEntry("BASE/owner#main-key", "BASE/ida")}, // owner is another
		"/nokey":      {"id": "BASE/nokey", "type": "Person"},
		"/weak":       {"id": "BASE/weak", "publicKey": object{"id": "BASE/weak#k", "owner": "BASE/weak", "publicKeyPem": "-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKx\n-----END PUBLIC KEY-----"}},
	})
	ctx, c := context.Background(), lab(t)
	for id, owner := range map[string]string{
		"/ida#main-key": "/ida", "/ida#ed25519-key": "/ida", "/list#2": "/list", "/gts/main-key": "/gts", "/solo-key": "/solo", "/many#9": "/many",
	} {
		k, err := c.FetchKey(ctx, base+id, nil)
		if err != nil || k.Owner != base+owner || k.ID != base+id || k.Public == nil || !strings.Contains(string(k.Actor), `"`+base+owner+`"`) {
			t.Errorf("%s: %+v, %v", id, k, err)
		}
	}
	if k, err := c.FetchKey(ctx, base+"/gts/main-key", nil); err != nil || !strings.Contains(string(k.Actor), "full") {
		t.Errorf("the stub was taken for the actor: %v", err)
	}
	for id, reason := range map[string]string{
		"/ida#other": ReasonKey, "/ida": ReasonKey, "/stolen-key": ReasonKey, "/away-key": ReasonKey, "/owner#main-key": ReasonKey,
		"/nokey#main-key": ReasonKey, "/weak#k": ReasonKey, "/many#10": ReasonKey, "/absent#main-key": "http_410",
	} {
		if k, err := c.FetchKey(ctx, base+id, nil); ReasonOf(err) != reason {
			t.Errorf("%s: %+v, %v, want %s", id, k, err, reason)
		}
	}
	if _, err := c.FetchKey(ctx, "acct:ida@bib.example", nil); ReasonOf(err) != ReasonAddress {
		t.Errorf("acct: %v", err)
	}
}

// Section 11: actor impersonation. A key speaks for its listed owner alone.
func TestAKeySpeaksForItsOwnerAlone(t *testing.T) {
	actor := fmt.Sprintf(`{"id":"https://a.example/u","publicKey":{"id":"https://a.example/u#main-key","owner":"https://a.example/u","publicKeyPem":%q}}`, pem(t))
	if pub, err := KeyOf([]byte(actor), "https://a.example/u#main-key"); err != nil || pub == nil {
		t.Fatal(err)
	}
	for name, doc := range map[string]string{
		"another owner": strings.Replace(actor, `"owner":"https://a.example/u"`, `"owner":"https://b.example/u"`, 1),
		"no owner":      strings.Replace(actor, `"owner"`, `"x"`, 1),
		"another key":   strings.Replace(actor, `u#main-key`, `u#other`, 1),
		"another case":  strings.Replace(actor, `"publicKeyPem"`, `"PublicKeyPem"`, 1),
		"not an actor":  `[]`,
		"no id":         strings.Replace(actor, `{"id"`, `{"x"`, 1),
	} {
		if _, err := KeyOf([]byte(doc), "https://a.example/u#main-key"); err == nil {
			t.Errorf("%s: the key is taken", name)
		}
	}
	if _, err := KeyOf([]byte(actor), ""); err == nil {
		t.Error("a key without id is taken")
	}
}

// Section 11: unlimited key fetching.
func TestKeysAreNotFetchedWithoutEnd(t *testing.T) {
	base, asked := documents(t, map[string]object{
		"/ida": {"id": "BASE/ida", "publicKey": object{"id": "BASE/ida#main-key", "owner": "BASE/ida", "publicKeyPem": pem(t)}},
	})
	clk, ctx := newClock(), context.Background()
	c := newClient(t, Options{AllowPrivate: true, Now: clk.now})
	count := func(id string, times int) int32 {
		before := asked.Load()
		var wg sync.WaitGroup
		for range times {
			wg.Go(func() { _, _ = c.FetchKey(ctx, base+id, nil) })
		}
		wg.Wait()
		return asked.Load() - before
	}
	for _, id := range []string{"/ida#main-key", "/gone#main-key"} {
		if n := count(id, 50); n != 1 {
			t.Errorf("%s was fetched %d times", id, n)
		}
	}
	clk.add(2 * foundLife)
	if n := count("/ida#main-key", 5); n != 1 {
		t.Errorf("a changed key is not seen: fetched %d times", n)
	}
	if n := count("/gone#main-key", 5); n != 0 {
		t.Errorf("a missing key was fetched %d times within its time", n)
	}
	clk.add(missingLife)
	if n := count("/gone#main-key", 5); n != 1 {
		t.Errorf("a missing key is missing for ever: fetched %d times", n)
	}
	for i := range keyCacheLimit + 100 { // a flood of names: memory stays bounded
		_, _ = c.FetchKey(ctx, fmt.Sprint("http://127.0.0.1:1/", i), nil)
	}
	if n := len(c.keys.byID); n > keyCacheLimit {
		t.Errorf("%d lookups kept", n)
	}
}

func TestAKeyLookupEndsWithItsRequest(t *testing.T) {
	release := make(chan struct{})
	s := server(t, func(w http.ResponseWriter, r *http.Request) { <-release })
	c := newClient(t, Options{AllowPrivate: true, Total: 10 * time.Second})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := c.FetchKey(ctx, s.URL+"/ida#main-key", nil)
	wantReason(t, err, ReasonCanceled)
	close(release)
}
