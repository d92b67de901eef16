package store

import (
	"reflect"
	"testing"
	"time"

	"vitrine/content"
)

func TestSiteComesBackWhole(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		s, err := l.Site(ctx, l.site)
		must(t, err)
		wanted := aSite(l.site, "bib.example")
		wanted.Generation = s.Generation
		if !reflect.DeepEqual(s, wanted) {
			t.Fatalf("got  %+v\nwant %+v", s, wanted)
		}
		for _, host := range []string{"hub.bib.example", "HUB.bib.example", "www.bib.example", "bib.example"} {
			got, err := l.SiteByHost(ctx, host)
			must(t, err)
			if got.ID != l.site {
				t.Errorf("%s leads to %s", host, got.Name)
			}
		}
		_, err = l.SiteByHost(ctx, "elders.example")
		want(t, err, content.NotFound)

		before := s.Generation
		s.Name, s.Aliases, s.HandleDomain = "Bibliotheek", nil, "stad.example"
		must(t, l.SaveSite(ctx, s, content.Job{ID: content.NewID(), Site: s.ID, Queue: content.QueueProfile, Key: "x"}))
		if s.Generation <= before {
			t.Error("the generation did not move")
		}
		if _, err := l.SiteByHost(ctx, "www.bib.example"); !content.Is(err, content.NotFound) {
			t.Error("a name that was given up still leads here:", err)
		}
		if n, err := l.Pending(ctx); err != nil || n[content.QueueProfile].Waiting != 1 {
			t.Error("the job was not stored", n, err)
		}
		sites, err := l.Sites(ctx)
		must(t, err)
		if len(sites) != 2 || sites[0].ID != l.site || sites[1].ID != l.other {
			t.Fatalf("%+v", sites)
		}
		s.State = content.SiteRemoved
		must(t, l.SaveSite(ctx, s))
		if sites, err = l.Sites(ctx); err != nil || len(sites) != 1 {
			t.Error("a removed site is listed", err)
		}
		want(t, l.SaveSite(ctx, &content.Site{ID: content.NewID(), Origin: "https://x.example"}), content.NotFound)
	})
}

func TestHostsBelongToOneSite(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		for _, host := range []string{"bib.example", "x.example"} {
			s := aSite(content.NewID(), host)
			if host == "x.example" {
				s.Aliases = []string{"hub.bib.example"}
			}
			want(t, l.CreateSite(ctx, s, aChannel(content.NewID(), "a")), content.Conflict)
			_, err := l.Site(ctx, s.ID)
			want(t, err, content.NotFound)
		}
		won := parallel(t, 6, func(int) int {
			err := l.CreateSite(ctx, aSite(content.NewID(), "nieuw.example"), aChannel(content.NewID(), "nieuw"))
			if err != nil && !content.Is(err, content.Conflict) {
				t.Error(err)
			}
			return int(flag(err == nil))
		})
		if won != 1 {
			t.Fatalf("%d sites of one host", won)
		}
	})
}

func TestChannels(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		m := l.media(t)
		c := aChannel(content.NewID(), "film")
		c.Site, c.Kind, c.Avatar, c.Lang, c.Tag = l.site, content.ChannelTheme, m.ID, "fr", "film"
		must(t, l.SaveChannel(ctx, c))
		c.Name = "A film"
		must(t, l.SaveChannel(ctx, c))
		got, err := l.ChannelByHandle(ctx, l.site, "film")
		must(t, err)
		if !reflect.DeepEqual(got, c) {
			t.Fatalf("got  %+v\nwant %+v", got, c)
		}
		list, err := l.Channels(ctx, l.site)
		must(t, err)
		if len(list) != 3 || list[0].ID != l.main || list[1].ID != c.ID || list[2].ID != l.branch {
			t.Fatalf("%+v", list)
		}
		second := aChannel(content.NewID(), "tweede") // kind main
		second.Site = l.site
		want(t, l.SaveChannel(ctx, second), content.Conflict)
		foreign := *c
		foreign.Site = l.other
		want(t, l.SaveChannel(ctx, &foreign), content.NotFound)
		won := parallel(t, 6, func(int) int {
			c := aChannel(content.NewID(), "kamer")
			c.Site, c.Kind = l.site, content.ChannelTheme
			err := l.SaveChannel(ctx, c)
			if err != nil && !content.Is(err, content.Conflict) {
				t.Error(err)
			}
			return int(flag(err == nil))
		})
		if won != 1 {
			t.Fatalf("%d channels of one handle", won)
		}
		// A picture of a channel is in use.
		want(t, l.DeleteMedia(ctx, l.site, m.ID), content.Conflict)
	})
}

func TestMedia(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		m := l.media(t)
		m.Version, m.Decorative = 2, true
		must(t, l.SaveMedia(ctx, m))
		got, err := l.MediaBySource(ctx, l.site, m.Source)
		must(t, err)
		if !reflect.DeepEqual(got, m) {
			t.Fatalf("got  %+v\nwant %+v", got, m)
		}
		_, err = l.MediaBySource(ctx, l.site, "")
		want(t, err, content.NotFound)
		it := l.draft("Met foto")
		it.Media = []content.Use{{ID: m.ID, Role: content.RoleLead}, {ID: m.ID, Role: content.RoleInline}}
		l.publish(t, it)
		it.Media = nil
		it.Changed = l.tick()
		l.save(t, it) // the live revision still uses it
		uses, err := l.MediaUses(ctx, l.site, m.ID)
		must(t, err)
		if len(uses) != 1 || uses[0] != it.ID {
			t.Fatal(uses)
		}
		want(t, l.DeleteMedia(ctx, l.site, m.ID), content.Conflict)
		l.publish(t, it)
		must(t, l.DeleteMedia(ctx, l.site, m.ID))
		_, err = l.Media(ctx, l.site, m.ID)
		want(t, err, content.NotFound)
	})
}

func TestMediaIsUsedOrDeletedNotBoth(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		for range 5 {
			m := l.media(t)
			it := l.draft("Race")
			it.Media = []content.Use{{ID: m.ID, Role: content.RoleLead}}
			won := parallel(t, 2, func(i int) int {
				if i == 0 {
					return int(flag(l.SaveItem(t.Context(), content.Save{Item: it, Revision: true}) == nil))
				}
				return int(flag(l.DeleteMedia(t.Context(), l.site, m.ID) == nil))
			})
			if won != 1 {
				t.Fatalf("%d succeeded", won)
			}
		}
	})
}

func TestTags(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		tag := &content.Tag{ID: content.NewID(), Site: l.site, Slug: "poezie", Labels: content.Localised{"nl": "Poëzie", "fr": "Poésie"}}
		must(t, l.SaveTag(ctx, tag))
		got, err := l.TagBySlug(ctx, l.site, "poezie")
		must(t, err)
		if !reflect.DeepEqual(got, tag) {
			t.Fatalf("got %+v", got)
		}
		it := l.draft("Gedicht")
		it.Tags = []content.Tag{{Slug: "poezie"}, {ID: tag.ID}}
		l.publish(t, it)
		if len(it.Tags) != 1 || it.Tags[0].ID != tag.ID || it.Tags[0].Labels["fr"] != "Poésie" {
			t.Fatalf("%+v", it.Tags)
		}
		tag.Slug = "gedichten"
		must(t, l.SaveTag(ctx, tag))
		if got := l.titles(t, content.ItemFilter{Tag: "gedichten"}); len(got) != 1 {
			t.Error("a renamed tag lost its items")
		}
		want(t, l.SaveTag(ctx, &content.Tag{ID: content.NewID(), Site: l.site, Slug: "gedichten"}), content.Conflict)
		want(t, l.SaveTag(ctx, &content.Tag{ID: tag.ID, Site: l.other, Slug: "x"}), content.NotFound)
		tags, err := l.Tags(ctx, l.other)
		if err != nil || len(tags) != 0 {
			t.Error(tags, err)
		}
	})
}

func TestObjects(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		var objects []*content.ObjectRef
		for _, title := range []string{"Een", "Twee", "Drie"} {
			it := l.publish(t, l.draft(title))
			o := &content.ObjectRef{ID: content.NewID(), Site: l.site, Item: it.ID, Lang: "nl", Channel: l.main, Type: "Article",
				Revision: 1, Announced: l.tick()}
			must(t, l.SaveObject(ctx, o))
			objects = append(objects, o)
		}
		o := objects[0]
		o.Revision, o.Updated = 2, l.tick()
		must(t, l.SaveObject(ctx, o))
		got, err := l.Object(ctx, l.site, o.ID)
		must(t, err)
		if !reflect.DeepEqual(got, o) {
			t.Fatalf("got  %+v\nwant %+v", got, o)
		}
		for name, change := range map[string]func(*content.ObjectRef){
			"type":     func(o *content.ObjectRef) { o.Type = "Note" },
			"channel":  func(o *content.ObjectRef) { o.Channel = l.branch },
			"language": func(o *content.ObjectRef) { o.Lang = "fr" },
			"second":   func(o *content.ObjectRef) { o.ID = content.NewID() },
		} {
			other := *o
			change(&other)
			if err := l.SaveObject(ctx, &other); !content.Is(err, content.Conflict) {
				t.Errorf("%s: %v", name, err)
			}
		}
		page, next, total, err := l.ChannelObjects(ctx, l.site, l.main, 2, "")
		must(t, err)
		if total != 3 || len(page) != 2 || page[0].ID != objects[2].ID || next == "" {
			t.Fatal(total, page)
		}
		page, next, _, err = l.ChannelObjects(ctx, l.site, l.main, 2, next)
		must(t, err)
		if len(page) != 1 || page[0].ID != o.ID || next != "" {
			t.Fatal(page, next)
		}
		must(t, l.SetFeatured(ctx, l.site, l.main, []content.ID{objects[1].ID, o.ID}))
		want(t, l.SetFeatured(ctx, l.site, l.branch, []content.ID{o.ID}), content.NotFound)
		o.Deleted = l.tick()
		must(t, l.SaveObject(ctx, o))
		if ids, err := l.Featured(ctx, l.site, l.main); err != nil || len(ids) != 1 || ids[0] != objects[1].ID {
			t.Error(ids, err)
		}
		if _, _, total, _ = l.ChannelObjects(ctx, l.site, l.main, 2, ""); total != 2 {
			t.Error("a deleted object is counted:", total)
		}
		o2 := *o
		o2.ID, o2.Deleted, o2.Announced = content.NewID(), time.Time{}, l.tick()
		must(t, l.SaveObject(ctx, &o2)) // republished: a new object
		o3 := *o
		o3.Deleted = time.Time{}
		want(t, l.SaveObject(ctx, &o3), content.Conflict) // a tombstone never returns
		all, err := l.Objects(ctx, l.site, o.Item)
		must(t, err)
		if len(all) != 2 || all[0].ID != o.ID || all[1].ID != o2.ID {
			t.Fatal(all)
		}
	})
}

func TestOneObjectOfManyAnnouncers(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		it := l.publish(t, l.draft("Een"))
		won := parallel(t, 6, func(int) int {
			err := l.SaveObject(t.Context(), &content.ObjectRef{ID: content.NewID(), Site: l.site, Item: it.ID, Lang: "nl",
				Channel: l.main, Type: "Article", Announced: t0})
			if err != nil && !content.Is(err, content.Conflict) {
				t.Error(err)
			}
			return int(flag(err == nil))
		})
		if won != 1 {
			t.Fatalf("%d objects", won)
		}
	})
}

func TestKeys(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		keys := make([]content.SealedKey, 4)
		parallel(t, len(keys), func(i int) int {
			k, err := l.SaveKey(ctx, content.SealedKey{Site: l.site, Owner: l.main, Type: "rsa", Public: []byte{byte(i)}, Sealed: []byte{byte(i), 0, 1}, Created: t0})
			if err != nil {
				t.Error(err)
			}
			keys[i] = k
			return 0
		})
		for _, k := range keys {
			if !reflect.DeepEqual(k, keys[0]) {
				t.Fatal("two keys of one type", k, keys[0])
			}
		}
		_, err := l.SaveKey(ctx, content.SealedKey{Site: l.site, Type: "ed25519", Public: []byte{1}, Sealed: []byte{2}, Created: t0})
		must(t, err)
		if list, err := l.Keys(ctx, l.site, ""); err != nil || len(list) != 1 {
			t.Error(list, err)
		}
		_, err = l.SaveKey(ctx, content.SealedKey{Site: l.other, Owner: l.main, Type: "rsa"})
		want(t, err, content.NotFound)
	})
}
