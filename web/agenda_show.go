package web

import (
	"strings"
	"time"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

// agendaShow lists dates, soonest first. The days from and to (inclusive) are in
// the address; without them the list begins now.
func agendaShow(v *visit) (*shown, error) {
	now := v.cfg.Now()
	f := live()
	f.Order, f.Limit, f.From, f.Cursor = content.Soonest, 50, now, v.param("page")
	from, okFrom := v.day("from")
	to, okTo := v.day("to")
	p := &page.Agenda{Common: *v.common(v.say("nav.agenda"), v.everywhere("agenda"))}
	if okFrom {
		f.From, p.From = from, from.Format(time.DateOnly)
	}
	if okTo {
		f.To, p.To = to.AddDate(0, 0, 1), to.Format(time.DateOnly)
	}
	if okFrom || okTo {
		if err := v.limited(); err != nil {
			return nil, err
		}
	}
	slots, next, err := v.cfg.Items.Agenda(v.ctx(), v.site.ID, f)
	if err != nil {
		return nil, err
	}
	cards, err := v.slotCards(v.ctx(), slots)
	if err != nil {
		return nil, err
	}
	for i, c := range cards {
		start := slots[i].Start.In(v.zone(slots[i].Occurrence))
		if start.Before(f.From) { // it has begun: it stands under the first day of the list
			start = f.From.In(start.Location())
		}
		day := locale.MachineDate(start)
		if n := len(p.Days); n == 0 || p.Days[n-1].Machine != day {
			p.Days = append(p.Days, page.Day{Label: locale.DateWeekday(string(v.lang), start), Machine: day})
		}
		last := &p.Days[len(p.Days)-1]
		last.Events = append(last.Events, c)
	}
	p.More = v.more(next, "from", "to")
	if okFrom || okTo || f.Cursor != "" {
		p.Canonical, p.NoIndex = "", true
		v.keepQuery(&p.Common, "from", "to")
	}
	return &shown{name: "agenda", data: p, common: &p.Common, keep: timedFor}, nil
}

// day reads a date parameter as the beginning of that day in the site's zone.
func (v *visit) day(name string) (time.Time, bool) {
	t, err := time.ParseInLocation(time.DateOnly, v.param(name), location(v.site.TimeZone))
	if err != nil || t.Year() < 1900 || t.Year() > 2200 {
		return time.Time{}, false
	}
	return t, true
}

// keepQuery lets the language switch lead to the same choice in the other language (P1: the choice is in the address).
func (v *visit) keepQuery(c *page.Common, names ...string) {
	var q []string
	for _, name := range names {
		if s := v.param(name); s != "" {
			q = append(q, name+"="+queryEscape(s))
		}
	}
	if len(q) == 0 {
		return
	}
	for i := range c.Languages {
		c.Languages[i].Href += "?" + strings.Join(q, "&")
	}
}
