package api

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"vitrine/content"
	"vitrine/web/respond"
)

// Config is what the API needs from outside.
type Config struct {
	Service *content.Service
	Store   Store
	// Site is the institution behind the request's host, NotFound when there is none.
	Site  func(*http.Request) (*content.Site, error)
	Words Words
	Kinds content.Kinds
	Now   func() time.Time
	Log   *slog.Logger

	Proxies respond.Proxies // whose X-Forwarded-For is believed
	Themes  []string        // that a site may choose; nil: any name
	Limits  Limits
}

// Words is the catalogue of sentences; locale.Catalogue is one.
type Words interface {
	respond.Words
	Receipt(lang, state, reason string) string
}

// Store is what the API reads of the database beside the rules, and the few
// writes that have no rule but a role.
type Store interface {
	content.ChannelStore
	Item(ctx context.Context, site, id content.ID, w content.Which) (*content.Item, error)
	Items(ctx context.Context, site content.ID, f content.ItemFilter) (items []*content.Item, next string, err error)
	ItemBySource(ctx context.Context, site content.ID, source, externalID string) (*content.Item, error)
	Revisions(ctx context.Context, site, item content.ID) ([]content.RevisionInfo, error)
	Objects(ctx context.Context, site, item content.ID) ([]*content.ObjectRef, error)
	Media(ctx context.Context, site, id content.ID) (*content.Media, error)
	TagBySlug(ctx context.Context, site content.ID, slug string) (*content.Tag, error)

	TokenByHash(ctx context.Context, hash string, now time.Time) (*content.Token, *content.User, []content.Membership, error)
	Idempotent(ctx context.Context, site, token content.ID, key, sum string, now time.Time) (fresh bool, status int, answer []byte, err error)
	Answered(ctx context.Context, site, token content.ID, key string, status int, answer []byte) error

	Followers(ctx context.Context, site, channel content.ID, limit int, cursor string) (list []content.Follower, next string, err error)
	CountFollowers(ctx context.Context, site, channel content.ID) (int, error)
	Followings(ctx context.Context, site, channel content.ID) ([]content.Following, error)
	Replies(ctx context.Context, site content.ID, f content.ReplyFilter) (list []content.Reply, next string, err error)
	Counts(ctx context.Context, site content.ID, objects ...content.ID) (map[content.ID]content.Counts, error)
	Reports(ctx context.Context, site content.ID, limit int, cursor string) (list []content.Report, next string, err error)
	RemotePosts(ctx context.Context, site content.ID, limit int, cursor string) (list []content.RemotePost, next string, err error)
	SaveBlock(ctx context.Context, b content.Block) error
	DeleteBlock(ctx context.Context, site content.ID, kind, value string) error
	Blocks(ctx context.Context, site content.ID) ([]content.Block, error)

	Receipts(ctx context.Context, site, item content.ID) ([]content.Receipt, error)
	RetryDeliveries(ctx context.Context, site, item content.ID, host string, now time.Time) (int, error)
	Enqueue(ctx context.Context, jobs ...content.Job) error
}

// Limits bound what one request, and one network, may ask. The zero value of a
// field is its default.
type Limits struct {
	Body     int64   // bytes of a JSON body: 8 MiB
	File     int64   // bytes of an uploaded file: 32 MiB
	Media    int64   // bytes of an uploaded film, recording or document: 512 MiB
	Uploads  int     // files held in memory at a time: 2
	Rate     float64 // requests per second of one network, on average: 100
	Burst    int     // at once: 1000
	Failures int     // refused tokens per minute of one network: 30
}

func (l Limits) orDefault() Limits {
	either(&l.Body, 8<<20)
	either(&l.File, 32<<20)
	either(&l.Media, 512<<20)
	either(&l.Uploads, 2)
	either(&l.Rate, 100)
	either(&l.Burst, 1000)
	either(&l.Failures, 30)
	return l
}

// either gives a field that was left out its default.
func either[T comparable](field *T, usual T) {
	var zero T
	if *field == zero {
		*field = usual
	}
}
