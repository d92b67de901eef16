package api

import (
	"time"

	"vitrine/content"
)

// remotePost is a post of an institution that the site follows.
type remotePost struct {
	URI       string       `json:"uri"`
	Actor     string       `json:"actor"`
	Type      string       `json:"type"`
	Name      string       `json:"name"`    // plain text
	Summary   string       `json:"summary"` // cleaned HTML
	Content   string       `json:"content"` // cleaned HTML
	URL       string       `json:"url"`
	Lang      content.Lang `json:"lang"`
	Published *time.Time   `json:"published"`
	Updated   *time.Time   `json:"updated"`
	Start     *time.Time   `json:"start"` // of an event
	End       *time.Time   `json:"end"`
	Received  time.Time    `json:"received"`
}

// timeline lists what arrived from those that the site's channels follow.
func (c *call) timeline() (answer, error) {
	p := content.NewProblems()
	limit, cursor := c.paging(p)
	if err := p.Err(); err != nil {
		return answer{}, err
	}
	found, next, err := c.Store.RemotePosts(c.ctx(), c.site.ID, limit, cursor)
	if err != nil {
		return answer{}, err
	}
	return ok(list{Next: next, Items: each(found, func(r content.RemotePost) remotePost {
		return remotePost{URI: r.URI, Actor: r.Actor, Type: r.Type, Name: r.Name, Summary: r.Summary, Content: r.Content, URL: r.URL, Lang: r.Lang,
			Published: moment(r.Published), Updated: moment(r.Updated), Start: moment(r.Start), End: moment(r.End), Received: r.Received.UTC()}
	})})
}
