package content

import "time"

// The queues. An outlet is a name in this list and a handler.
const (
	QueueAnnounce = "federation.announce" // Ref: item; decides Create, Update or Delete from the state
	QueueDeliver  = "federation.deliver"  // Ref: activity; has an inbox, a host and a lane
	QueueInbound  = "federation.inbound"  // Payload: an activity whose effect needs the network
	QueueFollow   = "federation.follow"   // Ref: channel; Payload: FollowJob
	QueueAnswer   = "federation.answer"   // Payload: an answer to one actor: Accept, Reject
	QueueProfile  = "federation.profile"  // Ref: channel; its profile changed
	QueueWebSub   = "websub.ping"         // Ref: item
	QueuePublish  = "timer.publish"       // Ref: item
	QueueExpire   = "timer.expire"        // Ref: item
	QueueRemove   = "site.remove"         // Ref: site
	QueueRetain   = "retention"           // once an hour, per installation
	QueueMail     = "mail"                // Payload: a letter, kept until it is sent
)

// Job is work caused by a write, stored in the same transaction. A job may be
// claimed only when no unfinished one with a lower Seq has the same (Queue, Key).
type Job struct {
	ID      ID
	Site    ID
	Queue   string
	Key     string    // order within a queue; timers upsert on it
	Seq     int64     // drawn by the store
	Ref     ID        // what it is about
	Payload []byte    // JSON, small
	Attempt int       // tries made so far
	RunAt   time.Time // zero: now
	Timer   bool      // replaces an unfinished job with the same (Queue, Key) that no worker has leased; beside a leased one it is added, for it may have read an older state
	Lease   string    // token, of a claimed job
	LastErr string
}

// Activity is an activity of ours, stored once however many inboxes it goes to.
type Activity struct {
	ID      ID
	Site    ID
	Channel ID     // the actor; empty: the server actor
	Object  ID     // ours that it is about, may be empty
	Type    string // Create, Update, Delete, Accept …
	Dedupe  string // at most one activity with this mark per site: "create/{object}", "update/{object}/{revision}"
	Public  bool
	Body    []byte // as sent
	Created time.Time
}

// Audience says who gets an activity: every follower of the channel (at present,
// or at any time since Since when that is set), everyone who replied to or
// boosted Object, and the inboxes named.
type Audience struct {
	Followers bool
	Since     time.Time
	Object    ID
	Inboxes   []Inbox
}

// Inbox is an address to deliver to.
type Inbox struct {
	URL    string
	Actor  string // when it is a personal inbox
	Shared bool
}

// Delivery is one activity to one inbox, claimed.
type Delivery struct {
	Job      ID
	Site     ID
	Activity ID
	Channel  ID // signs
	Object   ID
	Inbox    string
	Attempt  int
	Seq      int64
}

// Lane is a share of a host's concurrency, leased to a worker together with its
// next deliveries, in order.
type Lane struct {
	Host       string
	N          int
	Token      string
	Until      time.Time
	Deliveries []Delivery
	Probe      bool // the host was dead: one delivery only, to see whether it lives
}

// Outcome is what became of a claimed delivery.
type Outcome struct {
	Job    ID
	State  OutcomeState
	At     time.Time // next try, for Retry
	Reason string    // machine key for the receipt
}

// OutcomeState is what became of an attempt.
type OutcomeState string

// The outcomes. Gone ends the delivery and the follower behind a personal inbox;
// of a shared inbox it turns into deliveries to the personal inboxes behind it.
const (
	Done  OutcomeState = "done"
	Retry OutcomeState = "retry"
	Dead  OutcomeState = "dead"
	Left  OutcomeState = "gone"
	Back  OutcomeState = "back" // untouched: give it back, the attempt does not count
)

// HostState is what is remembered of a server.
type HostState struct {
	Host        string
	Scheme      string // signature scheme that worked: cavage, rfc9421
	SchemeUntil time.Time
	Failures    int       // in a row
	FailingDays int       // distinct days with failures and no success
	OpenUntil   time.Time // circuit breaker: not called before
	Dead        bool      // seven failing days: probed only
	LastFailure time.Time
	LastSuccess time.Time
}

// RetryDelay is the wait before try n+1 after n failed tries: n⁴ + 15 seconds,
// plus up to a third of it, as jitter (0…1) says.
func RetryDelay(n int, jitter float64) time.Duration {
	base := time.Duration(n*n*n*n+15) * time.Second
	return base + time.Duration(float64(base)*jitter/3)
}

// MaxAttempts is the number of tries of a delivery.
const MaxAttempts = 16
