package web

import (
	"vitrine/content"
	"vitrine/web/page"
)

// itemBody fills in the text with what can be said about it: how long it takes,
// what it contains, what plays beside it.
func (v *visit) itemBody(p *page.Item, it *content.Item, t content.Text) error {
	b, err := v.cfg.Bodies.Article(v.ctx(), v.site, it, t)
	if err != nil {
		return err
	}
	p.Zoom = v.zoomPath(it, t)
	p.Body, p.ReadingTime, p.Contents, p.Players = b.HTML, b.Minutes, b.Contents, b.Players
	return nil
}
