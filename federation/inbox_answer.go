package federation

import "vitrine/content"

// inAnswer is the answer to a Follow of ours; one to something that we never
// asked has no effect.
func (s *Server) inAnswer(c ctx, m *message) error {
	id := m.ObjectID
	if m.Inner != nil && m.Inner.ID != "" {
		id = m.Inner.ID
	}
	state := content.StateAccepted
	if m.Type == "Reject" {
		state = content.StateRejected
	}
	_, err := s.Store.SetFollowing(c, m.in, m.site.ID, id, m.actor.ID, state)
	return err
}
