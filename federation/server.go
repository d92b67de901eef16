package federation

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"vitrine/content"
)

// Config is what a Server needs.
type Config struct {
	Store    Store
	Kinds    content.Kinds
	Keys     Keys
	Client   Client
	Verify   Verifier
	Cleaner  Cleaner
	Bodies   Bodies
	Editions Editions // nil: no item is said to be part of an edition
	Say      func(lang, key string, args ...any) string
	Site     func(*http.Request) (*content.Site, error) // by the Host header
	Fail     func(http.ResponseWriter, *http.Request, error)
	Wake     func(queue string)             // a job was just caused; may be nil
	Visitor  func(*http.Request) netip.Addr // who asks, behind trusted proxies; nil: the connection's address
	Software Software
	Now      func() time.Time
	Log      *slog.Logger
}

// Software is what NodeInfo tells of us.
type Software struct{ Name, Version, Repository, Homepage string }

// Store is what federation needs of the database.
type Store interface {
	content.SiteStore
	content.ChannelStore
	content.AudienceStore
	content.PeerStore
	content.DeliveryStore
	Item(ctx context.Context, site, id content.ID, w content.Which) (*content.Item, error)
	Items(ctx context.Context, site content.ID, f content.ItemFilter) ([]*content.Item, string, error)
	ItemBySlug(ctx context.Context, site content.ID, lang content.Lang, kind, slug string) (*content.Item, error)
	Object(ctx context.Context, site, id content.ID) (*content.ObjectRef, error)
	Objects(ctx context.Context, site, item content.ID) ([]*content.ObjectRef, error)
	ChannelObjects(ctx context.Context, site, channel content.ID, limit int, cursor string) ([]*content.ObjectRef, string, int, error)
	Featured(ctx context.Context, site, channel content.ID) ([]content.ID, error)
	SetFeatured(ctx context.Context, site, channel content.ID, objects []content.ID) error
	TagCounts(ctx context.Context, site, channel content.ID, limit int) ([]content.TagCount, error)
	Media(ctx context.Context, site, id content.ID) (*content.Media, error)
	Enqueue(ctx context.Context, jobs ...content.Job) error
}

// Keys are the actors' key pairs; private halves never leave them.
type Keys interface {
	// Public gives an owner's public keys, making them if there are none. The
	// owner "" is the site's server actor.
	Public(ctx context.Context, site *content.Site, owner content.ID) (PublicKeys, error)
	// Prove adds the owner's FEP-8b32 proof to a document.
	Prove(ctx context.Context, site *content.Site, owner content.ID, doc []byte, created time.Time) ([]byte, error)
}

// PublicKeys are the public halves of an actor's keys.
type PublicKeys struct {
	RSA     string // SPKI in PEM
	Ed25519 string // multibase
}

// Client is the one door to the network.
type Client interface {
	// Get fetches an ActivityPub document, signed by the site's server actor. Of
	// a document that is gone the error has the code Gone, of a missing one NotFound.
	Get(ctx context.Context, site *content.Site, address string) ([]byte, error)
	// WebFinger gives the actor id behind user@host.
	WebFinger(ctx context.Context, acct string) (string, error)
	// Post delivers a body to an inbox, signed by owner.
	Post(ctx context.Context, p Post) Result
}

// Post is one delivery on its way.
type Post struct {
	Site  *content.Site
	Owner content.ID
	Inbox string
	Body  Body
}

// Body is an activity as sent, with what the client computes once for all inboxes.
type Body struct {
	ID    content.ID
	Bytes []byte
}

// Result is what became of a delivery attempt.
type Result struct {
	State      content.OutcomeState
	Reason     string // machine key, the end of a "receipt." key
	RetryAfter time.Duration
}

// Verifier checks what arrives signed.
type Verifier interface {
	// Parse reads a request's signature and holds everything against the rules
	// that does not need the key: coverage, digest, clock.
	Parse(r *http.Request, body []byte, origin string) (Signature, error)
	// Replayed reports whether the verified signature was seen before, and notes it.
	Replayed(s Signature) bool
	// Proof checks a document's FEP-8b32 proof; lookup gives the key (SPKI, DER)
	// of a verification method. The method is returned.
	Proof(doc []byte, lookup func(method string) ([]byte, error)) (method string, err error)
}

// Signature is a request's signature, not yet checked against a key.
type Signature interface {
	KeyID() string
	Check(spki []byte) error
}

// Cleaner turns what other servers wrote into what may be shown.
type Cleaner interface {
	Remote(html string) string
	Plain(s string) string
	Text(html string) string
}

// Bodies expands an item's references for readers elsewhere: absolute addresses.
type Bodies interface {
	Absolute(ctx context.Context, site *content.Site, it *content.Item, t content.Text) (string, error)
}

// Editions tells in which collected items an item is.
type Editions interface {
	// EditionsOf lists the live items that hold the item, newest first.
	EditionsOf(ctx context.Context, site, item content.ID) ([]*content.Item, error)
}

// Server answers other servers and does the work that federation causes.
type Server struct {
	Config
	objects *documents
	refetch *throttle // of actors whose cached key did not match
	missing *throttle // of keys that could not be fetched
	unsure  *throttle // of keys whose server did not answer
	revived *throttle

	signed, refused, fetches, relayed *buckets
	blocks                            blockLists
	signers                           *recent[string, *content.Actor]         // by key id
	early                             *recent[string, bool]                   // posts whose Delete came before their Create, with their actor
	refs                              *recent[content.ID, *content.ObjectRef] // objects that others react to
}

// New makes a Server; it starts nothing.
func New(c Config) *Server {
	return &Server{Config: c, objects: newDocuments(2000),
		refetch: newThrottle(5*time.Minute, 10_000), missing: newThrottle(10*time.Minute, 10_000), unsure: newThrottle(time.Minute, 10_000),
		revived: newThrottle(time.Minute, 10_000), signed: newBuckets(signedPerSecond, signedBurst), refused: newBuckets(refusedPerSecond, refusedBurst),
		fetches: newBuckets(fetchPerSecond, fetchBurst), relayed: newBuckets(relayPerSecond, relayBurst),
		early:   newRecent[string, bool](6*time.Hour, 10_000),
		signers: newRecent[string, *content.Actor](10*time.Second, 2000), refs: newRecent[content.ID, *content.ObjectRef](time.Second, 1000)}
}

// Handlers are the jobs of federation, by queue.
func (s *Server) Handlers() map[string]content.Handler {
	return map[string]content.Handler{
		content.QueueAnnounce: s.Announce,
		content.QueueProfile:  s.Profile,
		content.QueueFollow:   s.Follow,
		content.QueueAnswer:   s.Answer,
		content.QueueInbound:  s.Inbound,
		content.QueueRemove:   s.Remove,
	}
}

func (s *Server) wake(queue string) {
	if s.Wake != nil {
		s.Wake(queue)
	}
}
