package respond

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"sync"
)

// MinGzip is the size in bytes below which compressing costs more than it saves.
const MinGzip = 860

var squeezers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, 6) // the level is valid
	return z
}}

// Gzip compresses a body, nil when that saves nothing.
func Gzip(body []byte) []byte {
	if len(body) < MinGzip {
		return nil
	}
	var b bytes.Buffer
	b.Grow(len(body) / 3)
	z := squeezers.Get().(*gzip.Writer)
	defer squeezers.Put(z)
	z.Reset(&b)
	_, _ = z.Write(body) // a bytes.Buffer takes everything
	_ = z.Close()
	if b.Len() >= len(body) {
		return nil
	}
	return b.Bytes()
}

// Text answers with a text that is small enough to hold, compressed when the
// visitor takes that. The caller has set Content-Type and caching headers.
func Text(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	h := w.Header()
	h.Add("Vary", "Accept-Encoding")
	if AcceptsGzip(r) {
		if z := Gzip(body); z != nil {
			h.Set("Content-Encoding", "gzip")
			body = z
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the client has gone; there is nobody to tell
	}
}
