package vocab

import (
	"strings"
	"time"

	"github.com/go-fed/activity/streams/vocab"

	"vitrine/content"
)

// Place is where an Event happens, as another server says it.
type Place struct {
	content.Place        // Country as it came: a name or a code
	ID            string // may be empty
	URL           string // of an online event, or the place's page
	Online        bool
}

func readEvent(p *Post, m map[string]any, t vocab.Type) {
	loc := time.UTC
	p.Zone = text(m, "timezone")
	if l, err := time.LoadLocation(p.Zone); err == nil && len(p.Zone) < 64 && p.Zone != "Local" {
		loc = l
	} else {
		p.Zone = ""
	}
	p.Start, p.End = starts(t, m, loc), ends(t, m, loc)
	if p.End.Before(p.Start) {
		p.End = time.Time{}
	}
	switch s := strings.ToUpper(text(m, "status")); s {
	case "CONFIRMED", "TENTATIVE", "CANCELLED":
		p.Status = s
	}
	if s := text(m, "eventStatus"); strings.HasSuffix(s, "EventCancelled") {
		p.Status = "CANCELLED"
	}
	p.Places = placesOf(m["location"])
}

// placesOf reads a location: a Place, a list of them, a name alone. A place
// without a name, which nobody could find, is left out.
func placesOf(v any) []Place {
	var list []Place
	for _, x := range many(v) {
		if p, ok := placeOf(x); ok && len(list) < maxPlacesRead {
			list = append(list, p)
		}
	}
	return list
}

func placeOf(v any) (Place, bool) {
	if s, ok := v.(string); ok {
		s = strings.ReplaceAll(s, "\x00", "")
		if Origin(s) != "" { // a reference that nobody follows
			return Place{}, false
		}
		return Place{Place: content.Place{Name: cut(s, maxName)}}, strings.TrimSpace(s) != ""
	}
	m, ok := v.(map[string]any)
	if !ok {
		return Place{}, false
	}
	typ := text(m, "type")
	p := Place{ID: idOf(m["id"]), URL: idOf(m["url"]), Online: strings.HasSuffix(typ, "VirtualLocation")}
	p.Name, _ = words(m, "name")
	p.Name = cut(p.Name, maxName)
	switch a := m["address"].(type) {
	case string:
		p.Street = short(m, "address", maxName)
	case map[string]any:
		if strings.HasSuffix(text(a, "type"), "VirtualLocation") {
			p.Online = true
			if u := idOf(a["url"]); u != "" {
				p.URL = u
			}
			break
		}
		p.Street, p.PostalCode = short(a, "streetAddress", maxName), short(a, "postalCode", maxName)
		p.Locality, p.Country = short(a, "addressLocality", maxName), short(a, "addressCountry", maxName)
	}
	lat, okLat := number(m["latitude"])
	lon, okLon := number(m["longitude"])
	if okLat && okLon && lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180 {
		p.Latitude, p.Longitude = &lat, &lon
	}
	if p.Name == "" && p.Online && p.URL != "" {
		p.Name = Host(p.URL)
	}
	return p, strings.TrimSpace(p.Name) != ""
}

func readVotes(p *Post, m map[string]any) {
	for _, name := range []string{"oneOf", "anyOf"} {
		for _, x := range many(m[name]) {
			o, ok := x.(map[string]any)
			if !ok || len(p.Options) == maxVotesRead {
				continue
			}
			option := Option{Name: short(o, "name", maxLabel)}
			if r := objectOf(o["replies"]); r != nil {
				if n, ok := number(r["totalItems"]); ok && n > 0 && n < 1<<31 {
					option.Votes = int(n)
				}
			}
			if option.Name != "" {
				p.Options = append(p.Options, option)
			}
		}
	}
	if p.Closed = when(text(m, "closed"), time.UTC); p.Closed.IsZero() {
		p.Closed = when(text(m, "endTime"), time.UTC)
	}
}

// langOf is a language tag in canonical case, "" for what is none, or undetermined.
func langOf(s string) content.Lang {
	if len(s) < 2 || len(s) > 35 {
		return ""
	}
	parts := strings.Split(s, "-")
	for i, part := range parts {
		if len(part) == 0 || len(part) > 8 {
			return ""
		}
		for j := range len(part) {
			c := part[j] | 0x20
			letter, digit := c >= 'a' && c <= 'z', part[j] >= '0' && part[j] <= '9'
			if !letter && (i == 0 || !digit) {
				return ""
			}
		}
		switch {
		case i == 0 && (len(part) < 2 || len(part) > 3):
			return ""
		case i > 0 && len(part) == 2 && len(parts[i-1]) > 1:
			parts[i] = strings.ToUpper(part)
		case i > 0 && len(part) == 4 && part[0] > '9':
			parts[i] = strings.ToUpper(part[:1]) + strings.ToLower(part[1:])
		default:
			parts[i] = strings.ToLower(part)
		}
	}
	if parts[0] == "und" || parts[0] == "mul" || parts[0] == "zxx" {
		return ""
	}
	return content.Lang(strings.Join(parts, "-"))
}
