package web

import (
	"vitrine/content/locale"
	"vitrine/web/page"
)

// aboutSections say who is behind the site and how to reach them: the points of
// contact of articles 11 and 12 DSA (M1), security (H6), whom to follow.
func aboutSections(v *visit) ([]page.Section, error) {
	s := v.site
	who := v.section("info.about.who.heading", v.say("info.about.who.text", "Body", s.Responsible()))
	who.Contact = true
	ask := v.section("info.about.questions.heading", v.say("info.about.questions.text"))
	ask.ID = "questions"
	ask.Links = []page.Link{{Href: v.below("feedback"), Label: v.say("info.accessibility.feedback.form")},
		{Href: v.below("report"), Label: v.say("info.about.questions.report")}}

	var names []string
	for _, l := range s.NoticeLangs() {
		names = append(names, locale.Name(string(l)))
	}
	languages := page.Term{Name: v.say("office.languages"), Text: locale.List(string(v.lang), names)}
	users := v.section("info.about.users.heading", v.say("info.about.users.text"))
	users.ID, users.Terms = "users", terms(v.mail(s.NoticeEmail()), v.phone(s.Contact.Phone), languages)
	users.Links = []page.Link{{Href: v.below("report"), Label: v.say("info.about.questions.report")}, {Href: v.below("terms"), Label: v.say("footer.terms")}}
	authorities := v.section("info.about.authorities.heading", v.say("info.about.authorities.text"))
	authorities.ID, authorities.Terms = "authorities", terms(v.mail(s.NoticeEmail()), languages)
	security := v.section("info.about.security.heading", v.say("info.about.security.text"))
	security.ID, security.Terms = "security", terms(v.mail(s.Contact.Email))
	security.Links = []page.Link{{Href: "/.well-known/security.txt", Label: "security.txt", Type: "text/plain"}}

	chans, err := v.st.channels(v.ctx(), v.cfg.Channels)
	if err != nil {
		return nil, err
	}
	follow := v.section("info.about.follow.heading", v.say("info.about.follow.text"))
	for _, c := range chans {
		follow.List = append(follow.List, c.Name+": @"+c.Acct(s))
	}
	return []page.Section{who, ask, users, authorities, security, follow}, nil
}
