package web

import (
	"fmt"
	"strconv"
	"time"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

// archiveShow is everything that was published: the years with their months, or
// the items of one year or month, in the site's time zone.
func archiveShow(v *visit) (*shown, error) {
	year, month, err := archivePeriod(v.vars["year"], v.vars["month"])
	if err != nil {
		return nil, err
	}
	months, err := v.cfg.Reading.Months(v.ctx(), v.site.ID, content.ItemFilter{})
	if err != nil {
		return nil, err
	}
	title := v.say("nav.archive")
	path := "archive"
	if year > 0 {
		if !archived(months, year, month) {
			return nil, v.nothingThen(months, year, month)
		}
		path += fmt.Sprintf("/%04d", year)
		title = v.say("archive.of", "Period", strconv.Itoa(year))
	}
	if month > 0 {
		path += fmt.Sprintf("/%02d", month)
		title = v.say("archive.of", "Period", locale.MonthYear(string(v.lang), monthStart(year, month, time.UTC)))
	}
	p := &page.Archive{Common: *v.common(title, v.everywhere(path)), Heading: title, Year: year, Month: month}
	p.Years = v.archiveYears(months, year, month)
	s := &shown{name: "archive", data: p, common: &p.Common}
	if year == 0 {
		return s, nil
	}
	p.Crumbs = v.crumbs(page.Link{Href: v.below("archive"), Label: v.say("nav.archive")})
	if month > 0 {
		p.Crumbs = append(p.Crumbs, page.Link{Href: v.archivePath(year, 0), Label: strconv.Itoa(year)})
		p.Newer, p.Older = v.archiveBeside(months, year, month)
	}
	f := live()
	f.Cursor = v.param("page")
	f.PubFrom, f.PubTo = archiveSpan(year, month, location(v.site.TimeZone))
	items, next, err := v.cfg.Items.Items(v.ctx(), v.site.ID, f)
	if err != nil {
		return nil, err
	}
	if p.Items, err = v.cards(v.ctx(), items); err != nil {
		return nil, err
	}
	p.More = v.more(next)
	if f.Cursor != "" {
		p.Canonical, p.NoIndex = "", true
	}
	s.keep = v.keepDates(items)
	return s, nil
}

// archivePeriod reads the year and the month of an address, 0 for none.
func archivePeriod(y, m string) (year, month int, err error) {
	if y == "" {
		return 0, 0, nil
	}
	if year, err = strconv.Atoi(y); err != nil || year < 1 || len(y) != 4 {
		return 0, 0, content.Failf(content.NotFound, "year %q", y)
	}
	if m == "" {
		return year, 0, nil
	}
	if month, err = strconv.Atoi(m); err != nil || month < 1 || month > 12 || len(m) != 2 {
		return 0, 0, content.Failf(content.NotFound, "month %q", m)
	}
	return year, month, nil
}

// archiveSpan is the beginning of a year or month and that of the next one.
func archiveSpan(year, month int, zone *time.Location) (from, to time.Time) {
	if month == 0 {
		return monthStart(year, 1, zone), monthStart(year+1, 1, zone)
	}
	return monthStart(year, month, zone), monthStart(year, month+1, zone)
}

func monthStart(year, month int, zone *time.Location) time.Time {
	return time.Date(year, time.Month(month), 1, 0, 0, 0, 0, zone)
}

func archived(months []content.MonthCount, year, month int) bool {
	for _, m := range months {
		if m.Year == year && (month == 0 || m.Month == time.Month(month)) {
			return true
		}
	}
	return false
}

// archivePath is a year, or a month of it.
func (v *visit) archivePath(year, month int) string {
	if month == 0 {
		return v.below(fmt.Sprintf("archive/%04d", year))
	}
	return v.below(fmt.Sprintf("archive/%04d/%02d", year, month))
}

// archiveYears are the years, newest first, with their months in which
// something was published; only the chosen year once one is chosen.
func (v *visit) archiveYears(months []content.MonthCount, year, month int) []page.ArchiveYear {
	var out []page.ArchiveYear
	for _, m := range months {
		if year != 0 && m.Year != year {
			continue
		}
		if n := len(out); n == 0 || out[n-1].Year != m.Year {
			out = append(out, page.ArchiveYear{Year: m.Year, Href: v.archivePath(m.Year, 0)})
		}
		y := &out[len(out)-1]
		y.Count += m.Count
		y.Months = append(y.Months, page.ArchiveMonth{Month: int(m.Month), Label: locale.MonthName(string(v.lang), m.Month),
			Href: v.archivePath(m.Year, int(m.Month)), Count: m.Count, Current: m.Year == year && int(m.Month) == month})
	}
	return out
}

// archiveBeside are the months with items next to the one given.
func (v *visit) archiveBeside(months []content.MonthCount, year, month int) (newer, older *page.Link) {
	for i, m := range months {
		if m.Year != year || int(m.Month) != month {
			continue
		}
		if i > 0 {
			newer = v.archiveLink(months[i-1])
		}
		if i+1 < len(months) {
			older = v.archiveLink(months[i+1])
		}
	}
	return newer, older
}

func (v *visit) archiveLink(m content.MonthCount) *page.Link {
	return &page.Link{Href: v.archivePath(m.Year, int(m.Month)), Label: locale.MonthYear(string(v.lang), monthStart(m.Year, int(m.Month), time.UTC))}
}

// nothingThen says that nothing was published in a period, and leads to the
// nearest months in which something was.
func (v *visit) nothingThen(months []content.MonthCount, year, month int) error {
	h := &helpful{err: content.Failf(content.NotFound, "nothing was published in %d-%d", year, month), text: v.say("archive.nothing")}
	var newer *content.MonthCount
	for i, m := range months {
		if m.Year > year || m.Year == year && int(m.Month) > month {
			newer = &months[i]
			continue
		}
		if newer != nil {
			h.links = append(h.links, *v.archiveLink(*newer))
			newer = nil
		}
		h.links = append(h.links, *v.archiveLink(m))
		break
	}
	if newer != nil {
		h.links = append(h.links, *v.archiveLink(*newer))
	}
	h.links = append(h.links, page.Link{Href: v.below("archive"), Label: v.say("nav.archive")})
	return h
}
