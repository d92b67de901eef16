package clean

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// frame is an element that holds blocks or text and is not closed yet.
type frame struct {
	rule
	attrs   []html.Attribute
	emitted bool     // its start tag is written
	filled  bool     // text was written directly into it since its last block
	para    bool     // a box was opened in it: the next text is a paragraph
	header  bool     // table: a th was seen
	cell    bool     // a cell that was asked for, not one made for loose text
	outside []format // cell: the emphasis in force around it
}

// format is emphasis, a link or a span that is in force. The first `opened` of
// them are written; the others are written when text comes, so that nothing
// empty is, and emphasis around blocks moves into them.
type format struct {
	rule
	attrs []html.Attribute
	ghost bool // not written: it means nothing without attributes
	again bool // was written before: writing it again costs budget
}

// builder writes well-formed HTML from any sequence of tags. Its rules are
// those by which a browser reads HTML, so that what is written is read back as
// the same tree.
type builder struct {
	rules    *rules
	found    *findings
	out      strings.Builder
	frames   []frame
	formats  []format
	opened   int
	pending  string         // white space and breaks that may turn out trailing
	tooDeep  map[string]int // start tags ignored for depth, whose end tags come
	budget   int            // bytes that may be spent on writing formats again
	boxes    []string       // the languages of the boxes around, which are not kept
	level    int            // of the last heading
	asides   []bool         // the open asides: whether each is a pull quote
	dropping string         // the element whose content is being dropped
	nested   int
}

func build(src string, r *rules, f *findings) string {
	b := &builder{rules: r, found: f, frames: []frame{{rule: rule{kind: flow}, emitted: true}},
		tooDeep: map[string]int{}, budget: len(src) + 64<<10}
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		switch z.Next() {
		case html.ErrorToken:
			for len(b.frames) > 1 {
				b.pop()
			}
			b.closeParagraph()
			return b.out.String()
		case html.TextToken:
			if b.dropping == "" {
				b.text(tidy(z.Token().Data))
			}
		case html.StartTagToken:
			b.start(z.Token(), false)
		case html.SelfClosingTagToken:
			b.start(z.Token(), true)
		case html.EndTagToken:
			name, _ := z.TagName()
			b.end(string(name))
		}
	}
}

func (b *builder) start(t html.Token, selfClosing bool) {
	if b.dropping != "" {
		if t.Data == b.dropping && !selfClosing {
			b.nested++
		}
		return
	}
	r, known := b.rules.elements[t.Data]
	in := &reader{attr: t.Attr, found: b.found}
	if t.Data == "aside" && b.rules.pulls && b.startAside(in) {
		return
	}
	switch {
	case !known:
		if t.DataAtom == atom.Embed {
			b.found.add(Embed, t.Data)
		}
		if t.DataAtom == atom.Input {
			b.found.add(Script, t.Data)
		}
	case r.kind == drop:
		b.note(t.Data)
		// SVG and MathML may close themselves; HTML elements never do.
		if r.raw || !selfClosing || t.DataAtom != atom.Svg && t.DataAtom != atom.Math {
			b.dropping, b.nested = t.Data, 1
		}
	case r.kind == divide:
		b.divide(true)
		b.enter(in)
	case r.kind == inline:
		b.startInline(r, in)
	case r.kind == void:
		b.void(r, in)
	case r.kind == block:
		b.startBlock(t.Data, r, in)
	case r.kind == flow:
		b.startFlow(r, in)
	}
}

func (b *builder) end(name string) {
	if b.dropping != "" {
		if name == b.dropping {
			if b.nested--; b.nested == 0 {
				b.dropping = ""
			}
		}
		return
	}
	r, known := b.rules.elements[name]
	if name == "aside" && b.endAside() {
		return
	}
	switch {
	case !known:
	case r.kind == divide:
		b.divide(false)
		b.boxes = b.boxes[:max(0, len(b.boxes)-1)]
	case r.kind == inline:
		b.endInline(r.name)
	case r.kind == block:
		if top := b.top(); top.kind == block && (top.name == r.name || heading(name) > 0 && heading(top.name) > 0) {
			b.closeParagraph()
		}
	case r.kind == flow:
		b.endFlow(r.name)
	}
}

func (b *builder) note(name string) {
	switch name {
	case "iframe", "object", "applet", "audio", "video", "canvas", "svg", "math":
		b.found.add(Embed, name)
	case "script", "style", "button", "select", "textarea":
		b.found.add(Script, name)
	}
}

func (b *builder) top() *frame { return &b.frames[len(b.frames)-1] }

// place pushes what must be between a list or table and its content.
func (b *builder) place() {
	for {
		switch b.top().name {
		case "ul", "ol":
			b.push(b.rules.rule("li"), nil)
		case "dl":
			b.push(b.rules.rule("dd"), nil)
		case "table":
			b.push(b.rules.rule("tbody"), nil)
		case "thead", "tbody", "tfoot":
			b.push(b.rules.rule("tr"), nil)
		case "tr":
			b.push(b.rules.rule("td"), nil)
		default:
			return
		}
	}
}

// emit writes the start tags that wait.
func (b *builder) emit() {
	for i := range b.frames {
		f := &b.frames[i]
		if f.emitted {
			continue
		}
		f.emitted = true
		b.tag(f.name, f.attrs)
		if f.bold {
			b.out.WriteString("<strong>")
		}
		if n := heading(f.name); n > 0 {
			if b.level > 0 && n > b.level+1 {
				b.found.add(HeadingSkip, f.name)
			}
			b.level = n
		}
	}
}

func (b *builder) tag(name string, attrs []html.Attribute) {
	b.out.WriteString("<" + name)
	for _, a := range attrs {
		b.out.WriteString(" " + a.Key + `="` + html.EscapeString(a.Val) + `"`)
	}
	b.out.WriteByte('>')
}

func (b *builder) push(r rule, attrs []html.Attribute) {
	b.closeParagraph()
	if n := len(b.boxes); n > 0 && len(b.frames) == 1 {
		attrs = inLanguage(attrs, b.boxes[n-1])
	}
	b.frames = append(b.frames, frame{rule: r, attrs: attrs})
	if r.name == "figure" && len(attrs) > 0 && attrs[0].Key == "data-media" {
		b.emit() // it means something even when empty
	}
}

// pop closes the innermost frame.
func (b *builder) pop() {
	b.closeInline(0)
	b.pending = ""
	f := b.top()
	if f.emitted {
		if f.bold {
			b.out.WriteString("</strong>")
		}
		b.out.WriteString("</" + f.name + ">")
		if f.name == "table" && !f.header {
			b.found.add(NoTableHeader, "")
		}
	}
	if f.cell {
		b.formats = f.outside
		for i := range b.formats {
			b.formats[i].again = true
		}
	}
	b.frames = b.frames[:len(b.frames)-1]
	b.top().filled = false
}

// closeParagraph ends the text that is being written, as a block does.
func (b *builder) closeParagraph() {
	b.closeInline(0)
	b.pending = ""
	if b.top().kind == block {
		b.pop()
	}
	b.top().filled = false
}
