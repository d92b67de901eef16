package mail

import (
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"vitrine/content"
)

var day = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func aLetter() *Letter {
	return &Letter{ID: "abc", From: "info@bib.example", FromName: "Bibliotheek Één", To: "ida@example.org", ReplyTo: "desk@bib.example", Subject: "Wé hebben uw bericht",
		Text: "Beste,\n\nélan\n", HTML: "<p>élan</p>", Lang: "nl", Host: "bib.example", Date: day}
}

func TestSend(t *testing.T) {
	for name, c := range map[string]struct {
		form    string
		change  func(*post)
		secured bool
		code    content.Code
	}{
		"STARTTLS on this machine":        {"smtp://HOST", nil, true, ""},
		"STARTTLS required":               {"smtp://HOST?tls=required", nil, true, ""},
		"required and not offered":        {"smtp://HOST?tls=required", func(p *post) { p.starttls = false }, false, content.Unavailable},
		"not offered, on this machine":    {"smtp://HOST", func(p *post) { p.starttls = false }, false, ""},
		"switched off":                    {"smtp://HOST?tls=off", nil, false, ""},
		"TLS from the first byte":         {"smtps://HOST", func(p *post) { p.implicit = true }, true, ""},
		"with a password":                 {"smtp://an:geheim@HOST", func(p *post) { p.auth = "\x00an\x00geheim" }, true, ""},
		"with a password, switched off":   {"smtp://an:geheim@HOST?tls=off", func(p *post) { p.auth = "\x00an\x00geheim" }, false, ""},
		"with a wrong password":           {"smtp://an:geheim@HOST", func(p *post) { p.auth = "\x00an\x00ander" }, false, content.Unavailable},
		"refused for good":                {"smtp://HOST", func(p *post) { p.refuse = "550 5.1.1 no such user <ida@example.org>" }, false, content.Forbidden},
		"refused for now":                 {"smtp://HOST", func(p *post) { p.refuse = "451 4.7.1 later, ida@example.org" }, false, content.Unavailable},
		"accepted, then no goodbye":       {"smtp://HOST", func(p *post) { p.rudely = true }, true, ""},
		"a certificate that nobody knows": {"smtps://HOST", func(p *post) { p.implicit = true; p.pool = nil }, false, content.Unavailable},
	} {
		t.Run(name, func(t *testing.T) {
			var p *post
			if c.change != nil && strings.Contains(name, "nobody knows") {
				p = newPost(t, func(p *post) { p.implicit = true })
				p.pool = newPost(t, nil).pool
			} else {
				p = newPost(t, c.change)
			}
			err := p.server(t, c.form).Send(t.Context(), aLetter())
			if content.CodeOf(err) != c.code {
				t.Fatalf("%v, want code %q", err, c.code)
			}
			if err != nil {
				for _, secret := range []string{"geheim", "ida@example.org"} {
					if strings.Contains(err.Error(), secret) {
						t.Errorf("the error tells %q: %v", secret, err)
					}
				}
				return
			}
			if len(p.got) != 1 || p.secured != c.secured || p.greeted != "bib.example" {
				t.Errorf("%d messages, over TLS %v, greeted as %q", len(p.got), p.secured, p.greeted)
			}
		})
	}
	gone := newPost(t, nil).server(t, "smtp://HOST")
	gone.port = 1
	if err := gone.Send(t.Context(), aLetter()); !content.Is(err, content.Unavailable) {
		t.Error("a server that is away:", err)
	}
}

// TestM4LettersAreMarked: as sent by a program, with the site's domain, in text
// and HTML.
func TestM4LettersAreMarked(t *testing.T) {
	p := newPost(t, nil)
	if err := p.server(t, "smtp://HOST").Send(t.Context(), aLetter()); err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(strings.NewReader(p.got[0]))
	if err != nil {
		t.Fatal(err)
	}
	subject, _ := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	from, _ := m.Header.AddressList("From")
	for name, want := range map[string]string{"Auto-Submitted": "auto-generated", "Message-Id": "<abc@bib.example>", "Content-Language": "nl", "Reply-To": "<desk@bib.example>",
		"To": "<ida@example.org>", "Date": "Sun, 22 Nov 2026 12:00:00 +0000", "Bcc": "", "X-Mailer": "", "User-Agent": ""} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if subject != "Wé hebben uw bericht" || len(from) != 1 || from[0].Name != "Bibliotheek Één" || from[0].Address != "info@bib.example" {
		t.Errorf("%q from %v", subject, from)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatal(kind, err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for _, want := range []string{"Beste,\r\n\r\nélan", "<p>élan</p>"} {
		part, err := parts.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil || !strings.Contains(string(b), want) {
			t.Errorf("%q has no %q (%v)", b, want, err)
		}
	}
}

// TestNoHeaderIsSmuggledIn: a line break reaches no header, whoever typed it.
func TestNoHeaderIsSmuggledIn(t *testing.T) {
	evil := "x\r\nBcc: all@example.org"
	for name, change := range map[string]func(*Letter){
		"from": func(l *Letter) { l.From = "a@b.example\r\nBcc: c@d.example" }, "to": func(l *Letter) { l.To = "a@b.example\nBcc:c@d.example" },
		"two recipients": func(l *Letter) { l.To = "a@b.example,c@d.example" }, "reply": func(l *Letter) { l.ReplyTo = "a@b.example\r\nX: y" }, "name": func(l *Letter) { l.FromName = evil },
		"subject": func(l *Letter) { l.Subject = evil }, "separator": func(l *Letter) { l.Subject = "x\u2028y" }, "host": func(l *Letter) { l.Host = evil }, "language": func(l *Letter) { l.Lang = content.Lang(evil) },
	} {
		p, l := newPost(t, nil), aLetter()
		change(l)
		if err := p.server(t, "smtp://HOST").Send(t.Context(), l); !content.Is(err, content.Invalid) || len(p.got)+len(p.to) > 0 {
			t.Errorf("%s: %v, %d sent", name, err, len(p.got))
		}
		if _, err := l.Job("site", "k"); !content.Is(err, content.Invalid) {
			t.Errorf("%s as a job: %v", name, err)
		}
	}
}

func TestRun(t *testing.T) {
	p := newPost(t, nil)
	job, err := aLetter().Job("site", "k")
	if err != nil || job.Queue != content.QueueMail || job.Key != "k" || job.Site != "site" {
		t.Fatal(job, err)
	}
	if err := (Sender{Server: p.server(t, "smtp://HOST")}).Run(t.Context(), job); err != nil || len(p.got) != 1 {
		t.Fatal(err)
	}
	if err := (Sender{}).Run(t.Context(), job); !content.Is(err, content.Forbidden) {
		t.Error("without a server:", err)
	}
	job.Payload = json.RawMessage("{")
	if err := (Sender{}).Run(t.Context(), job); !content.Is(err, content.Malformed) {
		t.Error("a letter that is none:", err)
	}
}

func TestParseServer(t *testing.T) {
	for address, want := range map[string]string{
		"smtp://mail.example": "mail.example:587", "smtps://u:p@mail.example": "mail.example:465", "smtp://u@mail.example:2525/": "mail.example:2525", "smtp://[::1]:25": "[::1]:25",
		"": "", "mail.example:25": "", "http://mail.example": "", "smtp://": "", "smtp://u:geheim@mail.example:99999": "", "smtp://u:geheim@mail.example?tls=maybe": "",
		"smtps://mail.example?tls=off": "", "smtp://u:geheim@mail.example/path": "", "smtp://u:geheim@mail.example:x": "", "smtp://u:geheim%0d%0aX@mail.example": "",
	} {
		s, err := ParseServer(address)
		if want == "" {
			if err == nil || strings.Contains(err.Error(), "geheim") {
				t.Errorf("%s: %v %v", address, s, err)
			}
		} else if err != nil || s.String() != want {
			t.Errorf("%s: %v %v, want %s", address, s, err, want)
		}
	}
}
