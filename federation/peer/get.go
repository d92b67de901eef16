package peer

import (
	"context"
	"encoding/json"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"vitrine/federation/sign"
)

// Kind is what a document is expected to be.
type Kind int

// The kinds of documents that are read.
const (
	Activity Kind = iota // ActivityStreams: actor, object, activity, collection
	JSON                 // NodeInfo, WebFinger and other plain JSON; redirects may leave the host
	xrd                  // host-meta
)

// ActivityType is the content type of everything ActivityPub that we send.
const ActivityType = "application/activity+json"

const (
	activityStreams = "https://www.w3.org/ns/activitystreams"
	acceptActivity  = ActivityType + `, application/ld+json; profile="` + activityStreams + `"`
)

func (k Kind) accept() string {
	switch k {
	case Activity:
		return acceptActivity
	case xrd:
		return "application/xrd+xml, application/xml;q=0.9, text/xml;q=0.9"
	}
	return "application/jrd+json, application/json"
}

func (k Kind) policy() policy {
	if k == Activity {
		return forDocuments
	}
	return forDiscovery
}

// takes tells whether a content type is one of the kind. Only ActivityPub types
// count for ActivityPub: an upload that happens to be JSON is no object, and
// ld+json without the profile could be anything.
func (k Kind) takes(contentType string) bool {
	media, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return false
	}
	switch k {
	case Activity:
		return media == ActivityType ||
			media == "application/ld+json" && slices.Contains(strings.Fields(params["profile"]), activityStreams)
	case xrd:
		return media == "application/xrd+xml" || media == "application/xml" || media == "text/xml"
	}
	return media == "application/json" || media == "application/jrd+json" || media == "application/ld+json" || media == ActivityType
}

// Document is what was fetched.
type Document struct {
	ID          string // of an Activity document: equal to URL
	URL         string // where it was found, after redirects
	ContentType string
	Body        []byte // JSON within the limits of depth, arrays and keywords
}

// Get reads a document, signed when as is given (peers in secure mode answer
// nobody else). An Activity document must carry the id of the address where it
// was found; if it names another id of the same host, that one is fetched, once.
// Errors are an [*Error].
//
// The host's circuit does not hold a Get back: the key that proves that a host
// lives again is itself a Get. Its failures count all the same.
func (c *Client) Get(ctx context.Context, address string, as *sign.Signer, kind Kind) (*Document, error) {
	ctx, cancel := context.WithTimeout(ctx, c.opts.Total)
	defer cancel()
	u, err := c.check(address, kind.policy())
	if err != nil {
		return nil, err
	}
	doc, err := c.fetch(ctx, u, as, kind)
	if err != nil || kind != Activity || doc.ID == doc.URL {
		return doc, err
	}
	found, err := url.Parse(doc.URL)
	if err != nil {
		return nil, fail(ReasonID, u.Host, "address %.100q", doc.URL)
	}
	id, err := c.check(doc.ID, forDocuments)
	if err != nil || id.Host != found.Host || id.Scheme != found.Scheme {
		return nil, fail(ReasonID, u.Host, "document at %.200q calls itself %.200q", doc.URL, doc.ID)
	}
	if id.String() == doc.URL { // spelled in another way, still the same
		return doc, nil
	}
	if doc, err = c.fetch(ctx, id, as, kind); err != nil {
		return nil, err
	}
	if again, err := parse(doc.ID); err != nil || again.String() != doc.URL {
		return nil, fail(ReasonID, u.Host, "document at %.200q calls itself %.200q", doc.URL, doc.ID)
	}
	return doc, nil
}

// fetch knocks until a document is handed out: with the scheme that the host
// understands; on 401 once more with the path alone signed, if there is a query;
// then with the other scheme.
func (c *Client) fetch(ctx context.Context, u *url.URL, as *sign.Signer, kind Kind) (*Document, error) {
	host := u.Host
	scheme, err := c.breaker.scheme(ctx, host)
	if err != nil {
		return nil, err
	}
	with := sign.With{Scheme: scheme}
	var res *http.Response
	var final *url.URL
	for knocks := 1; ; knocks++ {
		res, final, err = c.follow(u, kind.policy(), func(hop *url.URL) (*http.Request, error) {
			return c.getRequest(ctx, hop, as, with, kind)
		})
		if err != nil {
			_ = c.breaker.leave(ctx, pass{host: host}, judge(0, err), "", 0)
			return nil, err
		}
		if as == nil || knocks == 3 || !knockAgain(res.StatusCode, with.Scheme) {
			break
		}
		accept := res.Header.Get("Accept-Signature")
		switch {
		case res.StatusCode == http.StatusUnauthorized && u.RawQuery != "" && !with.DropQuery && accept == "" && knocks == 1:
			with.DropQuery = true
		case with.Scheme == scheme:
			with = sign.With{Scheme: scheme.Other(), Accept: accept}
		default:
			knocks = 3
		}
		if knocks == 3 {
			break
		}
		drain(res)
	}
	return c.document(ctx, res, final, host, kind, as != nil, with.Scheme)
}

// document takes the answer that counts, and tells the breaker about it.
func (c *Client) document(ctx context.Context, res *http.Response, u *url.URL, host string, kind Kind, signed bool, used sign.Scheme) (*Document, error) {
	var worked sign.Scheme
	if signed && res.StatusCode/100 == 2 {
		worked = used
		if res.Header.Get("Accept-Signature") != "" {
			worked = sign.RFC9421 // RFC 9421, section 5: for the requests to come
		}
	}
	var asked = retryAfter(res.Header, c.opts.Now())
	if err := c.breaker.leave(ctx, pass{host: host}, judge(res.StatusCode, nil), worked, asked); err != nil {
		drain(res)
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		drain(res)
		return nil, statusError(u.Host, res, c.opts.Now())
	}
	doc := &Document{URL: u.String(), ContentType: res.Header.Get("Content-Type")}
	if !kind.takes(doc.ContentType) {
		drain(res)
		return nil, fail(ReasonContentType, u.Host, "%.100q", doc.ContentType)
	}
	var err error
	if doc.Body, err = read(res, u.Host, c.opts.MaxJSON); err != nil || kind == xrd {
		return doc, err
	}
	if err := checkJSON(doc.Body, maxJSONDepth, maxJSONArray); err != nil {
		return nil, &Error{Reason: ReasonJSON, Host: u.Host, Err: err}
	}
	if kind == Activity {
		var members map[string]json.RawMessage
		if json.Unmarshal(doc.Body, &members) != nil || json.Unmarshal(members["id"], &doc.ID) != nil || doc.ID == "" {
			return nil, fail(ReasonID, u.Host, "document has no id")
		}
	}
	return doc, nil
}

func (c *Client) getRequest(ctx context.Context, u *url.URL, as *sign.Signer, with sign.With, kind Kind) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, &Error{Reason: ReasonAddress, Host: u.Host, Err: err}
	}
	req.Header.Set("Accept", kind.accept())
	if as != nil {
		if err := sign.Sign(req, *as, c.opts.Now(), with); err != nil {
			return nil, err
		}
	}
	return req, nil
}

// knockAgain tells the answers of servers that did not understand a signature.
// Some (Gancio, early Mastodon 4.5) break on RFC 9421 instead of refusing it.
func knockAgain(status int, used sign.Scheme) bool {
	return status == http.StatusBadRequest || status == http.StatusUnauthorized ||
		status == http.StatusInternalServerError && used == sign.RFC9421
}
