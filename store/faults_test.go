package store

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"

	"vitrine/content"
)

// TestFullDisk fills a database up to its limit: the write is refused as Full,
// nothing of it stays, and reading goes on.
func TestFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v.db")
	db, err := Open(t.Context(), Config{Path: path, Kinds: testKinds})
	must(t, err)
	l := newLibrary(t, db)
	kept := l.publish(t, l.draft("Blijft"))
	var pages int
	must(t, db.read.QueryRow(`PRAGMA page_count`).Scan(&pages))
	must(t, db.Close())

	l.DB = openTest(t, Config{Path: path, Kinds: testKinds, PageLimit: pages + 20})
	refused := 0
	for i := 0; i < 50 && refused < 3; i++ {
		it := l.draft("Groot")
		it.Texts[0].Body = strings.Repeat("lang ", 4000)
		it.Status, it.Published, it.Updated = content.Published, l.now, l.now
		err := l.SaveItem(t.Context(), content.Save{Item: it, Revision: true, GoLive: true,
			Index: []content.IndexText{{Lang: "nl", Title: "groot", Words: it.Texts[0].Body}},
			Jobs:  []content.Job{{ID: content.NewID(), Site: l.site, Queue: content.QueueAnnounce, Key: string(it.ID), Ref: it.ID}}})
		if err == nil {
			continue
		}
		refused++
		want(t, err, content.Full)
		if _, err := l.Item(t.Context(), l.site, it.ID, content.WorkingRevision); !content.Is(err, content.NotFound) {
			t.Fatal("half of the refused item is there", err)
		}
		if it.Working != 0 {
			t.Fatal("the refused item was changed")
		}
	}
	if refused == 0 {
		t.Fatal("the disk never filled up")
	}
	if _, err := l.Item(t.Context(), l.site, kept.ID, content.LiveRevision); err != nil {
		t.Fatal("reading a full database", err)
	}
	if got := l.titles(t, content.ItemFilter{Words: []string{"blijft"}}); len(got) != 1 {
		t.Fatal(got)
	}
}

// gate is a TCP way to a database that can be closed.
type gate struct {
	net.Listener
	target string
	mu     sync.Mutex
	shut   bool
	conns  []net.Conn
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
			go io.Copy(in, out)
			go io.Copy(out, in)
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

// TestDatabaseGoesAway cuts the way to PostgreSQL: calls say Unavailable at once
// and succeed again when it is back.
func TestDatabaseGoesAway(t *testing.T) {
	u, err := url.Parse(postgresSchema(t))
	must(t, err)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	g := &gate{Listener: listener, target: u.Host}
	t.Cleanup(func() { listener.Close(); g.set(true) })
	go g.serve()
	u.Host = listener.Addr().String()
	l := newLibrary(t, openTest(t, Config{URL: u.String(), Kinds: testKinds}))
	it := l.publish(t, l.draft("Blijft"))

	g.set(true)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for range 3 {
		_, err := l.Item(ctx, l.site, it.ID, content.LiveRevision)
		want(t, err, content.Unavailable)
		want(t, l.SaveItem(ctx, content.Save{Item: l.draft("Nu niet"), Revision: true}), content.Unavailable)
		want(t, l.Ping(ctx), content.Unavailable)
	}
	g.set(false)
	if _, err := l.Item(ctx, l.site, it.ID, content.LiveRevision); err != nil {
		t.Fatal("the database is back", err)
	}
	l.publish(t, l.draft("Weer wel"))
}

func TestErrorsHaveCodes(t *testing.T) {
	for _, c := range []struct {
		err  error
		want content.Code
	}{
		{sql.ErrNoRows, content.NotFound},
		{sqlite3.Error{Code: sqlite3.ErrFull}, content.Full},
		{sqlite3.Error{Code: sqlite3.ErrBusy}, content.Unavailable},
		{sqlite3.Error{Code: sqlite3.ErrConstraint, ExtendedCode: sqlite3.ErrConstraintUnique}, content.Conflict},
		{sqlite3.Error{Code: sqlite3.ErrConstraint, ExtendedCode: sqlite3.ErrConstraintForeignKey}, content.NotFound},
		{&pgconn.PgError{Code: "53100"}, content.Full},
		{&pgconn.PgError{Code: "23505"}, content.Conflict},
		{&pgconn.PgError{Code: "40001"}, content.Unavailable},
		{&pgconn.PgError{Code: "57P01"}, content.Unavailable},
		{&pgconn.PgError{Code: "42601"}, content.Internal},
		{&net.OpError{Op: "dial", Err: errors.New("refused")}, content.Unavailable},
		{conflict("kept"), content.Conflict},
		{errors.New("anything"), content.Internal},
		{nil, ""},
	} {
		if got := content.CodeOf(fail(c.err, "doing %s", "this")); got != c.want {
			t.Errorf("%v: code %q, want %q", c.err, got, c.want)
		}
	}
	if err := fail(context.Canceled, "reading"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestPassingFailuresAreTriedAgain repeats a transaction that the database could
// not serialise, and only so often.
func TestPassingFailuresAreTriedAgain(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		tries := 0
		must(t, l.inTx(t.Context(), func(*tx) error {
			if tries++; tries < 3 {
				return &pgconn.PgError{Code: "40001"}
			}
			return nil
		}))
		tries = 0
		err := l.inTx(t.Context(), func(*tx) error { tries++; return sqlite3.Error{Code: sqlite3.ErrBusy} })
		if want(t, err, content.Unavailable); tries != maxTries {
			t.Errorf("%d tries", tries)
		}
		tries = 0
		err = l.inTx(t.Context(), func(*tx) error { tries++; return conflict("no") })
		if want(t, err, content.Conflict); tries != 1 {
			t.Errorf("%d tries of what cannot succeed", tries)
		}
	})
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	for _, c := range []Config{{}, {Path: "x", URL: "y"}, {URL: "postgres://user:geheim@host:notaport/x"}, {Path: "/"}} {
		db, err := Open(t.Context(), c)
		if err == nil {
			db.Close()
			t.Errorf("%+v opened", c)
		} else if strings.Contains(err.Error(), "geheim") {
			t.Errorf("the error tells the password: %v", err)
		}
	}
	odd := filepath.Join(t.TempDir(), "a b?c#d%20.db")
	openTest(t, Config{Path: odd, Synchronous: "NORMAL"})
	if _, err := os.Stat(odd); err != nil {
		t.Error("the file has another name", err)
	}
}

// TestReadersCannotWrite holds the pool of readers to its word.
func TestReadersCannotWrite(t *testing.T) {
	db := openTest(t, Config{Path: filepath.Join(t.TempDir(), "v.db")})
	if _, err := db.read.ExecContext(t.Context(), `DELETE FROM sites`); err == nil {
		t.Fatal("a reader wrote")
	}
	var mode, sync string
	must(t, db.read.QueryRow(`PRAGMA journal_mode`).Scan(&mode))
	must(t, db.write.QueryRow(`PRAGMA synchronous`).Scan(&sync))
	if mode != "wal" || sync != "2" {
		t.Error(mode, sync)
	}
}
