package web

import (
	"maps"
	"net/http"
	"net/url"
	"strings"

	"vitrine/content"
)

// agendaFeedShow serves the agenda as a calendar (ics) or as a feed of the items
// that have a date to come, newest first, narrowed as the page with the same
// parameters is. The view means nothing to it. What does not exist is not found:
// whoever subscribed to one place must not silently get all of them.
func agendaFeedShow(format string) action {
	return func(v *visit) error {
		a := askAgenda(without(v.args, format))
		if a.unknown {
			return content.Failf(content.NotFound, "an agenda of %q", v.r.URL.RawQuery)
		}
		k := key{site: v.site.ID, path: v.r.URL.Path, query: a.query()}
		e, err := v.kept(k, func() (*entry, error) {
			if a.query() != "" {
				if err := v.limited(); err != nil {
					return nil, err
				}
			}
			view, err := v.agendaFeed(format, a)
			if err != nil {
				return nil, err
			}
			e, err := v.feedEntry(format, view)
			if err != nil {
				return nil, err
			}
			e.expires = v.cfg.Now().Add(timedFor) // what is over leaves it
			return e, nil
		})
		if err != nil {
			return err
		}
		e.send(v.w, v.r)
		return nil
	}
}

// without leaves out what means nothing to a feed: how a page shows the dates
// and, but for a calendar, the period.
func without(args url.Values, format string) url.Values {
	args = maps.Clone(args)
	for _, name := range []string{"view", "date", "page"} {
		args.Del(name)
	}
	if format != "ics" {
		for _, name := range []string{"when", "from", "to"} {
			args.Del(name)
		}
	}
	return args
}

// agendaFeed collects what the feed holds.
func (v *visit) agendaFeed(format string, a asked) (FeedView, error) {
	n, err := v.narrow(a)
	if err != nil {
		return FeedView{}, err
	}
	if n.unknown {
		return FeedView{}, content.Failf(content.NotFound, "an agenda of %q", v.r.URL.RawQuery)
	}
	home := a.path(v.agendaPath())
	view := FeedView{Site: v.site, Lang: v.lang, Say: v.say, Self: v.site.Origin + a.path(v.r.URL.EscapedPath()), Home: v.site.Origin + home,
		Title: v.say("feed.agenda", "Site", v.site.Name), Channel: n.only, Tag: n.tag()}
	if words := n.inWords(); len(words) > 0 {
		view.Title = v.say("feed.agenda_of", "Site", v.site.Name, "Choice", strings.Join(words, ", "))
	}
	view.Description = v.feedDescription()
	f := n.filter
	f.Lang = v.lang
	if format == "ics" {
		if view.Slots, err = v.feedSlots(f, a); err != nil {
			return view, err
		}
	} else {
		f.Order, f.Limit, f.From = content.Newest, feedItems, v.cfg.Now()
		if view.Items, _, err = v.cfg.Items.Items(v.ctx(), v.site.ID, f); err != nil {
			return view, err
		}
	}
	view.changed()
	return view, nil
}

// feedSlots reads the dates of a calendar: from a month ago on, or of the days asked for.
func (v *visit) feedSlots(f content.ItemFilter, a asked) ([]content.Slot, error) {
	f.Order, f.Limit, f.From = content.Soonest, slotsPage, v.cfg.Now().Add(-feedBack)
	if a.when != "" || !a.from.IsZero() || !a.to.IsZero() {
		at := v.period(a)
		if at.empty() {
			return nil, nil
		}
		f.From, f.To = at.from, at.to
	}
	return v.slots(v.ctx(), f)
}

// dateCalendarShow is one date of an item as a calendar file.
func dateCalendarShow(v *visit) error {
	id := content.ID(v.vars["date"])
	if !content.ValidID(string(id)) {
		return content.Failf(content.NotFound, "no date %q", id)
	}
	return v.itemCalendar(id)
}

// itemCalendarShow is all of an item's dates as a calendar file.
func itemCalendarShow(v *visit) error { return v.itemCalendar("") }

// itemCalendar writes an item's dates, or the one of them that has the id.
func (v *visit) itemCalendar(only content.ID) error {
	it, t, moved, err := v.itemAt(content.KindOfLetter(v.vars["letter"]), v.vars["slug"])
	if err != nil {
		return err
	}
	suffix := ".ics"
	if only != "" {
		suffix = "/" + string(only) + ".ics"
	}
	if moved != "" {
		return v.redirect(http.StatusMovedPermanently, moved+suffix)
	}
	view := FeedView{Site: v.site, Lang: t.Lang, Title: t.Title, Home: v.site.ItemURL(it.Kind, t), Kind: it.Kind, Updated: it.Updated, Say: v.say}
	view.Self = view.Home + suffix
	if d, ok := it.Details.(content.Dated); ok {
		for _, o := range d.Dates() {
			if only != "" && o.ID != only {
				continue
			}
			start, end, err := o.Times(v.site.TimeZone)
			if err != nil {
				return content.Fail(content.Internal, err)
			}
			view.Slots = append(view.Slots, content.Slot{Item: it, Occurrence: o, Start: start, End: end})
		}
	}
	if len(view.Slots) == 0 {
		return content.Failf(content.NotFound, "%s has no such dates", it.ID)
	}
	e, err := v.feedEntry("ics", view)
	if err != nil {
		return err
	}
	if validRendition(t.Slug) {
		name := t.Slug
		if only != "" && len(it.Details.(content.Dated).Dates()) > 1 {
			name += "-" + view.Slots[0].Start.Format("20060102")
		}
		v.w.Header().Set("Content-Disposition", `attachment; filename="`+name+`.ics"`)
	}
	e.send(v.w, v.r)
	return nil
}
