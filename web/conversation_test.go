package web_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/web"
	"vitrine/web/page"
)

func said(f *fake, id, to string, minutes int, change ...func(*content.Reply)) {
	r := content.Reply{ID: content.ID(id), Item: "both", URI: "https://x.example/" + id, URL: "https://x.example/@x/" + id, InReplyTo: "https://x.example/" + to, Name: id,
		Handle: "x@x.example", Content: "<p>" + id + "</p>", Public: true, Status: content.ReplyApproved, Published: start.Add(time.Duration(minutes) * time.Minute)}
	for _, c := range change {
		c(&r)
	}
	f.replies = append(f.replies, r)
}

func order(p *page.Item) string {
	var out []string
	for _, r := range p.Replies {
		out = append(out, fmt.Sprintf("%s%d", r.ID, r.Depth))
	}
	return strings.Join(out, " ")
}

// Replies stand below what they answer, oldest first; what answers something
// that is not shown, and circles, stand by themselves.
func TestRepliesInReadingOrder(t *testing.T) {
	w, pages := recording(t, func(_ *web.Config, f *fake) {
		f.replies = nil
		said(f, "later", "", 50)
		said(f, "a", "", 10)
		said(f, "ab", "a", 30)
		said(f, "aa", "a", 20)
		said(f, "aaa", "aa", 60)
		said(f, "aaaa", "aaa", 61)
		said(f, "orphan", "hidden", 15)
		said(f, "circle1", "circle2", 70)
		said(f, "circle2", "circle1", 71)
		said(f, "self", "self", 72)
		said(f, "hidden", "", 1, func(r *content.Reply) { r.Status = content.ReplyHidden })
	})
	w.get(t, "/nl/a/een-titel")
	p := pages["item"].(*page.Item)
	if got, want := order(p), "a0 aa1 aaa2 aaaa2 ab1 orphan0 later0 self0 circle10 circle21"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if p.MoreReplies != "" {
		t.Errorf("more: %s", p.MoreReplies)
	}
}

// 300 replies are six pages; each reply is on one of them, under the same anchor.
func TestManyReplies(t *testing.T) {
	w, pages := recording(t, func(_ *web.Config, f *fake) {
		f.replies = nil
		for i := range 300 {
			said(f, fmt.Sprintf("r%03d", i), "", i)
		}
	})
	seen := map[content.ID]bool{}
	path := "/nl/a/een-titel"
	for n := 1; path != ""; n++ {
		body := w.get(t, path).Body.String()
		p := pages["item"].(*page.Item)
		if len(p.Replies) != 50 || p.NoIndex != (n > 1) || p.Canonical != "https://bib.example/nl/a/een-titel" {
			t.Fatalf("%s: %d replies, noindex %t, canonical %s", path, len(p.Replies), p.NoIndex, p.Canonical)
		}
		for _, r := range p.Replies {
			if seen[r.ID] || !strings.Contains(body, `id="reply-`+string(r.ID)+`"`) {
				t.Errorf("%s: %s twice or without anchor", path, r.ID)
			}
			seen[r.ID] = true
		}
		if p.MoreReplies != "" && p.MoreReplies != fmt.Sprintf("/nl/a/een-titel?replies=%d#replies", n+1) {
			t.Errorf("%s: %s", path, p.MoreReplies)
		}
		path, _, _ = strings.Cut(p.MoreReplies, "#")
	}
	if len(seen) != 300 {
		t.Errorf("%d replies", len(seen))
	}
	if rec := w.get(t, "/nl/a/een-titel?replies=7"); rec.Code != 404 {
		t.Errorf("page 7: %d", rec.Code)
	}
}

func TestRelated(t *testing.T) {
	w, pages := recording(t, func(_ *web.Config, f *fake) {
		f.items = slices.DeleteFunc(f.items, func(it *content.Item) bool { return it.ID != "both" })
		tagged := func(it *content.Item) { it.Tags = f.tags }
		f.add("tagged-old", "article", 900, tagged)
		f.add("tagged-new", "highlight", 1, tagged)
		f.add("over", "event", 1, tagged, func(it *content.Item) { it.Details = &dated{list: []content.Occurrence{{Start: "2026-11-01T20:00"}}} })
		f.add("coming", "event", 5, tagged, func(it *content.Item) { it.Details = &dated{list: []content.Occurrence{{Start: "2026-12-01T20:00"}}} })
		f.add("plain1", "article", 2)
		f.add("plain2", "article", 3)
		f.add("elsewhere", "article", 1, func(it *content.Item) { it.Channel = "fr" })
	})
	w.get(t, "/nl/a/een-titel")
	if got := titles(pages["item"].(*page.Item).Related); !slices.Equal(got, []string{"tagged-old", "tagged-new", "coming", "plain1"}) {
		t.Errorf("%q", got)
	}
}

type bound struct {
	undated
	members []content.ID
}

func (b *bound) Members() []content.ID { return b.members }

// What stands in the same edition goes first, beginning with what follows.
func TestRelatedInTheEdition(t *testing.T) {
	w, pages := recording(t, func(_ *web.Config, f *fake) {
		for _, id := range []content.ID{"een", "twee", "drie"} {
			f.add(id, "article", 900)
		}
		f.add("nummer", "edition", 10, func(it *content.Item) {
			it.Details = &bound{members: []content.ID{"een", "both", "twee", "drie", "weg"}}
		})
	})
	w.get(t, "/nl/a/een-titel")
	p := pages["item"].(*page.Item)
	got := titles(p.Related)
	slices.Sort(got[:3])
	if !slices.Equal(got[:3], []string{"drie", "een", "twee"}) || len(got) != 4 {
		t.Errorf("%q", got)
	}
	if len(p.Editions) != 1 || p.Editions[0].Href != "/nl/m/nummer" || p.Editions[0].Count != 5 {
		t.Errorf("%+v", p.Editions)
	}
}
