package locale

import (
	"encoding/json"
	"os"
	"strconv"
	"testing"
	"time"
)

// testdata/cldr.json is what ICU makes of CLDR's data for nl-BE, fr, de, en-GB.
func TestAgreesWithCLDR(t *testing.T) {
	var cldr struct {
		Langs map[string]struct {
			Dates, Full             map[string]string
			Weekdays, ShortWeekdays []string
			Numbers, Percent, Euros map[string]string
			Lists                   []string
		}
	}
	data, err := os.ReadFile("testdata/cldr.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &cldr); err != nil {
		t.Fatal(err)
	}
	for lang, want := range cldr.Langs {
		check := func(what, got, want string) {
			t.Helper()
			if got != want {
				t.Errorf("%s %s: %q, CLDR has %q", lang, what, got, want)
			}
		}
		for day, s := range want.Dates {
			d, err := time.Parse(time.DateOnly, day)
			if err != nil {
				t.Fatal(err)
			}
			check(day, Date(lang, d), s)
			check(day, DateWeekday(lang, d), want.Full[day])
		}
		for i, s := range want.Weekdays {
			check("weekday", WeekdayName(lang, time.Weekday(i)), s)
			check("weekday", WeekdayShort(lang, time.Weekday(i)), want.ShortWeekdays[i])
		}
		for n, s := range want.Numbers {
			i, err := strconv.ParseInt(n, 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			check(n, Number(lang, i), s)
		}
		for n, s := range want.Percent {
			i, err := strconv.ParseInt(n, 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			check(n, Percent(lang, i, 100), s)
		}
		for n, s := range want.Euros {
			got, err := Money(lang, n, "EUR")
			if err != nil {
				t.Error(err)
			}
			check(n, got, s)
		}
		for i, s := range want.Lists {
			check("list", List(lang, []string{"A", "B", "C"}[:i+1]), s)
		}
	}
}
