package event

import (
	"slices"
	"strings"

	"vitrine/content"
)

// Federate makes an Event that is readable wherever it lands: Mastodon shows
// name and summary, GoToSocial the content alone, so the line with status, date,
// place and price stands in the summary and opens the content (federation.md 0.8, 6.2).
func (d *Details) Federate(v content.View, o *content.Object) {
	oc, ok := d.first()
	if !ok {
		return
	}
	o.Type = "Event"
	o.Name = d.Title(v)
	line := "<p>" + content.Escape(d.Line(v)) + "</p>"
	intro := o.Summary
	o.Summary = line
	var b strings.Builder
	b.WriteString("<p>" + content.Escape(o.Name) + "</p>" + line)
	b.WriteString(intro + o.Content)
	if u := d.tickets(oc); u != "" && oc.Status != content.EventCancelled {
		b.WriteString(`<p><a href="` + content.Escape(u) + `">` + content.Escape(v.Say("event.tickets")) + `</a></p>`)
	}
	o.Content = b.String()
	start, end, err := oc.Times(v.Site.TimeZone)
	if err != nil {
		return
	}
	o.Event = &content.ObjectEvent{Start: start, End: end, AllDay: oc.AllDay, Zone: zoneOf(oc, v), Place: oc.Place, OnlineURL: oc.OnlineURL,
		Status: oc.Status, Availability: oc.Availability, TicketURL: d.tickets(oc), Offers: oc.Offers}
	if t, err := content.ResolveWall(oc.PreviousStart, zoneOf(oc, v)); err == nil {
		o.Event.PreviousStart = t
	}
	var extra []content.Attachment
	if o.Image != nil {
		banner := *o.Image
		banner.Type = "Document" // its name stays the alternative text, which snac2 and GoToSocial show; Mobilizon takes the banner from image
		extra = append(extra, banner)
	}
	extra = append(extra, content.Attachment{Type: "Link", MediaType: "text/html", URL: o.URL, Name: "Website"})
	if oc.OnlineURL != "" {
		extra = append(extra, content.Attachment{Type: "Link", MediaType: "text/html", URL: oc.OnlineURL, Name: v.Say("event.online")})
	}
	o.Attachments = extra
}

var schemaStatus = map[content.EventStatus]string{
	content.EventScheduled: "EventScheduled", content.EventCancelled: "EventCancelled", content.EventPostponed: "EventPostponed",
	content.EventRescheduled: "EventRescheduled", content.EventMovedOnline: "EventMovedOnline",
}

// Describe says what schema.org calls it.
func (d *Details) Describe(v content.View, ld map[string]any) {
	ld["@type"] = "Event"
	delete(ld, "headline")
	oc, ok := d.first()
	if !ok {
		return
	}
	if !d.describeDate(v, oc, ld) {
		return
	}
	ld["organizer"] = map[string]any{"@type": "Organization", "name": v.Site.Name, "url": v.Site.HomeURL(v.Text.Lang)}
	d.describeReaders(v, oc, ld)
	d.describeDates(v, ld)
}

// describeDate is one date: when, where, whether it goes on, what it costs.
func (d *Details) describeDate(v content.View, oc content.Occurrence, ld map[string]any) bool {
	start, end, err := oc.Times(v.Site.TimeZone)
	if err != nil {
		return false
	}
	ld["startDate"] = offsetTime(start, oc.AllDay)
	if !end.IsZero() {
		if oc.AllDay {
			end = end.AddDate(0, 0, -1)
		}
		ld["endDate"] = offsetTime(end, oc.AllDay)
	}
	ld["eventStatus"] = "https://schema.org/" + schemaStatus[oc.Status]
	if t, err := content.ResolveWall(oc.PreviousStart, zoneOf(oc, v)); err == nil {
		ld["previousStartDate"] = offsetTime(t, oc.AllDay)
	}
	switch {
	case oc.Place != nil && oc.OnlineURL != "":
		ld["eventAttendanceMode"] = "https://schema.org/MixedEventAttendanceMode"
		ld["location"] = []any{place(v, oc.Place), online(oc.OnlineURL)}
	case oc.OnlineURL != "":
		ld["eventAttendanceMode"] = "https://schema.org/OnlineEventAttendanceMode"
		ld["location"] = online(oc.OnlineURL)
	case oc.Place != nil:
		ld["eventAttendanceMode"] = "https://schema.org/OfflineEventAttendanceMode"
		ld["location"] = place(v, oc.Place)
	}
	if offers := d.offers(oc); len(offers) > 0 {
		ld["offers"] = offers
	}
	return true
}

// maxSubEvents is how many dates of one event search engines are told: the last ones.
const maxSubEvents = 50

// describeDates lists the dates of an event that has several, each an event of
// its own (schema.org subEvent), so that each is found; the whole lasts from the
// first to the last, and is cancelled or postponed when they all are.
func (d *Details) describeDates(v content.View, ld map[string]any) {
	list := slices.DeleteFunc(slices.Clone(d.Occurrences), func(o content.Occurrence) bool {
		_, _, err := o.Times(v.Site.TimeZone)
		return err != nil
	})
	if len(list) < 2 {
		return
	}
	slices.SortStableFunc(list, func(a, b content.Occurrence) int {
		at, _, _ := a.Times(v.Site.TimeZone)
		bt, _, _ := b.Times(v.Site.TimeZone)
		return at.Compare(bt)
	})
	list = list[max(0, len(list)-maxSubEvents):]
	subs := make([]any, len(list))
	status := list[0].Status
	for i, oc := range list {
		sub := map[string]any{"@type": "Event", "name": v.Text.Title, "url": v.URL}
		d.describeDate(v, oc, sub)
		if subs[i] = sub; oc.Status != status {
			status = content.EventScheduled
		}
		if end, ok := sub["endDate"]; ok {
			ld["endDate"] = end
		} else {
			ld["endDate"] = sub["startDate"]
		}
	}
	ld["startDate"], ld["subEvent"] = subs[0].(map[string]any)["startDate"], subs
	ld["eventStatus"] = "https://schema.org/" + schemaStatus[status]
	delete(ld, "previousStartDate")
}

func place(v content.View, p *content.Place) map[string]any {
	addr := map[string]any{"@type": "PostalAddress"}
	for k, s := range map[string]string{"streetAddress": p.Street, "postalCode": p.PostalCode, "addressLocality": p.Locality, "addressCountry": p.Country} {
		if s != "" {
			addr[k] = s
		}
	}
	out := map[string]any{"@type": "Place", "name": p.Name, "address": addr}
	if p.Latitude != nil && p.Longitude != nil {
		out["geo"] = map[string]any{"@type": "GeoCoordinates", "latitude": *p.Latitude, "longitude": *p.Longitude}
	}
	if p.URL != "" {
		out["url"] = p.URL
	}
	if a := amenities(v, p); len(a) > 0 {
		out["amenityFeature"] = a
	}
	return out
}

func online(u string) map[string]any { return map[string]any{"@type": "VirtualLocation", "url": u} }

func (d *Details) offers(oc content.Occurrence) []any {
	avail := map[content.Availability]string{content.Available: "InStock", content.Few: "LimitedAvailability", content.SoldOut: "SoldOut"}
	list := oc.Offers
	if len(list) == 0 && d.TicketURL != "" {
		list = []content.Offer{{URL: d.TicketURL}}
	}
	var out []any
	for _, f := range list {
		m := map[string]any{"@type": "Offer", "availability": "https://schema.org/" + avail[oc.Availability]}
		u := f.URL
		if u == "" {
			u = d.tickets(oc)
		}
		for k, s := range map[string]string{"name": f.Name, "price": f.Price, "priceCurrency": f.Currency, "url": u} {
			if s != "" {
				m[k] = s
			}
		}
		out = append(out, m)
	}
	return out
}
