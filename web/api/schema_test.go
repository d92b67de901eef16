package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// schemaSet is an OpenAPI document, read.
type schemaSet struct {
	t   *testing.T
	doc map[string]any
}

func newSchemas(t *testing.T, document []byte) *schemaSet {
	t.Helper()
	s := &schemaSet{t: t}
	if err := json.Unmarshal(document, &s.doc); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *schemaSet) named(name string) map[string]any {
	v, _ := dig(s.doc, "components", "schemas", name).(map[string]any)
	return v
}

func dig(v any, path ...string) any {
	for _, p := range path {
		m, _ := v.(map[string]any)
		v = m[p]
	}
	return v
}

// answer checks status, media type and body of an answer.
func (s *schemaSet) answer(method, path string, got response) error {
	if method == http.MethodHead {
		return nil
	}
	kind := got.header.Get("Content-Type")
	if got.status >= 400 {
		if kind != "application/problem+json" {
			return fmt.Errorf("an error of type %q", kind)
		}
		if int(got.body["status"].(float64)) != got.status {
			return errors.New("the status in the body is another one")
		}
		return s.check(s.named("Problem"), got.body, "")
	}
	said, ok := dig(s.doc, "paths", path, strings.ToLower(method), "responses", strconv.Itoa(got.status)).(map[string]any)
	if !ok {
		return errors.New("this status is not in the document")
	}
	schema, ok := dig(said, "content", "application/json", "schema").(map[string]any)
	if !ok {
		if len(got.raw) > 0 {
			return errors.New("a body that the document does not promise")
		}
		return nil
	}
	if kind != "application/json" {
		return fmt.Errorf("the type is %q", kind)
	}
	return s.check(schema, got.body, "")
}

// check is the part of JSON Schema that the document uses. Where a schema lists
// properties and is silent about others, others are refused: the document leaves
// room for later fields, but knows every field of today.
func (s *schemaSet) check(schema map[string]any, v any, at string) error {
	if r, ok := schema["$ref"].(string); ok {
		to := s.named(strings.TrimPrefix(r, "#/components/schemas/"))
		if to == nil {
			return fmt.Errorf("%s: %s does not exist", at, r)
		}
		return s.check(to, v, at)
	}
	if some, ok := schema["anyOf"].([]any); ok {
		var errs []error
		for _, one := range some {
			err := s.check(one.(map[string]any), v, at)
			if err == nil {
				return nil
			}
			errs = append(errs, err)
		}
		return errors.Join(errs...)
	}
	if err := checkType(schema["type"], v, at); err != nil {
		return err
	}
	if enum, ok := schema["enum"].([]any); ok && !slices.Contains(enum, v) {
		return fmt.Errorf("%s: %v is not one of %v", at, v, enum)
	}
	switch v := v.(type) {
	case map[string]any:
		return s.checkObject(schema, v, at)
	case []any:
		items, _ := schema["items"].(map[string]any)
		for i, one := range v {
			if err := s.check(items, one, join(at, strconv.Itoa(i))); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *schemaSet) checkObject(schema, v map[string]any, at string) error {
	required, _ := schema["required"].([]any)
	for _, name := range required {
		if _, ok := v[name.(string)]; !ok {
			return fmt.Errorf("%s is missing", join(at, name.(string)))
		}
	}
	props, listed := schema["properties"].(map[string]any)
	more, _ := schema["additionalProperties"].(map[string]any)
	var errs []error
	for name, one := range v {
		below, known := props[name].(map[string]any)
		switch {
		case known:
			errs = append(errs, s.check(below, one, join(at, name)))
		case more != nil:
			errs = append(errs, s.check(more, one, join(at, name)))
		case listed:
			errs = append(errs, fmt.Errorf("%s is not in the document", join(at, name)))
		}
	}
	return errors.Join(errs...)
}

func checkType(want, v any, at string) error {
	var names []any
	switch want := want.(type) {
	case nil:
		return nil
	case string:
		names = []any{want}
	case []any:
		names = want
	}
	for _, n := range names {
		ok := false
		switch n {
		case "object":
			_, ok = v.(map[string]any)
		case "array":
			_, ok = v.([]any)
		case "string":
			_, ok = v.(string)
		case "boolean":
			_, ok = v.(bool)
		case "null":
			ok = v == nil
		case "number":
			_, ok = v.(float64)
		case "integer":
			f, isNumber := v.(float64)
			ok = isNumber && f == float64(int64(f))
		}
		if ok {
			return nil
		}
	}
	return fmt.Errorf("%s: want %v, got %v", at, want, v)
}

// The validator must see each kind of mistake.
func TestSchemaCheckRefuses(t *testing.T) {
	s := newSchemas(t, []byte(`{"components":{"schemas":{"A":{"type":"object","required":["a"],"properties":{
		"a":{"type":"integer"},"b":{"type":"array","items":{"type":"string","enum":["x"]}},"c":{"type":["string","null"]},
		"d":{"type":"object","additionalProperties":{"type":"boolean"}},"e":{"anyOf":[{"type":"string"},{"$ref":"#/components/schemas/A"}]},"f":{"$ref":"#/components/schemas/Z"}}}}}}`))
	for in, want := range map[string]string{
		`{"a":1,"b":["x"],"c":null,"d":{"q":true},"e":{"a":2}}`: "",
		`{}`:                     "a is missing",
		`{"a":1.5}`:              "a: want integer",
		`{"a":1,"b":["y"]}`:      "b.0: y is not one of",
		`{"a":1,"b":"x"}`:        "b: want array",
		`{"a":1,"c":2}`:          "c: want [string null]",
		`{"a":1,"d":{"q":1}}`:    "d.q: want boolean",
		`{"a":1,"e":{"a":"no"}}`: "e.a: want integer",
		`{"a":1,"f":1}`:          "does not exist",
		`{"a":1,"z":1}`:          "z is not in the document",
		`[]`:                     "want object",
	} {
		var v any
		if err := json.Unmarshal([]byte(in), &v); err != nil {
			t.Fatal(err)
		}
		err := s.check(s.named("A"), v, "")
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", in, err, want)
		}
	}
}
