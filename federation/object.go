package federation

import (
	"context"
	"net/http"

	"vitrine/content"
	"vitrine/federation/vocab"
)

// object is an item as other servers read it, or its Tombstone.
func (s *Server) object(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	now := s.Now()
	generation, err := s.Store.Generation(r.Context(), site.ID)
	if err != nil {
		return err
	}
	doc, ok := s.objects.get(id, generation, now)
	if !ok {
		if doc, err = s.document(r.Context(), site, id); err != nil {
			return err
		}
		doc.generation, doc.until = generation, now.Add(documentLife)
		doc.etag = etagOf(doc.body)
		s.objects.put(id, doc)
	}
	return writeJSON(w, r, doc.status, ActivityType, doc.etag, doc.body)
}

// document makes an object's JSON. What is withdrawn is a Tombstone even before
// its Delete went out.
func (s *Server) document(ctx context.Context, site *content.Site, id content.ID) (document, error) {
	ref, err := s.Store.Object(ctx, site.ID, id)
	if err != nil {
		return document{}, err
	}
	it, err := s.Store.Item(ctx, site.ID, ref.Item, content.LiveRevision)
	if err != nil && !content.Is(err, content.NotFound) {
		return document{}, err
	}
	if !ref.Deleted.IsZero() || err != nil || it.Status != content.Published {
		t := vocab.Tombstone{ID: site.ObjectID(ref.ID), Former: ref.Type, Actor: site.ActorID(ref.Channel), Deleted: ref.Deleted}
		if t.Deleted.IsZero() && it != nil {
			t.Deleted = it.Updated
		}
		body, err := t.Document()
		return document{status: http.StatusGone, body: body}, err
	}
	o, err := s.build(ctx, site, it, ref)
	if err != nil {
		return document{}, err
	}
	if err := s.count(ctx, site, ref, &o); err != nil {
		return document{}, err
	}
	body, err := vocab.Object(o, true)
	return document{status: http.StatusOK, body: body}, err
}

// count fills in how many likes and boosts an object has: peers show the numbers
// that they are told, so an Update says them too.
func (s *Server) count(ctx context.Context, site *content.Site, ref *content.ObjectRef, o *content.Object) error {
	counts, err := s.Store.Counts(ctx, site.ID, ref.ID)
	o.Likes, o.Shares = counts[ref.ID].Likes, counts[ref.ID].Boosts
	return err
}

// activity is an activity of ours that anyone may read.
func (s *Server) activity(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	a, err := s.Store.Activity(r.Context(), site.ID, id)
	if err != nil {
		return err
	}
	if !a.Public { // as if it did not exist
		return content.Fail(content.NotFound, nil)
	}
	if a.Object != "" && a.Type != "Delete" { // what was withdrawn is not read in an old Create either
		doc, err := s.document(r.Context(), site, a.Object)
		if err != nil {
			return err
		}
		if doc.status == http.StatusGone {
			return content.Fail(content.Gone, nil)
		}
	}
	return writeJSON(w, r, http.StatusOK, ActivityType, "", a.Body)
}

// quoteStamp is the authorisation of a quote (FEP-044f).
func (s *Server) quoteStamp(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	q, err := s.Store.ReactionByStamp(r.Context(), site.ID, id)
	if err != nil {
		return err
	}
	ref, err := s.Store.Object(r.Context(), site.ID, q.Object)
	if err != nil {
		return err
	}
	if !ref.Deleted.IsZero() {
		return content.Fail(content.Gone, nil)
	}
	body, err := vocab.QuoteAuthorization(stampID(site, id), site.ActorID(ref.Channel), q.Target, site.ObjectID(ref.ID))
	if err != nil {
		return err
	}
	return writeJSON(w, r, http.StatusOK, ActivityType, "", body)
}

func stampID(site *content.Site, id content.ID) string { return site.Origin + "/ap/q/" + string(id) }
