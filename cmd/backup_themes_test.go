package cmd

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vitrine/content"
)

func TestThemesInABackup(t *testing.T) {
	from, to := filepath.Join(t.TempDir(), "themes"), filepath.Join(t.TempDir(), "themes")
	for name, text := range map[string]string{"bib/theme.toml": "name = 'x'", "bib/assets/style.css": "a{}", "sites/bib.example/home.html": "<p>", "bib/.git/config": "no", ".notes": "no"} {
		p := filepath.Join(from, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(from, "bib", "link")); err != nil {
		t.Fatal(err)
	}
	a, b := themeFiles{from}, themeFiles{to}
	for _, err := range b.keys(t.Context()) {
		t.Fatalf("no folder has something: %v", err)
	}
	var keys []string
	for key, err := range a.keys(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		r, size, err := a.open(key)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.put(key, r, size); err != nil {
			t.Fatal(err)
		}
		r.Close()
		keys = append(keys, key)
	}
	if want := []string{"themes/bib/assets/style.css", "themes/bib/theme.toml", "themes/sites/bib.example/home.html"}; !slices.Equal(keys, want) {
		t.Errorf("keys %v", keys)
	}
	r, size, err := b.open("themes/bib/assets/style.css")
	if err != nil || size != 3 {
		t.Fatal(size, err)
	}
	if text, err := io.ReadAll(r); string(text) != "a{}" || err != nil {
		t.Errorf("%q %v", text, err)
	}
	r.Close()
	for range 2 { // what is gone is gone
		if err := b.remove("themes/bib/assets/style.css"); err != nil {
			t.Error(err)
		}
	}
	if _, _, err := b.open("themes/bib/assets/style.css"); !content.Is(err, content.NotFound) {
		t.Errorf("what was removed: %v", err)
	}
	if err := b.put("themes/bib/short", strings.NewReader("ab"), 3); err == nil {
		t.Error("a file that ends early is taken")
	}
	for _, key := range []string{"themes/../out", "themes/bib/../../out", "themes//etc/out", "themes/"} {
		if err := b.put(key, strings.NewReader("x"), 1); err == nil {
			t.Errorf("%s is written", key)
		}
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(to), "out")); err == nil {
		t.Error("a file lies outside")
	}
}
