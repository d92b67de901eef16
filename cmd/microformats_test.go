package cmd

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// microformats reads the properties of the first root of a page as
// microformats2 says: those of a nested root are that one's own.
func microformats(page []byte, root string) (map[string][]string, error) {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	var gather func(n *html.Node)
	gather = func(n *html.Node) {
		for c := range n.ChildNodes() {
			if c.Type != html.ElementNode {
				continue
			}
			nested := false
			for _, class := range strings.Fields(of(c, "class")) {
				switch kind, name, _ := strings.Cut(class, "-"); kind {
				case "h":
					nested = true
				case "p", "e":
					out[name] = append(out[name], strings.Join(strings.Fields(words(c)), " "))
				case "u":
					address := of(c, "href") + of(c, "src")
					if c.Data == "data" { // an address that nobody need see
						address = of(c, "value")
					}
					out[name] = append(out[name], address)
				case "dt":
					out[name] = append(out[name], of(c, "datetime"))
				}
			}
			if !nested {
				gather(c)
			}
		}
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && slices.Contains(strings.Fields(of(n, "class")), root) {
			gather(n)
			return out, nil
		}
	}
	return nil, nil
}

func of(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func words(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// checkMicroformats says what an item's page lacks for readers of microformats.
func checkMicroformats(page []byte, kind, title string) string {
	root, must := "h-entry", []string{"name", "url", "published", "content"}
	if kind == "event" {
		root, must = "h-event", []string{"name", "url", "start", "content"}
	}
	got, err := microformats(page, root)
	switch {
	case err != nil:
		return err.Error()
	case got == nil:
		return "no " + root
	case len(got["name"]) == 0 || got["name"][0] != strings.Join(strings.Fields(title), " "):
		return root + " is named " + strings.Join(got["name"], ", ")
	}
	for _, p := range must {
		if len(got[p]) == 0 || got[p][0] == "" {
			return root + " without " + p
		}
	}
	return ""
}

// The check refuses what is wrong, so that its silence means something.
func TestMicroformatsCheckFails(t *testing.T) {
	good := `<article class="h-entry"><h1 class="p-name">Een  titel</h1><a class="u-url" href="/x"><time class="dt-published" datetime="2026-11-22">nu</time></a><div class="e-content">x</div></article>`
	if why := checkMicroformats([]byte(good), "article", "Een titel"); why != "" {
		t.Error(why)
	}
	for _, bad := range []string{
		"", strings.Replace(good, "h-entry", "entry", 1), strings.Replace(good, "u-url", "url", 1), strings.Replace(good, "titel", "andere", 1),
		strings.Replace(good, `<div class="e-content">x</div>`, `<div class="h-card"><i class="e-content">x</i></div>`, 1),
	} {
		if checkMicroformats([]byte(bad), "article", "Een titel") == "" {
			t.Errorf("passes: %s", bad)
		}
	}
	if checkMicroformats([]byte(good), "event", "Een titel") == "" {
		t.Error("an entry passes for an event")
	}
}
