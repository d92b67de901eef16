package peer

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vitrine/federation/sign"
)

// fanout delivers one body to some inboxes on each of some hosts, 32 at a time,
// and tells how many arrived.
func fanout(tb testing.TB, c *Client, hosts, perHost int) (delivered int32) {
	tb.Helper()
	digest, s := sign.NewDigest(activity), signer()
	inboxes := make(chan string)
	var ok atomic.Int32
	var wg sync.WaitGroup
	for range 32 {
		wg.Go(func() {
			for inbox := range inboxes {
				r, err := c.Post(context.Background(), inbox, activity, digest, s)
				if err != nil || r.Outcome != Delivered {
					tb.Errorf("%s: %+v, %v", inbox, r, err)
				}
				ok.Add(1)
			}
		})
	}
	for inbox := range perHost {
		for host := range hosts {
			inboxes <- fmt.Sprintf("http://h%d.example/users/%d/inbox", host, inbox)
		}
	}
	close(inboxes)
	wg.Wait()
	return ok.Load()
}

// crowd is 200 hosts on one listener that counts its connections.
func crowd(tb testing.TB) (*Client, *atomic.Int32) {
	tb.Helper()
	conns := new(atomic.Int32)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = readBody(r)
		w.WriteHeader(http.StatusAccepted)
		_, _ = w.Write([]byte("thanks"))
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			conns.Add(1)
		}
	}
	s.Start()
	tb.Cleanup(s.Close)
	to := map[string]string{}
	for host := range 200 {
		to[fmt.Sprintf("h%d.example", host)] = s.Listener.Addr().String()
	}
	return newClient(tb, Options{Resolve: to, Now: time.Now}), conns
}

func TestAFanOutReusesItsConnections(t *testing.T) {
	c, conns := crowd(t)
	if n := fanout(t, c, 50, 6); n != 300 {
		t.Errorf("%d of 300 delivered", n)
	}
	if n := conns.Load(); n > 150 {
		t.Errorf("%d connections for 50 hosts", n)
	}
}

func BenchmarkFanOut(b *testing.B) {
	c, conns := crowd(b)
	b.ReportAllocs()
	for b.Loop() {
		fanout(b, c, 200, 10)
	}
	b.ReportMetric(float64(conns.Load()), "conns")
}
