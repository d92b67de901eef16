package cmd

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/content"
)

// pgSchema is the address of an empty schema in the database of the tests.
func pgSchema(t *testing.T) string {
	t.Helper()
	address := os.Getenv("VITRINE_TEST_DATABASE_URL")
	if address == "" {
		t.Skip("VITRINE_TEST_DATABASE_URL is not set")
	}
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	schema := "bad_" + string(content.NewID())
	if _, err := db.ExecContext(t.Context(), "CREATE SCHEMA "+schema); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = db.ExecContext(context.Background(), "DROP SCHEMA "+schema+" CASCADE") }) // the database is a test's
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String()
}

// gate is a way to a server that can be shut: connections end, and new ones are
// refused or, when it hangs, never answered.
type gate struct {
	net.Listener
	target string
	mu     sync.Mutex
	shut   bool
	conns  []net.Conn
}

func newGate(t *testing.T, target string) *gate {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{Listener: ln, target: target}
	t.Cleanup(func() { ln.Close(); g.set(true) })
	go g.serve()
	return g
}

func (g *gate) serve() {
	for {
		in, err := g.Accept()
		if err != nil {
			return
		}
		g.mu.Lock()
		if g.shut {
			in.Close()
		} else if out, err := net.Dial("tcp", g.target); err != nil {
			in.Close()
		} else {
			g.conns = append(g.conns, in, out)
			go func() { _, _ = io.Copy(in, out); in.Close() }()
			go func() { _, _ = io.Copy(out, in); out.Close() }()
		}
		g.mu.Unlock()
	}
}

func (g *gate) set(shut bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut = shut
	for _, c := range g.conns {
		c.Close()
	}
	g.conns = nil
}

// TestBadDatabaseAwayForTenSeconds takes the database away from a running
// program while a program writes and readers read: readers get the cached page
// or a 503, every write that was accepted is there afterwards, once, and reaches
// the follower, and nobody has to restart anything.
func TestBadDatabaseAwayForTenSeconds(t *testing.T) {
	u, err := url.Parse(pgSchema(t))
	if err != nil {
		t.Fatal(err)
	}
	g := newGate(t, u.Host)
	u.Host = g.Addr().String()
	p, b := newProcess(t, "bib", "--database-url", u.String()), newProcess(t, "theater")
	p.start()
	b.start()
	b.vitrine("channel", "follow", "@bib@"+strings.TrimPrefix(p.url(), "http://"))
	p.wait(time.Minute, "the follow", func() bool { return followers(p) == 1 })

	const shut = 10 * time.Second
	var mu sync.Mutex
	accepted, refused := map[string]bool{}, map[int]int{}
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for w := range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := 0; !isDone(stop); i++ {
				title := fmt.Sprintf("Bericht %d-%d", w, i)
				code, err := p.call("POST", "/api/v1/items", "", newArticle(title), nil)
				mu.Lock()
				if err == nil {
					accepted[title] = true
				} else {
					refused[code]++
				}
				mu.Unlock()
				if err != nil { // a program that was refused waits a moment
					select {
					case <-stop:
					case <-time.After(50 * time.Millisecond):
					}
				}
			}
		}()
	}
	count := func() int { mu.Lock(); defer mu.Unlock(); return len(accepted) }
	p.wait(time.Minute, "the first posts", func() bool { return count() >= 5 })
	g.set(true)
	away := time.Now()
	p.wait(15*time.Second, "it to say that it is not ready", func() bool { return p.status("/readyz", "") == 503 })
	pages := map[int]int{}
	p.wait(time.Minute, "ten seconds to pass", func() bool {
		pages[p.status("/nl/", "nl")]++
		if s := p.status("/healthz", ""); s != 200 {
			t.Errorf("alive: %d", s)
		}
		return time.Since(away) > shut
	})
	g.set(false)
	p.wait(20*time.Second, "it to be ready again", func() bool { return p.status("/readyz", "") == 200 })
	more := count() + 5
	p.wait(time.Minute, "it to accept again", func() bool { return count() >= more })
	close(stop)
	wg.Wait()
	t.Logf("accepted %d; refused %v; pages meanwhile %v", len(accepted), refused, pages)
	for status := range refused {
		if status != 503 && status != 0 {
			t.Errorf("writes were refused with %d", status)
		}
	}
	for status := range pages {
		if status != 200 && status != 503 {
			t.Errorf("pages answered %d", status)
		}
	}

	// What was accepted is there; what was refused may be, when only the answer
	// of its commit was lost. All of it is delivered, nothing twice.
	there := map[string]int{}
	for next := ""; ; {
		var list struct {
			Items []struct{ Texts []struct{ Title string } }
			Next  string
		}
		if _, err := p.call("GET", "/api/v1/items?limit=100&cursor="+url.QueryEscape(next), "", nil, &list); err != nil {
			t.Fatal(err)
		}
		for _, it := range list.Items {
			there[it.Texts[0].Title]++
		}
		if next = list.Next; next == "" {
			break
		}
	}
	for title := range accepted {
		if there[title] != 1 {
			t.Errorf("%s is there %d times", title, there[title])
		}
	}
	// A lane whose result could not be stored is free again when its lease ends,
	// which is five minutes; mostly nothing was on its way.
	b.wait(7*time.Minute, fmt.Sprintf("%d posts at the follower", len(there)), func() bool { return len(b.timeline()) >= len(there) })
	seen := map[string]bool{}
	for _, post := range b.timeline() {
		if seen[post.Name] {
			t.Errorf("%s arrived twice", post.Name)
		}
		seen[post.Name] = true
	}
	for title := range there {
		if !seen[title] {
			t.Errorf("%s did not arrive", title)
		}
	}
	p.stop()
}

// TestBadDatabaseEndsConnections has the database end every connection of the
// program, as its restart does: the next calls succeed or say 503, and nothing
// stays broken.
func TestBadDatabaseEndsConnections(t *testing.T) {
	address := pgSchema(t)
	name := "bad_" + string(content.NewID())
	l := newLabOn(t, address+"&application_name="+name)
	token := l.operator()
	admin, err := sql.Open("pgx", address)
	l.ok(err)
	defer admin.Close()
	for i := range 5 {
		var ended int
		l.ok(admin.QueryRowContext(t.Context(), `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = $1`, name).Scan(&ended))
		if ended == 0 {
			t.Error("there was no connection to end")
		}
		// As many tries as the pool has connections that do not know it yet.
		var page, post *answer
		for tries := 0; tries < 20 && (page == nil || page.status != 200); tries++ {
			if page = l.get("/nl/"); page.status != 200 && page.status != 503 {
				t.Errorf("a page answers %d", page.status)
			}
		}
		for tries := 0; tries < 20 && (post == nil || post.status != 201); tries++ {
			if post = l.api("POST", "/items", token, "nl", newArticle(fmt.Sprint("Bericht ", i))); post.status != 201 && post.status != 503 {
				t.Errorf("a write answers %d: %s", post.status, post.body)
			}
		}
		l.want(page, 200, "page")
		l.want(post, 201, "write")
		l.work()
	}
	if got := l.titles(token); len(got) != 5 {
		t.Errorf("there are %q", got)
	}
}

// status is what a page answers to somebody who reads lang; a 503 must say so.
func (p *process) status(path, lang string) int {
	req, err := http.NewRequest("GET", p.url()+path, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	req.Header.Set("Accept-Language", lang)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode == 503 && lang == "nl" && !strings.Contains(string(body), "Even niet bereikbaar") {
		p.t.Errorf("%s does not say it in the reader's language: %.300s", path, body)
	}
	return res.StatusCode
}

// TestRolesApart runs pages and deliveries as two processes on one PostgreSQL:
// what is published in the one is delivered by the other, also when that one
// was away for a while.
func TestRolesApart(t *testing.T) {
	address := pgSchema(t)
	web, b := newProcess(t, "bib", "--database-url", address), newProcess(t, "theater")
	web.serve = []string{"--role", "web"}
	worker := &process{t: t, data: web.data, port: freePort(t), args: web.args, serve: []string{"--role", "worker"}}
	web.start()
	worker.start()
	b.start()
	if s := worker.status("/nl/", ""); s != 404 {
		t.Errorf("the worker shows pages: %d", s)
	}
	b.vitrine("channel", "follow", "@bib@"+strings.TrimPrefix(web.url(), "http://"))
	web.wait(time.Minute, "the follow", func() bool { return followers(web) == 1 })
	publish := func(title string) string {
		t.Helper()
		var it struct{ ID string }
		if _, err := web.call("POST", "/api/v1/items", "", newArticle(title), &it); err != nil {
			t.Fatal(err)
		}
		return it.ID
	}
	publish("Eerst")
	b.wait(time.Minute, "the first post", func() bool { return len(b.timeline()) == 1 })

	// Without a worker what is published waits; pages show it at once.
	worker.stop()
	publish("Daarna")
	web.wait(20*time.Second, "the page", func() bool {
		res, err := http.Get(web.url() + "/nl/feed.rss")
		if err != nil {
			return false
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		return err == nil && strings.Contains(string(body), "Daarna")
	})
	if got := b.timeline(); len(got) != 1 {
		t.Errorf("somebody delivered without a worker: %v", got)
	}
	worker.start()
	b.wait(time.Minute, "the second post", func() bool { return len(b.timeline()) == 2 })

	// A worker that is killed loses nothing either.
	worker.kill()
	publish("Ten slotte")
	worker.start()
	b.wait(2*time.Minute, "the third post", func() bool { return len(b.timeline()) == 3 })
	worker.stop()
	web.stop()
	b.stop()
}
