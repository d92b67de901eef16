package web

import (
	"bytes"
	"html"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"vitrine/content"
	"vitrine/web/page"
	"vitrine/web/respond"
)

// Bounds of the embedded agenda.
const (
	embedDates   = 5
	maxEmbed     = 20
	maxEmbedders = 50 // hosts that may show it
)

// embedSchemes are the looks that the embedding site may ask for; auto, which
// needs not be said, follows the visitor's system.
var embedSchemes = []string{"light", "dark"}

// embedding is what the address of an embedded agenda asks for.
type embedding struct {
	asked
	count  int
	scheme string
}

// askEmbed reads the parameters: those of the agenda but its views, count and
// theme. A count or theme that makes no sense has its usual value.
func askEmbed(args url.Values) embedding {
	args = maps.Clone(args)
	for _, name := range []string{"view", "date", "page"} {
		args.Del(name)
	}
	e := embedding{asked: askAgenda(args), count: embedDates}
	if n, err := strconv.Atoi(first(args, "count")); err == nil && n > 0 {
		e.count = min(n, maxEmbed)
	}
	if s := first(args, "theme"); slices.Contains(embedSchemes, s) {
		e.scheme = s
	}
	return e
}

// query is the canonical query.
func (e embedding) query() string {
	list := e.pairs()
	if e.count != embedDates {
		list = append(list, pair{"count", strconv.Itoa(e.count)})
	}
	if e.scheme != "" {
		list = append(list, pair{"theme", e.scheme})
	}
	return joinPairs(list)
}

// embedders are the origins that may show the agenda in a frame.
func (v *visit) embedders() []string {
	var out []string
	for _, o := range v.site.Settings.EmbedHosts {
		if content.ValidOrigin(o) && len(out) < maxEmbedders {
			out = append(out, o)
		}
	}
	return out
}

// embedShow is the agenda inside another site's frame: no script, no cookie,
// links that leave the frame. Only the origins that the institution named may
// show it; without any it is off.
func embedShow(v *visit) error {
	origins := v.embedders()
	if len(origins) == 0 {
		return &content.Error{Code: content.Forbidden, Key: "error.embed_off"}
	}
	ask := askEmbed(v.args)
	query := ask.query()
	if ask.unknown {
		query += "&unknown"
	}
	e, err := v.kept(key{site: v.site.ID, path: v.r.URL.Path, query: query}, func() (*entry, error) {
		if query != "" {
			if err := v.limited(); err != nil {
				return nil, err
			}
		}
		return v.embed(ask, origins)
	})
	if err != nil {
		return err
	}
	e.send(v.w, v.r)
	return nil
}

// embed renders the frame. What was asked for and does not exist is an empty
// agenda that says so, not found: all of the institution's dates would be wrong.
func (v *visit) embed(ask embedding, origins []string) (*entry, error) {
	n, err := v.narrow(ask.asked)
	if err != nil {
		return nil, err
	}
	p := &page.Agenda{View: "list", Scheme: ask.scheme, Unknown: n.unknown, More: n.clone().path(v.agendaPath())}
	p.Common = *v.common(v.agendaTitle(n), v.everywhere("agenda"))
	p.Canonical, p.Alternates, p.NoIndex = "", nil, true
	if at := v.period(n.asked); !n.unknown && !at.empty() {
		f := n.filter
		f.From, f.To, f.Limit = at.from, at.to, ask.count
		slots, _, err := v.cfg.Items.Agenda(v.ctx(), v.site.ID, f)
		if err != nil {
			return nil, err
		}
		if p.Days, p.Count, err = v.days(slots, at, n); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	if err := v.st.look.Theme.Render(v.ctx(), &b, "embed", p); err != nil {
		return nil, err
	}
	e := &entry{status: http.StatusOK, expires: v.cfg.Now().Add(timedFor)}
	if n.unknown {
		e.status = http.StatusNotFound
	}
	e.finish(b.Bytes(), v.lang)
	e.hPolicy, e.hRobots, e.hVary, e.hCache = []string{respond.EmbedCSP(origins)}, robotsValue, feedVary, feedCache
	return e, nil
}

// embedCodeShow is the page that gives the code which shows the agenda, with
// the same choice as this page's address, on another website.
func embedCodeShow(v *visit) error {
	ask := askEmbed(v.args)
	query := ask.query()
	if ask.unknown {
		query += "&unknown"
	}
	return v.answer(query, func(v *visit) (*shown, error) { return v.embedCode(ask) })
}

func (v *visit) embedCode(ask embedding) (*shown, error) {
	if ask.query() != "" {
		if err := v.limited(); err != nil {
			return nil, err
		}
	}
	n, err := v.narrow(ask.asked)
	if err != nil {
		return nil, err
	}
	ask.asked = n.asked
	heading := v.say("embed.heading")
	p := &page.Info{Common: *v.common(heading, v.everywhere("embed")), Name: "embed", Heading: heading}
	if query := ask.query(); query != "" || n.unknown {
		p.Canonical, p.Alternates, p.NoIndex = "", nil, true
		for i := range p.Languages {
			p.Languages[i].Href += "?" + query
		}
	}
	add := func(name string, s page.Section) {
		s.ID, s.Heading = name, v.say("embed."+name+".heading")
		p.Sections = append(p.Sections, s)
	}
	origins := v.embedders()
	if len(origins) == 0 {
		add("off", page.Section{Paragraphs: []string{v.say("error.embed_off")}, Contact: true})
		return &shown{name: "info", data: p, common: &p.Common, trap: p.NoIndex}, nil
	}
	add("what", page.Section{Paragraphs: []string{v.say("embed.what.text")}})
	choice := []string{v.say("embed.choice.all")}
	if words := n.inWords(); len(words) > 0 {
		choice = []string{v.say("embed.choice.some", "Choice", strings.Join(words, ", "))}
	}
	if n.unknown {
		choice = append(choice, v.say("embed.unknown"))
	}
	add("choice", page.Section{Paragraphs: append(choice, v.say("embed.choice.text")),
		Links: []page.Link{{Href: n.clone().path(v.agendaPath()), Label: v.say("embed.choice.link")}}})
	add("code", page.Section{Paragraphs: []string{v.say("embed.code.text")}, Code: v.frame(ask, v.agendaTitle(n))})
	add("options", page.Section{Terms: []page.Term{
		{Name: "count", Text: v.say("embed.options.count", "Usual", embedDates, "Max", maxEmbed)},
		{Name: "theme", Text: v.say("embed.options.theme")},
		{Name: "when", Text: v.say("embed.options.when")},
	}})
	add("hosts", page.Section{Paragraphs: []string{v.say("embed.hosts.text")}, List: origins, Contact: true})
	return &shown{name: "info", data: p, common: &p.Common, keep: time.Hour, trap: p.NoIndex}, nil
}

// frame is the code to copy. Its height fits so many dates on a narrow screen.
func (v *visit) frame(ask embedding, title string) string {
	src := v.site.Origin + "/embed/" + string(v.lang) + "/agenda"
	if q := ask.query(); q != "" {
		src += "?" + q
	}
	return `<iframe src="` + html.EscapeString(src) + `"
  title="` + html.EscapeString(v.say("embed.title", "Agenda", title, "Site", v.site.Name)) + `"
  lang="` + string(v.lang) + `" width="100%" height="` + strconv.Itoa(200+ask.count*160) + `" loading="lazy"></iframe>`
}
