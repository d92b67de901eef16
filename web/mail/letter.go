package mail

import (
	"encoding/json"
	"strings"
	"time"
	"unicode"

	"vitrine/content"
)

// Letter is a message by e-mail, as it waits in its job.
type Letter struct {
	ID       content.ID   `json:"id"` // of the job; makes the Message-ID, the same at each try
	From     string       `json:"from"`
	FromName string       `json:"from_name,omitempty"`
	To       string       `json:"to"`
	ReplyTo  string       `json:"reply_to,omitempty"`
	Subject  string       `json:"subject"`
	Text     string       `json:"text"`
	HTML     string       `json:"html"`
	Lang     content.Lang `json:"lang"`
	Host     string       `json:"host"` // the site's, for the Message-ID and the greeting of the server
	Date     time.Time    `json:"date"`
}

// Check refuses a letter whose headers could say more than they should.
func (l *Letter) Check() error {
	for _, a := range []string{l.From, l.To} {
		if !content.ValidEmail(a) || hasControl(a) {
			return content.Failf(content.Invalid, "a letter with an address that is none")
		}
	}
	if l.ReplyTo != "" && (!content.ValidEmail(l.ReplyTo) || hasControl(l.ReplyTo)) {
		return content.Failf(content.Invalid, "a letter with an address for answers that is none")
	}
	for _, s := range []string{l.FromName, l.Subject, string(l.Lang), l.Host, string(l.ID)} {
		if hasControl(s) {
			return content.Failf(content.Invalid, "a letter with a line break in a header")
		}
	}
	if l.Subject == "" || l.Text == "" || l.Host == "" {
		return content.Failf(content.Invalid, "a letter without subject, text or sender's host")
	}
	return nil
}

func hasControl(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }) >= 0
}

// Job is the work of sending the letter. Letters with the same key leave in the
// order in which they were written.
func (l *Letter) Job(site content.ID, key string) (content.Job, error) {
	if l.ID == "" {
		l.ID = content.NewID()
	}
	if err := l.Check(); err != nil {
		return content.Job{}, err
	}
	b, err := json.Marshal(l)
	if err != nil {
		return content.Job{}, content.Fail(content.Internal, err)
	}
	return content.Job{ID: l.ID, Site: site, Queue: content.QueueMail, Key: key, Payload: b}, nil
}
