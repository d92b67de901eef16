package peer

import (
	"crypto/x509"
	"net"
	"net/url"
	"strings"
	"time"
)

// Limits that federation.md names; every one can be set in Options.
const (
	DefaultConnect  = 10 * time.Second // to connect and write a request
	DefaultTotal    = 30 * time.Second // for a whole exchange, body included
	DefaultFile     = 2 * time.Minute  // for a file, or a library's request
	DefaultMaxJSON  = 1 << 20          // bytes of a document after decompression
	DefaultMaxFile  = 64 << 20         // bytes that a library may read
	maxJSONDepth    = 32
	maxJSONArray    = 512
	maxRedirects    = 3
	maxHeaderBytes  = 64 << 10
	maxDrain        = 64 << 10 // bytes read to keep a connection alive
	maxDrainTime    = time.Second
	connsPerHost    = 16 // of one process to one host
	schemeLife      = 7 * 24 * time.Hour
	hostMemoryLimit = 10_000
)

// Options configures a Client. The zero value is safe: https on port 443 to
// public addresses only.
type Options struct {
	// UserAgent is sent with every request: see [UserAgent]. Some servers
	// answer 418 without one.
	UserAgent string

	// AllowPrivate is for a laboratory only: private addresses, plain http, any
	// port.
	AllowPrivate bool
	// AllowHosts are host:port pairs that [Client.HTTPClient] may reach wherever
	// they are: a library system, a mail or S3 server inside the town's network.
	// Federation never uses them.
	AllowHosts []string
	// Ports are allowed besides 80 and 443.
	Ports []int
	// Resolve maps an exact host, or host:port, to the host:port to dial, which
	// may be loopback. It is how the demo's sites find each other; for these
	// names, and no others, plain http and any port are allowed.
	Resolve map[string]string

	// Proxy forwards everything but AllowHosts and Resolve. Names are also
	// resolved here, and refused if they point to a blocked address; where the
	// proxy alone has DNS it must refuse by itself.
	Proxy    *url.URL
	RootCAs  *x509.CertPool // nil: the system's
	Resolver *net.Resolver  // nil: the system's

	Connect, Total, File time.Duration // DefaultConnect, DefaultTotal, DefaultFile when zero
	MaxJSON, MaxFile     int64         // DefaultMaxJSON, DefaultMaxFile when zero; bytes

	Hosts HostMemory       // nil: a bounded memory of this process
	Now   func() time.Time // nil: time.Now
}

// UserAgent is the name by which we are known: Vitrine/1.2.0 (+https://hub.example/).
func UserAgent(version, origin string) string {
	if version == "" {
		version = "dev"
	}
	if origin == "" {
		return "Vitrine/" + version
	}
	return "Vitrine/" + version + " (+" + strings.TrimSuffix(origin, "/") + "/)"
}

func (o Options) withDefaults() Options {
	if o.UserAgent == "" {
		o.UserAgent = UserAgent("", "")
	}
	if o.Connect == 0 {
		o.Connect = DefaultConnect
	}
	if o.Total == 0 {
		o.Total = DefaultTotal
	}
	if o.File == 0 {
		o.File = DefaultFile
	}
	if o.MaxJSON == 0 {
		o.MaxJSON = DefaultMaxJSON
	}
	if o.MaxFile == 0 {
		o.MaxFile = DefaultMaxFile
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Hosts == nil {
		o.Hosts = NewMemory(hostMemoryLimit)
	}
	return o
}
