package rss

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/plugins"
	"vitrine/plugins/plugintest"
)

const channel = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
<title>Nieuws</title><link>https://oud.example/</link><language>nl-be</language><managingEditor>chef@oud.example (De chef)</managingEditor>
`

func wrap(items string) string { return channel + items + "</channel></rss>" }

func one(text string) string {
	return wrap(`<item><guid isPermaLink="false">1</guid><title>Zaal &amp;amp; zicht</title><link>/een</link><pubDate>Thu, 09 Feb 2006 23:59:45 +0100</pubDate>
<dc:creator>An Peeters</dc:creator><dc:creator>Jan &lt;jan@oud.example&gt;</dc:creator><category>Jeugd</category><category>Zaal</category>
<description>Kort.</description><content:encoded><![CDATA[<p>` + text + ` <a href="/twee">twee</a></p><img src="/i/1.jpg" alt="Een volle zaal"><img src="https://telt.example/p.gif" width="1" height="1">]]></content:encoded>
<media:content url="https://oud.example/i/lead.jpg" medium="image" width="800"><media:title>De gevel</media:title><media:credit>Foto: Els</media:credit></media:content></item>
<item><guid>https://oud.example/twee</guid><title>Twee</title><description>Zin.</description></item>`)
}

func feed(text string) Feed { return Feed{plugintest.Text("feed.xml", text)} }

func TestSuite(t *testing.T) {
	plugintest.Suite{Source: Name, Open: openStore, Import: func() plugins.Importer { return feed(one("Tekst")) }, Changed: func() plugins.Importer { return feed(one("Andere tekst")) },
		Edited: "https://oud.example/#1", Images: []string{"https://oud.example/i/1.jpg", "https://oud.example/i/lead.jpg"}}.Run(t)
}

func TestAnItem(t *testing.T) {
	w := plugintest.New(t, openStore(t))
	w.Web.PutImage("https://oud.example/i/1.jpg", "https://oud.example/i/lead.jpg")
	r := w.Import(t, Name, feed(one("Tekst")))
	it := w.Items(t)["https://oud.example/#1"]
	if it == nil {
		t.Fatalf("%v", r.Problems)
	}
	x := it.Texts[0]
	if x.Lang != "nl" || x.Title != "Zaal & zicht" || x.Summary != "Kort." || !it.Published.Equal(time.Date(2006, 2, 9, 22, 59, 45, 0, time.UTC)) {
		t.Errorf("%+v %v", x, it.Published)
	}
	if len(it.Authors) != 2 || it.Authors[0].Name != "An Peeters" || it.Authors[1].Name != "Jan" || len(it.Tags) != 2 {
		t.Errorf("%v %v", it.Authors, it.Tags)
	}
	lead := it.Lead()
	if lead == nil || lead.Media.Source != "https://oud.example/i/lead.jpg" || lead.Media.Alt["nl"] != "De gevel" || lead.Media.Credit != "Foto: Els" {
		t.Errorf("%+v", lead)
	}
	if !strings.Contains(x.Body, `<a href="https://oud.example/twee">twee</a>`) || !strings.Contains(x.Body, `alt="Een volle zaal"`) || strings.Count(x.Body, "<img") != 1 {
		t.Errorf("%s", x.Body)
	}
	if w.Web.Asked("https://telt.example/p.gif") > 0 {
		t.Error("a pixel that counts readers was fetched")
	}
}

// only imports a feed of one entry.
func only(t *testing.T, text string) (*content.Item, *plugins.Report) {
	t.Helper()
	w := plugintest.New(t, openStore(t))
	r := w.Import(t, Name, feed(text))
	before := w.State(t)
	w.Import(t, Name, feed(text))
	plugintest.Same(t, before, w.State(t))
	for _, it := range w.Items(t) {
		return it, r
	}
	t.Fatalf("no item: %v", r.Problems)
	return nil, nil
}

func TestAwkwardFeeds(t *testing.T) {
	atom := func(s string) string {
		return `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>F</title><author><name>Marie</name><email>m@o.example</email></author><link href="https://o.example/"/><updated>2020-01-01T00:00:00Z</updated>` + s + `</feed>`
	}
	tests := []struct {
		name, feed                       string
		id, lang, title, body, published string
		authors, tags                    string
	}{
		{name: "undeclared latin 1", feed: "<rss version=\"2.0\"><channel><title>C</title><item><title>\xc9t\xe9</title><link>http://o.example/1</link><description>l'\xe9t\xe9</description></item></channel></rss>",
			id: "http://o.example/1", title: "Été", body: "<p>l&#39;été</p>"},
		{name: "koi8-r", feed: "<?xml version=\"1.0\" encoding=\"koi8-r\"?><rss version=\"2.0\"><channel><title>C</title><item><title>\xf0\xd2\xc9</title><link>http://o.example/1</link></item></channel></rss>", id: "http://o.example/1", title: "При"},
		{name: "bare ampersand and entities", feed: wrap(`<item><title>Jip & Janneke&nbsp;&eacute;</title><link>https://o.example/?a=1&b=2</link></item>`), id: "https://o.example/?a=1&b=2", title: "Jip & Janneke é"},
		{name: "the newest of the same id", feed: atom(`<entry><id>urn:x:1</id><title>Vieux</title><updated>2020-01-01T00:00:00Z</updated></entry><entry><id>urn:x:1</id><title>Neuf</title><updated>2021-01-01T00:00:00Z</updated></entry>`),
			id: "urn:x:1", lang: "fr", title: "Neuf", published: "2021-01-01T00:00:00Z", authors: "Marie"},
		{name: "equally new: the first", feed: atom(`<entry><id>urn:x:1</id><title>A</title><updated>2020-01-01T00:00:00Z</updated></entry><entry><id>urn:x:1</id><title>B</title><updated>2020-01-01T00:00:00Z</updated></entry>`), id: "urn:x:1", title: "A"},
		{name: "xhtml with a prefix", feed: atom(`<entry><id>urn:x:1</id><title>T</title><updated>2020-01-01T00:00:00Z</updated><content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>a <x:b>b</x:b></x:p></x:div></content></entry>`), id: "urn:x:1", body: "<p>a <b>b</b></p>"},
		{name: "xml:base", feed: atom(`<entry xml:base="https://anders.example/x/"><id>urn:x:1</id><title>T</title><updated>2020-01-01T00:00:00Z</updated><link href="y.html"/><content type="html">&lt;a href="z"&gt;z&lt;/a&gt;</content></entry>`), id: "urn:x:1", body: `<p><a href="https://anders.example/x/z">z</a></p>`},
		{name: "dcterms", feed: wrap(`<item><title>T</title><link>https://o.example/1</link><dcterms:created>2005</dcterms:created><dcterms:issued>2005-07-04</dcterms:issued></item>`), id: "https://o.example/1", published: "2005-07-03T22:00:00Z"},
		{name: "podcast", feed: wrap(`<item><title>T</title><guid>https://o.example/1</guid><itunes:author>De radio</itunes:author><description>Over.</description><enclosure url="https://o.example/a%20b.mp3?x=1&amp;y=2" length="7340032" type="audio/mpeg"/></item>`),
			id: "https://o.example/1", body: `<p>Over.</p><p><a href="https://o.example/a%20b.mp3?x=1&amp;y=2">Audio: a b.mp3 (7 MB)</a></p>`, authors: "De radio"},
		{name: "author in the RSS form", feed: wrap(`<item><title>T</title><guid>https://o.example/1</guid><author>els@o.example (Els Jans)</author></item>`), id: "https://o.example/1", authors: "Els Jans"},
		{name: "author that is an address", feed: wrap(`<item><title>T</title><guid>https://o.example/1</guid><author>els@o.example</author></item>`), id: "https://o.example/1", authors: "-"},
		{name: "no title, no date, no id", feed: wrap(`<item><description>Vandaag is de bibliotheek gesloten.</description></item>`), title: "Vandaag is de bibliotheek gesloten.", published: "2026-03-02T10:00:00Z"},
		{name: "plain text in lines", feed: wrap(`<item><title>T</title><guid>https://o.example/1</guid><description>een
twee

drie</description></item>`), id: "https://o.example/1", body: "<p>een<br>twee</p><p>drie</p>"},
		{name: "rdf", feed: `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>C</title><link>https://o.example/</link></channel><item rdf:about="https://o.example/1"><title>T</title><link>https://o.example/1</link><dc:date>2003-01-02T03:04+01:00</dc:date><dc:language>de</dc:language><dc:subject>Theater</dc:subject></item></rdf:RDF>`,
			id: "https://o.example/1", lang: "de", published: "2003-01-02T02:04:00Z", tags: "Theater"},
		{name: "json", feed: `{"version":"https://jsonfeed.org/version/1.1","title":"F","language":"en-GB","home_page_url":"https://o.example/","items":[{"id":"7","title":"T","content_html":"<p>x</p>","date_published":"2020-02-03T04:05:06+01:00","authors":[{"name":"Ann"}],"tags":["a","A","b"]}]}`,
			id: "https://o.example/#7", lang: "en", title: "T", body: "<p>x</p>", published: "2020-02-03T03:05:06Z", authors: "Ann", tags: "a,b"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			it, _ := only(t, test.feed)
			x := it.Texts[0]
			var authors, tags []string
			for _, a := range it.Authors {
				authors = append(authors, a.Name)
			}
			for _, tag := range it.Tags {
				tags = append(tags, tag.Label(x.Lang))
			}
			for field, pair := range map[string][2]string{"id": {it.ExternalID, test.id}, "lang": {string(x.Lang), test.lang}, "title": {x.Title, test.title}, "body": {x.Body, test.body},
				"published": {it.Published.Format(time.RFC3339), test.published}, "authors": {strings.Join(authors, ","), test.authors}, "tags": {strings.Join(tags, ","), test.tags}} {
				if want := strings.TrimPrefix(pair[1], "-"); pair[1] != "" && pair[0] != want {
					t.Errorf("%s: got %s\nwant %s", field, pair[0], want)
				}
			}
		})
	}
}

// Entries without a date keep the feed's order, and do not move in the next run.
func TestUndated(t *testing.T) {
	w := plugintest.New(t, openStore(t))
	text := wrap(`<item><title>Nieuwst</title><guid>u:1</guid></item><item><title>Ouder</title><guid>u:2</guid></item>`)
	w.Import(t, Name, feed(text))
	items := w.Items(t)
	if !items["u:1"].Published.After(items["u:2"].Published) {
		t.Errorf("%v %v", items["u:1"].Published, items["u:2"].Published)
	}
	before := w.State(t)
	w.Import(t, Name, feed(text))
	plugintest.Same(t, before, w.State(t))
}

func TestSmallPicturesAreNoLead(t *testing.T) {
	it, _ := only(t, wrap(`<item><title>T</title><guid>u:1</guid><media:thumbnail url="https://o.example/avatar.png" width="30" height="30"/></item>`))
	if len(it.Media) > 0 || strings.Contains(it.SourceSum, "~") {
		t.Errorf("%v %s", it.Media, it.SourceSum)
	}
}

func TestWhen(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	const at = "2006-02-09T23:59:45Z"
	for in, want := range map[string]string{
		"Thu, 09 Feb 2006 23:59:45 +0000": at, "09 Feb 2006 23:59:45 +0000": at, "Thu, 9 Feb 06 23:59:45 GMT": at, "tHu, 09 fEb 2006 16:59:45 pDt": at,
		"Thu(oh how I hate thursdays), 9(th) Feb(ruary) 2006 23:59:45 +0000(GMT r0x0rz)": at,
		`Thu, 09 (nested (comment) Mar)Feb(escaped comment\) 2005) 2006()23:59:45 +0000`: at,
		"\tThu , \t 09  Feb\t2006  23:59:45\t +0000":                                     at, "\n Thu,\n 09 Feb 2006\n 23:59:45 +0000\n": at, "Thu, 09 Feb 2006 21:25:45 -0234": at, "Fri, 10 Feb 2006 00:59:45 CET": at,
		"Thu, 09 Feb 2006 23:59 +0000": "2006-02-09T23:59:00Z", "Fri, 09 Feb 96 23:59:45 +0000": "1996-02-09T23:59:45Z", "Sun, 09 Feb 1806 23:59:45 +0000": "1806-02-09T23:59:45Z",
		"Thu, 09 Feb 2006 12:59:45 L": "2006-02-09T12:59:45Z", "Thursday, 9 February 2006": "2006-02-09T00:00:00Z",
		"2006-02-09T23:59:45Z": at, "2006-02-10T00:59:45+01:00": at, "2006-02-09T23:59:45+0000": at, "2006-02-10T00:59:45": at, "2006-02-10 00:59:45": at,
		"2006-07-04": "2006-07-03T22:00:00Z", "2006": "2005-12-31T23:00:00Z", "": "0001-01-01T00:00:00Z", "gisteren": "0001-01-01T00:00:00Z", "Thu, 99 Feb 2006": "0001-01-01T00:00:00Z",
		"Mon, 30 Nov -0001 00:00:00 +0000": "0001-01-01T00:00:00Z",
	} {
		if got := when(in, nil, zone).Format(time.RFC3339); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

func TestCutFeed(t *testing.T) {
	whole := one("Tekst")
	items := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "<item><guid>u:%d</guid><title>T%d</title></item>\n", i, i)
		}
		return b.String()
	}
	text := wrap(items(5))
	w := plugintest.New(t, openStore(t))
	cut := text[:strings.Index(text, "T3<")+1]
	r, err := w.Runner(Name).Run(context.Background(), feed(cut))
	var ce *plugins.CutError
	if !errors.As(err, &ce) || ce.Line != 7 || r.Outcomes[plugins.Created] != 3 || !strings.Contains(err.Error(), "line 7") {
		t.Fatalf("%v, %v", err, r.Outcomes)
	}
	if r := w.Import(t, Name, feed(text)); r.Outcomes[plugins.Created] != 2 || r.Outcomes[plugins.Unchanged] != 3 {
		t.Errorf("afterwards: %v", r.Outcomes)
	}
	for i := range len(whole) { // wherever it is cut: no panic, never more than is there
		f, _, err := feed(whole[:i]).read()
		if err == nil && len(f.Items) > 2 {
			t.Fatalf("cut at %d: %d items", i, len(f.Items))
		}
	}
}

func TestHostileFeeds(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"bomb":            {`<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><rss><channel><item><title>&lol2;</title></item></channel></rss>`, "entities of its own"},
		"deep":            {wrap("<item>" + strings.Repeat("<a>", 100_000)), "deep in each other"},
		"deep json":       {`{"version":"https://jsonfeed.org/version/1","items":` + strings.Repeat("[", 100_000), "cannot be read"},
		"a page":          {"<!DOCTYPE html><html><head><title>x</title></head></html>", "web page"},
		"an export":       {`<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel/></rss>`, "vitrine import wordpress"},
		"unknown charset": {`<?xml version="1.0" encoding="invalid"?><feed><title>x</title></feed>`, `"invalid"`},
		"nothing":         {" \n", "empty"},
		"words":           {"hello", "no feed that is known"},
		"other xml":       {"<a><b/></a>", "no feed that is known"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := plugintest.New(t, openStore(t))
			r, err := w.Runner(Name).Run(context.Background(), feed(test.text))
			var fe *plugins.FormatError
			if !errors.As(err, &fe) || !strings.Contains(err.Error(), test.want) || r.Records() > 0 {
				t.Errorf("%v", err)
			}
		})
	}
	it, _ := only(t, wrap(`<item><title>&lt;script&gt;alert(1)&lt;/script&gt;Kop</title><guid>u:1</guid><link>javascript:alert(1)</link><description>&lt;img src=x onerror=alert(1)&gt;&lt;a href="javascript:x"&gt;y&lt;/a&gt;</description></item>`))
	if s := it.Texts[0].Title + it.Texts[0].Body; strings.Contains(s, "javascript") || strings.Contains(s, "onerror") || strings.Contains(s, "<script") {
		t.Errorf("%s", s)
	}
}

func FuzzFeed(f *testing.F) {
	f.Add([]byte(one("x")))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","content_text":"x"}]}`))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>u</id><content type="xhtml"><div>x</div></content></entry>`))
	f.Add([]byte("<rss><channel><item><pubDate>Thu(, 9 Feb"))
	site := &content.Site{Languages: []content.Lang{"nl"}, TimeZone: "Europe/Brussels"}
	f.Fuzz(func(t *testing.T, in []byte) {
		src := plugintest.Text("feed", string(in))
		fd, _, err := Feed{src}.read()
		if err != nil {
			return
		}
		m := newMapper(src, fd, idle{site})
		for _, it := range m.newest(idle{site}) {
			if r := m.record(it); r.ExternalID == "" || len(r.ExternalID) > 2048+len(m.home()) {
				t.Fatalf("id %q", r.ExternalID)
			}
		}
	})
}

// idle is a host that does nothing.
type idle struct{ site *content.Site }

func (h idle) Site() *content.Site { return h.site }
func (idle) Now() time.Time        { return time.Unix(0, 0) }
func (idle) Fetch(context.Context, string, int64, ...string) (*plugins.File, error) {
	return nil, errors.New("no network")
}
func (idle) Upsert(context.Context, plugins.Record) (plugins.Outcome, error) { return "", nil }
func (idle) Cursor() string                                                  { return "" }
func (idle) SetCursor(context.Context, string) error                         { return nil }
func (idle) Problem(plugins.Problem)                                         {}
func (idle) Count(string, int)                                               {}
