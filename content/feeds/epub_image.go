package feeds

import (
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"time"

	"vitrine/content"
	"vitrine/content/locale"
)

const oneDay = 24 * time.Hour

// bookPicture is a picture's form for a book: JPEG or PNG, which every reading
// system shows.
func bookPicture(m *content.Media, width int) (content.Rendition, bool) {
	for _, t := range []string{"image/jpeg", "image/png"} {
		if r, ok := m.Rendition(t, width); ok {
			return r, true
		}
	}
	return content.Rendition{}, false
}

func size(r content.Rendition) string {
	if r.Width <= 0 || r.Height <= 0 {
		return ""
	}
	return fmt.Sprintf(` width="%d" height="%d"`, r.Width, r.Height)
}

// picture puts a picture into the book, once, and gives its path; "" when its
// file is lost, is not what it says, or the book is full.
func (p *packer) picture(m *content.Media, r content.Rendition) (string, error) {
	key := m.Key(r.Name)
	if href, ok := p.pictures[key]; ok {
		return href, nil
	}
	p.pictures[key] = ""
	data, err := p.load(key)
	if err != nil || data == nil {
		return "", err
	}
	kind := http.DetectContentType(data)
	if kind != r.Type || p.images+int64(len(data)) > maxBookImages {
		return "", nil
	}
	p.images += int64(len(data))
	p.visual = true
	n := len(p.manifest)
	href := fmt.Sprintf("images/%03d.%s", n, map[string]string{"image/jpeg": "jpg", "image/png": "png"}[kind])
	p.pictures[key] = href
	return href, p.add("EPUB/"+href, fmt.Sprintf("image%03d", n), kind, "", data)
}

// load reads a stored file, nil when it is lost or too large.
func (p *packer) load(key string) ([]byte, error) {
	f, err := p.book.Open(p.ctx, key)
	if content.Is(err, content.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("picture %s: %w", key, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxBookPicture+1))
	if err != nil {
		return nil, fmt.Errorf("read picture %s: %w", key, err)
	}
	if len(data) == 0 || len(data) > maxBookPicture {
		return nil, nil
	}
	return data, nil
}

// figures shows the pictures of a role with caption, credit and licence.
func (c *chapter) figures(x *strings.Builder, role string) error {
	e := c.entry
	for i := range e.Item.Media {
		u := &e.Item.Media[i]
		if u.Role != role || u.Media == nil {
			continue
		}
		if u.Media.Playable() {
			c.film(x, u)
			continue
		}
		r, ok := bookPicture(u.Media, bookWidth)
		if !ok {
			continue
		}
		alt, in := u.Alternative(e.Text.Lang, e.Site.DefaultLang())
		img, err := c.img(u.Media, r, alt, c.p.foreign(in, e.Text.Lang))
		if err != nil {
			return err
		}
		caption, in := u.Caption.In(e.Text.Lang, e.Site.DefaultLang())
		if caption != "" {
			caption = "<figcaption" + c.p.foreign(in, e.Text.Lang) + ">" + escape(caption) + "</figcaption>"
		}
		if img+caption != "" {
			x.WriteString("<figure>" + img + caption + "</figure>\n")
		}
	}
	return nil
}

// film leads to a film or a recording, which would make the book too large.
func (c *chapter) film(x *strings.Builder, u *content.Use) {
	stored, ok := u.Media.File()
	if !ok {
		return
	}
	e := c.entry
	name, _ := u.Alternative(e.Text.Lang, e.Site.DefaultLang())
	if name == "" {
		name = u.Media.Name
	}
	text := e.Say("player.download", "Name", name, "Type", strings.ToUpper(strings.TrimPrefix(path.Ext(stored.Name), ".")), "Size", locale.Size(string(e.Text.Lang), stored.Size))
	if href, ok := outside(e.Site.MediaURL(u.Media, stored.Name)); ok {
		x.WriteString(`<p><a href="` + escape(href) + `">` + escape(titled(text)) + "</a></p>\n")
	}
}

// img is the markup of a picture, or its alternative text where it is lost.
func (c *chapter) img(m *content.Media, r content.Rendition, alt, lang string) (string, error) {
	href, err := c.p.picture(m, r)
	if err != nil {
		return "", err
	}
	if alt == "" && !m.Accessible() {
		c.p.blind = true
	}
	if href == "" {
		if alt == "" {
			return "", nil
		}
		return `<span class="picture"` + lang + `>` + escape(c.entry.Say("book.picture", "Text", alt)) + `</span>`, nil
	}
	c.credit(m, alt)
	return `<img src="` + href + `" alt="` + escape(alt) + `"` + lang + size(r) + `/>`, nil
}

// credit notes whose a picture is.
func (c *chapter) credit(m *content.Media, alt string) {
	if c.captioned || c.credited[m.ID] || m.Credit == "" && m.Licence == "" {
		return
	}
	c.credited[m.ID] = true
	var parts []string
	licence := locale.ReadLicence(m.Licence)
	for _, s := range []string{alt, m.Credit} {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			parts = append(parts, escape(s))
		}
	}
	if name := licence.Say(c.entry.Say); m.Licence != "" {
		name = escape(name)
		if href, ok := outside(licence.URL); ok {
			name = `<a rel="license" href="` + escape(href) + `">` + name + `</a>`
		}
		parts = append(parts, name)
	}
	c.rights = append(c.rights, strings.Join(parts, " · "))
}

// credits lists whose the pictures of the chapter are.
func (c *chapter) credits(x *strings.Builder) {
	if len(c.rights) == 0 {
		return
	}
	x.WriteString(`<section class="credits" aria-labelledby="credits"><h2 id="credits">` + escape(c.entry.Say("book.credits")) + "</h2>\n<ul>\n")
	for _, r := range c.rights {
		x.WriteString("<li>" + r + "</li>\n")
	}
	x.WriteString("</ul></section>\n")
}
