package api

import (
	"time"

	"vitrine/content"
)

type block struct {
	Kind   string    `json:"kind"` // domain, actor
	Value  string    `json:"value"`
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
}

func blockOf(b content.Block) block {
	return block{Kind: b.Kind, Value: b.Value, Reason: b.Reason, At: b.At.UTC()}
}

func (c *call) blockList() (answer, error) {
	p := content.NewProblems()
	limit, cursor := c.paging(p)
	if err := p.Err(); err != nil {
		return answer{}, err
	}
	if err := c.may(content.ScopeAdmin, content.Administrator, ""); err != nil {
		return answer{}, err
	}
	all, err := c.Store.Blocks(c.ctx(), c.site.ID)
	if err != nil {
		return answer{}, err
	}
	part, next, err := page(all, limit, cursor)
	if err != nil {
		return answer{}, err
	}
	return ok(list{Items: each(part, blockOf), Next: next})
}
