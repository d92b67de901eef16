package web

import (
	"sync"
	"time"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

// date shows an occurrence in a language; wall times that do not resolve, which
// the checks keep from being stored, are shown as they stand.
func (v *visit) date(o content.Occurrence, lang content.Lang) page.Date {
	start, end, err := o.Times(v.site.TimeZone)
	if err != nil {
		return page.Date{When: o.Start, Start: o.Start, End: o.End, Status: o.Status, Place: o.Place}
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
	switch f.Price {
	case "":
		return ""
	case "0", "0.00":
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
