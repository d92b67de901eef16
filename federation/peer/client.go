package peer

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Client is the one outbound client; safe for concurrent use.
type Client struct {
	opts      Options
	resolve   map[string]string // normal host, or host:port, to dial address
	allow     map[string]bool   // AllowHosts in normal form
	proxyAddr string

	fed  *http.Transport // federation: no exemptions
	open *http.Transport // what the operator configured: AllowHosts are exempt

	breaker breaker
}

// New checks the options and makes a client.
func New(o Options) (*Client, error) {
	c := &Client{opts: o.withDefaults(), resolve: map[string]string{}, allow: map[string]bool{}}
	for name, to := range o.Resolve {
		host, port, err := splitHost(name)
		if err != nil {
			return nil, fmt.Errorf("resolve %q: %w", name, err)
		}
		if port != "" {
			host = net.JoinHostPort(host, port)
		}
		c.resolve[host] = to
	}
	for _, name := range o.AllowHosts {
		host, port, err := splitHost(name)
		if err != nil || port == "" {
			return nil, fmt.Errorf("allowed host %q must be host:port", name)
		}
		c.allow[net.JoinHostPort(host, port)] = true
	}
	if p := o.Proxy; p != nil {
		switch p.Scheme {
		case "http", "https", "socks5", "socks5h":
		default:
			return nil, fmt.Errorf("proxy scheme %q", p.Scheme)
		}
		port := p.Port()
		if port == "" {
			port = map[string]string{"http": "80", "https": "443"}[p.Scheme]
		}
		if port == "" {
			port = "1080"
		}
		c.proxyAddr = net.JoinHostPort(p.Hostname(), port)
	}
	c.breaker.hosts, c.breaker.now = c.opts.Hosts, c.opts.Now
	c.breaker.lease = c.opts.Total + c.opts.Connect

	c.fed, c.open = c.transport(nil), c.transport(c.allow)
	return c, nil
}

// Close drops the idle connections.
func (c *Client) Close() {
	c.fed.CloseIdleConnections()
	c.open.CloseIdleConnections()
}

func splitHost(s string) (host, port string, err error) {
	if h, p, e := net.SplitHostPort(s); e == nil {
		s, port = h, p
	}
	host, err = NormalHost(s)
	return host, port, err
}

// policy is what an address must be for the purpose at hand.
type policy struct {
	plain    bool // http is allowed
	sameHost bool // redirects stay on the host
	exempt   bool // AllowHosts count
}

var (
	forDocuments = policy{sameHost: true}
	forDiscovery = policy{} // handle domains forward to the server
	forFiles     = policy{plain: true}
	forLibraries = policy{plain: true, exempt: true}
)

// check reads an address and holds it against the policy, before any DNS.
func (c *Client) check(raw string, p policy) (*url.URL, error) {
	u, err := parse(raw)
	if err != nil {
		return nil, &Error{Reason: ReasonAddress, Err: err}
	}
	return u, c.checkURL(u, p)
}

func (c *Client) checkURL(u *url.URL, p policy) error {
	if c.opts.AllowPrivate || c.resolved(hostPort(u)) != "" || p.exempt && c.allow[hostPort(u)] {
		return nil
	}
	if u.Scheme != "https" && !p.plain {
		return fail(ReasonAddress, u.Host, "scheme %q", u.Scheme)
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		n, err := strconv.Atoi(port)
		if err != nil || !slices.Contains(c.opts.Ports, n) {
			return fail(ReasonPort, u.Host, "port %s", port)
		}
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil && Blocked(ip) {
		return &Error{Reason: ReasonRefused, Host: u.Host, Err: errBlocked}
	}
	return nil
}

// send makes one exchange on a checked request. Connecting and writing have
// their own limit, which begins when there is a connection to make or to use:
// waiting for one of the few to a slow host is not the host's silence. The whole
// is bounded by the context of the caller.
func (c *Client) send(rt http.RoundTripper, req *http.Request) (*http.Response, error) {
	req.Header.Set("User-Agent", c.opts.UserAgent)
	ctx, cancel := context.WithCancelCause(req.Context())
	slow := newAlarm(c.opts.Connect, func() { cancel(errSlow) })
	res, err := rt.RoundTrip(req.WithContext(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		DNSStart:     func(httptrace.DNSStartInfo) { slow.start() },
		ConnectStart: func(string, string) { slow.start() },
		GotConn:      func(httptrace.GotConnInfo) { slow.start() },
		WroteRequest: func(httptrace.WroteRequestInfo) { slow.stop() },
	})))
	slow.stop()
	if err != nil {
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		cancel(nil)
		return nil, networkError(req.URL.Host, err)
	}
	res.Body = &body{ReadCloser: res.Body, cancel: func() { cancel(nil) }}
	return res, nil
}

// alarm is a timer that starts once, and not any more after it was stopped.
type alarm struct {
	mu      sync.Mutex
	after   time.Duration
	do      func()
	timer   *time.Timer
	stopped bool
}

func newAlarm(after time.Duration, do func()) *alarm { return &alarm{after: after, do: do} }

func (a *alarm) start() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.timer == nil && !a.stopped {
		a.timer = time.AfterFunc(a.after, a.do)
	}
}

func (a *alarm) stop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stopped = true
	if a.timer != nil {
		a.timer.Stop()
	}
}

// body frees the request's context when it is closed.
type body struct {
	io.ReadCloser
	cancel func()
}

func (b *body) Close() error {
	err := b.ReadCloser.Close()
	b.cancel()
	return err
}

// drain reads what little may be left, so that the connection can be used
// again, and closes. A body that does not end at once is not worth the wait.
func drain(res *http.Response) {
	timer := time.AfterFunc(maxDrainTime, func() { _ = res.Body.Close() })
	defer timer.Stop()
	_, _ = io.CopyN(io.Discard, res.Body, maxDrain)
	_ = res.Body.Close()
}

// read takes a whole body of at most max bytes after decompression. What is
// longer is an error, not cut.
func read(res *http.Response, host string, max int64) ([]byte, error) {
	defer res.Body.Close()
	if enc := res.Header.Get("Content-Encoding"); enc != "" && !strings.EqualFold(enc, "identity") {
		return nil, fail(ReasonContentType, host, "content encoding %.40q", enc)
	}
	if res.ContentLength > max {
		return nil, fail(ReasonTooLarge, host, "%d bytes, limit %d", res.ContentLength, max)
	}
	var buf bytes.Buffer
	n, err := buf.ReadFrom(io.LimitReader(res.Body, max+1))
	if err != nil {
		return nil, networkError(host, err)
	}
	if n > max {
		return nil, fail(ReasonTooLarge, host, "more than %d bytes", max)
	}
	return buf.Bytes(), nil
}
