package vocab

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vitrine/content"
)

// object is an Article, Note or Event in the order of its keys.
type object struct {
	ID           string            `json:"id"`
	Type         string            `json:"type"`
	Actor        string            `json:"actor,omitempty"` // of an Event, for Mobilizon
	AttributedTo string            `json:"attributedTo"`
	To           strs              `json:"to"`
	Cc           strs              `json:"cc"`
	Name         string            `json:"name,omitempty"`
	NameMap      map[string]string `json:"nameMap,omitempty"`
	Summary      string            `json:"summary,omitempty"`
	SummaryMap   map[string]string `json:"summaryMap,omitempty"`
	Content      string            `json:"content"`
	ContentMap   map[string]string `json:"contentMap,omitempty"`
	MediaType    string            `json:"mediaType,omitempty"`
	URL          string            `json:"url,omitempty"`
	*event
	Sensitive  bool         `json:"sensitive"`
	Published  string       `json:"published,omitempty"`
	Updated    string       `json:"updated,omitempty"`
	Image      *attachment  `json:"image,omitempty"`
	Attachment []attachment `json:"attachment"`
	Tag        []tag        `json:"tag"`
	Preview    *preview     `json:"preview,omitempty"`
	License    string       `json:"license,omitempty"`
	PartOf     strs         `json:"isPartOf,omitempty"`   // the editions that hold it
	MainEntity string       `json:"mainEntity,omitempty"` // the collection that it announces
	Replies    string       `json:"replies"`
	Likes      count        `json:"likes"`
	Shares     count        `json:"shares"`
	Policy     policy       `json:"interactionPolicy"`
}

// attachment is a file or a link. Mastodon reads the alternative text from
// summary, others from name.
type attachment struct {
	Type       string    `json:"type"`
	MediaType  string    `json:"mediaType"`
	URL        string    `json:"url,omitempty"`
	Href       string    `json:"href,omitempty"`
	Summary    string    `json:"summary,omitempty"`
	Name       string    `json:"name,omitempty"`
	Width      int       `json:"width,omitempty"`
	Height     int       `json:"height,omitempty"`
	FocalPoint []decimal `json:"focalPoint,omitempty"`
	Blurhash   string    `json:"blurhash,omitempty"`
}

type tag struct {
	Type string `json:"type"`
	Name string `json:"name"`
	Href string `json:"href"`
}

type preview struct {
	Type         string `json:"type"`
	AttributedTo string `json:"attributedTo"`
	Content      string `json:"content"`
	Published    string `json:"published,omitempty"`
}

type count struct {
	ID    string `json:"id"`
	Type  string `json:"type"`
	Total int    `json:"totalItems"`
}

type policy struct {
	CanQuote approval `json:"canQuote"`
}

type approval struct {
	Automatic strs `json:"automaticApproval"`
}

// Object is the document of an item: full with its @context, as it is served at
// its id; otherwise bare, for embedding in another document whose context
// defines the same terms.
func Object(o content.Object, full bool) ([]byte, error) {
	doc := newObject(&o)
	if !full {
		return encode(doc)
	}
	if o.Event != nil {
		return finish(eventContext, doc)
	}
	return finish(objectContext, doc)
}

// audience is whom an object of ours is for, and so its activities: the public,
// the followers, and who is mentioned.
func audience(o *content.Object) (to, cc strs) {
	to, cc = strs{PublicID}, strs{FollowersOf(o.Actor)}
	for _, m := range o.Mentions {
		cc = append(cc, m.Actor)
	}
	return to, cc
}

func newObject(o *content.Object) *object {
	to, cc := audience(o)
	lang := string(o.Lang)
	doc := &object{
		ID: o.ID, Type: o.Type, AttributedTo: o.Actor, To: to, Cc: cc,
		Content: o.Content, ContentMap: only(lang, o.Content), URL: o.URL,
		Sensitive: o.Sensitive, Published: stamp(o.Published),
		Tag:     tags(o),
		Replies: RepliesOf(o.ID),
		Likes:   count{LikesOf(o.ID), "Collection", o.Likes},
		Shares:  count{SharesOf(o.ID), "Collection", o.Shares},
	}
	if o.Updated.Unix() > o.Published.Unix() { // GoToSocial refuses what was updated before it was published
		doc.Updated = stamp(o.Updated)
	}
	if isAddress(o.Licence) {
		doc.License = o.Licence
	}
	doc.PartOf = o.PartOf
	if o.Collection {
		doc.MainEntity = ItemsOf(o.ID)
	}
	doc.Policy.CanQuote.Automatic = strs{o.Actor} // FEP-044f: nobody but the author
	if o.MayQuote {
		doc.Policy.CanQuote.Automatic = strs{PublicID}
	}
	// A Note has no title, and its summary would be a content warning.
	if o.Type != "Note" {
		doc.Name, doc.NameMap = o.Name, only(lang, o.Name)
	}
	if o.Type != "Note" || o.Sensitive {
		doc.Summary, doc.SummaryMap = o.Summary, only(lang, o.Summary)
	}
	if o.Image != nil && o.Type != "Note" {
		image := newAttachment(*o.Image)
		image.Type, image.Summary = "Image", ""
		doc.Image = &image
	}
	doc.Attachment = attachments(o)
	if o.Type == "Article" && o.Preview != "" {
		doc.Preview = &preview{"Note", o.Actor, o.Preview, doc.Published}
	}
	if o.Event != nil {
		doc.Actor, doc.MediaType = o.Actor, "text/html"
		doc.event = newEvent(o)
	}
	return doc
}

// attachments lists what goes with an object. An Article has its own page first,
// for readers that take the first link for the address of the post; an Event its
// picture, under its alternative text, and a website under the name that
// Mobilizon looks for.
func attachments(o *content.Object) []attachment {
	list := []attachment{}
	page := attachment{Type: "Link", MediaType: "text/html", Href: o.URL, Name: o.Name}
	has := func(name string) bool {
		for _, a := range o.Attachments {
			if a.Name == name {
				return true
			}
		}
		return false
	}
	if o.Type == "Article" && o.URL != "" && !has(o.Name) {
		list = append(list, page)
	}
	if o.Event != nil && o.Image != nil && !shows(o.Attachments, o.Image.URL) {
		banner := newAttachment(*o.Image)
		banner.Type = "Document"
		list = append(list, banner)
	}
	if o.Event != nil && o.URL != "" && !has("Website") {
		page.Name = "Website"
		list = append(list, page)
	}
	if o.Type == "Note" && o.Image != nil && !shows(o.Attachments, o.Image.URL) {
		list = append(list, newAttachment(*o.Image)) // first: photo apps take it for the post
	}
	for _, a := range o.Attachments {
		if o.Type == "Article" && a.Type == "Image" {
			continue // Mastodon shows no preview card beside one; its place is the text, or image
		}
		list = append(list, newAttachment(a))
	}
	if o.Event != nil && o.Event.OnlineURL != "" && !has("Online") {
		list = append(list, attachment{Type: "Link", MediaType: "text/html", Href: o.Event.OnlineURL, Name: "Online"})
	}
	return list
}

func shows(list []content.Attachment, address string) bool {
	for _, a := range list {
		if a.URL == address {
			return true
		}
	}
	return false
}

func newAttachment(a content.Attachment) attachment {
	out := attachment{
		Type: a.Type, MediaType: a.MediaType, Name: a.Name,
		Width: a.Width, Height: a.Height, Blurhash: a.Blurhash,
	}
	if a.Type == "Link" {
		out.Href = a.URL
		if out.MediaType == "" { // Gancio reads it of every attachment
			out.MediaType = "text/html"
		}
		return out
	}
	out.URL, out.Summary = a.URL, a.Name
	if a.FocalX != 0 || a.FocalY != 0 {
		out.FocalPoint = []decimal{decimal(a.FocalX), decimal(a.FocalY)}
	}
	return out
}

func tags(o *content.Object) []tag {
	list := []tag{}
	for _, m := range o.Mentions {
		list = append(list, tag{"Mention", "@" + strings.TrimPrefix(m.Handle, "@"), m.Actor})
	}
	for _, h := range o.Tags {
		if name := hashtag(h.Name); name != "" {
			list = append(list, tag{"Hashtag", "#" + name, h.URL})
		}
	}
	return list
}

// hashtag makes one word of a label, which is all that a hashtag may be:
// "Local history" becomes "LocalHistory".
func hashtag(label string) string {
	var b strings.Builder
	for i, word := range strings.FieldsFunc(label, func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}) {
		if i > 0 {
			r, n := utf8.DecodeRuneInString(word)
			b.WriteRune(unicode.ToUpper(r))
			word = word[n:]
		}
		b.WriteString(word)
	}
	return b.String()
}

func isAddress(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}
