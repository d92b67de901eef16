package clean

import (
	"strings"

	"golang.org/x/net/html"
)

// heading returns 1 to 6 for the names of headings, else 0.
func heading(name string) int {
	if len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
		return int(name[1] - '0')
	}
	return 0
}

func (b *builder) void(r rule, in *reader) {
	switch r.name {
	case "br":
		switch t := b.top(); {
		case t.name == "pre":
			b.preformatted("\n")
		case t.filled && b.pending != "<br><br>":
			b.pending = strings.TrimSpace(b.pending) + "<br>"
		}
	case "hr":
		b.closeParagraph()
		b.place()
		b.emit()
		b.out.WriteString("<hr>")
	case "img":
		attrs := r.attrs(in)
		if attrs == nil {
			return
		}
		if b.top().name == "figure" {
			b.emit()
			b.open()
		} else {
			b.ready()
			b.top().filled = true
		}
		b.tag("img", attrs)
	}
}

func (b *builder) startBlock(source string, r rule, in *reader) {
	attrs := r.attrs(in)
	switch r.name {
	case "p":
		if t := b.top(); t.kind == block && t.name != "p" {
			b.soft()
			return
		}
		b.closeParagraph()
		b.place()
	case "figcaption":
		if !b.closeTo("figure") {
			b.divide(true)
			return
		}
	case "caption":
		if i := b.find("table"); i < 0 || b.frames[i].emitted {
			b.divide(true)
			return
		}
		b.closeTo("table")
	case "dt":
		b.entry("dl")
	default:
		b.closeParagraph()
		b.place()
	}
	b.push(r, attrs)
}

func (b *builder) startFlow(r rule, in *reader) {
	attrs := r.attrs(in)
	switch r.name {
	case "li":
		b.entry("ul", "ol")
	case "dd":
		b.entry("dl")
	case "thead", "tbody", "tfoot":
		if !b.closeTo("table") {
			b.divide(true)
			return
		}
	case "tr":
		if !b.closeTo("thead", "tbody", "tfoot", "table") {
			b.divide(true)
			return
		}
		if b.top().name == "table" {
			b.push(b.rules.rule("tbody"), nil)
		}
	case "td", "th":
		if !b.closeTo("tr", "thead", "tbody", "tfoot", "table") {
			b.divide(true)
			return
		}
		for b.top().name != "tr" {
			if b.top().name == "table" {
				b.push(b.rules.rule("tbody"), nil)
			} else {
				b.push(b.rules.rule("tr"), nil)
			}
		}
		if r.name == "th" {
			attrs = b.headerCell(attrs)
		}
		b.push(r, attrs)
		b.emit() // an empty cell keeps the others in their columns
		// Emphasis around a table is not in its cells, nor that of a cell
		// outside of it.
		b.top().cell, b.top().outside, b.formats = true, b.formats, nil
		return
	default:
		if len(b.frames) >= maxDepth {
			b.tooDeep[r.name]++
			b.found.add(TooDeep, "")
			b.divide(true)
			return
		}
		b.closeParagraph()
		b.place()
	}
	b.push(r, attrs)
}

// headerCell notes that the table has headers, and gives those of its head
// their scope.
func (b *builder) headerCell(attrs []html.Attribute) []html.Attribute {
	for i := len(b.frames) - 1; i >= 0; i-- {
		if b.frames[i].name == "table" {
			b.frames[i].header = true
			break
		}
	}
	for _, a := range attrs {
		if a.Key == "scope" {
			return attrs
		}
	}
	if len(b.frames) > 1 && b.frames[len(b.frames)-2].name == "thead" {
		return append([]html.Attribute{{Key: "scope", Val: "col"}}, attrs...)
	}
	return attrs
}

// entry makes the innermost frame a list in which a new entry may begin.
func (b *builder) entry(lists ...string) {
	for i := len(b.frames) - 1; i > 0; i-- {
		switch n := b.frames[i].name; n {
		case "ul", "ol", "dl":
			for _, l := range lists {
				if n == l {
					b.popTo(i)
					return
				}
			}
			i = 0
		case "blockquote", "td", "th", "figure", "table", "thead", "tbody", "tfoot", "tr":
			i = 0
		}
	}
	b.closeParagraph()
	b.place()
	b.push(b.rules.rule(lists[0]), nil)
}

// find returns the index of the innermost frame of one of these names. Nothing
// is found beyond the table that surrounds it, and only parts of a table
// outside its cells.
func (b *builder) find(names ...string) int {
	for i := len(b.frames) - 1; i > 0; i-- {
		n := b.frames[i].name
		for _, want := range names {
			if n == want {
				return i
			}
		}
		switch n {
		case "table":
			return -1
		case "td", "th":
			if !tablePart(names[0]) {
				return -1
			}
		}
	}
	return -1
}

func tablePart(name string) bool {
	switch name {
	case "table", "thead", "tbody", "tfoot", "tr", "td", "th":
		return true
	}
	return false
}

// closeTo closes all inside the innermost frame of one of these names.
func (b *builder) closeTo(names ...string) bool {
	i := b.find(names...)
	if i < 0 {
		return false
	}
	b.popTo(i)
	return true
}

func (b *builder) popTo(i int) {
	for len(b.frames) > i+1 {
		b.pop()
	}
	b.closeParagraph()
}

func (b *builder) endFlow(name string) {
	if b.tooDeep[name] > 0 {
		b.tooDeep[name]--
		b.divide(false)
		return
	}
	i := -1
	switch name {
	case "li":
		i = b.findEntry("li", "ul", "ol")
	case "dd":
		i = b.findEntry("dd", "dl")
	default:
		i = b.find(name)
	}
	if i < 0 {
		return
	}
	b.popTo(i)
	b.pop()
}

// findEntry is find for an entry, which ends nothing outside its own list.
func (b *builder) findEntry(name string, lists ...string) int {
	i := b.find(name)
	if l := b.find(lists...); l > i {
		return -1
	}
	return i
}
