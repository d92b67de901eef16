package federation

import (
	"context"

	"vitrine/content"
	"vitrine/federation/vocab"
)

// AcceptFollower lets in who has been waiting, and tells them so.
func (s *Server) AcceptFollower(ctx context.Context, site *content.Site, channel content.ID, actor string) error {
	f, err := s.Store.Follower(ctx, site.ID, channel, actor)
	if err != nil {
		return err
	}
	j, err := followAnswer(site, f, "Accept")
	if err != nil {
		return err
	}
	defer s.wake(content.QueueAnswer)
	return s.Store.AcceptFollower(ctx, site.ID, channel, actor, j)
}

// RemoveFollower refuses who has been waiting, or ends a following, and tells
// them so. NotFound when there is no such follower.
func (s *Server) RemoveFollower(ctx context.Context, site *content.Site, channel content.ID, actor string) error {
	f, err := s.Store.Follower(ctx, site.ID, channel, actor)
	if err != nil {
		return err
	}
	j, err := followAnswer(site, f, "Reject")
	if err != nil {
		return err
	}
	defer s.wake(content.QueueAnswer)
	_, err = s.Store.EndFollower(ctx, content.Received{At: s.Now()}, site.ID, channel, actor, j)
	return err
}

// followAnswer is the job that answers a follower's Follow.
func followAnswer(site *content.Site, f *content.Follower, typ string) (content.Job, error) {
	return answerJob(site, string(f.Channel)+" "+f.Actor, answer{Type: typ, Inbox: f.Inbox, Channel: f.Channel,
		Follow: &vocab.Following{ID: f.FollowID, Actor: f.Actor, Object: site.ActorID(f.Channel)}})
}
