package store

import (
	"fmt"
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
	library                     *library
	site, channel, item, object content.ID
	other, otherChannel         content.ID
	seq                         int
}

// onBoth runs a test on SQLite, and on PostgreSQL when an address is given.
func onBoth(t *testing.T, f func(t *testing.T, db *outward)) {
	t.Run("sqlite", func(t *testing.T) {
		f(t, furnish(t, openTest(t, Config{Path: filepath.Join(t.TempDir(), "v.db"), Kinds: testKinds})))
	})
	t.Run("postgres", func(t *testing.T) {
		f(t, furnish(t, openTest(t, Config{URL: pooledSchema(t), Kinds: testKinds})))
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

// furnish makes the sites and the object.
func furnish(t *testing.T, db *DB) *outward {
	t.Helper()
	return furnished(t, newLibrary(t, db))
}

func furnished(t *testing.T, l *library) *outward {
	t.Helper()
	o := &outward{DB: l.DB, library: l, site: l.site, channel: l.main, object: content.NewID(), other: l.other, otherChannel: l.otherMain}
	o.item = o.addObject(t, o.object)
	return o
}

// addObject stores an announced object of an item of its own.
func (o *outward) addObject(t *testing.T, object content.ID) (item content.ID) {
	t.Helper()
	it := o.library.publish(t, o.library.draft("Post "+string(object)))
	must(t, o.SaveObject(t.Context(), &content.ObjectRef{ID: object, Site: o.site, Item: it.ID, Lang: "nl", Channel: o.channel, Type: "Article", Revision: 1, Announced: t0, Updated: t0}))
	return it.ID
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
