package peertest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
)

// house is our side: one channel of one site, driven through the API.
type house struct {
	door
	acct string // bib@bib.test
}

type channel struct {
	Handle, Name, Lang, Actor, Acct, URL string
	Followers                            int
}

// item keeps the revision as the server wrote it: it is a token to hand back.
type item struct {
	ID          string          `json:"id"`
	Status      string          `json:"status"`
	Revision    json.RawMessage `json:"revision"`
	URL         string          `json:"url"`
	ActivityPub string          `json:"activitypub"`
	Details     json.RawMessage `json:"details"`
}

type reply struct {
	ID  string
	raw json.RawMessage
}

func (h house) channel(ctx context.Context) (channel, error) {
	var l struct{ Items []channel }
	if err := h.ask(ctx, http.MethodGet, "/api/v1/channels?limit=100", nil, &l); err != nil {
		return channel{}, err
	}
	for _, c := range l.Items {
		if strings.EqualFold(strings.TrimPrefix(c.Acct, "@"), h.acct) {
			return c, nil
		}
	}
	return channel{}, fmt.Errorf("no channel %q among %d", h.acct, len(l.Items))
}

func (h house) publish(ctx context.Context, fields map[string]any) (it item, err error) {
	fields["publish"] = true
	err = h.ask(ctx, http.MethodPost, "/api/v1/items", fields, &it)
	return it, err
}

func (h house) item(ctx context.Context, id string) (it item, err error) {
	err = h.ask(ctx, http.MethodGet, "/api/v1/items/"+id, nil, &it)
	return it, err
}

// correct changes fields of the newest revision and makes it live.
func (h house) correct(ctx context.Context, id string, fields map[string]any) error {
	it, err := h.item(ctx, id)
	if err != nil {
		return err
	}
	fields["revision"], fields["publish"] = it.Revision, true
	return h.ask(ctx, http.MethodPatch, "/api/v1/items/"+id, fields, nil)
}

func (h house) withdraw(ctx context.Context, id string) error {
	it, err := h.item(ctx, id)
	if err != nil || it.Status == "withdrawn" {
		return err
	}
	return h.ask(ctx, http.MethodPost, "/api/v1/items/"+id+"/withdraw",
		map[string]any{"revision": it.Revision, "reason": "The peer test is over."}, nil)
}

// replies returns those in this state whose text holds the needle.
func (h house) replies(ctx context.Context, state, needle string) ([]reply, error) {
	var l struct{ Items []json.RawMessage }
	if err := h.ask(ctx, http.MethodGet, "/api/v1/replies?limit=100&status="+state, nil, &l); err != nil {
		return nil, err
	}
	var out []reply
	for _, raw := range l.Items {
		if !bytes.Contains(raw, []byte(needle)) {
			continue
		}
		r := reply{raw: raw}
		if err := json.Unmarshal(raw, &r); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

func (h house) approve(ctx context.Context, r reply) error {
	return h.ask(ctx, http.MethodPost, "/api/v1/replies/"+r.ID+"/approve", map[string]any{}, nil)
}

// upload sends a picture drawn here and returns its media id.
func (h house) upload(t testing.TB, alt string) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 640, 400))
	for y := range 400 {
		for x := range 640 {
			img.SetRGBA(x, y, color.RGBA{R: uint8(x / 3), G: uint8(y / 2), B: 120, A: 255})
		}
	}
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	f, err := m.CreateFormFile("file", "picture.png")
	err = errors.Join(err, png.Encode(f, img), m.WriteField("alt", alt), m.Close())
	if err != nil {
		t.Fatal(err)
	}
	var made struct{ ID string }
	if err := h.send(t.Context(), http.MethodPost, "/api/v1/media", m.FormDataContentType(), &body, &made); err != nil {
		t.Fatalf("upload: %v", err)
	}
	return made.ID
}

// object is what a stranger reads of an announced item.
type object struct {
	ID, Type               string
	Likes, Shares, Replies json.RawMessage
}

func readObject(ctx context.Context, id string) (o object, err error) {
	err = fetchAP(ctx, id, &o)
	return o, err
}

// total reads a collection's totalItems; a bare id is fetched.
func total(ctx context.Context, c json.RawMessage) (int, error) {
	var id string
	if json.Unmarshal(c, &id) == nil {
		if err := fetchAP(ctx, id, &c); err != nil {
			return 0, err
		}
	}
	var n struct{ TotalItems *int }
	if err := json.Unmarshal(c, &n); err != nil {
		return 0, fmt.Errorf("collection %.80q: %w", c, err)
	}
	if n.TotalItems == nil {
		return 0, fmt.Errorf("collection %.80q has no totalItems", c)
	}
	return *n.TotalItems, nil
}

// holds says whether a collection, read with its first page, names the id.
func holds(ctx context.Context, c json.RawMessage, id string) (bool, error) {
	quoted, err := json.Marshal(id)
	if err != nil {
		return false, err
	}
	for range 3 { // the collection, its first page, and one indirection to spare
		if bytes.Contains(c, quoted) {
			return true, nil
		}
		var link string
		if json.Unmarshal(c, &link) != nil {
			var page struct{ First json.RawMessage }
			if err := json.Unmarshal(c, &page); err != nil || page.First == nil {
				return false, err
			}
			if json.Unmarshal(page.First, &link) != nil {
				c = page.First
				continue
			}
		}
		if err := fetchAP(ctx, link, &c); err != nil {
			return false, err
		}
	}
	return bytes.Contains(c, quoted), nil
}
