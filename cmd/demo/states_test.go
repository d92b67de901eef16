package demo

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"vitrine/content"
	"vitrine/content/event"
	"vitrine/content/highlight"
)

// house collects what one house has to show.
type house struct {
	Institution
	events []*event.Details
	body   string // all bodies
}

func (h house) having(so func(*event.Details, content.Occurrence) bool) int {
	n := 0
	for _, d := range h.events {
		if so(d, d.Occurrences[0]) {
			n++
		}
	}
	return n
}

func (h house) dates(so func(content.Occurrence) bool) int {
	return h.having(func(_ *event.Details, o content.Occurrence) bool { return so(o) })
}

func (h house) items(so func(Item) bool) int {
	n := 0
	for _, it := range h.Items {
		if so(it) {
			n++
		}
	}
	return n
}

func (h house) voices(so func(Voice) bool) int {
	n := 0
	for _, v := range h.Voices {
		if so(v) {
			n++
		}
	}
	return n
}

var (
	rightToLeft = regexp.MustCompile(`\p{Arabic}|\p{Hebrew}`)
	longWord    = regexp.MustCompile(`\pL{40,}`)
)

// Each house, and so each theme, shows every kind of page and every state.
func TestEveryHouseShowsEveryState(t *testing.T) {
	now := newCalendar(started).today
	day := func(o content.Occurrence) time.Time {
		d, err := time.Parse(time.DateOnly, o.Start[:10])
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	states := []struct {
		name  string
		least int
		count func(house) int
	}{
		{"articles", 12, func(h house) int { return h.items(func(i Item) bool { return i.Kind == "article" }) }},
		{"highlights", 3, func(h house) int { return h.items(func(i Item) bool { return i.Kind == "highlight" }) }},
		{"editions", 1, func(h house) int { return h.items(func(i Item) bool { return i.Kind == "edition" && i.Lead != "" }) }},
		{"cancelled", 1, func(h house) int {
			return h.dates(func(o content.Occurrence) bool { return o.Status == content.EventCancelled })
		}},
		{"postponed", 1, func(h house) int {
			return h.dates(func(o content.Occurrence) bool { return o.Status == content.EventPostponed })
		}},
		{"rescheduled", 1, func(h house) int {
			return h.dates(func(o content.Occurrence) bool { return o.Status == content.EventRescheduled })
		}},
		{"moved online", 1, func(h house) int {
			return h.dates(func(o content.Occurrence) bool { return o.Status == content.EventMovedOnline })
		}},
		{"sold out", 1, func(h house) int {
			return h.dates(func(o content.Occurrence) bool { return o.Availability == content.SoldOut })
		}},
		{"few places", 1, func(h house) int {
			return h.dates(func(o content.Occurrence) bool { return o.Availability == content.Few })
		}},
		{"free", 2, func(h house) int {
			return h.dates(func(o content.Occurrence) bool { return len(o.Offers) == 1 && o.Offers[0].Price == "0" })
		}},
		{"several prices", 2, func(h house) int { return h.dates(func(o content.Occurrence) bool { return len(o.Offers) > 1 }) }},
		{"all day for weeks", 1, func(h house) int {
			return h.dates(func(o content.Occurrence) bool { return o.AllDay && o.End > o.Start && day(o).Before(now) })
		}},
		{"over", 4, func(h house) int {
			return h.dates(func(o content.Occurrence) bool { return !o.AllDay && day(o).Before(now) })
		}},
		{"next month", 3, func(h house) int {
			return h.dates(func(o content.Occurrence) bool { return day(o).After(now.AddDate(0, 0, 28)) })
		}},
		{"access of a place", 4, func(h house) int {
			return h.dates(func(o content.Occurrence) bool {
				return o.Place != nil && len(o.Place.Access) > 1 && o.Place.AccessNote != ""
			})
		}},
		{"access of a date", 1, func(h house) int { return h.dates(func(o content.Occurrence) bool { return len(o.Access) > 0 }) }},
		{"places", 3, func(h house) int {
			names := map[string]bool{}
			h.dates(func(o content.Occurrence) bool { names[placeName(o)] = true; return true })
			delete(names, "")
			return len(names)
		}},
		{"audience and age", 2, func(h house) int {
			return h.having(func(d *event.Details, _ content.Occurrence) bool { return len(d.Audience) > 0 && d.AgeFrom+d.AgeTo > 0 })
		}},
		{"dates of a series", 8, func(h house) int {
			most := 0
			for _, b := range h.Branches {
				if b.Kind == content.ChannelSeries {
					most = max(most, h.items(func(i Item) bool { return i.Kind == "event" && i.Channel == b.Handle }))
				}
			}
			return most
		}},
		{"ISBN", 1, func(h house) int {
			return h.items(func(i Item) bool { d, ok := i.Details.(*highlight.Details); return ok && d.ISBN != "" })
		}},
		{"inventory number", 1, func(h house) int {
			return h.items(func(i Item) bool {
				d, ok := i.Details.(*highlight.Details)
				return ok && d.ISBN == "" && d.Identifier != ""
			})
		}},
		{"rights", 2, func(h house) int {
			return h.items(func(i Item) bool { d, ok := i.Details.(*highlight.Details); return ok && d.Rights != "" })
		}},
		{"no picture", 1, func(h house) int { return h.items(func(i Item) bool { return i.Lead == "" }) }},
		{"long title", 1, func(h house) int { return h.titles(func(s string) bool { return utf8.RuneCountInString(s) > 170 }) }},
		{"long word", 1, func(h house) int { return h.titles(longWord.MatchString) }},
		{"one language", 4, func(h house) int { return h.items(func(i Item) bool { return len(i.Texts) == 1 }) }},
		{"every language", 1, func(h house) int { return h.items(func(i Item) bool { return len(i.Texts) == len(h.Languages) }) }},
		{"right to left author", 1, func(h house) int {
			return h.items(func(i Item) bool {
				for _, a := range i.Authors {
					if rightToLeft.MatchString(a.Name) {
						return true
					}
				}
				return false
			})
		}},
		{"gallery", 1, func(h house) int { return h.items(func(i Item) bool { return len(i.Gallery) > 2 }) }},
		{"paper", 1, func(h house) int { return h.items(func(i Item) bool { return len(i.Papers) > 0 }) }},
		{"withdrawn", 1, func(h house) int { return h.items(func(i Item) bool { return i.Withdrawn != "" }) }},
		{"expired", 1, func(h house) int { return h.items(func(i Item) bool { return i.Expired }) }},
		{"months", 6, func(h house) int {
			months := map[string]bool{}
			for _, it := range h.Items {
				months[started.Add(-it.Ago).Format("2006-01")] = true
			}
			return len(months)
		}},
		{"years", 3, func(h house) int {
			years := map[int]bool{}
			for _, it := range h.Items {
				years[started.Add(-it.Ago).Year()] = true
			}
			return len(years)
		}},
		{"public replies", crowdSize, func(h house) int {
			return h.voices(func(v Voice) bool { return v.Item == "vraag" && v.Approved && v.Words != "" })
		}},
		{"pending replies", 1, func(h house) int { return h.voices(func(v Voice) bool { return !v.Approved && v.Words != "" }) }},
		{"answers to replies", 50, func(h house) int { return h.voices(func(v Voice) bool { return v.To > 0 }) }},
		{"right to left replies", 2, func(h house) int { return h.voices(func(v Voice) bool { return rightToLeft.MatchString(v.Name) }) }},
		{"content warning", 1, func(h house) int { return h.voices(func(v Voice) bool { return v.Warning != "" }) }},
		{"channels", 2, func(h house) int { return len(h.Branches) }},
		{"home sections", 6, func(h house) int { return len(h.Home) }},
		{"film or sound", 1, func(h house) int {
			n := 0
			for _, f := range h.Files {
				if len(f.Transcript) == len(h.Languages) && strings.Contains(h.body, "{media:"+f.Name+"}") {
					n++
				}
			}
			return n
		}},
	}
	for _, mark := range []string{"<h2>", "<h3>", `<blockquote class="pull">`, "<table><caption>", `<span class="footnote">`, "<figcaption>", `<span lang="`, `<a data-media="`, `<a data-item="`} {
		states = append(states, struct {
			name  string
			least int
			count func(house) int
		}{mark, 1, func(h house) int { return strings.Count(h.body, mark) }})
	}
	themes := map[string]bool{}
	for _, in := range Institutions(started) {
		h := house{Institution: in}
		for _, it := range in.Items {
			if d, ok := it.Details.(*event.Details); ok {
				h.events = append(h.events, d)
			}
			for _, x := range it.Texts {
				h.body += x.Body
			}
		}
		for _, s := range states {
			if n := s.count(h); n < s.least {
				t.Errorf("%s: %d of %s, want %d", in.Host, n, s.name, s.least)
			}
		}
		themes[in.Theme] = true
		d := in.Settings.Duty
		if d.Body == "" || d.Law == "" || d.Status == "" || d.Method == "" || d.Drawn == "" || d.DPO == "" {
			t.Errorf("%s: its statements are incomplete: %+v", in.Host, d)
		}
	}
	if len(themes) != 3 {
		t.Errorf("themes: %v", themes)
	}
}

func (h house) titles(so func(string) bool) int {
	return h.items(func(i Item) bool {
		for _, x := range i.Texts {
			if so(x.Title) {
				return true
			}
		}
		return false
	})
}

func placeName(o content.Occurrence) string {
	if o.Place == nil {
		return ""
	}
	return o.Place.Name
}
