package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/content/article"
	cleaning "vitrine/content/clean"
	"vitrine/content/event"
	"vitrine/content/highlight"
	"vitrine/content/locale"
	pictures "vitrine/content/media"
	"vitrine/store"
	"vitrine/web/respond"
)

var kinds = content.Kinds{article.Kind{}, event.Kind{}, highlight.Kind{}}

// world is two institutions behind one API, on a real database.
type world struct {
	t       *testing.T
	db      *store.DB
	api     *Handler
	service *content.Service
	clock   *clock
	blobs   *blobs
	bib     *place
	theater *place
	checked *schemaSet
	mu      sync.Mutex
	docs    map[string]bool // operations whose success was seen
}

// place is a site with a branch.
type place struct {
	site         *content.Site
	main, branch *content.Channel
}

type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.t }
func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	c.t = c.t.Add(d)
	c.mu.Unlock()
}

// blobs keeps files in memory; full refuses them.
type blobs struct {
	mu   sync.Mutex
	held map[string][]byte
	full bool
}

func (b *blobs) Put(_ context.Context, key, _ string, data []byte) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.full {
		return content.Fail(content.Full, nil)
	}
	b.held[key] = data
	return nil
}

func (b *blobs) PutFrom(ctx context.Context, key, kind string, r io.Reader, size int64) error {
	data, err := io.ReadAll(r)
	if err != nil || int64(len(data)) != size {
		return fmt.Errorf("%d bytes of %d: %w", len(data), size, err)
	}
	return b.Put(ctx, key, kind, data)
}

func (b *blobs) Copy(ctx context.Context, from, key, kind string) error {
	b.mu.Lock()
	data, ok := b.held[from]
	b.mu.Unlock()
	if !ok {
		return content.Fail(content.NotFound, nil)
	}
	return b.Put(ctx, key, kind, data)
}

func (b *blobs) Delete(_ context.Context, key string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.held, key)
	return nil
}

type cleaner struct{}

func (cleaner) Staff(html string) string      { out, _ := cleaning.Staff(html); return out }
func (cleaner) Markdown(source string) string { return cleaning.Markdown(source) }
func (cleaner) Plain(s string) string         { return cleaning.Plain(s) }
func (cleaner) Text(html string) string       { return cleaning.Text(html) }
func (cleaner) Refs(body string) (m, i []content.ID) {
	ms, is := cleaning.Refs(body)
	return each(ms, func(s string) content.ID { return content.ID(s) }), each(is, func(s string) content.ID { return content.ID(s) })
}

func newWorld(t *testing.T, change ...func(*Config)) *world {
	t.Helper()
	ctx := t.Context()
	db, err := store.Open(ctx, store.Config{Path: filepath.Join(t.TempDir(), "v.db"), Kinds: kinds, Synchronous: "OFF"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	cat, err := locale.New()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, db: db, clock: &clock{t: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)}, blobs: &blobs{held: map[string][]byte{}}, docs: map[string]bool{}}
	w.service = &content.Service{Store: db, Clean: cleaner{}, Words: locale.Rules{}, Images: pictures.NewProcessor(pictures.Limits{}, 1), Files: pictures.Files{},
		Blobs: w.blobs, Kinds: kinds, Now: w.clock.now, Log: slog.New(slog.DiscardHandler)}
	c := Config{Service: w.service, Store: db, Words: cat, Kinds: kinds, Now: w.clock.now, Log: slog.New(slog.DiscardHandler),
		Site: func(r *http.Request) (*content.Site, error) { return db.SiteByHost(r.Context(), r.Host) }}
	for _, f := range change {
		f(&c)
	}
	w.api = build(c)
	w.checked = newSchemas(t, w.api.document)
	w.bib, w.theater = w.place("bib"), w.place("theater")
	return w
}

func (w *world) place(name string) *place {
	w.t.Helper()
	s, main, err := w.service.AddSite(w.t.Context(), content.NewSite{URL: "https://" + name + ".example", Name: name, Handle: name, Languages: []content.Lang{"nl", "fr"}})
	if err != nil {
		w.t.Fatal(err)
	}
	branch, err := w.service.SaveChannel(w.t.Context(), content.System(s.ID), "", func(c *content.Channel) error {
		c.Handle, c.Name = "jeugd", "Jeugd"
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return &place{s, main, branch}
}

// token makes a user with a role on a site or channel, and a token of hers.
func (w *world) token(p *place, channel content.ID, role content.Role, scopes ...content.Scope) string {
	w.t.Helper()
	ctx := w.t.Context()
	secret := string(content.NewID())
	u := &content.User{ID: content.NewID(), Email: secret + "@x.example", Name: "U", Created: w.clock.now()}
	sum := sha256.Sum256([]byte(secret))
	for _, err := range []error{w.db.SaveUser(ctx, u),
		w.db.SetMembership(ctx, content.Membership{User: u.ID, Site: p.site.ID, Channel: channel, Role: role}),
		w.db.SaveToken(ctx, &content.Token{ID: content.NewID(), User: u.ID, Site: p.site.ID, Name: "t", Scopes: scopes, Hash: hex.EncodeToString(sum[:]), Created: w.clock.now()})} {
		if err != nil {
			w.t.Fatal(err)
		}
	}
	return secret
}

// admin is a token that may do everything on a site.
func (w *world) admin(p *place) string {
	return w.token(p, "", content.Administrator, content.Scopes...)
}

// response is what came back.
type response struct {
	status int
	header http.Header
	raw    []byte
	body   map[string]any
}

// at is a value of the answer by path: "texts.0.title".
func (r response) at(path string) any {
	var v any = r.body
	for _, p := range strings.Split(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[p]
		case []any:
			i := int(p[0] - '0')
			if i >= len(x) {
				return nil
			}
			v = x[i]
		}
	}
	return v
}

func (r response) str(path string) string { s, _ := r.at(path).(string); return s }
func (r response) int(path string) int    { f, _ := r.at(path).(float64); return int(f) }

type option func(*http.Request)

func header(k, v string) option { return func(r *http.Request) { r.Header.Set(k, v) } }
func host(h string) option      { return func(r *http.Request) { r.Host = h } }

// do asks the API of the library, and holds the answer against the document.
func (w *world) do(method, path, token, body string, opts ...option) response {
	w.t.Helper()
	var in io.Reader
	if body != "" {
		in = strings.NewReader(body)
	}
	r := httptest.NewRequest(method, path, in)
	r.Host = "bib.example"
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for _, o := range opts {
		o(r)
	}
	rec := httptest.NewRecorder()
	respond.Wrap(w.api, respond.Options{Now: w.clock.now, Panic: func(w http.ResponseWriter, _ *http.Request, _ error) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(500)
		_, _ = io.WriteString(w, `{"type":"about:blank","title":"x","status":500,"detail":"x"}`)
	}}).ServeHTTP(rec, r)
	out := response{status: rec.Code, header: rec.Header(), raw: rec.Body.Bytes()}
	if len(out.raw) > 0 {
		if err := json.Unmarshal(out.raw, &out.body); err != nil {
			w.t.Errorf("%s %s: the answer is no JSON object: %v: %.300s", method, path, err, out.raw)
		}
	}
	w.holds(r, out)
	return out
}

// want asks and insists on a status.
func (w *world) want(status int, method, path, token, body string, opts ...option) response {
	w.t.Helper()
	r := w.do(method, path, token, body, opts...)
	if r.status != status {
		w.t.Fatalf("%s %s %.200s: %d, want %d: %.600s", method, path, body, r.status, status, r.raw)
	}
	return r
}

// refused asks and insists on a status and a problem with a field.
func (w *world) refused(status int, field, method, path, token, body string, opts ...option) response {
	w.t.Helper()
	r := w.do(method, path, token, body, opts...)
	if r.status != status || field != "" && fieldOf(r, field) == "" {
		w.t.Errorf("%s %s %.120q: %d, want %d naming %q: %.500s", method, path, body, r.status, status, field, r.raw)
	}
	return r
}

func fieldOf(r response, field string) string {
	errs, _ := r.body["errors"].(map[string]any)
	s, _ := errs[field].(string)
	return s
}

const draft = `{"kind":"article","texts":[{"lang":"nl","title":"Nieuwe openingsuren","body":"<p>Vanaf maandag.</p>"}]}`

// item makes an item.
func (w *world) item(token, body string) response {
	w.t.Helper()
	return w.want(201, "POST", "/api/v1/items", token, body)
}

func with(body, field string) string { return strings.TrimSuffix(body, "}") + "," + field + "}" }

// formBody is a multipart body; a nil file is left out.
func formBody(t *testing.T, file []byte, fields map[string]string) (body, kind string) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, v := range fields {
		if err := m.WriteField(k, v); err != nil {
			t.Fatal(err)
		}
	}
	if file != nil {
		f, err := m.CreateFormFile("file", "foto.png")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = f.Write(file)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), m.FormDataContentType()
}

func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 64, 40))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (w *world) upload(token string, fields map[string]string) response {
	w.t.Helper()
	body, kind := formBody(w.t, picture(w.t), fields)
	return w.want(201, "POST", "/api/v1/media", token, body, header("Content-Type", kind))
}
