package store

import (
	"archive/tar"
	"bytes"
	"context"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/content"
)

// pictures is media in memory.
type pictures map[string][]byte

func (s pictures) Keys(context.Context) iter.Seq2[string, error] {
	keys := make([]string, 0, len(s))
	for k := range s {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return func(yield func(string, error) bool) {
		for _, k := range keys {
			if !yield(k, nil) {
				return
			}
		}
	}
}

func (s pictures) Open(_ context.Context, key string) (io.ReadCloser, string, int64, error) {
	return io.NopCloser(bytes.NewReader(s[key])), "image/webp", int64(len(s[key])), nil
}

func (s pictures) Put(_ context.Context, key, contentType string, r io.Reader, size int64) error {
	b, err := io.ReadAll(r)
	if err == nil && (int64(len(b)) != size || contentType != "image/webp") {
		err = io.ErrUnexpectedEOF
	}
	s[key] = b
	return err
}

func (s pictures) Delete(_ context.Context, key string) error { delete(s, key); return nil }

// fill puts something into every table that a backup holds.
func fill(t *testing.T, o *outward) {
	t.Helper()
	ctx := t.Context()
	o.follow(t, "a.example", 1, true)
	o.follow(t, "b.example", 1, false)
	o.saveActor(t, "https://a.example/u/1", "https://a.example/u/1/inbox", "")
	must(t, o.SaveActor(ctx, &content.Actor{ID: "https://k.example/u", Host: "k.example", Keys: []content.ActorKey{{ID: "https://k.example/u#key", Type: "rsa", Public: []byte{0, 1, 255}}}, Used: t0}))
	o.react(t, "https://a.example/u/1", content.Like)
	o.reply(t, "https://a.example/u/1", 1)
	must(t, o.SaveFollowing(ctx, &content.Following{Site: o.site, Channel: o.channel, Actor: "https://z.example/u", FollowID: "f", State: "accepted", Since: t0}))
	_, err := o.SaveReport(ctx, o.received("https://a.example/actor"), &content.Report{Site: o.site, URI: "https://a.example/flag", Actor: "https://a.example/actor", Content: "“quoted” <b> \u2028 tab\t", Received: t0})
	must(t, err)
	_, err = o.SaveRemotePost(ctx, o.received("https://z.example/u"), &content.RemotePost{Site: o.site, URI: "https://z.example/p", Actor: "https://z.example/u", Raw: []byte("{\"a\":1}\x00"), Received: t0})
	must(t, err)
	must(t, o.SaveBlock(ctx, content.Block{Site: o.site, Kind: "domain", Value: "bad.example", At: t0}))
	must(t, o.Enqueue(ctx, content.Job{Queue: content.QueueAnnounce, Key: string(o.item), Ref: o.item, Payload: []byte(`{}`)},
		content.Job{Queue: content.QueuePublish, Key: "later", Timer: true, RunAt: t0.Add(time.Hour)}))
	o.fanOut(t, "Create", o.object, t0, content.Audience{Followers: true})
	l, err := o.ClaimLanes(ctx, 1, 1, 1, t0, time.Minute)
	must(t, err)
	o.finish(t, l[0], t0, content.Done, "")
	must(t, o.inTx(ctx, func(tx *tx) error {
		for _, q := range []struct {
			text string
			args []any
		}{
			{"INSERT INTO media (id, site, version, type, name, width, height, size, blurhash, alt, decorative, described, credit, licence, focal_x, focal_y, renditions, source, sum, uploaded_by, created, updated) VALUES ('m', $1, 1, 'image/webp', 'x', 1, 1, 1, '', '{}', 0, 0, '', '', 0.25, -1.0, '[]', '', '', '', 1, 1)", []any{o.site}},
			{"INSERT INTO keys (site, owner, type, public, sealed, created) VALUES ($1, '', 'rsa', $2, $3, 1)", []any{o.site, []byte{1, 2}, []byte{0xff, 0}}},
		} {
			if _, err := tx.exec(ctx, q.text, q.args...); err != nil {
				return err
			}
		}
		return nil
	}))
}

// dump is every row of a backup, by table.
func dump(t *testing.T, file string) map[string][]string {
	t.Helper()
	got := map[string][]string{}
	must(t, eachEntry(t.Context(), file, func(h *tar.Header, r io.Reader) error {
		if !strings.HasPrefix(h.Name, rowsPrefix) {
			return nil
		}
		b, err := io.ReadAll(r)
		table, terr := tableOf(h.Name)
		must(t, terr)
		lines := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
		if len(got[table.name]) > 0 {
			lines = lines[1:] // every part repeats the columns
		}
		got[table.name] = append(got[table.name], lines...)
		return err
	}))
	return got
}

func TestBackupHoldsEveryTable(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		query := "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%' AND name NOT LIKE 'goose_%' UNION SELECT 'search_texts'"
		if db.postgres {
			query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename NOT LIKE 'goose_%'"
		}
		rows, err := db.query(t.Context(), query)
		tables, err := collect(rows, err, scanOne[string])
		must(t, err)
		for _, name := range tables {
			kept := slices.ContainsFunc(backedUp, func(b backupTable) bool { return b.name == name })
			if kept == slices.Contains(derivedTables, name) {
				t.Errorf("table %s: is it in a backup, or derived?", name)
			}
		}
	})
}

func TestBackupMovesBetweenDatabases(t *testing.T) {
	pg := postgresSchema(t)
	ctx, dir := t.Context(), t.TempDir()
	first := furnish(t, openTest(t, Config{Path: filepath.Join(dir, "1.db"), Kinds: testKinds}))
	fill(t, first)
	media := pictures{"s/m/1/full.webp": []byte("picture"), "s/m/1/w.webp": []byte{}}
	take := func(db *DB, name string) string {
		file := filepath.Join(dir, name)
		m, err := db.Backup(ctx, file, BackupOptions{Secret: []byte("secret"), Blobs: media, Now: t0, Program: "test"})
		must(t, err)
		if !m.Secret || m.Media != 2 || m.Bytes != 7 || m.Rows["followers"] != 2 {
			t.Fatalf("manifest %+v", m)
		}
		if st, err := os.Stat(file); err != nil || st.Mode().Perm() != 0o600 {
			t.Fatal(st.Mode(), err)
		}
		return file
	}
	one := take(first.DB, "1")
	restore := func(db *DB, file string) {
		back := pictures{}
		r, err := db.Restore(ctx, file, back)
		must(t, err)
		if string(r.Secret) != "secret" || string(back["s/m/1/full.webp"]) != "picture" || len(back) != 2 {
			t.Fatalf("restored %+v %v", r, back)
		}
	}
	second := openTest(t, Config{URL: pg, Kinds: testKinds})
	restore(second, one)
	two := take(second, "2")
	third := openTest(t, Config{Path: filepath.Join(dir, "3.db"), Kinds: testKinds})
	restore(third, two)
	three := take(third, "3")
	a, b, c := dump(t, one), dump(t, two), dump(t, three)
	for _, table := range backedUp {
		if !slices.Equal(b[table.name], c[table.name]) {
			t.Errorf("%s: PostgreSQL has\n%s\nSQLite then\n%s", table.name, strings.Join(b[table.name], "\n"), strings.Join(c[table.name], "\n"))
		}
		if table.name != "jobs" && table.name != "deliveries" && !slices.Equal(a[table.name], b[table.name]) {
			t.Errorf("%s: SQLite had\n%s\nPostgreSQL then\n%s", table.name, strings.Join(a[table.name], "\n"), strings.Join(b[table.name], "\n"))
		}
	}
	for _, db := range []*DB{second, third} {
		copied := *first
		library := *first.library
		library.DB = db
		copied.DB, copied.library = db, &library
		o := &copied
		for _, f := range []content.ItemFilter{{}, {Order: content.ByTitle, Lang: "nl"}, {Words: []string{"post"}}} {
			if want, got := first.library.titles(t, f), library.titles(t, f); len(want) == 0 || !slices.Equal(want, got) {
				t.Errorf("%+v finds %v, before %v", f, got, want)
			}
		}
		checkNothingOldIsSent(t, o)
	}
}

// TestBackupWhileServing takes a backup while others publish and deliver: what
// it holds fits together.
func TestBackupWhileServing(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx, file := t.Context(), filepath.Join(t.TempDir(), "backup")
		fill(t, db)
		stop := make(chan struct{})
		parallel(t, 2, func(i int) int {
			if i == 0 {
				defer close(stop)
				for range 3 {
					_, err := db.Backup(ctx, file, BackupOptions{Now: t0})
					must(t, err)
				}
				return 0
			}
			for {
				select {
				case <-stop:
					return 0
				default:
				}
				o := content.NewID()
				db.addObject(t, o)
				db.fanOut(t, "Create", o, t0, content.Audience{Followers: true})
				for _, l := range db.claim(t, t0) {
					db.finish(t, l, t0, content.Done, "")
				}
			}
		})
		fresh := openTest(t, Config{Path: filepath.Join(t.TempDir(), "2.db"), Kinds: testKinds})
		r, err := fresh.Restore(ctx, file, nil)
		must(t, err)
		var objects, sent, receipts int64
		must(t, fresh.row(ctx, "SELECT (SELECT count(*) FROM objects), (SELECT count(*) FROM activities), (SELECT count(DISTINCT object) FROM receipts)").Scan(&objects, &sent, &receipts))
		// A post is in the backup with what had happened to it, and no further.
		if sent > objects || objects > sent+1 || receipts > sent || r.Manifest.Rows["objects"] != objects {
			t.Fatalf("%d objects, %d activities, %d receipts", objects, sent, receipts)
		}
	})
}
