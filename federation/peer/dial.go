package peer

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// errBlocked is what the dialer says about an address that is nobody's.
var errBlocked = errors.New("address is private, local or reserved")

// control runs between DNS and connect, with the very address that is about to
// be dialled. It is the check that rebinding, redirects and odd spellings of
// addresses cannot go around.
func control(_ context.Context, network, address string, _ syscall.RawConn) error {
	if network != "tcp4" && network != "tcp6" {
		return fmt.Errorf("%w: network %s", errBlocked, network)
	}
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %s", errBlocked, address)
	}
	if Blocked(ap.Addr()) {
		return fmt.Errorf("%w: %s", errBlocked, ap.Addr())
	}
	return nil
}

// transport makes a connection pool whose every connection is checked. The
// exempt host:port pairs may be anywhere.
func (c *Client) transport(exempt map[string]bool) *http.Transport {
	plain := &net.Dialer{Timeout: c.opts.Connect, KeepAlive: 30 * time.Second, Resolver: c.opts.Resolver}
	safe := *plain
	safe.ControlContext = control

	direct := func(addr string) bool { return exempt[addr] || c.resolved(addr) != "" }
	t := &http.Transport{
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			switch to := c.resolved(addr); {
			case to != "":
				return plain.DialContext(ctx, network, to)
			case exempt[addr], addr == c.proxyAddr, c.opts.AllowPrivate:
				return plain.DialContext(ctx, network, addr)
			}
			return safe.DialContext(ctx, network, addr)
		},
		TLSClientConfig:        &tls.Config{RootCAs: c.opts.RootCAs, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    c.opts.Connect,
		MaxResponseHeaderBytes: maxHeaderBytes,
		// A fan-out visits 200 hosts at once and comes back to each of them ten
		// times: keep its connections, but never more per host than is polite.
		MaxIdleConns:        1024,
		MaxIdleConnsPerHost: connsPerHost,
		MaxConnsPerHost:     connsPerHost,
		IdleConnTimeout:     90 * time.Second,
		Protocols:           new(http.Protocols),
		HTTP2:               &http.HTTP2Config{SendPingTimeout: 15 * time.Second, PingTimeout: c.opts.Connect},
	}
	t.Protocols.SetHTTP1(true)
	t.Protocols.SetHTTP2(true) // over TLS; plain http stays HTTP/1.1
	if c.opts.Proxy != nil {
		t.Proxy = func(req *http.Request) (*url.URL, error) {
			u, err := normalise(req.URL)
			if err != nil {
				return nil, err
			}
			if direct(hostPort(u)) {
				return nil, nil
			}
			return c.opts.Proxy, c.behindProxy(req.Context(), u.Hostname())
		}
	}
	return t
}

// resolved is the address that the configuration gives for host:port, "" if none.
func (c *Client) resolved(addr string) string {
	if to, ok := c.resolve[addr]; ok {
		return to
	}
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return ""
	}
	to, ok := c.resolve[host]
	if ok && !strings.Contains(to, ":") {
		to = net.JoinHostPort(to, port)
	}
	return to
}

// behindProxy refuses what we can see to be private before the proxy is asked.
// Whoever runs a proxy inside a network must also refuse there.
func (c *Client) behindProxy(ctx context.Context, host string) error {
	if c.opts.AllowPrivate {
		return nil
	}
	resolver := c.opts.Resolver
	if resolver == nil {
		resolver = net.DefaultResolver
	}
	ips, err := resolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil // names are the proxy's business here
	}
	for _, ip := range ips {
		if Blocked(ip) {
			return fmt.Errorf("%w: %s", errBlocked, ip)
		}
	}
	return nil
}
