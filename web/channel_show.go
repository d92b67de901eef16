package web

import (
	"html/template"

	"vitrine/content"
	"vitrine/web/page"
)

// channelByHandle finds a channel of the site.
func (v *visit) channelByHandle(handle string) (*content.Channel, error) {
	chans, err := v.st.channels(v.ctx(), v.cfg.Channels)
	if err != nil {
		return nil, err
	}
	for _, c := range chans {
		if c.Handle == handle {
			return c, nil
		}
	}
	return nil, content.Failf(content.NotFound, "no channel %q", handle)
}

// channelShow is the page of a channel: who it is, how to follow it, what it published.
func channelShow(v *visit) (*shown, error) {
	ch, err := v.channelByHandle(v.vars["handle"])
	if err != nil {
		return nil, err
	}
	at := v.everywhere("c/" + ch.Handle)
	if ch.Lang != "" && v.site.Speaks(ch.Lang) {
		if ch.Lang != v.lang { // it speaks one language only, and has its page there
			return &shown{moved: v.channelPath(ch)}, nil
		}
		at = versions{ch.Lang: at[ch.Lang]}
	}
	f := live()
	f.Channel, f.Cursor = ch.ID, v.param("page")
	items, next, err := v.cfg.Items.Items(v.ctx(), v.site.ID, f)
	if err != nil {
		return nil, err
	}
	p := &page.Channel{Common: *v.common(ch.Name, at), Follow: v.follow(ch), Summary: template.HTML(ch.Summary), Fields: ch.Fields, MovedTo: ch.MovedTo, More: v.more(next)}
	if p.Items, err = v.cards(v.ctx(), items); err != nil {
		return nil, err
	}
	if f.Cursor != "" {
		p.Canonical, p.NoIndex = "", true
	} else if v.has("event") {
		if p.Upcoming, err = v.upcoming(content.ItemFilter{Channel: ch.ID}, upcomingListed); err != nil {
			return nil, err
		}
		if len(p.Upcoming) > 0 {
			p.Agenda = v.agendaOf("channel", ch.Handle)
		}
	}
	if p.Avatar, err = v.channelPicture(&p.Common, ch.Avatar); err != nil {
		return nil, err
	}
	if p.Header, err = v.channelPicture(&p.Common, ch.Header); err != nil {
		return nil, err
	}
	if p.Tags, err = v.tagCloud(ch.ID); err != nil {
		return nil, err
	}
	p.Follow.Avatar = p.Avatar
	if p.Follow.Summary != "" {
		p.Description = p.Follow.Summary
	}
	p.Report = v.reportPath(at[v.lang])
	p.ObjectID, p.Social.Type, p.Social.Creator = p.Follow.Actor, "profile", p.Follow.Handle
	p.Feeds = append(v.feeds("/"+string(v.lang)+"/c/"+ch.Handle+"/", ch.Name, true), p.Feeds...)
	p.JSONLD = v.describeChannel(ch, at[v.lang])
	return &shown{name: "channel", data: p, common: &p.Common, keep: timedFor}, nil
}

// channelPicture loads an avatar or header; the last one also goes into the link preview.
func (v *visit) channelPicture(c *page.Common, id content.ID) (*page.Image, error) {
	if id == "" {
		return nil, nil
	}
	m, err := v.cfg.Media.Media(v.ctx(), v.site.ID, id)
	if content.Is(err, content.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	img := v.picture(m)
	if img != nil {
		alt, in := m.Alt.In(v.lang, v.site.DefaultLang())
		img.Alt, img.AltLang = alt, v.foreign(in)
		v.social(c, m, alt)
	}
	return img, nil
}
