package cmd

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"vitrine/cmd/demo"
	"vitrine/content/locale"
	"vitrine/themes"
)

// TestSamplePages renders every sample of every page and looks at what each
// document must have. With VITRINE_SAMPLES the pages, the theme's files and
// pictures are written into that folder, to be looked at in a browser.
func TestSamplePages(t *testing.T) {
	dir := os.Getenv("VITRINE_SAMPLES")
	if dir == "" {
		dir = t.TempDir()
	} else {
		writePictures(t, dir)
	}
	words, err := locale.New()
	if err != nil {
		t.Fatal(err)
	}
	layers := themes.Layers{themes.Default()}
	for _, l := range layers.Locales() {
		if words, err = words.Overlay(l); err != nil {
			t.Fatal(err)
		}
	}
	cfg := themeConfig(testProgram.Kinds, words, layers...)
	set, err := themes.Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := fs.WalkDir(layers, "assets", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, ok := set.Asset(strings.TrimPrefix(name, "assets/"))
		if !ok {
			return fmt.Errorf("%s is not served", name)
		}
		return put(filepath.Join(dir, f.Path()), f.Data)
	}); err != nil {
		t.Fatal(err)
	}
	if f, ok := set.Asset("settings.css"); !ok {
		t.Error("there is no settings.css")
	} else if err := put(filepath.Join(dir, f.Path()), f.Data); err != nil {
		t.Fatal(err)
	}
	for name, list := range cfg.Samples {
		for i, sample := range list {
			var b bytes.Buffer
			if err := set.Render(t.Context(), &b, name, sample); err != nil {
				t.Errorf("%s %d: %v", name, i, err)
				continue
			}
			file := fmt.Sprintf("%s-%d.html", strings.ReplaceAll(name, "/", "-"), i)
			if err := put(filepath.Join(dir, file), b.Bytes()); err != nil {
				t.Fatal(err)
			}
			for _, wrong := range unsound(b.String()) {
				t.Errorf("%s: %s", file, wrong)
			}
		}
	}
}

// unsound is what a document lacks or repeats.
func unsound(doc string) []string {
	root, err := html.Parse(strings.NewReader(doc))
	if err != nil {
		return []string{err.Error()}
	}
	var wrong []string
	count, ids, labels := map[string]int{}, map[string]int{}, map[string]bool{}
	var refs, fields []string
	level := 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		count[n.Data]++
		at := map[string]string{}
		for _, a := range n.Attr {
			at[a.Key] = a.Val
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				wrong = append(wrong, "an attribute "+a.Key)
			}
		}
		if id := at["id"]; id != "" {
			ids[id]++
		}
		refs = append(refs, strings.Fields(at["aria-labelledby"]+" "+at["aria-describedby"])...)
		if n.Data == "label" {
			labels[at["for"]] = true
		}
		if slices.Contains([]string{"input", "select", "textarea"}, n.Data) && at["type"] != "hidden" {
			fields = append(fields, at["id"])
		}
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			next := int(n.Data[1] - '0')
			if level > 0 && next > level+1 { // an error summary stands above the h1
				wrong = append(wrong, fmt.Sprintf("a heading h%d after h%d", next, level))
			}
			level = next
		}
		if n.Data == "img" && (at["width"] == "" || at["height"] == "") {
			wrong = append(wrong, "a picture without a size: "+at["src"])
		}
	}
	for _, once := range []string{"h1", "main", "title", "html"} {
		if count[once] != 1 {
			wrong = append(wrong, fmt.Sprintf("%d of %s", count[once], once))
		}
	}
	for id, n := range ids {
		if n > 1 {
			wrong = append(wrong, fmt.Sprintf("id %q %d times", id, n))
		}
	}
	for _, ref := range refs {
		if ids[ref] == 0 {
			wrong = append(wrong, fmt.Sprintf("a reference to %q, which is not there", ref))
		}
	}
	for _, id := range fields {
		if !labels[id] {
			wrong = append(wrong, fmt.Sprintf("field %q has no label", id))
		}
	}
	return wrong
}

// writePictures puts pictures at the addresses that the samples name.
func writePictures(t *testing.T, dir string) {
	t.Helper()
	for to, name := range map[string]string{"wide/1/w480": "night", "wide/1/w960": "night", "wide/1/w1600": "night", "cover/1/w240": "cover-ice", "cover/1/w480": "cover-ice", "avatar/1/w160": "avatar-jeugd"} {
		data, err := demo.Draw(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, ext := range []string{".jpg", ".webp"} { // browsers look at the bytes
			if err := put(filepath.Join(dir, "media", to+ext), data); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func put(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}

// TestUnsound finds that the check finds.
func TestUnsound(t *testing.T) {
	got := unsound(`<!DOCTYPE html><title>x</title><main><h1>a</h1><h3 id=a>b</h3><p id=a style="x" aria-labelledby=none><input id=f><img src=x></main>`)
	if len(got) != 6 {
		t.Errorf("%q", got)
	}
}
