package api

import (
	"encoding/json"
	"net/http"
	"strings"

	"vitrine/content"
)

// target is an account elsewhere: "@museum@hub.example", or an actor's id.
type target struct {
	Target string `json:"target"`
}

// followingCreate asks for a follow. Finding the account and asking it take the
// network, so they are a job; the list of followings tells what became of it.
func (c *call) followingCreate() (answer, error) { return c.follow(false) }

// followingDelete ends a following.
func (c *call) followingDelete() (answer, error) { return c.follow(true) }

func (c *call) follow(undo bool) (answer, error) {
	var in target
	if err := c.decode(&in); err != nil {
		return answer{}, err
	}
	if q := c.query("target"); q != "" {
		in.Target = q
	}
	ch, err := c.ruled()
	if err != nil {
		return answer{}, err
	}
	in.Target = strings.TrimSpace(in.Target)
	switch {
	case in.Target == "":
		return answer{}, invalid("target", "problem.required")
	case strings.Contains(in.Target, "://"):
		if !content.ValidURL(in.Target) {
			return answer{}, invalid("target", "problem.not_a_url")
		}
	case !content.ValidAcct(strings.TrimPrefix(in.Target, "@")):
		return answer{}, invalid("target", "problem.not_a_handle", "Value", shorten(in.Target))
	}
	payload, err := json.Marshal(content.FollowJob{Target: in.Target, Undo: undo})
	if err != nil {
		return answer{}, content.Fail(content.Internal, err)
	}
	err = c.Store.Enqueue(c.ctx(), content.Job{ID: content.NewID(), Site: c.site.ID, Queue: content.QueueFollow,
		Key: string(ch.ID) + " " + strings.ToLower(in.Target), Ref: ch.ID, Payload: payload})
	if err != nil {
		return answer{}, err
	}
	return answer{status: http.StatusAccepted, body: in}, nil
}
