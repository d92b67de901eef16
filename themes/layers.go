package themes

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// Layers are file systems in which the first that has a file wins. It is a file
// system itself.
type Layers []fs.FS

// Open opens the first layer's file of that name.
func (l Layers) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	for _, layer := range l {
		f, err := layer.Open(name)
		if err == nil {
			return f, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// files lists the regular files below dir in all layers, sorted, each once.
func (l Layers) files(dir string) ([]string, error) {
	var names []string
	for _, layer := range l {
		err := fs.WalkDir(layer, dir, func(name string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case d.Type()&fs.ModeSymlink != 0:
				// What leads out of the folder cannot be opened, and nobody says so later.
				info, err := fs.Stat(layer, name)
				if err != nil {
					return fmt.Errorf("%s: a link that leads out of the folder or nowhere: %w", name, err)
				}
				if info.Mode().IsRegular() {
					names = append(names, name)
				}
			case d.Type().IsRegular():
				names = append(names, name)
			}
			if len(names) > maxFiles {
				return fmt.Errorf("more than %d files", maxFiles)
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", dir, err)
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// partials lists the files of pieces in the order in which they are parsed:
// those of the lowest layer first, without those that a higher layer replaces.
func (l Layers) partials() ([]string, error) {
	var out []string
	for i := len(l) - 1; i >= 0; i-- {
		names, err := l[i : i+1].files("partials")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if path.Ext(name) != ".html" {
				continue
			}
			out = slices.DeleteFunc(out, func(below string) bool { return below == name })
			out = append(out, name)
		}
	}
	return out, nil
}

// pages lists the page files at the top, without base.html.
func (l Layers) pages() ([]string, error) {
	var names []string
	for _, layer := range l {
		found, err := fs.Glob(layer, "*.html")
		if err != nil {
			return nil, err
		}
		names = append(names, found...)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	return slices.DeleteFunc(names, func(n string) bool { return n == "base.html" }), nil
}

// Locales are the layers' folders of words, the lowest layer first: each is to be
// laid over what came before it.
func (l Layers) Locales() []fs.FS {
	var out []fs.FS
	for _, layer := range slices.Backward(l) {
		if info, err := fs.Stat(layer, "locale"); err == nil && info.IsDir() {
			if sub, err := fs.Sub(layer, "locale"); err == nil {
				out = append(out, sub)
			}
		}
	}
	return out
}

// read gives a file's text, refusing what no template is as large as.
func (l Layers) read(name string, limit int64) ([]byte, error) {
	info, err := fs.Stat(l, name)
	if err != nil {
		return nil, err
	}
	if info.Size() > limit {
		return nil, fmt.Errorf("%s: %d bytes are more than %d", name, info.Size(), limit)
	}
	return fs.ReadFile(l, name)
}
