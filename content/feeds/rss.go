package feeds

import (
	"encoding/xml"
	"io"
	"strconv"
	"time"

	"github.com/gorilla/feeds"
)

// rss is gorilla's channel with what it lacks: namespaces, atom:link, dc:creator,
// several categories, media:content.
type rss struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Content string   `xml:"xmlns:content,attr"`
	DC      string   `xml:"xmlns:dc,attr"`
	Media   string   `xml:"xmlns:media,attr"`
	Atom    string   `xml:"xmlns:atom,attr"`
	Channel rssChannel
}

type rssChannel struct {
	XMLName xml.Name `xml:"channel"`
	*feeds.RssFeed
	Links []atomLink `xml:"atom:link"`
	Items []rssItem  `xml:"item"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type rssItem struct {
	XMLName xml.Name `xml:"item"`
	*feeds.RssItem
	Creators   []string `xml:"dc:creator"`
	Language   string   `xml:"dc:language"`
	Categories []string `xml:"category"`
	Media      *rssMedia
}

type rssMedia struct {
	XMLName     xml.Name      `xml:"media:content"`
	URL         string        `xml:"url,attr"`
	Type        string        `xml:"type,attr"`
	Medium      string        `xml:"medium,attr"`
	Width       int           `xml:"width,attr"`
	Height      int           `xml:"height,attr"`
	Size        int64         `xml:"fileSize,attr,omitempty"`
	Description *rssMediaText `xml:"media:description"`
	Credit      string        `xml:"media:credit,omitempty"`
}

type rssMediaText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// FeedXml lets gorilla's writer write it.
func (f *rss) FeedXml() interface{} { return f }

const rssTime = "Mon, 02 Jan 2006 15:04:05 -0700" // RFC 822 with a four-digit year

// RSS writes RSS 2.0 with the full text.
func RSS(w io.Writer, f Feed) error {
	ch := rssChannel{RssFeed: &feeds.RssFeed{Title: f.Title, Link: f.Home, Description: f.Description, Language: string(f.Lang), Generator: "Vitrine", Docs: "https://www.rssboard.org/rss-specification"},
		Links: []atomLink{{Rel: "self", Type: "application/rss+xml", Href: f.Self}}}
	if f.Description == "" {
		ch.Description = f.Title // required
	}
	if f.Hub != "" {
		ch.Links = append(ch.Links, atomLink{Rel: "hub", Href: f.Hub})
	}
	if !f.Updated.IsZero() {
		ch.LastBuildDate = f.Updated.In(f.Site.Zone()).Format(rssTime)
	}
	for _, e := range f.Entries {
		it := rssItem{RssItem: &feeds.RssItem{Title: e.Title(), Link: e.URL, Description: e.Summary(), Content: &feeds.RssContent{Content: e.HTML()},
			Guid: &feeds.RssGuid{Id: e.ID(), IsPermaLink: "false"}, PubDate: e.zoned(e.Item.Published).Format(rssTime)},
			Creators: e.authors(), Language: string(e.Text.Lang), Categories: e.tags()}
		if p := e.image(); p != nil {
			it.Enclosure = &feeds.RssEnclosure{Url: p.URL, Type: p.MediaType, Length: strconv.FormatInt(p.Size, 10)}
			it.Media = &rssMedia{URL: p.URL, Type: p.MediaType, Medium: "image", Width: p.Width, Height: p.Height, Size: p.Size, Credit: p.Credit}
			if p.Name != "" {
				it.Media.Description = &rssMediaText{Type: "plain", Text: p.Name}
			}
		}
		if list := e.recordings(); len(list) > 0 { // what plays is what a reader downloads; RSS has room for one
			it.Enclosure = &feeds.RssEnclosure{Url: list[0].URL, Type: list[0].MediaType, Length: strconv.FormatInt(list[0].Size, 10)}
		}
		ch.Items = append(ch.Items, it)
	}
	return feeds.WriteXML(&rss{Version: "2.0", Content: "http://purl.org/rss/1.0/modules/content/", DC: "http://purl.org/dc/elements/1.1/",
		Media: "http://search.yahoo.com/mrss/", Atom: "http://www.w3.org/2005/Atom", Channel: ch}, w)
}

// stamp is an RFC 3339 time with the site's offset (L10).
func (e Entry) stamp(t time.Time) string { return e.zoned(t).Format(time.RFC3339) }
