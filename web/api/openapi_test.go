package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
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
	"MediaChange": mediaPatch{}, "NewChannel": newChannel{}, "ChannelChange": channelChange{}, "Target": target{}, "Reason": reason{}, "Decision": noticeDecision{},
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
		w.mu.Lock()
		defer w.mu.Unlock()
		w.docs[r.Method+" "+strings.TrimPrefix(path, Prefix)] = true
	}
}
