package themes

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// maxFolder is how large a theme's files are together, in bytes.
const maxFolder = 32 << 20

// parts are the files and folders of a theme that mean something to the
// program; a folder may hold others beside them.
var parts = []string{"theme.toml", "partials", "item", "assets", "locale"}

// Snapshot reads a theme's folder into memory, so that a theme in use is not
// one half of which was just written. Links that lead out of the folder are
// refused. fs.ErrNotExist when there is no such folder.
func Snapshot(dir string) (fs.FS, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	defer root.Close()
	layers := Layers{root.FS()}
	names, err := layers.pages()
	if err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	if _, err := fs.Stat(layers, "base.html"); !errors.Is(err, fs.ErrNotExist) {
		names = append(names, "base.html")
	}
	for _, part := range parts {
		found, err := layers.files(part)
		if err != nil {
			return nil, fmt.Errorf("theme: %w", err)
		}
		names = append(names, found...)
	}
	// A zip file in memory is a file system of the standard library.
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		if err := layers.pack(w, name); err != nil {
			return nil, fmt.Errorf("theme: %w", err)
		}
		if b.Len() > maxFolder {
			return nil, fmt.Errorf("theme: the files of %s are more than %d bytes", dir, maxFolder)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	return z, nil
}

func (l Layers) pack(w *zip.Writer, name string) error {
	if strings.HasPrefix(path.Base(name), ".") { // what editors and systems leave behind
		return nil
	}
	data, err := l.read(name, maxAsset)
	if err != nil {
		return err
	}
	to, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err != nil {
		return err
	}
	_, err = io.Copy(to, bytes.NewReader(data))
	return err
}

// Fingerprint moves when a file below dir is written, added or removed, as far
// as sizes and times tell. It is "" when there is no such folder.
func Fingerprint(dir string) string {
	var b strings.Builder
	n := 0
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || n > maxFiles {
			return err
		}
		n++
		if info, err := d.Info(); err == nil {
			fmt.Fprintf(&b, "%s %d %d\n", name, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
	if err != nil && b.Len() == 0 {
		return ""
	}
	return b.String()
}
