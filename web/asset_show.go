package web

import (
	"bytes"
	"net/http"
	"time"

	"vitrine/content"
	"vitrine/web/respond"
)

// immutable is for addresses whose content never changes.
const immutable = "public, max-age=31536000, immutable"

// assetShow is a file of the theme. The address holds the content's hash, so it
// never expires; an older hash leads to the present file, for pages that were
// kept somewhere.
func assetShow(v *visit) error {
	name := v.vars["name"]
	a, ok := v.st.look.Theme.Asset(name)
	if !ok {
		return content.Failf(content.NotFound, "no asset %q", name)
	}
	h := v.w.Header()
	if v.vars["hash"] != a.Hash {
		h.Set("Cache-Control", "no-store")
		return v.redirect(http.StatusFound, "/assets/"+a.Hash+"/"+name)
	}
	h.Set("Content-Type", a.Type)
	h.Set("Cache-Control", immutable)
	h.Set("Etag", `"`+a.Hash+`"`)
	data := a.Data
	if a.Gzip != nil {
		h.Set("Vary", "Accept-Encoding")
		if respond.AcceptsGzip(v.r) {
			h.Set("Content-Encoding", "gzip")
			h.Set("Etag", `"`+a.Hash+`-gz"`)
			data = a.Gzip
		}
	}
	http.ServeContent(v.w, v.r, "", time.Time{}, bytes.NewReader(data))
	return nil
}

// iconRedirect leads those who guess the icon's address, as feed readers do, to the theme's.
func iconRedirect(v *visit) error {
	a, ok := v.st.look.Theme.Asset("icon.svg")
	if !ok {
		return content.Failf(content.NotFound, "the theme has no icon")
	}
	v.w.Header().Set("Cache-Control", "public, max-age=86400")
	return v.redirect(http.StatusFound, "/assets/"+a.Hash+"/icon.svg")
}
