package feeds

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"vitrine/content"
	"vitrine/content/clean"
	"vitrine/content/edition"
	"vitrine/content/event"
	"vitrine/content/locale"
)

// shelf is a blob store in memory.
type shelf map[string][]byte

func (s shelf) open(_ context.Context, key string) (io.ReadCloser, error) {
	b, ok := s[key]
	if !ok {
		return nil, content.Failf(content.NotFound, "no %s", key)
	}
	return io.NopCloser(bytes.NewReader(b)), nil
}

// drawn is a small picture in a format.
func drawn(t testing.TB, kind string) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 32, 24))
	for x := range 32 {
		m.Set(x, x*3/4, color.RGBA{uint8(x * 8), 80, 120, 255})
	}
	var b bytes.Buffer
	var err error
	if kind == "image/png" {
		err = png.Encode(&b, m)
	} else {
		err = jpeg.Encode(&b, m, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type maker struct {
	t     testing.TB
	site  *content.Site
	shelf shelf
	say   map[content.Lang]func(string, ...any) string
	n     int
}

func newMaker(t testing.TB) *maker {
	cat, err := locale.New()
	if err != nil {
		t.Fatal(err)
	}
	m := &maker{t: t, shelf: shelf{}, say: map[content.Lang]func(string, ...any) string{}}
	m.site = &content.Site{ID: "s", Name: "Bibliotheek & Co", Origin: "https://bib.example", HandleDomain: "bib.example", Languages: []content.Lang{"nl", "fr", "ar"},
		TimeZone: "Europe/Brussels", Created: at("2025-01-02T00:00:00Z"), Contact: content.Contact{Email: "info@bib.example", Address: "Markt 1\n2400 Mol"}}
	for _, l := range []content.Lang{"nl", "fr", "ar"} {
		m.say[l] = func(k string, a ...any) string { return cat.T(string(l), k, a...) }
	}
	return m
}

// media is a stored picture; lost ones have no file.
func (m *maker) media(id content.ID, kind string, lost bool) *content.Media {
	name := map[string]string{"image/jpeg": "w1024.jpg", "image/png": "w1024.png", "image/webp": "w1024.webp"}[kind]
	out := &content.Media{ID: id, Site: "s", Version: 2, Type: kind, Width: 32, Height: 24, Credit: "Foto: An <Peeters>", Licence: "https://creativecommons.org/licenses/by/4.0/",
		Alt: content.Localised{"nl": `Een "vos" & een raaf`}, Renditions: []content.Rendition{{Name: name, Type: kind, Width: 32, Height: 24}}}
	if !lost {
		m.shelf[out.Key(name)] = drawn(m.t, kind)
	}
	return out
}

// entry is an item as the book gets it: its body cleaned, addresses complete.
func (m *maker) entry(kind string, t content.Text, d content.Details, uses ...content.Use) Entry {
	m.n++
	if t.Slug == "" {
		t.Slug = fmt.Sprintf("item-%d", m.n)
	}
	it := &content.Item{ID: content.DeriveID("item", fmt.Sprint(m.n)), Site: "s", Kind: kind, Texts: []content.Text{t}, Media: uses, Details: d, Status: content.Published, Live: 1,
		Published: at("2026-11-01T09:00:00Z"), Updated: at("2026-11-04T09:00:00Z")}
	for i := range uses {
		it.Media[i].ID = uses[i].Media.ID
	}
	return Entry{View: content.View{Site: m.site, Item: it, Text: t, URL: m.site.ItemURL(kind, t), Say: m.say["nl"]}, Body: t.Body}
}

// nastyBody is what a body may hold at worst, and what the cleaner would never let through.
const nastyBody = `<p>Eerste &nbsp; &eacute;&unknown; &lt;tag&gt; <b>vet <i>schuin</b> los</i> ]]&gt; <a href="https://elders.example/a b?q={x}|y&amp;z=[1]#ü">link</a>.</p>
<ul><li>een<ul><li>twee<ol start="3" reversed><li value="7">drie<p>alinea</p></li></ol></li></ul><li>vier</ul><ul></ul><ol><ul><li>verdwaald</ul></ol>
<table><caption>Tabel</caption><tr><th scope="col">Kop<th scope="row">Rij<td scope="col">x</tr><tfoot><tr><td>voet</tfoot><tr><td colspan=2><p>cel</p><ul><li>in cel</ul></table><table></table><table><caption>leeg</caption></table>
<figure id="fig 1"><p>beeld</p><figcaption>Bij <em>schrift</em></figcaption><figcaption>tweede</figcaption></figure><figure></figure>
<pre><code class="language-go">if a &lt; b &amp;&amp; c { 
	return }</code></pre>
<p lang="ar" dir="rtl">مرحبا بالعالم <span dir="ltr">ltr</span></p><p lang="!!" dir="sideways">x</p>
<h1 id="met spaties">Kop één</h1><h2 id="met spaties">Kop twee</h2><h4 id="1">Kop drie</h4><p><a href="#met spaties">naar kop</a> <a href="#nergens">nergens</a> <a href="https://bib.example/nl/a/item-1#1">zichzelf</a></p>
<dl><dt>term<dd>uitleg<dt>term<dt>nog een<dd>uitleg</dl><dl><dd>zonder term</dl><dl><dt>zonder uitleg</dl><dl>tekst</dl>
<math><mi>x</mi></math><svg><circle/></svg><script>alert(1)</script><style>p{}</style><iframe src="x"></iframe><video src="https://bib.example/v.mp4"><p>film</p></video><audio><source src="https://bib.example/a.mp3"></audio>
<p>` + "\x01\x0b\ufffe" + `<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> <ruby><rt>los</rt></ruby><abbr title="afkorting">afk.</abbr> <abbr title="">leeg</abbr> <sub>1</sub><sup>2</sup><br><hr></p>
<blockquote class="pull">Citaat<blockquote>dieper</blockquote></blockquote><p class="Lead note">klasse</p>
<a href="mailto:an@bib.example"><p>blok in <a href="https://x.example/">link</a></p></a><a href="javascript:alert(1)">slecht</a><a href="/nl/a/relatief">relatief</a><a href="http://[::1]/">ip</a><a href="https://bücher.example/ö">idn</a><a href="https://x.example/"></a>
<p>Noot<sup><a href="#fn1" id="fnref1">1</a></sup>.</p><section class="footnotes"><ol><li id="fn1">De noot. <a href="#fnref1">terug</a></li></ol></section>
<p>Noot<sup class="noteref"><a id="fnref-1" href="#fn-1" role="doc-noteref">1</a></sup></p><section class="notes" role="doc-endnotes" aria-labelledby="notes"><h2 id="notes">Noten</h2><ol><li id="fn-1">Tekst <a class="back" href="#fnref-1" role="doc-backlink">↩</a></li></ol></section>
<div class="table" role="region" tabindex="0" aria-label="x"><table><tr><td>in een vak</table></div><aside class="pull"><p>opzij</p></aside>
<section><div><span>los</span> tekst</div></section><p></p><li>verdwaald punt</li><td>verdwaalde cel</td><figcaption>verdwaald bijschrift</figcaption><dt>verdwaalde term</dt><p>`

func nastyBook(t testing.TB) Book {
	m := newMaker(t)
	jpg, pic, lost, webp := m.media("jpgaaaaaaaaaaaaaaaaaaaaaaa", "image/jpeg", false), m.media("pngaaaaaaaaaaaaaaaaaaaaaaa", "image/png", false),
		m.media("lostaaaaaaaaaaaaaaaaaaaaaa", "image/jpeg", true), m.media("webpaaaaaaaaaaaaaaaaaaaaaa", "image/jpeg", false)
	webp.Renditions = []content.Rendition{{Name: "w1024.webp", Type: "image/webp", Width: 32, Height: 24}}
	lying := m.media("lyingaaaaaaaaaaaaaaaaaaaaa", "image/jpeg", false)
	m.shelf[lying.Key("w1024.jpg")] = []byte("GIF89a and nothing more")
	img := func(x *content.Media) string {
		return `<img src="` + m.site.MediaURL(x, x.Renditions[0].Name) + `" alt="alt &quot;` + string(x.ID[:3]) + `&quot;" width="32" height="24">`
	}
	body := nastyBody + "<p>" + img(jpg) + img(lost) + img(lying) + `<img src="https://elders.example/x.jpg" alt="van elders"><img src="https://elders.example/y.jpg"></p><figure>` + img(pic) + "<figcaption>Bijschrift</figcaption></figure>"
	first := m.entry("article", content.Text{Lang: "nl", Title: "Lezen & <schrijven>", Summary: "Kort & goed.", Body: body}, nil,
		content.Use{Role: content.RoleLead, Media: jpg, Caption: content.Localised{"fr": "Légende"}}, content.Use{Role: content.RoleInline, Media: pic}, content.Use{Role: content.RoleInline, Media: lost},
		content.Use{Role: content.RoleInline, Media: lying}, content.Use{Role: content.RoleGallery, Media: webp})
	first.Item.Authors = []content.Author{{Name: "An Peeters"}, {Name: `Jan "JC" <Claes>`}}
	cleaned, _ := clean.Staff(nastyBody)
	second := m.entry("article", content.Text{Lang: "nl", Title: strings.Repeat("Langetitel", 50), Body: cleaned + `<p><a href="` + first.URL + `#1">eerste</a></p>`}, nil)
	second.Item.Authors = first.Item.Authors[:1]
	arabic := m.entry("article", content.Text{Lang: "ar", Title: "قراءة", Body: `<p>مرحبا</p>`}, nil)
	arabic.Say = m.say["ar"]
	empty := m.entry("article", content.Text{Lang: "nl", Title: "\x00 \x01", Body: ""}, nil, content.Use{Role: content.RoleLead, Media: lost})
	day := m.entry("event", content.Text{Lang: "nl", Title: "Concert", Body: "<p>Muziek</p>"}, &event.Details{Occurrences: []content.Occurrence{{Start: "2026-12-05T20:00", TimeZone: "Europe/Brussels",
		Status: content.EventCancelled, Place: &content.Place{Name: "Zaal", Locality: "Mol"}, Offers: []content.Offer{{Price: "12.50", Currency: "EUR", URL: "https://tickets.example/{1}"}}}}})
	parts := []edition.Part{{Heading: content.Localised{"nl": "Dossier <lezen>"}, Items: []content.ID{first.Item.ID, second.Item.ID}}, {Items: []content.ID{arabic.Item.ID, empty.Item.ID, day.Item.ID}}}
	cover := m.media("coveraaaaaaaaaaaaaaaaaaaaa", "image/png", false)
	issue := m.entry("edition", content.Text{Lang: "nl", Slug: "herfst", Title: "Herfst & <winter>", Summary: "Over lezen.", Body: "<p>Beste lezer, <a href=\"" + second.URL + "\">zie</a>.</p>"},
		&edition.Details{Number: "2026/3", Magazine: "Kortom", Issued: "herfst 2026", Parts: parts}, content.Use{Role: content.RoleLead, Media: cover})
	issue.Item.Tags = []content.Tag{{Slug: "jeugd", Labels: content.Localised{"nl": "Jeugd"}}}
	return Book{Entry: issue, Modified: at("2026-11-04T09:00:00Z"), Open: m.shelf.open, Parts: []BookPart{
		{Heading: "Dossier <lezen>", Lang: "nl", Entries: []Entry{first, second}}, {Entries: []Entry{arabic, empty, day, first}}, {Heading: "Leeg"}}}
}

// articleBook is a book of one article.
func articleBook(t testing.TB) Book {
	b := nastyBook(t)
	return Book{Entry: b.Parts[0].Entries[0], Modified: b.Modified, Open: b.Open}
}

// bareBook is an edition of which nothing is public any longer.
func bareBook(t testing.TB) Book {
	m := newMaker(t)
	e := m.entry("edition", content.Text{Lang: "fr", Slug: "vide", Title: "Vide"}, &edition.Details{Number: "47"})
	e.Say = m.say["fr"]
	return Book{Entry: e, Parts: []BookPart{}, Open: m.shelf.open}
}

var books = map[string]func(testing.TB) Book{"edition": nastyBook, "article": articleBook, "bare": bareBook}

func bytesOf(t testing.TB, b Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := EPUB(t.Context(), &out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestBooksAreGolden holds every text of a book against what was looked at.
func TestBooksAreGolden(t *testing.T) {
	for name, make := range books {
		data := bytesOf(t, make(t))
		if again := bytesOf(t, make(t)); !bytes.Equal(data, again) {
			t.Errorf("%s: the same content gives other bytes", name)
		}
		golden(t, "book-"+name+".txt", dump(t, data))
	}
}

// dump writes a book's files under each other; pictures by their size.
func dump(t testing.TB, data []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "==== %s\n", f.Name)
		if strings.HasPrefix(f.Name, "EPUB/images/") {
			fmt.Fprintf(&out, "(picture)\n")
			continue
		}
		out.Write(b)
		if strings.HasSuffix(f.Name, "ml") || strings.HasSuffix(f.Name, "opf") {
			if err := wellFormed(b); err != nil {
				t.Errorf("%s: %v\n%s", f.Name, err, b)
			}
		}
	}
	return out.Bytes()
}

func wellFormed(b []byte) error {
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// TestBooksPassEPUBCheck holds books against the validator of the W3C (R4).
func TestBooksPassEPUBCheck(t *testing.T) {
	jar := "/usr/share/java/epubcheck.jar"
	tool(t, jar)
	for name, make := range books {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), name+".epub")
			if err := os.WriteFile(file, bytesOf(t, make(t)), 0o600); err != nil {
				t.Fatal(err)
			}
			// Debian's /usr/bin/epubcheck is the jar itself, which needs a kernel
			// that starts jars.
			out, err := exec.CommandContext(t.Context(), "java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar, "--failonwarnings", file).CombinedOutput()
			if err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// TestEPUBCheckFinds finds that the validator is one: a book with a broken page fails.
func TestEPUBCheckFinds(t *testing.T) {
	jar := "/usr/share/java/epubcheck.jar"
	tool(t, jar)
	data := bytesOf(t, bareBook(t))
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		if f.Name == "EPUB/style.css" {
			continue
		}
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "broken.epub")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if msg, err := exec.CommandContext(t.Context(), "java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar, file).CombinedOutput(); err == nil {
		t.Errorf("a book without its style sheet passes:\n%s", msg)
	}
}

// tool skips a test whose validator is not installed, unless it must be: make
// test installs them and says so.
func tool(t *testing.T, file string) {
	t.Helper()
	_, err := exec.LookPath("java")
	if err == nil {
		_, err = os.Stat(file)
	}
	if err == nil {
		return
	}
	if os.Getenv("VALIDATORS") == "require" {
		t.Fatalf("%s is needed: %v", file, err)
	}
	t.Skipf("%s is not installed: %v", file, err)
}

// TestBookOpens finds what readers and archivers look for first.
func TestBookOpens(t *testing.T) {
	data := bytesOf(t, nastyBook(t))
	if got := string(data[30:58]); got != "mimetypeapplication/epub+zip" {
		t.Errorf("the file begins with %q", got)
	}
	text := string(dump(t, data))
	for _, want := range []string{
		`<a href="c002.xhtml">zie</a>`,           // between chapters
		`<a href="https://bib.example/nl/e/`,     // the way to the page
		`>Beeld: alt &#34;los&#34;</span>`,       // a lost picture is its alternative text
		`epub:type="noteref" role="doc-noteref"`, // footnotes
		`<li id="b5" epub:type="footnote">`,
		`properties="cover-image"`,
		`<meta refines="#series" property="group-position">2026.3</meta>`,
		`lang="ar" xml:lang="ar" dir="rtl"`,
		`<dc:language>ar</dc:language>`,
		`schema:accessibilitySummary`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the book lacks %s", want)
		}
	}
	for _, never := range []string{"javascript:", "<script", "<svg", "<math", "alert(", "elders.example/x.jpg"} {
		if strings.Contains(text, never) {
			t.Errorf("the book holds %s", never)
		}
	}
}

// TestBookIsStable finds one identifier for every version of a book, another for another language.
func TestBookIsStable(t *testing.T) {
	b := nastyBook(t)
	first := bookID(b.Entry)
	b.Item.Live, b.Text.Title = 7, "Anders"
	if bookID(b.Entry) != first {
		t.Error("a corrected book is another one")
	}
	b.Text.Lang = "fr"
	if bookID(b.Entry) == first {
		t.Error("the French book is the Dutch one")
	}
}

// TestBookIsBounded finds that a store that fails stops the book, and that too much text does.
func TestBookIsBounded(t *testing.T) {
	b := nastyBook(t)
	b.Open = func(context.Context, string) (io.ReadCloser, error) {
		return nil, content.Failf(content.Unavailable, "the store is away")
	}
	if err := EPUB(t.Context(), io.Discard, b); !content.Is(err, content.Unavailable) {
		t.Errorf("a store that is away: %v", err)
	}
	b = nastyBook(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := EPUB(ctx, io.Discard, b); err == nil {
		t.Error("a book nobody waits for is written")
	}
	b = bareBook(t)
	b.Body = "<p>" + strings.Repeat("woord ", maxBookText/6+1) + "</p>"
	if err := EPUB(t.Context(), io.Discard, b); !content.Is(err, content.TooLarge) {
		t.Errorf("too much text: %v", err)
	}
	b = nastyBook(t)
	open := b.Open
	b.Open = func(ctx context.Context, key string) (io.ReadCloser, error) {
		f, err := open(ctx, key)
		if err != nil {
			return nil, err
		}
		return io.NopCloser(io.MultiReader(f, io.LimitReader(zeros{}, maxBookPicture))), nil
	}
	var out bytes.Buffer
	if err := EPUB(t.Context(), &out, b); err != nil || out.Len() > 1<<20 {
		t.Errorf("a picture of %d bytes: a book of %d, %v", maxBookPicture, out.Len(), err)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// FuzzBook finds that whatever a body holds, each page is well-formed XML, and
// every link inside the book leads somewhere.
func FuzzBook(f *testing.F) {
	f.Add(nastyBody)
	for _, s := range []string{"", "<p>a<p>b", "<table><tr><td><table><tr><td>x", "<a href=#x><a href=#y id=x>z", "<ul><li><p id='a b'>x<ul>", "<svg><p>x</svg>", "<p title='\x00'>&#0;&#x1;</p>",
		strings.Repeat("<blockquote>", 600) + "x", "<ruby>a<rt>b<rt>c</ruby>", "<dl><div><dt>a</div></dl>", "<p id=a></p><a href='#a'>x</a>", "<math><annotation-xml encoding='text/html'><p>x"} {
		f.Add(s)
	}
	m := newMaker(f)
	f.Fuzz(func(t *testing.T, body string) {
		if len(body) > 4<<10 { // what is not cleaned may make a tree that grows with its square
			return
		}
		for _, s := range []string{body, staff(body)} {
			e := m.entry("article", content.Text{Lang: "nl", Slug: "x", Title: body, Body: s}, nil)
			p := &packer{ctx: t.Context(), book: &Book{Entry: e, Open: m.shelf.open}, pictures: map[string]string{}, chapters: map[string]string{}}
			c := p.chapter(e, "c001.xhtml")
			out, err := c.convert(s)
			if err != nil {
				t.Fatal(err)
			}
			page := `<x xmlns:epub="http://www.idpf.org/2007/ops" t="` + escape(body) + `">` + out + "</x>"
			if err := wellFormed([]byte(page)); err != nil {
				t.Fatalf("%v\n%s", err, page)
			}
			links(t, out)
		}
	})
}

func staff(s string) string { out, _ := clean.Staff(s); return out }

// links finds every id once, and every link to one leading to it.
func links(t *testing.T, page string) {
	t.Helper()
	ids, hrefs := map[string]bool{}, []string{}
	d := xml.NewDecoder(strings.NewReader("<x>" + page + "</x>"))
	for {
		tok, err := d.Token()
		if err != nil {
			break
		}
		s, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range s.Attr {
			switch {
			case a.Name.Local == "id" && ids[a.Value]:
				t.Fatalf("the id %s twice\n%s", a.Value, page)
			case a.Name.Local == "id":
				ids[a.Value] = true
			case a.Name.Local == "href" && strings.HasPrefix(a.Value, "#"):
				hrefs = append(hrefs, a.Value[1:])
			}
		}
	}
	for _, h := range hrefs {
		if !ids[h] {
			t.Fatalf("#%s leads nowhere\n%s", h, page)
		}
	}
}
