package respond

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"time"
)

// ETag is a weak validator of the content: an answer and its compressed form
// share it (RFC 9110, section 8.8.1).
func ETag(body []byte) string {
	sum := sha256.Sum256(body)
	return `W/"` + hex.EncodeToString(sum[:12]) + `"`
}

// Fresh reports whether the visitor already has what would be sent, so that the
// answer is 304. If-None-Match goes before If-Modified-Since (RFC 9110, section
// 13.2.2). A date must be the very one that we sent: withdrawing the newest
// entry of a feed makes its date older, and that is a change too.
func Fresh(r *http.Request, etag string, modified time.Time) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	if match := r.Header["If-None-Match"]; len(match) > 0 {
		return etag != "" && matches(match, etag)
	}
	since := r.Header["If-Modified-Since"]
	if modified.IsZero() || len(since) == 0 {
		return false
	}
	t, err := http.ParseTime(since[0])
	return err == nil && t.Equal(modified.UTC().Truncate(time.Second))
}

// matches compares weakly, which is what If-None-Match asks.
func matches(fields []string, etag string) bool {
	etag = strings.TrimPrefix(etag, "W/")
	for _, f := range fields {
		if strings.TrimSpace(f) == "*" {
			return true
		}
		for f != "" {
			var one string
			one, f, _ = strings.Cut(f, ",")
			if strings.TrimPrefix(strings.TrimSpace(one), "W/") == etag {
				return true
			}
		}
	}
	return false
}
