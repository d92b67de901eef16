package plugins

import "fmt"

// maxProblems bounds the lines of a report; more are counted only.
const maxProblems = 1000

// Report says what a run did.
type Report struct {
	Source       string          `json:"source"`
	Name         string          `json:"name,omitempty"` // of the document, where there are several
	Outcomes     map[Outcome]int `json:"outcomes"`
	Drafts       int             `json:"drafts"` // of the created ones
	Images       int             `json:"images"` // fetched and stored
	ImagesFailed int             `json:"images_failed"`
	ImagesBare   int             `json:"images_without_text"` // stored, but somebody must describe them
	Counts       []Count         `json:"counts,omitempty"`
	Problems     []Problem       `json:"problems,omitempty"`
	More         int             `json:"more_problems,omitempty"` // beyond those listed
	Cursor       string          `json:"cursor,omitempty"`
}

// Count is a number with its name: "comments left out".
type Count struct {
	What string `json:"what"`
	N    int    `json:"n"`
}

// Records is how many records were seen.
func (r *Report) Records() int {
	n := 0
	for _, k := range r.Outcomes {
		n += k
	}
	return n
}

// count adds to the number of that name, keeping the order of first mention.
func (r *Report) count(what string, n int) {
	for i := range r.Counts {
		if r.Counts[i].What == what {
			r.Counts[i].N += n
			return
		}
	}
	r.Counts = append(r.Counts, Count{what, n})
}

func (r *Report) add(p Problem) {
	if len(r.Problems) >= maxProblems {
		r.More++
		return
	}
	r.Problems = append(r.Problems, p)
}

// Problem is something that people should know of, and what they can do.
type Problem struct {
	Record string `json:"record,omitempty"` // title, else the external id
	Link   string `json:"link,omitempty"`   // of the record in the other system
	About  string `json:"about,omitempty"`  // the image's address, the field
	What   string `json:"what"`             // a sentence
	Remedy string `json:"remedy,omitempty"` // a sentence
	Err    error  `json:"-"`                // the cause; a *content.Error is translated at the edge
}

// CutError says that a document ends before it is complete.
type CutError struct {
	Name   string // of the source
	Line   int
	Offset int64  // bytes
	Record string // in which it ends, may be empty
	Err    error
}

// Error is a sentence for the operator.
func (e *CutError) Error() string {
	in := ""
	if e.Record != "" {
		in = fmt.Sprintf(", in %q", e.Record)
	}
	return fmt.Sprintf("%s ends too early, in line %d%s. What is whole before that is imported; get the whole file and run the import again, it goes on from there", e.Name, e.Line, in)
}

// Unwrap gives the cause.
func (e *CutError) Unwrap() error { return e.Err }

// FormatError says that a document is not what the importer reads, in a
// sentence for the operator.
type FormatError struct {
	Name   string
	What   string
	Remedy string
	Err    error
}

// Error is the sentence.
func (e *FormatError) Error() string {
	s := e.Name + ": " + e.What
	if e.Remedy != "" {
		s += "; " + e.Remedy
	}
	return s
}

// Unwrap gives the cause.
func (e *FormatError) Unwrap() error { return e.Err }

// stoppedError is an import that its context ended.
type stoppedError struct{ cause error }

// Error is a sentence for the operator.
func (*stoppedError) Error() string {
	return "the import was stopped before its end; run it again and it goes on"
}

// Unwrap gives the cause.
func (e *stoppedError) Unwrap() error { return e.cause }
