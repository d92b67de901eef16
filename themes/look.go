package themes

import (
	"html/template"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Fault is what is wrong with a value that a site gave a setting: a key of the
// program's catalogue with the arguments of its sentence (name, value pairs).
type Fault struct {
	Name string // of the setting, "accent" or "accent.dark"
	Key  string
	Args []any
}

// Image is a picture of the site that a setting of type image names. Src is an
// address at the site itself.
type Image struct {
	Src    string
	Srcset string
	Type   string // media type of Src
	Width  int    // of Src
	Height int
}

// darkSuffix makes the name of a colour's value for dark screens.
const darkSuffix = ".dark"

// values are the settings as pages get them.
type values struct {
	light, dark map[string]string // by name of a setting; dark holds colours only
	given       map[string]bool   // names that the site decided
	derived     map[string]bool   // colours whose dark value was found by us
	images      map[string]Image
}

// CheckLook holds a site's values against the settings. images says by id which
// images of the site there are; nil takes any.
func (d *Definition) CheckLook(look map[string]string, images func(id string) bool) []Fault {
	var out []Fault
	for _, name := range slices.Sorted(maps.Keys(look)) {
		s, ok := d.Setting(strings.TrimSuffix(name, darkSuffix))
		if !ok || s.Type != TypeColor && strings.HasSuffix(name, darkSuffix) {
			out = append(out, Fault{name, "problem.theme_setting", []any{"Value", name, "Allowed", d.names()}})
			continue
		}
		if f := s.fault(look[name], images); f != nil {
			f.Name = name
			out = append(out, *f)
		}
	}
	if len(out) > 0 {
		return out // what contrast colours have that are none nobody can say
	}
	v := d.resolve(look)
	for _, m := range d.contrastFaults(v) {
		key := "problem.theme_contrast"
		if m.dark {
			key = "problem.theme_contrast_dark"
		}
		// Rounded down: a sentence that says 4.5 is not enough where 4.5 is asked helps nobody.
		ratio := math.Floor(m.ratio*100) / 100
		out = append(out, Fault{m.blame(v), key, []any{"Text", m.pair.Text, "TextColor", m.text.String(), "On", m.pair.On, "OnColor", m.on.String(),
			"Ratio", ratio, "Needed", m.pair.Ratio}})
	}
	return out
}

func (d *Definition) names() string {
	var out []string
	for _, s := range d.Settings {
		out = append(out, s.Name)
	}
	return strings.Join(out, ", ")
}

// fault says what is wrong with a value, nil when nothing is.
func (s *Setting) fault(v string, images func(id string) bool) *Fault {
	switch s.Type {
	case TypeColor:
		if _, ok := ParseColor(v); !ok {
			return &Fault{Key: "problem.theme_color", Args: []any{"Value", v}}
		}
	case TypeImage:
		if v != "" && images != nil && !images(v) {
			return &Fault{Key: "problem.theme_image", Args: []any{"Value", v}}
		}
	case TypeFont:
		if !slices.Contains(s.Families, v) {
			return &Fault{Key: "problem.not_allowed", Args: []any{"Value", v, "Allowed", strings.Join(s.Families, ", ")}}
		}
	case TypeChoice:
		var all []string
		for _, c := range s.Choices {
			all = append(all, c.Value)
		}
		if !slices.Contains(all, v) {
			return &Fault{Key: "problem.not_allowed", Args: []any{"Value", v, "Allowed", strings.Join(all, ", ")}}
		}
	case TypeBool:
		if v != "true" && v != "false" {
			return &Fault{Key: "problem.not_allowed", Args: []any{"Value", v, "Allowed", "true, false"}}
		}
	case TypeNumber:
		n, err := strconv.ParseFloat(v, 64)
		if err != nil || math.IsNaN(n) {
			return &Fault{Key: "problem.not_a_number", Args: nil}
		}
		if n < s.Min || n > s.Max {
			return &Fault{Key: "problem.out_of_range", Args: []any{"Min", number(s.Min), "Max", number(s.Max)}}
		}
	case TypeText:
		if utf8.RuneCountInString(v) > int(s.Max) || !utf8.ValidString(v) {
			return &Fault{Key: "problem.too_long", Args: []any{"Max", int(s.Max)}}
		}
	}
	return nil
}

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// resolve gives every setting a value: the site's where it is good, else the
// theme's. A colour of which the site gave only the light value gets a dark one
// of the same hue that can be read.
func (d *Definition) resolve(look map[string]string) *values {
	v := &values{light: map[string]string{}, dark: map[string]string{}, given: map[string]bool{}, derived: map[string]bool{}, images: map[string]Image{}}
	var derive []*Setting
	for i := range d.Settings {
		s := &d.Settings[i]
		v.light[s.Name] = s.Default
		if s.Type == TypeColor {
			v.dark[s.Name] = s.Dark
			if s.Dark == "" {
				derive = append(derive, s)
				v.dark[s.Name] = s.Default
			}
		}
		given, ok := look[s.Name]
		if !ok || s.fault(given, nil) != nil {
			given, ok = s.Default, false
		}
		v.light[s.Name], v.given[s.Name] = given, ok
		if s.Type != TypeColor {
			continue
		}
		if dark, has := look[s.Name+darkSuffix]; has && s.fault(dark, nil) == nil {
			v.dark[s.Name], v.given[s.Name+darkSuffix] = dark, true
			derive = slices.DeleteFunc(derive, func(x *Setting) bool { return x == s })
		} else if ok && s.Dark != "" && given != s.Default {
			derive = append(derive, s)
		}
	}
	for _, s := range derive {
		v.derived[s.Name] = true
		d.deriveDark(s, v)
	}
	return v
}

// deriveDark finds a dark value for a colour of which only the light one is known.
func (d *Definition) deriveDark(s *Setting, v *values) {
	from, _ := ParseColor(v.light[s.Name])
	found, _ := nearest(from, func(c RGB) bool {
		v.dark[s.Name] = c.String()
		for _, p := range d.Contrast {
			if p.Text != s.Name && p.On != s.Name {
				continue
			}
			if Contrast(d.color(p.Text, v, true), d.color(p.On, v, true)) < p.Ratio {
				return false
			}
		}
		return true
	})
	v.dark[s.Name] = found.String()
}

// color is what a pair names.
func (d *Definition) color(name string, v *values, dark bool) RGB {
	if _, ok := d.Setting(name); ok {
		text := v.light[name]
		if dark {
			text = v.dark[name]
		}
		c, _ := ParseColor(text)
		return c
	}
	l, k, _ := lightDark(name)
	if dark {
		return k
	}
	return l
}

// miss is a pair whose contrast is too low.
type miss struct {
	pair     Pair
	text, on RGB
	ratio    float64
	dark     bool
}

// blame names the setting that the site has to change: the one it decided.
func (m miss) blame(v *values) string {
	suffix := ""
	if m.dark {
		suffix = darkSuffix
	}
	for _, name := range []string{m.pair.Text, m.pair.On} {
		if v.given[name+suffix] {
			return name + suffix
		}
		if v.given[name] {
			return name
		}
	}
	return m.pair.Text
}

func (d *Definition) contrastFaults(v *values) []miss {
	var out []miss
	for _, p := range d.Contrast {
		for _, dark := range []bool{false, true} {
			t, o := d.color(p.Text, v, dark), d.color(p.On, v, dark)
			if r := Contrast(t, o); r < p.Ratio {
				out = append(out, miss{p, t, o, r, dark})
			}
		}
	}
	return out
}

// funcs are the template functions that read settings.
func (d *Definition) funcs(v *values) template.FuncMap {
	attrs := d.attributes(v)
	return template.FuncMap{
		// setting is a value: a bool of a bool setting, else a string.
		"setting": func(name string) (any, error) {
			s, ok := d.Setting(name)
			if !ok {
				return nil, noSetting(name)
			}
			if s.Type == TypeBool {
				return v.light[name] == "true", nil
			}
			return v.light[name], nil
		},
		// image is the picture of an image setting, nil when the site chose none.
		"image": func(name string) (*Image, error) {
			if s, ok := d.Setting(name); !ok || s.Type != TypeImage {
				return nil, noSetting(name)
			}
			if i, ok := v.images[v.light[name]]; ok {
				return &i, nil
			}
			return nil, nil
		},
		// attributes are the data attributes of <html>. Names and values were
		// held against patterns that need no escaping.
		"attributes": func() template.HTMLAttr { return template.HTMLAttr(attrs) },
	}
}

type noSetting string

func (n noSetting) Error() string { return "theme.toml has no such setting: " + string(n) }

func (d *Definition) attributes(v *values) string {
	var b strings.Builder
	for _, s := range d.Settings {
		if s.Attribute != "" {
			b.WriteString(s.Attribute + `="` + v.light[s.Name] + `" `)
		}
	}
	return strings.TrimSpace(b.String())
}
