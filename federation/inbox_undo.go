package federation

import "vitrine/content"

// inUndo takes back a Follow, Like, Announce or Block. A Follow is matched by
// who and whom first, for servers make up new ids; by its id otherwise.
func (s *Server) inUndo(c ctx, m *message) error {
	if m.Inner == nil { // only an id: whatever it was, it was a reaction or a follow of this actor
		if _, err := s.undoReaction(c, m, m.ObjectID, "", ""); !content.Is(err, content.NotFound) {
			return err
		}
		_, err := s.Store.EndFollow(c, m.in, m.site.ID, m.ObjectID, m.actor.ID)
		return err
	}
	switch m.Inner.Type {
	case "Follow":
		ch, err := s.ours(c, m.site, m.Inner.ObjectID)
		if err != nil {
			if m.Inner.ID == "" {
				return err
			}
			_, err = s.Store.EndFollow(c, m.in, m.site.ID, m.Inner.ID, m.actor.ID)
			return err
		}
		_, err = s.Store.EndFollower(c, m.in, m.site.ID, ch.ID, m.actor.ID)
		return err
	case "Like", "Announce":
		kind := content.Like
		if m.Inner.Type == "Announce" {
			kind = content.Boost
		}
		_, err := s.undoReaction(c, m, m.Inner.ID, kind, m.Inner.ObjectID)
		return err
	}
	_, err := s.Store.Note(c, m.in, m.site.ID)
	return err
}

func (s *Server) undoReaction(c ctx, m *message, uri string, kind content.ReactionKind, object string) (bool, error) {
	var id content.ID
	if object != "" {
		if ref, err := s.ourObject(c, m.site, object); err == nil {
			id = ref.ID
		} else if uri == "" {
			return false, err
		}
	}
	return s.Store.UndoReaction(c, m.in, m.site.ID, uri, m.actor.ID, kind, id)
}
