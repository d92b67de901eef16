package federation

// inBlock ends the following of somebody who blocks a channel: nothing more is sent there.
func (s *Server) inBlock(c ctx, m *message) error {
	ch, err := s.ours(c, m.site, m.ObjectID)
	if err != nil {
		return err
	}
	_, err = s.Store.EndFollower(c, m.in, m.site.ID, ch.ID, m.actor.ID)
	return err
}
