package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/themes"
)

// themeCmd looks after themes.
type themeCmd struct {
	Check themeCheckCmd `cmd:"" help:"Hold a theme against every page and every rule."`
	List  themeListCmd  `cmd:"" help:"The themes there are, with their settings."`
}

type themeCheckCmd struct {
	Dir string `arg:"" type:"existingdir" help:"Folder of the theme."`
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
			return err
		}
	}
	words, err := overlay(cat, layers)
	if err != nil {
		return err
	}
	cfg := themeConfig(kinds, words, layers...)
	cfg.Home = content.HomeKinds
	return themes.Check(cfg)
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
			row["state"], row["error"] = "refused", s.fault
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
