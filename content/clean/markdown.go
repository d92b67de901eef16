package clean

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// MaxMarkdown is the size, in bytes, up to which Markdown is read as such.
// Longer texts, and texts made to keep the parser busy, become paragraphs of
// plain text, of which nothing is lost.
const MaxMarkdown = 256 << 10

// HTML inside Markdown is written through, because Staff reads all of it.
var markdown = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify, extension.DefinitionList, extension.Footnote),
	goldmark.WithRendererOptions(html.WithUnsafe(), renderer.WithNodeRenderers(util.Prioritized(noteRenderer{}, 100))),
)

// Markdown returns the cleaned HTML of a text in CommonMark with tables,
// strikethrough, bare links, definition lists and footnotes. ![alt](media:ID)
// refers to a picture, a recording or a film, [text](media:ID) to a file and
// [text](item:ID) to an item.
func Markdown(src string) string {
	if len(src) <= MaxMarkdown && !laborious(src) {
		var b strings.Builder
		if err := markdown.Convert([]byte(src), &b); err == nil {
			out, _ := Staff(b.String())
			return out
		}
	}
	return paragraphs(tidy(cut(src, MaxStaff)))
}

const (
	maxMarkers = 40         // quotes and list items inside each other
	maxLabour  = 50_000_000 // about a second
)

// laborious tells a text that would take the parser too long: its time grows
// with the square of the brackets and asterisks in a paragraph, and of the
// quotes and lists inside each other.
func laborious(src string) bool {
	labour, special := 0, 0
	for line := range strings.Lines(src) {
		if strings.TrimSpace(line) == "" {
			labour += special * special
			special = 0
			continue
		}
		if markers(line) > maxMarkers {
			return true
		}
		for i := 0; i < len(line); i++ {
			switch line[i] {
			case '*', '_', '~', '[', ']', '<', '`':
				special++
			}
		}
		if labour+special*special > maxLabour {
			return true
		}
	}
	return false
}

// markers counts the characters at the beginning of a line that may each begin
// a quote or a list.
func markers(line string) int {
	// A line of nothing else is a rule.
	line = strings.TrimSpace(line)
	if strings.Trim(line, "- ") == "" || strings.Trim(line, "* ") == "" {
		return 0
	}
	n := 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '.' || c == ')':
			if i == 0 || line[i-1] < '0' || line[i-1] > '9' {
				return n
			}
			n++
		case c == '>' || c == '-' || c == '+' || c == '*' || c == ':':
			n++
		case c != ' ' && c != '\t' && (c < '0' || c > '9'):
			return n
		}
	}
	return n
}
