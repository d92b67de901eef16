package rss

import (
	"strconv"
	"strings"
	"time"
)

var months = map[string]time.Month{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}

// zones are the named ones of RFC 822 and those of Western Europe, in hours. A
// military letter means nothing since RFC 2822 and is UTC.
var zones = map[string]int{"ut": 0, "utc": 0, "gmt": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
	"wet": 0, "west": 1, "bst": 1, "cet": 1, "met": 1, "cest": 2, "mest": 2, "eet": 2, "eest": 3}

// when reads a date: as RFC 822 and its relatives write it, with comments, odd
// spaces and all; else as ISO 8601, where a missing zone is the site's; else it
// is what the feed parser made of it. Zero when nobody can read it.
func when(s string, parsed *time.Time, zone *time.Location) time.Time {
	s = strings.TrimSpace(s)
	if len(s) > 200 {
		return time.Time{}
	}
	if t, ok := mailDate(s); ok {
		return t
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02", "2006-01", "2006"} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t.UTC()
		}
	}
	if parsed != nil && parsed.Year() > 1 {
		return parsed.UTC()
	}
	return time.Time{}
}

// mailDate reads "[Thu,] 9 Feb [20]06 23:59[:45] PDT".
func mailDate(s string) (time.Time, bool) {
	f := strings.FieldsFunc(uncomment(strings.ToLower(s)), func(c rune) bool { return c == ' ' || c == ',' || c == '\t' || c == '\n' || c == '\r' })
	if len(f) > 0 && f[0] != "" && f[0][0] > '9' { // the weekday
		f = f[1:]
	}
	if len(f) < 3 {
		return time.Time{}, false
	}
	day, err := strconv.Atoi(f[0])
	if err != nil || len(f[1]) < 3 {
		return time.Time{}, false
	}
	month := months[f[1][:3]]
	year, err := strconv.Atoi(f[2])
	if err != nil || month == 0 || day < 1 || day > 31 || year < 0 {
		return time.Time{}, false
	}
	switch {
	case len(f[2]) <= 2 && year < 50: // RFC 2822, section 4.3
		year += 2000
	case len(f[2]) <= 3:
		year += 1900
	}
	clock, offset := [3]int{}, 0
	if len(f) > 3 {
		parts := strings.Split(f[3], ":")
		if len(parts) < 2 || len(parts) > 3 {
			return time.Time{}, false
		}
		for i, p := range parts {
			if clock[i], err = strconv.Atoi(p); err != nil || clock[i] < 0 || clock[i] > 60 {
				return time.Time{}, false
			}
		}
	}
	if len(f) > 4 {
		offset = zoneOffset(f[4])
	}
	t := time.Date(year, month, day, clock[0], clock[1], clock[2], 0, time.FixedZone("", offset)).UTC()
	return t, t.Year() > 1
}

// zoneOffset is seconds east of UTC; an unknown zone is UTC.
func zoneOffset(z string) int {
	if h, ok := zones[z]; ok {
		return h * 3600
	}
	sign := 1
	switch {
	case strings.HasPrefix(z, "+"):
	case strings.HasPrefix(z, "-"):
		sign = -1
	default:
		return 0
	}
	n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimLeft(z, "+-"), ":", ""))
	if err != nil || n > 1500 {
		return 0
	}
	return sign * (n/100*3600 + n%100*60)
}

// uncomment removes RFC 822 comments: "(" … ")", nested, "\" quotes. What is
// beside a comment stays apart only where a space is: "Feb(ruary)" is Feb.
func uncomment(s string) string {
	var b strings.Builder
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && depth > 0:
			i++
		case c == '(':
			if depth == 0 && i > 0 && s[i-1] >= '0' && s[i-1] <= '9' || depth == 0 && b.Len() > 0 && strings.HasPrefix(s[i:], "()") {
				b.WriteByte(' ')
			}
			depth++
		case c == ')' && depth > 0:
			if depth--; depth == 0 {
				b.WriteByte(' ')
			}
		case depth == 0:
			b.WriteByte(c)
		}
	}
	return b.String()
}
