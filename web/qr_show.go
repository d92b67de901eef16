package web

import (
	"net/http"
	"strconv"
	"strings"

	"rsc.io/qr"

	"vitrine/content"
	"vitrine/web/respond"
)

// maxQR bounds the address in a picture, in bytes: longer ones make squares too
// small for a telephone at the distance of a poster.
const maxQR = 400

// qrShow is a page's address as a QR code for posters and screens: an SVG that
// is sharp at any size. Only addresses of this site are drawn, so that nobody
// borrows the institution's name for another one.
func qrShow(v *visit) error {
	to := v.param("url")
	if !v.ours(to) {
		return content.Failf(content.NotFound, "%.100q is not of this site", to)
	}
	if len(to) > maxQR {
		return content.Failf(content.TooLarge, "an address of %d bytes", len(to))
	}
	code, err := qr.Encode(to, qr.M)
	if err != nil {
		return content.Fail(content.TooLarge, err)
	}
	h := v.w.Header()
	h.Set("Content-Type", "image/svg+xml")
	h.Set("Cache-Control", "public, max-age=86400")
	h.Set("Content-Disposition", `inline; filename="qr.svg"`)
	respond.Text(v.w, v.r, http.StatusOK, []byte(qrSVG(code, to)))
	return nil
}

// ours reports whether address is a page of this site.
func (v *visit) ours(address string) bool {
	rest, ok := strings.CutPrefix(address, v.site.Origin)
	return ok && strings.HasPrefix(rest, "/") && !strings.ContainsAny(rest, "\\\x00\r\n\t ")
}

// quiet is the margin that scanners need, in modules (ISO/IEC 18004).
const quiet = 4

// qrSVG draws black on white whatever the colours around it are: scanners need
// the contrast. Runs of modules in a row become one stroke.
func qrSVG(code *qr.Code, title string) string {
	side := strconv.Itoa(code.Size + 2*quiet)
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ` + side + " " + side + `" width="` + side + `0" height="` + side + `0" shape-rendering="crispEdges"><title>` +
		content.Escape(title) + `</title><path fill="#fff" d="M0 0h` + side + `v` + side + `H0z"/><path fill="#000" d="`)
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			run := 0
			for x+run < code.Size && code.Black(x+run, y) {
				run++
			}
			if run > 0 {
				n := strconv.Itoa(run)
				b.WriteString("M" + strconv.Itoa(x+quiet) + " " + strconv.Itoa(y+quiet) + "h" + n + "v1h-" + n + "z")
				x += run
			}
		}
	}
	b.WriteString(`"/></svg>` + "\n")
	return b.String()
}
