package feeds

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	el "golang.org/x/net/html/atom"
)

// table writes caption, head, bodies and foot in the order that they must have;
// one without a cell becomes its words.
func (c *chapter) table(n *html.Node) {
	var caption, head, foot *html.Node
	var bodies []*html.Node
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type != html.ElementNode {
			continue
		}
		switch {
		case k.DataAtom == el.Caption && caption == nil:
			caption = k
		case k.DataAtom == el.Thead && head == nil:
			head = k
		case k.DataAtom == el.Tfoot && foot == nil:
			foot = k
		case k.DataAtom == el.Thead, k.DataAtom == el.Tfoot, k.DataAtom == el.Tbody:
			bodies = append(bodies, k)
		}
	}
	start := c.b.Len()
	c.open("table", n)
	if caption != nil {
		c.filled("caption", caption, func() { c.flow(caption, inside{}) })
	}
	from := c.b.Len()
	if head != nil {
		c.rows("thead", head)
	}
	for _, k := range bodies {
		c.rows("tbody", k)
	}
	if foot != nil {
		c.rows("tfoot", foot)
	}
	if c.b.Len() == from {
		c.b.Truncate(start)
		c.lost(n)
		if caption != nil {
			c.filled("p", caption, func() { c.phrasing(caption, inside{}) })
		}
		return
	}
	c.close("table")
}

func (c *chapter) rows(name string, n *html.Node) {
	start := c.b.Len()
	c.open(name, n)
	from := c.b.Len()
	for k := n.FirstChild; k != nil && c.err == nil; k = k.NextSibling {
		if k.Type == html.ElementNode && k.DataAtom == el.Tr {
			c.row(k)
		}
	}
	if c.b.Len() == from {
		c.b.Truncate(start)
		c.lost(n)
		return
	}
	c.close(name)
}

func (c *chapter) row(n *html.Node) {
	start := c.b.Len()
	c.open("tr", n)
	from := c.b.Len()
	for k := n.FirstChild; k != nil && c.err == nil; k = k.NextSibling {
		if k.Type != html.ElementNode || k.DataAtom != el.Td && k.DataAtom != el.Th {
			continue
		}
		name := "td"
		if k.DataAtom == el.Th {
			name = "th"
		}
		c.b.WriteString("<" + name)
		c.shared(k)
		for _, span := range []string{"colspan", "rowspan"} {
			if i, err := strconv.Atoi(attr(k, span)); err == nil && i > 1 && i <= 100 {
				c.b.WriteString(" " + span + `="` + strconv.Itoa(i) + `"`)
			}
		}
		if s := strings.ToLower(attr(k, "scope")); name == "th" && (s == "row" || s == "col" || s == "rowgroup" || s == "colgroup") {
			c.b.WriteString(` scope="` + s + `"`)
		}
		c.b.WriteByte('>')
		if name == "th" {
			c.phrasing(k, inside{})
		} else {
			c.flow(k, inside{})
		}
		c.close(name)
	}
	if c.b.Len() == from {
		c.b.Truncate(start)
		c.lost(n)
		return
	}
	c.close("tr")
}
