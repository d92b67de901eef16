package locale

import (
	"strconv"
	"time"
)

// Days is the span of two days, both inclusive, with what they share said once
// (CLDR's interval formats):
//
//	16–22 november 2026
//	30 november – 6 december 2026
//	28 december 2026 – 3 januari 2027
//
// The same day twice is Date.
func Days(lang string, first, last time.Time) string {
	s := styleOf(lang)
	var buf [96]byte
	b := buf[:0]
	switch {
	case sameDay(first, last):
		return Date(lang, first)
	case first.Year() != last.Year():
		b = append(s.appendDate(b, first, "", true, true), " – "...)
	case first.Month() != last.Month():
		b = append(s.appendDate(b, first, "", true, false), " – "...)
	default:
		b = strconv.AppendInt(b, int64(first.Day()), 10)
		b = append(append(b, s.dayDot...), s.daySpan...)
	}
	return string(s.appendDate(b, last, "", true, true))
}

// MonthShort is the month's short form on its own: "okt", "oct.", "Okt", "Oct".
func MonthShort(lang string, m time.Month) string {
	if m < time.January || m > time.December {
		return ""
	}
	return styleOf(lang).shortMonths[m-1]
}

// LastDay is a moment on the last day that an event belongs to, in the zone of
// start: a night out that ends at two still belongs to its evening, and the end
// of whole days, the midnight after, to the day before (see Range).
func LastDay(start, end time.Time, allDay bool) time.Time {
	if end = end.In(start.Location()); !end.After(start) {
		return start
	}
	if allDay {
		if last := end.Add(-time.Second); dayAfter(last, start) {
			return last
		}
		return start
	}
	if sameEvening(start, end) {
		return start
	}
	return end.Add(-time.Nanosecond)
}
