package web

import (
	"strings"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

// authorPrefix is how many characters of a byline's id its address has. They
// find the byline also when the name before them changed.
const authorPrefix = 8

// authorShow is the page of a byline: everything a person wrote here.
func authorShow(v *visit) (*shown, error) {
	a, moved, err := v.author(v.vars["author"])
	if err != nil || moved != "" {
		return &shown{moved: moved}, err
	}
	f := live()
	f.Author, f.Cursor = a.ID, v.param("page")
	items, next, err := v.cfg.Items.Items(v.ctx(), v.site.ID, f)
	if err != nil {
		return nil, err
	}
	if len(items) == 0 { // drafts only: that the person writes here is not public
		return nil, content.Failf(content.NotFound, "author %s published nothing", a.ID)
	}
	path := "by/" + authorKey(*a)
	p := &page.Writer{Common: *v.common(a.Name, v.everywhere(path)), Name: a.Name, Handle: a.Handle, URL: profileURL(a.Handle), More: v.more(next)}
	if p.Items, err = v.cards(v.ctx(), items); err != nil {
		return nil, err
	}
	if f.Cursor != "" {
		p.Canonical, p.NoIndex = "", true
	}
	p.Description = v.say("author.description", "Name", a.Name, "Site", v.site.Name)
	p.Social.Type, p.Social.Creator, p.Social.AuthorName = "profile", a.Handle, a.Name
	p.Report = v.reportPath(v.site.HomeURL(v.lang) + path)
	p.Feeds = append(v.feeds(v.below(path+"/"), a.Name, false), p.Feeds...)
	p.JSONLD = v.describeAuthor(a, v.site.HomeURL(v.lang)+path)
	return &shown{name: "author", data: p, common: &p.Common, keep: v.keepDates(items)}, nil
}

// author finds a byline by the last part of its address. moved is the present
// path when the name in it is another one.
func (v *visit) author(key string) (a *content.Author, moved string, err error) {
	prefix := key[strings.LastIndexByte(key, '-')+1:]
	if len(prefix) != authorPrefix || strings.Trim(prefix, "abcdefghijklmnopqrstuvwxyz234567") != "" {
		return nil, "", content.Failf(content.NotFound, "author %q", key)
	}
	if a, err = v.cfg.Reading.AuthorByPrefix(v.ctx(), v.site.ID, prefix); err != nil {
		return nil, "", err
	}
	if present := authorKey(*a); present != key {
		return nil, v.below("by/" + present), nil
	}
	return a, "", nil
}

// authorKey is the last part of an author page's address, the same in every language.
func authorKey(a content.Author) string {
	id := string(a.ID)
	return locale.Slug("", a.Name) + "-" + id[:min(len(id), authorPrefix)]
}

// byline shows an author with the page of what they wrote.
func (v *visit) byline(a content.Author) page.Author {
	out := page.Author{Name: a.Name, Handle: a.Handle}
	if len(a.ID) >= authorPrefix {
		out.Href = v.below("by/" + authorKey(a))
	}
	return out
}

// profileURL is where most servers show the profile of a handle, "" for none.
func profileURL(handle string) string {
	user, host, ok := strings.Cut(strings.TrimPrefix(handle, "@"), "@")
	if !ok || user == "" || host == "" || strings.ContainsAny(user+host, "/?#\\ ") {
		return ""
	}
	return "https://" + host + "/@" + user
}

func (v *visit) describeAuthor(a *content.Author, url string) any {
	person := map[string]any{"@type": "Person", "name": a.Name, "url": url}
	if profile := profileURL(a.Handle); profile != "" {
		person["sameAs"] = []string{profile}
		person["alternateName"] = a.Handle
	}
	return map[string]any{"@context": "https://schema.org", "@type": "ProfilePage", "url": url, "inLanguage": string(v.lang),
		"mainEntity": person, "publisher": v.publisher()}
}
