package store

import (
	"crypto/sha256"
	"encoding/hex"
	goflag "flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"testing/fstest"

	"vitrine/content"
)

var update = goflag.Bool("update", false, "write the checksums of new migrations")

const sums = "testdata/migrations.sum"

// checkMigrations says what is wrong with a tree of migrations: a dialect that
// lacks one, a number that is skipped or used twice, or a file that changed or
// vanished after it was released. known has a line "sum  path" per released file.
func checkMigrations(tree fs.FS, known string) (problems []string) {
	names := map[string][]string{}
	for _, dialect := range []string{"sqlite", "postgres"} {
		entries, err := fs.ReadDir(tree, dialect)
		if err != nil {
			return []string{err.Error()}
		}
		for i, e := range entries {
			if !strings.HasPrefix(e.Name(), fmt.Sprintf("%05d_", i+1)) {
				problems = append(problems, fmt.Sprintf("%s/%s is not number %05d", dialect, e.Name(), i+1))
			}
			names[dialect] = append(names[dialect], e.Name())
		}
	}
	if a, b := strings.Join(names["sqlite"], " "), strings.Join(names["postgres"], " "); a != b {
		problems = append(problems, fmt.Sprintf("sqlite has %s, postgres %s", a, b))
	}
	listed := map[string]string{}
	for line := range strings.Lines(known) {
		sum, path, _ := strings.Cut(strings.TrimSpace(line), "  ")
		listed[path] = sum
	}
	for _, line := range migrationSums(tree) {
		sum, path, _ := strings.Cut(line, "  ")
		switch listed[path] {
		case sum:
		case "":
			problems = append(problems, path+" has no checksum; run the test with -update once it is final")
		default:
			problems = append(problems, path+" was changed after its release; write a new migration")
		}
		delete(listed, path)
	}
	for path := range listed {
		problems = append(problems, path+" is gone")
	}
	sort.Strings(problems)
	return problems
}

func migrationSums(tree fs.FS) (lines []string) {
	fs.WalkDir(tree, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			b, _ := fs.ReadFile(tree, path)
			sum := sha256.Sum256(b)
			lines = append(lines, hex.EncodeToString(sum[:])+"  "+path)
		}
		return err
	})
	return lines
}

func TestMigrations(t *testing.T) {
	tree, err := fs.Sub(migrations, "migrations")
	must(t, err)
	if *update {
		must(t, os.MkdirAll(filepath.Dir(sums), 0o755))
		must(t, os.WriteFile(sums, []byte(strings.Join(migrationSums(tree), "\n")+"\n"), 0o644))
	}
	known, err := os.ReadFile(sums)
	must(t, err)
	for _, p := range checkMigrations(tree, string(known)) {
		t.Error(p)
	}
}

func TestMigrationCheckSeesWhatIsWrong(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	sound := func() fstest.MapFS {
		return fstest.MapFS{"sqlite/00001_a.sql": file("a"), "postgres/00001_a.sql": file("a"),
			"sqlite/00002_b.sql": file("b"), "postgres/00002_b.sql": file("b")}
	}
	known := strings.Join(migrationSums(sound()), "\n")
	if got := checkMigrations(sound(), known); len(got) != 0 {
		t.Fatal(got)
	}
	for name, c := range map[string]struct {
		break_ func(fstest.MapFS)
		want   string
	}{
		"missing in one": {func(m fstest.MapFS) { delete(m, "postgres/00002_b.sql") }, "sqlite has"},
		"renamed in one": {func(m fstest.MapFS) {
			m["postgres/00002_c.sql"] = m["postgres/00002_b.sql"]
			delete(m, "postgres/00002_b.sql")
		}, "sqlite has"},
		"changed":         {func(m fstest.MapFS) { m["sqlite/00001_a.sql"] = file("A") }, "was changed after its release"},
		"skipped":         {func(m fstest.MapFS) { m["sqlite/00004_d.sql"], m["postgres/00004_d.sql"] = file("d"), file("d") }, "is not number 00003"},
		"without a sum":   {func(m fstest.MapFS) { m["sqlite/00003_c.sql"], m["postgres/00003_c.sql"] = file("c"), file("c") }, "has no checksum"},
		"vanished in all": {func(m fstest.MapFS) { delete(m, "postgres/00002_b.sql"); delete(m, "sqlite/00002_b.sql") }, "is gone"},
	} {
		m := sound()
		c.break_(m)
		if got := strings.Join(checkMigrations(m, known), "\n"); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q does not say %q", name, got, c.want)
		}
	}
}

// TestMigrationKeepsData takes each step of the migrations with rows in the
// tables, as a new version meets them, and opens what an older process left.
func TestMigrationKeepsData(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "v.db")
	db, err := Open(t.Context(), Config{Path: path, Kinds: testKinds})
	must(t, err)
	l := newLibrary(t, db)
	shelf(t, l)
	before := strings.Join(l.titles(t, content.ItemFilter{Words: []string{"al"}}), " ") + strings.Join(l.titles(t, content.ItemFilter{}), " ")
	_, err = db.write.ExecContext(t.Context(), `VACUUM INTO '`+filepath.Join(dir, "copy.db")+`'`)
	must(t, err)
	must(t, db.Close())
	copied := openTest(t, Config{Path: filepath.Join(dir, "copy.db"), Kinds: testKinds})
	l.DB = copied
	next := fstest.MapFS{}
	for _, e := range mustDir(t, "migrations/sqlite") {
		b, err := fs.ReadFile(migrations, "migrations/sqlite/"+e.Name())
		must(t, err)
		next[e.Name()] = &fstest.MapFile{Data: b}
	}
	next[fmt.Sprintf("%05d_next.sql", len(next)+1)] = &fstest.MapFile{Data: []byte("-- +goose Up\nALTER TABLE items ADD COLUMN mood TEXT NOT NULL DEFAULT 'glad';\n")}
	must(t, copied.up(t.Context(), next))
	if after := strings.Join(l.titles(t, content.ItemFilter{Words: []string{"al"}}), " ") + strings.Join(l.titles(t, content.ItemFilter{}), " "); after != before {
		t.Fatalf("before %q, after %q", before, after)
	}
	l.publish(t, l.draft("Nieuw"))
	// A migration that fails leaves everything as it was.
	next["00099_broken.sql"] = &fstest.MapFile{Data: []byte("-- +goose Up\nALTER TABLE items ADD COLUMN half TEXT NOT NULL DEFAULT '';\nALTER TABLE nowhere ADD COLUMN x TEXT;\n")}
	if err := copied.up(t.Context(), next); err == nil {
		t.Fatal("a broken migration passed")
	}
	if _, err := copied.read.ExecContext(t.Context(), `SELECT half FROM items`); err == nil {
		t.Fatal("half of a broken migration stayed")
	}
	l.publish(t, l.draft("Nog een"))
}

func mustDir(t *testing.T, dir string) []fs.DirEntry {
	t.Helper()
	entries, err := fs.ReadDir(migrations, dir)
	must(t, err)
	return entries
}

// TestOpenedByManyAtOnce has several processes' worth of migrations on one database.
func TestOpenedByManyAtOnce(t *testing.T) {
	for name, config := range map[string]func(t *testing.T) Config{
		"sqlite":   func(t *testing.T) Config { return Config{Path: filepath.Join(t.TempDir(), "v.db")} },
		"postgres": func(t *testing.T) Config { return Config{URL: postgresSchema(t), Conns: 4} },
	} {
		t.Run(name, func(t *testing.T) {
			c := config(t)
			parallel(t, 4, func(int) int {
				db, err := Open(t.Context(), c)
				if err != nil {
					t.Error(err)
					return 0
				}
				db.Close()
				return 1
			})
		})
	}
}

// TestBuildNeedsFTS5 sees the sentence that stops a build without the tag.
func TestBuildNeedsFTS5(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the compiler")
	}
	cmd := exec.CommandContext(t.Context(), "go", "vet", "-tags=", ".")
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "vitrine_must_be_built_with_tags_sqlite_fts5") {
		t.Fatalf("%v\n%s", err, out)
	}
}
