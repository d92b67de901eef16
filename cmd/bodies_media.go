package cmd

import (
	"fmt"
	"path"
	"strings"

	"vitrine/content"
	"vitrine/content/clean"
	"vitrine/content/locale"
)

// pageSizes is how wide a picture is on a page.
const pageSizes = "(min-width: 48rem) 44rem, 100vw"

// figure is a picture, a film or a recording with caption, credit and licence.
func (x *expansion) figure(u *content.Use, r clean.Ref) string {
	m := u.Media
	var inner, after string
	switch {
	case m.Playable():
		inner, after = x.player(u)
	default:
		alt, _ := u.Alternative(x.text.Lang)
		inner = x.picture(m, alt)
	}
	if inner == "" {
		return ""
	}
	caption := r.Caption()
	if caption == "" {
		if c, in := u.Caption.In(x.text.Lang, x.site.DefaultLang()); c != "" {
			caption = content.Escape(c)
			if in.Base() != x.text.Lang.Base() {
				caption = `<span lang="` + content.Escape(string(in)) + `">` + caption + `</span>`
			}
		}
	}
	caption = join(" ", caption, x.rights(m))
	if caption != "" {
		caption = "<figcaption>" + caption + "</figcaption>"
	}
	class := ""
	if x.to == forPage {
		names := strings.Fields(r.Class)
		if m.Playable() {
			names = append(names, "player")
		}
		if len(names) > 0 {
			class = ` class="` + content.Escape(strings.Join(names, " ")) + `"`
		}
	}
	return "<figure" + class + ">" + inner + caption + "</figure>" + after
}

// rights is who made it and what may be done with it.
func (x *expansion) rights(m *content.Media) string {
	credit := ""
	if m.Credit != "" {
		credit = content.Escape(m.Credit)
		if x.to == forPage {
			credit = `<span class="credit">` + credit + `</span>`
		}
	}
	if m.Licence == "" {
		return credit
	}
	l := locale.ReadLicence(m.Licence)
	licence := content.Escape(l.Say(x.say))
	if l.URL != "" {
		licence = `<a rel="license" href="` + content.Escape(l.URL) + `">` + licence + `</a>`
	}
	if x.to == forPage {
		licence = `<span class="licence">` + licence + `</span>`
	}
	return join(" · ", credit, licence)
}

func join(by string, parts ...string) string {
	out := parts[:0:0]
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, by)
}

// picture is the markup of a stored image.
func (x *expansion) picture(m *content.Media, alt string) string {
	src, ok := m.Rendition("image/jpeg", 1024)
	if !ok {
		if src, ok = m.Rendition("image/png", 1024); !ok {
			return ""
		}
	}
	img := fmt.Sprintf(`<img src="%s" alt="%s" width="%d" height="%d"`, x.address(m, src.Name), content.Escape(alt), src.Width, src.Height)
	if x.to != forPage {
		return img + ">"
	}
	if set := x.srcset(m, src.Type); strings.Contains(set, ", ") {
		img += ` srcset="` + set + `" sizes="` + pageSizes + `"`
	}
	img += ` loading="lazy" decoding="async">`
	set := x.srcset(m, "image/webp")
	if set == "" {
		return img
	}
	return `<picture><source type="image/webp" srcset="` + set + `" sizes="` + pageSizes + `">` + img + `</picture>`
}

// srcset lists the stored widths of a format.
func (x *expansion) srcset(m *content.Media, mediaType string) string {
	var set []string
	for _, r := range m.Renditions {
		if r.Type == mediaType && r.Width > 0 {
			set = append(set, fmt.Sprintf("%s %dw", x.address(m, r.Name), r.Width))
		}
	}
	return strings.Join(set, ", ")
}

// file is a link to a stored file, with what it is and how large (A7).
func (x *expansion) file(u *content.Use, r clean.Ref) (string, bool) {
	m := u.Media
	stored, ok := m.File()
	if !ok {
		if stored, ok = m.Named("full.jpg"); !ok {
			return "", false
		}
	}
	name := r.Inner
	if strings.TrimSpace(name) == "" {
		name = content.Escape(m.Name)
	}
	what := strings.ToUpper(strings.TrimPrefix(path.Ext(stored.Name), ".")) + ", " + locale.Size(string(x.text.Lang), stored.Size)
	if x.to == forPage {
		what = ` <span class="file">(` + what + `)</span>`
	} else {
		what = " (" + what + ")"
	}
	return `<a href="` + x.address(m, stored.Name) + `" type="` + content.Escape(stored.Type) + `">` + name + what + `</a>`, true
}

// player is a film or a recording. On pages it plays, with captions, and what
// is said can be read below it; elsewhere it is a link.
func (x *expansion) player(u *content.Use) (inner, after string) {
	m := u.Media
	stored, ok := m.File()
	if !ok {
		return "", ""
	}
	name, _ := u.Alternative(x.text.Lang, x.site.DefaultLang())
	if name == "" {
		name = m.Name
	}
	link := `<a href="` + x.address(m, stored.Name) + `" type="` + content.Escape(m.Type) + `">` +
		content.Escape(x.say("player.download", "Name", name, "Type", strings.ToUpper(strings.TrimPrefix(path.Ext(stored.Name), ".")), "Size", locale.Size(string(x.text.Lang), stored.Size))) + `</a>`
	poster, hasPoster := m.Named(m.Recording.Poster)
	if x.to != forPage {
		out := "<p>" + link + "</p>"
		if hasPoster {
			out = fmt.Sprintf(`<img src="%s" alt="" width="%d" height="%d">`, x.address(m, poster.Name), poster.Width, poster.Height) + out
		}
		return out, ""
	}
	var b strings.Builder
	label := ` aria-label="` + content.Escape(name) + `"`
	if m.Film() {
		w, h := m.Width, m.Height
		if w < 1 || h < 1 {
			w, h = 1280, 720 // as most are, so that nothing jumps when it loads
		}
		fmt.Fprintf(&b, `<video controls preload="metadata" playsinline width="%d" height="%d"%s`, w, h, label)
		if hasPoster {
			b.WriteString(` poster="` + x.address(m, poster.Name) + `"`)
		}
		b.WriteString(">")
	} else {
		b.WriteString(`<audio controls preload="metadata"` + label + `>`)
	}
	fmt.Fprintf(&b, `<source src="%s" type="%s">`, x.address(m, stored.Name), content.Escape(m.Type))
	x.tracks(&b, m)
	b.WriteString(link)
	if m.Film() {
		b.WriteString("</video>")
	} else {
		b.WriteString("</audio>")
	}
	b.WriteString(`<p class="download">` + link + `</p>`)
	return b.String(), x.transcript(m)
}

// tracks are the captions and descriptions, those in the language of the text
// first and on.
func (x *expansion) tracks(b *strings.Builder, m *content.Media) {
	var first, others []string
	for _, t := range m.Recording.Tracks {
		if _, ok := m.Named(t.Name); !ok {
			continue
		}
		own := t.Lang.Base() == x.text.Lang.Base()
		s := fmt.Sprintf(`<track kind="%s" src="%s" srclang="%s" label="%s"`, content.Escape(t.Kind), x.address(m, t.Name), content.Escape(string(t.Lang)),
			content.Escape(x.b.say(string(t.Lang), "player."+t.Kind, "Language", locale.Name(string(t.Lang)))))
		if own && t.Kind == content.TrackCaptions && len(first) == 0 {
			first = append(first, s+" default>")
			continue
		}
		others = append(others, s+">")
	}
	b.WriteString(strings.Join(append(first, others...), ""))
}

// transcript is what is said and shown, to be read.
func (x *expansion) transcript(m *content.Media) string {
	text, in := m.Recording.Transcript.In(x.text.Lang, x.site.DefaultLang())
	if text == "" {
		return ""
	}
	lang := ""
	if in.Base() != x.text.Lang.Base() {
		lang = ` lang="` + content.Escape(string(in)) + `"`
	}
	return `<details class="transcript"><summary>` + content.Escape(x.say("player.transcript")) + `</summary><div` + lang + `>` + text + `</div></details>`
}
