package web_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vitrine/themes"
)

var (
	inTemplate = regexp.MustCompile(`\bT "([a-z_.]+)"`)
	inSource   = regexp.MustCompile(`(?:say|link)\((?:"[a-z]*", )?"([a-z_]+\.[a-z_.]+)"[,)]`)
)

// TestEveryKeyHasASentence finds keys that pages name and a language lacks (L1).
func TestEveryKeyHasASentence(t *testing.T) {
	g, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]string{}
	err = fs.WalkDir(themes.Default(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".html" {
			return err
		}
		data, err := fs.ReadFile(themes.Default(), name)
		for _, m := range inTemplate.FindAllStringSubmatch(string(data), -1) {
			used[m[1]] = name
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range inSource.FindAllStringSubmatch(string(data), -1) {
			used[m[1]] = name
		}
	}
	for _, k := range kinds { // made of parts
		used["kind."+k.Name()] = "card.go"
	}
	if len(used) < 60 {
		t.Errorf("only %d keys were found: does this test still look in the right places?", len(used))
	}
	for _, lang := range []string{"nl", "fr", "de", "en"} {
		have := g.words.Keys(lang)
		for key, where := range used {
			if _, found := slices.BinarySearch(have, key); !found {
				t.Errorf("%s: %s has no sentence in %s", where, key, lang)
			}
		}
	}
}
