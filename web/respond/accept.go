package respond

import (
	"net/http"
	"strconv"
	"strings"
)

// maxAccept bounds the Accept header that is looked at, in bytes; browsers send
// about 130.
const maxAccept = 2048

// PrefersActivity reports whether a request for a page wants the ActivityPub
// object behind it (federation contract 1.3): it names application/activity+json
// or application/ld+json, with or without the profile, and does not rank HTML
// above it. Wildcards mean HTML, as does application/json.
func PrefersActivity(r *http.Request) bool {
	fields := r.Header["Accept"]
	if !mentionsActivity(fields) {
		return false // the usual case, without looking further
	}
	activity, html := 0.0, 0.0
	for _, field := range fields {
		if len(field) > maxAccept {
			return false
		}
		eachType(field, func(name string, q float64) {
			switch name {
			case "application/activity+json", "application/ld+json":
				activity = max(activity, q)
			case "text/html", "application/xhtml+xml":
				html = max(html, q)
			}
		})
	}
	return activity > 0 && activity >= html
}

// mentionsActivity looks for the two types without taking the fields apart.
func mentionsActivity(fields []string) bool {
	for _, f := range fields {
		for rest := f; ; {
			i := strings.IndexByte(rest, '+')
			if i < 0 {
				break
			}
			if before := rest[:i]; beginsFold(rest[i:], "+json") && (endsFold(before, "activity") || endsFold(before, "ld")) {
				return true
			}
			rest = rest[i+1:]
		}
	}
	return false
}

// beginsFold reports whether s begins with want, in any case.
func beginsFold(s, want string) bool {
	return len(s) >= len(want) && strings.EqualFold(s[:len(want)], want)
}

// endsFold reports whether s ends with want, in any case.
func endsFold(s, want string) bool {
	return len(s) >= len(want) && strings.EqualFold(s[len(s)-len(want):], want)
}

// eachType visits the media ranges of an Accept field with their weights. A
// comma or semicolon inside quotes, as in the profile parameter, separates nothing.
func eachType(field string, visit func(name string, q float64)) {
	for _, part := range splitUnquoted(field, ',') {
		params := splitUnquoted(part, ';')
		q := 1.0
		for _, p := range params[1:] {
			k, v, _ := strings.Cut(strings.TrimSpace(p), "=")
			if !strings.EqualFold(k, "q") {
				continue
			}
			f, err := strconv.ParseFloat(v, 64)
			if err != nil || !(f >= 0 && f <= 1) { // NaN too
				f = 0
			}
			q = f
		}
		visit(strings.ToLower(strings.TrimSpace(params[0])), q)
	}
}

func splitUnquoted(s string, sep byte) []string {
	var out []string
	quoted, start := false, 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quoted:
			i++
		case s[i] == '"':
			quoted = !quoted
		case s[i] == sep && !quoted:
			out = append(out, s[start:i])
			start = i + 1
		}
	}
	return append(out, s[start:])
}

// AcceptsGzip reports whether the visitor takes a gzip encoding.
func AcceptsGzip(r *http.Request) bool {
	for _, field := range r.Header["Accept-Encoding"] {
		for field != "" {
			var one string
			one, field, _ = strings.Cut(field, ",")
			name, params, weighted := strings.Cut(one, ";")
			name = strings.TrimSpace(name)
			if !strings.EqualFold(name, "gzip") && name != "*" {
				continue
			}
			return !weighted || !zeroWeight(params)
		}
	}
	return false
}

func zeroWeight(params string) bool {
	_, v, ok := strings.Cut(params, "=")
	f, err := strconv.ParseFloat(strings.TrimSpace(v), 64)
	return ok && err == nil && f == 0
}
