package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"vitrine/content"
)

// operator makes an administrator with a token for everything.
func (l *lab) operator() string {
	l.Helper()
	u := &content.User{ID: content.NewID(), Email: "operator@bib.example", Name: "An", Created: l.now()}
	l.ok(l.app.Store.SaveUser(l.Context(), u))
	l.ok(l.app.Store.SetMembership(l.Context(), content.Membership{User: u.ID, Site: l.site.ID, Role: content.Administrator}))
	secret, t, err := newToken(l.site.ID, u.ID, "test", []string{"items:read,items:write,publish,media:write,moderate,admin"}, 0)
	l.ok(err)
	l.ok(l.app.Store.SaveToken(l.Context(), t))
	return secret
}

// reopen starts the program again on the same data, otherwise.
func (l *lab) reopen(change func(*Build)) {
	l.Helper()
	l.srv.Close()
	l.ok(l.app.Close())
	b := Build{Program: testProgram, Options: l.app.opts, Now: l.now, Resolve: l.world.names, Log: slog.New(slog.DiscardHandler)}
	change(&b)
	app, err := b.New(l.Context())
	l.ok(err)
	l.Cleanup(func() { app.Close() })
	l.app, l.srv = app, httptest.NewServer(app.Handler)
	l.Cleanup(l.srv.Close)
	l.http = l.srv.Client()
	l.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
}

// api sends JSON to the API, as a program whose user reads lang.
func (l *lab) api(method, path, token, lang string, body any) *answer {
	l.Helper()
	data, ok := body.([]byte)
	if !ok {
		data = mustJSON(body)
	}
	return l.ask(method, "/api/v1"+path, data, "Authorization", "Bearer "+token, "Accept-Language", lang, "Content-Type", "application/json")
}

// upload sends a file to the API.
func (l *lab) upload(token, lang, name, contentType string, data []byte) *answer {
	l.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {fmt.Sprintf(`form-data; name="file"; filename=%q`, name)}, "Content-Type": {contentType}})
	l.ok(err)
	_, err = part.Write(data)
	l.ok(err)
	l.ok(w.WriteField("alt", "Een tekening"))
	l.ok(w.Close())
	return l.ask("POST", "/api/v1/media", b.Bytes(), "Authorization", "Bearer "+token, "Accept-Language", lang, "Content-Type", w.FormDataContentType())
}

// says fails unless a problem has that status, and its text each of the words.
func (l *lab) says(a *answer, status int, words ...string) {
	l.Helper()
	l.want(a, status, "answer")
	if ct := a.header.Get("Content-Type"); ct != "application/problem+json" {
		l.Errorf("content type %q", ct)
	}
	for _, w := range words {
		if !strings.Contains(string(a.body), w) {
			l.Errorf("%q is not in %s", w, a.body)
		}
	}
	for _, w := range []string{"panic", "SQL", "sqlite", "/tmp/"} {
		if strings.Contains(string(a.body), w) {
			l.Errorf("%q is in %s", w, a.body)
		}
	}
}

// files are the uploads on the disk.
func (l *lab) files() (list []string) {
	l.Helper()
	err := filepath.WalkDir(filepath.Join(l.app.opts.Data, "media"), func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			list = append(list, name)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
	l.ok(err)
	return list
}

// article is an article as a program sends it.
func newArticle(title string) obj {
	return obj{"kind": "article", "publish": true, "texts": []any{obj{"lang": "nl", "title": title, "body": "<p>Nieuws.</p>"}}}
}

// titles are the items that the API lists.
func (l *lab) titles(token string) (out []string) {
	l.Helper()
	a := l.want(l.ask("GET", "/api/v1/items?limit=100", nil, "Authorization", "Bearer "+token), 200, "list")
	for _, it := range a.json(l)["items"].([]any) {
		out = append(out, it.(obj)["texts"].([]any)[0].(obj)["title"].(string))
	}
	return out
}

// peak is the most memory that the process has held, in bytes.
func (p *process) peak() int64 {
	p.t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0 // only Linux tells
	}
	for _, line := range strings.Split(string(b), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kib, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			if err != nil {
				p.t.Fatal(err)
			}
			return kib << 10
		}
	}
	return 0
}

// grown fails when the process held more than so much since before; the race
// detector takes a multiple.
func (p *process) grown(before, most int64) {
	p.t.Helper()
	if now := p.peak(); now-before > most*slower {
		p.t.Errorf("the process grew by %d MiB, at most %d are allowed", (now-before)>>20, most*slower>>20)
	} else {
		p.t.Logf("memory: %d MiB before, %d MiB at most", before>>20, now>>20)
	}
}

// errStore is a blob store whose disk is full, or gone.
type errStore struct {
	content.Blobs
	err   error
	after int // writes that succeed first
}

func (s *errStore) Put(ctx context.Context, key, contentType string, data []byte) error {
	if s.after--; s.after < 0 {
		return s.err
	}
	return s.Blobs.Put(ctx, key, contentType, data)
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
