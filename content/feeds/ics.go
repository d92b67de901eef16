package feeds

import (
	"fmt"
	"io"
	"net/url"
	"sort"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"vitrine/content"
)

var icsStatus = map[content.EventStatus]ics.ObjectStatus{
	content.EventScheduled: ics.ObjectStatusConfirmed, content.EventCancelled: ics.ObjectStatusCancelled, content.EventPostponed: ics.ObjectStatusTentative,
	content.EventRescheduled: ics.ObjectStatusConfirmed, content.EventMovedOnline: ics.ObjectStatusConfirmed,
}

const (
	icsLocal = "20060102T150405"
	icsDay   = "20060102"
)

// Calendar writes iCalendar (RFC 5545): wall times with their zone and its
// VTIMEZONE, a UID from the occurrence's id, a SEQUENCE that moves with every
// publication, CRLF and folded lines.
func Calendar(w io.Writer, f Feed) error {
	cal := ics.NewCalendarFor("Vitrine")
	cal.SetMethod(ics.MethodPublish)
	cal.SetCalscale("GREGORIAN")
	cal.SetXWRCalName(f.Title)
	cal.SetName(f.Title)
	cal.SetXWRTimezone(f.Site.TimeZone)
	cal.SetRefreshInterval("PT1H")
	cal.SetXPublishedTTL("PT1H")
	cal.SetUrl(f.Home)
	if f.Description != "" {
		cal.SetXWRCalDesc(f.Description)
	}
	for _, z := range zonesOf(f) {
		cal.Components = append(cal.Components, z)
	}
	for _, d := range f.Dates {
		cal.AddVEvent(vevent(f, d))
	}
	return cal.SerializeTo(w, ics.WithNewLineWindows)
}

func vevent(f Feed, d Date) *ics.VEvent {
	host := f.Site.Host()
	if u, err := url.Parse(f.Site.Origin); err == nil {
		host = u.Hostname()
	}
	lang := &ics.KeyValues{Key: string(ics.ParameterLanguage), Value: []string{string(d.Text.Lang)}}
	v := ics.NewEvent(string(d.Occurrence.ID) + "@" + host)
	v.SetDtStampTime(d.Item.Updated)
	v.SetCreatedTime(d.Item.Published)
	v.SetModifiedAt(d.Item.Updated)
	v.SetSequence(max(d.Item.Live-1, 0))
	v.SetStatus(icsStatus[d.Occurrence.Status])
	v.SetSummary(d.Title(), lang)
	if s := d.description(); s != "" {
		v.SetDescription(s, lang)
	}
	v.SetURL(d.URL)
	when(v, d)
	if p := d.Occurrence.Place; p != nil {
		v.SetLocation(place(p), lang)
		if p.Latitude != nil && p.Longitude != nil {
			v.SetGeo(*p.Latitude, *p.Longitude)
		}
	} else if d.Occurrence.OnlineURL != "" {
		v.SetLocation(d.Occurrence.OnlineURL)
	}
	if d.Occurrence.OnlineURL != "" {
		v.SetProperty(ics.ComponentProperty("CONFERENCE"), d.Occurrence.OnlineURL, ics.WithValue("URI"))
	}
	for _, t := range d.tags() {
		v.AddCategory(t, lang)
	}
	if p := d.image(); p != nil {
		v.SetProperty(ics.ComponentProperty("IMAGE"), p.URL, ics.WithValue("URI"), ics.WithFmtType(p.MediaType))
	}
	if d.Occurrence.Status == content.EventCancelled {
		v.SetTimeTransparency(ics.TransparencyTransparent)
	}
	return v
}

// description is the summary and the address: a calendar shows little more.
func (d Date) description() string {
	parts := []string{}
	for _, s := range []string{d.line(), strings.Join(d.provisions(), "\n"), d.Text.Summary, d.URL} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "\n\n")
}

func when(v *ics.VEvent, d Date) {
	if d.Occurrence.AllDay { // DTEND is exclusive, and End is already the midnight after
		v.SetProperty(ics.ComponentPropertyDtStart, d.Start.Format(icsDay), ics.WithValue("DATE"))
		if d.End.After(d.Start) {
			v.SetProperty(ics.ComponentPropertyDtEnd, d.End.Format(icsDay), ics.WithValue("DATE"))
		}
		return
	}
	zone := ics.WithTZID(zoneName(d))
	v.SetProperty(ics.ComponentPropertyDtStart, d.Start.Format(icsLocal), zone)
	if d.End.After(d.Start) {
		v.SetProperty(ics.ComponentPropertyDtEnd, d.End.Format(icsLocal), zone)
	}
}

func zoneName(d Date) string {
	if d.Occurrence.TimeZone != "" {
		return d.Occurrence.TimeZone
	}
	return d.Site.TimeZone
}

func place(p *content.Place) string {
	parts := []string{p.Name}
	if p.Street != "" {
		parts = append(parts, p.Street)
	}
	if l := strings.TrimSpace(p.PostalCode + " " + p.Locality); l != "" {
		parts = append(parts, l)
	}
	return strings.Join(parts, ", ")
}

// zonesOf are the VTIMEZONEs of the zones that the dates use, each with the
// changes of the clock around its dates.
func zonesOf(f Feed) []ics.Component {
	type span struct{ from, to time.Time }
	spans := map[string]span{}
	for _, d := range f.Dates {
		if d.Occurrence.AllDay {
			continue
		}
		end := d.End
		if end.IsZero() {
			end = d.Start
		}
		s, ok := spans[zoneName(d)]
		if !ok || d.Start.Before(s.from) {
			s.from = d.Start
		}
		if !ok || end.After(s.to) {
			s.to = end
		}
		spans[zoneName(d)] = s
	}
	names := make([]string, 0, len(spans))
	for n := range spans {
		names = append(names, n)
	}
	sort.Strings(names)
	var out []ics.Component
	for _, n := range names {
		if z := timezone(n, spans[n].from, spans[n].to); z != nil {
			out = append(out, z)
		}
	}
	return out
}

// maxChanges bounds a VTIMEZONE: half a century of summer times.
const maxChanges = 100

// timezone lists a zone's changes of the clock from before from until after to.
func timezone(name string, from, to time.Time) *ics.VTimezone {
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	z := ics.NewTimezone(name)
	t := from.In(loc)
	for range maxChanges {
		start, end := t.ZoneBounds()
		z.Components = append(z.Components, observance(start, t))
		if end.IsZero() || end.After(to) {
			break
		}
		t = end
	}
	return z
}

// observance is one period between two changes of the clock.
func observance(start, within time.Time) ics.Component {
	abbr, offset := within.Zone()
	before := offset
	begin := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	if !start.IsZero() {
		_, before = start.Add(-time.Second).Zone()
		begin = start.UTC().Add(time.Duration(before) * time.Second) // the wall time, before the change
	}
	set := func(c interface {
		AddProperty(ics.ComponentProperty, string, ...ics.PropertyParameter)
	}) {
		c.AddProperty(ics.ComponentPropertyDtStart, begin.Format(icsLocal))
		c.AddProperty("TZOFFSETFROM", offsetText(before))
		c.AddProperty("TZOFFSETTO", offsetText(offset))
		c.AddProperty("TZNAME", abbr)
	}
	if within.IsDST() {
		d := &ics.Daylight{}
		set(d)
		return d
	}
	s := ics.NewStandard()
	set(s)
	return s
}

func offsetText(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	s := fmt.Sprintf("%s%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		s += fmt.Sprintf("%02d", seconds%60)
	}
	return s
}
