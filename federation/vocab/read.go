package vocab

import (
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// Origin is scheme, host and port of an http(s) address in one comparable form;
// "" when it is none that may be an id: other schemes, credentials, no host,
// white space or control characters, more than 2,048 bytes.
func Origin(address string) string {
	if len(address) > maxAddress || !isAddress(address) {
		return ""
	}
	for i := range len(address) {
		if c := address[i]; c <= ' ' || c == 0x7f || c == '\\' || c == '"' || c == '<' || c == '>' {
			return ""
		}
	}
	u, err := url.Parse(address)
	if err != nil || u.User != nil || u.Opaque != "" {
		return ""
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	for i := range len(host) {
		if host[i] >= 0x80 {
			if host, err = idna.Lookup.ToASCII(host); err != nil {
				return ""
			}
			break
		}
	}
	if host == "" {
		return ""
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" && !(u.Scheme == "https" && port == "443") && !(u.Scheme == "http" && port == "80") {
		host += ":" + port
	}
	return u.Scheme + "://" + host
}

// Host is the host of an address in comparable form, with a port that is not
// the scheme's own; "" where Origin is.
func Host(address string) string {
	_, host, _ := strings.Cut(Origin(address), "://")
	return host
}

// SameOrigin reports whether both are addresses with the same scheme, host and port.
func SameOrigin(a, b string) bool {
	o := Origin(a)
	return o != "" && o == Origin(b)
}

// Public reports whether any of the lists addresses everybody, in any of the
// three ways of writing it.
func Public(lists ...[]string) bool {
	for _, l := range lists {
		for _, s := range l {
			if s == PublicID || s == "as:Public" || s == "Public" {
				return true
			}
		}
	}
	return false
}

// idOf is the id that a value stands for: itself when it is an address, the id
// of an embedded object, the href of a Link, the first of a list; else "".
func idOf(v any) string {
	switch v := v.(type) {
	case string:
		if Origin(v) != "" {
			return v
		}
	case map[string]any:
		if id, ok := v["id"].(string); ok {
			return idOf(id)
		}
		if href, ok := v["href"].(string); ok {
			return idOf(href)
		}
	case []any:
		for _, x := range v {
			if id := idOf(x); id != "" {
				return id
			}
		}
	}
	return ""
}

// idsOf lists the ids in a value, whether it is a list or not.
func idsOf(v any) []string {
	var ids []string
	for _, x := range many(v) {
		if id := idOf(x); id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// addressees lists to or cc: ids, and the short names of the public.
func addressees(v any) []string {
	var list []string
	for _, x := range many(v) {
		if s, ok := x.(string); ok && Public([]string{s}) {
			list = append(list, PublicID)
		} else if id := idOf(x); id != "" {
			list = append(list, id)
		}
	}
	return list
}

// many is a value as a list: nothing for null, itself for anything but a list.
func many(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

// objectOf is the embedded object that a value is, or the first in a list.
func objectOf(v any) map[string]any {
	for _, x := range many(v) {
		if m, ok := x.(map[string]any); ok {
			return m
		}
	}
	return nil
}

// text is a string member without NUL, which PostgreSQL cannot store; "" when
// it is anything else. Of a list it is the first string.
func text(m map[string]any, name string) string {
	for _, x := range many(m[name]) {
		if s, ok := x.(string); ok {
			return strings.ReplaceAll(s, "\x00", "")
		}
	}
	return ""
}

// short is a text member of at most max bytes, cut between characters: names
// and labels, of which no honest one is long.
func short(m map[string]any, name string, max int) string { return cut(text(m, name), max) }

func cut(s string, max int) string {
	if len(s) <= max {
		return s
	}
	for max > 0 && !utf8.RuneStart(s[max]) {
		max--
	}
	return s[:max]
}

// words is a text member, or the first entry of its language map; lang is the
// language that the map's first entry claims.
func words(m map[string]any, name string) (s, lang string) {
	s = text(m, name)
	if l, ok := m[name+"Map"].(langMap); ok && len(l) > 0 {
		if s == "" {
			s = strings.ReplaceAll(l[0].Text, "\x00", "")
		}
		lang = l[0].Lang
	}
	return s, lang
}

func truth(m map[string]any, name string) bool { b, _ := m[name].(bool); return b }

// number reads a number, also one that was written as a string.
func number(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case string:
		var d decoder
		d.b = []byte(v)
		n, err := d.number()
		if f, ok := n.(float64); err == nil && ok && d.i == len(d.b) {
			return f, true
		}
	}
	return 0, false
}

var timeForms = []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"}

// when reads a time as servers write it; one without an offset is in loc. The
// zero time stands for anything that no calendar of ours reaches.
func when(s string, loc *time.Location) time.Time {
	if len(s) > 64 {
		return time.Time{}
	}
	for _, f := range timeForms {
		if t, err := time.ParseInLocation(f, s, loc); err == nil && t.Year() > 1000 && t.Year() < 9999 {
			return t
		}
	}
	return time.Time{}
}

// pageOf is the address of the page of a post or profile: the first link to
// HTML, else the first address, if it is on the id's host; else the id.
func pageOf(v any, id string) string {
	best := ""
	for _, x := range many(v) {
		a := idOf(x)
		if a == "" || Host(a) != Host(id) {
			continue
		}
		if m, ok := x.(map[string]any); ok && strings.HasPrefix(text(m, "mediaType"), "text/html") {
			return a
		}
		if best == "" {
			best = a
		}
	}
	if best == "" {
		return id
	}
	return best
}
