package federation

import "vitrine/content"

// inLike counts a like; a face (EmojiReact) is one too.
func (s *Server) inLike(c ctx, m *message) error { return s.react(c, m, content.Like) }

func (s *Server) react(c ctx, m *message, kind content.ReactionKind) error {
	ref, err := s.ourObject(c, m.site, m.ObjectID)
	if err != nil {
		return err
	}
	_, err = s.Store.SaveReaction(c, m.in, &content.Reaction{Site: m.site.ID, Object: ref.ID, Kind: kind, Actor: m.actor.ID, URI: m.ID, At: s.Now()})
	return err
}
