package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/gorilla/mux"

	"vitrine/content"
	"vitrine/web/respond"
)

// Handler answers for all sites. NewHandler makes one.
type Handler struct {
	cfg       Config
	sites     sites
	cache     *cache
	choices   *cache // of pages that depend on a query
	searches  *respond.Limiter
	tiles     *respond.Limiter // of pictures in full detail
	forms     *respond.Limiter
	seal      formSeal
	strangers *http.CrossOriginProtection
	mounted   []mount
	router    http.Handler
	maps      sitemaps
	offers    map[string]bool // the optional pages that are served
}

type mount struct {
	prefix  string
	handler http.Handler
}

// ServeHTTP chooses the site and answers.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	now := h.cfg.Now()
	st, err := h.sites.find(r.Context(), hostOf(r.Host), now)
	if err != nil {
		h.strange(w, r, err)
		return
	}
	respond.HSTS(w.Header(), st.site.Origin, st.site.Settings.HSTSSubdomains)
	if st.main && !st.site.Settings.Maintenance && r.URL.RawQuery == "" && (r.Method == http.MethodGet || r.Method == http.MethodHead) && !respond.PrefersActivity(r) {
		if e := h.cache.get(key{site: st.site.ID, path: r.URL.Path}, st.gen, st.look.Theme.Version(), now); e != nil {
			e.send(w, r)
			return
		}
	}
	if to := h.mountFor(r.URL.Path); to != nil && (st.main || strings.HasPrefix(r.URL.Path, "/.well-known/")) {
		to.ServeHTTP(w, r)
		return
	}
	if !st.main {
		h.toOrigin(w, r, st)
		return
	}
	h.router.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), stateKey{}, st)))
}

// strange answers a host that is no site of ours, plainly: there is no site
// whose page it could be.
func (h *Handler) strange(w http.ResponseWriter, r *http.Request, err error) {
	if content.Is(err, content.NotFound) {
		plain(w, http.StatusMisdirectedRequest, "No website of this installation has this host name.")
		return
	}
	respond.LogError(r, h.cfg.Log, respond.RequestID(w), http.StatusServiceUnavailable, err)
	w.Header().Set("Retry-After", "30")
	plain(w, http.StatusServiceUnavailable, "Temporarily unavailable. Please try again in a few minutes.")
}

// toOrigin sends an alias host to the site's origin.
func (h *Handler) toOrigin(w http.ResponseWriter, r *http.Request, st *state) {
	status := http.StatusMovedPermanently
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		status = http.StatusPermanentRedirect
	}
	w.Header().Set("Location", st.site.Origin+r.URL.RequestURI())
	w.Header().Set("Cache-Control", "max-age=3600")
	w.WriteHeader(status)
}

func (h *Handler) mountFor(path string) http.Handler {
	for _, m := range h.mounted {
		if rest, ok := strings.CutPrefix(path, m.prefix); ok && m.handler != nil &&
			(rest == "" || rest[0] == '/' || strings.HasSuffix(m.prefix, "/")) {
			return m.handler
		}
	}
	return nil
}

func plain(w http.ResponseWriter, status int, sentence string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(sentence + "\n")) // the visitor has gone; there is nobody to tell
}

type stateKey struct{}

// visit is one request to one site.
type visit struct {
	*Handler
	w    http.ResponseWriter
	r    *http.Request
	st   *state
	site *content.Site
	lang content.Lang // of the address; the site's default where the address has none
	vars map[string]string
	args url.Values // of the query

	spoken  bool // lang is what the visitor's browser asks for, not the address
	failing bool // the page says that something of ours failed: nothing more is asked of the database
}

// ctx is the request's context.
func (v *visit) ctx() context.Context { return v.r.Context() }

// say is a sentence in the language of the address.
func (v *visit) say(key string, args ...any) string {
	return v.st.look.Words.T(string(v.lang), key, args...)
}

// action answers a request or returns an error; one place answers errors.
type action func(v *visit) error

// action makes a handler of an action.
func (h *Handler) action(a action) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		st := r.Context().Value(stateKey{}).(*state)
		v := &visit{Handler: h, w: w, r: r, st: st, site: st.site, lang: st.site.DefaultLang(), vars: mux.Vars(r)}
		if err := v.enter(); err != nil {
			v.problem(err)
			return
		}
		if err := a(v); err != nil {
			v.problem(err)
		}
	})
}

// maxRawQuery bounds the query of an address, in bytes.
const maxRawQuery = 32 << 10

// enter refuses what belongs to no language or no living site.
func (v *visit) enter() error {
	if len(v.r.URL.RawQuery) > maxRawQuery {
		return content.Failf(content.TooLarge, "a query of %d bytes", len(v.r.URL.RawQuery))
	}
	v.args = v.r.URL.Query()
	if path := v.r.URL.Path; !utf8.ValidString(path) || strings.IndexByte(path, 0) >= 0 { // no database takes it
		return content.Failf(content.NotFound, "an address that is no text")
	}
	if lang, ok := v.vars["lang"]; ok && v.site.Speaks(content.Lang(lang)) {
		v.lang = content.Lang(lang)
	} else if ok {
		return content.Failf(content.NotFound, "the site does not speak %q", lang)
	} else if first := firstSegment(v.r.URL.Path); v.site.Speaks(content.Lang(first)) {
		v.lang = content.Lang(first) // an error page speaks it
	}
	if !living(v.site) {
		return content.Failf(content.Gone, "the site is %s", v.site.State)
	}
	return nil
}

// living reports whether a site has pages.
func living(s *content.Site) bool { return s.State == "" || s.State == content.SiteActive }

// firstSegment is where an address has its language, behind /embed too.
func firstSegment(path string) string {
	s, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(path, "/embed/"), "/"), "/")
	return s
}
