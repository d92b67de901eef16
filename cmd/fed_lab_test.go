package cmd

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/federation/sign"
)

// The laboratory: the whole program, as a user starts it, at hub.example with
// handles at bib.example; a world of other servers of which every answer can be
// a lie; one clock for all of them; and no waiting.

const (
	hub       = "http://hub.example"
	public    = "https://www.w3.org/ns/activitystreams#Public"
	asContext = "https://www.w3.org/ns/activitystreams"
)

// obj is a JSON object.
type obj = map[string]any

// labStart is a Sunday in November.
var labStart = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// clock is the laboratory's time.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

type lab struct {
	*testing.T
	*clock
	app   *App
	site  *content.Site
	main  *content.Channel
	world *world
	srv   *httptest.Server
	http  *http.Client
	who   content.Staff
}

// newLab builds everything on SQLite in a folder of its own.
func newLab(t *testing.T) *lab { return newLabOn(t, "") }

func newLabOn(t *testing.T, databaseURL string) *lab {
	t.Helper()
	l := &lab{T: t, clock: &clock{at: labStart}}
	l.world = newWorld(l)
	build := Build{Program: testProgram, Options: Options{Data: t.TempDir(), Synchronous: "NORMAL", DatabaseURL: databaseURL, Secret: strings.Repeat("secret", 8)},
		Now: l.now, Resolve: l.world.names, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	if testing.Verbose() && os.Getenv("LAB_LOG") != "" {
		build.Log = slog.New(slog.NewTextHandler(os.Stderr, nil))
	}
	app, err := build.New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { app.Close() })
	l.app = app
	l.site, l.main, err = app.Service.AddSite(t.Context(), content.NewSite{URL: hub, HandleDomain: "bib.example", Name: "Bibliotheek", Handle: "bib", Languages: []content.Lang{"nl", "fr"}})
	if err != nil {
		t.Fatal(err)
	}
	l.who = content.System(l.site.ID)
	l.srv = httptest.NewServer(app.Handler)
	t.Cleanup(l.srv.Close)
	l.http = l.srv.Client()
	l.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return l
}

// onBoth runs a test on SQLite, and on PostgreSQL when VITRINE_TEST_DATABASE_URL
// names a database, in a schema of its own.
func onBoth(t *testing.T, f func(t *testing.T, l *lab)) {
	t.Run("sqlite", func(t *testing.T) { f(t, newLab(t)) })
	t.Run("postgres", func(t *testing.T) {
		url := os.Getenv("VITRINE_TEST_DATABASE_URL")
		if url == "" {
			t.Skip("VITRINE_TEST_DATABASE_URL is not set")
		}
		db, err := sql.Open("pgx", url)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		schema := "lab_" + string(content.NewID())
		if _, err := db.ExecContext(t.Context(), "CREATE SCHEMA "+schema); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _, _ = db.ExecContext(context.Background(), "DROP SCHEMA "+schema+" CASCADE") }) // the database is a test's
		sep := "?"
		if strings.Contains(url, "?") {
			sep = "&"
		}
		f(t, newLabOn(t, url+sep+"search_path="+schema))
	})
}

func (l *lab) ok(err error) {
	l.Helper()
	if err != nil {
		l.Fatal(err)
	}
}

// work does everything that is due now.
func (l *lab) work() { l.Helper(); work(l.T, l.app) }

// jobs does due jobs, and no deliveries.
func (l *lab) jobs() {
	l.Helper()
	for {
		n, err := l.app.Worker.Once(l.Context())
		l.ok(err)
		if n == 0 {
			return
		}
	}
}

// deliver makes one round of deliveries and returns how many were tried.
func (l *lab) deliver() int {
	l.Helper()
	n, err := l.app.Courier.Once(l.Context())
	l.ok(err)
	return n
}

// answer is what the hub answered.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a *answer) json(t testing.TB) obj {
	t.Helper()
	var m obj
	if err := json.Unmarshal(a.body, &m); err != nil {
		t.Fatalf("%v: %.200s", err, a.body)
	}
	return m
}

// get asks the hub; headers are name, value pairs.
func (l *lab) get(address string, header ...string) *answer {
	l.Helper()
	return l.ask(http.MethodGet, address, nil, header...)
}

func (l *lab) ask(method, address string, body []byte, header ...string) *answer {
	l.Helper()
	req := l.request(method, address, body)
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	return l.do(req)
}

// request makes a request that names its host and goes to the hub.
func (l *lab) request(method, address string, body []byte) *http.Request {
	l.Helper()
	if strings.HasPrefix(address, "/") {
		address = hub + address
	}
	var r io.Reader
	if body != nil {
		r = bytes.NewReader(body)
	}
	req, err := http.NewRequestWithContext(l.Context(), method, address, r)
	l.ok(err)
	return req
}

func (l *lab) do(req *http.Request) *answer {
	l.Helper()
	req.Host = req.URL.Host
	req.URL.Host = strings.TrimPrefix(l.srv.URL, "http://")
	res, err := l.http.Do(req)
	l.ok(err)
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	l.ok(err)
	return &answer{res.StatusCode, res.Header, data}
}

// want fails unless the hub answered so.
func (l *lab) want(a *answer, status int, what string) *answer {
	l.Helper()
	if a.status != status {
		l.Fatalf("%s: %d, want %d: %.300s", what, a.status, status, a.body)
	}
	return a
}

// post delivers an activity, signed by p with draft-cavage.
func (l *lab) post(p *person, inbox string, activity any) *answer {
	l.Helper()
	return l.do(l.signed(p, inbox, activity))
}

// tell posts to the shared inbox and expects 202.
func (l *lab) tell(p *person, activity any) {
	l.Helper()
	l.want(l.post(p, l.site.SharedInbox(), activity), 202, "inbox")
}

// signed is a request to an inbox; activity is a JSON value, or its bytes.
func (l *lab) signed(p *person, inbox string, activity any) *http.Request {
	l.Helper()
	body, ok := activity.([]byte)
	if !ok {
		body = mustJSON(activity)
	}
	req := l.request(http.MethodPost, inbox, body)
	req.Header.Set("Content-Type", "application/activity+json")
	l.ok(sign.SignCavage(req, body, p.signer(), l.now()))
	return req
}
