package federation

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"vitrine/content"
)

// Courier delivers. Any number of them, in any number of processes, share the
// store's lanes: a host's concurrency is bounded by its lanes, an object's
// activities arrive in order, and a killed courier loses nothing.
type Courier struct {
	*Server
	Parallel int           // lanes at a time; 0 means 64
	PerLane  int           // deliveries of a lane at a time; 0 means 16
	PerHost  int           // lanes of a host; 0 means 4
	Lease    time.Duration // of a lane; 0 means 5 minutes
	Poll     time.Duration // how often to look without a wake-up; 0 means 1 second

	once   sync.Once
	waker  chan struct{}
	bodies *bodyCache
	sites  siteCache
}

func (c *Courier) init() {
	c.once.Do(func() {
		def := func(v *int, d int) {
			if *v == 0 {
				*v = d
			}
		}
		def(&c.Parallel, 64)
		def(&c.PerLane, 16)
		def(&c.PerHost, 4)
		if c.Lease == 0 {
			c.Lease = 5 * time.Minute
		}
		if c.Poll == 0 {
			c.Poll = time.Second
		}
		c.waker = make(chan struct{}, 1)
		c.bodies = newBodyCache(256)
	})
}

// Notice makes the courier look at once.
func (c *Courier) Notice() {
	c.init()
	select {
	case c.waker <- struct{}{}:
	default:
	}
}

// Run delivers until the context ends, then waits for what is on its way.
func (c *Courier) Run(ctx context.Context) {
	c.init()
	lanes := make(chan content.Lane)
	idle := make(chan struct{}, c.Parallel)
	var wg sync.WaitGroup
	for range c.Parallel {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for l := range lanes {
				c.lane(ctx, l)
				idle <- struct{}{}
			}
		}()
	}
	defer wg.Wait()
	defer close(lanes)
	free := c.Parallel
	for ctx.Err() == nil {
		for drained := false; !drained; {
			select {
			case <-idle:
				free++
			default:
				drained = true
			}
		}
		if free == 0 {
			select {
			case <-idle:
				free++
			case <-ctx.Done():
			}
			continue
		}
		got, err := c.Store.ClaimLanes(ctx, free, c.PerLane, c.PerHost, c.Now(), c.Lease)
		if err != nil && ctx.Err() == nil {
			c.Log.Error("claiming lanes", "err", err)
		}
		for _, l := range got {
			lanes <- l // a worker is free: free counts them
			free--
		}
		if len(got) > 0 {
			continue
		}
		t := time.NewTimer(c.Poll)
		select {
		case <-ctx.Done():
		case <-c.waker:
		case <-idle:
			free++
		case <-t.C:
		}
		t.Stop()
	}
}

// Once claims lanes and works them off; it returns the number of deliveries tried.
func (c *Courier) Once(ctx context.Context) (int, error) {
	c.init()
	got, err := c.Store.ClaimLanes(ctx, c.Parallel, c.PerLane, c.PerHost, c.Now(), c.Lease)
	if err != nil {
		return 0, err
	}
	n := 0
	var wg sync.WaitGroup
	for _, l := range got {
		n += len(l.Deliveries)
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.lane(ctx, l)
		}()
	}
	wg.Wait()
	return n, nil
}

// lane sends a lane's deliveries in order and settles them together. After a
// failure of the host the rest of the lane is given back untouched.
func (c *Courier) lane(ctx context.Context, l content.Lane) {
	outcomes := make([]content.Outcome, 0, len(l.Deliveries))
	down := false
	deadline := l.Until.Add(-time.Minute)
	for _, d := range l.Deliveries {
		if down || ctx.Err() != nil || c.Now().After(deadline) {
			outcomes = append(outcomes, content.Outcome{Job: d.Job, State: content.Back})
			continue
		}
		res := c.deliver(ctx, d)
		if ctx.Err() != nil && res.State == content.Retry { // stopped in the middle: it may have arrived, so it counts as tried
			outcomes = append(outcomes, content.Outcome{Job: d.Job, State: content.Retry, At: c.Now(), Reason: res.Reason})
			continue
		}
		o := content.Outcome{Job: d.Job, State: res.State, Reason: res.Reason}
		if res.State == content.Retry {
			wait := content.RetryDelay(d.Attempt+1, rand.Float64())
			o.At = c.Now().Add(max(wait, res.RetryAfter))
			down = true
		}
		outcomes = append(outcomes, o)
	}
	err := content.Insist(context.WithoutCancel(ctx), time.Until(l.Until), func(settle context.Context) error {
		return c.Store.FinishLane(settle, l, c.Now(), false, outcomes...)
	})
	if err != nil && !content.Is(err, content.Conflict) { // Conflict: the lease was lost, another courier has it
		c.Log.Error("settling deliveries", "host", l.Host, "err", err)
	}
}

func (c *Courier) deliver(ctx context.Context, d content.Delivery) (res Result) {
	defer func() {
		if r := recover(); r != nil {
			c.Log.Error("panic in a delivery", "job", d.Job, "panic", r)
			res = Result{State: content.Retry, Reason: "unknown"}
		}
	}()
	site, err := c.sites.get(ctx, c.Store, d.Site, c.Now())
	if err != nil {
		return c.ours(d, err)
	}
	body, err := c.bodies.get(ctx, c.Store, d.Activity)
	if err != nil {
		return c.ours(d, err)
	}
	return c.Client.Post(ctx, Post{Site: site, Owner: d.Channel, Inbox: d.Inbox, Body: body})
}

// ours is a failure on our side: the delivery waits, unless what it needs is gone.
func (c *Courier) ours(d content.Delivery, err error) Result {
	if content.Is(err, content.NotFound) {
		return Result{State: content.Dead, Reason: "unknown"}
	}
	c.Log.Error("preparing a delivery", "job", d.Job, "err", err)
	return Result{State: content.Retry, Reason: "unknown"}
}
