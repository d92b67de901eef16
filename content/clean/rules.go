package clean

import "golang.org/x/net/html"

// kind says how an element takes part in the result.
type kind uint8

const (
	unwrap kind = iota // the tags go, the text stays (also: anything unknown)
	divide             // the tags go, but what is before and after stays apart
	drop               // the element goes with all that is in it
	inline             // emphasis, links, spans
	block              // holds inline content only: p, headings, pre, dt, captions
	flow               // holds blocks: quotes, lists, tables, figures
	void               // br, hr, img
)

// rule is what a policy does with one element.
type rule struct {
	kind kind
	name string // as written; several names may become one
	bold bool   // written as <p><strong>: a heading from elsewhere
	raw  bool   // the tokenizer reads its content as text until the end tag
	// attrs returns the attributes to keep, in a fixed order. Inline elements
	// for which it returns nil and that mean nothing without are not written.
	attrs func(*reader) []html.Attribute
	needs bool // without attributes not written
}

// rules is one policy.
type rules struct {
	elements map[string]rule
	pulls    bool // an aside of the class pull or pullquote is a pull quote
}

func (r *rules) rule(name string) rule { return r.elements[name] }

// common is what both policies do with markup that carries no text worth
// keeping, and with the boxes of pages.
func common() map[string]rule {
	m := map[string]rule{}
	for _, n := range []string{"script", "style", "noscript", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"} {
		m[n] = rule{kind: drop, name: n, raw: true}
	}
	for _, n := range []string{"svg", "math", "template", "object", "applet", "audio", "video", "canvas", "select", "button", "datalist", "map"} {
		m[n] = rule{kind: drop, name: n}
	}
	for _, n := range []string{"div", "section", "article", "main", "header", "footer", "aside", "nav", "address", "center", "form", "fieldset", "legend", "details", "summary", "hgroup", "search", "dialog", "body", "html", "dir", "menu", "option", "optgroup", "listing"} {
		m[n] = rule{kind: divide}
	}
	return m
}

var staffRules = func() *rules {
	m := common()
	add := func(k kind, attrs func(*reader) []html.Attribute, names ...string) {
		for _, n := range names {
			m[n] = rule{kind: k, name: n, attrs: attrs}
		}
	}
	same := func(written string, names ...string) {
		for _, n := range names {
			m[n] = m[written]
		}
	}
	add(inline, textAttrs, "strong", "em", "b", "i", "u", "s", "sub", "sup", "ruby", "rt", "rp")
	m["code"] = rule{kind: inline, name: "code", attrs: classAttrs}
	m["abbr"] = rule{kind: inline, name: "abbr", attrs: titleAttrs}
	m["span"] = rule{kind: inline, name: "span", attrs: spanAttrs, needs: true}
	m["a"] = rule{kind: inline, name: "a", attrs: staffLink, needs: true}
	same("em", "cite", "dfn", "var")
	same("code", "kbd", "samp", "tt")
	same("s", "strike", "del")
	same("span", "bdo", "bdi", "font", "q", "mark", "small")
	add(block, classAttrs, "p", "h2", "h3", "h4", "pre")
	add(block, textAttrs, "dt", "caption", "figcaption")
	same("h2", "h1")
	same("h4", "h5", "h6")
	add(flow, classAttrs, "blockquote")
	add(flow, textAttrs, "ul", "dl", "dd", "table", "thead", "tbody", "tfoot", "tr")
	add(flow, listAttrs, "ol")
	add(flow, entryAttrs, "li")
	add(flow, cellAttrs, "td", "th")
	m["figure"] = rule{kind: flow, name: "figure", attrs: figureAttrs}
	m["img"] = rule{kind: void, name: "img", attrs: imageAttrs}
	m["image"] = m["img"]
	m["br"] = rule{kind: void, name: "br"}
	m["hr"] = rule{kind: void, name: "hr"}
	return &rules{elements: m, pulls: true}
}()

var remoteRules = func() *rules {
	m := common()
	for _, n := range []string{"del", "s", "code", "b", "strong", "u", "i", "em", "ruby", "rt", "rp"} {
		m[n] = rule{kind: inline, name: n, attrs: remoteClass}
	}
	m["strike"] = m["s"]
	m["span"] = rule{kind: inline, name: "span", attrs: remoteText, needs: true}
	m["a"] = rule{kind: inline, name: "a", attrs: remoteLink, needs: true}
	m["p"] = rule{kind: block, name: "p", attrs: remoteText}
	m["pre"] = rule{kind: block, name: "pre", attrs: remoteText}
	for _, n := range []string{"h1", "h2", "h3", "h4", "h5", "h6"} {
		m[n] = rule{kind: block, name: "p", bold: true, attrs: remoteText}
	}
	m["blockquote"] = rule{kind: flow, name: "blockquote", attrs: remoteText}
	m["ul"] = rule{kind: flow, name: "ul", attrs: remoteText}
	m["ol"] = rule{kind: flow, name: "ol", attrs: listAttrs}
	m["li"] = rule{kind: flow, name: "li", attrs: entryAttrs}
	m["br"] = rule{kind: void, name: "br"}
	for _, n := range []string{"hr", "dl", "dt", "dd", "figure", "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"} {
		m[n] = rule{kind: divide}
	}
	return &rules{elements: m}
}()
