package wordpress

import (
	"html"
	"net/mail"
	"net/url"
	"path"
	"strings"
	"time"

	"vitrine/content"
	"vitrine/content/clean"
	"vitrine/plugins"
)

// record makes a record of a post.
func (r *reading) record(c *channel, p *post) plugins.Record {
	rec := plugins.Record{ExternalID: key(c, p.id), Lang: content.Lang(c.lang), Title: html.UnescapeString(p.title), Summary: p.excerpt, Slug: p.name,
		Base: c.link, Link: p.link, Published: r.date(p), Authors: r.authors(p), Tags: tags(p)}
	if p.id == "" {
		rec.ExternalID = key(c, p.kind+"/"+p.name)
	}
	switch {
	case p.password != "":
		rec.Deleted, rec.Why = true, "protected by a password"
	case p.status == "private", p.status == "trash", p.status == "auto-draft", p.status == "inherit":
		rec.Deleted, rec.Why = true, "its status is "+p.status
	case p.status == "future" && rec.Published.After(r.host.Now()):
		rec.PublishAt = rec.Published
	case p.status == "publish", p.status == "", p.status == "future":
	default: // draft, pending, and what plugins invent
		rec.Draft = true
	}
	if rec.Deleted {
		return rec
	}
	b := &body{reading: r, channel: c, post: p}
	rec.Body = b.html()
	if before, _, more := strings.Cut(p.content, "<!--more"); more && strings.TrimSpace(rec.Summary) == "" {
		rec.Summary = otherCode.ReplaceAllString(before, "")
	}
	if a, ok := r.index.attachments[key(c, p.thumbnail)]; ok && p.thumbnail != "" {
		rec.Images = append(rec.Images, plugins.Picture{URL: a.url, Alt: a.words(), Caption: html.UnescapeString(a.caption), Lead: true})
	} else if p.thumbnail != "" && p.thumbnail != "0" && p.thumbnail != "-1" {
		r.host.Problem(plugins.Problem{Record: p.title, Link: p.link, About: "attachment " + p.thumbnail, What: "Its lead image is in none of the files.",
			Remedy: "Export the attachments too and name that file as well: vitrine import wordpress posts.xml attachments.xml."})
	}
	for _, u := range p.enclosures {
		rec.Body += enclosure(u)
	}
	return rec
}

// words is the best alternative text of an attachment: its own, or, where no
// caption will do, its description or title, if a person wrote it: a title is
// the file's name otherwise.
func (a attachment) words() string {
	if a.alt != "" || a.caption != "" {
		return html.UnescapeString(a.alt)
	}
	for _, s := range []string{clean.Text(a.description), a.title} {
		if s = strings.Join(strings.Fields(html.UnescapeString(s)), " "); strings.Contains(s, " ") {
			return s
		}
	}
	return ""
}

// enclosure is a link to a recording, for the end of the text.
func enclosure(address string) string {
	u, err := url.Parse(address)
	if err != nil || address == "" {
		return ""
	}
	name := path.Base(u.Path)
	switch strings.ToLower(path.Ext(name)) {
	case ".mp3", ".m4a", ".ogg", ".oga", ".wav", ".flac", ".opus":
		name = "Audio: " + name
	case ".mp4", ".webm", ".mov", ".m4v", ".ogv":
		name = "Video: " + name
	}
	return "\n" + `<p><a href="` + html.EscapeString(address) + `">` + html.EscapeString(name) + `</a></p>`
}

// authors are those that the co-authors plugin names, else the creator; logins
// become names.
func (r *reading) authors(p *post) []content.Author {
	var out []content.Author
	add := func(login, name string) {
		if n, ok := r.index.people[strings.ToLower(strings.TrimPrefix(login, "cap-"))]; ok {
			name = n
		}
		if name = html.UnescapeString(name); name != "" {
			out = append(out, content.Author{Name: name})
		}
	}
	for _, c := range p.categories {
		if c.domain == "author" {
			add(c.nicename, c.name)
		}
	}
	if len(out) == 0 && p.creator != "" {
		add(p.creator, p.creator)
	}
	return out
}

// uncategorised are the names that WordPress gives to having no category.
var uncategorised = map[string]bool{"uncategorized": true, "uncategorised": true, "geen categorie": true, "niet gecategoriseerd": true, "zonder categorie": true,
	"non classé": true, "non-classe": true, "allgemein": true, "unkategorisiert": true, "sin categoría": true, "senza categoria": true}

func tags(p *post) []string {
	var out []string
	for _, c := range p.categories {
		if c.domain != "category" && c.domain != "post_tag" && c.domain != "tag" && c.domain != "" {
			continue
		}
		name := html.UnescapeString(c.name)
		if name == "" {
			name = c.nicename
		}
		if !uncategorised[strings.ToLower(name)] && !uncategorised[strings.ToLower(c.nicename)] {
			out = append(out, name)
		}
	}
	return out
}

// date is when a post appeared: in UTC, else by the site's clock.
func (r *reading) date(p *post) time.Time {
	const layout = "2006-01-02 15:04:05"
	if t, err := time.Parse(layout, p.dateGMT); err == nil {
		return t
	}
	if t, err := time.ParseInLocation(layout, p.date, r.host.Site().Zone()); err == nil {
		return t.UTC()
	}
	if t, err := mail.ParseDate(p.pubDate); err == nil && t.Year() > 1 {
		return t.UTC()
	}
	return time.Time{}
}
