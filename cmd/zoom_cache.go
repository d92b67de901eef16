package cmd

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"vitrine/content/media"
)

// cachePrefix begins the keys of files that can be had again: no backup holds
// them, and they may be deleted at any time.
const cachePrefix = "cache/"

const (
	zoomPrefix   = cachePrefix + "iiif/"
	zoomBytes    = 1 << 30             // of kept pictures, unless told otherwise
	zoomKept     = 30 * 24 * time.Hour // since they were fetched
	zoomLargest  = 8 << 20
	zoomLeftOver = 0.8 // of the bytes, after making room
)

// zoomCache keeps pictures of others in the blob store, bounded in bytes and in
// time. Several processes may share it: each counts for itself, and the hourly
// sweep counts anew.
type zoomCache struct {
	blobs media.Blobs
	max   int64
	now   func() time.Time

	mu   sync.Mutex
	used int64 // -1: not counted yet
}

func newZoomCache(blobs media.Blobs, max int64, now func() time.Time) *zoomCache {
	if max <= 0 {
		max = zoomBytes
	}
	return &zoomCache{blobs: blobs, max: max, now: now, used: -1}
}

// get gives a file with the time when it was fetched.
func (c *zoomCache) get(ctx context.Context, name string) ([]byte, time.Time, error) {
	f, meta, err := c.blobs.Get(ctx, zoomPrefix+name)
	if err != nil {
		return nil, time.Time{}, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, zoomLargest+1))
	if err != nil {
		return nil, time.Time{}, fmt.Errorf("read %s: %w", name, err)
	}
	return data, meta.Modified, nil
}

// put keeps a file, and makes room for it.
func (c *zoomCache) put(ctx context.Context, name string, data []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.used < 0 || c.used+int64(len(data)) > c.max {
		if err := c.tidy(ctx, c.max-int64(len(data))); err != nil {
			return err
		}
	}
	kind := "application/octet-stream"
	if strings.HasSuffix(name, ".json") {
		kind = "application/json"
	}
	if err := (media.Bytes{Blobs: c.blobs}).Put(ctx, zoomPrefix+name, kind, data); err != nil {
		return err
	}
	c.used += int64(len(data))
	return nil
}

// sweep deletes what is too old, and counts.
func (c *zoomCache) sweep(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.tidy(ctx, c.max)
}

// tidy deletes what is too old and then, if more than room bytes are kept, the
// oldest until a good part of them is free.
func (c *zoomCache) tidy(ctx context.Context, room int64) error {
	var files []media.Meta
	used, oldest := int64(0), c.now().Add(-zoomKept)
	for m, err := range c.blobs.List(ctx, zoomPrefix) {
		if err != nil {
			return err
		}
		files = append(files, m)
		used += m.Size
	}
	slices.SortFunc(files, func(a, b media.Meta) int { return a.Modified.Compare(b.Modified) })
	full := used > room
	for _, m := range files {
		if m.Modified.After(oldest) && (!full || used <= int64(zoomLeftOver*float64(room))) {
			break
		}
		if err := c.blobs.Delete(ctx, m.Key); err != nil {
			return err
		}
		used -= m.Size
	}
	c.used = used
	return nil
}
