package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/content/clean"
	"vitrine/content/locale"
	"vitrine/web"
)

// desk is the rules of messages over a store in memory.
type desk struct {
	content.ServiceStore // what is not below is not called
	fake                 *fake
	kept                 map[content.ID]*content.Message
	jobs                 []content.Job
	replies              map[content.ID]*content.Reply
}

func (d *desk) SaveMessage(_ context.Context, m *content.Message, jobs ...content.Job) (bool, error) {
	if d.kept[m.ID] != nil {
		return false, nil
	}
	c := *m
	d.kept[m.ID] = &c
	d.jobs = append(d.jobs, jobs...)
	return true, nil
}

func (d *desk) Message(_ context.Context, site, id content.ID) (*content.Message, error) {
	if m := d.kept[id]; m != nil && m.Site == site {
		return m, nil
	}
	return nil, content.Fail(content.NotFound, nil)
}

func (d *desk) Reply(_ context.Context, _, id content.ID) (*content.Reply, error) {
	if r := d.replies[id]; r != nil {
		return r, nil
	}
	for _, r := range d.fake.replies {
		if r.ID == id {
			return &r, nil
		}
	}
	return nil, content.Fail(content.NotFound, nil)
}

func (d *desk) ItemBySlug(ctx context.Context, site content.ID, lang content.Lang, kind, slug string) (*content.Item, error) {
	it, err := d.fake.Public(ctx, site, lang, kind, slug)
	if it != nil {
		return it, nil
	}
	return nil, err
}

// letters pretends that mail can be sent.
type letters struct{}

func (letters) Arrived(_ *content.Site, m *content.Message) ([]content.Job, bool, error) {
	return []content.Job{{Queue: content.QueueMail, Key: string(m.ID)}}, m.Email != "", nil
}
func (letters) Decided(*content.Site, *content.Message) ([]content.Job, error) { return nil, nil }

// newDesk is a world whose forms are taken in.
func newDesk(t testing.TB, mail bool, change ...func(*web.Config, *fake)) (*world, *desk) {
	t.Helper()
	d := &desk{kept: map[content.ID]*content.Message{}, replies: map[content.ID]*content.Reply{}}
	var w *world
	service := &content.Service{Store: d, Clean: clean.Cleaner{}, Words: locale.Rules{}, Now: func() time.Time { return w.clock.now() }}
	if mail {
		service.Letters = letters{}
	}
	w = newWorld(t, append([]func(*web.Config, *fake){func(c *web.Config, f *fake) { c.Duty, d.fake = service, f }}, change...)...)
	return w, d
}

// post sends a form as a browser does.
func (w *world) post(t testing.TB, path string, in url.Values, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "https://bib.example"+path, strings.NewReader(in.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "https://bib.example")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	return rec
}

var tokenField = regexp.MustCompile(`name="token" value="([^"]+)"`)

// open opens a form and waits as long as a person needs.
func (w *world) open(t testing.TB, path string) url.Values {
	t.Helper()
	rec := w.get(t, path)
	m := tokenField.FindStringSubmatch(rec.Body.String())
	if rec.Code != 200 || m == nil {
		t.Fatalf("%s: %d without a token\n%s", path, rec.Code, rec.Body)
	}
	w.clock.forward(time.Minute)
	return url.Values{"token": {m[1]}, "website": {""}}
}

func typed(in url.Values, pairs ...string) url.Values {
	out := url.Values{}
	for k, v := range in {
		out[k] = v
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		out.Set(pairs[i], pairs[i+1])
	}
	return out
}

// TestS6FeedbackWithoutAccountScriptOrPuzzle: a form opened and sent is logged
// with its time, answered with 303, and the receipt has the number.
func TestS6FeedbackWithoutAccountScriptOrPuzzle(t *testing.T) {
	w, d := newDesk(t, true)
	in := w.open(t, "/nl/feedback?url=https://bib.example/nl/a/een-titel")
	body := w.get(t, "/nl/feedback?url=/nl/a/een-titel").Body.String()
	for _, want := range []string{`value="https://bib.example/nl/a/een-titel"`, "toegankelijke vorm", `value="format"`, `autocomplete="email"`, `novalidate`} {
		if !strings.Contains(body, want) {
			t.Errorf("the form has no %q", want)
		}
	}
	if strings.Contains(body, "<script src") && strings.Contains(body, "captcha") || strings.Contains(body, "required") {
		t.Error("a script, a puzzle or a bubble of the browser")
	}
	in = typed(in, "topic", "format", "text", "Graag in grote letters", "url", "/nl/a/een-titel", "email", "ida@example.org", "name", "Ida")
	rec := w.post(t, "/nl/feedback", in)
	at := rec.Header().Get("Location")
	if rec.Code != http.StatusSeeOther || !regexp.MustCompile(`^/nl/feedback/[a-z2-7]{26}$`).MatchString(at) || rec.Header().Get("Set-Cookie") != "" {
		t.Fatalf("%d to %q: %s", rec.Code, at, rec.Body)
	}
	if len(d.kept) != 1 || len(d.jobs) != 1 {
		t.Fatalf("%d messages, %d jobs", len(d.kept), len(d.jobs))
	}
	for id, m := range d.kept {
		if !strings.HasSuffix(at, string(id)) || m.Page != "https://bib.example/nl/a/een-titel" || m.Kind != content.Feedback || m.Topic != "format" || m.Lang != "nl" || !m.Received.Equal(w.clock.now()) {
			t.Errorf("stored %+v", m)
		}
		receipt := w.get(t, at)
		page := receipt.Body.String()
		if receipt.Code != 200 || !strings.Contains(page, m.Number()) || !strings.Contains(page, "22 november 2026") || strings.Contains(page, "ida@example.org") || strings.Contains(page, "grote letters") {
			t.Errorf("receipt %d: %s", receipt.Code, page)
		}
		if c := receipt.Header().Get("Cache-Control"); c != "no-store" {
			t.Error("the receipt may be kept:", c)
		}
	}
	// A double click, and a reload of the form, send nothing twice.
	if again := w.post(t, "/nl/feedback", in); again.Header().Get("Location") != at || len(d.kept) != 1 || len(d.jobs) != 1 {
		t.Error("the same form twice:", again.Code, len(d.kept))
	}
	if other := w.get(t, "/nl/feedback/"+strings.Repeat("a", 26)); other.Code != 404 {
		t.Error("a receipt of nothing:", other.Code)
	}
	if other := w.get(t, strings.Replace(at, "feedback", "report", 1)); other.Code != 404 {
		t.Error("a receipt of another form:", other.Code)
	}
}

// TestS6ReceiptSaysWhetherMailComes: nobody waits for a mail that will not come.
func TestS6ReceiptSaysWhetherMailComes(t *testing.T) {
	for _, c := range []struct {
		mail         bool
		email, wants string
	}{{true, "a@b.example", "naar uw e-mailadres"}, {false, "a@b.example", "kan geen e-mail versturen"}, {true, "", "gaf geen e-mailadres"}, {false, "", "gaf geen e-mailadres"}} {
		w, _ := newDesk(t, c.mail)
		rec := w.post(t, "/nl/feedback", typed(w.open(t, "/nl/feedback"), "topic", "barrier", "text", "x", "email", c.email))
		if body := w.get(t, rec.Header().Get("Location")).Body.String(); !strings.Contains(body, c.wants) {
			t.Errorf("mail %v, address %q: no %q in %s", c.mail, c.email, c.wants, body)
		}
	}
}

// TestH8FormsAreGuarded holds D1 to D3 as well: whatever is wrong, the page says
// it in the reader's language and keeps what was typed.
func TestH8FormsAreGuarded(t *testing.T) {
	w, d := newDesk(t, true)
	good := typed(w.open(t, "/fr/feedback"), "topic", "other", "text", "Bonjour <b>vous</b>")
	quick := w.open(t, "/fr/feedback")
	report := w.open(t, "/fr/report").Get("token")
	tests := []struct {
		name   string
		in     url.Values
		status int
		says   string
	}{
		{"hidden field", typed(good, "website", "https://spam.example"), 422, "Videz le champ"},
		{"too quick", typed(good), 422, "très rapide"},
		{"no token", typed(good, "token", ""), 422, "trop longtemps"},
		{"forged", typed(good, "token", quick.Get("token")[:40]+"AAAAAAAA"), 422, "trop longtemps"},
		{"of another form", typed(good, "token", report), 422, "trop longtemps"},
		{"no topic", typed(good, "topic", ""), 422, "Faites un choix."},
		{"unknown topic", typed(good, "topic", "x"), 422, "Faites un choix."},
		{"no text", typed(good, "text", " \n "), 422, "Écrivez votre message."},
		{"long text", typed(good, "text", "Bonjour <b>vous</b>"+strings.Repeat("é", 5001)), 422, "trop long"},
		{"address elsewhere", typed(good, "url", "https://other.example/x"), 422, "https://bib.example"},
		{"no e-mail address", typed(good, "email", "a@b\r\nBcc: c@d.example"), 422, "adresse"},
	}
	for _, c := range tests {
		if c.name == "too quick" {
			c.in.Set("token", tokenField.FindStringSubmatch(w.get(t, "/fr/feedback").Body.String())[1])
		}
		rec := w.post(t, "/fr/feedback", c.in)
		body := rec.Body.String()
		if rec.Code != c.status || !strings.Contains(body, c.says) || !strings.Contains(body, "<title>Erreur") {
			t.Errorf("%s: %d, no %q", c.name, rec.Code, c.says)
		}
		if c.in.Get("text") != " \n " && !strings.Contains(body, "Bonjour &lt;b&gt;vous&lt;/b&gt;") {
			t.Errorf("%s: what was typed is gone", c.name)
		}
		if strings.Contains(rec.Header().Get("Cache-Control"), "max-age") || rec.Header().Get("Content-Language") != "fr" {
			t.Errorf("%s: headers %v", c.name, rec.Header())
		}
		w.clock.forward(10 * time.Minute)
	}
	body := w.post(t, "/fr/feedback", typed(good, "topic", "", "text", "")).Body.String()
	if !strings.Contains(body, `href="#topic"`) || !strings.Contains(body, `href="#text"`) || strings.Index(body, "#topic") > strings.Index(body, "#text") {
		t.Error("the summary does not lead to the fields in their order")
	}
	if len(d.kept) != 0 {
		t.Fatalf("%d messages were stored", len(d.kept))
	}
	// Refused, with everything kept, for an old form; then accepted with the new token.
	w.clock.forward(25 * time.Hour)
	rec := w.post(t, "/fr/feedback", good)
	m := tokenField.FindStringSubmatch(rec.Body.String())
	w.clock.forward(time.Minute)
	if rec := w.post(t, "/fr/feedback", typed(good, "token", m[1])); rec.Code != 303 || len(d.kept) != 1 {
		t.Error("after an old form:", rec.Code)
	}
	for name, h := range map[string][]string{"cross-site": {"Sec-Fetch-Site", "cross-site"}, "foreign origin": {"Sec-Fetch-Site", "", "Origin", "https://evil.example"}} {
		if rec := w.post(t, "/fr/feedback", good, h...); rec.Code != 403 {
			t.Errorf("%s: %d", name, rec.Code)
		}
	}
	if rec := w.post(t, "/fr/feedback", good, "Content-Type", "application/json"); rec.Code != 415 {
		t.Error("JSON:", rec.Code)
	}
	if rec := w.post(t, "/fr/feedback", typed(good, "text", strings.Repeat("x", 70<<10))); rec.Code != 413 {
		t.Error("a large body:", rec.Code)
	}
	for range 20 {
		rec = w.post(t, "/fr/feedback", typed(good, "token", m[1], "text", "Bonjour <b>vous</b>"))
	}
	if rec.Code != 429 || rec.Header().Get("Retry-After") == "" || !strings.Contains(rec.Body.String(), "Bonjour &lt;b&gt;vous") {
		t.Error("twenty at once:", rec.Code)
	}
}

// TestM3NoticeWithoutAccount: reason, the exact address by itself, name and
// e-mail but for abuse of children, good faith; M6: the version noticed is kept.
func TestM3NoticeWithoutAccount(t *testing.T) {
	w, d := newDesk(t, true)
	reply := content.ID(strings.Repeat("r", 26))
	d.replies[reply] = &content.Reply{ID: reply, Site: "site", Item: "both", Name: "Ida", Handle: "ida@social.example", Content: "<p>Mooi</p>", Public: true, Status: content.ReplyApproved}
	hidden := content.ID(strings.Repeat("h", 26))
	d.replies[hidden] = &content.Reply{ID: hidden, Site: "site", Content: "<p>Weg</p>", Public: true, Status: content.ReplyHidden}
	item := w.get(t, "/nl/a/een-titel").Body.String()
	if !strings.Contains(item, `href="/nl/report?url=https%3A%2F%2Fbib.example%2Fnl%2Fa%2Feen-titel"`) {
		t.Error("M3: the page of an item does not lead to the form")
	}
	if !strings.Contains(item, `href="/nl/report?url=https%3A%2F%2Fbib.example%2Fnl%2Fa%2Feen-titel%23reply-r1"`) {
		t.Error("M3: a reply does not lead to the form")
	}
	path := "/nl/report?url=%2Fnl%2Fa%2Feen-titel%23reply-" + string(reply)
	form := w.get(t, path).Body.String()
	for _, want := range []string{`value="https://bib.example/nl/a/een-titel"`, "het antwoord van Ida", `value="` + string(reply) + `"`, "te goeder trouw", "112"} {
		if !strings.Contains(form, want) {
			t.Errorf("M3: the form has no %q", want)
		}
	}
	if rec := w.get(t, "/nl/report?url=https%3A%2F%2Fevil.example%2F"); strings.Contains(rec.Body.String(), "evil.example") {
		t.Error("M3: an address elsewhere was filled in")
	}
	for _, id := range []content.ID{hidden, "x", content.ID(strings.Repeat("q", 26))} {
		if rec := w.get(t, "/nl/report?reply="+string(id)); rec.Code != 404 {
			t.Errorf("M3: a reply %s that nobody sees: %d", id, rec.Code)
		}
	}
	in := typed(w.open(t, path), "url", "https://bib.example/nl/a/een-titel", "reply", string(reply), "topic", "hate", "text", "Dit is haat")
	for _, c := range []struct {
		in   url.Values
		says string
	}{
		{in, "Geef uw naam op"}, {typed(in, "name", "An"), "Geef uw e-mailadres op"}, {typed(in, "name", "An", "email", "an@b.example"), "te goeder trouw meldt"},
		{typed(in, "topic", "child"), "te goeder trouw meldt"}, {typed(in, "url", "", "topic", "child", "faith", "1"), "Geef het adres op"},
	} {
		if rec := w.post(t, "/nl/report", c.in); rec.Code != 422 || !strings.Contains(rec.Body.String(), c.says) {
			t.Errorf("M3: %d, no %q", rec.Code, c.says)
		}
	}
	w.clock.forward(10 * time.Minute)
	if rec := w.post(t, "/nl/report", typed(in, "topic", "child", "faith", "1")); rec.Code != 303 {
		t.Errorf("M3: abuse of children without a name: %d %s", rec.Code, rec.Body)
	}
	rec := w.post(t, "/nl/report", typed(in, "name", "An", "email", "an@b.example", "faith", "1"))
	m := d.kept[content.ID(strings.TrimPrefix(rec.Header().Get("Location"), "/nl/report/"))]
	if rec.Code != 303 || m == nil || m.Reply != reply || m.Item != "both" || !strings.Contains(string(m.Snapshot), `"of":"reply"`) || !strings.Contains(string(m.Snapshot), "Mooi") {
		t.Fatalf("M6: %d %+v", rec.Code, m)
	}
	rec = w.post(t, "/nl/report", typed(in, "reply", "", "name", "An", "email", "an@b.example", "faith", "1"))
	m = d.kept[content.ID(strings.TrimPrefix(rec.Header().Get("Location"), "/nl/report/"))]
	if m == nil || m.Item != "both" || !strings.Contains(string(m.Snapshot), `"of":"item"`) || !strings.Contains(string(m.Snapshot), `"revision":1`) || !strings.Contains(string(m.Snapshot), "Tekst") {
		t.Fatalf("M6: of an item: %+v", m)
	}
	if body := w.get(t, rec.Header().Get("Location")).Body.String(); !strings.Contains(body, m.Number()) || !strings.Contains(body, "geen automatische middelen") {
		t.Error("M4: the receipt", body)
	}
}
