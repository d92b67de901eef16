package page

import (
	"html/template"

	"vitrine/content"
)

// FollowUs explains how to follow, for people who do not know the word feed.
type FollowUs struct {
	Common
	Channels []Follow
	Chosen   *Follow // whom the visitor is about to follow
	Account  string  // what the visitor typed
	Problem  string  // why that did not work, in words
	Go       *Link   // onward, to the visitor's own server
	Lists    []FeedList
}

// FeedList is a group of feeds with what they are for.
type FeedList struct {
	Heading string
	Text    string
	Links   []Link
}

// Share hands a page to the visitor's own server, to share it or to answer.
type Share struct {
	Common
	What    string // title of the page
	URL     string // its address
	Answer  bool   // to answer rather than to share
	Account string
	Problem string
	Go      *Link  // onward, to the visitor's own server
	Back    string // path of the page
}

// Form is a form that visitors fill in without an account, a script or a puzzle.
type Form struct {
	Common
	Name     string // notice, feedback
	Heading  string
	Intro    []string
	Fields   []Field
	Problems []FormError // the error summary, empty at first
	Submit   string
	Hidden   []Field // carried along
	Done     *Receipt
	Contact  bool // the institution's phone and address stand beside it

	Action string // path that the form is sent to, by POST
	Trap   *Field // hidden from people by the style sheet; a program that fills it in is told to empty it
	More   []Link // below the form: the privacy statement, the terms
}

// Field is a field of a Form, filled in again with what was typed.
type Field struct {
	Name     string // also the id that FormError leads to
	Label    string
	Hint     string
	Type     string // text, email, url, longtext, choice (one of Choices, as radio buttons), check (a tick; ticked when there is a Value)
	Value    string
	Optional bool
	Choices  []Choice
	Error    string // the sentence of the summary, beside the field
	Max      int    // characters, 0 unbounded
	Complete string // autocomplete token
}

// FormError is a line of an error summary.
type FormError struct {
	Field string // id of the field it leads to
	Text  string
}

// Receipt says that a form arrived.
type Receipt struct {
	Number string
	Time   string
	Text   []string
	Mailed bool // a copy goes to the address given
}

// Zoom is a picture in full detail, in tiles that come from our own address.
type Zoom struct {
	Common
	TitleText string
	Back      string
	Pages     []ZoomPage
	Credit    string
	Rights    string
	RightsURL string
}

// ZoomPage is one picture of a manifest (IIIF canvas).
type ZoomPage struct {
	Label  string
	Info   string // path of its info.json, for the script
	Src    string // path of the whole picture at a size for reading, without script
	Srcset string
	Width  int // of Src
	Height int
	Full   string // path of the largest picture that may be fetched
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
	ID         string        // anchor, may be empty
	HTML       template.HTML // cleaned words of the institution
	Lang       content.Lang  // of Paragraphs, List and HTML, when it is not the interface's
	Terms      []Term
	Table      *Table
	Links      []Link
	Contact    bool   // followed by the institution's contact data
	Code       string // to be copied as it stands, between Paragraphs and List
}

// Term is a name with its explanation.
type Term struct {
	Name     string
	Text     string
	Href     string // makes Text a link
	DateTime string // makes Text a <time>
}

// Table is a table with column headings; the first cell of a row is its heading.
type Table struct {
	Caption string
	Head    []string
	Rows    [][]string
}

// Problem is the page of an error.
type Problem struct {
	Common
	Status    int
	Heading   string
	Text      string
	Reason    string // why something was withdrawn, in the institution's words
	RequestID string // shown on faults of ours, so that a report can be found in the log
	Links     []Link // where the visitor may go from here
	Search    bool   // offer the search form
	Retry     string // when it may be better, in words
}
