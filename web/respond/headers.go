package respond

import (
	"net/http"
	"strings"
)

// CSP is the policy of every page (H1): nothing inline, nothing from elsewhere.
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// MediaCSP is the policy of uploaded files (H5): opened by itself, a file has
// no script, no origin and no network.
const MediaCSP = "default-src 'none'; sandbox"

// EmbedCSP is the policy of a page that the given origins may show in a frame
// (the named exception to H1): it sends nothing and runs nothing but our own
// theme's script. The origins must be valid (content.ValidOrigin).
func EmbedCSP(origins []string) string {
	return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self' " +
		strings.Join(origins, " ")
}

// Header values as the map wants them, made once: setting a header from one of
// these allocates nothing.
var (
	cspValue      = []string{CSP}
	referrerValue = []string{"same-origin"}
	nosniffValue  = []string{"nosniff"}
	openerValue   = []string{"same-origin"}
	resourceValue = []string{"same-origin"}
	permsValue    = []string{"camera=(), microphone=(), geolocation=(), browsing-topics=()"}
	hstsValue     = []string{"max-age=31536000"}
	hstsAllValue  = []string{"max-age=31536000; includeSubDomains"}
)

// Secure sets the headers of H1 and H4. A handler may replace them: media are
// for other sites too, so they answer Cross-Origin-Resource-Policy: cross-origin.
func Secure(h http.Header) {
	h["Content-Security-Policy"] = cspValue
	h["Referrer-Policy"] = referrerValue
	h["X-Content-Type-Options"] = nosniffValue
	h["Cross-Origin-Opener-Policy"] = openerValue
	h["Cross-Origin-Resource-Policy"] = resourceValue
	h["Permissions-Policy"] = permsValue
}

// HSTS sets Strict-Transport-Security (H3) when the site's origin is https:
// without the subdomains, which may be the town's, unless the site says so.
func HSTS(h http.Header, origin string, subdomains bool) {
	switch {
	case !strings.HasPrefix(origin, "https://"):
	case subdomains:
		h["Strict-Transport-Security"] = hstsAllValue
	default:
		h["Strict-Transport-Security"] = hstsValue
	}
}

// Media replaces the page's headers by those of uploaded files (H4, H5).
func Media(h http.Header) {
	h.Set("Content-Security-Policy", MediaCSP)
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
}
