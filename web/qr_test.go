package web

import (
	"strings"
	"testing"

	"rsc.io/qr"

	"vitrine/content"
)

// The drawing holds exactly the modules of the code, with the quiet zone.
func TestQRIsDrawnWhole(t *testing.T) {
	code, err := qr.Encode("https://bib.example/nl/a/een-titel", qr.M)
	if err != nil {
		t.Fatal(err)
	}
	svg := qrSVG(code, `https://bib.example/?a&"<`)
	black := 0
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				black++
			}
		}
	}
	drawn := 0
	_, path, _ := strings.Cut(svg, `fill="#000" d="`)
	for _, run := range strings.Split(path, "M")[1:] {
		_, h, _ := strings.Cut(run, "h")
		n := 0
		for _, c := range h {
			if c < '0' || c > '9' {
				break
			}
			n = n*10 + int(c-'0')
		}
		drawn += n
	}
	if drawn != black || black == 0 {
		t.Errorf("%d modules are drawn of %d", drawn, black)
	}
	if !strings.Contains(svg, "<title>https://bib.example/?a&amp;") || strings.Contains(svg, `"<<`) {
		t.Error("the title is not escaped")
	}
}

func TestOurs(t *testing.T) {
	v := &visit{site: &content.Site{Origin: "https://bib.example"}}
	for address, want := range map[string]bool{
		"https://bib.example/nl/": true, "https://bib.example/": true, "https://bib.example": false,
		"https://bib.example.evil.example/": false, "https://bib.example@evil.example/": false, "//bib.example/": false,
		"https://bib.example/\\evil.example": false, "https://bib.example/a b": false, "javascript:alert(1)": false, "": false,
	} {
		if got := v.ours(address); got != want {
			t.Errorf("%q: %v", address, got)
		}
	}
}

func TestVisitorsServer(t *testing.T) {
	for typed, want := range map[string]string{
		"@an@mastodon.example": "an@mastodon.example|mastodon.example", " an@Mastodon.example ": "an@Mastodon.example|mastodon.example",
		"acct:an@mastodon.example": "an@mastodon.example|mastodon.example", "mastodon.example": "|mastodon.example", "mastodon.example/": "|mastodon.example",
		"https://mastodon.example/@an": "an@mastodon.example|mastodon.example", "https://mastodon.example/@an/1": "an@mastodon.example|mastodon.example",
		"https://mastodon.example": "|mastodon.example", "https://mastodon.example/@an@other.example": "an@other.example|other.example",
		"an@social.bücher.example": "an@social.bücher.example|social.bücher.example", "an@host.example:8443": "an@host.example:8443|host.example:8443",
		"": "!", "an": "!", "@an": "!", "javascript:alert(1)": "!", "http://mastodon.example/@an": "!", "an@": "!", "an@localhost": "!",
		"an@mastodon.example/../x": "!", "an@x.example#": "!", "an@[::1]": "!", "<script>@x.example": "<script>@x.example|x.example",
		strings.Repeat("a", 600) + ".example": "!", "an@\x00.example": "!", "\xff@x.example": "!",
	} {
		acct, host, err := visitorsServer(typed)
		got := acct + "|" + host
		if err != nil {
			got = "!"
		}
		if got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func TestHandOver(t *testing.T) {
	object := "https://bib.example/ap/o/x?a=1&b"
	for name, tt := range map[string]struct {
		in         Intents
		what, want string
	}{
		"follow intent first":  {Intents{Follow: "https://m.example/f?o={object}", Object: "https://m.example/o?o={object}"}, "follow", "https://m.example/f?o=https%3A%2F%2Fbib.example%2Fap%2Fo%2Fx%3Fa%3D1%26b"},
		"object intent":        {Intents{Object: "https://m.example/o?o={object}", Subscribe: "https://m.example/s?u={uri}"}, "follow", "https://m.example/o?o=https%3A%2F%2Fbib.example%2Fap%2Fo%2Fx%3Fa%3D1%26b"},
		"subscribe":            {Intents{Subscribe: "https://m.example/s?u={uri}&z={zzz}"}, "answer", "https://m.example/s?u=https%3A%2F%2Fbib.example%2Fap%2Fo%2Fx%3Fa%3D1%26b&z="},
		"nothing published":    {Intents{}, "answer", "https://m.example/authorize_interaction?uri=https%3A%2F%2Fbib.example%2Fap%2Fo%2Fx%3Fa%3D1%26b"},
		"share":                {Intents{Create: "https://m.example/c?t={content}"}, "share", "https://m.example/c?t=Een+titel+%26+meer"},
		"share as Mastodon":    {Intents{}, "share", "https://m.example/share?text=Een+titel+%26+meer"},
		"a script is no place": {Intents{Object: "javascript:alert('{object}')"}, "answer", "https://m.example/authorize_interaction?uri=https%3A%2F%2Fbib.example%2Fap%2Fo%2Fx%3Fa%3D1%26b"},
		"the value is no host": {Intents{Object: "https://{object}/x"}, "answer", "https://m.example/authorize_interaction?uri=https%3A%2F%2Fbib.example%2Fap%2Fo%2Fx%3Fa%3D1%26b"},
		"no password either":   {Intents{Object: "https://u:p@m.example/{object}"}, "answer", "https://m.example/authorize_interaction?uri=https%3A%2F%2Fbib.example%2Fap%2Fo%2Fx%3Fa%3D1%26b"},
		"without the value":    {Intents{Object: "https://m.example/ad"}, "answer", "https://m.example/authorize_interaction?uri=https%3A%2F%2Fbib.example%2Fap%2Fo%2Fx%3Fa%3D1%26b"},
	} {
		got, err := handOver(tt.in, "m.example", tt.what, object, "Een titel & meer")
		if err != nil || got != tt.want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
