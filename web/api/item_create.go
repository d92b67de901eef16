package api

import (
	"net/http"

	"vitrine/content"
)

// itemCreate makes an item. Two importers that bring the same record at the
// same moment meet in the store; who comes second writes over the first.
func (c *call) itemCreate() (answer, error) {
	var in newItem
	if err := c.decode(&in); err != nil {
		return answer{}, err
	}
	input, err := in.input(c.Kinds)
	if err != nil {
		return answer{}, err
	}
	it, created, err := c.Service.Create(c.ctx(), c.who, input)
	if content.Is(err, content.Conflict) && input.Source != "" {
		if input, err = in.input(c.Kinds); err != nil { // the rules may have completed the first one
			return answer{}, err
		}
		it, created, err = c.Service.Create(c.ctx(), c.who, input)
	}
	if err != nil {
		return answer{}, err
	}
	a, err := c.written(it)
	if created {
		a.status, a.location = http.StatusCreated, c.site.Origin+Prefix+"/items/"+string(it.ID)
	}
	return a, err
}

// written answers with an item that was just stored.
func (c *call) written(it *content.Item) (answer, error) {
	body, err := c.item(it)
	if err != nil {
		return answer{}, err
	}
	return ok(body)
}
