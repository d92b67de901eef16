package federation

import (
	"strings"

	"vitrine/content"
	"vitrine/federation/vocab"
)

// inCreate stores a reply to something of ours or a mention, waiting for a
// moderator; or the post of an institution that a channel follows. A message not
// addressed to the public stays private. Everything else concerns nobody here.
func (s *Server) inCreate(c ctx, m *message) error {
	if m.Object == nil { // only its id
		return s.later(c, m.site, inbound{Do: "fetch", Address: m.ObjectID, Actor: m.Actor, Activity: m.ID, Type: "Create"})
	}
	if m.Object.Author != m.actor.ID {
		return content.Failf(content.Forbidden, "%s creates a post of %s", m.actor.ID, m.Object.Author)
	}
	if _, deleted := s.early.get(m.actor.ID+" "+m.Object.ID, s.Now()); deleted || m.Object.Vote() {
		return nil
	}
	r, err := s.replyOf(c, m)
	if err != nil {
		return err
	}
	if r != nil {
		_, err := s.Store.SaveReply(c, m.in, r)
		return err
	}
	follows, err := s.Store.Follows(c, m.site.ID, m.actor.ID)
	if err != nil || !follows || !m.Object.Public {
		return err
	}
	return s.keepPost(c, m)
}

// replyOf makes a reply of a post that answers something of ours, answers a
// reply that we have, or mentions a channel; nil when it does neither.
func (s *Server) replyOf(c ctx, m *message) (*content.Reply, error) {
	p := m.Object
	r := &content.Reply{ID: content.NewID(), Site: m.site.ID, URI: p.ID, InReplyTo: p.InReplyTo, Actor: m.actor.ID, Handle: m.actor.Handle,
		Name: m.actor.Name, Public: p.Public, Status: content.ReplyPending, Published: p.Published, Received: s.Now()}
	s.words(r, p)
	ref, err := s.ourObject(c, m.site, p.InReplyTo)
	switch {
	case err == nil:
		r.Object, r.Item, r.Channel = ref.ID, ref.Item, ref.Channel
		return r, nil
	case !content.Is(err, content.NotFound) && !content.Is(err, content.Gone):
		return nil, err
	}
	if p.InReplyTo != "" {
		parent, err := s.Store.ReplyByURI(c, m.site.ID, p.InReplyTo)
		if err == nil {
			r.Object, r.Item, r.Channel = parent.Object, parent.Item, parent.Channel
			return r, nil
		}
		if !content.Is(err, content.NotFound) {
			return nil, err
		}
	}
	for _, id := range mentioned(m) {
		ch, err := s.ours(c, m.site, id)
		if err == nil {
			r.Channel = ch.ID
			return r, nil
		}
		if !content.Is(err, content.NotFound) {
			return nil, err
		}
	}
	return nil, nil
}

// mentioned are the actors on our site that a post names or is addressed to.
func mentioned(m *message) []string {
	var ids []string
	add := func(id string) {
		if strings.HasPrefix(id, m.site.Origin+"/ap/a/") {
			ids = append(ids, id)
		}
	}
	for _, x := range m.Object.Mentions {
		add(x.Actor)
	}
	for _, l := range [][]string{m.Object.To, m.Object.Cc} {
		for _, id := range l {
			add(id)
		}
	}
	return ids
}

// words writes what may be shown of a post into a reply.
func (s *Server) words(r *content.Reply, p *vocab.Post) {
	r.Content, r.Lang = s.Cleaner.Remote(p.Content), p.Lang
	r.Warning = ""
	if p.Summary != "" {
		r.Warning = s.Cleaner.Text(p.Summary)
	}
	if content.ValidURL(p.URL) {
		r.URL = p.URL
	} else {
		r.URL = p.ID
	}
	r.Updated = p.Updated
}

// keepPost stores what a followed institution published.
func (s *Server) keepPost(c ctx, m *message) error {
	p := m.Object
	x := &content.RemotePost{Site: m.site.ID, URI: p.ID, Actor: p.Author, Type: p.Type, Name: s.Cleaner.Plain(p.Name), Summary: s.Cleaner.Remote(p.Summary),
		Content: s.Cleaner.Remote(p.Content), URL: p.URL, Lang: p.Lang, Published: p.Published, Updated: p.Updated, Start: p.Start, End: p.End,
		Received: s.Now(), Raw: m.Raw}
	if !content.ValidURL(x.URL) {
		x.URL = p.ID
	}
	_, err := s.Store.SaveRemotePost(c, m.in, x)
	return err
}
