package web

import (
	"vitrine/content"
	"vitrine/web/page"
)

// itemMedia sorts the pictures and files. Films and recordings come with the
// body; of a film that leads, the poster stands for it where only a picture can.
func (v *visit) itemMedia(p *page.Item, it *content.Item, t content.Text) {
	for i := range it.Media {
		u := &it.Media[i]
		switch {
		case u.Media == nil:
		case u.Role == content.RoleAttachment:
			if f, ok := v.file(*u); ok {
				p.Files = append(p.Files, f)
			}
		case u.Role == content.RoleLead:
			img := v.image(u, t.Lang)
			if img == nil {
				continue
			}
			v.social(&p.Common, u.Media, img.Alt)
			if !u.Media.Playable() {
				p.Lead = img
			}
		case u.Role == content.RoleGallery && !u.Media.Playable():
			if img := v.image(u, t.Lang); img != nil {
				p.Gallery = append(p.Gallery, *img)
			}
		}
	}
}
