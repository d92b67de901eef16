package sign

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// message is a request as both schemes look at it.
type message struct {
	method string
	target string // path and query as on the request line
	host   string // as sent
	origin string // scheme and authority of the receiver: https://hub.example
	header http.Header
}

// outgoing looks at a request that we are about to send.
func outgoing(req *http.Request) *message {
	host := req.Host
	if host == "" {
		host = req.URL.Host
	}
	return &message{
		method: method(req), target: req.URL.RequestURI(), host: host,
		origin: req.URL.Scheme + "://" + authority(req.URL.Scheme, host), header: req.Header,
	}
}

// incoming looks at a request that we received. The origin is configuration:
// forwarded headers are never read, and a Host other than ours is refused,
// because then the signature was made for somebody else.
func incoming(req *http.Request, origin string) (*message, error) {
	o, err := url.Parse(origin)
	if err != nil || o.Scheme == "" || o.Host == "" {
		return nil, fmt.Errorf("%w: origin %q is not configured well", ErrHost, origin)
	}
	ours := authority(o.Scheme, o.Host)
	if authority(o.Scheme, req.Host) != ours {
		return nil, fmt.Errorf("%w: %q", ErrHost, req.Host)
	}
	target := req.RequestURI
	if !strings.HasPrefix(target, "/") { // absolute form, or a request made by hand
		target = req.URL.RequestURI()
	}
	return &message{
		method: method(req), target: target, host: req.Host,
		origin: strings.ToLower(o.Scheme) + "://" + ours, header: req.Header,
	}, nil
}

func method(req *http.Request) string {
	if req.Method == "" {
		return http.MethodGet
	}
	return req.Method
}

// authority is @authority (RFC 9421, section 2.2.3): lower case, without the
// default port of the scheme; also without a trailing dot.
func authority(scheme, host string) string {
	host = strings.ToLower(host)
	switch strings.ToLower(scheme) {
	case "https":
		host = strings.TrimSuffix(host, ":443")
	case "http":
		host = strings.TrimSuffix(host, ":80")
	}
	return strings.TrimSuffix(host, ".")
}

// requestTarget is path and query, or the path alone.
func (m *message) requestTarget(dropQuery bool) string {
	if dropQuery {
		path, _, _ := strings.Cut(m.target, "?")
		return path
	}
	return m.target
}

// field is the value of a header as both schemes canonicalise it: values
// trimmed and joined. Headers that mean one thing may stand once.
func (m *message) field(name string) (string, error) {
	if name == "host" {
		return m.host, nil
	}
	values := m.header[http.CanonicalHeaderKey(name)]
	switch len(values) {
	case 0:
		return "", fmt.Errorf("%w: header %q is not there", ErrCoverage, name)
	case 1:
		return strings.TrimSpace(values[0]), nil
	}
	switch name {
	case "date", "digest", "content-type", "content-length":
		return "", fmt.Errorf("%w: header %q stands %d times", ErrMalformed, name, len(values))
	}
	trimmed := make([]string, len(values))
	for i, v := range values {
		trimmed[i] = strings.TrimSpace(v)
	}
	return strings.Join(trimmed, ", "), nil
}
