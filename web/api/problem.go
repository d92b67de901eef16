package api

import (
	"errors"
	"net/http"
	"strconv"

	"vitrine/content"
	"vitrine/web/respond"
)

// failure is an error with what its answer carries beside the sentence.
type failure struct {
	err       error
	status    int    // instead of the code's
	key       string // instead of the code's sentence, with status
	challenge string // WWW-Authenticate
	allow     string // Allow
	retry     int    // Retry-After, in seconds
	current   any    // the item as it is now, of a conflict
	uses      []use  // what keeps a file from being deleted
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

func noMethod(allow string) error {
	return &failure{err: content.Failf(content.NotFound, "no such method"), status: http.StatusMethodNotAllowed, key: "error.method", allow: allow}
}

// problem is the body of an answer that says what went wrong.
type problem struct {
	respond.Problem
	Current any   `json:"current,omitempty"`
	Uses    []use `json:"uses,omitempty"`
}

// use is an item that uses a file.
type use struct {
	ID    content.ID `json:"id"`
	Kind  string     `json:"kind"`
	Title string     `json:"title"`
	URL   string     `json:"url"`
}

// problem answers with an error. The real cause goes to the log only.
func (c *call) problem(err error) {
	p := problem{Problem: respond.Describe(c.Words, c.lang, err)}
	h := c.w.Header()
	var f *failure
	if errors.As(err, &f) {
		p.Current, p.Uses = f.current, f.uses
		if f.status != 0 {
			p.Status, p.Title, p.Detail = f.status, http.StatusText(f.status), c.Words.T(c.lang, f.key)
		}
		set(h, "WWW-Authenticate", f.challenge)
		set(h, "Allow", f.allow)
		if f.retry > 0 {
			h.Set("Retry-After", strconv.Itoa(f.retry))
		}
	}
	var e *content.Error
	if errors.As(err, &e) && e.Key == "error.scope" { // RFC 6750, section 3.1
		scope, _ := e.Args["Scope"].(string)
		h.Set("WWW-Authenticate", `Bearer realm="vitrine", error="insufficient_scope", scope="`+scope+`"`)
	}
	if h.Get("Retry-After") == "" && (p.Status == http.StatusTooManyRequests || p.Status == http.StatusServiceUnavailable) {
		h.Set("Retry-After", "30")
	}
	if id := respond.RequestID(c.w); id != "" {
		p.Instance = "urn:request:" + id
	}
	respond.LogError(c.r, c.Log, respond.RequestID(c.w), p.Status, err)
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Language", c.lang)
	data, err := encode(p)
	if err != nil { // current cannot be written: say the rest
		p.Current = nil
		data, _ = encode(p) // strings and numbers only
	}
	c.w.WriteHeader(p.Status)
	if c.r.Method != http.MethodHead {
		_, _ = c.w.Write(data) // the client has gone; there is nobody to tell
	}
}

func set(h http.Header, name, value string) {
	if value != "" {
		h.Set(name, value)
	}
}

// invalid is an error about one field.
func invalid(field, key string, args ...any) error {
	p := content.NewProblems()
	p.Add(field, key, args...)
	return p.Err()
}
