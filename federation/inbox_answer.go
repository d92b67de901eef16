package federation

import (
	"slices"

	"vitrine/content"
)

// inAnswer is the answer to a Follow of ours; one to something that we never
// asked, or no longer ask, has no effect. It is matched by the Follow's id, else
// by who followed whom: some servers make up an id for what they embed.
func (s *Server) inAnswer(c ctx, m *message) error {
	list, err := s.Store.Followings(c, m.site.ID, "")
	if err != nil {
		return err
	}
	id := m.ObjectID
	if m.Inner != nil && m.Inner.ID != "" {
		id = m.Inner.ID
	}
	theirs := func(f content.Following) bool { return f.Actor == m.actor.ID && f.State != content.StateEnded }
	i := slices.IndexFunc(list, func(f content.Following) bool { return theirs(f) && f.FollowID == id })
	if i < 0 && m.Inner != nil {
		i = slices.IndexFunc(list, func(f content.Following) bool { return theirs(f) && m.site.ActorID(f.Channel) == m.Inner.Actor })
	}
	if i < 0 {
		return nil
	}
	state := content.StateAccepted
	if m.Type == "Reject" {
		state = content.StateRejected
	}
	_, err = s.Store.SetFollowing(c, m.in, m.site.ID, list[i].FollowID, m.actor.ID, state)
	return err
}
