package store

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"
	"time"

	"vitrine/content"
)

// journey is what the receivers of a simulated fan-out saw.
type journey struct {
	mu      sync.Mutex
	now     time.Time
	arrived map[string][]int64 // by object and inbox: seq in order of first arrival
	seen    map[int64]bool
	settled map[int64]int
}

func (j *journey) clock() time.Time {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.now
}

func (j *journey) advance(to time.Time) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if to.After(j.now) {
		j.now = to
	}
}

func (j *journey) arrive(d content.Delivery) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.seen[d.Seq] {
		j.seen[d.Seq] = true
		k := string(d.Object) + " " + d.Inbox
		j.arrived[k] = append(j.arrived[k], d.Seq)
	}
}

// TestOrderUnderFailures has eight workers deliver with random failures, some
// killed in the middle, others finishing after their lease, while more is
// published. Each inbox must see each object's activities strictly in order,
// nothing may be lost, and nothing settled twice.
func TestOrderUnderFailures(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx := t.Context()
		objects := []content.ID{db.object}
		for len(objects) < 8 {
			objects = append(objects, content.NewID())
			db.addObject(t, objects[len(objects)-1])
		}
		var to content.Audience
		for i := range 6 {
			to.Inboxes = append(to.Inboxes, content.Inbox{URL: fmt.Sprintf("https://h%d.example/u/%d/inbox", i%3, i)})
		}
		verbs := []string{"Create", "Update", "Announce", "Undo"}
		j := &journey{now: t0, arrived: map[string][]int64{}, seen: map[int64]bool{}, settled: map[int64]int{}}
		total := len(objects) * len(to.Inboxes) * len(verbs)
		publish := func(verb string) {
			for _, o := range objects {
				a := &content.Activity{ID: content.NewID(), Site: db.site, Channel: db.channel, Object: o, Type: verb, Dedupe: verb + string(o), Body: []byte("{}"), Created: j.clock()}
				_, err := db.FanOut(ctx, a, to, nil)
				must(t, err)
			}
		}
		publish(verbs[0])
		parallel(t, 9, func(w int) int {
			if w == 8 {
				for _, v := range verbs[1:] {
					publish(v)
				}
				return 0
			}
			db.deliverBadly(t, j, rand.New(rand.NewPCG(uint64(w), 7)), total)
			return 0
		})
		if len(j.settled) != total {
			t.Fatalf("%d of %d were delivered", len(j.settled), total)
		}
		for seq, n := range j.settled {
			if n != 1 {
				t.Errorf("delivery %d was settled %d times", seq, n)
			}
		}
		for k, seqs := range j.arrived {
			if len(seqs) != len(verbs) {
				t.Errorf("%s saw %d activities", k, len(seqs))
			}
			for i := 1; i < len(seqs); i++ {
				if seqs[i] <= seqs[i-1] {
					t.Errorf("%s saw %v", k, seqs)
				}
			}
		}
	})
}

// deliverBadly is one worker: it works until everything is settled.
func (o *outward) deliverBadly(t *testing.T, j *journey, rng *rand.Rand, total int) {
	finished := func() bool {
		j.mu.Lock()
		defer j.mu.Unlock()
		return len(j.settled) == total
	}
	for round := 0; !finished(); round++ {
		if round > 20_000 {
			t.Error("the deliveries do not end")
			return
		}
		now := j.clock()
		lanes, err := o.ClaimLanes(t.Context(), 2, 4, 3, now, time.Minute)
		must(t, err)
		if len(lanes) == 0 {
			next, err := o.NextDelivery(t.Context(), now)
			must(t, err)
			j.advance(next)
			continue
		}
		for _, l := range lanes {
			o.workLane(t, j, rng, l)
		}
	}
}

func (o *outward) workLane(t *testing.T, j *journey, rng *rand.Rand, l content.Lane) {
	outcomes := make([]content.Outcome, 0, len(l.Deliveries))
	done := map[int64]bool{}
	failed := false
	for _, d := range l.Deliveries {
		out := content.Outcome{Job: d.Job, State: content.Back}
		if seq, err := strconv.ParseInt(string(d.Job), 10, 64); err != nil || seq != d.Seq {
			t.Errorf("job %s of delivery %d", d.Job, d.Seq)
		}
		if !failed {
			if failed = rng.IntN(10) == 0 && d.Attempt < 8; failed {
				out = content.Outcome{Job: d.Job, State: content.Retry, At: j.clock().Add(20 * time.Second), Reason: "timeout"}
			} else {
				j.arrive(d)
				out.State, done[d.Seq] = content.Done, true
			}
		}
		outcomes = append(outcomes, out)
	}
	switch rng.IntN(12) {
	case 0: // killed: the lease ends by itself
		return
	case 1: // too late
		j.advance(l.Until.Add(time.Second))
	}
	err := o.FinishLane(t.Context(), l, j.clock(), false, outcomes...)
	if content.Is(err, content.Conflict) {
		return
	}
	must(t, err)
	j.mu.Lock()
	defer j.mu.Unlock()
	for seq := range done {
		j.settled[seq]++
	}
}

// TestDeleteRacesWithItsCreate withdraws posts while workers take their Creates:
// an inbox gets both, in order, or neither.
func TestDeleteRacesWithItsCreate(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		objects := []content.ID{db.object}
		for len(objects) < 12 {
			objects = append(objects, content.NewID())
			db.addObject(t, objects[len(objects)-1])
		}
		to := content.Audience{Inboxes: []content.Inbox{{URL: "https://a.example/1"}, {URL: "https://a.example/2"}, {URL: "https://b.example/1"}}}
		send := func(verb string, o content.ID) {
			a := &content.Activity{ID: content.NewID(), Site: db.site, Channel: db.channel, Object: o, Type: verb, Dedupe: verb + string(o), Body: []byte("{}"), Created: t0}
			_, err := db.FanOut(t.Context(), a, to, nil)
			must(t, err)
		}
		for _, o := range objects {
			send("Create", o)
		}
		var mu sync.Mutex
		seen := map[string][]content.ID{} // by object and inbox: activities
		work := func() (n int) {
			lanes, err := db.ClaimLanes(t.Context(), 2, 2, 8, t0, time.Minute)
			must(t, err)
			for _, l := range lanes {
				mu.Lock()
				for _, d := range l.Deliveries {
					k := string(d.Object) + " " + d.Inbox
					seen[k] = append(seen[k], d.Activity)
				}
				mu.Unlock()
				n += len(l.Deliveries)
				db.finish(t, l, t0, content.Done, "")
			}
			return n
		}
		parallel(t, 5, func(w int) int {
			if w == 0 {
				for _, o := range objects {
					send("Delete", o)
				}
				return 0
			}
			for range 6 {
				work()
			}
			return 0
		})
		for idle := 0; idle < 3; {
			if work() == 0 {
				idle++
			}
		}
		for k, ids := range seen {
			if len(ids) != 2 {
				t.Errorf("%s got %d activities", k, len(ids))
				continue
			}
			for i, verb := range []string{"Create", "Delete"} {
				if a, err := db.Activity(t.Context(), db.site, ids[i]); err != nil || a.Type != verb {
					t.Errorf("%s: activity %d is %v, %v", k, i, a, err)
				}
			}
		}
	})
}
