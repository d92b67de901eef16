package api

import (
	"bytes"
	"mime/multipart"
	"strings"
	"testing"

	"vitrine/content"
)

func TestMedia(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	made := w.upload(tok, map[string]string{"alt": `{"nl":"Kat","fr":"Chat"}`, "credit": "An", "licence": "CC-BY-4.0", "focal_x": "0.5", "focal_y": "-1"})
	if made.str("alt.fr") != "Chat" || made.str("name") != "foto.png" || made.int("width") != 64 || made.str("blurhash") == "" || made.str("media_type") != "image/jpeg" || !strings.HasSuffix(made.str("url"), ".jpg") || made.at("focal_y") != -1.0 ||
		!strings.HasPrefix(made.str("renditions.0.url"), "https://bib.example/media/"+made.str("id")) || made.header.Get("Location") == "" {
		t.Errorf("uploaded: %s", made.raw)
	}
	path := "/api/v1/media/" + made.str("id")
	changed := w.want(200, "PATCH", path, tok, `{"alt":"Een kat","credit":null,"focal_x":-0.25}`)
	if changed.str("alt.nl") != "Een kat" || changed.at("alt.fr") != nil || changed.str("credit") != "" || changed.str("licence") != "CC-BY-4.0" || changed.at("focal_x") != -0.25 {
		t.Errorf("changed: %s", changed.raw)
	}
	changed = w.want(200, "PATCH", path, tok, `{"alt":null,"decorative":true}`)
	if changed.at("alt.nl") != nil || changed.at("decorative") != true {
		t.Errorf("decorative: %s", changed.raw)
	}
	for body, field := range map[string]string{`{"focal_x":2}`: "focal_x", `{"focal_x":"0"}`: "focal_x", `{"alt":5}`: "alt", `{"alt":{"nl":5}}`: "alt.nl", `{"alt":{"qq-!":"x"}}`: "alt.qq-!",
		`{"alt":"x","decorative":true}`: "decorative", `{"url":"x"}`: "url"} {
		w.refused(422, field, "PATCH", path, tok, body)
	}
	user := w.item(tok, with(draft, `"media":[{"id":"`+made.str("id")+`"}]`))
	r := w.refused(409, "", "DELETE", path, tok, "")
	if r.str("uses.0.id") != user.str("id") || r.str("uses.0.title") != "Nieuwe openingsuren" || !strings.Contains(r.str("detail"), "Nieuwe openingsuren") {
		t.Errorf("in use: %s", r.raw)
	}
	w.want(204, "DELETE", "/api/v1/items/"+user.str("id"), tok, "")
	w.want(200, "PATCH", "/api/v1/items/"+w.item(tok, draft).str("id"), tok, `{"revision":1,"media":null}`)
	free := w.upload(tok, map[string]string{"decorative": "true"})
	w.want(204, "DELETE", "/api/v1/media/"+free.str("id"), tok, "")
	w.refused(404, "", "GET", "/api/v1/media/"+free.str("id"), tok, "")
}

// Publishing without a choice about the alternative text is refused by field.
func TestAltNeeded(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	pic := w.upload(tok, nil)
	media := `"media":[{"id":"` + pic.str("id") + `","role":"lead"}]`
	w.refused(422, "media.0.alt", "POST", "/api/v1/items", tok, with(draft, media+`,"publish":true`))
	w.item(tok, with(draft, media))
}

func TestBadUploads(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	good := picture(t)
	for name, c := range map[string]struct {
		file   []byte
		fields map[string]string
		status int
		field  string
	}{
		"no file":            {nil, map[string]string{"alt": "x"}, 422, "file"},
		"empty file":         {[]byte{}, nil, 422, "file"},
		"no image":           {[]byte("hello"), nil, 0, ""},
		"SVG":                {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), nil, 0, ""},
		"cut in the middle":  {good[:len(good)/2], nil, 0, ""},
		"unknown field":      {good, map[string]string{"altt": "x"}, 422, "altt"},
		"decorative maybe":   {good, map[string]string{"decorative": "maybe"}, 422, "decorative"},
		"decoration and alt": {good, map[string]string{"decorative": "true", "alt": "x"}, 422, "decorative"},
		"focal point":        {good, map[string]string{"focal_x": "2"}, 422, "focal_x"},
		"focal NaN":          {good, map[string]string{"focal_y": "NaN"}, 422, "focal_y"},
		"alt is broken JSON": {good, map[string]string{"alt": `{"nl":`}, 422, "alt"},
		"alt by number":      {good, map[string]string{"alt": `{"nl":1}`}, 422, "alt.nl"},
		"alt of no language": {good, map[string]string{"alt": `{"!":"x"}`}, 422, "alt.!"},
		"alt with NUL":       {good, map[string]string{"alt": "a\x00b"}, 422, "alt"},
		"alt of a book":      {good, map[string]string{"alt": strings.Repeat("x", 40_000)}, 422, "alt"},
		"long credit":        {good, map[string]string{"credit": strings.Repeat("x", 501)}, 422, "credit"},
	} {
		body, kind := formBody(t, c.file, c.fields)
		r := w.do("POST", "/api/v1/media", tok, body, header("Content-Type", kind))
		if c.status == 0 && (r.status != 415 && r.status != 422) || c.status != 0 && r.status != c.status || c.field != "" && fieldOf(r, c.field) == "" {
			t.Errorf("%s: %d %s", name, r.status, r.raw)
		}
	}
	body, kind := formBody(t, good, map[string]string{"alt": "x"})
	w.refused(415, "", "POST", "/api/v1/media", tok, body, header("Content-Type", "multipart/form-data"))
	w.refused(415, "", "POST", "/api/v1/media", tok, `{}`)
	w.refused(400, "", "POST", "/api/v1/media", tok, body[:len(body)/2], header("Content-Type", kind))
	twice := strings.Replace(body, "--\r\n", "\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\ny\r\n", 1)
	if i := strings.LastIndex(body, "--\r\n"); i > 0 {
		boundary := body[:strings.Index(body, "\r\n")]
		twice = body[:i] + "\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\ny\r\n" + boundary + "--\r\n"
	}
	w.refused(422, "alt", "POST", "/api/v1/media", tok, twice, header("Content-Type", kind))
	if len(w.blobs.held) != 0 {
		t.Errorf("%d files were stored", len(w.blobs.held))
	}
	big := bytes.Repeat([]byte{1}, 33<<20)
	body, kind = formBody(t, big, nil)
	w.refused(413, "", "POST", "/api/v1/media", tok, body, header("Content-Type", kind))
}

// Forms from strangers never panic, and a file is never larger than it may be.
func FuzzForm(f *testing.F) {
	f.Add([]byte("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc\r\n--x\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\n{\"nl\":1}\r\n--x--\r\n"))
	f.Add([]byte("--x\r\nContent-Disposition: form-data; name=\"focal_x\"\r\n\r\n1e400\r\n--x"))
	h := &Handler{Config: Config{Limits: Limits{File: 64}.orDefault()}}
	f.Fuzz(func(t *testing.T, data []byte) {
		c := &call{Handler: h, site: &content.Site{Languages: []content.Lang{"nl"}}}
		up, _, _, err := c.form(multipart.NewReader(bytes.NewReader(data), "x"))
		if err == nil && (len(up.Data) == 0 || len(up.Data) > 64) {
			t.Errorf("%d bytes pass", len(up.Data))
		}
	})
}
