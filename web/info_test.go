package web_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/web"
)

var filledIn = content.Duty{Body: "Gemeente Mol", Law: content.LawFlanders, Status: content.StatusPartial, Method: content.MethodSelf, Drawn: "2026-02-03", Reviewed: "2026-10-04",
	NonCompliant: content.Localised{"nl": "Oude pdf’s zonder tekst. Vraag ons de tekst."}, OutOfScope: content.Localised{"nl": "heritage\nlive"}, DPO: "An Peeters", DPOEmail: "dpo@mol.example", FeedbackDays: 10}

func withDuty(d content.Duty) func(*web.Config, *fake) {
	return func(_ *web.Config, f *fake) { f.site.Settings.Duty = d }
}

// TestS1StatementHasAllParts of the EU model, in the languages (S2), with the
// known exclusions named (S8), the review's date (S4) and whom to complain to (S7).
func TestS1StatementHasAllParts(t *testing.T) {
	w := newWorld(t, withDuty(filledIn))
	for path, wants := range map[string][]string{
		"/nl/accessibility": {"Gemeente Mol streeft ernaar", "Bestuursdecreet van 7 december 2018", "voldoet gedeeltelijk", "Oude pdf’s", "erfgoedstukken", "rechtstreeks wordt uitgezonden", "opgesteld op 3 februari 2026", "door Gemeente Mol zelf", "herzien op 4 oktober 2026", "binnen 10 werkdagen", `href="/nl/feedback"`, "Vlaamse Ombudsdienst", "info@bib.example"},
		"/fr/accessibility": {"Gemeente Mol s’engage", "partiellement conforme", `lang="nl"`, "pièces patrimoniales", "réexaminée en dernier lieu le 4 octobre 2026", "10 jours ouvrables", "Service de médiation flamand"},
		"/en/accessibility": {"is committed to making this website accessible", "partially compliant", "last reviewed on 4 October 2026", "Flemish Ombudsman"},
	} {
		body := w.get(t, path).Body.String()
		for _, want := range wants {
			if !strings.Contains(body, want) {
				t.Errorf("S1 %s: no %q", path, want)
			}
		}
	}
	if body := newWorld(t).get(t, "/nl/accessibility").Body.String(); !strings.Contains(body, "nog niet onderzocht") || strings.Contains(body, "voldoet volledig") {
		t.Error("S1: an unexamined site claims something")
	}
}

// TestS3StatementIsLinkedFromEveryPage, and its fixed addresses lead to it.
func TestS3StatementIsLinkedFromEveryPage(t *testing.T) {
	w := newWorld(t)
	for _, path := range everyPage {
		lang := "nl"
		if p := path[1:3]; p == "fr" || p == "en" {
			lang = p
		}
		body := w.get(t, path).Body.String()
		if !strings.Contains(body, `href="/`+lang+`/accessibility"`) {
			t.Errorf("S3: %s does not lead to the statement", path)
		}
		if !strings.Contains(body, "BE 0123") || !strings.Contains(body, "Markt 1") {
			t.Errorf("S10: %s does not say who and where", path)
		}
	}
	for path, to := range map[string]string{"/toegankelijkheid": "/nl/accessibility", "/accessibilite": "/fr/accessibility", "/barrierefreiheit": "/nl/accessibility", "/nl/toegankelijkheid": "/nl/accessibility", "/fr/accessibilite": "/fr/accessibility", "/accessibility": "/nl/accessibility"} {
		if rec := w.get(t, path); rec.Code/100 != 3 || rec.Header().Get("Location") != to {
			t.Errorf("S3: %s leads to %d %q, not %s", path, rec.Code, rec.Header().Get("Location"), to)
		}
	}
}

// TestS5StatementAsJSON says the same to machines.
func TestS5StatementAsJSON(t *testing.T) {
	w := newWorld(t, withDuty(filledIn))
	rec := w.get(t, "/fr/accessibility.json")
	var got map[string]any
	if err := json.Unmarshal(rec.Body.Bytes(), &got); err != nil || rec.Header().Get("Content-Type") != "application/json" {
		t.Fatal(err, rec.Header())
	}
	for name, want := range map[string]any{"language": "fr", "body": "Gemeente Mol", "status": "partial", "law": "flanders", "reviewed": "2026-10-04", "method": "self", "website": "https://bib.example"} {
		if got[name] != want {
			t.Errorf("S5: %s is %v, not %v", name, got[name], want)
		}
	}
	if l, _ := got["out_of_scope"].([]any); len(l) != 2 {
		t.Errorf("S5: out_of_scope is %v", got["out_of_scope"])
	}
}

// TestP11PrivacyFromTheRegister: every kind of data of the register (P10) is on
// the page with its period, beside the officer, the authority and the servers
// outside the EU.
func TestP11PrivacyFromTheRegister(t *testing.T) {
	w := newWorld(t, withDuty(filledIn), func(_ *web.Config, f *fake) { f.site.Settings.ActorDays = 45 })
	g, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"nl", "fr", "en"} {
		body := w.get(t, "/"+lang+"/privacy").Body.String()
		for _, rec := range content.Register {
			if data := g.words.T(lang, "register."+rec.Key+".data"); strings.HasPrefix(data, "register.") || !strings.Contains(body, data) {
				t.Errorf("P11 %s: no %s", lang, rec.Key)
			}
		}
		for _, want := range []string{"dpo@mol.example", "(VTC)", "45", "365", "730"} {
			if !strings.Contains(body, want) {
				t.Errorf("P11 %s: no %q", lang, want)
			}
		}
		if strings.Contains(body, "{{") || strings.Contains(body, "&lt;no value") {
			t.Errorf("P11 %s: a sentence was not filled in", lang)
		}
	}
	gba := filledIn
	gba.Authority = "gba"
	if body := newWorld(t, withDuty(gba)).get(t, "/nl/privacy").Body.String(); !strings.Contains(body, "Gegevensbeschermingsautoriteit") {
		t.Error("P11: the authority is not the one that was chosen")
	}
}

// TestM1ContactPointsAndM2Terms: points of contact with their languages; the
// model terms, or the institution's own.
func TestM1ContactPointsAndM2Terms(t *testing.T) {
	d := filledIn
	d.NoticeEmail, d.Terms = "meld@mol.example", content.Localised{"nl": "<p>Eigen regels</p>"}
	w := newWorld(t, withDuty(d))
	about := w.get(t, "/nl/about").Body.String()
	for _, want := range []string{"meld@mol.example", "artikel 11", "artikel 12", "English", `href="/nl/report"`, `id="security"`} {
		if !strings.Contains(about, want) {
			t.Errorf("M1: no %q", want)
		}
	}
	if body := w.get(t, "/fr/terms").Body.String(); !strings.Contains(body, "<p>Eigen regels</p>") || !strings.Contains(body, `lang="nl"`) {
		t.Error("M2: the institution's own terms are not there, or not marked")
	}
	if body := newWorld(t).get(t, "/fr/terms").Body.String(); !strings.Contains(body, "six mois") || !strings.Contains(body, "IBPT") {
		t.Error("M2: the model terms do not name redress")
	}
}

// TestS4FindingsHaveSentences: what is missing is known to the administrator; a
// statement older than twelve months is red. Every finding has a sentence.
func TestS4FindingsHaveSentences(t *testing.T) {
	g, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	site := newFake().site
	keys := func(d content.Duty, now time.Time) map[string]bool {
		site.Settings.Duty = d
		out := map[string]bool{}
		for _, f := range content.Findings(site, now) {
			out[f.Key] = f.Red
			for _, lang := range []string{"nl", "fr", "de", "en"} {
				if s := g.words.T(lang, f.Key, f.Args); s == f.Key || strings.Contains(s, "{{") {
					t.Errorf("%s in %s: %q", f.Key, lang, s)
				}
			}
		}
		return out
	}
	empty := keys(content.Duty{}, start)
	for _, key := range []string{"finding.law", "finding.status", "finding.method", "finding.drawn", "finding.enforcement", "finding.dpo", "finding.authority"} {
		if !empty[key] {
			t.Errorf("S1: %s is not red for an empty statement: %v", key, empty)
		}
	}
	d := filledIn
	for day, want := range map[string]string{"2025-11-21": "red", "2025-12-01": "reminder", "2026-10-04": ""} {
		d.Reviewed = day
		got := keys(d, start)
		_, due := got["finding.review_due"]
		if late := got["finding.review_late"]; late != (want == "red") || due != (want == "reminder") {
			t.Errorf("S4: reviewed %s: %v, want %q", day, got, want)
		}
	}
	d.Status = content.StatusFull
	if !keys(d, start)["finding.status_full"] {
		t.Error("S1: full compliance with shortcomings is not noticed")
	}
}
