package clean

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// addressAttrs are the attributes that hold an address in what outlets write.
var addressAttrs = map[string]bool{"href": true, "src": true, "poster": true, "cite": true}

// Absolute makes the relative addresses in body absolute, for readers that see
// it away from its page: feeds, mail, ActivityPub. base is the page's address
// or the site's origin. What is absolute already, or cannot be read, stays.
func Absolute(body, base string) string {
	b, err := url.Parse(base)
	if err != nil || b.Host == "" {
		return body
	}
	return rewrite(body, func(t *html.Token) bool {
		changed := false
		for i := range t.Attr {
			a := &t.Attr[i]
			switch {
			case addressAttrs[a.Key]:
				if v, ok := resolve(b, a.Val); ok {
					a.Val, changed = v, true
				}
			case a.Key == "srcset":
				parts := strings.Split(a.Val, ",")
				for j, p := range parts {
					f := strings.Fields(p)
					if len(f) == 0 {
						continue
					}
					if v, ok := resolve(b, f[0]); ok {
						f[0], changed = v, true
					}
					parts[j] = strings.Join(f, " ")
				}
				if changed {
					a.Val = strings.Join(parts, ", ")
				}
			}
		}
		return changed
	})
}

func resolve(base *url.URL, s string) (string, bool) {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.IsAbs() {
		return "", false
	}
	return base.ResolveReference(u).String(), true
}

// Source is a picture as a page of another system names it.
type Source struct {
	Src string // as written
	Alt string // plain text
}

// Images returns the pictures that src (not cleaned yet) names by address, each
// address once: an importer fetches them and then calls MapImages.
func Images(src string) []Source {
	var out []Source
	seen := map[string]bool{}
	rewrite(src, func(t *html.Token) bool {
		r := &reader{attr: t.Attr}
		if s := source(r); t.Data == "img" && s != "" && !seen[s] {
			seen[s] = true
			alt, _ := r.get("alt")
			out = append(out, Source{s, Plain(alt)})
		}
		return false
	})
	return out
}

// MapImages makes references of the pictures for which media returns the id of
// a medium. The others stay as they are, and Staff will remove them.
func MapImages(src string, media func(Source) (id string, ok bool)) string {
	return rewrite(src, func(t *html.Token) bool {
		r := &reader{attr: t.Attr}
		s := source(r)
		if t.Data != "img" || s == "" {
			return false
		}
		alt, hasAlt := r.get("alt")
		id, ok := media(Source{s, Plain(alt)})
		if !ok || !refID.MatchString(id) {
			return false
		}
		t.Attr = []html.Attribute{{Key: "data-media", Val: id}}
		if hasAlt {
			t.Attr = append(t.Attr, html.Attribute{Key: "alt", Val: alt})
		}
		return true
	})
}

// source is the address of an img that does not refer yet. Scripts that load
// pictures late leave the true address in data-src.
func source(r *reader) string {
	if _, ok := r.get("data-media"); ok {
		return ""
	}
	s, _ := r.get("src")
	if late, ok := r.get("data-src"); ok && (s == "" || strings.HasPrefix(s, "data:")) {
		s = late
	}
	if s = strings.TrimSpace(s); len(s) > maxURL || strings.HasPrefix(s, "data:") || strings.HasPrefix(s, "media:") {
		return ""
	}
	return s
}

// rewrite copies src, with the tags that change as change left them.
func rewrite(src string, change func(*html.Token) bool) string {
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			out.Write(z.Raw())
			return out.String()
		}
		raw := string(z.Raw())
		if tt == html.StartTagToken || tt == html.SelfClosingTagToken {
			if t := z.Token(); change(&t) {
				raw = t.String()
			}
		}
		out.WriteString(raw)
	}
}
