package api

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/respond"
)

// Prefix is where the API lives.
const Prefix = "/api/v1"

// Networks that a limiter remembers.
const networks = 4096

// Handler answers for all sites. New makes one.
type Handler struct {
	Config
	table    []route
	router   *mux.Router
	requests *respond.Limiter
	failures *respond.Limiter
	uploads  chan struct{}
	document []byte
}

// New makes the handler to be mounted at Prefix, with the prefix still on the path.
func New(c Config) http.Handler { return build(c) }

func build(c Config) *Handler {
	c.Limits = c.Limits.orDefault()
	h := &Handler{Config: c, table: routes(),
		requests: respond.NewLimiter(c.Limits.Rate, c.Limits.Burst, networks, c.Now),
		failures: respond.NewLimiter(float64(c.Limits.Failures)/60, c.Limits.Failures, networks, c.Now),
		uploads:  make(chan struct{}, c.Limits.Uploads)}
	h.document = document(h.table, c.Kinds)
	r := mux.NewRouter().SkipClean(true) // a redirect would lose the body of a POST
	for _, rt := range h.table {
		methods := []string{rt.method}
		if rt.method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		r.Handle(Prefix+rt.path, h.serve(rt)).Methods(methods...)
	}
	r.NotFoundHandler = h.refuse(func(*call) error { return content.Fail(content.NotFound, nil) })
	r.MethodNotAllowedHandler = h.refuse(func(c *call) error { return noMethod(h.allowed(c.r)) })
	h.router = r
	return h
}

// ServeHTTP implements http.Handler.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.router.ServeHTTP(w, r) }

// serve makes a handler of a route.
func (h *Handler) serve(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := h.call(w, r)
		c.vars = mux.Vars(r)
		if err := c.run(rt); err != nil {
			c.problem(err)
		}
	})
}

// refuse makes a handler of an error.
func (h *Handler) refuse(why func(*call) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := h.call(w, r)
		c.problem(why(c))
	})
}

func (h *Handler) call(w http.ResponseWriter, r *http.Request) *call {
	return &call{Handler: h, w: w, r: r, lang: locale.Match(r.Header.Get("Accept-Language"), languages)}
}

// languages are those of the sentences; English is for who asks for none.
var languages = []string{"en", "nl", "fr", "de"}

// allowed lists the methods of an address.
func (h *Handler) allowed(r *http.Request) string {
	var out []string
	for _, m := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPatch, http.MethodDelete} {
		try := *r
		try.Method = m
		var match mux.RouteMatch
		if h.router.Match(&try, &match) && match.MatchErr == nil && match.Route != nil && !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return strings.Join(out, ", ")
}
