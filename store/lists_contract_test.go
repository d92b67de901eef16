package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/content"
)

// shelf fills the library: five published items, one withdrawn, two drafts.
func shelf(t *testing.T, l *library) map[string]*content.Item {
	t.Helper()
	items := map[string]*content.Item{}
	add := func(title string, change func(*content.Item), public bool) {
		it := l.draft(title)
		change(it)
		if public {
			l.publish(t, it)
		} else {
			l.save(t, it)
		}
		items[title] = it
	}
	tag := func(slugs ...string) (tags []content.Tag) {
		for _, s := range slugs {
			tags = append(tags, content.Tag{Slug: s})
		}
		return tags
	}
	add("Alfa", func(it *content.Item) { it.Tags = tag("poezie", "jeugd") }, true)
	add("Bravo", func(it *content.Item) {
		it.Tags, it.Channel = tag("jeugd"), l.branch
		it.Texts = append(it.Texts, content.Text{Lang: "fr", Slug: "bravo", Title: "Zut"})
	}, true)
	add("Charlie", func(it *content.Item) {
		it.Kind, it.Details = "event", &datedDetails{When: []content.Occurrence{
			{Start: "2026-11-20T20:00", End: "2026-11-20T22:00"}, {Start: "2026-11-10T20:00"}}}
	}, true)
	add("Delta", func(it *content.Item) {
		it.Channel, it.Authors, it.Source, it.ExternalID = l.branch, []content.Author{{Name: "An"}}, "rss", "d"
	}, true)
	add("Echo", func(it *content.Item) {
		it.Kind, it.Tags = "event", tag("jeugd")
		it.Details = &datedDetails{When: []content.Occurrence{{Start: "2026-10-01", End: "2026-11-30", AllDay: true}}}
		it.Texts = []content.Text{{Lang: "fr", Slug: "echo", Title: "Echo"}}
	}, true)
	add("Foxtrot", func(it *content.Item) {}, true)
	l.withdraw(t, items["Foxtrot"])
	add("Golf", func(it *content.Item) { it.Status = content.Review }, false)
	add("Hotel", func(it *content.Item) { it.Channel = l.branch }, false)
	return items
}

func TestLists(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		items := shelf(t, l)
		an := items["Delta"].Authors[0].ID
		day := func(s string) time.Time { d, _ := time.Parse("2006-01-02", s); return d }
		for _, c := range []struct {
			name string
			f    content.ItemFilter
			want string
		}{
			{"all", content.ItemFilter{}, "Echo Delta Charlie Bravo Alfa"},
			{"kind", content.ItemFilter{Kind: "event"}, "Echo Charlie"},
			{"channel", content.ItemFilter{Channel: l.branch}, "Delta Bravo"},
			{"channels", content.ItemFilter{Channels: []content.ID{l.branch, l.otherMain}}, "Delta Bravo"},
			{"no channels", content.ItemFilter{Channels: []content.ID{}}, ""},
			{"tag", content.ItemFilter{Tag: "jeugd"}, "Echo Bravo Alfa"},
			{"no such tag", content.ItemFilter{Tag: "nooit"}, ""},
			{"tag and language", content.ItemFilter{Tag: "jeugd", Lang: "nl"}, "Bravo Alfa"},
			{"tag and kind", content.ItemFilter{Tag: "jeugd", Kind: "event"}, "Echo"},
			{"tag, channel, language", content.ItemFilter{Tag: "jeugd", Channel: l.branch, Lang: "fr"}, "Bravo"},
			{"language", content.ItemFilter{Lang: "fr"}, "Echo Bravo"},
			{"author", content.ItemFilter{Author: an}, "Delta"},
			{"source", content.ItemFilter{Source: "rss"}, "Delta"},
			{"published", content.ItemFilter{Status: []content.Status{content.Published}}, "Echo Delta Charlie Bravo Alfa"},
			{"withdrawn", content.ItemFilter{Status: []content.Status{content.Withdrawn}}, "Foxtrot"},
			{"published and withdrawn", content.ItemFilter{Status: []content.Status{content.Published, content.Withdrawn}}, "Foxtrot Echo Delta Charlie Bravo Alfa"},
			{"working", content.ItemFilter{Which: content.WorkingRevision}, "Hotel Golf Foxtrot Echo Delta Charlie Bravo Alfa"},
			{"review", content.ItemFilter{Which: content.WorkingRevision, Status: []content.Status{content.Review}}, "Golf"},
			{"review and draft", content.ItemFilter{Which: content.WorkingRevision, Status: []content.Status{content.Review, content.Draft}}, "Hotel Golf"},
			{"working of a channel", content.ItemFilter{Which: content.WorkingRevision, Channel: l.branch}, "Hotel Delta Bravo"},
			{"working in French", content.ItemFilter{Which: content.WorkingRevision, Lang: "fr"}, "Echo Bravo"},
			{"titles", content.ItemFilter{Order: content.ByTitle, Lang: "nl"}, "Alfa Bravo Charlie Delta"},
			{"titles in French", content.ItemFilter{Order: content.ByTitle, Lang: "fr"}, "Echo Bravo"},
			{"titles of a tag", content.ItemFilter{Order: content.ByTitle, Tag: "jeugd"}, "Alfa Bravo Echo"},
			{"working titles", content.ItemFilter{Order: content.ByTitle, Which: content.WorkingRevision, Channel: l.branch}, "Bravo Delta Hotel"},
			{"changed", content.ItemFilter{Order: content.Changed}, "Alfa Bravo Charlie Delta Echo"},
			{"changed since", content.ItemFilter{Order: content.Changed, Since: items["Delta"].Updated}, "Delta Echo Foxtrot"},
			{"newest since", content.ItemFilter{Since: items["Delta"].Updated}, "Foxtrot Echo Delta"},
			{"working since", content.ItemFilter{Order: content.Changed, Which: content.WorkingRevision, Since: items["Foxtrot"].Updated}, "Foxtrot Golf Hotel"},
			{"soonest", content.ItemFilter{Order: content.Soonest, From: day("2026-11-01")}, "Echo Charlie"},
			{"soonest in a while", content.ItemFilter{Order: content.Soonest, From: day("2026-11-15"), To: day("2026-12-31"), Kind: "event"}, "Echo Charlie"},
			{"soonest of a tag", content.ItemFilter{Order: content.Soonest, Tag: "jeugd"}, "Echo"},
			{"newest with a date", content.ItemFilter{From: day("2026-12-01")}, ""},
			{"newest on a day", content.ItemFilter{From: day("2026-11-20"), To: day("2026-11-21")}, "Echo Charlie"},
			{"best without words", content.ItemFilter{Order: content.Best}, "Echo Delta Charlie Bravo Alfa"},
		} {
			if got := strings.Join(l.titles(t, c.f), " "); got != c.want {
				t.Errorf("%s: %s, want %s", c.name, got, c.want)
			}
		}
		_, _, err := l.Items(t.Context(), content.NewID(), content.ItemFilter{})
		want(t, err, content.NotFound)
		for _, bad := range []string{"x", "!!", "AAAA", strings.Repeat("A", 5000)} {
			_, _, err := l.Items(t.Context(), l.site, content.ItemFilter{Cursor: bad})
			want(t, err, content.Malformed)
		}
		if list, _, err := l.Items(t.Context(), l.other, content.ItemFilter{Tag: "jeugd", Channel: l.branch}); err != nil || len(list) != 0 {
			t.Fatal("another site's items are listed", err)
		}
	})
}

func TestTiesAreBrokenByID(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		var ids []string
		for range 5 {
			it := l.draft("Gelijk")
			it.Changed = t0
			l.publish(t, it)
			ids = append(ids, string(it.ID))
		}
		slices.Sort(ids)
		slices.Reverse(ids)
		var got []string
		cursor := ""
		for {
			items, next, err := l.Items(t.Context(), l.site, content.ItemFilter{Limit: 2, Cursor: cursor})
			must(t, err)
			for _, it := range items {
				got = append(got, string(it.ID))
			}
			if cursor = next; next == "" {
				break
			}
		}
		if !slices.Equal(got, ids) {
			t.Fatalf("got %v\nwant %v", got, ids)
		}
	})
}

func TestAgenda(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		items := shelf(t, l)
		ctx := t.Context()
		list := func(f content.ItemFilter) string {
			var out []string
			f.Limit = 1
			for {
				slots, next, err := l.Agenda(ctx, l.site, f)
				must(t, err)
				for _, s := range slots {
					out = append(out, s.Item.Original().Title+s.Start.Format("@01-02T15:04"))
				}
				if f.Cursor = next; next == "" {
					return strings.Join(out, " ")
				}
			}
		}
		from := time.Date(2026, 11, 5, 0, 0, 0, 0, time.UTC)
		for _, c := range []struct {
			name string
			f    content.ItemFilter
			want string
		}{
			{"all", content.ItemFilter{}, "Echo@10-01T00:00 Charlie@11-10T20:00 Charlie@11-20T20:00"},
			{"from", content.ItemFilter{From: from}, "Echo@10-01T00:00 Charlie@11-10T20:00 Charlie@11-20T20:00"},
			{"under way", content.ItemFilter{From: from.AddDate(0, 0, 10)}, "Echo@10-01T00:00 Charlie@11-20T20:00"},
			{"until", content.ItemFilter{From: from, To: from.AddDate(0, 0, 10)}, "Echo@10-01T00:00 Charlie@11-10T20:00"},
			{"after", content.ItemFilter{From: from.AddDate(0, 2, 0)}, ""},
			{"tag", content.ItemFilter{From: from, Tag: "jeugd"}, "Echo@10-01T00:00"},
			{"channel", content.ItemFilter{From: from, Channel: l.main}, "Echo@10-01T00:00 Charlie@11-10T20:00 Charlie@11-20T20:00"},
			{"language", content.ItemFilter{From: from, Lang: "nl"}, "Charlie@11-10T20:00 Charlie@11-20T20:00"},
			{"tag and language", content.ItemFilter{From: from, Tag: "jeugd", Lang: "nl"}, ""},
			{"kind", content.ItemFilter{From: from, Kind: "article"}, ""},
		} {
			if got := list(c.f); got != c.want {
				t.Errorf("%s: %s, want %s", c.name, got, c.want)
			}
		}
		// A date that moves leaves its old place; a withdrawn event leaves the agenda.
		c := items["Charlie"]
		c.Details.(*datedDetails).When = c.Details.(*datedDetails).When[:1]
		c.Changed = l.tick()
		l.publish(t, c)
		l.withdraw(t, items["Echo"])
		if got := list(content.ItemFilter{}); got != "Charlie@11-20T20:00" {
			t.Error(got)
		}
		if slots, _, err := l.Agenda(ctx, l.other, content.ItemFilter{}); err != nil || len(slots) != 0 {
			t.Error("another site's agenda", slots, err)
		}
		_, _, err := l.Agenda(ctx, content.NewID(), content.ItemFilter{})
		want(t, err, content.NotFound)
	})
}

func TestDatesFollowTheSitesZone(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		l.publish(t, l.event("Hier", content.Occurrence{Start: "2026-12-05T20:00"}, content.Occurrence{Start: "2026-12-06T20:00", TimeZone: "Asia/Tokyo"}))
		starts := func() (out []string) {
			slots, _, err := l.Agenda(ctx, l.site, content.ItemFilter{})
			must(t, err)
			for _, s := range slots {
				out = append(out, s.Start.UTC().Format("02T15"))
			}
			return out
		}
		if got := starts(); !slices.Equal(got, []string{"05T19", "06T11"}) {
			t.Fatal(got)
		}
		s, err := l.Site(ctx, l.site)
		must(t, err)
		s.TimeZone = "America/New_York"
		must(t, l.SaveSite(ctx, s))
		if got := starts(); !slices.Equal(got, []string{"06T01", "06T11"}) {
			t.Fatal(got)
		}
	})
}

func TestTagCountsFollowThePublicItems(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		items := shelf(t, l)
		ctx := t.Context()
		counts := func(channel content.ID) string {
			list, err := l.TagCounts(ctx, l.site, channel, 10)
			must(t, err)
			var out []string
			for _, c := range list {
				out = append(out, c.Tag.Slug+strings.Repeat("+", c.Count))
			}
			return strings.Join(out, " ")
		}
		if got := counts(""); got != "jeugd+++ poezie+" {
			t.Error(got)
		}
		if got := counts(l.branch); got != "jeugd+" {
			t.Error(got)
		}
		l.withdraw(t, items["Alfa"])
		items["Bravo"].Channel = l.main
		l.publish(t, items["Bravo"])
		if got := counts(""); got != "jeugd++" {
			t.Error(got)
		}
		if got := counts(l.branch); got != "" {
			t.Error(got)
		}
		must(t, l.rebuild(ctx))
		if got := counts(""); got != "jeugd++" {
			t.Error("after rebuild:", got)
		}
		_, err := l.TagCounts(ctx, l.other, l.branch, 10)
		want(t, err, content.NotFound)
	})
}

func TestRebuildChangesNothing(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		shelf(t, l)
		dump := func() string {
			var b strings.Builder
			for _, f := range []content.ItemFilter{{}, {Tag: "jeugd", Lang: "nl"}, {Which: content.WorkingRevision}, {Order: content.ByTitle},
				{Order: content.Soonest}, {Words: []string{"alf"}}, {Order: content.Changed}, {Lang: "fr", Words: []string{"echo"}}} {
				b.WriteString(strings.Join(l.titles(t, f), " ") + "\n")
			}
			return b.String()
		}
		before := dump()
		must(t, l.rebuild(t.Context()))
		if after := dump(); after != before {
			t.Fatalf("before\n%s\nafter\n%s", before, after)
		}
	})
}
