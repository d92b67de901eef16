package cmd

import (
	"fmt"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/mail"
)

// post is what sends mail: who writes the letters, nil without a mail server,
// and who takes them there.
type post struct {
	letters content.Letters
	sender  mail.Sender
}

func (b Build) post(cat *locale.Catalogue) (p post, err error) {
	if b.SMTPFrom != "" && !content.ValidEmail(b.SMTPFrom) {
		return p, fmt.Errorf("VITRINE_SMTP_FROM is not an e-mail address")
	}
	if b.SMTPURL == "" {
		return p, nil
	}
	server, err := mail.ParseServer(b.SMTPURL)
	if err != nil {
		return p, fmt.Errorf("VITRINE_SMTP_URL: %w", err)
	}
	return post{letters: &mail.Composer{Words: cat, From: b.SMTPFrom, Now: b.Now}, sender: mail.Sender{Server: server}}, nil
}
