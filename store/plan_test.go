package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vitrine/content"
)

// hotLists are what pages, feeds and the desk read all day.
func hotLists(l *library) map[string]content.ItemFilter {
	now := t0.AddDate(0, 0, 5)
	return map[string]content.ItemFilter{
		"home":            {Lang: "nl"},
		"feed":            {},
		"kind":            {Kind: "event", Lang: "nl"},
		"channel":         {Channel: l.branch, Lang: "nl"},
		"tag":             {Tag: "jeugd", Lang: "nl"},
		"tag and channel": {Tag: "jeugd", Channel: l.branch},
		"desk":            {Which: content.WorkingRevision},
		"desk of one":     {Which: content.WorkingRevision, Channels: []content.ID{l.branch}},
		"review":          {Which: content.WorkingRevision, Status: []content.Status{content.Review}},
		"titles":          {Order: content.ByTitle, Lang: "nl"},
		"synchronise":     {Order: content.Changed, Since: now},
		"agenda":          {Order: content.Soonest, From: now, Lang: "nl"},
		"month":           {Order: content.Soonest, From: now, To: now.AddDate(0, 1, 0), Lang: "nl"},
		"filtered month":  {Order: content.Soonest, From: now, To: now.AddDate(0, 1, 0), Lang: "nl", Facets: where("audience=adults", "place=zaal")},
		"filter":          {Lang: "nl", Facets: where("audience=adults", "audience=teens", "access=captions")},
		"archive":         {Lang: "nl", PubFrom: now.AddDate(0, -2, 0), PubTo: now.AddDate(0, -1, 0)},
		"these":           {IDs: []content.ID{l.site, l.main}},
		"edition":         {Edition: l.site},
	}
}

// badPlan says what in SQLite's plan grows with the table: a scan of all of it or
// a sort of all that matches. Scans of an argument, and the merge of a few short
// sorted lists, do not.
func badPlan(lines []string) string {
	for _, l := range lines {
		scan := strings.HasPrefix(l, "SCAN ") && !strings.Contains(l, "json_each") && !strings.Contains(l, "VIRTUAL TABLE") &&
			!strings.HasPrefix(l, "SCAN s0") && !strings.HasPrefix(l, "SCAN s1") && !strings.HasPrefix(l, "SCAN s2") &&
			!strings.HasPrefix(l, "SCAN s3") && !strings.HasPrefix(l, "SCAN s4") && !strings.HasPrefix(l, "SCAN s5") &&
			!strings.HasPrefix(l, "SCAN (subquery") && !strings.HasPrefix(l, "SCAN h")
		if scan || strings.Contains(l, "TEMP B-TREE") {
			return l
		}
	}
	return ""
}

// TestHotListsWalkAKey asks SQLite how it would run each statement that the hot
// lists leave in the cache.
func TestHotListsWalkAKey(t *testing.T) {
	db := openTest(t, Config{Path: filepath.Join(t.TempDir(), "v.db"), Kinds: testKinds})
	l := newLibrary(t, db)
	shelf(t, l)
	stage(t, l)
	for name, f := range hotLists(l) {
		_, _, err := l.Items(t.Context(), l.site, f)
		must(t, err)
		if f.Order == content.Soonest {
			_, _, err = l.Agenda(t.Context(), l.site, f)
			must(t, err)
		}
		db.readStmts.mu.Lock()
		for text := range db.readStmts.byText {
			if bad := badPlan(planOf(t, db, text)); bad != "" {
				t.Errorf("%s: %s\n%s", name, bad, text)
			}
		}
		clear(db.readStmts.byText)
		db.readStmts.mu.Unlock()
	}
	it := l.publish(t, l.draft("Een"))
	ctx := t.Context()
	l.Item(ctx, l.site, it.ID, content.LiveRevision)
	l.ItemBySlug(ctx, l.site, "nl", "article", "een")
	l.ItemBySource(ctx, l.site, "rss", "1")
	l.ChannelByHandle(ctx, l.site, "bib")
	l.ChannelObjects(ctx, l.site, l.main, 10, "")
	l.Objects(ctx, l.site, it.ID)
	l.Revisions(ctx, l.site, it.ID)
	l.MediaBySource(ctx, l.site, "https://x.example")
	l.TokenByHash(ctx, "aa", t0)
	l.UserByEmail(ctx, "an@bib.example")
	l.Generation(ctx, l.site)
	l.Months(ctx, l.site, content.ItemFilter{Lang: "nl"})
	l.Author(ctx, l.site, l.main)
	l.AuthorByPrefix(ctx, l.site, "abcdefgh")
	for text := range db.readStmts.byText {
		if bad := badPlan(planOf(t, db, text)); bad != "" {
			t.Errorf("%s\n%s", bad, text)
		}
	}
	if badPlan(planOf(t, db, `SELECT id FROM items WHERE withdrawn_reason = 'x' ORDER BY created`)) == "" {
		t.Error("a scan is not seen")
	}
	if badPlan(planOf(t, db, `SELECT item FROM listings WHERE facet = 1 ORDER BY item`)) == "" {
		t.Error("a sort is not seen")
	}
}

func planOf(t *testing.T, db *DB, text string) (lines []string) {
	t.Helper()
	args := make([]any, strings.Count(text, "?"))
	var n int
	for i := range args {
		if strings.Contains(text, fmt.Sprintf("?%d", i+1)) {
			n = i + 1
		}
		args[i] = "[]"
	}
	rows, err := db.read.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+text, args[:n]...)
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var id, parent, x int
		var line string
		must(t, rows.Scan(&id, &parent, &x, &line))
		lines = append(lines, line)
	}
	must(t, rows.Err())
	return lines
}

// stock fills the library with n published items, a third of them events.
func stock(b testing.TB, l *library, n int) {
	b.Helper()
	for i := range n {
		title := fmt.Sprintf("Titel %d", i)
		it := l.draft(title)
		it.Published = t0.Add(-time.Duration(i) * time.Hour)
		it.Updated = it.Published
		it.Tags = []content.Tag{{Slug: "jeugd"}, {Slug: fmt.Sprintf("tag-%d", i%50)}}
		if i%2 == 0 {
			it.Channel = l.branch
		}
		if i%3 == 0 {
			it.Kind = "event"
			it.Details = &datedDetails{When: []content.Occurrence{{Start: t0.AddDate(0, 0, i*37%400-200).Format("2006-01-02") + "T20:00"}}}
		}
		l.publish(b, it)
	}
}

// BenchmarkLists times a page of each hot list with 100 items and with
// VITRINE_BENCH_ITEMS, 2,000 unless set, on each database.
func BenchmarkLists(b *testing.B) {
	large := 2000
	fmt.Sscan(os.Getenv("VITRINE_BENCH_ITEMS"), &large)
	for name, config := range map[string]func(b *testing.B) Config{
		"sqlite":   func(b *testing.B) Config { return Config{Path: filepath.Join(b.TempDir(), "v.db"), Synchronous: "OFF"} },
		"postgres": func(b *testing.B) Config { return Config{URL: postgresSchema(b)} },
	} {
		b.Run(name, func(b *testing.B) {
			for _, n := range []int{100, large} {
				c := config(b)
				c.Kinds = testKinds
				db, err := Open(b.Context(), c)
				check(b, err)
				l := newLibrary(b, db)
				stock(b, l, n)
				for name, f := range hotLists(l) {
					b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(name, " ", "-"), n), func(b *testing.B) { benchList(b, l, f) })
				}
				db.Close()
			}
		})
	}
}

func benchList(b *testing.B, l *library, f content.ItemFilter) {
	for b.Loop() {
		var err error
		if f.Order == content.Soonest {
			_, _, err = l.Agenda(b.Context(), l.site, f)
		} else {
			_, _, err = l.Items(b.Context(), l.site, f)
		}
		check(b, err)
	}
}
