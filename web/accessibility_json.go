package web

import (
	"encoding/json"

	"vitrine/content"
)

// statementJSON is the accessibility statement for machines (S5; recital 5 of
// Implementing Decision 2018/1523).
type statementJSON struct {
	Language     content.Lang    `json:"language"`
	Page         string          `json:"page"`
	Website      string          `json:"website"`
	Body         string          `json:"body"`
	Enterprise   string          `json:"enterprise_number,omitempty"`
	Scope        string          `json:"scope"`
	Law          string          `json:"law"` // one of content.Laws
	LawName      string          `json:"law_name"`
	Standard     string          `json:"standard"`
	Status       string          `json:"status"` // full, partial, none, unknown
	NonCompliant []string        `json:"non_compliant"`
	Burden       []string        `json:"disproportionate_burden"`
	OutOfScope   []string        `json:"out_of_scope"`
	Method       string          `json:"method,omitempty"` // self, third_party
	Assessor     string          `json:"assessor,omitempty"`
	Prepared     string          `json:"prepared,omitempty"` // 2006-01-02
	Reviewed     string          `json:"reviewed,omitempty"`
	Feedback     feedbackJSON    `json:"feedback"`
	Enforcement  enforcementJSON `json:"enforcement"`
}

type feedbackJSON struct {
	Form        string `json:"form"`
	Email       string `json:"email,omitempty"`
	Phone       string `json:"phone,omitempty"`
	WorkingDays int    `json:"answer_within_working_days"`
}

type enforcementJSON struct {
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty"`
	Phone string `json:"phone,omitempty"`
	URL   string `json:"url,omitempty"`
}

// standard is what the statement is measured against.
const standard = "EN 301 549 V3.2.1 (WCAG 2.1 AA)"

// accessibilityJSON is the statement of the page beside it, as data.
func accessibilityJSON(v *visit) error {
	s, d := v.site, v.site.Settings.Duty
	out := statementJSON{Language: v.lang, Page: s.HomeURL(v.lang) + "accessibility", Website: s.Origin, Body: s.Responsible(), Enterprise: s.Contact.EnterpriseNo,
		Scope: v.scope(), Law: d.Law, LawName: v.law(), Standard: standard, Status: d.Status, Method: d.Method, Assessor: d.Assessor, Prepared: d.Drawn, Reviewed: d.Reviewed,
		Feedback: feedbackJSON{Form: s.HomeURL(v.lang) + "feedback", Email: s.FeedbackEmail(), Phone: s.Contact.Phone, WorkingDays: d.AnswerDays()}}
	if out.Law == "" {
		out.Law = content.LawEU
	}
	if out.Status == "" {
		out.Status = "unknown"
	}
	if out.Reviewed == "" {
		out.Reviewed = d.Drawn
	}
	lists := []*[]string{&out.NonCompliant, &out.Burden, &out.OutOfScope}
	for i, g := range groups(d) {
		known, own, _ := v.entries(g.text)
		*lists[i] = append(append([]string{}, known...), own...)
	}
	if o, ok := d.EnforcementBody(); ok {
		name, _ := o.Name.In(v.lang, "en")
		out.Enforcement = enforcementJSON{Name: name, Email: o.Email, Phone: o.Phone, URL: o.URL}
	}
	b, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return content.Fail(content.Internal, err)
	}
	v.w.Header().Set("Content-Language", string(v.lang))
	return v.text("application/json", "no-cache", string(b)+"\n")
}
