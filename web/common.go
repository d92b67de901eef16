package web

import (
	"slices"
	"strings"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

// versions are the addresses of a page by language, absolute.
type versions map[content.Lang]string

// common fills in what every page has. at are the versions of the page by
// language, nil for pages without one; rest is the path below the language for
// the language switch of pages that exist in all of them.
func (v *visit) common(title string, at versions) *page.Common {
	s := v.site
	prefix := "/" + string(v.lang) + "/"
	description, _ := s.Settings.Description.In(v.lang, s.DefaultLang())
	c := &page.Common{
		Site: page.Site{Name: s.Name, Home: prefix, Description: description, Contact: s.Contact, Search: prefix + "search",
			Archive: prefix + "archive", Languages: len(s.Languages), OpenSearch: prefix + "opensearch.xml"},
		Lang: v.lang, UI: v.lang, Title: title, Description: description, Words: v.st.look.Words, Zone: location(s.TimeZone),
		Canonical: at[v.lang],
		Social:    page.Social{Type: "website", Locale: locale.OG(string(v.lang))},
		Notice:    v.notice(), Follow: v.offered("follow", ""),
	}
	if v.r.URL.Path != prefix {
		c.Crumbs = v.crumbs()
	}
	v.languages(c, at, s.DefaultLang())
	v.navigation(c, prefix)
	return c
}

// crumbs are the way from the home page, by the links given.
func (v *visit) crumbs(below ...page.Link) []page.Link {
	return append([]page.Link{{Href: "/" + string(v.lang) + "/", Label: v.say("nav.home")}}, below...)
}

// languages fills in the hreflang set and the switch: closed, symmetric, with
// x-default, and only versions that exist (L3, L4). A page without versions
// leads to the other home pages.
func (v *visit) languages(c *page.Common, at versions, first content.Lang) {
	s := v.site
	c.Alternates, c.Languages, c.Social.Locales = nil, nil, nil
	if len(s.Languages) < 2 {
		return
	}
	for _, l := range s.Languages {
		href, ok := at[l]
		switch {
		case ok:
			c.Alternates = append(c.Alternates, page.Alternate{Hreflang: string(l), Href: href})
			if l != c.Lang {
				c.Social.Locales = append(c.Social.Locales, locale.OG(string(l)))
			}
		case at != nil:
			continue
		default:
			href = s.HomeURL(l)
		}
		link := page.Link{Href: strings.TrimPrefix(href, s.Origin), Label: locale.Name(string(l)), Current: l == v.lang && ok}
		link.Lang = l
		c.Languages = append(c.Languages, link)
	}
	if len(c.Languages) == 1 && c.Languages[0].Current {
		c.Languages = nil
	}
	if len(c.Alternates) < 2 {
		c.Alternates = nil
		return
	}
	if at[first] == "" {
		first = content.Lang(c.Alternates[0].Hreflang)
	}
	c.Alternates = append(c.Alternates, page.Alternate{Hreflang: "x-default", Href: at[first]})
}

// menu is what the main menu may have, in order; kind is what must have been
// published for the entry to lead to something.
var menu = []struct{ path, key, kind string }{
	{"", "nav.home", ""}, {"agenda", "nav.agenda", "event"}, {"a/", "nav.articles", "article"}, {"h/", "nav.highlights", "highlight"},
	{"m/", "nav.editions", "edition"}, {"search", "nav.search", ""}, {"about", "nav.about", ""},
}

// legal is what stands below every page.
var legal = []struct{ path, key string }{{"about", "footer.contact"}, {"archive", "nav.archive"}, {"accessibility", "footer.accessibility"},
	{"privacy", "footer.privacy"}, {"terms", "footer.terms"}, {"report", "footer.notice"}}

// navigation fills in the menus and the feeds of the site.
func (v *visit) navigation(c *page.Common, prefix string) {
	link := func(path, key string) page.Link {
		return page.Link{Href: prefix + path, Label: v.say(key), Current: prefix+path == v.r.URL.Path}
	}
	for _, m := range menu {
		if m.kind == "" || v.has(m.kind) {
			c.Nav = append(c.Nav, link(m.path, m.key))
		}
	}
	for _, m := range legal {
		if !slices.Contains(optional, m.path) || v.offers[m.path] {
			c.Footer = append(c.Footer, link(m.path, m.key))
		}
	}
	c.Feeds = v.feeds(prefix, "", v.has("event"))
}

// has reports whether anything of the kind is published. While that cannot be
// found out, the menu has everything: a link too many is better than none.
func (v *visit) has(kind string) bool {
	if _, ok := v.cfg.Kinds.Get(kind); !ok {
		return false
	}
	kinds := v.st.kinds(v.ctx(), v.cfg.Reading, !v.failing)
	return kinds == nil || kinds[kind] > 0
}

// feedFormats are the formats in the order in which they are offered.
var feedFormats = []struct{ file, mediaType, label string }{
	{"feed.atom", "application/atom+xml", "feed.atom"},
	{"feed.rss", "application/rss+xml", "feed.rss"},
	{"feed.json", "application/feed+json", "feed.json"},
	{"agenda.ics", "text/calendar", "feed.ical"},
}

// feeds lists the feeds below a path; name goes before the format when given.
func (v *visit) feeds(prefix, name string, calendar bool) []page.Link {
	var out []page.Link
	for _, f := range feedFormats {
		if f.file == "agenda.ics" && !calendar {
			continue
		}
		label := v.say(f.label)
		if name != "" {
			label = name + ": " + label
		}
		out = append(out, page.Link{Href: prefix + f.file, Label: label, Type: f.mediaType})
	}
	return out
}

// everywhere are the versions of a page that exists in all of the site's languages.
func (v *visit) everywhere(rest string) versions {
	at := versions{}
	for _, l := range v.site.Languages {
		at[l] = v.site.HomeURL(l) + rest
	}
	return at
}

// more is the path of the next page of a list, "" at its end.
func (v *visit) more(cursor string, keep ...string) string {
	if cursor == "" {
		return ""
	}
	q := make([]string, 0, len(keep)+1)
	for _, name := range keep {
		if s := v.param(name); s != "" {
			q = append(q, name+"="+queryEscape(s))
		}
	}
	return v.r.URL.EscapedPath() + "?" + strings.Join(append(q, "page="+queryEscape(cursor)), "&")
}
