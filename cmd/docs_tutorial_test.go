package cmd

import (
	"errors"
	"log/slog"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestDocsThreeFiles does what THEMES.md tells a newcomer, as it stands there:
// the commands, and the three files. The site then wears the theme; and what
// the page says to break is refused and breaks nothing.
func TestDocsThreeFiles(t *testing.T) {
	dir := t.TempDir()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "bin"), 0o755), os.Symlink(exe, filepath.Join(dir, "bin/vitrine"))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "password.txt"), []byte("een lang wachtwoord\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(line string) (string, error) {
		c := exec.Command("sh", "-euc", line)
		c.Dir = dir
		c.Env = append(os.Environ(), "VITRINE_AS_PROGRAM=1", "PATH="+dir+":"+os.Getenv("PATH"), "LANG=en_GB.UTF-8", "LC_ALL=")
		out, err := c.CombinedOutput()
		return string(out), err
	}
	must := func(line string) string {
		t.Helper()
		out, err := run(line)
		if err != nil {
			t.Fatalf("%s: %v\n%s", line, err, out)
		}
		return out
	}
	must(`bin/vitrine init --url https://bib.example --name "Bibliotheek Mol" --handle bib --email an@bib.example --password-file password.txt`)
	files, good := 0, 0
	var breaks string
	for _, b := range docsBlocks(document(t, "docs/THEMES.md")) {
		kind, name, _ := strings.Cut(b.info, " ")
		switch {
		case b.info == "sh theme":
			good += strings.Count(must(b.text), "The theme is good.")
		case b.info == "sh theme breaks":
			breaks = b.text
		case strings.HasPrefix(name, "data/themes/") && slices.Contains([]string{"toml", "css", "html"}, kind):
			if err := os.WriteFile(filepath.Join(dir, name), []byte(b.text), 0o644); err != nil {
				t.Fatalf("the new theme has no place for %s: %v", name, err)
			}
			files++
		}
	}
	if files != 3 || good != 2 || breaks == "" {
		t.Fatalf("%d files, %d good themes, %q", files, good, breaks)
	}
	app, err := Build{Program: testProgram, Options: Options{Data: filepath.Join(dir, "data")}, Log: slog.New(slog.DiscardHandler)}.New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer app.Close()
	get := func(path string) string {
		r := httptest.NewRequest("GET", "https://bib.example"+path, nil)
		w := httptest.NewRecorder()
		app.Handler.ServeHTTP(w, r)
		if w.Code != 200 {
			t.Fatalf("%s: %d %s", path, w.Code, w.Body)
		}
		return w.Body.String()
	}
	see := func() {
		t.Helper()
		home := get("/nl/")
		if !strings.Contains(home, `<span class="house">Bibliotheek Mol</span>`) || !strings.Contains(home, `data-density="compact"`) {
			t.Errorf("the home page is not the theme's:\n%.3000s", home)
		}
		links := regexp.MustCompile(`href="(/assets/[^"]+\.css)"`).FindAllStringSubmatch(home, -1)
		var sheets string
		for _, l := range links {
			sheets += get(l[1])
		}
		for _, want := range []string{"--accent:#7a1f3d;", ".house {", "prefers-color-scheme:dark"} {
			if !strings.Contains(sheets, want) {
				t.Errorf("the %d sheets have no %s", len(links), want)
			}
		}
	}
	see()
	if out, err := run(breaks); err == nil || !strings.Contains(out, "house.html") || !strings.Contains(out, "Nmae") {
		t.Errorf("the broken theme is not refused: %v\n%s", err, out)
	}
	app.looks.refresh()
	see()
	if err := os.WriteFile(filepath.Join(dir, "data/themes/mol/partials/house.html"), []byte(`{{define "logo"}}<b>mended</b>{{end}}`), 0o644); err != nil {
		t.Fatal(err)
	}
	app.looks.refresh()
	if home := get("/nl/"); !strings.Contains(home, "<b>mended</b>") {
		t.Error("the mended theme was not taken up")
	}
}
