package store

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"vitrine/content"
)

// A backup is one tar file, compressed with gzip: format.json says what it is,
// then come the rows of every table in parts of JSON lines, the secret, the
// media, and last manifest.json with a checksum of every part. A file that was
// cut has no manifest. It restores into either database.

// BackupFormat is the version of the file's form.
const BackupFormat = 1

// Blobs are the files that belong to the rows: what backup and restore need of
// the media store.
type Blobs interface {
	Keys(ctx context.Context) iter.Seq2[string, error]
	Open(ctx context.Context, key string) (r io.ReadCloser, contentType string, size int64, err error)
	Put(ctx context.Context, key, contentType string, r io.Reader, size int64) error
	Delete(ctx context.Context, key string) error
}

// BackupOptions is what goes into a backup beside the rows.
type BackupOptions struct {
	Secret  []byte // the key of the private keys; with it the file gives everything away
	Blobs   Blobs  // nil: no media
	Now     time.Time
	Program string // name and version of who wrote it
}

// Manifest says what is in a backup.
type Manifest struct {
	Format   int              `json:"format"`
	Schema   int64            `json:"schema"` // number of the newest migration
	Created  time.Time        `json:"created"`
	Program  string           `json:"program,omitempty"`
	Database string           `json:"database"` // that it was taken from: sqlite, postgres
	Secret   bool             `json:"secret"`   // includes the secret that opens the private keys
	Rows     map[string]int64 `json:"rows,omitempty"`
	Media    int              `json:"media"`
	Bytes    int64            `json:"bytes"` // of the media
	Parts    []Part           `json:"parts,omitempty"`
}

// Part is an entry of the file.
type Part struct {
	Name        string `json:"name"`
	Size        int64  `json:"size"`
	SHA256      string `json:"sha256"`
	ContentType string `json:"content_type,omitempty"`
}

// Names of the entries.
const (
	formatEntry   = "format.json"
	manifestEntry = "manifest.json"
	secretEntry   = "secret"
	rowsPrefix    = "rows/"
	mediaPrefix   = "media/"
)

// Backup writes a backup to path, readable by its owner alone, while the
// database is in use. The file appears when it is complete.
func (db *DB) Backup(ctx context.Context, path string, o BackupOptions) (m *Manifest, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".backup-*") // mode 0600
	if err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if m, err = db.WriteBackup(ctx, f, o); err != nil {
		return nil, err
	}
	if err = f.Sync(); err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	if err = f.Close(); err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	if err = os.Rename(f.Name(), path); err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	return m, nil
}

// WriteBackup writes a backup to w. The rows are those of one moment; files
// that are added to the media meanwhile may be in it too.
func (db *DB) WriteBackup(ctx context.Context, w io.Writer, o BackupOptions) (*Manifest, error) {
	zip, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	b := &backupWriter{tar: tar.NewWriter(zip), m: Manifest{Format: BackupFormat, Created: o.Now.UTC(), Program: o.Program, Database: db.name(), Rows: map[string]int64{}}}
	if b.m.Schema, err = db.schema(ctx); err != nil {
		return nil, err
	}
	b.m.Secret = len(o.Secret) > 0
	head, _ := json.Marshal(Manifest{Format: b.m.Format, Schema: b.m.Schema, Created: b.m.Created, Program: o.Program, Database: b.m.Database, Secret: b.m.Secret})
	if err := b.add(formatEntry, head); err != nil {
		return nil, err
	}
	if err := db.writeRows(ctx, b); err != nil {
		return nil, err
	}
	if b.m.Secret {
		if err := b.add(secretEntry, o.Secret); err != nil {
			return nil, err
		}
	}
	if o.Blobs != nil {
		if err := b.addMedia(ctx, o.Blobs); err != nil {
			return nil, err
		}
	}
	all, err := json.Marshal(b.m)
	if err != nil {
		return nil, err
	}
	if err := b.entry(manifestEntry, int64(len(all)), bytes.NewReader(all), nil); err != nil {
		return nil, err
	}
	if err := b.tar.Close(); err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	if err := zip.Close(); err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	return &b.m, nil
}

// schema is the number of the newest migration that was applied.
func (db *DB) schema(ctx context.Context) (n int64, err error) {
	err = db.row(ctx, "SELECT max(version_id) FROM goose_db_version").Scan(&n)
	return n, fail(err, "version of the tables")
}

// backupWriter adds entries and notes their checksums.
type backupWriter struct {
	tar *tar.Writer
	m   Manifest
}

func (b *backupWriter) add(name string, data []byte) error {
	sum := sha256.New()
	if err := b.entry(name, int64(len(data)), bytes.NewReader(data), sum); err != nil {
		return err
	}
	b.m.Parts = append(b.m.Parts, Part{Name: name, Size: int64(len(data)), SHA256: hex.EncodeToString(sum.Sum(nil))})
	return nil
}

func (b *backupWriter) entry(name string, size int64, r io.Reader, sum hash.Hash) error {
	if err := b.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size, ModTime: b.m.Created, Format: tar.FormatPAX}); err != nil {
		return fmt.Errorf("backup %s: %w", name, err)
	}
	var w io.Writer = b.tar
	if sum != nil {
		w = io.MultiWriter(b.tar, sum)
	}
	n, err := io.Copy(w, r)
	if err == nil && n != size {
		err = fmt.Errorf("%d bytes, not %d", n, size)
	}
	if err != nil {
		return fmt.Errorf("backup %s: %w", name, err)
	}
	return nil
}

func (b *backupWriter) addMedia(ctx context.Context, blobs Blobs) error {
	for key, err := range blobs.Keys(ctx) {
		if err != nil {
			return fmt.Errorf("backup media: %w", err)
		}
		if err := b.addBlob(ctx, blobs, key); err != nil {
			return err
		}
	}
	return nil
}

func (b *backupWriter) addBlob(ctx context.Context, blobs Blobs, key string) error {
	r, contentType, size, err := blobs.Open(ctx, key)
	if content.Is(err, content.NotFound) {
		return nil // it was deleted meanwhile
	}
	if err != nil {
		return fmt.Errorf("backup media %s: %w", key, err)
	}
	defer r.Close()
	sum := sha256.New()
	if err := b.entry(mediaPrefix+key, size, io.LimitReader(r, size), sum); err != nil {
		return err
	}
	b.m.Media++
	b.m.Bytes += size
	b.m.Parts = append(b.m.Parts, Part{Name: mediaPrefix + key, Size: size, SHA256: hex.EncodeToString(sum.Sum(nil)), ContentType: contentType})
	return nil
}

// partSize is when a part of rows is full, in bytes: what a backup holds in memory.
const partSize = 4 << 20

// writeRows exports all tables from one snapshot.
func (db *DB) writeRows(ctx context.Context, b *backupWriter) error {
	snapshot, err := db.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: db.snapshotLevel()})
	if err != nil {
		return fail(err, "backup")
	}
	defer snapshot.Rollback()
	for _, table := range backedUp {
		n, err := db.writeTable(ctx, snapshot, b, table)
		if err != nil {
			return fail(err, "backup of %s", table.name)
		}
		b.m.Rows[table.name] = n
	}
	return nil
}

// snapshotLevel makes all reads of a transaction see one moment. SQLite's always do.
func (d dialect) snapshotLevel() sql.IsolationLevel {
	if d.postgres {
		return sql.LevelRepeatableRead
	}
	return sql.LevelDefault
}

func (db *DB) writeTable(ctx context.Context, snapshot *sql.Tx, b *backupWriter, table backupTable) (int64, error) {
	columns, err := tableColumns(ctx, snapshot, table)
	if err != nil {
		return 0, err
	}
	rows, err := snapshot.QueryContext(ctx, "SELECT "+strings.Join(columns, ", ")+" FROM "+table.name+" ORDER BY "+table.order)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var part bytes.Buffer
	var count int64
	number := 0
	flush := func() error {
		number++
		err := b.add(fmt.Sprintf("%s%s.%04d.jsonl", rowsPrefix, table.name, number), part.Bytes())
		part.Reset()
		return err
	}
	values, targets := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		targets[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return 0, err
		}
		if part.Len() == 0 {
			part.WriteString(encode(columns) + "\n")
		}
		if err := writeRow(&part, values); err != nil {
			return 0, err
		}
		count++
		if part.Len() >= partSize {
			if err := flush(); err != nil {
				return 0, err
			}
		}
	}
	if err := rows.Err(); err != nil {
		return 0, err
	}
	if part.Len() > 0 {
		return count, flush()
	}
	return count, nil
}
