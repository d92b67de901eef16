package web

import (
	"bytes"
	"errors"
	"net/http"
	"time"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
	"vitrine/web/respond"
)

// helpful is an error that knows where the visitor may go from here.
type helpful struct {
	err   error
	text  string // instead of the usual sentence
	links []page.Link
}

func (h *helpful) Error() string { return h.err.Error() }
func (h *helpful) Unwrap() error { return h.err }

// errMethod is a method that an address does not have.
var errMethod = errors.New("the address does not have this method")

// errMaintenance is a site whose pages the institution closed for a while.
var errMaintenance = content.Failf(content.Unavailable, "the site is under maintenance")

// maintenanceAgain is after how many seconds crawlers and feed readers may look again.
const maintenanceAgain = "600"

func statusOf(err error) int {
	if errors.Is(err, errMethod) {
		return http.StatusMethodNotAllowed
	}
	return respond.Status(err)
}

// problem answers an error with the site's error page, in the language of the
// address or else in the visitor's. What is the same for every visitor, such as
// a plain "not found", is kept like any page.
func (v *visit) problem(err error) {
	status := statusOf(err)
	respond.LogError(v.r, v.cfg.Log, respond.RequestID(v.w), status, err)
	v.speak()
	v.failing = status >= http.StatusInternalServerError
	h := v.w.Header()
	if status == http.StatusNotFound || status == http.StatusGone {
		err = v.withHelp(status, err)
	}
	var help *helpful
	var e *entry
	cause := err
	if status == http.StatusNotFound && !errors.As(err, &help) {
		k := key{site: v.site.ID, path: "not found", query: string(v.lang)}
		if v.spoken {
			k.query += " as spoken" // it varies by another header
		}
		e, err = v.kept(k, func() (*entry, error) { return v.problemPage(status, cause) })
	} else {
		e, err = v.problemPage(status, cause)
	}
	if err != nil { // the theme fails on its error page too
		respond.LogError(v.r, v.cfg.Log, respond.RequestID(v.w), http.StatusInternalServerError, err)
		e = v.builtIn(v.problemData(status, cause))
	}
	h.Del("Link")
	if (status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests) && h.Get("Retry-After") == "" {
		h.Set("Retry-After", "30")
	}
	e.send(v.w, v.r)
}

// speak chooses the visitor's language where the address has none.
func (v *visit) speak() {
	if first := content.Lang(firstSegment(v.r.URL.Path)); v.site.Speaks(first) {
		v.lang = first
		return
	}
	v.lang, v.spoken = respond.Language(v.r, v.site.Languages), true
}

// problemPage renders the error page.
func (v *visit) problemPage(status int, cause error) (*entry, error) {
	p := v.problemData(status, cause)
	var b bytes.Buffer
	if err := v.st.look.Theme.Render(v.ctx(), &b, "error", p); err != nil {
		return nil, err
	}
	return v.problemEntry(status, b.Bytes()), nil
}

func (v *visit) problemEntry(status int, body []byte) *entry {
	e := &entry{status: status}
	e.finish(body, v.lang)
	e.hRobots = robotsValue
	e.expires = noticeChanges(v.site.Settings.Notice, v.cfg.Now())
	if v.spoken {
		e.hVary = spokenVary
	}
	if status >= 500 || status == http.StatusTooManyRequests {
		e.hCache, e.hTag, e.etag = noStoreValue, nil, ""
	}
	return e
}

var spokenVary = []string{"Accept, Accept-Encoding, Accept-Language"}

// problemData is what the error page says.
func (v *visit) problemData(status int, cause error) *page.Problem {
	c := v.common("", nil)
	c.NoIndex = true
	p := &page.Problem{Common: *c, Status: status, Text: respond.Sentence(v.st.look.Words, string(v.lang), cause)}
	p.Crumbs = nil
	switch {
	case status == http.StatusNotFound:
		p.Heading, p.Text, p.Search = v.say("page.not_found.title"), v.say("page.not_found.text"), true
	case status == http.StatusGone:
		p.Heading, p.Search = v.say("page.gone.title"), true
		p.Text, p.Reason = v.withdrawn(cause)
	case status == http.StatusForbidden:
		p.Heading = v.say("page.forbidden.title")
	case status == http.StatusMethodNotAllowed:
		p.Heading, p.Text = v.say("page.method.title"), v.say("page.method.text")
	case status == http.StatusTooManyRequests:
		p.Heading, p.Text, p.Retry = v.say("page.busy.title"), v.say("page.busy.text"), v.say("page.busy.retry")
	case errors.Is(cause, errMaintenance):
		v.w.Header().Set("Retry-After", maintenanceAgain)
		p.Heading, p.Text, p.Retry = v.say("page.maintenance.title"), v.say("page.maintenance.text", "Site", v.site.Name), v.say("page.maintenance.retry")
		p.Nav, p.Footer, p.Languages, p.Follow = nil, nil, nil, "" // nothing of it answers; feeds do
		return titled(p)
	case status == http.StatusServiceUnavailable:
		p.Heading, p.Text, p.Retry = v.say("page.unavailable.title"), v.say("page.unavailable.text"), v.say("page.unavailable.retry")
	case status >= 500:
		p.RequestID = respond.RequestID(v.w)
		p.Heading, p.Text = v.say("page.error.title"), v.say("page.error.text", "ID", p.RequestID)
	default:
		p.Heading = v.say("error.summary.title")
	}
	var h *helpful
	if errors.As(cause, &h) {
		p.Links = append(p.Links, h.links...)
		if h.text != "" {
			p.Text = h.text
		}
	}
	if p.Search {
		p.Links = append(p.Links, v.waysOn(p.Links)...)
	}
	return titled(p)
}

func titled(p *page.Problem) *page.Problem {
	p.Title = p.Heading
	return p
}

// waysOn are the places from which everything can be found.
func (v *visit) waysOn(have []page.Link) []page.Link {
	ways := []page.Link{{Href: v.below(""), Label: v.say("nav.home")}, {Href: v.below("archive"), Label: v.say("nav.archive")}}
	if v.has("event") {
		ways = append(ways, page.Link{Href: v.below("agenda"), Label: v.say("nav.agenda")})
	}
	out := ways[:0]
	for _, w := range ways {
		known := false
		for _, h := range have {
			known = known || h.Href == w.Href
		}
		if !known {
			out = append(out, w)
		}
	}
	return out
}

// withdrawn says that something was withdrawn, when, and the reason that the
// institution gave, "" when it gave none; or until when it was valid.
func (v *visit) withdrawn(cause error) (text, reason string) {
	var e *content.Error
	if !errors.As(cause, &e) {
		return v.say("page.gone.text"), ""
	}
	day := func(name string) string {
		if t, ok := e.Args[name].(time.Time); ok && !t.IsZero() {
			return locale.Date(string(v.lang), t.In(location(v.site.TimeZone)))
		}
		return ""
	}
	reason, _ = e.Args["Reason"].(string)
	if reason == content.ReasonExpired {
		if until := day("Until"); until != "" {
			return v.say("page.gone.expired", "Date", until), ""
		}
		reason = ""
	}
	if at := day("At"); at != "" {
		return v.say("page.gone.at", "Date", at), reason
	}
	return v.say("page.gone.text"), reason
}

// panicked answers for a handler that panicked.
func (h *Handler) panicked(w http.ResponseWriter, r *http.Request, err error) {
	st, findErr := h.sites.find(r.Context(), hostOf(r.Host), h.cfg.Now())
	if findErr != nil {
		plain(w, http.StatusInternalServerError, "Internal error")
		return
	}
	v := &visit{Handler: h, w: w, r: r, st: st, site: st.site, lang: st.site.DefaultLang()}
	v.problem(err)
}
