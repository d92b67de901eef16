package cmd

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"time"

	"vitrine/cmd/demo"
	"vitrine/content"
)

// residents bring the demo to life once the server listens: the houses follow
// each other over HTTP like any three servers, publish their newest items, and
// hear from people. The follows and the posts are real. The people are not:
// they live on example domains, which nobody can reach, so their replies, likes
// and boosts are stored as the inbox would store them after its checks.
type residents struct {
	app  *App
	card *demoCard
	dir  string
}

// patience is how long any one step may take; what is missing then is done at
// the next start.
const patience = 2 * time.Minute

// arrive does what has not been done yet. Each step may be done twice.
func (r *residents) arrive(ctx context.Context) error {
	if r.card.Done {
		return nil
	}
	if err := r.follow(ctx); err != nil {
		return err
	}
	if err := r.publish(ctx); err != nil {
		return err
	}
	now := r.app.Service.Now()
	for _, in := range demo.Institutions(now) {
		for i, v := range in.Voices {
			if err := r.speak(ctx, in.Host, i, v, now); err != nil {
				return fmt.Errorf("voice of %s: %w", v.Name, err)
			}
		}
	}
	r.card.Done, r.card.Waiting = true, nil
	return r.card.save(r.dir)
}

func (r *residents) site(host string) content.ID {
	for _, s := range r.card.Sites {
		if s.Host == host {
			return s.Site
		}
	}
	return ""
}

// follow lets each main channel follow the two others, by handle.
func (r *residents) follow(ctx context.Context) error {
	for _, s := range r.card.Sites {
		site, err := r.app.Store.Site(ctx, s.Site)
		if err != nil {
			return err
		}
		channels, err := r.app.Store.Channels(ctx, s.Site)
		if err != nil {
			return err
		}
		have, err := r.app.Store.Followings(ctx, s.Site, channels[0].ID)
		if err != nil {
			return err
		}
		if len(have) >= len(r.card.Sites)-1 {
			continue
		}
		for _, o := range r.card.Sites {
			if o.Site == s.Site {
				continue
			}
			j, err := newFollowJob(site, channels[0], strings.TrimPrefix(o.Handles[0], "@"), false)
			if err != nil {
				return err
			}
			if err := r.app.Service.Store.Enqueue(ctx, j); err != nil {
				return err
			}
		}
	}
	return r.wait(ctx, "follows", func() (bool, error) {
		for _, s := range r.card.Sites {
			list, err := r.app.Store.Followings(ctx, s.Site, "")
			if err != nil {
				return false, err
			}
			accepted := 0
			for _, f := range list {
				if f.State == content.StateAccepted {
					accepted++
				}
			}
			if accepted < len(r.card.Sites)-1 {
				return false, nil
			}
		}
		return true, nil
	})
}

// publish releases the drafts that were kept back, so that they travel.
func (r *residents) publish(ctx context.Context) error {
	keys := make([]string, 0, len(r.card.Waiting))
	for k := range r.card.Waiting {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		host, _, _ := strings.Cut(k, "/")
		site := r.site(host)
		it, err := r.app.Store.Item(ctx, site, r.card.Waiting[k], content.WorkingRevision)
		if content.Is(err, content.NotFound) || err == nil && (it.Status != content.Draft || !it.Trashed.IsZero()) {
			continue // done before, or staff decided otherwise meanwhile
		}
		if err != nil {
			return err
		}
		if _, err := r.app.Service.Publish(ctx, content.System(site), it.ID, it.Working, ""); err != nil {
			return fmt.Errorf("publish %s: %w", k, err)
		}
	}
	return nil
}

// speak stores what one resident says of an item, once its object is announced.
func (r *residents) speak(ctx context.Context, host string, n int, v demo.Voice, now time.Time) error {
	site, item := r.site(host), r.card.Items[host+"/"+v.Item]
	if item == "" {
		return fmt.Errorf("no item %q", v.Item)
	}
	it, err := r.app.Store.Item(ctx, site, item, content.LiveRevision)
	if content.Is(err, content.NotFound) {
		return nil // withdrawn or never published: nobody answers it
	}
	if err != nil {
		return err
	}
	var object *content.ObjectRef
	if err := r.wait(ctx, "announcement", func() (bool, error) {
		list, err := r.app.Store.Objects(ctx, site, item)
		if err != nil || len(list) == 0 {
			return false, err
		}
		object = list[0]
		return true, nil
	}); err != nil {
		return err
	}
	name, server, _ := strings.Cut(v.Handle, "@")
	actor := "https://" + server + "/users/" + name
	at := it.Published.Add(v.After)
	if at.After(now) {
		at = now
	}
	id := fmt.Sprintf("%s/statuses/%s%d", actor, host, n)
	received := func(kind string) content.Received {
		return content.Received{Activity: id + "#" + kind, Actor: actor, At: at}
	}
	for kind, does := range map[content.ReactionKind]bool{content.Like: v.Like, content.Boost: v.Boost} {
		if !does {
			continue
		}
		if _, err := r.app.Store.SaveReaction(ctx, received(string(kind)), &content.Reaction{Site: site, Object: object.ID, Kind: kind, Actor: actor, URI: id + "#" + string(kind), At: at}); err != nil {
			return err
		}
	}
	if v.Words == "" {
		return nil
	}
	s, err := r.app.Store.Site(ctx, site)
	if err != nil {
		return err
	}
	reply := &content.Reply{ID: content.NewID(), Site: site, Channel: object.Channel, Item: item, Object: object.ID, URI: id, InReplyTo: s.ObjectID(object.ID), URL: id,
		Actor: actor, Handle: v.Handle, Name: v.Name, Content: v.Words, Lang: v.Lang, Public: true, Status: content.ReplyPending, Published: at, Received: at}
	fresh, err := r.app.Store.SaveReply(ctx, received("create"), reply)
	if err != nil || !fresh || !v.Approved {
		return err
	}
	_, err = r.app.Service.ApproveReply(ctx, content.System(site), reply.ID)
	return err
}

// wait asks again until it is so: the workers do the rest.
func (r *residents) wait(ctx context.Context, what string, so func() (bool, error)) error {
	limit, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		if ok, err := so(); ok || err != nil {
			return err
		}
		select {
		case <-limit.Done():
			return fmt.Errorf("waiting for %s: %w", what, limit.Err())
		case <-tick.C:
		}
	}
}
