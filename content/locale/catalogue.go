package locale

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

//go:embed active.*.json
var active embed.FS

// Fallback is the language that has every key, and the last of every chain.
const Fallback = "en"

// maxCatalogue bounds one catalogue file in bytes; ours are a tenth of it.
const maxCatalogue = 1 << 20

// Catalogue holds the sentences of all languages. It never changes after it was
// made, so it may be read by any number of goroutines.
type Catalogue struct {
	langs map[string]map[string]*message // canonical tag → key → sentence
}

// New reads the embedded catalogues.
func New() (*Catalogue, error) {
	return (&Catalogue{}).Overlay(active)
}

// Overlay returns a catalogue in which the files of fsys (active.LANG.json, or
// LANG.json as themes name them, at its top) come before those of c, key by key.
// It is how a theme adds and changes words. c stays as it was.
func (c *Catalogue) Overlay(fsys fs.FS) (*Catalogue, error) {
	out := &Catalogue{langs: make(map[string]map[string]*message, len(c.langs)+1)}
	for lang, keys := range c.langs {
		out.langs[lang] = maps.Clone(keys)
	}
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, fmt.Errorf("list catalogues: %w", err)
	}
	for _, name := range names {
		lang, messages, err := readFile(fsys, name)
		if err != nil {
			return nil, err
		}
		keys := out.langs[lang]
		if keys == nil {
			keys = make(map[string]*message, len(messages))
			out.langs[lang] = keys
		}
		for _, m := range messages {
			compiled, err := compile(lang, m)
			if err != nil {
				return nil, fmt.Errorf("catalogue %s: %s: %w", name, m.ID, err)
			}
			keys[m.ID] = compiled
		}
	}
	return out, nil
}

// readFile parses one catalogue and gives its language.
func readFile(fsys fs.FS, name string) (string, []*i18n.Message, error) {
	lang := strings.TrimPrefix(strings.TrimSuffix(path.Base(name), ".json"), "active.")
	lang, ok := Canonical(lang)
	if !ok {
		return "", nil, fmt.Errorf("catalogue %s: the name says no language", name)
	}
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return "", nil, fmt.Errorf("catalogue %s: %w", name, err)
	}
	if info.Size() > maxCatalogue {
		return "", nil, fmt.Errorf("catalogue %s: %d bytes are more than %d", name, info.Size(), maxCatalogue)
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return "", nil, fmt.Errorf("catalogue %s: %w", name, err)
	}
	file, err := i18n.ParseMessageFileBytes(data, name, nil)
	if err != nil {
		return "", nil, fmt.Errorf("catalogue %s: %w", name, err)
	}
	return lang, file.Messages, nil
}

// T gives the sentence of key in lang, or in the nearest language that has it.
// args are pairs of a name and a value, or a single map[string]any or
// map[string]string; N chooses the plural form and is written with the
// language's digit groups. A key that nobody has is returned as it is: a page
// with a strange word is better than no page, and a test keeps it from happening.
func (c *Catalogue) T(lang, key string, args ...any) string {
	m, in, ok := c.find(lang, key)
	if !ok {
		return key
	}
	return m.render(in, args)
}

// Has reports whether lang, or a language it falls back to, has the key.
func (c *Catalogue) Has(lang, key string) bool {
	_, _, ok := c.find(lang, key)
	return ok
}

// find walks nl-BE, nl, en. in is the language of the sentence found, which
// also writes its numbers. Tags come in canonical case everywhere in this
// project; for any other only the language itself is looked for again.
func (c *Catalogue) find(lang, key string) (m *message, in string, ok bool) {
	for tag := lang; tag != ""; tag = parent(tag) {
		if m, ok = c.langs[tag][key]; ok {
			return m, tag, true
		}
	}
	if b := base(lang); !strings.HasPrefix(lang, b) {
		return c.find(b, key)
	}
	m, ok = c.langs[Fallback][key]
	return m, Fallback, ok
}

// parent cuts the last subtag: nl-BE, nl, nothing.
func parent(tag string) string {
	return tag[:max(0, strings.LastIndexByte(tag, '-'))]
}

// Languages lists the languages that have a catalogue, sorted.
func (c *Catalogue) Languages() []string {
	return slices.Sorted(maps.Keys(c.langs))
}

// Keys lists every key of the language itself, sorted.
func (c *Catalogue) Keys(lang string) []string {
	return slices.Sorted(maps.Keys(c.langs[lang]))
}
