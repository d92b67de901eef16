package plugins

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"

	"vitrine/content"
)

// resolve makes a link absolute; "" when it leads nowhere that can be published.
func resolve(base *url.URL, s string) string {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 4096 {
		return ""
	}
	u, err := url.Parse(strings.ReplaceAll(s, " ", "%20"))
	if err != nil {
		return ""
	}
	if !u.IsAbs() {
		if base == nil || base.Host == "" {
			return ""
		}
		u = base.ResolveReference(u)
	}
	switch u.Scheme {
	case "http", "https":
		if !asciiHost(u) {
			return ""
		}
		return u.String()
	case "mailto", "tel":
		return u.String()
	}
	return ""
}

// asciiHost writes an international host as DNS has it (RFC 3987, section 3.1).
func asciiHost(u *url.URL) bool {
	h := u.Hostname()
	if strings.IndexFunc(h, func(c rune) bool { return c > 0x7e }) < 0 {
		return true
	}
	a, err := idna.Lookup.ToASCII(h)
	if err != nil {
		return false
	}
	if p := u.Port(); p != "" {
		a += ":" + p
	}
	u.Host = a
	return true
}

// address makes the address of a file absolute; "" when it cannot be fetched.
func address(base *url.URL, s string) string {
	s = resolve(base, s)
	if before, _, ok := strings.Cut(s, "#"); ok {
		s = before
	}
	if !content.ValidURL(s) {
		return ""
	}
	return s
}
