package web

import (
	"html/template"

	"vitrine/web/page"
)

// termsSections are the terms (M2, DSA art. 14): the institution's own words,
// or the model.
func termsSections(v *visit) ([]page.Section, error) {
	if text, lang := v.theirs(v.site.Settings.Duty.Terms); text != "" {
		s := v.section("info.terms.about.heading")
		s.HTML, s.Lang = template.HTML(text), lang // cleaned when it was stored
		return []page.Section{s}, nil
	}
	about := v.section("info.terms.about.heading", v.say("info.terms.about.text", "Body", v.site.Responsible()))
	refused := v.section("info.terms.refused.heading", v.say("info.terms.refused.text"))
	for _, what := range []string{"unlawful", "private", "insults", "spam", "rights"} {
		refused.List = append(refused.List, v.say("info.terms.refused."+what))
	}
	notice := v.section("info.terms.notice.heading", v.say("info.terms.notice.text"))
	notice.Links = []page.Link{{Href: v.below("report"), Label: v.say("info.about.questions.report")}}
	appeal := v.section("info.terms.appeal.heading", v.say("info.terms.appeal.text"))
	appeal.Links = []page.Link{{Href: v.below("about") + "#users", Label: v.say("info.about.users.heading")}}
	return []page.Section{about, refused, v.section("info.terms.decided.heading", v.say("info.terms.decided.text")),
		notice, appeal, v.section("info.terms.changes.heading", v.say("info.terms.changes.text"))}, nil
}
