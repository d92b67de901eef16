package web_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/web"
)

// issued are details of an edition.
type issued struct {
	number string
	parts  []content.IssuePart
}

func (*issued) Check(*content.Problems) {}

func (d *issued) Members() (out []content.ID) {
	for _, p := range d.parts {
		out = append(out, p.Items...)
	}
	return out
}

func (d *issued) Issue() content.Issue {
	return content.Issue{Number: d.number, Issued: "herfst 2026", Parts: d.parts}
}

// shelf makes books that name what they hold.
type shelf struct {
	made []web.BookView
	err  error
}

type book struct{ *bytes.Reader }

func (book) Close() error { return nil }

func (s *shelf) Book(_ context.Context, v web.BookView) (web.Blob, error) {
	s.made = append(s.made, v)
	if s.err != nil {
		return nil, s.err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s:", v.Item.ID, v.Text.Lang)
	for _, m := range v.Members {
		fmt.Fprintf(&b, " %s", m.ID)
	}
	return book{bytes.NewReader([]byte(b.String()))}, nil
}

func (s *shelf) Size(_ context.Context, v web.BookView) (int64, error) {
	if v.Item.ID == "issue2" {
		return 1_200_000, nil
	}
	return 0, nil
}

var _ io.ReadSeekCloser = book{}

// press is a world with three editions of a magazine.
func press(t *testing.T) (*world, *shelf) {
	t.Helper()
	s := &shelf{}
	w := newWorld(t, func(cfg *web.Config, f *fake) {
		cfg.Books = s
		cfg.Kinds = append(slices.Clone(kinds), plainKind{"edition", false})
		for i, n := range []string{"2026/1", "2026/2", "2026/3"} {
			at := start.Add(time.Duration(i-10) * 24 * time.Hour)
			it := &content.Item{ID: content.ID(fmt.Sprintf("issue%d", i+1)), Site: "site", Channel: "main", Kind: "edition", Status: content.Published, Live: 1, Published: at, Updated: at,
				Texts: []content.Text{{Lang: "nl", Slug: fmt.Sprintf("nummer-%d", i+1), Title: "Nummer " + n, Summary: "Over lezen"}}, Details: &issued{number: n}}
			f.items = append(f.items, it)
		}
		second := f.items[len(f.items)-2]
		second.Texts = append(second.Texts, content.Text{Lang: "fr", Slug: "numero-2", Title: "Numéro 2"})
		second.Details = &issued{number: "2026/2", parts: []content.IssuePart{
			{Heading: content.Localised{"nl": "Dossier"}, Items: []content.ID{"event", "both", "draft"}}, {Heading: content.Localised{"nl": "Leeg"}, Items: []content.ID{"gone", "unknown"}}, {Items: []content.ID{"old"}}}}
	})
	return w, s
}

// TestEditionPage finds contents in order, without what is not public, and the way around.
func TestEditionPage(t *testing.T) {
	w, _ := press(t)
	rec := w.get(t, "/nl/m/nummer-2")
	if rec.Code != http.StatusOK {
		t.Fatal(rec.Code, rec.Body)
	}
	body := rec.Body.String()
	last := 0
	for _, want := range []string{"Dossier", "/nl/e/voorlezen", "/nl/a/een-titel", "/nl/a/nieuw"} {
		i := strings.Index(body[last:], want)
		if i < 0 {
			t.Errorf("the contents lack %s, or not in this place", want)
			continue
		}
		last += i
	}
	for _, never := range []string{"Leeg", "/nl/a/klad", "/nl/a/weg"} {
		if strings.Contains(body, never) {
			t.Errorf("the page names %s", never)
		}
	}
	d := parse(t, body)
	for _, want := range []string{"a[href=/nl/m/nummer-1]", "a[href=/nl/m/nummer-3]", "a[href=/nl/m/nummer-2.epub]", "link[href=/nl/m/nummer-2/feed.atom][rel=alternate]", "link[href=/nl/m/nummer-2/feed.rss]", "link[href=/nl/m/nummer-2/feed.json]"} {
		if len(d.all(want)) == 0 {
			t.Errorf("the page lacks %s", want)
		}
	}
	if !strings.Contains(body, "2026/2") || !strings.Contains(body, "herfst 2026") {
		t.Error("the page does not say which issue it is")
	}
	if !strings.Contains(body, "1,2\u00a0MB)") || strings.Contains(w.get(t, "/nl/m/nummer-1").Body.String(), ", )") {
		t.Error("the size of the book is not said, or said where none is known")
	}
	for path, never := range map[string]string{"/nl/m/nummer-1": "/nl/m/nummer-3", "/nl/m/nummer-3": "/nl/m/nummer-1"} {
		if b := w.get(t, path).Body.String(); strings.Contains(b, `href="`+never+`"`) {
			t.Errorf("%s skips an issue", path)
		}
	}
}

// TestEditionFeeds holds the order of the edition, and one language a feed.
func TestEditionFeeds(t *testing.T) {
	w, _ := press(t)
	for path, want := range map[string]string{
		"/nl/m/nummer-2/feed.rss": `"items":3,"lang":"nl"`, "/fr/m/numero-2/feed.atom": `"items":1,"lang":"fr"`, "/nl/m/nummer-1/feed.json": `"items":0,"lang":"nl"`,
	} {
		rec := w.get(t, path)
		if body := rec.Body.String(); rec.Code != http.StatusOK || !strings.Contains(body, want) || rec.Header().Get("ETag") == "" || rec.Header().Get("Last-Modified") == "" {
			t.Errorf("%s: %d %s", path, rec.Code, body)
		}
	}
	for path, to := range map[string]string{"/nl/m/numero-2/feed.rss": "/nl/m/nummer-2/feed.rss", "/en/m/nummer-2/feed.atom": "/nl/m/nummer-2/feed.atom"} {
		if rec := w.get(t, path); rec.Code != http.StatusMovedPermanently || rec.Header().Get("Location") != to {
			t.Errorf("%s: %d to %s", path, rec.Code, rec.Header().Get("Location"))
		}
	}
	for _, path := range []string{"/nl/m/niets/feed.rss", "/nl/a/een-titel/feed.rss", "/nl/m/nummer-2/feed.ics"} {
		if rec := w.get(t, path); rec.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
}

// TestBooks finds the file, its validators, and that nothing is made in vain.
func TestBooks(t *testing.T) {
	w, s := press(t)
	rec := w.get(t, "/nl/m/nummer-2.epub")
	h := rec.Header()
	if rec.Code != http.StatusOK || rec.Body.String() != "issue2 nl: event both old" || h.Get("Content-Type") != "application/epub+zip" ||
		h.Get("Content-Disposition") != `attachment; filename="nummer-2.epub"` || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Content-Language") != "nl" {
		t.Errorf("%d %q %v", rec.Code, rec.Body, h)
	}
	etag, modified := h.Get("ETag"), h.Get("Last-Modified")
	for _, header := range [][]string{{"If-None-Match", etag}, {"If-Modified-Since", modified}} {
		if rec := w.get(t, "/nl/m/nummer-2.epub", header...); rec.Code != http.StatusNotModified {
			t.Errorf("%v: %d", header, rec.Code)
		}
	}
	if len(s.made) != 1 {
		t.Errorf("%d books made for one reader", len(s.made))
	}
	if rec := w.get(t, "/nl/m/nummer-2.epub", "Range", "bytes=0-5"); rec.Code != http.StatusPartialContent || rec.Body.String() != "issue2" {
		t.Errorf("a part: %d %q", rec.Code, rec.Body)
	}
	for _, it := range w.items { // an article's correction is another book
		if it.ID == "both" {
			it.Live, it.Updated = 2, it.Updated.Add(time.Hour)
		}
	}
	w.gen.Add(1)
	if rec := w.get(t, "/nl/m/nummer-2.epub", "If-None-Match", etag); rec.Code != http.StatusOK || rec.Header().Get("ETag") == etag {
		t.Errorf("after a correction: %d", rec.Code)
	}
	if rec := w.get(t, "/nl/a/een-titel.epub"); rec.Code != http.StatusOK || rec.Body.String() != "both nl:" {
		t.Errorf("an article: %d %q", rec.Code, rec.Body)
	}
	for path, want := range map[string]int{"/nl/e/voorlezen.epub": 404, "/nl/a/klad.epub": 404, "/nl/a/weg.epub": 410, "/nl/m/numero-2.epub": 301, "/en/m/nummer-2.epub": 301, "/xx/m/nummer-2.epub": 404} {
		if rec := w.get(t, path); rec.Code != want {
			t.Errorf("%s: %d, want %d", path, rec.Code, want)
		}
	}
	s.err = content.Failf(content.Unavailable, "the store is away")
	rec = w.get(t, "/nl/m/nummer-1.epub")
	if rec.Code != http.StatusServiceUnavailable || rec.Header().Get("ETag") != "" || strings.Contains(rec.Body.String(), "store is away") {
		t.Errorf("without the store: %d %v", rec.Code, rec.Header())
	}
}

// TestItemsLeadToTheirEditions finds the editions that hold an article.
func TestItemsLeadToTheirEditions(t *testing.T) {
	w, _ := press(t)
	d := parse(t, w.get(t, "/nl/a/een-titel").Body.String())
	if len(d.all("a[href=/nl/m/nummer-2]")) == 0 {
		t.Error("the article does not lead to its edition")
	}
	if len(d.all("a[href=/nl/a/een-titel.epub][type=application/epub+zip]")) != 1 {
		t.Error("the article is not offered as a book")
	}
	if len(d.all("a[href=/nl/m/nummer-1]")) != 0 {
		t.Error("the article leads to another edition")
	}
}
