package cmd

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"vitrine/content"
)

// TestBadDiskDatabaseFull fills the database to its limit: what cannot be
// stored is refused with a sentence, nothing of it stays, reading goes on, and
// with space everything works again.
func TestBadDiskDatabaseFull(t *testing.T) {
	l := newLab(t)
	token := l.operator()
	l.want(l.api("POST", "/items", token, "nl", newArticle("Blijft")), 201, "before")
	bob := l.world.person("bob", "social.example", 0)
	like := bob.act("Follow", l.us())
	l.reopen(func(b *Build) {
		info, err := os.Stat(filepath.Join(b.Data, "vitrine.db"))
		l.ok(err)
		b.pages = int(info.Size()/4096) + 30
	})

	accepted := []string{"Blijft"}
	var refused *answer
	for i := 0; i < 60 && refused == nil; i++ {
		title := strings.Repeat("x", i+1)
		in := newArticle(title)
		in["texts"].([]any)[0].(obj)["body"] = "<p>" + strings.Repeat("lang ", 5000) + "</p>"
		if a := l.api("POST", "/items", token, "nl", in); a.status == 201 {
			accepted = append(accepted, title)
		} else {
			refused = a
		}
	}
	if refused == nil {
		t.Fatal("the disk never filled up")
	}
	l.says(refused, 507, "Er is geen opslagruimte meer")
	in := newArticle("Groot")
	in["texts"].([]any)[0].(obj)["body"] = "<p>" + strings.Repeat("long ", 20000) + "</p>"
	l.says(l.api("POST", "/items", token, "fr", in), 507, "Il n’y a plus d’espace de stockage")
	if a := l.post(bob, l.site.SharedInbox(), like); a.status != 507 && a.status != 202 {
		t.Errorf("the inbox answers %d: %s", a.status, a.body)
	}

	// Nothing half-written, and readers see no difference.
	got := l.titles(token)
	slices.Sort(got)
	slices.Sort(accepted)
	if !slices.Equal(got, accepted) {
		t.Errorf("there are %q, accepted were %q", got, accepted)
	}
	for _, path := range []string{"/nl/", "/nl/feed.rss", "/nl/search?q=blijft", "/.well-known/webfinger?resource=acct:bib@bib.example"} {
		l.want(l.get(path), 200, path)
	}
	l.want(l.get("/readyz"), 200, "ready")

	// With space again.
	l.reopen(func(b *Build) { b.pages = 0 })
	l.want(l.api("POST", "/items", token, "nl", in), 201, "with space")
	l.tell(bob, like)
	l.work()
	if n := len(l.followers()); n != 1 {
		t.Errorf("%d followers", n)
	}
}

// TestBadDiskUploads loses the place of the uploads at each of the files that an
// upload makes: it is refused, and nothing is left behind.
func TestBadDiskUploads(t *testing.T) {
	l := newLab(t)
	token := l.operator()
	blobs := l.app.Service.Blobs
	for after := range 6 {
		l.app.Service.Blobs = &errStore{Blobs: blobs, err: &os.PathError{Op: "write", Path: "/srv/media/x", Err: syscall.ENOSPC}, after: after}
		a := l.upload(token, "nl", "a.png", "image/png", smallPNG(t))
		if a.status == 201 && after > 0 { // all of its files fit
			break
		}
		l.says(a, 507, "Er is geen opslagruimte meer")
		if strings.Contains(string(a.body), "/srv") {
			t.Errorf("the answer tells a path: %s", a.body)
		}
		if left := l.files(); len(left) > 0 {
			t.Errorf("after %d files: left behind %q", after, left)
		}
	}
	l.app.Service.Blobs = &errStore{Blobs: blobs, err: content.Fail(content.Unavailable, errors.New("dial tcp 10.0.0.7:9000: refused"))}
	l.says(l.upload(token, "en", "a.png", "image/png", smallPNG(t)), 503, "Try again in a few minutes")
	l.app.Service.Blobs = blobs
	l.want(l.upload(token, "nl", "a.png", "image/png", smallPNG(t)), 201, "with space")
}
