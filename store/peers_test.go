package store

import (
	"slices"
	"testing"
	"time"

	"vitrine/content"
)

func TestActorsAndTheirKeys(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		a := &content.Actor{ID: "https://a.example/u", Type: "Person", Handle: "u@a.example", Name: "Uma", Summary: "<p>x</p>", Inbox: "https://a.example/u/inbox",
			Keys:        []content.ActorKey{{ID: "https://a.example/u#main-key", Type: "rsa", Public: []byte{1, 2, 3}}},
			AlsoKnownAs: []string{"https://old.example/u"}, Host: "A.example", Fetched: t0, Used: t0.Add(time.Hour)}
		must(t, db.SaveActor(ctx, a))
		thief := &content.Actor{ID: "https://0.example/thief", Host: "0.example", Keys: a.Keys, Used: t0}
		must(t, db.SaveActor(ctx, thief))
		got, err := db.ActorByKey(ctx, a.Keys[0].ID)
		must(t, err)
		if got.ID != a.ID || got.Host != "a.example" || !slices.Equal(got.AlsoKnownAs, a.AlsoKnownAs) || string(got.Keys[0].Public) != "\x01\x02\x03" || !got.Used.Equal(a.Used) {
			t.Fatalf("%+v", got)
		}
		a.Keys[0].ID = "https://a.example/u#second-key"
		must(t, db.SaveActor(ctx, a))
		if got, err := db.ActorByKey(ctx, "https://a.example/u#second-key"); err != nil || got.ID != a.ID {
			t.Fatal(got, err)
		}
		if got, err := db.ActorByKey(ctx, "https://a.example/u#main-key"); err != nil || got.ID == a.ID {
			t.Fatal("a key that was taken back is found", got, err)
		}
		_, err = db.ActorByKey(ctx, "https://a.example/u#none")
		want(t, err, content.NotFound)
		_, err = db.Actor(ctx, "https://a.example/none")
		want(t, err, content.NotFound)
	})
}

func TestHostsAreNeverUnknown(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		h, err := db.Host(ctx, "New.example")
		if err != nil || h != (content.HostState{Host: "new.example"}) {
			t.Fatal(h, err)
		}
		must(t, db.Revive(ctx, "new.example", t0))
		must(t, db.SetScheme(ctx, "new.example", "rfc9421", t0.Add(time.Hour)))
		h, err = db.Host(ctx, "new.example")
		if err != nil || h.Scheme != "rfc9421" || !h.SchemeUntil.Equal(t0.Add(time.Hour)) || h.Failures != 0 {
			t.Fatal(h, err)
		}
	})
}

func TestHostOf(t *testing.T) {
	for in, want := range map[string]string{
		"https://A.Example/inbox":      "a.example",
		"https://a.example:443/x":      "a.example",
		"https://a.example:8443/x":     "a.example:8443",
		"http://a.example:80":          "a.example",
		"http://a.example:443":         "a.example:443",
		"https://a.example./x":         "a.example",
		"https://[2001:db8::1]:8080/x": "[2001:db8::1]:8080",
		"ftp://a.example":              "",
		"//a.example":                  "",
		"https://a.example/%zz":        "",
		"":                             "",
	} {
		if got := hostOf(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
