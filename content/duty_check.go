package content

import (
	"slices"
	"strings"
	"time"
)

// MaxDuty bounds each text of the duties, in characters.
const MaxDuty = 20000

// checkDuty brings what an institution filled in into the form in which it is
// kept, and says what is wrong with it.
func (s *Service) checkDuty(site *Site, p *Problems) {
	d := &site.Settings.Duty
	p = p.In("settings").In("duty")
	for _, line := range []*string{&d.Body, &d.Scope, &d.Assessor, &d.Enforcement, &d.DPO, &d.Authority} {
		*line = s.Clean.Plain(*line)
	}
	choice(p, "law", d.Law, Laws...)
	choice(p, "status", d.Status, StatusFull, StatusPartial, StatusNone)
	choice(p, "method", d.Method, MethodSelf, MethodOther)
	for field, l := range map[string]Localised{"non_compliant": d.NonCompliant, "burden": d.Burden, "out_of_scope": d.OutOfScope} {
		for lang, text := range l {
			if l[lang] = paragraphs(text); l[lang] == "" {
				delete(l, lang)
			}
			tooLong(p, field+"."+string(lang), text, MaxDuty)
		}
	}
	for lang, text := range d.Terms {
		tooLong(p, "terms."+string(lang), text, MaxDuty)
		if d.Terms[lang] = s.Clean.Staff(text); strings.TrimSpace(s.Clean.Text(d.Terms[lang])) == "" {
			delete(d.Terms, lang)
		}
	}
	now := s.Now()
	for field, day := range map[string]string{"drawn": d.Drawn, "reviewed": d.Reviewed} {
		if day == "" {
			continue
		}
		if t, err := time.Parse(time.DateOnly, day); err != nil {
			p.Add(field, "problem.not_a_date")
		} else if t.After(now.AddDate(0, 0, 1)) {
			p.Add(field, "problem.in_future")
		}
	}
	if d.FeedbackDays < 0 || d.FeedbackDays > 365 {
		p.Add("feedback_days", "problem.out_of_range", "Min", 0, "Max", 365)
	}
	for field, e := range map[string]*string{"feedback_email": &d.FeedbackEmail, "dpo_email": &d.DPOEmail, "notice_email": &d.NoticeEmail} {
		if *e = strings.TrimSpace(*e); *e != "" && !ValidEmail(*e) {
			p.Add(field, "problem.email", "Value", *e)
		}
	}
	for field, u := range map[string]string{"enforcement_url": d.EnforcementURL, "authority_url": d.AuthorityURL} {
		if u != "" && !ValidURL(u) {
			p.Add(field, "problem.not_a_url", "Value", u)
		}
	}
	for _, l := range d.NoticeLangs {
		if !s.Words.ValidLang(l) {
			p.Add("notice_langs", "problem.not_a_lang", "Value", string(l))
		}
	}
}

func choice(p *Problems, field, value string, allowed ...string) {
	if value != "" && !slices.Contains(allowed, value) {
		p.Add(field, "problem.not_allowed", "Value", shortly(value), "Allowed", strings.Join(allowed, ", "))
	}
}
