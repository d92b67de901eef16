package themes_test

import (
	"encoding/json"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vitrine/themes"
)

// TestWordsAgree holds the theme's catalogues equal (L1).
func TestWordsAgree(t *testing.T) {
	var all = map[string]map[string]string{}
	names, err := fs.Glob(themes.Default(), "locale/*.json")
	if err != nil || len(names) != 4 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(themes.Default(), name)
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]string{}
		if err := json.Unmarshal(data, &words); err != nil {
			t.Fatal(name, err)
		}
		all[name] = words
	}
	place := regexp.MustCompile(`\{\{\.\w+\}\}`)
	for name, words := range all {
		if got, want := slices.Sorted(maps.Keys(words)), slices.Sorted(maps.Keys(all["locale/en.json"])); !slices.Equal(got, want) {
			t.Errorf("%s has other keys than en", name)
		}
		for key, text := range words {
			if text == "" || !slices.Equal(place.FindAllString(text, -1), place.FindAllString(all["locale/en.json"][key], -1)) {
				t.Errorf("%s: %s: %q", name, key, text)
			}
		}
	}
}

// TestStrictPolicy finds what the content security policy would refuse.
func TestStrictPolicy(t *testing.T) {
	bad := regexp.MustCompile(`(?i)\sstyle=|\son\w+=|<style|<iframe|javascript:|https?://|@import|url\(`)
	err := fs.WalkDir(themes.Default(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(themes.Default(), name)
		if err != nil {
			return err
		}
		if strings.HasSuffix(name, ".json") || strings.HasSuffix(name, ".svg") || strings.HasSuffix(name, ".txt") || name == "theme.toml" {
			return nil
		}
		text := strings.ReplaceAll(string(data), `a[href^="http"]`, "")
		if m := bad.FindString(text); m != "" {
			t.Errorf("%s: %q", name, m)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestSizes finds pictures with a choice of widths that do not say how wide they are shown.
func TestSizes(t *testing.T) {
	tag := regexp.MustCompile(`<(?:img|source)[^>]*srcset[^>]*>`)
	err := fs.WalkDir(themes.Default(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".html") {
			return err
		}
		data, err := fs.ReadFile(themes.Default(), name)
		for _, m := range tag.FindAllString(string(data), -1) {
			if !strings.Contains(m, "sizes=") && !strings.Contains(m, `srcset="{{.Src}}"`) {
				t.Errorf("%s: %s", name, m)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
