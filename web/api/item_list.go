package api

import (
	"strings"
	"time"

	"vitrine/content"
)

// itemList lists what the token's user may see. With updated_since the list is
// in the order of the changes and holds withdrawn items too, so that a mirror
// learns what to remove.
func (c *call) itemList() (answer, error) {
	p := content.NewProblems()
	f := content.ItemFilter{Which: c.which(p), Kind: c.query("kind"), Tag: c.query("tag"), Lang: content.Lang(c.query("lang")), Source: c.query("source"),
		Channels: c.seen(c.who.Sees)}
	f.Limit, f.Cursor = c.paging(p)
	if f.Kind != "" {
		if _, ok := c.Kinds.Get(f.Kind); !ok {
			p.Add("kind", "problem.unknown_kind", "Value", f.Kind)
		}
	}
	if f.Lang != "" && !c.site.Speaks(f.Lang) {
		p.Add("lang", "problem.unknown_lang", "Value", string(f.Lang))
	}
	f.Status = c.statuses(p)
	if q := c.query("q"); q != "" {
		f.Words, f.Order = strings.Fields(c.Service.Words.Fold(q)), content.Best
	}
	if s := c.query("updated_since"); s != "" {
		t, err := time.Parse(time.RFC3339, s)
		if err != nil {
			p.Add("updated_since", "problem.not_a_timestamp")
		}
		f.Since, f.Order = t, content.Changed
	}
	if h := c.query("channel"); h != "" {
		ch, err := c.channel(h)
		if content.Is(err, content.NotFound) {
			p.Add("channel", "problem.unknown_channel", "Value", h)
		} else if err != nil {
			return answer{}, err
		} else {
			f.Channel = ch.ID
		}
	}
	if err := p.Err(); err != nil {
		return answer{}, err
	}
	if c.query("q") != "" && len(f.Words) == 0 { // signs alone find nothing
		return ok(list{Items: []item{}})
	}
	found, next, err := c.Store.Items(c.ctx(), c.site.ID, f)
	if err != nil {
		return answer{}, err
	}
	items := make([]item, 0, len(found))
	for _, it := range found {
		i, err := c.item(it)
		if err != nil {
			return answer{}, err
		}
		items = append(items, i)
	}
	return ok(list{Items: items, Next: next})
}

// statuses reads status, one or several separated by commas.
func (c *call) statuses(p *content.Problems) (out []content.Status) {
	s := c.query("status")
	if s == "" {
		return nil
	}
	for _, one := range strings.Split(s, ",") {
		switch st := content.Status(strings.TrimSpace(one)); st {
		case content.Draft, content.Review, content.Scheduled, content.Published, content.Withdrawn:
			out = append(out, st)
		default:
			p.Add("status", "problem.not_allowed", "Value", one, "Allowed", "draft, review, scheduled, published, withdrawn")
		}
	}
	return out
}
