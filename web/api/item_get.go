package api

import "vitrine/content"

// itemGet gives the working revision unless the live one is asked for.
func (c *call) itemGet() (answer, error) {
	p := content.NewProblems()
	w := c.which(p)
	if err := p.Err(); err != nil {
		return answer{}, err
	}
	it, err := c.visible(w)
	if err != nil {
		return answer{}, err
	}
	return c.written(it)
}

// which reads the parameter revision.
func (c *call) which(p *content.Problems) content.Which {
	switch s := c.query("revision"); s {
	case "", "working":
	case "live":
		return content.LiveRevision
	default:
		p.Add("revision", "problem.not_allowed", "Value", s, "Allowed", "live, working")
	}
	return content.WorkingRevision
}

// visible loads the item in the address, when the token may see its channel.
func (c *call) visible(w content.Which) (*content.Item, error) {
	id, err := c.id()
	if err != nil {
		return nil, err
	}
	it, err := c.Store.Item(c.ctx(), c.site.ID, id, w)
	if err != nil {
		return nil, err
	}
	if !c.who.Sees(it.Channel) || !it.Trashed.IsZero() {
		return nil, content.Fail(content.NotFound, nil)
	}
	return it, nil
}
