package api

import (
	"time"

	"vitrine/content"
)

type report struct {
	ID       content.ID `json:"id"`
	Actor    string     `json:"actor"`
	Objects  []string   `json:"objects"`
	Content  string     `json:"content"` // plain text
	State    string     `json:"state"`
	Received time.Time  `json:"received"`
}

// reportList lists what other servers reported. A report may be about any
// channel, so it takes a moderator of the site.
func (c *call) reportList() (answer, error) {
	p := content.NewProblems()
	limit, cursor := c.paging(p)
	if err := p.Err(); err != nil {
		return answer{}, err
	}
	if err := c.may(content.ScopeModerate, content.Moderator, ""); err != nil {
		return answer{}, err
	}
	found, next, err := c.Store.Reports(c.ctx(), c.site.ID, limit, cursor)
	if err != nil {
		return answer{}, err
	}
	return ok(list{Next: next, Items: each(found, func(r content.Report) report {
		return report{ID: r.ID, Actor: r.Actor, Objects: append([]string{}, r.Objects...), Content: r.Content, State: r.State, Received: r.Received.UTC()}
	})})
}
