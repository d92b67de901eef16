package api

import (
	"encoding/json"
	"fmt"
	"time"

	"vitrine/content"
)

// newItem is the body of POST /items.
type newItem struct {
	Kind       string          `json:"kind"`
	Channel    string          `json:"channel"`
	Texts      []newText       `json:"texts"`
	Tags       []string        `json:"tags"`
	Authors    []author        `json:"authors"`
	Media      []content.Use   `json:"media"`
	Details    json.RawMessage `json:"details"`
	Source     string          `json:"source"`
	ExternalID string          `json:"external_id"`
	Publish    bool            `json:"publish"`
	PublishAt  time.Time       `json:"publish_at"`
	Published  time.Time       `json:"published"`
	Expires    time.Time       `json:"expires"`
	Reason     string          `json:"reason"`
	Quiet      bool            `json:"quiet"`
}

type newText struct {
	Lang     content.Lang `json:"lang"`
	Slug     string       `json:"slug"`
	Title    string       `json:"title"`
	Summary  string       `json:"summary"`
	Body     string       `json:"body"`
	Markdown string       `json:"markdown"`
}

type author struct {
	Name   string `json:"name"`
	Handle string `json:"handle,omitempty"`
}

// input turns the body into what the rules take.
func (in newItem) input(kinds content.Kinds) (content.Input, error) {
	p := content.NewProblems()
	out := content.Input{Kind: in.Kind, Channel: in.Channel, Tags: in.Tags, Authors: each(in.Authors, author.author), Media: in.Media,
		Source: in.Source, ExternalID: in.ExternalID, Expires: in.Expires, Reason: in.Reason,
		Publish: in.Publish, PublishAt: in.PublishAt, Published: in.Published, Quiet: in.Quiet}
	for i, t := range in.Texts {
		if t.Body != "" && t.Markdown != "" {
			p.Add(fmt.Sprintf("texts.%d.markdown", i), "problem.body_and_markdown")
		}
		out.Texts = append(out.Texts, content.TextInput(t))
	}
	if in.Publish && !in.PublishAt.IsZero() {
		p.Add("publish_at", "problem.conflict", "Field", "publish")
	}
	if err := p.Err(); err != nil {
		return out, err
	}
	var err error
	out.Details, err = details(kinds, in.Kind, in.Details)
	return out, err
}

func (a author) author() content.Author { return content.Author{Name: a.Name, Handle: a.Handle} }

// details decodes a kind's details strictly; nil when they were left out or
// nobody knows the kind, which the rules say better.
func details(kinds content.Kinds, kind string, data json.RawMessage) (content.Details, error) {
	k, ok := kinds.Get(kind)
	if !ok || len(data) == 0 || string(data) == "null" {
		return nil, nil
	}
	d := k.New()
	if err := decode(data, d, "details"); err != nil {
		return nil, err
	}
	return d, nil
}

// itemChange is the body of PATCH /items/{id}.
type itemChange struct {
	Revision  optional[int]             `json:"revision"`
	Kind      optional[string]          `json:"kind"`
	Channel   optional[string]          `json:"channel"`
	Texts     optional[[]textChange]    `json:"texts"`
	Tags      optional[[]string]        `json:"tags"`
	Authors   optional[[]author]        `json:"authors"`
	Media     optional[[]content.Use]   `json:"media"`
	Details   optional[json.RawMessage] `json:"details"`
	Expires   optional[time.Time]       `json:"expires"`
	Reason    string                    `json:"reason"`
	Publish   bool                      `json:"publish"`
	PublishAt optional[time.Time]       `json:"publish_at"`
	Quiet     bool                      `json:"quiet"`
}

type textChange struct {
	Lang     content.Lang     `json:"lang"`
	Remove   bool             `json:"remove"`
	Slug     optional[string] `json:"slug"`
	Title    optional[string] `json:"title"`
	Summary  optional[string] `json:"summary"`
	Body     optional[string] `json:"body"`
	Markdown optional[string] `json:"markdown"`
}

// patch turns the body into a change of an item of this kind.
func (in itemChange) patch(kinds content.Kinds, kind string) (content.Patch, error) {
	p := content.NewProblems()
	out := content.Patch{Revision: in.Revision.Value, Channel: in.Channel.pointer(), Tags: in.Tags.pointer(), Media: in.Media.pointer(),
		Expires: in.Expires.pointer(), Reason: in.Reason, Publish: in.Publish, PublishAt: in.PublishAt.pointer(), Quiet: in.Quiet}
	if in.Authors.Named {
		a := each(in.Authors.Value, author.author)
		out.Authors = &a
	}
	switch {
	case !in.Revision.Named || in.Revision.Null:
		p.Add("revision", "problem.revision")
	case in.Kind.Named && in.Kind.Value != kind:
		p.Add("kind", "problem.fixed")
	case in.Channel.Null:
		p.Add("channel", "problem.required")
	case in.Texts.Null:
		p.Add("texts", "problem.text")
	case in.PublishAt.Null: // taking a time back is a step of its own
		p.Add("publish_at", "problem.not_a_timestamp")
	case in.Publish && in.PublishAt.Named:
		p.Add("publish_at", "problem.conflict", "Field", "publish")
	}
	for i, t := range in.Texts.Value {
		if t.Body.Value != "" && t.Markdown.Value != "" {
			p.Add(fmt.Sprintf("texts.%d.markdown", i), "problem.body_and_markdown")
		}
		out.Texts = append(out.Texts, t.patch())
	}
	if err := p.Err(); err != nil {
		return out, err
	}
	if in.Details.Named {
		d, err := details(kinds, kind, in.Details.Value)
		if err != nil {
			return out, err
		}
		if k, ok := kinds.Get(kind); ok && d == nil {
			d = k.New()
		}
		out.Details = d
	}
	return out, nil
}

// patch: a text cannot be without a title, so a title of null, with nothing else
// given, removes the text.
func (t textChange) patch() content.TextPatch {
	gone := t.Title.Null && t.Slug.Value+t.Summary.Value+t.Body.Value+t.Markdown.Value == ""
	out := content.TextPatch{Lang: t.Lang, Remove: t.Remove || gone, Slug: t.Slug.pointer(), Title: t.Title.pointer(),
		Summary: t.Summary.pointer(), Body: t.Body.pointer(), Markdown: t.Markdown.pointer()}
	if t.Body.Named && t.Markdown.Named { // null beside a text says nothing
		if t.Markdown.Value == "" {
			out.Markdown = nil
		} else {
			out.Body = nil
		}
	}
	return out
}

// step is the body of what moves an item along.
type step struct {
	Revision optional[int] `json:"revision"`
	Reason   string        `json:"reason"`
}

// publication is the body of POST /items/{id}/publish.
type publication struct {
	step
	PublishAt optional[time.Time] `json:"publish_at"`
}

// check asks for the revision, and for a reason of a sane length.
func (s step) check() error {
	p := content.NewProblems()
	if !s.Revision.Named || s.Revision.Null {
		p.Add("revision", "problem.revision")
	}
	if len([]rune(s.Reason)) > content.MaxReason {
		p.Add("reason", "problem.too_long", "Max", content.MaxReason)
	}
	return p.Err()
}
