package themes_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"vitrine/themes"
)

// TestContrast holds the formula of WCAG 2.2 against values that others publish.
func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000", "#fff", 21}, {"#777777", "#ffffff", 4.48}, {"#767676", "#fff", 4.54}, {"#0000ff", "#fff", 8.59}, {"#ff0000", "#fff", 4.00}, {"#abc", "#abc", 1}} {
		a, _ := themes.ParseColor(c.a)
		b, _ := themes.ParseColor(c.b)
		if got := themes.Contrast(a, b); math.Abs(got-c.want) > 0.005 {
			t.Errorf("%s on %s: %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
	for _, s := range []string{"", "#", "red", "#12", "#1234", "#12345g", "#12345678", "123456", "#fff;"} {
		if _, ok := themes.ParseColor(s); ok {
			t.Errorf("%q is taken for a colour", s)
		}
	}
}

func definition(t *testing.T) *themes.Definition {
	t.Helper()
	d, err := themes.Define([]fs.FS{files("theme.toml", `
[settings.accent]
type = "color"
default = "#0b4f8a"
dark = "#8fc4f5"
property = "--accent"
on = "--on-accent"
forced = "LinkText"
`+label+`
[settings.paper]
type = "color"
default = "#ffffff"
dark = "#16171a"
property = "--paper"
forced = "Canvas"
`+label+`
[settings.logo]
type = "image"
property = "--logo"
`+label+`
[settings.face]
type = "font"
default = "serif"
families = ["serif", "sans", "own"]
property = "--face"
`+label+`
[settings.corners]
type = "number"
default = 4
min = 0
max = 24
unit = "px"
property = "--radius"
`+label+`
[settings.density]
type = "choice"
default = "roomy"
attribute = "data-density"
choices = [{ value = "roomy", label = { nl = "a", en = "a", fr = "a", de = "a" } }, { value = "dense", label = { nl = "a", en = "a", fr = "a", de = "a" } }]
`+label+`
[settings.map]
type = "bool"
default = true
attribute = "data-map"
`+label+`
[settings.motto]
type = "text"
default = ""
max = 10
`+label+`
[fonts.own]
family = "Own Face"
file = "own.woff2"
fallback = "serif"
[[contrast]]
text = "accent"
on = "paper"
ratio = 4.5
`)})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestCheckLook: every value that does not fit its setting is refused by name,
// with the key of a sentence and what the sentence needs.
func TestCheckLook(t *testing.T) {
	d := definition(t)
	images := func(id string) bool { return id == "logo1" }
	for _, c := range []struct {
		look map[string]string
		want string // name, key and arguments; empty: good
	}{
		{nil, ""},
		{map[string]string{"accent": "#7a1f3d", "logo": "logo1", "face": "own", "corners": "0.5", "density": "dense", "map": "false", "motto": "tien tekens"[:10]}, ""},
		{map[string]string{"accent.dark": "#fff"}, ""},
		{map[string]string{"colour": "#7a1f3d"}, "colour problem.theme_setting [Value colour Allowed accent, paper"},
		{map[string]string{"face.dark": "serif"}, "face.dark problem.theme_setting"},
		{map[string]string{"accent": "red"}, "accent problem.theme_color [Value red]"},
		{map[string]string{"accent": "#7a1f3d;}"}, "accent problem.theme_color"},
		{map[string]string{"accent.dark": "url(x)"}, "accent.dark problem.theme_color"},
		{map[string]string{"accent": "#cccccc"}, "accent problem.theme_contrast [Text accent TextColor #cccccc On paper OnColor #ffffff Ratio 1.6 Needed 4.5]"},
		{map[string]string{"accent": "#777777"}, "accent problem.theme_contrast [Text accent TextColor #777777 On paper OnColor #ffffff Ratio 4.47 Needed 4.5]"},
		{map[string]string{"accent.dark": "#222222"}, "accent.dark problem.theme_contrast_dark"},
		{map[string]string{"paper": "#888888", "paper.dark": "#16171a"}, "paper problem.theme_contrast"},
		{map[string]string{"logo": "other"}, "logo problem.theme_image [Value other]"},
		{map[string]string{"face": "comic"}, "face problem.not_allowed [Value comic Allowed serif, sans, own]"},
		{map[string]string{"corners": "round"}, "corners problem.not_a_number"},
		{map[string]string{"corners": "NaN"}, "corners problem.not_a_number"},
		{map[string]string{"corners": "25"}, "corners problem.out_of_range [Min 0 Max 24]"},
		{map[string]string{"corners": "-1"}, "corners problem.out_of_range"},
		{map[string]string{"density": "Dense"}, "density problem.not_allowed [Value Dense Allowed roomy, dense]"},
		{map[string]string{"map": "1"}, "map problem.not_allowed"},
		{map[string]string{"motto": "elf tekens!"}, "motto problem.too_long [Max 10]"},
		{map[string]string{"motto": "\xff"}, "motto problem.too_long"},
	} {
		var got []string
		for _, f := range d.CheckLook(c.look, images) {
			got = append(got, fmt.Sprint(f.Name, " ", f.Key, " ", f.Args))
		}
		if all := strings.Join(got, "\n"); c.want == "" && all != "" || !strings.HasPrefix(all, c.want) {
			t.Errorf("%v: %s, want %s", c.look, all, c.want)
		}
	}
}

// TestDarkIsFound: whatever readable colour an institution has, it can be read
// on dark screens too without anybody choosing a second one.
func TestDarkIsFound(t *testing.T) {
	d, err := themes.Define([]fs.FS{themes.Default()})
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	readable := 0
	for range 2000 {
		look := map[string]string{"accent": fmt.Sprintf("#%06x", r.IntN(1<<24))}
		faults := d.CheckLook(look, nil)
		for _, f := range faults {
			if f.Key == "problem.theme_contrast_dark" {
				t.Fatalf("%v: %v", look, f)
			}
		}
		if len(faults) == 0 {
			readable++
		}
	}
	if readable < 100 {
		t.Errorf("%d of 2000 colours were readable", readable)
	}
}

const wholePage = `<html {{attributes}}>{{setting "density"}} {{if setting "map"}}map{{end}} {{with image "logo"}}{{.Src}} {{.Width}}{{else}}none{{end}} {{setting "motto"}}`

func settled(t *testing.T, look map[string]string, images map[string]themes.Image) *themes.Set {
	t.Helper()
	theme := base()
	theme["base.html"] = files("x", wholePage)["x"]
	var toml bytes.Buffer
	d := definition(t)
	for _, s := range d.Settings {
		if s.Type == themes.TypeFont {
			continue
		}
		fmt.Fprintf(&toml, "[settings.%s]\ntype=%q\n%s", s.Name, s.Type, label)
		for k, v := range map[string]string{"default": s.Default, "dark": s.Dark, "property": s.Property, "attribute": s.Attribute, "on": s.On, "forced": s.Forced, "unit": s.Unit} {
			if v != "" || k == "default" && s.Type == themes.TypeText {
				if s.Type == themes.TypeNumber && k == "default" || s.Type == themes.TypeBool && k == "default" {
					fmt.Fprintf(&toml, "%s=%s\n", k, v)
				} else {
					fmt.Fprintf(&toml, "%s=%q\n", k, v)
				}
			}
		}
		if s.Type == themes.TypeNumber {
			fmt.Fprintf(&toml, "min=%g\nmax=%g\n", s.Min, s.Max)
		}
		for i, c := range s.Choices {
			if i == 0 {
				toml.WriteString("choices=[")
			}
			fmt.Fprintf(&toml, "{value=%q, label={nl='a',en='a',fr='a',de='a'}},", c.Value)
			if i == len(s.Choices)-1 {
				toml.WriteString("]\n")
			}
		}
	}
	toml.WriteString("[settings.face]\ntype='font'\ndefault='own'\nproperty='--face'\n" + label + "[fonts.own]\nfamily='Own Face'\nfile='own.woff2'\nfallback='serif'\nweight='100 900'\n[[contrast]]\ntext='accent'\non='paper'\n")
	theme["theme.toml"] = files("x", toml.String())["x"]
	theme["assets/own.woff2"] = files("x", "wOF2")["x"]
	return open(t, themes.Config{Layers: []fs.FS{theme}, Look: look, Images: images})
}

// TestSettingsReachThePage: as properties in a sheet with a hash, as attributes
// and in templates; a value that is not good is as if it were not there.
func TestSettingsReachThePage(t *testing.T) {
	plain := settled(t, nil, nil)
	if got := render(t, plain, "home", &data{}); got != `<html data-density="roomy" data-map="true">roomy map none ` {
		t.Errorf("%s", got)
	}
	s := settled(t, map[string]string{"accent": "#7a1f3d", "density": "dense", "map": "false", "logo": "l", "motto": `<"'`, "corners": "}bad"},
		map[string]themes.Image{"l": {Src: "/media/l/1/full.png", Width: 200, Height: 50}})
	if got := render(t, s, "home", &data{}); got != `<html data-density="dense" data-map="false">dense  /media/l/1/full.png 200 &lt;&#34;&#39;` {
		t.Errorf("%s", got)
	}
	before, _ := plain.Asset("settings.css")
	f, ok := s.Asset("settings.css")
	if !ok || f.Hash == before.Hash || f.Type != "text/css; charset=utf-8" {
		t.Fatalf("%+v", f)
	}
	font, _ := s.Asset("own.woff2")
	css := string(f.Data)
	for _, want := range []string{
		`@font-face{font-family:"Own Face";src:url("` + font.Path() + `") format("woff2");font-weight:100 900;font-style:normal;font-display:swap}`,
		`:root{color-scheme:light dark;--accent:#7a1f3d;--on-accent:#ffffff;--paper:#ffffff;--logo:url("/media/l/1/full.png");--radius:4px;--face:"Own Face", "Iowan`,
		`@media (prefers-color-scheme:dark){:root{--accent:#`, `--on-accent:#000000;--paper:#16171a;}}`,
		`@media print{:root{color-scheme:light;--accent:#7a1f3d;`,
		"@media (forced-colors:active){:root{--on-accent:CanvasText;--accent:LinkText;--paper:Canvas;}}\n",
	} {
		if !strings.Contains(css, want) {
			t.Errorf("no %s in\n%s", want, css)
		}
	}
	if !strings.HasSuffix(strings.TrimSpace(css), "--paper:Canvas;}}") {
		t.Error("forced colours are not the last word")
	}
	for _, page := range []string{`{{setting "nothing"}}`, `{{image "density"}}`, `{{image "nothing"}}`} {
		theme := base()
		theme["base.html"] = files("x", page)["x"]
		if err := themes.Check(themes.Config{Layers: []fs.FS{theme}, Samples: map[string][]any{"home": {&data{}}}}); err == nil || !strings.Contains(err.Error(), "no such setting") {
			t.Errorf("%s: %v", page, err)
		}
	}
}

// TestCheckTriesEveryChoice finds a template that fails with a choice only.
func TestCheckTriesEveryChoice(t *testing.T) {
	toml := "[settings.density]\ntype='choice'\ndefault='a'\nattribute='data-x'\n" + label + "choices=[{value='a',label={nl='a',en='a',fr='a',de='a'}},{value='b',label={nl='a',en='a',fr='a',de='a'}}]\n" +
		"[settings.logo]\ntype='image'\n" + label
	for page, want := range map[string]string{
		`{{if eq (setting "density") "b"}}{{.Nonsense}}{{end}}`: "with the setting density=b",
		`{{with image "logo"}}{{.Nonsense}}{{end}}`:             "with the setting logo=",
	} {
		theme := base()
		theme["theme.toml"], theme["base.html"] = files("x", toml)["x"], files("x", page)["x"]
		cfg := themes.Config{Layers: []fs.FS{theme}, Samples: map[string][]any{"home": {&data{}}, "item": {&data{}}}}
		if err := themes.Check(cfg); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", page, err)
		}
		if s := open(t, cfg); s.Render(context.Background(), &bytes.Buffer{}, "home", &data{}) != nil {
			t.Error("Open tries what the site has, and that is good")
		}
	}
}
