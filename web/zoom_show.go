package web

import (
	"context"
	"fmt"
	"strings"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

// Zoom shows pictures in full detail that a manifest (IIIF) of a published item
// names. It is the only one who asks the services of others, never the visitor.
type Zoom interface {
	// Pages lists the pictures; NotFound when the item has none.
	Pages(ctx context.Context, site *content.Site, item content.ID) (*Zoomed, error)
	// Info describes the nth picture, from 1, as an image service of level 0.
	Info(ctx context.Context, site *content.Site, item content.ID, n int) ([]byte, error)
	// Image is what request asks of it: a tile or the whole picture.
	Image(ctx context.Context, site *content.Site, item content.ID, n int, request string) (data []byte, mediaType string, err error)
}

// Zoomed is a manifest as pages show it.
type Zoomed struct {
	Credit content.Localised
	Rights string // address of a licence
	Pages  []ZoomedPage
}

// ZoomedPage is one picture. "" in Label stands for words in no known language.
type ZoomedPage struct {
	Label         content.Localised
	Width, Height int      // 0 unknown
	Tiled         bool     // it has an info.json
	Paths         []string // of the whole picture, rising, below /iiif/{item}/
	Widths        []int    // about how wide they are
}

// readingPicture is which of the paths is shown before a visitor zooms.
const readingPicture = 1

// zoomPath is the page with an item's pictures in full detail, "" when there are none.
func (v *visit) zoomPath(it *content.Item, t content.Text) string {
	if d, ok := it.Details.(content.Pictured); ok && d.Manifest() != "" && v.cfg.Zoom != nil {
		return v.itemPath(it.Kind, t) + "/zoom"
	}
	return ""
}

// zoomShow is the page with the pictures, one below another; the script makes
// each of them a viewer.
func zoomShow(v *visit) (*shown, error) {
	it, t, moved, err := v.itemAt(content.KindOfLetter(v.vars["letter"]), v.vars["slug"])
	if moved != "" {
		moved += "/zoom"
	}
	if err != nil || moved != "" {
		return &shown{moved: moved}, err
	}
	if v.zoomPath(it, t) == "" {
		return nil, content.Failf(content.NotFound, "item %s has no picture in detail", it.ID)
	}
	z, err := v.cfg.Zoom.Pages(v.ctx(), v.site, it.ID)
	if err != nil {
		help := &helpful{err: err, links: []page.Link{{Href: v.itemPath(it.Kind, t), Label: t.Title}}}
		if content.Is(err, content.Unavailable) {
			help.text = v.say("error.zoom_away")
		}
		return nil, help
	}
	p := &page.Zoom{TitleText: t.Title, Back: v.itemPath(it.Kind, t)}
	p.Common = *v.common(v.say("zoom.title", "Title", t.Title), nil)
	p.NoIndex = true // the item's own page is the one to find
	p.Crumbs = append(p.Crumbs, page.Link{Href: p.Back, Label: t.Title})
	credit, _ := v.worded(z.Credit)
	p.Credit = credit
	rights := locale.ReadLicence(z.Rights)
	p.Rights, p.RightsURL = rights.Say(v.say), rights.URL
	for i, zp := range z.Pages {
		p.Pages = append(p.Pages, v.zoomPage(it.ID, i+1, len(z.Pages), zp))
	}
	return &shown{name: "zoom", data: p, common: &p.Common, keep: timedFor}, nil
}

func (v *visit) zoomPage(item content.ID, n, of int, zp ZoomedPage) page.ZoomPage {
	base := "/iiif/" + string(item) + "/"
	out := page.ZoomPage{}
	switch out.Label, _ = v.worded(zp.Label); {
	case of < 2:
	case out.Label == "":
		out.Label = v.say("zoom.page_bare", "Number", n, "Total", of)
	default:
		out.Label = v.say("zoom.page", "Number", n, "Total", of, "Label", out.Label)
	}
	if zp.Tiled {
		out.Info = fmt.Sprintf("%s%d/info.json", base, n)
	}
	at := min(readingPicture, len(zp.Paths)-1)
	if at < 0 {
		return out
	}
	out.Src, out.Full = base+zp.Paths[at], base+zp.Paths[len(zp.Paths)-1]
	out.Width, out.Height = zp.Widths[at], zp.Widths[at]*3/4 // as most are, where it is not known
	if zp.Width > 0 && zp.Height > 0 {
		out.Width = min(zp.Width, zp.Widths[at])
		out.Height = max(1, int(int64(zp.Height)*int64(out.Width)/int64(zp.Width)))
	}
	var set []string
	for i, p := range zp.Paths {
		set = append(set, fmt.Sprintf("%s%s %dw", base, p, zp.Widths[i]))
		if zp.Width > 0 && zp.Widths[i] >= zp.Width { // wider ones are the same
			break
		}
	}
	out.Srcset = strings.Join(set, ", ")
	return out
}

// worded chooses the words for the visitor: of the language, of none, of any.
func (v *visit) worded(m content.Localised) (string, content.Lang) {
	if s, l := m.In(v.lang); l != "" && l.Base() == v.lang.Base() {
		return s, ""
	}
	if s := m[""]; s != "" {
		return s, ""
	}
	return m.In(v.lang, v.site.DefaultLang())
}
