package cmd

import (
	"context"
	"fmt"
	"strings"

	"vitrine/cmd/demo"
	"vitrine/content"
)

// speak stores what one resident says of an item, once its object is announced.
func (d *demoLife) speak(ctx context.Context, s demoSite, n int, v demo.Voice) error {
	site := s.ID
	it, err := d.app.Store.ItemBySource(ctx, site, demoSource, v.Item)
	if err != nil {
		return fmt.Errorf("item %s: %w", v.Item, err)
	}
	if it.Status != content.Published {
		return nil // withdrawn meanwhile: nobody answers it
	}
	var object *content.ObjectRef
	if err := d.wait(ctx, "announcement", func() (bool, error) {
		list, err := d.app.Store.Objects(ctx, site, it.ID)
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
	if now := d.app.Service.Now(); at.After(now) {
		at = now
	}
	id := fmt.Sprintf("%s/statuses/%s-%d", actor, s.Host, n)
	received := func(kind string) content.Received {
		return content.Received{Activity: id + "#" + kind, Actor: actor, At: at}
	}
	for kind, does := range map[content.ReactionKind]bool{content.Like: v.Like, content.Boost: v.Boost} {
		if !does {
			continue
		}
		if _, err := d.app.Store.SaveReaction(ctx, received(string(kind)), &content.Reaction{Site: site, Object: object.ID, Kind: kind, Actor: actor, URI: id + "#" + string(kind), At: at}); err != nil {
			return err
		}
	}
	if v.Words == "" {
		return nil
	}
	reply := &content.Reply{ID: content.NewID(), Site: site, Channel: object.Channel, Item: it.ID, Object: object.ID, URI: id, InReplyTo: s.URL + "/ap/o/" + string(object.ID), URL: id,
		Actor: actor, Handle: v.Handle, Name: v.Name, Content: v.Words, Lang: v.Lang, Public: true, Status: content.ReplyPending, Published: at, Received: at}
	fresh, err := d.app.Store.SaveReply(ctx, received("create"), reply)
	if err != nil || !fresh || !v.Approved {
		return err
	}
	_, err = d.app.Service.ApproveReply(ctx, content.System(site), reply.ID)
	return err
}
