package plugins

import (
	"context"
	"errors"
	"fmt"
	"time"

	"vitrine/content"
)

// Client downloads files; federation/peer does it.
type Client interface {
	Fetch(ctx context.Context, address string, max int64, types ...string) (*File, error)
}

// Runner runs importers for one site. It is used for one run.
type Runner struct {
	Service *content.Service
	Client  Client
	Site    *content.Site
	Source  string // name of the importer: "rss"; with a record's ExternalID it finds the item again
	Name    string // of the document, for the report
	Channel string // handle; empty: the main channel

	Draft    bool // new items are drafts
	Announce bool // followers are told of new items; otherwise imports are quiet

	Cursor     string                                    // where the last run got to
	SaveCursor func(ctx context.Context, c string) error // nil: it is only in the report
}

// Run imports. The report is never nil: it says what was done before an error.
func (r *Runner) Run(ctx context.Context, imp Importer) (*Report, error) {
	run := &run{Runner: r, who: content.System(r.Site.ID), start: r.Service.Now(), failed: map[string]error{}, seen: map[string]bool{},
		report: &Report{Source: r.Source, Name: r.Name, Outcomes: map[Outcome]int{}, Cursor: r.Cursor}}
	err := imp.Import(ctx, run)
	if err != nil && ctx.Err() != nil {
		err = &stoppedError{ctx.Err()}
	}
	return run.report, err
}

// run is the Host of one run.
type run struct {
	*Runner
	who     content.Staff
	start   time.Time
	report  *Report
	undated int              // records without a date so far
	failed  map[string]error // addresses of images that cannot be fetched
	seen    map[string]bool  // problems that are told once
}

var _ Host = (*run)(nil)

func (r *run) Site() *content.Site { return r.Runner.Site }
func (r *run) Now() time.Time      { return r.start }
func (r *run) Cursor() string      { return r.report.Cursor }

func (r *run) SetCursor(ctx context.Context, cursor string) error {
	if r.SaveCursor != nil {
		if err := r.SaveCursor(ctx, cursor); err != nil {
			return fmt.Errorf("store how far the import is: %w", err)
		}
	}
	r.report.Cursor = cursor
	return nil
}

func (r *run) Fetch(ctx context.Context, address string, max int64, types ...string) (*File, error) {
	if r.Client == nil {
		return nil, errors.New("this import has no network")
	}
	return r.Client.Fetch(ctx, address, max, types...)
}

func (r *run) Problem(p Problem) {
	p.Record, p.Link, p.About = r.line(p.Record, 120), r.line(p.Link, 300), r.line(p.About, 300)
	r.report.add(p)
}

func (r *run) Count(what string, n int) {
	if n > 0 {
		r.report.count(what, n)
	}
}

// once reports a problem the first time only.
func (r *run) once(key string, p Problem) {
	if !r.seen[key] {
		r.seen[key] = true
		r.Problem(p)
	}
}

// line is foreign text fit for a line of a report.
func (r *run) line(s string, n int) string {
	return shorten(r.Service.Clean.Plain(s), n)
}
