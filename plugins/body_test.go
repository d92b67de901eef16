package plugins

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"vitrine/content/clean"
)

func TestNormalise(t *testing.T) {
	base, _ := url.Parse("https://oud.example/blog/post/")
	tests := []struct{ name, in, body, pics string }{
		{"relative addresses", `<a href="../x?a=1&amp;b=2">l</a> <img src="i.png" alt="Een poes">`, `<a href="https://oud.example/blog/x?a=1&amp;b=2">l</a> <img src="https://oud.example/blog/post/i.png" alt="Een poes">`, "https://oud.example/blog/post/i.png|Een poes|"},
		{"international host", `<img src="http://www.詹姆斯.com/詹.gif">`, `<img src="http://www.xn--8ws00zhy3a.com/%E8%A9%B9.gif">`, "http://www.xn--8ws00zhy3a.com/%E8%A9%B9.gif||"},
		{"pixels", `<img src="/p" width="1" height="1"><img src="/q" width=0><img src="/r" style="display: none">`, ``, ""},
		{"lazy", `<noscript><img src="/a.jpg"></noscript><img src="data:image/gif;base64,R0" data-src="/a.jpg"><img data-lazy-src="/b.jpg" src="/spin.gif">`,
			`<noscript><img src="/a.jpg"></noscript><img src="https://oud.example/a.jpg"><img src="https://oud.example/b.jpg">`, "https://oud.example/a.jpg||;https://oud.example/b.jpg||"},
		{"srcset alone", `<img srcset="/s.jpg 300w, /l.jpg 900w">`, `<img src="https://oud.example/l.jpg">`, "https://oud.example/l.jpg||"},
		{"caption of a figure", `<figure><a href="javascript:x"><img src="/a.jpg" alt="a.jpg"></a><figcaption>De <b>zaal</b></figcaption></figure>`,
			`<figure><a><img src="https://oud.example/a.jpg"></a><figcaption>De <b>zaal</b></figcaption></figure>`, "https://oud.example/a.jpg|a.jpg|De zaal"},
		{"title instead of alt", `<img src="/a.jpg" alt="" title="De zaal">`, `<img src="https://oud.example/a.jpg">`, "https://oud.example/a.jpg|De zaal|"},
		{"emoji", `Hoera <img class="wp-smiley" src="/s.png" alt="🎉">`, `Hoera 🎉`, ""},
		{"prefixed elements", `<xhtml:b>x</xhtml:b><o:p>y</o:p>`, `<b>x</b><o:p>y</o:p>`, ""},
		{"players", `<iframe src="https://tube.example/1"></iframe><video><source src="/a.mp4"><source src="/a.webm">oud</video><audio src="/a.mp3"></audio>`,
			`<p><a href="https://tube.example/1">tube.example/1</a></p><iframe></iframe><p><a href="https://oud.example/a.mp4">oud.example/a.mp4</a></p>oud<p><a href="https://oud.example/a.mp3">oud.example/a.mp3</a></p>`, ""},
		{"places in the page", `<a href="#noot">1</a>`, `<a>1</a>`, ""},
		{"comments", `a<!-- wp:x {"y":1} -->b`, `ab`, ""},
		{"not fetchable", `<img src="file:///etc/passwd"><img src="//u:p@oud.example/x"><img src="http://[">`, ``, ""},
	}
	for _, test := range tests {
		body, list := normalise(test.in, base)
		var pics []string
		for _, p := range list {
			pics = append(pics, p.URL+"|"+p.Alt+"|"+p.Caption)
		}
		if got := strings.Join(pics, ";"); body != test.body || got != test.pics {
			t.Errorf("%s:\n got %s\nwant %s\n got %s\nwant %s", test.name, body, test.body, got, test.pics)
		}
	}
}

func TestRefer(t *testing.T) {
	media := map[string]string{"https://o.example/a": "ida", "https://o.example/b": "idb"}
	tests := []struct{ name, in, lead, want string }{
		{"found", `<p>x <img src="https://o.example/a" alt="A"> y</p>`, "", `<p>x <img data-media="ida" alt="A"> y</p>`},
		{"missing in a text", `<p>x <img src="https://o.example/z"> y</p>`, "", `<p>x  y</p>`},
		{"missing with its caption", `<p>x</p><figure><img src="https://o.example/z"><figcaption>Z</figcaption></figure><p>y</p>`, "", `<p>x</p><p>y</p>`},
		{"one of a group", `<figure><figure><img src="https://o.example/z"></figure><figure><img src="https://o.example/b"></figure></figure>`, "", `<figure><figure><img data-media="idb"></figure></figure>`},
		{"the lead opens it again", `<figure><img src="https://o.example/a"><figcaption>c</figcaption></figure><p>x <img src="https://o.example/a"></p>`, "https://o.example/a", `<p>x <img data-media="ida"></p>`},
	}
	for _, test := range tests {
		if got := refer(test.in, test.lead, media); got != test.want {
			t.Errorf("%s: got %s", test.name, got)
		}
	}
}

func TestSpeaks(t *testing.T) {
	for alt, want := range map[string]bool{"": false, "IMG_2031": false, "DSC 0012": false, "foto.JPG": false, "Making_It 2765x2081px.jpg": false, "12 34": false, "image": false, "Image of a cat": true,
		"Een poes": true, "Poster 2020": true, "1984": false, "Foto van de zaal": true} {
		if speaks(alt) != want {
			t.Errorf("%q: %v", alt, !want)
		}
	}
}

func TestParagraphs(t *testing.T) {
	for in, want := range map[string]string{
		"a\nb\n\nc":                 "<p>a<br>b</p><p>c</p>",
		"a\r\n\r\n\r\nb":            "<p>a</p><p>b</p>",
		"<p>a</p>\n\n<p>b</p>":      "<p>a</p><p>b</p>",
		"a <b>b</b>\n<i>c</i>\n\nd": "<p>a <b>b</b><br><i>c</i></p><p>d</p>",
		"a\n\n<h2>b</h2>\nc\n<ul>\n<li>d\n</li>\n</ul>": "<p>a</p><h2>b</h2><p>c</p><ul><li>d</li></ul>",
		"<pre>a\n\nb</pre>\nc":                          "<pre>a\n\nb</pre><p>c</p>",
		"a\n\n<p class=x>b</p>\n\nc\n\nd":               "<p>a</p><p>b</p><p>c</p><p>d</p>",
		"":                                              "",
	} {
		if got, _ := clean.Staff(Paragraphs(in)); got != want {
			t.Errorf("%q\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	for in, want := range map[string]string{"kort": "kort", "precies tien": "precies…", "éénwoorddatlangis": "éénwoordd…", "een, twee drie": "een, twee…"} {
		if got := shorten(in, 10); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

// Bodies made to cost more than they weigh: each would take minutes, were it
// looked at once for every part of it.
func TestHostileBodies(t *testing.T) {
	const n = 100_000
	for name, body := range map[string]string{
		"captions":        "<figure>" + strings.Repeat(`<img src="https://o.example/a">`, n) + strings.Repeat("<figcaption>x</figcaption>", n) + "</figure>",
		"missing figures": strings.Repeat(`<p>x</p><figure><img src="https://o.example/z"></figure>`, n),
		"open figures":    strings.Repeat("<figure>", n) + `<img src="https://o.example/z">`,
		"different ones":  manyImages(n),
		"attributes":      "<img" + strings.Repeat(` a="b"`, n) + `>`,
		"line ends":       Paragraphs(strings.Repeat("x\n\n", n)),
	} {
		out, pics := normalise(body, nil)
		if out = refer(out, "", nil); strings.Contains(out, "<img") || len(pics) > n {
			t.Errorf("%s: %d pictures, %.80s", name, len(pics), out)
		}
	}
}

func manyImages(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(`<img src="https://o.example/` + strconv.Itoa(i) + `">`)
	}
	return b.String()
}
