package media

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"
	"time"

	"vitrine/content"
)

// Blobs stores files by key. Keys are segments of letters, digits, ".", "_"
// and "-", separated by "/", none of which begins with a dot; other keys are
// Malformed. Put is atomic: a key has its old bytes or all of the new ones.
// A missing key is a *content.Error NotFound, except for Delete, to which it is
// success; no room is Full; a store that does not answer is Unavailable.
type Blobs interface {
	// Put stores size bytes of r. If r ends before them, nothing is stored.
	Put(ctx context.Context, key, contentType string, r io.Reader, size int64) error
	// Get opens a file; it can seek, so that ranges can be served.
	Get(ctx context.Context, key string) (io.ReadSeekCloser, Meta, error)
	Stat(ctx context.Context, key string) (Meta, error)
	Delete(ctx context.Context, key string) error
	// List yields the files whose keys begin with prefix, in no order that
	// callers may rely on. After an error it ends.
	List(ctx context.Context, prefix string) iter.Seq2[Meta, error]
}

// Meta is what a store knows of a file.
type Meta struct {
	Key         string
	ContentType string
	Size        int64 // bytes
	Modified    time.Time
}

// Bytes lets content.Service store files that it holds in memory.
type Bytes struct{ Blobs }

var _ content.Blobs = Bytes{}

// Put stores data.
func (b Bytes) Put(ctx context.Context, key, contentType string, data []byte) error {
	return b.Blobs.Put(ctx, key, contentType, bytes.NewReader(data), int64(len(data)))
}

// PutFrom is Put of Blobs.
func (b Bytes) PutFrom(ctx context.Context, key, contentType string, r io.Reader, size int64) error {
	return b.Blobs.Put(ctx, key, contentType, r, size)
}

// Copy reads one file and stores it as another.
func (b Bytes) Copy(ctx context.Context, from, key, contentType string) error {
	f, meta, err := b.Blobs.Get(ctx, from)
	if err != nil {
		return err
	}
	defer f.Close()
	return b.Blobs.Put(ctx, key, contentType, f, meta.Size)
}

const maxKey = 512 // bytes

// checkKey refuses what could mean something else to a file system, a proxy or
// a signature.
func checkKey(key string) error {
	ok := key != "" && len(key) <= maxKey
	for seg := range strings.SplitSeq(key, "/") {
		ok = ok && checkSegment(seg)
	}
	if !ok {
		return content.Fail(content.Malformed, fmt.Errorf("key %q is not allowed", key))
	}
	return nil
}

func checkSegment(seg string) bool {
	if seg == "" || seg[0] == '.' || len(seg) > 200 {
		return false
	}
	for _, c := range []byte(seg) {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-') {
			return false
		}
	}
	return true
}

// checkPrefix accepts the beginning of any key, and "".
func checkPrefix(prefix string) error {
	if prefix == "" {
		return nil
	}
	return checkKey(strings.TrimSuffix(prefix, "/"))
}

// typeOf names the type of a file by the end of its key: the names of
// renditions are ours, not the uploader's.
func typeOf(key string) string {
	switch path.Ext(key) {
	case ".webp":
		return "image/webp"
	case ".jpg":
		return "image/jpeg"
	case ".png":
		return "image/png"
	case ".gif":
		return "image/gif"
	case ".mp4":
		return "video/mp4"
	case ".webm":
		return "video/webm"
	case ".mp3":
		return "audio/mpeg"
	case ".m4a":
		return "audio/mp4"
	case ".ogg":
		return "audio/ogg"
	case ".flac":
		return "audio/flac"
	case ".wav":
		return "audio/wav"
	case ".vtt":
		return "text/vtt; charset=utf-8"
	case ".pdf":
		return "application/pdf"
	case ".json":
		return "application/json"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	}
	return "application/octet-stream"
}

// exactly reads a known number of bytes: an end before or after it is an error,
// and so is a context that is done.
type exactly struct {
	ctx  context.Context
	r    io.Reader
	left int64
}

func (e *exactly) Read(b []byte) (int, error) {
	if err := e.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := e.r.Read(b)
	e.left -= int64(n)
	switch {
	case e.left < 0:
		return 0, fmt.Errorf("more bytes than announced")
	case err == io.EOF && e.left > 0:
		return n, io.ErrUnexpectedEOF
	}
	return n, err
}
