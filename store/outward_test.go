package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"vitrine/content"
)

// t0 is when the tests of what goes out and comes in begin.
var t0 = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// outward is a site with a channel, an item and its object, and a second site
// that must not reach them.
type outward struct {
	*DB
	site, channel, item, object content.ID
	other, otherChannel         content.ID
	seq                         int
}

// onBoth runs a test on SQLite, and on PostgreSQL when an address is given.
func onBoth(t *testing.T, f func(t *testing.T, db *outward)) {
	t.Run("sqlite", func(t *testing.T) {
		f(t, furnish(t, openTest(t, Config{Path: filepath.Join(t.TempDir(), "v.db")})))
	})
	t.Run("postgres", func(t *testing.T) {
		f(t, furnish(t, openTest(t, Config{URL: postgresSchema(t)})))
	})
}

func openTest(t *testing.T, c Config) *DB {
	t.Helper()
	db, err := Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// furnish makes the two sites.
func furnish(t *testing.T, db *DB) *outward {
	t.Helper()
	o := &outward{DB: db, site: content.NewID(), channel: content.NewID(), item: content.NewID(), object: content.NewID(), other: content.NewID(), otherChannel: content.NewID()}
	for i, s := range [][2]content.ID{{o.site, o.channel}, {o.other, o.otherChannel}} {
		host := fmt.Sprintf("hub%d.example", i)
		must(t, db.CreateSite(t.Context(),
			&content.Site{ID: s[0], Name: host, Origin: "https://" + host, HandleDomain: host, Languages: []content.Lang{"en"}, TimeZone: "Europe/Brussels", State: content.SiteActive, Created: t0, Updated: t0},
			&content.Channel{ID: s[1], Site: s[0], Handle: "main", Name: "Main", Kind: content.ChannelMain, Created: t0, Updated: t0}))
	}
	o.addObject(t, o.object)
	return o
}

// addObject stores an announced object of an item of its own.
func (o *outward) addObject(t *testing.T, object content.ID) {
	t.Helper()
	item := content.NewID()
	if object == o.object {
		item = o.item
	}
	must(t, o.inTx(t.Context(), func(tx *tx) error {
		_, err := tx.exec(t.Context(), `INSERT INTO items (id, site, channel, kind, status, pending, live, working, approved_by, approved_rev, publish_at,
			published, updated, expires, withdrawn_reason, source, external_id, source_sum, created, trashed, changed, touched)
			VALUES ($1, $2, $3, 'article', 'published', '', 1, 1, '', 0, 0, $4, $4, 0, '', '', '', '', $4, 0, $4, $4)`, item, o.site, o.channel, t0)
		return err
	}))
	must(t, o.SaveObject(t.Context(), &content.ObjectRef{ID: object, Site: o.site, Item: item, Lang: "en", Channel: o.channel, Type: "Article", Revision: 1, Announced: t0, Updated: t0}))
}

// received makes the identity of a new activity.
func (o *outward) received(actor string) content.Received {
	o.seq++
	return content.Received{Activity: fmt.Sprintf("%s/activities/%d", actor, o.seq), Actor: actor, At: t0}
}

// follow stores an accepted follower at a host.
func (o *outward) follow(t *testing.T, host string, n int, shared bool) *content.Follower {
	t.Helper()
	f := &content.Follower{Site: o.site, Channel: o.channel, Actor: fmt.Sprintf("https://%s/u/%d", host, n), Inbox: fmt.Sprintf("https://%s/u/%d/inbox", host, n), State: "accepted", Since: t0}
	if shared {
		f.SharedInbox = "https://" + host + "/inbox"
	}
	fresh, err := o.SaveFollower(t.Context(), o.received(f.Actor), f)
	if err != nil || !fresh {
		t.Fatal(fresh, err)
	}
	return f
}

// fanOut sends an activity about the object to the followers.
func (o *outward) fanOut(t *testing.T, verb string, object content.ID, when time.Time, to content.Audience) (content.ID, int) {
	t.Helper()
	o.seq++
	a := &content.Activity{ID: content.NewID(), Site: o.site, Channel: o.channel, Object: object, Type: verb, Dedupe: fmt.Sprintf("%s/%s/%d", verb, object, o.seq), Public: true, Body: []byte(`{"type":"` + verb + `"}`), Created: when}
	n, err := o.FanOut(t.Context(), a, to, nil)
	must(t, err)
	return a.ID, n
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// want checks the code of an error.
func want(t *testing.T, err error, code content.Code) {
	t.Helper()
	if content.CodeOf(err) != code {
		t.Fatalf("got %v, want code %q", err, code)
	}
}

// postgresSchema makes an empty schema, dropped when the test ends, in the
// database that VITRINE_TEST_DATABASE_URL names.
func postgresSchema(t testing.TB) string {
	t.Helper()
	url := os.Getenv("VITRINE_TEST_DATABASE_URL")
	if url == "" {
		t.Skip("VITRINE_TEST_DATABASE_URL names no database")
	}
	admin, err := connect(Config{URL: url, Conns: 1})
	must(t, err)
	name := "t_" + string(content.NewID())
	if _, err := admin.write.ExecContext(context.Background(), "CREATE SCHEMA "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.write.ExecContext(context.Background(), "DROP SCHEMA "+name+" CASCADE"); err != nil {
			t.Error(err)
		}
		admin.Close()
	})
	return url + "&search_path=" + name
}
