package federation

import (
	"encoding/json"
	"slices"

	"vitrine/content"
)

// inMove re-points a follower who moves house, and what a channel follows. The
// new house must say that the old one was its own, which takes a fetch and
// therefore a job; for an actor that has nothing to do with us there is none.
func (s *Server) inMove(c ctx, m *message) error {
	tied, err := s.tied(c, m.site, m.actor.ID)
	if err != nil || !tied {
		return err
	}
	return s.later(c, m.site, inbound{Do: "move", Address: m.Target, Actor: m.actor.ID, Activity: m.ID, Type: "Move"})
}

// tied reports whether an actor follows a channel, or is followed by one.
func (s *Server) tied(c ctx, site *content.Site, actor string) (bool, error) {
	if follows, err := s.Store.Follows(c, site.ID, actor); err != nil || follows {
		return follows, err
	}
	channels, err := s.Store.Channels(c, site.ID)
	if err != nil {
		return false, err
	}
	for _, ch := range channels {
		f, err := s.Store.Follower(c, site.ID, ch.ID, actor)
		if err == nil && f.Until.IsZero() {
			return true, nil
		}
		if err != nil && !content.Is(err, content.NotFound) {
			return false, err
		}
	}
	return false, nil
}

func (s *Server) moved(c ctx, site *content.Site, in inbound) error {
	if blocked, err := s.blocked(c, site, in.Address); err != nil || blocked {
		return err
	}
	target, err := s.fetchActor(c, site, in.Address)
	if err != nil {
		return err
	}
	if target.ID != in.Address || !slices.Contains(target.AlsoKnownAs, in.Actor) {
		return content.Failf(content.Forbidden, "%s does not claim %s", target.ID, in.Actor)
	}
	if err := s.followAfter(c, site, in.Actor, target.ID); err != nil {
		return err
	}
	_, err = s.Store.MoveFollower(c, content.Received{Activity: in.Activity, Actor: in.Actor, At: s.Now()}, site.ID, in.Actor, target)
	return quiet(err)
}

// followAfter follows the new house of an institution that a channel follows.
func (s *Server) followAfter(c ctx, site *content.Site, from, to string) error {
	list, err := s.Store.Followings(c, site.ID, "")
	if err != nil {
		return err
	}
	for _, f := range list {
		if f.Actor != from || f.State != content.StateAccepted {
			continue
		}
		payload, err := json.Marshal(content.FollowJob{Target: to})
		if err != nil {
			return err
		}
		j := content.Job{ID: content.NewID(), Site: site.ID, Queue: content.QueueFollow, Key: string(f.Channel) + " " + to, Ref: f.Channel, Payload: payload, Timer: true}
		if err := s.Store.Enqueue(c, j); err != nil {
			return err
		}
		s.wake(content.QueueFollow)
	}
	return nil
}
