package web

import (
	"net/url"
	"strings"
	"time"

	"vitrine/content"
	"vitrine/web/page"
)

// Paths of the pages by which visitors pass something on, answer or report it.
// What it is about is in the address, so that nothing has to be typed.

func (v *visit) below(path string) string { return "/" + string(v.lang) + "/" + path }

// offered is the path of an optional page with a query, "" where it is not served.
func (v *visit) offered(page, query string) string {
	if !v.offers[page] {
		return ""
	}
	return v.below(page + query)
}

// sharePath hands a page to the visitor's own server.
func (v *visit) sharePath(address string) string {
	return v.offered("share", "?url="+queryEscape(address))
}

// answerPath hands a page or a reply to the visitor's own server, to answer it.
func (v *visit) answerPath(address string) string {
	return v.offered("share", "?answer=1&url="+queryEscape(address))
}

// reportPath is the notice of unlawful content about an address (M3).
func (v *visit) reportPath(address string) string {
	return v.offered("report", "?url="+queryEscape(address))
}

// joinPath follows a channel from the visitor's own server.
func (v *visit) joinPath(c *content.Channel) string {
	return v.offered("follow", "?channel="+queryEscape(c.Handle))
}

// agendaOf is the agenda narrowed to one value of a filter.
func (v *visit) agendaOf(filter, value string) string {
	return v.below("agenda?" + filter + "=" + queryEscape(value))
}

// unshared are the pages that nobody passes on: forms, and statements that
// every site has.
var unshared = map[string]bool{"search": true, "info": true, "form": true, "follow": true, "share": true, "error": true, "embed": true}

// sharing says how a page can be passed on without a tracker.
func (v *visit) sharing(name string, c *page.Common) *page.Sharing {
	if c.Canonical == "" || c.NoIndex || unshared[name] || !v.offers["share"] {
		return nil
	}
	title := c.Title
	if title == "" {
		title = c.Site.Name
	}
	return &page.Sharing{URL: c.Canonical, Title: title, Own: v.sharePath(c.Canonical), QR: v.offered("qr.svg", "?url="+queryEscape(c.Canonical)),
		Mail: "mailto:?subject=" + mailEscape(title) + "&body=" + mailEscape(c.Canonical)}
}

// mailEscape is for the fields of a mailto address, in which "+" is a plus (RFC 6068, section 2).
func mailEscape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

// notice is the institution's line above every page, nil while there is none.
func (v *visit) notice() *page.Notice {
	n := v.site.Settings.Notice
	now := v.cfg.Now()
	if n == nil || now.Before(n.From) || (!n.Until.IsZero() && !now.Before(n.Until)) {
		return nil
	}
	text, in := n.Text.In(v.lang, v.site.DefaultLang())
	if strings.TrimSpace(text) == "" {
		return nil
	}
	return &page.Notice{Text: text, Lang: v.foreign(in), Href: n.URL}
}

// noticeChanges is when the line above every page comes or goes next, zero when
// it does not: no page may be kept beyond that.
func noticeChanges(n *content.Notice, now time.Time) time.Time {
	switch {
	case n == nil:
	case now.Before(n.From):
		return n.From
	case now.Before(n.Until):
		return n.Until
	}
	return time.Time{}
}

// earlier is the earlier of two moments, of which zero is never.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}
