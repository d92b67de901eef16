package federation

import "vitrine/content"

// inDelete removes what its owner removes: a reply, a post, or everything of an
// actor who leaves.
func (s *Server) inDelete(c ctx, m *message) error {
	if m.ObjectID == m.actor.ID {
		return s.forgetActor(c, m.site, m.in, m.actor.ID)
	}
	return s.forget(c, m.site, m.in, m.ObjectID, m.actor.ID)
}

// forget removes a reply or a post. A Delete may overtake its Create: what is
// not here is remembered for a while, so that it does not come after all.
func (s *Server) forget(c ctx, site *content.Site, in content.Received, uri, actor string) error {
	_, err := s.Store.DeleteReply(c, in, site.ID, uri, actor)
	if content.Is(err, content.NotFound) {
		_, err = s.Store.DeleteRemotePost(c, in, site.ID, uri, actor)
	}
	if content.Is(err, content.NotFound) {
		s.early.put(actor+" "+uri, true, s.Now())
	}
	return quiet(err)
}
