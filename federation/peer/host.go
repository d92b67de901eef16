package peer

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// profile is UTS 46 as browsers resolve names, with DNS's limits of length.
var profile = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(true), idna.VerifyDNSLength(true))

// NormalHost is the one form of a host name (without port) in which hosts are
// compared, stored and blocked: IDNA ASCII, lower case, no trailing dot; IP
// addresses in their canonical text, IPv6 without brackets. Names that read as
// numbers, which resolvers take for addresses (127.1, 0x7f000001), are refused.
func NormalHost(host string) (string, error) {
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	if ip, err := netip.ParseAddr(host); err == nil {
		if ip.Zone() != "" {
			return "", fmt.Errorf("host %q has a zone", host)
		}
		return ip.String(), nil
	}
	if len(host) > 1024 { // 253 once in ASCII; bounds the work of IDNA
		return "", fmt.Errorf("host of %d bytes", len(host))
	}
	ascii, err := profile.ToASCII(strings.TrimSuffix(host, "."))
	if err != nil {
		return "", fmt.Errorf("host %q: %w", host, err)
	}
	// A form that is not stable (invalid UTF-8 gives some) is no form to compare.
	if again, err := profile.ToASCII(ascii); err != nil || again != ascii {
		return "", fmt.Errorf("host %q has no normal form", host)
	}
	if ip, err := netip.ParseAddr(ascii); err == nil { // written in full-width digits
		return ip.String(), nil
	}
	last := ascii[strings.LastIndexByte(ascii, '.')+1:]
	if strings.Trim(last, "0123456789") == "" || strings.HasPrefix(last, "0x") {
		return "", fmt.Errorf("host %q reads as a number", host)
	}
	return ascii, nil
}

// maxURL is the longest address followed, in bytes.
const maxURL = 4096

// parse reads an address and brings its host to normal form. The fragment is
// dropped: it never travels.
func parse(raw string) (*url.URL, error) {
	if len(raw) > maxURL {
		return nil, fmt.Errorf("address of %d bytes", len(raw))
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("address cannot be read")
	}
	return normalise(u)
}

func normalise(u *url.URL) (*url.URL, error) {
	out := *u
	out.Scheme = strings.ToLower(u.Scheme)
	switch {
	case out.Scheme != "https" && out.Scheme != "http":
		return nil, fmt.Errorf("scheme %q", u.Scheme)
	case u.Opaque != "" || u.Host == "":
		return nil, fmt.Errorf("address without host")
	case u.User != nil:
		return nil, fmt.Errorf("address with user info")
	}
	host, err := NormalHost(u.Hostname())
	if err != nil {
		return nil, err
	}
	for _, suffix := range []string{".onion", ".i2p"} {
		if strings.HasSuffix("."+host, suffix) {
			return nil, fmt.Errorf("host ends in %s", suffix)
		}
	}
	port := u.Port()
	if port == "" && strings.HasSuffix(u.Host, ":") || port == defaultPort(out.Scheme) {
		port = ""
	}
	switch {
	case port != "":
		out.Host = net.JoinHostPort(host, port)
	case strings.Contains(host, ":"):
		out.Host = "[" + host + "]"
	default:
		out.Host = host
	}
	out.Fragment, out.RawFragment = "", ""
	return &out, nil
}

func defaultPort(scheme string) string {
	if scheme == "http" {
		return "80"
	}
	return "443"
}

// hostPort is host:port of a normalised address, the port always spelled out.
func hostPort(u *url.URL) string {
	if p := u.Port(); p != "" {
		return u.Host
	}
	return net.JoinHostPort(u.Hostname(), defaultPort(u.Scheme))
}
