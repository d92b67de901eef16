package web

import (
	"vitrine/content"
	"vitrine/web/page"
)

// upcomingListed is how many dates stand above the items of a channel or tag.
const upcomingListed = 4

// tagShow lists what carries a tag, with its next dates and the channel that announces it.
func tagShow(v *visit) (*shown, error) {
	tag, err := v.cfg.Tags.TagBySlug(v.ctx(), v.site.ID, v.vars["tag"])
	if err != nil {
		return nil, err
	}
	f := live()
	f.Tag, f.Cursor = tag.Slug, v.param("page")
	items, next, err := v.cfg.Items.Items(v.ctx(), v.site.ID, f)
	if err != nil {
		return nil, err
	}
	label := v.tagLinks([]content.Tag{*tag})[0].Label
	heading := v.say("page.by_tag", "Tag", label)
	p := &page.Tag{Common: *v.common(heading, v.everywhere("t/"+tagPath(tag))), Label: label, Heading: heading, More: v.more(next)}
	if p.Items, err = v.cards(v.ctx(), items); err != nil {
		return nil, err
	}
	if f.Cursor != "" {
		p.Canonical, p.NoIndex = "", true
	} else if err := v.tagExtras(p, tag); err != nil {
		return nil, err
	}
	p.Feeds = append(v.feeds("/"+string(v.lang)+"/t/"+tagPath(tag)+"/", label, true), p.Feeds...)
	return &shown{name: "tag", data: p, common: &p.Common, keep: timedFor}, nil
}

// tagExtras are what the first page of a tag has beside its items.
func (v *visit) tagExtras(p *page.Tag, tag *content.Tag) error {
	chans, err := v.st.channels(v.ctx(), v.cfg.Channels)
	if err != nil {
		return err
	}
	for _, c := range chans {
		if c.Tag != tag.Slug || c.Lang != "" && c.Lang != v.lang && p.Follow != nil {
			continue
		}
		f, err := v.followCards([]*content.Channel{c})
		if err != nil {
			return err
		}
		p.Follow = &f[0]
		if c.Lang == v.lang {
			break // the one that speaks the page's language
		}
	}
	if !v.has("event") {
		return nil
	}
	if p.Upcoming, err = v.upcoming(content.ItemFilter{Tag: tag.Slug}, upcomingListed); len(p.Upcoming) > 0 {
		p.Agenda = v.agendaOf("tag", tag.Slug)
	}
	return err
}
