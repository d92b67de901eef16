package store

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"vitrine/content"
)

var testQueues = []string{content.QueueAnnounce, content.QueueInbound, content.QueuePublish}

func (o *outward) take(t *testing.T, n int, now time.Time) []content.Job {
	t.Helper()
	jobs, err := o.Claim(t.Context(), testQueues, n, now, time.Minute)
	must(t, err)
	return jobs
}

func TestJobsOfAKeyRunInOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		for _, ref := range []content.ID{"1", "2", "3"} {
			must(t, db.Enqueue(ctx, content.Job{Queue: content.QueueAnnounce, Key: "k", Ref: ref, Site: db.site, Payload: []byte(`{"a":1}`)}))
		}
		must(t, db.Enqueue(ctx, content.Job{Queue: content.QueueInbound, Key: "k", Ref: "other queue"}, content.Job{Queue: content.QueueInbound, Ref: "no key"}, content.Job{Queue: content.QueueInbound, Ref: "no key either"}))
		jobs := db.take(t, 10, t0)
		if len(jobs) != 4 || jobs[0].Ref != "1" || string(jobs[0].Payload) != `{"a":1}` || jobs[0].Site != db.site || jobs[0].Attempt != 0 || jobs[0].Lease == "" {
			t.Fatalf("jobs %+v", jobs)
		}
		for _, j := range jobs[1:] {
			must(t, db.FinishJob(ctx, j))
		}
		first := jobs[0]
		must(t, db.RetryJob(ctx, first, t0.Add(time.Hour), "later"))
		if got := db.take(t, 10, t0.Add(time.Minute)); len(got) != 0 {
			t.Fatalf("one that waits holds back the next: %+v", got)
		}
		if next, err := db.NextDue(ctx, testQueues); err != nil || !next.Equal(t0.Add(time.Hour)) {
			t.Fatal(next, err)
		}
		first = db.take(t, 10, t0.Add(time.Hour))[0]
		if first.Ref != "1" || first.Attempt != 1 || first.LastErr != "later" {
			t.Fatalf("job %+v", first)
		}
		must(t, db.DeadJob(ctx, first, "no use"))
		second := db.take(t, 10, t0.Add(time.Hour))
		if len(second) != 1 || second[0].Ref != "2" {
			t.Fatalf("a dead job holds nothing back: %+v", second)
		}
		must(t, db.FinishJob(ctx, second[0], content.Job{Queue: content.QueueAnnounce, Key: "k", Ref: "4"}))
		for _, ref := range []content.ID{"3", "4"} {
			got := db.take(t, 10, t0.Add(time.Hour))
			if len(got) != 1 || got[0].Ref != ref {
				t.Fatalf("%+v, want %s", got, ref)
			}
			must(t, db.FinishJob(ctx, got[0]))
		}
		counts, err := db.Pending(ctx)
		must(t, err)
		if len(counts) != 1 || counts[content.QueueAnnounce] != (content.QueueCount{Dead: 1}) {
			t.Fatalf("counts %v", counts)
		}
		if next, err := db.NextDue(ctx, testQueues); err != nil || !next.IsZero() {
			t.Fatal(next, err)
		}
	})
}

// A letter is about somebody: nothing of it but why it failed is kept.
func TestDeadLettersAreForgotten(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		for _, q := range []string{content.QueueMail, content.QueueAnnounce} {
			must(t, db.Enqueue(ctx, content.Job{Queue: q, Payload: []byte(`{"to":"an@bib.example"}`)}))
			jobs, err := db.Claim(ctx, []string{q}, 10, t0, time.Minute)
			must(t, err)
			if len(jobs) != 1 || len(jobs[0].Payload) == 0 {
				t.Fatalf("%s: %+v", q, jobs)
			}
			must(t, db.DeadJob(ctx, jobs[0], "550 no such user"))
			var payload []byte
			var reason string
			must(t, db.row(ctx, "SELECT payload, last_err FROM jobs WHERE id = $1 AND dead = 1", jobs[0].ID).Scan(&payload, &reason))
			if (len(payload) == 0) != (q == content.QueueMail) || reason != "550 no such user" {
				t.Errorf("%s keeps %q, %q", q, payload, reason)
			}
		}
	})
}

func TestLeaseOfAJobIsLost(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		must(t, db.Enqueue(ctx, content.Job{Queue: content.QueueInbound, Key: "k"}))
		killed := db.take(t, 1, t0)[0]
		if got := db.take(t, 1, t0.Add(59*time.Second)); len(got) != 0 {
			t.Fatal("claimed under a lease")
		}
		heir := db.take(t, 1, t0.Add(time.Minute))[0]
		if heir.ID != killed.ID || heir.Attempt != 1 {
			t.Fatalf("job %+v", heir)
		}
		want(t, db.FinishJob(ctx, killed), content.Conflict)
		want(t, db.RetryJob(ctx, killed, t0, ""), content.Conflict)
		want(t, db.DeadJob(ctx, killed, ""), content.Conflict)
		must(t, db.FinishJob(ctx, heir))
		want(t, db.FinishJob(ctx, heir), content.Conflict)
	})
}

func TestTimersReplaceEachOther(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		timer := func(at time.Time) content.Job {
			return content.Job{Site: db.site, Queue: content.QueuePublish, Key: "item", Timer: true, RunAt: at}
		}
		must(t, db.Enqueue(ctx, timer(t0.Add(time.Hour))))
		must(t, db.Enqueue(ctx, timer(t0.Add(2*time.Hour))))
		if got := db.take(t, 10, t0.Add(time.Hour)); len(got) != 0 {
			t.Fatal("the first time stood")
		}
		running := db.take(t, 10, t0.Add(2*time.Hour))
		if len(running) != 1 {
			t.Fatalf("%+v", running)
		}
		must(t, db.Enqueue(ctx, timer(t0.Add(3*time.Hour)))) // moved while it runs
		must(t, db.RetryJob(ctx, running[0], t0.Add(2*time.Hour), "again"))
		if got := db.take(t, 10, t0.Add(2*time.Hour)); len(got) != 0 {
			t.Fatal("a replaced timer was tried again")
		}
		got := db.take(t, 10, t0.Add(3*time.Hour))
		if len(got) != 1 {
			t.Fatalf("%+v", got)
		}
		must(t, db.FinishJob(ctx, got[0], timer(t0.Add(4*time.Hour)))) // sets itself again
		want(t, db.inTx(ctx, func(tx *tx) error {
			return db.cancelTimers(ctx, tx, db.other, []string{content.QueuePublish}, "item")
		}), "")
		if next, _ := db.NextDue(ctx, testQueues); !next.Equal(t0.Add(4 * time.Hour)) {
			t.Fatal("another site cancelled it")
		}
		must(t, db.inTx(ctx, func(tx *tx) error {
			return db.cancelTimers(ctx, tx, db.site, []string{content.QueuePublish, content.QueueExpire}, "item")
		}))
		if next, _ := db.NextDue(ctx, testQueues); !next.IsZero() {
			t.Fatal("not cancelled")
		}
	})
}

func TestCancelledJobs(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		for range 3 {
			must(t, db.Enqueue(ctx, content.Job{Site: db.site, Queue: content.QueueInbound, Key: "k"}))
		}
		running := db.take(t, 1, t0)[0]
		if n, err := db.CancelJobs(ctx, db.other, content.QueueInbound, "k"); err != nil || n != 0 {
			t.Fatal(n, err)
		}
		if n, err := db.CancelJobs(ctx, db.site, content.QueueInbound, "k"); err != nil || n != 3 {
			t.Fatal(n, err)
		}
		must(t, db.Enqueue(ctx, content.Job{Site: db.site, Queue: content.QueueInbound, Key: "k", Ref: "next"}))
		if got := db.take(t, 9, t0.Add(30*time.Second)); len(got) != 0 {
			t.Fatal("did not wait for the one that runs")
		}
		// The worker of the cancelled one was killed: it ends with its lease.
		db.take(t, 9, t0.Add(time.Hour))
		got := db.take(t, 9, t0.Add(time.Hour+time.Second))
		if len(got) != 1 || got[0].Ref != "next" {
			t.Fatalf("%+v", got)
		}
		want(t, db.FinishJob(ctx, running), content.Conflict)
	})
}

func TestNoJobIsClaimedTwice(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		const keys, each = 10, 6
		parallel(t, keys, func(k int) int {
			for i := range each {
				must(t, db.Enqueue(ctx, content.Job{Queue: content.QueueInbound, Key: fmt.Sprint(k), Ref: content.ID(fmt.Sprint(i))}))
			}
			return 0
		})
		var mu sync.Mutex
		last, seen := map[string]int64{}, map[content.ID]bool{}
		done := parallel(t, 8, func(int) int {
			n := 0
			for idle := 0; idle < 20; {
				jobs, err := db.Claim(ctx, testQueues, 3, t0, time.Minute)
				must(t, err)
				for _, j := range jobs {
					mu.Lock()
					if seen[j.ID] || j.Seq <= last[j.Key] {
						t.Errorf("job %d of key %s after %d", j.Seq, j.Key, last[j.Key])
					}
					seen[j.ID], last[j.Key] = true, j.Seq
					mu.Unlock()
					must(t, db.FinishJob(ctx, j))
					n++
				}
				if len(jobs) == 0 {
					idle++
				}
			}
			return n
		})
		if left := len(db.take(t, 100, t0)); done+left < keys*each-keys || len(seen) != done {
			t.Fatalf("%d done, %d left", done, left)
		}
		for { // whatever the workers left when they gave up
			jobs := db.take(t, 100, t0.Add(time.Hour))
			if len(jobs) == 0 {
				break
			}
			for _, j := range jobs {
				seen[j.ID] = true
				must(t, db.FinishJob(ctx, j))
			}
		}
		if len(seen) != keys*each {
			t.Fatalf("%d of %d jobs ran", len(seen), keys*each)
		}
	})
}

func TestQueuesTakeTurns(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		for range 20 {
			must(t, db.Enqueue(ctx, content.Job{Queue: content.QueueInbound}))
		}
		must(t, db.Enqueue(ctx, content.Job{Queue: content.QueueAnnounce}, content.Job{Queue: content.QueueInbound, RunAt: t0, Ref: "waited"}))
		got := map[string]int{}
		for _, j := range db.take(t, 3, t0) {
			got[j.Queue+string(j.Ref)]++
		}
		if got[content.QueueAnnounce] != 1 || got[content.QueueInbound+"waited"] != 1 {
			t.Fatalf("claimed %v", got)
		}
	})
}

// BenchmarkClaim claims and finishes while 100,000 jobs wait, all behind one key.
func BenchmarkClaim(b *testing.B) {
	db, err := Open(b.Context(), Config{Path: filepath.Join(b.TempDir(), "v.db"), Synchronous: "NORMAL"})
	must(b, err)
	defer db.Close()
	jobs := make([]content.Job, 100_000)
	for i := range jobs {
		jobs[i] = content.Job{Queue: content.QueueInbound, Key: "flood"}
	}
	must(b, db.Enqueue(b.Context(), jobs...))
	b.ResetTimer()
	for range b.N {
		got, err := db.Claim(b.Context(), testQueues, 16, t0, time.Minute)
		if err != nil || len(got) != 1 {
			b.Fatal(got, err)
		}
		must(b, db.FinishJob(b.Context(), got[0], content.Job{Queue: content.QueueInbound, Key: "flood"}))
	}
}

func TestRecoveryAfterAKill(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		must(t, db.Enqueue(ctx, content.Job{Queue: content.QueueInbound, Key: "k"}, content.Job{Queue: content.QueueInbound, Key: "k", Ref: "next"}))
		db.follow(t, "a.example", 1, false)
		db.fanOut(t, "Create", db.object, t0, content.Audience{Followers: true})
		killed, lane := db.take(t, 9, t0)[0], db.claim(t, t0)[0]
		must(t, db.Recover(ctx))
		jobs, lanes := db.take(t, 9, t0), db.claim(t, t0)
		if db.postgres {
			if len(jobs) != 0 || len(lanes) != 0 {
				t.Fatal("another process lost its leases")
			}
			return
		}
		if len(jobs) != 1 || jobs[0].ID != killed.ID || len(lanes) != 1 || lanes[0].Deliveries[0].Job != lane.Deliveries[0].Job {
			t.Fatalf("%+v %+v", jobs, lanes)
		}
		want(t, db.FinishJob(ctx, killed), content.Conflict)
		want(t, db.FinishLane(ctx, lane, t0, false), content.Conflict)
	})
}
