package peertest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

// reader is an account on the other server, driven through the Mastodon API
// that both GoToSocial and snac2 offer.
type reader struct{ door }

type account struct {
	ID          string `json:"id"`
	Acct        string `json:"acct"`
	URL         string `json:"url"`
	DisplayName string `json:"display_name"`
}

type status struct {
	ID       string  `json:"id"`
	URI      string  `json:"uri"`
	URL      string  `json:"url"`
	Content  string  `json:"content"`
	Spoiler  string  `json:"spoiler_text"`
	Language string  `json:"language"`
	EditedAt string  `json:"edited_at"`
	Reblog   *status `json:"reblog"`
	Account  account `json:"account"`
	Media    []struct {
		Type        string `json:"type"`
		Description string `json:"description"`
	} `json:"media_attachments"`
	Tags []struct {
		Name string `json:"name"`
	} `json:"tags"`
}

// words is all the text that a reader can bring to the screen.
func (s status) words() string { return s.Spoiler + "\n" + s.Content }

type found struct {
	Accounts []account `json:"accounts"`
	Statuses []status  `json:"statuses"`
}

// search is what a person types into the search field; it may ask other servers.
func (r reader) search(ctx context.Context, q string) (f found, err error) {
	err = r.ask(ctx, http.MethodGet, "/api/v2/search?"+url.Values{"q": {q}, "resolve": {"true"}}.Encode(), nil, &f)
	return f, err
}

func (r reader) following(ctx context.Context, id string) (bool, error) {
	var rel []struct{ Following bool }
	if err := r.ask(ctx, http.MethodGet, "/api/v1/accounts/relationships?"+url.Values{"id[]": {id}}.Encode(), nil, &rel); err != nil {
		return false, err
	}
	return len(rel) == 1 && rel[0].Following, nil
}

// account does something to an account: follow, unfollow.
func (r reader) account(ctx context.Context, id, what string) error {
	return r.ask(ctx, http.MethodPost, "/api/v1/accounts/"+id+"/"+what, url.Values{}, nil)
}

// status does something to a status: favourite, reblog and their opposites.
func (r reader) status(ctx context.Context, id, what string) error {
	return r.ask(ctx, http.MethodPost, "/api/v1/statuses/"+id+"/"+what, url.Values{}, nil)
}

func (r reader) reply(ctx context.Context, to, text string) (s status, err error) {
	err = r.ask(ctx, http.MethodPost, "/api/v1/statuses", map[string]string{
		"status": text, "in_reply_to_id": to, "visibility": "public",
	}, &s)
	return s, err
}

func (r reader) deleteStatus(ctx context.Context, id string) error {
	return r.ask(ctx, http.MethodDelete, "/api/v1/statuses/"+id, nil, nil)
}

// home returns the status with this ActivityPub id as the home timeline shows
// it. Absence is errAbsent.
func (r reader) home(ctx context.Context, uri string) (status, error) {
	var list []status
	if err := r.ask(ctx, http.MethodGet, "/api/v1/timelines/home?limit=40", nil, &list); err != nil {
		return status{}, err
	}
	for _, s := range list {
		if s.Reblog != nil {
			s = *s.Reblog
		}
		if s.URI == uri {
			return s, nil
		}
	}
	return status{}, fmt.Errorf("%w (%d others are)", errAbsent, len(list))
}

var errAbsent = errors.New("not in the home timeline")

func (r reader) get(ctx context.Context, id string) (s status, err error) {
	err = r.ask(ctx, http.MethodGet, "/api/v1/statuses/"+id, nil, &s)
	return s, err
}

// versions counts how many wordings of a status the server remembers.
func (r reader) versions(ctx context.Context, id string) (int, error) {
	var h []struct{}
	err := r.ask(ctx, http.MethodGet, "/api/v1/statuses/"+id+"/history", nil, &h)
	return len(h), err
}
