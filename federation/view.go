package federation

import (
	"context"
	"strings"
	"unicode"

	"vitrine/content"
	"vitrine/content/locale"
)

// build makes the object that other servers see of an item, as ref froze it:
// channel, language, type.
func (s *Server) build(ctx context.Context, site *content.Site, it *content.Item, ref *content.ObjectRef) (content.Object, error) {
	c, err := s.Store.Channel(ctx, site.ID, ref.Channel)
	if err != nil {
		return content.Object{}, err
	}
	t, _ := it.Text(ref.Lang)
	say := func(key string, args ...any) string { return s.Say(string(t.Lang), key, args...) }
	v := content.View{Site: site, Channel: c, Item: it, Text: t, URL: site.ItemURL(it.Kind, t), Say: say}
	body, err := s.Bodies.Absolute(ctx, site, it, t)
	if err != nil {
		return content.Object{}, err
	}
	o := content.Object{ID: site.ObjectID(ref.ID), Type: "Note", Actor: site.ActorID(c.ID), Lang: t.Lang, Name: t.Title,
		Content: body, URL: v.URL, Published: it.Published, MayQuote: !site.Settings.NoQuotes, Tags: s.hashtags(site, it, t.Lang)}
	if t.Summary != "" {
		o.Summary = "<p>" + content.Escape(t.Summary) + "</p>"
	}
	if it.Updated.After(it.Published) {
		o.Updated = it.Updated
	}
	for i := range it.Media {
		u := &it.Media[i]
		if u.Media == nil {
			continue
		}
		if u.Media.Playable() && u.Role != content.RoleAttachment {
			if a := recording(site, u, t.Lang); a != nil {
				o.Attachments = append(o.Attachments, *a)
			}
			continue
		}
		if !strings.HasPrefix(u.Media.Type, "image/") {
			continue
		}
		alt, _ := u.Alternative(t.Lang)
		a := image(site, u.Media, alt, 1600)
		switch {
		case a == nil:
		case u.Role == content.RoleLead:
			o.Image = a
			if l := locale.ReadLicence(u.Media.Licence).URL; content.ValidURL(l) {
				o.Licence = l
			}
		case u.Role == content.RoleGallery || u.Role == content.RoleInline:
			o.Attachments = append(o.Attachments, *a)
		}
	}
	if v.Members, err = s.members(ctx, site, it, t.Lang); err != nil {
		return content.Object{}, err
	}
	if f, ok := it.Details.(content.Federated); ok {
		f.Federate(v, &o)
	}
	if o.PartOf, err = s.partOf(ctx, site, it, t.Lang); err != nil {
		return content.Object{}, err
	}
	if o.Content == "" { // Mobilizon refuses an empty one
		o.Content = "<p>" + content.Escape(t.Title) + "</p>"
	}
	if b := byline(it, say); b != "" && o.Type == "Article" {
		o.Content = b + o.Content
	}
	return o, nil
}

func byline(it *content.Item, say func(string, ...any) string) string {
	var names []string
	for _, a := range it.Authors {
		n := a.Name
		if a.Handle != "" {
			n += " (" + a.Handle + ")"
		}
		names = append(names, n)
	}
	if len(names) == 0 {
		return ""
	}
	return "<p>" + content.Escape(say("item.by", "Names", strings.Join(names, ", "))) + "</p>"
}

func (s *Server) hashtags(site *content.Site, it *content.Item, lang content.Lang) []content.Hashtag {
	var out []content.Hashtag
	for _, t := range it.Tags {
		if n := hashtag(t.Label(lang)); n != "" {
			out = append(out, content.Hashtag{Name: n, URL: site.TagURL(lang, t.Slug)})
		}
	}
	return out
}

// hashtag writes a label as one word, every part with a capital, so that screen
// readers can tell the parts: "lokale geschiedenis" is #LokaleGeschiedenis.
func hashtag(label string) string {
	var b strings.Builder
	parts := strings.FieldsFunc(label, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' })
	for _, p := range parts {
		for i, r := range p {
			if i == 0 && len(parts) > 1 {
				r = unicode.ToUpper(r)
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// recording is a film or a sound recording as peers read it: the file itself,
// with what it shows as its name.
func recording(site *content.Site, u *content.Use, lang content.Lang) *content.Attachment {
	r, ok := u.Media.File()
	if !ok {
		return nil
	}
	a := &content.Attachment{Type: "Audio", MediaType: r.Type, URL: site.MediaURL(u.Media, r.Name), Blurhash: u.Media.Blurhash}
	if u.Media.Film() {
		a.Type, a.Width, a.Height = "Video", u.Media.Width, u.Media.Height
	}
	if a.Name, _ = u.Alternative(lang, site.DefaultLang()); a.Name == "" {
		a.Name, _ = u.Caption.In(lang, site.DefaultLang())
	}
	return a
}

// image is a media item as peers read it: JPEG, which all of them show.
func image(site *content.Site, m *content.Media, alt string, width int) *content.Attachment {
	r, ok := m.Rendition("image/jpeg", width)
	if !ok {
		if r, ok = m.Rendition("image/png", width); !ok {
			return nil
		}
	}
	return &content.Attachment{Type: "Image", MediaType: r.Type, URL: site.MediaURL(m, r.Name), Name: alt,
		Width: r.Width, Height: r.Height, FocalX: m.FocalX, FocalY: m.FocalY, Blurhash: m.Blurhash}
}
