package store

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/content"
)

func TestItemComesBackWhole(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		m := l.media(t)
		it := l.event("Voorleesuurtje", content.Occurrence{Start: "2026-12-05T20:00", End: "2026-12-05T22:00", TimeZone: "Europe/Brussels"})
		it.Texts = append(it.Texts, content.Text{Lang: "fr", Slug: "heure-du-conte", Title: "Heure du conte"})
		it.Tags = []content.Tag{{Slug: "jeugd", Labels: content.Localised{"nl": "Jeugd"}}}
		it.Authors = []content.Author{{Name: "An", Handle: "@an@social.example"}}
		it.Media = []content.Use{{ID: m.ID, Role: content.RoleLead, Caption: content.Localised{"nl": "Foto"}}}
		it.Source, it.ExternalID, it.SourceSum = "rss", "42", "abc"
		it.Reason = "typo"
		l.publish(t, it)
		if it.Revision != 1 || it.Working != 1 || it.Live != 1 || it.Tags[0].ID == "" || it.Authors[0].ID == "" {
			t.Fatalf("numbers and ids are not written back: %+v", it)
		}
		got, err := l.Item(ctx, l.site, it.ID, content.LiveRevision)
		must(t, err)
		if got.Media[0].Media == nil || got.Media[0].Media.Name != m.Name {
			t.Fatalf("media not loaded: %+v", got.Media)
		}
		got.Media[0].Media = nil
		if !reflect.DeepEqual(got, it) {
			t.Fatalf("got  %+v\nwant %+v", got, it)
		}
		dates := got.Details.(*datedDetails).When
		if len(dates) != 1 || dates[0].ID == "" || dates[0].Start != "2026-12-05T20:00" {
			t.Fatalf("dates %+v", dates)
		}
		again, err := l.ItemBySource(ctx, l.site, "rss", "42")
		must(t, err)
		if again.ID != it.ID {
			t.Fatal("found another item by source")
		}
	})
}

func TestWorkingRevisionIsNotPublic(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		it := l.publish(t, l.draft("Eerste"))
		it.Texts[0].Title, it.Pending, it.Changed, it.Reason = "Tweede", content.Draft, l.tick(), "beter"
		l.save(t, it)
		live, err := l.Item(ctx, l.site, it.ID, content.LiveRevision)
		must(t, err)
		if live.Original().Title != "Eerste" || live.Revision != 1 || live.Working != 2 {
			t.Fatalf("live %+v", live)
		}
		work, err := l.Item(ctx, l.site, it.ID, content.WorkingRevision)
		must(t, err)
		if work.Original().Title != "Tweede" || work.Revision != 2 || work.Reason != "beter" {
			t.Fatalf("working %+v", work)
		}
		old, err := l.ItemRevision(ctx, l.site, it.ID, 1)
		must(t, err)
		if old.Original().Title != "Eerste" {
			t.Fatalf("revision 1 is %q", old.Original().Title)
		}
		infos, err := l.Revisions(ctx, l.site, it.ID)
		must(t, err)
		if len(infos) != 2 || infos[0].N != 2 || infos[0].WasLive || !infos[1].WasLive || infos[0].Title != "Tweede" {
			t.Fatalf("revisions %+v", infos)
		}
		// Publishing without new contents makes the working revision live.
		before := work.Updated
		work.Status, work.Pending, work.Updated = content.Published, "", before
		must(t, l.SaveItem(ctx, content.Save{Item: work, Expect: 2, GoLive: true}))
		if work.Live != 2 || work.Updated.Before(before.Add(time.Second)) {
			t.Fatalf("live %d, updated %s after %s", work.Live, work.Updated, before)
		}
		if got := l.titles(t, content.ItemFilter{}); !slices.Equal(got, []string{"Tweede"}) {
			t.Fatal(got)
		}
	})
}

func TestRevisionThatMovedIsAConflict(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		it := l.save(t, l.draft("Eerste"))
		mine, yours := *it, *it
		mine.Texts = []content.Text{{Lang: "nl", Slug: "mine", Title: "Mine"}}
		l.save(t, &mine)
		err := l.SaveItem(ctx, content.Save{Item: &yours, Expect: 1, Revision: true})
		want(t, err, content.Conflict)
		if yours.Working != 1 {
			t.Fatal("the refused item was changed")
		}
		want(t, l.SaveItem(ctx, content.Save{Item: &yours, Expect: 0, Revision: true}), content.Conflict)
		foreign := *it
		foreign.Site, foreign.Channel = l.other, l.otherMain
		want(t, l.SaveItem(ctx, content.Save{Item: &foreign, Expect: 2, Revision: true}), content.NotFound)
		want(t, l.SaveItem(ctx, content.Save{Item: &foreign, Expect: 0, Revision: true}), content.NotFound)
	})
}

func TestOneOfManyEditorsWins(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		it := l.save(t, l.draft("Eerste"))
		won := parallel(t, 8, func(int) int {
			mine := *it
			err := l.SaveItem(t.Context(), content.Save{Item: &mine, Expect: 1, Revision: true})
			if err != nil && !content.Is(err, content.Conflict) {
				t.Error(err)
			}
			return int(flag(err == nil))
		})
		if won != 1 {
			t.Fatalf("%d editors won", won)
		}
	})
}

func TestSlugsAreUniqueForEver(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		a, b := l.publish(t, l.draft("Boek")), l.publish(t, l.draft("Boek"))
		if a.Texts[0].Slug != "boek" || b.Texts[0].Slug != "boek-2" {
			t.Fatal(a.Texts[0].Slug, b.Texts[0].Slug)
		}
		a.Texts[0].Slug = "verhaal"
		l.publish(t, a)
		got, err := l.ItemBySlug(ctx, l.site, "nl", "article", "boek")
		must(t, err)
		if got.ID != a.ID || got.Texts[0].Slug != "verhaal" {
			t.Fatalf("the old slug leads to %s", got.Texts[0].Slug)
		}
		if c := l.publish(t, l.draft("Boek")); c.Texts[0].Slug != "boek-3" {
			t.Fatalf("an old slug was given away: %s", c.Texts[0].Slug)
		}
		_, err = l.ItemBySlug(ctx, l.site, "nl", "event", "boek")
		want(t, err, content.NotFound)
		_, err = l.ItemBySlug(ctx, l.site, "fr", "article", "boek")
		want(t, err, content.NotFound)
		_, err = l.ItemBySlug(ctx, l.other, "nl", "article", "boek")
		want(t, err, content.NotFound)

		d := l.save(t, l.draft("Ontwerp"))
		_, err = l.ItemBySlug(ctx, l.site, "nl", "article", "ontwerp")
		want(t, err, content.NotFound)
		d.Texts[0].Slug = "anders"
		l.save(t, d)
		if e := l.save(t, l.draft("Ontwerp")); e.Texts[0].Slug != "ontwerp" {
			t.Fatalf("what a draft was called before stays taken: %s", e.Texts[0].Slug)
		}
		foreign := l.draft("Boek")
		foreign.Site, foreign.Channel = l.other, l.otherMain
		if l.save(t, foreign); foreign.Texts[0].Slug != "boek" {
			t.Fatal("another site's slugs are in the way")
		}
	})
}

func TestSlugsOfManyAtOnce(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		drafts := make([]*content.Item, 12)
		for i := range drafts {
			drafts[i] = l.draft("Zelfde titel")
		}
		parallel(t, len(drafts), func(i int) int {
			if err := l.SaveItem(t.Context(), content.Save{Item: drafts[i], Revision: true}); err != nil {
				t.Error(err)
			}
			return 0
		})
		seen := map[string]bool{}
		for _, d := range drafts {
			slug := d.Texts[0].Slug
			if seen[slug] || !strings.HasPrefix(slug, "zelfde-titel") {
				t.Errorf("slug %q twice or foreign", slug)
			}
			seen[slug] = true
		}
	})
}

func TestManySlugsOfOneTitle(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		seen := map[string]bool{}
		for range 60 {
			d := l.save(t, l.draft("Nieuws"))
			if seen[d.Texts[0].Slug] {
				t.Fatalf("%s twice", d.Texts[0].Slug)
			}
			seen[d.Texts[0].Slug] = true
		}
	})
}

func TestSourceIsUnique(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		won := parallel(t, 6, func(int) int {
			it := &content.Item{ID: content.NewID(), Site: l.site, Channel: l.main, Kind: "article", Status: content.Draft,
				Texts: []content.Text{{Lang: "nl", Slug: "s", Title: "S"}}, Source: "rss", ExternalID: "1", Changed: t0}
			err := l.SaveItem(t.Context(), content.Save{Item: it, Revision: true})
			if err != nil && !content.Is(err, content.Conflict) {
				t.Error(err)
			}
			return int(flag(err == nil))
		})
		if won != 1 {
			t.Fatalf("%d items of one source id", won)
		}
	})
}

// TestManyPublishAtOnce has items with the same new tags, in any order, published
// by many at once: all get through, and the counts are right.
func TestManyPublishAtOnce(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		const writers, each = 6, 4
		slugs := []string{"a", "b", "c", "d", "e"}
		var drafts []*content.Item
		for i := range writers * each {
			it := l.draft("Samen")
			for j := range slugs {
				it.Tags = append(it.Tags, content.Tag{Slug: slugs[(i*(j+1)+j)%len(slugs)]})
			}
			it.Authors = []content.Author{{Name: "An"}, {Name: "Bo"}}
			it.Status, it.Published, it.Updated = content.Published, it.Changed, it.Changed
			drafts = append(drafts, it)
		}
		before, err := l.Generation(t.Context(), l.site)
		must(t, err)
		parallel(t, writers, func(w int) int {
			for _, it := range drafts[w*each : (w+1)*each] {
				if err := l.SaveItem(t.Context(), content.Save{Item: it, Revision: true, GoLive: true,
					Jobs: []content.Job{{Site: l.site, Queue: content.QueueAnnounce, Key: string(it.ID), Ref: it.ID}}}); err != nil {
					t.Error(err)
				}
			}
			return 0
		})
		want := map[string]int{}
		for _, it := range drafts {
			for _, tag := range it.Tags {
				want[tag.Slug]++
			}
		}
		counts, err := l.TagCounts(t.Context(), l.site, "", 10)
		must(t, err)
		for _, c := range counts {
			if want[c.Tag.Slug] != c.Count {
				t.Errorf("tag %s counts %d, want %d", c.Tag.Slug, c.Count, want[c.Tag.Slug])
			}
			delete(want, c.Tag.Slug)
		}
		if len(want) != 0 {
			t.Error("not counted:", want)
		}
		if after, err := l.Generation(t.Context(), l.site); err != nil || after != before+writers*each {
			t.Errorf("generation %d after %d, %v", after, before, err)
		}
		if n, err := l.Pending(t.Context()); err != nil || n[content.QueueAnnounce].Waiting != writers*each {
			t.Error(n, err)
		}
	})
}

func TestTrashAndDrafts(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		it := l.save(t, l.draft("Weg ermee"))
		user := content.NewID()
		must(t, l.SaveDraft(ctx, l.site, it.ID, user, []byte(`{"a":1}`), t0))
		must(t, l.SaveDraft(ctx, l.site, it.ID, user, []byte(`{"a":2}`), t0))
		data, when, err := l.Draft(ctx, l.site, it.ID, user)
		must(t, err)
		if string(data) != `{"a":2}` || !when.Equal(t0) {
			t.Fatal(string(data), when)
		}
		_, _, err = l.Draft(ctx, l.other, it.ID, user)
		want(t, err, content.NotFound)
		must(t, l.TrashItem(ctx, l.site, it.ID, l.tick()))
		if got := l.titles(t, content.ItemFilter{Which: content.WorkingRevision}); len(got) != 0 {
			t.Fatal(got)
		}
		if got := l.titles(t, content.ItemFilter{Trash: true}); !slices.Equal(got, []string{"Weg ermee"}) {
			t.Fatal(got)
		}
		must(t, l.inTx(ctx, func(x *tx) error { return x.removeItem(ctx, l.site, it.ID) }))
		_, err = l.Item(ctx, l.site, it.ID, content.WorkingRevision)
		want(t, err, content.NotFound)
		if e := l.save(t, l.draft("Weg ermee")); e.Texts[0].Slug != "weg-ermee" {
			t.Fatal("the slug of a removed draft stays taken")
		}
		live := l.publish(t, l.draft("Blijft"))
		want(t, l.TrashItem(ctx, l.site, live.ID, l.tick()), content.Conflict)
	})
}

func TestUnknownMediaTagAndChannelAreRefused(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		for name, change := range map[string]func(*content.Item){
			"media":         func(it *content.Item) { it.Media = []content.Use{{ID: content.NewID(), Role: content.RoleLead}} },
			"tag":           func(it *content.Item) { it.Tags = []content.Tag{{ID: content.NewID()}} },
			"author":        func(it *content.Item) { it.Authors = []content.Author{{ID: content.NewID(), Name: "X"}} },
			"channel":       func(it *content.Item) { it.Channel = l.otherMain },
			"no such place": func(it *content.Item) { it.Site = content.NewID() },
		} {
			it := l.draft("Los")
			change(it)
			err := l.SaveItem(ctx, content.Save{Item: it, Revision: true})
			if content.CodeOf(err) != content.NotFound {
				t.Errorf("%s: %v", name, err)
			}
			if _, err := l.Item(ctx, l.site, it.ID, content.WorkingRevision); !content.Is(err, content.NotFound) {
				t.Errorf("%s: half of the item was stored", name)
			}
		}
	})
}

func TestUndatableOccurrenceIsRefused(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		it := l.event("Nacht", content.Occurrence{Start: "2026-03-29T02:30"}) // skipped in Brussels
		it.Published, it.Status = l.now, content.Published
		err := l.SaveItem(t.Context(), content.Save{Item: it, Revision: true, GoLive: true})
		want(t, err, content.Invalid)
	})
}

func TestNULBytesAreRemoved(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		it := l.draft("Nul")
		it.Texts[0].Slug, it.Reason = "n\x00ul", "be\x00ter"
		l.save(t, it)
		got, err := l.Item(t.Context(), l.site, it.ID, content.WorkingRevision)
		must(t, err)
		if got.Reason != "beter" {
			t.Fatalf("%q", got.Reason)
		}
	})
}
