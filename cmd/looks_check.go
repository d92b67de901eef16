package cmd

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"vitrine/content"
	"vitrine/themes"
)

// lookImage is a site's image for a theme: the widest rendition that a header
// needs, with smaller ones to choose from. ok is false for what is no image.
func lookImage(m *content.Media) (themes.Image, bool) {
	var out themes.Image
	var set []string
	for _, r := range m.Renditions {
		if !strings.HasPrefix(r.Type, "image/") || r.Width == 0 || strings.HasSuffix(r.Name, ".webp") {
			continue
		}
		src := fmt.Sprintf("/media/%s/%d/%s", m.ID, m.Version, r.Name)
		set = append(set, fmt.Sprintf("%s %dw", src, r.Width))
		if out.Src == "" || r.Width > out.Width && r.Width <= lookImageWidth || out.Width > lookImageWidth && r.Width < out.Width {
			out = themes.Image{Src: src, Type: r.Type, Width: r.Width, Height: r.Height}
		}
	}
	if len(set) > 1 {
		out.Srcset = strings.Join(set, ", ")
	}
	return out, out.Src != ""
}

// lookImageWidth is how wide a logo is fetched at most, in pixels: enough for
// a header on a screen of three pixels a point.
const lookImageWidth = 960

// CheckSite says what is wrong with a site's theme and its settings. before is
// the site as it is stored, nil for a new one: settings that were decided for
// another theme, and mean nothing to this one, are dropped without a word.
func (l *looks) CheckSite(ctx context.Context, site, before *content.Site, p *content.Problems) error {
	if site.Theme != "" && !l.there(site.Theme) {
		p.Add("theme", "problem.unknown_theme", "Value", site.Theme)
		return nil
	}
	s, err := l.source(site.Theme, l.own(site))
	if err != nil && s.cur.Load() == nil {
		p.Add("theme", "problem.theme_refused", "Value", site.Theme)
		return nil
	}
	def := s.cur.Load().def
	if before != nil && before.Theme != site.Theme {
		dropStale(site, before, def)
	}
	var failed error
	image := func(id string) bool {
		m, err := l.media.Media(ctx, site.ID, content.ID(id))
		if err != nil {
			if !content.Is(err, content.NotFound) {
				failed = err
			}
			return false
		}
		_, ok := lookImage(m)
		return ok
	}
	faults := def.CheckLook(site.Settings.Look, image)
	if failed != nil {
		return failed
	}
	for _, f := range faults {
		p.Add("settings.look."+f.Name, f.Key, f.Args...)
	}
	if len(faults) > 0 {
		return nil
	}
	if _, err := l.prepare(s.cur.Load(), site.Settings.Look, l.images(site, def)); err != nil {
		l.log.Error("a theme fails with settings", "theme", s.name, "site", site.Host(), "err", err)
		p.Add("theme", "problem.theme_refused", "Value", site.Theme)
	}
	return nil
}

// there reports whether a theme of that name exists, good or not.
func (l *looks) there(name string) bool {
	if _, err := themes.Shipped(name); err == nil {
		return true
	}
	if !themeName.MatchString(name) || name == sitesFolder || l.dir == "" {
		return false
	}
	info, err := os.Stat(filepath.Join(l.dir, name))
	return err == nil && info.IsDir()
}

// dropStale takes away the values that the theme before had and this one has not.
func dropStale(site, before *content.Site, def *themes.Definition) {
	keep := map[string]string{}
	for name, v := range site.Settings.Look {
		if old, was := before.Settings.Look[name]; was && old == v && len(def.CheckLook(map[string]string{name: v}, nil)) > 0 {
			continue
		}
		keep[name] = v
	}
	site.Settings.Look = keep
}
