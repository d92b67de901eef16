package web

import (
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"

	"vitrine/content"
	"vitrine/web/respond"
)

// A sitemap holds at most perSitemap items; with more there is an index. The
// walk that finds where its parts begin is kept for an hour.
const (
	perSitemap   = 10_000
	sitemapPage  = 100
	sitemapEvery = time.Hour
	maxSitemaps  = 1000

	maxSitemapImages = 20 // of one item
)

// sitemaps remembers, by site, the cursors at which the parts of its map begin.
type sitemaps struct {
	mu sync.Mutex
	by map[content.ID]parts
}

type parts struct {
	cursors []string
	read    time.Time
}

// sitemapShow lists every address for search engines, with all languages of each (L3).
func sitemapShow(v *visit) error {
	p, err := v.sitemapParts()
	if err != nil {
		return err
	}
	if len(p.cursors) == 1 {
		return v.writeSitemap(p.cursors[0], true)
	}
	var b bytes.Buffer
	b.WriteString(xml.Header + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for i := range p.cursors {
		b.WriteString("<sitemap><loc>" + v.site.Origin + "/sitemap-" + strconv.Itoa(i+1) + ".xml</loc></sitemap>\n")
	}
	b.WriteString("</sitemapindex>\n")
	return v.text("application/xml; charset=utf-8", "public, max-age=3600", b.String())
}

// sitemapPartShow is one part of a large site's map.
func sitemapPartShow(v *visit) error {
	p, err := v.sitemapParts()
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(v.vars["part"])
	if err != nil || n < 1 || n > len(p.cursors) {
		return content.Failf(content.NotFound, "no part %s", v.vars["part"])
	}
	return v.writeSitemap(p.cursors[n-1], n == 1)
}

// sitemapParts finds where the parts begin.
func (v *visit) sitemapParts() (parts, error) {
	v.maps.mu.Lock()
	defer v.maps.mu.Unlock() // one walk at a time
	now := v.cfg.Now()
	if p, ok := v.maps.by[v.site.ID]; ok && now.Sub(p.read) < sitemapEvery {
		return p, nil
	}
	p := parts{cursors: []string{""}, read: now}
	for len(p.cursors) <= maxSitemaps {
		next, err := v.walk(v.ctx(), p.cursors[len(p.cursors)-1], func(*content.Item) {})
		if err != nil {
			return p, err
		}
		if next == "" {
			break
		}
		p.cursors = append(p.cursors, next)
	}
	if v.maps.by == nil {
		v.maps.by = map[content.ID]parts{}
	}
	v.maps.by[v.site.ID] = p
	return p, nil
}

// walk visits the items of one part and gives the cursor of the next, "" at the end.
func (v *visit) walk(ctx context.Context, cursor string, visit func(*content.Item)) (string, error) {
	f := live()
	f.Order, f.Limit, f.Cursor = content.Changed, sitemapPage, cursor
	for range perSitemap / sitemapPage {
		items, next, err := v.cfg.Items.Items(ctx, v.site.ID, f)
		if err != nil {
			return "", err
		}
		for _, it := range items {
			visit(it)
		}
		if next == "" {
			return "", nil
		}
		f.Cursor = next
	}
	return f.Cursor, nil
}

// writeSitemap writes one part; the first one also has the pages that are no items.
func (v *visit) writeSitemap(cursor string, first bool) error {
	var b bytes.Buffer
	b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">` + "\n")
	if first {
		if err := v.sitemapPages(&b); err != nil {
			return err
		}
	}
	_, err := v.walk(v.ctx(), cursor, func(it *content.Item) {
		at := versions{}
		for _, t := range it.Texts {
			if v.site.Speaks(t.Lang) {
				at[t.Lang] = v.site.ItemURL(it.Kind, t)
			}
		}
		v.sitemapURLs(&b, at, it.Original().Lang, it.Updated, v.sitemapImages(it)...)
	})
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "application/xml; charset=utf-8")
	h.Set("Cache-Control", "public, max-age=3600")
	respond.Text(v.w, v.r, http.StatusOK, b.Bytes())
	return nil
}

// sitemapPages writes what is there in every language.
func (v *visit) sitemapPages(b *bytes.Buffer) error {
	for _, rest := range []string{"", "agenda", "archive", "follow", "about", "accessibility", "privacy", "terms"} {
		if offered, optional := v.offers[rest]; optional && !offered {
			continue
		}
		v.sitemapURLs(b, v.everywhere(rest), v.site.DefaultLang(), time.Time{})
	}
	if err := v.sitemapAgendas(b); err != nil {
		return err
	}
	chans, err := v.st.channels(v.ctx(), v.cfg.Channels)
	if err != nil {
		return err
	}
	for _, c := range chans {
		at := v.everywhere("c/" + c.Handle)
		if c.Lang != "" && v.site.Speaks(c.Lang) {
			at = versions{c.Lang: at[c.Lang]}
		}
		v.sitemapURLs(b, at, v.site.DefaultLang(), c.Updated)
	}
	counts, err := v.cfg.Tags.TagCounts(v.ctx(), v.site.ID, "", 100)
	if err != nil {
		return err
	}
	for _, c := range counts {
		v.sitemapURLs(b, v.everywhere("t/"+tagPath(&c.Tag)), v.site.DefaultLang(), time.Time{})
	}
	return nil
}

// sitemapURLs writes one entry per language, each naming all of them.
func (v *visit) sitemapURLs(b *bytes.Buffer, at versions, first content.Lang, changed time.Time, images ...string) {
	if at[first] == "" {
		for _, l := range v.site.Languages {
			if at[l] != "" {
				first = l
				break
			}
		}
	}
	for _, l := range v.site.Languages {
		if at[l] == "" {
			continue
		}
		b.WriteString("<url><loc>")
		escape(b, at[l])
		b.WriteString("</loc>")
		if !changed.IsZero() {
			b.WriteString("<lastmod>" + changed.UTC().Format(time.RFC3339) + "</lastmod>")
		}
		if len(at) > 1 {
			for _, other := range v.site.Languages {
				if at[other] != "" {
					alternate(b, string(other), at[other])
				}
			}
			alternate(b, "x-default", at[first])
		}
		for _, src := range images {
			b.WriteString("<image:image><image:loc>")
			escape(b, src)
			b.WriteString("</image:loc></image:image>")
		}
		b.WriteString("</url>\n")
	}
}

// sitemapImages are an item's pictures: the lead, the gallery, those in its words.
func (v *visit) sitemapImages(it *content.Item) []string {
	var out []string
	for i := range it.Media {
		m := it.Media[i].Media
		if m == nil || m.Decorative || len(out) == maxSitemapImages {
			continue
		}
		if r, ok := m.Rendition("image/jpeg", 1280); ok {
			out = append(out, v.site.Origin+m.Path(r.Name))
		}
	}
	return out
}

func alternate(b *bytes.Buffer, lang, href string) {
	b.WriteString(`<xhtml:link rel="alternate" hreflang="` + lang + `" href="`)
	escape(b, href)
	b.WriteString(`"/>`)
}

func escape(w io.Writer, s string) { _ = xml.EscapeText(w, []byte(s)) } // a bytes.Buffer takes everything
