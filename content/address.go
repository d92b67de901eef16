package content

import "net/url"

// letters are the address letters of the kinds; they never change.
var letters = map[string]string{
	"article": "a", "event": "e", "highlight": "h", "production": "p", "service": "s",
	"edition": "m", "list": "l", "notice": "n", "page": "i",
}

// Letter is the path letter of a kind ("a" for article), "" for an unknown kind.
func Letter(kind string) string { return letters[kind] }

// KindOfLetter is the kind whose path letter is l, "" when there is none.
func KindOfLetter(l string) string {
	for k, v := range letters {
		if v == l {
			return k
		}
	}
	return ""
}

// ItemPath is the page of an item's text: /nl/a/een-titel.
func ItemPath(kind string, t Text) string {
	return "/" + string(t.Lang) + "/" + Letter(kind) + "/" + url.PathEscape(t.Slug)
}

// ItemURL is ItemPath below the site's origin.
func (s *Site) ItemURL(kind string, t Text) string { return s.Origin + ItemPath(kind, t) }

// HomeURL is a language's home page.
func (s *Site) HomeURL(lang Lang) string { return s.Origin + "/" + string(lang) + "/" }

// ChannelURL is a channel's page; it has the actor's host, as peers demand.
func (s *Site) ChannelURL(c *Channel, lang Lang) string {
	if c.Lang != "" && s.Speaks(c.Lang) {
		lang = c.Lang
	}
	if lang == "" {
		lang = s.DefaultLang()
	}
	return s.Origin + "/" + string(lang) + "/c/" + c.Handle
}

// TagURL is a tag's page.
func (s *Site) TagURL(lang Lang, slug string) string {
	return s.Origin + "/" + string(lang) + "/t/" + url.PathEscape(slug)
}

// MediaURL is a rendition's address; the path never depends on the content.
func (s *Site) MediaURL(m *Media, rendition string) string {
	return s.Origin + m.Path(rendition)
}

// Addresses under /ap/ are ids: opaque, for machines, stable for ever.

// ServerActor is the id of the site's Application actor.
func (s *Site) ServerActor() string { return s.Origin + "/ap/actor" }

// SharedInbox is the site's shared inbox.
func (s *Site) SharedInbox() string { return s.Origin + "/ap/inbox" }

// ActorID is a channel's actor id.
func (s *Site) ActorID(channel ID) string { return s.Origin + "/ap/a/" + string(channel) }

// ObjectID is an object's id.
func (s *Site) ObjectID(object ID) string { return s.Origin + "/ap/o/" + string(object) }

// ActivityID is an activity's id.
func (s *Site) ActivityID(activity ID) string { return s.Origin + "/ap/x/" + string(activity) }
