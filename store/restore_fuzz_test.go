package store

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"vitrine/content"
)

// FuzzVerifyBackup reads files that claim to be backups.
func FuzzVerifyBackup(f *testing.F) {
	db, err := Open(f.Context(), Config{Path: filepath.Join(f.TempDir(), "v.db"), Kinds: testKinds})
	must(f, err)
	defer db.Close()
	newLibrary(f, db)
	var good bytes.Buffer
	_, err = db.WriteBackup(f.Context(), &good, BackupOptions{Secret: []byte("s"), Blobs: pictures{"k": []byte("v")}, Now: t0})
	must(f, err)
	f.Add(good.Bytes())
	f.Add(good.Bytes()[:good.Len()/2])
	f.Add([]byte{0x1f, 0x8b})
	file := filepath.Join(f.TempDir(), "backup")
	f.Fuzz(func(t *testing.T, data []byte) {
		must(t, os.WriteFile(file, data, 0o600))
		if _, err := VerifyBackup(t.Context(), file); err != nil && !content.Is(err, content.Malformed) && !content.Is(err, content.Conflict) {
			t.Fatal(err)
		}
	})
}

// FuzzReadValue reads values as they stand in rows.
func FuzzReadValue(f *testing.F) {
	for _, s := range []string{`"text"`, `12`, `-0.5`, `1e3`, `null`, `{"b":"AAE="}`, `{"b":null}`, `[]`, ``} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		v, err := readValue(raw)
		if err != nil || !json.Valid(raw) {
			return
		}
		var line bytes.Buffer
		if err := writeRow(&line, []any{v}); err != nil {
			return // a number beyond all bounds
		}
		var again []json.RawMessage
		must(t, json.Unmarshal(line.Bytes(), &again))
		if _, err := readValue(again[0]); err != nil {
			t.Fatalf("%s came back as %s: %v", raw, line.Bytes(), err)
		}
	})
}
