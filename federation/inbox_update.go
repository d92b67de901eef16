package federation

import "vitrine/content"

// inUpdate changes a reply, a followed institution's post, or a cached profile.
// Only the stored owner can; an edited reply that was approved waits again.
func (s *Server) inUpdate(c ctx, m *message) error {
	if m.Profile != nil {
		return s.updateProfile(c, m)
	}
	if m.Object == nil {
		return s.later(c, m.site, inbound{Do: "fetch", Address: m.ObjectID, Actor: m.Actor, Activity: m.ID, Type: "Update"})
	}
	if m.Object.Author != m.actor.ID {
		return content.Failf(content.Forbidden, "%s updates a post of %s", m.actor.ID, m.Object.Author)
	}
	var change content.Reply
	s.words(&change, m.Object)
	change.Public, change.Name, change.Handle = m.Object.Public, m.actor.Name, m.actor.Handle
	have, err := s.Store.ReplyByURI(c, m.site.ID, m.Object.ID)
	if err == nil && !change.Updated.IsZero() && change.Updated.Before(have.Updated) { // overtaken by a later one
		_, err := s.Store.Note(c, m.in, m.site.ID)
		return err
	}
	_, err = s.Store.EditReply(c, m.in, m.site.ID, m.Object.ID, m.actor.ID, change)
	if !content.Is(err, content.NotFound) {
		return err
	}
	follows, err := s.Store.Follows(c, m.site.ID, m.actor.ID)
	if err != nil || !follows || !m.Object.Public {
		return err
	}
	return s.keepPost(c, m)
}

// updateProfile takes the words of a profile from the activity, whose sender is
// verified; keys and inboxes only from the actor's own document, the next time
// it is needed.
func (s *Server) updateProfile(c ctx, m *message) error {
	a := *m.actor
	a.Name, a.Summary, a.Icon, a.URL = s.Cleaner.Plain(m.Profile.Name), s.Cleaner.Remote(m.Profile.Summary), m.Profile.Icon, m.Profile.URL
	if !content.ValidURL(a.Icon) {
		a.Icon = ""
	}
	if !content.ValidURL(a.URL) {
		a.URL = a.ID
	}
	if err := s.saveActor(c, &a); err != nil {
		return err
	}
	_, err := s.Store.Note(c, m.in, m.site.ID)
	return err
}
