package cmd

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// duties are the requirements that docs/ACCESSIBILITY.md must answer for: those
// of the public site.
var duties = strings.Fields(`S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 P1 P2 P3 P4 P5 P9 P10 P11 P13 P14 M1 M3 M4 H1 H3 H4 H5 H6 H8
	L1 L2 L3 L4 L5 L6 L7 L8 L9 L10 L11 L12 L13 L14 F1 F2 F3 F4 F5 F7 A5 A6 A7 A8 A9 A23 A25 A26 A27`)

var (
	dutyNumber = regexp.MustCompile(`\b[A-Z]\d{1,2}\b`)
	dutyTest   = regexp.MustCompile("`(Test\\w+)`")
)

// testSources are the texts of all test functions by name: several packages
// may have one of the same name.
func testSources(root string) (map[string][]string, error) {
	out := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() != ".." && strings.HasPrefix(d.Name(), ".")) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		comments := ast.NewCommentMap(fset, f, f.Comments)
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || !strings.HasPrefix(fn.Name.Name, "Test") {
				continue
			}
			words := []string{fn.Name.Name}
			for _, group := range comments.Filter(fn) {
				for _, c := range group {
					words = append(words, c.Text())
				}
			}
			ast.Inspect(fn, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					words = append(words, lit.Value)
				}
				return true
			})
			out[fn.Name.Name] = append(out[fn.Name.Name], strings.Join(words, "\n"))
		}
		return nil
	})
	return out, err
}

// names tells whether a test's text names a requirement: S5 and TestS5Statement
// do, S50 does not.
func names(source, duty string) bool {
	return regexp.MustCompile(`(\b|Test|And)` + duty + `([^0-9a-z]|$)`).MatchString(source)
}

// dutyTable reads the first table of the document: what is wrong with it, and
// which requirements it and the table for people answer.
func dutyTable(document string, tests map[string][]string) (answered []string, wrong []string) {
	for _, line := range strings.Split(document, "\n") {
		cells := strings.Split(line, "|")
		if len(cells) != 4 || strings.HasPrefix(line, "| ---") {
			continue
		}
		numbers := dutyNumber.FindAllString(cells[1], -1)
		answered = append(answered, numbers...)
		mentioned := dutyTest.FindAllStringSubmatch(cells[2], -1)
		if len(mentioned) == 0 { // for a person: what was done and seen
			if len(numbers) > 0 && len(strings.Fields(cells[2])) < 6 {
				wrong = append(wrong, fmt.Sprint(numbers, " does not say what was seen"))
			}
			continue
		}
		var sources []string
		for _, m := range mentioned {
			if tests[m[1]] == nil {
				wrong = append(wrong, "there is no "+m[1])
			}
			sources = append(sources, tests[m[1]]...)
		}
		for _, n := range numbers {
			if !slices.ContainsFunc(sources, func(s string) bool { return names(s, n) }) {
				wrong = append(wrong, fmt.Sprintf("%s: none of its tests names it", n))
			}
		}
	}
	return answered, wrong
}

// TestDocsDuties: every requirement of a public body's site is answered in
// docs/ACCESSIBILITY.md, by a test that exists and names it or by what a person saw.
func TestDocsDuties(t *testing.T) {
	tests, err := testSources("..")
	if err != nil {
		t.Fatal(err)
	}
	answered, wrong := dutyTable(document(t, "docs/ACCESSIBILITY.md"), tests)
	for _, w := range wrong {
		t.Error(w)
	}
	for _, n := range duties {
		if !slices.Contains(answered, n) {
			t.Errorf("%s is not answered", n)
		}
	}
	some := map[string][]string{"TestX": {"// TestX holds L1."}, "TestS5Statement": {"TestS5Statement"}}
	for row, ok := range map[string]bool{
		"| L1 words | `TestX` |": true, "| S5 data | `TestS5Statement` |": true, "| L7 read aloud | Read with a screen reader, nothing was missing. |": true,
		"| L1 words | `TestY` |": false, "| L10 calendars | `TestX` |": false, "| S50 data | `TestS5Statement` |": false, "| L7 dates | later |": false,
	} {
		if _, wrong := dutyTable(row, some); (len(wrong) == 0) != ok {
			t.Errorf("%s: %q", row, wrong)
		}
	}
}
