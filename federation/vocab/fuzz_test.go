package vocab

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func testPEM(t testing.TB) string {
	t.Helper()
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKIXPublicKey(&k.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}

func TestMultikey(t *testing.T) {
	public, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []ed25519.PublicKey{public, make(ed25519.PublicKey, 32)} {
		s := Multikey(k)
		der, err := multikeyPublic(s)
		if err != nil {
			t.Fatalf("%s: %v", s, err)
		}
		back, err := x509.ParsePKIXPublicKey(der)
		if err != nil || !k.Equal(back.(ed25519.PublicKey)) {
			t.Errorf("%s became %v, %v", s, back, err)
		}
		if !strings.HasPrefix(s, "z6Mk") {
			t.Errorf("%s does not begin as an Ed25519 Multikey does", s)
		}
	}
	for _, s := range []string{"", "z", "z6Mk", "z0OIl", "m6Mk", "z" + strings.Repeat("1", 64), "z" + strings.Repeat("z", 63)} {
		if _, err := multikeyPublic(s); err == nil {
			t.Errorf("%q was read", s)
		}
	}
}

func seeds(f *testing.F) {
	files, err := filepath.Glob("testdata/awkward/*.json")
	if err != nil || len(files) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for _, b := range samples(f) {
		f.Add(b)
	}
}

// known fails for an error that says nothing to a program.
func known(t *testing.T, err error) {
	var no *Refused
	var out *Ignored
	if err != nil && !errors.As(err, &no) && !errors.As(err, &out) {
		t.Fatalf("an error of neither sort: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := Parse(b)
		known(t, err)
		if err != nil {
			return
		}
		if !SameOrigin(a.ID, a.Actor) {
			t.Fatalf("%s by %s", a.ID, a.Actor)
		}
		if a.ObjectID == "" && a.Inner == nil {
			t.Fatal("an activity about nothing")
		}
		if a.Object != nil && (a.Object.Author != a.Actor || !SameOrigin(a.Object.ID, a.Actor)) {
			t.Fatalf("%s by %s in an activity of %s", a.Object.ID, a.Object.Author, a.Actor)
		}
		if a.Profile != nil && a.Profile.ID != a.Actor {
			t.Fatalf("%s changes %s", a.Actor, a.Profile.ID)
		}
	})
}

func FuzzParsePost(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := ParsePost(b)
		known(t, err)
		if err == nil && !SameOrigin(p.ID, p.Author) {
			t.Fatalf("%s by %s", p.ID, p.Author)
		}
		if err == nil && strings.ContainsRune(p.Content+p.Name+p.Summary, 0) {
			t.Fatal("a NUL came through")
		}
	})
}

func FuzzParseActor(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := ParseActor(b)
		known(t, err)
		if err != nil {
			return
		}
		for _, own := range []string{a.Inbox, a.SharedInbox, a.Outbox, a.Followers} {
			if own != "" && !SameOrigin(own, a.ID) {
				t.Fatalf("%s of %s", own, a.ID)
			}
		}
		for _, k := range a.Keys {
			if _, err := x509.ParsePKIXPublicKey(k.Public); err != nil || !SameOrigin(k.ID, a.ID) {
				t.Fatalf("key %s of %s: %v", k.ID, a.ID, err)
			}
		}
	})
}

func FuzzParseCollection(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		l, err := ParseCollection(b)
		known(t, err)
		if err == nil && len(l.Items) > MaxMembers {
			t.Fatal("too many items")
		}
	})
}

// Our decoder accepts nothing that encoding/json refuses, and refuses only what
// it says.
func FuzzDecode(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		_, err := decode(b)
		known(t, err)
		if err == nil && !json.Valid(b) {
			t.Fatal("accepted what is not JSON")
		}
		var m map[string]any
		if reasonOf(err) == BadJSON && json.Unmarshal(b, &m) == nil && m != nil && strings.ToValidUTF8(string(b), "") == string(b) {
			t.Fatalf("refused JSON: %v", err)
		}
	})
}

// What we write is what we read.
func TestRoundTrip(t *testing.T) {
	docs := samples(t)
	for name, b := range docs {
		switch {
		case strings.HasPrefix(name, "object-") && name != "object-article-bare":
			p, err := ParsePost(b)
			if err != nil {
				t.Errorf("%s: %v", name, err)
			} else if !p.Public || p.Lang == "" || p.Content == "" {
				t.Errorf("%s: %+v", name, p)
			}
		case strings.HasPrefix(name, "actor"):
			if a, err := ParseActor(b); err != nil || a.Handle != "kinderbibliothek@bib.example" || a.Inbox == "" || a.SharedInbox == "" {
				t.Errorf("%s: %+v, %v", name, a, err)
			}
		case strings.HasPrefix(name, "outbox"), strings.HasPrefix(name, "follow") && name != "follow", strings.HasPrefix(name, "featured"):
			if _, err := ParseCollection(b); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		case name == "follow", name == "accept", name == "announce", strings.HasPrefix(name, "create"), strings.HasPrefix(name, "delete"), strings.HasPrefix(name, "undo"), strings.HasPrefix(name, "update"):
			if _, err := Parse(b); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	e, err := ParsePost(docs["object-event"])
	want := sampleEvent()
	if err != nil || !e.Start.Equal(want.Event.Start) || !e.End.Equal(want.Event.End) || len(e.Places) != 1 || e.Places[0].Name != want.Event.Place.Name ||
		*e.Places[0].Latitude != *want.Event.Place.Latitude || e.Status != "CONFIRMED" || e.Image == nil {
		t.Errorf("event: %+v, %v", e, err)
	}
	if a, err := Parse(docs["update-event"]); err != nil || a.Object == nil || !a.Object.Updated.Equal(want.Updated) {
		t.Errorf("update: %+v, %v", a, err)
	}
}
