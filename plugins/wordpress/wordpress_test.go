package wordpress

import (
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/plugins"
	"vitrine/plugins/plugintest"
)

const head10 = `<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.4" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Oud</title><link>https://oud.example</link><language>nl-NL</language><wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://oud.example</wp:base_site_url>
<wp:author><wp:author_login><![CDATA[an]]></wp:author_login><wp:author_email><![CDATA[an@oud.example]]></wp:author_email><wp:author_display_name><![CDATA[An Peeters]]></wp:author_display_name></wp:author>
<wp:author><wp:author_login>jan@oud.example</wp:author_login><wp:author_display_name>jan@oud.example</wp:author_display_name><wp:author_first_name>Jan</wp:author_first_name><wp:author_last_name>Jans</wp:author_last_name></wp:author>
`

func export(items ...string) string {
	return head10 + strings.Join(items, "\n") + "\n</channel>\n</rss>\n"
}

// item makes an entry; more are further elements.
func item(id, kind, status, title, body string, more ...string) string {
	return "<item><title>" + title + "</title><link>https://oud.example/?p=" + id + "</link><dc:creator><![CDATA[an]]></dc:creator><content:encoded><![CDATA[" + body +
		"]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>" + id + "</wp:post_id><wp:post_name>stuk-" + id + "</wp:post_name><wp:post_type>" + kind +
		"</wp:post_type><wp:status>" + status + "</wp:status><wp:post_date>2020-07-01 12:00:00</wp:post_date><wp:post_date_gmt>2020-07-01 10:00:00</wp:post_date_gmt>" + strings.Join(more, "") + "</item>"
}

func meta(key, value string) string {
	return "<wp:postmeta><wp:meta_key>" + key + "</wp:meta_key><wp:meta_value><![CDATA[" + value + "]]></wp:meta_value></wp:postmeta>"
}

func attach(id, parent, url, caption, alt string) string {
	return "<item><title>IMG_1</title><wp:post_id>" + id + "</wp:post_id><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status><wp:post_parent>" + parent +
		"</wp:post_parent><wp:attachment_url>" + url + "</wp:attachment_url><excerpt:encoded><![CDATA[" + caption + "]]></excerpt:encoded>" + meta("_wp_attachment_image_alt", alt) + "</item>"
}

func files(texts ...string) *Export {
	e := &Export{}
	for _, s := range texts {
		e.Sources = append(e.Sources, plugintest.Text("export.xml", s))
	}
	return e
}

func TestSuite(t *testing.T) {
	posts := func(text string) string {
		return export(item("1", "post", "publish", "Een", "Begin\n\n"+text+"\n\n<img class=\"wp-image-11\" src=\"https://oud.example/b-300x200.jpg\" alt=\"\">", meta("_thumbnail_id", "10")),
			item("2", "page", "publish", "Twee", "Tekst"))
	}
	attachments := export(attach("10", "1", "https://oud.example/a.jpg?x=1&y=2", "De gevel", ""), attach("11", "1", "https://oud.example/b.jpg", "", "Een volle zaal"))
	plugintest.Suite{Source: Name, Open: openStore, Import: func() plugins.Importer { return files(posts("x"), attachments) }, Changed: func() plugins.Importer { return files(posts("y"), attachments) },
		Edited: "https://oud.example#1", Images: []string{"https://oud.example/a.jpg?x=1&y=2", "https://oud.example/b.jpg"}}.Run(t)
}

func TestAPost(t *testing.T) {
	w := plugintest.New(t, openStore(t))
	w.Web.PutImage("https://oud.example/a.jpg", "https://oud.example/b.jpg")
	text := export(item("1", "post", "publish", "<![CDATA[Zaal &amp; zicht]]>", "Begin\nregel\n\n<a href=\"https://oud.example/b.jpg\"><img class=\"alignleft wp-image-11\" src=\"b-300x200.jpg\" /></a><!--more-->\n\nEinde",
		meta("_thumbnail_id", "10"), meta("enclosure", "https://oud.example/p.mp3\n123\naudio/mpeg\n"), `<category domain="category" nicename="geen-categorie"><![CDATA[Geen categorie]]></category>`,
		`<category domain="post_tag" nicename="jeugd"><![CDATA[Jeugd]]></category>`, `<category domain="nav_menu" nicename="m"><![CDATA[Menu]]></category>`,
		`<category domain="author" nicename="an"><![CDATA[an]]></category><category domain="author" nicename="cap-els"><![CDATA[Els Gast]]></category><category domain="author" nicename="an"><![CDATA[An]]></category>`,
		`<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author_email>x@y.example</wp:comment_author_email><wp:comment_content>Hoi</wp:comment_content></wp:comment>`),
		attach("10", "1", "https://oud.example/a.jpg", "De gevel", ""), attach("11", "0", "https://oud.example/b.jpg", "", "Een volle zaal"))
	r := w.Import(t, Name, files(text))
	it := w.Items(t)["https://oud.example#1"]
	if it == nil {
		t.Fatalf("%v", r.Problems)
	}
	x := it.Texts[0]
	if x.Title != "Zaal & zicht" || x.Slug != "stuk-1" || x.Lang != "nl" || x.Summary != "Begin regel" || !it.Published.Equal(time.Date(2020, 7, 1, 10, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v %v", x, it.Published)
	}
	inline := it.Media[1]
	if want := `<p>Begin<br>regel</p><p><img data-media="` + string(inline.ID) + `" alt="Een volle zaal"></p><p>Einde</p><p><a href="https://oud.example/p.mp3">Audio: p.mp3</a></p>`; x.Body != want {
		t.Errorf("got  %s\nwant %s", x.Body, want)
	}
	if l := it.Lead(); l == nil || l.Media.Alt["nl"] != "De gevel" || inline.Media.Source != "https://oud.example/b.jpg" || inline.Media.Alt["nl"] != "Een volle zaal" {
		t.Errorf("%+v %+v", l, inline)
	}
	if len(it.Authors) != 2 || it.Authors[0].Name != "An Peeters" || it.Authors[1].Name != "Els Gast" || len(it.Tags) != 1 || it.Tags[0].Slug != "jeugd" {
		t.Errorf("%v %v", it.Authors, it.Tags)
	}
	if got := counts(r); got["comments left out"] != 1 {
		t.Errorf("%v", got)
	}
}

func counts(r *plugins.Report) map[string]int {
	m := map[string]int{}
	for _, c := range r.Counts {
		m[c.What] = c.N
	}
	return m
}

// Nothing is published that was not public, and nothing stays that is not any more.
func TestStatus(t *testing.T) {
	w := plugintest.New(t, openStore(t))
	future := strings.NewReplacer("2020-07-01", "2030-07-01").Replace(item("6", "post", "future", "Later", "x"))
	list := []string{item("1", "post", "publish", "Open", "x"), item("2", "post", "draft", "Klad", "x"), item("3", "post", "private", "Geheim", "x"), item("4", "post", "trash", "Weg", "x"),
		item("5", "post", "publish", "Slot", "x", "<wp:post_password>abc</wp:post_password>"), future, item("7", "nav_menu_item", "publish", "Menu", "x"),
		item("8", "flamingo_inbound", "publish", "Brief van een lezer", "x"), item("9", "page", "publish", "Pagina", "x"), item("10", "post", "pending", "Wacht", "x")}
	r := w.Import(t, Name, files(export(list...)))
	got := map[string]content.Status{}
	for _, it := range w.Items(t) {
		got[it.Texts[0].Title] = it.Status
	}
	want := map[string]content.Status{"Open": content.Published, "Klad": content.Draft, "Later": content.Scheduled, "Pagina": content.Published, "Wacht": content.Draft}
	if len(got) != len(want) || r.Outcomes[plugins.Skipped] != 3 || len(r.Problems) != 1 || r.Problems[0].About != "flamingo_inbound" {
		t.Errorf("%v %v %v", got, r.Outcomes, r.Problems)
	}
	for title, s := range want {
		if got[title] != s {
			t.Errorf("%s: %s", title, got[title])
		}
	}
	list[0] = item("1", "post", "private", "Open", "x")
	w.Import(t, Name, files(export(list...)))
	if it := w.Items(t)["https://oud.example#1"]; it.Status != content.Withdrawn {
		t.Errorf("a post that became private is %s", it.Status)
	}
	e := files(export(list...))
	e.Types = []string{"flamingo_inbound"}
	if r := w.Import(t, Name, e); r.Outcomes[plugins.Created] != 1 {
		t.Errorf("with --type: %v", r.Outcomes)
	}
}

func TestBodies(t *testing.T) {
	ix := newIndex()
	c := &channel{link: "https://oud.example"}
	for _, id := range []string{"21", "22"} {
		_ = ix.post(c, &post{id: id, kind: "attachment", parent: "1", url: "https://oud.example/" + id + ".jpg", alt: "Beeld " + id, excerpt: "Bij " + id})
	}
	host := &counting{}
	tests := []struct{ name, in, want string }{
		{"paragraphs", "een\ntwee\n\ndrie", "een<br>\ntwee</p>\n<p>drie"},
		{"caption", `[caption id="attachment_21" align="alignright" width="300"]<a href="x.jpg"><img class="wp-image-21" src="x-300x200.jpg" alt="Een zaal" /></a> De <em>zaal</em>[/caption]`,
			`<figure><img src="https://oud.example/21.jpg" alt="Een zaal" class="wp-image-21" /><figcaption>De <em>zaal</em></figcaption></figure>`},
		{"old caption", `[caption caption="Onder"]<img src="x.png">[/caption]`, `<figure><img src="x.png"><figcaption>Onder</figcaption></figure>`},
		{"gallery", `[gallery ids="22,21" columns="2"]`, "<figure><img src=\"https://oud.example/22.jpg\" alt=\"Beeld 22\"><figcaption>Bij 22</figcaption></figure>\n<figure><img src=\"https://oud.example/21.jpg\" alt=\"Beeld 21\"><figcaption>Bij 21</figcaption></figure>\n"},
		{"gallery of the post", `[gallery]`, "<figure><img src=\"https://oud.example/21.jpg\" alt=\"Beeld 21\"><figcaption>Bij 21</figcaption></figure>\n<figure><img src=\"https://oud.example/22.jpg\" alt=\"Beeld 22\"><figcaption>Bij 22</figcaption></figure>\n"},
		{"embed", `[embed width="5"]https://tube.example/1?a=b[/embed]`, "\n\n" + `<p><a href="https://tube.example/1?a=b">https://tube.example/1?a=b</a></p>` + "\n\n"},
		{"address on a line", "a\n\nhttps://tube.example/1\n\nb", "a\n\n" + `<p><a href="https://tube.example/1">https://tube.example/1</a></p>` + "\n\nb"},
		{"video", `[video mp4="https://oud.example/v.mp4"][/video]`, "\n\n" + `<p><a href="https://oud.example/v.mp4">Video: v.mp4</a></p>` + "\n"},
		{"others", `[vc_row full="1"]binnen[/vc_row] zoals [sic] en [contact-form-7 id="1"]`, "binnen zoals [sic] en "},
		{"blocks", "<!-- wp:paragraph -->\n<p>a\nb</p>\n<!-- /wp:paragraph -->\n<!-- wp:embed {\"url\":\"https://tube.example/1\"} -->\n<figure class=\"wp-block-embed\"><div class=\"w\">\nhttps://tube.example/1\n</div></figure>\n<!-- /wp:embed -->",
			"<!-- wp:paragraph -->\n<p>a\nb</p>\n<!-- /wp:paragraph -->\n<!-- wp:embed {\"url\":\"https://tube.example/1\"} -->\n<figure class=\"wp-block-embed\"><div class=\"w\">\n<p><a href=\"https://tube.example/1\">https://tube.example/1</a></p>\n</div></figure>\n<!-- /wp:embed -->"},
		{"backslashes", `Slashes aren\'t \"cool\"`, `Slashes aren\'t \"cool\"`},
	}
	for _, test := range tests {
		b := &body{reading: &reading{Export: &Export{}, host: host, index: ix}, channel: c, post: &post{id: "1", content: test.in}}
		if got := b.html(); got != test.want {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
		}
	}
	if host.counts["shortcodes of plugins taken out of texts"] != 3 {
		t.Errorf("%v", host.counts)
	}
}

// Exports count badly: a page and a post with one number are two, the same post twice is one.
func TestRepeatedNumbers(t *testing.T) {
	w := plugintest.New(t, openStore(t))
	text := export(item("1", "page", "publish", "Een", "x"), strings.Replace(item("1", "page", "publish", "Twee", "y"), "stuk-1", "twee", 1), item("1", "page", "publish", "Een", "x"))
	r := w.Import(t, Name, files(text))
	if r.Outcomes[plugins.Created] != 2 || counts(r)["entries that repeat another one"] != 1 {
		t.Errorf("%v %v", r.Outcomes, r.Counts)
	}
	before := w.State(t)
	w.Import(t, Name, files(text))
	plugintest.Same(t, before, w.State(t))
}

func TestDates(t *testing.T) {
	w := plugintest.New(t, openStore(t))
	r := &reading{host: &counting{site: w.Site}}
	for want, p := range map[string]post{
		"2020-07-01T10:00:00Z": {dateGMT: "2020-07-01 10:00:00", date: "2020-07-01 13:00:00"},
		"2020-07-01T11:00:00Z": {dateGMT: "0000-00-00 00:00:00", date: "2020-07-01 13:00:00"},
		"2013-11-02T23:02:32Z": {pubDate: "Sat, 02 Nov 2013 23:02:32 +0000"},
		"0001-01-01T00:00:00Z": {dateGMT: "0000-00-00 00:00:00", date: "0000-00-00 00:00:00", pubDate: "Mon, 30 Nov -0001 00:00:00 +0000"},
	} {
		if got := r.date(&p).Format(time.RFC3339); got != want {
			t.Errorf("%+v: %s", p, got)
		}
	}
}
