package themes_test

import (
	"io/fs"
	"strings"
	"testing"

	"vitrine/themes"
)

const label = `label = { nl = "a", en = "a", fr = "a", de = "a" }` + "\n"

func TestManifest(t *testing.T) {
	m, err := themes.ReadManifest(files("theme.toml", "# a\nname = \"A \\\"b\\\"\" # c\nextends='x'\nhome = [\"agenda\"]\n[settings.b]\n[settings.a]\n"))
	if err != nil || m.Name != `A "b"` || m.Extends != "x" || len(m.Home) != 1 || len(m.Settings) != 2 || m.Settings[0].Name != "b" {
		t.Errorf("%+v, %v", m, err)
	}
	if m, err := themes.ReadManifest(files()); err != nil || m.Name != "" {
		t.Errorf("without a file: %+v, %v", m, err)
	}
}

// TestManifestRefuses: whatever is wrong in theme.toml is said with its line.
func TestManifestRefuses(t *testing.T) {
	setting := func(lines string) string { return "[settings.a]\n" + label + lines }
	for text, want := range map[string]string{
		"colour = \"red\"":                                                     `theme.toml:1: unknown key "colour"`,
		"\n[setting.a]\ntype='bool'":                                           `theme.toml:2: unknown key "setting`,
		setting("type='bool'\ncolour='red'"):                                   `theme.toml:4: unknown key "settings.a.colour"`,
		"name = 3":                                                             "theme.toml:1: ",
		"name = \"a":                                                           "theme.toml:1: ",
		"\n\nname = \"a\" b":                                                   "theme.toml:3: ",
		"name = \"a\"\nname='b'":                                               "theme.toml:2: ",
		"name = \"\xff\"":                                                      "UTF-8",
		"[description]\nnl = 'x'":                                              "theme.toml:1: description: there are no words in en",
		"[settings.A]\ntype='bool'":                                            "theme.toml:1: settings.A: a name is of small letters",
		"[settings.a]\ntype='bool'\ndefault=true":                              "theme.toml:1: settings.a.label: there are no words in nl",
		setting("type='colour'"):                                               "theme.toml:3: settings.a.type: a type is one of color, image",
		setting("type='color'\ndefault='red'"):                                 `settings.a.default: "red" is no value`,
		setting("type='color'\ndefault='#fff'\ndark='black'"):                  `theme.toml:5: settings.a.dark: "black"`,
		setting("type='bool'\ndefault='yes'"):                                  `settings.a.default: "yes" is no value`,
		setting("type='bool'\ndefault=true\nproperty='--a'"):                   "a setting of type bool has no property",
		setting("type='color'\ndefault='#fff'\nproperty='accent'"):             "written like --accent",
		setting("type='color'\ndefault='#fff'\nforced='Pink'"):                 `"Pink" is not a system colour`,
		setting("type='choice'\ndefault='a'\nattribute='onclick'\nchoices=[]"): "written like data-density",
		setting("type='number'\ndefault=3"):                                    "a number needs a min and a larger max",
		setting("type='number'\nmin=1\nmax=2\ndefault=3"):                      `"3" is no value`,
		setting("type='number'\nmin=1\nmax=2\ndefault=1\nunit='furlong'"):      "furlong",
		setting("type='font'\ndefault='comic'"):                                `"comic" is no value`,
		setting("type='font'\ndefault='sans'\nfamilies=['wingding']"):          `"wingding" is neither`,
		setting("type='image'\ndefault='x'"):                                   "the default is none",
		setting("type='choice'\ndefault='A b'\nchoices=[{value='A b'}]"):       "small letters, digits and -",
		"[[contrast]]\ntext='ink'\non='#fff'":                                  `theme.toml:1: contrast: "ink" is neither`,
		"[[contrast]]\ntext='#000'\non='#fff'\nratio=30":                       "from 1 to 21",
		"[[contrast]]\ntext='#777'\non='#fff'":                                 "4.48 to 1, 4.5 needed",
		"[[contrast]]\ntext='#000'\non='#fff #111'":                            "dark: 1.11 to 1",
		"styles = ['a.scss']":                                                  `"a.scss" is not the name of a style sheet`,
		"styles = ['../a.css']":                                                "../a.css",
		"styles = ['none.css']":                                                "assets/none.css",
		"[fonts.a]\nfamily='A'\nfile='a.ttf'":                                  "not the name of a .woff2",
		"[fonts.a]\nfamily='A\";}'\nfile='a.woff2'":                            "no name of a family",
		"[fonts.a]\nfamily='A'\nfile='a.woff2'":                                "assets/a.woff2",
		"[fonts.a]\nfamily='A'\nfile='a.woff2'\n[fonts.b]\n[fonts.c]":          "3 fonts are more than 2",
		"[fonts.a]\nfamily='A'\nfile='a.woff2'\nrange='U+0-7F}'":               "fonts.a.range",
		"[settings.accent]\ntype = 'text'\n":                                   "settings.accent.type: the theme below this one says color",
	} {
		below := base()
		below["theme.toml"] = files("x", "[settings.accent]\ntype='color'\ndefault='#00f'\n"+label)["x"]
		err := themes.Check(themes.Config{Layers: []fs.FS{files("theme.toml", text), below}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// TestDefine: a theme says what differs, and has the rest of the one below.
func TestDefine(t *testing.T) {
	below := files("theme.toml", "home=['lead']\nstyles=['a.css']\n[settings.accent]\ntype='color'\ndefault='#0000ff'\ndark='#8888ff'\nproperty='--accent'\n"+label+
		"[settings.wide]\ntype='bool'\ndefault=true\n"+label+"[[contrast]]\ntext='accent'\non='#fff #000'\n")
	above := files("theme.toml", "styles=['b.css']\n[settings.accent]\ndefault='#000080'\n[settings.own]\ntype='number'\nmin=0\nmax=1\ndefault=0.5\n"+label+
		"[[contrast]]\ntext='accent'\non='#fff #000'\nratio=3\n")
	d, err := themes.Define([]fs.FS{above, below})
	if err != nil {
		t.Fatal(err)
	}
	accent, _ := d.Setting("accent")
	own, _ := d.Setting("own")
	if len(d.Settings) != 3 || accent.Default != "#000080" || accent.Dark != "#8888ff" || accent.Property != "--accent" || own.Default != "0.5" {
		t.Errorf("%+v", d.Settings)
	}
	if strings.Join(d.Styles, " ") != "a.css b.css" || strings.Join(d.Home, " ") != "lead" || len(d.Contrast) != 1 || d.Contrast[0].Ratio != 3 {
		t.Errorf("%+v", d)
	}
}

func FuzzManifest(f *testing.F) {
	f.Add("name = \"a\"\nextends = 'b' # c\n[settings.a]\ntype='color'\ndefault='#fff'")
	f.Add("name=\"\\u00e9\"\n[[contrast]]\ntext='#000'\non='#fff #000'")
	f.Add("[fonts.a]\nfamily='A'\nfile='a.woff2'\n[settings]\na.b='c'\n\"settings\".\"x y\" = {}")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := themes.ReadManifest(files("theme.toml", text))
		if err == nil && len(m.Name) > len(text)+8 {
			t.Errorf("%q gave %q", text, m.Name)
		}
		if d, err := themes.Define([]fs.FS{files("theme.toml", text)}); err == nil {
			d.CheckLook(map[string]string{"a": "#123456", "b.dark": "x"}, nil)
		}
	})
}
