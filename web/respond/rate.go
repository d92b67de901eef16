package respond

import (
	"math"
	"net/netip"
	"sync"
	"time"

	"vitrine/content"
)

// Limiter is a token bucket per network, in bounded memory: when it is full the
// buckets that were used longest ago make room.
type Limiter struct {
	perSecond float64
	burst     float64
	max       int
	now       func() time.Time

	mu      sync.Mutex
	buckets map[netip.Prefix]*bucket
	head    bucket // ring: head.next was used last, head.prev longest ago
}

type bucket struct {
	key        netip.Prefix
	tokens     float64
	at         time.Time
	prev, next *bucket
}

// NewLimiter allows perSecond requests on average and burst at once from each
// network, and remembers at most max networks.
func NewLimiter(perSecond float64, burst, max int, now func() time.Time) *Limiter {
	l := &Limiter{perSecond: perSecond, burst: float64(burst), max: max, now: now, buckets: make(map[netip.Prefix]*bucket)}
	l.head.prev, l.head.next = &l.head, &l.head
	return l
}

// Allow takes a token of the visitor's network; wait is how long until there is
// one again when there is none.
func (l *Limiter) Allow(a netip.Addr) (ok bool, wait time.Duration) {
	now, key := l.now(), Network(a)
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.buckets[key]
	switch {
	case b != nil:
		b.unlink()
		if since := now.Sub(b.at).Seconds(); since > 0 {
			b.tokens = math.Min(l.burst, b.tokens+since*l.perSecond)
		}
	case len(l.buckets) >= l.max:
		b = l.head.prev
		b.unlink()
		delete(l.buckets, b.key)
		fallthrough
	default:
		b = &bucket{key: key, tokens: l.burst}
		l.buckets[key] = b
	}
	b.at = now
	b.prev, b.next = &l.head, l.head.next
	b.next.prev, l.head.next = b, b
	if b.tokens < 1 {
		return false, time.Duration((1 - b.tokens) / l.perSecond * float64(time.Second))
	}
	b.tokens--
	return true, 0
}

// Check is Allow as an error: RateLimited, with the seconds to wait.
func (l *Limiter) Check(a netip.Addr) (retryAfter int, err error) {
	ok, wait := l.Allow(a)
	if ok {
		return 0, nil
	}
	return int(math.Ceil(wait.Seconds())), content.Fail(content.RateLimited, nil)
}

func (b *bucket) unlink() { b.prev.next, b.next.prev = b.next, b.prev }
