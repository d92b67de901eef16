package page

import (
	"html/template"
	"time"

	"vitrine/content"
)

// Home is a language's front page.
type Home struct {
	Common
	Lead     []Card // newest items
	Upcoming []Card // next dates
	Channels []Follow
	Tags     []Link
	More     string // path of the next page of items, empty at the end
}

// Item is the page of an item: an article, an event, a highlight.
type Item struct {
	Common
	ID           content.ID
	Kind         string
	KindLabel    string
	TitleText    string // the item's title, plain
	Summary      string
	Body         template.HTML // cleaned, references expanded
	Untranslated bool          // the text does not exist in the interface's language: this is the original
	Published    time.Time
	Updated      time.Time // zero when never changed after publication
	Reason       string    // why it was last changed, in the editor's words
	Authors      []Author
	Channel      Follow
	Tags         []Link
	Lead         *Image
	Gallery      []Image
	Files        []File
	Dates        []Date         // occurrences, of dated kinds
	Facts        []content.Fact // what a reader looks up: when, where, price; in the content's language
	Details      content.Details
	Calendar     string // path of this item's calendar file, empty when it has no dates
	Replies      []Reply
	Counts       content.Counts
}

// Channel is the page of a followable channel.
type Channel struct {
	Common
	Follow  Follow
	Summary template.HTML // cleaned
	Avatar  *Image
	Header  *Image
	Fields  []content.ProfileField
	MovedTo string
	Items   []Card
	Tags    []Link
	More    string
}

// Tag is the page of a tag.
type Tag struct {
	Common
	Label string
	Items []Card
	More  string
}

// Agenda lists dates, soonest first, under headings by day.
type Agenda struct {
	Common
	From    string // as the form shows it, 2006-01-02
	To      string
	Days    []Day
	More    string // path of the next page
	Channel *Follow
	Tag     string
}

// Day is one day of the agenda.
type Day struct {
	Label   string // "zaterdag 17 oktober 2026"
	Machine string // "2026-10-17"
	Events  []Card
}

// Search is the search form with its results.
type Search struct {
	Common
	Asked   bool // the visitor typed something that contains a word
	Count   int  // hits on this page
	Results []Card
	More    string
}

// Info is a page about the site itself: contact, accessibility, privacy.
type Info struct {
	Common
	Name     string // about, accessibility, privacy
	Heading  string
	Sections []Section
}

// Section is a heading with paragraphs and a list.
type Section struct {
	Heading    string
	Paragraphs []string
	List       []string
	Contact    bool // followed by the institution's contact data
}

// Problem is the page of an error.
type Problem struct {
	Common
	Status    int
	Heading   string
	Text      string
	Reason    string // why something was withdrawn, in the institution's words
	RequestID string // shown on faults of ours, so that a report can be found in the log
}

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
}

// Follow is a channel with what is needed to follow it.
type Follow struct {
	Name   string
	Href   string // its page
	Handle string // "@bib@bib.example"
	Actor  string // ActivityPub id
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
}
