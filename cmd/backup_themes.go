package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"strings"

	"vitrine/content"
)

// themesPrefix is below what a backup has the files of DATA/themes, beside
// those of the blob store, which has no such keys.
const themesPrefix = "themes/"

// themeFiles are the files of a folder of themes as a backup has them. Names
// that begin with a dot (.git) and links are left out. A name that leads out of
// the folder is refused.
type themeFiles struct{ dir string }

// keys yields the names of the files in order; of a folder that does not exist none.
func (f themeFiles) keys(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if _, err := os.Stat(f.dir); errors.Is(err, fs.ErrNotExist) {
			return
		}
		err := fs.WalkDir(os.DirFS(f.dir), ".", func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case ctx.Err() != nil:
				return ctx.Err()
			case name != "." && strings.HasPrefix(d.Name(), ".") && d.IsDir():
				return fs.SkipDir
			case strings.HasPrefix(d.Name(), ".") || !d.Type().IsRegular():
				return nil
			case !yield(themesPrefix+name, nil):
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield("", fmt.Errorf("themes: %w", err))
		}
	}
}

func (f themeFiles) open(key string) (io.ReadCloser, int64, error) {
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return nil, 0, themeError(key, err)
	}
	defer root.Close()
	file, err := root.Open(strings.TrimPrefix(key, themesPrefix))
	if err != nil {
		return nil, 0, themeError(key, err)
	}
	info, err := file.Stat()
	if err != nil {
		file.Close()
		return nil, 0, themeError(key, err)
	}
	return file, info.Size(), nil
}

// put writes a file of a backup. The folder is made when it is needed.
func (f themeFiles) put(key string, r io.Reader, size int64) error {
	if err := os.MkdirAll(f.dir, 0o755); err != nil {
		return themeError(key, err)
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return themeError(key, err)
	}
	defer root.Close()
	name := strings.TrimPrefix(key, themesPrefix)
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return themeError(key, err)
	}
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return themeError(key, err)
	}
	n, err := io.Copy(file, io.LimitReader(r, size))
	if err == nil && n != size {
		err = io.ErrUnexpectedEOF
	}
	return themeError(key, errors.Join(err, file.Close()))
}

// remove takes back what put wrote; folders may stay, empty.
func (f themeFiles) remove(key string) error {
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return themeError(key, err)
	}
	defer root.Close()
	if err := root.Remove(strings.TrimPrefix(key, themesPrefix)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return themeError(key, err)
	}
	return nil
}

func themeError(key string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return content.Fail(content.NotFound, fmt.Errorf("%s: %w", key, err))
	}
	return fmt.Errorf("%s: %w", key, err)
}
