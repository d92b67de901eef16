package vocab

import (
	"fmt"

	"vitrine/content"
)

// Reason says to a program why a document is refused.
type Reason string

// The reasons.
const (
	BadJSON     Reason = "json"      // not one JSON object, or not UTF-8
	TooDeep     Reason = "depth"     // nested deeper than MaxDepth
	TooMany     Reason = "length"    // a list or object with more than MaxMembers members
	Duplicate   Reason = "duplicate" // a name twice in one object: two parsers would read two documents
	Keyword     Reason = "keyword"   // JSON-LD that would need processing
	NoContext   Reason = "context"   // @context does not name ActivityStreams
	BadType     Reason = "type"      // no type, or not one that belongs here
	BadID       Reason = "id"        // no id, or not an http(s) address without credentials
	BadActor    Reason = "actor"     // no actor, or not the one the activity is about
	BadObject   Reason = "object"    // nothing, or not what the activity is about
	BadAuthor   Reason = "author"    // attributed to nobody, or somebody else
	OtherOrigin Reason = "origin"    // parts of one document from different origins (FEP-fe34)
	BadKey      Reason = "key"       // a key that cannot be read, or is somebody else's
	Unreadable  Reason = "typed"     // the typed vocabulary cannot make sense of it
)

// The reasons of an Ignored.
const (
	IgnoredKind  = "kind"  // nothing is done about activities of this type
	IgnoredThing = "thing" // nothing is done about what it is about
)

// What is read of one document; the rest is left out.
const (
	maxAddress    = 2048 // bytes of an address
	maxName       = 2048 // bytes of a name, as Mastodon
	maxLabel      = 256  // bytes of a hashtag, a handle, an option
	maxAlt        = 8192 // bytes of an alternative text
	maxType       = 64   // bytes of a type that we do not know
	maxKeys       = 10   // of an actor, as Mastodon
	maxAliases    = 256  // of an actor
	maxTagsRead   = 100  // mentions, and hashtags, of a post
	maxFilesRead  = 32   // attachments of a post
	maxPlacesRead = 8    // of an event
	maxVotesRead  = 64   // options of a Question
)

// Refused is a document that is not accepted; its Code is content.Malformed.
type Refused struct {
	Reason Reason
	Detail string // for the log
}

// Error describes the refusal for the log.
func (e *Refused) Error() string {
	if e.Detail == "" {
		return "refused: " + string(e.Reason)
	}
	return "refused: " + string(e.Reason) + ": " + e.Detail
}

// Unwrap makes content.CodeOf answer Malformed.
func (e *Refused) Unwrap() error { return &content.Error{Code: content.Malformed} }

func refuse(r Reason, format string, args ...any) *Refused {
	return &Refused{r, fmt.Sprintf(format, args...)}
}

// Ignored is an activity that is well-formed and about nothing that we act on;
// its sender gets 202 like any other.
type Ignored struct {
	Reason string // IgnoredKind or IgnoredThing
	Type   string // of the activity, or of what it is about
}

// Error describes the activity for the log.
func (e *Ignored) Error() string { return "ignored: " + e.Reason + " " + e.Type }
