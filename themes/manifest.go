package themes

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Manifest is a theme's theme.toml.
type Manifest struct {
	Name    string // for people
	Extends string // name of the theme below this one; "" means the default theme
}

// maxExtends bounds a chain of themes that extend one another.
const maxExtends = 8

// ReadManifest reads theme.toml of a theme; a theme without one has a zero
// Manifest. The file is TOML of which only comments and strings at the top
// level mean something to this version: everything else is an error that names
// its line, so that a misspelt setting is not silently without effect.
func ReadManifest(theme fs.FS) (Manifest, error) {
	var m Manifest
	data, err := Layers{theme}.read("theme.toml", 64<<10)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, fmt.Errorf("theme.toml: %w", err)
	}
	if !utf8.Valid(data) {
		return m, errors.New("theme.toml: is not UTF-8")
	}
	fields := map[string]*string{"name": &m.Name, "extends": &m.Extends}
	seen := map[string]bool{}
	for n, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		key = strings.TrimSpace(key)
		to := fields[key]
		switch {
		case !ok || strings.HasPrefix(line, "["):
			return m, fmt.Errorf("theme.toml:%d: expected key = \"value\"", n+1)
		case to == nil:
			return m, fmt.Errorf("theme.toml:%d: unknown key %q", n+1, key)
		case seen[key]:
			return m, fmt.Errorf("theme.toml:%d: %s stands there twice", n+1, key)
		}
		seen[key] = true
		if *to, err = tomlString(strings.TrimSpace(value)); err != nil {
			return m, fmt.Errorf("theme.toml:%d: %s: %w", n+1, key, err)
		}
	}
	return m, nil
}

// tomlString reads a basic ("…") or literal ('…') string, with a comment behind it.
func tomlString(s string) (string, error) {
	if s == "" || (s[0] != '"' && s[0] != '\'') {
		return "", errors.New("expected a string in quotes")
	}
	end := -1
	for i := 1; i < len(s); i++ {
		if s[0] == '"' && s[i] == '\\' {
			i++
			continue
		}
		if s[i] == s[0] {
			end = i
			break
		}
	}
	if end < 0 {
		return "", errors.New("the quote is not closed")
	}
	if rest := strings.TrimSpace(s[end+1:]); rest != "" && rest[0] != '#' {
		return "", fmt.Errorf("unexpected %q after the string", rest)
	}
	if s[0] == '\'' {
		return s[1:end], nil
	}
	v, err := strconv.Unquote(s[:end+1])
	if err != nil {
		return "", errors.New("an escape in the string is not understood")
	}
	return v, nil
}

// Resolve gives the layers of a theme, the theme first and base (the default
// theme) last. find opens a theme by its name. An empty name is the default
// theme alone.
func Resolve(name string, find func(name string) (fs.FS, error), base fs.FS) (Layers, error) {
	var out Layers
	seen := map[string]bool{}
	for name != "" && name != "default" {
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
