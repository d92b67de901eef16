package themes

import (
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// detailsPart is the name under which an item page calls the kind's part. A
// kind's file is that part, or defines it.
const detailsPart = "details"

// build parses every page of the layers. What is wrong is said of the manifests,
// the assets and the templates alike; pages is then nil, unless nothing but
// colours is wrong, with which pages can be tried.
func build(cfg Config, list []fs.FS) (*built, error) {
	layers := Layers(list)
	b := &built{}
	var err error
	var errs []error
	if b.def, err = merge(list); err != nil {
		errs = append(errs, err)
	}
	b.values = b.def.resolve(cfg.Look)
	b.values.images = cfg.Images
	if err := b.readAssets(layers); err != nil {
		errs = append(errs, err)
	}
	pages, err := b.parse(cfg, layers)
	if err != nil {
		errs = append(errs, err)
	}
	if len(errs) > 0 {
		return b, errors.Join(errs...)
	}
	b.pages, b.spots = pages, map[*template.Template][]spot{}
	for _, page := range pages {
		b.spots[page] = guard(page)
	}
	return b, errors.Join(b.def.defaults()...)
}

// parse reads every page.
func (b *built) parse(cfg Config, layers Layers) (map[string]*template.Template, error) {
	var errs []error
	base, err := b.base(cfg, layers)
	if base == nil {
		return nil, err
	}
	if err != nil {
		errs = append(errs, err)
	}
	files, err := layers.pages()
	if err != nil {
		return nil, errors.Join(append(errs, err)...)
	}
	pages := map[string]*template.Template{}
	for _, file := range files {
		t, err := extend(base, layers, file)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		pages[strings.TrimSuffix(file, ".html")] = t
	}
	if item := pages["item"]; item != nil {
		for _, kind := range slices.Sorted(maps.Keys(cfg.Kinds)) {
			t, err := withKind(item, layers, kind, cfg.Kinds[kind])
			if err != nil {
				errs = append(errs, err)
				continue
			}
			pages["item/"+kind] = t
		}
	}
	return pages, errors.Join(errs...)
}

// base is the document and all partials, which every page extends. What a higher
// layer defines comes later and wins, whatever its file is called: a theme that
// changes one piece has one file with that piece.
func (b *built) base(cfg Config, layers Layers) (*template.Template, error) {
	t := template.New("base.html").Option("missingkey=error").
		Funcs(boundedFuncs).Funcs(cfg.Funcs).Funcs(template.FuncMap{"asset": b.asset}).Funcs(b.def.funcs(b.values))
	partials, err := layers.partials()
	if err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	var errs []error
	for i, file := range append([]string{"base.html"}, partials...) {
		text, err := layers.template(file)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		to := t
		if i > 0 {
			to = t.New(file)
		}
		if _, err := to.Parse(text); err != nil {
			errs = append(errs, fmt.Errorf("theme: %w", err))
		}
	}
	return t, errors.Join(errs...)
}

// template reads a template and holds it against the security policy.
func (l Layers) template(file string) (string, error) {
	text, err := l.read(file, maxTemplate)
	if err != nil {
		return "", fmt.Errorf("theme: %w", err)
	}
	return string(text), errors.Join(lintTemplate(file, text)...)
}

// extend adds a page's file, whose definitions replace those of the base.
func extend(base *template.Template, layers Layers, file string) (*template.Template, error) {
	text, err := layers.template(file)
	if err != nil {
		return nil, err
	}
	t, err := base.Clone()
	if err != nil {
		return nil, fmt.Errorf("theme: %s: %w", file, err)
	}
	if _, err := t.New(file).Parse(text); err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	return t, nil
}

// withKind is the item page with the kind's part: item/{kind}.html of the
// layers, else the kind's own {kind}.html, else what the item page falls back to.
func withKind(item *template.Template, layers Layers, kind string, own fs.FS) (*template.Template, error) {
	file := "item/" + kind + ".html"
	text, err := layers.template(file)
	if errors.Is(err, fs.ErrNotExist) && own != nil {
		file = kind + ".html"
		text, err = Layers{own}.template(file)
	}
	t, cloneErr := item.Clone()
	switch {
	case cloneErr != nil:
		return nil, fmt.Errorf("theme: %s: %w", file, cloneErr)
	case errors.Is(err, fs.ErrNotExist):
		return t, nil
	case err != nil:
		return nil, err
	}
	if _, err := t.New(detailsPart).Parse(text); err != nil {
		return nil, fmt.Errorf("theme: %s: %w", file, err)
	}
	return t, nil
}
