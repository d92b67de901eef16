package cmd

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/mmcdole/gofeed"

	"vitrine/content"
	"vitrine/store"
)

// lines is where a command prints, read while it still runs.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// runningDemo is a demo in this process.
type runningDemo struct {
	t     *testing.T
	out   *lines
	stop  context.CancelFunc
	ended chan error
	Sites []demoSite `json:"sites"`
	at    string     // address it listens on
	db    *store.DB
}

// smallPicture stands for the real ones, which package demo tests: scaling
// those takes most of a minute under the race detector.
func smallPicture(name string) ([]byte, error) {
	var b bytes.Buffer
	err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 48, 32)), nil)
	return b.Bytes(), err
}

func startDemo(t *testing.T, dir string) *runningDemo {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	opts := Options{Data: dir, Synchronous: "NORMAL", JSON: true, LogLevel: "error"}
	d := &runningDemo{t: t, out: &lines{}, stop: cancel, ended: make(chan error, 1)}
	go func() {
		c := demoCmd{Listen: "127.0.0.1:0", keep: true, draw: smallPicture}
		d.ended <- c.serve(ctx, &env{ctx: ctx, opts: &opts, program: testProgram, out: d.out, err: os.Stderr}, opts)
	}()
	t.Cleanup(cancel)
	d.until("the addresses", func() bool { return json.Unmarshal([]byte(d.out.text()), d) == nil })
	if len(d.Sites) != 3 {
		t.Fatalf("printed: %s", d.out.text())
	}
	_, port, err := net.SplitHostPort(strings.TrimPrefix(d.Sites[0].URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	d.at = "127.0.0.1:" + port
	if d.db, err = opts.openStore(ctx, testProgram.Kinds, opts.logger(os.Stderr)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.db.Close() })
	return d
}

// until asks again until it is so. The bound is generous: the race detector
// on a busy machine takes its time.
func (d *runningDemo) until(what string, so func() bool) {
	d.t.Helper()
	limit := time.After(4 * time.Minute)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case err := <-d.ended:
			d.t.Fatalf("the demo ended while waiting for %s: %v", what, err)
		case <-limit:
			d.t.Fatalf("no %s; it printed: %s", what, d.out.text())
		case <-tick.C:
		}
	}
}

// end stops the demo as Ctrl+C does.
func (d *runningDemo) end() {
	d.t.Helper()
	d.stop()
	select {
	case err := <-d.ended:
		if err != nil {
			d.t.Fatalf("stopping: %v", err)
		}
	case <-time.After(time.Minute):
		d.t.Fatal("it does not stop")
	}
}

// do sends a request to one of the houses, whose names only the demo knows.
func (d *runningDemo) do(method, url, token string, body any) (int, []byte) {
	d.t.Helper()
	in, err := json.Marshal(body)
	if err != nil {
		d.t.Fatal(err)
	}
	req, err := http.NewRequest(method, url, bytes.NewReader(in))
	if err != nil {
		d.t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
		req.Header.Set("Content-Type", "application/json")
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, d.at)
	}}}
	res, err := client.Do(req)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	out, err := io.ReadAll(res.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return res.StatusCode, out
}

func (d *runningDemo) get(url string) []byte {
	d.t.Helper()
	status, body := d.do("GET", url, "", nil)
	if status != http.StatusOK {
		d.t.Errorf("GET %s: %d", url, status)
	}
	return body
}

func (d *runningDemo) titles(site demoSite) map[string]string {
	posts, _, err := d.db.RemotePosts(context.Background(), site.ID, 100, "")
	if err != nil {
		d.t.Fatal(err)
	}
	out := map[string]string{}
	for _, p := range posts {
		out[p.Name] = p.Actor
	}
	return out
}

func TestDemo(t *testing.T) {
	dir := t.TempDir()
	d := startDemo(t, dir)
	for _, s := range d.Sites {
		for _, home := range s.Pages {
			d.get(home)
		}
		if s.Token == "" || len(s.Staff) == 0 || s.Staff[0].Password == "" {
			t.Errorf("%s lacks staff or a token: %+v", s.Name, s)
		}
	}
	if st := d.Sites[0].Staff; len(st) != 2 || st[1].Role != "editor of @jeugd" {
		t.Errorf("the library's staff: %+v", st)
	}
	d.until("finished demo", func() bool {
		card, err := readCard(dir)
		return err == nil && card.Done
	})
	d.checkFollows()
	d.checkContents()

	// A post made now, through the API with the printed token, reaches the others.
	for _, s := range d.Sites {
		lang := s.Pages[0][len(s.URL)+1 : len(s.URL)+3]
		status, body := d.do("POST", s.URL+"/api/v1/items", s.Token, map[string]any{"kind": "article", "publish": true,
			"texts": []any{map[string]any{"lang": lang, "title": "Na de follow, uit " + s.Host, "body": "<p>Goedendag.</p>"}}})
		if status != http.StatusCreated {
			t.Fatalf("POST to %s: %d %s", s.Host, status, body)
		}
	}
	for _, s := range d.Sites {
		d.until("posts of the others at "+s.Host, func() bool {
			have := d.titles(s)
			for _, o := range d.Sites {
				if o.ID != s.ID && !strings.HasPrefix(have["Na de follow, uit "+o.Host], o.URL+"/") {
					return false
				}
			}
			return true
		})
	}
	before := d.count()
	d.end()

	again := startDemo(t, dir)
	for _, home := range again.Sites[0].Pages {
		again.get(home)
	}
	if got := again.count(); got != before {
		t.Errorf("a second start changes %s into %s", before, got)
	}
	if fmt.Sprint(again.Sites) != fmt.Sprint(d.Sites) {
		t.Errorf("a second start prints\n%v\nnot\n%v", again.Sites, d.Sites)
	}
	again.end()
}

// checkFollows: each main channel follows the two others, and is followed by them.
func (d *runningDemo) checkFollows() {
	d.t.Helper()
	ctx := context.Background()
	for _, s := range d.Sites {
		list, err := d.db.Followings(ctx, s.ID, "")
		if err != nil || len(list) != 2 {
			d.t.Fatalf("%s follows %v (%v)", s.Host, list, err)
		}
		for _, f := range list {
			if f.State != content.StateAccepted {
				d.t.Errorf("%s follows %s: %s", s.Host, f.Actor, f.State)
			}
			if n, err := d.db.CountFollowers(ctx, s.ID, f.Channel); err != nil || n != 2 {
				d.t.Errorf("%s has %d followers (%v)", s.Host, n, err)
			}
		}
	}
}

// checkContents looks at pages, agenda, feeds, timeline and replies as visitors and staff do.
func (d *runningDemo) checkContents() {
	d.t.Helper()
	ctx := context.Background()
	total := 0
	for _, s := range d.Sites {
		items, _, err := d.db.Items(ctx, s.ID, content.ItemFilter{Limit: 100})
		if err != nil {
			d.t.Fatal(err)
		}
		total += len(items)
		d.checkHouse(s, items)
		for _, it := range items {
			for _, x := range it.Texts {
				page := string(d.get(s.URL + content.ItemPath(it.Kind, x)))
				if why := checkMicroformats([]byte(page), it.Kind, x.Title); why != "" {
					d.t.Errorf("%s %s: %s", s.Host, x.Slug, why)
				}
				if err := checkJSONLD([]byte(page), 1); err != nil {
					d.t.Errorf("%s %s: %v", s.Host, x.Slug, err)
				}
				if it.Lead() != nil && !strings.Contains(page, "<img") {
					d.t.Errorf("%s %s does not show its picture", s.Host, x.Slug)
				}
				if strings.Contains(page, "{media:") || strings.Contains(page, "{item:") {
					d.t.Errorf("%s %s refers to nothing", s.Host, x.Slug)
				}
			}
		}
		if posts := d.titles(s); len(posts) < 4 {
			d.t.Errorf("the timeline of %s: %v", s.Host, posts)
		}
		for _, home := range s.Pages {
			d.checkFeeds(home)
			if err := checkJSONLD(d.get(home), 1); err != nil {
				d.t.Errorf("%s: %v", home, err)
			}
		}
		for status, least := range map[content.ReplyStatus]int{content.ReplyApproved: 1, content.ReplyPending: 1} {
			list, _, err := d.db.Replies(ctx, s.ID, content.ReplyFilter{Status: status, Limit: 100})
			if err != nil || len(list) < least {
				d.t.Errorf("%s has %d %s replies (%v)", s.Host, len(list), status, err)
			}
		}
	}
	if total < 100 {
		d.t.Errorf("%d items", total)
	}
}

// checkHouse looks at what only a running house has: its theme, what is gone
// and why, its conversation, its statements, its magazine as a book.
func (d *runningDemo) checkHouse(s demoSite, items []*content.Item) {
	d.t.Helper()
	ctx := context.Background()
	site, err := d.db.Site(ctx, s.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	if want := map[string]string{"bib": "default", "theater": "marquee", "museum": "quiet"}[s.Host]; site.Theme != want {
		d.t.Errorf("%s has the theme %s", s.Host, site.Theme)
	}
	for _, f := range content.Findings(site, time.Now()) {
		d.t.Errorf("%s lacks %s: %s", s.Host, f.Requirement, f.Key)
	}
	gone, _, err := d.db.Items(ctx, s.ID, content.ItemFilter{Which: content.WorkingRevision, Status: []content.Status{content.Withdrawn}, Limit: 10})
	if err != nil || len(gone) != 2 {
		d.t.Errorf("%s has withdrawn %d items (%v)", s.Host, len(gone), err)
	}
	for _, it := range gone {
		if status, _ := d.do("GET", s.URL+content.ItemPath(it.Kind, it.Original()), "", nil); status != http.StatusGone {
			d.t.Errorf("%s: a withdrawn item answers %d", it.Original().Slug, status)
		}
	}
	editions := 0
	for _, it := range items {
		x := it.Original()
		switch {
		case it.Kind == "edition":
			editions++
			book := d.get(s.URL + content.ItemPath(it.Kind, x) + ".epub")
			if !bytes.HasPrefix(book, []byte("PK")) {
				d.t.Errorf("%s %s is no book", s.Host, x.Slug)
			}
		case it.ExternalID == "vraag":
			objects, err := d.db.Objects(ctx, s.ID, it.ID)
			if err != nil || len(objects) == 0 {
				d.t.Fatalf("%s %s is not announced (%v)", s.Host, x.Slug, err)
			}
			c, err := d.db.Counts(ctx, s.ID, objects[0].ID)
			if n := c[objects[0].ID].Replies; err != nil || n < 300 {
				d.t.Errorf("%s %s has %d replies (%v)", s.Host, x.Slug, n, err)
			}
		}
	}
	if editions == 0 {
		d.t.Errorf("%s has no edition", s.Host)
	}
	for _, name := range []string{"accessibility", "privacy", "terms", "archive", "search?q=a", "agenda?view=month", "agenda?view=week"} {
		d.get(s.Pages[0] + name)
	}
}

func (d *runningDemo) checkFeeds(home string) {
	d.t.Helper()
	for _, name := range []string{"feed.rss", "feed.atom", "feed.json"} {
		feed, err := gofeed.NewParser().Parse(bytes.NewReader(d.get(home + name)))
		if err != nil || len(feed.Items) < 3 {
			d.t.Errorf("%s%s: %v (%v)", home, name, feed, err)
		}
	}
	cal, err := ics.ParseCalendar(bytes.NewReader(d.get(home + "agenda.ics")))
	if err != nil || len(cal.Events()) == 0 {
		d.t.Fatalf("%sagenda.ics: %v", home, err)
	}
	coming := 0
	for _, e := range cal.Events() {
		start, err := e.GetStartAt()
		if err != nil { // a day without a time
			start, err = e.GetAllDayStartAt()
		}
		if err != nil {
			d.t.Errorf("%sagenda.ics: %v", home, err)
		}
		if start.After(time.Now()) {
			coming++
		}
	}
	if coming == 0 {
		d.t.Errorf("%sagenda.ics: nothing is coming", home)
	}
	d.get(home + "agenda")
}

// count sums up what a second start must not add to.
func (d *runningDemo) count() string {
	d.t.Helper()
	ctx := context.Background()
	var out []string
	for _, s := range d.Sites {
		items, _, err := d.db.Items(ctx, s.ID, content.ItemFilter{Which: content.WorkingRevision, Limit: 100})
		if err != nil {
			d.t.Fatal(err)
		}
		revisions := 0
		for _, it := range items {
			revisions += it.Working
		}
		replies, _, err := d.db.Replies(ctx, s.ID, content.ReplyFilter{Limit: 100})
		if err != nil {
			d.t.Fatal(err)
		}
		users, err := d.db.Users(ctx, s.ID)
		if err != nil {
			d.t.Fatal(err)
		}
		follows, err := d.db.Followings(ctx, s.ID, "")
		if err != nil {
			d.t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%s: %d items, %d revisions, %d replies, %d users, %d follows, %d posts", s.Host, len(items), revisions, len(replies), len(users), len(follows), len(d.titles(s))))
	}
	return strings.Join(out, "; ")
}

func TestDemoListen(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	for _, c := range []struct {
		listen string
		card   *demoCard
		want   string
	}{
		{taken.Addr().String(), nil, "--listen"},
		{taken.Addr().String(), &demoCard{Port: port}, "--data"},
		{"127.0.0.1:0", &demoCard{Port: port}, "--data"}, // the data's own port is meant
		{"8080", nil, "host:port"},
	} {
		ln, err := (&demoCmd{Listen: c.listen}).listen(c.card)
		if err == nil {
			ln.Close()
			t.Errorf("%s with %v is accepted", c.listen, c.card)
		} else if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v names no remedy", c.listen, err)
		}
	}
}

// The demo adds nothing to another installation, and never takes another port
// than its addresses have.
func TestDemoKeepsToItself(t *testing.T) {
	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, "vitrine.db"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := readCard(other); err == nil || !strings.Contains(err.Error(), "--data") {
		t.Errorf("another installation: %v", err)
	}
	damaged := t.TempDir()
	if err := os.WriteFile(filepath.Join(damaged, cardFile), []byte(`{"port":`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := readCard(damaged); err == nil || !strings.Contains(err.Error(), "--data") {
		t.Errorf("a damaged card: %v", err)
	}
	moved := t.TempDir()
	if err := (&demoCard{Port: 1, Sites: []demoSite{{Host: "bib"}}}).save(moved); err != nil {
		t.Fatal(err)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	free.Close()
	e := &env{ctx: context.Background(), opts: &Options{}, program: testProgram, out: io.Discard, err: os.Stderr}
	if err := (&demoCmd{Listen: free.Addr().String(), keep: true}).serve(e.ctx, e, Options{Data: moved}); err == nil || !strings.Contains(err.Error(), "--listen 127.0.0.1:1") {
		t.Errorf("another port: %v", err)
	}
}

// Without --data nothing stays behind.
func TestDemoCleansUp(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	ctx, cancel := context.WithCancel(context.Background())
	out := &lines{}
	e := &env{ctx: ctx, opts: &Options{Synchronous: "NORMAL", LogLevel: "error"}, program: testProgram, out: out, err: os.Stderr}
	ended := make(chan error, 1)
	go func() { ended <- (&demoCmd{Listen: "127.0.0.1:0"}).Run(e) }()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(2 * time.Minute)
	for !strings.Contains(out.text(), "Ctrl+C") {
		select {
		case <-tick.C:
		case err := <-ended:
			t.Fatalf("it ended: %v", err)
		case <-limit:
			t.Fatal("it prints nothing")
		}
	}
	for _, want := range []string{".localhost:", "@bib@bib.localhost:", "marthe@lindebeke.example", "token    vt_"} {
		if !strings.Contains(out.text(), want) {
			t.Errorf("%q is not printed:\n%s", want, out.text())
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(temp)
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
}
