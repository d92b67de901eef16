package api

import "vitrine/content"

// channelList lists the channels that the token's user has a role on.
func (c *call) channelList() (answer, error) {
	p := content.NewProblems()
	limit, cursor := c.paging(p)
	if err := p.Err(); err != nil {
		return answer{}, err
	}
	all, err := c.all()
	if err != nil {
		return answer{}, err
	}
	var seen []*content.Channel
	for _, ch := range all {
		if c.who.Sees(ch.ID) {
			seen = append(seen, ch)
		}
	}
	part, next, err := page(seen, limit, cursor)
	if err != nil {
		return answer{}, err
	}
	items := make([]channelOut, 0, len(part))
	for _, ch := range part {
		o, err := c.describeChannel(ch)
		if err != nil {
			return answer{}, err
		}
		items = append(items, o)
	}
	return ok(list{Items: items, Next: next})
}
