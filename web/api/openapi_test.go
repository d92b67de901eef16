package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gorilla/mux"
)

// The document and the router know the same addresses.
func TestDocumentMatchesRouter(t *testing.T) {
	w := newWorld(t)
	if err := sameRoutes(w.api.router, w.api.document); err != nil {
		t.Error(err)
	}
	broken := mux.NewRouter()
	broken.Handle(Prefix+"/items", http.NotFoundHandler()).Methods("GET", "PUT")
	err := sameRoutes(broken, w.api.document)
	if err == nil || !strings.Contains(err.Error(), "PUT /items is not in the document") || !strings.Contains(err.Error(), "POST /items has no handler") {
		t.Errorf("the check does not see a missing address: %v", err)
	}
}

func sameRoutes(router *mux.Router, document []byte) error {
	var doc struct {
		Paths map[string]map[string]any
	}
	if err := json.Unmarshal(document, &doc); err != nil {
		return err
	}
	var errs []error
	served := map[string]bool{}
	err := router.Walk(func(r *mux.Route, _ *mux.Router, _ []*mux.Route) error {
		path, err := r.GetPathTemplate()
		if err != nil {
			return err
		}
		methods, err := r.GetMethods()
		if err != nil {
			return err
		}
		path = strings.TrimPrefix(path, Prefix)
		for _, m := range methods {
			served[m+" "+path] = true
			if m == http.MethodHead && slices.Contains(methods, http.MethodGet) {
				continue
			}
			if doc.Paths[path][strings.ToLower(m)] == nil {
				errs = append(errs, fmt.Errorf("%s %s is not in the document", m, path))
			}
		}
		return nil
	})
	for path, ops := range doc.Paths {
		for m := range ops {
			if !served[strings.ToUpper(m)+" "+path] {
				errs = append(errs, fmt.Errorf("%s %s has no handler", strings.ToUpper(m), path))
			}
		}
	}
	return errors.Join(append(errs, err)...)
}

// bodies are the Go types behind the schemas of requests.
var bodies = map[string]any{
	"NewItem": newItem{}, "NewText": newText{}, "ItemChange": itemChange{}, "TextChange": textChange{}, "Step": step{}, "Publication": publication{},
	"MediaChange": mediaPatch{}, "NewChannel": newChannel{}, "ChannelChange": channelChange{}, "Target": target{}, "Reason": reason{},
	"NewBlock": newBlock{}, "SiteChange": siteChange{}, "Nothing": struct{}{},
}

// Every body in the document has an example that its handler decodes and its
// own schema accepts, and names the same fields as the Go type behind it.
func TestExamplesDecode(t *testing.T) {
	w := newWorld(t)
	for _, rt := range routes() {
		if _, ok := bodies[rt.body]; rt.takesJSON() && !ok {
			t.Errorf("%s %s: the body %s has no type in this test", rt.method, rt.path, rt.body)
		}
	}
	for name, goType := range bodies {
		s := w.checked.named(name)
		if err := checkExample(w.checked, s, goType); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	s := map[string]any{"type": "object", "properties": map[string]any{"reason": map[string]any{"type": "string"}, "raison": map[string]any{}},
		"example": map[string]any{"reason": 3.0, "raison": "x"}}
	err := checkExample(w.checked, s, reason{})
	if err == nil || !strings.Contains(err.Error(), "raison") || !strings.Contains(err.Error(), "reason: want string") {
		t.Errorf("the check does not see a wrong example: %v", err)
	}
}

func checkExample(set *schemaSet, s map[string]any, goType any) error {
	var errs []error
	example, err := json.Marshal(s["example"])
	if err != nil || s["example"] == nil {
		return errors.New("no example")
	}
	into := reflect.New(reflect.TypeOf(goType))
	if err := decode(example, into.Interface(), ""); err != nil {
		errs = append(errs, fmt.Errorf("the example is refused: %w", err))
	}
	if in, ok := into.Interface().(*newItem); ok && err == nil {
		if _, err := in.input(kinds); err != nil {
			errs = append(errs, fmt.Errorf("the example's details are refused: %w", err))
		}
	}
	errs = append(errs, set.check(s, s["example"], ""))
	have := fields(reflect.TypeOf(goType))
	props, _ := s["properties"].(map[string]any)
	for name := range props {
		if _, ok := have[name]; !ok {
			errs = append(errs, fmt.Errorf("the handler does not know %s", name))
		}
	}
	for name := range have {
		if _, ok := props[name]; !ok {
			errs = append(errs, fmt.Errorf("the document does not know %s", name))
		}
	}
	return errors.Join(errs...)
}

// holds holds an answer against the document, whichever test asked.
func (w *world) holds(r *http.Request, got response) {
	w.t.Helper()
	var match mux.RouteMatch
	path := ""
	if w.api.router.Match(r, &match) && match.Route != nil {
		path, _ = match.Route.GetPathTemplate()
	}
	if err := w.checked.answer(r.Method, strings.TrimPrefix(path, Prefix), got); err != nil {
		w.t.Errorf("%s %s: the answer %d is not what the document says: %v\n%.600s", r.Method, r.URL, got.status, err, got.raw)
	}
	if got.status < 300 {
		w.docs[r.Method+" "+strings.TrimPrefix(path, Prefix)] = true
	}
}

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
