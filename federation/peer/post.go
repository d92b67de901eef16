package peer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"vitrine/federation/sign"
)

// Outcome is what a delivery came to.
type Outcome int

// What may be done next.
const (
	Delivered Outcome = iota // 2xx
	Gone                     // 410: drop the follower, or leave a shared inbox for the personal ones
	Permanent                // never again: the request is at fault
	Retry                    // later, after RetryAfter at least
)

// String names the outcome for logs and metrics.
func (o Outcome) String() string {
	switch o {
	case Delivered:
		return "delivered"
	case Gone:
		return "gone"
	case Permanent:
		return "permanent"
	}
	return "retry"
}

// Result is how a delivery went, in words for programs and for staff.
type Result struct {
	Outcome    Outcome
	Status     int           // HTTP status, 0 if there was no answer
	RetryAfter time.Duration // what the host or its circuit asks for, 0 if nothing
	Reason     string        // machine key: "", "http_410", "timeout", "dns", "tls", "refused_address", "circuit_open" …
	Detail     string        // short plain text, safe to show; of the peer's own words at most one sentence
}

// Post delivers an activity to an inbox, signed, knocking twice if the first
// signature is not understood (draft-cavage, then RFC 9421, or the other way
// round where that worked before). The digest is [sign.NewDigest] of the body,
// made once for a whole fan-out; the zero digest is made here.
//
// What the network does is in the Result. The error is for what is our own
// fault: a key that cannot sign, a memory that cannot be read.
func (c *Client) Post(ctx context.Context, inbox string, body []byte, digest sign.Digest, s sign.Signer) (Result, error) {
	ctx, cancel := context.WithTimeout(ctx, c.opts.Total)
	defer cancel()
	u, err := c.check(inbox, forDocuments)
	if err != nil {
		return resultOf(err), nil
	}
	leave, err := c.breaker.enter(ctx, u.Host)
	if err != nil {
		return Result{}, err
	}
	if leave.wait > 0 {
		return Result{Outcome: Retry, RetryAfter: leave.wait, Reason: ReasonCircuit,
			Detail: "the server did not answer lately"}, nil
	}
	if digest.IsZero() {
		digest = sign.NewDigest(body)
	}
	d := delivery{c: c, ctx: ctx, u: u, body: body, digest: digest, signer: s}
	r, worked, err := d.run(leave.scheme)
	v := judge(r.Status, nil)
	switch {
	case err != nil:
		v = unjudged
	case r.Status == 0:
		v = judge(0, &Error{Reason: r.Reason})
	}
	// A cancelled context must not keep a probe's lease.
	if e := c.breaker.leave(context.WithoutCancel(ctx), leave, v, worked, r.RetryAfter); err == nil {
		err = e
	}
	return r, err
}

// delivery is one activity on its way to one inbox.
type delivery struct {
	c      *Client
	ctx    context.Context
	u      *url.URL
	body   []byte
	digest sign.Digest
	signer sign.Signer
}

// run knocks once or twice. When both signatures are refused the first answer
// counts: the second may only say that the other scheme is unknown.
func (d *delivery) run(scheme sign.Scheme) (r Result, worked sign.Scheme, err error) {
	first, accept, err := d.knock(sign.With{Scheme: scheme, Digest: d.digest})
	if err != nil {
		return first, "", err
	}
	if !knockAgain(first.Status, scheme) {
		if first.Outcome == Delivered {
			worked = scheme
			if accept != "" {
				worked = sign.RFC9421 // RFC 9421, section 5: for the requests to come
			}
		}
		return first, worked, nil
	}
	second, _, err := d.knock(sign.With{Scheme: scheme.Other(), Digest: d.digest, Accept: accept})
	switch {
	case err != nil:
		return second, "", err
	case knockAgain(second.Status, scheme.Other()):
		return first, "", nil
	case second.Outcome == Delivered:
		worked = scheme.Other()
	}
	return second, worked, nil
}

// knock sends the activity once and returns the peer's Accept-Signature.
func (d *delivery) knock(with sign.With) (Result, string, error) {
	req, err := http.NewRequestWithContext(d.ctx, http.MethodPost, d.u.String(), bytes.NewReader(d.body))
	if err != nil {
		return resultOf(&Error{Reason: ReasonAddress, Err: err}), "", nil
	}
	req.Header.Set("Content-Type", ActivityType)
	req.Header.Set("Accept", ActivityType+", application/json")
	if err := sign.Sign(req, d.signer, d.c.opts.Now(), with); err != nil {
		return Result{}, "", err
	}
	res, err := d.c.send(d.c.fed, req)
	if err != nil {
		return resultOf(err), "", nil
	}
	defer drain(res)
	r := Result{Outcome: outcome(res.StatusCode), Status: res.StatusCode}
	if r.Outcome == Delivered {
		return r, res.Header.Get("Accept-Signature"), nil
	}
	r.Reason = httpReason(res.StatusCode)
	if r.Outcome == Retry {
		r.RetryAfter = retryAfter(res.Header, d.c.opts.Now())
	}
	r.Detail = http.StatusText(res.StatusCode)
	if words := complaint(res); words != "" {
		r.Detail = strings.TrimPrefix(r.Detail+": "+words, ": ")
	}
	return r, res.Header.Get("Accept-Signature"), nil
}

// outcome classifies a status (federation.md, 4.3). A redirect is not followed:
// it is a server that is being moved, or a way to send our signature elsewhere.
func outcome(status int) Outcome {
	switch {
	case status >= 200 && status < 300:
		return Delivered
	case status == http.StatusGone:
		return Gone
	case status == http.StatusUnauthorized, status == http.StatusRequestTimeout, status == http.StatusTooManyRequests:
		return Retry
	case status >= 400 && status < 500, status == http.StatusNotImplemented:
		return Permanent
	}
	return Retry
}

// resultOf is the Result of a request that got no answer.
func resultOf(err error) Result {
	r := Result{Outcome: Retry, Reason: ReasonConnection}
	var e *Error
	if errors.As(err, &e) {
		r.Reason = e.Reason
	}
	switch r.Reason {
	case ReasonAddress, ReasonPort, ReasonRefused:
		r.Outcome = Permanent
	}
	r.Detail = details[r.Reason]
	return r
}

// details are said instead of an error's own text, which names our addresses.
var details = map[string]string{
	ReasonAddress:    "the address cannot be used",
	ReasonPort:       "the port is not allowed",
	ReasonRefused:    "the name leads to a private address",
	ReasonDNS:        "the name is not known",
	ReasonTLS:        "the certificate or the encryption is not valid",
	ReasonTimeout:    "no answer in time",
	ReasonConnection: "the connection failed",
	ReasonCanceled:   "stopped on our side",
}

// maxComplaint is the longest sentence kept of a peer's own words, in letters.
const maxComplaint = 160

// complaint is what a peer says was wrong: the text of {"error": "…"}, which
// Mastodon, GoToSocial and others send. Plain, one line, bounded.
func complaint(res *http.Response) string {
	if !JSON.takes(res.Header.Get("Content-Type")) {
		return ""
	}
	head, err := io.ReadAll(io.LimitReader(res.Body, 4<<10))
	if err != nil {
		return ""
	}
	var members map[string]json.RawMessage
	var words string
	if json.Unmarshal(head, &members) != nil || json.Unmarshal(members["error"], &words) != nil {
		return ""
	}
	clean := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar || strings.ContainsRune("<>&\"", r) {
			return -1
		}
		return r
	}, words)
	letters := []rune(strings.Join(strings.Fields(clean), " "))
	if len(letters) > maxComplaint {
		letters = append(letters[:maxComplaint-1], '…')
	}
	return string(letters)
}
