package web

import (
	"vitrine/content"
	"vitrine/content/locale"
)

// maxListed is how many dates the description for search engines has.
const maxListed = 20

// schemaStatus are the states that search engines are told.
var schemaStatus = map[content.EventStatus]string{
	content.EventCancelled: "EventCancelled", content.EventPostponed: "EventPostponed",
	content.EventRescheduled: "EventRescheduled", content.EventMovedOnline: "EventMovedOnline",
}

// describeDates is the next dates as schema.org: a list of events, each with
// what a result shows. The item's page has the rest. nil when there is none.
func (v *visit) describeDates(slots []content.Slot) any {
	if len(slots) == 0 {
		return nil
	}
	slots = slots[:min(len(slots), maxListed)]
	list := make([]any, len(slots))
	for i, s := range slots {
		list[i] = map[string]any{"@type": "ListItem", "position": i + 1, "item": v.describeDate(s)}
	}
	return map[string]any{"@context": "https://schema.org", "@type": "ItemList", "numberOfItems": len(list), "itemListElement": list}
}

func (v *visit) describeDate(s content.Slot) map[string]any {
	t, _ := s.Item.Text(v.lang)
	zone := v.zone(s.Occurrence)
	out := map[string]any{"@type": "Event", "name": t.Title, "url": v.site.Origin + v.itemPath(s.Item.Kind, t)}
	if s.Occurrence.AllDay {
		out["startDate"] = locale.MachineDate(s.Start.In(zone))
		out["endDate"] = locale.MachineDate(locale.LastDay(s.Start.In(zone), s.End, true))
	} else {
		out["startDate"] = locale.MachineTime(s.Start.In(zone))
		if !s.End.IsZero() {
			out["endDate"] = locale.MachineTime(s.End.In(zone))
		}
	}
	if status := schemaStatus[s.Occurrence.Status]; status != "" {
		out["eventStatus"] = "https://schema.org/" + status
	}
	if p := s.Occurrence.Place; p != nil {
		address := map[string]any{"@type": "PostalAddress"}
		for name, value := range map[string]string{"streetAddress": p.Street, "postalCode": p.PostalCode, "addressLocality": p.Locality, "addressCountry": p.Country} {
			if value != "" {
				address[name] = value
			}
		}
		out["location"] = map[string]any{"@type": "Place", "name": p.Name, "address": address}
	} else if s.Occurrence.OnlineURL != "" {
		out["location"] = map[string]any{"@type": "VirtualLocation", "url": s.Occurrence.OnlineURL}
	}
	return out
}
