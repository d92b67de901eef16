package web

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"vitrine/content"
	"vitrine/web/respond"
)

// timedFor is how long a page that depends on the time may be kept. An item's
// page is kept for itemFor only: that it was announced, and what people
// answered, changes the item's page and does not move the site's generation.
const (
	timedFor = 60 * time.Second
	itemFor  = 5 * time.Second
)

// defaultCacheBytes holds some three thousand pages with their compressed form.
const defaultCacheBytes = 32 << 20

// choicesPart is the part of the cache's bound that pages with a query get.
// Their number is the visitor's: whoever asks for every combination of filters
// pushes out other combinations, never the pages that everyone reads.
const choicesPart = 4

// pages is the cache that keeps the page.
func (h *Handler) pages(k key) *cache {
	if k.query != "" {
		return h.choices
	}
	return h.cache
}

// key names a page. The query is what the action understood, in a fixed order.
type key struct {
	site  content.ID
	path  string
	query string
}

// entry is a page as it is sent. Header values are slices so that sending them
// allocates nothing; nobody changes them.
type entry struct {
	gen      int64  // of the site
	version  uint64 // of the theme
	expires  time.Time
	status   int
	once     bool   // made for one visitor, not kept
	object   string // ActivityPub id behind the page
	etag     string
	modified time.Time // zero: has no such header
	plain    []byte
	gzip     []byte
	hPolicy  []string // Content-Security-Policy, nil: that of every page

	hType, hTag, hCache, hVary, hLang, hLink, hRobots []string
	hPlainLen, hGzipLen, hLocation, hModified         []string

	key        key
	prev, next *entry
}

var (
	gzipValue    = []string{"gzip"}
	noCacheValue = []string{"no-cache"} // kept, and asked about each time: a correction is seen at once
	noStoreValue = []string{"no-store"}
	varyValue    = []string{"Accept, Accept-Encoding"}
	htmlValue    = []string{"text/html; charset=utf-8"}
	crossValue   = []string{"cross-origin"}
	robotsValue  = []string{"noindex"}
	trapValue    = []string{"noindex, nofollow"}
)

// send answers with the page, or with 304 when the visitor has it.
func (e *entry) send(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	if e.hTag != nil {
		h["Etag"] = e.hTag
	}
	h["Cache-Control"] = e.hCache
	if e.hPolicy != nil {
		h["Content-Security-Policy"] = e.hPolicy
		h["Cross-Origin-Resource-Policy"] = crossValue
	}
	h["Vary"] = e.hVary
	if e.hModified != nil {
		h["Last-Modified"] = e.hModified
	}
	if e.hLink != nil {
		h["Link"] = e.hLink
	}
	if e.status == http.StatusOK && respond.Fresh(r, e.etag, e.modified) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if e.hLocation != nil {
		h["Location"] = e.hLocation
		w.WriteHeader(e.status)
		return
	}
	h["Content-Type"] = e.hType
	h["Content-Language"] = e.hLang
	if e.hRobots != nil {
		h["X-Robots-Tag"] = e.hRobots
	}
	body, length := e.plain, e.hPlainLen
	if e.gzip != nil && respond.AcceptsGzip(r) {
		body, length = e.gzip, e.hGzipLen
		h["Content-Encoding"] = gzipValue
	}
	h["Content-Length"] = length
	w.WriteHeader(e.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the visitor has gone; there is nobody to tell
	}
}

// finish fills in what follows from the body.
func (e *entry) finish(body []byte, lang content.Lang) {
	e.plain, e.gzip, e.etag = body, respond.Gzip(body), respond.ETag(body)
	e.hType, e.hCache, e.hVary = htmlValue, noCacheValue, varyValue
	e.hTag, e.hLang = []string{e.etag}, []string{string(lang)}
	e.hPlainLen = []string{strconv.Itoa(len(e.plain))}
	e.hGzipLen = []string{strconv.Itoa(len(e.gzip))}
}

// size is what an entry costs, roughly.
func (e *entry) size() int {
	return len(e.plain) + len(e.gzip) + len(e.key.path) + len(e.key.query) + 1024
}

// cache keeps pages, least recently used ones leave first.
type cache struct {
	max     int
	mu      sync.Mutex
	bytes   int
	entries map[key]*entry
	head    entry // ring: head.next was used last
	flights map[key]*flight
}

// flight is a page being made; others who want it wait for it.
type flight struct {
	done chan struct{}
	e    *entry
	err  error
}

func newCache(max int) *cache {
	c := &cache{max: max, entries: map[key]*entry{}, flights: map[key]*flight{}}
	c.head.prev, c.head.next = &c.head, &c.head
	return c
}

// get gives the page when it is of this generation and theme and not too old.
func (c *cache) get(k key, gen int64, version uint64, now time.Time) *entry {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.entries[k]
	if e == nil || e.gen != gen || e.version != version || (!e.expires.IsZero() && !now.Before(e.expires)) {
		return nil
	}
	e.unlink()
	c.front(e)
	return e
}

// stale gives the page as it last was, nil when it was never made or forgotten.
func (c *cache) stale(k key) *entry {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.entries[k]
}

// make gives the page, made by one caller while the others wait.
func (c *cache) make(ctx context.Context, k key, gen int64, version uint64, now time.Time, f func() (*entry, error)) (*entry, error) {
	if e := c.get(k, gen, version, now); e != nil {
		return e, nil
	}
	c.mu.Lock()
	fl := c.flights[k]
	if fl != nil {
		c.mu.Unlock()
		select {
		case <-fl.done:
			if fl.err == nil && fl.e.gen == gen {
				return fl.e, nil
			}
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		return f() // the first one failed, perhaps because its visitor left
	}
	fl = &flight{done: make(chan struct{}), err: context.Canceled}
	c.flights[k] = fl
	c.mu.Unlock()
	defer func() { // also when f panics
		c.mu.Lock()
		delete(c.flights, k)
		c.mu.Unlock()
		close(fl.done)
	}()
	fl.e, fl.err = f()
	if fl.err != nil {
		return nil, fl.err
	}
	fl.e.gen, fl.e.version, fl.e.key = gen, version, k
	c.put(fl.e)
	return fl.e, nil
}

func (c *cache) put(e *entry) {
	if e.once || e.size() > c.max/16 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if old := c.entries[e.key]; old != nil {
		c.drop(old)
	}
	c.entries[e.key] = e
	c.bytes += e.size()
	c.front(e)
	for c.bytes > c.max {
		c.drop(c.head.prev)
	}
}

func (c *cache) drop(e *entry) {
	e.unlink()
	delete(c.entries, e.key)
	c.bytes -= e.size()
}

func (c *cache) front(e *entry) {
	e.prev, e.next = &c.head, c.head.next
	e.next.prev, c.head.next = e, e
}

func (e *entry) unlink() { e.prev.next, e.next.prev = e.next, e.prev }
