package web

import (
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
		Site: page.Site{Name: s.Name, Home: prefix, Description: description, Contact: s.Contact, Search: prefix + "search"},
		Lang: v.lang, UI: v.lang, Title: title, Description: description, Words: v.st.look.Words, Zone: location(s.TimeZone),
		Canonical: at[v.lang],
		Social:    page.Social{Type: "website", Locale: locale.OG(string(v.lang))},
	}
	v.languages(c, at, s.DefaultLang())
	v.navigation(c, prefix)
	return c
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

// navigation fills in the menus and the feeds of the site.
func (v *visit) navigation(c *page.Common, prefix string) {
	link := func(path, key string) page.Link {
		return page.Link{Href: prefix + path, Label: v.say(key), Current: prefix+path == v.r.URL.Path}
	}
	c.Nav = []page.Link{link("", "nav.home"), link("agenda", "nav.agenda"), link("search", "nav.search"), link("about", "nav.about")}
	c.Footer = []page.Link{link("accessibility", "footer.accessibility"), link("privacy", "footer.privacy"), link("about", "footer.contact")}
	c.Feeds = v.feeds(prefix, "", true)
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
