package api

import (
	"context"
	"strconv"

	"vitrine/content"
)

// revisionRestore writes an earlier revision as a new one; nothing is lost.
func (c *call) revisionRestore() (answer, error) {
	n, err := strconv.Atoi(c.vars["n"])
	if err != nil || n < 1 || strconv.Itoa(n) != c.vars["n"] {
		return answer{}, content.Fail(content.NotFound, err)
	}
	if _, err := c.visible(content.WorkingRevision); err != nil {
		return answer{}, err
	}
	return c.step(func(ctx context.Context, id content.ID, s step) (*content.Item, error) {
		return c.Service.Restore(ctx, c.who, id, n, s.Revision.Value)
	})
}
