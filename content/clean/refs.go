package clean

import (
	"strings"

	"golang.org/x/net/html"
)

// RefKind says what a body refers to, and how.
type RefKind uint8

const (
	Image  RefKind = iota // <img data-media="ID">
	Figure                // <figure data-media="ID">…</figure>
	Item                  // <a data-item="ID">…</a>
	File                  // <a data-media="ID">…</a>
)

// Ref is a reference in a cleaned body.
type Ref struct {
	Kind   RefKind
	ID     string // of the media or of the item
	Alt    string // Image: the alternative text of this use; plain text
	HasAlt bool   // an alt is given; an empty one then says "decorative"
	Href   string // Item: an address given beside the reference
	Class  string // of a Figure
	Lang   string
	Inner  string // HTML inside a Figure (its caption) or a link, already expanded
}

// Caption returns what is inside the <figcaption> of a figure.
func (r Ref) Caption() string {
	i := strings.Index(r.Inner, "<figcaption")
	if i < 0 {
		return ""
	}
	s := r.Inner[i:]
	if j := strings.IndexByte(s, '>'); j >= 0 {
		s = s[j+1:]
	}
	before, _, _ := strings.Cut(s, "</figcaption>")
	return before
}

// maxRefs bounds references inside each other; Staff nests far fewer.
const maxRefs = 64

// Expand replaces every reference in a cleaned body by what f returns for it:
// markup of an outlet's own, written as it is. If f returns false, a picture
// disappears with its caption, and a link leaves its text. Everything else is
// kept byte for byte.
func Expand(body string, f func(Ref) (string, bool)) string {
	type open struct {
		ref   Ref
		name  string
		depth int
		start int // where its inside begins in out
	}
	var out []byte
	var stack []open
	closeRef := func() {
		o := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		o.ref.Inner = string(out[o.start:])
		s, ok := f(o.ref)
		if !ok && (o.ref.Kind == Item || o.ref.Kind == File) {
			s = o.ref.Inner
		} else if !ok {
			s = ""
		}
		out = append(out[:o.start], s...)
	}
	z := html.NewTokenizer(strings.NewReader(body))
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			out = append(out, z.Raw()...)
			for len(stack) > 0 {
				closeRef()
			}
			return string(out)
		}
		raw := string(z.Raw())
		if tt == html.TextToken || tt == html.CommentToken || tt == html.DoctypeToken {
			out = append(out, raw...)
			continue
		}
		t := z.Token()
		if tt == html.EndTagToken {
			if n := len(stack); n > 0 && stack[n-1].name == t.Data {
				if stack[n-1].depth--; stack[n-1].depth == 0 {
					closeRef()
					continue
				}
			}
			out = append(out, raw...)
			continue
		}
		ref, ok := refOf(t)
		switch {
		case ok && ref.Kind == Image:
			if s, ok := f(ref); ok {
				out = append(out, s...)
			}
		case ok && len(stack) < maxRefs:
			stack = append(stack, open{ref, t.Data, 1, len(out)})
		default:
			if n := len(stack); n > 0 && stack[n-1].name == t.Data {
				stack[n-1].depth++
			}
			out = append(out, raw...)
		}
	}
}

func refOf(t html.Token) (Ref, bool) {
	r := &reader{attr: t.Attr}
	ref := Ref{}
	var ok bool
	switch t.Data {
	case "img":
		ref.Kind = Image
		ref.ID, ok = r.get("data-media")
		ref.Alt, ref.HasAlt = r.get("alt")
	case "figure":
		ref.Kind = Figure
		ref.ID, ok = r.get("data-media")
		ref.Class, _ = r.get("class")
	case "a":
		ref.Kind = Item
		if ref.ID, ok = r.get("data-item"); !ok {
			ref.Kind = File
			ref.ID, ok = r.get("data-media")
		}
		ref.Href, _ = r.get("href")
	}
	ref.Lang, _ = r.get("lang")
	return ref, ok && refID.MatchString(ref.ID)
}

// Refs returns the ids of the media and items that a body refers to, each
// once, in the order of their first mention.
func Refs(body string) (media, items []string) {
	seen := map[string]bool{}
	z := html.NewTokenizer(strings.NewReader(body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return media, items
		case html.StartTagToken, html.SelfClosingTagToken:
			ref, ok := refOf(z.Token())
			switch {
			case !ok:
			case ref.Kind == Item && !seen["i"+ref.ID]:
				seen["i"+ref.ID] = true
				items = append(items, ref.ID)
			case ref.Kind != Item && !seen["m"+ref.ID]:
				seen["m"+ref.ID] = true
				media = append(media, ref.ID)
			}
		}
	}
}
