package content

import "time"

// Received identifies an activity that arrived. It is stored in the transaction
// of its effect, so that a replay has none.
type Received struct {
	Activity string // id
	Actor    string // id of the verified sender
	At       time.Time
}

// Actor is a remote actor as cached. It belongs to no site.
type Actor struct {
	ID          string
	Type        string
	Handle      string // "ida@social.example"
	Name        string // plain text
	Summary     string // cleaned HTML
	URL         string
	Icon        string // address of the avatar; shown only through our own cache
	Inbox       string
	SharedInbox string
	Outbox      string
	Followers   string // address of the followers collection
	Keys        []ActorKey
	AlsoKnownAs []string
	MovedTo     string
	Host        string // normalised
	Fetched     time.Time
	Used        time.Time
}

// ActorKey is a public key that an actor lists.
type ActorKey struct {
	ID     string `json:"id"`
	Type   string `json:"type"`   // rsa, ed25519
	Public []byte `json:"public"` // SPKI, DER
}

// Follower is a remote actor that follows a channel. Followers keep Since and
// Until: an Update or Delete goes to every inbox that followed during the
// object's life.
type Follower struct {
	Site        ID
	Channel     ID
	Actor       string
	Handle      string
	Inbox       string
	SharedInbox string
	FollowID    string
	State       string // pending, accepted
	Since       time.Time
	Until       time.Time // zero while following
}

// Following is a remote actor that a channel follows.
type Following struct {
	Site     ID
	Channel  ID
	Actor    string
	Inbox    string
	FollowID string // id of our Follow activity
	State    string // pending, accepted, rejected, ended
	Since    time.Time
}

// ReplyStatus is the moderation state of a reply.
type ReplyStatus string

// New replies are pending; only approved public ones are shown.
const (
	ReplyPending  ReplyStatus = "pending"
	ReplyApproved ReplyStatus = "approved"
	ReplyHidden   ReplyStatus = "hidden"
)

// Reply is a remote post that answers an object of ours or mentions a channel.
type Reply struct {
	ID        ID
	Site      ID
	Channel   ID     // that was mentioned or whose object was answered
	Item      ID     // empty for a mention
	Object    ID     // our object that the thread hangs on, empty for a mention
	URI       string // id of the post
	InReplyTo string // id of what it answers
	URL       string
	Actor     string
	Handle    string
	Name      string // of the actor, plain text
	Content   string // cleaned HTML
	Warning   string // content warning, plain text
	Lang      Lang
	Public    bool // addressed to the public; a private message is shown to moderators only
	Status    ReplyStatus
	Reason    string // why it was hidden
	By        ID     // moderator
	Published time.Time
	Updated   time.Time
	Received  time.Time
}

// ReactionKind is a like or a boost.
type ReactionKind string

// The reactions.
const (
	Like  ReactionKind = "like"
	Boost ReactionKind = "boost"
	Quote ReactionKind = "quote"
)

// Reaction is one actor's like, boost or quote of an object.
type Reaction struct {
	Site   ID
	Object ID
	Kind   ReactionKind
	Actor  string
	URI    string // id of the Like, Announce or QuoteRequest; of a quote, the quoting post is in Target
	Target string
	Stamp  ID // id of our QuoteAuthorization
	At     time.Time
}

// Counts are an object's reactions.
type Counts struct{ Likes, Boosts, Replies int }

// Report is a Flag that arrived.
type Report struct {
	ID       ID
	Site     ID
	URI      string
	Actor    string
	Objects  []string
	Content  string // plain text
	State    string // open, closed
	Received time.Time
}

// RemotePost is a post of an actor that a channel follows, kept as P9 says.
type RemotePost struct {
	Site      ID
	URI       string
	Actor     string
	Type      string
	Name      string // plain text
	Summary   string // cleaned HTML
	Content   string // cleaned HTML
	URL       string
	Lang      Lang
	Published time.Time
	Updated   time.Time
	Start     time.Time // of an event
	End       time.Time
	Deleted   time.Time
	Received  time.Time
	Seq       int64  // order of arrival within the site
	Raw       []byte // the original bytes
}

// Block keeps a domain or an actor away from a site.
type Block struct {
	Site   ID
	Kind   string // domain, actor
	Value  string
	Reason string
	At     time.Time
}

// ObjectRef is what other servers know of an item: one per language and channel
// that announced it. Channel, language and type are frozen.
type ObjectRef struct {
	ID        ID
	Site      ID
	Item      ID
	Lang      Lang
	Channel   ID
	Type      string // Article, Note, Event
	Revision  int    // live revision that was announced last
	Announced time.Time
	Updated   time.Time
	Deleted   time.Time
}

// Receipt says how a delivery to one server stands.
type Receipt struct {
	Host     string
	State    string // delivered, pending, failed
	Attempts int
	Reason   string // machine key: "http_410", "timeout"
	NextTry  time.Time
	Updated  time.Time
}

// SealedKey is a private key as stored: encrypted, opaque to the store.
type SealedKey struct {
	Site    ID
	Owner   ID     // channel, or "" for the server actor
	Type    string // rsa, ed25519
	Public  []byte // SPKI, DER
	Sealed  []byte
	Created time.Time
}

// The states of followers and followings.
const (
	StatePending  = "pending"
	StateAccepted = "accepted"
	StateRejected = "rejected"
	StateEnded    = "ended"
)
