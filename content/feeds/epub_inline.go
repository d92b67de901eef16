package feeds

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	el "golang.org/x/net/html/atom"
)

// phrasing writes the children of n where only words may stand.
func (c *chapter) phrasing(n *html.Node, in inside) {
	for k := n.FirstChild; k != nil && c.err == nil; k = k.NextSibling {
		c.inline(k, in)
	}
}

// inline writes one node where only words may stand; blocks leave their words.
func (c *chapter) inline(n *html.Node, in inside) {
	switch {
	case n.Type == html.TextNode:
		c.b.WriteString(escape(n.Data))
		return
	case n.Type != html.ElementNode || dropped[n.DataAtom]:
		return
	}
	if name := inlines[n.DataAtom]; name != "" {
		start := c.b.Len()
		c.b.WriteString("<" + name)
		c.shared(n)
		if t := attr(n, "title"); name == "abbr" && strings.TrimSpace(t) != "" {
			c.b.WriteString(` title="` + escape(t) + `"`)
		}
		c.b.WriteByte('>')
		from := c.b.Len()
		c.phrasing(n, in)
		if c.b.Len() == from && attr(n, "id") == "" {
			c.b.Truncate(start)
			return
		}
		c.close(name)
		return
	}
	switch n.DataAtom {
	case el.A:
		c.anchor(n, in)
	case el.Img:
		c.image(n)
	case el.Br, el.Hr:
		c.b.WriteString("<br/>")
	case el.Wbr:
		c.b.WriteString("<wbr/>")
	case el.Ruby:
		c.ruby(n, in)
	case el.Audio, el.Video:
		c.recording(n, in)
	case el.Picture:
		c.phrasing(n, in)
	default: // a block where none may stand
		c.b.WriteByte(' ')
		c.phrasing(n, in)
		c.b.WriteByte(' ')
	}
}

// anchor writes a link: inside the book where it can be, else complete; one that
// leads nowhere leaves its words.
func (c *chapter) anchor(n *html.Node, in inside) {
	href, ok := c.link(attr(n, "href"))
	if !ok || in.link {
		c.b.WriteString("<span")
		c.shared(n)
		c.b.WriteByte('>')
		c.phrasing(n, in)
		c.close("span")
		return
	}
	start := c.b.Len()
	c.b.WriteString(`<a href="` + escape(href) + `"`)
	if c.noteref(n, href) {
		c.b.WriteString(` epub:type="noteref" role="doc-noteref"`)
	}
	c.shared(n)
	if l := attr(n, "hreflang"); langForm.MatchString(l) {
		c.b.WriteString(` hreflang="` + l + `"`)
	}
	c.b.WriteByte('>')
	from := c.b.Len()
	c.phrasing(n, inside{link: true, pre: in.pre})
	if len(bytes.TrimSpace(c.b.Bytes()[from:])) == 0 { // nothing to point at
		c.b.Truncate(start)
		c.lost(n)
		return
	}
	c.close("a")
}

// noteref reports whether a link leads to a footnote from the text: not from
// another footnote, whose links lead back.
func (c *chapter) noteref(n *html.Node, href string) bool {
	if !strings.HasPrefix(href, "#") {
		return false
	}
	for p := n.Parent; p != nil; p = p.Parent {
		if isNotes(p) || role(p) == "doc-footnote" {
			return false
		}
	}
	return c.marks[href[1:]]
}

// image puts a picture of ours into the book; another's stays where it is, and
// a reader gets its alternative text and the way to it.
func (c *chapter) image(n *html.Node) {
	src, alt := attr(n, "src"), strings.Join(strings.Fields(attr(n, "alt")), " ")
	if m, ok := c.media[src]; ok {
		lang := ""
		if l := attr(n, "lang"); langForm.MatchString(l) {
			lang = ` lang="` + l + `" xml:lang="` + l + `"`
		}
		s, err := c.img(m.media, m.rendition, alt, lang)
		if err != nil && c.err == nil {
			c.err = err
		}
		c.b.WriteString(s)
		return
	}
	if alt != "" {
		c.b.WriteString(`<span class="picture">` + escape(c.entry.Say("book.picture", "Text", alt)) + `</span>`)
	}
}

// recording leads to sound or film, which stay outside: a book of them would be
// too large.
func (c *chapter) recording(n *html.Node, in inside) {
	src := attr(n, "src")
	for k := n.FirstChild; k != nil && src == ""; k = k.NextSibling {
		if k.Type == html.ElementNode && k.DataAtom == el.Source {
			src = attr(k, "src")
		}
	}
	href, ok := outside(src)
	if !ok || in.link {
		c.phrasing(n, in)
		return
	}
	c.b.WriteString(`<a href="` + escape(href) + `">` + escape(c.entry.Say("book.online")) + `</a> `)
}

// ruby is base text with its reading above it, in pairs; otherwise the words.
func (c *chapter) ruby(n *html.Node, in inside) {
	paired, base := true, false
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		switch {
		case k.Type == html.ElementNode && k.DataAtom == el.Rt:
			paired, base = paired && base, false
		case k.Type == html.ElementNode && k.DataAtom == el.Rp:
		case k.Type == html.TextNode && strings.TrimSpace(k.Data) == "" && !base:
			paired = false
		default:
			base = true
		}
	}
	if !paired || base || n.FirstChild == nil {
		c.phrasing(n, in)
		return
	}
	c.open("ruby", n)
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type == html.ElementNode && k.DataAtom == el.Rt {
			c.open("rt", k)
			c.phrasing(k, in)
			c.close("rt")
			continue
		}
		c.inline(k, in)
	}
	c.close("ruby")
}
