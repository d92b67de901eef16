package clean

import (
	"strings"
	"testing"
)

// TestStaff holds A5, A6 and A8 for what staff write: no second h1 and no level
// below h4, the language of a part stays, header cells have a scope.
func TestStaff(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"bare text", "hello", "<p>hello</p>"},
		{"paragraphs", "<p>a</p>\n<p> b <br> c <br></p><p></p><p><br></p>", "<p>a</p><p>b<br>c</p>"},
		{"h1 and deep headings", "<h1>A</h1><h5>B</h5>", "<h2>A</h2><h4>B</h4>"},
		{"unknown tags", "<blink>x</blink> <o:p>y</o:p>", "<p>x y</p>"},
		{"div is a paragraph", "<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"},
		{"div in li", "<ul><li><div>a</div>b</li></ul>", "<ul><li><p>a</p>b</li></ul>"},
		{"emphasis around blocks", "<b><p>a</p><p>b</p></b>c", "<p><b>a</b></p><p><b>b</b></p><p>c</p>"},
		{"misnested", "<p><b>1<i>2</b>3</i>4</p>", "<p><b>1<i>2</i></b><i>3</i>4</p>"},
		{"empty emphasis", "<p>a<b></b><i> </i>b</p>", "<p>a b</p>"},
		{"block link", `<a href="/x"><h3>T</h3><p>t</p></a>`, `<h3><a href="/x">T</a></h3><p><a href="/x">t</a></p>`},
		{"nested links", `<a href="/x">a<a href="/y">b</a></a>`, `<p><a href="/x">a</a><a href="/y">b</a></p>`},
		{"pasted wrapper", `<b style="font-weight: normal" id="docs"><p>a <b>b</b></p></b>`, "<p>a <b>b</b></p>"},
		{"list in list", "<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a</li><li><ul><li>b</li></ul></li></ul>"},
		{"li alone", "<li>a<li>b", "<ul><li>a</li><li>b</li></ul>"},
		{"text in list", "<ul>a</ul>", "<ul><li>a</li></ul>"},
		{"ol", `<ol start="3" reversed type=A><li value=7>a</ol>`, `<ol start="3" reversed=""><li value="7">a</li></ol>`},
		{"dl", "<dl><dt>a<dd>b<dt>c<dd>d</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>"},
		{"table", `<table border=1><caption>C</caption><tr><th scope=row>a<td colspan=2 style="x">b</table>`,
			`<table><caption>C</caption><tbody><tr><th scope="row">a</th><td>b</td></tr></tbody></table>`},
		{"thead scope", "<table><thead><tr><th>a</thead><tr><td></table>",
			`<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td></td></tr></tbody></table>`},
		{"cells without table", "<tr><td>a</td><td>b</td></tr>", "<p>a</p><p>b</p>"},
		{"text in table", "<table>x<tr><td>y</table>", "<table><tbody><tr><td>x</td></tr><tr><td>y</td></tr></tbody></table>"},
		{"figure", `<figure data-media="m1"><figcaption>C <a href="/">l</a></figcaption></figure>`,
			`<figure data-media="m1"><figcaption>C <a href="/">l</a></figcaption></figure>`},
		{"empty figure refers", `<p>a</p><figure data-media="m1"></figure>`, `<p>a</p><figure data-media="m1"></figure>`},
		{"img", `<img data-media="m1" alt="A &quot;b&quot; <i>" onerror=x src=y>`, `<p><img data-media="m1" alt="A &#34;b&#34;"></p>`},
		{"img in figure", `<figure><img data-media=m1 alt=""><figcaption>x</figcaption></figure>`, `<figure><img data-media="m1" alt=""><figcaption>x</figcaption></figure>`},
		{"linked img in figure", `<figure><a href="/x"><div><img data-media="m"></div></a><figcaption>c</figcaption></figure>`, `<figure><a href="/x"><img data-media="m"></a><figcaption>c</figcaption></figure>`},
		{"language of a box", `<div lang="fr"><p>a</p><section><p dir="ltr">b</p><p lang="de">c</p></section><ul><li>d</ul>e</div>f`,
			`<p lang="fr">a</p><p lang="fr" dir="ltr">b</p><p lang="de">c</p><ul lang="fr"><li>d</li></ul><p lang="fr">e</p><p>f</p>`},
		{"spacers", "<p>a</p><p>&nbsp;</p><p>&nbsp; <br>&nbsp;</p><p>b &nbsp; c</p>", "<p>a</p><p>b \u00a0 c</p>"},
		{"img by scheme", `<img src="media:m1" alt=x>`, `<p><img data-media="m1" alt="x"></p>`},
		{"foreign img", `<p>a<img src="https://x.example/a.jpg">b</p>`, `<p>ab</p>`},
		{"item", `<a data-item="i1"></a> <a href="item:i2">t</a>`, `<p><a data-item="i1"></a> <a data-item="i2">t</a></p>`},
		{"classes", `<p class="lead x MsoNormal">a</p><pre><code class="language-go">x</code></pre>`, `<p class="lead">a</p><pre><code class="language-go">x</code></pre>`},
		{"lang", `<p lang="fr-BE" dir=rtl>a <span lang=nl>b</span> <span lang="x y">c</span></p>`, `<p lang="fr-BE" dir="rtl">a <span lang="nl">b</span> c</p>`},
		{"pre", "<pre>\n\n  a\n   b\n\n</pre>", "<pre>  a\n   b</pre>"},
		{"relative and safe schemes", `<a href="../a?b=1&c=2#d">1</a><a href="//h.example/x">2</a><a href="MAILTO:a@b.example">3</a><a href="tel:+321">4</a>`,
			`<p><a href="../a?b=1&amp;c=2#d">1</a><a href="https://h.example/x">2</a><a href="mailto:a@b.example">3</a><a href="tel:+321">4</a></p>`},
		{"user in address", `<a href="https://bank.example@evil.example/">x</a>`, `<p><a href="https://evil.example/">x</a></p>`},
		{"controls", "<p>a\x00b\u202ec\u2066d</p>", "<p>abcd</p>"},
		{"kept entity", "<p>a &lt;b&gt; &amp;amp; &nbsp;c</p>", "<p>a &lt;b&gt; &amp;amp; \u00a0c</p>"},
		{"hr", "a<hr>b", "<p>a</p><hr><p>b</p>"},
		{"late caption", "<table><tr><td>a</td></tr><caption>c</caption></table>", "<table><tbody><tr><td>a</td></tr><tr><td>c</td></tr></tbody></table>"},
	} {
		got, _ := Staff(c.in)
		if got != c.want {
			t.Errorf("%s\n in   %s\n got  %s\n want %s", c.name, c.in, got, c.want)
		}
		if build(got, staffRules, nil) != got {
			t.Errorf("%s: the writer alone is not stable on %s", c.name, got)
		}
		if staffGate.Sanitize(got) != got {
			t.Errorf("%s: the gate changes %s", c.name, got)
		}
	}
}

func TestRemote(t *testing.T) {
	const rel = ` rel="nofollow noopener noreferrer ugc"`
	for _, c := range []struct{ name, in, want string }{
		{"mention", `<p><span class="h-card x" translate="no"><a href="https://m.example/@a" class="u-url mention evil" target="_blank">@<span>a</span></a></span> hoi</p>`,
			`<p><span class="h-card"><a href="https://m.example/@a"` + rel + ` class="u-url mention">@a</a></span> hoi</p>`},
		{"bare with br", "a<br>b", "<p>a<br>b</p>"},
		{"heading", "<h1>A <em>b</em></h1>c", "<p><strong>A <em>b</em></strong></p><p>c</p>"},
		{"img", `<p>x<img src="https://t.example/pixel.gif"></p>`, "<p>x</p>"},
		{"relative link", `<a href="/x">x</a><a href="mailto:a@b">y</a><a href="https:evil">z</a>`, "<p>xyz</p>"},
		{"table", "<table><tr><td>a</td><td>b</td></tr></table>", "<p>a</p><p>b</p>"},
		{"references mean nothing", `<img data-media="m1"><a data-item="x">t</a>`, "<p>t</p>"},
		{"ol", `<ol start=2><li value=3>a</ol>`, `<ol start="2"><li value="3">a</li></ol>`},
		{"ruby", "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>"},
		{"style", `<p style="position:fixed" onclick=x id=y>a</p>`, "<p>a</p>"},
	} {
		got := Remote(c.in)
		if got != c.want {
			t.Errorf("%s\n got  %s\n want %s", c.name, got, c.want)
		}
		if again := Remote(got); again != got {
			t.Errorf("%s: not stable: %s", c.name, again)
		}
	}
}

func TestFindings(t *testing.T) {
	_, f := Staff(`<h2>a</h2><h4>b</h4><script>x</script><iframe src=x></iframe><img src=https://e.example/a.jpg>
		<img src=https://e.example/a.jpg><a href="javascript:x">l</a><table><tr><td colspan=2>a</table>` + strings.Repeat("<blockquote>", 50) + "x")
	got := map[string]int{}
	for _, x := range f {
		got[x.Key] += x.Count
	}
	for key, n := range map[string]int{HeadingSkip: 1, Script: 1, Embed: 1, ForeignImage: 2, UnsafeLink: 1, MergedCells: 1, NoTableHeader: 1, TooDeep: 27} {
		if got[key] != n {
			t.Errorf("%s: %d, want %d (%v)", key, got[key], n, f)
		}
	}
	if _, f := Staff("<h2>a</h2><h3>b</h3><table><tr><th>a<td>b</table>"); len(f) > 0 {
		t.Errorf("nothing to find, but %v", f)
	}
	if _, f := Staff(strings.Repeat("word ", MaxStaff/5+1)); len(f) != 1 || f[0].Key != TooLong {
		t.Errorf("too long: %v", f)
	}
}
