package api

import (
	"net/http"

	"vitrine/content"
)

// itemCreate makes an item. Two importers that bring the same record at the
// same moment meet in the store; who comes second writes over the first. A
// record that is sent again as it was changes nothing: an importer that runs
// every hour makes no revisions, undoes no corrections and tells no followers.
func (c *call) itemCreate() (answer, error) {
	var in newItem
	if err := c.decode(&in); err != nil {
		return answer{}, err
	}
	input, err := in.input(c.Kinds)
	if err != nil {
		return answer{}, err
	}
	input.Sum = digest([]byte("api"), c.body)
	if same, err := c.unchanged(input); err != nil {
		return answer{}, err
	} else if same != nil {
		return c.written(same)
	}
	input.ID = c.repeat
	it, created, err := c.Service.Create(c.ctx(), c.who, input)
	if content.Is(err, content.Conflict) && input.Source != "" {
		if input, err = in.input(c.Kinds); err != nil { // the rules may have completed the first one
			return answer{}, err
		}
		input.Sum = digest([]byte("api"), c.body)
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

// unchanged is the item that this very record made or changed last, nil when
// the record is new or differs.
func (c *call) unchanged(in content.Input) (*content.Item, error) {
	if in.Source == "" || in.ExternalID == "" {
		return nil, nil
	}
	it, err := c.Store.ItemBySource(c.ctx(), c.site.ID, in.Source, in.ExternalID)
	if content.Is(err, content.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if it.SourceSum != in.Sum || !it.Trashed.IsZero() || !c.who.Sees(it.Channel) {
		return nil, nil
	}
	return it, nil
}
