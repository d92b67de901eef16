package api

import (
	"encoding/json"
	"time"

	"vitrine/content"
)

// notice is what a visitor sent through a form, as moderators get it.
type notice struct {
	ID       content.ID          `json:"id"`
	Number   string              `json:"number"` // as the sender knows it
	Kind     content.MessageKind `json:"kind"`
	State    string              `json:"state"`
	Topic    string              `json:"topic"`
	Lang     content.Lang        `json:"lang"`
	Page     string              `json:"page"`
	Item     *content.ID         `json:"item"`
	Reply    *content.ID         `json:"reply"`
	Text     string              `json:"text"` // plain text
	Name     string              `json:"name"`
	Email    string              `json:"email"`
	Mailed   bool                `json:"mailed"`   // a receipt went to the address
	Snapshot json.RawMessage     `json:"snapshot"` // what stood there when it was noticed; null of feedback
	Received time.Time           `json:"received"`
	Closed   *time.Time          `json:"closed"`
	Decision string              `json:"decision"`
	Reasons  string              `json:"reasons"`
}

func noticeOf(m content.Message) notice {
	out := notice{ID: m.ID, Number: m.Number(), Kind: m.Kind, State: content.MessageOpen, Topic: m.Topic, Lang: m.Lang, Page: m.Page, Item: given(m.Item), Reply: given(m.Reply),
		Text: m.Text, Name: m.Name, Email: m.Email, Mailed: m.Mailed, Snapshot: m.Snapshot, Received: m.Received.UTC(), Closed: moment(m.Closed), Decision: m.Decision, Reasons: m.Reasons}
	if !m.Closed.IsZero() {
		out.State = content.MessageClosed
	}
	if len(out.Snapshot) == 0 {
		out.Snapshot = json.RawMessage("null")
	}
	return out
}

// noticeList lists what visitors sent: notices of unlawful content (M3) and
// accessibility feedback (S6).
func (c *call) noticeList() (answer, error) {
	p := content.NewProblems()
	f := content.MessageFilter{Kind: content.MessageKind(c.query("kind")), State: c.query("state")}
	f.Limit, f.Cursor = c.paging(p)
	if f.Kind != "" && f.Kind != content.Notified && f.Kind != content.Feedback {
		p.Add("kind", "problem.not_allowed", "Value", shorten(string(f.Kind)), "Allowed", "notice, feedback")
	}
	if f.State != "" && f.State != content.MessageOpen && f.State != content.MessageClosed {
		p.Add("state", "problem.not_allowed", "Value", shorten(f.State), "Allowed", "open, closed")
	}
	if err := p.Err(); err != nil {
		return answer{}, err
	}
	found, next, err := c.Service.Messages(c.ctx(), c.who, f)
	if err != nil {
		return answer{}, err
	}
	return ok(list{Next: next, Items: each(found, noticeOf)})
}

// noticeDecision is the body of PATCH /notices/{id}.
type noticeDecision struct {
	Decision string `json:"decision"`
	Reasons  string `json:"reasons"`
}

// noticeClose decides on a message and tells its sender (M4).
func (c *call) noticeClose() (answer, error) {
	id, err := c.id()
	if err != nil {
		return answer{}, err
	}
	var in noticeDecision
	if err := c.decode(&in); err != nil {
		return answer{}, err
	}
	m, err := c.Service.CloseMessage(c.ctx(), c.who, id, in.Decision, in.Reasons)
	if err != nil {
		return answer{}, err
	}
	return ok(noticeOf(*m))
}
