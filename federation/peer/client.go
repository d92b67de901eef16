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
	keys    *keyCache
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

	c.keys = newKeyCache(c.opts.Now)
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
// their own limit; the whole is bounded by the context of the caller.
func (c *Client) send(rt http.RoundTripper, req *http.Request) (*http.Response, error) {
	req.Header.Set("User-Agent", c.opts.UserAgent)
	ctx, cancel := context.WithCancelCause(req.Context())
	timer := time.AfterFunc(c.opts.Connect, func() { cancel(errSlow) })
	trace := &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) { timer.Stop() }}
	res, err := rt.RoundTrip(req.WithContext(httptrace.WithClientTrace(ctx, trace)))
	timer.Stop()
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
// again, and closes.
func drain(res *http.Response) {
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

// follow sends what build makes for an address, and for up to three more that
// it is redirected to. Each hop is built anew, so that nothing made for one
// address (signature, credentials) reaches another.
func (c *Client) follow(u *url.URL, p policy, build func(*url.URL) (*http.Request, error)) (*http.Response, *url.URL, error) {
	seen := make(map[string]bool, maxRedirects+1)
	for hop := 0; ; hop++ {
		if seen[u.String()] {
			return nil, nil, fail(ReasonRedirect, u.Host, "in a loop")
		}
		seen[u.String()] = true
		req, err := build(u)
		if err != nil {
			return nil, nil, err
		}
		res, err := c.send(c.fed, req)
		if err != nil {
			return nil, nil, err
		}
		if !isRedirect(res.StatusCode) {
			return res, u, nil
		}
		location := res.Header.Get("Location")
		drain(res)
		if hop == maxRedirects {
			return nil, nil, fail(ReasonRedirect, u.Host, "more than %d", maxRedirects)
		}
		if u, err = c.next(u, location, p); err != nil {
			return nil, nil, err
		}
	}
}

// next is where a redirect may lead.
func (c *Client) next(from *url.URL, location string, p policy) (*url.URL, error) {
	if location == "" || len(location) > maxURL {
		return nil, fail(ReasonRedirect, from.Host, "location of %d bytes", len(location))
	}
	to, err := from.Parse(location)
	if err != nil {
		return nil, fail(ReasonRedirect, from.Host, "location cannot be read")
	}
	if to, err = normalise(to); err != nil {
		return nil, &Error{Reason: ReasonRedirect, Host: from.Host, Err: err}
	}
	if from.Scheme == "https" && to.Scheme != "https" {
		return nil, fail(ReasonRedirect, from.Host, "from https to %s", to.Scheme)
	}
	if p.sameHost && (to.Host != from.Host || to.Scheme != from.Scheme) {
		return nil, fail(ReasonRedirect, from.Host, "to %s", to.Host)
	}
	return to, c.checkURL(to, p)
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}
