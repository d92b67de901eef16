package content

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"
)

// Handler does one job. A nil error finishes it; a RetryError puts it back for
// the time it names; an error with code Invalid, NotFound, Gone or Forbidden
// ends it (a dead letter); any other one is tried again with growing delay.
type Handler func(ctx context.Context, j Job) error

// RetryError asks for another try at a time.
type RetryError struct {
	At  time.Time
	Err error
}

// Error describes the failure for the log.
func (e *RetryError) Error() string { return "retry: " + e.Err.Error() }

// Unwrap gives the cause.
func (e *RetryError) Unwrap() error { return e.Err }

// Worker claims jobs by lease and hands them to handlers. Any number of workers,
// in any number of processes, may share one queue.
type Worker struct {
	Queue    QueueStore
	Handlers map[string]Handler
	Parallel int           // jobs at a time; 0 means 4
	Lease    time.Duration // 0 means 2 minutes; a handler's context ends a little before
	Poll     time.Duration // how often to look without a wake-up; 0 means 1 second
	Now      func() time.Time
	Log      *slog.Logger

	wake chan struct{}
	once sync.Once
}

func (w *Worker) init() {
	w.once.Do(func() {
		w.wake = make(chan struct{}, 1)
		if w.Parallel == 0 {
			w.Parallel = 4
		}
		if w.Lease == 0 {
			w.Lease = 2 * time.Minute
		}
		if w.Poll == 0 {
			w.Poll = time.Second
		}
	})
}

// Wake makes the worker look at once: a write in this process has just caused a job.
func (w *Worker) Wake() {
	w.init()
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// Run works until the context ends, then waits for the jobs it holds.
func (w *Worker) Run(ctx context.Context) {
	w.init()
	for ctx.Err() == nil {
		n, err := w.Once(ctx)
		if err != nil && ctx.Err() == nil {
			w.Log.Error("claiming jobs", "err", err)
		}
		if n > 0 && err == nil {
			continue
		}
		t := time.NewTimer(w.Poll)
		select {
		case <-ctx.Done():
		case <-w.wake:
		case <-t.C:
		}
		t.Stop()
	}
}

// Once claims one batch and works it off; it returns the number of jobs done.
func (w *Worker) Once(ctx context.Context) (int, error) {
	w.init()
	names := make([]string, 0, len(w.Handlers))
	for n := range w.Handlers {
		names = append(names, n)
	}
	jobs, err := w.Queue.Claim(ctx, names, w.Parallel, w.Now(), w.Lease)
	if err != nil {
		return 0, err
	}
	var wg sync.WaitGroup
	for _, j := range jobs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			w.do(ctx, j)
		}()
	}
	wg.Wait()
	return len(jobs), nil
}

func (w *Worker) do(ctx context.Context, j Job) {
	jctx, cancel := context.WithTimeout(ctx, w.Lease-w.Lease/8)
	defer cancel()
	err := w.call(jctx, j)
	var again *RetryError
	var settle func(context.Context) error
	switch {
	case err == nil:
		settle = func(c context.Context) error { return w.Queue.FinishJob(c, j) }
	case errors.As(err, &again):
		settle = func(c context.Context) error { return w.Queue.RetryJob(c, j, again.At, again.Err.Error()) }
	case ctx.Err() != nil:
		settle = func(c context.Context) error { return w.Queue.RetryJob(c, j, w.Now(), "stopped") }
	case final(err) || j.Attempt+1 >= MaxAttempts:
		w.Log.Error("job given up", "queue", j.Queue, "ref", j.Ref, "err", err)
		settle = func(c context.Context) error { return w.Queue.DeadJob(c, j, err.Error()) }
	default:
		w.Log.Warn("job failed", "queue", j.Queue, "ref", j.Ref, "attempt", j.Attempt+1, "err", err)
		at := w.Now().Add(RetryDelay(j.Attempt+1, rand.Float64()))
		settle = func(c context.Context) error { return w.Queue.RetryJob(c, j, at, err.Error()) }
	}
	serr := Insist(context.WithoutCancel(ctx), w.Lease/8, settle) // a stop must not lose what was done
	if serr != nil && !Is(serr, Conflict) {                       // Conflict: the lease was lost, another worker has it
		w.Log.Error("settling job", "queue", j.Queue, "err", serr)
	}
}

// call runs the handler; a panic is an error of this job alone.
func (w *Worker) call(ctx context.Context, j Job) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = Failf(Internal, "panic in %s: %v", j.Queue, r)
		}
	}()
	return w.Handlers[j.Queue](ctx, j)
}

func final(err error) bool {
	switch CodeOf(err) {
	case Invalid, NotFound, Gone, Forbidden, Malformed:
		return true
	}
	return false
}
