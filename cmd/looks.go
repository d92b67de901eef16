package cmd

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/themes"
	"vitrine/web"
	"vitrine/web/page"
)

// themesEvery is how long a change in the folder of themes waits at most.
const themesEvery = 5 * time.Second

// looks gives each site its theme: one that ships, or a folder of DATA/themes.
//
//	DATA/themes/NAME/         a theme
//	DATA/themes/sites/HOST/   files that only this site has, before those of its theme
//
// A theme that cannot be used is logged, and its sites keep what they had, else
// the default theme: never a broken page.
type looks struct {
	kinds content.Kinds
	cat   *locale.Catalogue // the program's words, the default theme's laid over
	media mediaFinder
	dir   string
	log   *slog.Logger
	limit int // prepared themes that are kept

	version atomic.Uint64
	rounds  atomic.Uint64 // looks at the folder of themes
	making  sync.Mutex    // one theme is prepared at a time: it takes a processor
	mu      sync.Mutex    // held for a moment only
	known   map[string]*source
	had     map[content.ID]*source // what a site last looked like
	sets    map[string]*prepared
	clock   uint64 // of the last use of a set
}

type mediaFinder interface {
	Media(ctx context.Context, site, id content.ID) (*content.Media, error)
}

// source is a theme with a site's own files before it, as the disk has it.
type source struct {
	name, host string // host is "" without files of the site's own
	cur        atomic.Pointer[loaded]

	// These are held by looks.making.
	tried bool
	uses  []string // folders it is made of, also those that are not there
	print string   // their fingerprint when they were read

	mu    sync.Mutex
	fault error // why what the disk has is refused
}

// loaded is a source that was read and found good.
type loaded struct {
	id      string
	version uint64
	layers  themes.Layers
	def     *themes.Definition
	words   *locale.Catalogue
}

// prepared is a theme with one site's settings, ready to render.
type prepared struct {
	set  *themes.Set
	used uint64
}

// preparedLooks is how many themes with settings are kept ready.
const preparedLooks = 64

// newLooks prepares the default theme, without which nothing works. The folder
// of themes may be "" and need not exist.
func newLooks(kinds content.Kinds, cat *locale.Catalogue, media mediaFinder, dir string, log *slog.Logger) (*looks, error) {
	l := &looks{kinds: kinds, cat: cat, media: media, dir: dir, log: log, limit: preparedLooks,
		known: map[string]*source{}, had: map[content.ID]*source{}, sets: map[string]*prepared{}}
	if _, err := l.source(themes.DefaultName, ""); err != nil {
		return nil, fmt.Errorf("the default theme: %w", err)
	}
	return l, nil
}

// themeName is what a theme's folder may be called.
var themeName = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`)

// sitesFolder holds the sites' own files; no theme may be called so.
const sitesFolder = "sites"

// find gives a theme's files: those that ship cannot be replaced by a folder.
func (l *looks) find(name string) (fs.FS, error) {
	if shipped, err := themes.Shipped(name); err == nil {
		return shipped, nil
	}
	if !themeName.MatchString(name) || name == sitesFolder || l.dir == "" {
		return nil, fs.ErrNotExist
	}
	return themes.Snapshot(filepath.Join(l.dir, name))
}

// own is the folder of a site's own files, "" when there is none.
func (l *looks) own(site *content.Site) string {
	host := site.Host()
	if l.dir == "" || host == "" || strings.ContainsAny(host, `/\`) {
		return ""
	}
	if info, err := os.Stat(filepath.Join(l.dir, sitesFolder, host)); err != nil || !info.IsDir() {
		return ""
	}
	return host
}

// key names a theme with the settings of a site.
func (g *loaded) key(look map[string]string, images map[string]themes.Image) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d\n", g.id, g.version)
	for _, name := range slices.Sorted(maps.Keys(look)) {
		fmt.Fprintf(&b, "%s=%q %s\n", name, look[name], images[look[name]].Src)
	}
	return b.String()
}

// keep remembers a prepared theme, and forgets the one that was not used for
// the longest time when there are too many.
func (l *looks) keep(key string, set *themes.Set) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.clock++
	l.sets[key] = &prepared{set, l.clock}
	for len(l.sets) > l.limit {
		oldest := ""
		for k, p := range l.sets {
			if oldest == "" || p.used < l.sets[oldest].used {
				oldest = k
			}
		}
		delete(l.sets, oldest)
	}
}

func (l *looks) have(key string) *themes.Set {
	l.mu.Lock()
	defer l.mu.Unlock()
	p := l.sets[key]
	if p == nil {
		return nil
	}
	l.clock++
	p.used = l.clock
	return p.set
}

// set prepares a theme with settings, unless it is ready.
func (l *looks) set(g *loaded, look map[string]string, images map[string]themes.Image) (*themes.Set, error) {
	key := g.key(look, images)
	if s := l.have(key); s != nil {
		return s, nil
	}
	l.making.Lock()
	defer l.making.Unlock()
	if s := l.have(key); s != nil {
		return s, nil
	}
	s, err := l.prepare(g, look, images)
	if err != nil {
		return nil, err
	}
	l.keep(key, s)
	return s, nil
}

func (l *looks) prepare(g *loaded, look map[string]string, images map[string]themes.Image) (*themes.Set, error) {
	cfg := themeConfig(l.kinds, g.words, g.layers...)
	cfg.Look, cfg.Images = look, images
	return themes.Open(cfg)
}

// of is how a site looks and speaks; it is asked again when the site changes.
func (l *looks) of(site *content.Site) web.Look {
	w := &worn{looks: l, site: site}
	w.dress()
	return web.Look{Theme: w, Words: w, Home: w.now().source.cur.Load().def.Home}
}

// choose gives the site's theme; when it never was good, what the site had, else
// the default.
func (l *looks) choose(site *content.Site) *source {
	s, err := l.source(site.Theme, l.own(site))
	l.mu.Lock()
	before := l.had[site.ID]
	l.mu.Unlock()
	if err != nil && s.cur.Load() == nil {
		if s = before; s == nil {
			s, _ = l.source(themes.DefaultName, "") // was good when the program started, and ships with it
		}
	}
	l.mu.Lock()
	l.had[site.ID] = s
	l.mu.Unlock()
	return s
}

// lookTime is how long finding a site's pictures may take.
const lookTime = 5 * time.Second

// images finds the pictures that a site's settings name.
func (l *looks) images(site *content.Site, def *themes.Definition) map[string]themes.Image {
	out := map[string]themes.Image{}
	ctx, cancel := context.WithTimeout(context.Background(), lookTime)
	defer cancel()
	for _, s := range def.Settings {
		id := site.Settings.Look[s.Name]
		if s.Type != themes.TypeImage || id == "" || l.media == nil {
			continue
		}
		m, err := l.media.Media(ctx, site.ID, content.ID(id))
		if err != nil {
			l.log.Warn("a picture of the look is not there", "site", site.Host(), "setting", s.Name, "err", err)
			continue
		}
		if i, ok := lookImage(m); ok {
			out[id] = i
		}
	}
	return out
}

// refresh reads again what changed in the folder of themes.
func (l *looks) refresh() {
	l.mu.Lock()
	list := slices.Collect(maps.Values(l.known))
	l.mu.Unlock()
	l.making.Lock()
	defer l.making.Unlock()
	for _, s := range list {
		l.try(s)
	}
	l.rounds.Add(1)
}

// watch takes up what changes in the folder of themes, until the context ends.
func (l *looks) watch(ctx context.Context) {
	t := time.NewTicker(themesEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			l.refresh()
		}
	}
}

// worn is a theme as one site wears it. It holds no prepared theme itself, so
// that the number of those stays bounded however many sites there are.
type worn struct {
	*looks
	site *content.Site
	mu   sync.Mutex
	cur  atomic.Pointer[clothes]
}

// clothes are what a site wears between two looks at the folder of themes.
type clothes struct {
	source *source
	look   map[string]string
	images map[string]themes.Image
	round  uint64 // of looks.rounds
}

// dress finds out again what the site wears.
func (w *worn) dress() {
	w.mu.Lock()
	defer w.mu.Unlock()
	round, before := w.rounds.Load(), w.cur.Load()
	if before != nil && before.round == round {
		return
	}
	c := &clothes{source: w.choose(w.site), look: w.site.Settings.Look, round: round}
	if before != nil && before.source == c.source {
		c.images = before.images
	} else {
		c.images = w.looks.images(w.site, c.source.cur.Load().def)
	}
	w.cur.Store(c)
}

// now is what the site wears. A theme that was mended, and a folder of the
// site's own files that came or went, are seen after the next look at the disk.
func (w *worn) now() *clothes {
	if w.cur.Load().round != w.rounds.Load() {
		w.dress()
	}
	return w.cur.Load()
}

// set is the theme with the site's settings; when those make it fail, without them.
func (w *worn) set() (*themes.Set, error) {
	c := w.now()
	g := c.source.cur.Load()
	s, err := w.looks.set(g, c.look, c.images)
	if err == nil {
		return s, nil
	}
	w.log.Error("a theme fails with a site's settings; it is used without them", "theme", c.source.name, "err", err)
	if s, err = w.looks.set(g, nil, nil); err == nil {
		w.keep(g.key(c.look, c.images), s) // said once
	}
	return s, err
}

// Render writes a page.
func (w *worn) Render(ctx context.Context, to io.Writer, name string, data any) error {
	s, err := w.set()
	if err != nil {
		return err
	}
	return s.Render(ctx, to, name, data)
}

// Asset gives a file of the theme.
func (w *worn) Asset(name string) (web.Asset, bool) {
	s, err := w.set()
	if err != nil {
		return web.Asset{}, false
	}
	f, ok := s.Asset(name)
	if !ok {
		return web.Asset{}, false
	}
	return web.Asset{Hash: f.Hash, Type: f.Type, Data: f.Data, Gzip: f.Gzip}, true
}

// Version moves when the theme is read again, and is another one for every theme.
func (w *worn) Version() uint64 { return w.now().source.cur.Load().version }

// T says a sentence with the theme's words.
func (w *worn) T(lang, key string, args ...any) string {
	return w.now().source.cur.Load().words.T(lang, key, args...)
}

// themeConfig is a theme over the kinds' own templates.
func themeConfig(kinds content.Kinds, cat *locale.Catalogue, layers ...fs.FS) themes.Config {
	own := map[string]fs.FS{}
	for _, k := range kinds {
		own[k.Name()] = k.Templates()
	}
	return themes.Config{Layers: layers, Kinds: own, Samples: page.Samples(cat, kinds)}
}
