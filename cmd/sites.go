package cmd

import (
	"context"
	"net/http"
	"sync"
	"time"

	"vitrine/content"
)

// siteFinder finds the site of a request by its Host header, and remembers the
// answer for a second: every address asks.
type siteFinder struct {
	store content.SiteStore
	now   func() time.Time
	mu    sync.RWMutex
	known map[string]foundSite
}

type foundSite struct {
	site *content.Site
	at   time.Time
}

func newSiteFinder(s content.SiteStore, now func() time.Time) *siteFinder {
	return &siteFinder{store: s, now: now, known: map[string]foundSite{}}
}

func (f *siteFinder) of(r *http.Request) (*content.Site, error) {
	return f.byHost(r.Context(), r.Host)
}

func (f *siteFinder) byHost(ctx context.Context, host string) (*content.Site, error) {
	now := f.now()
	f.mu.RLock()
	have, ok := f.known[host]
	f.mu.RUnlock()
	if ok && now.Sub(have.at) < time.Second {
		return have.site, nil
	}
	site, err := f.store.SiteByHost(ctx, host)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.known) > 1000 { // only hosts that exist are kept, aliases included
		clear(f.known)
	}
	f.known[host] = foundSite{site, now}
	return site, nil
}
