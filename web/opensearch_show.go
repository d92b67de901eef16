package web

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"unicode/utf8"
)

// openSearch is an OpenSearch 1.1 description: it lets a browser search the
// site from its address bar.
type openSearch struct {
	XMLName     xml.Name `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
	ShortName   string   `xml:"ShortName"`
	Description string   `xml:"Description"`
	Contact     string   `xml:"Contact,omitempty"`
	URLs        []openSearchURL
	Language    string `xml:"Language"`
	Encoding    string `xml:"InputEncoding"`
}

type openSearchURL struct {
	XMLName  xml.Name `xml:"Url"`
	Type     string   `xml:"type,attr"`
	Rel      string   `xml:"rel,attr,omitempty"`
	Template string   `xml:"template,attr"`
}

// The lengths that the standard allows, in characters.
const (
	maxShortName = 16
	maxAbout     = 1024
)

func openSearchShow(v *visit) error {
	e, err := v.kept(key{site: v.site.ID, path: v.r.URL.Path}, func() (*entry, error) {
		home := v.site.HomeURL(v.lang)
		d := openSearch{ShortName: v.site.Name, Description: clip(v.say("search.describe", "Site", v.site.Name), maxAbout),
			Contact: v.site.Contact.Email, Language: string(v.lang), Encoding: "UTF-8", URLs: []openSearchURL{
				{Type: "text/html", Template: home + "search?q={searchTerms}"},
				{Type: "application/opensearchdescription+xml", Rel: "self", Template: home + "opensearch.xml"}}}
		if utf8.RuneCountInString(d.ShortName) > maxShortName {
			d.ShortName = clip(d.ShortName, maxShortName-1) + "…"
		}
		var b bytes.Buffer
		b.WriteString(xml.Header)
		enc := xml.NewEncoder(&b)
		enc.Indent("", "  ")
		if err := enc.Encode(d); err != nil {
			return nil, err
		}
		b.WriteByte('\n')
		e := &entry{status: http.StatusOK}
		e.finish(b.Bytes(), v.lang)
		e.hType, e.hVary, e.hCache = openSearchType, feedVary, feedCache
		return e, nil
	})
	if err != nil {
		return err
	}
	e.send(v.w, v.r)
	return nil
}

var openSearchType = []string{"application/opensearchdescription+xml; charset=utf-8"}
