package peer

import "net/netip"

// blocked are the ranges that no peer can have: private, local, reserved, for
// documentation, and the ones that carry an IPv4 address inside an IPv6 one by
// way of a gateway (NAT64, Teredo, 6to4), through which every other range could
// be reached again.
var blocked = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
	"198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "255.255.255.255/32",
	"::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64",
	"2001::/32", "2001:10::/28", "2001:20::/28", "2001:db8::/32", "2002::/16", "3fff::/20",
	"fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
)

var (
	compatible = netip.MustParsePrefix("::/96")    // IPv4 in its last four bytes, deprecated
	unicast    = netip.MustParsePrefix("2000::/3") // all that is assigned of public IPv6
)

// Blocked tells whether an address may not be dialled. IPv4-mapped and
// IPv4-compatible addresses are judged by the IPv4 address inside.
func Blocked(ip netip.Addr) bool {
	ip = ip.WithZone("").Unmap()
	if !ip.IsValid() {
		return true
	}
	if ip.Is6() && compatible.Contains(ip) {
		b := ip.As16()
		return Blocked(netip.AddrFrom4([4]byte(b[12:])))
	}
	for _, p := range blocked {
		if p.Contains(ip) {
			return true
		}
	}
	return ip.Is6() && !unicast.Contains(ip)
}

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}
