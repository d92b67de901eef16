package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/web"
)

// gallery is pictures in full detail, or none while the museum is down.
type gallery struct{ down bool }

func (g *gallery) away() error {
	if g.down {
		return &content.Error{Code: content.Unavailable, Key: "error.zoom_away"}
	}
	return nil
}

func (g *gallery) Pages(context.Context, *content.Site, content.ID) (*web.Zoomed, error) {
	return &web.Zoomed{Credit: content.Localised{"": "Museum <b>"}, Rights: "http://creativecommons.org/publicdomain/mark/1.0/", Pages: []web.ZoomedPage{
		{Label: content.Localised{"nl": "Voorzijde"}, Width: 800, Height: 600, Tiled: true, Paths: []string{"1/full/640,/0/default.jpg", "1/full/1200,/0/default.jpg", "1/full/2400,/0/default.jpg"}, Widths: []int{640, 1200, 2400}},
		{Paths: []string{"2/full/640,/0/default.jpg"}, Widths: []int{640}}}}, g.away()
}

func (g *gallery) Info(context.Context, *content.Site, content.ID, int) ([]byte, error) {
	return []byte("{}"), g.away()
}

func (g *gallery) Image(_ context.Context, _ *content.Site, _ content.ID, n int, request string) ([]byte, string, error) {
	if n != 1 || request != "0,0,512,512/512,512/0/default.jpg" {
		return nil, "", content.Fail(content.NotFound, nil)
	}
	return []byte("\xff\xd8\xffpicture"), "image/jpeg", g.away()
}

type pictured struct{ undated }

func (*pictured) Manifest() string { return "https://museum.example/manifest" }

func TestZoom(t *testing.T) {
	g := &gallery{}
	id := content.NewID()
	w := newWorld(t, func(c *web.Config, f *fake) {
		c.Zoom = g
		f.items = append(f.items, &content.Item{ID: id, Site: "site", Channel: "main", Kind: "highlight", Status: content.Published, Live: 1, Published: start, Updated: start,
			Texts: []content.Text{{Lang: "nl", Slug: "kaart", Title: "Kaart van <Mol>"}}, Details: &pictured{}})
	})
	res := w.get(t, "/nl/h/kaart/zoom")
	body := res.Body.String()
	for _, want := range []string{`data-zoom="/iiif/` + string(id) + `/1/info.json"`, `src="/iiif/` + string(id) + `/1/full/1200,/0/default.jpg"`, `width="800" height="600"`, "Beeld 1 van 2: Voorzijde", "Beeld 2 van 2",
		`href="/iiif/` + string(id) + `/1/full/2400,/0/default.jpg"`, "Publiek domein", "Museum &lt;b&gt;", `name="robots" content="noindex"`, "/zoom.js"} {
		if res.Code != 200 || !strings.Contains(body, want) {
			t.Errorf("%d, no %s", res.Code, want)
		}
	}
	if strings.Contains(body, `data-zoom=""`) || strings.Contains(body, "museum.example") {
		t.Error("the page leads a script to nothing, or a visitor to the museum")
	}
	for path, status := range map[string]int{"/nl/a/een-titel/zoom": 404, "/nl/h/nergens/zoom": 404, "/iiif/" + string(id) + "/1/0,0,512,512/512,512/0/default.jpg": 200, "/iiif/" + string(id) + "/1/info.json": 200,
		"/iiif/" + string(id) + "/2/0,0,512,512/512,512/0/default.jpg": 404, "/iiif/" + string(id) + "/1/0,0,512,512/512,512/90/default.jpg": 404, "/iiif/../1/info.json": 301, "/iiif/x/1/info.json": 404, "/iiif/" + string(id) + "/9999/info.json": 404} {
		if res := w.get(t, path); res.Code != status {
			t.Errorf("%s: %d, want %d", path, res.Code, status)
		}
	}
	tile := "/iiif/" + string(id) + "/1/0,0,512,512/512,512/0/default.jpg"
	h := w.get(t, tile).Header()
	if h.Get("Content-Type") != "image/jpeg" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Cache-Control"), "max-age") {
		t.Errorf("headers: %v", h)
	}
	if res := w.get(t, tile, "If-None-Match", h.Get("Etag")); res.Code != http.StatusNotModified {
		t.Errorf("again: %d", res.Code)
	}
	g.down = true
	w.clock.forward(time.Hour)
	w.gen.Add(1)
	if res := w.get(t, "/nl/h/kaart/zoom?page=7"); res.Code != 503 || !strings.Contains(res.Body.String(), "antwoordt nu niet") || res.Header().Get("Retry-After") == "" {
		t.Errorf("the museum is down: %d %.300s", res.Code, res.Body)
	}
	g.down = false
	refused := 0
	for range 700 {
		if res := w.get(t, tile); res.Code == http.StatusTooManyRequests && res.Header().Get("Retry-After") != "" {
			refused++
		}
	}
	if refused == 0 || refused > 200 {
		t.Errorf("of 700 tiles at once %d were refused", refused)
	}
}
