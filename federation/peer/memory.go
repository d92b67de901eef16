package peer

import (
	"container/list"
	"context"
	"sync"
	"time"

	"vitrine/federation/sign"
)

// HostState is what is remembered about a host. The zero value is a host we
// know nothing about.
type HostState struct {
	Scheme      sign.Scheme // the one that worked, "" for the default
	SchemeUntil time.Time   // when to try the default again
	Failures    int         // in a row
	OpenUntil   time.Time   // not to be delivered to before; zero: not open
}

// HostMemory keeps the state of hosts, under their normal name. Entries may be
// forgotten at any time after until, or earlier for want of room.
type HostMemory interface {
	// Recall gives the zero state for a host that is not known (any more).
	Recall(ctx context.Context, host string, now time.Time) (HostState, error)
	// Remember replaces the state.
	Remember(ctx context.Context, host string, s HostState, until time.Time) error
}

// Memory is a HostMemory of one process: the least recently used host is
// forgotten first.
type Memory struct {
	mu    sync.Mutex
	max   int
	order *list.List // of *memoryEntry, most recent first
	hosts map[string]*list.Element
}

type memoryEntry struct {
	host  string
	state HostState
	until time.Time
}

var _ HostMemory = (*Memory)(nil)

// NewMemory makes a memory for at most max hosts.
func NewMemory(max int) *Memory {
	return &Memory{max: max, order: list.New(), hosts: make(map[string]*list.Element)}
}

// Recall implements HostMemory.
func (m *Memory) Recall(_ context.Context, host string, now time.Time) (HostState, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	el, ok := m.hosts[host]
	if !ok {
		return HostState{}, nil
	}
	e := el.Value.(*memoryEntry)
	if now.After(e.until) {
		m.order.Remove(el)
		delete(m.hosts, host)
		return HostState{}, nil
	}
	m.order.MoveToFront(el)
	return e.state, nil
}

// Remember implements HostMemory.
func (m *Memory) Remember(_ context.Context, host string, s HostState, until time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if el, ok := m.hosts[host]; ok {
		el.Value = &memoryEntry{host, s, until}
		m.order.MoveToFront(el)
		return nil
	}
	m.hosts[host] = m.order.PushFront(&memoryEntry{host, s, until})
	for m.order.Len() > m.max {
		last := m.order.Back()
		m.order.Remove(last)
		delete(m.hosts, last.Value.(*memoryEntry).host)
	}
	return nil
}
