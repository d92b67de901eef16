package federation

import (
	"context"
	"net/http"
	"strings"

	"vitrine/content"
	"vitrine/federation/vocab"
)

type ctx = context.Context

// noise reports what is dropped unverified, as all servers do: most traffic is
// the Delete or Update of people of whom nothing is known here.
func (s *Server) noise(c ctx, site *content.Site, a *vocab.Activity) (bool, error) {
	if a.ObjectID != a.Actor || a.Type != "Delete" && a.Type != "Update" {
		return false, nil
	}
	_, err := s.Store.Actor(c, a.Actor)
	if content.Is(err, content.NotFound) {
		return true, nil
	}
	return false, err
}

// authenticate finds out who sent a request. It returns nil, without an error,
// for what is dropped: a replay, or an activity forwarded by somebody else that
// a job fetches from its origin instead.
func (s *Server) authenticate(r *http.Request, site *content.Site, a *vocab.Activity, body []byte) (*message, error) {
	sig, err := s.Verify.Parse(r, body, site.Origin)
	if err != nil {
		return nil, unsigned(err)
	}
	host := vocab.Host(sig.KeyID())
	if host == "" {
		return nil, unsigned(content.Failf(content.Unauthorized, "key id %q", sig.KeyID()))
	}
	if blocked, err := s.Store.Blocked(r.Context(), site.ID, "", host); err != nil || blocked {
		if err != nil {
			return nil, err
		}
		return nil, &content.Error{Code: content.Forbidden, Key: "error.blocked"}
	}
	signer, err := s.signer(r.Context(), site, sig, a)
	if err != nil || signer == nil {
		return nil, err
	}
	if s.Verify.Replayed(sig) {
		return nil, nil
	}
	s.revive(r.Context(), host)
	m := &message{Activity: a, site: site, actor: signer, in: content.Received{Activity: a.ID, Actor: a.Actor, At: s.Now()}}
	if signer.ID == a.Actor {
		return m, nil
	}
	return s.forwarded(r.Context(), m, body)
}

func unsigned(err error) error {
	if content.Is(err, content.Malformed) {
		return err
	}
	return &content.Error{Code: content.Unauthorized, Key: "error.signature", Err: err}
}

// signer finds the actor whose key made the signature: from the cache, else by
// fetching the key; once more when the cached key does not match, for people do
// change keys. A self-Delete of an actor who answers 410 needs no key.
func (s *Server) signer(c ctx, site *content.Site, sig Signature, a *vocab.Activity) (*content.Actor, error) {
	now := s.Now()
	actor, err := s.Store.ActorByKey(c, sig.KeyID())
	if err == nil {
		if check(sig, actor) == nil {
			return actor, nil
		}
		if !s.refetch.allow(actor.ID, now) {
			return nil, unsigned(content.Failf(content.Unauthorized, "signature does not match the key of %s", actor.ID))
		}
	} else if !content.Is(err, content.NotFound) {
		return nil, err
	}
	if s.missing.recent(sig.KeyID(), now) {
		return nil, unsigned(content.Failf(content.Unauthorized, "key %s could not be fetched lately", sig.KeyID()))
	}
	fresh, err := s.fetchSigner(c, site, sig.KeyID())
	if content.Is(err, content.Gone) && a.Type == "Delete" && a.ObjectID == a.Actor && vocab.SameOrigin(sig.KeyID(), a.Actor) {
		_, err := s.Store.ForgetActor(c, content.Received{Activity: a.ID, Actor: a.Actor, At: now}, site.ID, a.Actor)
		return nil, err
	}
	if err != nil {
		s.missing.mark(sig.KeyID(), now)
		return nil, unsigned(err)
	}
	if err := check(sig, fresh); err != nil {
		return nil, unsigned(err)
	}
	return fresh, nil
}

func check(sig Signature, a *content.Actor) error {
	for _, k := range a.Keys {
		if k.ID == sig.KeyID() {
			return sig.Check(k.Public)
		}
	}
	return content.Failf(content.Unauthorized, "%s does not list %s", a.ID, sig.KeyID())
}

// fetchSigner fetches the actor behind a key id: the document there is the
// actor, or a stub or key that names its owner (GoToSocial), who must list it.
func (s *Server) fetchSigner(c ctx, site *content.Site, keyID string) (*content.Actor, error) {
	address, _, _ := strings.Cut(keyID, "#")
	doc, err := s.Client.Get(c, site, address)
	if err != nil {
		return nil, err
	}
	owner, key, err := vocab.ParseKey(doc, keyID)
	if err != nil {
		return nil, content.Fail(content.Unauthorized, err)
	}
	if owner == address {
		if a, err := s.keep(c, doc); err == nil {
			return a, nil
		}
	}
	doc, err = s.Client.Get(c, site, owner)
	if err != nil {
		return nil, err
	}
	a, err := vocab.ParseActor(doc)
	if err != nil {
		return nil, content.Fail(content.Unauthorized, err)
	}
	if a.ID != owner {
		return nil, content.Failf(content.Unauthorized, "%s is %s", owner, a.ID)
	}
	if !lists(a, key.ID) {
		return nil, content.Failf(content.Unauthorized, "%s does not list %s", a.ID, key.ID)
	}
	return s.keepActor(c, a)
}

func lists(a *content.Actor, key string) bool {
	for _, k := range a.Keys {
		if k.ID == key {
			return true
		}
	}
	return false
}

// fetchActor fetches an actor's document and keeps it.
func (s *Server) fetchActor(c ctx, site *content.Site, id string) (*content.Actor, error) {
	doc, err := s.Client.Get(c, site, id)
	if err != nil {
		return nil, err
	}
	a, err := s.keep(c, doc)
	if err != nil {
		return nil, content.Fail(content.Malformed, err)
	}
	return a, nil
}

// keep caches the actor in a document; a stub without an inbox is not one.
func (s *Server) keep(c ctx, doc []byte) (*content.Actor, error) {
	a, err := vocab.ParseActor(doc)
	if err != nil {
		return nil, err
	}
	return s.keepActor(c, a)
}

func (s *Server) keepActor(c ctx, a *content.Actor) (*content.Actor, error) {
	if a.Inbox == "" {
		return nil, content.Failf(content.Malformed, "%s has no inbox", a.ID)
	}
	a.Name, a.Summary = s.Cleaner.Plain(a.Name), s.Cleaner.Remote(a.Summary)
	if !content.ValidURL(a.Icon) {
		a.Icon = ""
	}
	a.Fetched, a.Used = s.Now(), s.Now()
	return a, s.Store.SaveActor(c, a)
}

// revive tells the couriers that a server lives, at most once a minute.
func (s *Server) revive(c ctx, host string) {
	if !s.revived.allow(host, s.Now()) {
		return
	}
	if err := s.Store.Revive(c, host, s.Now()); err != nil {
		s.Log.Warn("reviving a host", "host", host, "err", err)
		return
	}
	s.wake(content.QueueDeliver)
}

// forwarded is an activity that somebody else passes on, as servers do with
// replies in a thread. It counts with a proof by its actor; otherwise a job
// fetches it from where it comes.
func (s *Server) forwarded(c ctx, m *message, body []byte) (*message, error) {
	method, err := s.Verify.Proof(body, func(method string) ([]byte, error) {
		if !vocab.SameOrigin(method, m.Actor) {
			return nil, content.Failf(content.Unauthorized, "%s proves for %s", method, m.Actor)
		}
		a, err := s.Store.Actor(c, m.Actor)
		if err != nil {
			return nil, err
		}
		for _, k := range a.Keys {
			if k.ID == method && k.Type == "ed25519" {
				return k.Public, nil
			}
		}
		return nil, content.Failf(content.Unauthorized, "%s does not list %s", m.Actor, method)
	})
	if err == nil && method != "" {
		a, err := s.Store.Actor(c, m.Actor)
		if err != nil {
			return nil, err
		}
		m.actor = a
		return m, nil
	}
	switch m.Type {
	case "Create", "Update", "Delete":
		return nil, s.later(c, m.site, inbound{Do: "fetch", Address: m.ObjectID, Actor: m.Actor, Activity: m.ID, Type: m.Type})
	}
	return nil, unsigned(content.Failf(content.Unauthorized, "signed by %s for %s", m.actor.ID, m.Actor))
}
