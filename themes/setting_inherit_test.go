package themes_test

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"

	"vitrine/themes"
)

const words4 = "label={nl='a',en='a',fr='a',de='a'}\n"

// TestCheckTakesTexts: a theme with a text of any length is checked with a text
// of that length.
func TestCheckTakesTexts(t *testing.T) {
	for _, max := range []int{0, 1, 5, 6, 7, 66, 80, 139, 140, 141, 200, 10_000} {
		toml := "[settings.motto]\ntype='text'\ndefault=''\n" + words4
		if max > 0 {
			toml += "max=" + strconv.Itoa(max) + "\n"
		}
		theme := files("theme.toml", toml, "home.html", `{{define "main"}}<b title="{{setting "motto"}}">{{.Name}}</b>{{end}}`)
		err := themes.Check(themes.Config{Layers: []fs.FS{theme, base()}, Samples: map[string][]any{"home": {&data{}}, "item": {&data{}}}})
		if err != nil {
			t.Errorf("max %d: %v", max, err)
		}
	}
	for _, bad := range []string{"-1", "0.5", "1e300", "inf"} {
		theme := files("theme.toml", "[settings.motto]\ntype='text'\ndefault=''\nmax="+bad+"\n"+words4)
		if _, err := themes.Define([]fs.FS{theme}); err == nil || !strings.Contains(err.Error(), "settings.motto.max") {
			t.Errorf("max %s: %v", bad, err)
		}
	}
}

// TestFontsOverFonts: a theme with fonts of its own above one that has some.
func TestFontsOverFonts(t *testing.T) {
	font := func(name string) string {
		return "[fonts." + name + "]\nfamily='" + name + "'\nfile='" + name + ".woff2'\nfallback='serif'\n"
	}
	setting := func(name, more string) string { return "[settings." + name + "]\ntype='font'\n" + words4 + more + "\n" }
	below := files("theme.toml", setting("heading", "default='lower'")+setting("body", "default='sans'")+
		setting("few", "default='lower'\nfamilies=['lower','mono']")+setting("one", "default='lower'\nfamilies=['lower']")+font("lower"))
	above := files("theme.toml", "[settings.heading]\ndefault='upper'\n[settings.few]\nproperty='--few'\n"+font("upper"))
	d, err := themes.Define([]fs.FS{above, below})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"heading": "upper", "body": "sans", "few": "serif", "one": "serif"} {
		s, _ := d.Setting(name)
		if s.Default != want || slices.Contains(s.Families, "lower") || !slices.Contains(s.Families, want) {
			t.Errorf("%s is %s of %v", name, s.Default, s.Families)
		}
	}
	if s, _ := d.Setting("body"); !slices.Contains(s.Families, "upper") {
		t.Errorf("the new font cannot be chosen: %v", s.Families)
	}
}
