package content

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"time"
)

// Kind is a sort of item: article, event, highlight. Kinds are values in a list
// that main names; a new kind needs no migration.
type Kind interface {
	Name() string     // "event"
	New() Details     // a pointer to empty details
	Form() []Field    // what staff fill in
	Templates() fs.FS // page templates, the last layer below the theme: "{name}.html"
}

// Details are what a kind adds to an item; stored as JSON.
type Details interface {
	Check(p *Problems)
}

// The optional sides of Details.
type (
	// Dated details have occurrences, kept in a table of their own.
	Dated interface {
		Dates() []Occurrence
		SetDates([]Occurrence)
	}
	// Searchable details add words to the search index, as plain text.
	Searchable interface{ Words(lang Lang) string }
	// Federated details shape the object that other servers get. The object
	// arrives filled with what all kinds share.
	Federated interface{ Federate(v View, o *Object) }
	// Described details have a schema.org type and add properties to the
	// JSON-LD, which arrives filled with what all kinds share.
	Described interface {
		Describe(v View, ld map[string]any)
	}
	// Factual details list what a reader looks up: when, where, price, ISBN.
	Factual interface{ Facts(v View) []Fact }
	// Succeeding details take over from earlier ones what identifies their
	// parts, where the new ones do not say it.
	Succeeding interface{ Succeed(earlier Details) }
	// Sorted details say under which facets readers find the item, or one of
	// its dates: audience, place, access, price. o is nil for what holds for
	// the item as a whole.
	Sorted interface{ Facets(o *Occurrence) []Facet }
	// Pictured details name a manifest (IIIF Presentation) with pictures in
	// full detail; Manifest is its address, may be empty.
	Pictured interface{ Manifest() string }
	// Collected details hold other items in order, as an edition its articles.
	Collected interface{ Members() []ID }
	// Issued details are a numbered issue of a magazine. The newest one stays at
	// the top of its channel's profile.
	Issued interface {
		Collected
		Issue() Issue
	}
	// Normal details bring themselves into canonical form before they are checked.
	Normal interface{ Normalise() }
)

// View is an item as one outlet shows it in one language.
type View struct {
	Site    *Site
	Channel *Channel
	Item    *Item
	Text    Text
	URL     string                               // the page of Text
	Say     func(key string, args ...any) string // the catalogue in Text's language; args are name, value pairs
	Members []Member                             // of Collected details: what is public, in order
}

// Member is an item inside a Collected one, as far as it is public.
type Member struct {
	ID    ID
	Title string
	URL   string // its page
	Lang  Lang   // of Title: the view's where the item speaks it
}

// Issue is what a magazine's cover and table of contents say.
type Issue struct {
	Number   string // "2026/3"
	Volume   string
	Issued   string // "herfst 2026", as the institution writes it
	Magazine string // empty: the institution's name
	Parts    []IssuePart
}

// IssuePart is a heading of an issue with the items below it, in order.
type IssuePart struct {
	Heading Localised
	Items   []ID
}

// Fact is one line of what a reader looks up about an item.
type Fact struct {
	Name   string    // machine name: when, where, price, tickets, status, isbn …
	Label  string    // in the view's language
	Text   string    // plain text
	URL    string    // makes Text a link
	Time   time.Time // makes Text a <time>
	AllDay bool      // Time is a day
	Urgent bool      // cannot be missed: cancelled, sold out
}

// Facet is a value that readers filter by. Names are audience, place, access
// and price; Value is for addresses ([a-z0-9-]{1,64}).
type Facet struct {
	Name  string
	Value string
	Label string // for values that are no word of the catalogue: the name of a place
}

// The names of facets.
const (
	FacetAudience = "audience"
	FacetPlace    = "place"
	FacetAccess   = "access"
	FacetPrice    = "price" // free or paid
)

// Audiences are whom an event may be for; each has a word in the catalogue,
// audience.{name}.
var Audiences = []string{"toddlers", "children", "teens", "adults", "seniors", "families", "schools", "professionals"}

// Accesses are the provisions for people with a disability that a place or a
// date may have; each has a word in the catalogue, access.{name}.
var Accesses = []string{"wheelchair", "toilet", "parking", "induction-loop", "sign-language", "captions", "audio-description", "relaxed", "assistance-dog", "companion"}

// Field is a form field of a kind's details.
type Field struct {
	Name     string // JSON name
	Type     string // text, longtext, list, url, date, wall-time, zone, choice, price, number, integer, group, bool, localised, item
	Required bool
	Many     bool
	Choices  []string
	Fields   []Field // of a group
}

// Kinds is the list of kinds that main names.
type Kinds []Kind

// Get finds a kind by name.
func (ks Kinds) Get(name string) (Kind, bool) {
	for _, k := range ks {
		if k.Name() == name {
			return k, true
		}
	}
	return nil, false
}

// Decode reads a kind's details from stored JSON, leniently: a field that a
// later version added does not stop an older one.
func (ks Kinds) Decode(kind string, data []byte) (Details, error) {
	k, ok := ks.Get(kind)
	if !ok {
		return nil, fmt.Errorf("unknown kind %q", kind)
	}
	d := k.New()
	if len(data) == 0 || string(data) == "null" {
		return d, nil
	}
	if err := json.Unmarshal(data, d); err != nil {
		return nil, fmt.Errorf("details of kind %s: %w", kind, err)
	}
	return d, nil
}

// EventStatus is the state of one date (schema.org EventStatusType).
type EventStatus string

// The states of an occurrence.
const (
	EventScheduled   EventStatus = "scheduled"
	EventCancelled   EventStatus = "cancelled"
	EventPostponed   EventStatus = "postponed"
	EventRescheduled EventStatus = "rescheduled"
	EventMovedOnline EventStatus = "moved_online"
)

// Availability of tickets.
type Availability string

// How many tickets are left.
const (
	Available Availability = "available"
	Few       Availability = "few"
	SoldOut   Availability = "sold_out"
)

// Occurrence is one date of an event. Start and End are wall times in TimeZone
// (L9); the store also keeps the instants, for the agenda.
type Occurrence struct {
	ID            ID           `json:"id,omitempty"`
	Start         string       `json:"start"`         // "2026-12-05T20:00" (an offset may follow where the wall time is ambiguous) or "2026-12-05" when AllDay
	End           string       `json:"end,omitempty"` // same forms; for AllDay the last day, inclusive
	AllDay        bool         `json:"all_day,omitempty"`
	TimeZone      string       `json:"time_zone,omitempty"` // IANA name; the site's when empty
	Status        EventStatus  `json:"status,omitempty"`
	Availability  Availability `json:"availability,omitempty"`
	PreviousStart string       `json:"previous_start,omitempty"`
	Place         *Place       `json:"place,omitempty"`
	OnlineURL     string       `json:"online_url,omitempty"`
	Offers        []Offer      `json:"offers,omitempty"`
	Access        []string     `json:"access,omitempty"` // of this date, beside the place's: sign-language, captions
}

// Times resolves the wall times; an end that is missing is zero. Of an all-day
// occurrence the end is the midnight after its last day.
func (o Occurrence) Times(zone string) (start, end time.Time, err error) {
	if o.TimeZone != "" {
		zone = o.TimeZone
	}
	if start, err = ResolveWall(o.Start, zone); err != nil {
		return start, end, err
	}
	if o.End != "" {
		if end, err = ResolveWall(o.End, zone); err != nil {
			return start, end, err
		}
	}
	if o.AllDay {
		if end.IsZero() {
			end = start
		}
		end = end.AddDate(0, 0, 1)
	}
	return start, end, nil
}

// Place is a building or room (schema.org Place).
type Place struct {
	Name       string   `json:"name"`
	Street     string   `json:"street,omitempty"`
	PostalCode string   `json:"postal_code,omitempty"`
	Locality   string   `json:"locality,omitempty"`
	Country    string   `json:"country,omitempty"` // ISO 3166-1 alpha-2
	Latitude   *float64 `json:"latitude,omitempty"`
	Longitude  *float64 `json:"longitude,omitempty"`
	Access     []string `json:"access,omitempty"`      // of Accesses
	AccessNote string   `json:"access_note,omitempty"` // in words: which door, whom to call
	URL        string   `json:"url,omitempty"`         // the place's own page
}

// Empty reports whether nothing is said about the place.
func (p *Place) Empty() bool {
	return p.Name+p.Street+p.PostalCode+p.Locality+p.Country+p.AccessNote+p.URL == "" && p.Latitude == nil && p.Longitude == nil && len(p.Access) == 0
}

// Offer is a price with a name and a link to the ticket seller (schema.org Offer).
type Offer struct {
	Name     string `json:"name,omitempty"`
	Price    string `json:"price,omitempty"`    // decimal string, "12.50"; "0" is free
	Currency string `json:"currency,omitempty"` // ISO 4217
	URL      string `json:"url,omitempty"`
}

// Object is what other servers are shown of an item in one language, as a plain
// struct; only federation/vocab makes JSON of it.
type Object struct {
	ID          string // full id
	Type        string // Article, Note, Event
	Actor       string // attributedTo
	Lang        Lang
	Name        string // plain text
	Summary     string // HTML in <p>, no links
	Content     string // HTML with absolute addresses
	URL         string
	Published   time.Time
	Updated     time.Time // zero when never changed
	Sensitive   bool
	Image       *Attachment  // the image beside the text: Article, Event
	Attachments []Attachment // images of a Note, banner and links of an Event
	Tags        []Hashtag
	Mentions    []Mention
	Licence     string
	Preview     string // HTML of the Note that previews an Article
	Event       *ObjectEvent
	Likes       int
	Shares      int
	MayQuote    bool
	PartOf      []string // ids of the collections that hold it, as an edition its articles
	Collection  bool     // announces a collection, which is a document of its own beside it
}

// ObjectEvent is the part of an Object that events have.
type ObjectEvent struct {
	Start, End    time.Time // in the event's zone
	AllDay        bool
	Zone          string
	Place         *Place
	PlaceID       string
	OnlineURL     string
	Status        EventStatus
	PreviousStart time.Time
	Availability  Availability
	TicketURL     string
	Offers        []Offer
}

// Attachment is a file or link that goes with an object.
type Attachment struct {
	Type      string // Image, Document, Audio, Video, Link
	MediaType string
	URL       string
	Name      string // alternative text, or the link's name
	Width     int
	Height    int
	FocalX    float64
	FocalY    float64
	Blurhash  string
}

// Hashtag is a tag on an object; Name has no '#'.
type Hashtag struct{ Name, URL string }

// Mention is an actor named in an object.
type Mention struct{ Actor, Handle string }
