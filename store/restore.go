package store

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"vitrine/content"
)

// Bounds of what a backup may hold, in bytes.
const (
	maxManifest = 256 << 20
	maxPart     = 256 << 20
	maxSecret   = 64 << 10
)

// Restored is what came out of a backup.
type Restored struct {
	Manifest Manifest
	Secret   []byte // for the caller to keep; nil when the backup has none
	Paused   int64  // deliveries that were not finished, see Restore
}

// Restore fills an empty database, and empty media, from a backup. All of the
// file is checked before anything is written, and the rows are written in one
// transaction.
//
// Nothing old is sent again: the server that the backup was taken from may have
// gone on for a while, so deliveries that were not finished come back paused,
// to be sent when a person asks (RetryDeliveries), and jobs come back dead. But
// timers (publish, expire, clean up) come back as they were: they read the
// state when they run.
func (db *DB) Restore(ctx context.Context, file string, blobs Blobs) (*Restored, error) {
	m, err := VerifyBackup(ctx, file)
	if err != nil {
		return nil, err
	}
	schema, err := db.schema(ctx)
	if err != nil {
		return nil, err
	}
	if m.Schema > schema {
		return nil, newer("the tables of the backup have version %d, this program knows %d", m.Schema, schema)
	}
	if err := db.requireEmpty(ctx, blobs); err != nil {
		return nil, err
	}
	var out *Restored
	var put []string
	err = db.inTx(ctx, func(t *tx) error {
		out, put = &Restored{Manifest: *m}, put[:0]
		if err := t.restore(ctx, file, blobs, out, &put); err != nil {
			return err
		}
		return t.finishRestore(ctx, out)
	})
	if err != nil {
		for _, key := range put {
			err = errors.Join(err, blobs.Delete(context.WithoutCancel(ctx), key))
		}
		return nil, fail(err, "restore")
	}
	return out, nil
}

// VerifyBackup reads a backup to its end and compares every checksum.
func VerifyBackup(ctx context.Context, file string) (*Manifest, error) {
	var m *Manifest
	var parts []Part
	err := eachEntry(ctx, file, func(h *tar.Header, r io.Reader) error {
		if m != nil {
			return broken("something follows its manifest")
		}
		if len(parts) == 0 && h.Name != formatEntry {
			return broken("it is not a backup")
		}
		if h.Name == manifestEntry {
			return readManifest(r, &m)
		}
		sum := sha256.New()
		var head strings.Builder
		w := io.Writer(sum)
		if h.Name == formatEntry {
			w = io.MultiWriter(sum, &head)
			r = io.LimitReader(r, 1<<20)
		}
		n, err := io.Copy(w, r)
		if err != nil {
			return cut(err)
		}
		if h.Name == formatEntry {
			if err := checkFormat([]byte(head.String())); err != nil {
				return err
			}
		}
		parts = append(parts, Part{Name: h.Name, Size: n, SHA256: hex.EncodeToString(sum.Sum(nil))})
		return nil
	})
	if err != nil {
		return nil, err
	}
	if m == nil {
		return nil, cut(io.ErrUnexpectedEOF)
	}
	if len(parts) != len(m.Parts) {
		return nil, broken("it has %d parts, its manifest names %d", len(parts), len(m.Parts))
	}
	for i, p := range parts {
		want := m.Parts[i]
		if p.Name != want.Name || p.Size != want.Size || p.SHA256 != want.SHA256 {
			return nil, broken("the checksum of %s is wrong", want.Name)
		}
	}
	return m, nil
}

func checkFormat(head []byte) error {
	var m Manifest
	if err := json.Unmarshal(head, &m); err != nil || m.Format < 1 {
		return broken("it is not a backup")
	}
	if m.Format > BackupFormat {
		return newer("the backup has format %d, this program knows %d", m.Format, BackupFormat)
	}
	return nil
}

func readManifest(r io.Reader, into **Manifest) error {
	b, err := io.ReadAll(io.LimitReader(r, maxManifest))
	if err != nil {
		return cut(err)
	}
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		return broken("its manifest cannot be read")
	}
	if err := checkFormat(b); err != nil {
		return err
	}
	*into = &m
	return nil
}

// eachEntry reads the file's entries in order.
func eachEntry(ctx context.Context, file string, f func(h *tar.Header, r io.Reader) error) error {
	in, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	defer in.Close()
	zip, err := gzip.NewReader(in)
	if err != nil {
		return broken("it is not a backup")
	}
	entries := tar.NewReader(zip)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		h, err := entries.Next()
		if err == io.EOF {
			// The end of the tar is not the end of the file: its checksum follows.
			if _, err := io.Copy(io.Discard, zip); err != nil {
				return cut(err)
			}
			return nil
		}
		if err != nil {
			return cut(err)
		}
		if h.Typeflag != tar.TypeReg || !safeName(h.Name) {
			return broken("it has an entry %q that does not belong there", h.Name)
		}
		if err := f(h, entries); err != nil {
			return err
		}
	}
}

// safeName reports whether an entry stays where it belongs.
func safeName(name string) bool {
	return len(name) <= 1024 && name == path.Clean(name) && !strings.HasPrefix(name, "/") && !strings.HasPrefix(name, "..") &&
		!strings.ContainsAny(name, "\\\x00")
}

// broken, cut and newer say why a file is no use, and what to do.
func broken(format string, args ...any) error {
	return content.Failf(content.Malformed, "the backup is damaged, use another one: "+format, args...)
}

func cut(err error) error {
	return content.Fail(content.Malformed, fmt.Errorf("the backup is incomplete, copy it again or use another one: %w", err))
}

func newer(format string, args ...any) error {
	return content.Failf(content.Conflict, "install a newer version of the program first: "+format, args...)
}

// requireEmpty refuses a database, or media, that hold something.
func (db *DB) requireEmpty(ctx context.Context, blobs Blobs) error {
	for _, table := range backedUp {
		var n int
		if err := db.row(ctx, "SELECT count(*) FROM (SELECT 1 FROM "+table.name+" LIMIT 1) x").Scan(&n); err != nil {
			return fail(err, "look at %s", table.name)
		}
		if n > 0 {
			return conflict("the database is not empty: it has %s; restore into a new one", table.name)
		}
	}
	if blobs == nil {
		return nil
	}
	for key, err := range blobs.Keys(ctx) {
		if err != nil {
			return fmt.Errorf("look at the media: %w", err)
		}
		return conflict("the media are not empty: there is %s; restore into a new folder", key)
	}
	return nil
}
