package web

import (
	"net/http"
	"path"
	"strings"
	"time"

	"vitrine/content"
	"vitrine/web/respond"
)

// mediaTypes are the only uploads that are served, by the rendition's extension.
// Those that a browser would run or that a sandbox breaks are downloads (H5).
var mediaTypes = map[string]struct {
	mediaType string
	download  bool
}{
	".webp": {"image/webp", false}, ".jpg": {"image/jpeg", false}, ".jpeg": {"image/jpeg", false},
	".png": {"image/png", false}, ".gif": {"image/gif", false}, ".avif": {"image/avif", false},
	".mp4": {"video/mp4", false}, ".webm": {"video/webm", false}, ".mp3": {"audio/mpeg", false},
	".ogg": {"audio/ogg", false}, ".m4a": {"audio/mp4", false}, ".flac": {"audio/flac", false}, ".wav": {"audio/wav", false}, ".vtt": {"text/vtt; charset=utf-8", false},
	".pdf": {"application/pdf", true}, ".epub": {"application/epub+zip", true}, ".svg": {"image/svg+xml", true},
}

// playTime is how long one answer with a film or a recording may take.
const playTime = 4 * time.Hour

// mediaShow is an uploaded file. Its address never changes its content, so it
// may be kept for ever; other sites may show it, which federation needs.
func mediaShow(v *visit) error {
	id, version, name := v.vars["id"], v.vars["version"], v.vars["rendition"]
	t, ok := mediaTypes[path.Ext(name)]
	if !ok || !content.ValidID(id) || !validRendition(name) {
		return content.Failf(content.NotFound, "no file %q", name)
	}
	blob, err := v.cfg.Blobs.Open(v.ctx(), string(v.site.ID)+"/"+id+"/"+version+"/"+name)
	if err != nil {
		return err
	}
	defer blob.Close()
	h := v.w.Header()
	respond.Media(h)
	h.Set("Content-Type", t.mediaType)
	h.Set("Cache-Control", immutable)
	h.Set("Etag", `"`+id+"-"+version+"-"+name+`"`)
	if strings.HasPrefix(t.mediaType, "video/") || strings.HasPrefix(t.mediaType, "audio/") {
		// Who watches a film reads it as it plays.
		_ = http.NewResponseController(v.w).SetWriteDeadline(v.cfg.Now().Add(playTime)) // not every writer has one
	}
	if t.download {
		h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	}
	http.ServeContent(v.w, v.r, "", time.Time{}, blob)
	return nil
}

// validRendition allows names that we make: no path, nothing that ends a header.
func validRendition(name string) bool {
	if len(name) > 100 || strings.Contains(name, "..") {
		return false
	}
	for i := range len(name) {
		c := name[i]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '-' || c == '_') {
			return false
		}
	}
	return true
}
