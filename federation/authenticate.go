package federation

import (
	"context"
	"net/http"
	"strings"
	"time"

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
func (s *Server) authenticate(w http.ResponseWriter, r *http.Request, site *content.Site, a *vocab.Activity, body []byte) (*message, error) {
	now := s.Now()
	sig, err := s.Verify.Parse(r, body, site.Origin)
	if err != nil {
		return nil, unsigned(err)
	}
	host := vocab.Host(sig.KeyID())
	if host == "" {
		return nil, unsigned(content.Failf(content.Unauthorized, "key id %q", sig.KeyID()))
	}
	from := s.sender(r, host)
	if d := s.refused.wait(from, now); d > 0 {
		return nil, tooMany(w, d)
	}
	if d := s.signed.take(from+" "+host, now); d > 0 {
		return nil, tooMany(w, d)
	}
	if blocked, err := s.blocked(r.Context(), site, sig.KeyID()); err != nil || blocked {
		if err != nil {
			return nil, err
		}
		return nil, refuseBlocked()
	}
	signer, err := s.signer(r.Context(), site, sig, a, from)
	switch {
	case content.Is(err, content.Unauthorized):
		s.refused.take(from, now)
		return nil, err
	case content.Is(err, content.RateLimited):
		return nil, tooMany(w, time.Minute)
	case err != nil || signer == nil:
		return nil, err
	}
	if s.Verify.Replayed(sig) {
		return nil, nil
	}
	s.revive(r.Context(), host)
	m := &message{Activity: a, site: site, actor: signer, in: content.Received{Activity: a.ID, Actor: a.Actor, At: now}}
	if signer.ID == a.Actor {
		return m, nil
	}
	if blocked, err := s.blocked(r.Context(), site, signer.ID); err != nil || blocked {
		if err != nil {
			return nil, err
		}
		return nil, refuseBlocked()
	}
	return s.forwarded(r.Context(), m, body)
}

// unsigned is the answer to a signature that does not hold.
func unsigned(err error) error {
	if content.Is(err, content.Malformed) {
		return err
	}
	return &content.Error{Code: content.Unauthorized, Key: "error.signature", Err: err}
}

// signer finds the actor whose key made the signature: from the cache, else by
// fetching the key; once more when the cached key does not match, for people do
// change keys. A self-Delete of an actor who answers 410 needs no key.
func (s *Server) signer(c ctx, site *content.Site, sig Signature, a *vocab.Activity, from string) (*content.Actor, error) {
	now := s.Now()
	if actor, ok := s.signers.get(sig.KeyID(), now); ok && check(sig, actor) == nil {
		return actor, nil
	}
	actor, err := s.Store.ActorByKey(c, sig.KeyID())
	if err == nil {
		if check(sig, actor) == nil {
			s.use(c, actor)
			s.signers.put(sig.KeyID(), actor, now)
			return actor, nil
		}
		if !s.refetch.allow(actor.ID, now) {
			return nil, unsigned(content.Failf(content.Unauthorized, "signature does not match the key of %s", actor.ID))
		}
	} else if !content.Is(err, content.NotFound) {
		return nil, err
	}
	if s.missing.recent(sig.KeyID(), now) || s.unsure.recent(sig.KeyID(), now) {
		return nil, unsigned(content.Failf(content.Unauthorized, "key %s could not be fetched lately", sig.KeyID()))
	}
	if s.fetches.take("from "+from, now) > 0 || s.fetches.take("at "+vocab.Host(sig.KeyID()), now) > 0 {
		return nil, content.Failf(content.RateLimited, "too many unknown keys")
	}
	fresh, err := s.fetchSigner(c, site, sig.KeyID())
	switch {
	case content.Is(err, content.Gone) && a.Type == "Delete" && a.ObjectID == a.Actor && keyOf(sig.KeyID(), a.Actor):
		return nil, s.forgetActor(c, site, content.Received{Activity: a.ID, Actor: a.Actor, At: now}, a.Actor)
	case content.Is(err, content.Internal):
		return nil, err
	case content.Is(err, content.Unavailable):
		s.unsure.mark(sig.KeyID(), now)
		return nil, unsigned(err)
	case err != nil:
		s.missing.mark(sig.KeyID(), now)
		return nil, unsigned(content.Fail(content.Unauthorized, err)) // also when the document there is malformed
	}
	if err := check(sig, fresh); err != nil {
		return nil, unsigned(err)
	}
	return fresh, nil
}

// keyOf reports whether a key id is one of the actor's own: its id with a
// fragment or a further step. That one person's key answers 410 says nothing
// about the neighbours.
func keyOf(keyID, actor string) bool {
	rest, ok := strings.CutPrefix(keyID, actor)
	return ok && rest != "" && (rest[0] == '#' || rest[0] == '/')
}

// useEvery is how often it is noted that a cached actor is still of use.
const useEvery = 24 * time.Hour

// use keeps an actor from being removed as unused.
func (s *Server) use(c ctx, a *content.Actor) {
	now := s.Now()
	if now.Sub(a.Used) < useEvery {
		return
	}
	a.Used = now
	if err := s.saveActor(c, a); err != nil {
		s.Log.Warn("noting that an actor was used", "actor", a.ID, "err", err)
	}
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
		if a, err := vocab.ParseActor(doc); err == nil && a.ID == owner && a.Inbox != "" {
			return s.keepActor(c, a)
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
	return a, s.saveActor(c, a)
}

// saveActor stores an actor; what was remembered of it is read again.
func (s *Server) saveActor(c ctx, a *content.Actor) error {
	err := s.Store.SaveActor(c, a)
	for _, k := range a.Keys {
		s.signers.forget(k.ID)
	}
	return err
}

// forgetActor removes an actor who is gone, and all that it left.
func (s *Server) forgetActor(c ctx, site *content.Site, in content.Received, actor string) error {
	if a, err := s.Store.Actor(c, actor); err == nil {
		for _, k := range a.Keys {
			defer s.signers.forget(k.ID)
		}
	}
	_, err := s.Store.ForgetActor(c, in, site.ID, actor)
	return err
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
