package store

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"vitrine/content"
)

// BenchmarkFanOut sends one post to 2,000 inboxes on 200 hosts: the store's part
// of it, without the network.
func BenchmarkFanOut(b *testing.B) {
	for _, c := range []struct {
		name string
		cfg  func() Config
	}{
		{"sqlite", func() Config { return Config{Path: filepath.Join(b.TempDir(), "v.db"), Synchronous: "NORMAL"} }},
		{"postgres", func() Config { return Config{URL: postgresSchema(b)} }},
	} {
		b.Run(c.name, func(b *testing.B) { benchFanOut(b, c.cfg()) })
	}
}

func benchFanOut(b *testing.B, c Config) {
	ctx := b.Context()
	db, err := Open(ctx, c)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	const hosts, each = 200, 10
	to := content.Audience{}
	for h := range hosts {
		for i := range each {
			to.Inboxes = append(to.Inboxes, content.Inbox{URL: fmt.Sprintf("https://h%d.example/u/%d/inbox", h, i)})
		}
	}
	site, channel := content.NewID(), content.NewID()
	if err := db.CreateSite(ctx, &content.Site{ID: site, Name: "Bench", Origin: "https://b.example", HandleDomain: "b.example", Languages: []content.Lang{"en"}, State: content.SiteActive, Created: t0, Updated: t0},
		&content.Channel{ID: channel, Site: site, Handle: "main", Kind: content.ChannelMain, Created: t0, Updated: t0}); err != nil {
		b.Fatal(err)
	}
	var fanOut, work time.Duration
	b.ResetTimer()
	for range b.N {
		begin := time.Now()
		a := content.Activity{ID: content.NewID(), Site: site, Channel: channel, Object: content.NewID(), Type: "Create", Body: []byte("{}"), Created: t0}
		if n, err := db.FanOut(ctx, &a, to, nil); err != nil || n != hosts*each {
			b.Fatal(n, err)
		}
		fanOut += time.Since(begin)
		begin = time.Now()
		for done := 0; done < hosts*each; {
			lanes, err := db.ClaimLanes(ctx, 32, 16, 4, t0, time.Minute)
			if err != nil || len(lanes) == 0 {
				b.Fatal("nothing to claim", err)
			}
			for _, l := range lanes {
				outcomes := make([]content.Outcome, len(l.Deliveries))
				for i, d := range l.Deliveries {
					outcomes[i] = content.Outcome{Job: d.Job, State: content.Done}
				}
				done += len(outcomes)
				if err := db.FinishLane(ctx, l, t0, false, outcomes...); err != nil {
					b.Fatal(err)
				}
			}
		}
		work += time.Since(begin)
	}
	total := float64(b.N * hosts * each)
	b.ReportMetric(total/work.Seconds(), "deliveries/s")
	b.ReportMetric(fanOut.Seconds()*1000/float64(b.N), "ms/fanout")
}
