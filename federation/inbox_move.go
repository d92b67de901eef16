package federation

import (
	"slices"

	"vitrine/content"
)

// inMove re-points a follower who moves house. The new house must say that the
// old one was its own, which takes a fetch and therefore a job.
func (s *Server) inMove(c ctx, m *message) error {
	return s.later(c, m.site, inbound{Do: "move", Address: m.Target, Actor: m.actor.ID, Activity: m.ID, Type: "Move"})
}

func (s *Server) moved(c ctx, site *content.Site, in inbound) error {
	target, err := s.fetchActor(c, site, in.Address)
	if err != nil {
		return err
	}
	if target.ID != in.Address || !slices.Contains(target.AlsoKnownAs, in.Actor) {
		return content.Failf(content.Forbidden, "%s does not claim %s", target.ID, in.Actor)
	}
	_, err = s.Store.MoveFollower(c, content.Received{Activity: in.Activity, Actor: in.Actor, At: s.Now()}, site.ID, in.Actor, target)
	return err
}
