package web

import (
	"vitrine/content"
	"vitrine/web/page"
)

// tagShow lists what carries a tag.
func tagShow(v *visit) (*shown, error) {
	tag, err := v.cfg.Tags.TagBySlug(v.ctx(), v.site.ID, v.vars["tag"])
	if err != nil {
		return nil, err
	}
	f := live()
	f.Tag, f.Cursor = tag.Slug, v.param("page")
	items, next, err := v.cfg.Items.Items(v.ctx(), v.site.ID, f)
	if err != nil {
		return nil, err
	}
	label := v.tagLinks([]content.Tag{*tag})[0].Label
	p := &page.Tag{Common: *v.common(v.say("page.by_tag", "Tag", label), v.everywhere("t/"+tagPath(tag))), Label: label, More: v.more(next)}
	if p.Items, err = v.cards(v.ctx(), items); err != nil {
		return nil, err
	}
	if f.Cursor != "" {
		p.Canonical, p.NoIndex = "", true
	}
	p.Feeds = append(v.feeds("/"+string(v.lang)+"/t/"+tagPath(tag)+"/", label, true), p.Feeds...)
	return &shown{name: "tag", data: p, common: &p.Common}, nil
}
