// Package event is the kind of something that takes place: dates as wall times
// in a zone, a place, a status, tickets.
package event

import (
	"embed"
	"io/fs"
	"slices"
	"strings"

	"vitrine/content"
)

//go:embed event.html
var templates embed.FS

// Kind is the kind "event".
type Kind struct{}

var _ content.Kind = Kind{}

// Name is "event".
func (Kind) Name() string { return "event" }

// New is empty details.
func (Kind) New() content.Details { return &Details{} }

// Templates holds the part of the page that only events have.
func (Kind) Templates() fs.FS { return templates }

// Form lists the fields that staff fill in.
func (Kind) Form() []content.Field {
	return []content.Field{
		{Name: "occurrences", Type: "group", Many: true, Required: true, Fields: []content.Field{
			{Name: "start", Type: "wall-time", Required: true}, {Name: "end", Type: "wall-time"}, {Name: "all_day", Type: "bool"},
			{Name: "time_zone", Type: "zone"},
			{Name: "status", Type: "choice", Choices: statuses}, {Name: "availability", Type: "choice", Choices: availabilities},
			{Name: "previous_start", Type: "wall-time"}, {Name: "online_url", Type: "url"},
			{Name: "place", Type: "group", Fields: []content.Field{
				{Name: "name", Type: "text", Required: true}, {Name: "street", Type: "text"}, {Name: "postal_code", Type: "text"},
				{Name: "locality", Type: "text"}, {Name: "country", Type: "text"}, {Name: "latitude", Type: "number"}, {Name: "longitude", Type: "number"},
				{Name: "access", Type: "choice", Many: true, Choices: content.Accesses}, {Name: "access_note", Type: "longtext"}, {Name: "url", Type: "url"}}},
			{Name: "access", Type: "choice", Many: true, Choices: content.Accesses},
			{Name: "offers", Type: "group", Many: true, Fields: []content.Field{
				{Name: "name", Type: "text"}, {Name: "price", Type: "price"}, {Name: "currency", Type: "text"}, {Name: "url", Type: "url"}}},
		}},
		{Name: "ticket_url", Type: "url"},
		{Name: "audience", Type: "choice", Many: true, Choices: content.Audiences},
		{Name: "age_from", Type: "integer"}, {Name: "age_to", Type: "integer"},
	}
}

// Details are what an event adds to an item. The stored JSON holds the
// occurrences; the store also keeps them as rows with their instants.
type Details struct {
	Occurrences []content.Occurrence `json:"occurrences"`
	TicketURL   string               `json:"ticket_url,omitempty"`
	Audience    []string             `json:"audience,omitempty"` // of content.Audiences
	AgeFrom     int                  `json:"age_from,omitempty"` // years; 0: not said
	AgeTo       int                  `json:"age_to,omitempty"`   // years, inclusive; 0: not said

	zone string // of the site
}

var (
	_ content.Dated      = (*Details)(nil)
	_ content.Zoned      = (*Details)(nil)
	_ content.Normal     = (*Details)(nil)
	_ content.Searchable = (*Details)(nil)
	_ content.Federated  = (*Details)(nil)
	_ content.Described  = (*Details)(nil)
	_ content.Factual    = (*Details)(nil)
	_ content.Succeeding = (*Details)(nil)
	_ content.Sorted     = (*Details)(nil)
)

// Dates are the occurrences.
func (d *Details) Dates() []content.Occurrence { return d.Occurrences }

// SetDates replaces the occurrences.
func (d *Details) SetDates(o []content.Occurrence) { d.Occurrences = o }

// DefaultZone is the zone of occurrences that name none.
func (d *Details) DefaultZone(zone string) { d.zone = zone }

// Normalise completes what may be left out: ids, zone, status, availability.
func (d *Details) Normalise() {
	d.Audience = once(d.Audience)
	for i := range d.Occurrences {
		o := &d.Occurrences[i]
		if o.ID == "" {
			o.ID = content.NewID()
		}
		if o.TimeZone == "" {
			o.TimeZone = d.zone
		}
		if o.Status == "" {
			o.Status = content.EventScheduled
		}
		if o.Availability == "" {
			o.Availability = content.Available
		}
		o.Access = once(o.Access)
		for j := range o.Offers {
			f := &o.Offers[j]
			f.Name, f.Price = strings.TrimSpace(f.Name), strings.TrimSpace(f.Price)
			f.Currency = strings.ToUpper(strings.TrimSpace(f.Currency))
			if f.Price != "" && f.Currency == "" {
				f.Currency = "EUR"
			}
		}
		if p := o.Place; p != nil {
			for _, f := range []*string{&p.Name, &p.Street, &p.PostalCode, &p.Locality, &p.Country, &p.AccessNote, &p.URL} {
				*f = strings.Join(strings.Fields(*f), " ")
			}
			p.Country, p.Access = strings.ToUpper(p.Country), once(p.Access)
			if p.Empty() {
				o.Place = nil
			}
		}
	}
}

// once is a list of names in lower case, each once, nil when it is empty.
func once(names []string) (out []string) {
	for _, n := range names {
		if n = strings.ToLower(strings.TrimSpace(n)); n != "" && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// Succeed gives dates without an id the id of the date that they correct, so
// that a calendar which holds it moves or cancels it: the one with the same
// start, else the one in the same place of the list.
func (d *Details) Succeed(earlier content.Details) {
	old, ok := earlier.(*Details)
	if !ok {
		return
	}
	taken := map[content.ID]bool{}
	for _, o := range d.Occurrences {
		taken[o.ID] = true
	}
	give := func(o *content.Occurrence, from content.Occurrence) {
		if o.ID == "" && from.ID != "" && !taken[from.ID] {
			o.ID = from.ID
			taken[from.ID] = true
		}
	}
	for i := range d.Occurrences {
		for _, x := range old.Occurrences {
			if x.Start == d.Occurrences[i].Start {
				give(&d.Occurrences[i], x)
			}
		}
	}
	for i := range d.Occurrences {
		if i < len(old.Occurrences) {
			give(&d.Occurrences[i], old.Occurrences[i])
		}
	}
}

// first is the occurrence that stands for the event.
func (d *Details) first() (content.Occurrence, bool) {
	if len(d.Occurrences) == 0 {
		return content.Occurrence{}, false
	}
	return d.Occurrences[0], true
}
