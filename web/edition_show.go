package web

import (
	"context"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

// What is read around an edition.
const (
	membersAtOnce = 100 // items that one question may name
	issuesListed  = 100 // editions a page of the list, to find the neighbours
	issuePages    = 5
)

// members are the public items inside a collected one, in its order.
func (v *visit) members(ctx context.Context, it *content.Item) ([]*content.Item, error) {
	d, ok := it.Details.(content.Collected)
	if !ok {
		return nil, nil
	}
	ids := d.Members()
	found := make(map[content.ID]*content.Item, len(ids))
	for rest := ids; len(rest) > 0; {
		n := min(len(rest), membersAtOnce)
		items, _, err := v.cfg.Items.Items(ctx, v.site.ID, content.ItemFilter{Which: content.LiveRevision, IDs: rest[:n], Limit: n})
		if err != nil {
			return nil, err
		}
		for _, m := range items {
			found[m.ID] = m
		}
		rest = rest[n:]
	}
	out := make([]*content.Item, 0, len(ids)) // never nil: an edition without articles is one
	for _, id := range ids {
		m := found[id]
		if m != nil && m.ID != it.ID && m.Status == content.Published && (m.Expires.IsZero() || v.cfg.Now().Before(m.Expires)) {
			out = append(out, m)
		}
	}
	return out, nil
}

// itemEdition fills in what an edition's page shows beside its foreword, and any
// item as a book.
func (v *visit) itemEdition(p *page.Item, view *content.View) error {
	it, t := view.Item, view.Text
	d, ok := it.Details.(content.Issued)
	if !ok {
		p.EPUB = v.book(it, t)
		return nil
	}
	items, err := v.members(v.ctx(), it)
	if err != nil {
		return err
	}
	chans, err := v.st.channels(v.ctx(), v.cfg.Channels)
	if err != nil {
		return err
	}
	public := make(map[content.ID]*content.Item, len(items))
	for _, m := range items {
		public[m.ID] = m
		mt, _ := m.Text(t.Lang)
		view.Members = append(view.Members, content.Member{ID: m.ID, Title: mt.Title, URL: v.site.ItemURL(m.Kind, mt), Lang: mt.Lang})
	}
	e := v.editionLink(it)
	e.Count, e.EPUB = len(items), v.book(it, t)
	if e.EPUB != nil {
		n, err := v.cfg.Books.Size(v.ctx(), v.bookOf(it, t, items))
		if err != nil {
			return err
		}
		if n > 0 {
			e.EPUB.Size = locale.Size(string(v.lang), n)
		}
	}
	p.EPUB = e.EPUB
	for _, part := range d.Issue().Parts {
		var out page.Part
		heading, in := part.Heading.In(t.Lang, v.site.DefaultLang())
		if out.Heading = heading; in.Base() != t.Lang.Base() {
			out.Lang = in
		}
		for _, id := range part.Items {
			if m := public[id]; m != nil {
				out.Items = append(out.Items, v.card(m, chans))
			}
		}
		if len(out.Items) > 0 {
			e.Parts = append(e.Parts, out)
		}
	}
	if e.Newer, e.Older, err = v.neighbours(it); err != nil {
		return err
	}
	p.Edition = e
	p.Feeds = append(v.feeds(content.ItemPath(it.Kind, t)+"/", t.Title, false), p.Feeds...)
	return nil
}

// neighbours lead to the editions of the same channel before and after this one.
func (v *visit) neighbours(it *content.Item) (newer, older *page.Link, err error) {
	f := live()
	f.Kind, f.Channel, f.Limit = it.Kind, it.Channel, issuesListed
	var before *content.Item // in the list, which begins with the newest
	found := false
	for range issuePages {
		items, next, err := v.cfg.Items.Items(v.ctx(), v.site.ID, f)
		if err != nil {
			return nil, nil, err
		}
		for _, e := range items {
			switch {
			case found:
				return newer, v.neighbour(e), nil
			case e.ID == it.ID:
				found = true
				if before != nil {
					newer = v.neighbour(before)
				}
			default:
				before = e
			}
		}
		if next == "" {
			break
		}
		f.Cursor = next
	}
	return newer, nil, nil
}

func (v *visit) neighbour(it *content.Item) *page.Link {
	e := v.editionLink(it)
	return &page.Link{Href: e.Href, Label: e.Title, Lang: e.Lang}
}

// book is the file of an item as an e-book in one language, nil when there is none.
func (v *visit) book(it *content.Item, t content.Text) *page.File {
	if v.cfg.Books == nil || !bookKinds[it.Kind] {
		return nil
	}
	return &page.File{Href: content.ItemPath(it.Kind, t) + ".epub", Name: t.Title, Type: "EPUB"}
}

// bookKinds are the kinds that one reads as a book.
var bookKinds = map[string]bool{"article": true, "edition": true}

// editionFeedShow is the feed of an edition: its items in its order, those that
// exist in the language of the address.
func editionFeedShow(format string) action {
	return func(v *visit) error {
		e, err := v.kept(key{site: v.site.ID, path: v.r.URL.Path}, func() (*entry, error) {
			it, t, moved, err := v.itemAt(content.KindOfLetter(v.vars["letter"]), v.vars["slug"])
			if err != nil {
				return nil, err
			}
			if moved != "" {
				return movedTo(moved + "/feed." + format), nil
			}
			if t.Lang != v.lang { // each language of an item is in feeds of its own
				return movedTo(content.ItemPath(it.Kind, t) + "/feed." + format), nil
			}
			view, err := v.editionFeed(it, t)
			if err != nil {
				return nil, err
			}
			return v.feedEntry(format, view)
		})
		if err != nil {
			return err
		}
		e.send(v.w, v.r)
		return nil
	}
}

func (v *visit) editionFeed(it *content.Item, t content.Text) (FeedView, error) {
	items, err := v.members(v.ctx(), it)
	if err != nil {
		return FeedView{}, err
	}
	home := v.site.ItemURL(it.Kind, t)
	view := FeedView{Site: v.site, Lang: t.Lang, Say: v.say, Title: v.say("feed.tag", "Site", v.site.Name, "Tag", t.Title), Description: t.Summary,
		Self: v.site.Origin + v.r.URL.EscapedPath(), Home: home, Kind: it.Kind, Updated: it.Updated}
	if view.Description == "" {
		view.Description = v.say("feed.description", "Site", v.site.Name)
	}
	for _, m := range items {
		if _, ok := m.Text(t.Lang); ok {
			view.Items = append(view.Items, m)
			view.Updated = later(view.Updated, m.Updated)
		}
	}
	return view, nil
}
