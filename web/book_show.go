package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"time"

	"vitrine/content"
	"vitrine/content/feeds"
	"vitrine/web/respond"
)

// bookShow serves an edition, or an article, as EPUB: one language a book.
// Whether a reader has it already is known before it is made.
func bookShow(v *visit) error {
	if v.cfg.Books == nil {
		return content.Failf(content.NotFound, "no books are made here")
	}
	it, t, moved, err := v.itemAt(content.KindOfLetter(v.vars["letter"]), v.vars["slug"])
	if err != nil {
		return err
	}
	if moved != "" {
		return v.redirect(http.StatusMovedPermanently, moved+".epub")
	}
	if t.Lang != v.lang {
		return v.redirect(http.StatusMovedPermanently, content.ItemPath(it.Kind, t)+".epub")
	}
	view, err := v.bookView(it, t)
	if err != nil {
		return err
	}
	h := v.w.Header()
	etag := `"` + view.Sum + `"`
	h.Set("ETag", etag)
	h.Set("Cache-Control", "no-cache")
	h.Set("Last-Modified", view.Modified.UTC().Format(http.TimeFormat))
	if respond.Fresh(v.r, etag, view.Modified.UTC().Truncate(time.Second)) {
		v.w.WriteHeader(http.StatusNotModified)
		return nil
	}
	b, err := v.cfg.Books.Book(v.ctx(), view)
	if err != nil {
		h.Del("ETag")
		h.Del("Last-Modified")
		return err
	}
	defer b.Close()
	h.Set("Content-Type", "application/epub+zip")
	h.Set("Content-Language", string(t.Lang))
	h.Set("X-Robots-Tag", "noindex") // the pages are what is searched for
	h.Set("Link", "<"+v.site.ItemURL(it.Kind, t)+`>; rel="canonical"`)
	if validRendition(t.Slug) {
		h.Set("Content-Disposition", `attachment; filename="`+t.Slug+`.epub"`)
	}
	http.ServeContent(v.w, v.r, "", view.Modified, b)
	return nil
}

// bookView collects what the book holds.
func (v *visit) bookView(it *content.Item, t content.Text) (BookView, error) {
	members, err := v.members(v.ctx(), it)
	return v.bookOf(it, t, members), err
}

func (v *visit) bookOf(it *content.Item, t content.Text, members []*content.Item) BookView {
	say := func(key string, args ...any) string { return v.st.look.Words.T(string(t.Lang), key, args...) }
	view := BookView{Site: v.site, Item: it, Text: t, Members: members, Modified: it.Updated, Say: say}
	for _, m := range members {
		view.Modified = later(view.Modified, m.Updated)
	}
	view.Sum = bookSum(view)
	return view
}

// bookSum moves with everything that a book shows: the words of each item, its
// pictures, and the institution's name, address and contact.
func bookSum(v BookView) string {
	h := sha256.New()
	fmt.Fprintf(h, "%d %s %q %q %d\n", feeds.EPUBVersion, v.Text.Lang, v.Site.Name, v.Site.Origin, v.Site.Updated.UnixMilli())
	for _, it := range append([]*content.Item{v.Item}, v.Members...) {
		fmt.Fprintf(h, "%s %d %d\n", it.ID, it.Live, it.Updated.UnixMilli())
		for _, u := range it.Media {
			if u.Media != nil {
				fmt.Fprintf(h, "%s %d %d\n", u.ID, u.Media.Version, u.Media.Updated.UnixMilli())
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
