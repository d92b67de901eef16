package vocab

import (
	"net/url"
	"time"

	"vitrine/content"
)

// event is what an Event has beyond an Article, in the words of FEP-8a8e,
// Mobilizon and Gancio.
type event struct {
	StartTime         string      `json:"startTime"`
	EndTime           string      `json:"endTime,omitempty"`
	TimeZone          string      `json:"timezone,omitempty"`
	DisplayEndTime    bool        `json:"displayEndTime"`
	Location          *location   `json:"location,omitempty"`
	InLanguage        string      `json:"inLanguage,omitempty"`
	Status            string      `json:"status"`
	EventStatus       string      `json:"eventStatus"`
	PreviousStartTime string      `json:"previousStartTime,omitempty"`
	JoinMode          string      `json:"joinMode,omitempty"`
	Participation     string      `json:"externalParticipationUrl,omitempty"`
	Remaining         *int        `json:"remainingAttendeeCapacity,omitempty"`
	IsOnline          bool        `json:"isOnline"`
	CommentsEnabled   bool        `json:"commentsEnabled"`
	Organizers        *organizers `json:"organizers"`
}

type organizers struct {
	Type  string `json:"type"`
	Total int    `json:"totalItems"`
	Items strs   `json:"items"`
}

// location is one Place, or one VirtualLocation: Mobilizon cannot read a list.
type location struct {
	Type      string   `json:"type"`
	ID        string   `json:"id,omitempty"`
	Name      string   `json:"name"`
	URL       string   `json:"url,omitempty"`
	Address   *address `json:"address,omitempty"`
	Latitude  *decimal `json:"latitude,omitempty"`
	Longitude *decimal `json:"longitude,omitempty"`
}

type address struct {
	Type       string `json:"type"`
	Street     string `json:"streetAddress,omitempty"`
	PostalCode string `json:"postalCode,omitempty"`
	Locality   string `json:"addressLocality,omitempty"`
	Country    string `json:"addressCountry,omitempty"`
}

// statuses gives the words of iCalendar (Mobilizon) and schema.org (FEP-8a8e).
var statuses = map[content.EventStatus][2]string{
	"":                       {"CONFIRMED", "EventScheduled"},
	content.EventScheduled:   {"CONFIRMED", "EventScheduled"},
	content.EventCancelled:   {"CANCELLED", "EventCancelled"},
	content.EventPostponed:   {"TENTATIVE", "EventPostponed"},
	content.EventRescheduled: {"CONFIRMED", "EventRescheduled"},
	content.EventMovedOnline: {"CONFIRMED", "EventMovedOnline"},
}

func newEvent(o *content.Object) *event {
	e := o.Event
	words, ok := statuses[e.Status]
	if !ok {
		words = statuses[""]
	}
	out := &event{
		StartTime: wall(e.Start), EndTime: wall(lastMoment(e)), TimeZone: e.Zone, DisplayEndTime: !e.End.IsZero() && !e.AllDay,
		Location: newLocation(e), InLanguage: string(o.Lang),
		Status: words[0], EventStatus: words[1],
		IsOnline:        e.Status == content.EventMovedOnline || e.Place == nil && e.OnlineURL != "",
		CommentsEnabled: true,
		Organizers:      &organizers{"Collection", 1, strs{o.Actor}},
	}
	switch e.Status {
	case content.EventPostponed, content.EventRescheduled, content.EventMovedOnline:
		out.PreviousStartTime = wall(e.PreviousStart)
	}
	// Nobody can join by ActivityPub: the way in is a ticket seller, or the page
	// that says how. FEP-8a8e's "none" is unknown to Mobilizon.
	if out.Participation = e.TicketURL; out.Participation == "" {
		out.Participation = o.URL
	}
	if out.Participation != "" {
		out.JoinMode = "external"
	}
	if e.Availability == content.SoldOut {
		out.Remaining = new(int)
	}
	return out
}

// lastMoment is the end as people read it: of an all-day event the last second
// of its last day, not the midnight after it.
func lastMoment(e *content.ObjectEvent) time.Time {
	if e.AllDay && !e.End.IsZero() && e.End.After(e.Start) {
		return e.End.Add(-time.Second)
	}
	return e.End
}

func newLocation(e *content.ObjectEvent) *location {
	if e.Status == content.EventMovedOnline && e.OnlineURL != "" || e.Place == nil {
		if e.OnlineURL == "" {
			return nil
		}
		name := e.OnlineURL
		if u, err := url.Parse(e.OnlineURL); err == nil && u.Host != "" {
			name = u.Host
		}
		return &location{Type: "VirtualLocation", Name: name, URL: e.OnlineURL}
	}
	p := e.Place
	l := &location{Type: "Place", ID: e.PlaceID, Name: p.Name, URL: p.URL}
	for _, name := range []string{p.Street, p.Locality} { // Gancio refuses a place without a name
		if l.Name == "" {
			l.Name = name
		}
	}
	if p.Street != "" || p.PostalCode != "" || p.Locality != "" || p.Country != "" {
		l.Address = &address{"PostalAddress", p.Street, p.PostalCode, p.Locality, p.Country}
	}
	if p.Latitude != nil && p.Longitude != nil {
		lat, lon := decimal(*p.Latitude), decimal(*p.Longitude)
		l.Latitude, l.Longitude = &lat, &lon
	}
	return l
}
