package web

import (
	"time"

	"vitrine/content"
	"vitrine/content/locale"
)

// Days of the agenda are midnights in UTC that stand for a day of the calendar,
// so that counting days never meets a change of the clock. instant and civil
// lead between them and the site's time zone.

// civil is the day that t is on, in its own zone.
func civil(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// today is the day it is at the institution.
func (v *visit) today() time.Time { return civil(v.cfg.Now().In(location(v.site.TimeZone))) }

// instant is when a day begins at the institution, also where the clock skips midnight.
func (v *visit) instant(day time.Time) time.Time {
	loc := location(v.site.TimeZone)
	t, err := content.ResolveWall(day.Format(time.DateOnly), loc.String())
	if err != nil { // a site's zone was checked when it was stored
		return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, loc)
	}
	return t
}

// daysOf are the first and last day on which a date takes place, for the
// institution's calendar. Whole days are the same everywhere.
func (v *visit) daysOf(s content.Slot) (first, last time.Time) {
	zone := location(v.site.TimeZone)
	if s.Occurrence.AllDay {
		zone = v.zone(s.Occurrence)
	}
	start := s.Start.In(zone)
	if s.End.IsZero() {
		return civil(start), civil(start)
	}
	return civil(start), civil(locale.LastDay(start, s.End, s.Occurrence.AllDay))
}

// period is the time that the address asks for: days from first to last, both
// inclusive, zero where it is open, and the instants between which the dates
// must take place.
type period struct {
	first, last time.Time
	from, to    time.Time
	exact       bool // the first day was asked for, not only "from now on"
}

// period reads the period of a list. From now on, unless the address says
// otherwise; what was over before now is in no quick choice.
func (v *visit) period(a asked) period {
	now, today := v.cfg.Now(), v.today()
	p := period{first: today, from: now}
	switch a.when {
	case "today":
		p.last = today
	case "weekend":
		saturday := beginning("week", today).AddDate(0, 0, 5)
		p.last = saturday.AddDate(0, 0, 1)
		if saturday.After(today) {
			p.first, p.from, p.exact = saturday, v.instant(saturday), true
		}
	case "week":
		p.last = beginning("week", today).AddDate(0, 0, 6)
	case "30days":
		p.last = today.AddDate(0, 0, 29)
	}
	switch {
	case !a.from.IsZero() && (a.when == "" || a.from.After(p.first)):
		p.first, p.from, p.exact = a.from, v.instant(a.from), true
	case a.from.IsZero() && a.when == "" && !a.to.IsZero() && a.to.Before(today): // until a day that is over
		p.first, p.from, p.exact = time.Time{}, time.Time{}, true
	}
	if !a.to.IsZero() && (p.last.IsZero() || a.to.Before(p.last)) {
		p.last = a.to
	}
	if !p.last.IsZero() {
		p.to = v.instant(p.last.AddDate(0, 0, 1))
	}
	return p
}

// empty reports that no day is in the period: two choices that exclude one another.
func (p period) empty() bool { return !p.to.IsZero() && !p.from.IsZero() && !p.from.Before(p.to) }
