package web

import (
	"strings"
	"time"

	"vitrine/content"
)

// securityShow is security.txt (RFC 9116, H6). It expires half a year after the
// present month began, so the server renews it by itself, well before the end.
func securityShow(v *visit) error {
	c := v.site.Contact
	if c.Email == "" && c.Phone == "" {
		return content.Failf(content.NotFound, "the site has no contact")
	}
	now := v.cfg.Now().UTC()
	expires := time.Date(now.Year(), now.Month()+7, 1, 0, 0, 0, 0, time.UTC)
	var b strings.Builder
	if c.Email != "" {
		b.WriteString("Contact: mailto:" + oneLine(c.Email) + "\n")
	}
	if c.Phone != "" {
		b.WriteString("Contact: tel:" + strings.ReplaceAll(oneLine(c.Phone), " ", "-") + "\n")
	}
	b.WriteString("Contact: " + v.site.HomeURL(v.site.DefaultLang()) + "about\n")
	b.WriteString("Expires: " + expires.Format(time.RFC3339) + "\n")
	b.WriteString("Preferred-Languages: " + preferred(v.site) + "\n")
	b.WriteString("Canonical: " + v.site.Origin + "/.well-known/security.txt\n")
	b.WriteString("Policy: " + v.site.HomeURL(v.site.DefaultLang()) + "about#security\n")
	return v.text("text/plain; charset=utf-8", "public, max-age=86400", b.String())
}

// preferred are the site's languages, and the others that H6 names behind them.
func preferred(s *content.Site) string {
	out := make([]string, 0, 4)
	for _, l := range s.Languages {
		out = append(out, string(l))
	}
	for _, l := range []content.Lang{"nl", "en", "fr", "de"} {
		if !s.Speaks(l) {
			out = append(out, string(l))
		}
	}
	return strings.Join(out, ", ")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
