package federation

import (
	"sync"
	"time"
)

// recent remembers what was just read, for a short life and in bounded memory:
// a post that becomes popular has every request ask for the same few things.
// What it gives is shared and must not be changed.
type recent[K comparable, V any] struct {
	life time.Duration
	max  int
	mu   sync.RWMutex
	by   map[K]remembered[V]
}

type remembered[V any] struct {
	value V
	at    time.Time
}

func newRecent[K comparable, V any](life time.Duration, max int) *recent[K, V] {
	return &recent[K, V]{life: life, max: max, by: map[K]remembered[V]{}}
}

func (r *recent[K, V]) get(k K, now time.Time) (v V, ok bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	have, ok := r.by[k]
	if age := now.Sub(have.at); !ok || age < 0 || age >= r.life {
		return v, false
	}
	return have.value, true
}

func (r *recent[K, V]) put(k K, v V, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for old := range r.by { // any one: all are cheap to read again
		if len(r.by) < r.max {
			break
		}
		delete(r.by, old)
	}
	r.by[k] = remembered[V]{v, now}
}

func (r *recent[K, V]) forget(k K) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.by, k)
}
