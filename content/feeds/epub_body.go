package feeds

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	el "golang.org/x/net/html/atom"

	"vitrine/content"
)

// chapter turns the body of one item into XHTML.
type chapter struct {
	p         *packer
	entry     Entry
	file      string
	b         bytes.Buffer
	ids       map[string]string // ids of the body as the book writes them
	given     map[string]bool   // ids that stand in the book already
	notes     map[string]bool   // ids of footnotes
	marks     map[string]bool   // and as the book writes them
	media     map[string]pictured
	credited  map[content.ID]bool
	rights    []string
	captioned bool // in a figure of the body, whose caption says whose it is
	dangling  bool // an id was left out that a link may lead to
	err       error
}

// pictured is a stored picture behind an address.
type pictured struct {
	media     *content.Media
	rendition content.Rendition
}

func (p *packer) chapter(e Entry, file string) *chapter {
	c := &chapter{p: p, entry: e, file: file, ids: map[string]string{}, given: map[string]bool{}, notes: map[string]bool{}, marks: map[string]bool{},
		media: map[string]pictured{}, credited: map[content.ID]bool{}}
	for _, u := range e.Item.Media {
		if u.Media == nil {
			continue
		}
		for _, r := range u.Media.Renditions {
			if best, ok := bookPicture(u.Media, bookWidth); ok {
				c.media[e.Site.MediaURL(u.Media, r.Name)] = pictured{u.Media, best}
			}
		}
	}
	return c
}

// convert makes XHTML of a cleaned body whose addresses are complete. Only the
// elements that a book needs are written, each only where it may stand, so that
// the result is valid whatever the body holds.
func (c *chapter) convert(body string) (string, error) {
	nodes, err := html.ParseFragment(strings.NewReader(body), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: el.Body})
	if err != nil { // nested beyond what the parser takes: the words alone
		nodes = []*html.Node{{Type: html.TextNode, Data: wordsOf(body)}}
	}
	root := &html.Node{Type: html.ElementNode, Data: "body"}
	for _, n := range nodes {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
		root.AppendChild(n)
	}
	c.collect(root, false)
	for range 2 { // again without the links to what was left out
		c.b.Reset()
		c.given = map[string]bool{}
		c.flow(root, inside{})
		if c.forget(); c.err != nil || len(c.given) == len(c.ids) && !c.dangling {
			break
		}
		c.dangling = false
	}
	return strings.TrimSpace(c.b.String()), c.err
}

// forget drops the ids that were not written.
func (c *chapter) forget() {
	for id := range c.ids {
		if !c.given[id] {
			delete(c.ids, id)
			c.dangling = true
		}
	}
}

// wordsOf is the text of markup that cannot be read as a tree.
func wordsOf(body string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
			b.WriteByte(' ')
		}
	}
}

// collect names the ids of the body anew: whatever they hold, in XML they begin
// with a letter and are one word, and none is one of ours. It also finds the
// footnotes.
func (c *chapter) collect(n *html.Node, inNotes bool) {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type != html.ElementNode {
			continue
		}
		notes := inNotes || isNotes(k)
		if id := attr(k, "id"); id != "" && len(id) <= 200 {
			if _, known := c.ids[id]; !known {
				c.ids[id] = "b" + strconv.Itoa(len(c.ids)+1)
				note := role(k) == "doc-footnote" || inNotes && (k.DataAtom == el.Li || k.DataAtom == el.P || k.DataAtom == el.Aside || k.DataAtom == el.Div)
				c.notes[id], c.marks[c.ids[id]] = note, note
			}
		}
		c.collect(k, notes)
	}
}

func isNotes(n *html.Node) bool {
	for _, w := range strings.Fields(attr(n, "class")) {
		if w == "footnotes" {
			return true
		}
	}
	return role(n) == "doc-endnotes"
}

func role(n *html.Node) string { return attr(n, "role") }

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

var classForm = regexp.MustCompile(`^[a-z][a-z0-9-]{0,40}$`)

// shared writes the attributes that every element may have.
func (c *chapter) shared(n *html.Node) {
	if id := attr(n, "id"); id != "" {
		if own := c.ids[id]; own != "" && !c.given[id] {
			c.given[id] = true
			c.b.WriteString(` id="` + own + `"`)
			if c.notes[id] {
				c.b.WriteString(` epub:type="footnote"`)
				if n.DataAtom == el.Aside {
					c.b.WriteString(` role="doc-footnote"`)
				}
			}
		}
	}
	var classes []string
	for _, w := range strings.Fields(attr(n, "class")) {
		if classForm.MatchString(w) && len(classes) < 8 {
			classes = append(classes, w)
		}
	}
	if len(classes) > 0 {
		c.b.WriteString(` class="` + strings.Join(classes, " ") + `"`)
	}
	if l := attr(n, "lang"); langForm.MatchString(l) {
		c.b.WriteString(` lang="` + l + `" xml:lang="` + l + `"`)
	}
	if d := strings.ToLower(attr(n, "dir")); d == "ltr" || d == "rtl" || d == "auto" {
		c.b.WriteString(` dir="` + d + `"`)
	}
}

func (c *chapter) open(name string, n *html.Node) {
	c.b.WriteString("<" + name)
	c.shared(n)
	c.b.WriteByte('>')
}

func (c *chapter) close(name string) { c.b.WriteString("</" + name + ">") }
