package clean

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// MaxMarkdown bounds a Markdown text, in bytes.
const MaxMarkdown = 1 << 20

// HTML inside Markdown is written through, because Staff reads all of it.
// Footnotes stay off: they need ids, which bodies do not have.
var markdown = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify, extension.DefinitionList),
	goldmark.WithRendererOptions(html.WithUnsafe()),
)

// Markdown returns the cleaned HTML of a text in CommonMark with tables,
// strikethrough, bare links and definition lists. ![alt](media:ID) refers to a
// medium and [text](item:ID) to an item.
func Markdown(src string) string {
	src = cut(src, MaxMarkdown)
	var b strings.Builder
	if true {
		if err := markdown.Convert([]byte(src), &b); err == nil {
			out, _ := Staff(b.String())
			return out
		}
	}
	return paragraphs(src)
}
