package api

import (
	"bytes"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"vitrine/content"
)

// Every address with a body refuses what is no clean JSON object, and says where.
func TestHostileBodies(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	asks := w.asks(w.bib, w.bib.main)
	deep := strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000)
	for _, rt := range routes() {
		if !rt.takesJSON() {
			continue
		}
		path := Prefix + asks[rt.name]().path
		for _, c := range []struct {
			name, body, field string
			status            int
			says              string
		}{
			{"not JSON", `{"a":`, "", 400, "(at byte 5)"},
			{"garbage behind", `{} x`, "", 400, "(at byte 4)"},
			{"two documents", `{}{}`, "", 400, "(at byte 3)"},
			{"nested", deep, "", 400, "32"},
			{"nested arrays", strings.Repeat("[", 10_000), "", 400, "32"},
			{"an array", `[]`, "body", 422, ""},
			{"null", `null`, "body", 422, ""},
			{"a text", `"x"`, "body", 422, ""},
			{"unknown", `{"nonsense":1}`, "nonsense", 422, "exist"},
			{"other case", `{"NONSENSE":1,"Reason":""}`, "Reason", 422, ""},
			{"NUL", "{\"a\":\"\x00\"}", "", 400, ""},
			{"not UTF-8", "{\"a\":\"\xff\"}", "", 400, "(at byte 7)"},
			{"a BOM", "\ufeff{}", "", 400, "(at byte 1)"},
			{"very many of them", `{"a":[` + strings.Repeat("1,", 200_000) + `1]}`, "a", 422, ""},
		} {
			r := w.refused(c.status, c.field, rt.method, path, tok, c.body)
			if !strings.Contains(string(r.raw), c.says) {
				t.Errorf("%s: %s: want %q in %s", rt.name, c.name, c.says, r.raw)
			}
		}
		w.refused(415, "", rt.method, path, tok, `{}`, header("Content-Type", "application/x-www-form-urlencoded"))
		w.refused(415, "", rt.method, path, tok, `{}`, header("Content-Encoding", "gzip"))
		if !rt.optional {
			if r := w.do(rt.method, path, tok, " ", header("Content-Type", "application/json")); r.status != 400 {
				t.Errorf("%s: an empty body: %d", rt.name, r.status)
			}
		}
	}
}

// A body that announces itself as too large is refused before a byte is read.
func TestLargeBodies(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	for path, kind := range map[string]string{"/api/v1/items": "application/json", "/api/v1/media": "multipart/form-data; boundary=x"} {
		r := httptest.NewRequest("POST", path, unread{t})
		r.ContentLength = 1 << 30
		r.Host = "bib.example"
		r.Header.Set("Content-Type", kind)
		r.Header.Set("Authorization", "Bearer "+tok)
		rec := httptest.NewRecorder()
		w.api.ServeHTTP(rec, r)
		if rec.Code != 413 || !strings.Contains(rec.Body.String(), "MiB") {
			t.Errorf("%s: %d %s", path, rec.Code, rec.Body)
		}
	}
	// Without a length, only as much is read as may be.
	read := &counter{}
	head := "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
	r := httptest.NewRequest("POST", "/api/v1/media", io.MultiReader(strings.NewReader(head), read))
	r.ContentLength = -1
	r.Host = "bib.example"
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	r.Header.Set("Authorization", "Bearer "+tok)
	rec := httptest.NewRecorder()
	w.api.ServeHTTP(rec, r)
	if rec.Code != 413 || read.n > 40<<20 {
		t.Errorf("endless: %d after %d bytes", rec.Code, read.n)
	}
	if len(w.blobs.held) > 0 {
		t.Error("something was stored")
	}
}

type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) { u.t.Error("the body was read"); return 0, io.EOF }

// counter never ends.
type counter struct{ n int64 }

func (c *counter) Read(p []byte) (int, error) {
	clear(p)
	c.n += int64(len(p))
	return len(p), nil
}

func TestBadItems(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	text := `"texts":[{"lang":"nl","title":"T"}]`
	event := func(occ string) string {
		return `{"kind":"event",` + text + `,"details":{"occurrences":[` + occ + `]}}`
	}
	for _, c := range []struct{ body, field, says string }{
		{`{}`, "kind", ""},
		{`{"kind":"opera",` + text + `}`, "kind", "opera"},
		{`{"kind":7,` + text + `}`, "kind", "string"},
		{`{"kind":"article"}`, "texts", ""},
		{`{"kind":"article","texts":{}}`, "texts", "array"},
		{`{"kind":"article","texts":[null]}`, "texts.0", "object"},
		{`{"kind":"article","texts":[{"lang":"nl"}]}`, "texts.0.title", ""},
		{`{"kind":"article","texts":[{"lang":"nl","title":"  <b></b> "}]}`, "texts.0.title", ""},
		{`{"kind":"article","texts":[{"lang":"nl","title":"T","titel":"T"}]}`, "texts.0.titel", ""},
		{`{"kind":"article","texts":[{"lang":"nl","title":["T"]}]}`, "texts.0.title", "string"},
		{`{"kind":"article","texts":[{"lang":"nl","title":"T\u0000"}]}`, "texts.0.title", ""},
		{`{"kind":"article","texts":[{"lang":"nl","title":"T","title":"U"}]}`, "texts.0.title", "title"},
		{`{"kind":"article","texts":[{"lang":"xx","title":"T"}]}`, "texts.0.lang", "xx"},
		{`{"kind":"article","texts":[{"lang":"nl","title":"T"},{"lang":"nl","title":"U"}]}`, "texts.1.lang", ""},
		{`{"kind":"article","texts":[{"lang":"nl","title":"T","body":"x","markdown":"y"}]}`, "texts.0.markdown", ""},
		{`{"kind":"article","texts":[{"lang":"nl","title":"` + strings.Repeat("x", 501) + `"}]}`, "texts.0.title", "500"},
		{`{"kind":"article","texts":[{"lang":"nl","title":"T","slug":"../x"}]}`, "texts.0.slug", ""},
		{`{"kind":"article","channel":"nergens",` + text + `}`, "channel", "nergens"},
		{`{"kind":"article","tags":[1],` + text + `}`, "tags.0", "string"},
		{`{"kind":"article","tags":"jeugd",` + text + `}`, "tags", "array"},
		{`{"kind":"article","authors":[{"name":"An","handle":"geen"}],` + text + `}`, "authors.0.handle", ""},
		{`{"kind":"article","authors":[{"handle":"@a@b.example"}],` + text + `}`, "authors.0.name", ""},
		{`{"kind":"article","media":[{"id":"nergens"}],` + text + `}`, "media.0.id", ""},
		{`{"kind":"article","media":[{"id":"x","role":"hero"}],` + text + `}`, "media.0.role", "hero"},
		{`{"kind":"article","media":[{"id":"x","caption":{"nl":1}}],` + text + `}`, "media.0.caption.nl", "string"},
		{`{"kind":"article","publish":"yes",` + text + `}`, "publish", "boolean"},
		{`{"kind":"article","publish_at":"tomorrow",` + text + `}`, "publish_at", "2026"},
		{`{"kind":"article","publish_at":"2026-12-01T08:00:00",` + text + `}`, "publish_at", ""},
		{`{"kind":"article","publish_at":"2020-01-01T08:00:00Z",` + text + `}`, "publish_at", ""},
		{`{"kind":"article","publish":true,"publish_at":"2026-12-01T08:00:00Z",` + text + `}`, "publish_at", "publish"},
		{`{"kind":"article","publish":true,"expires":"2020-12-01T08:00:00Z",` + text + `}`, "expires", ""},
		{`{"kind":"article","source":"wise",` + text + `}`, "external_id", ""},
		{`{"kind":"article","details":{"occurrences":[]},` + text + `}`, "details.occurrences", ""},
		{`{"kind":"article","details":[],` + text + `}`, "details", "object"},
		{`{"kind":"event",` + text + `}`, "details.occurrences", ""},
		{event(``), "details.occurrences", ""},
		{event(`{}`), "details.occurrences.0.start", ""},
		{event(`{"start":"2027-03-28T02:30"}`), "details.occurrences.0.start", "2027-03-28T03:30"},
		{event(`{"start":"2026-10-25T02:30"}`), "details.occurrences.0.start", "+02:00"},
		{event(`{"start":"2026-12-05T20:00","offers":[{"price":12.5}]}`), "details.occurrences.0.offers.0.price", "string"},
		{event(`{"start":"2026-12-05T20:00","offers":[{"price":"12,50"}]}`), "details.occurrences.0.offers.0.price", "12.50"},
		{event(`{"start":"2026-12-05T20:00","offers":[{"prijs":"1"}]}`), "details.occurrences.0.offers.0.prijs", ""},
		{event(`{"start":"2026-12-05T20:00","place":{"name":"x","latitude":"51"}}`), "details.occurrences.0.place.latitude", "number"},
		{event(`{"start":"2026-12-05T20:00","place":{"name":"x","latitude":1e999}}`), "details.occurrences.0.place.latitude", "number"},
		{`{"kind":"highlight","details":{"isbn":"9789000000000"},` + text + `}`, "details.isbn", ""},
	} {
		r := w.refused(422, c.field, "POST", "/api/v1/items", tok, c.body)
		if !strings.Contains(fieldOf(r, c.field), c.says) {
			t.Errorf("%.120s: %q does not say %q", c.body, fieldOf(r, c.field), c.says)
		}
	}
	w.refused(422, "texts.0.title", "POST", "/api/v1/items", tok, `{"kind":"article","texts":[{"lang":"nl","title":1,"body":2}],"x":3}`)
	if r := w.want(200, "GET", "/api/v1/items", tok, ""); r.at("items.0") != nil {
		t.Errorf("something was stored: %s", r.raw)
	}
}

func TestBadChanges(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	path := "/api/v1/items/" + w.item(tok, draft).str("id")
	for body, field := range map[string]string{
		`{}`: "revision", `{"revision":null}`: "revision", `{"revision":"1"}`: "revision", `{"revision":1.5}`: "revision",
		`{"revision":1,"kind":"event"}`: "kind", `{"revision":1,"channel":null}`: "channel", `{"revision":1,"channel":"nergens"}`: "channel",
		`{"revision":1,"texts":null}`: "texts", `{"revision":1,"texts":[{"lang":"nl","remove":true}]}`: "texts.0.lang",
		`{"revision":1,"texts":[{"lang":"fr","remove":true}]}`:              "texts.0.lang",
		`{"revision":1,"texts":[{"lang":"fr","summary":"x"}]}`:              "texts.0.title",
		`{"revision":1,"texts":[{"lang":"nl","title":""}]}`:                 "texts.0.title",
		`{"revision":1,"texts":[{"lang":"xx","title":"T"}]}`:                "texts.0.lang",
		`{"revision":1,"texts":[{"lang":"nl","title":null,"body":"x"}]}`:    "texts.0.title",
		`{"revision":1,"texts":[{"lang":"nl","body":"x","markdown":"y"}]}`:  "texts.0.markdown",
		`{"revision":1,"texts":[{"title":"T"}]}`:                            "texts.0.lang",
		`{"revision":1,"publish_at":null}`:                                  "publish_at",
		`{"revision":1,"publish":true,"publish_at":"2027-01-01T00:00:00Z"}`: "publish_at",
		`{"revision":1,"details":{"notes":true}}`:                           "details.notes",
		`{"revision":1,"source":"wise"}`:                                    "source",
		`{"revision":1,"expires":"soon"}`:                                   "expires",
		`{"revision":1,"reason":"` + strings.Repeat("x", 2001) + `"}`:       "reason",
		`{"revision":1,"tags":[null]}`:                                      "tags.0",
		`{"revision":1,"media":[{"id":"x"}]}`:                               "media.0.id",
	} {
		w.refused(422, field, "PATCH", path, tok, body)
	}
	for body, field := range map[string]string{`{}`: "revision", `{"revision":"1"}`: "revision", `{"revision":1,"reason":7}`: "reason",
		`{"revision":1,"reason":"` + strings.Repeat("x", 2001) + `"}`: "reason", `{"revision":1,"publish_at":"x"}`: "publish_at"} {
		w.refused(422, field, "POST", path+"/publish", tok, body)
	}
	for _, p := range []string{"/items/x", "/items/" + strings.Repeat("a", 26), "/items/" + strings.Repeat("a", 26) + "/revisions", "/items/%00", "/media/x",
		"/replies/x", "/channels/nergens", "/nergens", "/items/", "//items", path[len(Prefix):] + "/revisions/0/restore", path[len(Prefix):] + "/revisions/9/restore",
		path[len(Prefix):] + "/revisions/01/restore", path[len(Prefix):] + "/revisions/99999999999999999999/restore"} {
		method, body := "GET", ""
		if strings.HasSuffix(p, "restore") {
			method, body = "POST", `{"revision":1}`
		} else if strings.HasPrefix(p, "/replies/") {
			method, body, p = "POST", "{}", p+"/approve"
		}
		w.refused(404, "", method, Prefix+p, tok, body)
	}
	r := w.refused(405, "", "PUT", path, tok, `{}`)
	if r.header.Get("Allow") != "GET, HEAD, PATCH, DELETE" {
		t.Errorf("Allow %q", r.header.Get("Allow"))
	}
	if r := w.want(200, "GET", path, tok, ""); r.int("revision") != 1 {
		t.Errorf("something was written: %s", r.raw)
	}
}

// A change names its texts in its own order, whatever their place in the item.
func TestTextProblemsFollowTheChange(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	made := w.item(tok, `{"kind":"article","texts":[{"lang":"nl","title":"T"},{"lang":"fr","title":"U"}]}`)
	long := strings.Repeat("x", 501)
	path := "/api/v1/items/" + made.str("id")
	w.refused(422, "texts.0.title", "PATCH", path, tok, `{"revision":1,"texts":[{"lang":"fr","title":"`+long+`"},{"lang":"nl","title":"T"}]}`)
	w.refused(422, "texts.1.title", "PATCH", path, tok, `{"revision":1,"texts":[{"lang":"fr","title":"U"},{"lang":"nl","title":"`+long+`"}]}`)
}

func TestBadQueries(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	for query, field := range map[string]string{
		"items?limit=0": "limit", "items?limit=101": "limit", "items?limit=x": "limit", "items?limit=1&limit=2": "limit", "items?kind=opera": "kind",
		"items?status=gone": "status", "items?revision=old": "revision", "items?updated_since=yesterday": "updated_since", "items?channel=nergens": "channel",
		"items?lang=xx": "lang", "items?nonsense=1": "nonsense", "items?q=%00": "q", "items?q=%ff": "q", "replies?status=x": "status",
		"channels?cursor=x": "cursor", "channels?cursor=-1": "cursor", "blocks?limit=1000": "limit", "site?x=1": "x",
	} {
		w.refused(422, field, "GET", "/api/v1/"+query, tok, "")
	}
	w.refused(400, "", "GET", "/api/v1/items?limit=%zz", tok, "")
	for _, list := range []string{"items", "replies", "reports", "timeline", "channels/bib/followers"} {
		if r := w.do("GET", "/api/v1/"+list+"?cursor=nonsense", tok, ""); r.status < 400 || r.status >= 500 {
			t.Errorf("%s with a made-up cursor: %d %.200s", list, r.status, r.raw)
		}
	}
}

func TestLanguages(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	for lang, says := range map[string]string{"nl-BE": "titel", "fr": "titre", "de, en;q=0.5": "Titel", "tr": "title", "": "title"} {
		r := w.refused(422, "texts.0.title", "POST", "/api/v1/items", tok, `{"kind":"article","texts":[{"lang":"nl"}]}`, header("Accept-Language", lang))
		if !strings.Contains(fieldOf(r, "texts.0.title"), says) || r.header.Get("Content-Language") == "" {
			t.Errorf("%q: %s", lang, r.raw)
		}
	}
}

// decode never panics, and what it lets pass is what encoding/json reads.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{draft, `{"texts":[{"lang":"nl","title":null}],"details":{"a":[1,2,{"b":"\u0000"}]}}`, `{"a":1,"a":2}`, `[[[`, `{"expires":"2026-12-05T20:00:00Z"}`, "\"\\\"", `{"media":[{"caption":{"nl":"x"}}]}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var in newItem
		if decode(data, &in, "") == nil && !bytes.Contains(data, []byte("{")) {
			t.Errorf("%q passes", data)
		}
		var change itemChange
		_ = decode(data, &change, "")
		_, _ = in.input(content.Kinds(kinds))
	})
}
