package web

import (
	"time"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

// Bounds of a week or month: pages of dates that are read, and cards of a day.
// The rest of a day is in its list, to which the day leads.
const (
	gridPages = 6
	gridPage  = 100
	monthDay  = 3
	weekDay   = 12
)

// agendaGrid fills in a week or a month as rows of days.
func (v *visit) agendaGrid(p *page.Agenda, n *narrowed) error {
	today := v.today()
	first := n.date
	if first.IsZero() {
		first = beginning(n.view, today)
	}
	last := ending(n.view, first)
	v.gridHeading(p, n, first, today)
	for _, d := range locale.Weekdays() {
		p.Weekdays = append(p.Weekdays, page.Link{Label: locale.WeekdayShort(string(v.lang), d), Type: locale.WeekdayName(string(v.lang), d)})
	}
	g := &grid{v: v, n: n, first: first, last: last, most: monthDay, cards: map[slotKey]page.Card{}}
	if n.view == "week" {
		g.most = weekDay
	}
	if err := g.read(); err != nil {
		return err
	}
	p.Count = g.count
	for monday := beginning("week", first); !monday.After(last); monday = monday.AddDate(0, 0, 7) {
		_, number := monday.ISOWeek()
		week := page.Week{Number: number}
		for i := range 7 {
			day, err := g.day(monday.AddDate(0, 0, i), today)
			if err != nil {
				return err
			}
			week.Days = append(week.Days, day)
		}
		p.Weeks = append(p.Weeks, week)
	}
	return nil
}

// gridHeading names the week or month and leads to those around it.
func (v *visit) gridHeading(p *page.Agenda, n *narrowed, first, today time.Time) {
	lang, base := string(v.lang), v.agendaPath()
	name := func(day time.Time) string {
		if n.view == "month" {
			return locale.MonthYear(lang, day)
		}
		_, number := day.ISOWeek()
		return v.say("agenda.heading.week", "Number", number, "Days", locale.Days(lang, day, ending("week", day)))
	}
	p.Heading = name(first)
	to := func(day time.Time, label string) *page.Link {
		at := n.clone()
		if at.date = day; !inCalendar(day) {
			return nil
		}
		if day.Equal(beginning(n.view, today)) {
			at.date = time.Time{}
		}
		return &page.Link{Href: at.path(base), Label: label}
	}
	months, days := 0, 7
	if n.view == "month" {
		months, days = 1, 0
	}
	p.Previous = to(first.AddDate(0, -months, -days), v.say("agenda.previous."+n.view))
	p.Next = to(first.AddDate(0, months, days), v.say("agenda.next."+n.view))
	if p.Today = to(beginning(n.view, today), v.say("agenda.this."+n.view)); p.Today != nil {
		p.Today.Current = first.Equal(beginning(n.view, today))
	}
}

// grid gathers the dates of a week or month by day.
type grid struct {
	v           *visit
	n           *narrowed
	first, last time.Time
	most        int // cards of a day
	slots       []content.Slot
	by          map[time.Time][]int // of slots, by day: what begins that day, then what goes on
	partial     time.Time           // from this day on not every date was read; zero: all were
	count       int
	cards       map[slotKey]page.Card
}

// slotKey names a date: its item and when it begins, in milliseconds.
type slotKey struct {
	item  content.ID
	start int64
}

// read reads the dates, as many as are allowed.
func (g *grid) read() error {
	f := g.n.filter
	f.Limit, f.From, f.To = gridPage, g.v.instant(g.first), g.v.instant(g.last.AddDate(0, 0, 1))
	for i := range gridPages {
		list, next, err := g.v.cfg.Items.Agenda(g.v.ctx(), g.v.site.ID, f)
		if err != nil {
			return err
		}
		g.slots = append(g.slots, list...)
		if f.Cursor = next; next == "" {
			break
		}
		if i == gridPages-1 {
			g.partial, _ = g.v.daysOf(list[len(list)-1])
			g.partial = later(g.partial, g.first)
		}
	}
	g.sort()
	return nil
}

// sort puts the dates under each of their days.
func (g *grid) sort() {
	g.by = map[time.Time][]int{}
	on := map[time.Time][]int{}
	for i, s := range g.slots {
		first, last := g.v.daysOf(s)
		shown := false
		for day := later(first, g.first); !day.After(last) && !day.After(g.last); day = day.AddDate(0, 0, 1) {
			shown = true
			if day.Equal(first) {
				g.by[day] = append(g.by[day], i)
			} else {
				on[day] = append(on[day], i)
			}
		}
		if shown {
			g.count++
		}
	}
	for day, list := range on {
		g.by[day] = append(g.by[day], list...)
	}
}

// day is a day with its first cards.
func (g *grid) day(day, today time.Time) (page.Day, error) {
	out := g.v.dayOf(day, today, g.n)
	if out.Outside = day.Before(g.first) || day.After(g.last); out.Outside {
		return out, nil
	}
	slots := make([]content.Slot, 0, g.most)
	for _, i := range g.by[day] {
		slots = append(slots, g.slots[i])
	}
	more := len(slots) - g.most
	if !g.partial.IsZero() && !day.Before(g.partial) {
		var err error
		if slots, more, err = g.ask(day); err != nil {
			return out, err
		}
	}
	cards, err := g.show(day, slots[:min(len(slots), g.most)])
	if err != nil {
		return out, err
	}
	out.Events = cards
	switch {
	case more > 0:
		out.More = &page.Link{Href: out.Href, Label: g.v.say("agenda.more", "N", more)}
	case more == uncounted:
		out.More = &page.Link{Href: out.Href, Label: g.v.say("agenda.all_of_day")}
	}
	return out, nil
}

// uncounted says that a day has more dates, nobody knows how many.
const uncounted = -1 << 30

// ask reads one day of a month that has more dates than are read at once.
func (g *grid) ask(day time.Time) (slots []content.Slot, more int, err error) {
	f := g.n.filter
	f.Limit, f.From, f.To = g.most+1, g.v.instant(day), g.v.instant(day.AddDate(0, 0, 1))
	list, next, err := g.v.cfg.Items.Agenda(g.v.ctx(), g.v.site.ID, f)
	if err != nil {
		return nil, 0, err
	}
	for _, s := range list {
		if _, last := g.v.daysOf(s); !last.Before(day) {
			slots = append(slots, s)
		}
	}
	if next != "" || len(slots) > g.most {
		more = uncounted
	}
	return slots, more, nil
}

// show makes the cards of a day, small ones: a calendar has room for a name and
// an hour. One that goes on has no hour that day.
func (g *grid) show(day time.Time, slots []content.Slot) ([]page.Card, error) {
	out := make([]page.Card, 0, len(slots))
	for _, s := range slots {
		k := slotKey{s.Item.ID, s.Start.UnixMilli()}
		c, ok := g.cards[k]
		if !ok {
			made, err := g.v.slotCards(g.v.ctx(), []content.Slot{s})
			if err != nil {
				return nil, err
			}
			if c = made[0]; g.n.view == "month" {
				c.Summary = ""
			}
			c.Image = nil
			g.cards[k] = c
		}
		if first, _ := g.v.daysOf(s); first.Before(day) && c.Date != nil {
			d := *c.Date
			d.Clock = ""
			c.Date = &d
		}
		out = append(out, c)
	}
	return out, nil
}
