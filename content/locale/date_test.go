package locale

import (
	"testing"
	"time"
)

var brussels = func() *time.Location {
	loc, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		panic(err)
	}
	return loc
}()

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, brussels)
	if err != nil {
		panic(err)
	}
	return t
}

// TestDates holds L7: long forms with the month in words, CLDR's short ones, 24 hours, Monday first.
func TestDates(t *testing.T) {
	d := at("2026-11-25 20:00")
	for _, tc := range []struct{ lang, long, full, short, numeric, moment, month, dm string }{
		{"nl", "25 november 2026", "woensdag 25 november 2026", "wo 25 november 2026", "25-11-2026", "25 november 2026, 20:00", "november 2026", "25 november"},
		{"nl-BE", "25 november 2026", "woensdag 25 november 2026", "wo 25 november 2026", "25/11/2026", "25 november 2026, 20:00", "november 2026", "25 november"},
		{"fr", "25 novembre 2026", "mercredi 25 novembre 2026", "mer. 25 novembre 2026", "25/11/2026", "25 novembre 2026, 20:00", "novembre 2026", "25 novembre"},
		{"fr-BE", "25 novembre 2026", "mercredi 25 novembre 2026", "mer. 25 novembre 2026", "25/11/26", "25 novembre 2026, 20:00", "novembre 2026", "25 novembre"},
		{"de", "25. November 2026", "Mittwoch, 25. November 2026", "Mi 25. November 2026", "25.11.26", "25. November 2026, 20:00 Uhr", "November 2026", "25. November"},
		{"de-BE", "25. November 2026", "Mittwoch, 25. November 2026", "Mi 25. November 2026", "25.11.26", "25. November 2026, 20:00 Uhr", "November 2026", "25. November"},
		{"en", "25 November 2026", "Wednesday, 25 November 2026", "Wed, 25 November 2026", "25/11/2026", "25 November 2026, 20:00", "November 2026", "25 November"},
		{"tr", "25 November 2026", "Wednesday, 25 November 2026", "Wed, 25 November 2026", "25/11/2026", "25 November 2026, 20:00", "November 2026", "25 November"},
	} {
		for _, p := range [][2]string{
			{Date(tc.lang, d), tc.long}, {DateWeekday(tc.lang, d), tc.full}, {DateWeekdayShort(tc.lang, d), tc.short},
			{DateShort(tc.lang, d), tc.numeric}, {DateTime(tc.lang, d), tc.moment}, {MonthYear(tc.lang, d), tc.month}, {DayMonth(tc.lang, d), tc.dm},
		} {
			if p[0] != p[1] {
				t.Errorf("%s: %q, want %q", tc.lang, p[0], p[1])
			}
		}
	}
	if DateShort("nl-BE", at("2026-02-03 00:00")) != "3/02/2026" {
		t.Error("nl-BE has no zero before the day")
	}
	if MachineDate(d) != "2026-11-25" || MachineTime(d) != "2026-11-25T20:00:00+01:00" {
		t.Error("machine forms")
	}
	if Time("nl", at("2026-11-25 08:05")) != "08:05" || Time("fr", at("2026-11-25 00:00")) != "00:00" {
		t.Error("time of day")
	}
	if Weekdays()[0] != time.Monday || WeekdayName("nl", Weekdays()[6]) != "zondag" || WeekdayShort("fr", time.Saturday) != "sam." {
		t.Error("the week begins on Monday")
	}
	if MonthName("nl", 13) != "" || MonthName("fr", time.August) != "août" {
		t.Error("month names")
	}
}

func TestRange(t *testing.T) {
	for _, tc := range []struct {
		name, start, end string
		allDay           bool
		nl, fr, de, en   string
	}{
		{"same day", "2026-10-17 15:00", "2026-10-17 16:00", false,
			"za 17 oktober 2026, 15:00–16:00", "sam. 17 octobre 2026, 15:00–16:00", "Sa 17. Oktober 2026, 15:00–16:00 Uhr", "Sat, 17 October 2026, 15:00–16:00"},
		{"no end", "2026-10-17 15:00", "", false,
			"za 17 oktober 2026, 15:00", "sam. 17 octobre 2026, 15:00", "Sa 17. Oktober 2026, 15:00 Uhr", "Sat, 17 October 2026, 15:00"},
		{"end is the start", "2026-10-17 15:00", "2026-10-17 15:00", false,
			"za 17 oktober 2026, 15:00", "sam. 17 octobre 2026, 15:00", "Sa 17. Oktober 2026, 15:00 Uhr", "Sat, 17 October 2026, 15:00"},
		{"end before start", "2026-10-17 15:00", "2026-10-16 15:00", false,
			"za 17 oktober 2026, 15:00", "sam. 17 octobre 2026, 15:00", "Sa 17. Oktober 2026, 15:00 Uhr", "Sat, 17 October 2026, 15:00"},
		{"until midnight", "2026-10-17 20:00", "2026-10-18 00:00", false,
			"za 17 oktober 2026, 20:00–00:00", "sam. 17 octobre 2026, 20:00–00:00", "Sa 17. Oktober 2026, 20:00–00:00 Uhr", "Sat, 17 October 2026, 20:00–00:00"},
		{"a night out", "2026-10-16 22:00", "2026-10-17 02:00", false,
			"vr 16 oktober 2026, 22:00–02:00", "ven. 16 octobre 2026, 22:00–02:00", "Fr 16. Oktober 2026, 22:00–02:00 Uhr", "Fri, 16 October 2026, 22:00–02:00"},
		{"the long night of the clock", "2026-10-24 22:00", "2026-10-25 06:00", false,
			"za 24 oktober 2026, 22:00–06:00", "sam. 24 octobre 2026, 22:00–06:00", "Sa 24. Oktober 2026, 22:00–06:00 Uhr", "Sat, 24 October 2026, 22:00–06:00"},
		{"two days", "2026-10-17 10:00", "2026-10-18 17:00", false,
			"za 17 oktober 2026, 10:00 – zo 18 oktober 2026, 17:00", "sam. 17 octobre 2026, 10:00 – dim. 18 octobre 2026, 17:00",
			"Sa 17. Oktober 2026, 10:00 Uhr – So 18. Oktober 2026, 17:00 Uhr", "Sat, 17 October 2026, 10:00 – Sun, 18 October 2026, 17:00"},
		{"a whole day", "2026-10-17 00:00", "2026-10-18 00:00", true,
			"za 17 oktober 2026", "sam. 17 octobre 2026", "Sa 17. Oktober 2026", "Sat, 17 October 2026"},
		{"a whole day without end", "2026-10-17 00:00", "", true,
			"za 17 oktober 2026", "sam. 17 octobre 2026", "Sa 17. Oktober 2026", "Sat, 17 October 2026"},
		{"a whole day, end is the start", "2026-10-17 00:00", "2026-10-17 00:00", true,
			"za 17 oktober 2026", "sam. 17 octobre 2026", "Sa 17. Oktober 2026", "Sat, 17 October 2026"},
		{"a whole day until the last minute", "2026-10-17 00:00", "2026-10-17 23:59", true,
			"za 17 oktober 2026", "sam. 17 octobre 2026", "Sa 17. Oktober 2026", "Sat, 17 October 2026"},
		{"whole days", "2026-10-17 00:00", "2026-10-20 00:00", true,
			"za 17 – ma 19 oktober 2026", "sam. 17 – lun. 19 octobre 2026", "Sa 17. – Mo 19. Oktober 2026", "Sat, 17 – Mon, 19 October 2026"},
		{"over a month", "2026-10-30 00:00", "2026-11-02 00:00", true,
			"vr 30 oktober – zo 1 november 2026", "ven. 30 octobre – dim. 1 novembre 2026", "Fr 30. Oktober – So 1. November 2026", "Fri, 30 October – Sun, 1 November 2026"},
		{"over a year", "2026-12-31 00:00", "2027-01-02 00:00", true,
			"do 31 december 2026 – vr 1 januari 2027", "jeu. 31 décembre 2026 – ven. 1 janvier 2027", "Do 31. Dezember 2026 – Fr 1. Januar 2027", "Thu, 31 December 2026 – Fri, 1 January 2027"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var end time.Time
			if tc.end != "" {
				end = at(tc.end).UTC() // the zone of the start counts
			}
			for lang, want := range map[string]string{"nl": tc.nl, "fr": tc.fr, "de": tc.de, "en": tc.en} {
				if got := Range(lang, at(tc.start), end, tc.allDay); got != want {
					t.Errorf("%s: %q, want %q", lang, got, want)
				}
			}
		})
	}
	if got := RangeTime("de", at("2026-10-17 15:00"), at("2026-10-17 16:00")); got != "15:00–16:00 Uhr" {
		t.Error(got)
	}
	if got := RangeTime("nl", at("2026-10-17 15:00"), at("2026-10-19 16:00")); got != "15:00" {
		t.Error(got)
	}
	if got := RangeTime("nl", at("2026-10-17 15:00"), time.Time{}); got != "15:00" {
		t.Error(got)
	}
}

// The zone is a rule of the world: the binary carries it, whatever the image has.
func TestEventShowsItsOwnZone(t *testing.T) {
	start := at("2026-10-17 15:00")
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	if got := Range("en", start.In(london), start.Add(time.Hour), false); got != "Sat, 17 October 2026, 14:00–15:00" {
		t.Error(got)
	}
}

// In Cairo the clocks go forward at midnight: the day after has no 00:00.
func TestWholeDayBeforeASkippedMidnight(t *testing.T) {
	cairo, err := time.LoadLocation("Africa/Cairo")
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2026, 4, 23, 0, 0, 0, 0, cairo)
	if got := Range("en", start, start.AddDate(0, 0, 1), true); got != "Thu, 23 April 2026" {
		t.Error(got)
	}
}

func BenchmarkRange(b *testing.B) {
	start, end := at("2026-10-17 15:00"), at("2026-10-17 16:00")
	b.ReportAllocs()
	for b.Loop() {
		Range("nl", start, end, false)
	}
}
