package content

import (
	"context"
	"io"
	"log/slog"
	"time"
)

// Service holds the rules: who may do what, what must be in place before
// something is published, and which jobs a change causes. Every method takes
// the acting Staff and answers with an *Error.
type Service struct {
	Store  ServiceStore
	Clean  Cleaner
	Words  Words
	Images Images
	Files  Files // nil: images only
	Blobs  Blobs
	Kinds  Kinds
	Looks  Looks // nil: themes are not checked
	Now    func() time.Time
	Log    *slog.Logger

	Letters Letters // nil: no mail is sent
}

// Looks knows the themes.
type Looks interface {
	// CheckSite adds what is wrong with a site's theme and the values of its
	// settings to p, by the fields theme and settings.look.NAME. before is the site as it
	// is stored, nil for a new one; what was decided for the theme before and
	// means nothing to this one is dropped. An error is none of the site's.
	CheckSite(ctx context.Context, site, before *Site, p *Problems) error
}

// ServiceStore is what the rules need of the database.
type ServiceStore interface {
	SiteStore
	ChannelStore
	ItemStore
	MediaStore
	TagStore
	UserStore
	Replies
	MessageStore
	SaveFollowing(ctx context.Context, f *Following, jobs ...Job) error
	Enqueue(ctx context.Context, jobs ...Job) error
}

// Replies is what moderation needs of the database.
type Replies interface {
	Reply(ctx context.Context, site, id ID) (*Reply, error)
	ModerateReply(ctx context.Context, site, id ID, status ReplyStatus, by ID, reason string) error
}

// Cleaner turns what people or other systems wrote into what may be stored.
type Cleaner interface {
	Staff(html string) string             // allowed HTML, references kept
	Markdown(source string) string        // as Staff
	Plain(s string) string                // one line of text without markup or control characters
	Text(html string) string              // the words of HTML, for search
	Refs(html string) (media, items []ID) // what a body refers to
}

// Words knows how languages write, sort and fold words.
type Words interface {
	Slug(lang Lang, title string) string
	Fold(s string) string // folded words, separated by single spaces
	SortKey(lang Lang, s string) string
	ValidLang(lang Lang) bool
}

// Images prepares uploaded images; the error is an *Error that says what the file is.
type Images interface {
	Process(ctx context.Context, name string, data []byte) (*Image, error)
}

// Image is an upload, decoded, cleaned of metadata and scaled.
type Image struct {
	Type          string
	Width, Height int
	Blurhash      string
	Renditions    []ImageFile
}

// ImageFile is one rendition with its bytes.
type ImageFile struct {
	Rendition
	Data []byte
}

// Files tells films, sound and documents, which are kept as they came.
type Files interface {
	// Takes reports whether a file that begins so is one of them.
	Takes(head []byte) bool
	// Identify says what the file is, or refuses it.
	Identify(r io.ReaderAt, size int64) (FileInfo, error)
	// Captions reads WebVTT and writes it anew, safe and well-formed.
	// Or line is the first that cannot be read.
	Captions(text string) (out string, line int)
}

// FileInfo is what a file says of itself; 0 is unknown.
type FileInfo struct {
	Type          string
	Ext           string // ".mp4"
	Width, Height int
	Seconds       int
}

// Blobs stores bytes by key.
type Blobs interface {
	Put(ctx context.Context, key, mediaType string, data []byte) error
	// PutFrom stores size bytes of r, all or nothing.
	PutFrom(ctx context.Context, key, mediaType string, r io.Reader, size int64) error
	// Copy stores what is under from under another key.
	Copy(ctx context.Context, from, key, mediaType string) error
	Delete(ctx context.Context, key string) error
}

// require fails unless the staff member holds the scope and the role on channel.
func (who Staff) require(s Scope, r Role, channel ID) error {
	if !who.Has(s) {
		return &Error{Code: Forbidden, Key: "error.scope", Args: map[string]any{"Scope": string(s)}}
	}
	if !who.May(r, channel) {
		return Fail(Forbidden, nil)
	}
	return nil
}
