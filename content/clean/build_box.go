package clean

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// divide is the edge of a box that is not kept: what is before it and what is
// in it are not one paragraph.
func (b *builder) divide(begin bool) {
	if t := b.top(); t.kind == block && t.name != "p" {
		b.soft()
		return
	}
	b.closeParagraph()
	b.top().para = begin && b.top().name != ""
}

// soft separates words where no block may begin.
func (b *builder) soft() {
	if !b.top().filled {
		return
	}
	if b.top().name == "pre" {
		if !strings.HasSuffix(b.pending, "\n") {
			b.pending += "\n"
		}
	} else if b.pending == "" {
		b.pending = " "
	}
}

// enter notes the language of a box: the blocks in it will say it instead.
func (b *builder) enter(in *reader) {
	lang := ""
	if n := len(b.boxes); n > 0 {
		lang = b.boxes[n-1]
	}
	if l := in.keep(nil, "lang", matching(langTag)); l != nil {
		lang = l[0].Val
	}
	// Beyond any sensible depth the ends may not find their beginnings.
	if len(b.boxes) < 256 {
		b.boxes = append(b.boxes, lang)
	}
}

// inLanguage adds a language to attributes that name none, in their order.
func inLanguage(attrs []html.Attribute, lang string) []html.Attribute {
	if lang == "" {
		return attrs
	}
	at := len(attrs)
	for i, a := range attrs {
		switch a.Key {
		case "lang":
			return attrs
		case "dir":
			at = i
		}
	}
	return slices.Insert(slices.Clip(attrs), at, html.Attribute{Key: "lang", Val: lang})
}

// startAside makes a pull quote of an aside that says it is one; any other is a
// box that is not kept.
func (b *builder) startAside(in *reader) bool {
	class, _ := in.get("class")
	pull := false
	for c := range strings.FieldsSeq(cut(class, 1024)) {
		pull = pull || c == pullClass || c == "pullquote"
	}
	if len(b.asides) < 256 {
		b.asides = append(b.asides, pull)
	}
	if pull {
		lang := in.keep(nil, "lang", matching(langTag))
		r := b.rules.rule("blockquote")
		r.attrs = func(*reader) []html.Attribute {
			return append([]html.Attribute{{Key: "class", Val: pullClass}}, lang...)
		}
		b.startFlow(r, in)
	}
	return pull
}

// endAside ends the pull quote that an aside became.
func (b *builder) endAside() bool {
	n := len(b.asides)
	if n == 0 {
		return false
	}
	pull := b.asides[n-1]
	b.asides = b.asides[:n-1]
	if pull {
		b.endFlow("blockquote")
	}
	return pull
}
