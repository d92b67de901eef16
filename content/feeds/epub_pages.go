package feeds

import (
	"fmt"
	"slices"
	"strings"

	"vitrine/content"
	"vitrine/content/locale"
)

// cover is a page with the cover alone, when there is one.
func (p *packer) cover() error {
	u := p.book.Item.Lead()
	if u == nil || u.Media == nil || p.book.Parts == nil { // an article's picture stands at its head
		return nil
	}
	pic, ok := bookPicture(u.Media, coverWidth)
	if !ok {
		return nil
	}
	href, err := p.picture(u.Media, pic)
	if err != nil || href == "" {
		return err
	}
	for i := range p.manifest {
		if p.manifest[i].href == href {
			p.manifest[i].properties = "cover-image"
		}
	}
	b := p.book
	alt, in := u.Alternative(b.Text.Lang, b.Site.DefaultLang())
	if alt == "" { // the cover says what the title says
		alt, in = titled(b.Entry.Title()), b.Text.Lang
	}
	body := `<section epub:type="cover" aria-label="` + escape(b.Say("book.cover")) + `"><p class="cover"><img role="doc-cover" src="` + href + `" alt="` + escape(alt) + `"` + p.foreign(in, b.Text.Lang) + size(pic) + `/></p></section>`
	return p.page("cover", b.Text.Lang, b.Say("book.cover"), "", body)
}

// titlePage names the edition. An article has its title at its head.
func (p *packer) titlePage() error {
	b := p.book
	if b.Parts == nil {
		return nil
	}
	var x strings.Builder
	x.WriteString(`<section epub:type="titlepage" aria-labelledby="title"><h1 id="title">` + escape(titled(b.Entry.Title())) + "</h1>\n")
	for _, s := range []string{b.line(), b.Text.Summary, b.Site.Name} {
		if s != "" {
			x.WriteString("<p>" + escape(s) + "</p>\n")
		}
	}
	x.WriteString("</section>")
	return p.page("title", b.Text.Lang, b.Entry.Title(), "", x.String())
}

func (p *packer) foreword() error {
	b := p.book
	if b.Parts == nil || strings.TrimSpace(b.Body) == "" {
		return nil
	}
	c := p.chapter(b.Entry, "foreword.xhtml")
	text, err := c.convert(b.Body)
	if err != nil || text == "" {
		return err
	}
	heading := b.Say("book.foreword")
	var x strings.Builder
	x.WriteString(`<section epub:type="foreword" role="doc-foreword" aria-labelledby="title"><h1 id="title">` + escape(heading) + "</h1>\n" + text + "\n")
	c.credits(&x)
	x.WriteString("</section>")
	p.toc = append(p.toc, line{href: "foreword.xhtml", text: heading})
	return p.page("foreword", b.Text.Lang, heading, "", x.String())
}

// articles writes a chapter for each article.
func (p *packer) articles() error {
	if p.book.Parts == nil {
		return p.article(p.book.Entry, "", "", &p.toc)
	}
	written := map[string]bool{}
	for _, part := range p.book.Parts {
		var below []line
		for _, e := range part.Entries {
			if written[e.URL] { // in two parts by mistake: a page has one place in a book
				continue
			}
			written[e.URL] = true
			if err := p.article(e, part.Heading, part.Lang, &below); err != nil {
				return err
			}
		}
		switch {
		case len(below) == 0:
		case part.Heading == "":
			p.toc = append(p.toc, below...)
		default:
			p.toc = append(p.toc, line{text: part.Heading, lang: part.Lang, below: below})
		}
	}
	return nil
}

func (p *packer) article(e Entry, part string, partLang content.Lang, toc *[]line) error {
	if err := p.ctx.Err(); err != nil {
		return err
	}
	file := p.chapters[e.URL]
	if p.first == "" {
		p.first = file
	}
	if !slices.Contains(p.langs, e.Text.Lang) {
		p.langs = append(p.langs, e.Text.Lang)
	}
	lang := e.Text.Lang
	c := p.chapter(e, file)
	var x strings.Builder
	x.WriteString(`<section epub:type="chapter" role="doc-chapter" aria-labelledby="title"><header>`)
	if part != "" {
		x.WriteString(`<p class="part"` + p.foreign(partLang, lang) + `>` + escape(part) + `</p>`)
	}
	x.WriteString(`<h1 id="title">` + escape(titled(e.Title())) + "</h1>\n")
	if names := e.authors(); len(names) > 0 {
		x.WriteString(`<p class="byline">` + escape(e.Say("item.by", "Names", locale.List(string(lang), names))) + "</p>\n")
	}
	if e.Text.Summary != "" {
		x.WriteString(`<p class="lead">` + escape(e.Text.Summary) + "</p>\n")
	}
	x.WriteString("</header>\n")
	if err := c.figures(&x, content.RoleLead); err != nil {
		return err
	}
	c.facts(&x)
	text, err := c.convert(e.Body)
	if err != nil {
		return err
	}
	x.WriteString(text + "\n")
	if err := c.figures(&x, content.RoleGallery); err != nil {
		return err
	}
	c.credits(&x)
	x.WriteString(`<p class="about">` + escape(e.Say("item.published", "Date", locale.Date(string(lang), e.zoned(e.Item.Published)))))
	if e.Item.Updated.Sub(e.Item.Published) > oneDay {
		x.WriteString(" · " + escape(e.Say("book.updated", "Date", locale.Date(string(lang), e.zoned(e.Item.Updated)))))
	}
	if href, ok := outside(e.URL); ok {
		x.WriteString(` · <a href="` + escape(href) + `">` + escape(e.Say("book.online")) + "</a>")
	}
	x.WriteString("</p>\n</section>")
	*toc = append(*toc, line{href: file, text: e.Title(), lang: lang})
	return p.page(strings.TrimSuffix(file, ".xhtml"), lang, e.Title(), "", x.String())
}

// colophon says who made the book, when, and whose the rights are.
func (p *packer) colophon() error {
	b, heading := p.book, p.book.Say("book.colophon")
	var x strings.Builder
	x.WriteString(`<section epub:type="colophon" role="doc-colophon" aria-labelledby="title"><h1 id="title">` + escape(heading) + "</h1>\n")
	rows := []string{b.Site.Name, b.Site.Contact.Address, b.Site.Contact.Email, b.Site.Contact.EnterpriseNo,
		b.Say("book.updated", "Date", locale.Date(string(b.Text.Lang), b.zoned(p.modified()))), b.Say("book.rights", "Site", b.Site.Name)}
	for _, s := range rows {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			x.WriteString("<p>" + escape(s) + "</p>\n")
		}
	}
	if href, ok := outside(b.URL); ok {
		x.WriteString(`<p><a href="` + escape(href) + `">` + escape(href) + "</a></p>\n")
	}
	x.WriteString("</section>")
	p.toc = append(p.toc, line{href: "colophon.xhtml", text: heading})
	return p.page("colophon", b.Text.Lang, heading, "", x.String())
}

// facts are what a kind lets readers look up: when, where, price, ISBN.
func (c *chapter) facts(x *strings.Builder) {
	d, ok := c.entry.Item.Details.(content.Factual)
	if !ok {
		return
	}
	var rows strings.Builder
	for _, f := range d.Facts(c.entry.View) {
		if strings.TrimSpace(f.Label) == "" || strings.TrimSpace(f.Text) == "" {
			continue
		}
		text := escape(f.Text)
		if href, ok := c.link(f.URL); ok && f.URL != "" {
			text = `<a href="` + escape(href) + `">` + text + "</a>"
		}
		fmt.Fprintf(&rows, "<dt>%s</dt><dd>%s</dd>\n", escape(f.Label), text)
	}
	if rows.Len() > 0 {
		x.WriteString("<dl>\n" + rows.String() + "</dl>\n")
	}
}

// foreign is the lang attribute of a text in a page of another language.
func (p *packer) foreign(lang, page content.Lang) string {
	if lang == "" || langOf(lang) == langOf(page) {
		return ""
	}
	return ` lang="` + langOf(lang) + `" xml:lang="` + langOf(lang) + `"`
}
