package federation

import (
	"vitrine/content"
	"vitrine/federation/vocab"
)

// inAnnounce counts a boost of ours. What a followed institution passes on is
// fetched from its origin, whatever was embedded.
func (s *Server) inAnnounce(c ctx, m *message) error {
	if vocab.SameOrigin(m.ObjectID, m.site.Origin) {
		return s.react(c, m, content.Boost)
	}
	follows, err := s.Store.Follows(c, m.site.ID, m.actor.ID)
	if err != nil || !follows || !m.Public {
		return err
	}
	address := m.ObjectID
	if m.Inner != nil && m.Inner.ObjectID != "" {
		address = m.Inner.ObjectID
	}
	return s.later(c, m.site, inbound{Do: "fetch", Address: address, Actor: m.Actor, Activity: m.ID, Type: "Announce"})
}
