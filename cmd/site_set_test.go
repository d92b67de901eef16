package cmd

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrine/content"
)

// TestLogo: a logo is a bounded image, whichever way it comes.
func TestLogo(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("VITRINE_DATA", filepath.Join(dir, "data"))
	t.Setenv("LANG", "en_GB.UTF-8")
	file := func(name string, data []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	var stderr *os.File
	run := func(args ...string) (string, string, int) {
		t.Helper()
		var err error
		if stderr, err = os.Create(filepath.Join(dir, "stderr")); err != nil {
			t.Fatal(err)
		}
		defer stderr.Close()
		var out bytes.Buffer
		code := Main(testProgram, args, &out, stderr)
		said, err := os.ReadFile(stderr.Name())
		if err != nil {
			t.Fatal(err)
		}
		return out.String(), string(said), code
	}
	if _, said, code := run("init", "--url", "https://bib.example", "--name", "Bib", "--handle", "bib", "--email", "an@bib.example",
		"--password-file", file("pw", []byte("een lang wachtwoord\n"))); code != 0 {
		t.Fatal(said)
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 1500, 300))); err != nil {
		t.Fatal(err)
	}
	out, said, code := run("--json", "site", "set", "--logo", file("logo.png", picture.Bytes()), "--logo-dark", file("dark.png", picture.Bytes()))
	var got struct{ Look map[string]string }
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != 0 || got.Look["logo"] == "" || got.Look["logo_dark"] == "" {
		t.Fatalf("%s %s %v", out, said, err)
	}
	tiff := make([]byte, 40<<20)
	copy(tiff, "II*\x00\x08\x00\x00\x00")
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"large.tiff": {tiff, "too large: at most 8 MB"},
		"small.tiff": {tiff[:1000], "not accepted"},
		"logo.svg":   {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "SVG"},
		"broken.png": {picture.Bytes()[:60], "cannot be read"},
		"folder.pdf": {[]byte("%PDF-1.4\n%%EOF\n"), ""},
	} {
		if _, said, code := run("site", "set", "--logo", file(name, c.data)); code != 1 || !strings.Contains(said, c.want) {
			t.Errorf("%s: %d %s", name, code, said)
		}
	}
	out, _, _ = run("--json", "site", "set")
	var after struct{ Look map[string]string }
	if err := json.Unmarshal([]byte(out), &after); err != nil || after.Look["logo"] != got.Look["logo"] {
		t.Errorf("%s, %v", out, err)
	}

	// The same file through the rules that the API and the desk use.
	app, err := Build{Program: testProgram, Options: Options{Data: filepath.Join(dir, "data")}, Log: slog.New(slog.DiscardHandler)}.New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer app.Close()
	sites, err := app.Store.Sites(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	who := content.System(sites[0].ID)
	if _, err := app.Service.AddMedia(t.Context(), who, content.Upload{Name: "logo.tiff", Data: tiff, Decorative: true}); !content.Is(err, content.MediaType) && !content.Is(err, content.TooLarge) && !content.Is(err, content.Invalid) {
		t.Errorf("a TIFF of 40 MB: %v", err)
	}
	if _, err := app.Service.ChangeSite(t.Context(), who, func(s *content.Site) error { s.Settings.Look["logo"] = "no-such-media"; return nil }); !content.Is(err, content.Invalid) ||
		!strings.Contains(err.Error(), "settings.look.logo=problem.theme_image") {
		t.Errorf("a logo that is not there: %v", err)
	}
	// A picture in use by the look is not thrown away.
	if err := app.Service.DeleteMedia(t.Context(), who, content.ID(got.Look["logo"])); !content.Is(err, content.Conflict) {
		t.Errorf("the logo could be deleted: %v", err)
	}
	if _, err := app.Service.ChangeSite(t.Context(), who, func(s *content.Site) error { delete(s.Settings.Look, "logo"); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := app.Service.DeleteMedia(t.Context(), who, content.ID(got.Look["logo"])); err != nil {
		t.Errorf("a picture that nothing uses: %v", err)
	}
}
