package themes

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Setting is something about a theme that an institution decides, with
// everything that the themes below it say merged in.
type Setting struct {
	Name      string
	Type      SettingType
	Default   string            // as a site's value would be written
	Dark      string            // of a colour: what it is on a dark screen
	Property  string            // the CSS property it becomes: "--accent"
	On        string            // of a colour: the property that gets black or white, whichever can be read on it
	Forced    string            // of a colour: the system colour it is when the visitor forces colours
	Attribute string            // the attribute of <html> it becomes: "data-density"
	Unit      string            // of a number with a property: px, rem, em, ch, %
	Min, Max  float64           // of a number; of a text, Max is its length in characters
	Families  []string          // of a font: names of [fonts] and of Stacks
	Choices   []Choice          // of a choice
	Label     map[string]string // by language: nl, en, fr, de
	Help      map[string]string // by language, may be empty

	anyFamily bool // of a font: no theme says which families, so Families are all
}

// SettingType says what values a setting takes.
type SettingType string

// The types of settings.
const (
	TypeColor  SettingType = "color"  // "#rrggbb"; NAME.dark beside it is the one for dark screens
	TypeImage  SettingType = "image"  // id of an image among the site's media, or nothing
	TypeFont   SettingType = "font"   // one of the families
	TypeChoice SettingType = "choice" // one of the choices
	TypeBool   SettingType = "bool"   // "true" or "false"
	TypeNumber SettingType = "number" // from min to max
	TypeText   SettingType = "text"   // plain text
)

var settingTypes = []SettingType{TypeColor, TypeImage, TypeFont, TypeChoice, TypeBool, TypeNumber, TypeText}

// Stacks are families that need no file: fonts that systems have.
var Stacks = map[string]string{
	"sans":      `system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, "Liberation Sans", Arial, sans-serif`,
	"humanist":  `Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", source-sans-pro, sans-serif`,
	"grotesque": `"Helvetica Neue", Inter, "Nimbus Sans", Roboto, "Liberation Sans", Arial, sans-serif`,
	"rounded":   `ui-rounded, "Hiragino Maru Gothic ProN", Quicksand, Comfortaa, Manjari, Calibri, sans-serif`,
	"serif":     `"Iowan Old Style", Charter, "Bitstream Charter", "Sitka Text", "Noto Serif", Cambria, Georgia, serif`,
	"oldstyle":  `"Palatino Linotype", Palatino, "URW Palladio L", P052, "Book Antiqua", Georgia, serif`,
	"didone":    `Didot, "Bodoni MT", "Noto Serif Display", "URW Palladio L", P052, Georgia, serif`,
	"slab":      `Rockwell, "Rockwell Nova", "Roboto Slab", "DejaVu Serif", "Sitka Small", serif`,
	"mono":      `ui-monospace, "Cascadia Code", "Source Code Pro", Menlo, Consolas, "DejaVu Sans Mono", monospace`,
}

// forcedColors are the colours of CSS that a visitor's own palette gives.
var forcedColors = []string{"Canvas", "CanvasText", "LinkText", "VisitedText", "ActiveText", "ButtonFace", "ButtonText",
	"ButtonBorder", "Field", "FieldText", "Highlight", "HighlightText", "GrayText", "Mark", "MarkText"}

var units = []string{"", "px", "rem", "em", "ch", "%"}

var (
	settingName   = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	propertyName  = regexp.MustCompile(`^--[a-z][a-z0-9-]{0,60}$`)
	attributeName = regexp.MustCompile(`^data-[a-z][a-z0-9-]{0,40}$`)
	choiceValue   = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)
	fontFamily    = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N} .-]{0,60}$`)
	fontWeight    = regexp.MustCompile(`^[1-9][0-9]{0,2}( [1-9][0-9]{0,2})?$`)
	fontRange     = regexp.MustCompile(`^(U\+[0-9A-Fa-f?]{1,6}(-[0-9A-Fa-f]{1,6})?(, ?)?){1,40}$`)
)

// maxText is the length of a text setting that says none, in characters.
const maxText = 200

// maxTextMax is the largest length that a text setting may ask for, in characters.
const maxTextMax = 10_000

// Definition is what the manifests of a theme's layers say together.
type Definition struct {
	Settings []Setting // those of the lowest layer first
	Fonts    []Font    // of the highest layer that has any
	Contrast []Pair
	Home     []string // of the highest layer that has any
	Styles   []string // those of the lowest layer first
}

// Setting finds a setting by its name.
func (d *Definition) Setting(name string) (*Setting, bool) {
	for i := range d.Settings {
		if d.Settings[i].Name == name {
			return &d.Settings[i], true
		}
	}
	return nil, false
}

// Define merges the manifests of layers, of which the first wins. The error
// lists everything that is wrong, by file and line.
func Define(layers []fs.FS) (*Definition, error) {
	d, err := merge(layers)
	if err == nil {
		err = errors.Join(d.defaults()...)
	}
	return d, err
}

// merge is Define without the contrasts.
func merge(layers []fs.FS) (*Definition, error) {
	d := &Definition{}
	var errs []error
	for _, layer := range slices.Backward(layers) {
		m, err := ReadManifest(layer)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		errs = append(errs, d.add(&m)...)
	}
	if len(d.Settings) > maxSettings {
		errs = append(errs, fmt.Errorf("theme.toml: more than %d settings", maxSettings))
	}
	return d, errors.Join(errs...)
}

// add lays one manifest over what is below it.
func (d *Definition) add(m *Manifest) []error {
	var errs []error
	fail := func(key, format string, args ...any) {
		errs = append(errs, fmt.Errorf("theme.toml%s: %s: %s", m.at(strings.Split(key, ".")...), key, fmt.Sprintf(format, args...)))
	}
	if m.Home != nil {
		d.Home = m.Home
	}
	if m.Description != nil {
		fourLanguages("description", m.Description, fail)
	}
	for _, s := range m.Styles {
		if !strings.HasSuffix(s, ".css") || !fs.ValidPath(s) {
			fail("styles", "%q is not the name of a style sheet below assets/", s)
		}
		if !slices.Contains(d.Styles, s) {
			d.Styles = append(d.Styles, s)
		}
	}
	if m.Fonts != nil {
		below := d.Fonts
		d.Fonts = m.Fonts
		d.checkFonts(fail)
		d.refont(below)
	}
	for _, raw := range m.Settings {
		s := Setting{Name: raw.Name}
		below, inherited := d.Setting(raw.Name)
		if inherited {
			s = *below
		}
		s.lay(&raw, inherited, fail)
		s.check(d, fail)
		if inherited {
			*below = s
		} else {
			d.Settings = append(d.Settings, s)
		}
	}
	for _, p := range m.Contrast {
		if p.Ratio == 0 {
			p.Ratio = 4.5
		}
		for _, c := range []string{p.Text, p.On} {
			if s, ok := d.Setting(c); ok && s.Type == TypeColor {
				continue
			}
			if _, _, ok := lightDark(c); !ok {
				fail("contrast", "%q is neither a setting of type color nor a colour like #ffffff", c)
			}
		}
		if p.Ratio < 1 || p.Ratio > 21 {
			fail("contrast", "a ratio is from 1 to 21, not %g", p.Ratio)
		}
		i := slices.IndexFunc(d.Contrast, func(q Pair) bool { return q.Text == p.Text && q.On == p.On })
		if i < 0 {
			d.Contrast = append(d.Contrast, p)
		} else {
			d.Contrast[i] = p
		}
	}
	return errs
}

// lay puts what one theme.toml says over what the themes below it said.
func (s *Setting) lay(raw *RawSetting, inherited bool, fail func(key, format string, args ...any)) {
	key := "settings." + s.Name
	if raw.Type != nil {
		if inherited && s.Type != SettingType(*raw.Type) {
			fail(key+".type", "the theme below this one says %s", s.Type)
		}
		s.Type = SettingType(*raw.Type)
	}
	if raw.Default != nil {
		s.Default = tomlValue(raw.Default)
	}
	str := func(to *string, v *string) {
		if v != nil {
			*to = *v
		}
	}
	str(&s.Dark, raw.Dark)
	str(&s.Property, raw.Property)
	str(&s.On, raw.On)
	str(&s.Forced, raw.Forced)
	str(&s.Attribute, raw.Attribute)
	str(&s.Unit, raw.Unit)
	if raw.Min != nil {
		s.Min = *raw.Min
	}
	if raw.Max != nil {
		s.Max = *raw.Max
	}
	if raw.Families != nil {
		s.Families, s.anyFamily = raw.Families, false
	}
	if raw.Choices != nil {
		s.Choices = raw.Choices
	}
	if raw.Label != nil {
		s.Label = raw.Label
	}
	if raw.Help != nil {
		s.Help = raw.Help
	}
}

// tomlValue writes a default as a site's value would be written.
func tomlValue(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return fmt.Sprint(v)
}

// languages of the interface; every word for people exists in each of them.
var languages = []string{"nl", "en", "fr", "de"}

// fourLanguages holds a text for people against the languages of the interface.
func fourLanguages(key string, text map[string]string, fail func(key, format string, args ...any)) {
	for _, lang := range languages {
		if strings.TrimSpace(text[lang]) == "" {
			fail(key, "there are no words in %s", lang)
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(text)) {
		if !slices.Contains(languages, lang) {
			fail(key, "%q is not a language of the interface: %s", lang, strings.Join(languages, ", "))
		}
	}
}
