package peer

import (
	"net/http"
	"net/url"
)

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
