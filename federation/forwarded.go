package federation

import (
	"vitrine/content"
	"vitrine/federation/vocab"
)

// forwarded is an activity that somebody else passes on, as servers do with
// replies in a thread. It counts with a proof by its actor; otherwise a job
// looks it up where it comes from, if it could concern us. Only what says
// something about a post can be forwarded: who follows, blocks, moves or reports
// says so himself.
func (s *Server) forwarded(c ctx, m *message, body []byte) (*message, error) {
	switch m.Type {
	case "Create", "Update", "Delete", "Like", "Announce":
		a, err := s.proven(c, m.Actor, body)
		if err == nil {
			m.actor = a
			return m, nil
		}
		if content.Is(err, content.Internal) {
			return nil, err
		}
	}
	switch m.Type {
	case "Create", "Update", "Delete":
		concerns, err := s.concerns(c, m)
		if err != nil || !concerns {
			return nil, err
		}
		if s.relayed.take(vocab.Host(m.actor.ID), s.Now()) > 0 {
			return nil, content.Failf(content.RateLimited, "%s forwards too much", m.actor.ID)
		}
		return nil, s.later(c, m.site, inbound{Do: "fetch", Address: m.ObjectID, Actor: m.Actor, Activity: m.ID, Type: m.Type})
	}
	return nil, unsigned(content.Failf(content.Unauthorized, "signed by %s for %s", m.actor.ID, m.Actor))
}

// proven is the actor, known here, whose FEP-8b32 proof the document carries.
func (s *Server) proven(c ctx, id string, body []byte) (*content.Actor, error) {
	var actor *content.Actor
	_, err := s.Verify.Proof(body, func(method string) ([]byte, error) {
		if !vocab.SameOrigin(method, id) {
			return nil, content.Failf(content.Unauthorized, "%s proves for %s", method, id)
		}
		a, err := s.Store.Actor(c, id)
		if err != nil {
			return nil, err
		}
		for _, k := range a.Keys {
			if k.ID == method && k.Type == "ed25519" {
				actor = a
				return k.Public, nil
			}
		}
		return nil, content.Failf(content.Unauthorized, "%s does not list %s", id, method)
	})
	if err == nil && actor == nil {
		err = content.Failf(content.Unauthorized, "a proof without a key")
	}
	if err != nil && content.CodeOf(err) == content.Internal {
		err = content.Fail(content.Unauthorized, err) // what is wrong with a proof has no code of its own
	}
	return actor, err
}

// concerns reports whether a forwarded activity is about something of ours: a
// stored reply, or a new one to what we have. Anything else would only make us
// fetch what a stranger names.
func (s *Server) concerns(c ctx, m *message) (bool, error) {
	if m.Type == "Delete" && m.ObjectID == m.Actor {
		return true, nil // of an actor that is known: noise was dropped
	}
	if m.Type == "Create" && m.Object != nil {
		r, err := s.replyOf(c, m)
		return r != nil, err
	}
	_, err := s.Store.ReplyByURI(c, m.site.ID, m.ObjectID)
	if content.Is(err, content.NotFound) {
		return false, nil
	}
	return err == nil, err
}
