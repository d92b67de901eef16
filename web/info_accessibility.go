package web

import (
	"slices"

	"vitrine/content"
	"vitrine/web/page"
)

// accessibilitySections is the accessibility statement in the wording of the EU
// model (Implementing Decision 2018/1523), with all its parts (S1, S2): scope,
// status, what is not accessible and why, how it was drawn up, feedback, and
// enforcement.
func accessibilitySections(v *visit) ([]page.Section, error) {
	d := v.site.Settings.Duty
	body := v.site.Responsible()
	out := []page.Section{v.section("info.accessibility.scope.heading",
		v.say("info.accessibility.scope.commitment", "Body", body, "Law", v.law()),
		v.say("info.accessibility.scope.text", "Scope", v.scope()))}
	out[0].ID = "scope"
	status := v.section("info.accessibility.status.heading", v.say(statusKey(d.Status)))
	status.ID = "status"
	out = append(out, status)
	out = append(out, v.inaccessible()...)

	drawn := v.section("info.accessibility.drawn.heading")
	drawn.ID = "preparation"
	if day, ok := v.dated(d.Drawn); ok {
		drawn.Paragraphs = append(drawn.Paragraphs, v.say("info.accessibility.drawn.date", "Date", day))
	}
	drawn.Paragraphs = append(drawn.Paragraphs, v.method())
	if day, ok := v.dated(d.Reviewed); ok {
		drawn.Paragraphs = append(drawn.Paragraphs, v.say("info.accessibility.drawn.reviewed", "Date", day))
	} else if day, ok := v.dated(d.Drawn); ok {
		drawn.Paragraphs = append(drawn.Paragraphs, v.say("info.accessibility.drawn.reviewed", "Date", day))
	}

	feedback := v.section("info.accessibility.feedback.heading", v.say("info.accessibility.feedback.text"),
		v.say("info.accessibility.feedback.days", "N", d.AnswerDays()))
	feedback.ID = "feedback"
	feedback.Links = []page.Link{{Href: v.below("feedback"), Label: v.say("info.accessibility.feedback.form")}}
	feedback.Terms = terms(v.mail(v.site.FeedbackEmail()), v.phone(v.site.Contact.Phone), page.Term{Name: v.say("office.address"), Text: v.site.Contact.Address})

	enforcement := v.section("info.accessibility.enforcement.heading", v.say("info.accessibility.enforcement.none"))
	enforcement.ID = "enforcement"
	if o, ok := d.EnforcementBody(); ok {
		enforcement.Paragraphs, enforcement.Terms = []string{v.say("info.accessibility.enforcement.text")}, v.office(o)
	}
	enforcement.Links = []page.Link{{Href: v.below("accessibility.json"), Label: v.say("info.accessibility.json"), Type: "application/json"}}
	return append(out, drawn, feedback, enforcement), nil
}

// law names the law that the institution is under; without a choice, the directive.
func (v *visit) law() string {
	if law := v.site.Settings.Duty.Law; slices.Contains(content.Laws, law) {
		return v.say("duty.law." + law)
	}
	return v.say("duty.law." + content.LawEU)
}

// scope is what the statement covers.
func (v *visit) scope() string {
	if s := v.site.Settings.Duty.Scope; s != "" {
		return s
	}
	return v.say("info.accessibility.this_website", "Address", v.site.Origin)
}

func statusKey(status string) string {
	switch status {
	case content.StatusFull, content.StatusPartial, content.StatusNone:
		return "info.accessibility.status." + status
	}
	return "info.accessibility.status.unknown"
}

func (v *visit) method() string {
	d := v.site.Settings.Duty
	switch {
	case d.Method == content.MethodSelf:
		return v.say("info.accessibility.drawn.self", "Body", v.site.Responsible())
	case d.Method == content.MethodOther && d.Assessor != "":
		return v.say("info.accessibility.drawn.third_party", "Assessor", d.Assessor)
	case d.Method == content.MethodOther:
		return v.say("info.accessibility.drawn.unnamed")
	}
	return v.say("info.accessibility.drawn.open")
}

// groups are the three reasons for which content may be inaccessible, as the
// model has them.
func groups(d content.Duty) []struct {
	key  string
	text content.Localised
} {
	return []struct {
		key  string
		text content.Localised
	}{{"non_compliant", d.NonCompliant}, {"burden", d.Burden}, {"out_of_scope", d.OutOfScope}}
}

// inaccessible lists what is not accessible, by reason. Lines that name one of
// the known exclusions (S8) are written in the visitor's language.
func (v *visit) inaccessible() []page.Section {
	intro := v.section("info.accessibility.content.heading", v.say("info.accessibility.content.text"))
	intro.ID = "content"
	out := []page.Section{intro}
	for _, g := range groups(v.site.Settings.Duty) {
		known, own, lang := v.entries(g.text)
		if len(known)+len(own) == 0 {
			continue
		}
		s := v.section("info.accessibility." + g.key + ".heading")
		s.ID, s.List = g.key, known
		switch {
		case lang == "":
			s.List = append(s.List, own...)
		case len(known) == 0:
			s.List, s.Lang = own, lang
		case len(own) > 0:
			out = append(out, s)
			s = page.Section{Heading: s.Heading, List: own, Lang: lang}
		}
		out = append(out, s)
	}
	if len(out) == 1 && v.site.Settings.Duty.Status != "" {
		out[0].Paragraphs = []string{v.say("info.accessibility.content.none")}
	} else if len(out) == 1 {
		return nil // not examined yet: nothing can be said
	}
	return out
}

// entries are the lines of a list: known exclusions in the page's language, and
// the institution's own, with their language where it is another one.
func (v *visit) entries(l content.Localised) (known, own []string, lang content.Lang) {
	text, lang := v.theirs(l)
	for _, line := range content.Lines(text) {
		if slices.Contains(content.Exclusions, line) {
			known = append(known, v.say("duty.exclusion."+line))
		} else {
			own = append(own, line)
		}
	}
	return known, own, lang
}
