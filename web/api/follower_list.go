package api

import (
	"time"

	"vitrine/content"
)

type follower struct {
	Actor  string    `json:"actor"`
	Handle string    `json:"handle"`
	State  string    `json:"state"`
	Since  time.Time `json:"since"`
}

// followerList lists who follows a channel. Who follows is personal data: it
// takes a moderator of the channel.
func (c *call) followerList() (answer, error) {
	p := content.NewProblems()
	limit, cursor := c.paging(p)
	if err := p.Err(); err != nil {
		return answer{}, err
	}
	ch, err := c.channel(c.vars["handle"])
	if err != nil {
		return answer{}, err
	}
	if err := c.may(content.ScopeModerate, content.Moderator, ch.ID); err != nil {
		return answer{}, err
	}
	found, next, err := c.Store.Followers(c.ctx(), c.site.ID, ch.ID, limit, cursor)
	if err != nil {
		return answer{}, err
	}
	return ok(list{Next: next, Items: each(found, func(f content.Follower) follower {
		return follower{Actor: f.Actor, Handle: f.Handle, State: f.State, Since: f.Since.UTC()}
	})})
}
