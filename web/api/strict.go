package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"vitrine/content"
)

// Bounds of a JSON document.
const (
	maxDepth    = 32   // levels
	maxElements = 1000 // of an array or object
	maxProblems = 100  // reported at once
)

// decode reads a JSON document into a pointer and lets nothing pass that was
// not asked for: unknown and repeated names, other types, NUL, what follows the
// document. Problems are named by path below prefix. encoding/json alone would
// match names in any case, take the last of two, and stop at the first mistake.
func decode(data []byte, into any, prefix string) error {
	if !utf8.Valid(data) {
		return &content.Error{Code: content.Malformed, Key: "error.bad_json", Args: map[string]any{"Offset": invalidAt(data)}}
	}
	if deeper(data, maxDepth) {
		return &content.Error{Code: content.Malformed, Key: "error.too_deep", Args: map[string]any{"Max": maxDepth}}
	}
	var whole json.RawMessage
	if err := json.Unmarshal(data, &whole); err != nil {
		offset := int64(len(data))
		var se *json.SyntaxError
		if errors.As(err, &se) {
			offset = se.Offset
		}
		return &content.Error{Code: content.Malformed, Key: "error.bad_json", Args: map[string]any{"Offset": offset}, Err: err}
	}
	r := &reader{dec: json.NewDecoder(bytes.NewReader(data)), p: content.NewProblems()}
	r.dec.UseNumber()
	if err := r.value(reflect.TypeOf(into).Elem(), prefix, false); err != nil && !errors.Is(err, errEnough) {
		return content.Fail(content.Malformed, err)
	}
	if err := r.p.Err(); err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil { // a range that the reader does not know
		return &content.Error{Code: content.Malformed, Err: err}
	}
	return nil
}

// invalidAt is the offset of the first byte that is not UTF-8.
func invalidAt(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i + 1
		}
		i += n
	}
	return len(data)
}

// deeper reports whether brackets nest deeper than max, without recursion and
// before anything is decoded.
func deeper(data []byte, max int) bool {
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > max {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}

// shapes is a type that takes more than its reflection shows: null, or several
// types. The first that fits the value counts.
type shapes interface{ shapes() []reflect.Type }

// reader holds a valid JSON document against a Go type.
type reader struct {
	dec *json.Decoder
	p   *content.Problems
}

// errEnough ends the reading of a document that has too many mistakes.
var errEnough = errors.New("too many problems")

var (
	timeType   = reflect.TypeFor[time.Time]()
	rawType    = reflect.TypeFor[json.RawMessage]()
	shapesType = reflect.TypeFor[shapes]()
)

func (r *reader) add(path, key string, args ...any) error {
	if path == "" {
		path = "body"
	}
	r.p.Add(path, key, args...)
	if r.p.Len() >= maxProblems {
		return errEnough
	}
	return nil
}

// value reads the next value, which should be a t. null means "left out",
// except as an element of an array.
func (r *reader) value(t reflect.Type, path string, element bool) error {
	tok, err := r.dec.Token()
	if err != nil {
		return err
	}
	t = settle(t, tok)
	if s, ok := tok.(string); ok && strings.ContainsRune(s, 0) {
		return r.add(path, "problem.invalid")
	}
	switch {
	case tok == nil && path != "" && !element:
		return nil
	case t == rawType || t.Kind() == reflect.Interface:
		return r.skip(tok)
	}
	switch tok := tok.(type) {
	case json.Delim:
		switch {
		case tok == '{' && t.Kind() == reflect.Struct && t != timeType:
			return r.object(t, path)
		case tok == '{' && t.Kind() == reflect.Map:
			return r.dict(t, path)
		case tok == '[' && t.Kind() == reflect.Slice:
			return r.array(t, path)
		}
	case string:
		switch {
		case t == timeType:
			var at time.Time
			if at.UnmarshalText([]byte(tok)) != nil || at.Year() < 1000 || at.Year() > 9998 {
				return r.add(path, "problem.not_a_timestamp")
			}
			return nil
		case t.Kind() == reflect.String:
			return nil
		}
	case bool:
		if t.Kind() == reflect.Bool {
			return nil
		}
	case json.Number:
		if fits(tok, t) {
			return nil
		}
	}
	if err := r.add(path, "problem.wrong_type", "Want", want(t)); err != nil {
		return err
	}
	return r.skip(tok)
}

// settle follows pointers and chooses among shapes.
func settle(t reflect.Type, tok json.Token) reflect.Type {
	for {
		switch {
		case t.Kind() == reflect.Pointer:
			t = t.Elem()
		case t.Implements(shapesType):
			all := reflect.Zero(t).Interface().(shapes).shapes()
			t = all[0]
			for _, s := range all {
				if want(s) == said(tok) {
					t = s
				}
			}
		default:
			return t
		}
	}
}

func (r *reader) object(t reflect.Type, path string) error {
	names := fields(t)
	return r.members(path, func(name, path string) error {
		ft, known := names[name]
		if !known {
			if err := r.add(path, "problem.unknown_field"); err != nil {
				return err
			}
			return r.skipNext()
		}
		return r.value(ft, path, false)
	})
}

func (r *reader) dict(t reflect.Type, path string) error {
	return r.members(path, func(_, path string) error { return r.value(t.Elem(), path, true) })
}

// members visits the names of an object that has just begun.
func (r *reader) members(path string, visit func(name, path string) error) error {
	seen := map[string]bool{}
	for r.dec.More() {
		tok, err := r.dec.Token()
		if err != nil {
			return err
		}
		name := tok.(string) // the document is valid: names are strings
		at := join(path, shorten(name))
		switch {
		case len(seen) >= maxElements:
			_ = r.add(path, "problem.too_many", "Max", maxElements)
			return errEnough
		case seen[name]:
			if err := r.add(at, "problem.repeated", "Value", shorten(name)); err != nil {
				return err
			}
		case strings.ContainsRune(name, 0):
			if err := r.add(at, "problem.invalid"); err != nil {
				return err
			}
		}
		seen[name] = true
		if err := visit(name, at); err != nil {
			return err
		}
	}
	_, err := r.dec.Token() // the closing bracket
	return err
}

func (r *reader) array(t reflect.Type, path string) error {
	for i := 0; r.dec.More(); i++ {
		if i >= maxElements {
			_ = r.add(path, "problem.too_many", "Max", maxElements)
			return errEnough
		}
		if err := r.value(t.Elem(), join(path, strconv.Itoa(i)), true); err != nil {
			return err
		}
	}
	_, err := r.dec.Token()
	return err
}

func (r *reader) skipNext() error {
	tok, err := r.dec.Token()
	if err != nil {
		return err
	}
	return r.skip(tok)
}

// skip passes the rest of a value whose first token was read.
func (r *reader) skip(tok json.Token) error {
	if d, ok := tok.(json.Delim); !ok || d == '}' || d == ']' {
		return nil
	}
	for depth := 1; depth > 0; {
		tok, err := r.dec.Token()
		if err != nil {
			return err
		}
		switch tok {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	return nil
}

func fits(n json.Number, t reflect.Type) bool {
	var err error
	switch t.Kind() {
	case reflect.Int, reflect.Int64:
		_, err = strconv.ParseInt(n.String(), 10, 64)
	case reflect.Float64:
		_, err = strconv.ParseFloat(n.String(), 64)
	default:
		return false
	}
	return err == nil
}

// want is the JSON name of a type.
func want(t reflect.Type) string {
	switch {
	case t == timeType, t.Kind() == reflect.String:
		return "string"
	case t.Kind() == reflect.Bool:
		return "boolean"
	case t.Kind() == reflect.Slice:
		return "array"
	case t.Kind() == reflect.Int, t.Kind() == reflect.Int64:
		return "integer"
	case t.Kind() == reflect.Float64:
		return "number"
	}
	return "object"
}

// said is the JSON name of what was given.
func said(tok json.Token) string {
	switch tok {
	case json.Delim('{'):
		return "object"
	case json.Delim('['):
		return "array"
	}
	switch tok.(type) {
	case string:
		return "string"
	case bool:
		return "boolean"
	case json.Number:
		return "number"
	}
	return "null"
}

// fields lists the names of a struct's JSON members, embedded ones too.
func fields(t reflect.Type) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			for n, ft := range fields(f.Type) {
				out[n] = ft
			}
		case name != "" && name != "-" && f.IsExported():
			out[name] = f.Type
		}
	}
	return out
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// shorten keeps the answer small when a name is not.
func shorten(name string) string {
	name = strings.ReplaceAll(name, "\x00", "\uFFFD")
	if len(name) <= 60 {
		return name
	}
	return fmt.Sprintf("%s…", strings.ToValidUTF8(name[:60], ""))
}

// clean reports whether a text from an address or header can be stored: UTF-8
// without NUL.
func clean(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }
