package content

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Bounds of what an institution says about itself, in characters unless said.
const (
	maxLine      = 300
	maxStatement = 10_000
	maxTerms     = 100_000
	maxSections  = 30
	maxOfSection = 24 // items
	maxEmbeds    = 50
	maxLook      = 200 // values
)

// What the statements of public duty know; each has words in the catalogue.
var (
	DutyStatuses = []string{StatusFull, StatusPartial, StatusNone}
	DutyMethods  = []string{MethodSelf, MethodOther}
	embedForm    = regexp.MustCompile(`^https?://([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?$`)
)

// settling brings the settings of a site into form and notes what is wrong.
type settling struct {
	*Service
	site *Site
	p    *Problems
}

// checkSettings holds what an institution decides against the rules. Items and
// channels that were named before are not looked up again: they may have been
// withdrawn since, which must not stop another change.
func (s *Service) checkSettings(ctx context.Context, site *Site, before []HomeSection, p *Problems) error {
	t := &settling{s, site, p.In("settings")}
	set := &site.Settings
	t.plain("description", set.Description, 1000)
	if len(set.Look) > maxLook {
		t.p.Add("look", "problem.too_many", "Max", maxLook)
	}
	for name, v := range set.Look {
		if v == "" {
			delete(set.Look, name) // back to the theme's
		}
		if len(name) > 64 || len(v) > 2000 {
			t.p.Add("look", "problem.too_long", "Max", 2000)
		}
	}
	if set.ActorDays < 0 || set.ActorDays > 3650 {
		t.p.Add("actor_days", "problem.out_of_range", "Min", 0, "Max", 3650)
	}
	t.embeds()
	t.notice()
	t.duty()
	if len(set.Home) > maxSections {
		t.p.Add("home", "problem.too_many", "Max", maxSections)
		return nil
	}
	for i := range set.Home {
		if err := t.section(ctx, &set.Home[i], before, t.p.In(fmt.Sprintf("home.%d", i))); err != nil {
			return err
		}
	}
	return nil
}

func (t *settling) section(ctx context.Context, h *HomeSection, before []HomeSection, p *Problems) error {
	if !slices.Contains(HomeKinds, h.Kind) {
		p.Add("kind", "problem.not_allowed", "Value", h.Kind, "Allowed", strings.Join(HomeKinds, ", "))
		return nil
	}
	in := &settling{t.Service, t.site, p}
	in.plain("heading", h.Heading, 200)
	in.html("text", h.Text, 20_000)
	if h.Kind == "text" && h.Text.Empty() {
		p.Add("text", "problem.required")
	}
	if h.Count < 0 || h.Count > maxOfSection {
		p.Add("count", "problem.out_of_range", "Min", 0, "Max", maxOfSection)
	}
	known := func(same func(HomeSection) bool) bool { return slices.ContainsFunc(before, same) }
	if h.Item != "" && !known(func(b HomeSection) bool { return b.Item == h.Item }) {
		if _, err := t.Store.Item(ctx, t.site.ID, h.Item, LiveRevision); Is(err, NotFound) {
			p.Add("item", "problem.home_item", "Value", string(h.Item))
		} else if err != nil {
			return err
		}
	}
	if h.Tag != "" && !known(func(b HomeSection) bool { return b.Tag == h.Tag }) {
		if _, err := t.Store.TagBySlug(ctx, t.site.ID, h.Tag); Is(err, NotFound) {
			p.Add("tag", "problem.unknown_tag", "Value", h.Tag)
		} else if err != nil {
			return err
		}
	}
	if h.Channel != "" && !known(func(b HomeSection) bool { return b.Channel == h.Channel }) {
		if _, err := t.Store.Channel(ctx, t.site.ID, h.Channel); Is(err, NotFound) {
			p.Add("channel", "problem.unknown_channel", "Value", string(h.Channel))
		} else if err != nil {
			return err
		}
	}
	return nil
}

// embeds brings origins into the one form that a policy header takes.
func (t *settling) embeds() {
	var kept []string
	for i, o := range t.site.Settings.EmbedHosts {
		o = strings.TrimSuffix(strings.ToLower(strings.TrimSpace(o)), "/")
		if len(o) > 260 || !embedForm.MatchString(o) {
			t.p.Add(fmt.Sprintf("embed_hosts.%d", i), "problem.not_an_origin", "Value", o)
		}
		if i >= maxEmbeds {
			t.p.Add("embed_hosts", "problem.too_many", "Max", maxEmbeds)
			break
		}
		if !slices.Contains(kept, o) {
			kept = append(kept, o)
		}
	}
	t.site.Settings.EmbedHosts = kept
}

func (t *settling) notice() {
	n := t.site.Settings.Notice
	if n == nil {
		return
	}
	in := &settling{t.Service, t.site, t.p.In("notice")}
	in.plain("text", n.Text, 500)
	if n.Text.Empty() {
		in.p.Add("text", "problem.required")
	}
	// A path of the site itself is an address too.
	if n.URL = strings.TrimSpace(n.URL); n.URL != "" && !ValidURL(n.URL) && !ValidURL(t.site.Origin+n.URL) || strings.HasPrefix(n.URL, "//") {
		in.p.Add("url", "problem.not_a_url", "Value", n.URL)
	}
	if !n.Until.IsZero() && !n.Until.After(n.From) {
		in.p.Add("until", "problem.end_before_start")
	}
}

func (t *settling) duty() {
	d := &t.site.Settings.Duty
	in := &settling{t.Service, t.site, t.p.In("duty")}
	for f, s := range map[string]*string{"body": &d.Body, "scope": &d.Scope, "assessor": &d.Assessor, "enforcement": &d.Enforcement, "dpo": &d.DPO, "authority": &d.Authority} {
		if *s = t.Clean.Plain(*s); utf8.RuneCountInString(*s) > maxLine {
			in.p.Add(f, "problem.too_long", "Max", maxLine)
		}
	}
	in.choice("law", d.Law, Laws)
	in.choice("status", d.Status, DutyStatuses)
	in.choice("method", d.Method, DutyMethods)
	if d.Method == "third_party" && d.Assessor == "" {
		in.p.Add("assessor", "problem.required")
	}
	in.lines("non_compliant", d.NonCompliant)
	in.lines("burden", d.Burden)
	in.lines("out_of_scope", d.OutOfScope)
	for f, s := range map[string]string{"drawn": d.Drawn, "reviewed": d.Reviewed} {
		if day, err := time.Parse(time.DateOnly, s); s != "" && err != nil {
			in.p.Add(f, "problem.not_a_date", "Value", s)
		} else if s != "" && day.After(t.Now().AddDate(0, 0, 1)) {
			in.p.Add(f, "problem.in_future")
		}
	}
	if d.Drawn != "" && d.Reviewed != "" && d.Reviewed < d.Drawn {
		in.p.Add("reviewed", "problem.end_before_start")
	}
	for f, s := range map[string]*string{"feedback_email": &d.FeedbackEmail, "dpo_email": &d.DPOEmail, "notice_email": &d.NoticeEmail} {
		if *s = strings.TrimSpace(*s); *s != "" && !ValidEmail(*s) {
			in.p.Add(f, "problem.email", "Value", *s)
		}
	}
	for f, s := range map[string]*string{"enforcement_url": &d.EnforcementURL, "authority_url": &d.AuthorityURL} {
		if *s = strings.TrimSpace(*s); *s != "" && !ValidURL(*s) {
			in.p.Add(f, "problem.not_a_url", "Value", *s)
		}
	}
	if d.FeedbackDays < 0 || d.FeedbackDays > 365 {
		in.p.Add("feedback_days", "problem.out_of_range", "Min", 0, "Max", 365)
	}
	if len(d.NoticeLangs) > 24 {
		in.p.Add("notice_langs", "problem.too_many", "Max", 24)
		return
	}
	for i, l := range d.NoticeLangs {
		switch f := fmt.Sprintf("notice_langs.%d", i); {
		case !t.Words.ValidLang(l):
			in.p.Add(f, "problem.unknown_lang", "Value", string(l))
		case slices.Contains(d.NoticeLangs[:i], l):
			in.p.Add(f, "problem.lang_repeated", "Value", string(l))
		}
	}
	in.html("terms", d.Terms, maxTerms)
}

func (t *settling) choice(field, value string, allowed []string) {
	if value != "" && !slices.Contains(allowed, value) {
		t.p.Add(field, "problem.not_allowed", "Value", value, "Allowed", strings.Join(allowed, ", "))
	}
}

// each brings the texts of a field into form, one for each language; empty ones
// are left out.
func (t *settling) each(field string, l Localised, max int, form func(string) string) {
	for _, lang := range slices.Sorted(maps.Keys(l)) {
		at := field + "." + string(lang)
		if !t.Words.ValidLang(lang) {
			t.p.Add(at, "problem.unknown_lang", "Value", string(lang))
			continue
		}
		if len(l[lang]) > 4*maxTerms { // before the work
			t.p.Add(at, "problem.too_long", "Max", max)
			continue
		}
		s := form(l[lang])
		if utf8.RuneCountInString(s) > max {
			t.p.Add(at, "problem.too_long", "Max", max)
		}
		if l[lang] = s; s == "" {
			delete(l, lang)
		}
	}
}

// plain is one line of text.
func (t *settling) plain(field string, l Localised, max int) { t.each(field, l, max, t.Clean.Plain) }

// html is what staff may write in a body.
func (t *settling) html(field string, l Localised, max int) { t.each(field, l, max, t.Clean.Staff) }

// lines are lines of plain text.
func (t *settling) lines(field string, l Localised) {
	t.each(field, l, maxStatement, func(s string) string {
		var out []string
		for line := range strings.Lines(s) {
			if line = t.Clean.Plain(line); line != "" {
				out = append(out, line)
			}
		}
		return strings.Join(out, "\n")
	})
}
