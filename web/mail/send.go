package mail

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"vitrine/content"
)

// sendTime bounds one letter, from the connection to the last answer.
const sendTime = 90 * time.Second

// Sender takes letters to a mail server.
type Sender struct {
	Server *Server // nil: there is none, and every letter is a dead one
}

// Run does one job of the queue mail.
func (s Sender) Run(ctx context.Context, j content.Job) error {
	var l Letter
	if err := json.Unmarshal(j.Payload, &l); err != nil {
		return content.Fail(content.Malformed, fmt.Errorf("letter of job %s: %w", j.ID, err))
	}
	if s.Server == nil {
		return content.Failf(content.Forbidden, "there is no mail server: VITRINE_SMTP_URL is not set")
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	return s.Server.Send(ctx, &l)
}

// Send hands one letter over. An error with code Forbidden is the server's final
// refusal; with Unavailable it may be tried again. Neither names the recipient.
func (s *Server) Send(ctx context.Context, l *Letter) error {
	if err := l.Check(); err != nil {
		return err
	}
	m, err := message(l)
	if err != nil {
		return content.Fail(content.Invalid, s.quiet(err, l))
	}
	options := []mail.Option{mail.WithPort(s.port), mail.WithHELO(l.Host), mail.WithTimeout(sendTime / 3), mail.WithTLSPolicy(s.policy), mail.WithoutNoop()}
	config := &tls.Config{ServerName: s.host, MinVersion: tls.VersionTLS12}
	if s.trust != nil {
		config = s.trust.Clone()
		config.ServerName = s.host
	}
	options = append(options, mail.WithTLSConfig(config))
	var lines []net.Conn // the library forgets a connection on which TLS or the sign-in failed
	defer func() {
		for _, c := range lines {
			_ = c.Close() // a second time, as a rule
		}
	}()
	if s.implicit {
		options = append(options, mail.WithSSL())
	} else {
		options = append(options, mail.WithDialContextFunc(func(ctx context.Context, network, address string) (net.Conn, error) {
			c, err := new(net.Dialer).DialContext(ctx, network, address)
			if err == nil {
				lines = append(lines, c)
			}
			return c, err
		}))
	}
	if s.user != "" {
		how := mail.SMTPAuthAutoDiscover
		if s.policy == mail.NoTLS && !s.implicit { // the operator said so
			how = mail.SMTPAuthPlainNoEnc
		}
		options = append(options, mail.WithSMTPAuth(how), mail.WithUsername(s.user), mail.WithPassword(s.password))
	}
	c, err := mail.NewClient(s.host, options...)
	if err != nil {
		return content.Fail(content.Invalid, s.quiet(err, l))
	}
	conn, err := c.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return content.Fail(content.Unavailable, s.quiet(fmt.Errorf("mail server %s: %w", s, err), l))
	}
	defer func() { _ = c.CloseWithSMTPClient(conn) }() // what was accepted is sent, however the server says goodbye
	err = c.SendWithSMTPClient(conn, m)
	if err == nil || m.IsDelivered() {
		return nil
	}
	var refused *mail.SendError
	if errors.As(err, &refused) && refused.ErrorCode() >= 500 && !refused.IsTemp() {
		return content.Fail(content.Forbidden, s.quiet(fmt.Errorf("mail server %s refused: %w", s, err), l))
	}
	return content.Fail(content.Unavailable, s.quiet(fmt.Errorf("mail server %s: %w", s, err), l))
}

// message is a letter as it travels: text and HTML, marked as sent by a program
// (RFC 3834), so that no other program answers it.
func message(l *Letter) (*mail.Msg, error) {
	m := mail.NewMsg(mail.WithNoDefaultUserAgent())
	err := m.FromFormat(l.FromName, l.From)
	if err == nil {
		err = m.To(l.To)
	}
	if err == nil && l.ReplyTo != "" {
		err = m.ReplyTo(l.ReplyTo)
	}
	if err != nil {
		return nil, err
	}
	m.Subject(l.Subject)
	m.SetMessageIDWithValue(string(l.ID) + "@" + l.Host)
	m.SetDateWithValue(l.Date)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader("Content-Language", string(l.Lang))
	m.SetBodyString(mail.TypeTextPlain, l.Text)
	if l.HTML != "" {
		m.AddAlternativeString(mail.TypeTextHTML, l.HTML)
	}
	return m, nil
}

// quiet takes out of an error what no log may have: the password, and who the
// letter is to.
func (s *Server) quiet(err error, l *Letter) error {
	text := err.Error()
	for secret, shown := range map[string]string{s.password: "[password]", l.To: "[recipient]", l.ReplyTo: "[reply address]"} {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, shown)
		}
	}
	return errors.New(text)
}
