package federation

import (
	"sync"
	"time"
)

// throttle lets a name through once per period; it forgets names as they age
// and never holds more than max of them.
type throttle struct {
	mu     sync.Mutex
	period time.Duration
	max    int
	last   map[string]time.Time
}

func newThrottle(period time.Duration, max int) *throttle {
	return &throttle{period: period, max: max, last: map[string]time.Time{}}
}

// allow reports whether name may pass now, and notes it when it does.
func (t *throttle) allow(name string, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if at, ok := t.last[name]; ok && now.Sub(at) < t.period {
		return false
	}
	t.note(name, now)
	return true
}

// recent reports whether name was noted within the period.
func (t *throttle) recent(name string, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	at, ok := t.last[name]
	return ok && now.Sub(at) < t.period
}

func (t *throttle) mark(name string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.note(name, now)
}

func (t *throttle) note(name string, now time.Time) {
	if len(t.last) >= t.max {
		for k, at := range t.last {
			if now.Sub(at) >= t.period || len(t.last) >= t.max {
				delete(t.last, k)
			}
			if len(t.last) < t.max/2 {
				break
			}
		}
	}
	t.last[name] = now
}
