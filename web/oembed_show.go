package web

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"vitrine/content"
	"vitrine/web/respond"
)

// oembed is an answer in the form of oembed.com, section 2.3. It is a "rich"
// one: words without script or frame, which any site may show as they are.
// Mastodon takes the page's own description instead, which says more.
type oembed struct {
	XMLName      xml.Name `json:"-" xml:"oembed"`
	Version      string   `json:"version" xml:"version"`
	Type         string   `json:"type" xml:"type"`
	Title        string   `json:"title" xml:"title"`
	AuthorName   string   `json:"author_name,omitempty" xml:"author_name,omitempty"`
	AuthorURL    string   `json:"author_url,omitempty" xml:"author_url,omitempty"`
	ProviderName string   `json:"provider_name" xml:"provider_name"`
	ProviderURL  string   `json:"provider_url" xml:"provider_url"`
	CacheAge     int      `json:"cache_age" xml:"cache_age"` // seconds
	Thumbnail    string   `json:"thumbnail_url,omitempty" xml:"thumbnail_url,omitempty"`
	ThumbWidth   int      `json:"thumbnail_width,omitempty" xml:"thumbnail_width,omitempty"`
	ThumbHeight  int      `json:"thumbnail_height,omitempty" xml:"thumbnail_height,omitempty"`
	HTML         string   `json:"html" xml:"html"`
	Width        int      `json:"width" xml:"width"`
	Height       int      `json:"height" xml:"height"`
}

// The size of an embedded card, in pixels; the words flow, so the height is a
// guess that the standard requires.
const (
	oembedWidth    = 600
	oembedMinWidth = 200
	oembedHeight   = 200
)

// oembedShow answers for the items of this site only.
func oembedShow(v *visit) error {
	format := v.param("format")
	if format == "" {
		format = "json"
	}
	if format != "json" && format != "xml" {
		plain(v.w, http.StatusNotImplemented, "The formats are json and xml.") // section 2.3.4 asks for 501
		return nil
	}
	it, t, ch, err := v.itemOf(v.param("url"))
	if err != nil {
		return err
	}
	o := oembed{Version: "1.0", Type: "rich", Title: t.Title, ProviderName: v.site.Name, ProviderURL: v.site.Origin + "/", CacheAge: 3600, Width: oembedWidth, Height: oembedHeight}
	if n, err := strconv.Atoi(v.param("maxwidth")); err == nil && n > 0 {
		o.Width = max(min(n, oembedWidth), oembedMinWidth)
	}
	o.AuthorName, o.AuthorURL = ch.Name, v.site.Origin+v.channelPath(ch)
	if len(it.Authors) > 0 {
		o.AuthorName = it.Authors[0].Name
	}
	if lead := it.Lead(); lead != nil && lead.Media != nil {
		if r, ok := lead.Media.Rendition("image/jpeg", 640); ok {
			o.Thumbnail, o.ThumbWidth, o.ThumbHeight = v.site.Origin+lead.Media.Path(r.Name), r.Width, r.Height
		}
	}
	page := v.site.ItemURL(it.Kind, t)
	o.HTML = `<blockquote cite="` + content.Escape(page) + `" lang="` + content.Escape(string(t.Lang)) + `"><p><a href="` + content.Escape(page) + `">` + content.Escape(t.Title) + `</a></p>`
	if t.Summary != "" {
		o.HTML += "<p>" + content.Escape(t.Summary) + "</p>"
	}
	o.HTML += "<footer>" + content.Escape(v.site.Name) + "</footer></blockquote>"
	h := v.w.Header()
	h.Set("Cache-Control", "public, max-age=300")
	h.Set("Access-Control-Allow-Origin", "*")
	if format == "xml" {
		b, err := xml.MarshalIndent(o, "", "  ")
		if err != nil {
			return content.Fail(content.Internal, err)
		}
		h.Set("Content-Type", "text/xml; charset=utf-8")
		respond.Text(v.w, v.r, http.StatusOK, append([]byte(xml.Header), b...))
		return nil
	}
	b, err := json.Marshal(o)
	if err != nil {
		return content.Fail(content.Internal, err)
	}
	h.Set("Content-Type", "application/json; charset=utf-8")
	respond.Text(v.w, v.r, http.StatusOK, b)
	return nil
}

// itemOf finds the public item behind an address of this site.
func (v *visit) itemOf(address string) (*content.Item, content.Text, *content.Channel, error) {
	none := func(err error) (*content.Item, content.Text, *content.Channel, error) {
		return nil, content.Text{}, nil, err
	}
	u, err := url.Parse(address)
	if err != nil || !v.ours(address) {
		return none(content.Failf(content.NotFound, "%.100q is not of this site", address))
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if len(parts) != 3 || !v.site.Speaks(content.Lang(parts[0])) || content.KindOfLetter(parts[1]) == "" {
		return none(content.Failf(content.NotFound, "%.100q is no item", address))
	}
	v.lang = content.Lang(parts[0])
	it, t, moved, err := v.itemAt(content.KindOfLetter(parts[1]), parts[2])
	if moved != "" {
		last := moved[strings.LastIndexByte(moved, '/')+1:]
		it, t, _, err = v.itemAt(content.KindOfLetter(parts[1]), last)
	}
	if err != nil {
		return none(err)
	}
	chans, err := v.st.channels(v.ctx(), v.cfg.Channels)
	if err != nil {
		return none(err)
	}
	ch := channelOf(chans, it.Channel)
	if ch == nil {
		return none(content.Failf(content.Internal, "item %s has no channel", it.ID))
	}
	return it, t, ch, nil
}
