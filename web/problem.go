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

// problem answers an error with the site's error page. What is the same for
// every visitor, such as "not found", is kept like any page.
func (v *visit) problem(err error) {
	status := respond.Status(err)
	respond.LogError(v.r, v.cfg.Log, respond.RequestID(v.w), status, err)
	var e *entry
	if status == http.StatusNotFound {
		k := key{site: v.site.ID, path: "not found", query: string(v.lang)}
		e, err = v.kept(k, func() (*entry, error) {
			return v.problemPage(status, err)
		})
	} else {
		e, err = v.problemPage(status, err)
	}
	if err != nil { // the theme fails on its error page too
		respond.LogError(v.r, v.cfg.Log, respond.RequestID(v.w), http.StatusInternalServerError, err)
		plain(v.w, status, v.say("error."+string(codeOf(status))))
		return
	}
	h := v.w.Header()
	h.Del("Link")
	if status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests {
		if h.Get("Retry-After") == "" {
			h.Set("Retry-After", "30")
		}
	}
	e.send(v.w, v.r)
}

// problemPage renders the error page.
func (v *visit) problemPage(status int, cause error) (*entry, error) {
	c := v.common("", nil)
	c.NoIndex = true
	p := &page.Problem{Common: *c, Status: status, Text: respond.Sentence(v.st.look.Words, string(v.lang), cause)}
	switch {
	case status == http.StatusNotFound:
		p.Heading, p.Text = v.say("page.not_found.title"), v.say("page.not_found.text")
	case status == http.StatusGone:
		p.Heading = v.say("page.gone.title")
		p.Text, p.Reason = v.withdrawn(cause)
	case status == http.StatusForbidden:
		p.Heading = v.say("page.forbidden.title")
	case status == http.StatusServiceUnavailable:
		p.Heading, p.Text = v.say("page.unavailable.title"), v.say("page.unavailable.text")
	case status >= 500:
		p.RequestID = respond.RequestID(v.w)
		p.Heading, p.Text = v.say("page.error.title"), v.say("page.error.text", "ID", p.RequestID)
	default:
		p.Heading = v.say("error.summary.title")
	}
	p.Title = p.Heading
	var b bytes.Buffer
	if err := v.st.look.Theme.Render(v.ctx(), &b, "error", p); err != nil {
		return nil, err
	}
	e := &entry{status: status}
	e.finish(b.Bytes(), v.lang)
	e.hRobots = robotsValue
	if status >= 500 || status == http.StatusTooManyRequests {
		e.hCache = noStoreValue
	}
	return e, nil
}

// withdrawn says that something was withdrawn, and the reason that the
// institution gave, "" when it gave none; or until when it was valid.
func (v *visit) withdrawn(cause error) (text, reason string) {
	var e *content.Error
	if !errors.As(cause, &e) {
		return v.say("page.gone.text"), ""
	}
	reason, _ = e.Args["Reason"].(string)
	if reason != content.ReasonExpired {
		return v.say("page.gone.text"), reason
	}
	if until, ok := e.Args["Until"].(time.Time); ok && !until.IsZero() {
		return v.say("page.gone.expired", "Date", locale.Date(string(v.lang), until.In(location(v.site.TimeZone)))), ""
	}
	return v.say("page.gone.text"), ""
}

// panicked answers for a handler that panicked.
func (h *Handler) panicked(w http.ResponseWriter, r *http.Request, err error) {
	st, findErr := h.sites.find(r.Context(), hostOf(r.Host), h.cfg.Now())
	if findErr != nil {
		plain(w, http.StatusInternalServerError, "Internal error")
		return
	}
	v := &visit{Handler: h, w: w, r: r, st: st, site: st.site, lang: st.site.DefaultLang()}
	if l := content.Lang(firstSegment(r.URL.Path)); st.site.Speaks(l) {
		v.lang = l
	}
	v.problem(err)
}

func codeOf(status int) content.Code {
	switch status {
	case http.StatusNotFound:
		return content.NotFound
	case http.StatusGone:
		return content.Gone
	case http.StatusForbidden:
		return content.Forbidden
	case http.StatusServiceUnavailable:
		return content.Unavailable
	case http.StatusTooManyRequests:
		return content.RateLimited
	}
	return content.Internal
}
