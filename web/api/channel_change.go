package api

import "vitrine/content"

func (c *call) channelChange() (answer, error) {
	if err := c.decode(&channelChange{}); err != nil {
		return answer{}, err
	}
	ch, err := c.channel(c.vars["handle"])
	if err != nil {
		return answer{}, err
	}
	if ch, err = c.Service.SaveChannel(c.ctx(), c.who, ch.ID, func(ch *content.Channel) error { return c.merged(c.ctx(), ch, c.body) }); err != nil {
		return answer{}, err
	}
	o, err := c.describeChannel(ch)
	if err != nil {
		return answer{}, err
	}
	return ok(o)
}
