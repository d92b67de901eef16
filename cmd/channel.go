package cmd

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"vitrine/content"
)

type channelCmd struct {
	Add       channelAddCmd       `cmd:"" help:"Add a channel: a branch, theme, series or audience."`
	List      channelListCmd      `cmd:"" help:"List a site's channels."`
	Follow    channelFollowCmd    `cmd:"" help:"Let a channel follow an institution elsewhere."`
	Unfollow  channelUnfollowCmd  `cmd:"" help:"Stop following."`
	Followers channelFollowersCmd `cmd:"" help:"List who follows a channel, and who waits to be let in."`
	Accept    channelAcceptCmd    `cmd:"" help:"Let a waiting follower in."`
	Refuse    channelRefuseCmd    `cmd:"" help:"Refuse a waiting follower, or remove one."`
	Timeline  channelTimelineCmd  `cmd:"" help:"What the institutions that are followed have published."`
}

type onSite struct {
	Site string `env:"VITRINE_SITE" help:"Host of the site; may be left out when there is one."`
}

type channelAddCmd struct {
	onSite
	Handle  string `required:"" help:"Handle, [a-z0-9_], at most 30."`
	Name    string `required:"" help:"Name."`
	Summary string `help:"What it is about."`
	Kind    string `enum:"branch,theme,series,audience" default:"branch" help:"What it stands for."`
	Lang    string `help:"Language, when it speaks only one."`
	Tag     string `help:"Slug of a tag whose items it announces."`
}

// Run adds a channel.
func (c *channelAddCmd) Run(e *env) error {
	return e.with(func(a *admin) error {
		site, err := a.site(c.Site)
		if err != nil {
			return err
		}
		ch, err := a.service.SaveChannel(a.ctx, content.System(site.ID), "", func(ch *content.Channel) error {
			ch.Handle, ch.Name, ch.Summary, ch.Kind, ch.Lang, ch.Tag = c.Handle, c.Name, c.Summary, content.ChannelKind(c.Kind), content.Lang(c.Lang), c.Tag
			return nil
		})
		if content.Is(err, content.Conflict) { // the one thing about a new channel that must be its own
			p := content.NewProblems()
			p.Add("handle", "problem.handle_taken", "Value", c.Handle)
			err = p.Err()
		}
		if err != nil {
			return err
		}
		if e.opts.JSON {
			return e.json(channelJSON(site, ch, 0))
		}
		fmt.Fprintf(e.out, "@%s is ready: %s\n", ch.Acct(site), site.ChannelURL(ch, ""))
		return nil
	})
}

func channelJSON(s *content.Site, c *content.Channel, followers int) map[string]any {
	return map[string]any{"id": c.ID, "handle": c.Handle, "name": c.Name, "kind": c.Kind, "lang": c.Lang, "acct": c.Acct(s),
		"actor": s.ActorID(c.ID), "url": s.ChannelURL(c, ""), "followers": followers}
}

type channelListCmd struct{ onSite }

// Run lists channels.
func (c *channelListCmd) Run(e *env) error {
	return e.with(func(a *admin) error {
		site, err := a.site(c.Site)
		if err != nil {
			return err
		}
		chs, err := a.store.Channels(a.ctx, site.ID)
		if err != nil {
			return err
		}
		rows, list := [][]string{{"HANDLE", "NAME", "KIND", "FOLLOWERS"}}, []any{}
		for _, ch := range chs {
			n, err := a.store.CountFollowers(a.ctx, site.ID, ch.ID)
			if err != nil {
				return err
			}
			rows = append(rows, []string{"@" + ch.Acct(site), ch.Name, string(ch.Kind), strconv.Itoa(n)})
			list = append(list, channelJSON(site, ch, n))
		}
		if e.opts.JSON {
			return e.json(list)
		}
		return e.table(rows)
	})
}

type channelFollowCmd struct {
	onSite
	Channel string `help:"Handle of our channel; the main one when left out."`
	Target  string `arg:"" help:"@handle@host or actor address."`
}

// Run stores the wish; the server carries it out.
func (c *channelFollowCmd) Run(e *env) error {
	return follow(e, c.Site, c.Channel, content.FollowJob{Target: c.Target})
}

type channelUnfollowCmd struct {
	onSite
	Channel string `help:"Handle of our channel; the main one when left out."`
	Target  string `arg:"" help:"@handle@host or actor address."`
}

// Run stores the wish; the server carries it out.
func (c *channelUnfollowCmd) Run(e *env) error {
	return follow(e, c.Site, c.Channel, content.FollowJob{Target: c.Target, Undo: true})
}

type channelAcceptCmd struct {
	onSite
	Channel string `help:"Handle of our channel; the main one when left out."`
	Actor   string `arg:"" help:"@handle@host or actor address of the follower."`
}

// Run stores the wish; the server carries it out.
func (c *channelAcceptCmd) Run(e *env) error {
	return follow(e, c.Site, c.Channel, content.FollowJob{Target: c.Actor, Answer: "accept"})
}

type channelRefuseCmd struct {
	onSite
	Channel string `help:"Handle of our channel; the main one when left out."`
	Actor   string `arg:"" help:"@handle@host or actor address of the follower."`
}

// Run stores the wish; the server carries it out.
func (c *channelRefuseCmd) Run(e *env) error {
	return follow(e, c.Site, c.Channel, content.FollowJob{Target: c.Actor, Answer: "reject"})
}

type channelFollowersCmd struct {
	onSite
	Channel string `help:"Handle of our channel; the main one when left out."`
	Limit   int    `default:"100" help:"At most so many, newest first."`
}

// Run lists followers: personal data, for the operator's eyes.
func (c *channelFollowersCmd) Run(e *env) error {
	return e.with(func(a *admin) error {
		site, err := a.site(c.Site)
		if err != nil {
			return err
		}
		ch, err := a.channelOrMain(site, c.Channel)
		if err != nil {
			return err
		}
		rows, list := [][]string{{"ACTOR", "HANDLE", "STATE", "SINCE"}}, []any{}
		for cur, first := "", true; len(list) < c.Limit && (first || cur != ""); first = false {
			found, next, err := a.store.Followers(a.ctx, site.ID, ch.ID, min(c.Limit-len(list), 100), cur)
			if err != nil {
				return err
			}
			for _, f := range found {
				rows = append(rows, []string{f.Actor, f.Handle, f.State, f.Since.Format("2006-01-02")})
				list = append(list, map[string]any{"actor": f.Actor, "handle": f.Handle, "state": f.State, "since": f.Since})
			}
			cur = next
		}
		if e.opts.JSON {
			return e.json(list)
		}
		return e.table(rows)
	})
}

func follow(e *env, host, handle string, in content.FollowJob) error {
	in.Target = strings.TrimPrefix(in.Target, "@")
	if !content.ValidAcct(in.Target) && !content.ValidURL(in.Target) {
		return fmt.Errorf("%q is neither @handle@host nor the address of an actor", in.Target)
	}
	return e.with(func(a *admin) error {
		site, err := a.site(host)
		if err != nil {
			return err
		}
		ch, err := a.channelOrMain(site, handle)
		if err != nil {
			return err
		}
		j, err := newFollowJob(site, ch, in)
		if err != nil {
			return err
		}
		if err := a.store.Enqueue(a.ctx, j); err != nil {
			return err
		}
		fmt.Fprintln(e.out, "Noted; the server carries it out.")
		return nil
	})
}

// channelOrMain is the channel of a handle, the main one without.
func (a *admin) channelOrMain(site *content.Site, handle string) (*content.Channel, error) {
	if handle != "" {
		return a.channel(site, handle)
	}
	chs, err := a.store.Channels(a.ctx, site.ID)
	if err != nil {
		return nil, err
	}
	return chs[0], nil
}

func newFollowJob(site *content.Site, ch *content.Channel, in content.FollowJob) (content.Job, error) {
	payload, err := json.Marshal(in)
	return content.Job{ID: content.NewID(), Site: site.ID, Queue: content.QueueFollow, Key: string(ch.ID) + " " + in.Target, Ref: ch.ID, Payload: payload}, err
}

type channelTimelineCmd struct {
	onSite
	Limit int `default:"20" help:"At most so many, newest first."`
}

// Run lists what followed institutions published.
func (c *channelTimelineCmd) Run(e *env) error {
	return e.with(func(a *admin) error {
		site, err := a.site(c.Site)
		if err != nil {
			return err
		}
		rows, list := [][]string{{"PUBLISHED", "TYPE", "FROM", "TITLE"}}, []any{}
		for cur, first := "", true; len(list) < c.Limit && (first || cur != ""); first = false {
			posts, next, err := a.store.RemotePosts(a.ctx, site.ID, min(c.Limit-len(list), 100), cur)
			if err != nil {
				return err
			}
			for _, p := range posts {
				rows = append(rows, []string{p.Published.Format("2006-01-02 15:04"), p.Type, p.Actor, p.Name})
				list = append(list, map[string]any{"id": p.URI, "actor": p.Actor, "type": p.Type, "name": p.Name, "url": p.URL, "seq": p.Seq, "published": p.Published, "updated": p.Updated})
			}
			cur = next
		}
		if e.opts.JSON {
			return e.json(list)
		}
		return e.table(rows)
	})
}
