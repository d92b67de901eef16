package clean

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"a < b > c":                    "a < b > c",
		"Leven &amp; <em>laten</em>":   "Leven &amp; laten",
		"<<b>script>x":                 "script>x",
		"x<img src=y onerror=z":        "ximg src=y onerror=z",
		"  a\n\tb\u00a0c ":             "a b c",
		"abc\x00\u202edef\u2069\ufeff": "abcdef",
		"1<2":                          "1<2",
		"bad \xff byte":                "bad \uFFFD byte",
		"family 👨‍👩‍👧 stays together": "family 👨‍👩‍👧 stays together",
	} {
		if got := Plain(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"<h2>A</h2><p>b <b>c</b>d</p><ul><li>e</li><li>f</li></ul>":  "A\nb cd\ne\nf",
		"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>":    "a b\nc",
		"a<br>b<script>x</script><style>y</style> c":                 "a\nb c",
		"&lt;b&gt; &amp; &eacute;":                                   "<b> & é",
		"<p>a</p> \n <p>b</p>":                                       "a\nb",
		"<svg><text>x</text></svg>y<noscript>z</noscript>":           "y",
		`<p>Zie <a href="#">de <em>agenda</em></a>.</p><figure></p>`: "Zie de agenda.",
	} {
		if got := Text(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	const p = "<p>De kinderbibliotheek opent, na een jaar verbouwen.</p>"
	for n, want := range map[int]string{0: "", 1: "…", 10: "De kinder…", 27: "De kinderbibliotheek…", 28: "De kinderbibliotheek opent…", 30: "De kinderbibliotheek opent, na…", 200: Text(p)} {
		got := Excerpt(p, n)
		if utf8.RuneCountInString(got) > max(n, 0) {
			t.Errorf("%d: %q is too long", n, got)
		}
		if n != 30 && got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	if got := Excerpt("e"+strings.Repeat("\u0301e", 20), 6); strings.HasSuffix(got, "\u0301e…") == false && !strings.HasSuffix(got, "\u0301…") {
		t.Errorf("cut inside a letter: %q", got)
	}
}

func TestHeadings(t *testing.T) {
	got := Headings("<h2>A <em>b</em></h2><p>x</p><h3>C<br>d</h3><h4></h4>")
	if want := []Heading{{2, "A b"}, {3, "C d"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestRefs(t *testing.T) {
	m, i := Refs(`<figure data-media="a"></figure><p><img data-media="b"><img data-media="a"><a data-item="x">t</a><a data-item="../">u</a>`)
	if !reflect.DeepEqual(m, []string{"a", "b"}) || !reflect.DeepEqual(i, []string{"x"}) {
		t.Errorf("media %v, items %v", m, i)
	}
}

func TestExpand(t *testing.T) {
	f := func(r Ref) (string, bool) {
		switch {
		case r.ID == "gone":
			return "ignored", false
		case r.Kind == Image:
			return `<img src="/media/` + r.ID + `" alt="` + r.Alt + `">`, true
		case r.Kind == Figure:
			return "[" + r.ID + ":" + r.Caption() + "]", true
		}
		return `<a href="/i/` + r.ID + `">` + r.Inner + "</a>", true
	}
	for in, want := range map[string]string{
		`<p>a <img data-media="m" alt="x"> &amp; b</p>`:                                                       `<p>a <img src="/media/m" alt="x"> &amp; b</p>`,
		`<figure data-media="m"><figcaption lang="nl">C <a data-item="i">t</a></figcaption></figure><p>x</p>`: `[m:C <a href="/i/i">t</a>]<p>x</p>`,
		`<figure data-media="m"><figure><p>in</p></figure><figcaption>c</figcaption></figure>after`:           `[m:c]after`,
		`<p><a data-item="gone">text <b>b</b></a><img data-media="gone">c</p>`:                                `<p>text <b>b</b>c</p>`,
		`<a data-item="i">never closed`:                                                                       `<a href="/i/i">never closed</a>`,
		`<a href="/x">plain</a><figure><img data-media="m" alt=""></figure>`:                                  `<a href="/x">plain</a><figure><img src="/media/m" alt=""></figure>`,
	} {
		if got := Expand(in, f); got != want {
			t.Errorf("%s\n got  %s\n want %s", in, got, want)
		}
	}
}

func TestAbsolute(t *testing.T) {
	const in = `<p><a href="/nl/a/x?b=1&amp;c=2">a</a><a href="https://o.example/">o</a><a href="mailto:a@b">m</a><img src="/media/1/2/w640.jpg" srcset="/a 1x, /b 2x" alt="/c"></p>`
	const want = `<p><a href="https://bib.example/nl/a/x?b=1&amp;c=2">a</a><a href="https://o.example/">o</a><a href="mailto:a@b">m</a><img src="https://bib.example/media/1/2/w640.jpg" srcset="https://bib.example/a 1x, https://bib.example/b 2x" alt="/c"></p>`
	if got := Absolute(in, "https://bib.example"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestMapImages(t *testing.T) {
	const in = `<p><img src="https://w.example/a.jpg" alt="A"><img src="data:x" data-src="/b.jpg"><img src="/gone.jpg"><img src="/b.jpg"></p>`
	if got, want := Images(in), []Source{{"https://w.example/a.jpg", "A"}, {"/b.jpg", ""}, {"/gone.jpg", ""}}; !reflect.DeepEqual(got, want) {
		t.Errorf("Images: %v", got)
	}
	out := MapImages(in, func(s Source) (string, bool) {
		id, ok := map[string]string{"https://w.example/a.jpg": "m1", "/b.jpg": "m2"}[s.Src]
		return id, ok
	})
	got, found := Staff(out)
	if want := `<p><img data-media="m1" alt="A"><img data-media="m2"><img data-media="m2"></p>`; got != want || len(found) != 1 {
		t.Errorf("got %s %v", got, found)
	}
}

func TestMarkdown(t *testing.T) {
	const in = "# Title\n\nA *b* **c** ~~d~~ https://e.example/\nline\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n![alt](media:m1) [i](item:i1) [x](javascript:alert(1)) <script>alert(1)</script>\n\n- [ ] one\n\n```go\nx := \"<b>\"\n```\n\n<div onclick=x>raw</div>\n"
	const want = `<h2>Title</h2><p>A <em>b</em> <strong>c</strong> <s>d</s> <a href="https://e.example/">https://e.example/</a> line</p>` +
		`<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>` +
		`<p><img data-media="m1" alt="alt"> <a data-item="i1">i</a> x</p><ul><li>[ ] one</li></ul><pre><code class="language-go">x := &#34;&lt;b&gt;&#34;</code></pre><p>raw</p>`
	if got := Markdown(in); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAutop(t *testing.T) {
	for in, want := range map[string]string{
		"one\ntwo\n\nthree <b>four</b>\n<i>five</i>\r\n\r\n\r\nsix":  "<p>one<br>two</p><p>three <b>four</b><br><i>five</i></p><p>six</p>",
		"a\n\n<ul>\n\t<li>b</li>\n\t<li>c\nd</li>\n</ul>\n\ne":       "<p>a</p><ul><li>b</li><li>c<br>d</li></ul><p>e</p>",
		"<h2>t</h2>\nx\n<pre>a\n\nb</pre>\ny":                        "<h2>t</h2><p>x</p><pre>a\n\nb</pre><p>y</p>",
		"<b>a\n\nb</b>":                                              "<p><b>a</b></p><p><b>b</b></p>",
		"<p>own</p>\n\ntext\nx":                                      "<p>own</p><p>text x</p>",
		"<blockquote>q\n\nr</blockquote>":                            "<blockquote><p>q</p><p>r</p></blockquote>",
		"<table>\n\n<tr>\n<td>a\n\nb</td>\n</tr>\n</table>\n\nafter": "<table><tbody><tr><td>a<p>b</p></td></tr></tbody></table><p>after</p>",
	} {
		if got, _ := Staff(Autop(in)); got != want {
			t.Errorf("%q\n got  %s\n want %s", in, got, want)
		}
	}
}

// A text that would keep the Markdown parser busy loses nothing but its form.
func TestMarkdownLaborious(t *testing.T) {
	for _, in := range []string{strings.Repeat("> ", 1000) + "end", strings.Repeat("[a](", 20_000) + "end", "a **b**\n\n" + strings.Repeat("word ", MaxMarkdown/5) + "\n\nend"} {
		if out := Markdown(in); !strings.HasSuffix(out, "end</p>") || strings.Contains(out, "<strong>") {
			t.Errorf("%.50q…: %.50q…", in, out)
		}
	}
	for _, in := range []string{"**a**\n\n" + strings.Repeat("-", 200) + "\n", "**a**\n\n* * *\n", "**a**\n\n" + strings.Repeat("| [x](/y) | *z* |\n", 500), "**a**\n\n......................................................... 5"} {
		if out := Markdown(in); !strings.HasPrefix(out, "<p><strong>a</strong></p>") {
			t.Errorf("%.50q…: %.80q…", in, out)
		}
	}
	if m, i := (Cleaner{}).Refs(Cleaner{}.Markdown("![x](media:m) [y](item:i)")); len(m) != 1 || len(i) != 1 || m[0] != "m" {
		t.Errorf("%v %v", m, i)
	}
	if out := (Cleaner{}).Staff("<script>x</script>" + Cleaner{}.Text("<p>a</p>") + Cleaner{}.Plain("<i>b")); out != "<p>ab</p>" {
		t.Error(out)
	}
}
