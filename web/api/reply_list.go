package api

import (
	"time"

	"vitrine/content"
)

// reply is a reply or a message as moderators get it.
type reply struct {
	ID        content.ID          `json:"id"`
	Channel   string              `json:"channel"`
	Item      *content.ID         `json:"item"` // null: a mention
	Status    content.ReplyStatus `json:"status"`
	Public    bool                `json:"public"`
	URI       string              `json:"uri"`
	URL       string              `json:"url"`
	InReplyTo string              `json:"in_reply_to"`
	Author    replyAuthor         `json:"author"`
	Content   string              `json:"content"` // cleaned HTML
	Warning   string              `json:"warning"`
	Lang      content.Lang        `json:"lang"`
	Reason    string              `json:"reason"` // why it was hidden
	Published *time.Time          `json:"published"`
	Updated   *time.Time          `json:"updated"`
	Received  time.Time           `json:"received"`
}

type replyAuthor struct {
	Actor  string `json:"actor"`
	Handle string `json:"handle"`
	Name   string `json:"name"`
}

// replyList lists replies to the channels that the token's user moderates.
func (c *call) replyList() (answer, error) {
	p := content.NewProblems()
	f := content.ReplyFilter{Item: content.ID(c.query("item")), Channels: c.seen(func(ch content.ID) bool { return c.who.May(content.Moderator, ch) })}
	f.Limit, f.Cursor = c.paging(p)
	switch s := content.ReplyStatus(c.query("status")); s {
	case "", content.ReplyPending, content.ReplyApproved, content.ReplyHidden:
		f.Status = s
	default:
		p.Add("status", "problem.not_allowed", "Value", shorten(string(s)), "Allowed", "pending, approved, hidden")
	}
	if err := p.Err(); err != nil {
		return answer{}, err
	}
	if f.Channels != nil && len(f.Channels) == 0 {
		return answer{}, content.Failf(content.Forbidden, "the user moderates nothing")
	}
	found, next, err := c.Store.Replies(c.ctx(), c.site.ID, f)
	if err != nil {
		return answer{}, err
	}
	items := make([]reply, 0, len(found))
	for i := range found {
		r, err := c.reply(&found[i])
		if err != nil {
			return answer{}, err
		}
		items = append(items, r)
	}
	return ok(list{Items: items, Next: next})
}

func (c *call) reply(r *content.Reply) (reply, error) {
	channels, err := c.all()
	if err != nil {
		return reply{}, err
	}
	out := reply{ID: r.ID, Item: given(r.Item), Status: r.Status, Public: r.Public, URI: r.URI, URL: r.URL, InReplyTo: r.InReplyTo,
		Author: replyAuthor{Actor: r.Actor, Handle: r.Handle, Name: r.Name}, Content: r.Content, Warning: r.Warning, Lang: r.Lang, Reason: r.Reason,
		Published: moment(r.Published), Updated: moment(r.Updated), Received: r.Received.UTC()}
	for _, ch := range channels {
		if ch.ID == r.Channel {
			out.Channel = ch.Handle
		}
	}
	return out, nil
}
