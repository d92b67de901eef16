package api

import (
	"time"

	"vitrine/content"
)

type revision struct {
	Revision int        `json:"revision"`
	Title    string     `json:"title"`
	Reason   string     `json:"reason"`
	Created  time.Time  `json:"created"`
	WasLive  bool       `json:"was_live"`
	By       content.ID `json:"by"`
}

func (c *call) revisionList() (answer, error) {
	p := content.NewProblems()
	limit, cursor := c.paging(p)
	if err := p.Err(); err != nil {
		return answer{}, err
	}
	it, err := c.visible(content.WorkingRevision)
	if err != nil {
		return answer{}, err
	}
	all, err := c.Store.Revisions(c.ctx(), c.site.ID, it.ID)
	if err != nil {
		return answer{}, err
	}
	part, next, err := page(all, limit, cursor)
	if err != nil {
		return answer{}, err
	}
	return ok(list{Next: next, Items: each(part, func(r content.RevisionInfo) revision {
		return revision{Revision: r.N, Title: r.Title, Reason: r.Reason, Created: r.Created.UTC(), WasLive: r.WasLive, By: r.By}
	})})
}
