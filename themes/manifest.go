package themes

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// Manifest is a theme's theme.toml as it stands there; Define merges it with
// those of the themes below it.
type Manifest struct {
	Name        string            // for people
	Extends     string            // name of the theme below this one; "" means the default theme
	Description map[string]string // by language
	License     string            // SPDX expression
	Home        []string          // kinds of sections that the home page has until staff arrange it
	Styles      []string          // files below assets/ that are appended to style.css
	Settings    []RawSetting      // in the order of the file
	Fonts       []Font            // in the order of the file
	Contrast    []Pair

	lines map[string]int // of every key, by its dotted name
}

// RawSetting is a [settings.NAME] as it stands in one theme.toml: nil is what
// it does not say and the theme below does.
type RawSetting struct {
	Name      string            `toml:"-"`
	Type      *string           `toml:"type"`
	Default   any               `toml:"default"`
	Dark      *string           `toml:"dark"`
	Property  *string           `toml:"property"`
	On        *string           `toml:"on"`
	Forced    *string           `toml:"forced"`
	Attribute *string           `toml:"attribute"`
	Unit      *string           `toml:"unit"`
	Min       *float64          `toml:"min"`
	Max       *float64          `toml:"max"`
	Families  []string          `toml:"families"`
	Choices   []Choice          `toml:"choices"`
	Label     map[string]string `toml:"label"`
	Help      map[string]string `toml:"help"`
}

// Choice is a value of a setting of type choice.
type Choice struct {
	Value string            `toml:"value"`
	Label map[string]string `toml:"label"`
}

// Font is a [fonts.NAME]: a file of assets/ that the theme ships.
type Font struct {
	Name     string `toml:"-"`
	Family   string `toml:"family"`   // name in CSS
	File     string `toml:"file"`     // below assets/, .woff2
	Weight   string `toml:"weight"`   // "400", or "100 900" of a variable one; empty: 400
	Style    string `toml:"style"`    // normal or italic; empty: normal
	Fallback string `toml:"fallback"` // family of the system's fonts behind it: serif, sans …; empty: sans
	Range    string `toml:"range"`    // unicode-range of a subset, may be empty
}

// Pair is a [[contrast]]: text that stands on a ground, both of them names of
// colour settings or fixed colours, "#ffffff" or "#ffffff #16171a" (light, dark).
type Pair struct {
	Text  string  `toml:"text"`
	On    string  `toml:"on"`
	Ratio float64 `toml:"ratio"` // 0 means 4.5, what WCAG asks of text
}

const (
	// maxExtends bounds a chain of themes that extend one another.
	maxExtends = 8
	// maxManifest is the largest theme.toml in bytes.
	maxManifest = 64 << 10
	// maxSettings bounds the settings of a theme with what it inherits.
	maxSettings = 100
)

// rawManifest is the file for the TOML library.
type rawManifest struct {
	Name        string                 `toml:"name"`
	Extends     string                 `toml:"extends"`
	Description map[string]string      `toml:"description"`
	License     string                 `toml:"license"`
	Home        []string               `toml:"home"`
	Styles      []string               `toml:"styles"`
	Settings    map[string]*RawSetting `toml:"settings"`
	Fonts       map[string]*Font       `toml:"fonts"`
	Contrast    []Pair                 `toml:"contrast"`
}

// ReadManifest reads theme.toml of a theme; a theme without one has a zero
// Manifest. An unknown key is an error that names its line, so that a misspelt
// setting is not silently without effect.
func ReadManifest(theme fs.FS) (Manifest, error) {
	data, err := Layers{theme}.read("theme.toml", maxManifest)
	if errors.Is(err, fs.ErrNotExist) {
		return Manifest{}, nil
	}
	if err != nil {
		return Manifest{}, fmt.Errorf("theme.toml: %w", err)
	}
	if !utf8.Valid(data) {
		return Manifest{}, errors.New("theme.toml: is not UTF-8")
	}
	var raw rawManifest
	meta, err := toml.Decode(string(data), &raw)
	if err != nil {
		return Manifest{}, tomlError(err)
	}
	m := Manifest{Name: raw.Name, Extends: raw.Extends, Description: raw.Description, License: raw.License,
		Home: raw.Home, Styles: raw.Styles, Contrast: raw.Contrast, lines: keyLines(string(data))}
	var errs []error
	for _, key := range meta.Undecoded() {
		errs = append(errs, fmt.Errorf("theme.toml%s: unknown key %q", m.at(key...), key.String()))
	}
	for _, key := range meta.Keys() {
		if len(key) != 2 {
			continue
		}
		switch key[0] {
		case "settings":
			s := raw.Settings[key[1]]
			s.Name = key[1]
			m.Settings = append(m.Settings, *s)
		case "fonts":
			f := raw.Fonts[key[1]]
			f.Name = key[1]
			m.Fonts = append(m.Fonts, *f)
		}
	}
	return m, errors.Join(errs...)
}

// tomlError names the file and the line.
func tomlError(err error) error {
	var p toml.ParseError
	if errors.As(err, &p) {
		return fmt.Errorf("theme.toml:%d: %s", p.Position.Line, strings.TrimSpace(p.Message))
	}
	text := strings.TrimPrefix(err.Error(), "toml: ")
	if m := tomlLine.FindStringSubmatch(text); m != nil { // a value of the wrong type
		return fmt.Errorf("theme.toml:%s: %s", m[1], m[2])
	}
	return fmt.Errorf("theme.toml: %s", text)
}

// at is ":12", the line of a key, or nothing when it was not found.
func (m *Manifest) at(key ...string) string {
	for n := len(key); n > 0; n-- {
		if line := m.lines[strings.Join(key[:n], ".")]; line > 0 {
			return fmt.Sprintf(":%d", line)
		}
	}
	return ""
}

var (
	tomlTable = regexp.MustCompile(`^\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(#.*)?$`)
	tomlLine  = regexp.MustCompile(`^line (\d+) (.*)$`)
	tomlKey   = regexp.MustCompile(`^\s*([A-Za-z0-9_\-."' ]+?)\s*=`)
)

// keyLines finds the line of every key, by its dotted name. The library tells
// which keys mean nothing but not where they stand. The file was parsed
// already, so a line that looks like a key is one, but for text between three
// quotes, which can only make a message name another line.
func keyLines(text string) map[string]int {
	lines, table := map[string]int{}, ""
	note := func(name string, n int) {
		if lines[name] == 0 {
			lines[name] = n
		}
	}
	bare := strings.NewReplacer(`"`, "", `'`, "", " ", "")
	for i, line := range strings.Split(text, "\n") {
		if t := tomlTable.FindStringSubmatch(line); t != nil {
			table = bare.Replace(t[1]) + "."
			note(strings.TrimSuffix(table, "."), i+1)
			continue
		}
		if k := tomlKey.FindStringSubmatch(line); k != nil {
			note(table+bare.Replace(k[1]), i+1)
		}
	}
	return lines
}

// Resolve gives the layers of a theme: itself, what it extends, and so on down
// to base, which is the default theme. find gives a theme's folder by its name.
func Resolve(name string, find func(name string) (fs.FS, error), base fs.FS) (Layers, error) {
	var out Layers
	seen := map[string]bool{}
	for name != "" && name != DefaultName {
		if seen[name] {
			return nil, fmt.Errorf("theme %s extends itself", name)
		}
		if len(out) == maxExtends {
			return nil, fmt.Errorf("theme %s: more than %d themes extend one another", name, maxExtends)
		}
		seen[name] = true
		theme, err := find(name)
		if err != nil {
			return nil, fmt.Errorf("theme %s: %w", name, err)
		}
		m, err := ReadManifest(theme)
		if err != nil {
			return nil, fmt.Errorf("theme %s: %w", name, err)
		}
		out = append(out, theme)
		name = m.Extends
	}
	return append(out, base), nil
}
