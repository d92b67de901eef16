package wordpress

import "strings"

// channel is what stands at the head of an export.
type channel struct {
	title, link, site, blog, lang string
	export                        bool // an element of WordPress was seen
}

// home identifies the blog: the address it has, or had.
func (c *channel) home() string {
	for _, s := range []string{c.blog, c.site, c.link, c.title} {
		if s != "" {
			return strings.TrimRight(s, "/")
		}
	}
	return "export"
}

// author is a person as wp:author tells it; the address of electronic mail is
// not read.
type author struct{ login, name, first, last string }

func (a author) display() string {
	for _, s := range []string{a.name, strings.TrimSpace(a.first + " " + a.last)} {
		if s != "" && !strings.Contains(s, "@") {
			return s
		}
	}
	return ""
}

// category is a tag, a category, or a person in the role of one.
type category struct{ domain, nicename, name string }

// post is one item of an export.
type post struct {
	id, title, link, guid, creator, content, excerpt string
	name, kind, status, date, dateGMT, pubDate       string
	parent, password, url                            string
	categories                                       []category
	thumbnail, alt                                   string
	enclosures                                       []string
	comments                                         int
	line                                             int
	size                                             int // bytes of its texts
}

// set stores the text of one of the item's own elements.
func (p *post) set(element, text string) {
	var to *string
	switch element {
	case "title":
		to = &p.title
	case "link":
		to = &p.link
	case "guid":
		to = &p.guid
	case "pubDate":
		to = &p.pubDate
	case "dc:creator":
		to = &p.creator
	case "content:encoded":
		to = &p.content
	case "excerpt:encoded":
		to = &p.excerpt
	case "wp:post_id":
		to = &p.id
	case "wp:post_name":
		to = &p.name
	case "wp:post_type":
		to = &p.kind
	case "wp:status":
		to = &p.status
	case "wp:post_date":
		to = &p.date
	case "wp:post_date_gmt":
		to = &p.dateGMT
	case "wp:post_parent":
		to = &p.parent
	case "wp:post_password":
		to = &p.password
	case "wp:attachment_url":
		to = &p.url
	default:
		return
	}
	if p.size += len(text); *to == "" && p.size <= maxPost {
		*to = strings.TrimSpace(text)
	}
}

// meta stores one of the item's properties, if it is one that we use.
func (p *post) meta(key, value string) {
	value = head(strings.TrimSpace(value))
	switch key {
	case "_thumbnail_id":
		p.thumbnail = value
	case "_wp_attachment_image_alt":
		p.alt = value
	case "enclosure":
		if address, _, _ := strings.Cut(value, "\n"); len(p.enclosures) < 20 {
			p.enclosures = append(p.enclosures, strings.TrimSpace(address))
		}
	}
}
