package web_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// doc is a parsed page with small questions.
type doc struct {
	root *html.Node
}

func parse(t testing.TB, body string) doc {
	t.Helper()
	n, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return doc{n}
}

// all finds elements by a selector: a tag with any number of [name], [name=value] or [name*=value].
func (d doc) all(selector string) []*html.Node {
	tag, rest, _ := strings.Cut(selector, "[")
	var conditions []string
	if rest != "" {
		conditions = strings.Split(strings.TrimSuffix(rest, "]"), "][")
	}
	var out []*html.Node
	for n := range d.root.Descendants() {
		if n.Type != html.ElementNode || (tag != "" && n.Data != tag) {
			continue
		}
		ok := true
		for _, c := range conditions {
			name, want, has := strings.Cut(c, "=")
			part := strings.HasSuffix(name, "*")
			got, found := attr(n, strings.TrimSuffix(name, "*"))
			ok = ok && found && (!has || got == want || part && strings.Contains(got, want))
		}
		if ok {
			out = append(out, n)
		}
	}
	return out
}

// parseNode is HTML that stands by itself; what cannot be parsed is empty.
func parseNode(body string) *html.Node {
	n, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return &html.Node{Type: html.DocumentNode}
	}
	return n
}

func (d doc) one(t testing.TB, selector string) *html.Node {
	t.Helper()
	found := d.all(selector)
	if len(found) != 1 {
		t.Fatalf("%d of %s, want 1", len(found), selector)
	}
	return found[0]
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func value(n *html.Node, name string) string {
	v, _ := attr(n, name)
	return v
}

func text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.TrimSpace(b.String())
}
