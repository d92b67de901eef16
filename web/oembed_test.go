package web_test

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestOEmbed(t *testing.T) {
	w := newWorld(t)
	get := func(query string) (int, string) {
		t.Helper()
		r := w.get(t, "/oembed?"+query)
		return r.Code, r.Body.String()
	}
	page := w.site.Origin + "/nl/a/een-titel"
	status, body := get("url=" + url.QueryEscape(page) + "&maxwidth=300")
	var o struct {
		Version, Type, Title, HTML string
		Provider                   string `json:"provider_name"`
		Width, Height              int
	}
	if err := json.Unmarshal([]byte(body), &o); err != nil || status != http.StatusOK || o.Version != "1.0" || o.Type != "rich" || o.Width != 300 || o.Height == 0 || o.Title == "" || o.Provider == "" || !strings.Contains(o.HTML, `href="`+page+`"`) {
		t.Errorf("%d %s (%v)", status, body, err)
	}
	if strings.Contains(o.HTML, "<script") || strings.Contains(o.HTML, "<iframe") {
		t.Error("it brings a program or a frame along")
	}
	status, body = get("format=xml&url=" + url.QueryEscape(page))
	var x struct {
		XMLName xml.Name `xml:"oembed"`
		Title   string   `xml:"title"`
	}
	if err := xml.Unmarshal([]byte(body), &x); err != nil || status != http.StatusOK || x.Title != o.Title {
		t.Errorf("%d %s (%v)", status, body, err)
	}
	for query, want := range map[string]int{
		"":                                       404,
		"url=https://elders.example/nl/a/x":      404,
		"url=" + w.site.Origin + "/nl/a/nergens": 404, "url=" + w.site.Origin + "/nl/a/weg": 410,
		"url=" + w.site.Origin + "/nl/agenda":           404,
		"url=" + w.site.Origin + "/xx/a/x":              404,
		"url=javascript:alert(1)":                       404,
		"url=" + url.QueryEscape(page) + "&format=yaml": 501,
		"url=" + strings.Repeat("x", 5000):              404,
	} {
		if status, body := get(query); status != want {
			t.Errorf("%.80s: %d %.200s", query, status, body)
		}
	}
}
