package media

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"vitrine/content"
)

// The same behaviour of every store.
func TestBlobs(t *testing.T) {
	for name, open := range map[string]func(t *testing.T) Blobs{
		"dir": func(t *testing.T) Blobs { return openDir(t, t.TempDir()) },
		"s3":  func(t *testing.T) Blobs { return openS3(t, newFakeS3(), "/bucket") },
		"s3 over TLS": func(t *testing.T) Blobs {
			f := newFakeS3()
			f.t = t
			srv := httptest.NewTLSServer(f)
			t.Cleanup(srv.Close)
			s, err := OpenS3("s3://AKID:secret@"+srv.Listener.Addr().String()+"/bucket?region=eu-west-1", srv.Client().Transport)
			if err != nil {
				t.Fatal(err)
			}
			return s
		},
		"s3 with prefix": func(t *testing.T) Blobs {
			f := newFakeS3()
			f.files["elsewhere/site/m0/1/full.jpg"] = fakeFile{data: []byte("x")}
			return openS3(t, f, "/bucket/town/media")
		},
	} {
		t.Run(name, func(t *testing.T) { contract(t, open(t)) })
	}
}

func contract(t *testing.T, b Blobs) {
	ctx := context.Background()
	put := func(key, s string) {
		t.Helper()
		if err := b.Put(ctx, key, typeOf(key), strings.NewReader(s), int64(len(s))); err != nil {
			t.Fatal(err)
		}
	}
	const key = "site/m1/1/w640.webp"
	if _, _, err := b.Get(ctx, key); !content.Is(err, content.NotFound) {
		t.Errorf("get of nothing: %v", err)
	}
	if _, err := b.Stat(ctx, key); !content.Is(err, content.NotFound) {
		t.Errorf("stat of nothing: %v", err)
	}
	if err := b.Delete(ctx, key); err != nil {
		t.Errorf("delete of nothing: %v", err)
	}
	put(key, "one")
	put(key, "two, longer")
	r, m, err := b.Get(ctx, key)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if string(data) != "two, longer" || err != nil || m.Size != 11 || m.ContentType != "image/webp" || m.Key != key || m.Modified.IsZero() {
		t.Errorf("get: %q %v %+v", data, err, m)
	}
	if _, err := r.Seek(5, io.SeekStart); err != nil {
		t.Error(err)
	}
	if data, _ := io.ReadAll(r); string(data) != "longer" {
		t.Errorf("after seek: %q", data)
	}
	r.Close()
	if st, err := b.Stat(ctx, key); err != nil || st.Size != 11 || st.ContentType != "image/webp" {
		t.Errorf("stat: %+v %v", st, err)
	}
	if _, err := b.Stat(ctx, "site/m1"); !content.Is(err, content.NotFound) {
		t.Errorf("a folder is not a file: %v", err)
	}
	if err := (Bytes{b}).Put(ctx, "site/m1/1/full.jpg", "image/jpeg", []byte("jpg")); err != nil {
		t.Error(err)
	}
	put("site/m10/1/full.jpg", "x")
	put("site2/m1/1/full.jpg", "x")
	put("site/m2/1/empty.png", "")
	for prefix, want := range map[string]string{
		"":           "site/m1/1/full.jpg site/m1/1/w640.webp site/m10/1/full.jpg site/m2/1/empty.png site2/m1/1/full.jpg",
		"site/":      "site/m1/1/full.jpg site/m1/1/w640.webp site/m10/1/full.jpg site/m2/1/empty.png",
		"site/m1":    "site/m1/1/full.jpg site/m1/1/w640.webp site/m10/1/full.jpg",
		"site/m1/":   "site/m1/1/full.jpg site/m1/1/w640.webp",
		"site/m1/1/": "site/m1/1/full.jpg site/m1/1/w640.webp",
		"none/":      "", "none/at/all": "", "site/m1/1/full.jpg": "site/m1/1/full.jpg",
	} {
		if got := list(t, b, prefix); got != want {
			t.Errorf("list %q: %s, want %s", prefix, got, want)
		}
	}
	n := 0
	for range b.List(ctx, "") {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("a list left early yielded %d", n)
	}
	if err := b.Delete(ctx, key); err != nil {
		t.Error(err)
	}
	if _, err := b.Stat(ctx, key); !content.Is(err, content.NotFound) {
		t.Errorf("after delete: %v", err)
	}
	for _, bad := range []string{"", "/", "/etc/passwd", "../x", "a/../b", "a//b", "a/", ".tmp/x", "a/.hidden", "a\\b", "a b", "a\x00b", "é", strings.Repeat("a/", 300) + "a", strings.Repeat("a", 201)} {
		_, _, err := b.Get(ctx, bad)
		_, serr := b.Stat(ctx, bad)
		for _, e := range []error{err, serr, b.Delete(ctx, bad), b.Put(ctx, bad, "", strings.NewReader(""), 0)} {
			if !content.Is(e, content.Malformed) {
				t.Errorf("key %q: %v", bad, e)
			}
		}
	}
	// What ends too early is not stored, and the old bytes stay.
	put(key, "old")
	for _, r := range []io.Reader{strings.NewReader("half"), io.MultiReader(strings.NewReader("half"), failingReader{})} {
		if err := b.Put(ctx, key, "image/webp", r, 100); err == nil {
			t.Error("half a file was stored")
		}
	}
	if st, err := b.Stat(ctx, key); err != nil || st.Size != 3 {
		t.Errorf("the old bytes are gone: %+v %v", st, err)
	}
	done, cancel := context.WithCancel(ctx)
	cancel()
	if err := b.Put(done, key, "image/webp", strings.NewReader("new"), 3); err == nil {
		t.Error("stored although cancelled")
	}
	if _, err := b.Stat(done, key); err == nil {
		t.Error("answered although cancelled")
	}
	for _, err := range b.List(done, "") {
		if err == nil {
			t.Error("listed although cancelled")
		}
	}
}

func list(t *testing.T, b Blobs, prefix string) string {
	t.Helper()
	var keys []string
	for m, err := range b.List(context.Background(), prefix) {
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, m.Key)
	}
	sort.Strings(keys)
	return strings.Join(keys, " ")
}

func openDir(t *testing.T, path string) *Dir {
	t.Helper()
	d, err := OpenDir(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// left returns the paths of all files below dir.
func left(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.Walk(dir, func(p string, st os.FileInfo, err error) error {
		if err == nil && !st.IsDir() {
			out = append(out, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

type fullDisk struct {
	w    io.Writer
	room int
}

func (f *fullDisk) Write(b []byte) (int, error) {
	if len(b) > f.room {
		n, _ := f.w.Write(b[:f.room])
		f.room = 0
		return n, &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}
	}
	f.room -= len(b)
	return f.w.Write(b)
}

func TestDiskFull(t *testing.T) {
	path := t.TempDir()
	d := openDir(t, path)
	ctx := context.Background()
	if err := (Bytes{d}).Put(ctx, "s/m/1/full.jpg", "image/jpeg", []byte("old")); err != nil {
		t.Fatal(err)
	}
	d.sink = func(w io.Writer) io.Writer { return &fullDisk{w, 1000} }
	for _, key := range []string{"s/m/1/full.jpg", "s/m/2/full.jpg"} {
		if err := (Bytes{d}).Put(ctx, key, "image/jpeg", make([]byte, 5000)); !content.Is(err, content.Full) || !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("%s: %v", key, err)
		}
	}
	if files := left(t, path); len(files) != 1 {
		t.Errorf("half-written files stay: %v", files)
	}
	r, _, err := d.Get(ctx, "s/m/1/full.jpg")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if b, _ := io.ReadAll(r); string(b) != "old" {
		t.Errorf("the old bytes are %q", b)
	}
}

func TestDirPrivate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "media")
	d := openDir(t, path)
	if err := (Bytes{d}).Put(context.Background(), "s/m/1/full.jpg", "image/jpeg", []byte("x")); err != nil {
		t.Fatal(err)
	}
	for p, want := range map[string]os.FileMode{"": 0o700, "s": 0o700, "s/m/1": 0o700, "s/m/1/full.jpg": 0o600, ".tmp": 0o700} {
		st, err := os.Stat(filepath.Join(path, p))
		if err != nil || st.Mode().Perm() != want {
			t.Errorf("%s: %v %v", p, st.Mode(), err)
		}
	}
	if err := d.Delete(context.Background(), "s/m/1/full.jpg"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(path, "s")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("empty folders stay: %v", err)
	}
}

func TestDirLinks(t *testing.T) {
	path, outside := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "secret.jpg"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := openDir(t, path)
	for name, target := range map[string]string{"link.jpg": filepath.Join(outside, "secret.jpg"), "folder": outside} {
		if err := os.Symlink(target, filepath.Join(path, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range []string{"link.jpg", "folder/secret.jpg"} {
		if _, _, err := d.Get(context.Background(), key); err == nil {
			t.Errorf("%s leads outside", key)
		}
		if _, err := d.Stat(context.Background(), key); err == nil {
			t.Errorf("%s is seen outside", key)
		}
	}
	if err := (Bytes{d}).Put(context.Background(), "folder/new.jpg", "image/jpeg", []byte("x")); err == nil {
		t.Error("written outside")
	}
	if files := left(t, outside); len(files) != 1 {
		t.Errorf("outside: %v", files)
	}
}

func TestSweep(t *testing.T) {
	path := t.TempDir()
	d := openDir(t, path)
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for name, age := range map[string]time.Duration{"OLD": 48 * time.Hour, "NEW": time.Minute} {
		p := filepath.Join(path, tmp, name)
		if err := os.WriteFile(p, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(p, now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Sweep(context.Background(), now.Add(-24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if files := left(t, path); len(files) != 1 || filepath.Base(files[0]) != "NEW" {
		t.Errorf("left: %v", files)
	}
}

// Writers and removers of the same folder do not disturb each other, and a
// reader sees whole files alone.
func TestDirConcurrent(t *testing.T) {
	d := openDir(t, t.TempDir())
	ctx := context.Background()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			data := bytes.Repeat([]byte{byte('a' + i)}, 4096)
			for range 20 {
				if err := (Bytes{d}).Put(ctx, "s/m/1/full.jpg", "image/jpeg", data); err != nil {
					t.Error(err)
				}
				if r, _, err := d.Get(ctx, "s/m/1/full.jpg"); err == nil {
					b, _ := io.ReadAll(r)
					r.Close()
					if len(b) != 4096 || bytes.Count(b, b[:1]) != 4096 {
						t.Errorf("a mixed file of %d bytes", len(b))
					}
				}
				if err := d.Delete(ctx, "s/m/1/full.jpg"); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	wg.Wait()
}

// failing is a store that has no room for the keys that refuse says.
type failing struct {
	Blobs
	refuse func(key string) error
}

func (f failing) Put(ctx context.Context, key, contentType string, r io.Reader, size int64) error {
	if err := f.refuse(key); err != nil {
		return err
	}
	return f.Blobs.Put(ctx, key, contentType, r, size)
}

// The Service's promise, "all renditions or nothing", needs that the error of a
// store reaches it with its code through the adapter.
func TestFailing(t *testing.T) {
	b := Bytes{failing{openDir(t, t.TempDir()), func(key string) error {
		if strings.HasSuffix(key, "full.jpg") {
			return content.Fail(content.Full, syscall.ENOSPC)
		}
		return nil
	}}}
	var service content.Blobs = b
	if err := service.Put(context.Background(), "s/m/1/w320.webp", "image/webp", nil); err != nil {
		t.Error(err)
	}
	if err := service.Put(context.Background(), "s/m/1/full.jpg", "image/jpeg", nil); !content.Is(err, content.Full) {
		t.Error(err)
	}
}

func openS3(t *testing.T, f *fakeS3, path string) *S3 {
	t.Helper()
	srv := httptest.NewServer(f)
	t.Cleanup(srv.Close)
	f.t = t
	s, err := OpenS3("s3://AKID:se%2Fcret@"+strings.TrimPrefix(srv.URL, "http://")+path+"?insecure=true&region=eu-west-1&path_style=true", nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
