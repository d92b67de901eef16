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
	in := inbound{Do: "fetch", Address: m.ObjectID, Actor: m.Actor, Activity: m.ID, Type: "Announce"}
	if m.Inner != nil { // a group passes on an activity (FEP-1b12)
		in.Address = m.Inner.ObjectID
		switch m.Inner.Type {
		case "Create", "Update":
		case "Delete":
			in.Type, in.Actor = "Delete", m.Inner.Actor
		default:
			return nil
		}
	}
	if in.Address == "" || in.Actor == "" {
		return nil
	}
	return s.later(c, m.site, in)
}
