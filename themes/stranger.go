package themes

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"text/template/parse"
)

// Strangers are the files and folders at the top of a theme's folder that mean
// nothing to the program: a misspelt name would silently be without effect.
// What people and systems keep beside a theme is none.
func Strangers(dir fs.FS) ([]string, error) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	var out []string
	for _, e := range entries {
		name := e.Name()
		upper := strings.ToUpper(name)
		switch {
		case strings.HasPrefix(name, "."), strings.HasPrefix(upper, "LICEN"), strings.HasPrefix(upper, "README"), path.Ext(name) == ".md":
		case slices.Contains(parts, name), path.Ext(name) == ".html" && !e.IsDir():
		default:
			out = append(out, name)
		}
	}
	return out, nil
}

// strangers finds in the highest layer what nothing asks for: pages and kinds
// that the program does not have, pieces that no template uses.
func (b *built) strangers(cfg Config) []error {
	if len(cfg.Layers) == 0 || cfg.Samples == nil {
		return nil
	}
	var errs []error
	top := Layers{cfg.Layers[0]}
	known := map[string]bool{"base.html": true}
	for page := range cfg.Samples {
		base, _, _ := strings.Cut(page, "/")
		known[base+".html"] = true
	}
	pages, err := top.pages()
	if err != nil {
		return []error{err}
	}
	for _, file := range pages {
		if !known[file] {
			errs = append(errs, fmt.Errorf("theme: %s: the program has no such page; it has %s", file, strings.Join(slices.Sorted(maps.Keys(known)), ", ")))
		}
	}
	items, err := top.files("item")
	if err != nil {
		return []error{err}
	}
	for _, file := range items {
		kind := strings.TrimSuffix(strings.TrimPrefix(file, "item/"), ".html")
		if _, ok := cfg.Kinds[kind]; !ok {
			errs = append(errs, fmt.Errorf("theme: %s: there is no such kind; there are %s", file, strings.Join(slices.Sorted(maps.Keys(cfg.Kinds)), ", ")))
		}
	}
	for dir, ext := range map[string]string{"partials": ".html", "locale": ".json"} {
		names, err := top.files(dir)
		if err != nil {
			return []error{err}
		}
		for _, file := range names {
			if path.Ext(file) != ext {
				errs = append(errs, fmt.Errorf("theme: %s: files of %s/ are called *%s", file, dir, ext))
			}
		}
	}
	return append(errs, b.unused(top)...)
}

// unused finds the pieces of a layer that no template asks for.
func (b *built) unused(top Layers) []error {
	asked := map[string]bool{}
	for _, t := range b.pages {
		for _, d := range t.Templates() {
			if d.Tree != nil {
				calls(d.Tree.Root, asked)
			}
		}
	}
	files, err := top.partials()
	if err != nil {
		return []error{err}
	}
	pages, err := top.pages()
	if err != nil {
		return []error{err}
	}
	var errs []error
	for _, file := range append(files, pages...) {
		text, err := top.read(file, maxTemplate)
		if err != nil {
			return []error{err}
		}
		t := parse.New(file)
		t.Mode = parse.SkipFuncCheck
		trees := map[string]*parse.Tree{}
		if _, err := t.Parse(string(text), "", "", trees); err != nil {
			return []error{err}
		}
		for _, name := range slices.Sorted(maps.Keys(trees)) {
			if name != file && !asked[name] {
				errs = append(errs, fmt.Errorf("theme: %s: nothing asks for the piece %q", file, name))
			}
		}
	}
	return errs
}

// calls notes the pieces that a template asks for.
func calls(n parse.Node, asked map[string]bool) {
	branch := func(b *parse.BranchNode) {
		calls(b.List, asked)
		calls(b.ElseList, asked)
	}
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, c := range n.Nodes {
			calls(c, asked)
		}
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.TemplateNode:
		name, _, _ := strings.Cut(n.Name, "$htmltemplate_") // the name that escaping gives it elsewhere
		asked[name] = true
	}
}
