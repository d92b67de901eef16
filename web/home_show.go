package web

import (
	"vitrine/content"
	"vitrine/web/page"
)

// upcoming is how many dates the home page shows.
const upcoming = 6

// homeShow is a language's front page: what is new, what is coming, whom to follow.
func homeShow(v *visit) (*shown, error) {
	f := live()
	f.Cursor = v.param("page")
	items, next, err := v.cfg.Items.Items(v.ctx(), v.site.ID, f)
	if err != nil {
		return nil, err
	}
	p := &page.Home{Common: *v.common("", v.everywhere("")), More: v.more(next)}
	if p.Lead, err = v.cards(v.ctx(), items); err != nil {
		return nil, err
	}
	if f.Cursor != "" {
		p.Title, p.Canonical, p.NoIndex = v.say("nav.older"), "", true
	} else {
		a := live()
		a.Order, a.Limit, a.From = content.Soonest, upcoming, v.cfg.Now()
		slots, _, err := v.cfg.Items.Agenda(v.ctx(), v.site.ID, a)
		if err != nil {
			return nil, err
		}
		if p.Upcoming, err = v.slotCards(v.ctx(), slots); err != nil {
			return nil, err
		}
	}
	chans, err := v.st.channels(v.ctx(), v.cfg.Channels)
	if err != nil {
		return nil, err
	}
	for _, c := range chans {
		p.Channels = append(p.Channels, v.follow(c))
	}
	if len(chans) > 0 {
		p.ObjectID = v.site.ActorID(chans[0].ID)
		p.Social.Creator = "@" + chans[0].Acct(v.site)
	}
	if p.Tags, err = v.tagCloud(""); err != nil {
		return nil, err
	}
	p.JSONLD = v.describeSite()
	return &shown{name: "home", data: p, common: &p.Common, keep: timedFor}, nil
}
