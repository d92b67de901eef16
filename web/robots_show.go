package web

import (
	"net/http"

	"vitrine/web/respond"
)

// robotsShow welcomes search engines everywhere but where there is nothing for them.
func robotsShow(v *visit) error {
	text := "User-agent: *\nDisallow: /desk\nDisallow: /api/\nDisallow: /interact\n"
	for _, l := range v.site.Languages {
		text += "Disallow: /" + string(l) + "/search\n"
	}
	text += "\nSitemap: " + v.site.Origin + "/sitemap.xml\n"
	return v.text("text/plain; charset=utf-8", "public, max-age=3600", text)
}

// text answers with a small text.
func (v *visit) text(mediaType, caching, text string) error {
	h := v.w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Cache-Control", caching)
	respond.Text(v.w, v.r, http.StatusOK, []byte(text))
	return nil
}
