package cmd

import (
	"context"
	"fmt"
	"html/template"
	"strings"

	"vitrine/content"
	"vitrine/content/clean"
	"vitrine/content/locale"
	"vitrine/web"
	"vitrine/web/page"
)

// bodies expands what a body refers to, for pages, feeds and other servers.
type bodies struct {
	store content.ItemStore
	say   func(lang, key string, args ...any) string
}

var _ web.Bodies = bodies{}

// outlet is where a body goes.
type outlet uint8

const (
	forPage  outlet = iota // ours: sizes of pictures, players, ids
	forFeed                // feed readers: one size, complete addresses
	forPeers               // other servers: as feeds, with less that they do not know
	forBook                // e-books: as feeds, with the ids of a page
)

// From this on a text has a table of contents.
const (
	longWords    = 600
	longHeadings = 3
)

// Page is a body for our own pages: pictures in several sizes, links by path.
func (b bodies) Page(ctx context.Context, site *content.Site, it *content.Item, t content.Text) (template.HTML, error) {
	d, err := b.dressed(ctx, site, it, t, forPage)
	return template.HTML(d.HTML), err // cleaned when it was stored, and what is added is our own markup
}

// Article is the body of an item's page with what can be said about it.
func (b bodies) Article(ctx context.Context, site *content.Site, it *content.Item, t content.Text) (web.Body, error) {
	d, err := b.dressed(ctx, site, it, t, forPage)
	if err != nil {
		return web.Body{}, err
	}
	length := clean.Measure(t.Body)
	out := web.Body{HTML: template.HTML(d.HTML), Minutes: locale.ReadingTime(string(t.Lang), length.Words, length.Pictures)} // as Page
	if length.Words > longWords {
		for _, a := range d.Outline {
			if a.Level <= 3 {
				out.Contents = append(out.Contents, page.Heading{ID: a.ID, Text: a.Text, Level: a.Level})
			}
		}
		if len(out.Contents) < longHeadings {
			out.Contents = nil
		}
	}
	x := b.expansion(ctx, site, it, t, forPage)
	for i := range it.Media {
		u := &it.Media[i]
		if (u.Role == content.RoleLead || u.Role == content.RoleGallery) && u.Media != nil && u.Media.Playable() {
			out.Players = append(out.Players, template.HTML(x.figure(u, clean.Ref{}))) // our own markup
		}
	}
	return out, nil
}

// Minutes is how long a text takes to read.
func (b bodies) Minutes(t content.Text) int {
	l := clean.Measure(t.Body)
	return locale.ReadingTime(string(t.Lang), l.Words, l.Pictures)
}

// Absolute is a body for feeds: one picture each, every address complete.
func (b bodies) Absolute(ctx context.Context, site *content.Site, it *content.Item, t content.Text) (string, error) {
	return b.complete(ctx, site, it, t, forFeed)
}

func (b bodies) complete(ctx context.Context, site *content.Site, it *content.Item, t content.Text, o outlet) (string, error) {
	d, err := b.dressed(ctx, site, it, t, o)
	if err != nil {
		return "", err
	}
	return clean.Absolute(d.HTML, site.ItemURL(it.Kind, t)), nil
}

// peerBodies are bodies as other servers get them.
type peerBodies struct{ bodies }

// Absolute implements federation.Bodies.
func (b peerBodies) Absolute(ctx context.Context, site *content.Site, it *content.Item, t content.Text) (string, error) {
	return b.complete(ctx, site, it, t, forPeers)
}

func (b bodies) dressed(ctx context.Context, site *content.Site, it *content.Item, t content.Text, o outlet) (clean.Dressed, error) {
	x := b.expansion(ctx, site, it, t, o)
	body := clean.Expand(t.Body, x.reference)
	if x.err != nil {
		return clean.Dressed{}, x.err
	}
	return clean.Dress(body, clean.Outlet{Page: o == forPage || o == forBook, Peers: o == forPeers, Say: x.say,
		Slug: func(s string) string { return locale.Slug(string(t.Lang), s) }}), nil
}

// expansion is one body on its way to one outlet.
type expansion struct {
	ctx  context.Context
	b    bodies
	site *content.Site
	text content.Text
	to   outlet
	uses map[string]*content.Use
	err  error // the first
}

func (b bodies) expansion(ctx context.Context, site *content.Site, it *content.Item, t content.Text, o outlet) *expansion {
	x := &expansion{ctx: ctx, b: b, site: site, text: t, to: o, uses: map[string]*content.Use{}}
	for i := range it.Media {
		x.uses[string(it.Media[i].ID)] = &it.Media[i]
	}
	return x
}

// say gives words in the language of the text.
func (x *expansion) say(key string, args ...any) string {
	return x.b.say(string(x.text.Lang), key, args...)
}

// address of a stored form.
func (x *expansion) address(m *content.Media, name string) string {
	if x.to == forPage {
		return content.Escape(m.Path(name))
	}
	return content.Escape(x.site.MediaURL(m, name))
}

func (x *expansion) reference(r clean.Ref) (string, bool) {
	if r.Kind == clean.Item {
		s, err := x.b.link(x.ctx, x.site, r, x.text.Lang)
		if err != nil && x.err == nil {
			x.err = err
		}
		return s, s != ""
	}
	u := x.uses[r.ID]
	if u == nil || u.Media == nil {
		return "", false
	}
	switch {
	case r.Kind == clean.File:
		return x.file(u, r)
	case r.Kind == clean.Image && !u.Media.Playable():
		alt := r.Alt
		if !r.HasAlt {
			alt, _ = u.Alternative(x.text.Lang)
		}
		img := x.picture(u.Media, alt)
		return img, img != ""
	}
	s := x.figure(u, r)
	return s, s != ""
}

// link is a reference to another item, while that is public.
func (b bodies) link(ctx context.Context, site *content.Site, r clean.Ref, lang content.Lang) (string, error) {
	it, err := b.store.Item(ctx, site.ID, content.ID(r.ID), content.LiveRevision)
	if content.Is(err, content.NotFound) || err == nil && it.Status != content.Published {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("item %s in a body: %w", r.ID, err)
	}
	t, _ := it.Text(lang)
	hreflang := ""
	if t.Lang != lang {
		hreflang = ` hreflang="` + content.Escape(string(t.Lang)) + `"`
	}
	inner := r.Inner
	if strings.TrimSpace(inner) == "" {
		inner = content.Escape(t.Title)
	}
	return `<a href="` + content.Escape(content.ItemPath(it.Kind, t)) + `"` + hreflang + `>` + inner + `</a>`, nil
}
