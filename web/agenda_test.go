package web_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/web/page"
)

// dayTitles are the events under each day, as "2026-11-22: A, B".
func dayTitles(days []page.Day) []string {
	var out []string
	for _, d := range days {
		if len(d.Events) == 0 {
			continue
		}
		var list []string
		for _, c := range d.Events {
			list = append(list, c.Title)
		}
		out = append(out, d.Machine+": "+strings.Join(list, ", "))
	}
	return out
}

func inGrid(p *page.Agenda) []string {
	var days []page.Day
	for _, w := range p.Weeks {
		days = append(days, w.Days...)
	}
	return dayTitles(days)
}

// TestAgendaAddresses: whatever an address asks, there is an answer, and what
// means the same is one address.
func TestAgendaAddresses(t *testing.T) {
	a := newAlmanac(t, forWhom(event("Voorlezen", "2026-12-05T15:00/2026-12-05T16:00"), []string{"children"}, func(o *content.Occurrence) {
		o.Place = &content.Place{Name: "Grote zaal"}
	}))
	long := strings.Repeat("x", 5000)
	for _, c := range []struct {
		query   string
		to      string // canonical query that it leads to; "=" when it is canonical itself
		unknown bool
	}{
		{"", "=", false},
		{"view=week", "=", false},
		{"view=week&date=2026-11-16", "=", false},
		{"view=month&date=2026-11", "=", false},
		{"from=2026-11-01&to=2026-11-30", "=", false},
		{"when=weekend", "=", false},
		{"audience=children&audience=teens&place=grote-zaal&price=free&access=captions&channel=jeugd", "=", false},
		{"tag=jeugd", "=", false},
		// another order, repetition, nothing, defaults
		{"view=list", "", false},
		{"from=&to=&audience=&view=", "", false},
		{"date=2026-11-16&view=week", "view=week&date=2026-11-16", false},
		{"audience=teens&audience=children&audience=teens", "audience=children&audience=teens", false},
		{"price=free&audience=children", "audience=children&price=free", false},
		{"audience=+children+", "audience=children", false},
		{"view=week&date=2026-11-22", "view=week&date=2026-11-16", false}, // a Sunday
		{"view=month&date=2026-11-16", "view=month&date=2026-11", false},
		{"view=week&date=2026-11", "view=week&date=2026-10-26", false},
		{"view=month&from=2026-12-05&to=2026-12-06&when=today", "view=month&date=2026-12", false},
		{"view=week&page=40", "view=week", false},
		{"date=2026-12-05", "from=2026-12-05", false},
		{"from=2026-12-31&to=2026-12-01", "from=2026-12-01&to=2026-12-31", false},
		{"utm_source=x&fbclid=y", "=", false},
		{"audience=children&utm_source=x", "=", false},
		{"audience=%63hildren", "=", false}, // another encoding is no other address: no loop
		// what does not exist
		{"view=year", "=", true},
		{"date=nonsense", "=", true},
		{"from=2026-02-30", "=", true},
		{"from=1899-12-31", "=", true},
		{"to=2201-01-01", "=", true},
		{"view=month&date=9999-99", "=", true},
		{"when=someday", "=", true},
		{"audience=dogs", "=", true},
		{"audience=children&audience=dogs", "=", true},
		{"access=lift", "=", true},
		{"price=12.50", "=", true},
		{"place=Grote+zaal", "=", true},
		{"place=elders", "=", true},
		{"place=../../etc/passwd", "=", true},
		{"tag=nergens", "=", true},
		{"tag=%ff%fe", "=", true},
		{"tag=" + long, "=", true},
		{"channel=nergens", "=", true},
		{"channel=<script>", "=", true},
		{"page=nonsense", "=", true},
		{"page=" + long, "=", true},
		{"tag=jeugd&tag=sport", "=", false},
		{"from=1900-01-01", "=", false},
		{"to=2200-12-31", "=", false},
		{"view=week&date=1900-01-01", "=", false},
		{"view=month&date=2200-12", "=", false},
		{strings.Repeat("audience=children&", 500), "audience=children", false},
		{strings.Repeat("place=grote-zaal&", 3) + "place=b&place=c&place=d&place=e&place=f&place=g&place=h&place=i&place=j&place=k&place=l", "=", true},
	} {
		a.clock.forward(time.Second)
		path := "/nl/agenda"
		if c.query != "" {
			path += "?" + c.query
		}
		rec := a.get(t, path)
		if c.to != "=" {
			want := "/nl/agenda"
			if c.to != "" {
				want += "?" + c.to
			}
			if rec.Code != 301 || rec.Header().Get("Location") != want {
				t.Errorf("%.80s: %d %s, want 301 to %s", c.query, rec.Code, rec.Header().Get("Location"), want)
			}
			continue
		}
		if rec.Code != 200 {
			t.Errorf("%.80s: %d %s", c.query, rec.Code, rec.Header().Get("Location"))
			continue
		}
		p := a.glass.seen["agenda"].(*page.Agenda)
		if p.Unknown != c.unknown {
			t.Errorf("%.80s: unknown is %v", c.query, p.Unknown)
		}
		if has := strings.Contains(rec.Body.String(), "filter die niet bestaat"); has != c.unknown {
			t.Errorf("%.80s: the visitor is told: %v", c.query, has)
		}
	}
	for _, path := range []string{"/xx/agenda", "/es/agenda?view=week", "/xx/agenda.ics?audience=children", "/embed/xx/agenda", "/xx/embed"} {
		if rec := a.get(t, path); rec.Code != 404 {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
	if rec := a.get(t, "/agenda?audience=children", "Accept-Language", "fr"); rec.Header().Get("Location") != "/fr/agenda?audience=children" {
		t.Error("without a language:", rec.Header().Get("Location"))
	}
}

// TestUnknownInWords: what does not exist is said in the visitor's language.
func TestUnknownInWords(t *testing.T) {
	a := newAlmanac(t)
	told := map[string]bool{}
	for _, lang := range []string{"nl", "fr", "de", "en"} {
		d := parse(t, a.get(t, "/"+lang+"/agenda?audience=dogs").Body.String())
		told[text(d.one(t, "p[class=notice]"))] = true
	}
	if len(told) != 4 {
		t.Errorf("%d sentences in four languages: %v", len(told), told)
	}
}

// TestAgendaPeriods: which instants the dates are asked between.
func TestAgendaPeriods(t *testing.T) {
	for _, c := range []struct{ now, query, from, to string }{ // UTC
		{"2026-10-24T12:00", "when=weekend", "2026-10-24T12:00", "2026-10-25T23:00"},
		{"2026-11-22T12:00", "", "2026-11-22T12:00", ""},
		{"2026-11-22T12:00", "from=2026-12-01", "2026-11-30T23:00", ""},
		{"2026-11-22T12:00", "to=2026-12-01", "2026-11-22T12:00", "2026-12-01T23:00"},
		{"2026-11-22T12:00", "to=2020-01-01", "", "2020-01-01T23:00"},
		{"2026-11-22T12:00", "from=2026-07-01&to=2026-07-01", "2026-06-30T22:00", "2026-07-01T22:00"},
		// the days on which the clock changes have 23 and 25 hours
		{"2026-11-22T12:00", "from=2027-03-28&to=2027-03-28", "2027-03-27T23:00", "2027-03-28T22:00"},
		{"2026-11-22T12:00", "from=2026-10-25&to=2026-10-25", "2026-10-24T22:00", "2026-10-25T23:00"},
		{"2026-11-22T12:00", "view=week&date=2026-10-19", "2026-10-18T22:00", "2026-10-25T23:00"},
		{"2026-11-22T12:00", "view=month&date=2027-03", "2027-02-28T23:00", "2027-03-31T22:00"},
		{"2026-11-22T12:00", "view=week", "2026-11-15T23:00", "2026-11-22T23:00"},
		{"2026-11-22T12:00", "view=month", "2026-10-31T23:00", "2026-11-30T23:00"},
		// Sunday in Brussels begins while it is Saturday in UTC
		{"2026-11-21T23:30", "when=today", "2026-11-21T23:30", "2026-11-22T23:00"},
		{"2026-11-22T23:30", "view=week", "2026-11-22T23:00", "2026-11-29T23:00"},
		{"2026-11-22T12:00", "when=today", "2026-11-22T12:00", "2026-11-22T23:00"},
		{"2026-11-22T12:00", "when=weekend", "2026-11-22T12:00", "2026-11-22T23:00"},
		{"2026-11-23T12:00", "when=weekend", "2026-11-27T23:00", "2026-11-29T23:00"},
		{"2026-11-27T12:00", "when=weekend", "2026-11-27T23:00", "2026-11-29T23:00"},
		{"2026-11-28T12:00", "when=weekend", "2026-11-28T12:00", "2026-11-29T23:00"},
		{"2026-11-18T12:00", "when=week", "2026-11-18T12:00", "2026-11-22T23:00"},
		{"2026-11-22T12:00", "when=30days", "2026-11-22T12:00", "2026-12-21T23:00"},
		// both must hold
		{"2026-11-22T12:00", "when=30days&from=2026-12-01", "2026-11-30T23:00", "2026-12-21T23:00"},
		{"2026-11-22T12:00", "when=30days&to=2026-12-01", "2026-11-22T12:00", "2026-12-01T23:00"},
	} {
		now, err := time.Parse("2006-01-02T15:04", c.now)
		if err != nil {
			t.Fatal(err)
		}
		a := newAlmanac(t)
		a.clock.at.Store(now.UnixMilli())
		if rec := a.get(t, "/nl/agenda?"+c.query); rec.Code != 200 {
			t.Fatalf("%s: %d", c.query, rec.Code)
		}
		f := a.cal.last()
		utc := func(at time.Time) string {
			if at.IsZero() {
				return ""
			}
			return at.UTC().Format("2006-01-02T15:04")
		}
		if utc(f.From) != c.from || utc(f.To) != c.to {
			t.Errorf("at %s, %s: from %s to %s, want %s to %s", c.now, c.query, utc(f.From), utc(f.To), c.from, c.to)
		}
	}
	a := newAlmanac(t)
	before := len(a.cal.asked)
	p := a.agenda(t, "/nl/agenda?when=today&from=2027-01-01")
	if len(a.cal.asked) != before && a.cal.last().Limit == 40 || len(p.Days) != 0 || len(p.Chosen) != 2 {
		t.Errorf("two periods that exclude one another: %+v", p.Days)
	}
}

// TestAgendaDays: nights, several days, whole days, the hour that is twice.
func TestAgendaDays(t *testing.T) {
	a := newAlmanac(t,
		event("Tentoonstelling", "2026-11-20/2026-11-25"),
		event("Nacht", "2026-11-21T22:00/2026-11-22T04:00"),
		event("Fuif", "2026-11-28T22:00/2026-11-29T02:00"),
		event("Kamp", "2026-11-27T10:00/2026-11-29T17:00"),
		event("Zondag", "2026-11-29T11:00"),
		event("Klok achteruit", "2026-10-24T22:00/2026-10-25T05:30"),
		event("Dubbel uur", "2026-10-25T02:30+01:00"),
		event("Klok vooruit", "2027-03-27T23:00/2027-03-28T04:00"),
	)
	for _, c := range []struct {
		path string
		want []string
	}{
		{"/nl/agenda", []string{"2026-11-22: Tentoonstelling", "2026-11-27: Kamp", "2026-11-28: Fuif", "2026-11-29: Zondag", "2027-03-27: Klok vooruit"}},
		{"/nl/agenda?from=2026-11-22&to=2026-11-22", []string{"2026-11-22: Tentoonstelling"}}, // the night belongs to the evening before
		{"/nl/agenda?from=2026-11-29&to=2026-11-29", []string{"2026-11-29: Kamp, Zondag"}},
		{"/nl/agenda?from=2026-10-25&to=2026-10-25", []string{"2026-10-25: Dubbel uur"}},
		{"/nl/agenda?view=week", []string{"2026-11-20: Tentoonstelling", "2026-11-21: Nacht, Tentoonstelling", "2026-11-22: Tentoonstelling"}},
		{"/nl/agenda?view=week&date=2026-11-23", []string{"2026-11-23: Tentoonstelling", "2026-11-24: Tentoonstelling", "2026-11-25: Tentoonstelling",
			"2026-11-27: Kamp", "2026-11-28: Fuif, Kamp", "2026-11-29: Zondag, Kamp"}},
		{"/nl/agenda?view=month&date=2026-10", []string{"2026-10-24: Klok achteruit", "2026-10-25: Dubbel uur"}},
		{"/nl/agenda?view=week&date=2027-03-22", []string{"2027-03-27: Klok vooruit"}},
		{"/nl/agenda?view=week&date=2027-03-29", nil},
	} {
		p := a.agenda(t, c.path)
		got := dayTitles(p.Days)
		if len(p.Weeks) > 0 {
			got = inGrid(p)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.path, got, c.want)
		}
	}
	p := a.agenda(t, "/nl/agenda?view=week&date=2026-11-23")
	days := p.Weeks[0].Days
	if len(p.Weeks) != 1 || p.Weeks[0].Number != 48 || len(days) != 7 || days[0].Machine != "2026-11-23" || p.Count != 4 {
		t.Errorf("week 48 has %d weeks, number %d, %d dates", len(p.Weeks), p.Weeks[0].Number, p.Count)
	}
	if first, second := days[4].Events[0].Date, days[5].Events[1].Date; first.Clock != "10:00" || second.Clock != "" {
		t.Errorf("the hour stands on the first day alone: %q %q", first.Clock, second.Clock)
	}
	p = a.agenda(t, "/nl/agenda?view=month&date=2026-11")
	if len(p.Weeks) != 6 || p.Weeks[0].Number != 44 || p.Weeks[5].Number != 49 || !p.Weeks[0].Days[5].Outside || p.Weeks[0].Days[6].Outside || p.Weeks[0].Days[6].Number != 1 {
		t.Errorf("november 2026 begins on a Sunday: %+v", p.Weeks[0])
	}
	today := 0
	for _, w := range p.Weeks {
		for _, d := range w.Days {
			if d.Today {
				today++
				if d.Machine != "2026-11-22" {
					t.Error("today is not", d.Machine)
				}
			}
		}
	}
	if today != 1 || p.Weekdays[0].Label != "ma" || p.Weekdays[6].Type != "zondag" {
		t.Errorf("%d todays, the week begins on %s", today, p.Weekdays[0].Type)
	}
}

// TestIsoWeeks: the weeks around New Year.
func TestIsoWeeks(t *testing.T) {
	a := newAlmanac(t)
	for date, want := range map[string]string{"2026-12-28": "week 53, 28 december 2026 – 3 januari 2027", "2027-01-04": "week 1, 4–10 januari 2027",
		"2024-12-30": "week 1, 30 december 2024 – 5 januari 2025", "2026-11-16": "week 47, 16–22 november 2026", "2026-11-30": "week 49, 30 november – 6 december 2026"} {
		if p := a.agenda(t, "/nl/agenda?view=week&date="+date); p.Heading != want {
			t.Errorf("%s: %q, want %q", date, p.Heading, want)
		}
	}
}

// TestAgendaWords: headings and ways in four languages.
func TestAgendaWords(t *testing.T) {
	a := newAlmanac(t)
	for _, c := range []struct{ lang, week, month, day, previous, today string }{
		{"nl", "week 47, 16–22 november 2026", "november 2026", "maandag 16 november 2026", "Vorige week", "Deze week"},
		{"fr", "semaine 47, 16–22 novembre 2026", "novembre 2026", "lundi 16 novembre 2026", "Semaine précédente", "Cette semaine"},
		{"de", "Woche 47, 16.–22. November 2026", "November 2026", "Montag, 16. November 2026", "Vorherige Woche", "Diese Woche"},
		{"en", "Week 47, 16\u2009–\u200922 November 2026", "November 2026", "Monday, 16 November 2026", "Previous week", "This week"},
	} {
		p := a.agenda(t, "/"+c.lang+"/agenda?view=week&date=2026-11-16")
		if p.Heading != c.week || p.Previous.Label != c.previous || p.Today.Label != c.today || !p.Today.Current {
			t.Errorf("%s: %q, %q, %q", c.lang, p.Heading, p.Previous.Label, p.Today.Label)
		}
		if p := a.agenda(t, "/"+c.lang+"/agenda?view=month&date=2026-11"); p.Heading != c.month {
			t.Errorf("%s: %q", c.lang, p.Heading)
		}
		if p := a.agenda(t, "/"+c.lang+"/agenda?from=2026-11-16&to=2026-11-16"); p.Heading != c.day {
			t.Errorf("%s: %q", c.lang, p.Heading)
		}
	}
}

// TestAgendaWays: previous, next, today, the views, and the ends of the calendar.
func TestAgendaWays(t *testing.T) {
	a := newAlmanac(t)
	href := func(l *page.Link) string {
		if l == nil {
			return ""
		}
		return strings.TrimPrefix(l.Href, "/nl/agenda")
	}
	for _, c := range []struct{ query, previous, next, today string }{
		{"view=week", "?view=week&date=2026-11-09", "?view=week&date=2026-11-23", "?view=week"},
		{"view=week&date=2026-11-23&audience=children", "?view=week&audience=children", "?view=week&date=2026-11-30&audience=children", "?view=week&audience=children"},
		{"view=month&date=2026-12", "?view=month", "?view=month&date=2027-01", "?view=month"},
		{"view=month&date=1900-01", "", "?view=month&date=1900-02", "?view=month"},
		{"view=month&date=2200-12", "?view=month&date=2200-11", "", "?view=month"},
		{"view=week&date=1900-01-01", "", "?view=week&date=1900-01-08", "?view=week"},
		{"from=2026-11-16&to=2026-11-16", "?from=2026-11-15&to=2026-11-15", "?from=2026-11-17&to=2026-11-17", "?from=2026-11-22&to=2026-11-22"},
		{"from=2026-10-20&to=2026-10-26", "?from=2026-10-13&to=2026-10-19", "?from=2026-10-27&to=2026-11-02", "?from=2026-11-22&to=2026-11-22"},
		{"", "", "", ""},
	} {
		p := a.agenda(t, "/nl/agenda?"+c.query)
		if href(p.Previous) != c.previous || href(p.Next) != c.next || href(p.Today) != c.today {
			t.Errorf("%s: %q %q %q", c.query, href(p.Previous), href(p.Next), href(p.Today))
		}
	}
	p := a.agenda(t, "/nl/agenda?view=month&date=2026-12&audience=children")
	want := []string{"/nl/agenda?from=2026-12-01&to=2026-12-31&audience=children", "/nl/agenda?view=week&date=2026-11-30&audience=children", "/nl/agenda?view=month&date=2026-12&audience=children"}
	for i, l := range p.Views {
		if l.Href != want[i] || l.Current != (i == 2) {
			t.Errorf("view %s: %s, want %s", l.Label, l.Href, want[i])
		}
	}
	if len(p.Hidden) != 2 || p.Hidden[0].Value != "month" || p.Hidden[1].Value != "2026-12" {
		t.Errorf("the form carries %+v", p.Hidden)
	}
	// Every way of every page is canonical.
	for _, path := range []string{"/nl/agenda", "/nl/agenda?view=week&date=2026-11-23&audience=children", "/nl/agenda?view=month", "/nl/agenda?when=week&from=2026-11-20"} {
		p := a.agenda(t, path)
		links := slices.Concat(p.Views, p.Chosen, p.Languages)
		for _, f := range p.Filters {
			for _, c := range f.Choices {
				links = append(links, page.Link{Href: c.Href})
			}
		}
		for _, w := range p.Weeks {
			for _, d := range w.Days {
				links = append(links, page.Link{Href: d.Href})
			}
		}
		for _, l := range links {
			a.clock.forward(time.Second)
			if rec := a.get(t, l.Href); rec.Code != 200 {
				t.Errorf("%s leads to %s, which answers %d", path, l.Href, rec.Code)
			}
		}
	}
}

// TestFullMonth: three hundred dates in a month are a page of a bounded size,
// and every day leads to what it does not show.
func TestFullMonth(t *testing.T) {
	var events []*content.Item
	for i := range 300 {
		events = append(events, event(fmt.Sprintf("Activiteit %d", i), fmt.Sprintf("2026-12-%02dT%02d:00", 1+i%30, 9+i/30)))
	}
	a := newAlmanac(t, events...)
	p := a.agenda(t, "/nl/agenda?view=month&date=2026-12")
	if p.Count != 300 {
		t.Errorf("%d dates", p.Count)
	}
	for _, w := range p.Weeks {
		for _, d := range w.Days {
			switch {
			case d.Outside || d.Machine == "2026-12-31":
				if len(d.Events) != 0 || d.More != nil {
					t.Errorf("%s has %d", d.Machine, len(d.Events))
				}
			case len(d.Events) != 3 || d.More == nil || d.More.Label != "nog 7 activiteiten" || d.More.Href != "/nl/agenda?from="+d.Machine+"&to="+d.Machine:
				t.Errorf("%s: %d shown, %+v", d.Machine, len(d.Events), d.More)
			}
		}
	}
	if n := len(a.get(t, "/nl/agenda?view=month&date=2026-12").Body.String()); n > 100_000 {
		t.Errorf("F1: %d bytes", n)
	}
	p = a.agenda(t, "/nl/agenda?from=2026-12-01&to=2026-12-31")
	seen := map[string]bool{}
	for pages := 0; ; pages++ {
		for _, d := range p.Days {
			for _, c := range d.Events {
				seen[c.Title] = true
			}
		}
		if n := len(a.get(t, "/nl/agenda?from=2026-12-01&to=2026-12-31").Body.String()); n > 100_000 {
			t.Errorf("F1: %d bytes", n)
		}
		if p.More == "" || pages > 10 {
			break
		}
		p = a.agenda(t, p.More)
	}
	if len(seen) != 300 {
		t.Errorf("the pages of the list have %d of 300", len(seen))
	}
}

// TestEndlessMonth: beyond what is read at once a day still shows something, and more is promised without a number.
func TestEndlessMonth(t *testing.T) {
	var events []*content.Item
	for i := range 900 {
		events = append(events, event(fmt.Sprintf("Activiteit %d", i), fmt.Sprintf("2026-12-%02dT%02d:%02d", 1+i%30, 9+i/90, i%60)))
	}
	a := newAlmanac(t, events...)
	before := a.lookups.Load()
	p := a.agenda(t, "/nl/agenda?view=month&date=2026-12")
	if n := a.lookups.Load() - before; n > 60 {
		t.Errorf("%d questions to the database", n)
	}
	for _, w := range p.Weeks {
		for _, d := range w.Days {
			if d.Outside || d.Machine == "2026-12-31" {
				continue
			}
			if len(d.Events) != 3 || d.More == nil {
				t.Errorf("%s: %d shown, %+v", d.Machine, len(d.Events), d.More)
			}
			if d.Machine == "2026-12-30" && d.More.Label != "Alle activiteiten van deze dag" {
				t.Errorf("%s: %s", d.Machine, d.More.Label)
			}
		}
	}
}

// TestAgendaPaging: the next page keeps the choice, and is not for search engines.
func TestAgendaPaging(t *testing.T) {
	var events []*content.Item
	for i := range 60 {
		events = append(events, forWhom(event(fmt.Sprintf("Les %d", i), fmt.Sprintf("2026-12-%02dT10:00", 1+i/2)), []string{"schools"}, nil))
	}
	a := newAlmanac(t, events...)
	p := a.agenda(t, "/nl/agenda?audience=schools")
	if p.Count != 40 || p.More != "/nl/agenda?audience=schools&page=40" || p.NoIndex {
		t.Errorf("%d dates, more at %s", p.Count, p.More)
	}
	p = a.agenda(t, p.More)
	if p.Count != 20 || p.More != "" || !p.NoIndex || p.JSONLD != nil {
		t.Errorf("%d dates, more at %q", p.Count, p.More)
	}
	for _, c := range p.Filters[1].Choices {
		if strings.Contains(c.Href, "page=") {
			t.Error("another choice begins at its first page:", c.Href)
		}
	}
}

// TestAgendaIndexing: the agenda and one value of one filter may be listed;
// combinations, periods and pages are not, and their links are not followed.
func TestAgendaIndexing(t *testing.T) {
	a := newAlmanac(t, forWhom(event("Voorlezen", "2026-12-05T15:00"), []string{"children", "teens"}, nil))
	for query, robots := range map[string]string{"": "", "?audience=children": "", "?audience=children&audience=teens": "noindex, nofollow", "?audience=children&price=free": "noindex, nofollow",
		"?view=week": "noindex, nofollow", "?when=today": "noindex, nofollow", "?from=2026-12-01": "noindex, nofollow", "?audience=dogs": "noindex, nofollow"} {
		a.clock.forward(time.Second)
		rec := a.get(t, "/nl/agenda"+query)
		d := parse(t, rec.Body.String())
		if got := rec.Header().Get("X-Robots-Tag"); got != robots {
			t.Errorf("%s: robots %q", query, got)
		}
		canonical, alternates := d.all("link[rel=canonical]"), d.all("link[rel=alternate][hreflang]")
		if robots != "" {
			if len(canonical)+len(alternates) != 0 {
				t.Errorf("%s: %d canonical, %d hreflang", query, len(canonical), len(alternates))
			}
			continue
		}
		if len(canonical) != 1 || value(canonical[0], "href") != "https://bib.example/nl/agenda"+query || len(alternates) != 5 {
			t.Errorf("%s: canonical %v, %d hreflang", query, canonical, len(alternates))
		}
		for _, n := range alternates {
			if u, err := url.Parse(value(n, "href")); err != nil || "?"+u.RawQuery != query && query != "" {
				t.Errorf("%s: %s", query, value(n, "href"))
			}
		}
	}
	// The sitemap has what may be listed.
	if s := a.get(t, "/sitemap.xml").Body.String(); !strings.Contains(s, "<loc>https://bib.example/fr/agenda?audience=teens</loc>") || strings.Contains(s, "audience=adults") {
		t.Errorf("the sitemap: %s", s)
	}
	// The language switch keeps the choice, also where the page is not listed.
	p := a.agenda(t, "/nl/agenda?view=week&date=2026-12-07&audience=children")
	for _, l := range p.Languages {
		if !strings.HasSuffix(l.Href, "/agenda?view=week&date=2026-12-07&audience=children") {
			t.Error("the switch leads to", l.Href)
		}
	}
}

// TestAgendaDescribed: the next dates as schema.org, bounded.
func TestAgendaDescribed(t *testing.T) {
	var events []*content.Item
	for i := range 50 {
		events = append(events, forWhom(event(fmt.Sprintf("Les %d", i), fmt.Sprintf("2026-12-%02dT10:00/2026-12-%02dT12:00", 1+i%28, 1+i%28)), nil, func(o *content.Occurrence) {
			o.Status, o.Place = content.EventCancelled, &content.Place{Name: "Zaal", Locality: "Mol"}
		}))
	}
	a := newAlmanac(t, append(events, event("Dagen", "2026-11-23/2026-11-24"))...)
	ld := a.agenda(t, "/nl/agenda").JSONLD.(map[string]any)
	list := ld["itemListElement"].([]any)
	if ld["@type"] != "ItemList" || len(list) != 20 {
		t.Errorf("%v with %d", ld["@type"], len(list))
	}
	whole := list[0].(map[string]any)["item"].(map[string]any)
	if whole["startDate"] != "2026-11-23" || whole["endDate"] != "2026-11-24" {
		t.Errorf("%v", whole)
	}
	e := list[1].(map[string]any)["item"].(map[string]any)
	if e["@type"] != "Event" || e["startDate"] != "2026-12-01T10:00:00+01:00" || e["eventStatus"] != "https://schema.org/EventCancelled" || !strings.HasPrefix(e["url"].(string), "https://bib.example/nl/e/") {
		t.Errorf("%v", e)
	}
	if p := a.agenda(t, "/nl/agenda?view=week"); p.JSONLD != nil {
		t.Error("a week is described too")
	}
}
