package content

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// NewMessage is what a visitor typed into a form.
type NewMessage struct {
	Kind  MessageKind
	Topic string
	Lang  Lang
	Page  string // an address of the site, or a path
	Reply ID
	Text  string
	Name  string
	Email string
	Faith bool   // the sender believes in good faith that the notice is accurate and complete
	Once  string // the same word for the same filled-in form: it is stored once
}

// Bounds of what a visitor sends, in characters.
const (
	MaxMessage     = 5000
	MaxMessageName = 200
	MaxMessageURL  = 2000
)

// Receive stores what a visitor sent, with what stood at the address at that
// moment, and queues the mails that follow. The same form sent twice is one
// message.
func (s *Service) Receive(ctx context.Context, site *Site, in NewMessage) (*Message, error) {
	m := &Message{Site: site.ID, Kind: in.Kind, Topic: in.Topic, Lang: in.Lang, Reply: in.Reply, Text: paragraphs(in.Text),
		Name: s.Clean.Plain(in.Name), Email: strings.TrimSpace(in.Email), Received: s.Now()}
	p := NewProblems()
	checkMessage(m, in, p)
	if page := strings.TrimSpace(in.Page); page != "" {
		var ok bool
		if m.Page, ok = site.Own(page); !ok {
			p.Add("url", "problem.own_url", "Site", site.Origin)
		}
	} else if m.Kind == Notified {
		p.Add("url", "problem.own_url_needed", "Site", site.Origin)
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	if m.Kind == Notified {
		if err := s.snapshot(ctx, site, m); err != nil {
			return nil, err
		}
	}
	m.ID = DeriveID("message", string(site.ID), in.Once, string(m.Kind), m.Topic, m.Page, string(m.Reply), m.Text, m.Name, m.Email)
	jobs, receipt, err := s.arrived(site, m)
	if err != nil {
		return nil, err
	}
	m.Mailed = receipt
	if _, err := s.Store.SaveMessage(ctx, m, jobs...); err != nil {
		return nil, err
	}
	return m, nil
}

func (s *Service) arrived(site *Site, m *Message) ([]Job, bool, error) {
	if s.Letters == nil {
		return nil, false, nil
	}
	return s.Letters.Arrived(site, m)
}

// checkMessage holds a message against what its form asks for.
func checkMessage(m *Message, in NewMessage, p *Problems) {
	if !slices.Contains(Topics[m.Kind], m.Topic) {
		p.Add("topic", "problem.choose")
	}
	if m.Text == "" {
		p.Add("text", "problem.message_text")
	}
	tooLong(p, "text", m.Text, MaxMessage)
	tooLong(p, "name", m.Name, MaxMessageName)
	tooLong(p, "url", in.Page, MaxMessageURL)
	if m.Email != "" && !ValidEmail(m.Email) {
		p.Add("email", "problem.email")
	}
	if m.Kind != Notified {
		return
	}
	if m.Topic != TopicChild {
		if m.Name == "" {
			p.Add("name", "problem.notice_name")
		}
		if m.Email == "" {
			p.Add("email", "problem.notice_email")
		}
	}
	if !in.Faith {
		p.Add("faith", "problem.good_faith")
	}
}

func tooLong(p *Problems, field, text string, most int) {
	if utf8.RuneCountInString(text) > most {
		p.Add(field, "problem.too_long", "Max", most)
	}
}

// paragraphs is a text of several lines as people type it, without control
// characters.
func paragraphs(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r >= ' ' && r != 0x7f {
			return r
		}
		return -1
	}, s)
	return strings.TrimSpace(s)
}

// Own brings an address of the site, or a path below it, into its whole form;
// ok is false for another's address.
func (s *Site) Own(address string) (whole string, ok bool) {
	u, err := url.Parse(address)
	if err != nil || u.User != nil || u.Opaque != "" {
		return "", false
	}
	base, err := url.Parse(s.Origin)
	if err != nil {
		return "", false
	}
	if u.Host == "" && u.Scheme == "" && strings.HasPrefix(u.Path, "/") {
		u.Scheme, u.Host = base.Scheme, base.Host
	}
	hosts := append([]string{base.Host}, s.Aliases...)
	if u.Scheme != "https" && u.Scheme != "http" || !slices.Contains(hosts, strings.ToLower(u.Host)) {
		return "", false
	}
	u.Scheme, u.Host, u.Fragment, u.RawFragment = base.Scheme, base.Host, "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String(), true
}

// PublicReply is a reply that visitors can see, NotFound for any other.
func (s *Service) PublicReply(ctx context.Context, site, id ID) (*Reply, error) {
	if !sound(id) {
		return nil, Failf(NotFound, "a reply %.40q", id)
	}
	r, err := s.Store.Reply(ctx, site, id)
	if err == nil && (r.Status != ReplyApproved || !r.Public) {
		return nil, Failf(NotFound, "the reply %s is not public", id)
	}
	return r, err
}

// sound reports whether what a visitor sent may be looked up as an id.
func sound(id ID) bool {
	for _, c := range []byte(id) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return id != "" && len(id) <= 64
}

// snapshot keeps what stands at the address, and ties the message to it. An
// address where nothing stands is kept as it was given.
func (s *Service) snapshot(ctx context.Context, site *Site, m *Message) error {
	shot := Snapshot{Of: "page", Taken: m.Received}
	u, err := url.Parse(m.Page)
	if err != nil {
		return Fail(Malformed, err)
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	switch {
	case m.Reply != "":
		r, err := s.PublicReply(ctx, site.ID, m.Reply)
		if err != nil {
			return err
		}
		m.Item = r.Item
		shot = Snapshot{Of: "reply", ID: r.ID, Title: r.Name, Summary: r.Warning, Body: r.Content, Lang: r.Lang, Author: r.Handle, URI: r.URI, Updated: r.Updated}
	case len(parts) == 3 && KindOfLetter(parts[1]) != "":
		it, err := s.Public(ctx, site.ID, Lang(parts[0]), KindOfLetter(parts[1]), parts[2])
		if Is(err, NotFound) || Is(err, Gone) {
			break
		}
		if err != nil {
			return err
		}
		t, _ := it.Text(Lang(parts[0]))
		m.Item = it.ID
		shot = Snapshot{Of: "item", ID: it.ID, Revision: it.Live, Title: t.Title, Summary: t.Summary, Body: t.Body, Lang: t.Lang, Updated: it.Updated}
	case len(parts) == 3 && parts[1] == "c":
		c, err := s.Store.ChannelByHandle(ctx, site.ID, parts[2])
		if Is(err, NotFound) {
			break
		}
		if err != nil {
			return err
		}
		shot = Snapshot{Of: "channel", ID: c.ID, Title: c.Name, Body: c.Summary, Lang: c.Lang, Updated: c.Updated}
	case len(parts) == 4 && parts[0] == "media":
		file, err := s.Store.Media(ctx, site.ID, ID(parts[1]))
		if Is(err, NotFound) {
			break
		}
		if err != nil {
			return err
		}
		alt, lang := file.Alt.In(m.Lang)
		shot = Snapshot{Of: "media", ID: file.ID, Revision: file.Version, Title: file.Name, Summary: alt, Lang: lang, Updated: file.Updated}
	}
	shot.Taken = m.Received
	m.Snapshot, err = json.Marshal(shot)
	return err
}

// Received finds a message again by its id, for its receipt.
func (s *Service) Received(ctx context.Context, site, id ID) (*Message, error) {
	if !sound(id) {
		return nil, Failf(NotFound, "a message %.40q", id)
	}
	return s.Store.Message(ctx, site, id)
}

// Messages lists what visitors sent, for moderators of the whole site: a
// message may be about any channel.
func (s *Service) Messages(ctx context.Context, who Staff, f MessageFilter) ([]Message, string, error) {
	if err := who.require(ScopeModerate, Moderator, ""); err != nil {
		return nil, "", err
	}
	return s.Store.Messages(ctx, who.Site, f)
}

// MessageOf is one message, for moderators.
func (s *Service) MessageOf(ctx context.Context, who Staff, id ID) (*Message, error) {
	if err := who.require(ScopeModerate, Moderator, ""); err != nil {
		return nil, err
	}
	return s.Store.Message(ctx, who.Site, id)
}

// CloseMessage decides on a message, with reasons, and tells its sender (M4).
// A reply that is removed is hidden with the same reasons.
func (s *Service) CloseMessage(ctx context.Context, who Staff, id ID, decision, reasons string) (*Message, error) {
	m, err := s.MessageOf(ctx, who, id)
	if err != nil {
		return nil, err
	}
	p := NewProblems()
	reasons = paragraphs(reasons)
	if !slices.Contains(Decisions[m.Kind], decision) {
		p.Add("decision", "problem.not_allowed", "Value", shortly(decision), "Allowed", strings.Join(Decisions[m.Kind], ", "))
	}
	if reasons == "" {
		p.Add("reasons", "problem.reason")
	}
	tooLong(p, "reasons", reasons, MaxReason)
	if err := p.Err(); err != nil {
		return nil, err
	}
	if !m.Closed.IsZero() {
		return nil, &Error{Code: Conflict, Key: "error.message_closed"}
	}
	site, err := s.Store.Site(ctx, who.Site)
	if err != nil {
		return nil, err
	}
	if decision == DecisionRemoved && m.Reply != "" {
		if _, err := s.HideReply(ctx, who, m.Reply, reasons); err != nil && !Is(err, NotFound) {
			return nil, err
		}
	}
	m.Closed, m.Decision, m.Reasons, m.By = s.Now(), decision, reasons, who.User.ID
	var jobs []Job
	if s.Letters != nil {
		if jobs, err = s.Letters.Decided(site, m); err != nil {
			return nil, err
		}
	}
	if err := s.Store.CloseMessage(ctx, m, jobs...); err != nil {
		return nil, err
	}
	return m, nil
}

// shortly is a word as an error may repeat it.
func shortly(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
