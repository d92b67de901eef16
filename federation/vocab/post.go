package vocab

import (
	"strings"
	"time"

	"github.com/go-fed/activity/streams/vocab"

	"vitrine/content"
)

// Post is what somebody wrote elsewhere. Name is plain text and Summary and
// Content are HTML, all as they came: clean them before anybody sees them.
type Post struct {
	ID        string
	Type      string // Note, Article, Page, Event, Question, Video, Audio, Image
	Author    string // id of the actor it is attributed to, on the same origin
	URL       string // page for people, on the same host
	Name      string
	Summary   string // of a Note, a content warning
	Content   string
	MediaType string // of Content, "" for HTML; PeerTube sends text/markdown
	Lang      content.Lang
	Sensitive bool
	InReplyTo string
	To, Cc    []string
	Public    bool // addressed to everybody; otherwise it is private
	Published time.Time
	Updated   time.Time

	Mentions    []content.Mention
	Tags        []content.Hashtag // Name without '#'
	Attachments []content.Attachment
	Image       *content.Attachment
	Quote       string // id of the post that it quotes

	Start, End time.Time // of an Event
	Zone       string    // IANA name, may be empty
	Status     string    // CONFIRMED, TENTATIVE, CANCELLED; "" when not said
	Places     []Place
	Options    []Option // of a Question
	Closed     time.Time
}

// Option is an answer to a Question.
type Option struct {
	Name  string
	Votes int
}

// Vote reports whether the post may be a vote in a poll: a name, no words, and
// something it answers.
func (p *Post) Vote() bool {
	return p.Type == "Note" && p.Name != "" && p.Content == "" && p.InReplyTo != ""
}

// ParsePost reads the document of a post as fetched from its id; its author's
// origin is its own. The caller checks that the id is what was asked for.
func ParsePost(doc []byte) (*Post, error) {
	m, err := decode(doc)
	if err != nil {
		return nil, err
	}
	if !named(m["@context"]) {
		return nil, refuse(NoContext, "")
	}
	typ, c := typeOf(m)
	if c != postClass {
		return nil, refuse(BadType, "%q is no post", typ)
	}
	t, err := typed(m)
	if err != nil {
		return nil, err
	}
	return newPost(m, t, "", spoken(m["@context"]))
}

// newPost reads a post that stands alone (actor empty) or came in an activity of actor.
func newPost(m map[string]any, t vocab.Type, actor, lang string) (*Post, error) {
	p := &Post{ID: idOf(m["id"])}
	p.Type, _ = typeOf(m)
	if err := sameType(t, p.Type); err != nil {
		return nil, err
	}
	if _, ok := m["id"].(string); !ok || p.ID == "" {
		return nil, refuse(BadID, "%s without an id", p.Type)
	}
	author, err := authorOf(m, p.ID, actor)
	if err != nil {
		return nil, err
	}
	p.Author = author
	p.URL = pageOf(m["url"], p.ID)
	p.Name, _ = words(m, "name")
	p.Name = cut(p.Name, maxName)
	p.Summary, _ = words(m, "summary")
	var said string
	p.Content, said = words(m, "content")
	p.MediaType = short(m, "mediaType", maxLabel)
	if p.MediaType == "text/html" {
		p.MediaType = ""
	}
	for _, l := range []string{said, lang} {
		if p.Lang == "" {
			p.Lang = langOf(l)
		}
	}
	p.Sensitive = truth(m, "sensitive")
	p.InReplyTo = idOf(m["inReplyTo"])
	p.To, p.Cc = addressees(m["to"]), addressees(m["cc"])
	p.Public = Public(p.To, p.Cc)
	p.Published, p.Updated = published(t, m), updated(t, m)
	readTags(p, m)
	readFiles(p, m)
	if p.Quote == "" {
		for _, name := range []string{"quote", "quoteUri", "quoteUrl", "_misskey_quote"} {
			if p.Quote = idOf(m[name]); p.Quote != "" {
				break
			}
		}
	}
	switch p.Type {
	case "Event":
		readEvent(p, m, t)
	case "Question":
		readVotes(p, m)
	}
	return p, nil
}

// authorOf is whose post it is. Inside an activity that is the activity's
// actor: named in attributedTo, or, as Mobilizon's groups do, named as the
// post's own actor with a group of the same origin in attributedTo.
func authorOf(m map[string]any, id, actor string) (string, error) {
	by := idsOf(m["attributedTo"])
	if len(by) == 0 {
		by = idsOf(m["actor"])
	}
	if len(by) == 0 {
		return "", refuse(BadAuthor, "attributed to nobody")
	}
	if actor == "" {
		for _, a := range by {
			if SameOrigin(a, id) {
				return a, nil
			}
		}
		return "", refuse(OtherOrigin, "%s is attributed to %s", id, by[0])
	}
	if !SameOrigin(id, actor) {
		return "", refuse(OtherOrigin, "%s sent by %s", id, actor)
	}
	for _, a := range by {
		if a == actor {
			return actor, nil
		}
	}
	if idOf(m["actor"]) == actor && SameOrigin(by[0], actor) {
		return actor, nil
	}
	return "", refuse(BadAuthor, "%s is attributed to %s, sent by %s", id, by[0], actor)
}

func readTags(p *Post, m map[string]any) {
	for _, x := range many(m["tag"]) {
		t, ok := x.(map[string]any)
		if !ok {
			continue
		}
		name, href := short(t, "name", maxLabel), idOf(t["href"])
		typ, _ := typeOf(t)
		switch {
		case typ == "Mention" && href != "" && len(p.Mentions) < maxTagsRead:
			p.Mentions = append(p.Mentions, content.Mention{Actor: href, Handle: strings.TrimPrefix(name, "@")})
		case typ == "Hashtag" && name != "" && len(p.Tags) < maxTagsRead:
			p.Tags = append(p.Tags, content.Hashtag{Name: strings.TrimPrefix(name, "#"), URL: href})
		case typ == "Link" && p.Quote == "" && quoting(t): // FEP-e232
			p.Quote = href
		}
	}
}

func quoting(link map[string]any) bool {
	for _, r := range many(link["rel"]) {
		if r == "https://misskey-hub.net/ns#_misskey_quote" || r == "https://w3id.org/fep/044f#quote" || r == "http://fedibird.com/ns#quoteUri" {
			return true
		}
	}
	return false
}

func readFiles(p *Post, m map[string]any) {
	for _, x := range many(m["attachment"]) {
		if a, ok := fileOf(x); ok && len(p.Attachments) < maxFilesRead {
			p.Attachments = append(p.Attachments, a)
		}
	}
	for _, name := range []string{"image", "icon"} {
		for _, x := range many(m[name]) {
			if a, ok := fileOf(x); ok && p.Image == nil {
				p.Image = &a
			}
		}
	}
}

// fileOf reads an image or other file, or a link to one, or its bare address.
func fileOf(v any) (content.Attachment, bool) {
	m, ok := v.(map[string]any)
	if !ok {
		a := content.Attachment{Type: "Image", URL: idOf(v)}
		return a, a.URL != ""
	}
	typ, _ := typeOf(m)
	switch typ {
	case "Image", "Document", "Audio", "Video", "Page", "Link":
	case "":
		typ = "Document"
	default:
		return content.Attachment{}, false
	}
	a := content.Attachment{Type: typ, MediaType: short(m, "mediaType", maxLabel), Name: short(m, "name", maxAlt), Blurhash: short(m, "blurhash", maxLabel)}
	if s := short(m, "summary", maxAlt); s != "" { // where Mastodon and GoToSocial put the alternative text
		a.Name = s
	}
	if a.URL = idOf(m["href"]); a.URL == "" {
		a.URL = idOf(m["url"])
	}
	if link := objectOf(m["url"]); link != nil && a.MediaType == "" {
		a.MediaType = short(link, "mediaType", maxLabel)
	}
	a.Width, a.Height = size(m["width"]), size(m["height"])
	if f, ok := m["focalPoint"].([]any); ok && len(f) == 2 {
		x, okX := number(f[0])
		y, okY := number(f[1])
		if okX && okY && x >= -1 && x <= 1 && y >= -1 && y <= 1 {
			a.FocalX, a.FocalY = x, y
		}
	}
	return a, a.URL != ""
}

func size(v any) int {
	if f, ok := number(v); ok && f > 0 && f < 1<<20 {
		return int(f)
	}
	return 0
}
