package locale

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// A key that source code or a template names and no catalogue has fails the
// build (L1), and so does a sentence that is not given what it asks for.
func TestKeysInUse(t *testing.T) {
	c := words(t)
	root := os.DirFS("../..")
	if err := checkUses(c, root); err != nil {
		t.Error(err)
	}
}

func TestCheckUsesRefuses(t *testing.T) {
	c := words(t)
	for name, tc := range map[string]struct{ file, body, want string }{
		"unknown problem":     {"a.go", `package a; var _ = f("problem.nonsense")`, "problem.nonsense"},
		"unknown in a struct": {"a.go", `package a; var _ = E{Key: "error.nonsense"}`, "error.nonsense"},
		"unknown word":        {"a.go", `package a; var _ = c.T(lang, "nav.nonsense")`, "nav.nonsense"},
		"unknown prefix":      {"a.go", `package a; var _ = c.T(lang, "event.nonsense." + s)`, "event.nonsense."},
		"argument missing":    {"a.go", `package a; func f() { p.Add("title", "problem.too_long") }`, "needs Max"},
		"argument misspelt":   {"a.go", `package a; func f() { p.Add("title", "problem.too_long", "max", 3) }`, "needs Max"},
		"unknown in a view":   {"a.go", `package a; var _ = v.Say("event.nonsense")`, "event.nonsense"},
		"template argument":   {"a.html", `<p>{{.T "item.by" "Nams" .X}}</p>`, "item.by needs Names"},
		"template":            {"a.html", `<p>{{t "nav.nonsense"}}</p>`, "nav.nonsense"},
	} {
		t.Run(name, func(t *testing.T) {
			err := checkUses(c, fstest.MapFS{"web/" + tc.file: {Data: []byte(tc.body)}})
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want it to name %q", err, tc.want)
			}
		})
	}
	good := fstest.MapFS{
		"a.go": {Data: []byte(`package a
			func f() {
				p.Add("title", "problem.too_long", "Max", 3)
				p.Add("title", "problem.required", "Value", "more than it needs")
				p.Add("title", "problem.too_long", args...)
				use("error.not_found", c.T(lang, "event.status."+s), "page.html", "error.html")
			}`)},
		"a_test.go":               {Data: []byte(`package a; var _ = "problem.in_a_test"`)},
		"b.html":                  {Data: []byte(`{{template "page.html" .}} {{t "nav.home"}} {{.T "mood.good"}}`)},
		"themes/x/locale/en.json": {Data: []byte(`{"mood.good": "Good"}`)},
	}
	if err := checkUses(c, good); err != nil {
		t.Error(err)
	}
}

var (
	// These groups are keys wherever they stand.
	sureKey = regexp.MustCompile(`^(error|problem|receipt)\.[a-z0-9_.]+$`)
	anyKey  = regexp.MustCompile(`^[a-z]+(\.[a-z0-9_]+)+\.?$`)
	action  = regexp.MustCompile(`\{\{[^}]*\}\}`)
	quoted  = regexp.MustCompile(`"([a-z]+(?:\.[a-z0-9_]+)+)"`)
	files   = regexp.MustCompile(`\.(html|txt|json|xml|rss|atom|ics|css|js|toml|xsl|svg|png|jpg|webp)$`)
)

// The words of our own themes are held equal like ours.
func TestThemeWordsAreEqual(t *testing.T) {
	root := os.DirFS("../..")
	folders, err := fs.Glob(root, "themes/*/locale")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		sub, err := fs.Sub(root, folder)
		if err != nil {
			t.Fatal(err)
		}
		if err := Check(sub); err != nil {
			t.Errorf("%s: %v", folder, err)
		}
	}
}

// checkUses looks for keys in the Go files and templates of a project.
func checkUses(c *Catalogue, root fs.FS) error {
	var errs []error
	known := map[string]bool{}
	for _, key := range c.Keys(Fallback) {
		known[key] = true
	}
	own, err := fs.Glob(root, "themes/*/locale/*.json") // words that a theme brings along
	if err != nil {
		return err
	}
	for _, name := range own {
		_, messages, err := readFile(root, name)
		if err != nil {
			errs = append(errs, err)
		}
		for _, m := range messages {
			known[m.ID] = true
		}
	}
	err = fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := path.Base(name)
		if d.IsDir() {
			if base == "testdata" || base == "node_modules" || strings.HasPrefix(base, ".") && base != "." {
				return fs.SkipDir
			}
			return nil
		}
		switch {
		case strings.HasSuffix(base, "_test.go"):
		case strings.HasSuffix(base, ".go"):
			errs = append(errs, goUses(c, known, root, name)...)
		case strings.HasSuffix(base, ".html"):
			errs = append(errs, templateUses(c, known, root, name)...)
		}
		return nil
	})
	return errors.Join(append(errs, err)...)
}

func goUses(c *Catalogue, known map[string]bool, root fs.FS, name string) []error {
	data, err := fs.ReadFile(root, name)
	if err != nil {
		return []error{err}
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, data, parser.SkipObjectResolution)
	if err != nil {
		return nil // the compiler says it better
	}
	var errs []error
	report := func(n ast.Node, format string, args ...any) {
		errs = append(errs, fmt.Errorf("%s: %s", set.Position(n.Pos()), fmt.Sprintf(format, args...)))
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if key, ok := literal(n); ok && sureKey.MatchString(key) && !files.MatchString(key) && !covers(known, key) {
				report(n, "no catalogue has %s", key)
			}
		case *ast.CallExpr:
			for i, arg := range n.Args {
				key, ok := literal(leftmost(arg))
				if !ok || !anyKey.MatchString(key) || !isT(n) && !sureKey.MatchString(key) {
					continue
				}
				if !covers(known, key) {
					report(arg, "no catalogue has %s", key)
				} else if known[key] && !n.Ellipsis.IsValid() && (isT(n) || isAdd(n)) {
					for _, problem := range compareArgs(c, key, n.Args[i+1:]) {
						report(arg, "%s %s", key, problem)
					}
				}
				break
			}
		}
		return true
	})
	return errs
}

// compareArgs holds the names given with a key against the sentence.
func compareArgs(c *Catalogue, key string, args []ast.Expr) []string {
	m, _, ok := c.find(Fallback, key)
	if !ok || len(args) == 1 { // a theme's own key; a map
		return nil
	}
	needed := slices.Clone(m.forms[0].names)
	var problems []string
	var given []string
	for i := 0; i < len(args); i += 2 {
		name, ok := literal(args[i])
		if !ok {
			return nil // computed: nothing to be said
		}
		given = append(given, name)
	}
	for _, name := range slices.Compact(needed) {
		if !slices.Contains(given, name) {
			problems = append(problems, "needs "+name)
		}
	}
	return problems
}

func templateUses(c *Catalogue, known map[string]bool, root fs.FS, name string) []error {
	data, err := fs.ReadFile(root, name)
	if err != nil {
		return []error{err}
	}
	var errs []error
	for _, act := range action.FindAllString(string(data), -1) {
		if strings.Contains(act, "template ") || strings.Contains(act, "define ") || strings.Contains(act, "block ") {
			continue
		}
		for _, m := range quoted.FindAllStringSubmatch(act, -1) {
			if files.MatchString(m[1]) {
				continue
			}
			if !covers(known, m[1]) {
				errs = append(errs, fmt.Errorf("%s: no catalogue has %s", name, m[1]))
				continue
			}
			if words, _, ok := c.find(Fallback, m[1]); ok {
				for _, needed := range slices.Compact(slices.Clone(words.forms[0].names)) {
					if !strings.Contains(act, `"`+needed+`"`) {
						errs = append(errs, fmt.Errorf("%s: %s needs %s", name, m[1], needed))
					}
				}
			}
		}
	}
	return errs
}

// covers accepts a key, and the beginning of one that is completed when it runs.
func covers(known map[string]bool, key string) bool {
	if known[key] {
		return true
	}
	if strings.HasSuffix(key, ".") || strings.HasSuffix(key, "_") {
		for k := range known {
			if strings.HasPrefix(k, key) {
				return true
			}
		}
	}
	return false
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// leftmost is "event.status." of "event.status." + s.
func leftmost(e ast.Expr) ast.Expr {
	for {
		b, ok := e.(*ast.BinaryExpr)
		if !ok || b.Op != token.ADD {
			return e
		}
		e = b.X
	}
}

func isT(call *ast.CallExpr) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	return ok && (sel.Sel.Name == "T" || sel.Sel.Name == "Say")
}

func isAdd(call *ast.CallExpr) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Add"
}
