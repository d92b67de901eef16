package mail

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/content/locale"
)

func composer(t *testing.T) *Composer {
	t.Helper()
	words, err := locale.New()
	if err != nil {
		t.Fatal(err)
	}
	return &Composer{Words: words, Now: func() time.Time { return day }}
}

func aSite() *content.Site {
	return &content.Site{ID: "site", Name: "Bib <Mol>", Origin: "https://bib.example:8443", Languages: []content.Lang{"nl", "fr", "de", "en"}, TimeZone: "Europe/Brussels",
		Contact:  content.Contact{Email: "info@bib.example", Address: "Markt 1\n2400 Mol", EnterpriseNo: "BE 0123"},
		Settings: content.Settings{Duty: content.Duty{Body: "Gemeente Mol", Law: content.LawFlanders, NoticeEmail: "melding@bib.example"}}}
}

func aMessage(kind content.MessageKind, lang content.Lang) *content.Message {
	m := &content.Message{ID: content.ID("abcdefghijklmnopqrstuvwxyz"), Site: "site", Kind: kind, Topic: "other", Lang: lang, Page: "https://bib.example:8443/nl/search?q=BUY+NOW",
		Text: "BUY NOW <b>cheap</b>\nhttps://spam.example", Name: "BUY NOW", Email: "ida@example.org", Received: day}
	if kind == content.Notified {
		m.Topic = "hate"
	}
	return m
}

func letters(t *testing.T, jobs []content.Job) (out []Letter) {
	t.Helper()
	for _, j := range jobs {
		var l Letter
		if err := json.Unmarshal(j.Payload, &l); err != nil {
			t.Fatal(err)
		}
		out = append(out, l)
	}
	return out
}

// TestM4ReceiptsAndDecisions holds S6 too: in four languages, each letter says
// what the law asks for, and the receipt repeats nothing that a stranger typed.
func TestM4ReceiptsAndDecisions(t *testing.T) {
	c, site := composer(t), aSite()
	for _, lang := range site.Languages {
		for _, kind := range []content.MessageKind{content.Feedback, content.Notified} {
			m := aMessage(kind, lang)
			jobs, receipt, err := c.Arrived(site, m)
			if err != nil || !receipt || len(jobs) != 2 {
				t.Fatal(lang, kind, receipt, len(jobs), err)
			}
			all := letters(t, jobs)
			toVisitor, toDesk := all[0], all[1]
			if toVisitor.To != m.Email || toVisitor.Lang != lang || !strings.Contains(toVisitor.Subject, m.Number()) || toVisitor.Host != "bib.example" || toVisitor.From != "info@bib.example" {
				t.Errorf("%s %s: receipt %+v", lang, kind, toVisitor)
			}
			for _, body := range []string{toVisitor.Text, toVisitor.HTML} {
				if strings.Contains(body, "BUY") || strings.Contains(body, "spam.example") || !strings.Contains(body, m.Number()) || !strings.Contains(body, "https://bib.example:8443/nl/search") ||
					!strings.Contains(body, "Gemeente Mol") || !strings.Contains(body, "2400 Mol") || !strings.Contains(body, "13:00") && !strings.Contains(body, "13h00") && !strings.Contains(body, "13.00") {
					t.Errorf("%s %s: receipt says %s", lang, kind, body)
				}
			}
			desk := map[content.MessageKind]string{content.Feedback: "info@bib.example", content.Notified: "melding@bib.example"}[kind]
			if toDesk.To != desk || toDesk.ReplyTo != m.Email || toDesk.Lang != "nl" || !strings.Contains(toDesk.Text, "> https://spam.example") || !strings.Contains(toDesk.HTML, "&lt;b&gt;cheap") {
				t.Errorf("%s %s: to the desk %+v", lang, kind, toDesk)
			}
			if jobs[0].Key == jobs[1].Key {
				t.Error("one letter waits for the other")
			}
			for _, decision := range content.Decisions[kind] {
				m.Decision, m.Reasons, m.Closed = decision, "Wij vinden <i>dit</i>.\nEn dat.", day
				jobs, err := c.Decided(site, m)
				if err != nil || len(jobs) != 1 || jobs[0].Key != string(m.ID)+" sender" {
					t.Fatal(err, jobs)
				}
				l := letters(t, jobs)[0]
				redress := map[content.MessageKind]string{content.Feedback: "https://www.vlaamseombudsdienst.be", content.Notified: "BIPT"}[kind]
				if lang == "fr" && kind == content.Notified {
					redress = "IBPT"
				}
				if !strings.Contains(l.Text, "> Wij vinden <i>dit</i>.") || !strings.Contains(l.HTML, "&lt;i&gt;dit") || !strings.Contains(l.Text, redress) || l.ReplyTo != desk || strings.Contains(l.Text, "mail.") && strings.Contains(l.Text, "decision") {
					t.Errorf("%s %s %s: %+v", lang, kind, decision, l)
				}
			}
		}
	}
}

// TestNoMailWithoutAddresses: nothing is queued that cannot be sent.
func TestNoMailWithoutAddresses(t *testing.T) {
	c, site := composer(t), aSite()
	m := aMessage(content.Feedback, "nl")
	m.Email = ""
	if jobs, receipt, err := c.Arrived(site, m); err != nil || receipt || len(jobs) != 1 {
		t.Error("a visitor without an address:", jobs, receipt, err)
	}
	if jobs, err := c.Decided(site, m); err != nil || len(jobs) != 0 {
		t.Error("a decision for nobody:", jobs, err)
	}
	site.Contact.Email, site.Settings.Duty.NoticeEmail = "", ""
	if jobs, receipt, err := c.Arrived(site, aMessage(content.Feedback, "nl")); err != nil || receipt || len(jobs) != 0 {
		t.Error("a site without an address:", jobs, receipt, err)
	}
	c.From = "noreply@post.example"
	if jobs, receipt, err := c.Arrived(site, aMessage(content.Feedback, "nl")); err != nil || !receipt || len(jobs) != 1 || letters(t, jobs)[0].From != "noreply@post.example" {
		t.Error("a sender for all sites:", jobs, receipt, err)
	}
}
