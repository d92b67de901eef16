package clean

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// hostile is what has broken sanitizers before: scripts in every attribute that
// browsers run, schemes in disguise, markup that changes its meaning when it is
// read a second time, and things cut in the middle.
var hostile = []string{
	`<script>alert(1)</script>`,
	`<SCRIPT SRC=https://evil.example/x.js></SCRIPT>`,
	`<scr<script>ipt>alert(1)</scr</script>ipt>`,
	`<script/XSS SRC="https://evil.example/x.js"></script>`,
	`<<SCRIPT>alert("x");//<</SCRIPT>`,
	`<SCRIPT SRC=//evil.example/.j>`,
	`<script>alert(1)`,
	`</script><script>alert(1)</script>`,
	`<img src=x onerror=alert(1)>`,
	`<img src="x" onerror="alert(1)" data-media="m1" alt="x">`,
	`<img """><script>alert("XSS")</script>">`,
	`<IMG SRC=javascript:alert(1)>`,
	`<IMG SRC=JaVaScRiPt:alert('XSS')>`,
	"<IMG SRC=`javascript:alert(\"x\")`>",
	`<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;&#97;&#108;&#101;&#114;&#116;&#40;1&#41;>`,
	`<IMG DYNSRC="javascript:alert(1)"><IMG LOWSRC="javascript:alert(1)">`,
	`<img srcset="javascript:alert(1)" data-media="m1">`,
	`<a href="javascript:alert(1)">x</a>`,
	`<a href=" javascript:alert(1)">x</a>`,
	"<a href=\"java\tscript:alert(1)\">x</a>",
	"<a href=\"java\nscript:alert(1)\">x</a>",
	"<a href=\"\x01javascript:alert(1)\">x</a>",
	"<a href=\"java\x00script:alert(1)\">x</a>",
	`<a href="jav&#x0A;ascript:alert(1)">x</a>`,
	`<a href="javascript&colon;alert(1)">x</a>`,
	`<a href="&#0000106avascript:alert(1)">x</a>`,
	`<a href="vbscript:msgbox(1)">x</a>`,
	`<a href="data:text/html,<script>alert(1)</script>">x</a>`,
	`<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>`,
	`<a href="feed:javascript:alert(1)">x</a>`,
	`<a href="view-source:javascript:alert(1)">x</a>`,
	`<a href="blob:https://x.example/1">x</a>`,
	`<a href="file:///etc/passwd">x</a>`,
	`<a href="//evil.example\@good.example/">x</a>`,
	`<a href="/\evil.example">x</a>`,
	`<a href="https:/\evil.example">x</a>`,
	`<a href="?\evil.example">x</a><a href="#\\x">y</a>`,
	`<a href="https://good.example@evil.example">x</a>`,
	`<a href="http:">x</a><a href="https:///x">x</a><a href="mailto:">x</a>`,
	"<a href=\"\u202ejavascript:alert(1)\">x</a>",
	`<a href="javascript://%0aalert(1)">x</a>`,
	`<a href=x href=javascript:alert(1)>x</a>`,
	`<a href=javascript:alert(1) href=x>x</a>`,
	`<a HREF="/x" ONCLICK=alert(1) STYLE="position:fixed" TARGET=_blank ID=x NAME=y>x</a>`,
	`<a href="/x"onmouseover="alert(1)">x</a>`,
	`<a/href="/x"/onclick="alert(1)">x</a>`,
	"<a href=/x\x0conclick=alert(1)>x</a>",
	`<a href='/x"onclick="alert(1)'>x</a>`,
	`<a data-item="x&quot; onclick=&quot;alert(1)">x</a>`,
	`<p lang='nl" onclick="alert(1)'>x</p>`,
	`<p class="lead&quot;onclick=alert(1)">x</p>`,
	`<body onload=alert(1)><p onclick=alert(1)>x</body>`,
	`<svg onload=alert(1)>`,
	`<svg><script>alert(1)</script></svg>`,
	`<svg/><script>alert(1)</script>`,
	`<svg><style><img src=x onerror=alert(1)></style></svg>`,
	`<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">`,
	`<svg><![CDATA[<img src=x onerror=alert(1)>]]></svg>`,
	`<svg><foreignObject><p>x</p></foreignObject><a xlink:href="javascript:alert(1)">y</a></svg>`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
	`<math><mi><table><mglyph><svg><mtext><textarea><path id="</textarea><img onerror=alert(1) src=1>"></path></mtext></svg></mglyph></table></mi></math>`,
	`<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>`,
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
	`<noembed><img title="</noembed><img src onerror=alert(1)>"></noembed>`,
	`<textarea><img title="</textarea><img src onerror=alert(1)>">`,
	`<title><img title="</title><img src onerror=alert(1)>">`,
	`<xmp><img title="</xmp><img src onerror=alert(1)>">`,
	`<template><script>alert(1)</script><img src=x onerror=alert(1)></template>`,
	`<template shadowrootmode="open"><script>alert(1)</script></template>`,
	`<plaintext><img src=x onerror=alert(1)>`,
	`<select><option><style></option></select><img src=x onerror=alert(1)></style>`,
	`<iframe srcdoc="<script>alert(1)</script>"></iframe><iframe src=javascript:alert(1)>`,
	`<object data="javascript:alert(1)"><embed src="javascript:alert(1)"></object>`,
	`<embed src="javascript:alert(1)">`,
	`<meta http-equiv="refresh" content="0;url=javascript:alert(1)">`,
	`<base href="javascript:/a/+alert(1)//">`,
	`<link rel=stylesheet href="https://evil.example/x.css">`,
	`<style>@import 'https://evil.example/x.css';</style>`,
	`<p style="background:url(javascript:alert(1))">x</p>`,
	`<div style="width:expression(alert(1))">x</div>`,
	`<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">x</button><input type=image src=x onerror=alert(1)></form>`,
	`<isindex action="javascript:alert(1)" type=submit value=click>`,
	`<video><source onerror="alert(1)"></video><audio src=x onerror=alert(1)>`,
	`<video poster=javascript:alert(1)></video>`,
	`<details open ontoggle=alert(1)><summary>x</summary>y</details>`,
	`<marquee onstart=alert(1)>x</marquee>`,
	`<table background="javascript:alert(1)"><td background="javascript:alert(1)">x</table>`,
	`<blockquote cite="javascript:alert(1)">x</blockquote>`,
	`<!--[if gte IE 4]><script>alert(1)</script><![endif]-->`,
	`<!--><img src=x onerror=alert(1)>-->`,
	`<!-- --!><img src=x onerror=alert(1)> -->`,
	`<![CDATA[<img src=x onerror=alert(1)>]]>`,
	`<?xml-stylesheet href="javascript:alert(1)"?><?php echo 1 ?>`,
	`<!DOCTYPE x [<!ENTITY y "z">]>&y;`,
	`<p>a<p/onclick=alert(1)>b`,
	`&lt;script&gt;alert(1)&lt;/script&gt;`,
	`&amp;lt;script&amp;gt;`,
	`<a href="/x">unclosed`, `<a href="/x`, `<a href`, `<`, `</`, `<!`, `<!--`, `<p `, `&`, `&#`, `&#x`, `&#x110000;`, `&#0;`, `&#128;`,
	"\x00<\x00s\x00c\x00r\x00i\x00p\x00t\x00>", "\xff\xfe<script>", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
	"<p>\r\nline\rline</p>", "<pre>\r\n\r\n x\r</pre>", "<pre><br>\n<b>\n</b> x</pre>",
	`<b><p><i></b>x</i></p><table><b><tr><td>y</b></table>z`,
	`<table><tr><td><table><caption><p>x<td>y</table></td><li>z</table>`,
	`<ul><dl><li>a<dt>b<li>c</dl></ul><dd>d`,
	`<h1><h2>x<p>y</h1>z<ul><h3><li>w`,
	`<figure><figcaption><figure data-media=m><p>x</figcaption>y</figure>z<figcaption>w`,
	`<ruby>a<rt>b<rt>c<p>d</ruby>e`,
	`<a data-item=i><a data-item=j><p></a>x</a>`,
	`<td><th><caption><thead><tbody><tfoot><tr><col><colgroup>x`,
	`<table><caption><table><tr><td>x</caption>y`,
	`<li><blockquote><li><figure><li><table><li>x`,
	`<math><annotation-xml encoding="text/html"><p>x</p></annotation-xml></math>after`,
}

var (
	staffElements  = words("p h2 h3 h4 ul ol li dl dt dd blockquote figure figcaption table caption thead tbody tfoot tr th td pre code strong em b i u s sub sup abbr span a ruby rt rp img br hr")
	remoteElements = words("p br span a del s pre blockquote code b strong u i em ul ol li ruby rt rp")
	staffKeys      = words("href data-item data-media hreflang alt title scope class lang dir start reversed value")
	remoteKeys     = words("href rel class lang dir start reversed value")
)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// harmless checks a result without using any of the code that made it: it is
// read as a browser reads it, and every element, attribute and address is held
// against the list.
func harmless(out string, elements, keys, schemes map[string]bool) error {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(out), body)
	if err != nil {
		return err
	}
	var rendered strings.Builder
	var walk func(n *html.Node, depth int) error
	walk = func(n *html.Node, depth int) error {
		if depth > 128 {
			return fmt.Errorf("deeper than 128")
		}
		switch n.Type {
		case html.TextNode:
		case html.ElementNode:
			if !elements[n.Data] || n.Namespace != "" {
				return fmt.Errorf("element %s", n.Data)
			}
		default:
			return fmt.Errorf("node of type %d: %s", n.Type, n.Data)
		}
		for _, a := range n.Attr {
			if !keys[a.Key] || a.Namespace != "" {
				return fmt.Errorf("attribute %s", a.Key)
			}
			if a.Key == "href" {
				u, err := url.Parse(a.Val)
				if err != nil || !schemes[u.Scheme] || u.User != nil || strings.ContainsAny(a.Val, " \t\r\n\x00\\") {
					return fmt.Errorf("address %q", a.Val)
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if err := walk(c, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	for _, n := range nodes {
		if err := walk(n, 0); err != nil {
			return err
		}
		if err := html.Render(&rendered, n); err != nil {
			return err
		}
	}
	// Read and written again by somebody else's code, it is the same.
	if a, b := tokens(out), tokens(rendered.String()); a != b {
		return fmt.Errorf("a browser reads\n%s\nas\n%s", a, b)
	}
	return nil
}

func tokens(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	for z.Next() != html.ErrorToken {
		t := z.Token()
		if t.Type == html.SelfClosingTagToken {
			t.Type = html.StartTagToken
		}
		slices.SortFunc(t.Attr, func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
		fmt.Fprintf(&b, "%s\n", t)
	}
	return b.String()
}

var (
	staffSchemes  = map[string]bool{"": true, "http": true, "https": true, "mailto": true, "tel": true}
	remoteSchemes = map[string]bool{"http": true, "https": true}
)

// check holds everything that is promised of any input.
func check(t *testing.T, in string) {
	t.Helper()
	staff, _ := Staff(in)
	if err := harmless(staff, staffElements, staffKeys, staffSchemes); err != nil {
		t.Errorf("Staff(%q) = %q: %v", in, staff, err)
	}
	if again, _ := Staff(staff); again != staff {
		t.Errorf("Staff(%q) = %q is not stable: %q", in, staff, again)
	}
	if got := build(staff, staffRules, nil); got != staff {
		t.Errorf("Staff(%q) = %q: the writer makes %q of it", in, staff, got)
	}
	remote := Remote(in)
	if err := harmless(remote, remoteElements, remoteKeys, remoteSchemes); err != nil {
		t.Errorf("Remote(%q) = %q: %v", in, remote, err)
	}
	if again := Remote(remote); again != remote {
		t.Errorf("Remote(%q) = %q is not stable: %q", in, remote, again)
	}
	if strings.Count(remote, "<a ") != strings.Count(remote, remoteRel) {
		t.Errorf("Remote(%q) = %q: a link is not marked", in, remote)
	}
	plain := Plain(in)
	if strings.ContainsAny(plain, "\x00\n\u202e") || Plain(plain) != plain || strings.Contains(strings.ToLower(plain), "<script") || strings.Contains(plain, "<!") {
		t.Errorf("Plain(%q) = %q", in, plain)
	}
	gone := Expand(staff, func(Ref) (string, bool) { return "", false })
	if media, items := Refs(gone); len(media)+len(items) > 0 {
		t.Errorf("Expand left a reference: %q of %q", gone, staff)
	}
	if media, items := Refs(staff); len(media)+len(items) == 0 && gone != staff {
		t.Errorf("Expand changed %q to %q", staff, gone)
	}
}

func TestHostile(t *testing.T) {
	for _, in := range hostile {
		check(t, in)
		check(t, "<p>a<b>"+in+"</b>c</p>")
		check(t, "<ul><li>"+in+"<li>x</ul>")
		check(t, "<table><tr>"+in+"<td>"+in+"</table>")
		check(t, "<pre>"+in+"</pre>")
	}
	for _, in := range hostile {
		out := Markdown(in)
		if err := harmless(out, staffElements, staffKeys, staffSchemes); err != nil {
			t.Errorf("Markdown(%q) = %q: %v", in, out, err)
		}
	}
}

func TestDeep(t *testing.T) {
	deep := 10_000
	if slowed {
		deep = 1000
	}
	for _, tag := range []string{"b", "a href=/x", "blockquote", "ul><li", "table><tr><td", "figure data-media=m", "span lang=nl", "div", "dl><dd", "svg", "ruby><rt"} {
		open := strings.Repeat("<"+tag+">", deep)
		name := strings.Fields(strings.Split(tag, ">")[0])[0]
		check(t, open+"x")
		check(t, open+"x"+strings.Repeat("</"+name+">", deep)+"after")
	}
	for _, s := range []string{"> ", "- ", "*", "[", "![", "`", "<div>", "1. ", "#", "_a", "**a ", "[a](", "|"} {
		out := Markdown(strings.Repeat(s, deep) + "x")
		if err := harmless(out, staffElements, staffKeys, staffSchemes); err != nil {
			t.Errorf("Markdown of many %q: %v", s, err)
		}
	}
}

func FuzzStaff(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) < 20_000 {
			check(t, in)
		}
	})
}

func FuzzRemote(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 20_000 {
			return
		}
		out := Remote(in)
		if err := harmless(out, remoteElements, remoteKeys, remoteSchemes); err != nil {
			t.Errorf("%q: %v", out, err)
		}
		if Remote(out) != out {
			t.Errorf("%q is not stable", out)
		}
	})
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range append(hostile, "# a\n\n* b\n\n| a |\n|---|\n| `b` |\n", "[a](javascript:x) ![b](media:m)", "a\n: b\n", "~~~\n<b>\n", "<https://x.example>\n\n\\<b>", "&#106;avascript:",
		"a[^1] b[^2]\n\n[^1]: c[^1] [^2]\n[^2]: d[^1]\n\n    - e\n", "[a[^1]](/x)\n\n[^1]: [b](/y)\n") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 5_000 {
			return
		}
		out := Markdown(in)
		if err := harmless(out, staffElements, staffKeys, staffSchemes); err != nil {
			t.Errorf("%q: %v", out, err)
		}
		if again, _ := Staff(out); again != out {
			t.Errorf("%q is not stable", out)
		}
	})
}

// FuzzExpand gives Expand and its kin what never went through Staff.
func FuzzExpand(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Add(`<figure data-media=a><figure data-media=b><a data-item=c>x</figure></a><img data-media=d>`)
	f.Fuzz(func(t *testing.T, in string) {
		var seen []string
		out := Expand(in, func(r Ref) (string, bool) {
			if r.Caption() != "" && r.Kind != Figure && !strings.Contains(r.Inner, "<figcaption") {
				t.Errorf("a caption of %+v", r)
			}
			seen = append(seen, r.ID)
			return "", false
		})
		if len(out) > len(in) {
			t.Errorf("%q grew to %q", in, out)
		}
		media, items := Refs(in)
		if len(seen) < max(len(media), len(items)) && len(seen) < maxRefs {
			t.Errorf("Expand saw %v, Refs %v %v", seen, media, items)
		}
		Absolute(in, "https://x.example")
		MapImages(in, func(Source) (string, bool) { return "m", true })
		Headings(in)
		Excerpt(in, 100)
	})
}
