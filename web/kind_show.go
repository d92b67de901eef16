package web

import (
	"net/http"

	"vitrine/content"
	"vitrine/web/page"
)

// kindShow lists all items of a kind: every article, the whole collection.
// Events have the agenda for that.
func kindShow(v *visit) (*shown, error) {
	kind := content.KindOfLetter(v.vars["letter"])
	if kind == "event" {
		return &shown{moved: v.below("agenda")}, nil
	}
	if _, ok := v.cfg.Kinds.Get(kind); !ok {
		return nil, content.Failf(content.NotFound, "no kind %q", kind)
	}
	f := live()
	f.Kind, f.Cursor = kind, v.param("page")
	items, next, err := v.cfg.Items.Items(v.ctx(), v.site.ID, f)
	if err != nil {
		return nil, err
	}
	heading := v.say("kinds." + kind)
	path := content.Letter(kind) + "/"
	p := &page.Tag{Common: *v.common(heading, v.everywhere(path)), Label: heading, Heading: heading, More: v.more(next)}
	if p.Items, err = v.cards(v.ctx(), items); err != nil {
		return nil, err
	}
	if f.Cursor != "" {
		p.Canonical, p.NoIndex = "", true
	}
	p.Feeds = append(v.feeds(v.below(path), heading, false), p.Feeds...)
	return &shown{name: "tag", data: p, common: &p.Common, keep: v.keepDates(items)}, nil
}

// kindSlash leads /nl/a to /nl/a/.
func kindSlash(v *visit) error {
	return v.redirect(http.StatusMovedPermanently, v.below(v.vars["letter"]+"/"))
}
