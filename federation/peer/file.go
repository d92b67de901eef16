package peer

import (
	"context"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
)

// File is what was downloaded.
type File struct {
	URL         string // where it was found, after redirects
	ContentType string // media type in lower case, without parameters
	Charset     string // as the server says, may be empty
	Body        []byte
}

// GetFile downloads a file of at most max bytes (after decompression) whose
// media type is one of types: exact ("image/png"), a whole class ("image/*"), or
// none named for any. For media, feeds and imports; the content is not looked
// at. Redirects may leave the host, never https. Errors are an [*Error].
func (c *Client) GetFile(ctx context.Context, address string, max int64, types ...string) (*File, error) {
	ctx, cancel := context.WithTimeout(ctx, c.opts.File)
	defer cancel()
	u, err := c.check(address, forFiles)
	if err != nil {
		return nil, err
	}
	res, final, err := c.follow(u, forFiles, func(hop *url.URL) (*http.Request, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, hop.String(), nil)
		if err != nil {
			return nil, &Error{Reason: ReasonAddress, Host: hop.Host, Err: err}
		}
		accept := strings.Join(types, ", ")
		if accept == "" {
			accept = "*/*"
		}
		req.Header.Set("Accept", accept)
		return req, nil
	})
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		drain(res)
		return nil, statusError(final.Host, res, c.opts.Now())
	}
	media, params, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if err != nil && len(types) > 0 || !matches(media, types) {
		drain(res)
		return nil, fail(ReasonContentType, final.Host, "%.100q", res.Header.Get("Content-Type"))
	}
	f := &File{URL: final.String(), ContentType: media, Charset: params["charset"]}
	if f.Body, err = read(res, final.Host, max); err != nil {
		return nil, err
	}
	return f, nil
}

func matches(media string, types []string) bool {
	for _, t := range types {
		if class, ok := strings.CutSuffix(t, "/*"); t == media || ok && strings.HasPrefix(media, class+"/") {
			return true
		}
	}
	return len(types) == 0
}

// HTTPClient lends the safe transport to libraries and plugins (OIDC, harvests,
// webhooks): same dialer, same bounds, no cookies; here, and only here, the
// operator's AllowHosts may be reached. Bodies end with an error after MaxFile.
func (c *Client) HTTPClient() *http.Client {
	return &http.Client{
		Transport: library{c},
		Timeout:   c.opts.File,
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return fail(ReasonRedirect, req.URL.Host, "more than %d", maxRedirects)
			}
			last := via[len(via)-1].URL
			if last.Scheme == "https" && req.URL.Scheme != "https" {
				return fail(ReasonRedirect, last.Host, "from https to %s", req.URL.Scheme)
			}
			if req.URL.Host != via[0].URL.Host {
				keepPublic(req.Header)
			}
			return nil
		},
	}
}

// keepPublic drops what was meant for another host: keys, tokens, signatures.
func keepPublic(h http.Header) {
	for name := range h {
		switch name {
		case "Accept", "Accept-Language", "Content-Type", "Content-Length", "Range", "If-None-Match", "If-Modified-Since", "User-Agent":
		default:
			delete(h, name)
		}
	}
}

// library is a RoundTripper that holds every request against the policy.
type library struct{ c *Client }

// RoundTrip implements http.RoundTripper.
func (l library) RoundTrip(req *http.Request) (*http.Response, error) {
	u, err := normalise(req.URL)
	if err == nil {
		err = l.c.checkURL(u, forLibraries)
	} else {
		err = &Error{Reason: ReasonAddress, Err: err}
	}
	if err != nil {
		if req.Body != nil {
			_ = req.Body.Close()
		}
		return nil, err
	}
	out := req.Clone(req.Context())
	out.URL = u
	out.Header.Del("Cookie")
	res, err := l.c.send(l.c.open, out)
	if err != nil {
		return nil, err
	}
	res.Body = &bounded{ReadCloser: res.Body, left: l.c.opts.MaxFile, host: u.Host}
	return res, nil
}

// bounded fails, instead of ending early, when a body is too long.
type bounded struct {
	io.ReadCloser
	left int64
	host string
}

func (b *bounded) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, fail(ReasonTooLarge, b.host, "body over the limit")
	}
	return n, err
}
