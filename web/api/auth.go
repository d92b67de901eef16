package api

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"vitrine/content"
)

// maxToken bounds what is looked at of a token, in bytes; ours have about 50.
const maxToken = 512

// admit finds the site and who asks, or refuses.
func (c *call) admit(rt route) error {
	if retry, err := c.requests.Check(c.Proxies.Visitor(c.r)); err != nil {
		return &failure{err: err, retry: retry}
	}
	site, err := c.Site(c.r)
	if err != nil {
		return err
	}
	c.site = site
	if site.State != "" && site.State != content.SiteActive {
		return content.Failf(content.Gone, "the site is %s", site.State)
	}
	if rt.public {
		return nil
	}
	if err := c.authenticate(); err != nil {
		return err
	}
	if len(rt.scopes) == 0 {
		return nil
	}
	for _, s := range rt.scopes {
		if c.who.Has(s) {
			return nil
		}
	}
	return lacks(rt.scopes[0])
}

// lacks says that the token does not have the scope.
func lacks(s content.Scope) error {
	return &content.Error{Code: content.Forbidden, Key: "error.scope", Args: map[string]any{"Scope": string(s)}}
}

// authenticate finds the staff member behind the token. Only the token's hash
// is looked up, so that an answer's time tells nothing of the secret. A token
// of another site is no token here. Refused tokens are counted by network.
func (c *call) authenticate() error {
	secret, given := bearer(c.r.Header.Get("Authorization"))
	if !given {
		return &failure{err: content.Fail(content.Unauthorized, nil), challenge: `Bearer realm="vitrine"`}
	}
	sum := sha256.Sum256([]byte(secret))
	token, user, members, err := c.Store.TokenByHash(c.ctx(), hex.EncodeToString(sum[:]), c.Now())
	switch {
	case content.Is(err, content.NotFound) || err == nil && token.Site != c.site.ID:
		if retry, err := c.failures.Check(c.Proxies.Visitor(c.r)); err != nil {
			return &failure{err: err, retry: retry}
		}
		return &failure{err: content.Fail(content.Unauthorized, nil), challenge: `Bearer realm="vitrine", error="invalid_token"`}
	case err != nil:
		return err
	}
	c.token = token
	c.who = content.Staff{User: *user, Site: token.Site, Members: members, Scopes: append([]content.Scope{}, token.Scopes...)} // nil would mean all scopes
	if len(members) == 0 {
		return content.Failf(content.Forbidden, "the user has no role on the site any more")
	}
	return nil
}

func bearer(header string) (secret string, ok bool) {
	scheme, secret, _ := strings.Cut(header, " ")
	secret = strings.TrimSpace(secret)
	return secret, strings.EqualFold(scheme, "Bearer") && secret != "" && len(secret) <= maxToken
}

// may fails unless the token has the scope and its user the role on the channel,
// the whole site when that is empty. It is for what has no rule in content.Service.
func (c *call) may(s content.Scope, r content.Role, channel content.ID) error {
	if !c.who.Has(s) {
		return lacks(s)
	}
	if !c.who.May(r, channel) {
		return content.Fail(content.Forbidden, nil)
	}
	return nil
}

// seen lists the channels that the filter lets through, nil when a role on the
// whole site does.
func (c *call) seen(see func(channel content.ID) bool) []content.ID {
	if see("") {
		return nil
	}
	out := []content.ID{}
	for _, m := range c.who.Members {
		if m.Channel != "" && see(m.Channel) {
			out = append(out, m.Channel)
		}
	}
	return out
}
