package web

import (
	"vitrine/content"
	"vitrine/web/page"
)

// homeShow is a language's front page: the sections that staff arranged, or
// else the theme, and behind it the pages of older items.
func homeShow(v *visit) (*shown, error) {
	p := &page.Home{Common: *v.common("", v.everywhere(""))}
	s := &shown{name: "home", data: p, common: &p.Common, keep: timedFor}
	chans, err := v.st.channels(v.ctx(), v.cfg.Channels)
	if err != nil {
		return nil, err
	}
	if len(chans) > 0 {
		p.ObjectID = v.site.ActorID(chans[0].ID)
		p.Social.Creator = "@" + chans[0].Acct(v.site)
	}
	p.JSONLD = v.describeSite()
	if v.param("page") != "" {
		return s, v.homeOlder(p)
	}
	h := homeMaker{visit: v, chans: chans, seen: map[content.ID]bool{}, ids: map[string]int{}}
	if p.Sections, err = h.sections(); err != nil {
		return nil, err
	}
	for _, section := range p.Sections { // the same as plain lists
		switch section.Kind {
		case "lead", "latest":
			p.Lead = append(p.Lead, section.Cards...)
			if section.More != nil {
				p.More = section.More.Href
			}
		case "agenda":
			p.Upcoming = append(p.Upcoming, section.Cards...)
		case "channels":
			p.Channels = section.Channels
		case "tags":
			p.Tags = section.Tags
		}
	}
	return s, nil
}

// homeOlder is a further page of everything that was published.
func (v *visit) homeOlder(p *page.Home) error {
	f := live()
	f.Cursor = v.param("page")
	items, next, err := v.cfg.Items.Items(v.ctx(), v.site.ID, f)
	if err != nil {
		return err
	}
	p.Title, p.Canonical, p.NoIndex, p.More = v.say("nav.older"), "", true, v.more(next)
	p.Crumbs = v.crumbs()
	p.Lead, err = v.cards(v.ctx(), items)
	return err
}
