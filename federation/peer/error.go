package peer

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"
)

// Reasons why a request came to nothing: keys for programs and for the
// sentences that staff read. An HTTP status is "http_" and its number.
const (
	ReasonAddress     = "bad_address"     // the URL itself: scheme, user info, host
	ReasonPort        = "refused_port"    // neither 80 nor 443
	ReasonRefused     = "refused_address" // private, local or reserved after DNS
	ReasonDNS         = "dns"
	ReasonTLS         = "tls"
	ReasonTimeout     = "timeout"
	ReasonConnection  = "connection"
	ReasonCanceled    = "canceled"      // by us
	ReasonCircuit     = "circuit_open"  // the host failed lately; not asked
	ReasonRedirect    = "redirect"      // too many, in a loop, or to where we do not go
	ReasonTooLarge    = "too_large"     // body over the limit
	ReasonContentType = "content_type"  // not what was asked for
	ReasonJSON        = "bad_json"      // not JSON, too deep, too long, or with refused keywords
	ReasonID          = "id_mismatch"   // the document is not the one asked for
	ReasonWebFinger   = "bad_webfinger" // no usable link, or subjects that contradict
)

// Error is why a request came to nothing.
type Error struct {
	Reason     string
	Status     int           // of the answer, 0 without one
	RetryAfter time.Duration // what the answer asked for, 0 if nothing
	Host       string
	Err        error // for the log
}

// Error implements error; the text is for the log.
func (e *Error) Error() string {
	s := "peer"
	if e.Host != "" {
		s += " " + e.Host
	}
	s += ": " + e.Reason
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// ReasonOf is the reason of an error of this package, "" for others.
func ReasonOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Reason
	}
	return ""
}

// StatusOf is the HTTP status behind an error of this package, 0 without one.
func StatusOf(err error) int {
	var e *Error
	if errors.As(err, &e) {
		return e.Status
	}
	return 0
}

// fail makes an Error whose cause is a sentence.
func fail(reason, host, format string, args ...any) *Error {
	return &Error{Reason: reason, Host: host, Err: fmt.Errorf(format, args...)}
}

// statusError is the Error of an answer that is not 2xx.
func statusError(host string, res *http.Response, now time.Time) *Error {
	return &Error{Reason: httpReason(res.StatusCode), Status: res.StatusCode, Host: host,
		RetryAfter: retryAfter(res.Header, now)}
}

func httpReason(status int) string { return "http_" + strconv.Itoa(status) }

// errSlow cancels a request that could not be written in time.
var errSlow = errors.New("connecting and writing took too long")

// networkError names what went wrong below HTTP.
func networkError(host string, err error) *Error {
	var mine *Error
	if errors.As(err, &mine) {
		return mine
	}
	e := &Error{Reason: ReasonConnection, Host: host, Err: err}
	var (
		dns   *net.DNSError
		cert  *tls.CertificateVerificationError
		alert tls.AlertError
		rec   tls.RecordHeaderError
		name  x509.HostnameError
		ca    x509.UnknownAuthorityError
		slow  net.Error
	)
	switch {
	case errors.Is(err, errBlocked):
		e.Reason = ReasonRefused
	case errors.Is(err, errSlow), errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		e.Reason = ReasonTimeout
	case errors.Is(err, context.Canceled):
		e.Reason = ReasonCanceled
	case errors.As(err, &dns):
		e.Reason = ReasonDNS
	case errors.As(err, &cert), errors.As(err, &alert), errors.As(err, &rec), errors.As(err, &name), errors.As(err, &ca):
		e.Reason = ReasonTLS
	case errors.As(err, &slow) && slow.Timeout():
		e.Reason = ReasonTimeout
	}
	return e
}

// maxRetryAfter bounds what a remote server may ask us to wait.
const maxRetryAfter = 24 * time.Hour

// retryAfter reads Retry-After (RFC 9110, section 10.2.3): seconds or a date.
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := h.Get("Retry-After")
	if v == "" {
		return 0
	}
	var d time.Duration
	if n, err := strconv.ParseUint(v, 10, 31); err == nil {
		d = time.Duration(n) * time.Second
	} else if at, err := http.ParseTime(v); err == nil {
		d = at.Sub(now)
	}
	return max(0, min(d, maxRetryAfter))
}
