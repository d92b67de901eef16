package cmd

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"sort"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// The table of who may import whom, of ours. It is the architecture: changing it
// is a design decision, explained in the commit that does so. A name that ends
// in /* stands for every package below it; the most specific row counts.
var mayImport = map[string][]string{
	"content":           {},
	"content/*":         {"content"},
	"content/article":   {"content", "content/locale"},
	"content/edition":   {"content", "content/locale"},
	"content/event":     {"content", "content/locale"},
	"content/highlight": {"content", "content/locale"},
	"content/feeds":     {"content", "content/locale"},
	"store":             {"content"},
	"federation/sign":   {"content"},
	"federation/vocab":  {"content", "content/locale"},
	"federation/peer":   {"content", "federation/sign"},
	"federation":        {"content", "content/locale", "federation/vocab"},
	"themes":            {},
	"themes/*":          {},
	"plugins":           {"content", "content/feeds"},
	"plugins/*":         {"plugins", "content", "content/*"},
	"web/page":          {"content", "content/locale"},
	"web/respond":       {"content", "content/locale"},
	"web/session":       {"content", "content/locale"},
	"web/mail":          {"content", "content/locale", "web/page"},
	"web":               {"content", "content/feeds", "content/locale", "web/page", "web/respond", "web/session", "web/mail"},
	"web/desk":          {"content", "content/feeds", "content/locale", "web/page", "web/respond", "web/session", "web/mail"},
	"web/api":           {"content", "content/feeds", "content/locale", "web/page", "web/respond", "web/session", "web/mail"},
	"cmd":               {"*"},
	"cmd/vitrine":       {"cmd", "content", "content/*", "plugins/*"},
	"cmd/*":             {"*"}, // test programs
}

// onlyIn says where a module may be imported at all.
var onlyIn = map[string][]string{
	"github.com/BurntSushi/toml":         {"themes"},
	"github.com/go-fed/activity":         {"federation/vocab"},
	"github.com/mattn/go-sqlite3":        {"store"},
	"github.com/jackc/pgx":               {"store"},
	"github.com/pressly/goose":           {"store"},
	"github.com/gorilla/feeds":           {"content/feeds"},
	"github.com/microcosm-cc/bluemonday": {"content/clean"},
	"github.com/gorilla/mux":             {"web", "web/api", "federation", "cmd"},
	"github.com/minio/minio-go":          {"content/media"},
	"github.com/go-fed/httpsig":          {"federation/sign"},
	"github.com/wneessen/go-mail":        {"web/mail"},
}

// checkImports holds the Go files of a tree, tests aside, against the tables.
func checkImports(tree fs.FS) []string {
	var wrong []string
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if base := path.Base(name); name != "." && (strings.HasPrefix(base, ".") || base == "testdata" || base == "node_modules") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		src, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range file.Imports {
			p, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			if msg := judge(path.Dir(name), p); msg != "" {
				wrong = append(wrong, name+": "+msg)
			}
		}
		return nil
	})
	if err != nil {
		wrong = append(wrong, err.Error())
	}
	sort.Strings(wrong)
	return wrong
}

func judge(pkg, imported string) string {
	allowed, known := rowOf(pkg)
	if !known {
		return fmt.Sprintf("package %s has no row in the table", pkg)
	}
	if ours, ok := strings.CutPrefix(imported, "vitrine/"); ok {
		if !matches(allowed, ours) {
			return fmt.Sprintf("%s may not import %s", pkg, ours)
		}
		return ""
	}
	if pkg == "content" && strings.Contains(strings.SplitN(imported, "/", 2)[0], ".") {
		return "the ground imports the standard library only, not " + imported
	}
	for module, rooms := range onlyIn {
		if imported != module && !strings.HasPrefix(imported, module+"/") {
			continue
		}
		for _, r := range rooms {
			if r == pkg {
				return ""
			}
		}
		return fmt.Sprintf("%s may be imported by %s only", module, strings.Join(rooms, ", "))
	}
	return ""
}

// rowOf is the row of a package: its own, else the nearest one with a star.
func rowOf(pkg string) ([]string, bool) {
	if row, ok := mayImport[pkg]; ok {
		return row, true
	}
	for at := pkg; at != "."; {
		at = path.Dir(at)
		if row, ok := mayImport[at+"/*"]; ok {
			return row, true
		}
	}
	return nil, false
}

func matches(allowed []string, pkg string) bool {
	for _, a := range allowed {
		if a == "*" || a == pkg {
			return true
		}
		if below, ok := strings.CutSuffix(a, "/*"); ok && strings.HasPrefix(pkg, below+"/") {
			return true
		}
	}
	return false
}

func TestImports(t *testing.T) {
	for _, w := range checkImports(os.DirFS("..")) {
		t.Error(w)
	}
}

// The check itself must fail when it should.
func TestImportCheckFails(t *testing.T) {
	src := func(imports ...string) *fstest.MapFile {
		s := "package x\nimport (\n"
		for _, i := range imports {
			s += strconv.Quote(i) + "\n"
		}
		return &fstest.MapFile{Data: []byte(s + ")\n")}
	}
	got := checkImports(fstest.MapFS{
		"content/a.go":          src("vitrine/store"),
		"content/b.go":          src("github.com/google/uuid"),
		"web/a.go":              src("vitrine/federation"),
		"federation/a.go":       src("github.com/go-fed/activity/streams", "vitrine/federation/sign"),
		"federation/vocab/a.go": src("github.com/go-fed/activity/streams", "vitrine/content"),
		"helpers/a.go":          src("fmt"),
		"web/a_test.go":         src("vitrine/store"),
		"store/testdata/a.go":   src("vitrine/cmd"),
		"plugins/rss/a.go":      src("vitrine/content/clean", "vitrine/plugins"),
	})
	want := []string{
		"content/a.go: content may not import store",
		"content/b.go: the ground imports the standard library only, not github.com/google/uuid",
		"federation/a.go: federation may not import federation/sign",
		"federation/a.go: github.com/go-fed/activity may be imported by federation/vocab only",
		"helpers/a.go: package helpers has no row in the table",
		"web/a.go: web may not import federation",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
