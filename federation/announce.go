package federation

import (
	"context"
	"fmt"

	"vitrine/content"
	"vitrine/federation/vocab"
)

// Announce tells followers how an item stands now: it compares the live
// revision with what was announced last, and sends a Create, an Update, a
// Delete, or nothing. It may run any number of times: an activity is stored
// once (Dedupe) together with its deliveries and the object's row.
func (s *Server) Announce(ctx context.Context, j content.Job) error {
	site, err := s.Store.Site(ctx, j.Site)
	if err != nil {
		return err
	}
	if site.State != content.SiteActive {
		return nil
	}
	it, err := s.Store.Item(ctx, j.Site, j.Ref, content.LiveRevision)
	if content.Is(err, content.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	refs, err := s.Store.Objects(ctx, site.ID, it.ID)
	if err != nil {
		return err
	}
	var known []*content.ObjectRef
	for _, ref := range refs {
		if ref.Deleted.IsZero() {
			known = append(known, ref)
		}
	}
	defer s.wake(content.QueueDeliver)
	switch {
	case it.Status == content.Withdrawn:
		for _, ref := range known {
			if err := s.withdraw(ctx, site, ref); err != nil {
				return err
			}
			if err := s.pin(ctx, site, it, ref.Channel); err != nil {
				return err
			}
		}
	case it.Status != content.Published:
	case len(known) == 0:
		return s.create(ctx, site, it)
	default:
		for _, ref := range known {
			if err := s.update(ctx, site, it, ref); err != nil {
				return err
			}
			if err := s.boost(ctx, site, it, ref); err != nil {
				return err
			}
			if err := s.pin(ctx, site, it, ref.Channel); err != nil {
				return err
			}
		}
	}
	return nil
}

// create makes the item's object, in the original language by the item's
// channel, and announces it. The Create's id is drawn from the object's, so that
// the outbox names the same activity.
func (s *Server) create(ctx context.Context, site *content.Site, it *content.Item) error {
	now := s.Now()
	ref := &content.ObjectRef{ID: content.NewID(), Site: site.ID, Item: it.ID, Lang: it.Original().Lang, Channel: it.Channel,
		Revision: it.Live, Announced: now, Updated: it.Updated}
	o, err := s.build(ctx, site, it, ref)
	if err != nil {
		return err
	}
	ref.Type = o.Type
	body, err := vocab.Create(site.ActivityID(ref.ID), o)
	if err != nil {
		return err
	}
	a := &content.Activity{ID: ref.ID, Type: "Create", Dedupe: fmt.Sprintf("create/%s", ref.ID)}
	err = s.send(ctx, site, a, ref, body, content.Audience{Followers: true})
	if content.Is(err, content.Conflict) { // another worker was faster; its object stands
		return nil
	}
	if err != nil {
		return err
	}
	if err := s.boost(ctx, site, it, ref); err != nil {
		return err
	}
	return s.pin(ctx, site, it, ref.Channel)
}

// update sends the whole object again, when something public changed since.
func (s *Server) update(ctx context.Context, site *content.Site, it *content.Item, ref *content.ObjectRef) error {
	if ref.Revision == it.Live && !it.Updated.After(ref.Updated) {
		return nil
	}
	since := ref.Announced
	ref.Revision, ref.Updated = it.Live, it.Updated
	o, err := s.build(ctx, site, it, ref)
	if err != nil {
		return err
	}
	o.Type = ref.Type // frozen: peers never accept such a change
	if o.Updated.IsZero() {
		o.Updated = it.Updated
	}
	if err := s.count(ctx, site, ref, &o); err != nil {
		return err
	}
	id := content.NewID()
	body, err := vocab.Update(site.ActivityID(id), o)
	if err != nil {
		return err
	}
	a := &content.Activity{ID: id, Type: "Update", Dedupe: fmt.Sprintf("update/%s/%d", ref.ID, it.Updated.UnixMilli())}
	to, err := s.whoHasIt(ctx, site, ref, since)
	if err != nil {
		return err
	}
	return s.send(ctx, site, a, ref, body, to)
}

// withdraw replaces an object by its Tombstone everywhere it went.
func (s *Server) withdraw(ctx context.Context, site *content.Site, ref *content.ObjectRef) error {
	ref.Deleted = s.Now()
	id := content.NewID()
	body, err := vocab.Delete(site.ActivityID(id), vocab.Tombstone{ID: site.ObjectID(ref.ID), Former: ref.Type, Actor: site.ActorID(ref.Channel), Deleted: ref.Deleted})
	if err != nil {
		return err
	}
	a := &content.Activity{ID: id, Type: "Delete", Dedupe: fmt.Sprintf("delete/%s", ref.ID)}
	to, err := s.whoHasIt(ctx, site, ref, ref.Announced)
	if err != nil {
		return err
	}
	return s.send(ctx, site, a, ref, body, to)
}

// send proves and stores a public activity about an object, with its deliveries.
func (s *Server) send(ctx context.Context, site *content.Site, a *content.Activity, ref *content.ObjectRef, body []byte, to content.Audience) error {
	a.Site, a.Channel, a.Object, a.Public, a.Created = site.ID, ref.Channel, ref.ID, true, s.Now()
	var err error
	if a.Body, err = s.Keys.Prove(ctx, site, ref.Channel, body, a.Created); err != nil {
		return fmt.Errorf("prove %s of %s: %w", a.Type, ref.ID, err)
	}
	_, err = s.Store.FanOut(ctx, a, to, ref)
	return err
}

// Profile tells followers that a channel's profile changed.
func (s *Server) Profile(ctx context.Context, j content.Job) error {
	site, err := s.Store.Site(ctx, j.Site)
	if err != nil || site.State != content.SiteActive {
		return err
	}
	c, err := s.Store.Channel(ctx, j.Site, j.Ref)
	if err != nil {
		return err
	}
	v, err := s.viewOf(ctx, site, c)
	if err != nil {
		return err
	}
	id := content.NewID()
	body, err := vocab.UpdateActor(site.ActivityID(id), v)
	if err != nil {
		return err
	}
	return s.sendActor(ctx, site, c, id, "Update", fmt.Sprintf("profile/%s/%d", c.ID, c.Updated.UnixMilli()+site.Updated.UnixMilli()), body, content.Audience{Followers: true})
}

func (s *Server) sendActor(ctx context.Context, site *content.Site, c *content.Channel, id content.ID, typ, dedupe string, body []byte, to content.Audience) error {
	a := &content.Activity{ID: id, Site: site.ID, Channel: c.ID, Type: typ, Dedupe: dedupe, Public: true, Created: s.Now()}
	var err error
	if a.Body, err = s.Keys.Prove(ctx, site, c.ID, body, a.Created); err != nil {
		return err
	}
	_, err = s.Store.FanOut(ctx, a, to, nil)
	s.wake(content.QueueDeliver)
	return err
}

// Remove tells everyone that a site's channels are gone. The site is served as
// gone once every Delete was delivered or given up; its keys live until then.
func (s *Server) Remove(ctx context.Context, j content.Job) error {
	site, err := s.Store.Site(ctx, j.Site)
	if err != nil {
		return err
	}
	if site.State != content.SiteRemoving {
		return nil
	}
	channels, err := s.Store.Channels(ctx, site.ID)
	if err != nil {
		return err
	}
	for _, c := range channels {
		id := content.NewID()
		body, err := vocab.DeleteActor(site.ActivityID(id), site.ActorID(c.ID))
		if err != nil {
			return err
		}
		if err := s.sendActor(ctx, site, c, id, "Delete", "remove/"+string(c.ID), body, content.Audience{Followers: true, Since: c.Created}); err != nil {
			return err
		}
	}
	open, err := s.Store.OpenDeliveries(ctx, site.ID)
	if err != nil {
		return err
	}
	if open > 0 {
		return &content.RetryError{At: s.Now().Add(removeCheck), Err: fmt.Errorf("%d deliveries of a removed site are open", open)}
	}
	site.State, site.Updated = content.SiteRemoved, s.Now()
	return s.Store.SaveSite(ctx, site)
}
