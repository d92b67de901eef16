package wordpress

import (
	"html"
	"regexp"
	"strings"

	"vitrine/content"
	"vitrine/plugins"
)

var (
	captionCode = regexp.MustCompile(`(?s)\[(?:wp_)?caption\b([^\]]*)\](.*?)\[/(?:wp_)?caption\]`)
	pictureCode = regexp.MustCompile(`(?s)^\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)$`)
	embedCode   = regexp.MustCompile(`(?s)\[embed\b[^\]]*\]\s*(https?://[^\s\[\]<>"]+)\s*\[/embed\]`)
	playerCode  = regexp.MustCompile(`\[(youtube|vimeo|dailymotion|soundcloud|ted|instagram|twitter|tweet)[ =]\s*"?(https?://[^\s\]"<>]+)[^\]]*\]`)
	fileCode    = regexp.MustCompile(`(?s)\[(audio|video)\b([^\]]*)\](?:[^\[]*\[/(?:audio|video)\])?`)
	galleryCode = regexp.MustCompile(`\[gallery\b([^\]]*)\]`)
	otherCode   = regexp.MustCompile(`\[(/?)([a-zA-Z][a-zA-Z0-9_-]*)((?:\s+[^\[\]<>]*)?)\]`)
	attribute   = regexp.MustCompile(`([a-z0-9_-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))`)
	linkedImage = regexp.MustCompile(`(?is)<a\b[^>]*\bhref\s*=\s*["'][^"']+\.(?:jpe?g|png|gif|webp)(?:\?[^"']*)?["'][^>]*>\s*(<img\b[^>]*>)\s*</a>`)
	numbered    = regexp.MustCompile(`(?i)<img\b[^>]*\bwp-image-([0-9]+)\b[^>]*>`)
	srcForm     = regexp.MustCompile(`(?i)\s(?:src|srcset|data-[a-z-]+)\s*=\s*("[^"]*"|'[^']*')`)
	altForm     = regexp.MustCompile(`(?i)\salt\s*=\s*("[^"]*"|'[^']*')`)
	bareURL     = regexp.MustCompile(`(?m)^[ \t]*(?:<p>)?(https?://[^\s<>"]+)(?:</p>)?[ \t]*$`)
	galleryOpen = regexp.MustCompile(`(?i)<figure\b[^>]*\bwp-block-gallery\b[^>]*>`)
)

// body makes HTML of a post's content.
type body struct {
	*reading
	channel *channel
	post    *post
	figures int // of its galleries
}

func (b *body) html() string {
	s := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(b.post.content)
	blocks := strings.Contains(s, "<!-- wp:")
	s = captionCode.ReplaceAllStringFunc(s, caption)
	s = galleryCode.ReplaceAllStringFunc(s, b.gallery)
	s = embedCode.ReplaceAllString(s, "\n\n$1\n\n")
	s = playerCode.ReplaceAllString(s, "\n\n$2\n\n")
	s = fileCode.ReplaceAllStringFunc(s, file)
	s = b.others(s)
	s = linkedImage.ReplaceAllString(s, "$1")
	s = numbered.ReplaceAllStringFunc(s, b.image)
	s = bareURL.ReplaceAllStringFunc(s, link)
	if galleryOpen.MatchString(s) { // pictures in figures of their own, in a figure: the outer one says nothing
		s = galleryOpen.ReplaceAllString(s, "<div>")
	}
	if !blocks {
		s = plugins.Paragraphs(s)
	}
	return s
}

// attributesOf reads the attributes of a shortcode or tag.
func attributesOf(s string) map[string]string {
	m := map[string]string{}
	for _, a := range attribute.FindAllStringSubmatch(s, 50) {
		m[a[1]] = a[2] + a[3] + a[4]
	}
	return m
}

// caption makes a figure of [caption]<img> words[/caption].
func caption(code string) string {
	m := captionCode.FindStringSubmatch(code)
	words := attributesOf(m[1])["caption"]
	picture := m[2]
	if p := pictureCode.FindStringSubmatch(m[2]); p != nil {
		picture = p[1]
		if w := strings.TrimSpace(p[2]); w != "" {
			words = w
		}
	}
	if words != "" {
		words = "<figcaption>" + words + "</figcaption>"
	}
	return "<figure>" + picture + words + "</figure>"
}

// gallery makes figures of [gallery ids="1,2"], or of what was uploaded to the post.
func (b *body) gallery(code string) string {
	a := attributesOf(galleryCode.FindStringSubmatch(code)[1])
	ids := strings.FieldsFunc(a["ids"]+","+a["include"], func(c rune) bool { return c == ',' || c == ' ' })
	if len(ids) == 0 {
		ids = b.index.children[key(b.channel, b.post.id)]
	}
	var out strings.Builder
	for _, id := range ids {
		if b.figures++; b.figures > content.MaxMedia {
			break
		}
		at, ok := b.index.attachments[key(b.channel, id)]
		if !ok {
			b.host.Problem(plugins.Problem{Record: b.post.title, Link: b.post.link, About: "attachment " + id, What: "A picture of its gallery is in none of the files.",
				Remedy: "Export the attachments too and name that file as well."})
			continue
		}
		out.WriteString("<figure>" + img(at))
		if at.caption != "" {
			out.WriteString("<figcaption>" + html.EscapeString(html.UnescapeString(at.caption)) + "</figcaption>")
		}
		out.WriteString("</figure>\n")
	}
	return out.String()
}

func img(a attachment) string {
	return `<img src="` + html.EscapeString(a.url) + `" alt="` + html.EscapeString(a.words()) + `">`
}

// image puts the file itself in the place of one of its smaller versions, and
// the attachment's alternative text where the post has none.
func (b *body) image(tag string) string {
	a, ok := b.index.attachments[key(b.channel, numbered.FindStringSubmatch(tag)[1])]
	if !ok || a.url == "" {
		return tag
	}
	alt := ""
	if m := altForm.FindStringSubmatch(tag); m != nil {
		alt = html.UnescapeString(strings.Trim(m[1], `"'`))
	}
	if alt == "" {
		alt = a.words()
	}
	rest := altForm.ReplaceAllString(srcForm.ReplaceAllString(tag, ""), "")
	return rest[:4] + ` src="` + html.EscapeString(a.url) + `" alt="` + html.EscapeString(alt) + `"` + rest[4:]
}

// file makes a link of [audio mp3="…"] and [video mp4="…"].
func file(code string) string {
	a := attributesOf(fileCode.FindStringSubmatch(code)[2])
	for _, k := range []string{"src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv"} {
		if a[k] != "" {
			return "\n" + enclosure(html.UnescapeString(a[k])) + "\n"
		}
	}
	return ""
}

func link(line string) string {
	address := bareURL.FindStringSubmatch(line)[1]
	return `<p><a href="` + address + `">` + address + `</a></p>`
}

// others takes out the shortcodes of plugins that are not here, and keeps what
// they enclose. Brackets that people write, [sic], stay.
func (b *body) others(s string) string {
	closed := map[string]bool{}
	for _, m := range otherCode.FindAllStringSubmatch(s, -1) {
		if m[1] == "/" {
			closed[m[2]] = true
		}
	}
	n := 0
	s = otherCode.ReplaceAllStringFunc(s, func(code string) string {
		m := otherCode.FindStringSubmatch(code)
		if closed[m[2]] || strings.Contains(m[3], "=") {
			n++
			return ""
		}
		return code
	})
	if n > 0 {
		b.host.Count("shortcodes of plugins taken out of texts", n)
	}
	return s
}
