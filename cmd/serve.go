package cmd

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"vitrine/content"
)

type serveCmd struct {
	Listen         string   `env:"VITRINE_LISTEN" default:"127.0.0.1:8080" help:"Address to listen on."`
	MetricsListen  string   `name:"metrics-listen" env:"VITRINE_METRICS_LISTEN" help:"Address for Prometheus metrics; none when empty."`
	Role           []string `env:"VITRINE_ROLE" default:"web,worker" help:"What this process does: web, worker or both. Several processes need PostgreSQL."`
	TrustedProxies string   `name:"trusted-proxies" env:"VITRINE_TRUSTED_PROXIES" help:"Networks of the proxies before us, whose X-Forwarded-For counts."`
	MaxMedia       int64    `name:"max-media" env:"VITRINE_MAX_MEDIA" default:"512" help:"Largest film, recording or document that may be uploaded, in MB; an image may have 32."`
	ZoomCache      int64    `name:"zoom-cache" env:"VITRINE_ZOOM_CACHE" default:"1024" help:"Pictures in detail of other institutions (IIIF) that are kept, in MB."`
	AccessLog      bool     `name:"access-log" env:"VITRINE_ACCESS_LOG" help:"One line per request, without addresses."`
}

// Run serves until it is told to stop.
func (c *serveCmd) Run(e *env) error {
	log := e.opts.logger(e.err)
	b := Build{Program: e.program, Options: *e.opts, Proxies: c.TrustedProxies, MaxMedia: c.MaxMedia << 20, ZoomBytes: c.ZoomCache << 20, Log: log}
	if c.ZoomCache < 1 {
		return fmt.Errorf("--zoom-cache: %d MB is no size", c.ZoomCache)
	}
	if c.MaxMedia < 1 {
		return fmt.Errorf("--max-media: %d MB is no size", c.MaxMedia)
	}
	if c.AccessLog {
		b.Access = log
	}
	roles, err := readRoles(c.Role)
	if err != nil {
		return err
	}
	if e.opts.DatabaseURL == "" {
		release, err := lockData(e.opts.Data)
		if err != nil {
			return err
		}
		defer release()
	}
	if e.opts.AllowPrivate {
		log.Warn("VITRINE_FEDERATION_ALLOW_PRIVATE is on: plain http and private addresses are allowed between servers; for a laboratory only")
	}
	app, err := b.New(e.ctx)
	if err != nil {
		return err
	}
	defer app.Close()
	if err := app.Store.Recover(e.ctx); err != nil { // we hold the lock: whoever had leases is dead
		return err
	}
	if sites, err := app.Store.Sites(e.ctx); err == nil && len(sites) == 0 {
		log.Warn("there is no site yet; begin with: vitrine init")
	}
	ln, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	log.Info("serving", "address", ln.Addr().String(), "roles", strings.Join(roles, ","), "version", Version)
	return app.Serve(e.ctx, ln, c.MetricsListen, roles)
}

func readRoles(list []string) ([]string, error) {
	var out []string
	for _, l := range list {
		for _, r := range strings.Split(l, ",") {
			if r = strings.TrimSpace(r); r != "web" && r != "worker" {
				return nil, fmt.Errorf("%q is not a role; known are web and worker", r)
			}
			out = append(out, r)
		}
	}
	return out, nil
}

// shutdownGrace is how long answers and deliveries on their way may take when
// the process is told to stop.
const shutdownGrace = 20 * time.Second

// Serve answers on ln, and works, until ctx ends; then it lets what is on its
// way finish.
func (a *App) Serve(ctx context.Context, ln net.Listener, metrics string, roles []string) error {
	handler := a.Handler
	if !slices.Contains(roles, "web") { // a worker still says that it is well
		handler = a.operators(http.NotFoundHandler())
	}
	srv := newServer(handler, a.Log)
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { defer wg.Done(); a.looks.watch(work) }()
	if slices.Contains(roles, "worker") {
		wg.Add(1)
		go func() { defer wg.Done(); a.Work(work) }()
	}
	closeMetrics := func() {}
	if metrics != "" {
		mln, err := net.Listen("tcp", metrics)
		if err != nil {
			ln.Close()
			return fmt.Errorf("listen for metrics: %w", err)
		}
		ms := newServer(a.metrics(), a.Log)
		wg.Add(1)
		go func() { defer wg.Done(); _ = ms.Serve(mln) }() // ends with Close
		closeMetrics = func() { ms.Close() }               // before they are waited for
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownGrace)
		defer cancel()
		if err = srv.Shutdown(grace); errors.Is(err, context.DeadlineExceeded) {
			err = srv.Close()
		}
	}
	stopWork()
	closeMetrics()
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(shutdownGrace): // leases expire: nothing is lost
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// newServer bounds what a connection may take in time and headers.
func newServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 5 * time.Minute, WriteTimeout: 5 * time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug)}
}

// operators adds the addresses for health checks; they answer on any host.
func (a *App) operators(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/healthz":
			w.Header().Set("Cache-Control", "no-store")
			fmt.Fprintln(w, "ok")
		case "/readyz":
			ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
			defer cancel()
			w.Header().Set("Cache-Control", "no-store")
			if _, err := a.Store.Sites(ctx); err != nil {
				a.Log.Error("not ready", "err", err)
				http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
				return
			}
			fmt.Fprintln(w, "ok")
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// metrics are for Prometheus, on a listener of their own: numbers only, no names.
func (a *App) metrics() http.Handler {
	reg := prometheus.NewRegistry()
	reg.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), queueMetrics{a.Store})
	m := http.NewServeMux()
	m.Handle("/metrics", promhttp.HandlerFor(reg, promhttp.HandlerOpts{}))
	return m
}

// queueMetrics tells how long the queues are.
type queueMetrics struct{ store content.QueueStore }

var queueLength = prometheus.NewDesc("vitrine_jobs", "Jobs by queue and state.", []string{"queue", "state"}, nil)

func (queueMetrics) Describe(ch chan<- *prometheus.Desc) { ch <- queueLength }

func (m queueMetrics) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	pending, err := m.store.Pending(ctx)
	if err != nil {
		ch <- prometheus.NewInvalidMetric(queueLength, err)
		return
	}
	for q, n := range pending {
		for state, v := range map[string]int{"waiting": n.Waiting, "leased": n.Leased, "dead": n.Dead} {
			ch <- prometheus.MustNewConstMetric(queueLength, prometheus.GaugeValue, float64(v), q, state)
		}
	}
}

type healthCmd struct {
	Listen string `env:"VITRINE_LISTEN" default:"127.0.0.1:8080" help:"Address that the server here listens on."`
}

// Run asks the server on this machine whether it is ready: for a container's health check.
func (c *healthCmd) Run(e *env) error {
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return fmt.Errorf("--listen %q is not host:port", c.Listen)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(e.ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("the server does not answer: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("the server is not ready: %s", res.Status)
	}
	fmt.Fprintln(e.out, "ok")
	return nil
}
