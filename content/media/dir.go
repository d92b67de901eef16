package media

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"strings"
	"syscall"
	"time"

	"vitrine/content"
)

// Dir keeps files in a folder: one file for each key, readable by its owner
// alone. The type of a file follows from the end of its key.
type Dir struct {
	root *os.Root
	// sink stands between a file and what is written to it; tests fill the
	// disk with it.
	sink func(io.Writer) io.Writer
}

var _ Blobs = (*Dir)(nil)

// tmp holds what is being written. No key begins with a dot.
const tmp = ".tmp"

// OpenDir opens the folder at dir and makes it if needed. Nothing outside of it
// is ever reached, through links neither.
func OpenDir(dir string) (*Dir, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open media folder: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open media folder: %w", err)
	}
	if err := root.Mkdir(tmp, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		root.Close()
		return nil, fmt.Errorf("open media folder: %w", err)
	}
	return &Dir{root: root}, nil
}

// Close lets go of the folder.
func (d *Dir) Close() error { return d.root.Close() }

// Put writes to a temporary file, forces it to the disk, and renames it. The
// content type is not kept: Get derives it from the key.
func (d *Dir) Put(ctx context.Context, key, _ string, r io.Reader, size int64) error {
	if err := checkKey(key); err != nil {
		return err
	}
	name := path.Join(tmp, rand.Text())
	if err := d.write(name, &exactly{ctx, r, size}); err != nil {
		_ = d.root.Remove(name) // the first error is the one to tell
		return failure("store "+key, err)
	}
	if err := d.move(name, key); err != nil {
		_ = d.root.Remove(name)
		return failure("store "+key, err)
	}
	return nil
}

func (d *Dir) write(name string, r io.Reader) error {
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	var w io.Writer = f
	if d.sink != nil {
		w = d.sink(f)
	}
	// Without the wrapper the copy could go around exactly and the sink.
	if _, err = io.Copy(struct{ io.Writer }{w}, struct{ io.Reader }{r}); err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// move renames into place. A Delete beside it may remove the emptied folder
// between the two calls; then they are made again.
func (d *Dir) move(name, key string) error {
	dir := path.Dir(key)
	var err error
	for range 20 {
		if err = d.root.MkdirAll(dir, 0o700); err == nil {
			err = d.root.Rename(name, key)
		}
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return err
	}
	return d.sync(dir)
}

// sync forces a folder's list of names to the disk.
func (d *Dir) sync(dir string) error {
	f, err := d.root.Open(dir)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Get opens a file.
func (d *Dir) Get(ctx context.Context, key string) (io.ReadSeekCloser, Meta, error) {
	if err := errors.Join(checkKey(key), ctx.Err()); err != nil {
		return nil, Meta{}, err
	}
	f, err := d.root.Open(key)
	if err != nil {
		return nil, Meta{}, failure("open "+key, err)
	}
	st, err := f.Stat()
	if err == nil && !st.Mode().IsRegular() {
		err = fs.ErrNotExist
	}
	if err != nil {
		f.Close()
		return nil, Meta{}, failure("open "+key, err)
	}
	return f, meta(key, st), nil
}

// Stat describes a file.
func (d *Dir) Stat(ctx context.Context, key string) (Meta, error) {
	if err := errors.Join(checkKey(key), ctx.Err()); err != nil {
		return Meta{}, err
	}
	st, err := d.root.Lstat(key)
	if err == nil && !st.Mode().IsRegular() {
		err = fs.ErrNotExist
	}
	if err != nil {
		return Meta{}, failure("look at "+key, err)
	}
	return meta(key, st), nil
}

func meta(key string, st fs.FileInfo) Meta {
	return Meta{Key: key, ContentType: typeOf(key), Size: st.Size(), Modified: st.ModTime().UTC()}
}

// Delete removes a file, and the folders that it leaves empty.
func (d *Dir) Delete(ctx context.Context, key string) error {
	if err := errors.Join(checkKey(key), ctx.Err()); err != nil {
		return err
	}
	if st, err := d.root.Lstat(key); err == nil && st.IsDir() {
		return nil // a folder is not a key
	}
	if err := d.root.Remove(key); err != nil && !missing(err) {
		return failure("delete "+key, err)
	}
	for dir := path.Dir(key); dir != "."; dir = path.Dir(dir) {
		if d.root.Remove(dir) != nil {
			break // not empty
		}
	}
	return nil
}

// List walks the folder.
func (d *Dir) List(ctx context.Context, prefix string) iter.Seq2[Meta, error] {
	return func(yield func(Meta, error) bool) {
		if err := checkPrefix(prefix); err != nil {
			yield(Meta{}, err)
			return
		}
		start := "."
		if i := strings.LastIndexByte(prefix, '/'); i > 0 {
			start = prefix[:i]
		}
		err := fs.WalkDir(d.root.FS(), start, func(name string, e fs.DirEntry, err error) error {
			switch {
			case missing(err):
				return nil // removed meanwhile, or never there
			case err != nil:
				return err
			case ctx.Err() != nil:
				return ctx.Err()
			case e.IsDir():
				if name == tmp || name != "." && !strings.HasPrefix(name, prefix) && !strings.HasPrefix(prefix, name) {
					return fs.SkipDir
				}
				return nil
			case !e.Type().IsRegular() || !strings.HasPrefix(name, prefix) || checkKey(name) != nil:
				return nil
			}
			st, err := e.Info()
			if missing(err) {
				return nil
			}
			if err != nil {
				return err
			}
			if !yield(meta(name, st), nil) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield(Meta{}, failure("list "+prefix, err))
		}
	}
}

// Sweep removes what a killed process left half-written before the given time.
func (d *Dir) Sweep(ctx context.Context, before time.Time) error {
	list, err := fs.ReadDir(d.root.FS(), tmp)
	if err != nil {
		return failure("sweep", err)
	}
	for _, e := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		if st, err := e.Info(); err != nil || !st.Mode().IsRegular() || !st.ModTime().Before(before) {
			continue
		}
		if err := d.root.Remove(path.Join(tmp, e.Name())); err != nil && !missing(err) {
			return failure("sweep", err)
		}
	}
	return nil
}

func missing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// failure gives an error of the file system its code.
func failure(what string, err error) error {
	code := content.Internal
	switch {
	case missing(err):
		code = content.NotFound
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		code = content.Full
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		code = content.Unavailable
	}
	return content.Fail(code, fmt.Errorf("%s: %w", what, err))
}
