package api

func (c *call) channelGet() (answer, error) {
	ch, err := c.channel(c.vars["handle"])
	if err != nil {
		return answer{}, err
	}
	o, err := c.describeChannel(ch)
	if err != nil {
		return answer{}, err
	}
	return ok(o)
}
