package rss

import (
	"crypto/sha256"
	"encoding/hex"
	"html"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"

	"vitrine/content"
	"vitrine/content/clean"
	"vitrine/plugins"
)

// minLead is the least width of a picture that goes above an article: smaller
// ones are portraits and symbols.
const minLead = 100

// mapper makes records of a feed's entries.
type mapper struct {
	feed *gofeed.Feed
	base string // address of the feed or its site
	zone *time.Location
}

func newMapper(s plugins.Source, feed *gofeed.Feed, h plugins.Host) *mapper {
	m := &mapper{feed: feed, zone: h.Site().Zone()}
	for _, a := range []string{feed.Link, feed.FeedLink, s.Base} {
		if a = strings.TrimSpace(a); content.ValidURL(a) {
			m.base = a
			break
		}
	}
	if b, err := url.Parse(s.Base); err == nil && m.base == "" && b.Host != "" {
		m.base = s.Base
	}
	return m
}

// id is an entry's identity: its own id where that is one for the whole world,
// else its address, else what it says.
func (m *mapper) id(it *gofeed.Item) string {
	guid := strings.TrimSpace(it.GUID)
	switch {
	case len(guid) > 1024:
		return sum("guid", guid)
	case strings.Contains(guid, ":"): // an address, tag: or urn:
		return guid
	case guid != "":
		return m.home() + "#" + guid
	case strings.TrimSpace(it.Link) != "" && len(it.Link) <= 1024:
		return strings.TrimSpace(it.Link)
	}
	return sum(m.home(), it.Title, it.Published, it.Description)
}

func (m *mapper) home() string {
	if m.base != "" {
		return m.base
	}
	return m.feed.Title
}

func sum(parts ...string) string {
	h := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(h[:])
}

func (m *mapper) record(it *gofeed.Item) plugins.Record {
	link := strings.TrimSpace(it.Link)
	rec := plugins.Record{ExternalID: m.id(it), Lang: m.lang(it), Title: html.UnescapeString(it.Title), Link: link, Base: m.base,
		Tags: m.tags(it), Authors: m.authors(it), Published: when(it.Published, it.PublishedParsed, m.zone), Updated: m.changed(it)}
	if content.ValidURL(link) {
		rec.Base = link
	}
	if rec.Published.IsZero() {
		rec.Published = when(first(it.Extensions, "dcterms", "issued", "created", "available", "modified"), nil, m.zone)
	}
	rec.Body = it.Content
	switch {
	case strings.TrimSpace(clean.Text(rec.Body)) == "" && !strings.Contains(rec.Body, "<img"):
		rec.Body = it.Description
	case it.Description != "" && clean.Text(it.Description) != clean.Text(it.Content):
		rec.Summary = it.Description
	}
	if !strings.Contains(rec.Body, "<") { // a plain text, with lines
		rec.Body = plugins.Paragraphs(rec.Body)
	}
	m.files(it, &rec)
	return rec
}

func (m *mapper) lang(it *gofeed.Item) content.Lang {
	if dc := it.DublinCoreExt; dc != nil && len(dc.Language) > 0 {
		return content.Lang(dc.Language[0])
	}
	return content.Lang(m.feed.Language)
}

// tags are the categories, keywords and labels.
func (m *mapper) tags(it *gofeed.Item) []string {
	var out []string
	for _, c := range it.Categories {
		out = append(out, html.UnescapeString(c))
	}
	for _, l := range it.Extensions["g"]["label"] { // Google Base: events and offers
		out = append(out, l.Value)
	}
	return out
}

// authors are all who are named; their addresses of electronic mail are dropped
// here and again by the host.
func (m *mapper) authors(it *gofeed.Item) []content.Author {
	var names []string
	if dc := it.DublinCoreExt; dc != nil {
		names = append(append(names, dc.Creator...), dc.Author...)
	}
	if len(names) == 0 {
		for _, p := range it.Authors {
			if p != nil {
				names = append(names, p.Name)
			}
		}
	}
	if len(names) == 0 {
		names = m.feedAuthors()
	}
	var out []content.Author
	for _, n := range names {
		if n = strings.TrimSpace(html.UnescapeString(n)); n != "" {
			out = append(out, content.Author{Name: n})
		}
	}
	return out
}

// feedAuthors are the authors of a whole feed. The editor and the webmaster of an
// RSS channel wrote none of its items.
func (m *mapper) feedAuthors() []string {
	var out []string
	if m.feed.FeedType == "rss" {
		if x := m.feed.ITunesExt; x != nil && x.Author != "" {
			out = append(out, x.Author)
		} else if dc := m.feed.DublinCoreExt; dc != nil {
			out = append(out, dc.Creator...)
		}
		return out
	}
	for _, p := range m.feed.Authors {
		if p != nil {
			out = append(out, p.Name)
		}
	}
	return out
}

// files takes the pictures and enclosures beside the text.
func (m *mapper) files(it *gofeed.Item, rec *plugins.Record) {
	lead := func(p plugins.Picture) {
		if p.URL = strings.TrimSpace(p.URL); p.URL != "" && len(rec.Images) == 0 {
			p.Lead = true
			rec.Images = append(rec.Images, p)
		}
	}
	for _, p := range mediaPictures(it.Extensions) {
		lead(p)
	}
	var links strings.Builder
	for _, e := range it.Enclosures {
		switch kind, _, _ := strings.Cut(e.Type, "/"); {
		case e.URL == "":
		case kind == "image":
			lead(plugins.Picture{URL: e.URL})
		default:
			links.WriteString(enclosure(kind, e))
		}
	}
	lead(plugins.Picture{URL: first(it.Extensions, "g", "image_link")})
	if it.Image != nil {
		lead(plugins.Picture{URL: it.Image.URL, Alt: it.Image.Title})
	}
	rec.Body += links.String()
}

// enclosure is a link to a recording or a document, for the end of the text.
func enclosure(kind string, e *gofeed.Enclosure) string {
	label := "Audio"
	switch kind {
	case "audio":
	case "video":
		label = "Video"
	default:
		label = ""
	}
	u, err := url.Parse(e.URL)
	if err != nil {
		return ""
	}
	name := path.Base(u.Path)
	if name == "." || name == "/" {
		name = u.Host
	}
	if label != "" {
		name = label + ": " + name
	}
	if n, err := strconv.ParseInt(e.Length, 10, 64); err == nil && n >= 1<<20 {
		name += " (" + strconv.FormatInt(n>>20, 10) + " MB)"
	}
	return `<p><a href="` + html.EscapeString(e.URL) + `">` + html.EscapeString(name) + `</a></p>`
}

// mediaPictures are the pictures of Media RSS and of iTunes: full ones before thumbnails.
func mediaPictures(x ext.Extensions) []plugins.Picture {
	var full, thumbs []plugins.Picture
	var visit func(m map[string][]ext.Extension, depth int)
	visit = func(m map[string][]ext.Extension, depth int) {
		alt, credit := value(m, "title"), value(m, "credit")
		for _, c := range m["content"] {
			if c.Attrs["medium"] == "image" || strings.HasPrefix(c.Attrs["type"], "image/") {
				p := plugins.Picture{URL: c.Attrs["url"], Alt: pick(value(c.Children, "title"), alt), Caption: value(c.Children, "description"), Credit: pick(value(c.Children, "credit"), credit)}
				if wide(c.Attrs["width"]) {
					full = append(full, p)
				}
			}
			if depth < 3 {
				visit(c.Children, depth+1)
			}
		}
		for _, t := range m["thumbnail"] {
			if wide(t.Attrs["width"]) {
				thumbs = append(thumbs, plugins.Picture{URL: t.Attrs["url"], Alt: alt, Credit: credit})
			}
		}
		for _, g := range m["group"] {
			if depth < 3 {
				visit(g.Children, depth+1)
			}
		}
	}
	visit(x["media"], 0)
	return append(full, thumbs...)
}

// wide reports whether a width, if one is given, is enough for a lead image.
func wide(width string) bool {
	n, err := strconv.Atoi(strings.TrimSpace(width))
	return err != nil || n >= minLead
}

func value(m map[string][]ext.Extension, name string) string {
	if e := m[name]; len(e) > 0 {
		return strings.TrimSpace(e[0].Value)
	}
	return ""
}

func pick(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// first is the first of an extension's elements that has a value.
func first(x ext.Extensions, space string, names ...string) string {
	for _, n := range names {
		if v := value(x[space], n); v != "" {
			return v
		}
	}
	return ""
}
