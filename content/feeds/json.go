package feeds

import (
	"encoding/json"
	"io"
)

// The shapes of JSON Feed 1.1 (jsonfeed.org/version/1.1).
type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePageURL string       `json:"home_page_url"`
	FeedURL     string       `json:"feed_url"`
	Description string       `json:"description,omitempty"`
	Language    string       `json:"language"`
	Authors     []jsonAuthor `json:"authors"`
	Hubs        []jsonHub    `json:"hubs,omitempty"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type jsonHub struct {
	Type string `json:"type"`
	URL  string `json:"url"`
}

type jsonItem struct {
	ID            string       `json:"id"`
	URL           string       `json:"url"`
	Title         string       `json:"title"`
	ContentHTML   string       `json:"content_html"`
	Summary       string       `json:"summary,omitempty"`
	Image         string       `json:"image,omitempty"`
	DatePublished string       `json:"date_published"`
	DateModified  string       `json:"date_modified"`
	Authors       []jsonAuthor `json:"authors,omitempty"`
	Tags          []string     `json:"tags,omitempty"`
	Language      string       `json:"language"`
	Attachments   []jsonFile   `json:"attachments,omitempty"`
}

type jsonFile struct {
	URL      string `json:"url"`
	MimeType string `json:"mime_type"`
	Title    string `json:"title,omitempty"`
	Size     int64  `json:"size_in_bytes,omitempty"`
}

// JSON writes JSON Feed 1.1 with the full text.
func JSON(w io.Writer, f Feed) error {
	doc := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: f.Title, HomePageURL: f.Home, FeedURL: f.Self, Description: f.Description,
		Language: string(f.Lang), Authors: []jsonAuthor{{Name: f.Site.Name, URL: f.Site.HomeURL(f.Lang)}}, Items: []jsonItem{}}
	if f.Hub != "" {
		doc.Hubs = []jsonHub{{Type: "WebSub", URL: f.Hub}}
	}
	for _, e := range f.Entries {
		it := jsonItem{ID: e.ID(), URL: e.URL, Title: e.Title(), ContentHTML: e.HTML(), Summary: e.Summary(), DatePublished: e.stamp(e.Item.Published),
			DateModified: e.stamp(e.Item.Updated), Tags: e.tags(), Language: string(e.Text.Lang)}
		for _, a := range e.authors() {
			it.Authors = append(it.Authors, jsonAuthor{Name: a})
		}
		if p := e.image(); p != nil {
			it.Image = p.URL
			it.Attachments = []jsonFile{{URL: p.URL, MimeType: p.MediaType, Title: p.Name, Size: p.Size}}
		}
		for _, p := range e.recordings() {
			it.Attachments = append(it.Attachments, jsonFile{URL: p.URL, MimeType: p.MediaType, Title: p.Name, Size: p.Size})
		}
		doc.Items = append(doc.Items, it)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(doc)
}
