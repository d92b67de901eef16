package content

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// NewSite is what it takes to begin an institution's presence.
type NewSite struct {
	URL          string // becomes the origin
	Name         string
	Handle       string // of the main channel
	HandleDomain string // empty: the origin's host
	Languages    []Lang
	TimeZone     string // empty: Europe/Brussels
	Email        string // contact
	Theme        string // empty: default
}

// AddSite creates a site with its main channel.
func (s *Service) AddSite(ctx context.Context, in NewSite) (*Site, *Channel, error) {
	p := NewProblems()
	now := s.Now()
	site := &Site{ID: NewID(), Name: s.Clean.Plain(in.Name), Origin: strings.TrimRight(in.URL, "/"), HandleDomain: strings.ToLower(in.HandleDomain),
		Languages: in.Languages, TimeZone: in.TimeZone, Theme: in.Theme, State: SiteActive, Created: now, Updated: now, Contact: Contact{Email: in.Email}}
	u, err := url.Parse(site.Origin)
	switch {
	case err != nil || !ValidURL(site.Origin) || u.Path != "" || u.RawQuery != "" || u.Fragment != "":
		p.Add("url", "problem.not_an_origin", "Value", in.URL)
	default:
		site.Origin = u.Scheme + "://" + strings.ToLower(u.Host)
		if site.HandleDomain == "" {
			site.HandleDomain = strings.ToLower(u.Host)
		}
	}
	main := &Channel{ID: NewID(), Site: site.ID, Handle: strings.ToLower(in.Handle), Name: site.Name, Kind: ChannelMain, Created: now, Updated: now}
	s.checkSite(site, p)
	s.checkChannel(site, main, p)
	if err := s.checkLook(ctx, site, nil, p); err != nil {
		return nil, nil, err
	}
	if err := p.Err(); err != nil {
		return nil, nil, err
	}
	if err := s.Store.CreateSite(ctx, site, main); err != nil {
		return nil, nil, err
	}
	return site, main, nil
}

// ChangeSite lets an administrator change a site.
func (s *Service) ChangeSite(ctx context.Context, who Staff, change func(*Site) error) (*Site, error) {
	if err := who.require(ScopeAdmin, Administrator, ""); err != nil {
		return nil, err
	}
	site, err := s.Store.Site(ctx, who.Site)
	if err != nil {
		return nil, err
	}
	origin, before := site.Origin, *site
	before.Settings.Look, before.Settings.Home = maps.Clone(site.Settings.Look), slices.Clone(site.Settings.Home)
	if err := change(site); err != nil {
		return nil, err
	}
	p := NewProblems()
	if site.Origin != origin { // ids are addresses: they never change
		p.Add("url", "problem.fixed")
	}
	site.Name = s.Clean.Plain(site.Name)
	s.checkSite(site, p)
	if err := s.checkSettings(ctx, site, before.Settings.Home, p); err != nil {
		return nil, err
	}
	if err := s.checkLook(ctx, site, &before, p); err != nil {
		return nil, err
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	site.Updated = later(site.Updated, s.Now())
	chs, err := s.Store.Channels(ctx, site.ID)
	if err != nil {
		return nil, err
	}
	var jobs []Job
	for _, c := range chs {
		jobs = append(jobs, profileJob(c))
	}
	return site, s.Store.SaveSite(ctx, site, jobs...)
}

// RemoveSite begins a site's removal: its Deletes go out first, its keys live until they are delivered.
func (s *Service) RemoveSite(ctx context.Context, id ID) error {
	site, err := s.Store.Site(ctx, id)
	if err != nil {
		return err
	}
	if site.State == SiteRemoved {
		return Fail(NotFound, nil)
	}
	site.State, site.Updated = SiteRemoving, later(site.Updated, s.Now())
	return s.Store.SaveSite(ctx, site, Job{ID: NewID(), Site: id, Queue: QueueRemove, Key: string(id), Ref: id, Timer: true})
}

func (s *Service) checkSite(site *Site, p *Problems) {
	if site.Name == "" {
		p.Add("name", "problem.required")
	}
	if utf8.RuneCountInString(site.Name) > 200 {
		p.Add("name", "problem.too_long", "Max", 200)
	}
	if len(site.Languages) == 0 {
		p.Add("languages", "problem.required")
	}
	seen := map[Lang]bool{}
	for i, l := range site.Languages {
		at := fmt.Sprintf("languages.%d", i)
		if !s.Words.ValidLang(l) {
			p.Add(at, "problem.unknown_lang", "Value", string(l))
		}
		if seen[l] {
			p.Add(at, "problem.lang_repeated", "Value", string(l))
		}
		seen[l] = true
	}
	if site.TimeZone == "" {
		site.TimeZone = "Europe/Brussels"
	}
	if _, err := time.LoadLocation(site.TimeZone); err != nil || site.TimeZone == "Local" {
		p.Add("time_zone", "problem.not_a_time_zone", "Value", site.TimeZone)
	}
	if site.Contact.Email != "" && !ValidEmail(site.Contact.Email) {
		p.Add("contact.email", "problem.email", "Value", site.Contact.Email)
	}
	if h := site.Settings.WebSubHub; h != "" && !ValidURL(h) {
		p.Add("settings.websub_hub", "problem.not_a_url", "Value", h)
	}
}

// checkLook holds a site's theme against the themes there are. A site whose
// look nobody touches is not refused for it: its theme may have changed since.
func (s *Service) checkLook(ctx context.Context, site, before *Site, p *Problems) error {
	if s.Looks == nil || before != nil && before.Theme == site.Theme && maps.Equal(before.Settings.Look, site.Settings.Look) {
		return nil
	}
	return s.Looks.CheckSite(ctx, site, before, p)
}

// ValidEmail reports whether a has the form of an e-mail address.
func ValidEmail(a string) bool {
	at := strings.LastIndexByte(a, '@')
	return at > 0 && at < len(a)-1 && len(a) <= 254 && !strings.ContainsAny(a, " \t\r\n<>,;\"()\\")
}

// SaveChannel creates (an empty ID) or changes a channel; change sees the stored one.
func (s *Service) SaveChannel(ctx context.Context, who Staff, id ID, change func(*Channel) error) (*Channel, error) {
	if err := who.require(ScopeAdmin, Administrator, id); err != nil {
		return nil, err
	}
	site, err := s.Store.Site(ctx, who.Site)
	if err != nil {
		return nil, err
	}
	now := s.Now()
	c := &Channel{ID: NewID(), Site: who.Site, Kind: ChannelBranch, Created: now, Updated: now}
	if id != "" {
		if c, err = s.Store.Channel(ctx, who.Site, id); err != nil {
			return nil, err
		}
	}
	kind := c.Kind
	if err := change(c); err != nil {
		return nil, err
	}
	p := NewProblems()
	c.Handle = strings.ToLower(c.Handle)
	c.Name = s.Clean.Plain(c.Name)
	c.Summary = s.Clean.Staff(c.Summary)
	if id != "" && (kind == ChannelMain) != (c.Kind == ChannelMain) || id == "" && c.Kind == ChannelMain {
		p.Add("kind", "problem.not_allowed", "Value", string(c.Kind), "Allowed", "branch, theme, series, audience")
	}
	s.checkChannel(site, c, p)
	if err := p.Err(); err != nil {
		return nil, err
	}
	if id != "" {
		c.Updated = later(c.Updated, now)
	}
	return c, s.Store.SaveChannel(ctx, c, profileJob(c))
}

// profileJob tells followers about a changed profile.
func profileJob(c *Channel) Job {
	return Job{ID: NewID(), Site: c.Site, Queue: QueueProfile, Key: string(c.ID), Ref: c.ID, Timer: true}
}

func (s *Service) checkChannel(site *Site, c *Channel, p *Problems) {
	if !ValidHandle(c.Handle) {
		p.Add("handle", "problem.handle")
	}
	if c.Name == "" {
		p.Add("name", "problem.required")
	}
	if utf8.RuneCountInString(c.Name) > 200 {
		p.Add("name", "problem.too_long", "Max", 200)
	}
	if len(c.Summary) > 10000 {
		p.Add("summary", "problem.too_long", "Max", 10000)
	}
	if c.Lang != "" && !site.Speaks(c.Lang) {
		p.Add("lang", "problem.unknown_lang", "Value", string(c.Lang), "Known", joinLangs(site.Languages))
	}
	switch c.Kind {
	case ChannelMain, ChannelBranch, ChannelTheme, ChannelSeries, ChannelAudience:
	default:
		p.Add("kind", "problem.not_allowed", "Value", string(c.Kind), "Allowed", "branch, theme, series, audience")
	}
	if len(c.Fields) > 20 {
		p.Add("fields", "problem.too_many", "Max", 20)
	}
	for i := range c.Fields {
		c.Fields[i].Name, c.Fields[i].Value = s.Clean.Plain(c.Fields[i].Name), s.Clean.Plain(c.Fields[i].Value)
		if c.Fields[i].Name == "" {
			p.Add(fmt.Sprintf("fields.%d.name", i), "problem.required")
		}
	}
	for i, a := range c.AlsoKnownAs {
		if !ValidURL(a) {
			p.Add(fmt.Sprintf("also_known_as.%d", i), "problem.not_a_url", "Value", a)
		}
	}
}

// ApproveReply shows a reply; a private message can never be shown.
func (s *Service) ApproveReply(ctx context.Context, who Staff, id ID) (*Reply, error) {
	return s.moderate(ctx, who, id, ReplyApproved, "")
}

// HideReply takes a reply from the public, with the reason (M7).
func (s *Service) HideReply(ctx context.Context, who Staff, id ID, reason string) (*Reply, error) {
	reason = s.Clean.Plain(reason)
	if reason == "" {
		p := NewProblems()
		p.Add("reason", "problem.reason")
		return nil, p.Err()
	}
	return s.moderate(ctx, who, id, ReplyHidden, reason)
}

func (s *Service) moderate(ctx context.Context, who Staff, id ID, to ReplyStatus, reason string) (*Reply, error) {
	r, err := s.Store.Reply(ctx, who.Site, id)
	if err != nil {
		return nil, err
	}
	if !who.May(Moderator, r.Channel) && who.Has(ScopeModerate) && !who.Sees(r.Channel) {
		return nil, Fail(NotFound, nil)
	}
	if err := who.require(ScopeModerate, Moderator, r.Channel); err != nil {
		return nil, err
	}
	if to == ReplyApproved && !r.Public {
		return nil, &Error{Code: Conflict, Key: "error.private_message"}
	}
	if err := s.Store.ModerateReply(ctx, who.Site, id, to, who.User.ID, reason); err != nil {
		return nil, err
	}
	return s.Store.Reply(ctx, who.Site, id)
}

// FollowJob is the payload of QueueFollow.
type FollowJob struct {
	Target string `json:"target"` // handle or actor id
	Undo   bool   `json:"undo,omitempty"`
	Answer string `json:"answer,omitempty"` // to a follower of ours: accept or reject
}
