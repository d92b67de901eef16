package page

import (
	"html/template"
	"time"

	"vitrine/content"
)

// Home is a language's front page. A theme prints its Sections. The fields
// before them hold the same as plain lists, for a theme without sections, and
// are all that the further pages (?page=) of older items have.
type Home struct {
	Common
	Lead     []Card // newest items
	Upcoming []Card // next dates
	Channels []Follow
	Tags     []Link
	More     string // path of the next page of items, empty at the end
	Sections []HomeSection
}

// HomeSection is a part of the front page as staff, or else the theme, arranged
// it. Empty ones are left out before the theme sees them.
type HomeSection struct {
	Kind     string // lead, latest, agenda, highlights, edition, channels, tags, text
	ID       string // for anchors, unique on the page
	Heading  string
	Lang     content.Lang // of Heading and Text, when it is not the interface's
	Text     template.HTML
	Cards    []Card
	Channels []Follow
	Tags     []Link
	Edition  *Edition
	More     *Link // to all of them
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

	ReadingTime int       // minutes, 0 for what takes less
	Contents    []Heading // of long texts: h2 and h3 of Body, whose ids they carry
	Related     []Card
	Editions    []Edition // that hold this item, newest first
	Edition     *Edition  // of an item that is one
	EPUB        *File     // this item as a book, nil when there is none
	Zoom        string    // path of the page with the picture in full detail, may be empty
	Join        string    // path of the page that takes the visitor to their own server to answer
	MoreReplies string    // path of the next page of replies

	Players []HTML // films and recordings beside the text: figures with captions and transcript, to be printed as they are
}

// Heading is an entry of a table of contents.
type Heading struct {
	ID    string
	Text  string
	Level int // 2 or 3
}

// Edition is a numbered issue of the magazine, or what leads to one.
type Edition struct {
	Href    string
	Title   string
	Number  string // "2026/3"
	Issued  string // "herfst 2026", as the institution writes it
	Lang    content.Lang
	Cover   *Image
	Summary string
	Parts   []Part // of the edition's own page
	Count   int    // of items
	EPUB    *File
	Older   *Link
	Newer   *Link
}

// Part is a heading of an edition with the items below it.
type Part struct {
	Heading string       // may be empty
	Lang    content.Lang // of Heading, when it is not the page's
	Items   []Card
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

	Upcoming []Card // next dates
	Agenda   string // path of all of them, empty when there are none
}
