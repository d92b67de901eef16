package web

import (
	"net/http"
	"net/url"
	"strings"

	"vitrine/content"
	"vitrine/web/page"
)

// followShow explains how to follow the institution, for people who never heard
// of a feed: on their own server, in a reader, in a calendar.
func followShow(v *visit) (*shown, error) {
	chans, err := v.st.channels(v.ctx(), v.cfg.Channels)
	if err != nil {
		return nil, err
	}
	p, err := v.followPage(chans, v.param("channel"))
	if err != nil {
		return nil, err
	}
	return &shown{name: "follow", data: p, common: &p.Common}, nil
}

// followSend takes the account that a visitor typed and leads to the visitor's
// own server, with the channel to follow. Nothing of it is kept; it comes in
// the body, so that it is in no address and no log.
func followSend(v *visit) error {
	chans, err := v.st.channels(v.ctx(), v.cfg.Channels)
	if err != nil {
		return err
	}
	p, err := v.followPage(chans, v.param("channel"))
	if err != nil {
		return err
	}
	if p.Chosen == nil {
		return content.Failf(content.NotFound, "no channel to follow")
	}
	to, typed, err := v.elsewhere("follow", p.Chosen.Actor, "")
	if err != nil {
		if p.Problem, err = v.explained(err); err != nil {
			return err
		}
		p.Account = typed
		p.Title = v.say("error.prefix") + " " + p.Title
		return v.unkept(http.StatusUnprocessableEntity, "follow", p, &p.Common)
	}
	p.Go = v.onward(to)
	return v.unkept(http.StatusOK, "follow", p, &p.Common)
}

// followPage is the page about all channels, or about one by its handle; main
// is the first.
func (v *visit) followPage(chans []*content.Channel, handle string) (*page.FollowUs, error) {
	p := &page.FollowUs{Common: *v.common(v.say("follow.us"), v.everywhere("follow"))}
	p.Report, p.Share = "", nil
	for _, c := range chans {
		p.Channels = append(p.Channels, v.follow(c))
		if c.Handle == handle {
			f := v.follow(c)
			p.Chosen = &f
			p.Title = v.say("follow.channel", "Name", c.Name)
			p.Canonical, p.NoIndex = "", true
		}
	}
	if handle != "" && p.Chosen == nil {
		return nil, content.Failf(content.NotFound, "no channel %.40q", handle)
	}
	if p.Chosen == nil && len(p.Channels) == 1 {
		p.Chosen = &p.Channels[0]
	}
	prefix, name := v.below(""), ""
	if handle != "" {
		prefix, name = p.Chosen.Href+"/", p.Chosen.Name
	}
	var readers, calendars []page.Link
	for _, f := range v.feeds(prefix, name, true) {
		if f.Type == "text/calendar" {
			calendars = append(calendars, f)
		} else {
			readers = append(readers, f)
		}
	}
	p.Lists = []page.FeedList{
		{Heading: v.say("follow.reader.heading"), Text: v.say("follow.reader.text"), Links: readers},
		{Heading: v.say("follow.calendar.heading"), Text: v.say("follow.calendar.text"), Links: calendars},
	}
	return p, nil
}

// shareShow hands a page of this site to the visitor's own server, to share it
// or to answer it.
func shareShow(v *visit) (*shown, error) {
	p, err := v.sharePage()
	if err != nil {
		return nil, err
	}
	return &shown{name: "share", data: p, common: &p.Common}, nil
}

func shareSend(v *visit) error {
	p, err := v.sharePage()
	if err != nil {
		return err
	}
	what, object := "share", p.URL
	if p.Answer {
		what = "answer"
	}
	to, typed, err := v.elsewhere(what, object, p.What+" "+p.URL)
	if err != nil {
		if p.Problem, err = v.explained(err); err != nil {
			return err
		}
		p.Account = typed
		p.Title = v.say("error.prefix") + " " + p.Title
		return v.unkept(http.StatusUnprocessableEntity, "share", p, &p.Common)
	}
	p.Go = v.onward(to)
	return v.unkept(http.StatusOK, "share", p, &p.Common)
}

// sharePage is about an item of this site, an address of it, or, to answer, a
// reply that is shown here.
func (v *visit) sharePage() (*page.Share, error) {
	address, answer := v.param("url"), v.param("answer") != ""
	key := "share.own_server"
	if answer {
		key = "reply.own_server"
	}
	p := &page.Share{Common: *v.common(v.say(key), v.everywhere("share")), URL: address, Answer: answer}
	p.Canonical, p.NoIndex, p.Report, p.Share, p.Alternates = "", true, "", nil, nil
	v.keepQuery(&p.Common, "url", "answer")
	lang := v.lang
	it, t, _, err := v.itemOf(address)
	v.lang = lang
	switch {
	case err == nil:
		p.What, p.URL = t.Title, v.site.ItemURL(it.Kind, t)
		p.Back = strings.TrimPrefix(p.URL, v.site.Origin)
	case content.Is(err, content.NotFound) && v.ours(address):
		p.What, p.Back = v.site.Name, address[len(v.site.Origin):]
	case content.Is(err, content.NotFound) && answer:
		r, err := v.shownReply(address)
		if err != nil {
			return nil, err
		}
		p.What = v.say("reply.of", "Name", r.Name)
	default:
		return nil, err
	}
	return p, nil
}

// shownReply finds a public, approved reply by the address it has on its own server.
func (v *visit) shownReply(address string) (*content.Reply, error) {
	if address == "" {
		return nil, content.Failf(content.NotFound, "nothing to answer")
	}
	r, err := v.cfg.Audience.ReplyByURI(v.ctx(), v.site.ID, address)
	if err != nil {
		return nil, err
	}
	if !r.Public || r.Status != content.ReplyApproved {
		return nil, content.Failf(content.NotFound, "reply %s is not shown", r.ID)
	}
	return r, nil
}

// elsewhere finds the address on the visitor's own server.
func (v *visit) elsewhere(what, object, words string) (to, typed string, err error) {
	if err := v.strangers.Check(v.r); err != nil {
		return "", "", &content.Error{Code: content.Forbidden, Key: "error.cross_origin", Err: err}
	}
	in, err := v.typed()
	if err != nil {
		return "", "", err
	}
	typed = clip(in.Get("account"), 200)
	acct, host, err := visitorsServer(typed)
	if err != nil {
		return "", typed, err
	}
	if err := v.limited(); err != nil {
		return "", typed, err
	}
	var intents Intents
	if acct != "" {
		if intents, err = v.cfg.Elsewhere.Intents(v.ctx(), acct); err != nil {
			return "", typed, err
		}
	}
	to, err = handOver(intents, host, what, object, words)
	return to, typed, err
}

// explained is the sentence for what a visitor can mend; other errors stay errors.
func (v *visit) explained(err error) (string, error) {
	switch {
	case content.Is(err, content.NotFound), content.Is(err, content.Gone):
		return v.say("follow.problem.unknown"), nil
	case content.Is(err, content.Malformed):
		return v.say("follow.problem.account"), nil
	case content.Is(err, content.Unavailable):
		return v.say("follow.problem.server"), nil
	}
	return "", err
}

// onward is the link to another server. It is a link and no redirect: the
// visitor sees where it leads, and the policy that forms go to this site alone
// needs no exception.
func (v *visit) onward(to string) *page.Link {
	u, err := url.Parse(to)
	if err != nil {
		return nil // handOver has read it
	}
	return &page.Link{Href: to, Label: v.say("follow.onward", "Server", u.Host)}
}
