package themes

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// Bounds on what a theme may be and do.
const (
	maxFiles    = 2000
	maxTemplate = 1 << 20
	maxAsset    = 8 << 20

	// DefaultMaxOutput is the largest page in bytes: fifty times a large one.
	DefaultMaxOutput = 4 << 20
	// DefaultTimeout is how long a page may take; a usual one takes a millisecond.
	DefaultTimeout = 5 * time.Second
)

// Config says what a Set is made of.
type Config struct {
	// Layers, the first one wins: overrides, theme, what it extends, default.
	Layers []fs.FS
	// Kinds holds each kind's own templates, the last layer below the theme:
	// "{kind}.html" at the top of the kind's file system. A kind without a
	// template has an entry with nil.
	Kinds map[string]fs.FS
	// Funcs are further template functions.
	Funcs template.FuncMap
	// Samples are example pages by page name ("home", "item/event"), against
	// which every template is executed before the set is used.
	Samples map[string][]any
	// Look are the site's values of the theme's settings; one that is not good is
	// as if it were not there. Images are the pictures that they name, by id.
	Look   map[string]string
	Images map[string]Image
	// Home are the kinds of sections that a home page may have; Check holds the
	// theme's proposal against them. nil: any.
	Home []string
	// MaxOutput bounds a page in bytes, Timeout its rendering; zero means the defaults.
	MaxOutput int
	Timeout   time.Duration
}

// bound fills in the limits that were not given.
func (c Config) bound() Config {
	if c.MaxOutput <= 0 {
		c.MaxOutput = DefaultMaxOutput
	}
	if c.Timeout <= 0 {
		c.Timeout = DefaultTimeout
	}
	return c
}

// Set is a theme, ready to render. It is safe for concurrent use, also while
// it is reloaded.
type Set struct {
	cfg     Config
	cur     atomic.Pointer[built]
	version atomic.Uint64
}

// built is one successfully checked state of a theme.
type built struct {
	def    *Definition
	values *values
	pages  map[string]*template.Template
	spots  map[*template.Template][]spot // where guard counts in each page
	assets map[string]*File
}

// Open parses and checks a theme. The error lists everything that is wrong.
func Open(cfg Config) (*Set, error) {
	cfg = cfg.bound()
	s := &Set{cfg: cfg}
	if err := s.Reload(cfg.Layers); err != nil {
		return nil, err
	}
	return s, nil
}

// Reload reads the theme again, from other layers when given any. When
// something is wrong with it the old state stays, and the error says what.
func (s *Set) Reload(layers []fs.FS) error {
	if layers == nil {
		layers = s.cfg.Layers
	}
	b, err := build(s.cfg, layers)
	if b.pages != nil {
		err = errors.Join(err, b.check(s.cfg))
	}
	if err != nil {
		return err
	}
	s.cur.Store(b)
	s.version.Add(1)
	return nil
}

// Version moves with every successful Reload; what was rendered before is of an older theme.
func (s *Set) Version() uint64 { return s.version.Load() }

// Definition is what the theme's manifests say together.
func (s *Set) Definition() *Definition { return s.cur.Load().def }

// Has reports whether the theme has the page.
func (s *Set) Has(page string) bool { return s.cur.Load().pages[page] != nil }

// Pages lists the pages of the theme, sorted.
func (s *Set) Pages() []string { return slices.Sorted(maps.Keys(s.cur.Load().pages)) }

// Render writes a page. An item page of a kind that the theme does not know
// ("item/other") is rendered as "item". Nothing is written when rendering
// fails, takes longer than the time allowed, or makes more bytes than allowed.
func (s *Set) Render(ctx context.Context, w io.Writer, page string, data any) error {
	ctx, cancel := context.WithTimeout(ctx, s.cfg.Timeout)
	defer cancel()
	out, err := s.cur.Load().render(ctx, page, data, s.cfg.MaxOutput)
	if err != nil {
		return err
	}
	if _, err := w.Write(out); err != nil {
		return fmt.Errorf("write page %s: %w", page, err)
	}
	return nil
}

func (b *built) render(ctx context.Context, page string, data any, limit int) ([]byte, error) {
	t := b.pages[page]
	if t == nil {
		if base, _, found := strings.Cut(page, "/"); found {
			t = b.pages[base]
		}
	}
	if t == nil {
		return nil, fmt.Errorf("page %s: %w", page, fs.ErrNotExist)
	}
	spots := b.spots[t]
	out := &bounded{ctx: ctx, limit: limit, spots: spots, counts: make([]int, len(spots))}
	if err := t.Execute(out, data); err != nil {
		return nil, fmt.Errorf("page %s: %w", page, err)
	}
	return out.buf, nil
}
