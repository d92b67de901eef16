package content

import (
	"context"
	"encoding/json"
	"strings"
	"time"
)

// MessageKind says what a visitor sent.
type MessageKind string

// The kinds: accessibility feedback and requests for content in an accessible
// form (Directive 2016/2102 art. 7(1)(b)), and notices of content that may be
// unlawful (Regulation 2022/2065, the DSA, art. 16).
const (
	Feedback MessageKind = "feedback"
	Notified MessageKind = "notice"
)

// Topics lists what a message of each kind may be about, in the order of the
// forms; their words are in the catalogue under form.{kind}.topic.
var Topics = map[MessageKind][]string{
	Feedback: {"barrier", "format", "other"},
	Notified: {"hate", "violence", TopicChild, "privacy", "defamation", "copyright", "fraud", "rules", "other"},
}

// TopicChild is abuse of children: who reports it need not say who they are
// (DSA art. 16(2)(c)).
const TopicChild = "child"

// Decisions lists how a message of each kind may be closed.
var Decisions = map[MessageKind][]string{
	Feedback: {DecisionAnswered},
	Notified: {DecisionRemoved, DecisionLimited, DecisionKept},
}

// The decisions.
const (
	DecisionAnswered = "answered" // feedback was answered
	DecisionRemoved  = "removed"  // what was noticed is no longer to be seen
	DecisionLimited  = "limited"  // it was corrected, or its reach was limited
	DecisionKept     = "kept"     // it stays as it is
)

// Message is what a visitor sent through a form. Where a visitor's name and
// address are kept, and for how long, the register says (register.go); the
// visitor's IP address is in no column.
type Message struct {
	ID       ID
	Site     ID
	Kind     MessageKind
	Topic    string
	Lang     Lang   // of the form, and so of the answers
	Page     string // address of ours that it is about, may be empty
	Item     ID     // behind that address, may be empty
	Reply    ID     // that it is about, may be empty
	Text     string
	Name     string
	Email    string          // where answers go, may be empty
	Mailed   bool            // a receipt was queued to Email
	Snapshot json.RawMessage // the exact version noticed, see Snapshot (M6)
	Received time.Time
	Closed   time.Time // zero while it is open
	Decision string    // one of Decisions
	Reasons  string    // of the decision, in the institution's words
	By       ID        // who closed it
}

// Number is how people name the message: "K7QX-93MD" of its id.
func (m *Message) Number() string {
	if len(m.ID) < 8 {
		return strings.ToUpper(string(m.ID))
	}
	s := strings.ToUpper(string(m.ID[:8]))
	return s[:4] + "-" + s[4:]
}

// Snapshot is what stood at the address when a notice arrived, so that a
// decision is about what was noticed and not about what it became.
type Snapshot struct {
	Of       string    `json:"of"` // item, reply, channel, media, page
	ID       ID        `json:"id,omitempty"`
	Revision int       `json:"revision,omitempty"` // of an item: the live one
	Title    string    `json:"title,omitempty"`
	Summary  string    `json:"summary,omitempty"`
	Body     string    `json:"body,omitempty"` // cleaned HTML
	Lang     Lang      `json:"lang,omitempty"`
	Author   string    `json:"author,omitempty"` // of a reply: the account
	URI      string    `json:"uri,omitempty"`    // of a reply: the id of the post
	Updated  time.Time `json:"updated,omitzero"`
	Taken    time.Time `json:"taken"`
}

// MessageFilter chooses messages; zero fields do not filter.
type MessageFilter struct {
	Kind   MessageKind
	State  string // open, closed
	Limit  int
	Cursor string
}

// The states of a message.
const (
	MessageOpen   = "open"
	MessageClosed = "closed"
)

// MessageStore keeps what visitors sent.
type MessageStore interface {
	// SaveMessage stores a new message with its jobs. One that is stored already
	// stays as it is and its jobs are not stored again: fresh is false.
	SaveMessage(ctx context.Context, m *Message, jobs ...Job) (fresh bool, err error)
	Message(ctx context.Context, site, id ID) (*Message, error)
	// Messages lists by arrival, newest first.
	Messages(ctx context.Context, site ID, f MessageFilter) (list []Message, next string, err error)
	// CloseMessage writes Closed, Decision, Reasons and By; Conflict when it was closed before.
	CloseMessage(ctx context.Context, m *Message, jobs ...Job) error
}

// Letters turns what happens to a message into jobs that send mail. A Service
// without Letters sends none.
type Letters interface {
	// Arrived is the receipt for the sender, when they left an address (M4,
	// S6), and the message itself for the institution; receipt says whether the
	// first is among the jobs.
	Arrived(site *Site, m *Message) (jobs []Job, receipt bool, err error)
	// Decided tells the sender of the decision, its reasons and what can be
	// done about it (DSA art. 16(5)).
	Decided(site *Site, m *Message) ([]Job, error)
}
