package iiif

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

const three = `{"@context":"http://iiif.io/api/presentation/3/context.json","id":"https://m.example/1","type":"Manifest","label":{"nl":["Getijdenboek"],"en":["Book of hours"]},
 "rights":"http://creativecommons.org/publicdomain/mark/1.0/","requiredStatement":{"label":{"en":["Attribution"]},"value":{"none":["Museum <b>X</b>"]}},
 "items":[
  {"type":"Canvas","id":"c1","label":{"none":["f. 1r"]},"width":10,"height":20,"items":[{"type":"AnnotationPage","items":[{"type":"Annotation","motivation":"painting",
   "body":{"type":"Image","id":"https://iiif.example/a/full/max/0/default.jpg","width":4000,"height":6000,"service":[{"type":"AuthService1","id":"https://iiif.example/login"},{"id":"https://iiif.example/a/","type":"ImageService3","profile":"level2"}]}}]}]},
  {"type":"Canvas","items":[{"items":[{"body":{"type":"Choice","items":[{"type":"Image","id":"https://iiif.example/plain.jpg","width":800,"height":600},{"type":"Image","id":"https://iiif.example/uv.jpg"}]}}]}]},
  {"type":"Canvas","items":[{"items":[{"body":{"type":"Image","id":"javascript:alert(1)","service":{"@id":"file:///etc/passwd","profile":"level1"}}}]}]},
  {"type":"Canvas","items":[{"items":[{"body":{"type":"Video","id":"https://iiif.example/v.mp4"}}]}]},
  {"type":"Range"}]}`

const two = `{"@context":"http://iiif.io/api/presentation/2/context.json","@id":"https://m.example/2","@type":"sc:Manifest","label":[{"@value":"Kaart","@language":"nl"},{"@value":"Carte","@language":"fr"}],
 "attribution":"Stad Mol","license":["http://rightsstatements.org/vocab/NoC-OKLR/1.0/"],
 "sequences":[{"canvases":[
  {"@id":"c","label":"p. 1","width":100,"height":50,"images":[{"resource":{"@id":"https://iiif.example/b/full/full/0/default.jpg","@type":"dctypes:Image","width":2000,"height":1000,
    "service":{"@context":"http://iiif.io/api/image/2/context.json","@id":"https://iiif.example/b","profile":"http://iiif.io/api/image/2/level1.json"}}}]},
  {"images":[{"resource":{"@type":"oa:Choice","default":{"@id":"https://iiif.example/c.jpg","@type":"dctypes:Image"}}}]}]},{"canvases":[{"images":[{"resource":{"@id":"https://x.example/no.jpg"}}]}]}]}`

func TestReadManifest(t *testing.T) {
	m, err := ReadManifest([]byte(three))
	if err != nil {
		t.Fatal(err)
	}
	if m.Label["en"] != "Book of hours" || m.Rights != "http://creativecommons.org/publicdomain/mark/1.0/" || m.Credit[""] != "Museum <b>X</b>" || len(m.Pages) != 2 {
		t.Errorf("%+v", m)
	}
	if p := m.Pages[0]; p.Service != "https://iiif.example/a" || p.Width != 4000 || p.Label[""] != "f. 1r" {
		t.Errorf("%+v", p)
	}
	if p := m.Pages[1]; p.Service != "" || p.Image != "https://iiif.example/plain.jpg" || p.Height != 600 {
		t.Errorf("%+v", p)
	}
	if m, err = ReadManifest([]byte(two)); err != nil {
		t.Fatal(err)
	}
	if m.Label["fr"] != "Carte" || m.Credit[""] != "Stad Mol" || m.Rights != "http://rightsstatements.org/vocab/NoC-OKLR/1.0/" || len(m.Pages) != 2 || m.Pages[0].Service != "https://iiif.example/b" || m.Pages[0].Width != 2000 || m.Pages[1].Image != "https://iiif.example/c.jpg" {
		t.Errorf("%+v", m)
	}
	canvas := `{"type":"Canvas","items":[{"items":[{"body":{"id":"https://i.example/%d.jpg"}}]}]}`
	var many []string
	for i := range 300 {
		many = append(many, fmt.Sprintf(canvas, i))
	}
	if m, err = ReadManifest([]byte(`{"type":"Manifest","items":[` + strings.Join(many, ",") + `]}`)); err != nil || len(m.Pages) != MaxPages || !m.Partial {
		t.Errorf("300 pages: %d %v", len(m.Pages), err)
	}
	for name, in := range map[string]string{
		"nothing": "", "text": "x", "a list": "[]", "null": "null", "no pictures": `{"type":"Manifest","items":[]}`, "another thing": `{"type":"Collection","items":[{"type":"Manifest"}]}`,
		"10 MB": `{"type":"Manifest","x":"` + strings.Repeat("x", 10<<20) + `"}`, "deep": `{"type":"Manifest","items":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + "}",
		"choices in choices": `{"type":"Manifest","items":[{"type":"Canvas","items":[{"items":[{"body":` + strings.Repeat(`{"type":"Choice","items":[`, 12) + strings.Repeat("]}", 12) + `}]}]}]}`,
		"private scheme":     `{"type":"Manifest","items":[{"type":"Canvas","items":[{"items":[{"body":{"id":"gopher://x.example/1"}}]}]}]}`,
		"user information":   `{"type":"Manifest","items":[{"type":"Canvas","items":[{"items":[{"body":{"id":"https://u:p@x.example/1"}}]}]}]}`,
	} {
		if m, err := ReadManifest([]byte(in)); !errors.Is(err, ErrManifest) {
			t.Errorf("%s: %+v %v", name, m, err)
		}
	}
}

func TestReadInfo(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"3, level 2": {`{"@context":"http://iiif.io/api/image/3/context.json","type":"ImageService3","profile":"level2","width":4000,"height":6000,"tiles":[{"width":512,"scaleFactors":[4,1,2,2]}]}`,
			`{4000 6000 3 2 512 512 [1 2 4] [{640 960} {1200 1800} {2400 3600}]}`},
		"2, level 1 without tiles": {`{"@context":"http://iiif.io/api/image/2/context.json","profile":["http://iiif.io/api/image/2/level1.json",{"maxWidth":1000}],"width":2000,"height":1000}`,
			`{2000 1000 2 1 512 512 [1 2 4] [{640 320} {1000 500}]}`},
		"2, level 0": {`{"@context":"http://iiif.io/api/image/2/context.json","profile":"http://iiif.io/api/image/2/level0.json","width":9000,"height":9000,"sizes":[{"width":2000,"height":2000},{"width":500,"height":500},{"width":9000,"height":9000}],"tiles":[{"width":256,"height":300,"scaleFactors":[1,8]}]}`,
			`{9000 9000 2 0 256 300 [1 8] [{500 500} {2000 2000}]}`},
		"small, without anything": {`{"width":300,"height":200}`, `{300 200 2 0 0 0 [] [{300 200}]}`},
		"lies about tiles":        {`{"@context":["x","http://iiif.io/api/image/3/context.json"],"profile":"level1","width":3000,"height":2000,"tiles":[{"width":1,"scaleFactors":[1]},{"width":99999,"scaleFactors":[1]},{"width":512,"scaleFactors":[0,-1,1.5,1e9,"x"]}]}`, `{3000 2000 3 1 512 512 [1 2 4 8] [{640 427} {1200 800} {2400 1600}]}`},
		"area":                    {`{"@context":"http://iiif.io/api/image/3/context.json","profile":"level1","maxArea":1000000,"width":4000,"height":1000}`, `{4000 1000 3 1 512 512 [1 2 4 8] [{640 160} {1200 300} {2000 500}]}`},
	} {
		got, err := ReadInfo([]byte(c.in))
		if err != nil || fmt.Sprint(*got) != c.want {
			t.Errorf("%s: %v %v\nwant %s", name, got, err, c.want)
		}
	}
	for name, in := range map[string]string{"nothing": "", "no size": `{"profile":"level2"}`, "negative": `{"width":-1,"height":5}`, "huge": `{"width":1e300,"height":5,"profile":"level2"}`,
		"too large to show": `{"width":9000,"height":9000}`, "long": `{"width":1,"height":1,"x":"` + strings.Repeat("x", MaxInfo) + `"}`} {
		if i, err := ReadInfo([]byte(in)); !errors.Is(err, ErrInfo) {
			t.Errorf("%s: %v %v", name, i, err)
		}
	}
}

func TestRequest(t *testing.T) {
	i, err := ReadInfo([]byte(`{"@context":"http://iiif.io/api/image/3/context.json","profile":"level2","width":1000,"height":700,"tiles":[{"width":512,"scaleFactors":[1,2]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"0,0,512,512/512,512/0/default.jpg":     "s/0,0,512,512/512,512/0/default.jpg",
		"512,512,488,188/488,188/0/default.jpg": "s/512,512,488,188/488,188/0/default.jpg",
		"0,0,1000,700/500,350/0/default.jpg":    "s/0,0,1000,700/500,350/0/default.jpg",
		"full/640,/0/default.jpg":               "s/full/640,448/0/default.jpg",
		"full/2400,/0/default.jpg":              "s/full/max/0/default.jpg",
	} {
		r, err := i.Request(path)
		if err != nil || r.Address("s", i) != want || !Valid(path) {
			t.Errorf("%s: %s %v", path, r.Address("s", i), err)
		}
	}
	for _, path := range []string{"full/max/0/default.jpg", "full/641,/0/default.jpg", "0,0,512,512/256,256/0/default.jpg", "1,0,512,512/512,512/0/default.jpg", "0,0,1000,700/1000,700/0/default.jpg",
		"1024,0,512,512/512,512/0/default.jpg", "0,0,512,512/512,512/90/default.jpg", "0,0,512,512/512,512/0/gray.jpg", "../../x", "full/640,/0/default.jpg/..", "", "0,0,99999999,1/1,1/0/default.jpg"} {
		if r, err := i.Request(path); err == nil {
			t.Errorf("%s passes: %+v", path, r)
		}
	}
	i.Version = 2
	if r, _ := i.Request("512,512,488,188/488,188/0/default.jpg"); r.Address("s", i) != "s/512,512,488,188/488,/0/default.jpg" {
		t.Error(r.Address("s", i))
	}
	data, err := i.JSON("https://bib.example/iiif/x/1")
	if err != nil || !strings.Contains(string(data), `"tiles":[{"width":512,"height":512,"scaleFactors":[1,2]}]`) || !strings.Contains(string(data), `"profile":"level0"`) {
		t.Errorf("%s %v", data, err)
	}
}

// Whatever a collection sends: addresses are http(s), and every picture that
// may be asked is bounded.
func FuzzRead(f *testing.F) {
	f.Add([]byte(three), "full/640,/0/default.jpg")
	f.Add([]byte(two), "0,0,512,512/512,512/0/default.jpg")
	f.Add([]byte(`{"@context":"http://iiif.io/api/image/3/context.json","profile":"level2","width":1000,"height":700,"tiles":[{"width":512,"scaleFactors":[1,2]}],"sizes":[{"width":5,"height":5}]}`), "0,0,1000,700/500,350/0/default.jpg")
	f.Fuzz(func(t *testing.T, data []byte, path string) {
		if m, err := ReadManifest(data); err == nil {
			for _, p := range m.Pages {
				for _, a := range []string{p.Service, p.Image} {
					if a != "" && !strings.HasPrefix(a, "http") || p.Width < 0 || p.Width > maxSide {
						t.Errorf("%+v", p)
					}
				}
			}
		}
		if i, err := ReadInfo(data); err == nil {
			if r, err := i.Request(path); err == nil && (r.Width > MaxPicture || r.Height > MaxPicture || r.Width < 1 || !Valid(path)) {
				t.Errorf("%s: %+v of %+v", path, r, i)
			}
		}
	})
}
