package web

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"vitrine/web/page"
	"vitrine/web/respond"
)

// shown is a page that an action made.
type shown struct {
	name   string        // of the template
	data   any           // the page struct
	common *page.Common  // of data
	keep   time.Duration // how long it may be kept; zero: until something changes
	moved  string        // instead of a page: the path where it is now
	once   bool          // not kept: search results
	trap   bool          // its links go on for ever: no crawler should follow them
}

// show makes a page. It is called when the cache does not have it.
type show func(v *visit) (*shown, error)

// queried are the parameters that pages understand; others do not make another page.
// The agenda knows its own (agendaParams).
var queried = []string{"from", "to", "page", "q", "replies", "kind", "tag", "channel", "literal"}

// maxParam bounds a parameter, in bytes; a longer one is cut.
const maxParam = 1024

// cached makes an action of a page: out of the cache or rendered, with a
// redirect to the object where ActivityPub is preferred (federation contract 1.3).
func cached(f show) action {
	return func(v *visit) error { return v.answer(v.understood(), f) }
}

// whileOpen is an action of a page that is not kept: closed while the site is.
func whileOpen(a action) action {
	return func(v *visit) error {
		if v.site.Settings.Maintenance {
			return errMaintenance
		}
		return a(v)
	}
}

// answer is cached for a page that says itself what it understood of the query.
func (v *visit) answer(query string, f show) error {
	activity := respond.PrefersActivity(v.r)
	if v.site.Settings.Maintenance && !activity { // other servers are still led to the objects
		return errMaintenance
	}
	k := key{site: v.site.ID, path: v.r.URL.Path, query: query}
	e, err := v.kept(k, func() (*entry, error) { return v.render(f) })
	if err != nil {
		return err
	}
	if v.site.Settings.Maintenance && e.object == "" && e.status == http.StatusOK {
		return errMaintenance
	}
	if e.object != "" && activity {
		h := v.w.Header()
		h.Set("Location", e.object)
		h.Set("Vary", "Accept")
		h.Set("Cache-Control", "no-store")
		v.w.WriteHeader(http.StatusFound)
		return nil
	}
	e.send(v.w, v.r)
	return nil
}

// made makes an action of a page that is the same for everyone, but of which
// there are too many to keep: it is rendered each time.
func made(f show) action {
	return func(v *visit) error {
		e, err := v.render(f)
		if err != nil {
			return err
		}
		e.send(v.w, v.r)
		return nil
	}
}

// kept gives a page out of the cache, or makes it. While it cannot be made,
// because the database is away, the page as it last was is better than none.
func (v *visit) kept(k key, f func() (*entry, error)) (*entry, error) {
	pages := v.pages(k)
	e, err := pages.make(v.ctx(), k, v.st.gen, v.st.look.Theme.Version(), v.cfg.Now(), f)
	if err == nil {
		return e, nil
	}
	if status := respond.Status(err); status >= http.StatusInternalServerError {
		if old := pages.stale(k); old != nil {
			respond.LogError(v.r, v.cfg.Log, respond.RequestID(v.w), status, err)
			return old, nil
		}
	}
	return nil, err
}

// render makes the page and everything about its answer.
func (v *visit) render(f show) (*entry, error) {
	s, err := f(v)
	if err != nil {
		return nil, err
	}
	if s.moved != "" {
		return movedTo(s.moved), nil
	}
	if s.common.Share == nil {
		s.common.Share = v.sharing(s.name, s.common)
	}
	var b bytes.Buffer
	if err := v.st.look.Theme.Render(v.ctx(), &b, s.name, s.data); err != nil {
		return nil, err
	}
	e := &entry{status: http.StatusOK, object: s.common.ObjectID}
	e.finish(b.Bytes(), s.common.Lang)
	if e.object != "" {
		e.hLink = []string{"<" + e.object + `>; rel="alternate"; type="application/activity+json"`}
	}
	if s.common.NoIndex {
		e.hRobots = robotsValue
	}
	if s.trap {
		e.hRobots = trapValue
	}
	if e.once = s.once; s.keep > 0 {
		e.expires = v.cfg.Now().Add(s.keep)
	}
	e.expires = earlier(e.expires, noticeChanges(v.site.Settings.Notice, v.cfg.Now()))
	return e, nil
}

// movedTo is a permanent redirect, kept like a page.
func movedTo(path string) *entry {
	return &entry{status: http.StatusMovedPermanently, hCache: noCacheValue, hVary: varyValue, hLocation: []string{path}, hPlainLen: []string{"0"}}
}

// redirect answers with another address of the same site.
func (v *visit) redirect(status int, path string) error {
	v.w.Header().Set("Location", path)
	v.w.WriteHeader(status)
	return nil
}

// param is a parameter of the address as text that every database takes: cut,
// UTF-8, without NUL.
func (v *visit) param(name string) string { return paramText(v.args.Get(name)) }

func paramText(s string) string {
	if len(s) > maxParam {
		s = s[:maxParam]
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "")
	}
	return strings.ReplaceAll(s, "\x00", "")
}

// params are the values of a parameter that may stand there several times, as
// pages understand them: at most maxRepeats, each once, sorted.
func (v *visit) params(name string) []string {
	var out []string
	for _, s := range v.args[name] {
		if s = paramText(s); s != "" && !slices.Contains(out, s) && len(out) < maxRepeats {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return out
}

// maxRepeats is how many values of one parameter are looked at.
const maxRepeats = 10

// understood is the query in its canonical form: known parameters only, in order.
func (v *visit) understood() string {
	if v.r.URL.RawQuery == "" {
		return ""
	}
	var b []byte
	for _, name := range queried {
		for _, s := range v.params(name) {
			b = append(strconv.AppendQuote(append(append(b, name...), '='), s), '&')
		}
	}
	return string(b)
}

// keepQuery lets the language switch lead to the same choice in the other language (P1: the choice is in the address).
func (v *visit) keepQuery(c *page.Common, names ...string) {
	var list []pair
	for _, name := range names {
		if s := v.param(name); s != "" {
			list = append(list, pair{name, s})
		}
	}
	if len(list) == 0 {
		return
	}
	for i := range c.Languages {
		c.Languages[i].Href += "?" + joinPairs(list)
	}
}
