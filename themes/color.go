package themes

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// RGB is a colour of sRGB, 0 to 1 each.
type RGB [3]float64

var hexColor = regexp.MustCompile(`^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$`)

// ParseColor reads "#rgb" or "#rrggbb".
func ParseColor(s string) (RGB, bool) {
	if !hexColor.MatchString(s) {
		return RGB{}, false
	}
	s = s[1:]
	if len(s) == 3 {
		s = string([]byte{s[0], s[0], s[1], s[1], s[2], s[2]})
	}
	n, err := strconv.ParseUint(s, 16, 32)
	return RGB{float64(n>>16) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}, err == nil
}

// String is "#rrggbb".
func (c RGB) String() string {
	at := func(i int) int { return int(math.Round(min(max(c[i], 0), 1) * 255)) }
	return fmt.Sprintf("#%02x%02x%02x", at(0), at(1), at(2))
}

// linear undoes sRGB's transfer function (IEC 61966-2-1).
func linear(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

func gamma(v float64) float64 {
	if v <= 0.0031308 {
		return 12.92 * v
	}
	return 1.055*math.Pow(v, 1/2.4) - 0.055
}

// luminance is WCAG 2.2's relative luminance.
func (c RGB) luminance() float64 {
	return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2])
}

// Contrast is WCAG 2.2's contrast ratio of two colours, 1 to 21.
func Contrast(a, b RGB) float64 {
	la, lb := a.luminance(), b.luminance()
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

var white, black = RGB{1, 1, 1}, RGB{}

// readable is black or white, whichever can be read better on c. One of them
// always has a contrast of at least 4.58.
func readable(c RGB) RGB {
	if Contrast(c, white) >= Contrast(c, black) {
		return white
	}
	return black
}

// oklab is a colour with its lightness apart (Ottosson's OKLab), so that a
// colour can be made lighter or darker and stays the same colour to the eye.
type oklab struct{ l, a, b float64 }

func (c RGB) oklab() oklab {
	r, g, b := linear(c[0]), linear(c[1]), linear(c[2])
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return oklab{0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s}
}

func (o oklab) rgb() (c RGB, inside bool) {
	l := o.l + 0.3963377774*o.a + 0.2158037573*o.b
	m := o.l - 0.1055613458*o.a - 0.0638541728*o.b
	s := o.l - 0.0894841775*o.a - 1.2914855480*o.b
	l, m, s = l*l*l, m*m*m, s*s*s
	lin := [3]float64{4.0767416621*l - 3.3077115913*m + 0.2309699292*s,
		-1.2684380046*l + 2.6097574011*m - 0.3413193965*s,
		-0.0041960863*l - 0.7034186147*m + 1.7076147010*s}
	inside = true
	for i, v := range lin {
		if v < -0.0005 || v > 1.0005 {
			inside = false
		}
		c[i] = gamma(min(max(v, 0), 1))
	}
	return c, inside
}

// atLightness gives the colour at another lightness, greyer where the screen
// has no such colour as vivid.
func (o oklab) atLightness(l float64) RGB {
	for chroma := 1.0; chroma > 0; chroma -= 0.05 {
		if c, ok := (oklab{l, o.a * chroma, o.b * chroma}).rgb(); ok {
			return c
		}
	}
	c, _ := oklab{l: l}.rgb()
	return c
}

// nearest finds the colour of c's hue, nearest to it in lightness, for which
// good holds.
func nearest(c RGB, good func(RGB) bool) (RGB, bool) {
	if good(c) {
		return c, true
	}
	o := c.oklab()
	for step := 0.01; step <= 1; step += 0.01 {
		for _, l := range []float64{o.l + step, o.l - step} {
			if l < 0 || l > 1 {
				continue
			}
			// What is written in the style sheet is what must be good.
			if found, ok := ParseColor(o.atLightness(l).String()); ok && good(found) {
				return found, true
			}
		}
	}
	return c, false
}

// lightDark reads a fixed colour: "#ffffff", or "#ffffff #16171a".
func lightDark(s string) (light, dark RGB, ok bool) {
	parts := strings.Fields(s)
	if len(parts) != 1 && len(parts) != 2 {
		return light, dark, false
	}
	light, ok = ParseColor(parts[0])
	dark = light
	if len(parts) == 2 && ok {
		dark, ok = ParseColor(parts[1])
	}
	return light, dark, ok
}
