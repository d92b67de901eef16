package event

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"vitrine/content"
	"vitrine/content/locale"
)

// Facets are what readers filter by: for whom and at what price for the event as
// a whole, where and how accessible for each date.
func (d *Details) Facets(o *content.Occurrence) (out []content.Facet) {
	if o != nil {
		if o.Place != nil && o.Place.Name != "" {
			out = append(out, content.Facet{Name: content.FacetPlace, Value: placeValue(o.Place.Name), Label: o.Place.Name})
		}
		for _, a := range access(*o) {
			out = append(out, content.Facet{Name: content.FacetAccess, Value: a})
		}
		return out
	}
	for _, a := range d.Audience {
		out = append(out, content.Facet{Name: content.FacetAudience, Value: a})
	}
	for _, p := range []bool{true, false} {
		if slices.ContainsFunc(d.Occurrences, func(o content.Occurrence) bool { free, known := isFree(o); return known && free == p }) {
			out = append(out, content.Facet{Name: content.FacetPrice, Value: map[bool]string{true: "free", false: "paid"}[p]})
		}
	}
	return out
}

// placeValue is a place in addresses; a name without Latin letters gets one that
// is drawn from it.
func placeValue(name string) string {
	s := locale.Slug("", name)
	if s == "item" { // what Slug says of nothing
		return "p-" + string(content.DeriveID(name))[:12]
	}
	return strings.Trim(s[:min(len(s), 64)], "-")
}

// isFree reports whether a date costs nothing for anyone; known is false when no
// price is given.
func isFree(o content.Occurrence) (free, known bool) {
	free = true
	for _, f := range o.Offers {
		if f.Price == "" {
			continue
		}
		known = true
		if strings.Trim(f.Price, "0.") != "" {
			free = false
		}
	}
	return free && known, known
}

// access are the provisions of a date and its place, in the usual order.
func access(o content.Occurrence) (out []string) {
	for _, a := range content.Accesses {
		if slices.Contains(o.Access, a) || o.Place != nil && slices.Contains(o.Place.Access, a) {
			out = append(out, a)
		}
	}
	return out
}

// words are values in a language: audience.children, access.toilet.
func words(say func(string, ...any) string, prefix string, values []string) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = say(prefix + v)
	}
	return strings.Join(out, ", ")
}

// age is the age as words, "" when none is given.
func (d *Details) age(v content.View) string {
	switch {
	case d.AgeFrom > 0 && d.AgeTo == d.AgeFrom:
		return v.Say("event.age.one", "N", d.AgeFrom)
	case d.AgeFrom > 0 && d.AgeTo > 0:
		return v.Say("event.age.range", "From", d.AgeFrom, "To", d.AgeTo)
	case d.AgeFrom > 0:
		return v.Say("event.age.from", "N", d.AgeFrom)
	case d.AgeTo > 0:
		return v.Say("event.age.to", "N", d.AgeTo)
	}
	return ""
}

// typicalAges is the age as schema.org writes it: "7-9", "11-".
func (d *Details) typicalAges() string {
	switch {
	case d.AgeTo > 0:
		return strconv.Itoa(d.AgeFrom) + "-" + strconv.Itoa(d.AgeTo)
	case d.AgeFrom > 0:
		return strconv.Itoa(d.AgeFrom) + "-"
	}
	return ""
}

// Provisions are the facts that decide whether someone can come: for whom, from
// what age, how accessible.
func (d *Details) Provisions(v content.View) []content.Fact {
	var out []content.Fact
	add := func(name, text string) {
		if text != "" {
			out = append(out, content.Fact{Name: name, Label: v.Say("event." + name), Text: text})
		}
	}
	add("whom", words(v.Say, "audience.", d.Audience))
	add("age", d.age(v))
	var provisions, notes []string
	for _, o := range d.Occurrences {
		provisions = append(provisions, access(o)...)
		if o.Place != nil && o.Place.AccessNote != "" && !slices.Contains(notes, o.Place.AccessNote) {
			notes = append(notes, o.Place.AccessNote)
		}
	}
	var all []string
	for _, a := range content.Accesses {
		if slices.Contains(provisions, a) {
			all = append(all, a)
		}
	}
	add("access", words(v.Say, "access.", all))
	for _, n := range notes {
		add("access_note", n)
	}
	return out
}

// catalogue says what readers search for by its name: children, sign language.
var catalogue = sync.OnceValue(func() *locale.Catalogue {
	c, err := locale.New()
	if err != nil {
		return nil // the program says so when it starts
	}
	return c
})

// Words are what a reader may search for.
func (d *Details) Words(lang content.Lang) string {
	var b strings.Builder
	for _, o := range d.Occurrences {
		if o.Place != nil {
			b.WriteString(o.Place.Name + " " + o.Place.Street + " " + o.Place.Locality + " " + o.Place.AccessNote + " ")
		}
	}
	c := catalogue()
	if c == nil {
		return b.String()
	}
	say := func(key string, args ...any) string { return c.T(string(lang), key, args...) }
	var provisions []string
	for _, o := range d.Occurrences {
		provisions = append(provisions, access(o)...)
	}
	slices.Sort(provisions)
	b.WriteString(words(say, "audience.", d.Audience) + " " + words(say, "access.", slices.Compact(provisions)))
	return b.String()
}

// features are the provisions that schema.org knows as features of what is shown.
var features = map[string]string{"captions": "captions", "sign-language": "signLanguage", "audio-description": "audioDescription"}

// describeReaders adds to the JSON-LD for whom it is, and what it costs.
func (d *Details) describeReaders(v content.View, o content.Occurrence, ld map[string]any) {
	if len(d.Audience) > 0 || d.AgeFrom > 0 || d.AgeTo > 0 {
		a := map[string]any{"@type": "Audience"}
		if len(d.Audience) > 0 {
			a["audienceType"] = words(v.Say, "audience.", d.Audience)
		}
		if d.AgeFrom > 0 || d.AgeTo > 0 {
			a["@type"], ld["typicalAgeRange"] = "PeopleAudience", d.typicalAges()
		}
		if d.AgeFrom > 0 {
			a["suggestedMinAge"] = d.AgeFrom
		}
		if d.AgeTo > 0 {
			a["suggestedMaxAge"] = d.AgeTo
		}
		ld["audience"] = a
	}
	if free, known := isFree(o); known {
		ld["isAccessibleForFree"] = free
	}
	var shown []string
	for _, a := range access(o) {
		if f := features[a]; f != "" {
			shown = append(shown, f)
		}
	}
	if len(shown) > 0 { // accessibilityFeature is a property of works, not of events
		ld["workFeatured"] = map[string]any{"@type": "CreativeWork", "name": v.Text.Title, "accessibilityFeature": shown}
	}
}

// amenities are a place's provisions as schema.org's LocationFeatureSpecification.
func amenities(v content.View, p *content.Place) []any {
	var out []any
	for _, a := range content.Accesses {
		if slices.Contains(p.Access, a) {
			out = append(out, map[string]any{"@type": "LocationFeatureSpecification", "name": v.Say("access." + a), "value": true})
		}
	}
	return out
}
