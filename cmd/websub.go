package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"vitrine/content"
	"vitrine/federation/peer"
)

// errAgain marks a job that comes back by itself.
var errAgain = errors.New("next time")

// pinger tells a WebSub hub which feeds changed (W3C WebSub, section 7).
type pinger struct {
	store interface {
		content.SiteStore
		content.ChannelStore
		Item(ctx context.Context, site, id content.ID, w content.Which) (*content.Item, error)
	}
	client *peer.Client
}

func (p pinger) ping(ctx context.Context, j content.Job) error {
	site, err := p.store.Site(ctx, j.Site)
	if err != nil || site.Settings.WebSubHub == "" {
		return err
	}
	it, err := p.store.Item(ctx, j.Site, j.Ref, content.LiveRevision)
	if content.Is(err, content.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	form := url.Values{"hub.mode": {"publish"}}
	for _, topic := range topics(site, it) {
		form.Add("hub.url", topic)
	}
	if ch, err := p.store.Channel(ctx, j.Site, it.Channel); err == nil {
		for _, t := range it.Texts {
			for _, f := range feedFormats {
				form.Add("hub.url", site.Origin+"/"+string(t.Lang)+"/c/"+ch.Handle+"/feed."+f)
			}
		}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, site.Settings.WebSubHub, strings.NewReader(form.Encode()))
	if err != nil {
		return content.Fail(content.Malformed, err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := p.client.HTTPClient().Do(req)
	if err != nil {
		return fmt.Errorf("ping %s: %w", site.Settings.WebSubHub, err)
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10)) // to keep the connection
	if res.StatusCode/100 != 2 {
		return fmt.Errorf("ping %s: status %d", site.Settings.WebSubHub, res.StatusCode)
	}
	return nil
}

var feedFormats = []string{"rss", "atom", "json"}

// topics are the feeds in which an item appears: of the site, its kind and its
// tags, in each of its languages.
func topics(site *content.Site, it *content.Item) []string {
	var out []string
	for _, t := range it.Texts {
		base := site.Origin + "/" + string(t.Lang) + "/"
		for _, f := range feedFormats {
			out = append(out, base+"feed."+f, base+content.Letter(it.Kind)+"/feed."+f)
			for _, tag := range it.Tags {
				out = append(out, base+"t/"+url.PathEscape(tag.Slug)+"/feed."+f)
			}
		}
	}
	return out
}
