package store

import (
	"context"
	"reflect"
	"testing"

	"vitrine/content"
)

// foreign calls a method with a site that the rest of its arguments do not
// belong to. It returns the method's error; listing says that what came back
// without an error must be empty, and how many came.
type foreign func(ctx context.Context, l *library, x *belongings) (err error, came int)

// belongings are rows of the library's site.
type belongings struct {
	site    content.ID // another one
	item    *content.Item
	draft   *content.Item
	media   *content.Media
	object  *content.ObjectRef
	user    *content.User
	token   *content.Token
	tag     content.Tag
	channel content.ID
	message content.ID
}

// foreignCalls has a call for every method of the stores of this file that takes
// a site, alone or in a struct.
var foreignCalls = map[string]foreign{
	"CreateSite": func(ctx context.Context, l *library, x *belongings) (error, int) {
		return l.CreateSite(ctx, aSite(content.NewID(), "derde.example"), aChannel(x.channel, "kaper")), 0
	},
	"SaveSite": func(ctx context.Context, l *library, x *belongings) (error, int) {
		return l.SaveSite(ctx, aSite(content.NewID(), "bib.example")), 0
	},
	"Site": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.Site(ctx, x.item.ID)
		return err, 0
	},
	"Generation": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.Generation(ctx, x.item.ID)
		return err, 0
	},
	"SaveChannel": func(ctx context.Context, l *library, x *belongings) (error, int) {
		c := aChannel(x.channel, "kaper")
		c.Site, c.Kind = x.site, content.ChannelTheme
		return l.SaveChannel(ctx, c), 0
	},
	"Channel": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.Channel(ctx, x.site, x.channel)
		return err, 0
	},
	"ChannelByHandle": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.ChannelByHandle(ctx, x.site, "bib")
		return err, 0
	},
	"Channels": func(ctx context.Context, l *library, x *belongings) (error, int) {
		list, err := l.Channels(ctx, x.site)
		return err, len(list) - 1 // its own main channel
	},
	"SaveItem": func(ctx context.Context, l *library, x *belongings) (error, int) {
		it := *x.item
		it.Site, it.Channel = x.site, l.otherMain
		return l.SaveItem(ctx, content.Save{Item: &it, Expect: it.Working}), 0
	},
	"Item": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.Item(ctx, x.site, x.item.ID, content.LiveRevision)
		return err, 0
	},
	"Items": func(ctx context.Context, l *library, x *belongings) (error, int) {
		list, _, err := l.Items(ctx, x.site, content.ItemFilter{Channel: x.channel})
		return err, len(list)
	},
	"Agenda": func(ctx context.Context, l *library, x *belongings) (error, int) {
		list, _, err := l.Agenda(ctx, x.site, content.ItemFilter{})
		return err, len(list)
	},
	"EditionsOf": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.EditionsOf(ctx, x.site, x.item.ID)
		return err, 0
	},
	"FacetCounts": func(ctx context.Context, l *library, x *belongings) (error, int) {
		counts, err := l.FacetCounts(ctx, x.site, content.ItemFilter{}, content.FacetAudience)
		return err, len(counts)
	},
	"Months": func(ctx context.Context, l *library, x *belongings) (error, int) {
		list, err := l.Months(ctx, x.site, content.ItemFilter{})
		return err, len(list)
	},
	"KindCounts": func(ctx context.Context, l *library, x *belongings) (error, int) {
		kinds, tags, err := l.KindCounts(ctx, x.site, content.ItemFilter{})
		return err, len(kinds) + len(tags)
	},
	"Similar": func(ctx context.Context, l *library, x *belongings) (error, int) {
		list, err := l.Similar(ctx, x.site, "nl", []string{"vorstelling"})
		return err, len(list)
	},
	"Author": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.Author(ctx, x.site, x.item.Authors[0].ID)
		return err, 0
	},
	"AuthorByPrefix": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.AuthorByPrefix(ctx, x.site, string(x.item.Authors[0].ID)[:10])
		return err, 0
	},
	"ItemBySlug": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.ItemBySlug(ctx, x.site, "nl", "event", x.item.Texts[0].Slug)
		return err, 0
	},
	"ItemBySource": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.ItemBySource(ctx, x.site, "rss", "1")
		return err, 0
	},
	"Revisions": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.Revisions(ctx, x.site, x.item.ID)
		return err, 0
	},
	"ItemRevision": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.ItemRevision(ctx, x.site, x.item.ID, 1)
		return err, 0
	},
	"TrashItem": func(ctx context.Context, l *library, x *belongings) (error, int) {
		return l.TrashItem(ctx, x.site, x.draft.ID, l.now), 0
	},
	"SaveDraft": func(ctx context.Context, l *library, x *belongings) (error, int) {
		return l.SaveDraft(ctx, x.site, x.item.ID, x.user.ID, []byte("x"), l.now), 0
	},
	"Draft": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, _, err := l.Draft(ctx, x.site, x.item.ID, x.user.ID)
		return err, 0
	},
	"SaveObject": func(ctx context.Context, l *library, x *belongings) (error, int) {
		o := *x.object
		o.Site = x.site
		return l.SaveObject(ctx, &o), 0
	},
	"Object": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.Object(ctx, x.site, x.object.ID)
		return err, 0
	},
	"Objects": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.Objects(ctx, x.site, x.item.ID)
		return err, 0
	},
	"ChannelObjects": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, _, _, err := l.ChannelObjects(ctx, x.site, x.channel, 10, "")
		return err, 0
	},
	"Featured": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.Featured(ctx, x.site, x.channel)
		return err, 0
	},
	"SetFeatured": func(ctx context.Context, l *library, x *belongings) (error, int) {
		return l.SetFeatured(ctx, x.site, x.channel, nil), 0
	},
	"SaveMedia": func(ctx context.Context, l *library, x *belongings) (error, int) {
		m := *x.media
		m.Site = x.site
		return l.SaveMedia(ctx, &m), 0
	},
	"Media": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.Media(ctx, x.site, x.media.ID)
		return err, 0
	},
	"MediaBySource": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.MediaBySource(ctx, x.site, x.media.Source)
		return err, 0
	},
	"MediaUses": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.MediaUses(ctx, x.site, x.media.ID)
		return err, 0
	},
	"DeleteMedia": func(ctx context.Context, l *library, x *belongings) (error, int) {
		return l.DeleteMedia(ctx, x.site, x.media.ID), 0
	},
	"SaveTag": func(ctx context.Context, l *library, x *belongings) (error, int) {
		return l.SaveTag(ctx, &content.Tag{ID: x.tag.ID, Site: x.site, Slug: "kaper"}), 0
	},
	"Tags": func(ctx context.Context, l *library, x *belongings) (error, int) {
		list, err := l.Tags(ctx, x.site)
		return err, len(list)
	},
	"TagBySlug": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.TagBySlug(ctx, x.site, x.tag.Slug)
		return err, 0
	},
	"TagCounts": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.TagCounts(ctx, x.site, x.channel, 10)
		return err, 0
	},
	"Users": func(ctx context.Context, l *library, x *belongings) (error, int) {
		list, err := l.Users(ctx, x.site)
		return err, len(list)
	},
	"SetMembership": func(ctx context.Context, l *library, x *belongings) (error, int) {
		return l.SetMembership(ctx, content.Membership{User: x.user.ID, Site: x.site, Channel: x.channel, Role: content.Editor}), 0
	},
	"Memberships": func(ctx context.Context, l *library, x *belongings) (error, int) {
		list, err := l.Memberships(ctx, x.user.ID, x.site)
		return err, len(list)
	},
	"SaveToken": func(ctx context.Context, l *library, x *belongings) (error, int) {
		k := *x.token
		k.Site = x.site
		return l.SaveToken(ctx, &k), 0
	},
	"Tokens": func(ctx context.Context, l *library, x *belongings) (error, int) {
		list, err := l.Tokens(ctx, x.site, x.user.ID)
		return err, len(list)
	},
	"DeleteToken": func(ctx context.Context, l *library, x *belongings) (error, int) {
		return l.DeleteToken(ctx, x.site, x.token.ID), 0
	},
	"Idempotent": func(ctx context.Context, l *library, x *belongings) (error, int) {
		fresh, _, _, err := l.Idempotent(ctx, x.site, x.token.ID, "k", "s", l.now)
		return err, int(flag(!fresh)) // the same key on another site is another claim
	},
	"Answered": func(ctx context.Context, l *library, x *belongings) (error, int) {
		return l.Answered(ctx, content.NewID(), x.token.ID, "k", 200, nil), 0
	},
	"SaveKey": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.SaveKey(ctx, content.SealedKey{Site: x.site, Owner: x.channel, Type: "rsa"})
		return err, 0
	},
	"Keys": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.Keys(ctx, x.site, x.channel)
		return err, 0
	},
	"SaveMessage": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.SaveMessage(ctx, &content.Message{ID: content.NewID(), Site: x.site, Kind: content.Notified, Item: x.item.ID, Text: "x", Received: t0})
		return err, 0
	},
	"Message": func(ctx context.Context, l *library, x *belongings) (error, int) {
		_, err := l.Message(ctx, x.site, x.message)
		return err, 0
	},
	"Messages": func(ctx context.Context, l *library, x *belongings) (error, int) {
		list, _, err := l.Messages(ctx, x.site, content.MessageFilter{})
		return err, len(list)
	},
	"CloseMessage": func(ctx context.Context, l *library, x *belongings) (error, int) {
		return l.CloseMessage(ctx, &content.Message{ID: x.message, Site: x.site, Closed: t0, Decision: content.DecisionKept, Reasons: "x"}), 0
	},
}

// siteless are the methods that by their meaning know no site, and why.
var siteless = map[string]string{
	"SiteByHost":  "finds the site",
	"Sites":       "lists the sites",
	"SaveUser":    "users belong to the installation",
	"User":        "users belong to the installation",
	"UserByEmail": "users belong to the installation",
	"SetPassword": "users belong to the installation",
	"Password":    "users belong to the installation",
	"DisableUser": "users belong to the installation",
	"TokenByHash": "finds the site",
}

// uncovered lists the methods of interfaces that neither table names.
func uncovered[F any](calls map[string]F, without map[string]string, interfaces ...reflect.Type) (names []string) {
	for _, i := range interfaces {
		for n := range i.NumMethod() {
			name := i.Method(n).Name
			_, called := calls[name]
			_, excused := without[name]
			if called == excused {
				names = append(names, name)
			}
		}
	}
	return names
}

func TestEveryMethodIsCalledWithAnotherSite(t *testing.T) {
	if names := uncovered(foreignCalls, siteless, reflect.TypeFor[content.SiteStore](), reflect.TypeFor[content.ChannelStore](),
		reflect.TypeFor[content.ItemStore](), reflect.TypeFor[content.ReadingStore](),
		reflect.TypeFor[content.MediaStore](), reflect.TypeFor[content.TagStore](),
		reflect.TypeFor[content.UserStore](), reflect.TypeFor[content.KeyStore](), reflect.TypeFor[content.MessageStore]()); len(names) > 0 {
		t.Fatalf("no call with another site's id: %v", names)
	}
	// The check itself must see a forgotten method.
	if names := uncovered(map[string]foreign{}, siteless, reflect.TypeFor[content.KeyStore]()); len(names) != 2 {
		t.Fatalf("a forgotten method is not seen: %v", names)
	}
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		x := &belongings{site: l.other, channel: l.main, media: l.media(t)}
		x.user = l.staff(t, "an@bib.example", content.Administrator, "")
		x.token = &content.Token{ID: content.NewID(), User: x.user.ID, Site: l.site, Hash: "aa", Created: t0}
		must(t, l.SaveToken(ctx, x.token))
		x.item = l.event("Voorstelling", content.Occurrence{Start: "2026-12-05T20:00"})
		x.item.Authors, x.item.Details.(*datedDetails).For = []content.Author{{Name: "An"}}, []string{"adults"}
		x.item.Tags, x.item.Source, x.item.ExternalID = []content.Tag{{Slug: "jeugd"}}, "rss", "1"
		l.publish(t, x.item)
		x.tag = x.item.Tags[0]
		x.draft = l.save(t, l.draft("Ontwerp"))
		must(t, l.SaveDraft(ctx, l.site, x.item.ID, x.user.ID, []byte("mijn"), t0))
		x.object = &content.ObjectRef{ID: content.NewID(), Site: l.site, Item: x.item.ID, Lang: "nl", Channel: l.main, Type: "Event", Announced: t0}
		must(t, l.SaveObject(ctx, x.object))
		_, err := l.SaveKey(ctx, content.SealedKey{Site: l.site, Owner: l.main, Type: "rsa", Public: []byte{1}, Sealed: []byte{2}})
		must(t, err)
		_, _, _, err = l.Idempotent(ctx, l.site, x.token.ID, "k", "s", t0)
		must(t, err)
		x.message = content.NewID()
		_, err = l.SaveMessage(ctx, &content.Message{ID: x.message, Site: l.site, Kind: content.Feedback, Topic: "barrier", Text: "x", Received: t0})
		must(t, err)
		lists := map[string]bool{"Messages": true, "Channels": true, "Items": true, "Agenda": true, "FacetCounts": true, "Months": true, "KindCounts": true, "Similar": true, "Tags": true, "Users": true, "Memberships": true, "Tokens": true, "Idempotent": true}
		for name, call := range foreignCalls {
			err, came := call(ctx, l, x)
			if lists[name] {
				if err != nil || came != 0 {
					t.Errorf("%s gives another site's rows: %d, %v", name, came, err)
				}
			} else if !content.Is(err, content.NotFound) {
				t.Errorf("%s with another site's id: %v", name, err)
			}
		}
		it, err := l.Item(ctx, l.site, x.item.ID, content.LiveRevision)
		if err != nil || it.Status != content.Published || it.Texts[0].Title != "Voorstelling" {
			t.Error("the item was changed through another site", err)
		}
	})
}
