package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"vitrine/content"
)

// maxKey bounds an Idempotency-Key, in bytes.
const maxKey = 200

// kept is an answer as stored beside its status.
type kept struct {
	Location string          `json:"location,omitempty"`
	Body     json.RawMessage `json:"body,omitempty"`
}

// once does what is asked, or gives again what the same key and request (in
// parts) were answered within 24 hours. A key is spent by success only: after any error
// nothing was stored, and the same key may be tried again. While the first
// request is under way, a second one is a Conflict.
func (c *call) once(do func() (answer, error), request ...[]byte) (answer, error) {
	key := c.r.Header.Get("Idempotency-Key")
	if key == "" {
		return do()
	}
	if len(key) > maxKey || !clean(key) {
		return answer{}, invalid("Idempotency-Key", "problem.too_long", "Max", maxKey)
	}
	sum := digest(request...)
	c.repeat = content.DeriveID("api", string(c.site.ID), string(c.token.ID), key, sum)
	fresh, status, stored, err := c.Store.Idempotent(c.ctx(), c.site.ID, c.token.ID, key, sum, c.Now())
	switch {
	case err != nil:
		return answer{}, err
	case fresh:
		return c.first(key, do)
	case status == 0:
		return answer{}, &failure{err: &content.Error{Code: content.Conflict, Key: "error.idempotency"}, retry: 1}
	}
	var k kept
	if err := json.Unmarshal(stored, &k); err != nil {
		return answer{}, content.Fail(content.Internal, err)
	}
	c.w.Header().Set("Idempotency-Replayed", "true")
	a := answer{status: status, location: k.Location}
	if k.Body != nil {
		a.body = k.Body
	}
	return a, nil
}

// first keeps the answer, or gives the claim back. That must happen when the
// client has gone and when the action panics, too.
func (c *call) first(key string, do func() (answer, error)) (a answer, err error) {
	ctx := context.WithoutCancel(c.ctx())
	status, stored := 0, []byte(nil)
	defer func() {
		if e := c.Store.Answered(ctx, c.site.ID, c.token.ID, key, status, stored); e != nil && c.Log != nil {
			c.Log.Error("keep the answer of a call", "err", e)
		}
	}()
	if a, err = do(); err != nil {
		return answer{}, err
	}
	k := kept{Location: a.location}
	if a.body != nil {
		if k.Body, err = encode(a.body); err != nil {
			return answer{}, content.Fail(content.Internal, err)
		}
	}
	if stored, err = json.Marshal(k); err != nil {
		return answer{}, content.Fail(content.Internal, err)
	}
	status = a.status
	return a, nil
}

// digest tells requests apart; the lengths keep parts from running together.
func digest(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:", len(p))
		h.Write(p)
	}
	return hex.EncodeToString(h.Sum(nil))
}
