package themes_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrine/themes"
)

// TestPolicy: what the content security policy would drop without a word in the
// visitor's browser is refused by file and line.
func TestPolicy(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"home.html", "<p>\n<b style=\"color:red\">x</b>", "home.html:2: a style attribute"},
		{"home.html", "<style>b{}</style>", "home.html:1: <style>"},
		{"home.html", "\n\n<p onclick='x()'>", "home.html:3: the attribute onclick"},
		{"home.html", "<p ONLOAD=x>", "home.html:1: the attribute onload"},
		{"home.html", "<script>alert(1)</script>", "home.html:1: a script in the page"},
		{"home.html", "<script type=module>x</script>", "a script in the page"},
		{"home.html", `<script src="https://cdn.example/x.js"></script>`, "nothing is loaded from elsewhere"},
		{"home.html", `<img src="//tracker.example/p.gif">`, "nothing is loaded from elsewhere"},
		{"home.html", `<img src="data:image/png;base64,x">`, "nothing is loaded from elsewhere"},
		{"home.html", `<link rel="stylesheet" href="https://fonts.example/a.css">`, "nothing is loaded from elsewhere"},
		{"home.html", `<form action="https://mail.example/">`, "nothing is loaded from elsewhere"},
		{"home.html", `<a href="javascript:x()">`, "stopped by the security policy"},
		{"home.html", "<iframe src='/x'></iframe>", "<iframe>"},
		{"home.html", "<object></object>", "<object>"},
		{"home.html", `<base href="/x">`, "<base href>"},
		{"home.html", `<meta http-equiv="refresh" content="0">`, "http-equiv"},
		{"home.html", "<p>\nna\xefve", "home.html:2: is not UTF-8"},
		{"partials/a.html", "{{define \"foot\"}}\n{{/* style=\"\n */}}\n<p style=''>{{end}}", "partials/a.html:4: a style attribute"},
		{"item/event.html", "<p style=''>", "item/event.html:1: a style attribute"},
		{"home.html", `<p {{if .Name}}style="a"{{end}}>`, "a style attribute"},
		{"assets/a.css", "a{}\n@import 'b.css';", "assets/a.css:2: @import"},
		{"assets/a.css", "@font-face{}", "assets/a.css:1: @font-face"},
		{"assets/a.css", "a{}\n\nb{background:url(https://x.example/a.png)}", "assets/a.css:3: url(https://x.example/a.png"},
		{"assets/a.css", `b{background:url("//x.example/a.png")}`, "nothing is loaded from elsewhere"},
		{"assets/a.css", `b{background:url( 'data:image/png;base64,AA' )}`, "nothing is loaded from elsewhere"},
		{"assets/a.css", `b{background:image-set("https://x.example/a.png" 1x)}`, "nothing is loaded from elsewhere"},
		{"assets/a.css", "b{background:url(none.png)}", "there is no assets/none.png"},
		{"assets/a.css", "b{forced-color-adjust: none}", "colours that the visitor forces win"},
		{"assets/a.css", "b{}\n\xff", "assets/a.css:2: is not UTF-8"},
		{"assets/a.svg", "<svg>\n<script>x</script></svg>", "assets/a.svg:2: <script"},
		{"assets/a.svg", "<svg onload='x'/>", "onload"},
		{"assets/a.svg", `<svg><image href="https://x.example/"/></svg>`, "a drawing holds no programs"},
		{"assets/a.exe", "MZ", "assets/a.exe: a file of this type is not served"},
		{"assets/a.png", strings.Repeat("x", 8<<20+1), "assets/a.png: 8388609 bytes are more than 8388608"},
		{"home.html", strings.Repeat("x", 1<<20+1), "home.html: 1048577 bytes are more than 1048576"},
		{"assets/a.woff2", strings.Repeat("x", 30<<10+1), "assets/a.woff2: 30721 bytes are more than the 30720"},
		{"theme.toml", "#" + strings.Repeat("x", 64<<10), "theme.toml: 65537 bytes are more than 65536"},
	} {
		err := themes.Check(themes.Config{Layers: []fs.FS{files(c.file, c.text), base()}, Kinds: map[string]fs.FS{"event": nil}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %.60q: %v, want %s", c.file, c.text, err, c.want)
		}
	}
	for _, c := range [][2]string{
		{"home.html", `{{define "main"}}<a href="https://elsewhere.example/">x</a><script type="application/ld+json">{}</script><base target="_top"><p>on = style = x</p>{{end}}`},
		{"home.html", `{{define "main"}}{{if lt 1 2}}<p class="style">{{end}}<button popovertarget="menu" data-on="x">{{end}}`},
		{"home.html", `{{define "main"}}<script src="{{asset "a.js"}}"></script><svg><use href="#a"/></svg>{{end}}`},
		{"assets/a.css", "/**/ /* @import url(https://x.example) */ a[href^=\"http://x\"]{scroll-behavior:smooth;fill:url(#grey);content:\"/*\"} b::after{content:'*/'}"},
		{"assets/a.svg", `<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>`},
	} {
		theme := base()
		theme["assets/a.js"] = files("x", "x")["x"]
		if err := themes.Check(themes.Config{Layers: []fs.FS{files(c[0], c[1]), theme}, Samples: map[string][]any{"home": {&data{}}, "item": {&data{}}}}); err != nil {
			t.Errorf("%s: %v", c[1], err)
		}
	}
}

func TestFontsAreFew(t *testing.T) {
	three := files("assets/a.woff2", "x", "assets/b.woff2", "x", "assets/c.woff2", "x")
	if err := themes.Check(themes.Config{Layers: []fs.FS{three, base()}}); err == nil || !strings.Contains(err.Error(), "assets/c.woff2: a theme ships at most 2 fonts") {
		t.Error(err)
	}
	font := func(name string) string { return "[fonts." + name + "]\nfamily='F'\nfile='" + name + ".woff2'\n" }
	below := base()
	below["theme.toml"], below["assets/low.woff2"] = files("x", font("low"))["x"], files("x", "low")["x"]
	s := open(t, themes.Config{Layers: []fs.FS{files("theme.toml", font("own"), "assets/own.woff2", "own"), below}})
	if _, ok := s.Asset("low.woff2"); ok {
		t.Error("the fonts of the theme below are still there")
	}
	if f, ok := s.Asset("own.woff2"); !ok || f.Type != "font/woff2" {
		t.Error("the theme's own font is not")
	}
}

// TestSheets: a theme's sheets come after those of the theme below in one file,
// and what they name gets its address with the hash.
func TestSheets(t *testing.T) {
	below := base()
	below["assets/style.css"] = files("x", "body{color:var(--ink)}")["x"]
	top := files("theme.toml", "styles=['top.css']", "assets/top.css", "b{background:url( 'img/x.png' )} i{mask:url(\"#m\")}", "assets/img/x.png", "png")
	s := open(t, themes.Config{Layers: []fs.FS{top, below}})
	sheet, _ := s.Asset("style.css")
	picture, _ := s.Asset("img/x.png")
	if want := "body{color:var(--ink)}\nb{background:url(\"" + picture.Path() + "\")} i{mask:url(\"#m\")}"; string(sheet.Data) != want {
		t.Errorf("%s, want %s", sheet.Data, want)
	}
	if _, ok := s.Asset("top.css"); ok {
		t.Error("the sheet is served twice")
	}
}

// TestSnapshot: a folder is read as it is at that moment, and a link that leads
// out of it is refused.
func TestSnapshot(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("theme.toml", "name='a'")
	write("home.html", "home")
	write("assets/.swp", "x")
	write("notes/big.iso", "not of the theme")
	print := themes.Fingerprint(dir)
	got, err := themes.Snapshot(dir)
	if err != nil {
		t.Fatal(err)
	}
	write("home.html", "changed")
	if text, err := fs.ReadFile(got, "home.html"); err != nil || string(text) != "home" {
		t.Errorf("%s, %v", text, err)
	}
	for _, name := range []string{"notes/big.iso", "assets/.swp"} {
		if _, err := fs.Stat(got, name); err == nil {
			t.Errorf("%s is in it", name)
		}
	}
	if themes.Fingerprint(dir) == print {
		t.Error("the fingerprint stayed")
	}
	if strange, err := themes.Strangers(os.DirFS(dir)); err != nil || strings.Join(strange, " ") != "notes" {
		t.Errorf("strangers: %v, %v", strange, err)
	}
	write("../outside/secret.css", "secret")
	if err := os.Symlink("../../outside/secret.css", filepath.Join(dir, "assets", "x.css")); err != nil {
		t.Fatal(err)
	}
	if _, err := themes.Snapshot(dir); err == nil || !strings.Contains(err.Error(), "assets/x.css: a link that leads out of the folder") {
		t.Errorf("a link out of the folder: %v", err)
	}
	if err := os.Remove(filepath.Join(dir, "assets", "x.css")); err != nil {
		t.Fatal(err)
	}
	write("assets/y.css", "y{}")
	if err := os.Symlink("y.css", filepath.Join(dir, "assets", "x.css")); err != nil {
		t.Fatal(err)
	}
	if got, err := themes.Snapshot(dir); err != nil {
		t.Error(err)
	} else if text, err := fs.ReadFile(got, "assets/x.css"); err != nil || string(text) != "y{}" {
		t.Errorf("a link inside the folder: %s, %v", text, err)
	}
	if err := os.Remove(filepath.Join(dir, "home.html")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "home.html")); err != nil {
		t.Fatal(err)
	}
	if _, err := themes.Snapshot(dir); err == nil {
		t.Error("a page that links out of the folder is taken")
	}
	if _, err := themes.Snapshot(filepath.Join(dir, "none")); err == nil {
		t.Error("no folder")
	}
}

// TestNothingWithoutEffect: what nothing asks for is a misspelling, and said.
func TestNothingWithoutEffect(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"hoem.html", "x", "hoem.html: the program has no such page; it has base.html, home.html, item.html"},
		{"item/evnt.html", "x", "item/evnt.html: there is no such kind; there are event"},
		{"partials/a.html", `{{define "foott"}}x{{end}}`, `partials/a.html: nothing asks for the piece "foott"`},
		{"partials/a.htm", "x", "files of partials/ are called *.html"},
		{"locale/nl.yaml", "x", "files of locale/ are called *.json"},
		{"theme.toml", "home=['agenda','poster']", `"poster" is no section of a home page; known are agenda`},
	} {
		err := themes.Check(themes.Config{Layers: []fs.FS{files(c.file, c.text), base()}, Kinds: map[string]fs.FS{"event": nil}, Home: []string{"agenda"},
			Samples: map[string][]any{"home": {&data{}}, "item": {&data{}}}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.file, err)
		}
	}
}

// TestPiecesOfTheTop: a piece wins over that of the theme below whatever its
// file is called, and over what the document says as long as nobody does.
func TestPiecesOfTheTop(t *testing.T) {
	below := base()
	below["base.html"] = files("x", `{{block "late" .}}document{{end}} {{template "foot" .}}`)["x"]
	top := files("partials/a.html", `{{define "foot"}}top{{end}}{{define "late"}}piece{{end}}`)
	if got := render(t, open(t, themes.Config{Layers: []fs.FS{top, below}}), "home", &data{}); got != "piece top" {
		t.Error(got)
	}
	page := files("home.html", `{{define "late"}}page{{end}}{{define "main"}}{{end}}`)
	if got := render(t, open(t, themes.Config{Layers: []fs.FS{page, top, below}}), "home", &data{}); got != "page top" {
		t.Error(got)
	}
}

// TestShippedAndNew: what ships is good, and so is what "theme new" writes over each.
func TestShippedAndNew(t *testing.T) {
	for _, name := range themes.ShippedNames {
		dir := filepath.Join(t.TempDir(), "mine")
		if err := themes.Start(dir, `A "new" one`, name); err != nil {
			t.Fatal(err)
		}
		got, err := themes.Snapshot(dir)
		if err != nil {
			t.Fatal(err)
		}
		layers, err := themes.Resolve("mine", func(n string) (fs.FS, error) {
			if n == "mine" {
				return got, nil
			}
			return themes.Shipped(n)
		}, themes.Default())
		want := 3
		if name == themes.DefaultName {
			want = 2
		}
		if err != nil || len(layers) != want {
			t.Errorf("%s: %d layers, %v", name, len(layers), err)
		}
		if m, err := themes.ReadManifest(got); err != nil || m.Name != `A "new" one` || m.Description["nl"] == "" {
			t.Errorf("%+v, %v", m, err)
		}
		if err := themes.Start(dir, "again", name); err == nil || !strings.Contains(err.Error(), "is not empty") {
			t.Errorf("over another one: %v", err)
		}
	}
	if _, err := themes.Shipped("../cmd"); err == nil {
		t.Error("a theme of that name ships")
	}
}
