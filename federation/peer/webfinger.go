package peer

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Finger is what WebFinger says about an account (RFC 7033).
type Finger struct {
	Acct  string // user@host in the form its own server uses
	Actor string // href of the self link: the actor's id, yet to be confirmed by the actor
	Links []Link
}

// Link is one link of a WebFinger answer.
type Link struct {
	Rel      string `json:"rel"`
	Type     string `json:"type"`
	Href     string `json:"href"`
	Template string `json:"template"`
}

// Template is the template of the first link with one of the relations, in the
// order of the relations; "" if there is none.
func (f *Finger) Template(rels ...string) string {
	for _, rel := range rels {
		for _, l := range f.Links {
			if l.Rel == rel && l.Template != "" {
				return l.Template
			}
		}
	}
	return ""
}

// WebFinger finds the id of the actor behind user@host, @user@host or
// acct:user@host. The caller fetches the actor and makes sure that its id is
// this one.
func (c *Client) WebFinger(ctx context.Context, acct string) (actorID string, err error) {
	f, err := c.Finger(ctx, acct)
	if err != nil {
		return "", err
	}
	return f.Actor, nil
}

// Finger is WebFinger with everything that was said. If the answer is about
// another account than was asked for, that one is asked about, once, and must
// speak of itself: so a handle on one domain may live on another, and nobody
// can claim a handle of a domain that does not agree.
func (c *Client) Finger(ctx context.Context, acct string) (*Finger, error) {
	ctx, cancel := context.WithTimeout(ctx, c.opts.Total)
	defer cancel()
	user, host, err := splitAcct(acct)
	if err != nil {
		return nil, err
	}
	f, err := c.finger(ctx, user, host)
	if err != nil {
		return nil, err
	}
	if strings.EqualFold(f.Acct, user+"@"+host) {
		return f, nil
	}
	if user, host, err = splitAcct(f.Acct); err != nil {
		return nil, err
	}
	if f, err = c.finger(ctx, user, host); err != nil {
		return nil, err
	}
	if !strings.EqualFold(f.Acct, user+"@"+host) {
		return nil, fail(ReasonWebFinger, host, "subject changes twice")
	}
	return f, nil
}

var username = regexp.MustCompile(`^[A-Za-z0-9_](?:[A-Za-z0-9_.~-]{0,254}[A-Za-z0-9_])?$`)

// splitAcct reads user@host[:port], the host in normal form.
func splitAcct(acct string) (user, host string, err error) {
	acct = strings.TrimPrefix(strings.TrimPrefix(acct, "acct:"), "@")
	user, host, ok := strings.Cut(acct, "@")
	if !ok || !username.MatchString(user) {
		return "", "", fail(ReasonWebFinger, "", "account %.200q cannot be read", acct)
	}
	u, err := parse("https://" + host)
	if err != nil || u.Path != "" || u.RawQuery != "" || u.User != nil {
		return "", "", fail(ReasonWebFinger, "", "account %.200q cannot be read", acct)
	}
	return user, u.Host, nil
}

// finger asks once, by the well-known address, then by host-meta.
func (c *Client) finger(ctx context.Context, user, host string) (*Finger, error) {
	resource := "acct:" + user + "@" + host
	doc, base, err := c.wellKnown(ctx, host, "/.well-known/webfinger?resource="+url.QueryEscape(resource), JSON)
	if StatusOf(err) == http.StatusNotFound {
		template := c.hostMeta(ctx, base)
		if template == "" {
			return nil, err
		}
		doc, err = c.Get(ctx, strings.ReplaceAll(template, "{uri}", url.QueryEscape(resource)), nil, JSON)
	}
	if err != nil {
		return nil, err
	}
	var jrd struct {
		Subject string `json:"subject"`
		Links   []Link `json:"links"`
	}
	if err := json.Unmarshal(doc.Body, &jrd); err != nil {
		return nil, fail(ReasonWebFinger, host, "answer cannot be read")
	}
	subjectUser, subjectHost, err := splitAcct(jrd.Subject)
	if err != nil || !strings.HasPrefix(jrd.Subject, "acct:") {
		return nil, fail(ReasonWebFinger, host, "subject %.200q", jrd.Subject)
	}
	f := &Finger{Acct: subjectUser + "@" + subjectHost, Links: jrd.Links}
	for _, l := range jrd.Links {
		if l.Rel == "self" && isActivity(l.Type) {
			f.Actor = l.Href
			break
		}
	}
	if _, err := c.check(f.Actor, forDocuments); err != nil {
		return nil, fail(ReasonWebFinger, host, "no usable self link")
	}
	return f, nil
}

// isActivity tells the two types that name an actor (federation.md, 1.1).
func isActivity(contentType string) bool {
	media, params, err := mime.ParseMediaType(contentType)
	return err == nil && (media == ActivityType ||
		media == "application/ld+json" && slices.Contains(strings.Fields(params["profile"]), activityStreams))
}

// wellKnown gets a path of a host that is known by name only: over https, and
// in a laboratory, if nobody answers there, over http. Base is the one used.
func (c *Client) wellKnown(ctx context.Context, host, path string, kind Kind) (doc *Document, base string, err error) {
	base = "https://" + host
	doc, err = c.Get(ctx, base+path, nil, kind)
	if err != nil && StatusOf(err) == 0 {
		plain := "http://" + host
		if u, e := parse(plain); e == nil && (c.opts.AllowPrivate || c.resolved(hostPort(u)) != "") {
			if d, e := c.Get(ctx, plain+path, nil, kind); e == nil || StatusOf(e) != 0 {
				return d, plain, e
			}
		}
	}
	return doc, base, err
}

// hostMeta is the template for WebFinger that a host publishes (RFC 6415), or "".
func (c *Client) hostMeta(ctx context.Context, base string) string {
	doc, err := c.Get(ctx, base+"/.well-known/host-meta", nil, xrd)
	if err != nil {
		return ""
	}
	var meta struct {
		Links []struct {
			Rel      string `xml:"rel,attr"`
			Template string `xml:"template,attr"`
		} `xml:"Link"`
	}
	if xml.Unmarshal(doc.Body, &meta) != nil {
		return ""
	}
	for _, l := range meta.Links {
		if l.Rel == "lrdd" && strings.Contains(l.Template, "{uri}") {
			return l.Template
		}
	}
	return ""
}
