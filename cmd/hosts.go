package cmd

import (
	"context"
	"time"

	"vitrine/content"
	"vitrine/federation/peer"
	"vitrine/federation/sign"
)

// hostMemory keeps in the database which signature a server understands, for
// all processes. Its circuit breaker is the store's own (lanes and probes), so
// failures are not kept here twice.
type hostMemory struct{ store content.PeerStore }

var _ peer.HostMemory = hostMemory{}

func (m hostMemory) Recall(ctx context.Context, host string, now time.Time) (peer.HostState, error) {
	h, err := m.store.Host(ctx, host)
	if err != nil || now.After(h.SchemeUntil) {
		return peer.HostState{}, err
	}
	return peer.HostState{Scheme: sign.Scheme(h.Scheme), SchemeUntil: h.SchemeUntil}, nil
}

func (m hostMemory) Remember(ctx context.Context, host string, s peer.HostState, _ time.Time) error {
	if s.Scheme == "" {
		return nil
	}
	return m.store.SetScheme(ctx, host, string(s.Scheme), s.SchemeUntil)
}
