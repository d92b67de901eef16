package themes

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// What the strict content security policy would stop is refused here already,
// by file and line: it would fail silently in the visitor's browser.

var (
	templateAction  = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	commentedAction = regexp.MustCompile(`(?s)\{\{-?\s*/\*.*?\*/\s*-?\}\}`)
	elsewhere       = regexp.MustCompile(`(?i)(^|\s)((https?:)?//|(javascript|data|vbscript):)`)
	loading         = []string{"src", "srcset", "poster", "data", "action", "formaction", "background"}
	forbidden       = []string{"style", "iframe", "object", "embed", "applet", "frame", "frameset", "portal"}
)

// lintTemplate finds in a template what the policy would stop, and bytes that
// are no UTF-8.
func lintTemplate(file string, text []byte) []error {
	if !utf8.Valid(text) {
		return []error{fmt.Errorf("theme: %s:%d: is not UTF-8", file, badLine(text))}
	}
	// Actions become a word, so that what remains is HTML with the same lines.
	plain := commentedAction.ReplaceAllStringFunc(string(text), onlyLines)
	plain = templateAction.ReplaceAllStringFunc(plain, func(s string) string { return " x " + onlyLines(s) })
	var errs []error
	z, line := html.NewTokenizer(strings.NewReader(plain)), 1
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if !errors.Is(z.Err(), io.EOF) {
				errs = append(errs, fmt.Errorf("theme: %s:%d: %w", file, line, z.Err()))
			}
			return errs
		}
		raw := string(z.Raw())
		at := line
		line += strings.Count(raw, "\n")
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		for _, what := range lintTag(z.Token()) {
			errs = append(errs, fmt.Errorf("theme: %s:%d: %s", file, at, what))
		}
	}
}

// lintTag says what is wrong with a tag.
func lintTag(t html.Token) []string {
	var out []string
	attr := map[string]string{}
	for _, a := range t.Attr {
		attr[a.Key] = a.Val
		switch {
		case a.Key == "style":
			out = append(out, "a style attribute is stopped by the security policy; give it a class")
		case len(a.Key) > 2 && strings.HasPrefix(a.Key, "on") && !strings.Contains(a.Key, "-"):
			out = append(out, "the attribute "+a.Key+" is stopped by the security policy; use a file in assets/")
		case slices.Contains(loading, a.Key) && elsewhere.MatchString(a.Val):
			out = append(out, fmt.Sprintf("%s=%q: nothing is loaded from elsewhere; put the file in assets/", a.Key, a.Val))
		case a.Key == "href" && regexp.MustCompile(`(?i)^\s*(javascript|data|vbscript):`).MatchString(a.Val):
			out = append(out, fmt.Sprintf("href=%q is stopped by the security policy", a.Val))
		}
	}
	switch {
	case slices.Contains(forbidden, t.Data):
		out = append(out, "<"+t.Data+"> is stopped by the security policy")
	case t.Data == "base" && attr["href"] != "":
		out = append(out, "<base href> is stopped by the security policy")
	case t.Data == "script" && attr["type"] != "application/ld+json" && attr["src"] == "":
		out = append(out, "a script in the page is stopped by the security policy; put it in assets/")
	case t.Data == "link" && elsewhere.MatchString(attr["href"]):
		out = append(out, fmt.Sprintf("href=%q: nothing is loaded from elsewhere; put the file in assets/", attr["href"]))
	case t.Data == "meta" && attr["http-equiv"] != "":
		out = append(out, "http-equiv: the server sends the headers")
	}
	return out
}

func onlyLines(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) }

var (
	sheetComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	sheetURL     = regexp.MustCompile(`(?i)url\(\s*("[^"]*"|'[^']*'|[^)"']*)\s*\)`)
	sheetRules   = []struct {
		pattern *regexp.Regexp
		what    string
	}{
		{regexp.MustCompile(`(?i)@import`), "@import loads a further file; name it in styles of theme.toml"},
		{regexp.MustCompile(`(?i)@font-face`), "@font-face: name the font under [fonts] in theme.toml"},
		{regexp.MustCompile(`(?i)url\(\s*["']?\s*((https?:)?//|[a-z]+:)[^)]*`), "nothing is loaded from elsewhere; put the file in assets/"},
		{regexp.MustCompile(`(?i)(image-set|src|image)\(\s*["']\s*((https?:)?//|[a-z]+:)`), "nothing is loaded from elsewhere; put the file in assets/"},
		{regexp.MustCompile(`(?i)forced-color-adjust\s*:\s*none`), "colours that the visitor forces win"},
		{regexp.MustCompile(`(?i)expression\(|-moz-binding|[\s;{]behavior\s*:`), "a program in a style sheet"},
	}
)

// lintSheet finds in a style sheet what would load from elsewhere.
func lintSheet(file string, text []byte) []error {
	if !utf8.Valid(text) {
		return []error{fmt.Errorf("theme: %s:%d: is not UTF-8", file, badLine(text))}
	}
	plain := sheetComment.ReplaceAllStringFunc(string(text), onlyLines)
	var errs []error
	for _, rule := range sheetRules {
		for _, at := range rule.pattern.FindAllStringIndex(plain, -1) {
			errs = append(errs, fmt.Errorf("theme: %s:%d: %s: %s", file, 1+strings.Count(plain[:at[0]], "\n"), plain[at[0]:at[1]], rule.what))
		}
	}
	return errs
}

var drawingProgram = regexp.MustCompile(`(?i)<script|\son[a-z]+\s*=|javascript:|<foreignObject|<!ENTITY|(href|src)\s*=\s*["']\s*(https?:)?//`)

// lintDrawing finds programs in an SVG file.
func lintDrawing(file string, text []byte) []error {
	if !utf8.Valid(text) {
		return []error{fmt.Errorf("theme: %s:%d: is not UTF-8", file, badLine(text))}
	}
	if at := drawingProgram.FindIndex(text); at != nil {
		return []error{fmt.Errorf("theme: %s:%d: %s: a drawing holds no programs and loads nothing", file, 1+strings.Count(string(text[:at[0]]), "\n"),
			strings.TrimSpace(string(text[at[0]:at[1]])))}
	}
	return nil
}

// badLine is the line of the first byte that is not UTF-8.
func badLine(text []byte) int {
	line := 1
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if r == utf8.RuneError && n == 1 {
			return line
		}
		if r == '\n' {
			line++
		}
		text = text[n:]
	}
	return line
}
