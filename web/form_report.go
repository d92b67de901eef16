package web

import (
	"net/url"

	"vitrine/content"
	"vitrine/web/page"
)

// reportIntro opens the form for notices of unlawful content (M3, DSA art. 16),
// and says which reply is noticed.
func reportIntro(v *visit, in url.Values) ([]string, error) {
	out := []string{v.say("form.report.intro"), v.say("form.report.danger")}
	if id := in.Get("reply"); id != "" {
		r, err := v.cfg.Duty.PublicReply(v.ctx(), v.site.ID, content.ID(id))
		if err != nil {
			return nil, err
		}
		name := r.Name
		if name == "" {
			name = "@" + r.Handle
		}
		out = append(out, v.say("form.report.reply", "Name", name))
	}
	return out, nil
}

func reportFields(v *visit, in url.Values) []page.Field {
	return []page.Field{
		{Name: "url", Label: v.say("form.report.url"), Hint: v.say("form.report.url.hint"), Type: "url", Value: in.Get("url"), Max: content.MaxMessageURL},
		{Name: "topic", Label: v.say("form.report.topic"), Type: "choice", Value: in.Get("topic"), Choices: v.topics("report", content.Notified, in.Get("topic"))},
		{Name: "text", Label: v.say("form.report.text"), Hint: v.say("form.report.text.hint"), Type: "longtext", Value: in.Get("text"), Max: content.MaxMessage},
		{Name: "name", Label: v.say("form.report.name"), Hint: v.say("form.report.name.hint"), Type: "text", Value: in.Get("name"), Max: content.MaxMessageName, Complete: "name"},
		{Name: "email", Label: v.say("form.report.email"), Hint: v.say("form.report.email.hint"), Type: "email", Value: in.Get("email"), Max: 254, Complete: "email"},
		{Name: "faith", Label: v.say("form.report.faith"), Type: "check", Value: in.Get("faith")},
	}
}
