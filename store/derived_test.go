package store

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"vitrine/content"
)

// TestOlderRowsGetReadersLists takes a database back to what an earlier version
// left and opens it again: what readers' lists need is made from the rows.
func TestOlderRowsGetReadersLists(t *testing.T) {
	for name, config := range map[string]func(t *testing.T) Config{
		"sqlite":   func(t *testing.T) Config { return Config{Path: filepath.Join(t.TempDir(), "v.db"), Kinds: testKinds} },
		"postgres": func(t *testing.T) Config { return Config{URL: postgresSchema(t), Kinds: testKinds, Conns: 4} },
	} {
		t.Run(name, func(t *testing.T) {
			c := config(t)
			db, err := Open(t.Context(), c)
			must(t, err)
			l := newLibrary(t, db)
			items := stage(t, l)
			shelf(t, l)
			e := l.draft("Nummer 1")
			e.Details.(*plainDetails).Holds = []content.ID{items["Film"].ID, items["Artikel"].ID}
			l.publish(t, e)
			before := l.reads(t, e.ID)
			takeBack(t, db)
			must(t, db.Close())
			l.DB = openTest(t, c)
			if after := l.reads(t, e.ID); after != before {
				t.Fatalf("before\n%s\nafter\n%s", before, after)
			}
			// And changes go on from there.
			l.withdraw(t, items["Film"])
			if got, _ := l.FacetCounts(t.Context(), l.site, content.ItemFilter{}, "audience"); counted(got["audience"]) != "adults 2, children 2" {
				t.Error(counted(got["audience"]))
			}
		})
	}
}

// takeBack undoes the migration and leaves the rows that there were before.
func takeBack(t *testing.T, db *DB) {
	t.Helper()
	ctx := t.Context()
	for _, q := range []string{`DELETE FROM listings WHERE facet IN (SELECT id FROM facets WHERE name LIKE '%/f:%')`,
		`DELETE FROM agenda WHERE facet IN (SELECT id FROM facets WHERE name LIKE '%/f:%')`, `DELETE FROM facets WHERE name LIKE '%/f:%'`} {
		_, err := db.write.ExecContext(ctx, q)
		must(t, err)
	}
	files, err := fs.Sub(migrations, "migrations/"+db.name())
	must(t, err)
	dialect := goose.DialectSQLite3
	if db.postgres {
		dialect = goose.DialectPostgres
	}
	p, err := goose.NewProvider(dialect, db.write, files, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	must(t, err)
	_, err = p.DownTo(ctx, 2)
	must(t, err)
	if _, err := db.write.ExecContext(ctx, `SELECT 1 FROM tallies`); err == nil {
		t.Fatal("the migration was not undone")
	}
}

// reads tells all that readers' lists say.
func (l *library) reads(t *testing.T, edition content.ID) string {
	t.Helper()
	ctx := t.Context()
	var b strings.Builder
	for _, f := range []content.ItemFilter{{}, {Lang: "fr"}, {From: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)}, {Tag: "poezie"}} {
		counts, err := l.FacetCounts(ctx, l.site, f, "audience", "place", "access")
		must(t, err)
		months, err := l.Months(ctx, l.site, content.ItemFilter{Lang: f.Lang, Tag: f.Tag})
		must(t, err)
		kinds, tags, err := l.KindCounts(ctx, l.site, content.ItemFilter{Lang: f.Lang, Tag: f.Tag})
		must(t, err)
		fmt.Fprintln(&b, counts, months, kinds, tags)
	}
	similar, err := l.Similar(ctx, l.site, "", []string{"lezinh", "charlei"})
	must(t, err)
	fmt.Fprintln(&b, similar, l.titles(t, content.ItemFilter{Edition: edition}), l.dates(t, content.ItemFilter{Facets: where("place=kelder")}),
		l.titles(t, content.ItemFilter{Facets: where("audience=adults", "audience=teens")}))
	return b.String()
}
