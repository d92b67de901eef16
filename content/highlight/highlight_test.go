package highlight

import (
	"strings"
	"testing"

	"vitrine/content"
)

func TestISBN(t *testing.T) {
	for in, want := range map[string]string{
		"978-90-446-4250-6":           "9789044642506",
		"9789044642506":               "9789044642506",
		"urn:isbn:9789044642506":      "9789044642506",
		"URN:ISBN:978 90 446 4250 6":  "9789044642506",
		"ISBN 0-8044-2957-X":          "9780804429573",
		"080442957x":                  "9780804429573",
		"0-306-40615-2":               "9780306406157",
		"979-10-90636-07-1":           "9791090636071",
		"9789044642507":               "", // check digit
		"0-306-40615-3":               "",
		"9770306406156":               "", // an ISSN barcode, no ISBN
		"X306406152":                  "",
		"978904464250X":               "",
		"":                            "",
		"978904464250 71":             "",
		"90 446 4250 7 <script>":      "",
		strings.Repeat("9", 1_000_00): "",
	} {
		got, ok := ISBN(in)
		if ok != (want != "") || got != want {
			t.Errorf("ISBN(%.40q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}

func FuzzISBN(f *testing.F) {
	f.Add("978-90-446-4250-6")
	f.Add("080442957X")
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := ISBN(s)
		if !ok {
			return
		}
		if again, ok := ISBN(got); len(got) != 13 || !ok || again != got {
			t.Fatalf("ISBN(%q) = %q, which is not canonical", s, got)
		}
	})
}

func say(key string, _ ...any) string { return "[" + key + "]" }

func TestDetails(t *testing.T) {
	d := &Details{ISBN: "978-90-446-4250-6", Creators: []string{" Stefan  Hertmans ", ""}, Publisher: "De Bezige Bij", CatalogueURL: "javascript:alert(1)", IIIFManifest: "https://u:p@x.example/"}
	d.Normalise()
	p := content.NewProblems()
	d.Check(p)
	err := p.Err()
	if content.CodeOf(err) != content.Invalid || p.Len() != 2 {
		t.Fatalf("Check: %v", err)
	}
	if d.ISBN != "9789044642506" || len(d.Creators) != 1 || d.Creators[0] != "Stefan Hertmans" {
		t.Fatalf("Normalise: %+v", d)
	}
	d.CatalogueURL = "https://catalogus.example/1?a=1&b=2"
	o := &content.Object{Name: `De "bekeerlinge" <b>`, Summary: "<p>s</p>", URL: "https://bib.example/nl/h/x", Image: &content.Attachment{Type: "Image", Name: "alt"}}
	v := content.View{Text: content.Text{Lang: "nl"}, Say: say}
	d.Federate(v, o)
	if o.Type != "Note" || o.Name != "" || o.Summary != "" || o.Image != nil || len(o.Attachments) != 1 {
		t.Errorf("a highlight must be a Note with its image attached: %+v", o)
	}
	for _, want := range []string{"<p><strong>De &#34;bekeerlinge&#34; &lt;b&gt;</strong></p>", "Stefan Hertmans · De Bezige Bij · ISBN 9789044642506", `href="https://catalogus.example/1?a=1&amp;b=2"`, `href="https://bib.example/nl/h/x"`} {
		if !strings.Contains(o.Content, want) {
			t.Errorf("content misses %q: %s", want, o.Content)
		}
	}
	ld := map[string]any{"headline": "x"}
	d.Describe(v, ld)
	if ld["@type"] != "Book" || ld["isbn"] != "9789044642506" || ld["headline"] != nil {
		t.Errorf("Describe: %v", ld)
	}
}
