package peer

import (
	"context"
	"hash/maphash"
	"net"
	"net/http"
	"sync"
	"time"

	"vitrine/federation/sign"
)

// When a host's circuit opens, and for how long.
const (
	openAfter = 5 // failures in a row
	minOpen   = 30 * time.Second
	maxOpen   = time.Hour
	stateLife = 8 * 24 * time.Hour // after which a host is forgotten
)

// breaker spares hosts that fail, and us the waiting for them. Its state is in
// HostMemory; the locks only order the read-change-write of this process.
type breaker struct {
	hosts HostMemory
	now   func() time.Time
	lease time.Duration // how long a probe may take
	locks [64]sync.Mutex
}

var lockSeed = maphash.MakeSeed()

func (b *breaker) lock(host string) *sync.Mutex {
	return &b.locks[maphash.String(lockSeed, host)%uint64(len(b.locks))]
}

// pass is the leave to talk to a host.
type pass struct {
	host   string
	probe  bool          // the one request that tries a host whose circuit was open
	scheme sign.Scheme   // to sign with
	wait   time.Duration // above zero: no leave, ask again after it
}

// enter asks for leave. When an open circuit's time is up, the first to ask is
// the probe, and holds off everybody else, in all processes, for its lease.
func (b *breaker) enter(ctx context.Context, host string) (pass, error) {
	mu := b.lock(host)
	mu.Lock()
	defer mu.Unlock()
	now := b.now()
	s, err := b.hosts.Recall(ctx, host, now)
	if err != nil {
		return pass{}, err
	}
	p := pass{host: host, scheme: s.scheme(now)}
	if s.OpenUntil.IsZero() {
		return p, nil
	}
	if now.Before(s.OpenUntil) {
		p.wait = s.OpenUntil.Sub(now)
		return p, nil
	}
	p.probe = true
	s.OpenUntil = now.Add(b.lease)
	return p, b.hosts.Remember(ctx, host, s, now.Add(stateLife))
}

// scheme is the one to sign with for a host, without asking for leave.
func (b *breaker) scheme(ctx context.Context, host string) (sign.Scheme, error) {
	now := b.now()
	s, err := b.hosts.Recall(ctx, host, now)
	return s.scheme(now), err
}

// verdict is what an exchange says about the host.
type verdict int

const (
	alive    verdict = iota // it answered, whatever it said
	failing                 // it did not, or it is broken or overloaded
	unjudged                // we gave up ourselves
)

// leave reports how it went. Asked is the Retry-After of the answer.
func (b *breaker) leave(ctx context.Context, p pass, v verdict, worked sign.Scheme, asked time.Duration) error {
	mu := b.lock(p.host)
	mu.Lock()
	defer mu.Unlock()
	now := b.now()
	s, err := b.hosts.Recall(ctx, p.host, now)
	if err != nil {
		return err
	}
	before := s
	switch {
	case v == alive:
		s.Failures, s.OpenUntil = 0, time.Time{}
	case v == unjudged:
		if p.probe {
			s.OpenUntil = now // the next to ask probes
		}
	case !p.probe && now.Before(s.OpenUntil):
		// A straggler from before it opened tells nothing new.
	default:
		s.Failures++
		if s.Failures >= openAfter {
			s.OpenUntil = now.Add(openFor(s.Failures))
		} else if p.probe {
			s.OpenUntil = now.Add(minOpen)
		}
		if until := now.Add(min(asked, maxOpen)); asked > 0 && until.After(s.OpenUntil) {
			s.OpenUntil = until
		}
	}
	if worked != "" && worked != s.scheme(now) {
		s.Scheme, s.SchemeUntil = worked, now.Add(schemeLife)
	}
	if s == before {
		return nil
	}
	return b.hosts.Remember(ctx, p.host, s, now.Add(stateLife))
}

// openFor doubles from half a minute to an hour.
func openFor(failures int) time.Duration {
	d := minOpen
	for range failures - openAfter {
		if d *= 2; d >= maxOpen {
			return maxOpen
		}
	}
	return d
}

// scheme is the one to sign with first.
func (s HostState) scheme(now time.Time) sign.Scheme {
	if s.Scheme == "" || now.After(s.SchemeUntil) {
		return sign.Cavage
	}
	return s.Scheme
}

// Revive closes a host's circuit: call it for every request whose signature by
// that host was verified, because a host that speaks is a host that lives. The
// host may carry a port.
func (c *Client) Revive(ctx context.Context, host string) error {
	name, port, err := splitHost(host)
	if err != nil {
		return &Error{Reason: ReasonAddress, Err: err}
	}
	if port != "" && port != "443" {
		name = net.JoinHostPort(name, port)
	}
	return c.breaker.leave(ctx, pass{host: name}, alive, "", 0)
}

// judge reads an exchange's effect on the circuit from its status and error.
func judge(status int, err error) verdict {
	switch {
	case status == http.StatusRequestTimeout, status == http.StatusTooManyRequests,
		status >= 500 && status != http.StatusNotImplemented:
		return failing
	case status != 0:
		return alive
	}
	switch ReasonOf(err) {
	case ReasonDNS, ReasonTLS, ReasonTimeout, ReasonConnection:
		return failing
	}
	return unjudged
}
