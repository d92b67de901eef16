package api

import (
	"time"

	"vitrine/content"
)

type following struct {
	Actor string    `json:"actor"`
	State string    `json:"state"`
	Since time.Time `json:"since"`
}

// followingList lists whom a channel follows, or has followed.
func (c *call) followingList() (answer, error) {
	p := content.NewProblems()
	limit, cursor := c.paging(p)
	if err := p.Err(); err != nil {
		return answer{}, err
	}
	ch, err := c.ruled()
	if err != nil {
		return answer{}, err
	}
	all, err := c.Store.Followings(c.ctx(), c.site.ID, ch.ID)
	if err != nil {
		return answer{}, err
	}
	part, next, err := page(all, limit, cursor)
	if err != nil {
		return answer{}, err
	}
	return ok(list{Next: next, Items: each(part, func(f content.Following) following {
		return following{Actor: f.Actor, State: f.State, Since: f.Since.UTC()}
	})})
}

// ruled is the channel in the address, when the token's user administers it.
func (c *call) ruled() (*content.Channel, error) {
	ch, err := c.channel(c.vars["handle"])
	if err != nil {
		return nil, err
	}
	return ch, c.may(content.ScopeAdmin, content.Administrator, ch.ID)
}
