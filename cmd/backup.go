package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"vitrine/content/media"
	"vitrine/store"
)

// backupBlobs lends the blob store and the folder of themes to backup and restore.
type backupBlobs struct {
	media.Blobs
	themes themeFiles
}

var _ store.Blobs = backupBlobs{}

func (b backupBlobs) Keys(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for m, err := range b.List(ctx, "") {
			if strings.HasPrefix(m.Key, cachePrefix) { // can be had again
				continue
			}
			if err == nil && isBook(m.Key) { // made again when somebody asks for it
				continue
			}
			if !yield(m.Key, err) {
				return
			}
		}
		if b.themes.dir == "" {
			return
		}
		for key, err := range b.themes.keys(ctx) {
			if !yield(key, err) {
				return
			}
		}
	}
}

// ofThemes tells a file of the folder of themes from one of the blob store.
func (b backupBlobs) ofThemes(key string) bool {
	return b.themes.dir != "" && strings.HasPrefix(key, themesPrefix)
}

func (b backupBlobs) Put(ctx context.Context, key, contentType string, r io.Reader, size int64) error {
	if b.ofThemes(key) {
		return b.themes.put(key, r, size)
	}
	return b.Blobs.Put(ctx, key, contentType, r, size)
}

func (b backupBlobs) Delete(ctx context.Context, key string) error {
	if b.ofThemes(key) {
		return b.themes.remove(key)
	}
	return b.Blobs.Delete(ctx, key)
}

func (b backupBlobs) Open(ctx context.Context, key string) (io.ReadCloser, string, int64, error) {
	if b.ofThemes(key) {
		r, size, err := b.themes.open(key)
		return r, "", size, err
	}
	r, m, err := b.Get(ctx, key)
	if err != nil {
		return nil, "", 0, err
	}
	return r, m.ContentType, m.Size, nil
}

type backupCmd struct {
	File string `arg:"" type:"path" help:"File to write; readable by its owner alone."`
}

// Run writes a backup, also while a server runs.
func (c *backupCmd) Run(e *env) error {
	return e.with(func(a *admin) error {
		blobs, err := e.opts.openBlobs()
		if err != nil {
			return err
		}
		secret, err := e.opts.secret()
		if err != nil {
			return err
		}
		m, err := a.store.Backup(a.ctx, c.File, store.BackupOptions{Secret: secret, Blobs: backupBlobs{blobs, themeFiles{e.opts.themesDir()}}, Now: now(), Program: "vitrine " + Version})
		if err != nil {
			return err
		}
		if e.opts.JSON {
			return e.json(m)
		}
		var rows int64
		for _, n := range m.Rows {
			rows += n
		}
		fmt.Fprintf(e.out, "%s: %d rows, %d files. It includes the secret that opens the private keys: keep it as you keep a key.\n", c.File, rows, m.Media)
		return nil
	})
}

type restoreCmd struct {
	File string `arg:"" type:"existingfile" help:"Backup to read."`
}

// Run reads a backup into an empty folder or database. The secret of the backup
// becomes the installation's; one that is set already must be the same.
func (c *restoreCmd) Run(e *env) error {
	if e.opts.DatabaseURL == "" {
		release, err := lockData(e.opts.Data)
		if err != nil {
			return err
		}
		defer release()
	}
	name := filepath.Join(e.opts.Data, "secret")
	if _, err := os.Stat(name); err == nil {
		return fmt.Errorf("%s is not empty: it has a secret; restore into a new folder", e.opts.Data)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return e.begin(func(a *admin) error {
		blobs, err := e.opts.openBlobs()
		if err != nil {
			return err
		}
		r, err := a.store.Restore(a.ctx, c.File, backupBlobs{blobs, themeFiles{e.opts.themesDir()}})
		if err != nil {
			return err
		}
		switch {
		case len(r.Secret) == 0:
		case e.opts.Secret == "":
			if _, err := placeSecret(name, r.Secret); err != nil {
				return err
			}
		case !bytes.Equal([]byte(e.opts.Secret), r.Secret):
			fmt.Fprintln(e.err, "vitrine: VITRINE_SECRET is not the secret of this backup: the keys cannot be opened until it is.")
		}
		if e.opts.JSON {
			return e.json(r.Manifest)
		}
		fmt.Fprintf(e.out, "Restored %s of %s: nothing old is sent again.\n", c.File, r.Manifest.Created.Format("2 January 2006 15:04 MST"))
		return nil
	})
}
