package plugins

import (
	"context"
	"io"
	"time"

	"vitrine/content"
)

// Importer brings in records from one source.
type Importer interface {
	// Import hands every record to the host. It returns an error only for what
	// ends the import; what is wrong with one record is a Problem. A document
	// that ends too early is a *CutError, after all that is whole was handed in.
	Import(ctx context.Context, h Host) error
}

// Host is what an importer may use of the program.
type Host interface {
	// Site is the institution that the records become items of.
	Site() *content.Site
	// Now is the time of the run, the same from its beginning to its end.
	Now() time.Time
	// Fetch downloads at most max bytes whose media type is one of types
	// ("image/png", "image/*"; none: any) through the safe client.
	Fetch(ctx context.Context, address string, max int64, types ...string) (*File, error)
	// Upsert does with a record what the rules ask for. What is wrong with the
	// record itself is reported and is no error; an error ends the import.
	Upsert(ctx context.Context, r Record) (Outcome, error)
	// Cursor is where the last run of the same import got to, "" at first.
	Cursor() string
	// SetCursor stores how far the records are in.
	SetCursor(ctx context.Context, cursor string) error
	// Problem adds a line to the report.
	Problem(p Problem)
	// Count adds to a line of the report that is only a number, such as
	// "comments left out".
	Count(what string, n int)
}

// File is what was fetched.
type File struct {
	URL         string // where it was found, after redirects
	ContentType string // media type in lower case, without parameters
	Charset     string // as the server says, may be empty
	Body        []byte
}

// Source is a document that is read from its beginning as often as it takes: a
// file, or what an address answered.
type Source struct {
	Name    string // for people: the file's name or the address
	Base    string // the address it came from, empty for a file
	Charset string // as the server said, may be empty
	Open    func() (io.ReadCloser, error)
}

// Record is one article, event or other thing as its source tells it. Texts may
// hold anything: they are cleaned.
type Record struct {
	ExternalID string // the same in every run, and nobody else's in the source
	Kind       string // "article" when empty
	Lang       content.Lang
	Slug       string // wished; made fit, and unique
	Title      string
	Summary    string
	Body       string // HTML
	Base       string // address that relative ones in Body, Link and Images refer to
	Link       string // the record's page in the other system
	Tags       []string
	Authors    []content.Author
	Images     []Picture // beside those that Body names; one may be the lead image
	Details    content.Details
	Published  time.Time // zero: unknown
	Updated    time.Time
	PublishAt  time.Time // in the future: scheduled
	Expires    time.Time
	Draft      bool   // not public in the source
	Deleted    bool   // gone, or not public any more
	Why        string // why Deleted, for the report
}

// Picture is an image to fetch.
type Picture struct {
	URL     string
	Alt     string
	Caption string
	Credit  string
	Lead    bool
}

// Outcome says what became of a record.
type Outcome string

// The outcomes.
const (
	Created   Outcome = "created"
	Updated   Outcome = "updated"
	Unchanged Outcome = "unchanged"
	Kept      Outcome = "kept"      // changed in the source, but staff decided otherwise
	Withdrawn Outcome = "withdrawn" // deleted in the source
	Skipped   Outcome = "skipped"   // not to be imported
	Refused   Outcome = "refused"   // cannot be stored; a Problem says why
)
