package web

import (
	"time"

	"vitrine/content"
	"vitrine/web/page"
)

// itemShow is the page of an article, an event, a highlight. An old slug leads
// to the present one; a text that does not exist in the language of the
// address is shown in its original one, with a notice.
func itemShow(v *visit) (*shown, error) {
	it, t, moved, err := v.itemAt(content.KindOfLetter(v.vars["letter"]), v.vars["slug"])
	if err != nil || moved != "" {
		return &shown{moved: moved}, err
	}
	chans, err := v.st.channels(v.ctx(), v.cfg.Channels)
	if err != nil {
		return nil, err
	}
	ch := channelOf(chans, it.Channel)
	if ch == nil {
		return nil, content.Failf(content.Internal, "item %s has no channel", it.ID)
	}
	p := &page.Item{ID: it.ID, Kind: it.Kind, KindLabel: v.say("kind." + it.Kind), TitleText: t.Title, Summary: t.Summary,
		Untranslated: t.Lang != v.lang, Published: it.Published, Details: it.Details, Channel: v.follow(ch), Tags: v.tagLinks(it.Tags)}
	p.Common = *v.itemCommon(it, t)
	if it.Updated.Sub(it.Published) > time.Minute {
		p.Updated, p.Reason = it.Updated, it.Reason
	}
	if err = v.itemBody(p, it, t); err != nil {
		return nil, err
	}
	v.itemMedia(p, it, t)
	for _, a := range it.Authors {
		p.Authors = append(p.Authors, v.byline(a))
		if p.Social.AuthorName == "" {
			p.Social.AuthorName = a.Name
		}
	}
	for _, tag := range it.Tags {
		p.Social.Tags = append(p.Social.Tags, tag.Label(t.Lang))
	}
	if d, ok := it.Details.(content.Dated); ok {
		for _, o := range d.Dates() {
			p.Dates = append(p.Dates, v.dateOf(it, o))
		}
		if len(p.Dates) > 0 {
			p.Calendar = v.itemPath(it.Kind, t) + ".ics"
		}
	}
	p.Social.Creator = "@" + ch.Acct(v.site)
	if err := v.itemAudience(p, it, t.Lang); err != nil {
		return nil, err
	}
	if p.ObjectID != "" {
		p.Join = v.answerPath(p.Canonical)
	}
	p.Report = v.reportPath(p.Canonical)
	editions, err := v.cfg.Reading.EditionsOf(v.ctx(), v.site.ID, it.ID)
	if err != nil {
		return nil, err
	}
	for _, e := range editions {
		p.Editions = append(p.Editions, *v.editionLink(e))
	}
	if p.Related, err = v.related(it, editions); err != nil {
		return nil, err
	}
	p.Feeds = append(v.feeds(v.channelPath(ch)+"/", ch.Name, false), p.Feeds...)
	say := func(key string, args ...any) string { return v.st.look.Words.T(string(t.Lang), key, args...) }
	view := content.View{Site: v.site, Channel: ch, Item: it, Text: t, URL: p.Canonical, Say: say}
	if err := v.itemEdition(p, &view); err != nil {
		return nil, err
	}
	if d, ok := it.Details.(content.Factual); ok {
		p.Facts = d.Facts(view)
	}
	p.JSONLD = v.describe(view, p)
	return &shown{name: "item/" + it.Kind, data: p, common: &p.Common, keep: itemFor}, nil
}

// itemAt finds an item by its slug, in the language of the address and then,
// for texts that are not translated, in the site's other languages. moved is
// the present path when the slug is an old or another language's one.
func (v *visit) itemAt(kind, slug string) (it *content.Item, t content.Text, moved string, err error) {
	it, err = v.cfg.Public.Public(v.ctx(), v.site.ID, v.lang, kind, slug)
	for _, l := range v.site.Languages {
		if !content.Is(err, content.NotFound) {
			break
		}
		if l != v.lang {
			it, err = v.cfg.Public.Public(v.ctx(), v.site.ID, l, kind, slug)
		}
	}
	if content.Is(err, content.Gone) && it != nil && it.WithdrawnReason == content.ReasonExpired {
		return nil, t, "", expired(it)
	}
	if content.Is(err, content.Gone) && it != nil {
		return nil, t, "", withdrawnAt(it, v.lang)
	}
	if err != nil {
		return nil, t, "", err
	}
	if !it.Expires.IsZero() && !v.cfg.Now().Before(it.Expires) { // its job has not run yet
		return nil, t, "", expired(it)
	}
	t, _ = it.Text(v.lang)
	if t.Slug != slug {
		return nil, t, v.itemPath(kind, t), nil
	}
	return it, t, "", nil
}

// expired says that an item was valid until a date.
func expired(it *content.Item) error {
	return &content.Error{Code: content.Gone, Args: map[string]any{"Reason": content.ReasonExpired, "Until": it.Expires, "Title": it.Original().Title}}
}

// withdrawnAt says when and why an item was withdrawn.
func withdrawnAt(it *content.Item, lang content.Lang) error {
	t, _ := it.Text(lang)
	return &content.Error{Code: content.Gone, Args: map[string]any{"Reason": it.WithdrawnReason, "At": it.Updated, "Title": t.Title}}
}

// itemCommon is the head of an item's page.
func (v *visit) itemCommon(it *content.Item, t content.Text) *page.Common {
	at := versions{}
	for _, other := range it.Texts {
		if v.site.Speaks(other.Lang) {
			at[other.Lang] = v.site.ItemURL(it.Kind, other)
		}
	}
	c := v.common(t.Title, at)
	c.Lang = t.Lang
	v.languages(c, at, it.Original().Lang)
	c.Canonical = v.site.ItemURL(it.Kind, t)
	c.OEmbed = v.site.Origin + "/oembed?url=" + queryEscape(c.Canonical)
	c.Crumbs = v.itemCrumbs(it.Kind)
	if t.Summary != "" {
		c.Description = t.Summary
	}
	c.Social.Type, c.Social.Published, c.Social.Modified = "article", it.Published, it.Updated
	return c
}

// itemCrumbs lead to the list that an item stands in.
func (v *visit) itemCrumbs(kind string) []page.Link {
	link := *v.allOf(kind)
	if kind != "event" {
		link.Label = v.say("kinds." + kind)
	} else {
		link.Label = v.say("nav.agenda")
	}
	return v.crumbs(link)
}

// itemAudience fills in the id that other servers know, and what came back:
// approved public replies only.
func (v *visit) itemAudience(p *page.Item, it *content.Item, lang content.Lang) error {
	objects, err := v.cfg.Items.Objects(v.ctx(), v.site.ID, it.ID)
	if err != nil {
		return err
	}
	var ids []content.ID
	for _, o := range objects {
		if !o.Deleted.IsZero() || o.Announced.IsZero() {
			continue
		}
		ids = append(ids, o.ID)
		if o.Lang == lang && (p.ObjectID == "" || o.Channel == it.Channel) {
			p.ObjectID = v.site.ObjectID(o.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	counts, err := v.cfg.Audience.Counts(v.ctx(), v.site.ID, ids...)
	if err != nil {
		return err
	}
	for _, c := range counts {
		p.Counts.Likes, p.Counts.Boosts, p.Counts.Replies = p.Counts.Likes+c.Likes, p.Counts.Boosts+c.Boosts, p.Counts.Replies+c.Replies
	}
	if p.Counts.Replies == 0 && v.param("replies") == "" {
		return nil
	}
	return v.replies(p, it.ID, lang)
}
