package demo

import (
	"fmt"
	"time"

	"vitrine/content"
	"vitrine/content/event"
)

// date is an occurrence from a clock to another one on a day.
func (c calendar) date(week int, day time.Weekday, from, to string, place *content.Place, offers ...content.Offer) content.Occurrence {
	return content.Occurrence{Start: c.at(week, day, from), End: c.at(week, day, to), Place: place, Offers: offers}
}

// span is an occurrence of whole days, the last one included.
func (c calendar) span(from, to time.Time, place *content.Place, offers ...content.Offer) content.Occurrence {
	return content.Occurrence{Start: from.Format(time.DateOnly), End: to.Format(time.DateOnly), AllDay: true, Place: place, Offers: offers}
}

// happening is an event of one date.
func happening(key, lead string, ago float64, tags []string, by []content.Author, d event.Details, o content.Occurrence, texts ...content.TextInput) Item {
	d.Occurrences = []content.Occurrence{o}
	return Item{Key: key, Lead: lead, Ago: days(ago), Input: content.Input{Kind: "event", Tags: tags, Authors: by, Details: &d, Texts: texts}}
}

// story is an article.
func story(key, lead string, ago float64, tags []string, by []content.Author, texts ...content.TextInput) Item {
	return Item{Key: key, Lead: lead, Ago: days(ago), Input: content.Input{Kind: "article", Tags: tags, Authors: by, Texts: texts}}
}

// series is a row of events on the same weekday, one for each theme; the first
// weeks are over. Texts makes the words of one.
func series(c calendar, channel, lead string, first int, day time.Weekday, d event.Details, o func(week, n int) content.Occurrence, tags []string, by []content.Author, themes int, texts func(n int) []content.TextInput) []Item {
	var out []Item
	for n := range themes {
		week := first + n
		it := happening(fmt.Sprintf("%s-%d", channel, n+1), lead, float64(24+n)/8-float64(min(0, week+1))*7+1, tags, by, d, o(week, n), texts(n)...)
		it.Channel = channel
		out = append(out, it)
	}
	return out
}

// at gives a place on the map.
func at(p content.Place, latitude, longitude float64) *content.Place {
	p.Latitude, p.Longitude = &latitude, &longitude
	return &p
}

// publicDomain is the rights statement of what nobody owns any more.
const publicDomain = "https://creativecommons.org/publicdomain/mark/1.0/"
