package peer

import (
	"net/netip"
	"strings"
	"testing"
)

// Section 11: domain normalisation.
func TestNormalHost(t *testing.T) {
	for in, want := range map[string]string{
		"Social.Example":          "social.example",
		"social.example.":         "social.example",
		"bücher.example":          "xn--bcher-kva.example",
		"BÜCHER.example":          "xn--bcher-kva.example",
		"xn--bcher-kva.example":   "xn--bcher-kva.example",
		"ｅxample.com":             "example.com",
		"example。com":             "example.com",
		"127.0.0.1":               "127.0.0.1",
		"１２７.0.0.1":               "127.0.0.1",
		"[::1]":                   "::1",
		"2001:DB8:0::1":           "2001:db8::1",
		"localhost":               "localhost",
		"bib.localhost":           "bib.localhost",
		"a-b.example":             "a-b.example",
		"3com.example":            "3com.example",
		strings.Repeat("a", 63):   strings.Repeat("a", 63),
		"":                        "",
		".":                       "",
		"a..b":                    "",
		"a b":                     "",
		"a/b":                     "",
		"a_b.example":             "",
		"127.1":                   "",
		"2130706433":              "",
		"0x7f000001":              "",
		"0x7f.0.0.0x1":            "",
		"0177.0.0.1":              "",
		"fe80::1%eth0":            "",
		"xn--zzzzzz--.example":    "",
		strings.Repeat("a", 64):   "",
		strings.Repeat("a.", 200): "",
	} {
		got, err := NormalHost(in)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("NormalHost(%q) = %q, %v; want %q", in, got, err, want)
		}
		if err == nil {
			if again, err := NormalHost(got); err != nil || again != got {
				t.Errorf("NormalHost(%q) = %q, %v: not stable", got, again, err)
			}
		}
	}
}

func TestAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"https://Hub.Example/ap/a/1#main-key":  "https://hub.example",
		"https://hub.example:443/x":            "https://hub.example",
		"https://hub.example:8443/x":           "https://hub.example:8443",
		"http://hub.example:80":                "http://hub.example",
		"http://[::1]:3000/":                   "http://[::1]:3000",
		"https://[2001:db8::1]/":               "https://[2001:db8::1]",
		"https://hub.example./":                "https://hub.example",
		"https://user:pw@hub.example/":         "",
		"ftp://hub.example/":                   "",
		"javascript:alert(1)":                  "",
		"https:///x":                           "",
		"https:hub.example":                    "",
		"//hub.example/":                       "",
		"https://x.onion/":                     "",
		"https://y.x.i2p/":                     "",
		"https://onion/":                       "",
		"https://hub.example:99999/":           "https://hub.example:99999", // no such port; the dialer says so
		"https://hub.example%2eevil/":          "",
		"https://a\x00b/":                      "",
		"https://" + strings.Repeat("a", 5000): "",
	} {
		got := ""
		u, err := parse(in)
		if err == nil {
			got = u.Scheme + "://" + u.Host
		}
		if got != want {
			t.Errorf("parse(%q) leads to %q, %v; want %q", in, got, err, want)
		}
	}
}

func TestBlocked(t *testing.T) {
	for _, ip := range []string{
		"0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1", "169.254.169.254",
		"172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255",
		"198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "::10.0.0.1", "::2",
		"64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:10::1", "2001:20::1", "2001:db8::1",
		"2002:7f00:1::", "2002:808:808::1", "3fff::1", "4000::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
	} {
		if !Blocked(netip.MustParseAddr(ip)) {
			t.Errorf("%s may be dialled", ip)
		}
	}
	for _, ip := range []string{
		"1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1", "198.17.0.1", "198.20.0.1", "223.255.255.254",
		"::ffff:8.8.8.8", "2606:4700::1111", "2a01:4f8::1", "2001:4860:4860::8888", "2003::1",
	} {
		if Blocked(netip.MustParseAddr(ip)) {
			t.Errorf("%s is refused", ip)
		}
	}
	if !Blocked(netip.Addr{}) {
		t.Error("no address may be dialled")
	}
}

func FuzzNormalHost(f *testing.F) {
	for _, s := range []string{"hub.example", "bücher.example.", "127.1", "[::1]", "ａ.b", "xn--a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		host, err := NormalHost(s)
		if err != nil {
			return
		}
		if again, err := NormalHost(host); err != nil || again != host {
			t.Errorf("NormalHost(%q) = %q, then %q, %v", s, host, again, err)
		}
		if strings.ContainsAny(host, "/@?# %") || host == "" || host != strings.ToLower(host) {
			t.Errorf("NormalHost(%q) = %q", s, host)
		}
	})
}
