package content

import (
	"context"
	"time"
)

// The stores, one interface per noun. Every method that takes a site answers
// NotFound for another site's id. Methods that change something take the jobs
// the change causes and store both in one transaction. Callers embed what they
// need; package store implements all of them, for SQLite and PostgreSQL alike.
//
// Times are stored as milliseconds UTC. Lists are in the order stated and page
// with an opaque cursor: "" begins, and a returned "" ends.

// SiteStore keeps the institutions.
type SiteStore interface {
	// CreateSite stores a new site with its main channel; Conflict when the host is taken.
	CreateSite(ctx context.Context, s *Site, main *Channel) error
	SaveSite(ctx context.Context, s *Site, jobs ...Job) error
	Site(ctx context.Context, id ID) (*Site, error)
	// SiteByHost finds a site by the host of its origin, an alias, or its handle domain, in this order.
	SiteByHost(ctx context.Context, host string) (*Site, error)
	// Sites lists all sites that are not removed, by host.
	Sites(ctx context.Context) ([]*Site, error)
	// Generation is a number that moves with every public change of the site.
	Generation(ctx context.Context, site ID) (int64, error)
}

// ChannelStore keeps the followable actors.
type ChannelStore interface {
	// SaveChannel stores a new or changed channel; Conflict when the handle is taken on the site.
	SaveChannel(ctx context.Context, c *Channel, jobs ...Job) error
	Channel(ctx context.Context, site, id ID) (*Channel, error)
	ChannelByHandle(ctx context.Context, site ID, handle string) (*Channel, error)
	// Channels lists the main channel first, then by name.
	Channels(ctx context.Context, site ID) ([]*Channel, error)
}

// Which revision of an item is meant.
type Which int

// The revisions that can be asked for.
const (
	LiveRevision Which = iota
	WorkingRevision
)

// IndexText is what the search index gets of one text: words folded by the caller.
type IndexText struct {
	Lang  Lang
	Title string // folded words of the title
	Words string // folded words of all the rest
	Sort  string // collation key of the title
}

// Save is a change of an item: a new revision, or only its state.
type Save struct {
	Item *Item
	// Expect is the working revision that the change starts from, 0 for a new
	// item. When it has moved, Conflict, whose Err is nothing and the item unchanged.
	Expect int
	// Revision says that the contents changed: they are stored as revision
	// Expect+1. Otherwise only the item's own columns are written.
	Revision bool
	// GoLive makes the (new or existing) working revision live, with Index and
	// occurrences; Item.Updated is raised to previous + 1 s if need be.
	GoLive bool
	// Index is the search entry of each text: of the live revision when GoLive,
	// else of the new working one, which only staff find.
	Index []IndexText
	// Jobs that the change causes.
	Jobs []Job
	// Cancel removes unfinished timers of the item in these queues.
	Cancel []string
}

// ItemFilter chooses items. Zero fields do not filter.
type ItemFilter struct {
	Which    Which
	Kind     string
	Channel  ID
	Channels []ID     // only in these channels (a token's rights); nil: all
	Tag      string   // slug
	Tags     []string // slugs, of which an item must carry one; at most 10
	Author   ID
	Lang     Lang     // has a text in this language
	Status   []Status // of working revisions, Pending counts too
	Source   string
	Words    []string  // folded; every one must occur, the last one as a prefix; among the newest 2,000 hits
	Since    time.Time // Updated or Changed at or after: includes withdrawn ones
	From, To time.Time // an occurrence that ends after From and starts before To
	IDs      []ID      // these only, in this order, those that match; at most 100, without a cursor; nil: all
	Edition  ID        // members of this published edition, in its order unless Words are given
	Facets   []Facet   // readers' filters, every name once with the values of which one must hold; at most 5 names of 10 values
	PubFrom  time.Time // first published at or after
	PubTo    time.Time // first published before
	Trash    bool      // trashed drafts instead of the others
	Order    Order
	Limit    int // at most 100; 0 means 20
	Cursor   string
}

// Order of a list of items.
type Order int

// The orders. Ties are broken by ID.
const (
	Newest  Order = iota // Published, else Changed, newest first
	Soonest              // start of the first matching occurrence, soonest first
	Changed              // Updated or Changed, oldest first, for synchronising
	Best                 // best search hits first
	ByTitle              // collation of the title in Lang
)

// Slot pairs an item with the occurrence that matched.
type Slot struct {
	Item       *Item
	Occurrence Occurrence
	Start, End time.Time
}

// ItemStore keeps items, revisions, slugs, occurrences, and what was announced.
type ItemStore interface {
	// SaveItem stores a change. It makes slugs unique on (site, lang) by adding
	// -2, -3 …, keeps old ones for ever, maintains occurrences, media uses,
	// tags and authors, and writes the final slugs, ids and numbers into s.Item.
	// An item with Source and ExternalID is unique on them: Conflict when another exists.
	SaveItem(ctx context.Context, s Save) error
	Item(ctx context.Context, site, id ID, w Which) (*Item, error)
	Items(ctx context.Context, site ID, f ItemFilter) (items []*Item, next string, err error)
	// Agenda lists occurrences by start; an item appears once per occurrence.
	Agenda(ctx context.Context, site ID, f ItemFilter) (slots []Slot, next string, err error)
	ItemBySlug(ctx context.Context, site ID, lang Lang, kind, slug string) (*Item, error) // live; also old slugs; Item.Text(lang).Slug tells the present one
	ItemBySource(ctx context.Context, site ID, source, externalID string) (*Item, error)  // working
	Revisions(ctx context.Context, site, item ID) ([]RevisionInfo, error)                 // newest first
	ItemRevision(ctx context.Context, site, item ID, n int) (*Item, error)
	// TrashItem moves a draft to the trash; PurgeTrash in Retention empties it.
	TrashItem(ctx context.Context, site, item ID, at time.Time) error
	SaveDraft(ctx context.Context, site, item, user ID, data []byte, at time.Time) error // autosave, one per item and user
	Draft(ctx context.Context, site, item, user ID) (data []byte, at time.Time, err error)

	// SaveObject inserts the row at the first announcement, or updates Revision,
	// Updated and Deleted; channel, language and type are frozen (Conflict).
	// At most one object that is not deleted exists per (item, lang, channel).
	SaveObject(ctx context.Context, o *ObjectRef) error
	Object(ctx context.Context, site, id ID) (*ObjectRef, error)
	Objects(ctx context.Context, site, item ID) ([]*ObjectRef, error) // oldest first, deleted ones too
	// ChannelObjects pages a channel's announced, undeleted objects, newest first, for the outbox; total counts them.
	ChannelObjects(ctx context.Context, site, channel ID, limit int, cursor string) (objects []*ObjectRef, next string, total int, err error)
	// Featured lists the ids of the channel's pinned objects.
	Featured(ctx context.Context, site, channel ID) ([]ID, error)
	SetFeatured(ctx context.Context, site, channel ID, objects []ID) error
}

// RevisionInfo describes a stored revision.
type RevisionInfo struct {
	N       int
	By      ID
	Created time.Time
	Reason  string
	WasLive bool
	Title   string
}

// MediaStore keeps what is known of uploaded files; bytes are in the blob store.
type MediaStore interface {
	SaveMedia(ctx context.Context, m *Media) error
	Media(ctx context.Context, site, id ID) (*Media, error)
	MediaBySource(ctx context.Context, site ID, source string) (*Media, error)
	// MediaUses lists the items whose live or working revision uses the media.
	MediaUses(ctx context.Context, site, id ID) ([]ID, error)
	// DeleteMedia removes the row, Conflict while it is in use.
	DeleteMedia(ctx context.Context, site, id ID) error
}

// TagStore keeps the vocabulary.
type TagStore interface {
	SaveTag(ctx context.Context, t *Tag) error        // Conflict when the slug is another tag's
	Tags(ctx context.Context, site ID) ([]Tag, error) // by slug
	TagBySlug(ctx context.Context, site ID, slug string) (*Tag, error)
	// TagCounts counts live items per tag slug, most used first, at most limit; channel may be empty.
	TagCounts(ctx context.Context, site, channel ID, limit int) ([]TagCount, error)
}

// TagCount is a tag with the number of its live items.
type TagCount struct {
	Tag   Tag
	Count int
}

// UserStore keeps staff, their rights and tokens.
type UserStore interface {
	SaveUser(ctx context.Context, u *User) error // Conflict when the address is taken
	User(ctx context.Context, id ID) (*User, error)
	UserByEmail(ctx context.Context, email string) (*User, error)
	Users(ctx context.Context, site ID) ([]User, error) // members of the site, all when empty
	SetPassword(ctx context.Context, user ID, hash string) error
	Password(ctx context.Context, user ID) (hash string, err error)
	// SetMembership gives a role; an empty role takes the membership away.
	// Conflict when the site would lose its last administrator.
	SetMembership(ctx context.Context, m Membership) error
	Memberships(ctx context.Context, user, site ID) ([]Membership, error) // on all sites when site is empty
	// DisableUser is refused with Conflict for the last enabled administrator of any site.
	DisableUser(ctx context.Context, user ID, disabled bool) error
	SaveToken(ctx context.Context, t *Token) error
	// TokenByHash finds a token that has not expired, of a user who is not disabled.
	TokenByHash(ctx context.Context, hash string, now time.Time) (*Token, *User, []Membership, error)
	Tokens(ctx context.Context, site, user ID) ([]Token, error)
	DeleteToken(ctx context.Context, site, id ID) error
	// Idempotent claims (site, token, key): the first call returns fresh, later
	// ones with the same sum the stored answer (status 0 while the first is
	// still running), and Conflict with another sum. Kept 24 h. A claim
	// that is unanswered for longer than any call takes may be claimed again.
	Idempotent(ctx context.Context, site, token ID, key, sum string, now time.Time) (fresh bool, status int, answer []byte, err error)
	// Answered stores the answer of a claim; status 0 gives the claim back.
	Answered(ctx context.Context, site, token ID, key string, status int, answer []byte) error
}

// AudienceStore keeps what arrives from elsewhere. Methods that take a Received
// store it in the same transaction; fresh is false, and nothing else happens,
// when that activity was seen before.
type AudienceStore interface {
	SaveFollower(ctx context.Context, in Received, f *Follower, jobs ...Job) (fresh bool, err error)
	EndFollower(ctx context.Context, in Received, site, channel ID, actor string, jobs ...Job) (fresh bool, err error) // NotFound when there is none
	// EndFollow ends the following that began with the Follow activity followID.
	EndFollow(ctx context.Context, in Received, site ID, followID, actor string) (fresh bool, err error)
	// AcceptFollower turns a pending follower into an accepted one.
	AcceptFollower(ctx context.Context, site, channel ID, actor string, jobs ...Job) error
	Followers(ctx context.Context, site, channel ID, limit int, cursor string) (list []Follower, next string, err error) // newest first, present ones
	Follower(ctx context.Context, site, channel ID, actor string) (*Follower, error)
	CountFollowers(ctx context.Context, site, channel ID) (int, error)
	// MoveFollower re-points every following of an actor on the site to another one.
	MoveFollower(ctx context.Context, in Received, site ID, from string, to *Actor, jobs ...Job) (fresh bool, err error)

	SaveFollowing(ctx context.Context, f *Following, jobs ...Job) error
	Following(ctx context.Context, site, channel ID, actor string) (*Following, error)
	Followings(ctx context.Context, site, channel ID) ([]Following, error) // all channels when empty
	// Follows reports whether any channel of the site follows actor, accepted.
	Follows(ctx context.Context, site ID, actor string) (bool, error)
	// SetFollowing changes the state when an Accept or Reject of FollowID arrives.
	SetFollowing(ctx context.Context, in Received, site ID, followID, actor, state string) (fresh bool, err error)

	SaveReply(ctx context.Context, in Received, r *Reply, jobs ...Job) (fresh bool, err error) // by (site, URI)
	// EditReply changes a reply of the same actor; Status goes back to pending when it was approved and the text differs.
	EditReply(ctx context.Context, in Received, site ID, uri, actor string, change Reply) (fresh bool, err error)
	DeleteReply(ctx context.Context, in Received, site ID, uri, actor string) (fresh bool, err error) // NotFound when it is not the actor's
	Reply(ctx context.Context, site, id ID) (*Reply, error)
	ReplyByURI(ctx context.Context, site ID, uri string) (*Reply, error)
	Replies(ctx context.Context, site ID, f ReplyFilter) (list []Reply, next string, err error)
	ModerateReply(ctx context.Context, site, id ID, status ReplyStatus, by ID, reason string) error

	SaveReaction(ctx context.Context, in Received, r *Reaction, jobs ...Job) (fresh bool, err error)
	UndoReaction(ctx context.Context, in Received, site ID, uri, actor string, kind ReactionKind, object ID) (fresh bool, err error) // by uri, else by kind and object
	Reactions(ctx context.Context, site, object ID, kind ReactionKind, limit int, cursor string) (list []Reaction, next string, err error)
	ReactionByStamp(ctx context.Context, site, stamp ID) (*Reaction, error)
	Counts(ctx context.Context, site ID, objects ...ID) (map[ID]Counts, error) // Replies: approved public ones

	SaveReport(ctx context.Context, in Received, r *Report) (fresh bool, err error)
	Reports(ctx context.Context, site ID, limit int, cursor string) (list []Report, next string, err error)
	// ForgetActor removes an actor's cached profile, followings, replies and
	// reactions everywhere (Delete of the actor, 410, erasure on request).
	ForgetActor(ctx context.Context, in Received, site ID, actor string) (fresh bool, err error)

	SaveRemotePost(ctx context.Context, in Received, p *RemotePost) (fresh bool, err error) // new, or changed by its own actor
	DeleteRemotePost(ctx context.Context, in Received, site ID, uri, actor string) (fresh bool, err error)
	RemotePosts(ctx context.Context, site ID, limit int, cursor string) (list []RemotePost, next string, err error) // newest arrival first, undeleted
	// Note only remembers that an activity was seen.
	Note(ctx context.Context, in Received, site ID, jobs ...Job) (fresh bool, err error)

	SaveBlock(ctx context.Context, b Block) error
	DeleteBlock(ctx context.Context, site ID, kind, value string) error
	Blocks(ctx context.Context, site ID) ([]Block, error)
	// Blocked reports whether the actor or its host (or a parent domain) is blocked.
	Blocked(ctx context.Context, site ID, actor, host string) (bool, error)
}

// ReplyFilter chooses replies; newest first unless Oldest.
type ReplyFilter struct {
	Status   ReplyStatus
	Item     ID
	Object   ID
	Channels []ID // nil: all
	Public   bool // only public ones
	Oldest   bool
	Limit    int
	Cursor   string
}

// PeerStore keeps cached actors and what is remembered of servers; no site.
type PeerStore interface {
	SaveActor(ctx context.Context, a *Actor) error
	Actor(ctx context.Context, id string) (*Actor, error)
	ActorByKey(ctx context.Context, keyID string) (*Actor, error)
	// Host is never NotFound: an unknown host has a zero state.
	Host(ctx context.Context, host string) (HostState, error)
	SetScheme(ctx context.Context, host, scheme string, until time.Time) error
	// Revive closes the breaker of a host that has just sent us a signed request and opens its lanes.
	Revive(ctx context.Context, host string, now time.Time) error
}

// KeyStore keeps private keys, encrypted.
type KeyStore interface {
	// SaveKey stores a key unless the owner has one of that type: the first stays, and is returned.
	SaveKey(ctx context.Context, k SealedKey) (SealedKey, error)
	Keys(ctx context.Context, site, owner ID) ([]SealedKey, error)
}

// QueueStore is the job table.
type QueueStore interface {
	Enqueue(ctx context.Context, jobs ...Job) error
	// Claim leases up to n jobs of the queues that are due and not held back by
	// an earlier one of the same key. Expired leases are claimed again.
	Claim(ctx context.Context, queues []string, n int, now time.Time, lease time.Duration) ([]Job, error)
	// FinishJob ends a claimed job; jobs are stored with it. Conflict when the lease was lost.
	FinishJob(ctx context.Context, j Job, jobs ...Job) error
	// RetryJob puts a claimed job back until at; DeadJob keeps it for people to see.
	RetryJob(ctx context.Context, j Job, at time.Time, reason string) error
	DeadJob(ctx context.Context, j Job, reason string) error
	CancelJobs(ctx context.Context, site ID, queue, key string) (int, error)
	// NextDue is when the earliest job of the queues may run, zero when there is none.
	NextDue(ctx context.Context, queues []string) (time.Time, error)
	// Pending counts unfinished and dead jobs by queue, deliveries too (a leased one counts as waiting).
	Pending(ctx context.Context) (map[string]QueueCount, error)
}

// QueueCount is the length of a queue.
type QueueCount struct{ Waiting, Leased, Dead int }

// DeliveryStore is the fan-out of activities.
type DeliveryStore interface {
	// FanOut stores the activity and one delivery per distinct inbox of the
	// audience, and the object row when given, in one transaction. When an
	// activity with the same Dedupe exists nothing happens. A Delete cancels the
	// object's deliveries that were never tried, inbox by inbox, and is not sent
	// where the Create was cancelled so. Blocked hosts get nothing.
	FanOut(ctx context.Context, a *Activity, to Audience, o *ObjectRef) (n int, err error)
	Activity(ctx context.Context, site, id ID) (*Activity, error)
	// ActivityBodies loads bodies for delivery, by id, of any site.
	ActivityBodies(ctx context.Context, ids []ID) (map[ID][]byte, error)
	// ClaimLanes leases up to n lanes that have due deliveries, each with its
	// next deliveries in order (at most per), of hosts whose breaker is closed
	// or due for a probe. maxPerHost is the number of lanes of a host.
	ClaimLanes(ctx context.Context, n, per, maxPerHost int, now time.Time, lease time.Duration) ([]Lane, error)
	// FinishLane settles outcomes of a leased lane and, unless keep, gives the
	// lane back. Receipts, host state and followers (Left) change in the same
	// transaction. Conflict when the lease was lost.
	FinishLane(ctx context.Context, l Lane, now time.Time, keep bool, outcomes ...Outcome) error
	NextDelivery(ctx context.Context, now time.Time) (time.Time, error)
	// OpenDeliveries counts a site's deliveries that are neither done nor given up.
	OpenDeliveries(ctx context.Context, site ID) (int, error)
	// Receipts lists per server how the item's deliveries stand, and the totals.
	Receipts(ctx context.Context, site, item ID) ([]Receipt, error)
	// RetryDeliveries makes the item's waiting and dead deliveries to host due now.
	RetryDeliveries(ctx context.Context, site, item ID, host string, now time.Time) (int, error)
}

// Retention says how long personal data is kept (P5, P9).
type Retention struct {
	Actors  time.Duration // unused cached profiles and posts: 30 days
	Seen    time.Duration // ids of received activities: 30 days
	Trash   time.Duration // 30 days
	Answers time.Duration // idempotency: 24 hours
	Dead    time.Duration // dead jobs and ended receipts: 90 days
	Ended   time.Duration // ended followers: a year, for the Deletes and Updates of what they were sent

	Reports  time.Duration // what other servers reported: a year
	Messages time.Duration // what visitors sent, after it was closed: a year
	Waiting  time.Duration // what visitors sent and nobody closed: two years
}

// DefaultRetention is what docs/OPERATIONS.md states.
var DefaultRetention = Retention{
	Actors: 30 * 24 * time.Hour, Seen: 30 * 24 * time.Hour, Trash: 30 * 24 * time.Hour,
	Answers: 24 * time.Hour, Dead: 90 * 24 * time.Hour, Ended: 365 * 24 * time.Hour,
	Reports: 365 * 24 * time.Hour, Messages: 365 * 24 * time.Hour, Waiting: 730 * 24 * time.Hour,
}

// RetentionStore removes what is kept no longer.
type RetentionStore interface {
	// Purge removes what is older than r allows and returns the number of rows per kind of data.
	Purge(ctx context.Context, now time.Time, r Retention) (map[string]int, error)
}

// Store is everything, for those who wire the program.
type Store interface {
	SiteStore
	ChannelStore
	ItemStore
	ReadingStore
	MediaStore
	TagStore
	UserStore
	AudienceStore
	PeerStore
	KeyStore
	QueueStore
	DeliveryStore
	RetentionStore
	MessageStore
}
