package cmd

import (
	"context"
	"fmt"
	"html/template"
	"strings"

	"vitrine/content"
	"vitrine/content/clean"
)

// bodies expands what a body refers to, for pages and for readers elsewhere.
type bodies struct{ store content.ItemStore }

// pageSizes is how wide a picture is on a page.
const pageSizes = "(min-width: 48rem) 44rem, 100vw"

// Page is a body for our own pages: pictures in several sizes, links by path.
func (b bodies) Page(ctx context.Context, site *content.Site, it *content.Item, t content.Text) (template.HTML, error) {
	s, err := b.expand(ctx, site, it, t, false)
	return template.HTML(s), err // cleaned when it was stored, and references are our own markup
}

// Absolute is a body for feeds and other servers: one picture each, every
// address complete.
func (b bodies) Absolute(ctx context.Context, site *content.Site, it *content.Item, t content.Text) (string, error) {
	s, err := b.expand(ctx, site, it, t, true)
	if err != nil {
		return "", err
	}
	return clean.Absolute(s, site.ItemURL(it.Kind, t)), nil
}

func (b bodies) expand(ctx context.Context, site *content.Site, it *content.Item, t content.Text, absolute bool) (string, error) {
	uses := map[string]*content.Use{}
	for i := range it.Media {
		uses[string(it.Media[i].ID)] = &it.Media[i]
	}
	var failed error
	out := clean.Expand(t.Body, func(r clean.Ref) (string, bool) {
		if r.Kind == clean.Item {
			s, err := b.link(ctx, site, r, t.Lang)
			if err != nil && failed == nil {
				failed = err
			}
			return s, s != ""
		}
		u := uses[r.ID]
		if u == nil || u.Media == nil {
			return "", false
		}
		alt := r.Alt
		if !r.HasAlt {
			alt, _ = u.Alternative(t.Lang)
		}
		img := picture(site, u.Media, alt, absolute)
		if img == "" {
			return "", false
		}
		if r.Kind == clean.Image {
			return img, true
		}
		caption := r.Caption()
		if caption == "" {
			if c, _ := u.Caption.In(t.Lang); c != "" {
				caption = content.Escape(c)
			}
		}
		if credit := u.Media.Credit; credit != "" {
			caption = strings.TrimSpace(caption + ` <span class="credit">` + content.Escape(credit) + `</span>`)
		}
		if caption != "" {
			caption = "<figcaption>" + caption + "</figcaption>"
		}
		return "<figure>" + img + caption + "</figure>", true
	})
	return out, failed
}

// link is a reference to another item, while that is public.
func (b bodies) link(ctx context.Context, site *content.Site, r clean.Ref, lang content.Lang) (string, error) {
	it, err := b.store.Item(ctx, site.ID, content.ID(r.ID), content.LiveRevision)
	if content.Is(err, content.NotFound) || err == nil && it.Status != content.Published {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("item %s in a body: %w", r.ID, err)
	}
	t, _ := it.Text(lang)
	hreflang := ""
	if t.Lang != lang {
		hreflang = ` hreflang="` + content.Escape(string(t.Lang)) + `"`
	}
	return `<a href="` + content.Escape(content.ItemPath(it.Kind, t)) + `"` + hreflang + `>` + r.Inner + `</a>`, nil
}

// picture is the markup of a stored image.
func picture(site *content.Site, m *content.Media, alt string, absolute bool) string {
	jpeg, ok := m.Rendition("image/jpeg", 1024)
	if !ok {
		if jpeg, ok = m.Rendition("image/png", 1024); !ok {
			return ""
		}
	}
	address := func(r content.Rendition) string {
		if absolute {
			return content.Escape(site.MediaURL(m, r.Name))
		}
		return content.Escape(m.Path(r.Name))
	}
	img := fmt.Sprintf(`<img src="%s" alt="%s" width="%d" height="%d"`, address(jpeg), content.Escape(alt), jpeg.Width, jpeg.Height)
	if absolute {
		return img + ">"
	}
	var set []string
	for _, r := range m.Renditions {
		if r.Type == "image/webp" && strings.HasPrefix(r.Name, "w") {
			set = append(set, fmt.Sprintf("%s %dw", address(r), r.Width))
		}
	}
	img += ` loading="lazy">`
	if len(set) == 0 {
		return img
	}
	return `<picture><source type="image/webp" srcset="` + strings.Join(set, ", ") + `" sizes="` + pageSizes + `">` + img + `</picture>`
}
