package respond

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"vitrine/content"
)

// Words is the catalogue of sentences.
type Words interface {
	T(lang, key string, args ...any) string
}

var statuses = map[content.Code]int{
	content.Invalid: http.StatusUnprocessableEntity, content.Malformed: http.StatusBadRequest,
	content.Unauthorized: http.StatusUnauthorized, content.Forbidden: http.StatusForbidden,
	content.NotFound: http.StatusNotFound, content.Gone: http.StatusGone, content.Conflict: http.StatusConflict,
	content.TooLarge: http.StatusRequestEntityTooLarge, content.MediaType: http.StatusUnsupportedMediaType,
	content.RateLimited: http.StatusTooManyRequests, content.Unavailable: http.StatusServiceUnavailable,
	content.Full: http.StatusInsufficientStorage, content.Internal: http.StatusInternalServerError,
}

// Status is the HTTP status of an error. A request that ended because its time
// was up is 503: the page exists, and peers delete what answers 404 or 410.
func Status(err error) int {
	var e *content.Error
	if errors.As(err, &e) {
		if s, ok := statuses[e.Code]; ok {
			return s
		}
		return http.StatusInternalServerError
	}
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// Sentence is what a person is told about an error, in lang.
func Sentence(words Words, lang string, err error) string {
	var e *content.Error
	if errors.As(err, &e) {
		return words.T(lang, e.MessageKey(), e.Args)
	}
	switch Status(err) {
	case http.StatusRequestEntityTooLarge:
		return words.T(lang, "error.too_large")
	case http.StatusServiceUnavailable:
		return words.T(lang, "error.unavailable")
	}
	return words.T(lang, "error.internal")
}

// Problem is an answer of the API that says what went wrong (RFC 9457).
type Problem struct {
	Type     string            `json:"type"`
	Title    string            `json:"title"`
	Status   int               `json:"status"`
	Detail   string            `json:"detail,omitempty"`
	Instance string            `json:"instance,omitempty"` // the request id, as urn:request:…
	Errors   map[string]string `json:"errors,omitempty"`   // by path: "texts.0.title"
}

// Describe turns an error into what a program is told, with sentences in lang.
func Describe(words Words, lang string, err error) Problem {
	status := Status(err)
	p := Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: Sentence(words, lang, err)}
	var e *content.Error
	if errors.As(err, &e) && len(e.Fields) > 0 {
		p.Errors = make(map[string]string, len(e.Fields))
		for path, f := range e.Fields {
			p.Errors[path] = words.T(lang, f.Key, f.Args)
		}
	}
	return p
}

// WriteProblem answers with application/problem+json and logs the cause of
// faults of ours. retryAfter in seconds is sent when it is above zero.
func WriteProblem(w http.ResponseWriter, r *http.Request, log *slog.Logger, words Words, lang string, err error, retryAfter int) {
	p := Describe(words, lang, err)
	id := RequestID(w)
	if id != "" {
		p.Instance = "urn:request:" + id
	}
	LogError(r, log, id, p.Status, err)
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Language", lang)
	if retryAfter <= 0 && (p.Status == http.StatusServiceUnavailable || p.Status == http.StatusTooManyRequests) {
		retryAfter = 30
	}
	if retryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(retryAfter))
	}
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the client has gone; there is nobody to tell
}

// LogError writes the real cause of an error to the log: faults of ours as
// errors, what the visitor did as debugging information.
func LogError(r *http.Request, log *slog.Logger, id string, status int, err error) {
	if log == nil {
		return
	}
	level := slog.LevelDebug
	if status >= 500 {
		level = slog.LevelError
	}
	if errors.Is(err, context.Canceled) { // the visitor left
		level = slog.LevelDebug
	}
	log.LogAttrs(r.Context(), level, "request failed", slog.String("request", id), slog.String("method", r.Method),
		slog.String("host", r.Host), slog.String("path", r.URL.Path), slog.Int("status", status), slog.String("err", err.Error()))
}
