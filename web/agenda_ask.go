package web

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"vitrine/content"
)

// Bounds of an agenda's address.
const (
	maxValues = 10 // of one filter
	maxChosen = 20 // of all filters together
	maxPairs  = 200
	maxSlug   = 64 // runes of a tag's slug
)

// agendaParams are the parameters of the agenda in their canonical order; page
// comes last. Others, such as those that trackers add, mean nothing.
var agendaParams = []string{"view", "date", "when", "from", "to", "audience", "place", "tag", "price", "access", "channel", "page"}

// agendaFilters are those of agendaParams that may have several values.
var agendaFilters = []string{"audience", "place", "tag", "price", "access", "channel"}

// agendaWhens are the quick choices of a period; each has a word in the
// catalogue, agenda.when.{name}.
var agendaWhens = []string{"today", "weekend", "week", "30days"}

// prices are the values of the facet price.
var prices = []string{"free", "paid"}

var (
	placeForm   = regexp.MustCompile(`^[a-z0-9-]{1,64}$`)
	channelForm = regexp.MustCompile(`^[a-z0-9_]{1,30}$`)
)

// asked is what an address asks of the agenda, in canonical form: what means
// the same is equal. Days are midnights in UTC, without a zone.
type asked struct {
	view     string // "" for the list, week, month
	date     time.Time
	when     string
	from, to time.Time // inclusive
	values   map[string][]string
	page     string
	unknown  bool // something was asked that does not exist
}

// askAgenda reads the parameters of an agenda. What does not exist is left out
// and noted. A period's date is brought to its first day; a first day that was
// typed while a week or a month is shown leads to the week or month that has it.
func askAgenda(args url.Values) asked {
	a := asked{values: map[string][]string{}, page: first(args, "page")}
	if len(a.page) == maxParam { // it was cut: no cursor is so long
		a.page, a.unknown = "", true
	}
	switch view := first(args, "view"); view {
	case "", "list":
	case "week", "month":
		a.view = view
	default:
		a.unknown = true
	}
	a.date, a.from, a.to = a.day(first(args, "date")), a.day(first(args, "from")), a.day(first(args, "to"))
	if a.when = first(args, "when"); a.when != "" && !slices.Contains(agendaWhens, a.when) {
		a.when, a.unknown = "", true
	}
	switch {
	case a.view != "":
		if !a.from.IsZero() {
			a.date = a.from
		}
		a.from, a.to, a.when, a.page = time.Time{}, time.Time{}, "", ""
		a.date = beginning(a.view, a.date)
	case a.from.IsZero():
		a.from = a.date
		fallthrough
	default:
		a.date = time.Time{}
	}
	if !a.to.IsZero() && a.to.Before(a.from) {
		a.from, a.to = a.to, a.from
	}
	chosen := 0
	for _, name := range agendaFilters {
		var list []string
		for _, s := range args[name] {
			s = strings.TrimSpace(s)
			switch {
			case s == "":
			case !wellFormed(name, s):
				a.unknown = true
			default:
				list = append(list, s)
			}
		}
		slices.Sort(list)
		list = slices.Compact(list)
		if most := min(maxValues, maxChosen-chosen); len(list) > most {
			list, a.unknown = list[:most], true
		}
		if chosen += len(list); len(list) > 0 {
			a.values[name] = list
		}
	}
	return a
}

// day reads a day, or a month as its first day; the years from 1900 to 2200.
func (a *asked) day(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t, err = time.Parse("2006-01", s)
	}
	if err != nil || !inCalendar(t) {
		a.unknown = true
		return time.Time{}
	}
	return t
}

// inCalendar reports whether a day is one that the agenda shows.
func inCalendar(day time.Time) bool { return day.Year() >= 1900 && day.Year() <= 2200 }

// beginning is the first day of the week (ISO 8601: Monday) or month that has day.
func beginning(view string, day time.Time) time.Time {
	switch {
	case day.IsZero():
		return day
	case view == "month":
		return day.AddDate(0, 0, 1-day.Day())
	}
	return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
}

// wellFormed reports whether a value can be one of the filter; whether there is
// such a place, tag or channel is seen later.
func wellFormed(name, s string) bool {
	switch name {
	case "audience":
		return slices.Contains(content.Audiences, s)
	case "access":
		return slices.Contains(content.Accesses, s)
	case "price":
		return slices.Contains(prices, s)
	case "place":
		return placeForm.MatchString(s)
	case "channel":
		return channelForm.MatchString(s)
	}
	return utf8.ValidString(s) && utf8.RuneCountInString(s) <= maxSlug && !strings.ContainsFunc(s, unicode.IsControl)
}

// first is a parameter's first value that is not empty.
func first(args url.Values, name string) string {
	for _, s := range args[name] {
		if s = strings.TrimSpace(s); s != "" {
			return s[:min(len(s), maxParam)]
		}
	}
	return ""
}

// filtered reports whether any filter but the period is in force.
func (a asked) filtered() bool { return len(a.values) > 0 }

// only keeps what narrows, without view, period and page.
func (a asked) only() asked { return asked{values: a.values} }

// clone is a copy that can be changed, at its first page.
func (a asked) clone() asked {
	a.values, a.page, a.unknown = maps.Clone(a.values), "", false
	if a.values == nil {
		a.values = map[string][]string{}
	}
	return a
}

// has reports whether a value is chosen.
func (a asked) has(name, value string) bool { return slices.Contains(a.values[name], value) }

// toggled has the value added, or taken away when it is chosen.
func (a asked) toggled(name, value string) asked {
	out := a.clone()
	list := slices.Clone(a.values[name])
	if i := slices.Index(list, value); i >= 0 {
		list = slices.Delete(list, i, i+1)
	} else {
		list = append(list, value)
		slices.Sort(list)
	}
	if len(list) == 0 {
		delete(out.values, name)
	} else {
		out.values[name] = list
	}
	return out
}

// without drops values that turned out not to exist.
func (a *asked) without(name string, gone []string) {
	if len(gone) == 0 {
		return
	}
	a.unknown = true
	left := slices.DeleteFunc(slices.Clone(a.values[name]), func(s string) bool { return slices.Contains(gone, s) })
	a.values = maps.Clone(a.values)
	if len(left) == 0 {
		delete(a.values, name)
	} else {
		a.values[name] = left
	}
}
