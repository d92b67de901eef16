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

	// Look holds the values of the theme's settings by name, as theme.toml
	// types them; what is missing has the theme's default.
	Look map[string]string `json:"look,omitempty"`
	// Home arranges the home page; empty means as the theme proposes.
	Home []HomeSection `json:"home,omitempty"`
	// Notice is a line above every page while it is valid: a closure, a fault.
	Notice *Notice `json:"notice,omitempty"`
	// Maintenance closes the pages for people with 503; federation, feeds and
	// the API go on.
	Maintenance bool `json:"maintenance,omitempty"`
	// EmbedHosts may show /embed in a frame: origins such as "https://stad.example".
	EmbedHosts []string `json:"embed_hosts,omitempty"`
	// Duty is what the statements that law asks for say about the institution.
	Duty Duty `json:"duty,omitzero"`
}

// HomeSection is one part of the home page, in the order that staff arrange.
type HomeSection struct {
	Kind    string    `json:"kind"`              // one of HomeKinds
	Heading Localised `json:"heading,omitempty"` // instead of the usual one
	Text    Localised `json:"text,omitempty"`    // of kind text: cleaned HTML
	Item    ID        `json:"item,omitempty"`    // of lead and edition: this one instead of the newest
	Tag     string    `json:"tag,omitempty"`     // slug: only items with it
	Channel ID        `json:"channel,omitempty"` // only items of it
	Count   int       `json:"count,omitempty"`   // how many; 0 means the usual number
}

// HomeKinds are the sections that a home page may have: the lead story, the
// newest items, the next dates, a shelf of highlights, the newest edition, whom
// to follow, the subjects, words of the institution's own.
var HomeKinds = []string{"lead", "latest", "agenda", "highlights", "edition", "channels", "tags", "text"}

// Notice is a line above every page.
type Notice struct {
	Text  Localised `json:"text"`           // plain text
	URL   string    `json:"url,omitempty"`  // where it says more
	From  time.Time `json:"from,omitzero"`  // zero: at once
	Until time.Time `json:"until,omitzero"` // zero: until it is taken away
}

// Duty is what an institution fills in for its accessibility statement, its
// privacy statement and its points of contact. Fields left empty are named to
// the administrator; the pages say what they can.
type Duty struct {
	Body           string    `json:"body,omitempty"`            // legal name of the body responsible
	Scope          string    `json:"scope,omitempty"`           // what the statement covers; empty: this website
	Law            string    `json:"law,omitempty"`             // one of Laws
	Status         string    `json:"status,omitempty"`          // full, partial, none; empty: not examined yet
	NonCompliant   Localised `json:"non_compliant,omitempty"`   // one shortcoming a line, with its alternative
	Burden         Localised `json:"burden,omitempty"`          // disproportionate burden
	OutOfScope     Localised `json:"out_of_scope,omitempty"`    // heritage scans, live video, old office files
	Method         string    `json:"method,omitempty"`          // self, third_party
	Assessor       string    `json:"assessor,omitempty"`        // who examined it, for third_party
	Drawn          string    `json:"drawn,omitempty"`           // 2006-01-02
	Reviewed       string    `json:"reviewed,omitempty"`        // 2006-01-02
	FeedbackEmail  string    `json:"feedback_email,omitempty"`  // empty: the contact's
	FeedbackDays   int       `json:"feedback_days,omitempty"`   // answers within so many working days; 0 means 15
	Enforcement    string    `json:"enforcement,omitempty"`     // name of the body to complain to
	EnforcementURL string    `json:"enforcement_url,omitempty"` // and its address
	DPO            string    `json:"dpo,omitempty"`             // data protection officer: name or office
	DPOEmail       string    `json:"dpo_email,omitempty"`
	Authority      string    `json:"authority,omitempty"` // vtc, gba, or the name of another supervisor
	AuthorityURL   string    `json:"authority_url,omitempty"`
	NoticeEmail    string    `json:"notice_email,omitempty"` // contact point of articles 11 and 12 DSA; empty: the contact's
	NoticeLangs    []Lang    `json:"notice_langs,omitempty"` // languages it may be written to in; empty: the site's and English
	Terms          Localised `json:"terms,omitempty"`        // cleaned HTML; empty: the model text
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
