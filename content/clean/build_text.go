package clean

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// text writes text where it may stand. White space is one space; what leads or
// trails in a block is not written.
func (b *builder) text(s string) {
	if b.top().name == "pre" {
		b.preformatted(s)
		return
	}
	first, rest := splitSpace(s)
	if first && b.top().filled && b.pending == "" {
		b.pending = " "
	}
	if rest == "" {
		return
	}
	if !b.top().filled && strings.Trim(rest, "\u00a0 \t\n\f\r") == "" {
		return // a paragraph of no-break spaces is a spacer
	}
	body, trailing := collapse(rest)
	b.ready()
	b.out.WriteString(html.EscapeString(body))
	b.top().filled = true
	if trailing {
		b.pending = " "
	}
}

// preformatted writes text of a pre as it is, without line breaks at its
// beginning (reading it back would lose one) and white space at its end.
func (b *builder) preformatted(s string) {
	s = cut(b.pending, 256) + s
	if !b.top().filled {
		s = strings.TrimLeft(s, "\n")
	}
	body := strings.TrimRight(s, " \t\n")
	b.pending = ""
	if body != "" {
		b.ready()
		b.out.WriteString(html.EscapeString(body))
		b.top().filled = true
	}
	b.pending = s[len(body):]
}

// ready makes the place for inline content: a paragraph where text may not
// stand by itself, the tags that wait to be written, the space before it.
func (b *builder) ready() {
	b.place()
	if t := b.top(); t.name == "" || t.name == "blockquote" || t.name == "figure" || t.para && t.kind == flow {
		b.push(b.rules.rule("p"), nil)
	}
	b.emit()
	if b.top().filled {
		b.out.WriteString(b.pending)
	}
	b.pending = ""
	b.open()
}

// open writes the tags of the formats that are in force and not open.
func (b *builder) open() {
	for ; b.opened < len(b.formats); b.opened++ {
		f := &b.formats[b.opened]
		if f.ghost {
			continue
		}
		if f.again {
			cost := 2*len(f.name) + 5
			for _, a := range f.attrs {
				cost += len(a.Key) + len(a.Val) + 4
			}
			if b.budget -= cost; b.budget < 0 {
				f.ghost = true
				continue
			}
		}
		f.again = true
		b.tag(f.name, f.attrs)
	}
}

func (b *builder) startInline(r rule, in *reader) {
	switch r.name {
	case "a":
		b.endInline("a") // links do not nest
	case "rt", "rp":
		b.endInline("rt")
		b.endInline("rp")
	}
	if len(b.formats) >= maxInline {
		b.tooDeep[r.name]++
		b.found.add(TooDeep, "")
		return
	}
	f := format{rule: r}
	if r.attrs != nil {
		f.attrs = r.attrs(in)
	}
	f.ghost = r.needs && len(f.attrs) == 0
	if isNote(f.attrs) && slices.ContainsFunc(b.formats, func(o format) bool { return !o.ghost && (o.name == "a" || isNote(o.attrs)) }) {
		f.ghost = true // the mark of a note is a link, and a note has no notes
	}
	if style, ok := in.get("style"); ok && (r.name == "b" || r.name == "strong") && strings.Contains(strings.ReplaceAll(cut(style, 1024), " ", ""), "font-weight:normal") {
		f.ghost = true // the wrapper that a word processor puts around a paste
	}
	b.formats = append(b.formats, f)
}

func (b *builder) endInline(name string) {
	if b.tooDeep[name] > 0 {
		b.tooDeep[name]--
		return
	}
	for i := len(b.formats) - 1; i >= 0; i-- {
		if b.formats[i].name != name {
			continue
		}
		if f := &b.formats[i]; i >= b.opened && !f.again && !f.ghost && refers(f.attrs) {
			b.ready() // a reference to an item needs no text: outlets know its title
			b.top().filled = true
		}
		b.closeInline(i)
		b.formats = append(b.formats[:i], b.formats[i+1:]...)
		return
	}
}

func refers(attrs []html.Attribute) bool {
	for _, a := range attrs {
		if a.Key == "data-item" || a.Key == "data-media" {
			return true
		}
	}
	return false
}

// isNote tells a footnote by its attributes.
func isNote(attrs []html.Attribute) bool {
	return len(attrs) > 0 && attrs[0].Key == "class" && attrs[0].Val == footnoteClass
}

// closeInline writes the end tags of the open formats from the innermost down
// to the one at index i. They stay in force.
func (b *builder) closeInline(i int) {
	for b.opened > i {
		b.opened--
		if f := b.formats[b.opened]; !f.ghost {
			b.out.WriteString("</" + f.name + ">")
		}
	}
}
