package store

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vitrine/content"
)

// checkNothingOldIsSent holds a restored store to its promise.
func checkNothingOldIsSent(t *testing.T, o *outward) {
	t.Helper()
	ctx, now := t.Context(), t0.Add(2*time.Hour)
	if lanes := o.claim(t, now); len(lanes) != 0 {
		t.Fatalf("sent again: %+v", lanes)
	}
	jobs, err := o.Claim(ctx, []string{content.QueueAnnounce, content.QueuePublish}, 10, now, time.Minute)
	must(t, err)
	if len(jobs) != 1 || jobs[0].Queue != content.QueuePublish || !jobs[0].Timer {
		t.Fatalf("jobs %+v", jobs)
	}
	receipts, err := o.Receipts(ctx, o.site, o.item)
	must(t, err)
	for _, r := range receipts {
		if r.State == "pending" {
			t.Fatalf("receipts %+v", receipts)
		}
		if r.State == "failed" && r.Reason != "restored" {
			t.Fatalf("receipts %+v", receipts)
		}
	}
	second := content.NewID()
	o.addObject(t, second)
	if _, n := o.fanOut(t, "Create", second, now, content.Audience{Followers: true}); n != 2 { // sequences go on
		t.Fatalf("%d new deliveries", n)
	}
	for _, l := range o.claim(t, now) {
		o.finish(t, l, now, content.Done, "")
	}
	n := 0
	for _, host := range []string{"a.example", "b.example"} {
		k, err := o.RetryDeliveries(ctx, o.site, o.item, host, now)
		must(t, err)
		n += k
	}
	if lanes := o.claim(t, now); n != 1 || len(lanes) != 1 {
		t.Fatalf("%d on request: %+v", n, lanes)
	}
}

func TestRestoreRefuses(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	db := furnish(t, openTest(t, Config{Path: filepath.Join(dir, "1.db"), Kinds: testKinds}))
	fill(t, db)
	file := filepath.Join(dir, "good")
	_, err := db.Backup(ctx, file, BackupOptions{Secret: []byte("s"), Blobs: pictures{"k": []byte("v")}, Now: t0})
	must(t, err)
	good, err := os.ReadFile(file)
	must(t, err)
	tests := []struct {
		name string
		data []byte
		code content.Code
		says string
	}{
		{"cut in the middle", good[:len(good)/2], content.Malformed, "incomplete"},
		{"cut at the end", good[:len(good)-4], content.Malformed, "incomplete"},
		{"not a backup", []byte("hello"), content.Malformed, "not a backup"},
		{"another tar", repack(t, file, func(name string, b []byte) (string, []byte) { return "x" + name, b }), content.Malformed, "not a backup"},
		{"wrong bytes", repack(t, file, func(name string, b []byte) (string, []byte) {
			if strings.HasPrefix(name, rowsPrefix+"sites") {
				b = bytes.Replace(b, []byte("bib.example"), []byte("evil.exampl"), 1)
			}
			return name, b
		}), content.Malformed, "checksum"},
		{"a part is missing", repack(t, file, func(name string, b []byte) (string, []byte) {
			if name == secretEntry {
				return "", nil
			}
			return name, b
		}), content.Malformed, "parts"},
		{"no manifest", repack(t, file, func(name string, b []byte) (string, []byte) {
			if name == manifestEntry {
				return "", nil
			}
			return name, b
		}), content.Malformed, "incomplete"},
		{"a path that leaves", repack(t, file, func(name string, b []byte) (string, []byte) {
			if name == secretEntry {
				name = "media/../../etc"
			}
			return name, b
		}), content.Malformed, "does not belong"},
		{"newer format", repack(t, file, change(t, func(m *Manifest) { m.Format = BackupFormat + 1 })), content.Conflict, "newer version"},
		{"newer tables", reseal(t, file, func(m *Manifest) { m.Schema += 1 }), content.Conflict, "newer version"},
		{"wrong count", reseal(t, file, func(m *Manifest) { m.Rows["sites"]++ }), content.Malformed, "rows of sites"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			bad := filepath.Join(t.TempDir(), "bad")
			must(t, os.WriteFile(bad, tt.data, 0o600))
			fresh, media := openTest(t, Config{Path: filepath.Join(t.TempDir(), "2.db"), Kinds: testKinds}), pictures{}
			_, err := fresh.Restore(ctx, bad, media)
			want(t, err, tt.code)
			if !strings.Contains(err.Error(), tt.says) {
				t.Errorf("it says %v", err)
			}
			if err := fresh.requireEmpty(ctx, media); err != nil {
				t.Errorf("half-written: %v", err)
			}
		})
	}
	_, err = db.Restore(ctx, file, pictures{})
	want(t, err, content.Conflict)
	_, err = openTest(t, Config{Path: filepath.Join(dir, "3.db"), Kinds: testKinds}).Restore(ctx, file, pictures{"old": nil})
	want(t, err, content.Conflict)
}

// repack writes a backup anew with changed entries; an empty name drops one.
func repack(t *testing.T, file string, f func(name string, b []byte) (string, []byte)) []byte {
	t.Helper()
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	w := tar.NewWriter(zip)
	must(t, eachEntry(t.Context(), file, func(h *tar.Header, r io.Reader) error {
		b, err := io.ReadAll(r)
		must(t, err)
		name, b := f(h.Name, b)
		if name == "" {
			return nil
		}
		must(t, w.WriteHeader(&tar.Header{Name: name, Size: int64(len(b)), Mode: 0o600}))
		_, err = w.Write(b)
		return err
	}))
	must(t, w.Close())
	must(t, zip.Close())
	return out.Bytes()
}

// change edits what the file says of itself at its head.
func change(t *testing.T, f func(m *Manifest)) func(string, []byte) (string, []byte) {
	return func(name string, b []byte) (string, []byte) {
		if name != formatEntry {
			return name, b
		}
		return name, edited(t, b, f)
	}
}

// reseal edits the manifest only, which no checksum covers.
func reseal(t *testing.T, file string, f func(m *Manifest)) []byte {
	return repack(t, file, func(name string, b []byte) (string, []byte) {
		if name != manifestEntry {
			return name, b
		}
		return name, edited(t, b, f)
	})
}

func edited(t *testing.T, b []byte, f func(m *Manifest)) []byte {
	t.Helper()
	var m Manifest
	must(t, json.Unmarshal(b, &m))
	f(&m)
	b, err := json.Marshal(m)
	must(t, err)
	return b
}
