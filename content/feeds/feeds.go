// Package feeds writes what is published in the formats that feed readers and
// calendars take: RSS 2.0, Atom, JSON Feed 1.1 and iCalendar, one file each.
//
// Ids come from item ids, never from slugs, so that a renamed page is not a new
// entry; each language of an item is an entry of its own, for each is in a feed
// of its own.
package feeds

import (
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"vitrine/content"
)

// Feed is what one feed holds, in one language.
type Feed struct {
	Site        *content.Site
	Lang        content.Lang
	Title       string // plain text
	Description string // plain text
	Self        string // absolute address of the feed
	Home        string // absolute address of the page it belongs to
	Hub         string // WebSub hub, may be empty
	Updated     time.Time
	Entries     []Entry // newest first
	Dates       []Date  // of a calendar, soonest first
}

// Entry is an item in the feed's language.
type Entry struct {
	content.View
	Body string // HTML with absolute addresses
}

// Date is an occurrence of an item.
type Date struct {
	Entry
	Occurrence content.Occurrence
	Start, End time.Time
}

// Formats are the formats by their file name's ending, with their writers.
var Formats = map[string]func(io.Writer, Feed) error{"rss": RSS, "atom": Atom, "json": JSON, "ics": Calendar}

// Types are the media types of the formats.
var Types = map[string]string{
	"rss": "application/rss+xml; charset=utf-8", "atom": "application/atom+xml; charset=utf-8",
	"json": "application/feed+json; charset=utf-8", "ics": "text/calendar; charset=utf-8",
}

// id is an entry's identifier (RFC 4151): it holds the day the site began, when
// the host was its own.
func id(site *content.Site, kind string, parts ...string) string {
	host := site.Host()
	if u, err := url.Parse(site.Origin); err == nil {
		host = u.Hostname()
	}
	return fmt.Sprintf("tag:%s,%s:%s:%s", host, site.Created.UTC().Format("2006-01-02"), kind, strings.Join(parts, ":"))
}

// ID is the entry's identifier.
func (e Entry) ID() string { return id(e.Site, "item", string(e.Item.ID), string(e.Text.Lang)) }

// Title is the text's title; details may put a state before it ("Cancelled: …").
func (e Entry) Title() string {
	if d, ok := e.Item.Details.(interface{ Title(content.View) string }); ok {
		return d.Title(e.View)
	}
	return e.Text.Title
}

// Summary is the entry in a few words, plain text: the facts first, for an
// event's date and place are the news.
func (e Entry) Summary() string {
	if l := e.line(); l != "" && e.Text.Summary != "" {
		return l + " – " + e.Text.Summary
	} else if l != "" {
		return l
	}
	return e.Text.Summary
}

// line is what a kind says in one line, "" when it says nothing.
func (e Entry) line() string {
	if d, ok := e.Item.Details.(interface{ Line(content.View) string }); ok {
		return d.Line(e.View)
	}
	return ""
}

// provisions are the facts that decide whether someone can come, a line each.
func (e Entry) provisions() (out []string) {
	d, ok := e.Item.Details.(interface {
		Provisions(content.View) []content.Fact
	})
	if !ok {
		return nil
	}
	for _, f := range d.Provisions(e.View) {
		out = append(out, e.Say("fact.line", "Label", f.Label, "Text", f.Text))
	}
	return out
}

// HTML is the whole entry: the lead image, the facts, the body.
func (e Entry) HTML() string {
	var b strings.Builder
	if a := e.image(); a != nil {
		fmt.Fprintf(&b, `<p><img src="%s" alt="%s" width="%d" height="%d"></p>`, content.Escape(a.URL), content.Escape(a.Name), a.Width, a.Height)
	}
	if l := e.line(); l != "" {
		b.WriteString("<p>" + content.Escape(l) + "</p>")
	}
	for _, l := range e.provisions() {
		b.WriteString("<p>" + content.Escape(l) + "</p>")
	}
	if e.Body == "" && e.Text.Summary != "" {
		b.WriteString("<p>" + content.Escape(e.Text.Summary) + "</p>")
	}
	b.WriteString(e.Body)
	return b.String()
}

// picture is an image that goes with an entry.
type picture struct {
	content.Attachment
	Size   int64
	Credit string
}

// image is the lead image, as JPEG, which every reader shows.
func (e Entry) image() *picture {
	u := e.Item.Lead()
	if u == nil || u.Media == nil {
		return nil
	}
	for _, t := range []string{"image/jpeg", "image/png"} {
		if r, ok := u.Media.Rendition(t, 1024); ok {
			alt, _ := u.Alternative(e.Text.Lang)
			return &picture{Attachment: content.Attachment{Type: "Image", MediaType: r.Type, URL: e.Site.MediaURL(u.Media, r.Name), Name: alt, Width: r.Width, Height: r.Height},
				Size: r.Size, Credit: u.Media.Credit}
		}
	}
	return nil
}

// tags are the labels in the feed's language.
func (e Entry) tags() []string {
	out := make([]string, 0, len(e.Item.Tags))
	for _, t := range e.Item.Tags {
		out = append(out, t.Label(e.Text.Lang))
	}
	return out
}

func (e Entry) authors() []string {
	out := make([]string, 0, len(e.Item.Authors))
	for _, a := range e.Item.Authors {
		out = append(out, a.Name)
	}
	return out
}

// zoned is an instant with the site's offset.
func (e Entry) zoned(t time.Time) time.Time { return t.In(e.Site.Zone()) }
