package web

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"vitrine/content"
)

// How long what is known of a site may be used without asking the database.
const (
	generationEvery = time.Second      // whether anything public changed
	siteEvery       = 30 * time.Second // name, aliases, state
	maxSites        = 4096             // hosts remembered
)

// sites remembers institutions by the host that was asked for.
type sites struct {
	cfg *Config
	mu  sync.RWMutex
	by  map[string]*place
}

// place is one host's entry: the present state of its site, replaced as a whole.
type place struct {
	cur     atomic.Pointer[state]
	checked atomic.Int64 // unix nanoseconds of the last look at the generation
	busy    sync.Mutex   // held by the one that looks
}

// state is a site at one generation.
type state struct {
	site  *content.Site
	gen   int64
	look  Look
	main  bool // the host is the origin's, not an alias
	read  time.Time
	once  sync.Mutex
	chans []*content.Channel

	counting   sync.Mutex
	counts     facetCounts
	kindsOnce  sync.Mutex
	kindCounts map[string]int // published items by kind; nil: not known
}

// find gives the state of a host's site. While the database is away the last
// known state goes on being used, so that cached pages are still answered.
func (s *sites) find(ctx context.Context, host string, now time.Time) (*state, error) {
	s.mu.RLock()
	p := s.by[host]
	s.mu.RUnlock()
	if p == nil {
		return s.first(ctx, host, now)
	}
	st := p.cur.Load()
	if now.UnixNano()-p.checked.Load() < int64(generationEvery) || !p.busy.TryLock() {
		return st, nil
	}
	defer p.busy.Unlock()
	p.checked.Store(now.UnixNano())
	gen, err := s.cfg.Sites.Generation(ctx, st.site.ID)
	if err != nil && !content.Is(err, content.NotFound) {
		return st, nil
	}
	if err == nil && gen == st.gen && now.Sub(st.read) < siteEvery {
		return st, nil
	}
	fresh, err := s.load(ctx, host, now)
	if err == nil {
		fresh.gen = gen // read before the site: a change in between is seen at the next look
	}
	switch {
	case content.Is(err, content.NotFound):
		s.forget(host)
		return nil, err
	case err != nil:
		return st, nil
	}
	p.cur.Store(fresh)
	return fresh, nil
}

// first looks a host up. Unknown hosts are not remembered: their number is the visitor's.
func (s *sites) first(ctx context.Context, host string, now time.Time) (*state, error) {
	st, err := s.load(ctx, host, now)
	if err != nil {
		return nil, err
	}
	if st.gen, err = s.cfg.Sites.Generation(ctx, st.site.ID); err != nil {
		return nil, err
	}
	p := &place{}
	p.cur.Store(st)
	p.checked.Store(now.UnixNano())
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.by) >= maxSites {
		clear(s.by)
	}
	s.by[host] = p
	return st, nil
}

func (s *sites) load(ctx context.Context, host string, now time.Time) (*state, error) {
	site, err := s.cfg.Sites.SiteByHost(ctx, host)
	if err != nil {
		return nil, err
	}
	return &state{site: site, look: s.cfg.Look(site), main: host == site.Host(), read: now}, nil
}

func (s *sites) forget(host string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.by, host)
}

// channels lists the site's channels, read once per generation.
func (st *state) channels(ctx context.Context, c Channels) ([]*content.Channel, error) {
	st.once.Lock()
	defer st.once.Unlock()
	if st.chans == nil {
		list, err := c.Channels(ctx, st.site.ID)
		if err != nil {
			return nil, err
		}
		st.chans = list
	}
	return st.chans, nil
}

// countFor bounds how long a page waits for the numbers that its menu needs.
const countFor = 2 * time.Second

// kinds counts what is published by kind, once per generation; nil when that
// could not be found out. With ask false only what is known already is told.
func (st *state) kinds(ctx context.Context, r Reading, ask bool) map[string]int {
	st.kindsOnce.Lock()
	defer st.kindsOnce.Unlock()
	if st.kindCounts != nil || !ask {
		return st.kindCounts
	}
	// A visitor who leaves does not take the menu from the others.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), countFor)
	defer cancel()
	list, _, err := r.KindCounts(ctx, st.site.ID, content.ItemFilter{})
	if err != nil {
		return nil
	}
	st.kindCounts = make(map[string]int, len(list))
	for _, k := range list {
		st.kindCounts[k.Facet.Value] = k.Count
	}
	return st.kindCounts
}

// hostOf brings a Host header into the form that sites have: lower case, no
// final dot, no default port.
func hostOf(host string) string {
	lower := true
	for i := range len(host) {
		if 'A' <= host[i] && host[i] <= 'Z' {
			lower = false
		}
	}
	if !lower {
		host = strings.ToLower(host)
	}
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":443"), ":80")
	return strings.TrimSuffix(host, ".")
}
