package web_test

import (
	"net/http"
	"strings"
	"testing"

	"vitrine/content"
	"vitrine/web"
)

// A film is read in parts as it plays, and can run nothing (H5).
func TestFilmIsServedInParts(t *testing.T) {
	id := content.NewID()
	w := newWorld(t, func(_ *web.Config, f *fake) {
		f.blobs["site/"+string(id)+"/1/full.mp4"] = []byte("0123456789")
		f.blobs["site/"+string(id)+"/1/captions-nl-1f3a.vtt"] = []byte("WEBVTT\n")
	})
	res := w.get(t, "/media/"+string(id)+"/1/full.mp4", "Range", "bytes=2-5")
	h := res.Header()
	if res.Code != http.StatusPartialContent || res.Body.String() != "2345" || h.Get("Content-Range") != "bytes 2-5/10" || h.Get("Content-Type") != "video/mp4" || h.Get("Accept-Ranges") != "bytes" {
		t.Errorf("%d %q %v", res.Code, res.Body, h)
	}
	if !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || h.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("headers: %v", h)
	}
	if res := w.get(t, "/media/"+string(id)+"/1/full.mp4", "Range", "bytes=20-"); res.Code != http.StatusRequestedRangeNotSatisfiable {
		t.Errorf("beyond the end: %d", res.Code)
	}
	if res := w.get(t, "/media/"+string(id)+"/1/captions-nl-1f3a.vtt"); res.Code != 200 || res.Header().Get("Content-Type") != "text/vtt; charset=utf-8" {
		t.Errorf("captions: %d %v", res.Code, res.Header())
	}
	if csp := w.get(t, "/nl/").Header().Get("Content-Security-Policy"); !strings.Contains(csp, "media-src 'self'") {
		t.Errorf("pages may not play: %s", csp)
	}
}
