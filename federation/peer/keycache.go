package peer

import (
	"container/list"
	"context"
	"net/http"
	"sync"
	"time"
)

// How long the outcome of a key lookup holds, and how many are kept.
const (
	foundLife     = time.Minute
	missingLife   = 5 * time.Minute // the host answered, and there is no such key
	silentLife    = time.Minute     // the host did not answer well
	keyCacheLimit = 1000
	keyCacheBody  = 64 << 10 // larger actors are not kept, in bytes
)

// keyCache spares peers, and us, repeated lookups.
type keyCache struct {
	now   func() time.Time
	mu    sync.Mutex
	order *list.List // of *keyLookup, most recent first
	byID  map[string]*list.Element
}

// keyLookup is a lookup under way until done is closed, then its outcome.
type keyLookup struct {
	id    string
	done  chan struct{}
	key   *ActorKey
	err   error
	until time.Time // zero while under way
}

func newKeyCache(now func() time.Time) *keyCache {
	return &keyCache{now: now, order: list.New(), byID: make(map[string]*list.Element)}
}

// do answers from the cache, joins the lookup under way, or starts one. The
// lookup outlives the request that began it, because others may wait.
func (k *keyCache) do(ctx context.Context, id string, look func(context.Context) (*ActorKey, error)) (*ActorKey, error) {
	k.mu.Lock()
	l, known := k.get(id)
	if !known {
		l = &keyLookup{id: id, done: make(chan struct{})}
		k.put(l)
		go k.run(context.WithoutCancel(ctx), l, look)
	}
	k.mu.Unlock()
	select {
	case <-l.done:
		return l.key, l.err
	case <-ctx.Done():
		return nil, networkError("", ctx.Err())
	}
}

func (k *keyCache) run(ctx context.Context, l *keyLookup, look func(context.Context) (*ActorKey, error)) {
	key, err := (*ActorKey)(nil), error(fail(ReasonKey, "", "lookup of %.200q broke", l.id))
	defer func() {
		_ = recover() // no document may end the process; err says that it broke
		k.mu.Lock()
		defer k.mu.Unlock()
		l.key, l.err, l.until = key, err, k.now().Add(lifeOf(key, err))
		close(l.done)
	}()
	key, err = look(ctx)
}

// lifeOf is how long an outcome holds; a large actor is handed out, not kept.
func lifeOf(key *ActorKey, err error) time.Duration {
	switch status := StatusOf(err); {
	case err == nil && len(key.Actor) > keyCacheBody:
		return -1
	case err == nil:
		return foundLife
	case judge(status, err) != alive && ReasonOf(err) != ReasonKey && ReasonOf(err) != ReasonID,
		status == http.StatusUnauthorized:
		return silentLife
	}
	return missingLife
}

// get finds what holds still; a lookup under way always does.
func (k *keyCache) get(id string) (*keyLookup, bool) {
	el, ok := k.byID[id]
	if !ok {
		return nil, false
	}
	l := el.Value.(*keyLookup)
	if !l.until.IsZero() && k.now().After(l.until) {
		k.order.Remove(el)
		delete(k.byID, id)
		return nil, false
	}
	k.order.MoveToFront(el)
	return l, true
}

func (k *keyCache) put(l *keyLookup) {
	k.byID[l.id] = k.order.PushFront(l)
	for k.order.Len() > keyCacheLimit {
		last := k.order.Back()
		k.order.Remove(last)
		delete(k.byID, last.Value.(*keyLookup).id)
	}
}
