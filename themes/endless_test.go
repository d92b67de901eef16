package themes_test

import (
	"io/fs"
	"strings"
	"testing"

	"vitrine/themes"
)

// TestEndlessIsNamed: what has no end is told with its file, and once.
func TestEndlessIsNamed(t *testing.T) {
	samples := map[string][]any{"home": {&data{}}, "item": {&data{}}}
	for text, want := range map[string]string{
		"{{define \"foot\"}}\n{{template \"foot\" .}}{{end}}":                         `partials/foot.html:1:`,
		"{{define \"foot\"}}xxxxxxxx{{template \"foot\" .}}{{end}}":                   `does it call itself?`,
		"{{define \"foot\"}}{{range 100000000}}{{end}}{{end}}":                        `does it go over something without an end?`,
		"{{define \"foot\"}}\n\n{{range 100000000}}long long long text{{end}}{{end}}": `partials/foot.html:3:`,
	} {
		theme := files("partials/foot.html", text)
		err := themes.Check(themes.Config{Layers: []fs.FS{theme, base()}, Samples: samples, MaxOutput: 50_000})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "page home") {
			t.Errorf("%s: %v", text, err)
		}
		if err != nil && strings.Count(err.Error(), "\n") > 0 {
			t.Errorf("%s is told more than once: %v", text, err)
		}
	}
}

// TestStagesAreIndependent: manifest, sheets and templates are told at once.
func TestStagesAreIndependent(t *testing.T) {
	samples := map[string][]any{"home": {&data{}}, "item": {&data{}}}
	colour := "[settings.%s]\ntype='color'\n" + words4
	bad := files("theme.toml", "nonsense=1\n", "assets/a.css", "a{forced-color-adjust:none}", "home.html", "{{if}}", "partials/foot.html", "{{else}}")
	err := themes.Check(themes.Config{Layers: []fs.FS{bad, base()}, Samples: samples})
	for _, want := range []string{"nonsense", "a.css", "home.html", "foot.html"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %s in %v", want, err)
		}
	}
	low := files("theme.toml", strings.ReplaceAll(colour, "%s", "pale")+"default='#eeeeee'\n[[contrast]]\ntext='pale'\non='#ffffff'\n",
		"home.html", `{{define "main"}}{{.Nonsense}}{{end}}`)
	err = themes.Check(themes.Config{Layers: []fs.FS{low, base()}, Samples: samples})
	for _, want := range []string{"contrast: pale", "Nonsense"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %s in %v", want, err)
		}
	}
}
