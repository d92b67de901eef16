package themes_test

import (
	"bytes"
	"context"
	"errors"
	"html/template"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"vitrine/themes"
)

func files(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

// base is the smallest default theme.
func base() fstest.MapFS {
	return files("base.html", `[{{template "main" .}}|{{template "foot" .}}]`, "partials/foot.html", `{{define "foot"}}foot{{end}}`,
		"home.html", `{{define "main"}}home {{.Name}}{{end}}`,
		"item.html", `{{define "main"}}item {{block "details" .}}fallback{{end}}{{end}}`,
		"assets/style.css", "body{}", "locale/nl.json", "{}")
}

type data struct {
	Name string
	HTML template.HTML
	Slow func() string
}

func open(t *testing.T, cfg themes.Config) *themes.Set {
	t.Helper()
	s, err := themes.Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func render(t *testing.T, s *themes.Set, page string, d any) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.Render(context.Background(), &b, page, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFirstLayerWins(t *testing.T) {
	over := files("partials/foot.html", `{{define "foot"}}override{{end}}`)
	theme := files("home.html", `{{define "main"}}theme {{.Name}}{{end}}`, "partials/foot.html", `{{define "foot"}}theme{{end}}`,
		"item/event.html", "theme's event")
	s := open(t, themes.Config{Layers: []fs.FS{over, theme, base()}, Kinds: map[string]fs.FS{
		"event":     files("event.html", "kind's event"),
		"highlight": files("highlight.html", `{{define "details"}}kind's highlight{{end}}`),
		"article":   files("article.html", "{{/* nothing of its own */}}"),
		"notice":    nil,
	}})
	d := &data{Name: "<i>"}
	for page, want := range map[string]string{
		"home":           "[theme &lt;i&gt;|override]",
		"item/event":     "[item theme's event|override]",
		"item/highlight": "[item kind's highlight|override]",
		"item/article":   "[item fallback|override]",
		"item/notice":    "[item fallback|override]",
		"item/unknown":   "[item fallback|override]",
	} {
		if got := render(t, s, page, d); got != want {
			t.Errorf("%s: %s, want %s", page, got, want)
		}
	}
	if got := s.Pages(); !slices.Equal(got, []string{"home", "item", "item/article", "item/event", "item/highlight", "item/notice"}) {
		t.Errorf("pages %v", got)
	}
	if err := s.Render(context.Background(), &bytes.Buffer{}, "nowhere", d); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an unknown page: %v", err)
	}
}

func TestBrokenThemesAreRefused(t *testing.T) {
	samples := map[string][]any{"home": {&data{}}, "item": {&data{}}}
	for name, tt := range map[string]struct {
		over fstest.MapFS
		want string
	}{
		"syntax":            {files("home.html", "{{if}}"), "home.html"},
		"unknown field":     {files("home.html", `{{define "main"}}{{.Colour}}{{end}}`), "Colour"},
		"unknown function":  {files("home.html", `{{define "main"}}{{safeHTML .Name}}{{end}}`), "safeHTML"},
		"missing template":  {files("home.html", `{{define "main"}}{{template "none"}}{{end}}`), "none"},
		"missing asset":     {files("home.html", `{{define "main"}}{{asset "x.css"}}{{end}}`), "x.css"},
		"unsafe place":      {files("home.html", `{{define "main"}}<a href={{.Name}}{{if .Name}}"{{end}}>{{end}}`), "home"},
		"endless loop":      {files("home.html", `{{define "main"}}{{range 1000000000}}{{end}}{{end}}`), "steps"},
		"endless recursion": {files("home.html", `{{define "main"}}{{template "main" .}}{{end}}`), "home"},
		"too much":          {files("home.html", `{{define "main"}}{{range .HTML}}{{end}}`+strings.Repeat("x", 1000)+`{{end}}`), "home"},
		"asset of a type":   {files("assets/x.php", "<?php"), "x.php"},
	} {
		err := themes.Check(themes.Config{Layers: []fs.FS{tt.over, base()}, Samples: samples, MaxOutput: 500})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	err := themes.Check(themes.Config{Layers: []fs.FS{base()}, Samples: map[string][]any{"agenda": {&data{}}}})
	if err == nil || !strings.Contains(err.Error(), "agenda.html") {
		t.Errorf("a page that nobody made: %v", err)
	}
}

func TestReloadKeepsTheOldTheme(t *testing.T) {
	s := open(t, themes.Config{Layers: []fs.FS{base()}, Samples: map[string][]any{"home": {&data{}}}})
	v := s.Version()
	if err := s.Reload([]fs.FS{files("home.html", `{{define "main"}}{{.Colour}}{{end}}`), base()}); err == nil {
		t.Fatal("taken")
	}
	if s.Version() != v || render(t, s, "home", &data{Name: "x"}) != "[home x|foot]" {
		t.Error("the old one did not stay")
	}
	if err := s.Reload([]fs.FS{files("home.html", `{{define "main"}}new{{end}}`), base()}); err != nil {
		t.Fatal(err)
	}
	if s.Version() == v || render(t, s, "home", &data{}) != "[new|foot]" {
		t.Error("the new one is not used")
	}
}

// TestNeverHalfAPage finds that nothing is written when something fails.
func TestNeverHalfAPage(t *testing.T) {
	page := `{{define "main"}}` + strings.Repeat("begin ", 100) + `{{call .Slow}}{{end}}`
	s := open(t, themes.Config{Layers: []fs.FS{files("home.html", page), base()}, MaxOutput: 2000, Timeout: time.Minute})
	var b bytes.Buffer
	if err := s.Render(context.Background(), &b, "home", &data{}); err == nil || b.Len() > 0 {
		t.Errorf("a failing template: %v, %d bytes", err, b.Len())
	}
	if err := s.Render(context.Background(), &b, "home", &data{Slow: func() string { return strings.Repeat("x", 3000) }}); err == nil || b.Len() > 0 {
		t.Errorf("too large: %v, %d bytes", err, b.Len())
	}
	ctx, cancel := context.WithCancel(context.Background())
	if err := s.Render(ctx, &b, "home", &data{Slow: func() string { cancel(); return "" }}); !errors.Is(err, context.Canceled) || b.Len() > 0 {
		t.Errorf("too late: %v, %d bytes", err, b.Len())
	}
}

func TestAssets(t *testing.T) {
	big := strings.Repeat("a{color:red}", 100)
	s := open(t, themes.Config{Layers: []fs.FS{files("assets/style.css", big, "assets/img/x.png", "png"), base()}})
	f, ok := s.Asset("style.css")
	if !ok || f.Path() != "/assets/"+f.Hash+"/style.css" || string(f.Data) != big || len(f.Gzip) == 0 || f.Type != "text/css; charset=utf-8" {
		t.Errorf("%v %+v", ok, f)
	}
	if f, ok := s.Asset("img/x.png"); !ok || f.Gzip != nil || f.Type != "image/png" {
		t.Errorf("%v %+v", ok, f)
	}
	if _, ok := s.Asset("../base.html"); ok {
		t.Error("a file outside of assets")
	}
}

func TestResolve(t *testing.T) {
	all := map[string]fstest.MapFS{
		"a": files("theme.toml", `extends = "b"`), "b": files("theme.toml", `name = "B"`),
		"loop": files("theme.toml", `extends = "pool"`), "pool": files("theme.toml", `extends = "loop"`), "bad": files("theme.toml", "x"),
	}
	find := func(name string) (fs.FS, error) {
		if f, ok := all[name]; ok {
			return f, nil
		}
		return nil, fs.ErrNotExist
	}
	for name, want := range map[string]int{"": 1, "default": 1, "b": 2, "a": 3, "loop": 0, "none": 0, "bad": 0} {
		l, err := themes.Resolve(name, find, base())
		if len(l) != want || (err == nil) != (want > 0) {
			t.Errorf("%s: %d layers, %v", name, len(l), err)
		}
	}
	l, _ := themes.Resolve("a", find, base())
	if n := len(l.Locales()); n != 1 {
		t.Errorf("%d folders of words", n)
	}
}
