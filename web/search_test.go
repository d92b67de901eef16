package web_test

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web"
	"vitrine/web/page"
)

func searched(t testing.TB, w *world, pages map[string]any, path string) *page.Search {
	t.Helper()
	w.clock.forward(time.Minute)
	if rec := w.get(t, path); rec.Code != 200 {
		t.Fatalf("%s: %d", path, rec.Code)
	}
	return pages["search"].(*page.Search)
}

func withBooks(_ *web.Config, f *fake) {
	f.chans = append(f.chans, &content.Channel{ID: "jeugd", Site: "site", Handle: "jeugd", Name: "Jeugd"})
	f.add("draak", "article", 1, func(it *content.Item) {
		it.Texts[0].Title, it.Texts[0].Body = "De draak", "<p>Een oude <em>boekenkast</em> &amp; een draak die vuur spuwt.</p>"
		it.Tags = f.tags
	})
	f.add("vuur", "highlight", 2, func(it *content.Item) { it.Texts[0].Title, it.Channel = "Vuur en draak", "jeugd" })
	f.add("feu", "article", 3, func(it *content.Item) {
		it.Texts = []content.Text{{Lang: "nl", Slug: "feu", Title: "Het feest"}, {Lang: "fr", Slug: "feu", Title: "La fête", Body: "<p>Un feu d’artifice</p>"}}
	})
	f.similar = map[string][]string{"drak": {"draak", "dak"}, "vuurr": {"vuur"}}
}

func TestSearchNarrows(t *testing.T) {
	w, pages := recording(t, withBooks)
	p := searched(t, w, pages, "/nl/search?q=draak")
	if p.Total != 2 || p.Most || len(p.Results) != 2 || p.Corrected != "" {
		t.Errorf("%d of %d", len(p.Results), p.Total)
	}
	var got []string
	for _, f := range p.Filters {
		for _, c := range f.Choices {
			got = append(got, fmt.Sprintf("%s=%s %s %d %s", f.Name, c.Value, c.Label, c.Count, c.Href))
		}
	}
	want := []string{"kind=article Artikelen 1 /nl/search?q=draak&kind=article", "kind=highlight Uit de collectie 1 /nl/search?q=draak&kind=highlight",
		"channel=bib Bib Mol -1 /nl/search?q=draak&channel=bib", "channel=bibfr Bib en français -1 /nl/search?q=draak&channel=bibfr", "channel=jeugd Jeugd -1 /nl/search?q=draak&channel=jeugd"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	// One subject narrows nothing, unless it is chosen.
	p = searched(t, w, pages, "/nl/search?q=draak&kind=article&tag=jeugd&channel=bib&channel=jeugd&channel=onzin&kind=onzin")
	if got := titles(p.Results); !slices.Equal(got, []string{"De draak"}) || p.Total != 1 {
		t.Errorf("%q of %d", got, p.Total)
	}
	if got := hrefs(p.Chosen); got != "/nl/search?q=draak&tag=jeugd&channel=bib&channel=jeugd /nl/search?q=draak&kind=article&channel=bib&channel=jeugd "+
		"/nl/search?q=draak&kind=article&tag=jeugd&channel=jeugd /nl/search?q=draak&kind=article&tag=jeugd&channel=bib" {
		t.Errorf("chosen: %s", got)
	}
	p = searched(t, w, pages, "/nl/search?q=draak&kind=event")
	if len(p.Results) != 0 || hrefs(p.Chosen) != "/nl/search?q=draak" || len(p.Suggestions) == 0 || p.Suggestions[0].Href != "/nl/search?q=draak" {
		t.Errorf("nothing of that kind: %s, %+v", hrefs(p.Chosen), p.Suggestions)
	}
	if p = searched(t, w, pages, "/nl/search?q=draak&kind=onzin&tag=onzin&channel=onzin"); len(p.Results) != 2 || len(p.Chosen) != 0 {
		t.Errorf("what does not exist narrows: %d", len(p.Results))
	}
}

func TestSearchPages(t *testing.T) {
	w, pages := recording(t)
	for i := range 30 {
		w.add(content.ID(fmt.Sprint("n", i)), "article", i, func(it *content.Item) { it.Texts[0].Title = fmt.Sprintf("Nummer %d", i) })
	}
	p := searched(t, w, pages, "/nl/search?q=nummer&kind=article")
	if len(p.Results) != 20 || p.More != "/nl/search?q=nummer&kind=article&page=20" || p.Total != 30 {
		t.Fatalf("%d of %d, then %s", len(p.Results), p.Total, p.More)
	}
	if p = searched(t, w, pages, p.More); len(p.Results) != 10 || p.More != "" {
		t.Errorf("%d, then %q", len(p.Results), p.More)
	}
}

// More hits than are counted are said to be more.
func TestSearchOfACommonWord(t *testing.T) {
	w, pages := recording(t)
	for i := range 2100 {
		w.add(content.ID(fmt.Sprint("n", i)), "article", i)
	}
	if p := searched(t, w, pages, "/nl/search?q=titel"); p.Total != 2000 || !p.Most {
		t.Errorf("%d, more: %t", p.Total, p.Most)
	}
}

func TestSearchTolerates(t *testing.T) {
	w, pages := recording(t, withBooks)
	p := searched(t, w, pages, "/nl/search?q=drak+vuur")
	if p.Corrected != "draak vuur" || p.Literal != "/nl/search?q=drak+vuur&literal=1" || len(p.Results) != 2 || p.Query != "drak vuur" {
		t.Errorf("%q %q, %d", p.Corrected, p.Literal, len(p.Results))
	}
	if hrefs(p.Suggestions) != "/nl/search?q=dak+vuur" {
		t.Errorf("other meanings: %s", hrefs(p.Suggestions))
	}
	if !strings.Contains(string(p.Results[0].Snippet), "<mark>draak</mark>") {
		t.Errorf("the snippet marks what was searched for: %s", p.Results[0].Snippet)
	}
	if p = searched(t, w, pages, p.Literal); p.Corrected != "" || len(p.Results) != 0 {
		t.Errorf("literally: %q, %d", p.Corrected, len(p.Results))
	}
	p = searched(t, w, pages, "/nl/search?q=draak+kwyjibo")
	if len(p.Results) != 0 || hrefs(p.Suggestions) != "/nl/search?q=draak /nl/t/jeugd" {
		t.Errorf("fewer words, and subjects: %s", hrefs(p.Suggestions))
	}
	for q, short := range map[string]bool{"...": true, "": false, "%20%20": false, "%E2%80%94!?": true} {
		if p = searched(t, w, pages, "/nl/search?q="+q); p.TooShort != short || p.Asked {
			t.Errorf("%q: too short %t, asked %t", q, p.TooShort, p.Asked)
		}
	}
}

func TestSearchSnippets(t *testing.T) {
	w, pages := recording(t, withBooks)
	p := searched(t, w, pages, "/nl/search?q=boekenk")
	if want := template.HTML("Een oude <mark>boekenkast</mark> &amp; een draak die vuur spuwt."); len(p.Results) != 1 || p.Results[0].Snippet != want {
		t.Errorf("%+v", p.Results)
	}
	long := strings.Repeat("woord ", 40)
	for _, tt := range []struct {
		text, words string
		want        template.HTML
	}{
		{"Café in de stad", "cafe", "<mark>Café</mark> in de stad"},
		{"Een café is geen thee", "cafe the", "Een <mark>café</mark> is geen <mark>thee</mark>"},
		{"thee theater", "theater thee", "<mark>thee</mark> <mark>theater</mark>"},
		{"thee theater", "thee theater", "<mark>thee</mark> <mark>theater</mark>"},
		{"theater", "thea te", ""},
		{"a <script>alert(1)</script> b", "alert", "a &lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt; b"},
		{"straße", "strasse", "<mark>straße</mark>"},
		{"東京の本", "京", "東<mark>京</mark>の本"},
		{"niets", "iets anders", ""},
		{"", "x", ""},
		{"x", "", ""},
		{long + "naald " + long, "naald", template.HTML("… " + strings.Repeat("woord ", 9) + "<mark>naald</mark>" + strings.Repeat(" woord", 26) + " …")},
		{strings.Repeat("a", 500) + " b", "b", ""},
	} {
		got := web.Snippet(tt.text, strings.Fields(tt.words))
		if tt.want == "" && strings.Contains(string(got), "<mark>") && len(tt.text) > 400 {
			if utf8.RuneCountInString(string(got)) > 300 {
				t.Errorf("%.20q: %d characters", tt.text, utf8.RuneCountInString(string(got)))
			}
			continue
		}
		if got != tt.want {
			t.Errorf("%.40q in %.40q:\n%s, want\n%s", tt.words, tt.text, got, tt.want)
		}
	}
	// A hit in another language's text says that language.
	if s := searchedIn(t, w, pages, "/fr/search?q=boekenkast"); !strings.HasPrefix(s, "Een oude") {
		t.Errorf("%q", s)
	}
}

func searchedIn(t *testing.T, w *world, pages map[string]any, path string) string {
	p := searched(t, w, pages, path)
	if len(p.Results) == 0 {
		t.Fatalf("%s: nothing", path)
	}
	return string(p.Results[0].Snippet)
}

// FuzzSnippet finds that no text and no words make a snippet that is not
// well-formed: text and marks, nothing else, of a bounded length.
func FuzzSnippet(f *testing.F) {
	for _, s := range []string{"Een <b>boek</b> & \"meer\"", "é\u0301\xff\x00", "東京", strings.Repeat("ab ", 300), "ß<mark>", "\u2028x"} {
		f.Add(s, "boek")
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, text, query string) {
		words := locale.Words(query)
		s := string(web.Snippet(text, words))
		z := html.NewTokenizer(strings.NewReader(s))
		open, marks := false, 0
		for {
			tt := z.Next()
			if tt == html.ErrorToken {
				break
			}
			tok := z.Token()
			switch tt {
			case html.TextToken:
			case html.StartTagToken:
				if open || tok.Data != "mark" || len(tok.Attr) > 0 {
					t.Fatalf("%q has %s", s, tok)
				}
				open = true
				marks++
			case html.EndTagToken:
				if !open || tok.Data != "mark" {
					t.Fatalf("%q has %s", s, tok)
				}
				open = false
			default:
				t.Fatalf("%q has %s", s, tok)
			}
		}
		if open || (s != "") != (marks > 0) {
			t.Fatalf("%q: %d marks", s, marks)
		}
	})
}

// A browser can search the site from its address bar.
func TestOpenSearch(t *testing.T) {
	w := newWorld(t)
	rec := w.get(t, "/fr/opensearch.xml")
	for _, want := range []string{`<ShortName>Bib &lt;Mol&gt;</ShortName>`, `template="https://bib.example/fr/search?q={searchTerms}"`, `<Language>fr</Language>`,
		`xmlns="http://a9.com/-/spec/opensearch/1.1/"`} {
		if !strings.Contains(rec.Body.String(), want) {
			t.Errorf("no %s in\n%s", want, rec.Body)
		}
	}
	if rec.Code != 200 || rec.Header().Get("Content-Type") != "application/opensearchdescription+xml; charset=utf-8" {
		t.Errorf("%d %v", rec.Code, rec.Header())
	}
	w.site.Name = "Stedelijke Openbare Bibliotheek"
	w.gen.Add(1)
	w.clock.forward(time.Minute)
	if body := w.get(t, "/nl/opensearch.xml").Body.String(); !strings.Contains(body, "<ShortName>Stedelijke Open…</ShortName>") {
		t.Errorf("a long name: %s", body)
	}
}
