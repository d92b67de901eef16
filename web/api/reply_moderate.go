package api

import "vitrine/content"

// reason is the body of POST /replies/{id}/hide.
type reason struct {
	Reason string `json:"reason"`
}

func (c *call) replyApprove() (answer, error) {
	id, err := c.id()
	if err != nil {
		return answer{}, err
	}
	if err := c.decode(&struct{}{}); err != nil {
		return answer{}, err
	}
	return c.moderated(c.Service.ApproveReply(c.ctx(), c.who, id))
}

func (c *call) replyHide() (answer, error) {
	id, err := c.id()
	if err != nil {
		return answer{}, err
	}
	var in reason
	if err := c.decode(&in); err != nil {
		return answer{}, err
	}
	if len([]rune(in.Reason)) > content.MaxReason {
		return answer{}, invalid("reason", "problem.too_long", "Max", content.MaxReason)
	}
	return c.moderated(c.Service.HideReply(c.ctx(), c.who, id, in.Reason))
}

func (c *call) moderated(r *content.Reply, err error) (answer, error) {
	if err != nil {
		return answer{}, err
	}
	out, err := c.reply(r)
	if err != nil {
		return answer{}, err
	}
	return ok(out)
}
