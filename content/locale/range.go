package locale

import "time"

// smallHours is when a night out ends at the latest: an event that stops before
// belongs to the day on which it began.
const smallHours = 6

// Range is an event's line for people, in the zone of start:
//
//	za 17 oktober 2026, 15:00–16:00
//	vr 16 oktober 2026, 22:00–02:00           the night still belongs to Friday
//	za 17 oktober 2026, 10:00 – zo 18 oktober 2026, 17:00
//	za 17 – ma 19 oktober 2026                whole days
//
// A zero end, or one not after start, is an event whose end is not announced.
// For whole days the end is exclusive as in iCalendar (RFC 5545, 3.6.1): an end
// at 00:00 is the day after the last; any later time of day still counts its day.
func Range(lang string, start, end time.Time, allDay bool) string {
	s := styleOf(lang)
	if !end.IsZero() {
		end = end.In(start.Location())
	}
	var buf [128]byte
	b := buf[:0]
	if allDay {
		return string(s.appendDays(b, start, end))
	}
	b = s.appendShortDay(b, start, true, true)
	b = appendTime(append(b, ", "...), start)
	switch {
	case end.IsZero() || !end.After(start):
	case sameEvening(start, end):
		b = appendTime(append(b, "–"...), end)
	default:
		b = append(append(b, s.oClock...), " – "...)
		b = s.appendShortDay(b, end, true, true)
		b = appendTime(append(b, ", "...), end)
	}
	return string(append(b, s.oClock...))
}

// RangeTime is the clock part of Range alone, for lists under a day's heading:
// "15:00–16:00". An end on another day is left out.
func RangeTime(lang string, start, end time.Time) string {
	var buf [32]byte
	b := appendTime(buf[:0], start)
	if end = end.In(start.Location()); end.After(start) && sameEvening(start, end) {
		b = appendTime(append(b, "–"...), end)
	}
	return string(append(b, styleOf(lang).oClock...))
}

// appendDays writes whole days and leaves out what both ends share.
func (s *style) appendDays(b []byte, start, end time.Time) []byte {
	last := end.Add(-time.Second) // also where the clocks go forward at midnight
	if end.IsZero() || !dayAfter(last, start) {
		return s.appendShortDay(b, start, true, true)
	}
	sameYear := start.Year() == last.Year()
	sameMonth := sameYear && start.Month() == last.Month()
	b = s.appendShortDay(b, start, !sameMonth, !sameYear)
	return s.appendShortDay(append(b, " – "...), last, true, true)
}

// sameEvening says whether one clock range says it all.
func sameEvening(start, end time.Time) bool {
	if sameDay(start, end) {
		return true
	}
	h, m, sec := end.Clock()
	early := h < smallHours || h == smallHours && m == 0 && sec == 0
	return early && sameDay(start.AddDate(0, 0, 1), end) && end.Sub(start) < 18*time.Hour
}

func sameDay(a, b time.Time) bool {
	ay, am, ad := a.Date()
	by, bm, bd := b.Date()
	return ay == by && am == bm && ad == bd
}

// dayAfter reports whether a's calendar day comes after b's.
func dayAfter(a, b time.Time) bool { return a.After(b) && !sameDay(a, b) }
