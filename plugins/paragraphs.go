package plugins

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

var (
	blankLine = regexp.MustCompile(`\n[ \t]*\n[ \t\n]*`)
	blockTags = setOf("p div section article aside header footer main nav figure figcaption blockquote pre ul ol li dl dt dd table caption thead tbody tfoot tr td th " +
		"h1 h2 h3 h4 h5 h6 hr br form fieldset address details summary script style iframe noscript video audio object center")
)

func setOf(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// Paragraphs gives paragraphs to a text in which an empty line begins one and a
// line end is a break, as WordPress stores it: with tags here and there. The
// result is not well formed by itself; cleaning it makes it so.
func Paragraphs(src string) string {
	type token struct {
		raw  string
		text bool
		name string // of a tag
		end  bool
	}
	var all []token
	z := html.NewTokenizer(strings.NewReader(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(src)))
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			all = append(all, token{raw: string(z.Raw()), name: "p"})
			break
		}
		if tt == html.CommentToken || tt == html.DoctypeToken {
			continue
		}
		t := token{raw: string(z.Raw()), text: tt == html.TextToken, end: tt == html.EndTagToken}
		if !t.text {
			name, _ := z.TagName()
			t.name = string(name)
		}
		all = append(all, t)
	}
	var out strings.Builder
	verbatim := ""
	for i, t := range all {
		switch {
		case t.text && verbatim == "":
			before := i == 0 || blockTags[all[i-1].name]
			after := i+1 < len(all) && blockTags[all[i+1].name]
			out.WriteString(paragraphs(t.raw, before, after))
			continue
		case t.text:
		case verbatim == "" && !t.end && (t.name == "pre" || t.name == "script" || t.name == "style" || t.name == "textarea"):
			verbatim = t.name
		case t.end && t.name == verbatim:
			verbatim = ""
		}
		out.WriteString(t.raw)
	}
	return out.String()
}

// paragraphs marks the line ends of a text; before and after say that a block
// stands there, beside which a line end means nothing.
func paragraphs(s string, before, after bool) string {
	body := strings.Trim(s, " \t\n")
	if body == "" {
		if before || after {
			return s
		}
		return lineEnd(s)
	}
	i := strings.Index(s, body)
	lead, trail := s[:i], s[i+len(body):]
	if !before {
		lead = lineEnd(lead)
	}
	if !after {
		trail = lineEnd(trail)
	}
	parts := blankLine.Split(body, -1)
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(p, "\n", "<br>\n")
	}
	return lead + strings.Join(parts, "</p>\n<p>") + trail
}

func lineEnd(space string) string {
	switch strings.Count(space, "\n") {
	case 0:
		return space
	case 1:
		return "<br>\n"
	}
	return "</p>\n<p>"
}
