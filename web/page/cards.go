package page

import (
	"html/template"
	"time"

	"vitrine/content"
)

// Card is an item in a list.
type Card struct {
	Kind      string
	KindLabel string
	Href      string
	Title     string
	Summary   string
	Lang      content.Lang // of title and summary, when it is not the page's
	Published time.Time
	Image     *Image
	Date      *Date // the occurrence that this card stands for
	Channel   string

	Line        string        // of highlights: creators, publisher, year
	Snippet     template.HTML // of search hits: words around the hit, in <mark>
	ReadingTime int
	Number      string // of editions
	Authors     []string
	Tags        []string
	Dates       int // further dates that the item has
}

// Date is one date of an event, in words and for machines.
type Date struct {
	When         string // "za 17 oktober 2026, 15:00–16:00", in the event's zone
	Start        string // for <time datetime>
	End          string
	Clock        string // "15:00–16:00", empty for whole days
	Status       content.EventStatus
	StatusLabel  string // empty while it goes ahead as planned
	Previous     string // the earlier date of one that moved
	Availability content.Availability
	Tickets      string // "sold out" in words, empty when places are available
	Place        *content.Place
	OnlineURL    string
	Offers       []Offer
	Past         bool

	ID       content.ID
	Calendar string   // path of this date's calendar file
	Access   []string // provisions of place and date, in words
	Audience []string // in words
	Day      string   // "17"
	Month    string   // "okt"
	Weekday  string   // "za"
	Free     bool
}

// Offer is a price in words with the ticket seller's address.
type Offer struct {
	Name  string
	Price string
	URL   string
}

// Author is a byline.
type Author struct {
	Name   string
	Handle string // "@an@mastodon.example", empty for most
	Href   string // the page of what they wrote, may be empty
}

// Follow is a channel with what is needed to follow it.
type Follow struct {
	Name   string
	Href   string // its page
	Handle string // "@bib@bib.example"
	Actor  string // ActivityPub id

	Kind    content.ChannelKind
	Summary string // plain words
	Avatar  *Image
	Join    string // path of the page that follows it from the visitor's own server
	Feeds   []Link
}

// Image is a picture with its sizes; Width and Height are those of Src.
type Image struct {
	Src     string
	Width   int
	Height  int
	Sources []Source // further formats, best first
	Srcset  string
	Alt     string // empty for decoration
	AltLang content.Lang
	Caption string
	CapLang content.Lang
	Credit  string
	Licence string

	LicenceURL string // the licence as an address; Licence is its name
	Focus      string // classes that keep the focal point in sight: "fx3 fy7", tenths from left and top; empty for the middle
	Blur       string // average colour "#rrggbb" while it loads, may be empty
}

// Source is a format of a picture with its sizes.
type Source struct {
	Type   string
	Srcset string
}

// File is an attachment.
type File struct {
	Href string
	Name string
	Type string // "PDF"
	Size string // "1,2 MB"
}

// Reply is an approved public reply from elsewhere.
type Reply struct {
	ID        content.ID
	Name      string
	Handle    string
	URL       string
	Content   template.HTML // cleaned
	Warning   string
	Lang      content.Lang // when it is not the page's
	Published time.Time
	Join      string // path of the page that answers it from the visitor's own server
	Report    string // path of the form that reports it
	Depth     int    // answers to answers: 0, 1, 2
}
