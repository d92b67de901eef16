package api

import (
	"slices"
	"strings"

	"vitrine/content"
)

type retried struct {
	Retried int `json:"retried"` // deliveries that are due now
}

// deliveryRetry makes an item's open deliveries to one server due now.
func (c *call) deliveryRetry() (answer, error) {
	if err := c.decode(&struct{}{}); err != nil {
		return answer{}, err
	}
	it, err := c.visible(content.WorkingRevision)
	if err != nil {
		return answer{}, err
	}
	if err := c.may(content.ScopePublish, content.Editor, it.Channel); err != nil {
		return answer{}, err
	}
	host := strings.ToLower(c.vars["host"])
	receipts, err := c.Store.Receipts(c.ctx(), c.site.ID, it.ID)
	if err != nil {
		return answer{}, err
	}
	if !slices.ContainsFunc(receipts, func(r content.Receipt) bool { return r.Host == host }) {
		return answer{}, content.Failf(content.NotFound, "nothing of item %s goes to %s", it.ID, host)
	}
	n, err := c.Store.RetryDeliveries(c.ctx(), c.site.ID, it.ID, host, c.Now())
	if err != nil {
		return answer{}, err
	}
	return ok(retried{Retried: n})
}
