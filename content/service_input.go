package content

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Limits of what one item may hold.
const (
	MaxTitle   = 500     // characters
	MaxSummary = 1000    // characters
	MaxBody    = 1 << 20 // bytes
	MaxTags    = 50
	MaxAuthors = 50
	MaxMedia   = 200
	MaxReason  = 2000 // characters
)

// Input is a new item as a person or an importer hands it in.
type Input struct {
	ID         ID // of a call that may be repeated: see DeriveID; else empty
	Kind       string
	Channel    string // handle; empty: the main channel
	Texts      []TextInput
	Tags       []string // slugs or labels
	Authors    []Author
	Media      []Use
	Details    Details
	Source     string
	ExternalID string
	Expires    time.Time
	Reason     string
	Publish    bool
	PublishAt  time.Time
	Published  time.Time // of an import: when it first appeared; zero: now
	Quiet      bool      // of an import: do not tell followers of old news
	Sum        string    // of an import: digest of the source's record
}

// TextInput is a text with a body in HTML or in Markdown.
type TextInput struct {
	Lang     Lang
	Slug     string
	Title    string
	Summary  string
	Body     string
	Markdown string
}

// Patch changes named fields of an item's working revision; nil leaves one as it is.
type Patch struct {
	Revision  int // the working revision the change starts from
	Channel   *string
	Texts     []TextPatch // merged by language
	Tags      *[]string
	Authors   *[]Author
	Media     *[]Use
	Details   Details
	Expires   *time.Time
	Reason    string // what was corrected
	Publish   bool
	PublishAt *time.Time
	Quiet     bool
	Sum       string
}

// TextPatch changes named fields of the text in Lang, adds it, or removes it.
type TextPatch struct {
	Lang     Lang
	Remove   bool
	Slug     *string
	Title    *string
	Summary  *string
	Body     *string
	Markdown *string
}

// fill writes an input's contents into an item; problems are noted by field.
func (s *Service) fill(ctx context.Context, site *Site, it *Item, in Input, p *Problems) error {
	if _, ok := s.Kinds.Get(in.Kind); !ok {
		p.Add("kind", "problem.unknown_kind", "Value", in.Kind)
	}
	it.Kind = in.Kind
	ch, err := s.channelFor(ctx, site.ID, in.Channel, p)
	if err != nil {
		return err
	}
	it.Channel = ch
	for _, t := range in.Texts {
		it.Texts = append(it.Texts, s.text(t))
	}
	it.Authors = s.authors(in.Authors, p)
	it.Media = in.Media
	it.Details = in.Details
	it.Expires = in.Expires
	it.Reason = s.Clean.Plain(in.Reason)
	it.Source, it.ExternalID, it.SourceSum = in.Source, in.ExternalID, in.Sum
	if (in.Source == "") != (in.ExternalID == "") {
		p.Add("external_id", "problem.external_id")
	}
	it.Tags, err = s.tags(ctx, site, it, in.Tags, p)
	return err
}

func (s *Service) text(t TextInput) Text {
	body := t.Body
	if t.Markdown != "" {
		body = s.Clean.Markdown(t.Markdown)
	} else {
		body = s.Clean.Staff(body)
	}
	return Text{Lang: t.Lang, Slug: t.Slug, Title: s.Clean.Plain(t.Title), Summary: s.Clean.Plain(t.Summary), Body: body}
}

func (s *Service) channelFor(ctx context.Context, site ID, handle string, p *Problems) (ID, error) {
	if handle == "" {
		chs, err := s.Store.Channels(ctx, site)
		if err != nil || len(chs) == 0 {
			return "", orInternal(err, "site without a channel")
		}
		return chs[0].ID, nil
	}
	c, err := s.Store.ChannelByHandle(ctx, site, strings.ToLower(handle))
	if Is(err, NotFound) {
		p.Add("channel", "problem.unknown_channel", "Value", handle)
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return c.ID, nil
}

func (s *Service) authors(in []Author, p *Problems) []Author {
	var out []Author
	seen := map[string]bool{}
	if len(in) > MaxAuthors {
		p.Add("authors", "problem.too_many", "Max", MaxAuthors)
		return nil
	}
	for i, a := range in {
		a.Name = s.Clean.Plain(a.Name)
		a.Handle = strings.TrimSpace(a.Handle)
		at := fmt.Sprintf("authors.%d.", i)
		if a.Name == "" {
			p.Add(at+"name", "problem.required")
		} else if len([]rune(a.Name)) > 200 {
			p.Add(at+"name", "problem.too_long", "Max", 200)
		}
		if a.Handle != "" {
			if !strings.HasPrefix(a.Handle, "@") {
				a.Handle = "@" + a.Handle
			}
			if !ValidAcct(a.Handle[1:]) {
				p.Add(at+"handle", "problem.not_a_handle", "Value", a.Handle)
			}
		}
		if k := a.Name + "\x00" + a.Handle; !seen[k] {
			seen[k] = true
			out = append(out, a)
		}
	}
	return out
}

// tags resolves slugs and labels against the vocabulary. On an open vocabulary
// an unknown one becomes a new tag when the item is stored.
func (s *Service) tags(ctx context.Context, site *Site, it *Item, given []string, p *Problems) ([]Tag, error) {
	if len(given) == 0 {
		return nil, nil
	}
	if len(given) > MaxTags {
		p.Add("tags", "problem.too_many", "Max", MaxTags)
		return nil, nil
	}
	known, err := s.Store.Tags(ctx, site.ID)
	if err != nil {
		return nil, err
	}
	byWord := map[string]Tag{}
	for _, t := range known {
		for _, l := range t.Labels {
			byWord[s.Words.Fold(l)] = t
		}
	}
	for _, t := range known { // a slug wins over another tag's label
		byWord[s.Words.Fold(t.Slug)] = t
		byWord[t.Slug] = t
	}
	lang := site.DefaultLang()
	if len(it.Texts) > 0 {
		lang = it.Texts[0].Lang
	}
	var out []Tag
	seen := map[string]bool{}
	for i, g := range given {
		g = strings.TrimPrefix(s.Clean.Plain(g), "#")
		field := fmt.Sprintf("tags.%d", i)
		t, ok := byWord[g]
		if !ok {
			t, ok = byWord[s.Words.Fold(g)]
		}
		switch {
		case g == "" || s.Words.Fold(g) == "":
			p.Add(field, "problem.required")
			continue
		case len([]rune(g)) > 100:
			p.Add(field, "problem.too_long", "Max", 100)
			continue
		case !ok && site.Settings.ClosedVocabulary:
			p.Add(field, "problem.unknown_tag", "Value", g)
			continue
		case !ok:
			t = Tag{Site: site.ID, Slug: s.Words.Slug(lang, g), Labels: Localised{lang: g}}
		}
		if !seen[t.Slug] {
			seen[t.Slug] = true
			out = append(out, t)
		}
	}
	return out, nil
}

// apply writes a patch into an item.
func (s *Service) apply(ctx context.Context, site *Site, it *Item, c Patch, p *Problems) error {
	if c.Channel != nil {
		ch, err := s.channelFor(ctx, site.ID, *c.Channel, p)
		if err != nil {
			return err
		}
		it.Channel = ch
	}
	for i, t := range c.Texts {
		s.patchText(it, t, p.In(fmt.Sprintf("texts.%d", i)))
	}
	if c.Authors != nil {
		it.Authors = s.authors(*c.Authors, p)
	}
	if c.Media != nil {
		it.Media = *c.Media
	}
	if c.Details != nil {
		if d, ok := c.Details.(Succeeding); ok {
			d.Succeed(it.Details)
		}
		it.Details = c.Details
	}
	if c.Expires != nil {
		it.Expires = *c.Expires
	}
	if c.Sum != "" {
		it.SourceSum = c.Sum
	}
	it.Reason = s.Clean.Plain(c.Reason)
	if c.Tags != nil {
		tags, err := s.tags(ctx, site, it, *c.Tags, p)
		if err != nil {
			return err
		}
		it.Tags = tags
	}
	return nil
}

func (s *Service) patchText(it *Item, c TextPatch, p *Problems) {
	at := -1
	for i := range it.Texts {
		if it.Texts[i].Lang == c.Lang {
			at = i
		}
	}
	if c.Remove {
		switch {
		case at < 0:
			p.Add("lang", "problem.unknown_lang", "Value", string(c.Lang))
		case len(it.Texts) == 1:
			p.Add("lang", "problem.last_text")
		default:
			it.Texts = append(append([]Text{}, it.Texts[:at]...), it.Texts[at+1:]...)
		}
		return
	}
	var t Text
	if at >= 0 {
		t = it.Texts[at]
	}
	t.Lang = c.Lang
	if c.Slug != nil {
		t.Slug = *c.Slug
	}
	if c.Title != nil {
		t.Title = s.Clean.Plain(*c.Title)
	}
	if c.Summary != nil {
		t.Summary = s.Clean.Plain(*c.Summary)
	}
	if c.Body != nil {
		t.Body = s.Clean.Staff(*c.Body)
	}
	if c.Markdown != nil {
		t.Body = s.Clean.Markdown(*c.Markdown)
	}
	if at >= 0 {
		it.Texts[at] = t
	} else {
		it.Texts = append(it.Texts, t)
	}
}
