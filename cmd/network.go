package cmd

import (
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"vitrine/content"
	"vitrine/federation"
	"vitrine/federation/peer"
	"vitrine/federation/sign"
	"vitrine/federation/vocab"
)

// network lends the one outbound client and the keyring to federation.
type network struct {
	client *peer.Client
	ring   *sign.Keyring
	now    func() time.Time

	mu      sync.Mutex
	digests map[content.ID]sign.Digest // of the bodies being fanned out
}

var (
	_ federation.Client = (*network)(nil)
	_ federation.Keys   = (*network)(nil)
)

// actorOf is the actor id of an owner; "" is the server actor.
func actorOf(site *content.Site, owner content.ID) string {
	if owner == "" {
		return site.ServerActor()
	}
	return site.ActorID(owner)
}

func (n *network) signer(ctx context.Context, site *content.Site, owner content.ID) (sign.Signer, error) {
	p, err := n.ring.Pair(ctx, site.ID, owner)
	if err != nil {
		return sign.Signer{}, err
	}
	return sign.Signer{KeyID: vocab.MainKeyOf(actorOf(site, owner)), Key: p.RSA}, nil
}

// Get fetches an ActivityPub document, signed by the site's server actor.
func (n *network) Get(ctx context.Context, site *content.Site, address string) ([]byte, error) {
	s, err := n.signer(ctx, site, "")
	if err != nil {
		return nil, err
	}
	doc, err := n.client.Get(ctx, address, &s, peer.Activity)
	if err != nil {
		return nil, peerError(err)
	}
	return doc.Body, nil
}

// WebFinger gives the actor id behind user@host.
func (n *network) WebFinger(ctx context.Context, acct string) (string, error) {
	id, err := n.client.WebFinger(ctx, acct)
	if err != nil {
		return "", peerError(err)
	}
	return id, nil
}

// peerError gives a client's error the code that jobs and pages act on.
func peerError(err error) error {
	switch s := peer.StatusOf(err); {
	case s == http.StatusGone:
		return content.Fail(content.Gone, err)
	case s == http.StatusNotFound:
		return content.Fail(content.NotFound, err)
	}
	switch peer.ReasonOf(err) {
	case peer.ReasonAddress, peer.ReasonPort, peer.ReasonRefused, peer.ReasonJSON, peer.ReasonID, peer.ReasonContentType, peer.ReasonWebFinger:
		return content.Fail(content.Malformed, err)
	}
	return content.Fail(content.Unavailable, err)
}

// Post delivers a body, signed by its owner.
func (n *network) Post(ctx context.Context, p federation.Post) federation.Result {
	s, err := n.signer(ctx, p.Site, p.Owner)
	if err != nil {
		return federation.Result{State: content.Retry, Reason: "unknown"}
	}
	r, err := n.client.Post(ctx, p.Inbox, p.Body.Bytes, n.digest(p.Body), s)
	if err != nil {
		return federation.Result{State: content.Retry, Reason: "unknown"}
	}
	out := federation.Result{Reason: r.Reason, RetryAfter: r.RetryAfter}
	switch r.Outcome {
	case peer.Delivered:
		out.State = content.Done
	case peer.Gone:
		out.State = content.Left
	case peer.Permanent:
		out.State = content.Dead
	default:
		out.State = content.Retry
	}
	return out
}

// digest hashes a body once for all its inboxes.
func (n *network) digest(b federation.Body) sign.Digest {
	n.mu.Lock()
	defer n.mu.Unlock()
	if d, ok := n.digests[b.ID]; ok {
		return d
	}
	if n.digests == nil || len(n.digests) >= 1024 {
		n.digests = map[content.ID]sign.Digest{}
	}
	d := sign.NewDigest(b.Bytes)
	n.digests[b.ID] = d
	return d
}

// Public gives an owner's public keys.
func (n *network) Public(ctx context.Context, site *content.Site, owner content.ID) (federation.PublicKeys, error) {
	p, err := n.ring.Pair(ctx, site.ID, owner)
	if err != nil {
		return federation.PublicKeys{}, err
	}
	pem, err := sign.PublicPEM(p.RSA.Public())
	if err != nil {
		return federation.PublicKeys{}, err
	}
	multi, err := sign.Multikey(p.Ed25519.Public())
	return federation.PublicKeys{RSA: pem, Ed25519: multi}, err
}

// Prove adds the owner's FEP-8b32 proof to a document.
func (n *network) Prove(ctx context.Context, site *content.Site, owner content.ID, doc []byte, created time.Time) ([]byte, error) {
	p, err := n.ring.Pair(ctx, site.ID, owner)
	if err != nil {
		return nil, err
	}
	key, err := p.Edwards()
	if err != nil {
		return nil, err
	}
	return sign.AddProof(doc, vocab.EdKeyOf(actorOf(site, owner)), key, created)
}

// verifier lends the signature checks to federation.
type verifier struct {
	replay *sign.Replay
	now    func() time.Time
}

var _ federation.Verifier = verifier{}

type signature struct{ *sign.Parsed }

func (s signature) KeyID() string { return s.Parsed.KeyID }

func (s signature) Check(spki []byte) error {
	pub, err := x509.ParsePKIXPublicKey(spki)
	if err != nil {
		return fmt.Errorf("stored key of %s: %w", s.Parsed.KeyID, err)
	}
	return s.Parsed.Check(pub)
}

func (v verifier) Parse(r *http.Request, body []byte, origin string) (federation.Signature, error) {
	p, err := sign.Parse(r, body, sign.Options{Now: v.now(), Origin: origin})
	if errors.Is(err, sign.ErrMalformed) {
		return nil, content.Fail(content.Malformed, err)
	}
	if err != nil {
		return nil, content.Fail(content.Unauthorized, err)
	}
	return signature{p}, nil
}

func (v verifier) Replayed(s federation.Signature) bool {
	p := s.(signature).Parsed
	return v.replay.Seen(p.KeyID, p.Signature, v.now())
}

func (v verifier) Proof(doc []byte, lookup func(method string) ([]byte, error)) (string, error) {
	return sign.VerifyProof(doc, func(method string) (ed25519.PublicKey, error) {
		spki, err := lookup(method)
		if err != nil {
			return nil, err
		}
		pub, err := x509.ParsePKIXPublicKey(spki)
		if err != nil {
			return nil, err
		}
		key, ok := pub.(ed25519.PublicKey)
		if !ok {
			return nil, fmt.Errorf("the key of %s is no Ed25519 key", method)
		}
		return key, nil
	}, v.now())
}
