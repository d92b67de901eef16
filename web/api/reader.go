package api

import (
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"strings"
	"time"

	"vitrine/content"
)

// shapes is a type that takes more than its reflection shows: null, or several
// types. The first that fits the value counts.
type shapes interface{ shapes() []reflect.Type }

// reader holds a valid JSON document against a Go type, in one pass over its
// bytes: what is of no interest is skipped at the speed of a byte loop.
type reader struct {
	data []byte
	pos  int
	p    *content.Problems
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
	given := r.peek()
	t = settle(t, given)
	switch {
	case given == "null" && path != "" && !element, t == rawType, t.Kind() == reflect.Interface:
		r.skip()
		return nil
	case given == "object" && t.Kind() == reflect.Struct && t != timeType:
		names := fields(t)
		return r.members(path, func(name, path string) error {
			if ft, known := names[name]; known {
				return r.value(ft, path, false)
			}
			r.skip()
			return r.add(path, "problem.unknown_field")
		})
	case given == "object" && t.Kind() == reflect.Map:
		return r.members(path, func(_, path string) error { return r.value(t.Elem(), path, true) })
	case given == "array" && t.Kind() == reflect.Slice:
		return r.elements(t, path)
	}
	start := r.pos
	r.skip()
	raw := r.data[start:r.pos]
	switch {
	case given == "string" && want(t) == "string":
		s := unquote(raw)
		if strings.ContainsRune(s, 0) {
			return r.add(path, "problem.invalid")
		}
		var at time.Time
		if t == timeType && (at.UnmarshalText([]byte(s)) != nil || at.Year() < 1000 || at.Year() > 9998) {
			return r.add(path, "problem.not_a_timestamp")
		}
		return nil
	case given == "boolean" && t.Kind() == reflect.Bool, given == "number" && fits(string(raw), t):
		return nil
	}
	return r.add(path, "problem.wrong_type", "Want", want(t))
}

// settle follows pointers and chooses among shapes.
func settle(t reflect.Type, given string) reflect.Type {
	for {
		switch {
		case t.Kind() == reflect.Pointer:
			t = t.Elem()
		case t.Implements(shapesType):
			all := reflect.Zero(t).Interface().(shapes).shapes()
			t = all[0]
			for _, s := range all {
				if want(s) == given {
					t = s
				}
			}
		default:
			return t
		}
	}
}

// members visits the names of an object.
func (r *reader) members(path string, visit func(name, path string) error) error {
	seen := map[string]bool{}
	for r.pos++; !r.ends('}'); {
		start := r.pos
		r.skip()
		name := unquote(r.data[start:r.pos])
		r.peek()
		r.pos++ // the colon
		at := join(path, shorten(name))
		var err error
		switch {
		case len(seen) >= maxElements:
			_ = r.add(path, "problem.too_many", "Max", maxElements)
			return errEnough
		case seen[name]:
			err = r.add(at, "problem.repeated", "Value", shorten(name))
		case strings.ContainsRune(name, 0):
			err = r.add(at, "problem.invalid")
		}
		if err != nil {
			return err
		}
		seen[name] = true
		if err := visit(name, at); err != nil {
			return err
		}
	}
	return nil
}

// elements visits the elements of an array.
func (r *reader) elements(t reflect.Type, path string) error {
	r.pos++
	for i := 0; !r.ends(']'); i++ {
		if i >= maxElements {
			_ = r.add(path, "problem.too_many", "Max", maxElements)
			return errEnough
		}
		if err := r.value(t.Elem(), join(path, strconv.Itoa(i)), true); err != nil {
			return err
		}
	}
	return nil
}

// ends passes a closing bracket, or the comma before what follows.
func (r *reader) ends(bracket byte) bool {
	r.peek()
	if r.data[r.pos] == ',' {
		r.pos++
		r.peek()
	}
	if r.data[r.pos] != bracket {
		return false
	}
	r.pos++
	return true
}

// peek passes white space and tells the JSON type of what follows.
func (r *reader) peek() string {
	for r.data[r.pos] <= ' ' {
		r.pos++
	}
	switch r.data[r.pos] {
	case '{':
		return "object"
	case '[':
		return "array"
	case '"':
		return "string"
	case 't', 'f':
		return "boolean"
	case 'n':
		return "null"
	}
	return "number"
}

// skip passes a value.
func (r *reader) skip() {
	r.peek()
	depth, quoted := 0, false
	for ; r.pos < len(r.data); r.pos++ {
		switch c := r.data[r.pos]; {
		case quoted && c == '\\':
			r.pos++
		case c == '"':
			if quoted = !quoted; !quoted && depth == 0 {
				r.pos++
				return
			}
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth <= 0 {
				if depth == 0 {
					r.pos++
				}
				return
			}
		case depth == 0 && (c == ',' || c == ':' || c <= ' '): // behind a number, true, false or null
			return
		}
	}
}

func unquote(raw []byte) (s string) {
	_ = json.Unmarshal(raw, &s) // the document is valid
	return s
}

func fits(n string, t reflect.Type) bool {
	var err error
	switch t.Kind() {
	case reflect.Int, reflect.Int64:
		_, err = strconv.ParseInt(n, 10, 64)
	case reflect.Float64:
		_, err = strconv.ParseFloat(n, 64)
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
