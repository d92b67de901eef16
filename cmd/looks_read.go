package cmd

import (
	"io/fs"
	"path/filepath"
	"strings"

	"vitrine/content/locale"
	"vitrine/themes"
)

// source finds a theme, and reads it when nobody has. The error says why it
// cannot be used; what was good before is then still in cur.
func (l *looks) source(name, host string) (*source, error) {
	if name == "" {
		name = themes.DefaultName
	}
	key := name + "@" + host
	l.mu.Lock()
	s := l.known[key]
	l.mu.Unlock()
	if s == nil {
		s = l.first(key, name, host)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fault != nil {
		return s, s.fault
	}
	return s, nil
}

// first reads a theme that nobody has asked for yet.
func (l *looks) first(key, name, host string) *source {
	l.making.Lock()
	defer l.making.Unlock()
	l.mu.Lock()
	s := l.known[key]
	l.mu.Unlock()
	if s != nil {
		return s
	}
	s = &source{name: name, host: host}
	l.try(s)
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.known) >= maxSources {
		clear(l.known) // names come from sites: this is a bound, not a cache
	}
	l.known[key] = s
	return s
}

// maxSources bounds the themes that are remembered: more than installations have sites.
const maxSources = 10_000

// try reads a source when the disk has something new. It is called with making held.
func (l *looks) try(s *source) {
	if s.tried && s.print == l.print(s) {
		return
	}
	s.tried, s.uses = true, nil
	got, err := l.read(s)
	s.print = l.print(s)
	s.mu.Lock()
	before := s.fault
	s.fault = err
	s.mu.Unlock()
	if err != nil {
		if before == nil || before.Error() != err.Error() {
			instead := "its sites keep what they had"
			if s.cur.Load() == nil { // nothing of it was good since the start
				instead = "sites that name it wear the default theme"
			}
			l.log.Error("a theme is refused; "+instead, "theme", s.name, "site", s.host, "err", err)
		}
		return
	}
	if before != nil {
		l.log.Info("the theme is good again", "theme", s.name, "site", s.host)
	}
	s.cur.Store(got)
}

// print is the fingerprint of the folders that a source is made of.
func (l *looks) print(s *source) string {
	var b strings.Builder
	for _, dir := range s.uses {
		b.WriteString(dir + "\n" + themes.Fingerprint(dir))
	}
	return b.String()
}

// read brings a theme into memory and holds it against every page.
func (l *looks) read(s *source) (*loaded, error) {
	find := func(name string) (fs.FS, error) {
		s.uses = append(s.uses, filepath.Join(l.dir, name))
		return l.find(name)
	}
	layers, err := themes.Resolve(s.name, find, themes.Default())
	if err != nil {
		return nil, err
	}
	if s.host != "" {
		dir := filepath.Join(l.dir, sitesFolder, s.host)
		s.uses = append(s.uses, dir)
		own, err := themes.Snapshot(dir)
		if err != nil {
			return nil, err
		}
		layers = append(themes.Layers{own}, layers...)
	}
	got := &loaded{id: s.name + "@" + s.host, layers: layers}
	if got.words, err = overlay(l.cat, layers); err != nil {
		return nil, err
	}
	set, err := themes.Open(themeConfig(l.kinds, got.words, layers...))
	if err != nil {
		return nil, err
	}
	got.def = set.Definition()
	got.version = l.version.Add(1)
	l.keep(got.key(nil, nil), set)
	return got, nil
}

// overlay lays the words of a theme over the program's.
func overlay(cat *locale.Catalogue, layers themes.Layers) (*locale.Catalogue, error) {
	var err error
	for _, words := range layers.Locales() {
		if cat, err = cat.Overlay(words); err != nil {
			return nil, err
		}
	}
	return cat, nil
}
