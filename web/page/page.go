// Package page holds one struct per page for people: what the program gives to
// a theme. It is the contract with themes; a field may be added, never renamed
// or removed.
//
//	page      struct    file of the theme
//	home      Home      home.html
//	item      Item      item.html, with item/{kind}.html or the kind's own template as its part "details"
//	channel   Channel   channel.html
//	tag       Tag       tag.html
//	agenda    Agenda    agenda.html
//	search    Search    search.html
//	archive   Archive   archive.html: by year and month
//	author    Writer    author.html
//	follow    FollowUs  follow.html: how to follow, with all feeds explained
//	share     Share     share.html: pass a page on, and join in, through one's own server
//	form      Form      form.html: notice of unlawful content, accessibility feedback
//	info      Info      info.html: contact, accessibility and privacy statements, terms
//	embed     Agenda    embed.html: the agenda inside another site's frame, a document of its own
//	zoom      Zoom      zoom.html: a picture in full detail
//	error     Problem   error.html: 404, 410, 500, 503, maintenance and others
//
// Every struct embeds Common. What a template needs of the language it asks of
// the page itself, so that no function has to be told the language:
//
//	{{.T "item.published" "Date" (.Date .Published)}}
//	<time datetime="{{.Machine .Published}}">{{.Date .Published}}</time>
//
// Fields of type template.HTML hold cleaned HTML and may be printed as they
// are; every other string is text. Lang fields beside a text are empty when it
// is in the page's language, and otherwise go into a lang attribute.
package page

import (
	"html/template"
	"time"

	"vitrine/content"
	"vitrine/content/locale"
)

// Words is the catalogue; locale.Catalogue is one.
type Words interface {
	T(lang, key string, args ...any) string
}

// Common is what every page has.
type Common struct {
	Site        Site
	Lang        content.Lang // of the content: <html lang>
	UI          content.Lang // of the interface, which differs from Lang where a translation is missing
	Title       string       // of the document, without the site's name; empty on the home page
	Description string       // plain text for search engines and previews
	Canonical   string       // absolute address, empty on pages that have none
	ObjectID    string       // ActivityPub id behind this page, empty when there is none
	Alternates  []Alternate  // hreflang: closed and symmetric, with x-default; empty when there is one language
	Languages   []Link       // the switch: only versions that exist, in their own names; empty when there is one language
	Feeds       []Link       // of this page, the most special first; Type is the media type
	Nav         []Link
	Footer      []Link
	Social      Social
	JSONLD      any // schema.org, to be printed inside <script type="application/ld+json">
	NoIndex     bool
	Crumbs      []Link         // from the home page to this one's parent; empty on the home page
	Notice      *Notice        // the line above every page
	Share       *Sharing       // how to pass this page on; nil where that has no sense
	OEmbed      string         // absolute address of the page's oEmbed description, empty when it has none
	Follow      string         // path of the page that tells how to follow
	Report      string         // path of the form that reports this page's content, empty when there is none
	Query       string         // what the visitor searched for, to fill the search field again
	Words       Words          // the catalogue, used by T
	Zone        *time.Location // the site's
}

// Site is the institution as pages show it.
type Site struct {
	Name        string
	Home        string // path of the home page in the page's interface language
	Description string
	Contact     content.Contact
	Search      string // path of the search page
	Archive     string // path of the archive
	Languages   int    // how many the site speaks
	OpenSearch  string // path of the description that lets a browser search here
}

// Notice is the institution's line above every page.
type Notice struct {
	Text string
	Lang content.Lang // of Text, when it is not the interface's
	Href string       // where it says more, may be empty
}

// Sharing is how a visitor passes a page on without a tracker.
type Sharing struct {
	URL   string // absolute
	Title string
	Own   string // path of the page that hands it to the visitor's own server
	Mail  string // mailto:
	QR    string // path of a picture for posters (SVG)
}

// Alternate is a version of the page in another language.
type Alternate struct {
	Hreflang string // a language, or x-default
	Href     string // absolute
}

// Link is a link. Href is a path below the site's origin unless it leads elsewhere.
type Link struct {
	Href    string
	Label   string
	Lang    content.Lang // of Label, when it is not the interface's
	Type    string       // media type of the target, when it is not a page
	Current bool         // leads to this page
}

// Social is what link previews read (OpenGraph and fediverse:creator).
type Social struct {
	Type       string // og:type: website, article
	Image      string // absolute address
	ImageAlt   string
	Width      int
	Height     int
	Locale     string   // og:locale
	Locales    []string // of the other versions
	Published  time.Time
	Modified   time.Time
	Creator    string // "@jeugd@bib.example"
	Tags       []string
	AuthorName string
}

// T gives a sentence of the interface; args are name, value pairs and N chooses the plural.
func (c *Common) T(key string, args ...any) string {
	if c.Words == nil {
		return key
	}
	return c.Words.T(string(c.UI), key, args...)
}

// Foreign is the interface's language where it differs from the content's, for
// the lang attribute of what surrounds the content.
func (c *Common) Foreign() string {
	if c.UI == c.Lang {
		return ""
	}
	return string(c.UI)
}

// Dir is the writing direction of the content.
func (c *Common) Dir() string { return locale.Dir(string(c.Lang)) }

// Piece is a part of a page together with the page's words, for a partial that
// needs both; As is the way to show it, where the partial knows several.
//
//	{{template "card" (.With $card "lead")}}
type Piece struct {
	Page *Common
	It   any
	As   string
}

// With hands it to a partial together with the page.
func (c *Common) With(it any, as ...string) Piece {
	p := Piece{Page: c, It: it}
	if len(as) > 0 {
		p.As = as[0]
	}
	return p
}

// Date writes a day in the interface's language, in the site's time zone.
func (c *Common) Date(t time.Time) string { return locale.Date(string(c.UI), c.in(t)) }

// DateTime writes a moment in the interface's language, in the site's time zone.
func (c *Common) DateTime(t time.Time) string { return locale.DateTime(string(c.UI), c.in(t)) }

// Machine is a moment for <time datetime>, with its offset.
func (c *Common) Machine(t time.Time) string { return locale.MachineTime(c.in(t)) }

// MachineDate is a day for <time datetime>.
func (c *Common) MachineDate(t time.Time) string { return locale.MachineDate(c.in(t)) }

// Range writes the time of an event in the interface's language and the zone of start.
func (c *Common) Range(start, end time.Time, allDay bool) string {
	return locale.Range(string(c.UI), start, end, allDay)
}

// Money writes a price; what is no price is returned as it is.
func (c *Common) Money(amount, currency string) string {
	s, err := locale.Money(string(c.UI), amount, currency)
	if err != nil {
		return amount + " " + currency
	}
	return s
}

// Number writes a number with the language's digit groups.
func (c *Common) Number(n int) string { return locale.Number(string(c.UI), int64(n)) }

// List joins names: "An, Bea en Cem". A name in a script of the other direction
// is isolated (UAX #9, FSI and PDI), so that it does not take the words and
// numbers beside it along.
func (c *Common) List(names []string) string {
	out := make([]string, len(names))
	for i, name := range names {
		if out[i] = name; locale.Mirrored(name) {
			out[i] = "\u2068" + name + "\u2069"
		}
	}
	return locale.List(string(c.UI), out)
}

// LanguageName is a language's name in that language.
func (c *Common) LanguageName(lang content.Lang) string { return locale.Name(string(lang)) }

func (c *Common) in(t time.Time) time.Time {
	if c.Zone == nil {
		return t.UTC()
	}
	return t.In(c.Zone)
}

// HTML is cleaned HTML; it exists so that templates of kinds need not import html/template.
type HTML = template.HTML
