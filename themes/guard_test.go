package themes_test

import (
	"bytes"
	"context"
	"io/fs"
	"strings"
	"testing"
	"time"

	"vitrine/themes"
)

// TestEveryTemplateEnds: templates without an end, and such as would fill the
// memory, are stopped by what they do and not by the clock, writing or not.
func TestEveryTemplateEnds(t *testing.T) {
	for name, page := range map[string]string{
		"loop":                  `{{range 1000000000}}{{end}}`,
		"loop over nothing":     `{{range 1000000000}}{{range 1000000000}}{{end}}{{end}}`,
		"computed loop":         `{{$n := 1000000000}}{{range $n}}{{end}}`,
		"calls itself":          `{{template "main" .}}`,
		"call each other":       `{{template "other" .}}{{define "other"}}{{template "main" .}}{{end}}`,
		"doubles its calls":     `{{if lt (len .Name) 60}}{{$d := .}}{{template "twice" "x"}}{{end}}{{define "twice"}}{{if lt (len .) 60}}{{template "twice" (print . "x")}}{{template "twice" (print . "x")}}{{end}}{{end}}`,
		"doubles a string":      `{{$x := "abcd"}}{{range 60}}{{$x = print $x $x}}{{end}}`,
		"doubles by a format":   `{{$x := "abcd"}}{{range 60}}{{$x = printf "%s%s" $x $x}}{{end}}`,
		"doubles a line":        `{{$x := "abcd"}}{{range 60}}{{$x = println $x $x}}{{end}}`,
		"doubles by escaping":   `{{$x := "\\"}}{{range 60}}{{$x = js $x}}{{end}}`,
		"widens":                `{{$x := "a"}}{{range 60}}{{$x = printf "%1000000s%s" $x $x}}{{end}}`,
		"a loop that is broken": `{{range 1000000000}}{{if true}}{{continue}}{{end}}{{end}}`,
		"a branch":              `{{with .Name}}{{else}}{{range 1000000000}}{{end}}{{end}}`,
		"writes for ever":       `{{range 1000000000}}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{{end}}`,
	} {
		t.Run(name, func(t *testing.T) {
			top := files("home.html", `{{define "main"}}`+page+`{{end}}`)
			if strings.Contains(page, "{{define") {
				body, more, _ := strings.Cut(page, "{{define")
				top = files("home.html", `{{define "main"}}`+body+`{{end}}{{define`+more)
			}
			cfg := themes.Config{Layers: []fs.FS{top, base()}, Timeout: time.Hour, Samples: map[string][]any{"home": {&data{}}, "item": {&data{}}}}
			if err := themes.Check(cfg); err == nil {
				t.Error("it is taken")
			}
			cfg.Samples = nil
			var b bytes.Buffer
			if err := open(t, cfg).Render(context.Background(), &b, "home", &data{}); err == nil || b.Len() > 0 {
				t.Errorf("%v, %d bytes", err, b.Len())
			}
		})
	}
	long := files("home.html", `{{define "main"}}{{range 50000}}.{{end}}{{print "a" 1}}{{printf "%03d" 7}}{{end}}`)
	if got := render(t, open(t, themes.Config{Layers: []fs.FS{long, base()}}), "home", &data{}); !strings.HasSuffix(got, ".a1007|foot]") {
		t.Errorf("a long page: …%s", got[max(0, len(got)-40):])
	}
}
