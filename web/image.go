package web

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

// srcWidth is the width that a browser without srcset gets, socialWidth that
// of link previews, in pixels.
const (
	srcWidth    = 960
	socialWidth = 1200
)

// image shows a use of a picture in lang, nil when there is none.
func (v *visit) image(u *content.Use, lang content.Lang) *page.Image {
	if u == nil || u.Media == nil {
		return nil
	}
	out := v.picture(u.Media)
	if out == nil {
		return nil
	}
	alt, in := u.Alternative(lang, v.site.DefaultLang())
	out.Alt, out.AltLang = alt, v.foreign(in)
	caption, in := u.Caption.In(lang, v.site.DefaultLang())
	out.Caption, out.CapLang = caption, v.foreign(in)
	return out
}

// foreign is a language where it differs from that of the address.
func (v *visit) foreign(l content.Lang) content.Lang {
	if l.Base() == v.lang.Base() {
		return ""
	}
	return l
}

// picture is a media item with its sizes, nil when it has none that a page can show.
func (v *visit) picture(m *content.Media) *page.Image {
	if m == nil || !strings.HasPrefix(m.Type, "image/") {
		return nil
	}
	for _, t := range []string{"image/jpeg", "image/png", "image/webp"} {
		r, ok := m.Rendition(t, srcWidth)
		if !ok {
			continue
		}
		out := &page.Image{Src: m.Path(r.Name), Width: r.Width, Height: r.Height, Srcset: srcset(m, t), Credit: m.Credit, Licence: m.Licence}
		if t != "image/webp" {
			if s := srcset(m, "image/webp"); s != "" {
				out.Sources = []page.Source{{Type: "image/webp", Srcset: s}}
			}
		}
		return out
	}
	return nil
}

func srcset(m *content.Media, mediaType string) string {
	var of []content.Rendition
	for _, r := range m.Renditions {
		if r.Type == mediaType && r.Width > 0 {
			of = append(of, r)
		}
	}
	slices.SortFunc(of, func(a, b content.Rendition) int { return cmp.Compare(a.Width, b.Width) })
	parts := make([]string, len(of))
	for i, r := range of {
		parts[i] = m.Path(r.Name) + " " + strconv.Itoa(r.Width) + "w"
	}
	return strings.Join(parts, ", ")
}

// file shows an attachment.
func (v *visit) file(u content.Use) (page.File, bool) {
	m := u.Media
	if m == nil || len(m.Renditions) == 0 {
		return page.File{}, false
	}
	r := m.Renditions[0]
	name, _ := u.Caption.In(v.lang, v.site.DefaultLang())
	if name == "" {
		name = m.Name
	}
	return page.File{Href: m.Path(r.Name), Name: name, Type: strings.ToUpper(strings.TrimPrefix(path.Ext(r.Name), ".")),
		Size: locale.Size(string(v.lang), r.Size)}, true
}

// social puts a picture into the link preview, as JPEG where there is one.
func (v *visit) social(c *page.Common, m *content.Media, alt string) {
	if m == nil || c == nil {
		return
	}
	for _, t := range []string{"image/jpeg", "image/png", "image/webp"} {
		if r, ok := m.Rendition(t, socialWidth); ok {
			c.Social.Image, c.Social.ImageAlt = v.site.MediaURL(m, r.Name), alt
			c.Social.Width, c.Social.Height = r.Width, r.Height
			return
		}
	}
}
