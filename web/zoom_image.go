package web

import (
	"bytes"
	"math"
	"net/http"
	"strconv"
	"time"

	"vitrine/content"
	"vitrine/web/respond"
)

// What one network may ask of pictures in detail: opening one takes some twenty
// tiles, moving about some more.
const (
	tilesPerSecond = 30
	tileBurst      = 600
	tileNetworks   = 4096
)

// tileKept is how long a browser may keep a picture of others.
const tileKept = "public, max-age=604800"

// zoomInfo describes a picture for the viewer.
func zoomInfo(v *visit) error {
	n, err := v.zoomed()
	if err != nil {
		return err
	}
	data, err := v.cfg.Zoom.Info(v.ctx(), v.site, content.ID(v.vars["item"]), n)
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "public, max-age=3600")
	_, _ = v.w.Write(data) // the visitor may have gone
	return nil
}

// zoomImage is a tile, or the whole picture.
func zoomImage(v *visit) error {
	n, err := v.zoomed()
	if err != nil {
		return err
	}
	request := v.vars["region"] + "/" + v.vars["size"] + "/0/default.jpg"
	data, mediaType, err := v.cfg.Zoom.Image(v.ctx(), v.site, content.ID(v.vars["item"]), n, request)
	if err != nil {
		return err
	}
	h := v.w.Header()
	respond.Media(h)
	h.Set("Content-Type", mediaType)
	h.Set("Cache-Control", tileKept)
	h.Set("Etag", respond.ETag(data))
	http.ServeContent(v.w, v.r, "", time.Time{}, bytes.NewReader(data))
	return nil
}

// zoomed reads the address and counts the visitor's requests.
func (v *visit) zoomed() (n int, err error) {
	if v.cfg.Zoom == nil || !content.ValidID(v.vars["item"]) {
		return 0, content.Fail(content.NotFound, nil)
	}
	if n, err = strconv.Atoi(v.vars["page"]); err != nil {
		return 0, content.Fail(content.NotFound, err)
	}
	if ok, wait := v.tiles.Allow(v.cfg.Proxies.Visitor(v.r)); !ok {
		v.w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
		return 0, content.Failf(content.RateLimited, "too many pictures in detail")
	}
	return n, nil
}
