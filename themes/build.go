package themes

import (
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"text/template/parse"
)

// detailsPart is the name under which an item page calls the kind's part. A
// kind's file is that part, or defines it.
const detailsPart = "details"

// build parses every page of the layers.
func build(cfg Config, list []fs.FS) (*built, error) {
	layers := Layers(list)
	b := &built{pages: map[string]*template.Template{}}
	var err error
	if b.assets, err = hashAssets(layers); err != nil {
		return nil, err
	}
	base, err := b.base(cfg, layers)
	if err != nil {
		return nil, err
	}
	files, err := layers.pages()
	if err != nil {
		return nil, err
	}
	var errs []error
	for _, file := range files {
		t, err := extend(base, layers, file)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		b.pages[strings.TrimSuffix(file, ".html")] = t
	}
	if item := b.pages["item"]; item != nil {
		for _, kind := range slices.Sorted(maps.Keys(cfg.Kinds)) {
			t, err := withKind(item, layers, kind, cfg.Kinds[kind])
			if err != nil {
				errs = append(errs, err)
				continue
			}
			b.pages["item/"+kind] = t
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b.pages)) {
		errs = append(errs, endless(name, b.pages[name])...)
	}
	return b, errors.Join(errs...)
}

// base is the document and all partials, which every page extends.
func (b *built) base(cfg Config, layers Layers) (*template.Template, error) {
	t := template.New("base.html").Option("missingkey=error").
		Funcs(template.FuncMap{"asset": b.asset}).Funcs(cfg.Funcs)
	partials, err := layers.files("partials")
	if err != nil {
		return nil, err
	}
	for _, file := range append(partials, "base.html") {
		if path.Ext(file) != ".html" {
			continue
		}
		text, err := layers.read(file, maxTemplate)
		if err != nil {
			return nil, fmt.Errorf("theme: %w", err)
		}
		to := t
		if file != "base.html" {
			to = t.New(file)
		}
		if _, err := to.Parse(string(text)); err != nil {
			return nil, fmt.Errorf("theme: %w", err)
		}
	}
	return t, nil
}

// extend adds a page's file, whose definitions replace those of the base.
func extend(base *template.Template, layers Layers, file string) (*template.Template, error) {
	text, err := layers.read(file, maxTemplate)
	if err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	t, err := base.Clone()
	if err != nil {
		return nil, fmt.Errorf("theme: %s: %w", file, err)
	}
	if _, err := t.New(file).Parse(string(text)); err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	return t, nil
}

// withKind is the item page with the kind's part: item/{kind}.html of the
// layers, else the kind's own {kind}.html, else what the item page falls back to.
func withKind(item *template.Template, layers Layers, kind string, own fs.FS) (*template.Template, error) {
	file := "item/" + kind + ".html"
	text, err := layers.read(file, maxTemplate)
	if errors.Is(err, fs.ErrNotExist) && own != nil {
		file = kind + ".html"
		text, err = Layers{own}.read(file, maxTemplate)
	}
	t, cloneErr := item.Clone()
	switch {
	case cloneErr != nil:
		return nil, fmt.Errorf("theme: %s: %w", file, cloneErr)
	case errors.Is(err, fs.ErrNotExist):
		return t, nil
	case err != nil:
		return nil, fmt.Errorf("theme: %w", err)
	}
	if _, err := t.New(detailsPart).Parse(string(text)); err != nil {
		return nil, fmt.Errorf("theme: %s: %w", file, err)
	}
	return t, nil
}

// endless finds loops over a number that is written in the template: such a
// loop need not write anything, and nothing could stop it.
func endless(page string, t *template.Template) []error {
	var errs []error
	for _, d := range t.Templates() {
		if d.Tree == nil {
			continue
		}
		walk(d.Tree.Root, func(r *parse.RangeNode) {
			for _, cmd := range r.Pipe.Cmds {
				for _, arg := range cmd.Args {
					if arg.Type() == parse.NodeNumber && len(cmd.Args) == 1 {
						errs = append(errs, fmt.Errorf("page %s: template %s: range over the number %s", page, d.Name(), arg))
					}
				}
			}
		})
	}
	return errs
}

func walk(n parse.Node, visit func(*parse.RangeNode)) {
	branch := func(b *parse.BranchNode) {
		walk(b.List, visit)
		if b.ElseList != nil {
			walk(b.ElseList, visit)
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, c := range n.Nodes {
			walk(c, visit)
		}
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		visit(n)
		branch(&n.BranchNode)
	}
}
