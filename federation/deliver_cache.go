package federation

import (
	"context"
	"sync"
	"time"

	"vitrine/content"
)

// bodyCache keeps the bodies that are being fanned out: one read, thousands of
// deliveries. Activities never change.
type bodyCache struct {
	mu   sync.Mutex
	max  int
	byID map[content.ID]Body
	old  []content.ID
}

func newBodyCache(max int) *bodyCache { return &bodyCache{max: max, byID: map[content.ID]Body{}} }

func (b *bodyCache) get(ctx context.Context, store content.DeliveryStore, id content.ID) (Body, error) {
	b.mu.Lock()
	body, ok := b.byID[id]
	b.mu.Unlock()
	if ok {
		return body, nil
	}
	found, err := store.ActivityBodies(ctx, []content.ID{id})
	if err != nil {
		return Body{}, err
	}
	bytes, ok := found[id]
	if !ok {
		return Body{}, content.Failf(content.NotFound, "activity %s", id)
	}
	body = Body{ID: id, Bytes: bytes}
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, ok := b.byID[id]; !ok {
		if len(b.old) >= b.max {
			delete(b.byID, b.old[0])
			b.old = b.old[1:]
		}
		b.byID[id] = body
		b.old = append(b.old, id)
	}
	return body, nil
}

// siteCache keeps sites for a second, as a fan-out asks for the same one
// thousands of times.
type siteCache struct {
	mu   sync.Mutex
	byID map[content.ID]cachedSite
}

type cachedSite struct {
	site *content.Site
	at   time.Time
}

func (c *siteCache) get(ctx context.Context, store content.SiteStore, id content.ID, now time.Time) (*content.Site, error) {
	c.mu.Lock()
	have, ok := c.byID[id]
	c.mu.Unlock()
	if ok && now.Sub(have.at) < time.Second {
		return have.site, nil
	}
	site, err := store.Site(ctx, id)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byID == nil {
		c.byID = map[content.ID]cachedSite{}
	}
	c.byID[id] = cachedSite{site, now}
	return site, nil
}
