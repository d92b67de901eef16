package federation

import (
	"context"
	"net/http"

	"vitrine/content"
	"vitrine/federation/vocab"
)

// maxPartOf bounds in how many editions an object says that it is.
const maxPartOf = 10

// members are the public items inside a collected one, in order, nil for others.
func (s *Server) members(ctx context.Context, site *content.Site, it *content.Item, lang content.Lang) ([]content.Member, error) {
	d, ok := it.Details.(content.Collected)
	if !ok {
		return nil, nil
	}
	items, err := s.public(ctx, site, d.Members())
	if err != nil {
		return nil, err
	}
	out := make([]content.Member, 0, len(items))
	for _, m := range items {
		t, _ := m.Text(lang)
		out = append(out, content.Member{ID: m.ID, Title: t.Title, URL: site.ItemURL(m.Kind, t), Lang: t.Lang})
	}
	return out, nil
}

// public are those of the items that everybody may read, in the order given.
func (s *Server) public(ctx context.Context, site *content.Site, ids []content.ID) ([]*content.Item, error) {
	out := make([]*content.Item, 0, len(ids))
	for _, id := range ids {
		it, err := s.Store.Item(ctx, site.ID, id, content.LiveRevision)
		if content.Is(err, content.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if it.Status == content.Published && (it.Expires.IsZero() || s.Now().Before(it.Expires)) {
			out = append(out, it)
		}
	}
	return out, nil
}

// partOf names the collections that hold an item, newest first: those of which
// peers know the announcement. An item that joins an edition later is not sent
// again for that: its document says so at once, and its next Update carries it.
func (s *Server) partOf(ctx context.Context, site *content.Site, it *content.Item, lang content.Lang) ([]string, error) {
	if s.Editions == nil {
		return nil, nil
	}
	editions, err := s.Editions.EditionsOf(ctx, site.ID, it.ID)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range editions {
		if e.Status != content.Published || e.ID == it.ID || len(out) == maxPartOf {
			continue
		}
		if _, ok := e.Details.(content.Issued); !ok {
			continue
		}
		ref, err := s.announced(ctx, site, e, lang)
		if err != nil {
			return nil, err
		}
		if ref != nil {
			out = append(out, vocab.ItemsOf(site.ObjectID(ref.ID)))
		}
	}
	return out, nil
}

// announced is the object that peers have of an item: in the language when there
// is one, by the item's own channel rather than by another; nil when it was
// never announced or is withdrawn.
func (s *Server) announced(ctx context.Context, site *content.Site, it *content.Item, lang content.Lang) (*content.ObjectRef, error) {
	refs, err := s.Store.Objects(ctx, site.ID, it.ID)
	if err != nil {
		return nil, err
	}
	var best *content.ObjectRef
	rank := func(r *content.ObjectRef) (n int) {
		if r.Lang == lang {
			n += 2
		}
		if r.Channel == it.Channel {
			n++
		}
		return n
	}
	for _, r := range refs {
		if r.Deleted.IsZero() && !r.Announced.IsZero() && (best == nil || rank(r) > rank(best)) {
			best = r
		}
	}
	return best, nil
}

// edition is an announced edition as a collection: the objects of its articles
// in order.
func (s *Server) edition(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	ref, err := s.liveObject(r, site)
	if err != nil {
		return err
	}
	it, err := s.Store.Item(r.Context(), site.ID, ref.Item, content.LiveRevision)
	if err != nil {
		return err
	}
	d, ok := it.Details.(content.Issued)
	if !ok {
		return content.Failf(content.NotFound, "%s holds no items", ref.ID)
	}
	if it.Status != content.Published { // its Delete is on its way
		return content.Fail(content.Gone, nil)
	}
	now, key := s.Now(), ref.ID+"/items"
	generation, err := s.Store.Generation(r.Context(), site.ID)
	if err != nil {
		return err
	}
	doc, ok := s.objects.get(key, generation, now)
	if !ok {
		body, err := s.editionDocument(r.Context(), site, it, d, ref)
		if err != nil {
			return err
		}
		doc = document{generation: generation, until: now.Add(documentLife), status: http.StatusOK, body: body, etag: etagOf(body)}
		s.objects.put(key, doc)
	}
	return writeJSON(w, r, doc.status, ActivityType, doc.etag, doc.body)
}

func (s *Server) editionDocument(ctx context.Context, site *content.Site, it *content.Item, d content.Issued, ref *content.ObjectRef) ([]byte, error) {
	o, err := s.build(ctx, site, it, ref)
	if err != nil {
		return nil, err
	}
	items, err := s.public(ctx, site, d.Members())
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, m := range items {
		known, err := s.announced(ctx, site, m, ref.Lang)
		if err != nil {
			return nil, err
		}
		if known != nil {
			ids = append(ids, site.ObjectID(known.ID))
		}
	}
	return vocab.Edition(o, ids)
}

// pin keeps the newest announced issue at the top of its channel's profile, in
// the place of the one before; what else is pinned stays. Peers read it when
// they next read the profile: no activity is sent for it.
func (s *Server) pin(ctx context.Context, site *content.Site, it *content.Item, channel content.ID) error {
	if _, ok := it.Details.(content.Issued); !ok {
		return nil
	}
	pinned, err := s.Store.Featured(ctx, site.ID, channel)
	if err != nil {
		return err
	}
	newest, err := s.newestIssue(ctx, site, it.Kind, channel)
	if err != nil {
		return err
	}
	var list []content.ID
	if newest != "" {
		list = append(list, newest)
	}
	for _, id := range pinned {
		other, err := s.pinnedIssue(ctx, site, id, it.Kind)
		if err != nil {
			return err
		}
		if !other {
			list = append(list, id)
		}
	}
	if len(list) == len(pinned) && equal(list, pinned) {
		return nil
	}
	return s.Store.SetFeatured(ctx, site.ID, channel, list)
}

func equal(a, b []content.ID) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// newestIssue is the object of the newest published issue that the channel
// announced, "" when there is none.
func (s *Server) newestIssue(ctx context.Context, site *content.Site, kind string, channel content.ID) (content.ID, error) {
	items, _, err := s.Store.Items(ctx, site.ID, content.ItemFilter{Kind: kind, Channel: channel, Order: content.Newest, Limit: pageSize})
	if err != nil {
		return "", err
	}
	for _, it := range items {
		ref, err := s.announced(ctx, site, it, it.Original().Lang)
		if err != nil {
			return "", err
		}
		if ref != nil && ref.Channel == channel && it.Status == content.Published {
			return ref.ID, nil
		}
	}
	return "", nil
}

// pinnedIssue reports whether a pinned object is an issue, or is gone: neither
// stays where it is.
func (s *Server) pinnedIssue(ctx context.Context, site *content.Site, object content.ID, kind string) (bool, error) {
	ref, err := s.Store.Object(ctx, site.ID, object)
	if content.Is(err, content.NotFound) {
		return true, nil
	}
	if err != nil || !ref.Deleted.IsZero() {
		return err == nil, err
	}
	it, err := s.Store.Item(ctx, site.ID, ref.Item, content.LiveRevision)
	if content.Is(err, content.NotFound) {
		return true, nil
	}
	return err == nil && it.Kind == kind, err
}
