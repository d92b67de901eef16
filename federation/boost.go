package federation

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
	"time"

	"vitrine/content"
	"vitrine/federation/vocab"
)

// boost lets the channels that are bound to one of the item's tags announce the
// object too, each once.
func (s *Server) boost(ctx context.Context, site *content.Site, it *content.Item, ref *content.ObjectRef) error {
	channels, err := s.Store.Channels(ctx, site.ID)
	if err != nil {
		return err
	}
	tagged := map[string]bool{}
	for _, t := range it.Tags {
		tagged[t.Slug] = true
	}
	for _, c := range channels {
		if c.ID == ref.Channel || c.Tag == "" || !tagged[c.Tag] || c.Lang != "" && c.Lang != ref.Lang {
			continue
		}
		id, now := boostID(ref.ID, c.ID), s.Now()
		body, err := vocab.Announce(site.ActivityID(id), site.ActorID(c.ID), site.ObjectID(ref.ID), site.ActorID(ref.Channel), now)
		if err != nil {
			return err
		}
		if body, err = s.Keys.Prove(ctx, site, c.ID, body, now); err != nil {
			return fmt.Errorf("prove Announce of %s: %w", ref.ID, err)
		}
		a := &content.Activity{ID: id, Site: site.ID, Channel: c.ID, Object: ref.ID, Type: "Announce", Public: true,
			Dedupe: fmt.Sprintf("announce/%s/%s", ref.ID, c.ID), Body: body, Created: now}
		if _, err := s.Store.FanOut(ctx, a, content.Audience{Followers: true}, nil); err != nil {
			return err
		}
	}
	return nil
}

// boostID is the id of a channel's Announce of an object, so that it can be
// found again without a list of who announced what.
func boostID(object, channel content.ID) content.ID {
	sum := sha256.Sum256([]byte("announce " + object + " " + channel))
	return content.ID(strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:16])))
}

// boosted are the inboxes of those who got the object through another channel.
func (s *Server) boosted(ctx context.Context, site *content.Site, ref *content.ObjectRef) ([]content.Inbox, error) {
	channels, err := s.Store.Channels(ctx, site.ID)
	if err != nil {
		return nil, err
	}
	var inboxes []content.Inbox
	for _, c := range channels {
		if c.ID == ref.Channel {
			continue
		}
		_, err := s.Store.Activity(ctx, site.ID, boostID(ref.ID, c.ID))
		if content.Is(err, content.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if inboxes, err = s.inboxesOf(ctx, site, c.ID, inboxes); err != nil {
			return nil, err
		}
	}
	return inboxes, nil
}

// inboxesOf adds the inboxes of a channel's followers, each once.
func (s *Server) inboxesOf(ctx context.Context, site *content.Site, channel content.ID, inboxes []content.Inbox) ([]content.Inbox, error) {
	seen := map[string]bool{}
	for _, i := range inboxes {
		seen[i.URL] = true
	}
	for cur := ""; ; {
		list, next, err := s.Store.Followers(ctx, site.ID, channel, 100, cur)
		if err != nil {
			return nil, err
		}
		for _, f := range list {
			i := content.Inbox{URL: f.Inbox, Actor: f.Actor}
			if f.SharedInbox != "" {
				i = content.Inbox{URL: f.SharedInbox, Shared: true}
			}
			if f.State == content.StateAccepted && !seen[i.URL] {
				seen[i.URL] = true
				inboxes = append(inboxes, i)
			}
		}
		if cur = next; cur == "" {
			return inboxes, nil
		}
	}
}

// whoHasIt is everybody who was sent the object, or may have fetched it.
func (s *Server) whoHasIt(ctx context.Context, site *content.Site, ref *content.ObjectRef, since time.Time) (content.Audience, error) {
	inboxes, err := s.boosted(ctx, site, ref)
	return content.Audience{Followers: true, Since: since, Object: ref.ID, Inboxes: inboxes}, err
}
