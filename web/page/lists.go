package page

import (
	"html/template"

	"vitrine/content"
)

// Tag is the page of a tag. The list of all items of a kind has the same form.
type Tag struct {
	Common
	Label string // of the tag, or the kind's items: "Artikelen"
	Items []Card
	More  string

	Heading  string  // of the page: "Onderwerp: Jeugd", "Artikelen"
	Follow   *Follow // the channel that announces the tag's items, nil when there is none
	Upcoming []Card  // next dates
	Agenda   string  // path of all of them, empty when there are none
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

	View     string // list, week, month
	Views    []Link
	Heading  string // of the period: "week 47, 16–22 november 2026", "november 2026"
	Weeks    []Week // of week and month
	Weekdays []Link // Label short, Type the full name; Monday first
	Previous *Link  // period
	Next     *Link
	Today    *Link
	Filters  []Filter
	Chosen   []Link // each filter in force, leading to the agenda without it
	Clear    string // path without any filter, empty when there is none in force
	Unknown  bool   // the address held a filter or date that does not exist
	Count    int    // of dates on this page

	Hidden    []Field      // what the form carries along: view and date
	Subscribe *FeedList    // the feeds and the calendar of exactly this choice, explained
	Webcal    template.URL // webcal:// address of that calendar: opens the visitor's calendar program
	Embed     string       // path of the page with the code that shows this choice on another website, empty where that is off
	Scheme    string       // of embed: light or dark; empty: as the visitor's system asks
}

// Week is a row of the calendar.
type Week struct {
	Number int // ISO 8601
	Days   []Day
}

// Filter is what a list can be narrowed by. It works as a form (Name and the
// choices' Value) and as links (Href).
type Filter struct {
	Name    string // parameter: when, audience, place, tag, price, access, kind, channel
	Label   string
	Choices []Choice
	Active  bool // one is chosen
	Single  bool // only one can be chosen: radio buttons
}

// Choice is a value of a filter.
type Choice struct {
	Value  string
	Label  string
	Lang   content.Lang
	Href   string // this choice added, or taken away when it is chosen
	Count  int    // of items, -1 unknown
	Chosen bool
}

// Day is one day of the agenda.
type Day struct {
	Label   string // "zaterdag 17 oktober 2026"
	Machine string // "2026-10-17"
	Events  []Card
	Number  int  // of the month
	Outside bool // of the month shown
	Today   bool
	Href    string // the list of that day
	More    *Link  // "nog 3 activiteiten": to the list of that day, nil when all of them are shown
}

// Search is the search form with its results.
type Search struct {
	Common
	Asked   bool // the visitor typed something that contains a word
	Count   int  // hits on this page
	Results []Card
	More    string

	Total       int // hits; Most says that there are more than could be counted
	Most        bool
	Corrected   string // what was searched for instead of Query, which occurs nowhere
	Literal     string // path of the search for exactly Query
	Suggestions []Link
	Filters     []Filter
	Chosen      []Link
	TooShort    bool // nothing but punctuation was typed
}

// Archive is everything that was published, by year and month.
type Archive struct {
	Common
	Heading string
	Years   []ArchiveYear
	Year    int // chosen, 0 for none
	Month   int // chosen, 0 for none
	Items   []Card
	More    string
	Newer   *Link // month
	Older   *Link
}

// ArchiveYear is a year with the months in which something was published.
type ArchiveYear struct {
	Year   int
	Href   string
	Count  int
	Months []ArchiveMonth
}

// ArchiveMonth is a month of the archive.
type ArchiveMonth struct {
	Month   int
	Label   string // "november"
	Href    string
	Count   int
	Current bool
}

// Writer is the page of a byline.
type Writer struct {
	Common
	Name   string
	Handle string // "@an@mastodon.example", may be empty
	URL    string // of the handle's profile, may be empty
	Items  []Card
	More   string
}
