package event

import (
	"strings"
	"time"

	"vitrine/content"
	"vitrine/content/locale"
)

// When is an occurrence's date for people: "za 17 oktober 2026, 15:00–16:00".
func When(o content.Occurrence, lang content.Lang, zone string) string {
	start, end, err := o.Times(zone)
	if err != nil {
		return o.Start
	}
	return locale.Range(string(lang), start, end, o.AllDay)
}

// Where is an occurrence's place on one line.
func Where(o content.Occurrence) string {
	if o.Place == nil {
		return ""
	}
	parts := []string{o.Place.Name}
	if o.Place.Street != "" {
		parts = append(parts, o.Place.Street)
	}
	if l := strings.TrimSpace(o.Place.PostalCode + " " + o.Place.Locality); l != "" {
		parts = append(parts, l)
	}
	return strings.Join(parts, ", ")
}

// Price is what an occurrence's offers cost: free, one price, or a range by name.
func Price(o content.Occurrence, v content.View) string {
	var out []string
	for _, f := range o.Offers {
		if f.Price == "" {
			continue
		}
		s := v.Say("price.free")
		if strings.Trim(f.Price, "0.") != "" {
			m, err := locale.Money(string(v.Text.Lang), f.Price, f.Currency)
			if err != nil {
				m = f.Price + " " + f.Currency
			}
			s = m
		}
		if f.Name != "" && !strings.EqualFold(f.Name, s) { // "Free: free" says it twice
			s = v.Say("price.offer", "Name", f.Name, "Price", s)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// Line is what everyone must be able to read wherever the event lands: status,
// date, place, price, tickets (federation.md 0.8).
func (d *Details) Line(v content.View) string {
	o, ok := d.first()
	if !ok {
		return ""
	}
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if o.Status != content.EventScheduled && o.Status != "" {
		add(v.Say("event.status." + string(o.Status)))
	}
	when := When(o, v.Text.Lang, v.Site.TimeZone)
	if o.Status == content.EventPostponed {
		when = v.Say("event.previous", "Date", when)
	}
	add(when)
	add(Where(o))
	if o.OnlineURL != "" && o.Place == nil {
		add(v.Say("event.online"))
	}
	add(Price(o, v))
	if o.Availability == content.SoldOut || o.Availability == content.Few {
		add(v.Say("event.availability." + string(o.Availability)))
	}
	return strings.Join(parts, " · ")
}

// Title is the item's title with the status before it when it does not go ahead as planned.
func (d *Details) Title(v content.View) string {
	o, ok := d.first()
	if !ok || o.Status == "" || o.Status == content.EventScheduled {
		return v.Text.Title
	}
	return v.Say("event.title."+string(o.Status), "Title", v.Text.Title)
}

// Facts are the event's card.
func (d *Details) Facts(v content.View) []content.Fact {
	var out []content.Fact
	for _, o := range d.Occurrences {
		if o.Status != content.EventScheduled && o.Status != "" {
			out = append(out, content.Fact{Name: "status", Label: v.Say("event.state"), Text: v.Say("event.status." + string(o.Status)), Urgent: true})
		}
		if start, _, err := o.Times(v.Site.TimeZone); err == nil {
			out = append(out, content.Fact{Name: "when", Label: v.Say("event.when"), Text: When(o, v.Text.Lang, v.Site.TimeZone), Time: start, AllDay: o.AllDay})
		}
		if t, err := content.ResolveWall(o.PreviousStart, zoneOf(o, v)); err == nil {
			out = append(out, content.Fact{Name: "previous", Label: v.Say("event.when"), Text: v.Say("event.previous", "Date", locale.DateTime(string(v.Text.Lang), t)), Time: t})
		}
		if w := Where(o); w != "" {
			out = append(out, content.Fact{Name: "where", Label: v.Say("event.where"), Text: w, URL: o.Place.URL})
		}
		if o.OnlineURL != "" {
			out = append(out, content.Fact{Name: "online", Label: v.Say("event.online"), Text: o.OnlineURL, URL: o.OnlineURL})
		}
		if p := Price(o, v); p != "" {
			out = append(out, content.Fact{Name: "price", Label: v.Say("event.price"), Text: p})
		}
		if o.Availability == content.SoldOut || o.Availability == content.Few {
			out = append(out, content.Fact{Name: "availability", Label: v.Say("event.tickets"), Text: v.Say("event.availability." + string(o.Availability)), Urgent: o.Availability == content.SoldOut})
		}
		if u := d.tickets(o); u != "" && o.Status != content.EventCancelled && o.Availability != content.SoldOut {
			out = append(out, content.Fact{Name: "tickets", Label: v.Say("event.tickets"), Text: v.Say("event.buy"), URL: u})
		}
	}
	return append(out, d.Provisions(v)...)
}

// tickets is the address of the ticket seller, of the event or of its first offer.
func (d *Details) tickets(o content.Occurrence) string {
	if d.TicketURL != "" {
		return d.TicketURL
	}
	for _, f := range o.Offers {
		if f.URL != "" {
			return f.URL
		}
	}
	return ""
}

func zoneOf(o content.Occurrence, v content.View) string {
	if o.TimeZone != "" {
		return o.TimeZone
	}
	return v.Site.TimeZone
}

// offsetTime writes an instant with its zone's offset.
func offsetTime(t time.Time, allDay bool) string {
	if allDay {
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}
