package content

import (
	"slices"
	"strings"
	"time"
)

// The laws that a statement may name, by the body that made them. Their names
// are in the catalogue under duty.law.
const (
	LawFlanders   = "flanders"   // Bestuursdecreet of 7 December 2018
	LawBelgium    = "belgium"    // law of 19 July 2018, federal bodies
	LawBrussels   = "brussels"   // ordinance of 4 October 2018
	LawWallonia   = "wallonia"   // decrees of 2 and 3 May 2019: Region and French Community
	LawOstbelgien = "ostbelgien" // decree of 15 October 2018 on electronic communication, German-speaking Community
	LawEU         = "eu"         // Directive (EU) 2016/2102 itself: elsewhere
)

// Laws lists them.
var Laws = []string{LawFlanders, LawBelgium, LawBrussels, LawWallonia, LawOstbelgien, LawEU}

// Values of Duty.Status and Duty.Method.
const (
	StatusFull    = "full"
	StatusPartial = "partial"
	StatusNone    = "none"

	MethodSelf  = "self"
	MethodOther = "third_party"
)

// DefaultFeedbackDays is within how many working days feedback is answered.
const DefaultFeedbackDays = 15

// Office is a public body that people can turn to.
type Office struct {
	Name    Localised
	Address string
	Email   string
	Phone   string
	URL     string
}

// offices are the defaults of Enforcement and Supervisor. Who is competent for
// one institution is for its lawyer to confirm (S7); each can be replaced. Only
// what a body says of itself, or another authority says of it, stands here:
// docs/ACCESSIBILITY.md has where it was read.
var (
	ombudsFlanders = Office{Name: Localised{"nl": "Vlaamse Ombudsdienst", "fr": "Service de médiation flamand (Vlaamse Ombudsdienst)",
		"de": "Flämischer Ombudsdienst (Vlaamse Ombudsdienst)", "en": "Flemish Ombudsman Service (Vlaamse Ombudsdienst)"},
		Address: "Leuvenseweg 86, 1000 Brussel", Email: "klachten@vlaamseombudsdienst.be", Phone: "1700", URL: "https://www.vlaamseombudsdienst.be"}
	ombudsBelgium = Office{Name: Localised{"nl": "Federale Ombudsman", "fr": "Médiateur fédéral", "de": "Föderaler Ombudsmann", "en": "Federal Ombudsman"},
		Address: "Leuvenseweg 48, 1000 Brussel", URL: "https://www.federaalombudsman.be"}
	ombudsBrussels = Office{Name: Localised{"nl": "Brusselse ombudsvrouw", "fr": "Médiatrice bruxelloise", "de": "Brüsseler Ombudsfrau", "en": "Brussels Ombudswoman"},
		Address: "Oud Korenhuis 1, 1000 Brussel", Email: "klachten@ombuds.brussels", Phone: "+32 2 549 67 00", URL: "https://www.ombuds.brussels"}
	ombudsWallonia = Office{Name: Localised{"nl": "Ombudsman van Wallonië en van de Federatie Wallonië-Brussel", "fr": "Médiateur de la Wallonie et de la Fédération Wallonie-Bruxelles",
		"de": "Ombudsmann der Wallonie und der Föderation Wallonie-Brüssel", "en": "Ombudsman of Wallonia and of the Wallonia-Brussels Federation"},
		Address: "Rue Lucien Namèche 54, 5000 Namur", URL: "https://www.le-mediateur.be"}
	ombudsOstbelgien = Office{Name: Localised{"nl": "Ombudsman van de Duitstalige Gemeenschap", "fr": "Médiateur de la Communauté germanophone",
		"de": "Ombudsperson der Deutschsprachigen Gemeinschaft", "en": "Ombudsman of the German-speaking Community"},
		Address: "Platz des Parlaments 1, 4700 Eupen", Email: "beschwerde@dg-ombudsdienst.be", Phone: "0800 98759", URL: "https://www.dg-ombudsdienst.be"}

	supervisorVTC = Office{Name: Localised{"nl": "Vlaamse Toezichtcommissie voor de verwerking van persoonsgegevens (VTC)",
		"fr": "Commission de contrôle flamande du traitement des données à caractère personnel (VTC)", "de": "Flämische Aufsichtskommission für die Verarbeitung personenbezogener Daten (VTC)",
		"en": "Flemish Supervisory Committee for the processing of personal data (VTC)"},
		URL: "https://www.vlaanderen.be/vlaamse-toezichtcommissie"}
	supervisorGBA = Office{Name: Localised{"nl": "Gegevensbeschermingsautoriteit (GBA)", "fr": "Autorité de protection des données (APD)",
		"de": "Datenschutzbehörde (DSB)", "en": "Belgian Data Protection Authority"},
		Address: "Drukpersstraat 35, 1000 Brussel", URL: "https://www.gegevensbeschermingsautoriteit.be"}
)

var enforcers = map[string]Office{LawFlanders: ombudsFlanders, LawBelgium: ombudsBelgium, LawBrussels: ombudsBrussels,
	LawWallonia: ombudsWallonia, LawOstbelgien: ombudsOstbelgien}

// EnforcementBody is whom to turn to when feedback was not answered well (S7):
// the institution's choice, else the one of its law. ok is false when neither is known.
func (d Duty) EnforcementBody() (o Office, ok bool) {
	if d.Enforcement != "" {
		return Office{Name: Localised{"": d.Enforcement}, URL: d.EnforcementURL}, true
	}
	o, ok = enforcers[d.Law]
	return o, ok
}

// Supervisor is the data protection authority: by name vtc or gba, another one
// in the institution's own words, else the one that goes with its law (P11).
func (d Duty) Supervisor() (o Office, ok bool) {
	switch {
	case d.Authority == "vtc", d.Authority == "" && d.Law == LawFlanders:
		return supervisorVTC, true
	case d.Authority == "gba", d.Authority == "" && d.Law != "" && d.Law != LawEU:
		return supervisorGBA, true
	case d.Authority != "":
		return Office{Name: Localised{"": d.Authority}, URL: d.AuthorityURL}, true
	}
	return Office{}, false
}

// Responsible is the body behind the site.
func (s *Site) Responsible() string {
	if s.Settings.Duty.Body != "" {
		return s.Settings.Duty.Body
	}
	return s.Name
}

// FeedbackEmail is where accessibility feedback goes, "" when there is no address.
func (s *Site) FeedbackEmail() string {
	if e := s.Settings.Duty.FeedbackEmail; e != "" {
		return e
	}
	return s.Contact.Email
}

// NoticeEmail is the contact point of articles 11 and 12 DSA, "" when there is no address.
func (s *Site) NoticeEmail() string {
	if e := s.Settings.Duty.NoticeEmail; e != "" {
		return e
	}
	return s.Contact.Email
}

// NoticeLangs are the languages in which the contact points can be written to.
func (s *Site) NoticeLangs() []Lang {
	if l := s.Settings.Duty.NoticeLangs; len(l) > 0 {
		return l
	}
	out := slices.Clone(s.Languages)
	if !slices.Contains(out, "en") {
		out = append(out, "en")
	}
	return out
}

// AnswerDays is within how many working days feedback is answered.
func (d Duty) AnswerDays() int {
	if d.FeedbackDays > 0 {
		return d.FeedbackDays
	}
	return DefaultFeedbackDays
}

// LastReview is the day on which the statement was last held against the site,
// zero when no day is given.
func (d Duty) LastReview() time.Time {
	for _, s := range []string{d.Reviewed, d.Drawn} {
		if t, err := time.Parse(time.DateOnly, s); err == nil {
			return t
		}
	}
	return time.Time{}
}

// Lines are the entries of a list that is kept as one text, a line each.
func Lines(s string) (out []string) {
	for _, l := range strings.Split(s, "\n") {
		if l = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(l), "-*•")); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// Finding is something about the institution's statements that an administrator
// should know.
type Finding struct {
	Requirement string         // of the list that it comes from: S1, S4, S10, P11, M1
	Field       string         // path in the site's settings: "duty.reviewed"
	Key         string         // catalogue key of the sentence
	Args        map[string]any // its arguments
	Red         bool           // what the law asks for is missing; else a reminder
}

// Statements are reviewed every year; a month ahead there is a reminder (S4).
const reminderDays = 30

// Findings says what is missing in the statements of a site, the most pressing first.
func Findings(s *Site, now time.Time) []Finding {
	d := s.Settings.Duty
	var red, rest []Finding
	add := func(urgent bool, requirement, field, key string, args ...any) {
		f := Finding{Requirement: requirement, Field: field, Key: key, Red: urgent}
		for i := 0; i+1 < len(args); i += 2 {
			if f.Args == nil {
				f.Args = map[string]any{}
			}
			f.Args[args[i].(string)] = args[i+1]
		}
		if urgent {
			red = append(red, f)
		} else {
			rest = append(rest, f)
		}
	}
	if d.Body == "" {
		add(false, "S1", "duty.body", "finding.body", "Name", s.Name)
	}
	if d.Law == "" {
		add(true, "S1", "duty.law", "finding.law")
	}
	shortcomings := len(d.NonCompliant)+len(d.Burden)+len(d.OutOfScope) > 0
	switch {
	case d.Status == "":
		add(true, "S1", "duty.status", "finding.status")
	case d.Status == StatusFull && len(d.NonCompliant)+len(d.Burden) > 0:
		add(true, "S1", "duty.status", "finding.status_full")
	case d.Status != StatusFull && !shortcomings:
		add(true, "S1", "duty.non_compliant", "finding.shortcomings")
	}
	if d.Method == "" {
		add(true, "S1", "duty.method", "finding.method")
	} else if d.Method == MethodOther && d.Assessor == "" {
		add(true, "S1", "duty.assessor", "finding.assessor")
	}
	if d.Drawn == "" {
		add(true, "S1", "duty.drawn", "finding.drawn")
	}
	if last := d.LastReview(); !last.IsZero() {
		due := last.AddDate(1, 0, 0)
		switch {
		case now.After(due):
			add(true, "S4", "duty.reviewed", "finding.review_late", "Date", last)
		case now.After(due.AddDate(0, 0, -reminderDays)):
			add(false, "S4", "duty.reviewed", "finding.review_due", "Date", due)
		}
	}
	for _, l := range []struct {
		field string
		text  Localised
	}{{"duty.non_compliant", d.NonCompliant}, {"duty.burden", d.Burden}, {"duty.out_of_scope", d.OutOfScope}, {"duty.terms", d.Terms}} {
		if len(l.text) == 0 {
			continue
		}
		for _, lang := range s.Languages {
			if l.text[lang] == "" {
				add(false, "S2", l.field+"."+string(lang), "finding.translation", "Language", string(lang))
			}
		}
	}
	if s.FeedbackEmail() == "" {
		add(true, "S1", "duty.feedback_email", "finding.feedback_email")
	}
	if _, ok := d.EnforcementBody(); !ok {
		add(true, "S1", "duty.enforcement", "finding.enforcement")
	}
	if s.Contact.Address == "" {
		add(true, "S10", "contact.address", "finding.address")
	}
	if s.Contact.EnterpriseNo == "" {
		add(true, "S10", "contact.enterprise_no", "finding.enterprise_no")
	}
	if d.DPO == "" && d.DPOEmail == "" {
		add(true, "P11", "duty.dpo", "finding.dpo")
	}
	if _, ok := d.Supervisor(); !ok {
		add(true, "P11", "duty.authority", "finding.authority")
	}
	if s.NoticeEmail() == "" {
		add(true, "M1", "duty.notice_email", "finding.notice_email")
	}
	return append(red, rest...)
}

// Exclusions are what the law does not ask to be accessible, or what a site of
// this kind commonly leaves out (S8). A line of Duty.OutOfScope that is one of
// these words is written out in the reader's language; the catalogue has the
// sentences under duty.exclusion. A library's catalogue is not among them (S9).
var Exclusions = []string{"live", "recordings", "maps", "third_party", "heritage", "office_files", "archives"}
