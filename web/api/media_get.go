package api

func (c *call) mediaGet() (answer, error) {
	id, err := c.id()
	if err != nil {
		return answer{}, err
	}
	m, err := c.Store.Media(c.ctx(), c.site.ID, id)
	if err != nil {
		return answer{}, err
	}
	return ok(c.media(m))
}
