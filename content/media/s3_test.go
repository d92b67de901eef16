package media

import (
	"bufio"
	"bytes"
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/content"
)

// fakeS3 speaks as much of the protocol as a bucket named "bucket" needs.
type fakeS3 struct {
	t     *testing.T
	mu    sync.Mutex
	files map[string]fakeFile
	down  int    // answer this status to everything
	code  string // with this code
	pages int    // list requests answered
}

type fakeFile struct {
	data  []byte
	ctype string
}

func newFakeS3() *fakeS3 { return &fakeS3{files: map[string]fakeFile{}} }

var signature = regexp.MustCompile(`^AWS4-HMAC-SHA256 Credential=AKID/\d{8}/eu-west-1/s3/aws4_request, ?SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, ?Signature=[0-9a-f]{64}$`)

func (f *fakeS3) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !signature.MatchString(r.Header.Get("Authorization")) || r.Header.Get("X-Amz-Date") == "" {
		f.t.Errorf("%s %s is not signed: %q", r.Method, r.URL, r.Header.Get("Authorization"))
	}
	if f.down != 0 {
		f.fail(w, f.down, f.code)
		return
	}
	bucket, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	file, ok := f.files[key]
	switch {
	case bucket != "bucket":
		f.fail(w, 404, "NoSuchBucket")
	case r.Method == "GET" && key == "":
		f.list(w, r)
	case r.Method == "HEAD" && key == "":
	case r.Method == "PUT":
		data, err := body(r)
		if err != nil {
			f.fail(w, 400, "IncompleteBody")
			return
		}
		f.files[key] = fakeFile{data, r.Header.Get("Content-Type")}
		w.Header().Set("ETag", etag(data))
	case r.Method == "DELETE":
		delete(f.files, key)
		w.WriteHeader(204)
	case !ok:
		f.fail(w, 404, "NoSuchKey")
	default:
		w.Header().Set("ETag", etag(file.data))
		w.Header().Set("Content-Type", file.ctype)
		http.ServeContent(w, r, "", time.Unix(1_700_000_000, 0), bytes.NewReader(file.data))
	}
}

func etag(b []byte) string { s := md5.Sum(b); return `"` + hex.EncodeToString(s[:]) + `"` }

func (f *fakeS3) fail(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<Error><Code>%s</Code><Message>no</Message></Error>", code)
}

// list answers two keys at a time, so that paging is used.
func (f *fakeS3) list(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Has("location") {
		fmt.Fprint(w, `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">eu-west-1</LocationConstraint>`)
		return
	}
	type object struct {
		Key, LastModified, ETag string
		Size                    int
	}
	type result struct {
		XMLName                             xml.Name `xml:"ListBucketResult"`
		Name, Prefix, NextContinuationToken string
		IsTruncated                         bool
		Contents                            []object
	}
	f.pages++
	q := r.URL.Query()
	res := result{Name: "bucket", Prefix: q.Get("prefix")}
	var keys []string
	for k := range f.files {
		if strings.HasPrefix(k, res.Prefix) && k > q.Get("continuation-token") {
			keys = append(keys, k)
		}
	}
	sort.Strings(keys)
	if len(keys) > 2 {
		keys = keys[:2]
		res.IsTruncated, res.NextContinuationToken = true, keys[1]
	}
	for _, k := range keys {
		res.Contents = append(res.Contents, object{k, "2026-03-01T12:00:00.000Z", etag(f.files[k].data), len(f.files[k].data)})
	}
	if err := xml.NewEncoder(w).Encode(res); err != nil {
		f.t.Error(err)
	}
}

// body undoes the chunks that clients wrap around a body on plain http:
// "size;chunk-signature=…", the bytes, and trailers after a chunk of size 0.
func body(r *http.Request) ([]byte, error) {
	if !strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING-") {
		return io.ReadAll(r.Body)
	}
	in := bufio.NewReader(r.Body)
	var out []byte
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return nil, err
		}
		size, _, _ := strings.Cut(strings.TrimSpace(line), ";")
		n, err := strconv.ParseUint(size, 16, 31)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			_, err := io.Copy(io.Discard, in)
			if want := r.Header.Get("X-Amz-Decoded-Content-Length"); strconv.Itoa(len(out)) != want {
				return nil, fmt.Errorf("%d bytes, announced %s", len(out), want)
			}
			return out, err
		}
		part := make([]byte, n)
		if _, err := io.ReadFull(in, part); err != nil {
			return nil, err
		}
		out = append(out, part...)
		if _, err := in.Discard(2); err != nil {
			return nil, err
		}
	}
}

func TestS3Pages(t *testing.T) {
	f := newFakeS3()
	for i := range 7 {
		f.files[fmt.Sprintf("s/m%d/1/full.jpg", i)] = fakeFile{data: []byte("x")}
	}
	f.files["s/Not One of ours"] = fakeFile{}
	s := openS3(t, f, "/bucket")
	if got := strings.Fields(list(t, s, "s/")); len(got) != 7 || f.pages != 4 {
		t.Errorf("%d keys from %d pages", len(got), f.pages)
	}
	if err := s.Check(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestS3Errors(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		status int
		code   string
		want   content.Code
	}{{403, "AccessDenied", content.Internal}, {507, "XMinioStorageFull", content.Full}, {404, "NoSuchBucket", content.Internal}} {
		f := newFakeS3()
		s := openS3(t, f, "/bucket")
		f.down, f.code = c.status, c.code
		if err := (Bytes{s}).Put(ctx, "s/m/1/full.jpg", "image/jpeg", []byte("x")); !content.Is(err, c.want) || strings.Contains(err.Error(), "se/cret") {
			t.Errorf("%d %s: %v", c.status, c.code, err)
		}
	}
	// A bucket that does not exist, and a server that does not answer.
	if err := openS3(t, newFakeS3(), "/other").Check(ctx); !content.Is(err, content.Unavailable) {
		t.Errorf("no bucket: %v", err)
	}
	s, err := OpenS3("s3://a:b@127.0.0.1:1/bucket?insecure=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	short, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	if _, err := s.Stat(short, "s/m/1/full.jpg"); !content.Is(err, content.Unavailable) {
		t.Errorf("nobody there: %v", err)
	}
	if err := s.Put(ctx, "s/m/1/full.jpg", "", strings.NewReader("x"), -1); !content.Is(err, content.Malformed) {
		t.Errorf("no size: %v", err)
	}
}

func TestOpenS3(t *testing.T) {
	for in, says := range map[string]string{
		"http://h/b":                         "s3://",
		"s3://h":                             "BUCKET",
		"s3://k:s3cr3t@h/b?typo=1":           "typo",
		"s3://k:s3cr3t@h/b?insecure=perhaps": "insecure",
		"s3://k:s3cr3t@h/b/../c":             "not allowed",
		"s3://k:s3cr3t%zz@h/b":               "percent-encoded",
		"s3://k:s3cr3t@h h/b":                "percent-encoded",
	} {
		_, err := OpenS3(in, nil)
		if err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("%s: %v", in, err)
		}
	}
	s, err := OpenS3("s3://k:s@s3.example/b/town?region=eu-central-1&path_style=false", nil)
	if err != nil || s.bucket != "b" || s.prefix != "town/" || s.client.EndpointURL().Scheme != "https" {
		t.Errorf("%+v %v", s, err)
	}
}
