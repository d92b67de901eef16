package federation

import (
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"vitrine/content"
)

// How much work others may cause. A network is /24 of IPv4, /48 of IPv6: what
// somebody can have many addresses of. Who signs well is bounded generously, for
// one post that becomes popular brings thousands of reactions from one large
// server within minutes; who signs badly, soon.
const (
	signedPerSecond, signedBurst   = 100, 3000 // requests of a network that name one key host
	refusedPerSecond, refusedBurst = 1, 60     // signatures of a network that were refused
	fetchPerSecond, fetchBurst     = 5, 300    // keys fetched for a network, and from a host
	relayPerSecond, relayBurst     = 1, 120    // forwarded activities that a signing host makes us look up
	bucketsKept                    = 10_000
)

// buckets are token buckets by name, in bounded memory.
type buckets struct {
	perSecond, burst float64
	mu               sync.Mutex
	by               map[string]bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

func newBuckets(perSecond, burst float64) *buckets {
	return &buckets{perSecond: perSecond, burst: burst, by: map[string]bucket{}}
}

// wait is how long name has to wait for a token, zero when there is one.
func (b *buckets) wait(name string, now time.Time) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.short(b.now(name, now))
}

// take takes a token of name, or says how long to wait for one.
func (b *buckets) take(name string, now time.Time) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	tokens := b.now(name, now)
	if d := b.short(tokens); d > 0 {
		return d
	}
	if _, ok := b.by[name]; !ok && len(b.by) >= bucketsKept {
		b.makeRoom(now)
	}
	b.by[name] = bucket{tokens - 1, now}
	return 0
}

func (b *buckets) now(name string, now time.Time) float64 {
	have, ok := b.by[name]
	if !ok {
		return b.burst
	}
	since := max(0, now.Sub(have.at).Seconds())
	return math.Min(b.burst, have.tokens+since*b.perSecond)
}

func (b *buckets) short(tokens float64) time.Duration {
	if tokens >= 1 {
		return 0
	}
	return time.Duration((1 - tokens) / b.perSecond * float64(time.Second))
}

// makeRoom forgets buckets that are full again, and some others when none is.
func (b *buckets) makeRoom(now time.Time) {
	seen := 0
	for name := range b.by {
		if seen++; seen > 64 && len(b.by) < bucketsKept {
			return
		}
		if b.now(name, now) >= b.burst || seen > 64 {
			delete(b.by, name)
		}
	}
}

// tooMany is the answer to who has to wait; the header is the caller's to send.
func tooMany(w http.ResponseWriter, wait time.Duration) error {
	w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	return content.Failf(content.RateLimited, "%s to wait", wait)
}

// sender is the name that limits of a request count by: the network that it
// comes from. A private one is a proxy that nobody told us to trust, before
// which everybody looks the same; there the host that is claimed counts too, so
// that one bad sender does not keep out all others.
func (s *Server) sender(r *http.Request, host string) string {
	a, ok := s.address(r)
	bits := 48
	if a.Is4() {
		bits = 24
	}
	p, err := a.Prefix(bits)
	if !ok || err != nil || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() {
		return p.String() + " " + host
	}
	return p.String()
}

func (s *Server) address(r *http.Request) (a netip.Addr, ok bool) {
	if s.Visitor != nil {
		a = s.Visitor(r)
	} else if ap, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
		a = ap.Addr()
	}
	return a.Unmap().WithZone(""), a.IsValid()
}
