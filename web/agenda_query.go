package web

import (
	"net/url"
	"slices"
	"strings"
	"time"
)

// pair is a parameter with a value.
type pair struct{ name, value string }

// pairs are the parameters in canonical order.
func (a asked) pairs() []pair {
	var out []pair
	for _, name := range agendaParams {
		var list []string
		switch name {
		case "view":
			list = []string{a.view}
		case "date":
			list = []string{a.dateText()}
		case "when":
			list = []string{a.when}
		case "from":
			list = []string{dayText(a.from)}
		case "to":
			list = []string{dayText(a.to)}
		case "page":
			list = []string{a.page}
		default:
			list = a.values[name]
		}
		for _, s := range list {
			if s != "" {
				out = append(out, pair{name, s})
			}
		}
	}
	return out
}

// dateText is the date as the address has it.
func (a asked) dateText() string {
	if a.view == "month" && !a.date.IsZero() {
		return a.date.Format("2006-01")
	}
	return dayText(a.date)
}

func dayText(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}

// query is the canonical query, "" when nothing is asked.
func (a asked) query() string { return joinPairs(a.pairs()) }

func joinPairs(list []pair) string {
	var b strings.Builder
	for i, p := range list {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(p.name + "=" + url.QueryEscape(p.value))
	}
	return b.String()
}

// path is base with the query.
func (a asked) path(base string) string {
	if q := a.query(); q != "" {
		return base + "?" + q
	}
	return base
}

// canonical reports whether a query asks this in the canonical way: order and
// number of the parameters known here, whatever their encoding.
func (a asked) canonical(raw string) bool {
	return slices.Equal(pairsOf(raw, agendaParams), a.pairs())
}

// pairsOf reads the parameters of these names in the order of the query.
func pairsOf(raw string, names []string) []pair {
	var out []pair
	for part := range strings.SplitSeq(raw, "&") {
		name, value, _ := strings.Cut(part, "=")
		n, err := url.QueryUnescape(name)
		if err != nil || !slices.Contains(names, n) {
			continue
		}
		s, err := url.QueryUnescape(value)
		if err != nil {
			continue // net/url leaves it out too
		}
		if out = append(out, pair{n, s}); len(out) > maxPairs {
			break
		}
	}
	return out
}
