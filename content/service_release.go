package content

import (
	"context"
	"time"
)

// release says how a save meets the public.
type release struct {
	now       bool
	at        time.Time
	published time.Time // of an import
	quiet     bool
}

// lateBy is how late a time of publication may be: what was meant for a minute
// ago is published now, a mistyped year is refused.
const lateBy = 10 * time.Minute

// release publishes or schedules what sv saves, after the checks that every
// publication passes, the first like the tenth.
func (s *Service) release(ctx context.Context, who Staff, site *Site, sv *Save, r release) error {
	it := sv.Item
	now := s.Now()
	if !r.now && r.at.IsZero() {
		return nil
	}
	if err := who.require(ScopePublish, Editor, it.Channel); err != nil {
		return err
	}
	p := NewProblems()
	s.checkPublic(site, it, p)
	if !it.Expires.IsZero() && !it.Expires.After(now) {
		p.Add("expires", "problem.in_past")
	}
	if !r.now && r.at.Before(now.Add(-lateBy)) {
		p.Add("publish_at", "problem.in_past")
	}
	if err := p.Err(); err != nil {
		return err
	}
	next := sv.Expect
	if sv.Revision {
		next++
	}
	if site.Settings.FourEyes && !who.System && (it.ApprovedRev != next || it.ApprovedBy == "") {
		return &Error{Code: Forbidden, Key: "error.approval"}
	}
	if !r.now && r.at.After(now) {
		it.PublishAt = r.at
		if it.Live > 0 && it.Status == Published {
			it.Pending = Scheduled
		} else {
			it.Status = Scheduled
		}
		sv.Jobs = append(sv.Jobs, Job{ID: NewID(), Site: it.Site, Queue: QueuePublish, Key: string(it.ID), Ref: it.ID, RunAt: r.at, Timer: true})
		return nil
	}
	s.goLive(sv, r, now)
	return nil
}

func (s *Service) goLive(sv *Save, r release, now time.Time) {
	it := sv.Item
	first := it.Published.IsZero()
	switch {
	case first && !r.published.IsZero() && r.published.Before(now):
		it.Published = r.published
		it.Updated = r.published
	case first:
		it.Published, it.Updated = now, now
	default:
		it.Updated = later(it.Updated, now)
	}
	it.Status, it.Pending, it.PublishAt, it.WithdrawnReason = Published, "", time.Time{}, ""
	it.Trashed = time.Time{}
	sv.GoLive = true
	sv.Cancel = append(sv.Cancel, QueuePublish)
	if r.quiet {
		sv.Jobs = append(sv.Jobs, outlets(it)[1:]...)
	} else {
		sv.Jobs = append(sv.Jobs, outlets(it)...)
	}
	if it.Expires.IsZero() {
		sv.Cancel = append(sv.Cancel, QueueExpire)
	} else {
		sv.Jobs = append(sv.Jobs, Job{ID: NewID(), Site: it.Site, Queue: QueueExpire, Key: string(it.ID), Ref: it.ID, RunAt: it.Expires, Timer: true})
	}
}

// index makes the search entry of each text.
func (s *Service) index(it *Item) []IndexText {
	out := make([]IndexText, 0, len(it.Texts))
	for _, t := range it.Texts {
		words := t.Summary + " " + s.Clean.Text(t.Body)
		for _, a := range it.Authors {
			words += " " + a.Name
		}
		for _, tag := range it.Tags {
			words += " " + tag.Label(t.Lang)
		}
		for i := range it.Media {
			if alt, _ := it.Media[i].Alternative(t.Lang); alt != "" {
				words += " " + alt
			}
		}
		if d, ok := it.Details.(Searchable); ok {
			words += " " + d.Words(t.Lang)
		}
		out = append(out, IndexText{Lang: t.Lang, Title: s.Words.Fold(t.Title), Words: s.Words.Fold(words), Sort: s.Words.SortKey(t.Lang, t.Title)})
	}
	return out
}

// RunTimer does what a due publish or expire job asks, as the state is now: an
// item that was unscheduled, moved or withdrawn meanwhile is left alone.
func (s *Service) RunTimer(ctx context.Context, j Job) error {
	who := System(j.Site)
	site, it, err := s.working(ctx, who, j.Ref)
	if Is(err, NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	now := s.Now()
	sv := Save{Item: it, Expect: it.Working}
	switch j.Queue {
	case QueuePublish:
		if (it.Status != Scheduled && it.Pending != Scheduled) || it.PublishAt.After(now) {
			return nil
		}
		if err := s.release(ctx, who, site, &sv, release{now: true}); err != nil {
			return err
		}
	case QueueExpire:
		if it.Status != Published || it.Expires.IsZero() || it.Expires.After(now) {
			return nil
		}
		s.withdraw(it, &sv, ReasonExpired)
	default:
		return Failf(Internal, "no timer %q", j.Queue)
	}
	err = s.save(ctx, sv)
	if Is(err, Conflict) {
		return nil // somebody was faster: their save has its own timer
	}
	return err
}

// ReasonExpired is the reason of a withdrawal by the item's own date; the edge translates it.
const ReasonExpired = "expired"

// Public finds the live item behind a page address. A withdrawn one is Gone,
// with the item in the answer for its reason; a draft is NotFound.
func (s *Service) Public(ctx context.Context, site ID, lang Lang, kind, slug string) (*Item, error) {
	it, err := s.Store.ItemBySlug(ctx, site, lang, kind, slug)
	if err != nil {
		return nil, err
	}
	switch {
	case it.Status == Withdrawn:
		return it, &Error{Code: Gone, Args: map[string]any{"Reason": it.WithdrawnReason}}
	case it.Live == 0:
		return nil, Fail(NotFound, nil)
	}
	return it, nil
}
