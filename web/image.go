package web

import (
	"cmp"
	"fmt"
	"math"
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

// picture is a media item with its sizes, nil when it has none that a page can
// show. Of a film it is the poster.
func (v *visit) picture(m *content.Media) *page.Image {
	if m == nil {
		return nil
	}
	for _, t := range []string{"image/jpeg", "image/png", "image/webp"} {
		r, ok := m.Rendition(t, srcWidth)
		if !ok {
			continue
		}
		licence := locale.ReadLicence(m.Licence)
		out := &page.Image{Src: m.Path(r.Name), Width: r.Width, Height: r.Height, Srcset: srcset(m, t), Credit: m.Credit,
			Licence: licence.Say(v.say), LicenceURL: licence.URL, Focus: focus(m.FocalX, m.FocalY), Blur: average(m.Blurhash)}
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

// focus is the focal point (-1…1, upwards) as classes in tenths from left and
// top, "" for the middle.
func focus(x, y float64) string {
	if x == 0 && y == 0 || math.IsNaN(x) || math.IsNaN(y) {
		return ""
	}
	tenths := func(at float64) int { return min(max(int(math.Round(at*10)), 0), 10) }
	return "fx" + strconv.Itoa(tenths((x+1)/2)) + " fy" + strconv.Itoa(tenths((1-y)/2))
}

const base83 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"

// average is the colour that a blurhash gives for the whole picture, "#rrggbb":
// characters 3 to 6 are its constant term. "" when there is none.
func average(blurhash string) string {
	if len(blurhash) < 6 {
		return ""
	}
	rgb := 0
	for _, c := range []byte(blurhash[2:6]) {
		i := strings.IndexByte(base83, c)
		if i < 0 {
			return ""
		}
		rgb = rgb*83 + i
	}
	if rgb > 0xffffff {
		return ""
	}
	return fmt.Sprintf("#%06x", rgb)
}

// file shows an attachment.
func (v *visit) file(u content.Use) (page.File, bool) {
	m := u.Media
	if m == nil || len(m.Renditions) == 0 {
		return page.File{}, false
	}
	r, ok := m.File()
	if !ok {
		r = m.Renditions[0]
	}
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
