package clean

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

var (
	langTag  = regexp.MustCompile(`^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8}){0,4}$`)
	refID    = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	langCode = regexp.MustCompile(`^language-[a-z0-9+#-]{1,24}$`)
	hClass   = regexp.MustCompile(`^(h|p|u|dt|e)-[a-z0-9-]{1,40}$`)
)

// staffClasses are the named styles that themes must know; colours, sizes and
// alignment are not free choices of an editor.
var staffClasses = map[string]bool{"lead": true, "note": true, "pull": true, "wide": true}

const (
	footnoteClass = "footnote"
	pullClass     = "pull"
)

var remoteClasses = map[string]bool{"mention": true, "hashtag": true, "ellipsis": true, "invisible": true, "quote-inline": true}

// remoteRel is what every link from elsewhere carries.
const remoteRel = "nofollow noopener noreferrer ugc"

// reader gives access to the attributes of one tag.
type reader struct {
	attr  []html.Attribute
	found *findings
}

// get returns the first attribute of that name, as browsers do.
func (r *reader) get(key string) (string, bool) {
	for _, a := range r.attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val, true
		}
	}
	return "", false
}

func (r *reader) keep(dst []html.Attribute, key string, ok func(string) (string, bool)) []html.Attribute {
	if v, has := r.get(key); has {
		if v, good := ok(v); good {
			dst = append(dst, html.Attribute{Key: key, Val: v})
		}
	}
	return dst
}

func matching(re *regexp.Regexp) func(string) (string, bool) {
	return func(s string) (string, bool) { s = strings.TrimSpace(s); return s, re.MatchString(s) }
}

func oneOf(words ...string) func(string) (string, bool) {
	return func(s string) (string, bool) {
		s = strings.ToLower(strings.TrimSpace(s))
		for _, w := range words {
			if s == w {
				return s, true
			}
		}
		return "", false
	}
}

func number(s string) (string, bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 32)
	return strconv.FormatInt(n, 10), err == nil
}

func plainValue(s string) (string, bool) { s = Plain(s); return s, s != "" }

func classes(allowed func(string) bool) func(string) (string, bool) {
	return func(s string) (string, bool) {
		var out []string
		for c := range strings.FieldsSeq(cut(s, 1024)) {
			if allowed(c) && len(out) < 8 {
				out = append(out, c)
			}
		}
		return strings.Join(out, " "), len(out) > 0
	}
}

var (
	figureClass = classes(func(c string) bool { return staffClasses[c] || c == "gallery" })
	noteClass   = classes(func(c string) bool { return c == footnoteClass })
	staffClass  = classes(func(c string) bool { return staffClasses[c] || langCode.MatchString(c) })
	remoteNames = classes(func(c string) bool { return remoteClasses[c] || hClass.MatchString(c) })
)

func textAttrs(r *reader) []html.Attribute {
	out := r.keep(nil, "lang", matching(langTag))
	return r.keep(out, "dir", oneOf("ltr", "rtl", "auto"))
}

func classAttrs(r *reader) []html.Attribute {
	return append(r.keep(nil, "class", staffClass), textAttrs(r)...)
}

func titleAttrs(r *reader) []html.Attribute {
	return append(r.keep(nil, "title", plainValue), textAttrs(r)...)
}

func listAttrs(r *reader) []html.Attribute {
	out := r.keep(nil, "start", number)
	out = r.keep(out, "reversed", func(string) (string, bool) { return "", true })
	return append(out, textAttrs(r)...)
}

func entryAttrs(r *reader) []html.Attribute {
	return append(r.keep(nil, "value", number), textAttrs(r)...)
}

func cellAttrs(r *reader) []html.Attribute {
	for _, key := range []string{"colspan", "rowspan"} {
		if v, ok := r.get(key); ok && strings.TrimSpace(v) != "1" {
			r.found.add(MergedCells, "")
		}
	}
	return append(r.keep(nil, "scope", oneOf("row", "col", "rowgroup", "colgroup")), textAttrs(r)...)
}

// spanAttrs: a span of the class footnote is a note at the place that refers to it.
func spanAttrs(r *reader) []html.Attribute {
	return append(r.keep(nil, "class", noteClass), textAttrs(r)...)
}

// figureAttrs: a figure that refers is a picture, a player or a file with its
// caption; one of the class gallery holds several.
func figureAttrs(r *reader) []html.Attribute {
	out := r.keep(nil, "data-media", matching(refID))
	out = r.keep(out, "class", func(s string) (string, bool) { return figureClass(galleries.Replace(s)) })
	return append(out, textAttrs(r)...)
}

// galleries is what other systems call one.
var galleries = strings.NewReplacer("wp-block-gallery", "gallery", "blocks-gallery-grid", "gallery")

// imageAttrs returns nil for a picture that refers to nothing of ours.
// "media:ID" as source is the way to refer from Markdown.
func imageAttrs(r *reader) []html.Attribute {
	out := r.keep(nil, "data-media", matching(refID))
	src, _ := r.get("src")
	if id, ok := strings.CutPrefix(strings.TrimSpace(src), "media:"); len(out) == 0 && ok && refID.MatchString(id) {
		out = append(out, html.Attribute{Key: "data-media", Val: id})
	}
	if len(out) == 0 {
		if src == "" {
			src = source(r)
		}
		r.found.add(ForeignImage, src)
		return nil
	}
	// An empty alt is a statement (decorative) and stays; a missing one means
	// that the text of the media library applies.
	out = r.keep(out, "alt", func(s string) (string, bool) { return Plain(s), true })
	return append(out, textAttrs(r)...)
}

// staffLink returns nil when the link leads nowhere.
func staffLink(r *reader) []html.Attribute {
	out := r.keep(nil, "data-item", matching(refID))
	if len(out) == 0 {
		out = r.keep(out, "data-media", matching(refID))
	}
	if href, ok := r.get("href"); ok {
		id, isItem := strings.CutPrefix(strings.TrimSpace(href), "item:")
		file, isFile := strings.CutPrefix(strings.TrimSpace(href), "media:")
		switch u, good := address(href, "http", "https", "mailto", "tel", ""); {
		case isItem && len(out) == 0 && refID.MatchString(id):
			out = append(out, html.Attribute{Key: "data-item", Val: id})
		case isFile && len(out) == 0 && refID.MatchString(file):
			out = append(out, html.Attribute{Key: "data-media", Val: file})
		case good:
			out = append([]html.Attribute{{Key: "href", Val: u}}, out...)
		default:
			r.found.add(UnsafeLink, href)
		}
	}
	if len(out) == 0 {
		return nil
	}
	out = r.keep(out, "hreflang", matching(langTag))
	return append(out, textAttrs(r)...)
}

func remoteText(r *reader) []html.Attribute {
	return append(r.keep(nil, "class", remoteNames), textAttrs(r)...)
}

func remoteClass(r *reader) []html.Attribute { return r.keep(nil, "class", remoteNames) }

func remoteLink(r *reader) []html.Attribute {
	href, _ := r.get("href")
	u, ok := address(href, "http", "https")
	if !ok {
		return nil
	}
	out := []html.Attribute{{Key: "href", Val: u}, {Key: "rel", Val: remoteRel}}
	return append(out, remoteText(r)...)
}

// address reads an address the way a browser would (white space and control
// characters vanish from it) and returns it normalised, if its scheme is one
// of schemes; "" stands for a relative address. User names are taken out: they
// serve to disguise a host.
func address(raw string, schemes ...string) (string, bool) {
	if len(raw) > maxURL || !utf8.ValidString(raw) {
		return "", false
	}
	raw = strings.Map(func(r rune) rune {
		if r < ' ' || hidden(r) {
			return -1
		}
		return r
	}, raw)
	// Browsers read a backslash in an address as a slash.
	raw = strings.NewReplacer(" ", "%20", `\`, "%5C").Replace(strings.TrimSpace(raw))
	u, err := url.Parse(raw)
	if err != nil {
		return "", false
	}
	if u.Scheme == "" && u.Host != "" {
		u.Scheme = "https"
	}
	u.User = nil
	switch u.Scheme {
	case "http", "https":
		if u.Host == "" || u.Opaque != "" {
			return "", false
		}
	case "mailto", "tel":
		if u.Opaque == "" {
			return "", false
		}
	}
	if !allowed(u.Scheme, schemes) {
		return "", false
	}
	s := u.String()
	again, err := url.Parse(s)
	if err != nil || s == "" || again.String() != s || again.Scheme != u.Scheme {
		return "", false
	}
	return s, true
}

func allowed(scheme string, schemes []string) bool {
	for _, s := range schemes {
		if s == scheme {
			return true
		}
	}
	return false
}
