package clean

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// maxNoteUses is how often one note may be referred to: each use is a copy.
const maxNoteUses = 8

// noteRenderer writes a note of Markdown at the place that refers to it, as
// bodies have it: <span class="footnote">…</span>. Its paragraphs are joined by
// line breaks, for a note stands inside a line.
type noteRenderer struct{}

// RegisterFuncs implements renderer.NodeRenderer.
func (n noteRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(east.KindFootnoteLink, n.link)
	for _, k := range []ast.NodeKind{east.KindFootnote, east.KindFootnoteList, east.KindFootnoteBacklink} {
		r.Register(k, func(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) { return ast.WalkSkipChildren, nil })
	}
}

func (noteRenderer) link(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	l, ok := node.(*east.FootnoteLink)
	if !ok || !entering || l.RefIndex >= maxNoteUses {
		return ast.WalkContinue, nil
	}
	note := noteOf(node, l.Index)
	if note == nil || inNote(node) { // a note refers to no note
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString(`<span class="` + footnoteClass + `">`)
	for b := note.FirstChild(); b != nil; b = b.NextSibling() {
		if b != note.FirstChild() && b.Kind() != east.KindFootnoteBacklink {
			_, _ = w.WriteString("<br>")
		}
		if b.Type() != ast.TypeBlock || b.Kind() != ast.KindParagraph && b.Kind() != ast.KindTextBlock {
			continue // a list or a table inside a note has no place in a line
		}
		for c := b.FirstChild(); c != nil; c = c.NextSibling() {
			if err := markdown.Renderer().Render(w, source, c); err != nil {
				return ast.WalkStop, err
			}
		}
	}
	_, _ = w.WriteString("</span>")
	return ast.WalkContinue, nil
}

// noteOf finds a note in the list at the end of the document.
func noteOf(n ast.Node, index int) ast.Node {
	doc := n.OwnerDocument()
	if doc == nil {
		return nil
	}
	for list := doc.LastChild(); list != nil; list = list.PreviousSibling() {
		if list.Kind() != east.KindFootnoteList {
			continue
		}
		for f := list.FirstChild(); f != nil; f = f.NextSibling() {
			if note, ok := f.(*east.Footnote); ok && note.Index == index {
				return note
			}
		}
	}
	return nil
}

func inNote(n ast.Node) bool {
	for ; n != nil; n = n.Parent() {
		if n.Kind() == east.KindFootnote {
			return true
		}
	}
	return false
}
