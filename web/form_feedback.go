package web

import (
	"net/url"

	"vitrine/content"
	"vitrine/web/page"
)

// feedbackIntro opens the form for barriers and for content in an accessible
// form (S6; Directive 2016/2102, art. 7(1)(b)).
func feedbackIntro(v *visit, _ url.Values) ([]string, error) {
	return []string{v.say("form.feedback.intro"), v.say("info.accessibility.feedback.days", "N", v.site.Settings.Duty.AnswerDays())}, nil
}

func feedbackFields(v *visit, in url.Values) []page.Field {
	return []page.Field{
		{Name: "topic", Label: v.say("form.feedback.topic"), Type: "choice", Value: in.Get("topic"), Choices: v.topics("feedback", content.Feedback, in.Get("topic"))},
		{Name: "text", Label: v.say("form.feedback.text"), Hint: v.say("form.feedback.text.hint"), Type: "longtext", Value: in.Get("text"), Max: content.MaxMessage},
		{Name: "url", Label: v.say("form.feedback.url"), Hint: v.say("form.feedback.url.hint"), Type: "url", Value: in.Get("url"), Optional: true, Max: content.MaxMessageURL},
		{Name: "name", Label: v.say("form.feedback.name"), Type: "text", Value: in.Get("name"), Optional: true, Max: content.MaxMessageName, Complete: "name"},
		{Name: "email", Label: v.say("form.feedback.email"), Hint: v.say("form.feedback.email.hint"), Type: "email", Value: in.Get("email"), Optional: true, Max: 254, Complete: "email"},
	}
}

// topics are what a message may be about.
func (v *visit) topics(form string, kind content.MessageKind, chosen string) []page.Choice {
	var out []page.Choice
	for _, t := range content.Topics[kind] {
		out = append(out, page.Choice{Value: t, Label: v.say("form." + form + ".topic." + t), Count: -1, Chosen: t == chosen})
	}
	return out
}
