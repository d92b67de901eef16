package wordpress

import (
	"context"
	"errors"
	"strings"

	"vitrine/plugins"
)

// Limits of what is remembered of the first pass.
const (
	maxAttachments = 300_000
	maxAuthors     = 50_000
	maxWords       = 2000      // bytes of one text
	maxIndex       = 128 << 20 // bytes of all texts
)

// attachment is a file that posts refer to by number.
type attachment struct{ url, title, alt, caption, description string }

// index is what the first pass remembers.
type index struct {
	people      map[string]string // login or nicename to the name for people
	attachments map[string]attachment
	children    map[string][]string // post to the attachments uploaded to it
	size        int
}

func newIndex() *index {
	return &index{people: map[string]string{}, attachments: map[string]attachment{}, children: map[string][]string{}}
}

// read is the first pass over a file. Where it is cut is the second pass's to tell.
func (ix *index) read(ctx context.Context, s plugins.Source) error {
	err := scanAll(ctx, s, ix.post, ix.author, func(int, string) {})
	var cut *plugins.CutError
	if errors.As(err, &cut) {
		return nil
	}
	return err
}

func (ix *index) author(a author) {
	if name := a.display(); name != "" && a.login != "" && len(ix.people) < maxAuthors {
		ix.people[strings.ToLower(a.login)] = head(name)
	}
}

func (ix *index) post(c *channel, p *post) error {
	if p.kind != "attachment" || len(ix.attachments) >= maxAttachments || ix.size > maxIndex {
		return nil
	}
	a := attachment{url: head(p.url), title: head(p.title), alt: head(p.alt), caption: head(p.excerpt), description: head(p.content)}
	if a.url == "" {
		a.url = head(p.guid)
	}
	ix.size += len(a.url) + len(a.title) + len(a.alt) + len(a.caption) + len(a.description) + 100
	ix.attachments[key(c, p.id)] = a
	if p.parent != "" && p.parent != "0" {
		at := key(c, p.parent)
		ix.children[at] = append(ix.children[at], p.id)
	}
	return nil
}

// key is a number that is unique over several blogs.
func key(c *channel, id string) string { return c.home() + "#" + id }

// head is a copy of the beginning of a text: a part of it would keep all of it
// in memory.
func head(s string) string {
	if len(s) > maxWords {
		return strings.ToValidUTF8(s[:maxWords], "")
	}
	return strings.Clone(s)
}
