package content

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Code says to a program what went wrong; the edge maps it to a status.
type Code string

// The codes, and the HTTP status that the edge gives each.
const (
	Invalid      Code = "invalid"      // 422, with Fields
	Malformed    Code = "malformed"    // 400
	Unauthorized Code = "unauthorized" // 401
	Forbidden    Code = "forbidden"    // 403
	NotFound     Code = "not_found"    // 404
	Gone         Code = "gone"         // 410
	Conflict     Code = "conflict"     // 409
	TooLarge     Code = "too_large"    // 413
	MediaType    Code = "media_type"   // 415
	RateLimited  Code = "rate_limited" // 429
	Unavailable  Code = "unavailable"  // 503: try again later
	Full         Code = "full"         // 507: no room to store it
	Internal     Code = "internal"     // 500
)

// Error is a failure with a code for programs, a message key with arguments for
// people (the edge translates it), problems by field, and the real cause for
// the log. A visitor never sees Err.
type Error struct {
	Code   Code
	Key    string             // catalogue key, "error.not_found" when empty: "error." + Code
	Args   map[string]any     // arguments of the sentence
	Fields map[string]Problem // by path: "texts.0.title"
	Err    error
}

// Problem is what is wrong with one field.
type Problem struct {
	Key  string         // catalogue key: "problem.required"
	Args map[string]any // arguments of the sentence
}

// Error describes the failure for the log.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Code))
	if e.Key != "" {
		b.WriteString(" " + e.Key)
	}
	if len(e.Fields) > 0 {
		names := make([]string, 0, len(e.Fields))
		for f, p := range e.Fields {
			names = append(names, f+"="+p.Key)
		}
		sort.Strings(names)
		fmt.Fprintf(&b, " (%s)", strings.Join(names, ", "))
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// MessageKey is the catalogue key of the sentence for people.
func (e *Error) MessageKey() string {
	if e.Key != "" {
		return e.Key
	}
	return "error." + string(e.Code)
}

// Fail makes an Error with a code and a cause that may be nil.
func Fail(code Code, cause error) *Error { return &Error{Code: code, Err: cause} }

// Failf makes an Error whose cause is a formatted text, for the log only.
func Failf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Err: fmt.Errorf(format, args...)}
}

// CodeOf is the code of the first Error in err's chain, Internal when there is none, "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

// Is reports whether err carries code.
func Is(err error, code Code) bool { return err != nil && CodeOf(err) == code }

// Problems collects what is wrong with a piece of input, by field path.
type Problems struct {
	prefix string
	fields *map[string]Problem
}

// NewProblems starts an empty collection.
func NewProblems() *Problems {
	m := map[string]Problem{}
	return &Problems{fields: &m}
}

// Add notes a problem with field; the first one noted for a field stays.
// Arguments are name, value pairs.
func (p *Problems) Add(field, key string, args ...any) {
	path := p.prefix + field
	if _, ok := (*p.fields)[path]; ok {
		return
	}
	pr := Problem{Key: key}
	for i := 0; i+1 < len(args); i += 2 {
		if pr.Args == nil {
			pr.Args = map[string]any{}
		}
		pr.Args[fmt.Sprint(args[i])] = args[i+1]
	}
	(*p.fields)[path] = pr
}

// In gives a view of the same collection in which every field is below prefix.
func (p *Problems) In(prefix string) *Problems {
	return &Problems{prefix: p.prefix + prefix + ".", fields: p.fields}
}

// Err is nil when nothing is wrong, else an Invalid Error with the fields.
func (p *Problems) Err() error {
	if len(*p.fields) == 0 {
		return nil
	}
	return &Error{Code: Invalid, Fields: *p.fields}
}

// Len is the number of problems noted.
func (p *Problems) Len() int { return len(*p.fields) }
