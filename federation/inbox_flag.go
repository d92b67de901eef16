package federation

import "vitrine/content"

// flagged is how many of a report's objects are looked up; a report names an
// actor and the few posts it is about.
const flagged = 20

// inFlag stores a report, when it is about something of ours.
func (s *Server) inFlag(c ctx, m *message) error {
	about := false
	for i, id := range m.Objects {
		if i == flagged {
			break
		}
		_, err := s.ours(c, m.site, id)
		if err != nil {
			_, err = s.ourObject(c, m.site, id)
		}
		if err == nil || content.Is(err, content.Gone) {
			about = true
			break
		}
		if r, rerr := s.Store.ReplyByURI(c, m.site.ID, id); rerr == nil && r != nil {
			about = true
			break
		}
	}
	if !about {
		return nil
	}
	_, err := s.Store.SaveReport(c, m.in, &content.Report{ID: content.NewID(), Site: m.site.ID, URI: m.ID, Actor: m.actor.ID, Objects: m.Objects,
		Content: s.Cleaner.Text(m.Content), State: "open", Received: s.Now()})
	return err
}
