package api

import (
	"net/http"

	"vitrine/content"
)

func (c *call) channelCreate() (answer, error) {
	var in newChannel
	if err := c.decode(&in); err != nil {
		return answer{}, err
	}
	ch, err := c.Service.SaveChannel(c.ctx(), c.who, "", func(ch *content.Channel) error {
		ch.Handle = in.Handle
		return in.write(c.ctx(), c, ch)
	})
	if err != nil {
		return answer{}, err
	}
	o, err := c.describeChannel(ch)
	if err != nil {
		return answer{}, err
	}
	return answer{status: http.StatusCreated, body: o, location: c.site.Origin + Prefix + "/channels/" + ch.Handle}, nil
}
