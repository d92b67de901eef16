package web

import (
	"context"
	"html/template"
	"io"
	"log/slog"
	"net/http"
	"time"

	"vitrine/content"
	"vitrine/web/page"
	"vitrine/web/respond"
)

// Config is what the pages need.
type Config struct {
	Sites    Sites
	Channels Channels
	Public   Public
	Items    Items
	Tags     Tags
	Audience Audience
	Reading  Reading
	Media    Media
	Plain    Plain
	Bodies   Bodies
	Feeds    Feeds
	Blobs    Blobs
	Books    Books // nil: no EPUB is offered
	Zoom     Zoom  // nil: no picture in full detail is offered
	Kinds    content.Kinds
	// Look gives a site's theme and words. It is asked again when the site changes.
	Look func(*content.Site) Look

	// Elsewhere finds where a visitor's own server takes things over.
	Elsewhere Elsewhere

	Now     func() time.Time
	Log     *slog.Logger // faults
	Access  *slog.Logger // one line per request, without addresses (P5); nil: none
	Proxies respond.Proxies

	// Federation answers /ap/, /nodeinfo/, /interact and the well-known
	// addresses of discovery, API /api/, Desk /desk/. Each may be nil.
	Federation http.Handler
	API        http.Handler
	Desk       http.Handler

	// Duty takes in what visitors send; nil: there are no forms.
	Duty Duty
	// FormKey signs when a form was opened. Processes that serve the same sites
	// share it; nil: drawn for this process.
	FormKey []byte

	// CacheBytes bounds the page cache; 0 means 32 MiB.
	CacheBytes int
}

// Look is how a site looks and speaks.
type Look struct {
	Theme Theme
	Words respond.Words
	// Home is the front page's sections as the theme proposes them, by kind
	// (content.HomeKinds); empty means the usual ones.
	Home []string
}

// Theme renders pages and has assets; cmd adapts themes.Set.
type Theme interface {
	Render(ctx context.Context, w io.Writer, page string, data any) error
	// Asset gives a file by its name.
	Asset(name string) (Asset, bool)
	// Version moves when the theme is reloaded.
	Version() uint64
}

// Asset is a file of a theme.
type Asset struct {
	Hash string // part of the address
	Type string
	Data []byte
	Gzip []byte // nil: not compressed
}

// Sites finds the institution behind a host.
type Sites interface {
	SiteByHost(ctx context.Context, host string) (*content.Site, error)
	Generation(ctx context.Context, site content.ID) (int64, error)
}

// Channels lists a site's channels, the main one first.
type Channels interface {
	Channels(ctx context.Context, site content.ID) ([]*content.Channel, error)
}

// Public finds the live item behind a page address; content.Service is one.
type Public interface {
	// Public answers Gone for a withdrawn item, with the item, and NotFound for a draft.
	Public(ctx context.Context, site content.ID, lang content.Lang, kind, slug string) (*content.Item, error)
}

// Items lists what is published.
type Items interface {
	Items(ctx context.Context, site content.ID, f content.ItemFilter) (items []*content.Item, next string, err error)
	Agenda(ctx context.Context, site content.ID, f content.ItemFilter) (slots []content.Slot, next string, err error)
	Objects(ctx context.Context, site, item content.ID) ([]*content.ObjectRef, error)
}

// Tags is the vocabulary.
type Tags interface {
	TagBySlug(ctx context.Context, site content.ID, slug string) (*content.Tag, error)
	TagCounts(ctx context.Context, site, channel content.ID, limit int) ([]content.TagCount, error)
}

// Reading counts what lists can be narrowed by, and guesses what was meant.
type Reading = content.ReadingStore

// Plain takes the words out of cleaned HTML, for summaries and snippets.
type Plain interface {
	Text(html string) string
}

// Audience is what came back from elsewhere.
type Audience interface {
	// ReplyByURI finds a reply by the address of its own server.
	ReplyByURI(ctx context.Context, site content.ID, uri string) (*content.Reply, error)
	Replies(ctx context.Context, site content.ID, f content.ReplyFilter) (list []content.Reply, next string, err error)
	Counts(ctx context.Context, site content.ID, objects ...content.ID) (map[content.ID]content.Counts, error)
}

// Duty takes in what visitors send: content.Service is one.
type Duty interface {
	// Receive answers Invalid with what is wrong by field.
	Receive(ctx context.Context, site *content.Site, in content.NewMessage) (*content.Message, error)
	Received(ctx context.Context, site, id content.ID) (*content.Message, error)
	// PublicReply answers NotFound for a reply that visitors do not see.
	PublicReply(ctx context.Context, site, id content.ID) (*content.Reply, error)
}

// Media finds a channel's pictures.
type Media interface {
	Media(ctx context.Context, site, id content.ID) (*content.Media, error)
}

// Bodies expands what a body refers to: pictures with their sizes, links to items.
type Bodies interface {
	Page(ctx context.Context, site *content.Site, item *content.Item, text content.Text) (template.HTML, error)
	// Article is Page with what an item's page says about its body.
	Article(ctx context.Context, site *content.Site, item *content.Item, text content.Text) (Body, error)
	// Minutes is how long a text takes to read, 0 for less than half a minute.
	Minutes(text content.Text) int
}

// Body is a body on an item's page.
type Body struct {
	HTML     template.HTML
	Minutes  int
	Contents []page.Heading  // of long texts
	Players  []template.HTML // films and recordings beside the text: figures with transcript
}

// Blobs reads stored files.
type Blobs interface {
	// Open gives the file of key, NotFound when there is none.
	Open(ctx context.Context, key string) (Blob, error)
}

// Blob is an open file that can seek, so that ranges can be served.
type Blob = io.ReadSeekCloser

// Feeds writes the formats that readers, calendars and e-readers take.
type Feeds interface {
	// Write writes v in the format: rss, atom, json or ics.
	Write(ctx context.Context, w io.Writer, format string, v FeedView) error
}

// Books makes e-books.
type Books interface {
	// Book gives the EPUB of v. What it makes of an edition it keeps under v.Sum.
	Book(ctx context.Context, v BookView) (Blob, error)
	// Size is how large the kept book of v is, in bytes, 0 while none is.
	Size(ctx context.Context, v BookView) (int64, error)
}

// BookView is what one e-book holds, in one language.
type BookView struct {
	Site     *content.Site
	Item     *content.Item // the edition, or the only article
	Text     content.Text
	Members  []*content.Item // of an edition: what is public, in order
	Modified time.Time       // of the newest change
	Sum      string          // moves with everything that the book shows
	Say      func(key string, args ...any) string
}

// FeedView is what one feed holds.
type FeedView struct {
	Site        *content.Site
	Lang        content.Lang
	Title       string
	Description string
	Self        string // absolute address of the feed
	Home        string // absolute address of the page it belongs to
	Hub         string // WebSub, may be empty
	Channel     *content.Channel
	Tag         *content.Tag
	Kind        string
	Items       []*content.Item // newest first; every one has a text in Lang
	Slots       []content.Slot  // of calendars, soonest first
	Updated     time.Time       // of the newest change, zero when there is nothing
	Say         func(key string, args ...any) string
}
