package clean

import (
	"strings"

	"golang.org/x/net/html"
)

// Autop gives paragraphs to HTML that is written as text with some tags, as
// WordPress stores it: an empty line begins a paragraph, a line end is a break.
// HTML that has paragraphs of its own is returned as it is. The result is not
// well formed by itself; it is made for Staff.
func Autop(src string) string {
	if lower := strings.ToLower(src); strings.Contains(lower, "<p>") || strings.Contains(lower, "<p ") || strings.Contains(lower, "<!-- wp:") {
		return src
	}
	var out strings.Builder
	verbatim := 0
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			out.Write(z.Raw())
			return out.String()
		}
		raw := string(z.Raw())
		switch tt {
		case html.StartTagToken, html.EndTagToken:
			switch n, _ := z.TagName(); string(n) {
			case "pre", "script", "style", "textarea", "title", "noscript", "iframe", "xmp":
				if verbatim++; tt == html.EndTagToken {
					verbatim = max(0, verbatim-2)
				}
			}
		case html.TextToken:
			if verbatim == 0 {
				raw = breaks(raw)
			}
		}
		out.WriteString(raw)
	}
}

// breaks replaces line ends in text.
func breaks(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if !strings.Contains(s, "\n") {
		return s
	}
	var b strings.Builder
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if i > 0 {
			switch before := strings.TrimSpace(lines[i-1]) == ""; {
			case before && i > 1:
				b.WriteString("\n")
			case strings.TrimSpace(l) == "" && i < len(lines)-1:
				b.WriteString("</p>\n<p>")
			default:
				b.WriteString("<br>\n")
			}
		}
		b.WriteString(l)
	}
	return b.String()
}
