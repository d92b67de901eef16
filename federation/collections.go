package federation

import (
	"net/http"
	"net/url"

	"vitrine/content"
	"vitrine/federation/vocab"
)

const pageSize = 20

// outbox pages what the channel announced, newest first, with the objects
// embedded: Gancio reads the events there when it begins to follow.
func (s *Server) outbox(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	c, err := s.channel(r, site)
	if err != nil {
		return err
	}
	id := vocab.OutboxOf(site.ActorID(c.ID))
	cur, paged := cursor(r)
	refs, next, total, err := s.Store.ChannelObjects(r.Context(), site.ID, c.ID, pageSize, cur)
	if err != nil {
		return err
	}
	if !paged {
		return s.collection(w, r, id, total)
	}
	var entries []vocab.Entry
	for _, ref := range refs {
		it, err := s.Store.Item(r.Context(), site.ID, ref.Item, content.LiveRevision)
		if content.Is(err, content.NotFound) || err == nil && it.Status != content.Published {
			continue // withdrawn, its Delete is on its way
		}
		if err != nil {
			return err
		}
		o, err := s.build(r.Context(), site, it, ref)
		if err != nil {
			return err
		}
		if err := s.count(r.Context(), site, ref, &o); err != nil {
			return err
		}
		entries = append(entries, vocab.Entry{ID: site.ActivityID(ref.ID), Object: &o})
	}
	p := vocab.Page{ID: pageID(id, cur), PartOf: id, Total: total}
	if next != "" {
		p.Next = pageID(id, next)
	}
	body, err := vocab.OutboxPage(p, entries)
	if err != nil {
		return err
	}
	return writeJSON(w, r, http.StatusOK, ActivityType, "", body)
}

func pageID(collection, cur string) string {
	if cur == "" {
		return collection + "?page=true"
	}
	return collection + "?page=" + url.QueryEscape(cur)
}

func (s *Server) collection(w http.ResponseWriter, r *http.Request, id string, total int) error {
	body, err := vocab.Collection(id, total, pageID(id, ""))
	if err != nil {
		return err
	}
	return writeJSON(w, r, http.StatusOK, ActivityType, "", body)
}

// followers tells how many there are, and names nobody (P13): the pages are empty.
func (s *Server) followers(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	c, err := s.channel(r, site)
	if err != nil {
		return err
	}
	n, err := s.Store.CountFollowers(r.Context(), site.ID, c.ID)
	if err != nil {
		return err
	}
	return s.list(w, r, vocab.FollowersOf(site.ActorID(c.ID)), n, nil)
}

// following names the institutions that the channel follows.
func (s *Server) following(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	c, err := s.channel(r, site)
	if err != nil {
		return err
	}
	list, err := s.Store.Followings(r.Context(), site.ID, c.ID)
	if err != nil {
		return err
	}
	var ids []string
	for _, f := range list {
		if f.State == content.StateAccepted {
			ids = append(ids, f.Actor)
		}
	}
	return s.list(w, r, vocab.FollowingOf(site.ActorID(c.ID)), len(ids), ids)
}

// list answers a collection, or its only page.
func (s *Server) list(w http.ResponseWriter, r *http.Request, id string, total int, ids []string) error {
	if _, paged := cursor(r); !paged {
		return s.collection(w, r, id, total)
	}
	body, err := vocab.CollectionPage(vocab.Page{ID: pageID(id, ""), PartOf: id, Total: total}, ids)
	if err != nil {
		return err
	}
	return writeJSON(w, r, http.StatusOK, ActivityType, "", body)
}

// featured are the channel's pinned objects, as plain ids.
func (s *Server) featured(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	c, err := s.channel(r, site)
	if err != nil {
		return err
	}
	ids, err := s.Store.Featured(r.Context(), site.ID, c.ID)
	if err != nil {
		return err
	}
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = site.ObjectID(id)
	}
	body, err := vocab.Featured(vocab.FeaturedOf(site.ActorID(c.ID)), list)
	if err != nil {
		return err
	}
	return writeJSON(w, r, http.StatusOK, ActivityType, "", body)
}

// featuredTags are the tags that the channel uses most.
func (s *Server) featuredTags(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	c, err := s.channel(r, site)
	if err != nil {
		return err
	}
	counts, err := s.Store.TagCounts(r.Context(), site.ID, c.ID, 10)
	if err != nil {
		return err
	}
	lang := c.Lang
	if lang == "" {
		lang = site.DefaultLang()
	}
	var tags []content.Hashtag
	for _, t := range counts {
		if n := hashtag(t.Tag.Label(lang)); n != "" {
			tags = append(tags, content.Hashtag{Name: n, URL: site.TagURL(lang, t.Tag.Slug)})
		}
	}
	body, err := vocab.FeaturedTags(vocab.FeaturedTagsOf(site.ActorID(c.ID)), tags)
	if err != nil {
		return err
	}
	return writeJSON(w, r, http.StatusOK, ActivityType, "", body)
}

// liveObject is the object in the address, while it is not withdrawn.
func (s *Server) liveObject(r *http.Request, site *content.Site) (*content.ObjectRef, error) {
	id, err := pathID(r)
	if err != nil {
		return nil, err
	}
	ref, err := s.Store.Object(r.Context(), site.ID, id)
	if err != nil {
		return nil, err
	}
	if !ref.Deleted.IsZero() {
		return nil, content.Fail(content.Gone, nil)
	}
	return ref, nil
}

// replies are the approved public replies, oldest first.
func (s *Server) replies(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	ref, err := s.liveObject(r, site)
	if err != nil {
		return err
	}
	cur, paged := cursor(r)
	list, next, err := s.Store.Replies(r.Context(), site.ID, content.ReplyFilter{Object: ref.ID, Status: content.ReplyApproved, Public: true, Oldest: true, Limit: pageSize, Cursor: cur})
	if err != nil {
		return err
	}
	ids := make([]string, len(list))
	for i, x := range list {
		ids[i] = x.URI
	}
	id := vocab.RepliesOf(site.ObjectID(ref.ID))
	p := vocab.Page{ID: pageID(id, cur), PartOf: id}
	if next != "" {
		p.Next = pageID(id, next)
	}
	if paged {
		body, err := vocab.RepliesPage(p, ids)
		if err != nil {
			return err
		}
		return writeJSON(w, r, http.StatusOK, ActivityType, "", body)
	}
	counts, err := s.Store.Counts(r.Context(), site.ID, ref.ID)
	if err != nil {
		return err
	}
	body, err := vocab.Replies(id, counts[ref.ID].Replies, p, ids)
	if err != nil {
		return err
	}
	return writeJSON(w, r, http.StatusOK, ActivityType, "", body)
}

// likes and shares tell how many, not who.
func (s *Server) likes(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	return s.size(w, r, site, vocab.LikesOf, func(c content.Counts) int { return c.Likes })
}

func (s *Server) shares(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	return s.size(w, r, site, vocab.SharesOf, func(c content.Counts) int { return c.Boosts })
}

func (s *Server) size(w http.ResponseWriter, r *http.Request, site *content.Site, id func(string) string, n func(content.Counts) int) error {
	ref, err := s.liveObject(r, site)
	if err != nil {
		return err
	}
	counts, err := s.Store.Counts(r.Context(), site.ID, ref.ID)
	if err != nil {
		return err
	}
	body, err := vocab.Count(id(site.ObjectID(ref.ID)), n(counts[ref.ID]))
	if err != nil {
		return err
	}
	return writeJSON(w, r, http.StatusOK, ActivityType, "", body)
}
