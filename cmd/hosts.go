package cmd

import (
	"context"
	"sync"
	"time"

	"vitrine/content"
	"vitrine/federation/peer"
	"vitrine/federation/sign"
)

// hostMemory keeps in the database which signature a server understands, for
// all processes. Its circuit breaker is the store's own (lanes and probes), so
// failures are not kept here twice. Answers are remembered for a while: a
// fan-out asks twice for every delivery.
type hostMemory struct {
	store content.PeerStore
	mu    sync.Mutex
	known map[string]knownHost
}

type knownHost struct {
	state peer.HostState
	at    time.Time
}

const (
	hostFresh = 10 * time.Second
	hostsKept = 10_000
)

var _ peer.HostMemory = (*hostMemory)(nil)

func newHostMemory(s content.PeerStore) *hostMemory {
	return &hostMemory{store: s, known: map[string]knownHost{}}
}

// Recall gives the scheme that worked.
func (m *hostMemory) Recall(ctx context.Context, host string, now time.Time) (peer.HostState, error) {
	m.mu.Lock()
	have, ok := m.known[host]
	m.mu.Unlock()
	if ok && now.Sub(have.at) < hostFresh {
		return have.state, nil
	}
	h, err := m.store.Host(ctx, host)
	if err != nil {
		return peer.HostState{}, err
	}
	var s peer.HostState
	if !now.After(h.SchemeUntil) {
		s = peer.HostState{Scheme: sign.Scheme(h.Scheme), SchemeUntil: h.SchemeUntil}
	}
	m.keep(host, knownHost{s, now})
	return s, nil
}

func (m *hostMemory) keep(host string, k knownHost) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.known) >= hostsKept {
		clear(m.known)
	}
	m.known[host] = k
}

// Remember stores a scheme that is news.
func (m *hostMemory) Remember(ctx context.Context, host string, s peer.HostState, _ time.Time) error {
	m.mu.Lock()
	have, ok := m.known[host]
	m.mu.Unlock()
	if s.Scheme == "" || ok && have.state.Scheme == s.Scheme && have.state.SchemeUntil.Equal(s.SchemeUntil) {
		return nil
	}
	if err := m.store.SetScheme(ctx, host, string(s.Scheme), s.SchemeUntil); err != nil {
		return err
	}
	m.keep(host, knownHost{peer.HostState{Scheme: s.Scheme, SchemeUntil: s.SchemeUntil}, have.at})
	return nil
}
