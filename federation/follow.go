package federation

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"vitrine/content"
	"vitrine/federation/vocab"
)

// removeCheck is how often a removed site's open deliveries are counted.
const removeCheck = time.Minute

// Follow makes a channel follow an actor elsewhere, or stop doing so.
func (s *Server) Follow(ctx context.Context, j content.Job) error {
	var in content.FollowJob
	if err := json.Unmarshal(j.Payload, &in); err != nil {
		return content.Fail(content.Malformed, err)
	}
	site, err := s.Store.Site(ctx, j.Site)
	if err != nil {
		return err
	}
	c, err := s.Store.Channel(ctx, j.Site, j.Ref)
	if err != nil {
		return err
	}
	id := in.Target
	if !strings.Contains(id, "://") {
		if id, err = s.Client.WebFinger(ctx, strings.TrimPrefix(id, "@")); err != nil {
			return fmt.Errorf("find %s: %w", in.Target, err)
		}
	}
	switch {
	case in.Answer == "accept":
		return s.AcceptFollower(ctx, site, c.ID, id)
	case in.Answer == "reject":
		return s.RemoveFollower(ctx, site, c.ID, id)
	case in.Undo:
		return s.unfollow(ctx, site, c, id)
	}
	a, err := s.fetchActor(ctx, site, id)
	if err != nil {
		return err
	}
	if have, err := s.Store.Following(ctx, site.ID, c.ID, a.ID); err == nil && have.State == content.StateAccepted {
		return nil
	}
	act := content.NewID()
	f := &content.Following{Site: site.ID, Channel: c.ID, Actor: a.ID, Inbox: a.Inbox, FollowID: site.ActivityID(act), State: content.StatePending, Since: s.Now()}
	body, err := vocab.Follow(vocab.Following{ID: f.FollowID, Actor: site.ActorID(c.ID), Object: a.ID})
	if err != nil {
		return err
	}
	if err := s.Store.SaveFollowing(ctx, f); err != nil {
		return err
	}
	return s.sendTo(ctx, site, c.ID, act, "Follow", body, a.Inbox, a.ID)
}

func (s *Server) unfollow(ctx context.Context, site *content.Site, c *content.Channel, id string) error {
	f, err := s.Store.Following(ctx, site.ID, c.ID, id)
	if content.Is(err, content.NotFound) || err == nil && f.State == content.StateEnded {
		return nil
	}
	if err != nil {
		return err
	}
	act := content.NewID()
	body, err := vocab.UndoFollow(site.ActivityID(act), vocab.Following{ID: f.FollowID, Actor: site.ActorID(c.ID), Object: f.Actor})
	if err != nil {
		return err
	}
	f.State = content.StateEnded
	if err := s.Store.SaveFollowing(ctx, f); err != nil {
		return err
	}
	return s.sendTo(ctx, site, c.ID, act, "Undo", body, f.Inbox, f.Actor)
}

// sendTo stores an activity for one actor's own inbox.
func (s *Server) sendTo(ctx context.Context, site *content.Site, owner, id content.ID, typ string, body []byte, inbox, actor string) error {
	a := &content.Activity{ID: id, Site: site.ID, Channel: owner, Type: typ, Dedupe: typ + "/" + string(id), Body: body, Created: s.Now()}
	_, err := s.Store.FanOut(ctx, a, content.Audience{Inboxes: []content.Inbox{{URL: inbox, Actor: actor}}}, nil)
	s.wake(content.QueueDeliver)
	return err
}

// answer is the payload of QueueAnswer.
type answer struct {
	Type    string              `json:"type"` // Accept, Reject
	Inbox   string              `json:"inbox"`
	Follow  *vocab.Following    `json:"follow,omitempty"`
	Quote   *vocab.QuoteRequest `json:"quote,omitempty"`
	Stamp   content.ID          `json:"stamp,omitempty"`
	Channel content.ID          `json:"channel"`
}

// answerJob makes the job that sends an answer; the activity's id is the job's,
// so that running it twice sends one.
func answerJob(site *content.Site, key string, a answer) (content.Job, error) {
	payload, err := json.Marshal(a)
	return content.Job{ID: content.NewID(), Site: site.ID, Queue: content.QueueAnswer, Key: key, Ref: a.Channel, Payload: payload}, err
}

// Answer sends an Accept or Reject to one actor.
func (s *Server) Answer(ctx context.Context, j content.Job) error {
	var a answer
	if err := json.Unmarshal(j.Payload, &a); err != nil {
		return content.Fail(content.Malformed, err)
	}
	site, err := s.Store.Site(ctx, j.Site)
	if err != nil {
		return err
	}
	id, us := site.ActivityID(j.ID), site.ActorID(a.Channel)
	var body []byte
	var to string
	switch {
	case a.Follow != nil && a.Type == "Accept":
		to = a.Follow.Actor
		body, err = vocab.Accept(id, *a.Follow)
	case a.Follow != nil:
		to = a.Follow.Actor
		body, err = vocab.Reject(id, *a.Follow)
	case a.Quote != nil && a.Type == "Accept":
		to = a.Quote.Actor
		body, err = vocab.AcceptQuote(id, us, *a.Quote, stampID(site, a.Stamp))
	case a.Quote != nil:
		to = a.Quote.Actor
		body, err = vocab.RejectQuote(id, us, *a.Quote)
	default:
		return content.Failf(content.Malformed, "an answer to nothing")
	}
	if err != nil {
		return err
	}
	return s.sendTo(ctx, site, a.Channel, j.ID, a.Type, body, a.Inbox, to)
}
