package locale

import (
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

func words(t testing.TB) *Catalogue {
	t.Helper()
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestCataloguesAreEqual holds L1: what one language has, each has.
func TestCataloguesAreEqual(t *testing.T) {
	if err := Check(active); err != nil {
		t.Error(err)
	}
	if got := strings.Join(words(t).Languages(), " "); got != "de en fr nl" {
		t.Errorf("languages %s", got)
	}
}

// The check itself must see every kind of mistake.
func TestCheckRefuses(t *testing.T) {
	const en = `{"a": "Hi {{.Name}}", "n": {"one": "{{.N}} day", "other": "{{.N}} days"}}`
	for name, tc := range map[string]struct{ nl, want string }{
		"missing key":          {`{"a": "Dag {{.Name}}"}`, "n: missing"},
		"key too many":         {`{"a": "Dag {{.Name}}", "b": "x", "n": {"one": "{{.N}} dag", "other": "{{.N}} dagen"}}`, "b: is not in en"},
		"other placeholder":    {`{"a": "Dag {{.Naam}}", "n": {"one": "{{.N}} dag", "other": "{{.N}} dagen"}}`, "placeholders [Naam]"},
		"no placeholder":       {`{"a": "Dag", "n": {"one": "{{.N}} dag", "other": "{{.N}} dagen"}}`, "placeholders []"},
		"plural form missing":  {`{"a": "Dag {{.Name}}", "n": {"other": "{{.N}} dagen"}}`, `form "one" is missing`},
		"plural not counted":   {`{"a": "Dag {{.Name}}", "n": {"one": "een dag", "other": "{{.N}} dagen"}}`, `placeholders [] in the form "one"`},
		"strange form":         {`{"a": "Dag {{.Name}}", "n": {"one": "{{.N}} dag", "few": "{{.N}} dagen", "other": "{{.N}} dagen"}}`, `"few" does not exist`},
		"plain has a plural":   {`{"a": {"one": "Dag {{.Name}}", "other": "Dag {{.Name}}"}, "n": {"one": "{{.N}} dag", "other": "{{.N}} dagen"}}`, "without a number"},
		"twice":                {`{"a": "x", "a": "Dag {{.Name}}", "n": {"one": "{{.N}} dag", "other": "{{.N}} dagen"}}`, "a: stands there twice"},
		"empty":                {`{"a": " ", "n": {"one": "{{.N}} dag", "other": "{{.N}} dagen"}}`, `form "other" is missing`},
		"markup":               {`{"a": "<b>Dag</b> {{.Name}}", "n": {"one": "{{.N}} dag", "other": "{{.N}} dagen"}}`, "markup"},
		"white space":          {`{"a": "Dag {{.Name}} ", "n": {"one": "{{.N}} dag", "other": "{{.N}} dagen"}}`, "white space"},
		"a program":            {`{"a": "{{if .Name}}Dag{{end}}", "n": {"one": "{{.N}} dag", "other": "{{.N}} dagen"}}`, "a placeholder is written"},
		"not JSON":             {`{"a": `, "active.nl.json"},
		"plural and no figure": {`{"a": "Dag {{.Name}}", "n": {"one": "{{.N}} dag", "other": "dagen"}}`, `placeholders [] in the form "other"`},
	} {
		t.Run(name, func(t *testing.T) {
			err := Check(fstest.MapFS{
				"active.en.json": {Data: []byte(en)},
				"active.nl.json": {Data: []byte(tc.nl)},
			})
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want it to say %q", err, tc.want)
			}
		})
	}
	if err := Check(fstest.MapFS{"active.nl.json": {Data: []byte(`{}`)}}); err == nil {
		t.Error("catalogues without English pass")
	}
}

func TestT(t *testing.T) {
	c := words(t)
	for _, tc := range []struct {
		lang, key string
		args      []any
		want      string
	}{
		{"nl", "nav.home", nil, "Startpagina"},
		{"nl-BE", "nav.home", nil, "Startpagina"},
		{"NL-be", "nav.home", nil, "Startpagina"},
		{"nl-x-eenvoud", "nav.home", nil, "Startpagina"},
		{"tr", "nav.home", nil, "Home"},
		{"", "nav.home", nil, "Home"},
		{"nl", "no.such.key", nil, "no.such.key"},
		{"fr", "count.replies", []any{"N", 0}, "0 réponse"},
		{"fr", "count.replies", []any{"N", 1}, "1 réponse"},
		{"fr", "count.replies", []any{"N", 2}, "2 réponses"},
		{"nl", "count.replies", []any{"N", 0}, "0 reacties"},
		{"nl", "count.replies", []any{"N", int64(1)}, "1 reactie"},
		{"en", "count.replies", []any{map[string]any{"N": 1234.0}}, "1,234 replies"},
		{"de", "count.replies", []any{map[string]string{"N": "1234"}}, "1.234 Antworten"},
		{"en", "count.replies", []any{"N", -1}, "-1 reply"},
		{"en", "item.by", []any{"Names", List("en", []string{"An", "Bo", "Cé"})}, "By An, Bo and Cé"},
		{"en", "problem.too_long", []any{map[string]any{"Max": 1200}}, "This is too long: at most 1,200 characters."},
		{"de", "item.published", []any{"Date", time.Date(2026, 11, 25, 1, 0, 0, 0, time.UTC)}, "Veröffentlicht am 25. November 2026"},
		{"en", "problem.time_gap", []any{"Proposal", time.Date(2027, 3, 28, 3, 30, 0, 0, time.FixedZone("", 7200))},
			"This time does not exist: the clocks go forward that night. Do you mean 2027-03-28T03:30+02:00?"},
		{"en", "item.by", []any{"Nams", "x"}, "By "},
		{"en", "item.by", []any{"Names"}, "By "},
		{"en", "item.by", []any{"Names", "{{.Names}}"}, "By {{.Names}}"},
	} {
		if got := c.T(tc.lang, tc.key, tc.args...); got != tc.want {
			t.Errorf("T(%q, %q, %v) = %q, want %q", tc.lang, tc.key, tc.args, got, tc.want)
		}
	}
	if c.Has("nl", "no.such.key") || !c.Has("nl-BE", "error.not_found") {
		t.Error("Has is wrong")
	}
}

// What a program says with a bare code needs no arguments.
func TestCodesAreWholeSentences(t *testing.T) {
	c := words(t)
	for _, code := range []string{"invalid", "malformed", "unauthorized", "forbidden", "not_found", "gone", "conflict",
		"too_large", "media_type", "rate_limited", "unavailable", "full", "internal"} {
		m, _, ok := c.find("en", "error."+code)
		if !ok {
			t.Errorf("error.%s is missing", code)
		} else if names := m.forms[0].names; len(names) > 0 {
			t.Errorf("error.%s needs %v", code, names)
		}
	}
}

func TestOverlay(t *testing.T) {
	c := words(t)
	theme, err := c.Overlay(fstest.MapFS{
		"nl.json":           {Data: []byte(`{"nav.home": "Thuis", "mood": {"one": "{{.N}} bui", "other": "{{.N}} buien"}}`)},
		"active.nl-BE.json": {Data: []byte(`{"nav": {"menu": "Kaart"}}`)},
		"README.md":         {Data: []byte("no catalogue")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range [][3]string{
		{"nl", "nav.home", "Thuis"}, {"nl-BE", "nav.home", "Thuis"}, {"nl-BE", "nav.menu", "Kaart"},
		{"nl", "nav.menu", "Menu"}, {"fr", "nav.home", "Accueil"},
	} {
		if got := theme.T(tc[0], tc[1]); got != tc[2] {
			t.Errorf("%s %s: %q", tc[0], tc[1], got)
		}
	}
	if got := theme.T("nl", "mood", "N", 2); got != "2 buien" {
		t.Error(got)
	}
	if c.T("nl", "nav.home") != "Startpagina" {
		t.Error("the overlay changed what it lies on")
	}
	for name, file := range map[string]string{
		"active.!!.json": `{}`, "active.nl.json": `{"a": "{{.A"}`, "nl.json": `[`, "fr.json": `{"a": {"one": "x"}}`,
	} {
		if _, err := c.Overlay(fstest.MapFS{name: {Data: []byte(file)}}); err == nil {
			t.Errorf("%s %s passes", name, file)
		}
	}
	if _, err := c.Overlay(fstest.MapFS{"nl.json": {Data: make([]byte, maxCatalogue+1)}}); err == nil {
		t.Error("a catalogue of a megabyte passes")
	}
}

func TestReceipt(t *testing.T) {
	c := words(t)
	for _, tc := range [][3]string{
		{"delivered", "", "Delivered."},
		{"pending", "", "Still being delivered."},
		{"pending", "timeout", "The other server did not answer in time."},
		{"failed", "http_410", "This account or server no longer exists. We have stopped sending to it."},
		{"failed", "http_418", "The other server refused the message (code 418)."},
		{"pending", "http_503", "The other server has a fault (code 503)."},
		{"failed", "http_307", "The other server points to another address, which we do not follow."},
		{"failed", "http_4xx", "It failed, and the cause is not known."},
		{"failed", "http_999", "It failed, and the cause is not known."},
		{"failed", "canceled", "No longer needed, so it was not sent."},
		{"pending", "restored", "Not sent again after a backup was restored."},
		{"failed", "bad_key", "The other server gave an answer that cannot be understood."},
		{"failed", "summary", "It failed, and the cause is not known."},
		{"", "", "It failed, and the cause is not known."},
		{"failed", "", "It failed, and the cause is not known."},
	} {
		if got := c.Receipt("en", tc[0], tc[1]); got != tc[2] {
			t.Errorf("%s %s: %q", tc[0], tc[1], got)
		}
	}
}

func TestConcurrentReaders(t *testing.T) {
	c := words(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, lang := range []string{"nl", "fr", "de", "en", "tr"} {
				c.T(lang, "count.likes", "N", 3)
				SortKey(lang, "Été")
				Fold("Été")
			}
		})
	}
	wg.Wait()
}

func BenchmarkT(b *testing.B) {
	c := words(b)
	b.Run("plain", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			c.T("nl-BE", "nav.home")
		}
	})
	b.Run("plural", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			c.T("nl", "count.replies", "N", 12)
		}
	})
}
