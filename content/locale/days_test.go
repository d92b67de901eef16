package locale

import (
	"testing"
	"time"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// What ICU 78 (CLDR 48) makes of the same spans and months, for nl-BE, fr, de and en-GB.
func TestDays(t *testing.T) {
	for _, c := range []struct{ first, last, nl, fr, de, en string }{
		{"2026-11-16", "2026-11-22", "16–22 november 2026", "16–22 novembre 2026", "16.–22. November 2026", "16\u2009–\u200922 November 2026"},
		{"2026-11-30", "2026-12-06", "30 november – 6 december 2026", "30 novembre – 6 décembre 2026", "30. November – 6. Dezember 2026", "30 November – 6 December 2026"},
		{"2026-12-28", "2027-01-03", "28 december 2026 – 3 januari 2027", "28 décembre 2026 – 3 janvier 2027", "28. Dezember 2026 – 3. Januar 2027", "28 December 2026 – 3 January 2027"},
		{"2026-11-22", "2026-11-22", "22 november 2026", "22 novembre 2026", "22. November 2026", "22 November 2026"},
	} {
		for lang, want := range map[string]string{"nl": c.nl, "fr": c.fr, "de": c.de, "en": c.en} {
			if got := Days(lang, day(c.first), day(c.last)); got != want {
				t.Errorf("%s: %q, want %q", lang, got, want)
			}
		}
	}
	for lang, want := range map[string][2]string{"nl-BE": {"mrt", "okt"}, "fr": {"mars", "oct."}, "de": {"Mär", "Okt"}, "en": {"Mar", "Oct"}} {
		if a, b := MonthShort(lang, time.March), MonthShort(lang, time.October); a != want[0] || b != want[1] {
			t.Errorf("%s: %q and %q, want %q", lang, a, b, want)
		}
	}
	if MonthShort("nl", 13) != "" {
		t.Error("a thirteenth month")
	}
}

// A night belongs to its evening, also to the one in which the clock goes back.
func TestLastDay(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) time.Time {
		if s == "" {
			return time.Time{}
		}
		when, err := time.ParseInLocation("2006-01-02T15:04", s, zone)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, c := range []struct {
		start, end string
		allDay     bool
		want       string
	}{
		{"2026-11-20T20:00", "", false, "2026-11-20"},
		{"2026-11-20T20:00", "2026-11-20T22:00", false, "2026-11-20"},
		{"2026-11-20T22:00", "2026-11-21T02:00", false, "2026-11-20"},
		{"2026-11-20T20:00", "2026-11-21T00:00", false, "2026-11-20"},
		{"2026-10-24T22:00", "2026-10-25T05:30", false, "2026-10-24"}, // the night of 25 hours
		{"2027-03-27T22:00", "2027-03-28T04:00", false, "2027-03-27"}, // the night of 23 hours
		{"2026-11-20T10:00", "2026-11-22T17:00", false, "2026-11-22"},
		{"2026-11-20T10:00", "2026-11-22T00:00", false, "2026-11-21"},
		{"2026-11-20T00:00", "2026-11-21T00:00", true, "2026-11-20"},
		{"2026-10-24T00:00", "2026-10-26T00:00", true, "2026-10-25"},
		{"2026-11-20T20:00", "2026-11-19T20:00", false, "2026-11-20"},
	} {
		if got := MachineDate(LastDay(at(c.start), at(c.end), c.allDay)); got != c.want {
			t.Errorf("%s to %s: %s, want %s", c.start, c.end, got, c.want)
		}
	}
}
