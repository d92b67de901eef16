package mail

import (
	"bytes"
	"embed"
	"html/template"
	"net/url"
	"strings"
	text "text/template"
	"time"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

//go:embed letter.html letter.txt
var files embed.FS

var (
	asHTML = template.Must(template.ParseFS(files, "letter.html"))
	asText = text.Must(text.ParseFS(files, "letter.txt"))
)

// Composer writes letters in the reader's language.
type Composer struct {
	Words page.Words
	From  string // sender of all letters; empty: each site's contact
	Now   func() time.Time
}

var _ content.Letters = (*Composer)(nil)

// draft is what a letter says, before it is laid out.
type draft struct {
	Lang       content.Lang
	Subject    string
	Greeting   string
	Paragraphs []string
	Facts      []string
	Heading    string   // of Words
	Words      []string // paragraphs that a person wrote
	After      []string
	Body       string // the institution
	Contact    []string
	Footer     string
}

// Arrived writes the receipt for the sender and the message for the institution.
// The first holds nothing of what was typed: it goes to an address that nobody
// has confirmed.
func (c *Composer) Arrived(site *content.Site, m *content.Message) (jobs []content.Job, receipt bool, err error) {
	if m.Email != "" && c.from(site) != "" {
		job, err := c.receipt(site, m)
		if err != nil {
			return nil, false, err
		}
		jobs, receipt = append(jobs, job), true
	}
	if desk := deskOf(site, m); desk != "" && c.from(site) != "" {
		job, err := c.incoming(site, m, desk)
		if err != nil {
			return nil, false, err
		}
		jobs = append(jobs, job)
	}
	return jobs, receipt, nil
}

// deskOf is where messages of a kind are read, and where answers to our letters go.
func deskOf(site *content.Site, m *content.Message) string {
	if m.Kind == content.Notified {
		return site.NoticeEmail()
	}
	return site.FeedbackEmail()
}

func (c *Composer) receipt(site *content.Site, m *content.Message) (content.Job, error) {
	say := c.sayer(m.Lang)
	d := draft{Lang: m.Lang, Greeting: say("mail.hello"), Facts: c.facts(site, m, true)}
	if m.Kind == content.Notified {
		d.Subject = say("mail.notice.receipt.subject", "Number", m.Number())
		d.Paragraphs = []string{say("mail.notice.receipt.text")}
	} else {
		d.Subject = say("mail.feedback.receipt.subject", "Number", m.Number())
		d.Paragraphs = []string{say("mail.feedback.receipt.text"), say("mail.feedback.receipt.days", "N", site.Settings.Duty.AnswerDays())}
	}
	return c.job(site, m, d, m.Email, deskOf(site, m), string(m.ID)+" sender")
}

// incoming brings a message to the institution, in its own language.
func (c *Composer) incoming(site *content.Site, m *content.Message, to string) (content.Job, error) {
	lang := site.DefaultLang()
	say := c.sayer(lang)
	d := draft{Lang: lang, Greeting: say("mail.hello"), Paragraphs: []string{say("mail.incoming.text")}, Facts: c.facts(site, &content.Message{ID: m.ID, Lang: lang, Page: m.Page, Received: m.Received}, false),
		Heading: say("mail.incoming.words"), Words: lines(m.Text)}
	form := "feedback"
	if m.Kind == content.Notified {
		form = "report"
		d.Subject = say("mail.notice.incoming.subject", "Number", m.Number())
	} else {
		d.Subject = say("mail.feedback.incoming.subject", "Number", m.Number())
	}
	d.Facts = append(d.Facts, say("mail.incoming.topic", "Topic", say("form."+form+".topic."+m.Topic)))
	if m.Name != "" {
		d.Facts = append(d.Facts, say("mail.incoming.from", "Name", m.Name))
	}
	if m.Email != "" {
		d.Facts = append(d.Facts, say("mail.incoming.email", "Email", m.Email))
	} else {
		d.Facts = append(d.Facts, say("mail.incoming.nobody"))
	}
	return c.job(site, m, d, to, m.Email, string(m.ID)+" desk")
}

// Decided writes the decision with its reasons, and what can be done about it.
func (c *Composer) Decided(site *content.Site, m *content.Message) ([]content.Job, error) {
	if m.Email == "" || c.from(site) == "" {
		return nil, nil
	}
	say := c.sayer(m.Lang)
	d := draft{Lang: m.Lang, Greeting: say("mail.hello"), Facts: c.facts(site, m, false), Words: lines(m.Reasons)}
	if m.Name != "" {
		d.Greeting = say("mail.greeting", "Name", m.Name)
	}
	if m.Kind == content.Notified {
		d.Subject = say("mail.notice.decision.subject", "Number", m.Number())
		d.Paragraphs, d.Heading = []string{say("mail.notice.decision." + m.Decision)}, say("mail.decision.reasons")
		d.After = []string{say("mail.notice.human"), say("mail.notice.redress")}
	} else {
		d.Subject = say("mail.feedback.decision.subject", "Number", m.Number())
		d.Heading = say("mail.feedback.decision." + m.Decision)
		d.After = []string{say("mail.feedback.redress_none")}
		if o, ok := site.Settings.Duty.EnforcementBody(); ok {
			name, _ := o.Name.In(m.Lang, "en")
			if o.URL != "" {
				name += ", " + o.URL
			}
			d.After = []string{say("mail.feedback.redress", "Office", name)}
		}
	}
	job, err := c.job(site, m, d, m.Email, deskOf(site, m), string(m.ID)+" sender")
	return []content.Job{job}, err
}

// facts are the number, the time and the page. Of an address that a stranger
// gave only the path is repeated.
func (c *Composer) facts(site *content.Site, m *content.Message, stranger bool) []string {
	say := c.sayer(m.Lang)
	out := []string{say("mail.number", "Number", m.Number()), say("mail.received", "Moment", locale.DateTime(string(m.Lang), m.Received.In(site.Zone())))}
	address := m.Page
	if u, err := url.Parse(address); err == nil && stranger {
		u.RawQuery, u.Fragment = "", ""
		address = u.String()
	}
	if address != "" {
		out = append(out, say("mail.page", "Page", address))
	}
	return out
}

func (c *Composer) sayer(lang content.Lang) func(key string, args ...any) string {
	return func(key string, args ...any) string { return c.Words.T(string(lang), key, args...) }
}

// from is the address that letters of a site come from, "" when it has none.
func (c *Composer) from(site *content.Site) string {
	if c.From != "" {
		return c.From
	}
	return site.Contact.Email
}

func (c *Composer) job(site *content.Site, m *content.Message, d draft, to, replyTo, key string) (content.Job, error) {
	d.Body, d.Contact = site.Responsible(), content.Lines(site.Contact.Address)
	if site.Contact.EnterpriseNo != "" {
		d.Contact = append(d.Contact, site.Contact.EnterpriseNo)
	}
	d.Footer = c.Words.T(string(d.Lang), "mail.footer", "Site", site.Name, "Address", site.Origin)
	l := Letter{ID: content.NewID(), From: c.from(site), FromName: oneLine(site.Name), To: to, ReplyTo: replyTo, Subject: oneLine(d.Subject), Lang: d.Lang, Host: hostname(site), Date: c.Now()}
	var b bytes.Buffer
	if err := asHTML.Execute(&b, d); err != nil {
		return content.Job{}, content.Fail(content.Internal, err)
	}
	l.HTML = b.String()
	b.Reset()
	if err := asText.Execute(&b, d); err != nil {
		return content.Job{}, content.Fail(content.Internal, err)
	}
	l.Text = b.String()
	return l.Job(site.ID, key)
}

// hostname is the site's host without a port.
func hostname(site *content.Site) string {
	u, err := url.Parse(site.Origin)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// lines are a text's paragraphs and lines.
func lines(s string) (out []string) {
	for _, l := range strings.Split(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}
