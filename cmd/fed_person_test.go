package cmd

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"vitrine/federation/sign"
)

// labKeys are made once: an RSA key takes its time.
var labKeys struct {
	mu  sync.Mutex
	rsa []sign.Private
	ed  []sign.Private
}

func labKey(n int) (r, ed sign.Private) {
	labKeys.mu.Lock()
	defer labKeys.mu.Unlock()
	for len(labKeys.rsa) <= n {
		k, err := sign.GenerateRSA()
		if err != nil {
			panic(err)
		}
		e, err := sign.GenerateEd25519()
		if err != nil {
			panic(err)
		}
		labKeys.rsa, labKeys.ed = append(labKeys.rsa, k), append(labKeys.ed, e)
	}
	return labKeys.rsa[n], labKeys.ed[n]
}

// person is an actor elsewhere.
type person struct {
	world    *world
	id       string
	name     string
	host     string
	noShared bool
	rsa, ed  sign.Private
	n        int
}

func (p *person) doc() obj {
	pem, err := sign.PublicPEM(p.rsa.Public())
	if err != nil {
		panic(err)
	}
	multi, err := sign.Multikey(p.ed.Public())
	if err != nil {
		panic(err)
	}
	d := obj{"@context": []any{asContext, "https://w3id.org/security/v1"}, "id": p.id, "type": "Person", "preferredUsername": p.name, "name": strings.ToUpper(p.name[:1]) + p.name[1:],
		"summary": "<p>Hallo</p>", "inbox": p.id + "/inbox", "outbox": p.id + "/outbox", "followers": p.id + "/followers", "url": "http://" + p.host + "/@" + p.name,
		"publicKey":       obj{"id": p.id + "#main-key", "owner": p.id, "publicKeyPem": pem},
		"assertionMethod": []any{obj{"id": p.id + "#ed25519-key", "type": "Multikey", "controller": p.id, "publicKeyMultibase": multi}}}
	if !p.noShared {
		d["endpoints"] = obj{"sharedInbox": "http://" + p.host + "/inbox"}
	}
	return d
}

func (p *person) signer() sign.Signer { return sign.Signer{KeyID: p.id + "#main-key", Key: p.rsa} }

// act makes an activity of the person.
func (p *person) act(typ string, object any, more ...any) obj {
	p.n++
	a := obj{"@context": asContext, "id": fmt.Sprintf("%s/x/%d", p.id, p.n), "type": typ, "actor": p.id, "object": object}
	for i := 0; i < len(more); i += 2 {
		a[more[i].(string)] = more[i+1]
	}
	return a
}

// note is a public post.
func (p *person) note(text string, more ...any) obj {
	p.n++
	n := obj{"id": fmt.Sprintf("%s/p/%d", p.id, p.n), "type": "Note", "attributedTo": p.id, "content": text, "to": []any{public}, "cc": []any{p.id + "/followers"},
		"published": labStart.Format(time.RFC3339)}
	for i := 0; i < len(more); i += 2 {
		n[more[i].(string)] = more[i+1]
	}
	return n
}

// create makes the Create of a post.
func (p *person) create(note obj) obj {
	return p.act("Create", note, "to", note["to"], "cc", note["cc"])
}

// prove adds the person's proof to an activity.
func (p *person) prove(activity obj) []byte {
	key, _ := p.ed.Ed25519()
	doc, err := sign.AddProof(mustJSON(activity), p.id+"#ed25519-key", key, p.world.lab.now())
	if err != nil {
		panic(err)
	}
	return doc
}

// id is the id of a document.
func id(o obj) string { return o["id"].(string) }

// follow makes the person a follower.
func (l *lab) follow(p *person) {
	l.Helper()
	l.tell(p, p.act("Follow", l.us()))
	l.work()
	l.world.collect(p.host)
}
