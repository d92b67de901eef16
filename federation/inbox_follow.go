package federation

import (
	"strings"

	"vitrine/content"
	"vitrine/federation/vocab"
)

// inFollow stores a follower and answers Accept, to the follower's own inbox,
// also when the Follow comes again: the first Accept may have been lost. A site
// that chooses its followers keeps it pending.
func (s *Server) inFollow(c ctx, m *message) error {
	if m.ObjectID == m.site.ServerActor() {
		return s.refuseFollow(c, m)
	}
	ch, err := s.ours(c, m.site, m.ObjectID)
	if err != nil {
		return err
	}
	f := &content.Follower{Site: m.site.ID, Channel: ch.ID, Actor: m.actor.ID, Handle: m.actor.Handle, Inbox: m.actor.Inbox,
		SharedInbox: m.actor.SharedInbox, FollowID: m.ID, State: content.StateAccepted, Since: s.Now()}
	var jobs []content.Job
	if m.site.Settings.ManualFollowers {
		f.State = content.StatePending
		if have, err := s.Store.Follower(c, m.site.ID, ch.ID, m.actor.ID); err == nil && have.State == content.StateAccepted {
			f.State = content.StateAccepted
		}
	}
	if f.State == content.StateAccepted {
		j, err := followAnswer(m.site, f, "Accept")
		if err != nil {
			return err
		}
		jobs = append(jobs, j)
	}
	_, err = s.Store.SaveFollower(c, m.in, f, jobs...)
	s.wake(content.QueueAnswer)
	return err
}

// refuseFollow answers who follows the server actor, which publishes nothing:
// better a plain no than silence.
func (s *Server) refuseFollow(c ctx, m *message) error {
	j, err := answerJob(m.site, "server "+m.actor.ID, answer{Type: "Reject", Inbox: m.actor.Inbox,
		Follow: &vocab.Following{ID: m.ID, Actor: m.actor.ID, Object: m.site.ServerActor()}})
	if err != nil {
		return err
	}
	_, err = s.Store.Note(c, m.in, m.site.ID, j)
	s.wake(content.QueueAnswer)
	return err
}

// ours is the channel whose actor id this is.
func (s *Server) ours(c ctx, site *content.Site, id string) (*content.Channel, error) {
	key, ok := strings.CutPrefix(id, site.Origin+"/ap/a/")
	if !ok || !content.ValidID(key) {
		return nil, content.Failf(content.NotFound, "%s is no channel of ours", id)
	}
	return s.Store.Channel(c, site.ID, content.ID(key))
}

// ref is an object of the site.
func (s *Server) ref(c ctx, site *content.Site, id content.ID) (*content.ObjectRef, error) {
	now := s.Now()
	if ref, ok := s.refs.get(id, now); ok && ref.Site == site.ID {
		return ref, nil
	}
	ref, err := s.Store.Object(c, site.ID, id)
	if err == nil {
		s.refs.put(id, ref, now)
	}
	return ref, err
}

// ourObject is the object of ours that an id names; a page's address, which
// some servers send, stands for the object of its language.
func (s *Server) ourObject(c ctx, site *content.Site, id string) (*content.ObjectRef, error) {
	if key, ok := strings.CutPrefix(id, site.Origin+"/ap/o/"); ok && content.ValidID(key) {
		ref, err := s.ref(c, site, content.ID(key))
		if err == nil && !ref.Deleted.IsZero() {
			return nil, content.Fail(content.Gone, nil)
		}
		return ref, err
	}
	path, ok := strings.CutPrefix(id, site.Origin+"/")
	parts := strings.Split(path, "/")
	if !ok || len(parts) != 3 || content.KindOfLetter(parts[1]) == "" {
		return nil, content.Failf(content.NotFound, "%s is no object of ours", id)
	}
	it, err := s.Store.ItemBySlug(c, site.ID, content.Lang(parts[0]), content.KindOfLetter(parts[1]), parts[2])
	if err != nil {
		return nil, err
	}
	refs, err := s.Store.Objects(c, site.ID, it.ID)
	if err != nil {
		return nil, err
	}
	var found *content.ObjectRef
	for _, ref := range refs {
		if ref.Deleted.IsZero() && (found == nil || string(ref.Lang) == parts[0]) {
			found = ref
		}
	}
	if found == nil {
		return nil, content.Fail(content.NotFound, nil)
	}
	return found, nil
}
