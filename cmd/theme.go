package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/themes"
)

// themeCmd looks after themes.
type themeCmd struct {
	Check themeCheckCmd `cmd:"" help:"Hold a theme against every page and every rule."`
	New   themeNewCmd   `cmd:"" help:"Write a small theme to begin with."`
	List  themeListCmd  `cmd:"" help:"The themes there are, with their settings."`
}

type themeCheckCmd struct {
	Dir string `arg:"" type:"path" help:"Folder of the theme."`
}

// Run checks a theme over what it extends; every problem is told.
func (c *themeCheckCmd) Run(e *env) error {
	cat, err := catalogue()
	if err != nil {
		return err
	}
	if err := checkTheme(c.Dir, e.opts.themesDir(), e.program.Kinds, cat); err != nil {
		return fmt.Errorf("the theme is refused: %w", err)
	}
	fmt.Fprintln(e.out, "The theme is good.")
	return nil
}

// checkTheme holds a theme's folder, on top of what it extends, against every
// page. A theme that it extends is one that ships, one beside it, or one of the
// installation.
func checkTheme(dir, installed string, kinds content.Kinds, cat *locale.Catalogue) error {
	own, err := themes.Snapshot(dir)
	if err != nil {
		return err
	}
	m, err := themes.ReadManifest(own)
	if err != nil {
		return err
	}
	strange, err := themes.Strangers(os.DirFS(dir))
	if err != nil {
		return err
	}
	var errs []error
	if len(strange) > 0 {
		errs = append(errs, fmt.Errorf("these mean nothing to a theme: %s; what does are theme.toml, *.html, partials/, item/, assets/ and locale/", strings.Join(strange, ", ")))
	}
	if empty, err := nothing(own); err != nil {
		return err
	} else if empty && len(strange) == 0 {
		return fmt.Errorf("%s holds nothing of a theme; begin one with: vitrine theme new %s", dir, dir)
	}
	find := func(name string) (fs.FS, error) {
		if shipped, err := themes.Shipped(name); err == nil {
			return shipped, nil
		}
		for _, beside := range []string{filepath.Dir(filepath.Clean(dir)), installed} {
			l := looks{dir: beside}
			if found, err := l.find(name); !errors.Is(err, fs.ErrNotExist) {
				return found, err
			}
		}
		return nil, fmt.Errorf("there is no theme %q to extend: %w", name, fs.ErrNotExist)
	}
	below, err := themes.Resolve(m.Extends, find, themes.Default())
	if err != nil {
		return err
	}
	layers := append(themes.Layers{own}, below...)
	for _, words := range (themes.Layers{own}).Locales() {
		if err := locale.Check(words); err != nil {
			errs = append(errs, err)
		}
	}
	words, err := overlay(cat, layers)
	if err != nil { // pages are tried with the words that there are
		if len(errs) == 0 {
			errs = append(errs, err)
		}
		words = cat
	}
	cfg := themeConfig(kinds, words, layers...)
	cfg.Home = content.HomeKinds
	return errors.Join(append(errs, themes.Check(cfg))...)
}

// nothing reports whether a theme has no file at all.
func nothing(theme fs.FS) (bool, error) {
	empty := true
	err := fs.WalkDir(theme, ".", func(_ string, d fs.DirEntry, err error) error {
		empty = empty && (d == nil || d.IsDir())
		return err
	})
	if err != nil {
		return false, fmt.Errorf("theme: %w", err)
	}
	return empty, nil
}

type themeNewCmd struct {
	Dir     string `arg:"" type:"path" help:"Folder to write, which is empty or not there. Its name is that of the theme."`
	Name    string `help:"Name for people; without it that of the folder."`
	Extends string `default:"default" enum:"default,marquee,quiet" help:"Theme it is based on: default, marquee, quiet."`
}

// Run writes a theme that works, to change.
func (c *themeNewCmd) Run(e *env) error {
	folder := filepath.Base(c.Dir)
	if _, err := themes.Shipped(folder); err == nil || folder == sitesFolder || !themeName.MatchString(folder) {
		return fmt.Errorf("a theme's folder has a name of small letters, digits, - and _ that is not %s or %s: %q",
			strings.Join(themes.ShippedNames, ", "), sitesFolder, folder)
	}
	name := strings.TrimSpace(c.Name)
	if name == "" {
		name = folder
	}
	if len(name) > 100 || strings.ContainsFunc(name, unicode.IsControl) {
		return fmt.Errorf("--name %q is no name for a theme", name)
	}
	if err := themes.Start(c.Dir, name, c.Extends); err != nil {
		return err
	}
	fmt.Fprintf(e.out, "A new theme is in %s. Look at it with: vitrine theme check %s\n", c.Dir, c.Dir)
	return nil
}

type themeListCmd struct{}

// Run lists the themes that a site can have.
func (themeListCmd) Run(e *env) error {
	cat, err := catalogue()
	if err != nil {
		return err
	}
	l, err := newLooks(e.program.Kinds, cat, nil, e.opts.themesDir(), e.opts.logger(e.err))
	if err != nil {
		return err
	}
	names := slices.Clone(themes.ShippedNames)
	entries, err := os.ReadDir(e.opts.themesDir())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("themes: %w", err)
	}
	for _, d := range entries {
		if d.IsDir() && d.Name() != sitesFolder && themeName.MatchString(d.Name()) && !slices.Contains(names, d.Name()) {
			names = append(names, d.Name())
		}
	}
	rows, list := [][]string{{"THEME", "STATE", "WHAT IT IS"}}, []any{}
	lang := operatorLang()
	for _, name := range names {
		row := map[string]any{"name": name, "state": "good"}
		s, err := l.source(name, "")
		about := ""
		if err != nil {
			row["state"], row["error"] = "refused", err.Error()
		} else if m, err := themes.ReadManifest(s.cur.Load().layers[0]); err == nil {
			about = m.Description[lang]
			row["title"], row["description"], row["extends"] = m.Name, m.Description, m.Extends
			row["settings"] = settingsJSON(s.cur.Load().def)
		}
		rows, list = append(rows, []string{name, row["state"].(string), about}), append(list, row)
	}
	if e.opts.JSON {
		return e.json(list)
	}
	return e.table(rows)
}

// settingsJSON are the settings of a theme for programs.
func settingsJSON(d *themes.Definition) []map[string]any {
	var out []map[string]any
	for _, s := range d.Settings {
		row := map[string]any{"name": s.Name, "type": s.Type, "default": s.Default, "label": s.Label}
		switch s.Type {
		case themes.TypeColor:
			row["dark"] = s.Dark
		case themes.TypeFont:
			row["allowed"] = s.Families
		case themes.TypeChoice:
			var all []string
			for _, c := range s.Choices {
				all = append(all, c.Value)
			}
			row["allowed"] = all
		case themes.TypeNumber:
			row["min"], row["max"] = s.Min, s.Max
		case themes.TypeText:
			row["max"] = s.Max
		}
		out = append(out, row)
	}
	return out
}
