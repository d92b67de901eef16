package cmd

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"vitrine/content"
	"vitrine/content/clean"
	"vitrine/content/iiif"
	"vitrine/content/media"
	"vitrine/federation/peer"
	"vitrine/web"
)

// zoomer shows pictures in full detail that are kept by others: a visitor asks
// us, and we ask the image service (IIIF) that the manifest of a published item
// names. Only what the service's own description allows is asked, little at a
// time, and what came is kept; while the other side is down, what is kept is shown.
type zoomer struct {
	items content.ItemStore
	fetch pictures
	keep  *zoomCache
	now   func() time.Time
	log   *slog.Logger
	slots chan struct{} // fetches under way

	mu      sync.Mutex
	flights map[string]*zoomFlight
	failed  map[string]zoomFailure
}

var _ web.Zoom = (*zoomer)(nil)

// pictures is the way out to the network.
type pictures func(ctx context.Context, address string, max int64, types ...string) ([]byte, error)

// Bounds of what is fetched.
const (
	zoomFetches  = 4                // at a time
	zoomTime     = 15 * time.Second // for one
	zoomPicture  = 8 << 20          // bytes of a tile or a picture
	zoomFresh    = 24 * time.Hour   // until a manifest is looked at again
	zoomAgain    = 2 * time.Minute  // until what failed is tried again
	zoomFailures = 1000             // that are remembered
)

type zoomFlight struct {
	done chan struct{}
	data []byte
	err  error
}

type zoomFailure struct {
	until time.Time
	err   error
}

func newZoomer(items content.ItemStore, fetch pictures, keep *zoomCache, now func() time.Time, log *slog.Logger) *zoomer {
	return &zoomer{items: items, fetch: fetch, keep: keep, now: now, log: log, slots: make(chan struct{}, zoomFetches),
		flights: map[string]*zoomFlight{}, failed: map[string]zoomFailure{}}
}

// away is what a visitor is told when a picture cannot be had.
func away(err error) error {
	return &content.Error{Code: content.Unavailable, Key: "error.zoom_away", Err: err}
}

// manifest is the manifest that a published item names.
func (z *zoomer) manifest(ctx context.Context, site *content.Site, id content.ID) (*iiif.Manifest, error) {
	it, err := z.items.Item(ctx, site.ID, id, content.LiveRevision)
	if err != nil {
		return nil, err
	}
	d, ok := it.Details.(content.Pictured)
	if !ok || it.Status != content.Published || !it.Expires.IsZero() && !z.now().Before(it.Expires) || !content.ValidURL(d.Manifest()) {
		return nil, content.Failf(content.NotFound, "item %s has no manifest that is public", id)
	}
	var m *iiif.Manifest
	_, err = z.load(ctx, "m/"+sumName(d.Manifest())+".json", zoomFresh, func(ctx context.Context) ([]byte, error) {
		return z.fetch(ctx, d.Manifest(), iiif.MaxManifest, "application/json", "application/ld+json", "text/json", "text/plain", "application/octet-stream")
	}, func(data []byte) (err error) { m, err = iiif.ReadManifest(data); return err })
	return m, err
}

// Pages implements web.Zoom.
func (z *zoomer) Pages(ctx context.Context, site *content.Site, id content.ID) (*web.Zoomed, error) {
	m, err := z.manifest(ctx, site, id)
	if err != nil {
		return nil, err
	}
	out := &web.Zoomed{Credit: plainTexts(m.Credit), Rights: m.Rights}
	for i, p := range m.Pages {
		zp := web.ZoomedPage{Label: plainTexts(p.Label), Width: p.Width, Height: p.Height, Tiled: p.Service != ""}
		for _, w := range iiif.Widths {
			zp.Paths = append(zp.Paths, strconv.Itoa(i+1)+"/"+iiif.Path(w))
			zp.Widths = append(zp.Widths, w)
		}
		out.Pages = append(out.Pages, zp)
	}
	return out, nil
}

// plainTexts are words from elsewhere without markup.
func plainTexts(in content.Localised) content.Localised {
	out := content.Localised{}
	for l, s := range in {
		if s = clean.Plain(strings.ReplaceAll(clean.Text(clean.Remote(s)), "\n", " ")); s != "" {
			out[l] = s
		}
	}
	return out
}

// page is a picture of an item's manifest, counted from 1, with what its
// service offers; nil when it has none.
func (z *zoomer) page(ctx context.Context, site *content.Site, id content.ID, n int) (iiif.Page, *iiif.Info, error) {
	m, err := z.manifest(ctx, site, id)
	if err != nil {
		return iiif.Page{}, nil, err
	}
	if n < 1 || n > len(m.Pages) {
		return iiif.Page{}, nil, content.Failf(content.NotFound, "picture %d of %d", n, len(m.Pages))
	}
	p := m.Pages[n-1]
	if p.Service == "" {
		return p, nil, nil
	}
	var info *iiif.Info
	_, err = z.load(ctx, "s/"+sumName(p.Service)+"/info.json", 7*zoomFresh, func(ctx context.Context) ([]byte, error) {
		return z.fetch(ctx, p.Service+"/info.json", iiif.MaxInfo, "application/json", "application/ld+json", "text/json", "text/plain", "application/octet-stream")
	}, func(data []byte) (err error) { info, err = iiif.ReadInfo(data); return err })
	return p, info, err
}

// Info implements web.Zoom.
func (z *zoomer) Info(ctx context.Context, site *content.Site, id content.ID, n int) ([]byte, error) {
	_, info, err := z.page(ctx, site, id, n)
	if err != nil {
		return nil, err
	}
	if info == nil {
		return nil, content.Failf(content.NotFound, "picture %d has no service", n)
	}
	return info.JSON(site.Origin + "/iiif/" + string(id) + "/" + strconv.Itoa(n))
}

// Image implements web.Zoom.
func (z *zoomer) Image(ctx context.Context, site *content.Site, id content.ID, n int, request string) (data []byte, mediaType string, err error) {
	if !iiif.Valid(request) { // before anything is looked up
		return nil, "", content.Fail(content.NotFound, iiif.ErrRequest)
	}
	p, info, err := z.page(ctx, site, id, n)
	if err != nil {
		return nil, "", err
	}
	name, address := "i/"+sumName(p.Image), p.Image
	if info != nil {
		r, err := info.Request(request)
		if err != nil {
			return nil, "", content.Fail(content.NotFound, err)
		}
		name, address = "s/"+sumName(p.Service)+"/"+r.Name(), r.Address(p.Service, info)
	} else if !strings.HasPrefix(request, "full/") {
		return nil, "", content.Fail(content.NotFound, iiif.ErrRequest)
	}
	data, err = z.load(ctx, name, 0, func(ctx context.Context) ([]byte, error) { return z.fetch(ctx, address, zoomPicture, "image/*") }, judgePicture)
	if err != nil {
		return nil, "", err
	}
	return data, http.DetectContentType(data), nil
}

// judgePicture takes pictures that browsers show, of a size that was asked for.
func judgePicture(data []byte) error {
	info, err := media.Inspect(bytes.NewReader(data), media.Limits{Bytes: zoomPicture, Pixels: 25_000_000, Side: 2 * iiif.MaxPicture, Memory: 200 << 20})
	if err != nil {
		return err
	}
	if info.Format == media.GIF {
		return errors.New("a GIF is no picture in detail")
	}
	return nil
}

// load gives what is kept, while it is fresh (0: always), or fetches it: once,
// however many ask. When that fails, what is kept is better than nothing; and
// nobody asks again for a while.
func (z *zoomer) load(ctx context.Context, name string, fresh time.Duration, fetch func(context.Context) ([]byte, error), judge func([]byte) error) ([]byte, error) {
	kept, at, err := z.keep.get(ctx, name)
	if err != nil && !content.Is(err, content.NotFound) {
		return nil, err
	}
	if err == nil && judge(kept) != nil { // an earlier version took it
		kept = nil
	}
	if kept != nil && (fresh == 0 || z.now().Sub(at) < fresh) {
		return kept, nil
	}
	data, err := z.once(ctx, name, func(ctx context.Context) ([]byte, error) {
		data, err := fetch(ctx)
		if err == nil {
			err = judge(data)
		}
		if err != nil {
			return nil, err
		}
		if err := z.keep.put(ctx, name, data); err != nil {
			z.log.Warn("a picture in detail is not kept", "err", err)
		}
		return data, nil
	})
	switch {
	case err == nil:
		return data, judge(data) // which also reads it
	case kept != nil:
		return kept, judge(kept)
	case ctx.Err() != nil:
		return nil, ctx.Err()
	}
	return nil, away(fmt.Errorf("%s: %w", name, err))
}

// once lets one caller fetch while others wait, and remembers what failed. The
// fetch goes on when its caller leaves, for the others, but not for long.
func (z *zoomer) once(ctx context.Context, name string, fetch func(context.Context) ([]byte, error)) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	z.mu.Lock()
	if f, ok := z.failed[name]; ok && z.now().Before(f.until) {
		z.mu.Unlock()
		return nil, f.err
	}
	if fl := z.flights[name]; fl != nil {
		z.mu.Unlock()
		select {
		case <-fl.done:
			return fl.data, fl.err
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	fl := &zoomFlight{done: make(chan struct{}), err: errors.New("the fetch was given up")}
	tried := false
	z.flights[name] = fl
	z.mu.Unlock()
	defer func() { // also when fetch panics
		z.mu.Lock()
		delete(z.flights, name)
		if fl.err != nil && tried {
			if len(z.failed) >= zoomFailures {
				clear(z.failed)
			}
			z.failed[name] = zoomFailure{z.now().Add(zoomAgain), fl.err}
		} else if fl.err == nil {
			delete(z.failed, name)
		}
		z.mu.Unlock()
		close(fl.done)
	}()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), zoomTime)
	defer cancel()
	select {
	case z.slots <- struct{}{}:
		defer func() { <-z.slots }()
	case <-ctx.Done(): // too much is asked of us, not of the other side
		fl.err = ctx.Err()
		return nil, fl.err
	}
	tried = true
	fl.data, fl.err = fetch(ctx)
	return fl.data, fl.err
}

// sumName is an address as the name of a file.
func sumName(address string) string {
	sum := sha256.Sum256([]byte(address))
	return hex.EncodeToString(sum[:16])
}

// fetchFile lends the client to what fetches pictures.
func fetchFile(c *peer.Client) pictures {
	return func(ctx context.Context, address string, max int64, types ...string) ([]byte, error) {
		f, err := c.GetFile(ctx, address, max, types...)
		if err != nil {
			return nil, err
		}
		return f.Body, nil
	}
}
