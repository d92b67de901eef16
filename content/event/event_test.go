package event

import (
	"encoding/json"
	"strings"
	"testing"

	"vitrine/content"
	"vitrine/content/locale"
)

func view(t *testing.T, lang content.Lang) content.View {
	t.Helper()
	cat, err := locale.New()
	if err != nil {
		t.Fatal(err)
	}
	return content.View{
		Site: &content.Site{Name: "Theater", Origin: "https://theater.example", TimeZone: "Europe/Brussels", Languages: []content.Lang{"nl", "fr"}},
		Text: content.Text{Lang: lang, Title: "De meeuw"}, URL: "https://theater.example/nl/e/de-meeuw",
		Say: func(key string, args ...any) string { return cat.T(string(lang), key, args...) },
	}
}

const sample = `{"occurrences":[{"start":"2026-12-05T20:00","end":"2026-12-05T22:15","place":{"name":"Grote zaal","street":"Markt 1","postal_code":"9000","locality":"Gent","country":"be","latitude":51.05,"longitude":3.72},
 "offers":[{"name":"Volwassene","price":"12.50"},{"name":"Kind","price":"0"}]}],"ticket_url":"https://tickets.example/7"}`

func details(t *testing.T, s string) *Details {
	t.Helper()
	d := &Details{}
	if err := json.Unmarshal([]byte(s), d); err != nil {
		t.Fatal(err)
	}
	d.DefaultZone("Europe/Brussels")
	d.Normalise()
	return d
}

func TestCheck(t *testing.T) {
	if p := content.NewProblems(); true {
		details(t, sample).Check(p)
		if p.Err() != nil {
			t.Fatal(p.Err())
		}
	}
	for _, c := range []struct{ in, field, key string }{
		{`{}`, "occurrences", "problem.required"},
		{`{"occurrences":[{"start":"2026-12-05T20:00"},{"start":"2026-12-06T20:00"}]}`, "occurrences", "problem.one_occurrence"},
		{`{"occurrences":[{}]}`, "occurrences.0.start", "problem.required"},
		{`{"occurrences":[{"start":"5 december"}]}`, "occurrences.0.start", "problem.not_a_time"},
		{`{"occurrences":[{"start":"2026-12-05"}]}`, "occurrences.0.start", "problem.not_a_time"},
		{`{"occurrences":[{"start":"2026-12-05T20:00","all_day":true}]}`, "occurrences.0.start", "problem.not_a_date"},
		{`{"occurrences":[{"start":"2027-03-28T02:30"}]}`, "occurrences.0.start", "problem.time_gap"},
		{`{"occurrences":[{"start":"2026-10-25T02:30"}]}`, "occurrences.0.start", "problem.time_ambiguous"},
		{`{"occurrences":[{"start":"2026-12-05T20:00","time_zone":"Mars/Base"}]}`, "occurrences.0.time_zone", "problem.not_a_time_zone"},
		{`{"occurrences":[{"start":"2026-12-05T20:00","end":"2026-12-05T19:00"}]}`, "occurrences.0.end", "problem.end_before_start"},
		{`{"occurrences":[{"start":"2026-12-05T20:00","status":"maybe"}]}`, "occurrences.0.status", "problem.not_allowed"},
		{`{"occurrences":[{"start":"2026-12-05T20:00","status":"moved_online"}]}`, "occurrences.0.online_url", "problem.online_url"},
		{`{"occurrences":[{"start":"2026-12-05T20:00","status":"rescheduled"}]}`, "occurrences.0.previous_start", "problem.previous_start"},
		{`{"occurrences":[{"start":"2026-12-05T20:00","offers":[{"price":"12,50"}]}]}`, "occurrences.0.offers.0.price", "problem.price"},
		{`{"occurrences":[{"start":"2026-12-05T20:00","offers":[{"price":"12.50","currency":"ZZZ"}]}]}`, "occurrences.0.offers.0.currency", "problem.currency"},
		{`{"occurrences":[{"start":"2026-12-05T20:00","place":{"street":"x"}}]}`, "occurrences.0.place.name", "problem.required"},
		{`{"occurrences":[{"start":"2026-12-05T20:00","place":{"name":"x","latitude":91,"longitude":0}}]}`, "occurrences.0.place.latitude", "problem.out_of_range"},
		{`{"occurrences":[{"start":"2026-12-05T20:00"}],"ticket_url":"ftp://x"}`, "ticket_url", "problem.not_a_url"},
	} {
		p := content.NewProblems()
		details(t, c.in).Check(p)
		e, _ := p.Err().(*content.Error)
		if e == nil || e.Fields[c.field].Key != c.key {
			t.Errorf("%s: want %s at %s, got %v", c.in, c.key, c.field, p.Err())
		}
	}
}

// An offset settles the hour that occurs twice; one that the zone never has is refused.
func TestAmbiguousHour(t *testing.T) {
	for wall, ok := range map[string]bool{"2026-10-25T02:30+02:00": true, "2026-10-25T02:30+01:00": true, "2026-10-25T02:30+05:00": false, "2026-12-05T20:00+02:00": false} {
		p := content.NewProblems()
		details(t, `{"occurrences":[{"start":"`+wall+`"}]}`).Check(p)
		if (p.Err() == nil) != ok {
			t.Errorf("%s: %v", wall, p.Err())
		}
	}
}

func TestFederate(t *testing.T) {
	d := details(t, sample)
	v := view(t, "nl")
	base := func() *content.Object {
		return &content.Object{Name: v.Text.Title, Summary: "<p>Kort</p>", Content: "<p>Lang.</p>", URL: v.URL, Image: &content.Attachment{Type: "Image", Name: "Affiche", URL: "https://x/p.jpg", MediaType: "image/jpeg"}}
	}
	o := base()
	d.Federate(v, o)
	line := "za 5 december 2026, 20:00–22:15 · Grote zaal, Markt 1, 9000 Gent · Volwassene: € 12,50; Kind: gratis"
	if !strings.EqualFold(strings.ReplaceAll(o.Summary, "\u00a0", " "), "<p>"+line+"</p>") {
		t.Errorf("summary %q, want the line %q", o.Summary, line)
	}
	if !strings.HasPrefix(o.Content, "<p>De meeuw</p>"+o.Summary+"<p>Kort</p><p>Lang.</p>") {
		t.Errorf("content must open with title and line: %s", o.Content)
	}
	if o.Type != "Event" || o.Event == nil || o.Event.Start.Format("2006-01-02T15:04:05Z07:00") != "2026-12-05T20:00:00+01:00" || o.Image == nil || o.Attachments[0].Name != "Affiche" || o.Attachments[1].Name != "Website" {
		t.Errorf("event: %+v %+v", o, o.Event)
	}
	d.Occurrences[0].Status = content.EventCancelled
	o = base()
	d.Federate(v, o)
	if o.Name != "Afgelast: De meeuw" && o.Name != "Geannuleerd: De meeuw" || strings.Contains(o.Content, "tickets.example") {
		t.Errorf("a cancelled event must say so in its name and sell nothing: %q %s", o.Name, o.Content)
	}
	ld := map[string]any{}
	d.Describe(v, ld)
	if ld["eventStatus"] != "https://schema.org/EventCancelled" || ld["startDate"] != "2026-12-05T20:00:00+01:00" {
		t.Errorf("schema.org: %v", ld)
	}
	if f := d.Facts(v); f[0].Name != "status" || !f[0].Urgent {
		t.Errorf("a cancellation comes first: %+v", f)
	}
}

// Every date is found, each with its own state; their number is bounded.
func TestEveryDateIsDescribed(t *testing.T) {
	d := details(t, `{"ticket_url":"https://tickets.example/7","occurrences":[
		{"start":"2026-12-12T20:00","place":{"name":"Kleine zaal"}},
		{"start":"2026-12-05T20:00","end":"2026-12-05T22:15","status":"cancelled","place":{"name":"Grote zaal"}},
		{"start":"2026-12-13T20:00","status":"rescheduled","previous_start":"2026-12-06T20:00","online_url":"https://live.example/x"}]}`)
	v := view(t, "nl")
	ld := map[string]any{}
	d.Describe(v, ld)
	if ld["startDate"] != "2026-12-05T20:00:00+01:00" || ld["endDate"] != "2026-12-13T20:00:00+01:00" || ld["eventStatus"] != "https://schema.org/EventScheduled" {
		t.Errorf("the whole: %v", ld)
	}
	subs := ld["subEvent"].([]any)
	if len(subs) != 3 {
		t.Fatalf("%d dates: %v", len(subs), subs)
	}
	for i, want := range []struct{ start, status, place string }{
		{"2026-12-05T20:00:00+01:00", "EventCancelled", "Grote zaal"}, {"2026-12-12T20:00:00+01:00", "EventScheduled", "Kleine zaal"}, {"2026-12-13T20:00:00+01:00", "EventRescheduled", ""},
	} {
		sub := subs[i].(map[string]any)
		name, _ := sub["location"].(map[string]any)["name"].(string)
		if sub["@type"] != "Event" || sub["startDate"] != want.start || sub["eventStatus"] != "https://schema.org/"+want.status || name != want.place || sub["name"] != "De meeuw" || sub["url"] != v.URL || len(sub["offers"].([]any)) != 1 {
			t.Errorf("date %d: %v", i, sub)
		}
	}
	if subs[2].(map[string]any)["previousStartDate"] != "2026-12-06T20:00:00+01:00" {
		t.Errorf("the one that moved: %v", subs[2])
	}
	for len(d.Occurrences) < 2*maxSubEvents {
		d.Occurrences = append(d.Occurrences, d.Occurrences[1])
	}
	ld = map[string]any{}
	d.Describe(v, ld)
	if subs := ld["subEvent"].([]any); len(subs) != maxSubEvents || subs[maxSubEvents-1].(map[string]any)["startDate"] != "2026-12-13T20:00:00+01:00" {
		t.Errorf("%d dates, the last %v", len(subs), subs[len(subs)-1])
	}
	ld = map[string]any{}
	details(t, sample).Describe(v, ld)
	if ld["subEvent"] != nil {
		t.Errorf("one date is the event itself: %v", ld)
	}
}

// A correction that names no ids corrects the dates that are there: a calendar
// knows them by their ids.
func TestDatesKeepTheirIdentity(t *testing.T) {
	old := details(t, sample)
	id := old.Occurrences[0].ID
	for what, in := range map[string]string{
		"moved":     `{"occurrences":[{"start":"2026-12-06T20:00"}]}`,
		"cancelled": `{"occurrences":[{"start":"2026-12-05T20:00","status":"cancelled"}]}`,
	} {
		d := &Details{}
		if err := json.Unmarshal([]byte(in), d); err != nil {
			t.Fatal(err)
		}
		d.Succeed(old)
		d.Normalise()
		if d.Occurrences[0].ID != id {
			t.Errorf("%s: %s became %s", what, id, d.Occurrences[0].ID)
		}
	}
	two := &Details{Occurrences: []content.Occurrence{{Start: "2026-12-09T20:00"}, {Start: "2026-12-05T20:00"}}}
	two.Succeed(old)
	if two.Occurrences[0].ID != "" || two.Occurrences[1].ID != id {
		t.Errorf("the date with the same start is the same date: %+v", two.Occurrences)
	}
	named := &Details{Occurrences: []content.Occurrence{{ID: "new", Start: "2026-12-05T20:00"}}}
	named.Succeed(old)
	if named.Occurrences[0].ID != "new" {
		t.Error("an id that is given stays")
	}
}
