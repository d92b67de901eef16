package web

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

// dateOf is date with what belongs to its item: its calendar file, whom it is
// for and what it offers to people with a disability.
func (v *visit) dateOf(it *content.Item, o content.Occurrence) page.Date {
	d := v.date(o, v.lang)
	v.complete(&d, it, o)
	return d
}

// complete fills in what a date has from its item.
func (v *visit) complete(d *page.Date, it *content.Item, o content.Occurrence) {
	if t, _ := it.Text(v.lang); content.ValidID(string(o.ID)) && t.Slug != "" && content.Letter(it.Kind) != "" {
		d.Calendar = v.itemPath(it.Kind, t) + "/" + string(o.ID) + ".ics"
	}
	seen := map[content.Facet]bool{}
	for _, f := range facetsOf(content.Slot{Item: it, Occurrence: o}) {
		if f.Label = ""; f.Name == content.FacetAudience && wellFormed(f.Name, f.Value) && !seen[f] {
			seen[f] = true
			d.Audience = append(d.Audience, v.say("audience."+f.Value))
		}
	}
}

// access lists the provisions of a date and its place in words, in the order of
// the vocabulary.
func (v *visit) access(o content.Occurrence) []string {
	var out []string
	for _, name := range content.Accesses {
		if slices.Contains(o.Access, name) || o.Place != nil && slices.Contains(o.Place.Access, name) {
			out = append(out, v.say("access."+name))
		}
	}
	return out
}

// free reports whether a date costs nothing: it has prices, and all are zero.
func free(o content.Occurrence) bool {
	priced := false
	for _, f := range o.Offers {
		if f.Price == "" {
			continue
		}
		if priced = true; strings.Trim(f.Price, "0.") != "" {
			return false
		}
	}
	return priced
}

// nextDate chooses the date that stands for an item in a list: the next one
// that is not over, else the last; further is how many come after it.
func (v *visit) nextDate(dates []content.Occurrence) (o content.Occurrence, further int) {
	type moment struct {
		start, last time.Time
		i           int
	}
	var list []moment
	for i, d := range dates {
		start, end, err := d.Times(v.site.TimeZone)
		if err != nil {
			continue
		}
		list = append(list, moment{start, later(start, end), i})
	}
	if len(list) == 0 {
		return dates[0], 0
	}
	slices.SortStableFunc(list, func(a, b moment) int { return a.start.Compare(b.start) })
	now := v.cfg.Now()
	for k, m := range list {
		if !m.last.Before(now) {
			return dates[m.i], len(list) - k - 1
		}
	}
	return dates[list[len(list)-1].i], 0
}

// after counts the dates of the slot's item that come after it.
func (v *visit) after(s content.Slot) int {
	d, ok := s.Item.Details.(content.Dated)
	if !ok {
		return 0
	}
	n := 0
	for _, o := range d.Dates() {
		if start, _, err := o.Times(v.site.TimeZone); err == nil && start.After(s.Start) {
			n++
		}
	}
	return n
}

// date shows an occurrence in a language; wall times that do not resolve, which
// the checks keep from being stored, are shown as they stand.
func (v *visit) date(o content.Occurrence, lang content.Lang) page.Date {
	start, end, err := o.Times(v.site.TimeZone)
	if err != nil {
		return page.Date{When: o.Start, Start: o.Start, End: o.End, Status: o.Status, Place: o.Place, ID: o.ID, Access: v.access(o), Free: free(o)}
	}
	return v.dateAt(o, start, end, lang)
}

// dateAt is date with the instants known already.
func (v *visit) dateAt(o content.Occurrence, start, end time.Time, lang content.Lang) page.Date {
	start = start.In(v.zone(o))
	if !end.IsZero() {
		end = end.In(start.Location())
	}
	d := page.Date{
		When: locale.Range(string(lang), start, end, o.AllDay), Start: locale.MachineTime(start),
		Status: o.Status, Availability: o.Availability, Place: o.Place, OnlineURL: o.OnlineURL,
		ID: o.ID, Access: v.access(o), Free: free(o),
		Day: strconv.Itoa(start.Day()), Month: locale.MonthShort(string(lang), start.Month()), Weekday: locale.WeekdayShort(string(lang), start.Weekday()),
	}
	last := end
	if o.AllDay {
		d.Start = locale.MachineDate(start)
		d.End = locale.MachineDate(end.Add(-time.Second))
	} else {
		d.Clock = locale.RangeTime(string(lang), start, end)
		if !end.IsZero() {
			d.End = locale.MachineTime(end)
		} else {
			last = start
		}
	}
	d.Past = last.Before(v.cfg.Now())
	if o.Status != "" && o.Status != content.EventScheduled {
		d.StatusLabel = v.say("event.status." + string(o.Status))
	}
	if o.PreviousStart != "" {
		d.Previous = v.previous(o, lang)
	}
	if o.Availability == content.Few || o.Availability == content.SoldOut {
		d.Tickets = v.say("event.availability." + string(o.Availability))
	}
	for _, f := range o.Offers {
		d.Offers = append(d.Offers, page.Offer{Name: f.Name, Price: v.price(f, lang), URL: f.URL})
	}
	return d
}

func (v *visit) previous(o content.Occurrence, lang content.Lang) string {
	o.Start, o.End = o.PreviousStart, ""
	start, _, err := o.Times(v.site.TimeZone)
	if err != nil {
		return o.PreviousStart
	}
	return locale.Range(string(lang), start, time.Time{}, o.AllDay)
}

func (v *visit) price(f content.Offer, lang content.Lang) string {
	switch {
	case f.Price == "":
		return ""
	case strings.Trim(f.Price, "0.") == "":
		return v.say("price.free")
	}
	currency := f.Currency
	if currency == "" {
		currency = "EUR"
	}
	s, err := locale.Money(string(lang), f.Price, currency)
	if err != nil {
		return f.Price + " " + currency
	}
	return s
}

// zone is the occurrence's time zone, the site's when it has none.
func (v *visit) zone(o content.Occurrence) *time.Location {
	name := o.TimeZone
	if name == "" {
		name = v.site.TimeZone
	}
	return location(name)
}

// zones are the time zones read so far: loading one parses a file, and an
// agenda asks for a hundred.
var zones sync.Map

// location is a zone by its name, UTC when there is none of that name.
func location(name string) *time.Location {
	if l, ok := zones.Load(name); ok {
		return l.(*time.Location)
	}
	l, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	zones.Store(name, l)
	return l
}
