package cmd

import (
	"bytes"
	"context"
	"crypto/x509"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-fed/activity/streams"
	_ "github.com/mattn/go-sqlite3"

	"vitrine/content"
	"vitrine/federation/sign"
)

// stranger is an actor elsewhere whose key is known here.
type stranger struct {
	id     string
	signer sign.Signer
	public []byte
}

func newStranger(b testing.TB, app *App, n int) stranger {
	b.Helper()
	key, err := sign.GenerateRSA()
	if err != nil {
		b.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		b.Fatal(err)
	}
	s := stranger{id: fmt.Sprintf("https://social%d.example/users/ida", n), public: public}
	s.signer = sign.Signer{KeyID: s.id + "#main-key", Key: key}
	a := &content.Actor{ID: s.id, Type: "Person", Handle: fmt.Sprintf("ida@social%d.example", n), Name: "Ida", Inbox: s.id + "/inbox", SharedInbox: fmt.Sprintf("https://social%d.example/inbox", n),
		Host: fmt.Sprintf("social%d.example", n), Keys: []content.ActorKey{{ID: s.signer.KeyID, Type: "rsa", Public: public}}, Fetched: now(), Used: now()}
	if err := app.Store.SaveActor(context.Background(), a); err != nil {
		b.Fatal(err)
	}
	return s
}

func (s stranger) like(n int, object string) []byte {
	return mustJSON(map[string]any{"@context": "https://www.w3.org/ns/activitystreams", "id": fmt.Sprintf("%s/likes/%d", s.id, n), "type": "Like", "actor": s.id, "object": object})
}

func (s stranger) reply(n int, object string) []byte {
	to := []string{"https://www.w3.org/ns/activitystreams#Public"}
	note := map[string]any{"id": fmt.Sprintf("%s/notes/%d", s.id, n), "type": "Note", "attributedTo": s.id, "inReplyTo": object, "to": to, "cc": []string{s.id + "/followers"},
		"content": "<p>Dank u wel, dit wist ik niet. <a href=\"https://social.example/tags/erfgoed\" class=\"mention hashtag\">#<span>erfgoed</span></a></p>", "contentMap": map[string]string{"nl": "<p>Dank u wel, dit wist ik niet.</p>"},
		"published": "2026-11-20T10:00:00Z", "url": fmt.Sprintf("%s/%d", s.id, n), "tag": []any{}, "attachment": []any{}}
	return mustJSON(map[string]any{"@context": "https://www.w3.org/ns/activitystreams", "id": fmt.Sprintf("%s/notes/%d/activity", s.id, n), "type": "Create", "actor": s.id, "published": "2026-11-20T10:00:00Z", "to": to, "cc": []string{s.id + "/followers"}, "object": note})
}

func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// signedPost makes a request that is ready to be sent.
func (s stranger) signedPost(b testing.TB, inbox string, body []byte) *http.Request {
	b.Helper()
	req, err := http.NewRequest("POST", inbox, bytes.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/activity+json")
	if err := sign.SignCavage(req, body, s.signer, time.Now()); err != nil {
		b.Fatal(err)
	}
	return req
}

// benchInbox accepts Likes and Creates that were signed beforehand, on two
// cores, against one verification, one ToType and one SQLite transaction each.
func benchInbox(b *testing.B) []row {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	app := benchApp(b, nil)
	addr := listen(b, app.Handler)
	site, _ := benchSite(b, app, "http://"+addr)
	it, _, err := app.Service.Create(context.Background(), content.System(site.ID), content.Input{Kind: "article", Publish: true, Texts: []content.TextInput{{Lang: "nl", Title: "x", Body: "<p>x</p>"}}})
	if err != nil {
		b.Fatal(err)
	}
	work(b, app)
	refs, err := app.Store.Objects(context.Background(), site.ID, it.ID)
	if err != nil || len(refs) == 0 {
		b.Fatal("no object", err)
	}
	object := site.ObjectID(refs[0].ID)
	var people []stranger
	for i := range 8 {
		people = append(people, newStranger(b, app, i))
	}
	seq := 0
	ours := func() float64 {
		const n = 1500
		reqs := make([]*http.Request, n)
		for i := range reqs {
			seq++
			p := people[i%len(people)]
			body := p.like(seq, object)
			if i%2 == 1 {
				body = p.reply(seq, object)
			}
			reqs[i] = p.signedPost(b, site.SharedInbox(), body)
		}
		return float64(n) / sendAll(b, reqs).Seconds()
	}
	limit := func() float64 { return 1 / inboxCost(b, people[0], object) }
	ratio, got, want := inTurn(ours, limit)
	return []row{{what: "inbox: signed Likes and Creates, against 1 / (verify + ToType + transaction)", value: ratio, limit: 0.50, note: fmt.Sprintf(" (%.0f/s of %.0f/s)", got, want)}}
}

// sendAll posts over 32 connections; every answer must be 202.
func sendAll(b testing.TB, reqs []*http.Request) time.Duration {
	b.Helper()
	tr := &http.Transport{MaxIdleConnsPerHost: readers}
	defer tr.CloseIdleConnections()
	var next, bad atomic.Int64
	var wg sync.WaitGroup
	start := time.Now()
	for range readers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				i := next.Add(1) - 1
				if i >= int64(len(reqs)) {
					return
				}
				res, err := tr.RoundTrip(reqs[i])
				if err != nil {
					bad.Add(1)
					continue
				}
				io.Copy(io.Discard, res.Body)
				res.Body.Close()
				if res.StatusCode != 202 {
					bad.Add(1)
				}
			}
		}()
	}
	wg.Wait()
	took := time.Since(start)
	if bad.Load() > 0 {
		b.Fatalf("%d activities were not accepted", bad.Load())
	}
	return took
}

// inboxCost is what cannot be saved, in seconds per activity: half Likes, half Creates.
func inboxCost(b testing.TB, p stranger, object string) float64 {
	b.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(b.TempDir(), "one.db")+"?_journal_mode=WAL&_synchronous=NORMAL&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("CREATE TABLE t (id TEXT PRIMARY KEY, body BLOB)"); err != nil {
		b.Fatal(err)
	}
	const n = 200
	bodies := [][]byte{p.like(1, object), p.reply(1, object)}
	reqs := []*http.Request{p.signedPost(b, "http://x.example/ap/inbox", bodies[0]), p.signedPost(b, "http://x.example/ap/inbox", bodies[1])}
	pub, err := x509.ParsePKIXPublicKey(p.public)
	if err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	for i := range n {
		parsed, err := sign.Parse(reqs[i%2], bodies[i%2], sign.Options{Now: time.Now(), Origin: "http://x.example"})
		if err != nil {
			b.Fatal(err)
		}
		if err := parsed.Check(pub); err != nil {
			b.Fatal(err)
		}
		var m map[string]any
		if err := json.Unmarshal(bodies[i%2], &m); err != nil {
			b.Fatal(err)
		}
		if _, err := streams.ToType(context.Background(), m); err != nil {
			b.Fatal(err)
		}
		tx, err := db.Begin()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := tx.Exec("INSERT INTO t (id, body) VALUES (?, ?)", fmt.Sprint(i), bodies[i%2]); err != nil {
			b.Fatal(err)
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(start).Seconds() / n
}
