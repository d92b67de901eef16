package web

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"

	"vitrine/content"
	"vitrine/web/page"
)

// Bounds of a conversation: replies on a page, replies that are put in order,
// and how deep an answer to an answer is shown.
const (
	repliesListed = 50
	repliesRead   = 2000
	maxDepth      = 2
)

// replies fills in a page of the approved public replies, in reading order:
// every answer below what it answers. Further pages have an address of their
// own (?replies=2); anchors stay, for they come from ids.
func (v *visit) replies(p *page.Item, item content.ID, lang content.Lang) error {
	n := 1
	if s := v.param("replies"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil || n < 1 || n > repliesRead/repliesListed {
			return content.Failf(content.NotFound, "replies %q", s)
		}
	}
	list, err := v.conversation(item)
	if err != nil {
		return err
	}
	first := (n - 1) * repliesListed
	if n > 1 && first >= len(list) {
		return content.Failf(content.NotFound, "replies %d of %d", first, len(list))
	}
	for _, t := range list[first:min(first+repliesListed, len(list))] {
		r := v.reply(t.Reply, lang)
		r.Depth = t.depth
		r.Join, r.Report = v.answerPath(t.URI), v.reportPath(p.Canonical+"#reply-"+string(r.ID))
		p.Replies = append(p.Replies, r)
	}
	if first+repliesListed < len(list) {
		p.MoreReplies = v.r.URL.EscapedPath() + "?replies=" + strconv.Itoa(n+1) + "#replies"
	}
	if n > 1 {
		p.NoIndex = true // the item's own page is what search engines keep
	}
	return nil
}

// conversation reads the replies and puts them in order.
func (v *visit) conversation(item content.ID) ([]threaded, error) {
	f := content.ReplyFilter{Item: item, Status: content.ReplyApproved, Public: true, Oldest: true, Limit: 100}
	var all []content.Reply
	for len(all) < repliesRead {
		list, next, err := v.cfg.Audience.Replies(v.ctx(), v.site.ID, f)
		if err != nil {
			return nil, err
		}
		if all = append(all, list...); next == "" {
			break
		}
		f.Cursor = next
	}
	return thread(all[:min(len(all), repliesRead)]), nil
}

// threaded is a reply with its depth: 0 answers the item.
type threaded struct {
	content.Reply
	depth int
}

// thread puts replies in reading order: oldest first, and below each what
// answers it. What answers a reply that is not shown stands by itself, and so
// does a circle of posts that claim to answer one another.
func thread(list []content.Reply) []threaded {
	slices.SortStableFunc(list, func(a, b content.Reply) int {
		return cmp.Or(a.Published.Compare(b.Published), cmp.Compare(a.ID, b.ID))
	})
	at := make(map[string]int, len(list))
	for i, r := range list {
		at[r.URI] = i
	}
	answers := make([][]int, len(list))
	var roots []int
	for i, r := range list {
		if parent, ok := at[r.InReplyTo]; ok && parent != i && r.InReplyTo != "" {
			answers[parent] = append(answers[parent], i)
		} else {
			roots = append(roots, i)
		}
	}
	out := make([]threaded, 0, len(list))
	placed := make([]bool, len(list))
	place := func(root int) {
		for stack := []threadStep{{root, 0}}; len(stack) > 0; {
			s := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if placed[s.i] {
				continue
			}
			placed[s.i] = true
			out = append(out, threaded{list[s.i], min(s.depth, maxDepth)})
			for _, a := range slices.Backward(answers[s.i]) {
				stack = append(stack, threadStep{a, s.depth + 1})
			}
		}
	}
	for _, i := range roots {
		place(i)
	}
	for i := range list {
		place(i) // of circles; the others are placed
	}
	return out
}

type threadStep struct{ i, depth int }

// reply shows a reply that a moderator approved; its content was cleaned when it arrived.
func (v *visit) reply(r content.Reply, lang content.Lang) page.Reply {
	out := page.Reply{ID: r.ID, Name: r.Name, Handle: "@" + r.Handle, URL: r.URL, Content: template.HTML(r.Content), Warning: r.Warning, Published: r.Published}
	if out.Name == "" {
		out.Name = out.Handle
	}
	if out.URL == "" {
		out.URL = r.URI
	}
	if r.Lang.Base() != lang.Base() {
		out.Lang = r.Lang
	}
	return out
}
