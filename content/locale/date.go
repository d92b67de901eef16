package locale

import (
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // zones are rules of the world, not of the container's image
)

// Date writes the long form: "25 november 2026", "25. November 2026". It is
// never all figures, because 03/04 is two different days (NBN Z 01-002).
func Date(lang string, t time.Time) string {
	var b [64]byte
	return string(styleOf(lang).appendDate(b[:0], t, "", true, true))
}

// DateWeekday is Date after the weekday in full: "zaterdag 17 oktober 2026".
func DateWeekday(lang string, t time.Time) string {
	s := styleOf(lang)
	var b [64]byte
	return string(s.appendDate(b[:0], t, s.days[t.Weekday()]+s.comma, true, true))
}

// DateWeekdayShort is Date after the short weekday: "za 17 oktober 2026".
func DateWeekdayShort(lang string, t time.Time) string {
	var b [64]byte
	s := styleOf(lang)
	return string(s.appendShortDay(b[:0], t, true, true))
}

// DayMonth leaves out the year: "17 oktober".
func DayMonth(lang string, t time.Time) string {
	var b [64]byte
	return string(styleOf(lang).appendDate(b[:0], t, "", true, false))
}

// MonthYear is the heading of an agenda: "oktober 2026".
func MonthYear(lang string, t time.Time) string {
	return MonthName(lang, t.Month()) + " " + strconv.Itoa(t.Year())
}

// MonthName is the month as it stands inside a sentence: Dutch and French do
// not capitalise it.
func MonthName(lang string, m time.Month) string {
	if m < time.January || m > time.December {
		return ""
	}
	return styleOf(lang).months[m-1]
}

// WeekdayName is the day in full, WeekdayShort its short form.
func WeekdayName(lang string, d time.Weekday) string { return styleOf(lang).days[d%7] }

// WeekdayShort is the day's short form on its own: "za", "sam.", "Sa", "Sat".
func WeekdayShort(lang string, d time.Weekday) string { return styleOf(lang).shortDays[d%7] }

// Weekdays are the days of a calendar's head, Monday first.
func Weekdays() [7]time.Weekday { return [7]time.Weekday{1, 2, 3, 4, 5, 6, 0} }

// Time is the time of day on the 24-hour clock: "20:00".
func Time(_ string, t time.Time) string {
	var b [8]byte
	return string(appendTime(b[:0], t))
}

// DateTime is a moment in a sentence: "25 november 2026, 20:00", in German with
// "Uhr".
func DateTime(lang string, t time.Time) string {
	s := styleOf(lang)
	var b [80]byte
	out := append(s.appendDate(b[:0], t, "", true, true), ", "...)
	return string(append(appendTime(out, t), s.oClock...))
}

// DateShort is the region's all-numeric date (nl-BE 25/11/2026, de 25.11.26).
// Only for narrow tables whose heading says that it is a date: everywhere else
// day and month can be confused.
func DateShort(lang string, t time.Time) string {
	s := styleOf(lang)
	_, rest, _ := strings.Cut(lang, "-")
	layout, ok := s.shortRegional[strings.ToUpper(rest)]
	if !ok {
		layout = s.short
	}
	return t.Format(layout)
}

// MachineDate is the value of <time datetime> for a whole day.
func MachineDate(t time.Time) string { return t.Format(time.DateOnly) }

// MachineTime is the value of <time datetime> for a moment, with its offset.
func MachineTime(t time.Time) string { return t.Format(time.RFC3339) }

func (s *style) appendShortDay(b []byte, t time.Time, month, year bool) []byte {
	b = append(b, s.shortDays[t.Weekday()]...)
	return s.appendDate(append(b, s.shortComma...), t, "", month, year)
}

func (s *style) appendDate(b []byte, t time.Time, before string, month, year bool) []byte {
	b = append(b, before...)
	b = strconv.AppendInt(b, int64(t.Day()), 10)
	b = append(b, s.dayDot...)
	if month {
		b = append(append(b, ' '), s.months[t.Month()-1]...)
	}
	if year {
		b = strconv.AppendInt(append(b, ' '), int64(t.Year()), 10)
	}
	return b
}

func appendTime(b []byte, t time.Time) []byte {
	h, m, _ := t.Clock()
	return append(b, byte('0'+h/10), byte('0'+h%10), ':', byte('0'+m/10), byte('0'+m%10))
}
