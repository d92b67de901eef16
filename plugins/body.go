package plugins

import (
	"bytes"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// Alternative texts that say nothing: a file's name, a camera's number.
var mute = regexp.MustCompile(`(?i)^(\S.*\.(jpe?g|png|gif|webp|avif|svg|heic|bmp|tiff?)|(img|dscn?|image|photo|foto|screenshot|untitled|pasted)?[ _-]?[\d _-]*)$`)

// speaks reports whether an alternative text tells a reader anything.
func speaks(alt string) bool { return alt != "" && !mute.MatchString(alt) }

// normalise reads a foreign body: its links and pictures get absolute addresses,
// late-loading pictures their true one, prefixes of XHTML elements go, and so do
// pictures that only count readers. It returns the pictures that are left, each
// address once, with the best text that stands beside them.
func normalise(body string, base *url.URL) (string, []Picture) {
	n := &normaliser{base: base, at: map[string]int{}}
	out := rewrite(body, n.tag)
	return out, n.pics
}

type normaliser struct {
	base    *url.URL
	pics    []Picture
	at      map[string]int // address to index
	figure  []int          // pictures named so far when each open figure began
	caption bool           // inside a caption, whose text is collected
	words   strings.Builder
	linked  bool // the recording whose sources are being read has its link
}

// tag decides about one token: the second result replaces it when keep is false.
func (n *normaliser) tag(tt html.TokenType, t *html.Token) (keep bool, instead string) {
	if tt == html.TextToken {
		if n.caption && n.words.Len() < 4096 {
			n.words.WriteString(t.Data)
		}
		return true, ""
	}
	changed := unprefix(t)
	switch t.Data {
	case "a":
		if tt == html.StartTagToken {
			changed = n.link(t) || changed
		}
	case "img", "image":
		if tt != html.EndTagToken {
			return false, n.image(t)
		}
	case "iframe", "audio", "video", "source":
		return n.player(tt, t)
	case "figure":
		switch {
		case tt == html.StartTagToken && len(n.figure) < 32:
			n.figure = append(n.figure, len(n.pics))
		case tt == html.EndTagToken && len(n.figure) > 0:
			n.figure = n.figure[:len(n.figure)-1]
		}
	case "figcaption":
		if tt == html.StartTagToken {
			n.caption = true
			n.words.Reset()
		} else if n.caption {
			n.describe()
			n.caption = false
		}
	}
	if changed {
		return false, t.String()
	}
	return true, ""
}

// describe gives a figure's caption to its pictures that have none.
func (n *normaliser) describe() {
	if len(n.figure) == 0 {
		return
	}
	words := oneLine(n.words.String())
	for i := n.figure[len(n.figure)-1]; i < len(n.pics) && words != ""; i++ {
		if n.pics[i].Caption == "" {
			n.pics[i].Caption = words
		}
	}
	n.figure[len(n.figure)-1] = len(n.pics) // each is described once
}

func (n *normaliser) link(t *html.Token) bool {
	for i, a := range t.Attr {
		if a.Key != "href" {
			continue
		}
		to := ""
		if v := strings.TrimSpace(a.Val); !strings.HasPrefix(v, "#") { // places inside a body are not kept
			to = resolve(n.base, v)
		}
		if to == "" {
			t.Attr = append(t.Attr[:i:i], t.Attr[i+1:]...)
			return true
		}
		t.Attr[i].Val = to
		return to != a.Val
	}
	return false
}

// image writes a picture with its true address and alternative text, or what
// stands for it.
func (n *normaliser) image(t *html.Token) string {
	get := attributes(t)
	if class := get["class"]; strings.Contains(class, "emoji") || strings.Contains(class, "wp-smiley") {
		return html.EscapeString(get["alt"])
	}
	if pixel(get) {
		return ""
	}
	src := address(n.base, sourceOf(get))
	if src == "" {
		return ""
	}
	alt := oneLine(get["alt"])
	i, ok := n.at[src]
	if !ok {
		i = len(n.pics)
		n.at[src] = i
		n.pics = append(n.pics, Picture{URL: src})
	}
	p := &n.pics[i]
	if !speaks(p.Alt) {
		p.Alt = alt
	}
	if title := oneLine(get["title"]); !speaks(p.Alt) && speaks(title) {
		p.Alt = title
	}
	s := `<img src="` + html.EscapeString(src) + `"`
	if speaks(alt) { // an empty one means that nobody wrote one: few systems know "decorative"
		s += ` alt="` + html.EscapeString(alt) + `"`
	}
	return s + ">"
}

// player makes a link of what would be played inside the page: frames and players
// of other houses are not taken over.
func (n *normaliser) player(tt html.TokenType, t *html.Token) (keep bool, instead string) {
	if tt == html.EndTagToken {
		return t.Data == "iframe", ""
	}
	get := attributes(t)
	src := strings.TrimSpace(get["src"])
	switch {
	case t.Data == "iframe" && src == "":
		src = get["data-src"]
	case t.Data == "source" && n.linked: // the same recording in another format
		return false, ""
	}
	n.linked = false
	if src = address(n.base, src); src != "" && !pixel(get) {
		_, words, _ := strings.Cut(src, "://")
		instead = `<p><a href="` + html.EscapeString(src) + `">` + html.EscapeString(words) + `</a></p>`
		n.linked = t.Data != "iframe"
	}
	if t.Data == "iframe" { // what is in it, and its end, are for the cleaner to drop
		instead += "<iframe>"
	}
	return false, instead
}

// sourceOf is the address of the picture itself: scripts that load pictures late
// leave it in one of several attributes.
func sourceOf(get map[string]string) string {
	src := strings.TrimSpace(get["src"])
	if src == "" || strings.HasPrefix(src, "data:") || get["data-lazy-src"] != "" || get["data-orig-file"] != "" {
		for _, k := range []string{"data-orig-file", "data-src", "data-lazy-src", "data-original", "data-image"} {
			if v := strings.TrimSpace(get[k]); v != "" {
				return v
			}
		}
		for _, part := range strings.Split(get["srcset"], ", ") { // the last is the largest, as it is written everywhere
			if f := strings.Fields(part); len(f) > 0 {
				src = f[0]
			}
		}
	}
	return src
}

// pixel reports whether a picture is too small to be seen: it counts readers.
func pixel(get map[string]string) bool {
	w, werr := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(get["width"]), "px"))
	h, herr := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(get["height"]), "px"))
	style := strings.ReplaceAll(strings.ToLower(get["style"]), " ", "")
	return werr == nil && w <= 1 || herr == nil && h <= 1 || strings.Contains(style, "display:none")
}

func attributes(t *html.Token) map[string]string {
	m := make(map[string]string, len(t.Attr))
	for _, a := range t.Attr {
		if _, ok := m[a.Key]; !ok {
			m[a.Key] = a.Val
		}
	}
	return m
}

// unprefix takes the namespace prefix off XHTML elements.
func unprefix(t *html.Token) bool {
	switch prefix, name, ok := strings.Cut(t.Data, ":"); {
	case ok && name != "" && (prefix == "xhtml" || prefix == "html" || prefix == "h" || prefix == "x" || prefix == "xh"):
		t.Data, t.DataAtom = name, 0
		return true
	}
	return false
}

// refer replaces the pictures of a normalised body by references to media. One
// without a medium disappears, with the figure that was made for it. The lead
// image does not open the body a second time.
func refer(body, lead string, media map[string]string) string {
	type open struct {
		at         int // where its tag begins in out
		has, lacks bool
	}
	var out bytes.Buffer
	var figures []open
	words := false
	rewriteInto(&out, body, func(tt html.TokenType, t *html.Token) (bool, string) {
		switch {
		case tt == html.TextToken:
			words = words || strings.TrimSpace(t.Data) != ""
		case t.Data == "figure" && tt == html.StartTagToken && len(figures) < 32:
			figures = append(figures, open{at: out.Len()})
		case t.Data == "figure" && tt == html.EndTagToken && len(figures) > 0:
			f := figures[len(figures)-1]
			figures = figures[:len(figures)-1]
			if f.lacks && !f.has {
				out.Truncate(f.at)
				return false, ""
			}
			if n := len(figures); n > 0 {
				figures[n-1].has = figures[n-1].has || f.has
			}
		case t.Data == "img":
			get := attributes(t)
			id := media[get["src"]]
			opening := get["src"] == lead && !words
			if n := len(figures); n > 0 {
				figures[n-1].has = figures[n-1].has || id != "" && !opening
				figures[n-1].lacks = figures[n-1].lacks || id == "" || opening
			}
			if id == "" || opening {
				return false, ""
			}
			s := `<img data-media="` + html.EscapeString(id) + `"`
			if alt := get["alt"]; alt != "" {
				s += ` alt="` + html.EscapeString(alt) + `"`
			}
			return false, s + ">"
		}
		return true, ""
	})
	return out.String()
}

func rewrite(src string, f func(html.TokenType, *html.Token) (bool, string)) string {
	var out bytes.Buffer
	rewriteInto(&out, src, f)
	return out.String()
}

// rewriteInto copies src token by token; where f does not keep one, what it
// gives instead is written.
func rewriteInto(out *bytes.Buffer, src string, f func(html.TokenType, *html.Token) (keep bool, instead string)) {
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			out.Write(z.Raw())
			return
		}
		raw := string(z.Raw())
		if tt == html.CommentToken || tt == html.DoctypeToken {
			continue
		}
		t := z.Token()
		if keep, instead := f(tt, &t); keep {
			out.WriteString(raw)
		} else {
			out.WriteString(instead)
		}
	}
}
