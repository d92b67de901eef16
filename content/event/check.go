package event

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"vitrine/content"
	"vitrine/content/locale"
)

var (
	statuses = []string{string(content.EventScheduled), string(content.EventCancelled), string(content.EventPostponed),
		string(content.EventRescheduled), string(content.EventMovedOnline)}
	availabilities = []string{string(content.Available), string(content.Few), string(content.SoldOut)}
	priceForm      = regexp.MustCompile(`^[0-9]{1,9}(\.[0-9]{1,4})?$`)
	countryForm    = regexp.MustCompile(`^[A-Z]{2}$`)
	dayForm        = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
)

// Check holds the details against the rules.
func (d *Details) Check(p *content.Problems) {
	switch {
	case len(d.Occurrences) == 0:
		p.Add("occurrences", "problem.required")
	case len(d.Occurrences) > 1:
		p.Add("occurrences", "problem.one_occurrence")
	}
	if d.TicketURL != "" && !content.ValidURL(d.TicketURL) {
		p.Add("ticket_url", "problem.not_a_url")
	}
	checkNames(d.Audience, content.Audiences, "audience", p)
	for f, n := range map[string]int{"age_from": d.AgeFrom, "age_to": d.AgeTo} {
		if n < 0 || n > maxAge {
			p.Add(f, "problem.out_of_range", "Min", 0, "Max", maxAge)
		}
	}
	if d.AgeTo > 0 && d.AgeTo < d.AgeFrom {
		p.Add("age_to", "problem.age_range")
	}
	for i, o := range d.Occurrences {
		checkOccurrence(o, p.In(fmt.Sprintf("occurrences.%d", i)))
	}
}

// maxAge is the oldest age that an event may be for, in years.
const maxAge = 120

// checkNames holds a list of choices against those there are.
func checkNames(names, allowed []string, field string, p *content.Problems) {
	for i, n := range names {
		if !slices.Contains(allowed, n) {
			p.Add(fmt.Sprintf("%s.%d", field, i), "problem.not_allowed", "Value", n, "Allowed", strings.Join(allowed, ", "))
		}
		if i >= len(allowed) {
			p.Add(field, "problem.too_many", "Max", len(allowed))
			return
		}
	}
}

func checkOccurrence(o content.Occurrence, p *content.Problems) {
	if o.Start == "" {
		p.Add("start", "problem.required")
		return
	}
	checkDay(o, p)
	start, end := wall(o.Start, o.TimeZone, "start", p), wall(o.End, o.TimeZone, "end", p)
	if start && end && o.End != "" {
		s, e, err := o.Times(o.TimeZone)
		if err == nil && (e.Before(s) || !o.AllDay && e.Equal(s)) {
			p.Add("end", "problem.end_before_start")
		}
	}
	wall(o.PreviousStart, o.TimeZone, "previous_start", p)
	if !slices.Contains(statuses, string(o.Status)) {
		p.Add("status", "problem.not_allowed", "Value", string(o.Status), "Allowed", strings.Join(statuses, ", "))
	}
	if !slices.Contains(availabilities, string(o.Availability)) {
		p.Add("availability", "problem.not_allowed", "Value", string(o.Availability), "Allowed", strings.Join(availabilities, ", "))
	}
	if o.Status == content.EventRescheduled && o.PreviousStart == "" {
		p.Add("previous_start", "problem.previous_start")
	}
	if o.OnlineURL != "" && !content.ValidURL(o.OnlineURL) {
		p.Add("online_url", "problem.not_a_url")
	}
	if o.Status == content.EventMovedOnline && o.OnlineURL == "" {
		p.Add("online_url", "problem.online_url")
	}
	checkNames(o.Access, content.Accesses, "access", p)
	checkPlace(o.Place, p.In("place"))
	if len(o.Offers) > 50 {
		p.Add("offers", "problem.too_many", "Max", 50)
		return
	}
	for i, f := range o.Offers {
		checkOffer(f, p.In(fmt.Sprintf("offers.%d", i)))
	}
}

// checkDay: an all-day occurrence has days, any other one has times.
func checkDay(o content.Occurrence, p *content.Problems) {
	for f, w := range map[string]string{"start": o.Start, "end": o.End} {
		if w == "" {
			continue
		}
		if day := dayForm.MatchString(w); day != o.AllDay {
			if o.AllDay {
				p.Add(f, "problem.not_a_date")
			} else {
				p.Add(f, "problem.not_a_time")
			}
		}
	}
}

// wall notes a wall time that has no single instant, with what was meant most likely.
func wall(w, zone, field string, p *content.Problems) bool {
	if w == "" {
		return true
	}
	_, err := content.ResolveWall(w, zone)
	var we *content.WallError
	switch {
	case err == nil:
		return true
	case !errors.As(err, &we):
		p.Add(field, "problem.not_a_time")
	case we.Gap:
		p.Add(field, "problem.time_gap", "Proposal", we.Proposal.Format("2006-01-02T15:04"))
	case we.Twice:
		p.Add(field, "problem.time_ambiguous", "First", we.Proposal.Format("2006-01-02T15:04Z07:00"), "Second", we.Other.Format("2006-01-02T15:04Z07:00"))
	case !validZone(zone):
		p.Add("time_zone", "problem.not_a_time_zone", "Value", zone)
	default:
		p.Add(field, "problem.not_a_time")
	}
	return false
}

func validZone(zone string) bool {
	_, err := content.ResolveWall("2026-01-01T12:00", zone)
	return err == nil
}

func checkPlace(pl *content.Place, p *content.Problems) {
	if pl == nil {
		return
	}
	if pl.Name == "" {
		p.Add("name", "problem.required")
	}
	for f, s := range map[string]string{"name": pl.Name, "street": pl.Street, "postal_code": pl.PostalCode, "locality": pl.Locality} {
		if len([]rune(s)) > 300 {
			p.Add(f, "problem.too_long", "Max", 300)
		}
	}
	checkNames(pl.Access, content.Accesses, "access", p)
	if len([]rune(pl.AccessNote)) > 1000 {
		p.Add("access_note", "problem.too_long", "Max", 1000)
	}
	if pl.URL != "" && !content.ValidURL(pl.URL) {
		p.Add("url", "problem.not_a_url")
	}
	if pl.Country != "" && !countryForm.MatchString(pl.Country) {
		p.Add("country", "problem.country", "Value", pl.Country)
	}
	if (pl.Latitude == nil) != (pl.Longitude == nil) {
		p.Add("latitude", "problem.coordinates")
	}
	if pl.Latitude != nil && (*pl.Latitude < -90 || *pl.Latitude > 90) {
		p.Add("latitude", "problem.out_of_range", "Min", -90, "Max", 90)
	}
	if pl.Longitude != nil && (*pl.Longitude < -180 || *pl.Longitude > 180) {
		p.Add("longitude", "problem.out_of_range", "Min", -180, "Max", 180)
	}
}

func checkOffer(f content.Offer, p *content.Problems) {
	if f.Price == "" && f.URL == "" && f.Name == "" {
		p.Add("price", "problem.required")
	}
	if f.Price != "" && !priceForm.MatchString(f.Price) {
		p.Add("price", "problem.price")
	}
	if f.Currency != "" && !locale.CurrencyValid(f.Currency) {
		p.Add("currency", "problem.currency", "Value", f.Currency)
	}
	if f.URL != "" && !content.ValidURL(f.URL) {
		p.Add("url", "problem.not_a_url")
	}
	if len([]rune(f.Name)) > 200 {
		p.Add("name", "problem.too_long", "Max", 200)
	}
}
