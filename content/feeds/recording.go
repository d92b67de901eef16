package feeds

import (
	"vitrine/content"
)

// recordings are the films and sound of an entry, as the files that readers play.
func (e Entry) recordings() []picture {
	var out []picture
	for i := range e.Item.Media {
		u := &e.Item.Media[i]
		if u.Media == nil || !u.Media.Playable() {
			continue
		}
		r, ok := u.Media.File()
		if !ok {
			continue
		}
		p := picture{Attachment: content.Attachment{Type: "Audio", MediaType: r.Type, URL: e.Site.MediaURL(u.Media, r.Name)}, Size: r.Size, Credit: u.Media.Credit}
		if u.Media.Film() {
			p.Type, p.Width, p.Height = "Video", u.Media.Width, u.Media.Height
		}
		if p.Name, _ = u.Alternative(e.Text.Lang); p.Name == "" {
			p.Name, _ = u.Caption.In(e.Text.Lang)
		}
		out = append(out, p)
	}
	return out
}
