package api

import (
	"context"
	"encoding/json"
	"slices"

	"vitrine/content"
)

// channelChange is what an administrator decides about a channel.
type channelChange struct {
	Name        string                 `json:"name,omitempty"`
	Summary     string                 `json:"summary,omitempty"`
	Lang        content.Lang           `json:"lang,omitempty"`
	Kind        content.ChannelKind    `json:"kind,omitempty"`
	Avatar      content.ID             `json:"avatar,omitempty"`
	Header      content.ID             `json:"header,omitempty"`
	Fields      []content.ProfileField `json:"fields,omitempty"`
	AlsoKnownAs []string               `json:"also_known_as,omitempty"`
	Tag         string                 `json:"tag,omitempty"`
}

// newChannel is the body of POST /channels. The handle never changes: followers know it.
type newChannel struct {
	Handle string `json:"handle"`
	channelChange
}

func changeOf(ch *content.Channel) channelChange {
	return channelChange{Name: ch.Name, Summary: ch.Summary, Lang: ch.Lang, Kind: ch.Kind, Avatar: ch.Avatar, Header: ch.Header,
		Fields: ch.Fields, AlsoKnownAs: ch.AlsoKnownAs, Tag: ch.Tag}
}

// write puts the change into a channel, after what the rules do not look at.
func (d channelChange) write(ctx context.Context, c *call, ch *content.Channel) error {
	p := content.NewProblems()
	for field, id := range map[string]content.ID{"avatar": d.Avatar, "header": d.Header} {
		if id == "" {
			continue
		}
		if _, err := c.Store.Media(ctx, c.site.ID, id); content.Is(err, content.NotFound) {
			p.Add(field, "problem.unknown_media")
		} else if err != nil {
			return err
		}
	}
	if d.Tag != "" {
		if _, err := c.Store.TagBySlug(ctx, c.site.ID, d.Tag); content.Is(err, content.NotFound) {
			p.Add("tag", "problem.unknown_tag", "Value", d.Tag)
		} else if err != nil {
			return err
		}
	}
	if err := p.Err(); err != nil {
		return err
	}
	ch.Name, ch.Summary, ch.Lang, ch.Avatar, ch.Header, ch.Fields, ch.AlsoKnownAs, ch.Tag = d.Name, d.Summary, d.Lang, d.Avatar, d.Header, d.Fields, d.AlsoKnownAs, d.Tag
	if d.Kind != "" {
		ch.Kind = d.Kind
	}
	return nil
}

// merged applies a change's JSON to a channel as stored.
func (c *call) merged(ctx context.Context, ch *content.Channel, change json.RawMessage) error {
	d, err := merge(changeOf(ch), change)
	if err != nil {
		return err
	}
	return d.write(ctx, c, ch)
}

// channel finds a channel by its handle, when the token may see it.
func (c *call) channel(handle string) (*content.Channel, error) {
	all, err := c.all()
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(ch *content.Channel) bool { return ch.Handle == handle && c.who.Sees(ch.ID) })
	if i < 0 {
		return nil, content.Fail(content.NotFound, nil)
	}
	return all[i], nil
}

// channelOut is a channel as programs get it.
type channelOut struct {
	Handle      string                 `json:"handle"`
	Name        string                 `json:"name"`
	Lang        *content.Lang          `json:"lang"` // null: speaks each item's original language
	Kind        content.ChannelKind    `json:"kind"`
	Summary     string                 `json:"summary"`
	Actor       string                 `json:"actor"`
	Acct        string                 `json:"acct"`
	URL         string                 `json:"url"`
	Followers   int                    `json:"followers"`
	Fields      []content.ProfileField `json:"fields"`
	Avatar      *content.ID            `json:"avatar"`
	Header      *content.ID            `json:"header"`
	AlsoKnownAs []string               `json:"also_known_as"`
	MovedTo     *string                `json:"moved_to"`
	Tag         *string                `json:"tag"`
}

func (c *call) describeChannel(ch *content.Channel) (channelOut, error) {
	n, err := c.Store.CountFollowers(c.ctx(), c.site.ID, ch.ID)
	return channelOut{Handle: ch.Handle, Name: ch.Name, Lang: given(ch.Lang), Kind: ch.Kind, Summary: ch.Summary, Actor: c.site.ActorID(ch.ID),
		Acct: ch.Acct(c.site), URL: c.site.ChannelURL(ch, ""), Followers: n, Fields: append([]content.ProfileField{}, ch.Fields...),
		Avatar: given(ch.Avatar), Header: given(ch.Header), AlsoKnownAs: append([]string{}, ch.AlsoKnownAs...), MovedTo: given(ch.MovedTo), Tag: given(ch.Tag)}, err
}

// given is nil for what is empty.
func given[T ~string](v T) *T {
	if v == "" {
		return nil
	}
	return &v
}
