package cmd

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vitrine/themes"
	"vitrine/web/page"
)

// TestDocsThemes: the reference of THEMES.md is what web/page says of its
// structs; -update writes it. Every page is in it, with every exported field.
func TestDocsThemes(t *testing.T) {
	const name = "../docs/THEMES.md"
	text := document(t, "docs/THEMES.md")
	guide, _, ok := strings.Cut(text, "\n## Reference\n")
	if !ok {
		t.Fatal("there is no reference")
	}
	want := guide + "\n## Reference\n" + themesReference(t)
	if *updateFed {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		text = want
	}
	if text != want {
		t.Error("the reference is not what web/page says; run: go test -tags sqlite_fts5 -run TestDocsThemes -update ./cmd")
	}
	for name := range page.Samples(nil, testProgram.Kinds) {
		if base, _, _ := strings.Cut(name, "/"); !strings.Contains(want, "\n### Page "+base+"\n") {
			t.Errorf("page %s is not in the reference", base)
		}
	}
	for name := range themes.Stacks {
		if !strings.Contains(guide, "`"+name+"`") {
			t.Errorf("the guide does not name the family %s", name)
		}
	}
	d, err := themes.Define([]fs.FS{themes.Default()})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range d.Settings {
		if s.Property != "" && !strings.Contains(guide, "`"+s.Property+"`") {
			t.Errorf("the guide does not name the property %s", s.Property)
		}
		if !strings.Contains(guide, "`"+s.Name+"`") {
			t.Errorf("the guide does not name the default theme's setting %s", s.Name)
		}
	}
}

// themesReference writes down web/page, and what its fields hold of content.
func themesReference(t *testing.T) string {
	t.Helper()
	r := reference{t: t, structs: map[string]*structDoc{}, done: map[string]bool{}}
	r.read("page", "../web/page")
	r.read("content", "../content")
	var b strings.Builder
	b.WriteString("\nEach page gets one struct. A field may be added in a later version, never renamed or removed. `{{.}}` of a piece is what\nits caller hands it, mostly the page.\n")
	rows := regexp.MustCompile(`(?m)^\s+(\w+)\s+([A-Z]\w+)\s+(\w+\.html[^\n]*)$`).FindAllStringSubmatch(r.doc, -1)
	if len(rows) < 15 {
		t.Fatalf("the package's comment lists %d pages", len(rows))
	}
	for _, m := range rows {
		fmt.Fprintf(&b, "\n### Page %s\n\n`%s`, `%s`.", m[1], "page."+m[2], strings.SplitN(strings.SplitN(m[3], ":", 2)[0], ",", 2)[0])
		r.write(&b, "page."+m[2])
	}
	b.WriteString("\n### On every page\n")
	r.write(&b, "page.Common")
	b.WriteString("\nFunctions of every page, called as `{{.Date .Published}}`:\n\n| function | what |\n| --- | --- |\n")
	for _, m := range r.methods {
		fmt.Fprintf(&b, "| `.%s` | %s |\n", m[0], m[1])
	}
	b.WriteString("\n### What fields hold\n")
	for len(r.queue) > 0 {
		next := r.queue[0]
		r.queue = r.queue[1:]
		if !r.done[next] {
			fmt.Fprintf(&b, "\n#### %s\n", strings.TrimPrefix(next, "page."))
			r.write(&b, next)
		}
	}
	return b.String()
}

type structDoc struct {
	text   string
	fields [][3]string // name, type, what
}

type reference struct {
	t       *testing.T
	doc     string // of package page
	structs map[string]*structDoc
	methods [][2]string // of Common: call, what
	queue   []string
	done    map[string]bool
}

func (r *reference) read(pkg, dir string) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(names) == 0 {
		r.t.Fatal(dir, err)
	}
	set := token.NewFileSet()
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			r.t.Fatal(err)
		}
		if pkg == "page" && file.Doc != nil {
			r.doc += file.Doc.Text()
		}
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.GenDecl:
				for _, s := range d.Specs {
					spec, ok := s.(*ast.TypeSpec)
					if !ok || !spec.Name.IsExported() {
						continue
					}
					if st, ok := spec.Type.(*ast.StructType); ok {
						r.structs[pkg+"."+spec.Name.Name] = r.structOf(set, pkg, d, st)
					}
				}
			case *ast.FuncDecl:
				if pkg == "page" && d.Recv != nil && d.Name.IsExported() {
					r.method(set, d)
				}
			}
		}
	}
	slices.SortFunc(r.methods, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
}

func (r *reference) structOf(set *token.FileSet, pkg string, d *ast.GenDecl, st *ast.StructType) *structDoc {
	out := &structDoc{text: oneLine(d.Doc.Text())}
	for _, f := range st.Fields.List {
		kind := r.source(set, f.Type)
		if pkg == "content" { // as a template sees it from outside
			kind = regexp.MustCompile(`(^|[\]*])([A-Z])`).ReplaceAllString(kind, "${1}content.$2")
		}
		what := oneLine(f.Doc.Text() + " " + f.Comment.Text())
		for _, n := range f.Names {
			if n.IsExported() {
				out.fields = append(out.fields, [3]string{n.Name, kind, what})
			}
		}
	}
	return out
}

func (r *reference) method(set *token.FileSet, d *ast.FuncDecl) {
	if kind := r.source(set, d.Recv.List[0].Type); kind != "*Common" {
		return
	}
	call := d.Name.Name
	for _, p := range d.Type.Params.List {
		for _, n := range p.Names {
			call += " " + n.Name
		}
	}
	r.methods = append(r.methods, [2]string{call, oneLine(d.Doc.Text())})
}

func (r *reference) source(set *token.FileSet, n ast.Node) string {
	var b strings.Builder
	if err := printer.Fprint(&b, set, n); err != nil {
		r.t.Fatal(err)
	}
	return b.String()
}

// write writes a struct, and notes those that its fields hold.
func (r *reference) write(b *strings.Builder, name string) {
	s := r.structs[name]
	if s == nil {
		r.t.Fatalf("there is no struct %s", name)
	}
	r.done[name] = true
	fmt.Fprintf(b, "\n%s\n\n| field | type | what |\n| --- | --- | --- |\n", s.text)
	pkg, _, _ := strings.Cut(name, ".")
	for _, f := range s.fields {
		kind := strings.NewReplacer("content.", "", "template.", "", "time.Time", "Time").Replace(f[1])
		fmt.Fprintf(b, "| `%s` | `%s` | %s |\n", f[0], kind, strings.ReplaceAll(f[2], "|", "\\|"))
		held := strings.TrimLeft(f[1], "[]*")
		if !strings.Contains(held, ".") {
			held = pkg + "." + held
		}
		if r.structs[held] != nil && held != "page.Common" {
			r.queue = append(r.queue, held)
		}
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
