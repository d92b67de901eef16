package themes

import (
	"fmt"
	"strings"
)

// settingsSheet is the name of the style sheet that is made of the settings.
const settingsSheet = "settings.css"

// sheet writes the settings as CSS: fonts, properties for light screens, then
// for dark ones, then for visitors who force their own colours, which win.
func (d *Definition) sheet(v *values, address func(asset string) (string, error)) (string, error) {
	var b strings.Builder
	for _, f := range d.Fonts {
		at, err := address(f.File)
		if err != nil {
			return "", fmt.Errorf("theme.toml: fonts.%s: %w", f.Name, err)
		}
		fmt.Fprintf(&b, "@font-face{font-family:%q;src:url(%q) format(\"woff2\");font-weight:%s;font-style:%s;font-display:swap",
			f.Family, at, or(f.Weight, "400"), or(f.Style, "normal"))
		if f.Range != "" {
			b.WriteString(";unicode-range:" + f.Range)
		}
		b.WriteString("}\n")
	}
	var light, dark, forced strings.Builder
	for _, s := range d.Settings {
		value := v.light[s.Name]
		switch s.Type {
		case TypeColor:
			property(&light, s.Property, value)
			property(&dark, s.Property, v.dark[s.Name])
			if s.On != "" {
				l, _ := ParseColor(value)
				k, _ := ParseColor(v.dark[s.Name])
				property(&light, s.On, readable(l).String())
				property(&dark, s.On, readable(k).String())
				property(&forced, s.On, forcedOn(or(s.Forced, "CanvasText")))
			}
			property(&forced, s.Property, or(s.Forced, "CanvasText"))
			continue
		case TypeFont:
			value = d.stack(value)
		case TypeNumber:
			value += s.Unit
		case TypeImage:
			i, ok := v.images[value]
			if value = "none"; ok {
				value = fmt.Sprintf("url(%q)", i.Src)
			}
		}
		property(&light, s.Property, value)
	}
	fmt.Fprintf(&b, ":root{color-scheme:light dark;%s}\n", light.String())
	if dark.Len() > 0 {
		fmt.Fprintf(&b, "@media (prefers-color-scheme:dark){:root{%s}}\n@media print{:root{color-scheme:light;%s}}\n@media (forced-colors:active){:root{%s}}\n",
			dark.String(), onlyColors(d, v), forced.String())
	}
	return b.String(), nil
}

// onlyColors are the light colours again: paper is white, also when the screen
// it is printed from is dark.
func onlyColors(d *Definition, v *values) string {
	var b strings.Builder
	for _, s := range d.Settings {
		if s.Type != TypeColor {
			continue
		}
		property(&b, s.Property, v.light[s.Name])
		if l, ok := ParseColor(v.light[s.Name]); ok {
			property(&b, s.On, readable(l).String())
		}
	}
	return b.String()
}

// forcedOn is the system colour of text that stands on another one. Browsers
// draw Canvas behind text then, also where an element has a background: on what
// is no ground of its own, only CanvasText can be read everywhere.
func forcedOn(ground string) string {
	switch ground {
	case "ButtonFace", "ButtonBorder":
		return "ButtonText"
	case "Field", "Highlight", "Mark":
		return ground + "Text"
	}
	return "CanvasText"
}

func property(b *strings.Builder, name, value string) {
	if name != "" {
		b.WriteString(name + ":" + value + ";")
	}
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
