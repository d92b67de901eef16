package web_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// skipped is what is wrong with the order of a page's headings (A5): the title
// is the only h1 and comes first, and no level is left out on the way down.
func skipped(d doc) (wrong []string) {
	last := 0
	for n := range d.root.Descendants() {
		if n.Type != html.ElementNode || len(n.Data) != 2 || n.Data[0] != 'h' {
			continue
		}
		level, err := strconv.Atoi(n.Data[1:])
		if err != nil || level < 1 || level > 6 {
			continue
		}
		switch {
		case level == 1 && last > 0:
			wrong = append(wrong, "a second h1, or one after other headings: "+text(n))
		case level > last+1 && !hiddenNavigation(n, last):
			wrong = append(wrong, n.Data+" after h"+strconv.Itoa(last)+": "+text(n))
		}
		if strings.TrimSpace(text(n)) == "" {
			wrong = append(wrong, "an empty "+n.Data)
		}
		last = level
	}
	return wrong
}

// hiddenNavigation tells a heading of the site's own header, which is read
// before the title.
func hiddenNavigation(n *html.Node, last int) bool {
	if last > 0 || n.Data != "h2" {
		return false
	}
	for p := range n.Ancestors() {
		if p.Data == "header" || p.Data == "nav" {
			return true
		}
	}
	return false
}

// TestHeadingsAreInOrder holds A5 on pages of every sort.
func TestHeadingsAreInOrder(t *testing.T) {
	w := newWorld(t)
	for _, path := range everyPage {
		for _, wrong := range skipped(parse(t, w.get(t, path).Body.String())) {
			t.Errorf("A5 %s: %s", path, wrong)
		}
	}
	for _, broken := range []string{"<h1>a</h1><h3>b</h3>", "<h1>a</h1><h1>b</h1>", "<h2>a</h2><h1>b</h1>", "<h1></h1>"} {
		if len(skipped(parse(t, broken))) == 0 {
			t.Errorf("the check passes %s", broken)
		}
	}
}

// TestHelpIsInTheSamePlace holds A25 (3.2.6): the footer's ways to contact,
// statement and help are the same ones in the same order on each page of a
// language.
func TestHelpIsInTheSamePlace(t *testing.T) {
	w := newWorld(t)
	first := map[string][]string{}
	for _, path := range everyPage {
		d := parse(t, w.get(t, path).Body.String())
		var ways []string
		for _, n := range d.all("a[href]") {
			for p := range n.Ancestors() {
				if p.Type == html.ElementNode && p.Data == "footer" && value(p, "class") == "site" {
					if href := value(n, "href"); !strings.ContainsAny(href, "?#") && !strings.Contains(href, "/feed.") && !strings.HasSuffix(href, ".ics") { // a page's own feeds and report
						ways = append(ways, href)
					}
				}
			}
		}
		if len(ways) < 3 {
			t.Errorf("A25 %s: the footer leads to %q only", path, ways)
			continue
		}
		lang := strings.Trim(ways[slices.IndexFunc(ways, func(s string) bool { return strings.HasSuffix(s, "/accessibility") })], "/")[:2]
		if first[lang] == nil {
			first[lang] = ways
		} else if !slices.Equal(first[lang], ways) {
			t.Errorf("A25 %s: the footer has %q, elsewhere %q", path, ways, first[lang])
		}
	}
}

// unread is what a text browser would miss on a page (F7): words in the order
// of the page, controls that work without script, pictures with words.
func unread(d doc) (wrong []string) {
	var order []string
	for n := range d.root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch {
		case n.Data == "a" && value(n, "class") == "skip":
			order = append(order, "skip")
		case n.Data == "h1":
			order = append(order, "title")
		case n.Data == "footer" && value(n, "class") == "site":
			order = append(order, "footer")
		case n.Data == "form":
			sends := false
			for c := range n.Descendants() {
				sends = sends || c.Data == "button" && value(c, "type") != "button" || c.Data == "input" && value(c, "type") == "submit"
			}
			if !sends {
				wrong = append(wrong, "a form that cannot be sent: "+value(n, "action"))
			}
		case n.Data == "a" && (value(n, "href") == "" || value(n, "href") == "#"):
			wrong = append(wrong, "a link to nowhere: "+text(n))
		case n.Data == "a" && strings.TrimSpace(words(n)) == "":
			wrong = append(wrong, "a link without words: "+value(n, "href"))
		case n.Data == "button" && strings.TrimSpace(words(n)) == "":
			wrong = append(wrong, "a button without words")
		}
	}
	if !slices.Equal(order, []string{"skip", "title", "footer"}) {
		wrong = append(wrong, "the page reads "+strings.Join(order, ", "))
	}
	return wrong
}

// words is what is read out of an element: its text, its pictures' and its label.
func words(n *html.Node) string {
	s := text(n) + value(n, "aria-label")
	for c := range n.Descendants() {
		s += value(c, "alt") + value(c, "aria-label")
		if c.Data == "title" {
			s += text(c)
		}
	}
	return s
}

// TestTextBrowser holds F7 for pages of every sort: nothing is needed but the
// text itself.
func TestTextBrowser(t *testing.T) {
	w := newWorld(t)
	for _, path := range everyPage {
		for _, wrong := range unread(parse(t, w.get(t, path).Body.String())) {
			t.Errorf("F7 %s: %s", path, wrong)
		}
	}
	const frame = `<a class=skip href=#main>s</a><h1>t</h1>%<footer class=site></footer>`
	if wrong := unread(parse(t, strings.Replace(frame, "%", "", 1))); len(wrong) > 0 {
		t.Errorf("the check refuses a good page: %q", wrong)
	}
	for _, broken := range []string{"<form action=/x><input></form>", "<a href=#>x</a>", "<a href=/x><svg></svg></a>", "<button><img src=x alt=''></button>", "<h1>again</h1>"} {
		if len(unread(parse(t, strings.Replace(frame, "%", broken, 1)))) == 0 {
			t.Errorf("the check passes %s", broken)
		}
	}
}
