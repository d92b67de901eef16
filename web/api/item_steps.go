package api

import (
	"context"

	"vitrine/content"
)

// itemDelete puts a draft into the trash.
func (c *call) itemDelete() (answer, error) {
	id, err := c.id()
	if err != nil {
		return answer{}, err
	}
	if err := c.Service.Trash(c.ctx(), c.who, id); err != nil {
		return answer{}, c.current(id, err)
	}
	return nothing()
}

func (c *call) itemSubmit() (answer, error) {
	return c.step(func(ctx context.Context, id content.ID, s step) (*content.Item, error) {
		return c.Service.Submit(ctx, c.who, id, s.Revision.Value)
	})
}

func (c *call) itemApprove() (answer, error) {
	return c.step(func(ctx context.Context, id content.ID, s step) (*content.Item, error) {
		return c.Service.Approve(ctx, c.who, id, s.Revision.Value)
	})
}

func (c *call) itemUnschedule() (answer, error) {
	return c.step(func(ctx context.Context, id content.ID, s step) (*content.Item, error) {
		return c.Service.Unschedule(ctx, c.who, id, s.Revision.Value)
	})
}

func (c *call) itemWithdraw() (answer, error) {
	return c.step(func(ctx context.Context, id content.ID, s step) (*content.Item, error) {
		return c.Service.Withdraw(ctx, c.who, id, s.Revision.Value, s.Reason)
	})
}

// itemPublish makes the working revision live, now or later.
func (c *call) itemPublish() (answer, error) {
	id, err := c.id()
	if err != nil {
		return answer{}, err
	}
	var in publication
	if err := c.decode(&in); err != nil {
		return answer{}, err
	}
	if err := in.check(); err != nil {
		return answer{}, err
	}
	var it *content.Item
	if in.PublishAt.Named && !in.PublishAt.Null {
		it, err = c.Service.Schedule(c.ctx(), c.who, id, in.Revision.Value, in.PublishAt.Value)
	} else {
		it, err = c.Service.Publish(c.ctx(), c.who, id, in.Revision.Value, in.Reason)
	}
	if err != nil {
		return answer{}, c.current(id, err)
	}
	return c.written(it)
}

// step decodes, does and answers what moves an item along.
func (c *call) step(do func(ctx context.Context, id content.ID, s step) (*content.Item, error)) (answer, error) {
	id, err := c.id()
	if err != nil {
		return answer{}, err
	}
	var in step
	if err := c.decode(&in); err != nil {
		return answer{}, err
	}
	if err := in.check(); err != nil {
		return answer{}, err
	}
	it, err := do(c.ctx(), id, in)
	if err != nil {
		return answer{}, c.current(id, err)
	}
	return c.written(it)
}
