package feeds

import (
	"crypto/sha256"
	"fmt"
	"regexp"
	"strings"

	"vitrine/content"
	"vitrine/content/locale"
)

// opf is the package document: metadata, manifest, reading order.
func (p *packer) opf() []byte {
	b, lang := p.book, langOf(p.book.Text.Lang)
	var x strings.Builder
	tag := func(name, attrs, text string) {
		if text = strings.Join(strings.Fields(valid(text)), " "); text != "" {
			x.WriteString("<" + name + attrs + ">" + escape(text) + "</" + name + ">\n")
		}
	}
	meta := func(property, text string) { tag("meta", ` property="`+property+`"`, text) }
	x.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="` + lang + `" dir="` + locale.Dir(lang) + `">` + "\n" +
		`<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">` + "\n")
	tag("dc:identifier", ` id="id"`, bookID(b.Entry))
	tag("dc:title", "", titled(b.Entry.Title()))
	tag("dc:language", "", lang)
	for _, l := range p.langs {
		if l = content.Lang(langOf(l)); string(l) != lang {
			tag("dc:language", "", string(l))
		}
	}
	for i, name := range p.authors() {
		id := fmt.Sprintf("author%d", i+1)
		tag("dc:creator", ` id="`+id+`"`, name)
		if strings.TrimSpace(valid(name)) != "" {
			x.WriteString(`<meta refines="#` + id + `" property="role" scheme="marc:relators">aut</meta>` + "\n")
		}
	}
	tag("dc:publisher", "", b.Site.Name)
	tag("dc:date", "", b.Item.Published.UTC().Format("2006-01-02"))
	tag("dc:description", "", b.Text.Summary)
	for _, t := range b.tags() {
		tag("dc:subject", "", t)
	}
	tag("dc:source", "", b.URL)
	tag("dc:rights", "", b.Say("book.rights", "Site", b.Site.Name))
	p.series(&x)
	meta("dcterms:modified", p.modified().Format("2006-01-02T15:04:05Z"))
	p.accessibility(meta)
	x.WriteString("</metadata>\n<manifest>\n")
	for _, r := range p.manifest {
		x.WriteString(`<item id="` + r.id + `" href="` + r.href + `" media-type="` + r.mediaType + `"`)
		if r.properties != "" {
			x.WriteString(` properties="` + r.properties + `"`)
		}
		x.WriteString("/>\n")
	}
	x.WriteString("</manifest>\n<spine page-progression-direction=\"" + locale.Dir(lang) + "\">\n")
	for _, id := range p.spine {
		x.WriteString(`<itemref idref="` + id + `"/>` + "\n")
	}
	x.WriteString("</spine>\n</package>\n")
	return []byte(x.String())
}

// accessibility says what a reader with a disability wants to know before
// getting the book (EPUB Accessibility 1.1, section 2).
func (p *packer) accessibility(meta func(property, text string)) {
	meta("schema:accessMode", "textual")
	if p.visual {
		meta("schema:accessMode", "visual")
	}
	features := []string{"structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability", "unlocked"}
	summary := "book.accessible_partly"
	if !p.blind {
		summary = "book.accessible"
		meta("schema:accessModeSufficient", "textual")
		if p.visual {
			features = append(features, "alternativeText")
		}
	} else {
		meta("schema:accessModeSufficient", "textual,visual")
	}
	for _, f := range features {
		meta("schema:accessibilityFeature", f)
	}
	meta("schema:accessibilityHazard", "none")
	meta("schema:accessibilitySummary", p.book.Say(summary))
}

var position = regexp.MustCompile(`^[0-9]{1,9}([-./ ][0-9]{1,9}){0,3}$`)

// series says of which magazine the book is an issue, and the how manieth where
// the number is one.
func (p *packer) series(x *strings.Builder) {
	d, ok := p.book.Item.Details.(content.Issued)
	if !ok {
		return
	}
	issue := d.Issue()
	name := issue.Magazine
	if name == "" {
		name = p.book.Site.Name
	}
	x.WriteString(`<meta property="belongs-to-collection" id="series">` + escape(titled(name)) + "</meta>\n" +
		`<meta refines="#series" property="collection-type">series</meta>` + "\n")
	if position.MatchString(issue.Number) {
		n := strings.NewReplacer("-", ".", "/", ".", " ", ".").Replace(issue.Number)
		x.WriteString(`<meta refines="#series" property="group-position">` + n + "</meta>\n")
	}
}

// authors are all bylines of the book, each once, in the order of the pages.
func (p *packer) authors() []string {
	var out []string
	seen := map[string]bool{}
	each := func(e Entry) {
		for _, name := range e.authors() {
			if !seen[name] {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	each(p.book.Entry)
	for _, part := range p.book.Parts {
		for _, e := range part.Entries {
			each(e)
		}
	}
	return out
}

// bookID is a UUID of version 8 (RFC 9562) from the entry's own identifier: a
// corrected book is the same book, another language another one.
func bookID(e Entry) string {
	h := sha256.Sum256([]byte("epub " + e.ID()))
	h[6], h[8] = h[6]&0x0f|0x80, h[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// nav is the table of contents, as a page and for the reading system.
func (p *packer) nav() error {
	b := p.book
	var x strings.Builder
	x.WriteString(`<nav epub:type="toc" role="doc-toc" aria-labelledby="contents"><h1 id="contents">` + escape(b.Say("book.contents")) + "</h1>\n")
	p.list(&x, p.toc)
	x.WriteString("</nav>\n" + `<nav epub:type="landmarks" aria-labelledby="landmarks" hidden="hidden"><h2 id="landmarks">` + escape(b.Say("book.landmarks")) + "</h2>\n<ol>\n" +
		`<li><a epub:type="toc" href="nav.xhtml">` + escape(b.Say("book.contents")) + "</a></li>\n")
	if p.first != "" {
		x.WriteString(`<li><a epub:type="bodymatter" href="` + p.first + `">` + escape(titled(b.Entry.Title())) + "</a></li>\n")
	}
	x.WriteString("</ol>\n</nav>")
	spine := p.spine
	if err := p.page("nav", b.Text.Lang, b.Say("book.contents"), "nav", x.String()); err != nil {
		return err
	}
	// It is read after the title page, though it is written last.
	after := 0
	for i, id := range spine {
		if id == "title" {
			after = i + 1
		}
	}
	p.spine = append(append(append([]string{}, spine[:after]...), "nav"), spine[after:]...)
	return nil
}

func (p *packer) list(x *strings.Builder, lines []line) {
	x.WriteString("<ol>\n")
	for _, l := range lines {
		lang := ""
		if l.lang != "" && langOf(l.lang) != langOf(p.book.Text.Lang) {
			lang = ` lang="` + langOf(l.lang) + `" xml:lang="` + langOf(l.lang) + `"`
		}
		if l.href != "" {
			x.WriteString(`<li><a href="` + l.href + `"` + lang + `>` + escape(titled(l.text)) + "</a>")
		} else {
			x.WriteString(`<li><span` + lang + `>` + escape(titled(l.text)) + "</span>")
		}
		if len(l.below) > 0 {
			p.list(x, l.below)
		}
		x.WriteString("</li>\n")
	}
	x.WriteString("</ol>\n")
}
