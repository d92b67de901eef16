package content

import (
	"context"
	"time"
)

// Create stores a new item: a draft, or, when the input says so, published or
// scheduled at once. With Source and ExternalID it is an upsert: an item from
// that source is changed instead, and created is false.
func (s *Service) Create(ctx context.Context, who Staff, in Input) (it *Item, created bool, err error) {
	if in.Source != "" && in.ExternalID != "" {
		have, err := s.Store.ItemBySource(ctx, who.Site, in.Source, in.ExternalID)
		if err == nil {
			it, err := s.replace(ctx, who, have, in)
			return it, false, err
		}
		if !Is(err, NotFound) {
			return nil, false, err
		}
	}
	site, err := s.Store.Site(ctx, who.Site)
	if err != nil {
		return nil, false, err
	}
	now := s.Now()
	id := in.ID
	if id != "" {
		have, err := s.Store.Item(ctx, who.Site, id, WorkingRevision)
		switch {
		case err == nil && now.Sub(have.Created) < repeatable:
			return have, true, nil
		case err == nil:
			id = ""
		case !Is(err, NotFound):
			return nil, false, err
		}
	}
	if id == "" {
		id = NewID()
	}
	it = &Item{ID: id, Site: site.ID, Status: Draft, Created: now, Changed: now, By: who.User.ID}
	p := NewProblems()
	if err := s.fill(ctx, site, it, in, p); err != nil {
		return nil, false, err
	}
	if err := s.check(ctx, site, it, p); err != nil {
		return nil, false, err
	}
	if it.Channel != "" {
		if err := who.require(ScopeItemsWrite, Contributor, it.Channel); err != nil {
			return nil, false, err
		}
	}
	if err := p.Err(); err != nil {
		return nil, false, err
	}
	sv := Save{Item: it, Revision: true}
	if err := s.release(ctx, who, site, &sv, release{now: in.Publish, at: in.PublishAt, published: in.Published, quiet: in.Quiet}); err != nil {
		return nil, false, err
	}
	if err := s.save(ctx, sv); err != nil {
		return nil, false, err
	}
	return it, true, nil
}

// repeatable is how long a repeated call gives what the first one made.
const repeatable = 24 * time.Hour

// replace writes an importer's input over the item it made before.
func (s *Service) replace(ctx context.Context, who Staff, have *Item, in Input) (*Item, error) {
	c := Patch{Revision: have.Working, Tags: &in.Tags, Authors: &in.Authors, Media: &in.Media, Details: in.Details,
		Reason: in.Reason, Publish: in.Publish, Quiet: in.Quiet, Sum: in.Sum}
	if in.Channel != "" {
		c.Channel = &in.Channel
	}
	if !in.Expires.IsZero() {
		c.Expires = &in.Expires
	}
	if !in.PublishAt.IsZero() {
		c.PublishAt = &in.PublishAt
	}
	for i := range in.Texts {
		t := in.Texts[i]
		tp := TextPatch{Lang: t.Lang, Title: &t.Title, Summary: &t.Summary, Body: &t.Body}
		if t.Slug != "" {
			tp.Slug = &t.Slug
		}
		if t.Markdown != "" {
			tp.Markdown = &t.Markdown
		}
		c.Texts = append(c.Texts, tp)
	}
	return s.Change(ctx, who, have.ID, c)
}

// Change writes a patch as a new working revision, and makes it live when the
// patch says so. Conflict when the working revision has moved.
func (s *Service) Change(ctx context.Context, who Staff, id ID, c Patch) (*Item, error) {
	site, it, err := s.working(ctx, who, id)
	if err != nil {
		return nil, err
	}
	if c.Revision != it.Working {
		return nil, &Error{Code: Conflict, Key: "error.conflict", Args: map[string]any{"Revision": it.Working}}
	}
	if err := s.mayEdit(who, it); err != nil {
		return nil, err
	}
	before := it.Channel
	p := NewProblems()
	if err := s.apply(ctx, site, it, c, p); err != nil {
		return nil, err
	}
	if err := s.check(ctx, site, it, p); err != nil {
		return nil, err
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	if it.Channel != before {
		if err := who.require(ScopeItemsWrite, Contributor, it.Channel); err != nil {
			return nil, err
		}
	}
	it.By, it.Changed = who.User.ID, s.Now()
	sv := Save{Item: it, Expect: c.Revision, Revision: true}
	switch it.Status {
	case Review:
		it.Status = Draft // a change asks for a new look
	case Published, Withdrawn, Scheduled:
		if it.Live > 0 {
			it.Pending = Draft
		}
	}
	r := release{now: c.Publish, quiet: c.Quiet}
	if c.PublishAt != nil {
		r.at = *c.PublishAt
	}
	if it.Status == Scheduled && !r.now && r.at.IsZero() { // stays scheduled, with the new contents
		r.at = it.PublishAt
		r.now = !r.at.After(s.Now()) // its timer is about to run
	}
	if err := s.release(ctx, who, site, &sv, r); err != nil {
		return nil, err
	}
	if err := s.save(ctx, sv); err != nil {
		return nil, err
	}
	return it, nil
}

// working loads an item's working revision, and its site, for a member of staff
// who may see its channel.
func (s *Service) working(ctx context.Context, who Staff, id ID) (*Site, *Item, error) {
	site, err := s.Store.Site(ctx, who.Site)
	if err != nil {
		return nil, nil, err
	}
	it, err := s.Store.Item(ctx, who.Site, id, WorkingRevision)
	if err != nil {
		return nil, nil, err
	}
	if !who.Sees(it.Channel) || !it.Trashed.IsZero() {
		return nil, nil, Fail(NotFound, nil)
	}
	return site, it, nil
}

// mayEdit: contributors edit what is not public yet, editors everything.
func (s *Service) mayEdit(who Staff, it *Item) error {
	if it.Live > 0 {
		return who.require(ScopeItemsWrite, Editor, it.Channel)
	}
	return who.require(ScopeItemsWrite, Contributor, it.Channel)
}

// Submit hands a draft in for review.
func (s *Service) Submit(ctx context.Context, who Staff, id ID, revision int) (*Item, error) {
	return s.step(ctx, who, id, revision, ScopeItemsWrite, Contributor, func(_ *Site, it *Item, _ *Save) error {
		if it.Live > 0 && it.Working > it.Live && it.Status == Published {
			it.Pending = Review
			return nil
		}
		if it.Status != Draft && it.Status != Withdrawn {
			return wrongState(it)
		}
		it.Status = Review
		return nil
	})
}

// Approve notes that a second person has read the working revision.
func (s *Service) Approve(ctx context.Context, who Staff, id ID, revision int) (*Item, error) {
	return s.step(ctx, who, id, revision, ScopePublish, Editor, func(site *Site, it *Item, _ *Save) error {
		if it.Status != Review && it.Pending != Review {
			return wrongState(it)
		}
		if site.Settings.FourEyes && !who.System && it.By == who.User.ID {
			return &Error{Code: Forbidden, Key: "error.approval"}
		}
		it.ApprovedBy, it.ApprovedRev = who.User.ID, it.Working
		return nil
	})
}

// Publish makes the working revision live.
func (s *Service) Publish(ctx context.Context, who Staff, id ID, revision int, reason string) (*Item, error) {
	return s.step(ctx, who, id, revision, ScopePublish, Editor, func(site *Site, it *Item, sv *Save) error {
		if it.Status == Published && it.Live == it.Working {
			return nil // already so
		}
		if reason != "" {
			it.Reason = s.Clean.Plain(reason)
		}
		return s.release(ctx, who, site, sv, release{now: true})
	})
}

// Schedule publishes the working revision at a later time.
func (s *Service) Schedule(ctx context.Context, who Staff, id ID, revision int, at time.Time) (*Item, error) {
	return s.step(ctx, who, id, revision, ScopePublish, Editor, func(site *Site, it *Item, sv *Save) error {
		return s.release(ctx, who, site, sv, release{at: at})
	})
}

// Unschedule takes a scheduled publication back.
func (s *Service) Unschedule(ctx context.Context, who Staff, id ID, revision int) (*Item, error) {
	return s.step(ctx, who, id, revision, ScopePublish, Editor, func(_ *Site, it *Item, sv *Save) error {
		switch {
		case it.Pending == Scheduled:
			it.Pending = Draft
		case it.Status == Scheduled:
			it.Status = Draft
		default:
			return wrongState(it)
		}
		it.PublishAt = time.Time{}
		sv.Cancel = append(sv.Cancel, QueuePublish)
		return nil
	})
}

// Withdraw takes a published item back: its pages answer 410, its objects become Tombstones.
func (s *Service) Withdraw(ctx context.Context, who Staff, id ID, revision int, reason string) (*Item, error) {
	return s.step(ctx, who, id, revision, ScopePublish, Editor, func(_ *Site, it *Item, sv *Save) error {
		if it.Status != Published {
			return wrongState(it)
		}
		s.withdraw(it, sv, s.Clean.Plain(reason))
		return nil
	})
}

func (s *Service) withdraw(it *Item, sv *Save, reason string) {
	it.Status, it.WithdrawnReason, it.Updated = Withdrawn, reason, later(it.Updated, s.Now())
	it.Pending, it.PublishAt = "", time.Time{}
	sv.Cancel = append(sv.Cancel, QueuePublish, QueueExpire)
	sv.Jobs = append(sv.Jobs, outlets(it)...)
}

// Trash puts an item that was never public into the trash, for 30 days.
func (s *Service) Trash(ctx context.Context, who Staff, id ID) error {
	_, it, err := s.working(ctx, who, id)
	if err != nil {
		return err
	}
	if err := s.mayEdit(who, it); err != nil {
		return err
	}
	if it.Live > 0 {
		return &Error{Code: Conflict, Key: "error.withdraw_first"}
	}
	return s.Store.TrashItem(ctx, who.Site, id, s.Now())
}

// Restore writes the contents of an earlier revision as a new working one.
func (s *Service) Restore(ctx context.Context, who Staff, id ID, n, revision int) (*Item, error) {
	old, err := s.Store.ItemRevision(ctx, who.Site, id, n)
	if err != nil {
		return nil, err
	}
	return s.step(ctx, who, id, revision, ScopeItemsWrite, Contributor, func(_ *Site, it *Item, sv *Save) error {
		if err := s.mayEdit(who, it); err != nil {
			return err
		}
		it.Texts, it.Tags, it.Authors, it.Media, it.Details = old.Texts, old.Tags, old.Authors, old.Media, old.Details
		it.By, it.Changed = who.User.ID, s.Now()
		if it.Live > 0 {
			it.Pending = Draft
		}
		sv.Revision = true
		return nil
	})
}

// step loads, checks rights and revision, changes and stores.
func (s *Service) step(ctx context.Context, who Staff, id ID, revision int, scope Scope, role Role, f func(*Site, *Item, *Save) error) (*Item, error) {
	site, it, err := s.working(ctx, who, id)
	if err != nil {
		return nil, err
	}
	if err := who.require(scope, role, it.Channel); err != nil {
		return nil, err
	}
	if revision != it.Working {
		return nil, &Error{Code: Conflict, Key: "error.conflict", Args: map[string]any{"Revision": it.Working}}
	}
	sv := Save{Item: it, Expect: it.Working}
	if err := f(site, it, &sv); err != nil {
		return nil, err
	}
	if err := s.save(ctx, sv); err != nil {
		return nil, err
	}
	return it, nil
}

func wrongState(it *Item) error {
	return &Error{Code: Conflict, Key: "error.status", Args: map[string]any{"Status": string(it.Status)}}
}

// later is now, but at least a second after prev.
func later(prev, now time.Time) time.Time {
	if min := prev.Add(time.Second); now.Before(min) {
		return min
	}
	return now
}

// outlets are the jobs that any public change of an item causes.
func outlets(it *Item) []Job {
	return []Job{
		{ID: NewID(), Site: it.Site, Queue: QueueAnnounce, Key: string(it.ID), Ref: it.ID, Timer: true},
		{ID: NewID(), Site: it.Site, Queue: QueueWebSub, Key: string(it.ID), Ref: it.ID, Timer: true},
	}
}

// save stores a change; whatever has new contents is indexed: staff find drafts
// too, everybody else what is live.
func (s *Service) save(ctx context.Context, sv Save) error {
	if sv.Revision || sv.GoLive {
		sv.Index = s.index(sv.Item)
	}
	return s.Store.SaveItem(ctx, sv)
}
