package content

import (
	"net/url"
	"strings"
	"time"
)

// Site is one institution's presence. One process serves one or many; every row
// of the database but peers and cached actors carries its site's ID.
type Site struct {
	ID           ID
	Name         string
	Origin       string   // "https://hub.bib.example", without a final slash; configuration, never derived from a request
	HandleDomain string   // domain of handles, "bib.example"; equals the origin's host unless set
	Aliases      []string // further host names that redirect to Origin
	Languages    []Lang   // interface and address languages; the first is the default
	TimeZone     string   // IANA name
	Theme        string
	Contact      Contact
	Settings     Settings
	State        SiteState
	Created      time.Time
	Updated      time.Time
	Generation   int64 // moves with every public change; keys the page cache
}

// Contact is what imprint, security.txt and the mail footers show.
type Contact struct {
	Email        string `json:"email,omitempty"`
	Phone        string `json:"phone,omitempty"`
	Address      string `json:"address,omitempty"`
	EnterpriseNo string `json:"enterprise_no,omitempty"`
}

// Settings are the choices of an institution; the zero value is a fresh site's.
type Settings struct {
	Description      Localised `json:"description,omitempty"`
	ClosedVocabulary bool      `json:"closed_vocabulary,omitempty"` // unknown tags are refused
	FourEyes         bool      `json:"four_eyes,omitempty"`         // publishing needs another person's approval
	WebSubHub        string    `json:"websub_hub,omitempty"`        // address of a hub to ping
	ManualFollowers  bool      `json:"manual_followers,omitempty"`  // followers wait for approval
	NoQuotes         bool      `json:"no_quotes,omitempty"`         // QuoteRequests are rejected
	AltOptional      bool      `json:"alt_optional,omitempty"`      // publishing without an alternative text warns instead of failing
	HSTSSubdomains   bool      `json:"hsts_subdomains,omitempty"`
	ActorDays        int       `json:"actor_days,omitempty"` // unused cached profiles and posts are removed after so many days; 0 means 30
}

// SiteState says whether a site is served.
type SiteState string

// A removed site answers 410 and keeps its keys until its Deletes are delivered.
const (
	SiteActive   SiteState = "active"
	SiteRemoving SiteState = "removing"
	SiteRemoved  SiteState = "removed"
)

// Host is the host of the origin, with the port when it is not the default one.
func (s *Site) Host() string {
	u, err := url.Parse(s.Origin)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

// DefaultLang is the first language.
func (s *Site) DefaultLang() Lang {
	if len(s.Languages) == 0 {
		return "en"
	}
	return s.Languages[0]
}

// Speaks reports whether lang is one of the site's languages.
func (s *Site) Speaks(lang Lang) bool {
	for _, l := range s.Languages {
		if l == lang {
			return true
		}
	}
	return false
}

// Zone is the site's time zone, UTC when it cannot be loaded.
func (s *Site) Zone() *time.Location {
	if l, err := time.LoadLocation(s.TimeZone); err == nil {
		return l
	}
	return time.UTC
}

// ChannelKind says what a channel stands for.
type ChannelKind string

// The kinds of channels.
const (
	ChannelMain     ChannelKind = "main"
	ChannelBranch   ChannelKind = "branch"
	ChannelTheme    ChannelKind = "theme"
	ChannelSeries   ChannelKind = "series"
	ChannelAudience ChannelKind = "audience"
)

// Channel is a followable ActivityPub actor of a site.
type Channel struct {
	ID          ID
	Site        ID
	Handle      string // [a-z0-9_]{1,30}
	Name        string
	Summary     string // cleaned HTML
	Kind        ChannelKind
	Lang        Lang // empty: speaks each item's original language
	Avatar      ID   // media, may be empty
	Header      ID   // media, may be empty
	Fields      []ProfileField
	AlsoKnownAs []string // actor ids this channel may be moved from
	MovedTo     string   // actor id
	Tag         string   // slug of a tag whose items this channel announces, may be empty
	Created     time.Time
	Updated     time.Time
}

// ProfileField is a row of a profile (schema.org PropertyValue).
type ProfileField struct {
	Name  string `json:"name"`
	Value string `json:"value"` // plain text or an http(s) address
}

// Acct is the handle as people type it, without the leading @.
func (c *Channel) Acct(s *Site) string { return c.Handle + "@" + s.HandleDomain }
