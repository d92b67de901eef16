package api

import (
	"time"

	"vitrine/content"
)

type deliveries struct {
	Total     int      `json:"total"` // servers
	Delivered int      `json:"delivered"`
	Pending   int      `json:"pending"`
	Failed    int      `json:"failed"`
	Servers   []server `json:"servers"`
}

type server struct {
	Host      string     `json:"host"`
	State     string     `json:"state"`
	Attempts  int        `json:"attempts"`
	LastError string     `json:"last_error"` // a sentence in the language asked for
	Reason    string     `json:"reason"`     // the same for programs: "http_410", "timeout"
	NextTry   *time.Time `json:"next_try"`
	Updated   *time.Time `json:"updated"`
}

// deliveryList says per server how an item's deliveries stand.
func (c *call) deliveryList() (answer, error) {
	it, err := c.visible(content.WorkingRevision)
	if err != nil {
		return answer{}, err
	}
	receipts, err := c.Store.Receipts(c.ctx(), c.site.ID, it.ID)
	if err != nil {
		return answer{}, err
	}
	out := deliveries{Total: len(receipts), Servers: []server{}}
	for _, r := range receipts {
		s := server{Host: r.Host, State: r.State, Attempts: r.Attempts, Reason: r.Reason, NextTry: moment(r.NextTry), Updated: moment(r.Updated)}
		if r.Reason != "" {
			s.LastError = c.Words.Receipt(c.lang, r.State, r.Reason)
		}
		switch r.State {
		case "delivered":
			out.Delivered++
		case "pending":
			out.Pending++
		default:
			out.Failed++
		}
		out.Servers = append(out.Servers, s)
	}
	return ok(out)
}
