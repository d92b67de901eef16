package peertest

import (
	"context"
	"os"
	"testing"
	"time"
)

// travel is how long an activity may be on its way before a test gives up.
func travel(t testing.TB) time.Duration {
	t.Helper()
	s := os.Getenv("PEER_WAIT")
	if s == "" {
		return 30 * time.Second
	}
	d, err := time.ParseDuration(s)
	if err != nil {
		t.Fatalf("PEER_WAIT: %v", err)
	}
	return d
}

// eventually asks until ready answers nil. The last answer says what was still
// missing when the time was over.
func eventually(t testing.TB, what string, ready func(context.Context) error) {
	t.Helper()
	start := time.Now()
	ctx, cancel := context.WithTimeout(t.Context(), travel(t))
	defer cancel()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	var last error
	for {
		if err := ready(ctx); err == nil {
			t.Logf("%s: after %s", what, time.Since(start).Round(10*time.Millisecond))
			return
		} else if last == nil || ctx.Err() == nil {
			last = err
		}
		select {
		case <-ctx.Done():
			t.Fatalf("%s: not within %s: %v", what, travel(t), last)
		case <-tick.C:
		}
	}
}

// need returns the named variables, or skips the test with a sentence.
func need(t *testing.T, names ...string) map[string]string {
	t.Helper()
	got := make(map[string]string, len(names))
	for _, n := range names {
		if got[n] = os.Getenv(n); got[n] == "" {
			t.Skipf("%s is not set: this test wants two running servers, see the package comment", n)
		}
	}
	return got
}
