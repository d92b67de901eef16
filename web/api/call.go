package api

import (
	"bytes"
	"context"
	"encoding/json"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"vitrine/content"
	"vitrine/web/respond"
)

// call is one request.
type call struct {
	repeat content.ID // what a call with an Idempotency-Key makes is found by, also after a crash
	*Handler
	w     http.ResponseWriter
	r     *http.Request
	vars  map[string]string
	lang  string
	site  *content.Site
	who   content.Staff
	token *content.Token
	body  []byte // of a JSON request

	channels []*content.Channel // of the site, once asked for
}

// action does what a route promises.
type action func(c *call) (answer, error)

// answer is what a program gets when all went well.
type answer struct {
	status   int
	body     any    // nil: none
	location string // address of what was made
}

func (c *call) ctx() context.Context { return c.r.Context() }

// run passes a request through the gates and answers it.
func (c *call) run(rt route) error {
	if err := c.admit(rt); err != nil {
		return err
	}
	if err := c.knowsQuery(rt.query); err != nil {
		return err
	}
	if rt.takesJSON() {
		if err := c.read(rt); err != nil {
			return err
		}
	}
	do := func() (answer, error) { return rt.run(c) }
	var a answer
	var err error
	if rt.method == http.MethodPost && rt.body != multipartBody {
		a, err = c.once(do, []byte(c.r.URL.Path), c.body)
	} else {
		a, err = do()
	}
	if err != nil {
		return err
	}
	return c.send(a)
}

// knowsQuery refuses parameters that the address does not have, and bytes that
// no database takes.
func (c *call) knowsQuery(known []string) error {
	given, err := url.ParseQuery(c.r.URL.RawQuery)
	if err != nil {
		return content.Fail(content.Malformed, err)
	}
	p := content.NewProblems()
	for name, values := range given {
		switch {
		case !slices.Contains(known, name):
			p.Add(shorten(name), "problem.unknown_field")
		case len(values) > 1:
			p.Add(name, "problem.repeated", "Value", name)
		case !clean(values[0]):
			p.Add(name, "problem.invalid")
		}
	}
	return p.Err()
}

// read takes a JSON body into memory.
func (c *call) read(rt route) error {
	if enc := c.r.Header.Get("Content-Encoding"); enc != "" && enc != "identity" {
		return &content.Error{Code: content.MediaType, Key: "error.media_type_allowed", Args: map[string]any{"Allowed": "identity"}}
	}
	var err error
	if c.body, err = respond.Body(c.w, c.r, c.Limits.Body); err != nil {
		return err
	}
	if len(bytes.TrimSpace(c.body)) == 0 && rt.optional {
		c.body = []byte("{}")
		return nil
	}
	kind, _, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" && !strings.HasSuffix(kind, "+json") {
		return &content.Error{Code: content.MediaType, Key: "error.media_type_allowed", Args: map[string]any{"Allowed": "application/json"}}
	}
	return nil
}

// decode reads the body strictly into a pointer.
func (c *call) decode(into any) error { return decode(c.body, into, "") }

// send writes an answer.
func (c *call) send(a answer) error {
	h := c.w.Header()
	h.Set("Cache-Control", "no-store")
	if a.location != "" {
		h.Set("Location", a.location)
	}
	if a.body == nil {
		c.w.WriteHeader(a.status)
		return nil
	}
	data, err := encode(a.body)
	if err != nil {
		return content.Fail(content.Internal, err)
	}
	h.Set("Content-Type", "application/json")
	respond.Text(c.w, c.r, a.status, data)
	return nil
}

// encode writes JSON without escaping the HTML in it: programs and people who
// search the answer for a word find it.
func encode(v any) ([]byte, error) {
	if raw, ok := v.(json.RawMessage); ok {
		return raw, nil
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// query is a parameter of the address.
func (c *call) query(name string) string { return c.r.URL.Query().Get(name) }

// paging reads limit and cursor.
func (c *call) paging(p *content.Problems) (limit int, cursor string) {
	limit = 20
	if s := c.query("limit"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > maxPage {
			p.Add("limit", "problem.out_of_range", "Min", 1, "Max", maxPage)
		}
		limit = n
	}
	return limit, c.query("cursor")
}

// maxPage is the largest page of a list.
const maxPage = 100

// id is the id in the address; what cannot be one is not found.
func (c *call) id() (content.ID, error) {
	if !content.ValidID(c.vars["id"]) {
		return "", content.Fail(content.NotFound, nil)
	}
	return content.ID(c.vars["id"]), nil
}

func ok(body any) (answer, error) { return answer{status: http.StatusOK, body: body}, nil }

func nothing() (answer, error) { return answer{status: http.StatusNoContent}, nil }

// list is a page of a list; Next begins the next one and is empty on the last.
type list struct {
	Items any    `json:"items"`
	Next  string `json:"next"`
}

// page cuts a page out of a list that is short enough to be held whole.
func page[T any](all []T, limit int, cursor string) ([]T, string, error) {
	start := 0
	if cursor != "" {
		n, err := strconv.Atoi(cursor)
		if err != nil || n < 1 {
			p := content.NewProblems()
			p.Add("cursor", "problem.cursor")
			return nil, "", p.Err()
		}
		start = min(n, len(all))
	}
	end := min(start+limit, len(all))
	if end < len(all) {
		return all[start:end], strconv.Itoa(end), nil
	}
	return all[start:end], "", nil
}

// each makes the items of a list, never null.
func each[T, U any](in []T, f func(T) U) []U {
	out := make([]U, 0, len(in))
	for _, v := range in {
		out = append(out, f(v))
	}
	return out
}
