package federation

import (
	"vitrine/content"
	"vitrine/federation/vocab"
)

// inQuote answers a QuoteRequest (FEP-044f) by the site's policy: Accept with a
// stamp that everybody can check, or Reject.
func (s *Server) inQuote(c ctx, m *message) error {
	ref, err := s.ourObject(c, m.site, m.ObjectID)
	if err != nil {
		return err
	}
	q := &vocab.QuoteRequest{ID: m.ID, Actor: m.actor.ID, Object: m.ObjectID, Instrument: m.Instrument}
	a := answer{Type: "Accept", Inbox: m.actor.Inbox, Channel: ref.Channel, Quote: q}
	key := "quote " + m.Instrument
	defer s.wake(content.QueueAnswer)
	if m.site.Settings.NoQuotes {
		a.Type = "Reject"
		j, err := answerJob(m.site, key, a)
		if err != nil {
			return err
		}
		_, err = s.Store.Note(c, m.in, m.site.ID, j)
		return err
	}
	a.Stamp = content.NewID()
	j, err := answerJob(m.site, key, a)
	if err != nil {
		return err
	}
	_, err = s.Store.SaveReaction(c, m.in, &content.Reaction{Site: m.site.ID, Object: ref.ID, Kind: content.Quote, Actor: m.actor.ID, URI: m.ID,
		Target: m.Instrument, Stamp: a.Stamp, At: s.Now()}, j)
	return err
}
