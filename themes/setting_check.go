package themes

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// check holds a definition against what its type may have.
func (s *Setting) check(d *Definition, fail func(key, format string, args ...any)) {
	key := "settings." + s.Name
	if !settingName.MatchString(s.Name) {
		fail(key, "a name is of small letters, digits and _")
	}
	if !slices.Contains(settingTypes, s.Type) {
		fail(key+".type", "a type is one of %s, not %q", joined(settingTypes), s.Type)
		return
	}
	fourLanguages(key+".label", s.Label, fail)
	if s.Help != nil {
		fourLanguages(key+".help", s.Help, fail)
	}
	only := func(field string, has bool, types ...SettingType) {
		if has && !slices.Contains(types, s.Type) {
			fail(key+"."+field, "a setting of type %s has no %s", s.Type, field)
		}
	}
	only("dark", s.Dark != "", TypeColor)
	only("on", s.On != "", TypeColor)
	only("forced", s.Forced != "", TypeColor)
	only("property", s.Property != "", TypeColor, TypeFont, TypeNumber, TypeImage, TypeChoice)
	only("attribute", s.Attribute != "", TypeChoice, TypeBool)
	only("unit", s.Unit != "", TypeNumber)
	only("min", s.Min != 0, TypeNumber)
	only("max", s.Max != 0, TypeNumber, TypeText)
	only("families", s.Families != nil, TypeFont)
	only("choices", s.Choices != nil, TypeChoice)
	for field, name := range map[string]string{"property": s.Property, "on": s.On} {
		if name != "" && !propertyName.MatchString(name) {
			fail(key+"."+field, "a CSS property is written like --accent, not %q", name)
		}
	}
	if s.Attribute != "" && !attributeName.MatchString(s.Attribute) {
		fail(key+".attribute", "an attribute is written like data-density, not %q", s.Attribute)
	}
	if s.Forced != "" && !slices.Contains(forcedColors, s.Forced) {
		fail(key+".forced", "%q is not a system colour: %s", s.Forced, strings.Join(forcedColors, ", "))
	}
	if !slices.Contains(units, s.Unit) {
		fail(key+".unit", "a unit is one of %s, not %q", strings.Join(units[1:], ", "), s.Unit)
	}
	for i, c := range s.Choices {
		if !choiceValue.MatchString(c.Value) {
			fail(key+".choices", "a value is of small letters, digits and -, not %q", c.Value)
		}
		fourLanguages(fmt.Sprintf("%s.choices", key), s.Choices[i].Label, fail)
	}
	for _, f := range s.Families {
		if !d.hasFamily(f) {
			fail(key+".families", "%q is neither of [fonts] nor of the system: %s", f, strings.Join(d.families(), ", "))
		}
	}
	if s.Type == TypeFont && s.Families == nil {
		s.Families, s.anyFamily = d.families(), true
	}
	if s.Type == TypeNumber && s.Min >= s.Max {
		fail(key+".max", "a number needs a min and a larger max")
	}
	if s.Type == TypeText && s.Max == 0 {
		s.Max = maxText
	}
	if s.Type == TypeText && (s.Max < 1 || s.Max > maxTextMax) {
		fail(key+".max", "a text has from 1 to %d characters", maxTextMax)
	}
	if s.Type == TypeImage && s.Default != "" {
		fail(key+".default", "an image is of a site: the default is none")
		return
	}
	for field, v := range map[string]string{"default": s.Default, "dark": s.Dark} {
		if field == "dark" && (s.Type != TypeColor || v == "") {
			continue
		}
		if f := s.fault(v, nil); f != nil {
			fail(key+"."+field, "%q is no value of a setting of type %s", v, s.Type)
		}
	}
}

// defaults holds the theme's own colours against its own pairs.
func (d *Definition) defaults() []error {
	var errs []error
	v := d.resolve(nil)
	for _, m := range d.contrastFaults(v) {
		scheme := "light"
		if m.dark {
			scheme = "dark"
		}
		errs = append(errs, fmt.Errorf("theme.toml: contrast: %s (%s) on %s (%s), %s: %.2f to 1, %g needed",
			m.pair.Text, m.text, m.pair.On, m.on, scheme, m.ratio, m.pair.Ratio))
	}
	return errs
}

const (
	// MaxFonts is how many font files a theme ships at most.
	MaxFonts = 2
	// MaxFontSize is the largest font file in bytes.
	MaxFontSize = 30 << 10
)

func (d *Definition) checkFonts(fail func(key, format string, args ...any)) {
	if len(d.Fonts) > MaxFonts {
		fail("fonts", "%d fonts are more than %d", len(d.Fonts), MaxFonts)
	}
	for _, f := range d.Fonts {
		key := "fonts." + f.Name
		if _, system := Stacks[f.Name]; system || !choiceValue.MatchString(f.Name) {
			fail(key, "a name is of small letters, digits and -, and not that of a family of the system")
		}
		if !fontFamily.MatchString(f.Family) {
			fail(key+".family", "%q is no name of a family", f.Family)
		}
		if path.Ext(f.File) != ".woff2" {
			fail(key+".file", "%q is not the name of a .woff2 file below assets/", f.File)
		}
		if f.Weight != "" && !fontWeight.MatchString(f.Weight) {
			fail(key+".weight", `a weight is written like "400" or "100 900", not %q`, f.Weight)
		}
		if f.Style != "" && f.Style != "normal" && f.Style != "italic" {
			fail(key+".style", "a style is normal or italic, not %q", f.Style)
		}
		if _, ok := Stacks[f.Fallback]; f.Fallback != "" && !ok {
			fail(key+".fallback", "%q is not a family of the system", f.Fallback)
		}
		if f.Range != "" && !fontRange.MatchString(f.Range) {
			fail(key+".range", `a range is written like "U+0000-00FF, U+2013", not %q`, f.Range)
		}
	}
}

// refont gives the settings of the themes below the fonts that are now there: a
// theme with fonts has none of theirs. A default that was one of them becomes
// the family of the system that stood behind it.
func (d *Definition) refont(below []Font) {
	for i := range d.Settings {
		s := &d.Settings[i]
		if s.Type != TypeFont {
			continue
		}
		s.Families = slices.DeleteFunc(slices.Clone(s.Families), func(f string) bool { return !d.hasFamily(f) })
		if len(s.Families) == 0 {
			s.anyFamily = true
		}
		if s.anyFamily {
			s.Families = d.families()
		}
		if d.hasFamily(s.Default) {
			continue
		}
		for _, f := range below {
			if f.Name == s.Default {
				s.Default = or(f.Fallback, "sans")
			}
		}
		if !slices.Contains(s.Families, s.Default) {
			s.Families = append(s.Families, s.Default)
		}
	}
}

// families are the names that a setting of type font may have: the theme's
// own first, an upright and an italic file of one family once.
func (d *Definition) families() []string {
	var out []string
	for _, f := range d.Fonts {
		out = append(out, f.Name)
	}
	for name := range Stacks {
		out = append(out, name)
	}
	slices.Sort(out[len(d.Fonts):])
	return out
}

func (d *Definition) hasFamily(name string) bool { return slices.Contains(d.families(), name) }

// stack is what font-family gets.
func (d *Definition) stack(name string) string {
	for _, f := range d.Fonts {
		if f.Name == name {
			behind := f.Fallback
			if behind == "" {
				behind = "sans"
			}
			return strconv.Quote(f.Family) + ", " + Stacks[behind]
		}
	}
	return Stacks[name]
}

func joined[T ~string](list []T) string {
	var out []string
	for _, v := range list {
		out = append(out, string(v))
	}
	return strings.Join(out, ", ")
}
