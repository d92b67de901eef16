package cmd

import (
	"crypto"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"

	"vitrine/federation/sign"
)

// worldHosts are the servers that exist; bare names resolve to one listener.
var worldHosts = []string{"social.example", "other.example", "third.example", "evil.example", "sub.evil.example", "dead.example", "xn--bcher-kva.example", "group.example"}

// world is every other server.
type world struct {
	lab   *lab
	names map[string]string

	mu      sync.Mutex
	pages   map[string]served // by address
	hits    map[string]int    // requests by address
	arrived []arrived
	moods   map[string]func(*http.Request) (int, http.Header) // by host: answers POSTs; nil: verify, then 202
}

type served struct {
	status      int
	contentType string
	body        []byte
}

// arrived is an activity that the hub delivered, with a signature that holds.
type arrived struct {
	host, path string
	at         time.Time
	scheme     sign.Scheme
	keyID      string
	raw        []byte
	doc        obj
}

func (a arrived) typ() string { s, _ := a.doc["type"].(string); return s }

// about is the id of the activity's object.
func (a arrived) about() string {
	switch o := a.doc["object"].(type) {
	case string:
		return o
	case obj:
		s, _ := o["id"].(string)
		return s
	}
	return ""
}

func newWorld(l *lab) *world {
	w := &world{lab: l, names: map[string]string{}, pages: map[string]served{}, hits: map[string]int{}, moods: map[string]func(*http.Request) (int, http.Header){}}
	srv := httptest.NewServer(w)
	l.Cleanup(srv.Close)
	for _, h := range worldHosts {
		w.names[h] = strings.TrimPrefix(srv.URL, "http://")
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	l.ok(err)
	w.names["down.example"] = ln.Addr().String()
	ln.Close() // nobody listens there
	return w
}

func (w *world) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	address := "http://" + r.Host + r.URL.RequestURI()
	if r.Method == http.MethodPost {
		w.take(rw, r)
		return
	}
	w.mu.Lock()
	w.hits[address]++
	p, ok := w.pages[address]
	w.mu.Unlock()
	if !ok {
		rw.WriteHeader(http.StatusNotFound)
		return
	}
	if p.contentType != "" {
		rw.Header().Set("Content-Type", p.contentType)
	}
	rw.WriteHeader(p.status)
	rw.Write(p.body)
}

// take verifies a delivery as a careful server does.
func (w *world) take(rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		rw.WriteHeader(http.StatusBadRequest)
		return
	}
	w.mu.Lock()
	w.hits["POST http://"+r.Host+r.URL.Path]++
	mood := w.moods[r.Host]
	w.mu.Unlock()
	if mood != nil {
		if status, header := mood(r); status != 0 {
			for k, v := range header {
				rw.Header()[k] = v
			}
			rw.WriteHeader(status)
			return
		}
	}
	a := arrived{host: r.Host, path: r.URL.Path, at: w.lab.now(), raw: body}
	if err := w.verify(r, body, &a); err != nil {
		w.lab.Errorf("delivery to %s%s: %v", r.Host, r.URL.Path, err)
		rw.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.mu.Lock()
	w.arrived = append(w.arrived, a)
	w.mu.Unlock()
	rw.WriteHeader(http.StatusAccepted)
}

func (w *world) verify(r *http.Request, body []byte, a *arrived) error {
	p, err := sign.Parse(r, body, sign.Options{Now: w.lab.now(), Origin: "http://" + r.Host})
	if err != nil {
		return err
	}
	a.scheme, a.keyID = p.Scheme, p.KeyID
	if err := json.Unmarshal(body, &a.doc); err != nil {
		return err
	}
	owner, _, _ := strings.Cut(p.KeyID, "#")
	if a.doc["actor"] != owner {
		return fmt.Errorf("signed by %s for %v", owner, a.doc["actor"])
	}
	key, err := w.lab.hubKey(owner, p.KeyID)
	if err != nil {
		return err
	}
	return p.Check(key)
}

// hubKey reads a key from the hub's own document of an actor.
func (l *lab) hubKey(owner, keyID string) (crypto.PublicKey, error) {
	res := l.get(owner, "Accept", "application/activity+json")
	if res.status != 200 {
		return nil, fmt.Errorf("%s answers %d", owner, res.status)
	}
	doc := res.json(l)
	if k, ok := doc["publicKey"].(obj); ok && k["id"] == keyID {
		return sign.ParsePublicPEM(k["publicKeyPem"].(string))
	}
	list, _ := doc["assertionMethod"].([]any)
	for _, x := range list {
		if k := x.(obj); k["id"] == keyID {
			return sign.ParseMultikey(k["publicKeyMultibase"].(string))
		}
	}
	return nil, fmt.Errorf("%s does not list %s", owner, keyID)
}

// proven fails unless the document carries a proof by its actor.
func (l *lab) proven(doc []byte) {
	l.Helper()
	_, err := sign.VerifyProof(doc, func(method string) (ed25519.PublicKey, error) {
		owner, _, _ := strings.Cut(method, "#")
		key, err := l.hubKey(owner, method)
		if err != nil {
			return nil, err
		}
		return key.(ed25519.PublicKey), nil
	}, l.now())
	if err != nil {
		l.Errorf("proof: %v\n%s", err, doc)
	}
}

// put makes an address answer a document.
func (w *world) put(address string, doc any) { w.putAs(address, 200, "application/activity+json", doc) }

func (w *world) putAs(address string, status int, contentType string, doc any) {
	body, ok := doc.([]byte)
	if !ok && doc != nil {
		body = mustJSON(doc)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages[address] = served{status, contentType, body}
}

// gone makes an address answer a bare status.
func (w *world) gone(address string, status int) { w.putAs(address, status, "", nil) }

// mood sets how a host answers deliveries; 0 lets it be.
func (w *world) mood(host string, f func(*http.Request) (int, http.Header)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.moods[host] = f
}

// fails makes a host answer every delivery with a status; 0 makes it well again.
func (w *world) fails(host string, status int) {
	w.mood(host, func(*http.Request) (int, http.Header) { return status, nil })
}

// asked is how often an address was asked for.
func (w *world) asked(address string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.hits[address]
}

// collect takes what arrived since the last call, at a host or everywhere.
func (w *world) collect(host string) []arrived {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out, rest []arrived
	for _, a := range w.arrived {
		if host == "" || a.host == host {
			out = append(out, a)
		} else {
			rest = append(rest, a)
		}
	}
	w.arrived = rest
	return out
}

// types are the types of what arrived, in order.
func types(list []arrived) []string {
	out := []string{}
	for _, a := range list {
		out = append(out, a.typ())
	}
	return out
}

// person makes an actor with a document that can be fetched.
func (w *world) person(name, host string, n int) *person {
	p := &person{world: w, id: "http://" + host + "/users/" + name, name: name, host: host}
	p.rsa, p.ed = labKey(n)
	w.put(p.id, p.doc())
	return p
}
