package plugins

import (
	"net/url"
	"strings"

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
	case "http", "https", "mailto", "tel":
		return u.String()
	}
	return ""
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
