package clean

import (
	"regexp"
	"sort"

	"github.com/microcosm-cc/bluemonday"
)

// The gates are the same lists once more, held by a sanitizer that knows
// nothing of our writer: an error in one is caught by the other.

var staffGate = func() *bluemonday.Policy {
	p := gate(staffRules, "http", "https", "mailto", "tel")
	p.AllowRelativeURLs(true)
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("data-item").Matching(refID).OnElements("a")
	p.AllowAttrs("hreflang").Matching(langTag).OnElements("a")
	p.AllowAttrs("data-media").Matching(refID).OnElements("img", "figure", "a")
	p.AllowAttrs("alt").OnElements("img")
	p.AllowAttrs("title").OnElements("abbr")
	p.AllowAttrs("scope").Matching(regexp.MustCompile(`^(row|col)(group)?$`)).OnElements("th", "td")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^((lead|note|pull|wide|language-[a-z0-9+#-]+)( |$))+$`)).
		OnElements("p", "h2", "h3", "h4", "pre", "code", "blockquote")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^((lead|note|pull|wide|gallery)( |$))+$`)).OnElements("figure")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^` + footnoteClass + `$`)).OnElements("span")
	return p
}()

var remoteGate = func() *bluemonday.Policy {
	p := gate(remoteRules, "http", "https")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile("^" + remoteRel + "$")).OnElements("a")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^(((h|p|u|dt|e)-[a-z0-9-]+|mention|hashtag|ellipsis|invisible|quote-inline)( |$))+$`)).Globally()
	return p
}()

func gate(r *rules, schemes ...string) *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	names := map[string]bool{"strong": true}
	for _, e := range r.elements {
		switch e.kind {
		case inline, block, flow, void:
			names[e.name] = true
		}
	}
	var bare []string
	for n := range names {
		p.AllowElements(n)
		if n != "a" && n != "img" && n != "span" {
			bare = append(bare, n)
		}
	}
	sort.Strings(bare)
	p.AllowNoAttrs().OnElements(bare...)
	p.AllowAttrs("lang").Matching(langTag).Globally()
	p.AllowAttrs("dir").Matching(regexp.MustCompile(`^(ltr|rtl|auto)$`)).Globally()
	number := regexp.MustCompile(`^-?[0-9]{1,10}$`)
	p.AllowAttrs("start").Matching(number).OnElements("ol")
	p.AllowAttrs("reversed").Matching(regexp.MustCompile(`^$`)).OnElements("ol")
	p.AllowAttrs("value").Matching(number).OnElements("li")
	p.RequireParseableURLs(true)
	p.AllowURLSchemes(schemes...)
	return p
}
