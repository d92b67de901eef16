package cmd

import (
	"archive/zip"
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"github.com/mmcdole/gofeed"

	"vitrine/content"
	"vitrine/content/edition"
	"vitrine/content/event"
)

// issue publishes an edition that holds the items.
func (l *lab) issue(title, number string, items ...*content.Item) *content.Item {
	l.Helper()
	d := &edition.Details{Number: number, Magazine: "Kortom", Issued: "herfst 2026"}
	for i, it := range items {
		if i%2 == 0 {
			d.Parts = append(d.Parts, edition.Part{Heading: content.Localised{"nl": "Deel " + string(rune('A'+i/2))}})
		}
		d.Parts[i/2].Items = append(d.Parts[i/2].Items, it.ID)
	}
	l.pass(time.Minute)
	return l.article(title, func(in *content.Input) {
		in.Kind, in.Details = "edition", d
		in.Texts[0].Body = "<p>Beste lezer.</p>"
	})
}

// TestAnEditionIsAnnounced holds federation.md 6.4: one Article with a table of
// contents, a collection at its own id, isPartOf, a hashtag, and the newest pinned.
func TestAnEditionIsAnnounced(t *testing.T) {
	onBoth(t, func(t *testing.T, l *lab) {
		l.follow(l.world.person("ida", "social.example", 0))
		a, b := l.article("Een"), l.article("Twee")
		draft, _, err := l.app.Service.Create(t.Context(), l.who, content.Input{Kind: "article", Texts: []content.TextInput{{Lang: "nl", Title: "Klad"}}})
		l.ok(err)
		if got := types(l.world.collect("")); !slices.Equal(got, []string{"Create", "Create"}) {
			t.Fatal(got)
		}
		first := l.issue("Herfst", "2026/3", b, a, draft)
		sent := l.world.collect("")
		if len(sent) != 1 || sent[0].typ() != "Create" { // the articles are not sent again
			t.Fatal(types(sent))
		}
		golden(t, "sent-edition-create", sent[0].raw)
		l.proven(sent[0].raw)

		items := l.objectID(first) + "/items"
		doc := l.want(l.get(items), http.StatusOK, "the collection")
		golden(t, "edition-items", doc.body)
		m := doc.json(t)
		if got, want := m["orderedItems"], []any{l.objectID(b), l.objectID(a)}; !same(got, want) || m["totalItems"] != 2.0 {
			t.Errorf("items %v, want %v", got, want)
		}
		if again := l.get(items, "If-None-Match", doc.header.Get("ETag")); again.status != http.StatusNotModified {
			t.Errorf("the same collection again: %d", again.status)
		}
		if got := l.get(l.objectID(a)).json(t)["isPartOf"]; !same(got, []any{items}) {
			t.Errorf("the article is part of %v", got)
		}
		if got := l.get(l.objectID(first)).json(t)["isPartOf"]; got != nil {
			t.Errorf("the edition is part of %v", got)
		}
		if got := l.get(l.objectID(a) + "/items"); got.status != http.StatusNotFound {
			t.Errorf("the items of an article: %d", got.status)
		}

		// A correction carries it.
		a = l.edit(a, "Een, verbeterd")
		l.work()
		update := l.world.collect("")
		if len(update) != 1 || !same(update[0].doc["object"].(obj)["isPartOf"], []any{items}) {
			t.Errorf("the correction: %v", types(update))
		}

		// What was pinned by hand stays, and the newest edition takes the place of the one before.
		l.ok(l.app.Store.SetFeatured(t.Context(), l.site.ID, l.main.ID, []content.ID{l.object(first).ID, l.object(b).ID}))
		pinned := func(want ...*content.Item) {
			t.Helper()
			var ids []any
			for _, it := range want {
				ids = append(ids, l.objectID(it))
			}
			if got := l.get(l.us() + "/featured").json(t)["orderedItems"]; !same(got, ids) {
				t.Errorf("pinned %v, want %v", got, ids)
			}
		}
		second := l.issue("Winter", "2026/4", a)
		pinned(second, b)
		first = l.edit(first, "Herfst, verbeterd") // an old one does not come back up
		l.work()
		pinned(second, b)
		l.withdraw(second)
		l.work()
		pinned(first, b)
		if got := l.get(l.objectID(second) + "/items"); got.status != http.StatusGone {
			t.Errorf("the items of a withdrawn edition: %d", got.status)
		}
		l.withdraw(a)
		l.work()
		if got := l.get(items).json(t); !same(got["orderedItems"], []any{l.objectID(b)}) {
			t.Errorf("with a withdrawn article: %v", got["orderedItems"])
		}
	})
}

// TestAnEditionHoldsWhatThereIs finds what the service refuses.
func TestAnEditionHoldsWhatThereIs(t *testing.T) {
	l := newLab(t)
	a := l.article("Een")
	self := content.DeriveID("self")
	for name, tc := range map[string]struct {
		items []content.ID
		want  string
	}{
		"unknown": {[]content.ID{content.DeriveID("nothing")}, "problem.unknown_item"},
		"itself":  {[]content.ID{self}, "problem.holds_itself"},
		"good":    {[]content.ID{a.ID}, ""},
	} {
		id := self
		if tc.want == "" { // made once, it would be found again by the others
			id = content.DeriveID("other")
		}
		_, _, err := l.app.Service.Create(t.Context(), l.who, content.Input{ID: id, Kind: "edition", Texts: []content.TextInput{{Lang: "nl", Title: "Herfst"}},
			Details: &edition.Details{Number: "1", Parts: []edition.Part{{Items: tc.items}}}})
		got := ""
		if e, ok := err.(*content.Error); ok {
			got = e.Fields["details.parts"].Key
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

// magazine is an edition with a cover, two articles, and an event.
func (l *lab) magazine() (issue, a, b *content.Item) {
	l.Helper()
	var pic bytes.Buffer
	m := image.NewRGBA(image.Rect(0, 0, 1400, 900))
	for x := range 1400 {
		m.Set(x, x%900, color.RGBA{uint8(x), 90, 120, 255})
	}
	l.ok(png.Encode(&pic, m))
	media, err := l.app.Service.AddMedia(l.Context(), l.who, content.Upload{Name: "omslag.png", Data: pic.Bytes(), Alt: content.Localised{"nl": "Een omslag"}, Credit: "An", Licence: "https://creativecommons.org/licenses/by/4.0/"})
	l.ok(err)
	a = l.article("Een & twee", func(in *content.Input) {
		in.Authors = []content.Author{{Name: "An Peeters"}}
		in.Media = []content.Use{{ID: media.ID, Role: content.RoleLead}}
		in.Texts[0].Body = `<h2>Kop</h2><p>Tekst<footnote>noot</footnote>.</p><figure data-media="` + string(media.ID) + `"></figure><table><tr><th>a<td>b</table>`
	})
	b = l.article("Twee", func(in *content.Input) { in.Texts[0].Body = `<p>Zie <a data-item="` + string(a.ID) + `">hier</a>.</p>` })
	show := l.article("Concert", func(in *content.Input) {
		in.Kind = "event"
		in.Details = &event.Details{Occurrences: []content.Occurrence{{Start: "2026-12-05T20:00", End: "2026-12-05T22:00", TimeZone: "Europe/Brussels"}}}
	})
	issue = l.issue("Herfst", "2026/3", b, a, show)
	issue, err = l.app.Service.Change(l.Context(), l.who, issue.ID, content.Patch{Revision: issue.Working, Publish: true, Media: &[]content.Use{{ID: media.ID, Role: content.RoleLead}}})
	l.ok(err)
	l.work()
	return issue, a, b
}

// TestAnEditionIsRead opens the page, the feeds and the book as readers do.
func TestAnEditionIsRead(t *testing.T) {
	l := newLab(t)
	issue, a, b := l.magazine()
	home := l.site.ItemURL("edition", issue.Original())
	page := string(l.want(l.get(home), http.StatusOK, "the page").body)
	for _, want := range []string{"Deel A", l.site.ItemURL("article", b.Original())[len(hub):], "2026/3", `href="` + home[len(hub):] + `.epub"`, home[len(hub):] + "/feed.atom",
		`"PublicationIssue"`, `"hasPart"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	article := string(l.want(l.get(l.site.ItemURL("article", a.Original())), http.StatusOK, "an article").body)
	if !strings.Contains(article, home[len(hub):]) {
		t.Error("the article does not lead to its edition")
	}

	for _, format := range []string{"rss", "atom", "json"} {
		got := l.want(l.get(home+"/feed."+format), http.StatusOK, format)
		feed, err := gofeed.NewParser().Parse(bytes.NewReader(got.body))
		l.ok(err)
		var titles []string
		for _, it := range feed.Items {
			titles = append(titles, it.Title)
		}
		if !slices.Equal(titles, []string{"Twee", "Een & twee", "Concert"}) || feed.Link != home {
			t.Errorf("%s: %v of %s", format, titles, feed.Link)
		}
	}

	got := l.want(l.get(home+".epub"), http.StatusOK, "the book")
	if got.header.Get("Content-Type") != "application/epub+zip" || got.header.Get("Last-Modified") == "" || !strings.Contains(got.header.Get("Content-Disposition"), "herfst.epub") {
		t.Errorf("%v", got.header)
	}
	again := l.want(l.get(home+".epub"), http.StatusOK, "the book again")
	if !bytes.Equal(got.body, again.body) {
		t.Error("the same content gives another book")
	}
	if s := l.get(home+".epub", "If-None-Match", got.header.Get("ETag")).status; s != http.StatusNotModified {
		t.Errorf("the same book: %d", s)
	}
	if s := l.get(home+".epub", "Range", "bytes=30-37"); s.status != http.StatusPartialContent || string(s.body) != "mimetype" {
		t.Errorf("a part: %d %q", s.status, s.body)
	}
	l.opens(got.body)
	single := l.want(l.get(l.site.ItemURL("article", a.Original())+".epub"), http.StatusOK, "the book of an article")
	l.opens(single.body)
	for _, none := range []string{"/nl/e/concert.epub", "/nl/m/nergens.epub", "/nl/m/nergens/feed.rss", "/nl/a/twee/feed.rss"} {
		if s := l.get(none).status; s != http.StatusNotFound {
			t.Errorf("%s: %d", none, s)
		}
	}

	// One book of an edition is kept, and it is no part of a backup.
	kept := func() (keys []string) {
		for m, err := range l.app.Blobs.List(t.Context(), string(l.site.ID)+"/epub/") {
			l.ok(err)
			keys = append(keys, m.Key)
		}
		return keys
	}
	first := kept()
	l.edit(b, "Twee, verbeterd")
	l.work()
	corrected := l.want(l.get(home+".epub"), http.StatusOK, "the corrected book")
	if corrected.header.Get("ETag") == got.header.Get("ETag") || bytes.Equal(corrected.body, got.body) {
		t.Error("a corrected article is not in the book")
	}
	if now := kept(); len(first) != 1 || len(now) != 1 || now[0] == first[0] {
		t.Errorf("kept %v, then %v", first, now)
	}
	for key, err := range (backupBlobs{Blobs: l.app.Blobs}).Keys(t.Context()) {
		if l.ok(err); isBook(key) {
			t.Errorf("the backup holds %s", key)
		}
	}
	l.withdraw(issue)
	if s := l.get(home + ".epub").status; s != http.StatusGone {
		t.Errorf("the book of a withdrawn edition: %d", s)
	}
}

// opens finds a book whole, and valid where the validator is installed.
func (l *lab) opens(data []byte) {
	l.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	l.ok(err)
	for _, f := range z.File {
		r, err := f.Open()
		l.ok(err)
		_, err = io.Copy(io.Discard, r)
		l.ok(err)
	}
	file := filepath.Join(l.TempDir(), "book.epub")
	l.ok(os.WriteFile(file, data, 0o600))
	l.validate("epubcheck", "--failonwarnings", file)
}

// validate runs a Java validator; without it the check is left out, unless
// VALIDATORS=require, as scripts/test sets.
func (l *lab) validate(name string, args ...string) {
	l.Helper()
	jar := "/usr/share/java/" + name + ".jar"
	_, err := exec.LookPath("java")
	if err == nil {
		_, err = os.Stat(jar)
	}
	if err != nil {
		if os.Getenv("VALIDATORS") == "require" {
			l.Fatalf("%s is needed: %v", name, err)
		}
		l.Logf("%s is not installed: %v", name, err)
		return
	}
	// One compiler thread and a small heap: these programs live for seconds.
	out, err := exec.CommandContext(l.Context(), "java", append([]string{"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar}, args...)...).CombinedOutput()
	if err != nil {
		l.Errorf("%s: %v\n%s", name, err, out)
	}
}

// TestFeedsAreUnderstood has other programs read what the site serves: the
// grammar of RFC 4287, and parsers that we did not write.
func TestFeedsAreUnderstood(t *testing.T) {
	l := newLab(t)
	issue, _, _ := l.magazine()
	home := "/nl/m/" + issue.Original().Slug + "/"
	schema := filepath.Join("..", "content", "feeds", "testdata", "atom.rnc")
	dir := t.TempDir()
	files := []string{"-c", schema}
	for i, prefix := range []string{"/nl/", "/fr/", "/nl/a/", "/nl/e/", "/nl/m/", "/nl/c/bib/", home} {
		for _, format := range []string{"rss", "atom", "json"} {
			got := l.want(l.get(prefix+"feed."+format), http.StatusOK, prefix+format)
			feed, err := gofeed.NewParser().Parse(bytes.NewReader(got.body))
			if err != nil {
				t.Errorf("%sfeed.%s: %v", prefix, format, err)
				continue
			}
			if (len(feed.Items) == 0) != (prefix == "/fr/") || feed.FeedType != format {
				t.Errorf("%sfeed.%s: %d items as %s", prefix, format, len(feed.Items), feed.FeedType)
			}
			if format == "atom" {
				file := filepath.Join(dir, string(rune('a'+i))+".atom")
				l.ok(os.WriteFile(file, got.body, 0o600))
				files = append(files, file)
			}
		}
	}
	l.validate("jing", files...)
	for _, address := range []string{"/nl/agenda.ics", "/nl/e/agenda.ics", "/nl/c/bib/agenda.ics", "/nl/e/concert.ics"} {
		got := l.want(l.get(address), http.StatusOK, address)
		cal, err := ical.NewDecoder(bytes.NewReader(got.body)).Decode()
		if err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		events := cal.Events()
		if len(events) != 1 {
			t.Errorf("%s: %d dates", address, len(events))
			continue
		}
		zone, err := time.LoadLocation("Europe/Brussels")
		l.ok(err)
		if start, err := events[0].DateTimeStart(zone); err != nil || !start.Equal(time.Date(2026, 12, 5, 19, 0, 0, 0, time.UTC)) {
			t.Errorf("%s begins at %s: %v", address, start, err)
		}
	}
}
