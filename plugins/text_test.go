package plugins

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestXMLText(t *testing.T) {
	tests := []struct{ name, in, server, want string }{
		{"utf-8", "\ufeff \n<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>é€</a>", "", "<a>é€</a>"},
		{"declared latin 1", "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>", "utf-8", "<a>é</a>"},
		{"koi8-r", "<?xml version=\"1.0\" encoding=\"KOI8-R\"?><a>\xf0\xd2\xc9</a>", "", "<a>При</a>"},
		{"undeclared windows-1252", "<a>\xabn\xb0 1\xbb \x80 en é</a>", "", "<a>«n° 1» € en é</a>"},
		{"said by the server", "<a>\xa4</a>", "iso-8859-15", "<a>€</a>"},
		{"utf-16", "\xff\xfe<\x00a\x00>\x00\xe9\x00<\x00/\x00a\x00>\x00", "", "<a>é</a>"},
		{"forbidden characters", "<a>x\x00\x08y\ufffe &#8;&#x0b;&#0;z &#233; &#xd800; &#99999999999; &# ;&amp;</a>", "", "<a>xy z &#233;  &#99999999999; &# ;&amp;</a>"},
		{"cut reference", "<a>&#12", "", "<a>&#12"},
		{"nothing", "", "", ""},
		{"declaration without an end", "<?xml version", "", "<?xml version"},
	}
	for _, test := range tests {
		for _, in := range []io.Reader{strings.NewReader(test.in), iotest.OneByteReader(strings.NewReader(test.in))} {
			r, err := XMLText(in, test.server)
			if err != nil {
				t.Fatalf("%s: %v", test.name, err)
			}
			got, err := io.ReadAll(r)
			if err != nil || string(got) != test.want {
				t.Errorf("%s: %q, %v", test.name, got, err)
			}
		}
	}
	var unknown *CharsetError
	if _, err := XMLText(strings.NewReader(`<?xml version="1.0" encoding="invalid"?><a/>`), ""); !errors.As(err, &unknown) || unknown.Label != "invalid" {
		t.Errorf("%v", err)
	}
}

// Whatever comes in, an XML parser is never stopped by a character.
func FuzzXMLText(f *testing.F) {
	f.Add([]byte("<?xml version=\"1.0\" encoding=\"KOI8-R\"?><a>\xf0</a>"), "")
	f.Add([]byte("<a>\x00&#8;\xe9&#x1;</a>"), "utf-8")
	f.Fuzz(func(t *testing.T, in []byte, server string) {
		r, err := XMLText(strings.NewReader(string(in)), server)
		if err != nil {
			return
		}
		text, err := io.ReadAll(r)
		if err != nil {
			return
		}
		d := xml.NewDecoder(strings.NewReader("<a><![CDATA[" + strings.ReplaceAll(string(text), "]]>", "") + "]]></a>"))
		for {
			if _, err := d.Token(); err == io.EOF {
				return
			} else if err != nil {
				t.Fatalf("%q: %v", text, err)
			}
		}
	})
}

// A normalised body is stable, and cleaning it is too.
func FuzzNormalise(f *testing.F) {
	f.Add(`<figure><img src="/a.jpg" alt="x"><figcaption>c</figcaption></figure>`)
	f.Add(`<iframe src=/x><img src=y>`)
	f.Fuzz(func(t *testing.T, in string) {
		body, pics := normalise(in, nil)
		ids := map[string]string{}
		for _, p := range pics {
			ids[p.URL] = "id"
		}
		if out := refer(body, "", ids); strings.Count(out, "data-media=\"id\"") > 0 && len(pics) == 0 && !strings.Contains(in, "data-media") {
			t.Fatalf("%q: %q", in, out)
		}
	})
}
