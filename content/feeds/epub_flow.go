package feeds

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	el "golang.org/x/net/html/atom"
)

// inside says in what an element stands.
type inside struct {
	link bool // in an <a>, which may not hold another
	pre  bool
}

// dropped elements go with all that is in them: they are no words.
var dropped = map[el.Atom]bool{el.Script: true, el.Style: true, el.Template: true, el.Noscript: true, el.Iframe: true, el.Object: true,
	el.Embed: true, el.Svg: true, el.Math: true, el.Canvas: true, el.Select: true, el.Textarea: true, el.Button: true, el.Input: true,
	el.Head: true, el.Title: true, el.Map: true, el.Rp: true, el.Source: true, el.Track: true}

// blocks are written under the name beside them.
var blocks = map[el.Atom]string{el.P: "p", el.H1: "h2", el.H2: "h2", el.H3: "h3", el.H4: "h4", el.H5: "h5", el.H6: "h6", el.Pre: "pre"}

// inlines are written under the name beside them.
var inlines = map[el.Atom]string{el.Strong: "strong", el.Em: "em", el.B: "b", el.I: "i", el.U: "u", el.S: "s", el.Strike: "s", el.Del: "s",
	el.Sub: "sub", el.Sup: "sup", el.Code: "code", el.Kbd: "kbd", el.Samp: "samp", el.Tt: "code", el.Cite: "cite", el.Var: "var", el.Q: "q",
	el.Small: "small", el.Mark: "mark", el.Bdi: "bdi", el.Abbr: "abbr", el.Span: "span", el.Dfn: "em", el.Time: "span", el.Bdo: "span", el.Font: "span"}

// flow writes the children of n where blocks may stand.
func (c *chapter) flow(n *html.Node, in inside) {
	for k := n.FirstChild; k != nil && c.err == nil; k = k.NextSibling {
		c.block(k, in)
	}
}

// block writes one node where blocks may stand.
func (c *chapter) block(n *html.Node, in inside) {
	if n.Type != html.ElementNode {
		c.inline(n, in)
		return
	}
	if name := blocks[n.DataAtom]; name != "" {
		c.filled(name, n, func() { c.phrasing(n, inside{pre: n.DataAtom == el.Pre}) })
		return
	}
	switch n.DataAtom {
	case el.Ul, el.Ol, el.Menu, el.Dir:
		c.entries(n)
	case el.Dl:
		c.definitions(n)
	case el.Table:
		c.table(n)
	case el.Figure:
		c.figure(n)
	case el.Blockquote:
		c.filled("blockquote", n, func() { c.flow(n, inside{}) })
	case el.Hr:
		c.b.WriteString("<hr/>")
	case el.Aside:
		c.filled("aside", n, func() { c.flow(n, inside{}) })
	case el.Summary, el.Legend, el.Figcaption, el.Caption, el.Dt:
		c.filled("p", n, func() { c.phrasing(n, inside{}) })
	case el.Section, el.Div, el.Li, el.Dd, el.Td, el.Th, el.Address:
		if isNotes(n) {
			c.b.WriteString(`<section epub:type="footnotes"`)
			c.shared(n)
			c.b.WriteByte('>')
			c.flow(n, inside{})
			c.close("section")
			return
		}
		c.filled("div", n, func() { c.flow(n, inside{}) })
	case el.Audio, el.Video:
		c.recording(n, in)
	default:
		if inlines[n.DataAtom] == "" && !isInline(n) && !dropped[n.DataAtom] {
			c.flow(n, in) // a box without a meaning
			return
		}
		c.inline(n, in)
	}
}

func isInline(n *html.Node) bool {
	switch n.DataAtom {
	case el.A, el.Img, el.Br, el.Ruby, el.Picture, el.Wbr:
		return true
	}
	return false
}

// filled writes an element unless there is nothing in it.
func (c *chapter) filled(name string, n *html.Node, f func()) {
	start := c.b.Len()
	c.open(name, n)
	from := c.b.Len()
	f()
	if len(bytes.TrimSpace(c.b.Bytes()[from:])) == 0 {
		c.b.Truncate(start)
		c.lost(n)
		return
	}
	c.close(name)
}

// lost takes back the id of an element that was not written.
func (c *chapter) lost(n *html.Node) {
	if id := attr(n, "id"); id != "" {
		delete(c.given, id)
	}
}

// entries is a list. What is no entry becomes one.
func (c *chapter) entries(n *html.Node) {
	name := "ul"
	if n.DataAtom == el.Ol {
		name = "ol"
	}
	start := c.b.Len()
	c.b.WriteString("<" + name)
	c.shared(n)
	if name == "ol" {
		if i, err := strconv.ParseInt(attr(n, "start"), 10, 32); err == nil {
			c.b.WriteString(` start="` + strconv.FormatInt(i, 10) + `"`)
		}
		for _, a := range n.Attr {
			if a.Key == "reversed" {
				c.b.WriteString(` reversed="reversed"`)
				break
			}
		}
	}
	c.b.WriteByte('>')
	from := c.b.Len()
	for k := n.FirstChild; k != nil && c.err == nil; k = k.NextSibling {
		switch {
		case k.Type == html.ElementNode && k.DataAtom == el.Li:
			c.b.WriteString("<li")
			c.shared(k)
			if i, err := strconv.ParseInt(attr(k, "value"), 10, 32); err == nil && name == "ol" {
				c.b.WriteString(` value="` + strconv.FormatInt(i, 10) + `"`)
			}
			c.b.WriteByte('>')
			c.flow(k, inside{})
			c.close("li")
		case k.Type == html.ElementNode, k.Type == html.TextNode && strings.TrimSpace(k.Data) != "":
			at := c.b.Len()
			c.b.WriteString("<li>")
			inner := c.b.Len()
			c.block(k, inside{})
			if c.b.Len() == inner {
				c.b.Truncate(at)
			} else {
				c.close("li")
			}
		}
	}
	if c.b.Len() == from {
		c.b.Truncate(start)
		c.lost(n)
		return
	}
	c.close(name)
}

// definitions is a list of terms. One that is not in pairs becomes paragraphs.
func (c *chapter) definitions(n *html.Node) {
	var parts []*html.Node
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type == html.ElementNode {
			parts = append(parts, k)
		} else if k.Type == html.TextNode && strings.TrimSpace(k.Data) != "" {
			c.flow(n, inside{})
			return
		}
	}
	paired := len(parts) > 0 && parts[0].DataAtom == el.Dt && parts[len(parts)-1].DataAtom == el.Dd
	for _, k := range parts {
		paired = paired && (k.DataAtom == el.Dt || k.DataAtom == el.Dd)
	}
	if !paired {
		c.flow(n, inside{})
		return
	}
	c.open("dl", n)
	for _, k := range parts {
		name := "dd"
		if k.DataAtom == el.Dt {
			name = "dt"
		}
		c.open(name, k)
		if name == "dt" {
			c.phrasing(k, inside{})
		} else {
			c.flow(k, inside{})
		}
		c.close(name)
	}
	c.close("dl")
}

// figure has at most one caption, which stands at its end.
func (c *chapter) figure(n *html.Node) {
	var caption *html.Node
	outer := c.captioned
	c.captioned = true
	defer func() { c.captioned = outer }()
	start := c.b.Len()
	c.open("figure", n)
	from := c.b.Len()
	for k := n.FirstChild; k != nil && c.err == nil; k = k.NextSibling {
		if k.Type == html.ElementNode && k.DataAtom == el.Figcaption && caption == nil {
			caption = k
			continue
		}
		c.block(k, inside{})
	}
	if caption != nil {
		c.filled("figcaption", caption, func() { c.flow(caption, inside{}) })
	}
	if len(bytes.TrimSpace(c.b.Bytes()[from:])) == 0 {
		c.b.Truncate(start)
		c.lost(n)
		return
	}
	c.close("figure")
}
