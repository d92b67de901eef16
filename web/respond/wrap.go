package respond

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// Options are what Wrap needs from outside.
type Options struct {
	Log    *slog.Logger     // faults and panics
	Access *slog.Logger     // one line per request; nil: no access log
	Now    func() time.Time // the clock
	// Panic answers with a page when nothing was sent yet; nil: a plain sentence.
	Panic func(w http.ResponseWriter, r *http.Request, err error)
}

// Wrap puts request ids, security headers, the access log and recovery around a
// handler.
func Wrap(next http.Handler, o Options) http.Handler {
	return &wrapper{next: next, o: o}
}

type wrapper struct {
	next http.Handler
	o    Options
}

// Recorder is the ResponseWriter that handlers below Wrap get.
type Recorder struct {
	http.ResponseWriter
	id     uint64
	status int
	bytes  int64
}

var recorders = sync.Pool{New: func() any { return new(Recorder) }}

// ServeHTTP implements http.Handler.
func (wr *wrapper) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rec := recorders.Get().(*Recorder)
	*rec = Recorder{ResponseWriter: w, id: requests.Add(1)}
	var start time.Time
	if wr.o.Access != nil {
		start = wr.o.Now()
	}
	Secure(w.Header())
	defer wr.finish(rec, r, start)
	wr.next.ServeHTTP(rec, r)
}

func (wr *wrapper) finish(rec *Recorder, r *http.Request, start time.Time) {
	if v := recover(); v != nil {
		wr.recovered(rec, r, v)
	}
	if wr.o.Access != nil {
		wr.access(rec, r, start)
	}
	*rec = Recorder{}
	recorders.Put(rec)
}

// recovered answers a request whose handler panicked.
func (wr *wrapper) recovered(rec *Recorder, r *http.Request, v any) {
	if err, ok := v.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(v) // net/http's way to close the connection, no fault
	}
	if wr.o.Log != nil {
		wr.o.Log.Error("panic", "request", rec.ID(), "path", r.URL.Path, "value", fmt.Sprint(v), "stack", string(debug.Stack()))
	}
	if rec.status != 0 { // half an answer was sent: the visitor must not take it for a whole one
		panic(http.ErrAbortHandler)
	}
	clear(rec.Header())
	Secure(rec.Header())
	if wr.o.Panic != nil {
		wr.o.Panic(rec, r, fmt.Errorf("panic: %v", v))
		return
	}
	http.Error(rec, "Internal error", http.StatusInternalServerError)
}

// access writes the line of the access log. It has neither the visitor's
// address nor what was searched for (P5).
func (wr *wrapper) access(rec *Recorder, r *http.Request, start time.Time) {
	wr.o.Access.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("request", rec.ID()),
		slog.String("method", r.Method), slog.String("host", r.Host), slog.String("path", r.URL.Path),
		slog.Int("status", rec.Status()), slog.Int64("bytes", rec.bytes), slog.Duration("took", wr.o.Now().Sub(start)))
}

// Request ids are a random word of this process and a number.
var (
	requests atomic.Uint64
	process  = func() string {
		var b [4]byte
		_, _ = rand.Read(b[:]) // never fails since Go 1.24
		return hex.EncodeToString(b[:])
	}()
)

// ID is the request's id.
func (rec *Recorder) ID() string { return process + "-" + strconv.FormatUint(rec.id, 36) }

// Status is the status that was sent, 200 when the handler sent none.
func (rec *Recorder) Status() int {
	if rec.status == 0 {
		return http.StatusOK
	}
	return rec.status
}

// WriteHeader notes the status.
func (rec *Recorder) WriteHeader(status int) {
	if rec.status == 0 && status >= 200 {
		rec.status = status
	}
	rec.ResponseWriter.WriteHeader(status)
}

// Write notes the size.
func (rec *Recorder) Write(p []byte) (int, error) {
	if rec.status == 0 {
		rec.status = http.StatusOK
	}
	n, err := rec.ResponseWriter.Write(p)
	rec.bytes += int64(n)
	return n, err
}

// ReadFrom lets files go from the disk to the network without a detour.
func (rec *Recorder) ReadFrom(src io.Reader) (int64, error) {
	if rec.status == 0 {
		rec.status = http.StatusOK
	}
	n, err := io.Copy(rec.ResponseWriter, src)
	rec.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController reach the writer below.
func (rec *Recorder) Unwrap() http.ResponseWriter { return rec.ResponseWriter }

// RequestID is the id that Wrap gave the request being answered, "" without Wrap.
func RequestID(w http.ResponseWriter) string {
	for w != nil {
		if rec, ok := w.(*Recorder); ok {
			return rec.ID()
		}
		u, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			return ""
		}
		w = u.Unwrap()
	}
	return ""
}
