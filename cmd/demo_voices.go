package cmd

import (
	"context"
	"fmt"
	"strings"

	"vitrine/cmd/demo"
	"vitrine/content"
	"vitrine/content/clean"
)

// hearing is what the residents elsewhere say to one house.
type hearing struct {
	*demoLife
	site  demoSite
	list  []demo.Voice
	about map[string]*heard // by the key of an item
}

// heard is an item that people answer, with its announced object.
type heard struct {
	item   *content.Item
	object *content.ObjectRef
}

// speak stores what one resident says of an item, once its object is announced.
func (h *hearing) speak(ctx context.Context, n int) error {
	v := h.list[n]
	of, err := h.announced(ctx, v.Item)
	if err != nil || of == nil { // withdrawn meanwhile: nobody answers it
		return err
	}
	actor, id := h.post(n)
	at := of.item.Published.Add(v.After)
	if now := h.app.Service.Now(); at.After(now) {
		at = now
	}
	received := func(kind string) content.Received {
		return content.Received{Activity: id + "#" + kind, Actor: actor, At: at}
	}
	for kind, does := range map[content.ReactionKind]bool{content.Like: v.Like, content.Boost: v.Boost} {
		if !does {
			continue
		}
		if _, err := h.app.Store.SaveReaction(ctx, received(string(kind)), &content.Reaction{Site: h.site.ID, Object: of.object.ID, Kind: kind, Actor: actor, URI: id + "#" + string(kind), At: at}); err != nil {
			return err
		}
	}
	if v.Words == "" {
		return nil
	}
	to := h.site.URL + "/ap/o/" + string(of.object.ID)
	if v.To > 0 {
		_, to = h.post(v.To - 1)
	}
	reply := &content.Reply{ID: content.NewID(), Site: h.site.ID, Channel: of.object.Channel, Item: of.item.ID, Object: of.object.ID, URI: id, InReplyTo: to, URL: id,
		Actor: actor, Handle: v.Handle, Name: v.Name, Content: clean.Remote(v.Words), Warning: v.Warning, Lang: v.Lang, Public: true,
		Status: content.ReplyPending, Published: at, Received: at}
	if v.Approved { // by a moderator, long ago
		reply.Status = content.ReplyApproved
	}
	_, err = h.app.Store.SaveReply(ctx, received("create"), reply)
	return err
}

// post is the actor and the id of the post of a voice.
func (h *hearing) post(n int) (actor, id string) {
	name, server, _ := strings.Cut(h.list[n].Handle, "@")
	actor = "https://" + server + "/users/" + name
	return actor, fmt.Sprintf("%s/statuses/%s-%d", actor, h.site.Host, n)
}

// announced is nil for an item that is not public any more.
func (h *hearing) announced(ctx context.Context, key string) (*heard, error) {
	if of, ok := h.about[key]; ok {
		return of, nil
	}
	it, err := h.app.Store.ItemBySource(ctx, h.site.ID, demoSource, key)
	if err != nil {
		return nil, fmt.Errorf("item %s: %w", key, err)
	}
	var of *heard
	if it.Status == content.Published {
		if err := h.wait(ctx, "announcement", func() (bool, error) {
			list, err := h.app.Store.Objects(ctx, h.site.ID, it.ID)
			if err != nil || len(list) == 0 {
				return false, err
			}
			of = &heard{it, list[0]}
			return true, nil
		}); err != nil {
			return nil, err
		}
	}
	h.about[key] = of
	return of, nil
}
