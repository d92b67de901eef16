package content

import (
	"strconv"
	"time"
)

// Status is the state of an item as a whole.
type Status string

// The life of an item. Withdrawn pages answer 410, objects become Tombstones.
const (
	Draft     Status = "draft"
	Review    Status = "review"
	Scheduled Status = "scheduled"
	Published Status = "published"
	Withdrawn Status = "withdrawn"
)

// Item is anything with a page of its own, at one revision. Everything down to
// Details belongs to the revision; the rest to the item as a whole.
type Item struct {
	ID       ID
	Site     ID
	Channel  ID
	Kind     string
	Texts    []Text // the first is the original language
	Tags     []Tag
	Authors  []Author
	Media    []Use
	Details  Details
	Revision int       // the revision that these contents are
	By       ID        // user who wrote this revision, empty for an import
	Changed  time.Time // when this revision was written
	Reason   string    // why, in the editor's words: a note of what was corrected

	Status          Status
	Pending         Status // state of a working revision newer than the live one: "", draft, review or scheduled
	Live            int    // live revision, 0 before the first publication
	Working         int    // newest revision
	ApprovedBy      ID     // who approved ApprovedRev
	ApprovedRev     int
	PublishAt       time.Time // when a scheduled item goes live
	Published       time.Time // first publication; what outlets show
	Updated         time.Time // last public change, never before Published, grows by at least 1 s
	Expires         time.Time // withdrawn with the reason "expired"; zero: never
	WithdrawnReason string
	Source          string // importer's name, "" for hand-made
	ExternalID      string // id within Source
	SourceSum       string // digest of what the importer last wrote, so that a second run changes nothing
	Created         time.Time
	Trashed         time.Time // a deleted draft, kept 30 days
}

// Text is an item's words in one language.
type Text struct {
	Lang    Lang   `json:"lang"`
	Slug    string `json:"slug"`
	Title   string `json:"title"`             // plain text
	Summary string `json:"summary,omitempty"` // plain text
	Body    string `json:"body,omitempty"`    // cleaned HTML that refers to media (data-media) and items (data-item)
}

// Text returns the item's text in lang, else the original; ok says whether it is in lang.
func (it *Item) Text(lang Lang) (t Text, ok bool) {
	for _, t := range it.Texts {
		if t.Lang == lang {
			return t, true
		}
	}
	if len(it.Texts) == 0 {
		return Text{}, false
	}
	return it.Texts[0], false
}

// Original is the text in the original language.
func (it *Item) Original() Text {
	if len(it.Texts) == 0 {
		return Text{}
	}
	return it.Texts[0]
}

// Lead is the use of the lead image, nil when there is none.
func (it *Item) Lead() *Use {
	for i := range it.Media {
		if it.Media[i].Role == RoleLead {
			return &it.Media[i]
		}
	}
	return nil
}

// Author is a byline: a person, staff or guest.
type Author struct {
	ID     ID     `json:"id,omitempty"`
	Name   string `json:"name"`
	Handle string `json:"handle,omitempty"` // "@an@mastodon.example"
}

// Tag is a term of the site's controlled vocabulary.
type Tag struct {
	ID     ID
	Site   ID
	Slug   string
	Labels Localised
}

// Label is the tag's label in lang, else in any language, else its slug.
func (t Tag) Label(lang Lang) string {
	if s, _ := t.Labels.In(lang); s != "" {
		return s
	}
	return t.Slug
}

// Object roles of a media use.
const (
	RoleLead       = "lead"
	RoleGallery    = "gallery"
	RoleAttachment = "attachment"
	RoleInline     = "inline" // referred to by a body
)

// Use is a media item as one item uses it.
type Use struct {
	Media   *Media    `json:"-"`  // filled in by the store
	ID      ID        `json:"id"` // of the media
	Role    string    `json:"role"`
	Caption Localised `json:"caption,omitempty"`
	Alt     Localised `json:"alt,omitempty"` // overrides the media's own
}

// Alternative is the alternative text in lang, the use's before the media's;
// decorative images have none.
func (u *Use) Alternative(lang Lang, fallback ...Lang) (string, Lang) {
	if u.Media != nil && u.Media.Decorative && len(u.Alt) == 0 {
		return "", ""
	}
	if s, l := u.Alt.In(lang, fallback...); s != "" {
		return s, l
	}
	if u.Media == nil {
		return "", ""
	}
	return u.Media.Alt.In(lang, fallback...)
}

// Media is an uploaded file. Its bytes are in the blob store under
// {site}/{id}/{version}/{rendition}.
type Media struct {
	ID         ID
	Site       ID
	Version    int    // moves when the file is replaced
	Type       string // media type of the original, by content
	Name       string // file name as uploaded, for people
	Width      int
	Height     int
	Size       int64
	Blurhash   string
	Alt        Localised
	Decorative bool // alt="" by choice
	Described  bool // described in the text beside it
	Credit     string
	Licence    string  // an address or an SPDX-like short name
	FocalX     float64 // -1…1, left to right
	FocalY     float64 // -1…1, bottom to top, as ActivityPub's focalPoint
	Renditions []Rendition
	Recording  Recording // of films and sound
	Source     string    // address it was imported from
	Sum        string    // SHA-256 of the bytes as they came, hex
	By         ID
	Created    time.Time
	Updated    time.Time
}

// Rendition is one stored form of a media item.
type Rendition struct {
	Name   string `json:"name"` // "w640.webp", "full.jpg", "full.mp4", "captions-nl-1f3a.vtt"
	Type   string `json:"type"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Size   int64  `json:"size"`
}

// Path is the public path of a rendition.
func (m *Media) Path(rendition string) string {
	return "/media/" + string(m.ID) + "/" + strconv.Itoa(m.Version) + "/" + rendition
}

// Key is the blob's key of a rendition.
func (m *Media) Key(rendition string) string {
	return string(m.Site) + "/" + string(m.ID) + "/" + strconv.Itoa(m.Version) + "/" + rendition
}

// Rendition picks the smallest rendition of the media type that is at least
// width pixels wide, else the widest one; ok is false when there is none of that type.
func (m *Media) Rendition(mediaType string, width int) (r Rendition, ok bool) {
	for _, c := range m.Renditions {
		if c.Type != mediaType {
			continue
		}
		switch {
		case !ok:
			r, ok = c, true
		case r.Width < width && c.Width > r.Width, c.Width >= width && c.Width < r.Width:
			r = c
		}
	}
	return r, ok
}

// Accessible reports whether a choice about the alternative text was made (A1).
func (m *Media) Accessible() bool { return m.Decorative || m.Described || len(m.Alt) > 0 }
