package web

import (
	"html/template"
	"net/http"
	"strings"
	"time"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

// agendaPage is how many dates a page of the list has.
const agendaPage = 40

// agendaShow shows the dates: as a list from now on, or of the days asked for;
// a week; a month. An address that says the same in another order leads to the
// canonical one, so that people, caches and search engines have one address.
func agendaShow(v *visit) error {
	a := askAgenda(v.args)
	base := v.agendaPath()
	if !a.unknown && !a.canonical(v.r.URL.RawQuery) {
		v.w.Header().Set("Cache-Control", "no-cache")
		return v.redirect(http.StatusMovedPermanently, a.path(base))
	}
	query := a.query()
	if a.unknown {
		query += "&unknown"
	}
	return v.answer(query, func(v *visit) (*shown, error) { return v.agenda(a) })
}

// agendaPath is the agenda without a query.
func (v *visit) agendaPath() string { return "/" + string(v.lang) + "/agenda" }

// agenda makes the page.
func (v *visit) agenda(a asked) (*shown, error) {
	if a.unknown || a.query() != "" {
		if err := v.limited(); err != nil {
			return nil, err
		}
	}
	n, err := v.narrow(a)
	if err != nil {
		return nil, err
	}
	p := &page.Agenda{View: "list"}
	if n.view != "" {
		p.View = n.view
		err = v.agendaGrid(p, n)
	} else {
		err = v.agendaList(p, n)
	}
	if err != nil {
		return nil, err
	}
	p.Unknown = n.unknown
	if err := v.agendaFrame(p, n); err != nil {
		return nil, err
	}
	return &shown{name: "agenda", data: p, common: &p.Common, keep: timedFor, trap: p.NoIndex}, nil
}

// agendaFrame fills in what surrounds the dates.
func (v *visit) agendaFrame(p *page.Agenda, n *narrowed) error {
	base, title := v.agendaPath(), v.agendaTitle(n)
	at := v.everywhere("agenda")
	if q := n.clone().query(); q != "" {
		for l := range at {
			at[l] += "?" + q
		}
	}
	described := p.JSONLD
	p.Common = *v.common(title, at)
	p.JSONLD = described
	if p.NoIndex = !n.indexed(); p.NoIndex {
		p.Canonical, p.Alternates = "", nil
	}
	if p.Heading != "" && n.asked.query() != "" {
		p.Title = v.say("agenda.titled", "Agenda", title, "Period", p.Heading)
	}
	if n.only != nil {
		f := v.follow(n.only)
		p.Channel = &f
	}
	if t := n.tag(); t != nil {
		p.Tag = n.words[pair{"tag", t.Slug}].text
	}
	v.views(p, n, base)
	if err := v.filters(p, n, base); err != nil {
		return err
	}
	v.subscribe(p, n, title)
	if len(v.site.Settings.EmbedHosts) > 0 {
		p.Embed = n.asked.only().path("/" + string(v.lang) + "/embed")
	}
	return nil
}

// indexed reports whether search engines may list the page: the agenda itself,
// and that of one value of one filter. Combinations are without number.
func (n *narrowed) indexed() bool {
	values := 0
	for _, list := range n.values {
		values += len(list)
	}
	a := n.asked
	return !a.unknown && a.view == "" && a.when == "" && a.from.IsZero() && a.to.IsZero() && a.page == "" && values <= 1
}

// views are the ways to show the dates, each at the period that is shown now.
func (v *visit) views(p *page.Agenda, n *narrowed, base string) {
	shown := n.date // the first day of what is shown
	if n.view == "" {
		shown = n.from
	}
	for _, view := range []string{"", "week", "month"} {
		to := n.clone()
		to.view, to.date, to.when, to.from, to.to = view, time.Time{}, "", time.Time{}, time.Time{}
		name := view
		switch {
		case view == n.view:
			to = n.clone()
		case view != "":
			if to.date = beginning(view, shown); to.date.Equal(beginning(view, v.today())) {
				to.date = time.Time{}
			}
		case !shown.IsZero():
			to.from, to.to = shown, ending(n.view, shown)
		}
		if view == "" {
			name = "list"
		}
		p.Views = append(p.Views, page.Link{Href: to.path(base), Label: v.say("agenda.view." + name), Current: view == n.view})
	}
	if n.view != "" {
		p.Hidden = append(p.Hidden, page.Field{Name: "view", Value: n.view})
		if s := n.dateText(); s != "" {
			p.Hidden = append(p.Hidden, page.Field{Name: "date", Value: s})
		}
	}
}

// ending is the last day of the week or month that begins at first.
func ending(view string, first time.Time) time.Time {
	if view == "month" {
		return first.AddDate(0, 1, -1)
	}
	return first.AddDate(0, 0, 6)
}

// agendaList fills in the list of days.
func (v *visit) agendaList(p *page.Agenda, n *narrowed) error {
	at := v.period(n.asked)
	p.From, p.To = dayText(n.from), dayText(n.to)
	v.listHeading(p, n, at)
	if at.empty() {
		return nil
	}
	f := n.filter
	f.From, f.To, f.Limit, f.Cursor = at.from, at.to, agendaPage, n.page
	slots, next, err := v.cfg.Items.Agenda(v.ctx(), v.site.ID, f)
	if content.Is(err, content.Malformed) && f.Cursor != "" { // no page of ours
		n.unknown, n.page, f.Cursor = true, "", ""
		slots, next, err = v.cfg.Items.Agenda(v.ctx(), v.site.ID, f)
	}
	if err != nil {
		return err
	}
	if p.Days, p.Count, err = v.days(slots, at, n); err != nil {
		return err
	}
	if next != "" {
		to := n.clone()
		to.page = next
		p.More = to.path(v.agendaPath())
	}
	if n.indexed() {
		p.JSONLD = v.describeDates(slots)
	}
	return nil
}

// days puts dates under their days. What began before the list stands under its
// first day; a night that belongs to the evening before is left out.
func (v *visit) days(slots []content.Slot, at period, n *narrowed) (out []page.Day, count int, err error) {
	cards, err := v.slotCards(v.ctx(), slots)
	if err != nil {
		return nil, 0, err
	}
	today := v.today()
	for i, c := range cards {
		day, last := v.daysOf(slots[i])
		if at.exact && last.Before(at.first) {
			continue
		}
		if day.Before(at.first) {
			day = at.first
		}
		if k := len(out); k == 0 || out[k-1].Machine != dayText(day) {
			out = append(out, v.dayOf(day, today, n))
		}
		here := &out[len(out)-1]
		here.Events = append(here.Events, c)
		count++
	}
	return out, count, nil
}

// dayOf is a day without its dates.
func (v *visit) dayOf(day, today time.Time, n *narrowed) page.Day {
	to := n.clone()
	to.view, to.date, to.when, to.from, to.to = "", time.Time{}, "", day, day
	return page.Day{Label: locale.DateWeekday(string(v.lang), day), Machine: dayText(day), Number: day.Day(),
		Today: day.Equal(today), Href: to.path(v.agendaPath())}
}

// listHeading says which days the list has, and leads to those around them.
func (v *visit) listHeading(p *page.Agenda, n *narrowed, at period) {
	lang := string(v.lang)
	switch {
	case n.when != "" && n.from.IsZero() && n.to.IsZero():
		first := at.first
		if n.when == "week" {
			first = beginning("week", first)
		}
		p.Heading = v.say("agenda.titled", "Agenda", v.say("agenda.when."+n.when), "Period", locale.Days(lang, first, at.last))
	case n.when != "" || n.from.IsZero() && n.to.IsZero():
	case n.to.IsZero():
		p.Heading = v.say("agenda.since", "Date", locale.Date(lang, n.from))
	case n.from.IsZero():
		p.Heading = v.say("agenda.until", "Date", locale.Date(lang, n.to))
	case n.from.Equal(n.to):
		p.Heading = locale.DateWeekday(lang, n.from)
	default:
		p.Heading = locale.Days(lang, n.from, n.to)
	}
	if n.when != "" || n.from.IsZero() || n.to.IsZero() {
		return
	}
	length := int(n.to.Sub(n.from).Hours()/24) + 1
	name := "period"
	if length == 1 {
		name = "day"
	}
	move := func(key string, days int) *page.Link {
		to := n.clone()
		to.from, to.to = n.from.AddDate(0, 0, days), n.to.AddDate(0, 0, days)
		if !inCalendar(to.from) || !inCalendar(to.to) {
			return nil
		}
		return &page.Link{Href: to.path(v.agendaPath()), Label: v.say(key + "." + name)}
	}
	p.Previous, p.Next = move("agenda.previous", -length), move("agenda.next", length)
	to, today := n.clone(), v.today()
	to.from, to.to = today, today
	p.Today = &page.Link{Href: to.path(v.agendaPath()), Label: v.say("event.today"), Current: n.from.Equal(today) && length == 1}
}

// subscribe lists the calendar and the feeds of exactly this choice, with what
// they are for. They go on after the period that is shown now.
func (v *visit) subscribe(p *page.Agenda, n *narrowed, title string) {
	only, base := n.asked.only(), v.agendaPath()
	list := &page.FeedList{Heading: v.say("agenda.subscribe.heading"), Text: v.say("agenda.subscribe.text")}
	if only.filtered() {
		list.Text = v.say("agenda.subscribe.choice", "Choice", strings.Join(n.inWords(), ", "))
	}
	calendar := page.Link{Href: only.path(base + ".ics"), Label: v.say("agenda.feed", "Agenda", title, "Format", "iCalendar"), Type: "text/calendar"}
	list.Links = append(list.Links, calendar)
	for _, f := range feedFormats {
		if f.file == "agenda.ics" {
			continue
		}
		list.Links = append(list.Links, page.Link{Href: only.path(base + "/" + f.file), Type: f.mediaType,
			Label: v.say("agenda.feed", "Agenda", title, "Format", v.say(f.label))})
	}
	p.Subscribe = list
	_, host, _ := strings.Cut(v.site.Origin, "://")
	p.Webcal = template.URL("webcal://" + host + calendar.Href) // our own origin and a path that url.QueryEscape wrote
	if !only.filtered() {
		p.Feeds = append(append([]page.Link(nil), list.Links[1:]...), p.Feeds...) // the site's calendar is this one
		return
	}
	p.Feeds = append(append([]page.Link(nil), list.Links...), p.Feeds...)
}
