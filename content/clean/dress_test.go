package clean

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

func outletOf(page bool) Outlet {
	return Outlet{Page: page, Say: func(key string, args ...any) string { return fmt.Sprint(append([]any{key}, args...)...) },
		Slug: func(s string) string { return strings.ReplaceAll(strings.ToLower(s), " ", "-") }}
}

func TestStaffMarks(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a note", `<p>a<span class="footnote x">b <em>c</em> <a href="/d">d</a></span> e</p>`, `<p>a<span class="footnote">b <em>c</em> <a href="/d">d</a></span> e</p>`},
		{"a note in a link", `<a href="/x">a<span class=footnote>b</span></a>`, `<p><a href="/x">ab</a></p>`},
		{"a note in a note", `a<span class=footnote>b<span class=footnote>c</span>d</span>`, `<p>a<span class="footnote">bcd</span></p>`},
		{"an empty note", `a<span class=footnote></span>b`, `<p>ab</p>`},
		{"pull quote", `<p>a</p><aside class="pullquote big"><p>q</p></aside><p>b</p>`, `<p>a</p><blockquote class="pull"><p>q</p></blockquote><p>b</p>`},
		{"other asides", `<aside lang=fr>a<aside class=pull>q</aside>b</aside>c`, `<p lang="fr">a</p><blockquote class="pull" lang="fr"><p>q</p></blockquote><p lang="fr">b</p><p>c</p>`},
		{"an aside that ends nothing", `a</aside>b`, `<p>a</p><p>b</p>`},
		{"gallery", `<figure class="wp-block-gallery has-1"><figure data-media="a"><figcaption>A</figcaption></figure><figure data-media="b"></figure><figcaption>All</figcaption></figure>`,
			`<figure class="gallery"><figure data-media="a"><figcaption>A</figcaption></figure><figure data-media="b"></figure><figcaption>All</figcaption></figure>`},
		{"file", `<a href="media:m1">Folder</a> <a data-media="m2"></a>`, `<p><a data-media="m1">Folder</a> <a data-media="m2"></a></p>`},
		{"no gallery of text", `<p class="gallery footnote">a</p>`, `<p>a</p>`},
	} {
		got, _ := Staff(c.in)
		if got != c.want {
			t.Errorf("%s\n got  %s\n want %s", c.name, got, c.want)
		}
		if again, _ := Staff(got); again != got {
			t.Errorf("%s: not stable: %s", c.name, again)
		}
	}
	if m, _ := Refs(`<a data-media="m2">x</a><figure data-media="m1"></figure>`); strings.Join(m, " ") != "m2 m1" {
		t.Errorf("media: %v", m)
	}
}

func TestMarkdownNotes(t *testing.T) {
	const in = "One[^a] two[^b] again[^a].\n\n[^a]: The *first* note.\n\n    Its second line.\n[^b]: See [^a] and https://e.example/\n[^c]: never used\n"
	const want = `<p>One<span class="footnote">The <em>first</em> note.<br>Its second line.</span> two<span class="footnote">See and <a href="https://e.example/">https://e.example/</a></span>` +
		` again<span class="footnote">The <em>first</em> note.<br>Its second line.</span>.</p>`
	if got := Markdown(in); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	var many strings.Builder
	many.WriteString("[^a]: " + strings.Repeat("x", 10_000) + "\n\n")
	for range 1000 {
		many.WriteString("word[^a]\n\n")
	}
	if got := Markdown(many.String()); len(got) > 200_000 {
		t.Errorf("a note that is used often makes %d bytes", len(got))
	}
}

// TestDress holds A7 and A8 for what is shown: a file's link says type and size, a
// table stands in a named region that takes the focus.
func TestDress(t *testing.T) {
	for _, c := range []struct{ name, in, page, feed string }{
		{"notes", `<p>a<span class="footnote">b <span lang="fr">c</span></span> d<span class="footnote">e</span></p>`,
			`<p>a<sup class="noteref"><a id="fnref-1" href="#fn-1" role="doc-noteref">1</a></sup> d<sup class="noteref"><a id="fnref-2" href="#fn-2" role="doc-noteref">2</a></sup></p>` +
				`<section class="notes" role="doc-endnotes" aria-labelledby="notes"><h2 id="notes">note.heading</h2><ol><li id="fn-1">b <span lang="fr">c</span> <a class="back" href="#fnref-1" role="doc-backlink" aria-label="note.backNumber1">↩</a></li>` +
				`<li id="fn-2">e <a class="back" href="#fnref-2" role="doc-backlink" aria-label="note.backNumber2">↩</a></li></ol></section>`,
			`<p>a<sup class="noteref"><a href="#fn-1" role="doc-noteref">1</a></sup> d<sup class="noteref"><a href="#fn-2" role="doc-noteref">2</a></sup></p><hr><ol><li>b <span lang="fr">c</span></li><li>e</li></ol>`},
		{"headings", `<h2>A &amp; b<span class="footnote">n</span></h2><h3 lang="fr">A &amp; b</h3>`,
			`<h2 id="h-a-&amp;-b">A &amp; b<sup class="noteref"><a id="fnref-1" href="#fn-1" role="doc-noteref">1</a></sup></h2><h3 lang="fr" id="h-a-&amp;-b-2">A &amp; b</h3><section class="notes" role="doc-endnotes" aria-labelledby="notes"><h2 id="notes">note.heading</h2><ol><li id="fn-1">n <a class="back" href="#fnref-1" role="doc-backlink" aria-label="note.backNumber1">↩</a></li></ol></section>`,
			`<h2>A &amp; b<sup class="noteref"><a href="#fn-1" role="doc-noteref">1</a></sup></h2><h3 lang="fr">A &amp; b</h3><hr><ol><li>n</li></ol>`},
		{"A8: a table", `<table><caption>Open "uren"</caption><tbody><tr><th>x</th><th>y</th></tr><tr><th>1</th><td>2</td></tr></tbody></table>`,
			`<div class="table" role="region" tabindex="0" aria-label="Open &#34;uren&#34;"><table><caption>Open "uren"</caption><tbody><tr><th scope="col">x</th><th scope="col">y</th></tr><tr><th scope="row">1</th><td>2</td></tr></tbody></table></div>`,
			`<table><caption>Open "uren"</caption><tbody><tr><th scope="col">x</th><th scope="col">y</th></tr><tr><th scope="row">1</th><td>2</td></tr></tbody></table>`},
		{"A8: a table in a table", `<table><tbody><tr><td><table><tbody><tr><th scope="row">a</th></tr></tbody></table></td></tr></tbody></table>`,
			`<div class="table" role="region" tabindex="0" aria-label="table.regionNumber1"><table><tbody><tr><td><table><tbody><tr><th scope="row">a</th></tr></tbody></table></td></tr></tbody></table></div>`, ""},
		{"pull quote", `<blockquote class="pull" lang="fr"><p>q</p></blockquote><blockquote><p>r</p></blockquote>`,
			`<aside class="pull" lang="fr"><p>q</p></aside><blockquote><p>r</p></blockquote>`, ""},
		{"A7: files", `<p><a href="/x/jaarverslag.PDF?v=1#p2">Jaarverslag</a> <a href="/x.pdf">De pdf</a> <a href="https://zoek.zip">z</a> <a href="/a/b">c</a></p>`,
			`<p><a href="/x/jaarverslag.PDF?v=1#p2">Jaarverslag <span class="file">(PDF)</span></a> <a href="/x.pdf">De pdf</a> <a href="https://zoek.zip">z</a> <a href="/a/b">c</a></p>`,
			`<p><a href="/x/jaarverslag.PDF?v=1#p2">Jaarverslag <span class="file">(PDF)</span></a> <a href="/x.pdf">De pdf</a> <a href="https://zoek.zip">z</a> <a href="/a/b">c</a></p>`},
	} {
		page, feed := Dress(c.in, outletOf(true)), Dress(c.in, outletOf(false))
		if c.feed == "" {
			c.feed = c.in
		}
		if page.HTML != c.page {
			t.Errorf("%s, page:\n got  %s\n want %s", c.name, page.HTML, c.page)
		}
		if feed.HTML != c.feed {
			t.Errorf("%s, feed:\n got  %s\n want %s", c.name, feed.HTML, c.feed)
		}
		if again := Text(c.in); Text(feed.HTML) == "" && again != "" {
			t.Errorf("%s: the text is gone", c.name)
		}
	}
	d := Dress(`<h2>Een</h2><h3>Twee</h3><h4>Een</h4><h2></h2>`, outletOf(true))
	if fmt.Sprint(d.Outline) != "[{h-een 2 Een} {h-twee 3 Twee} {h-een-2 4 Een}]" {
		t.Errorf("outline: %v", d.Outline)
	}
}

func TestTextHasNotesLast(t *testing.T) {
	const in = `<h2>A<span class="footnote">n1</span> b</h2><p>c<span class="footnote">n2</span>.</p>`
	if got := Text(in); got != "A b\nc.\nn1\nn2" {
		t.Errorf("%q", got)
	}
	if h := Headings(in); len(h) != 1 || h[0].Text != "A b" {
		t.Errorf("%v", h)
	}
	if got := Excerpt(in, 8); got != "A b c.…" {
		t.Errorf("%q", got)
	}
}

var idAttr = regexp.MustCompile(` id="([^"]*)"`)

// Whatever staff wrote: ids are there once, and what is dressed reads as before.
func TestDressHostile(t *testing.T) {
	for _, h := range hostile {
		for _, around := range []string{"%s", "<h2>%s</h2>", "<p>x<span class=footnote>%s</span>y</p>", "<table><tr><th>%s<td>b</table>", "<blockquote class=pull>%s", "<a href=x.pdf>%s</a>"} {
			in, _ := Staff(strings.Replace(around, "%s", h, 1) + `<h2>Notes</h2><h2>Notes</h2><p>x<span class="footnote">y</span></p>`)
			out := Dress(in, outletOf(true)).HTML
			seen := map[string]bool{}
			for _, m := range idAttr.FindAllStringSubmatch(out, -1) {
				if seen[m[1]] {
					t.Errorf("%s: id %s twice", in, m[1])
				}
				seen[m[1]] = true
			}
			if again, _ := Staff(Dress(in, outletOf(false)).HTML); strings.Contains(again, "<script") {
				t.Errorf("%s: %s", in, again)
			}
		}
	}
}

// What repeats costs in proportion: were it squared, these would take hours.
func TestDressLong(t *testing.T) {
	for name, in := range map[string]string{
		"cells": "<table><tbody><tr>" + strings.Repeat("<th>x</th>", 200_000) + "</tr></tbody></table>", "headings": strings.Repeat("<h2>a</h2>", 200_000),
		"notes": "<p>" + strings.Repeat(`<span class="footnote">x</span>`, 100_000) + "</p>", "tables": strings.Repeat("<table><tbody><tr><td>", 20_000),
	} {
		if out := Dress(in, outletOf(true)).HTML; len(out) < len(in) {
			t.Errorf("%s: %d of %d bytes", name, len(out), len(in))
		}
	}
}

func TestMeasure(t *testing.T) {
	got := Measure(`<h2>Een titel</h2><p>Twee woorden – en l'été.<span class="footnote">Noot hier</span></p><figure data-media="m"></figure><p><img data-media="n"></p>`)
	if got.Words != 8 || got.Pictures != 2 {
		t.Errorf("%+v", got)
	}
	if got := Measure("<p>漢字漢字</p>"); got.Words != 2 {
		t.Errorf("%+v", got)
	}
}
