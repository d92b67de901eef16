package api

import (
	"vitrine/content"
)

// itemChange writes a new working revision, and makes it live when asked.
func (c *call) itemChange() (answer, error) {
	var in itemChange
	if err := c.decode(&in); err != nil {
		return answer{}, err
	}
	it, err := c.visible(content.WorkingRevision)
	if err != nil {
		return answer{}, err
	}
	change, err := in.patch(c.Kinds, it.Kind)
	if err != nil {
		return answer{}, err
	}
	changed, err := c.Service.Change(c.ctx(), c.who, it.ID, change)
	if err != nil {
		return answer{}, c.current(it.ID, byPatch(err, it, change))
	}
	return c.written(changed)
}

// current adds the item as it is now to a conflict, so that a script can decide
// what to do without asking again.
func (c *call) current(id content.ID, err error) error {
	if !content.Is(err, content.Conflict) {
		return err
	}
	it, loadErr := c.Store.Item(c.ctx(), c.site.ID, id, content.WorkingRevision)
	if loadErr != nil || !c.who.Sees(it.Channel) {
		return err
	}
	now, loadErr := c.item(it)
	if loadErr != nil {
		return err
	}
	return &failure{err: err, current: now}
}
