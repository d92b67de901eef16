package web

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
	"vitrine/web/respond"
)

// Bounds of the forms that visitors send (H8). A network, which may be a whole
// library, may send ten at once and then one every half minute.
const (
	formsPerSecond = 1.0 / 30
	formBurst      = 10
	formNetworks   = 10_000
	formBytes      = 64 << 10
	formQuick      = 3 * time.Second // nobody fills in a form in less
	formOld        = 24 * time.Hour
)

// form is a form that visitors send without an account, a script or a puzzle
// (S6, M3). What is sent is answered with 303 to a receipt, so that a reload
// sends nothing twice; what is wrong, with the form as it was filled in.
type form struct {
	name   string
	kind   content.MessageKind
	fields func(v *visit, in url.Values) []page.Field
	intro  func(v *visit, in url.Values) ([]string, error)
}

// forms are the forms by their name in the address.
var forms = map[string]form{
	"feedback": {"feedback", content.Feedback, feedbackFields, feedbackIntro},
	"report":   {"report", content.Notified, reportFields, reportIntro},
}

// trap is the name of the field that people do not see: programs like to fill
// in a field of this name.
const trap = "website"

// show is the empty form, with what the link to it knew.
func (f form) show(v *visit) error {
	in := url.Values{}
	for _, name := range []string{"url", "reply", "topic"} {
		if s := v.param(name); s != "" {
			in.Set(name, s)
		}
	}
	if _, id, ok := strings.Cut(in.Get("url"), "#reply-"); ok && in.Get("reply") == "" {
		in.Set("reply", id) // how pages name a reply: by its anchor
	}
	if whole, ok := v.site.Own(in.Get("url")); ok { // only our own addresses are filled in
		in.Set("url", whole)
	} else {
		in.Del("url")
	}
	return f.page(v, in, http.StatusOK, nil)
}

// send takes the filled-in form.
func (f form) send(v *visit) error {
	if err := v.strangers.Check(v.r); err != nil {
		return &content.Error{Code: content.Forbidden, Key: "error.cross_origin", Err: err}
	}
	in, err := v.typed()
	if err != nil {
		return err
	}
	if problem := f.suspicious(v, in); problem != "" {
		return f.page(v, in, http.StatusUnprocessableEntity, []page.FormError{{Text: v.say(problem)}})
	}
	if ok, wait := v.forms.Allow(v.cfg.Proxies.Visitor(v.r)); !ok {
		v.w.Header().Set("Retry-After", strconv.Itoa(int(wait.Seconds())+1))
		return f.page(v, in, http.StatusTooManyRequests, []page.FormError{{Text: v.say("problem.form_often")}})
	}
	m, err := v.cfg.Duty.Receive(v.ctx(), v.site, content.NewMessage{Kind: f.kind, Topic: in.Get("topic"), Lang: v.lang, Page: in.Get("url"),
		Reply: content.ID(in.Get("reply")), Text: in.Get("text"), Name: in.Get("name"), Email: in.Get("email"), Faith: in.Get("faith") != "", Once: in.Get("token")})
	var e *content.Error
	if errors.As(err, &e) && e.Code == content.Invalid {
		return f.page(v, in, http.StatusUnprocessableEntity, f.summary(v, in, e.Fields))
	}
	if err != nil {
		return err
	}
	v.w.Header().Set("Cache-Control", "no-store")
	return v.redirect(http.StatusSeeOther, v.below(f.name+"/"+string(m.ID)))
}

// typed reads a form's body.
func (v *visit) typed() (url.Values, error) {
	if kind, _, err := mime.ParseMediaType(v.r.Header.Get("Content-Type")); err != nil || kind != "application/x-www-form-urlencoded" {
		return nil, &content.Error{Code: content.MediaType, Key: "error.media_type_allowed", Args: map[string]any{"Allowed": "application/x-www-form-urlencoded"}}
	}
	b, err := respond.Body(v.w, v.r, formBytes)
	if err != nil {
		return nil, err
	}
	in, err := url.ParseQuery(string(b))
	if err != nil {
		return nil, content.Fail(content.Malformed, err)
	}
	for name := range in {
		in.Set(name, strings.ReplaceAll(strings.ToValidUTF8(in.Get(name), ""), "\x00", ""))
	}
	return in, nil
}

// suspicious says why a form looks as if a program filled it in, "" when it
// does not. A person who is wronged reads a sentence, keeps what was typed and
// sends it again; in is given a new token where the old one is of no use.
func (f form) suspicious(v *visit, in url.Values) string {
	if in.Get(trap) != "" {
		return "problem.form_trap"
	}
	now := v.cfg.Now()
	opened, ok := v.seal.open(f.sealed(v), in.Get("token"))
	switch {
	case !ok, now.Sub(opened) > formOld, opened.After(now.Add(time.Minute)):
		in.Del("token")
		return "problem.form_old"
	case now.Sub(opened) < formQuick:
		return "problem.form_quick"
	}
	return ""
}

// sealed is what a token is good for: one form of one site.
func (f form) sealed(v *visit) string { return string(v.site.ID) + " " + f.name }

// summary lists what is wrong in the order of the form (D1).
func (f form) summary(v *visit, in url.Values, wrong map[string]content.Problem) []page.FormError {
	var out []page.FormError
	for _, field := range f.fields(v, in) {
		if p, ok := wrong[field.Name]; ok {
			out = append(out, page.FormError{Field: field.Name, Text: v.say(p.Key, p.Args)})
		}
	}
	return out
}

// page answers with the form, filled in as it was, with what is wrong on top
// and beside the fields (D1 to D3).
func (f form) page(v *visit, in url.Values, status int, problems []page.FormError) error {
	intro, err := f.intro(v, in)
	if err != nil {
		return err
	}
	p := &page.Form{Common: *v.formCommon(f, v.say("form."+f.name+".heading")), Name: f.name, Heading: v.say("form." + f.name + ".heading"), Intro: intro,
		Fields: f.fields(v, in), Problems: problems, Submit: v.say("form." + f.name + ".submit"), Action: v.below(f.name), Contact: true}
	for i := range p.Fields {
		at := slices.IndexFunc(problems, func(e page.FormError) bool { return e.Field == p.Fields[i].Name })
		if at >= 0 {
			p.Fields[i].Error = problems[at].Text
		}
	}
	token := in.Get("token")
	if _, ok := v.seal.open(f.sealed(v), token); !ok {
		token = v.seal.seal(f.sealed(v), v.cfg.Now())
	}
	p.Hidden = []page.Field{{Name: "token", Value: token}}
	if r := in.Get("reply"); r != "" {
		p.Hidden = append(p.Hidden, page.Field{Name: "reply", Value: r})
	}
	p.Trap = &page.Field{Name: trap, Label: v.say("form.trap"), Type: "text", Value: in.Get(trap), Optional: true}
	p.More = []page.Link{{Href: v.below("privacy"), Label: v.say("form.privacy")}}
	if f.kind == content.Notified {
		p.More = append(p.More, page.Link{Href: v.below("terms"), Label: v.say("footer.terms")})
	}
	return v.unkept(status, "form", p, &p.Common)
}

// receipt says that a message arrived, with its number and time (S6, M4). Its
// address is the message's id, which cannot be guessed, and it tells nothing of
// what was sent.
func (f form) receipt(v *visit) error {
	m, err := v.cfg.Duty.Received(v.ctx(), v.site.ID, content.ID(v.vars["id"]))
	if err != nil {
		return err
	}
	if m.Kind != f.kind {
		return content.Failf(content.NotFound, "message %s is a %s", m.ID, m.Kind)
	}
	heading := v.say("form." + f.name + ".done")
	done := &page.Receipt{Number: m.Number(), Time: locale.DateTime(string(v.lang), m.Received.In(location(v.site.TimeZone))), Mailed: m.Mailed,
		Text: []string{v.say("form." + f.name + ".done.text")}}
	if f.kind == content.Feedback && m.Email != "" {
		done.Text = append(done.Text, v.say("info.accessibility.feedback.days", "N", v.site.Settings.Duty.AnswerDays()))
	}
	switch {
	case m.Mailed: // the theme says so
	case m.Email != "":
		done.Text = append(done.Text, v.say("form.done.no_mail"))
	default:
		done.Text = append(done.Text, v.say("form.done.no_address"))
	}
	p := &page.Form{Common: *v.formCommon(f, heading), Name: f.name, Heading: heading, Done: done}
	return v.unkept(http.StatusOK, "form", p, &p.Common)
}

// formCommon is what the pages of a form have in common; search engines leave
// them out.
func (v *visit) formCommon(f form, title string) *page.Common {
	c := v.common(title, v.everywhere(f.name))
	c.NoIndex = true
	return c
}

// unkept answers with a page that is made for one visitor: nobody keeps it.
func (v *visit) unkept(status int, name string, data any, c *page.Common) error {
	e, err := v.render(func(*visit) (*shown, error) { return &shown{name: name, data: data, common: c, once: true}, nil })
	if err != nil {
		return err
	}
	e.status, e.hCache, e.hTag, e.etag = status, noStoreValue, nil, ""
	e.send(v.w, v.r)
	return nil
}
