package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
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
	if err := json.Unmarshal(data, new(json.RawMessage)); err != nil {
		offset := int64(len(data))
		var se *json.SyntaxError
		if errors.As(err, &se) {
			offset = se.Offset
		}
		return &content.Error{Code: content.Malformed, Key: "error.bad_json", Args: map[string]any{"Offset": offset}, Err: err}
	}
	r := &reader{data: data, p: content.NewProblems()}
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
