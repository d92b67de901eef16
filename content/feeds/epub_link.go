package feeds

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/idna"

	"vitrine/content"
)

var langForm = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$`)

// langOf is a language tag that XML takes; "und" for what is none.
func langOf(l content.Lang) string {
	if !langForm.MatchString(string(l)) {
		return "und"
	}
	return string(l)
}

// escape writes text for XML.
func escape(s string) string { return content.Escape(valid(s)) }

// valid is a text without the characters that XML does not have.
func valid(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r >= ' ' && r < 0x7f, r >= 0xa0 && r < 0xfdd0, r > 0xfdef && r < 0xfffe && r != 0xfffd, r >= 0x10000 && r&0xfffe != 0xfffe:
			return r
		case r == '\r':
			return '\n'
		}
		return -1
	}, strings.ToValidUTF8(s, ""))
}

// link is where a link of the chapter leads: inside the book when the page is a
// chapter of it, else to the complete address. ok is false when it leads nowhere.
func (c *chapter) link(href string) (string, bool) {
	page, fragment, _ := strings.Cut(strings.TrimSpace(href), "#")
	if page == "" || page == c.entry.URL {
		if id := c.ids[unescaped(fragment)]; id != "" {
			return "#" + id, true
		}
		return "", false
	}
	if file, ok := c.p.chapters[page]; ok { // the other chapter's anchors are not known yet
		return file, true
	}
	return outside(href)
}

func unescaped(fragment string) string {
	if s, err := url.PathUnescape(fragment); err == nil {
		return s
	}
	return fragment
}

// outside is an address as RFC 3986 writes it, for readers that are strict; ok
// is false for what is no complete address.
func outside(href string) (string, bool) {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil {
		return "", false
	}
	switch u.Scheme {
	case "http", "https":
		host, err := idna.Lookup.ToASCII(u.Hostname())
		if err != nil || host == "" || strings.ContainsAny(host, ":[]%") {
			return "", false
		}
		if port := u.Port(); port != "" {
			host += ":" + port
		}
		u.Host, u.User = host, nil
	case "mailto", "tel":
		if u.Opaque == "" {
			return "", false
		}
	default:
		return "", false
	}
	return strict(u.String()), true
}

// strict escapes what no part of an address may hold.
func strict(s string) string {
	const hex = "0123456789ABCDEF"
	isHex := func(b byte) bool { return strings.IndexByte("0123456789abcdefABCDEF", b) >= 0 }
	var b strings.Builder
	fragment := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]),
			c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~:/?@!$&'()*+,;=", c) >= 0:
			b.WriteByte(c)
		case c == '#' && !fragment:
			fragment = true
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}
