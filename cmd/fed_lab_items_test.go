package cmd

import (
	"context"
	"strings"
	"time"

	"vitrine/content"
	"vitrine/federation"
)

// article publishes an article and does the work that this causes.
func (l *lab) article(title string, change ...func(*content.Input)) *content.Item {
	l.Helper()
	it := l.publish(title, change...)
	l.work()
	return it
}

// publish publishes an article; its announcement waits.
func (l *lab) publish(title string, change ...func(*content.Input)) *content.Item {
	l.Helper()
	in := content.Input{Kind: "article", Publish: true, Texts: []content.TextInput{{Lang: "nl", Title: title, Summary: "Een samenvatting.", Body: "<p>De tekst.</p>"}}}
	for _, c := range change {
		c(&in)
	}
	it, _, err := l.app.Service.Create(l.Context(), l.who, in)
	l.ok(err)
	return it
}

// edit gives an item a new title and publishes it.
func (l *lab) edit(it *content.Item, title string) *content.Item {
	l.Helper()
	l.pass(time.Minute)
	lang := it.Original().Lang
	it, err := l.app.Service.Change(l.Context(), l.who, it.ID, content.Patch{Revision: it.Working, Publish: true, Texts: []content.TextPatch{{Lang: lang, Title: &title}}})
	l.ok(err)
	return it
}

func (l *lab) withdraw(it *content.Item) {
	l.Helper()
	l.pass(time.Minute)
	_, err := l.app.Service.Withdraw(l.Context(), l.who, it.ID, it.Working, "vergissing")
	l.ok(err)
}

// object is the newest object of an item.
func (l *lab) object(it *content.Item) *content.ObjectRef {
	l.Helper()
	refs, err := l.app.Store.Objects(l.Context(), l.site.ID, it.ID)
	l.ok(err)
	if len(refs) == 0 {
		l.Fatal("the item has no object")
	}
	return refs[len(refs)-1]
}

func (l *lab) objectID(it *content.Item) string { l.Helper(); return l.site.ObjectID(l.object(it).ID) }

// us is the main channel's actor id.
func (l *lab) us() string { return l.site.ActorID(l.main.ID) }

// channel adds a channel.
func (l *lab) channel(handle string, change func(*content.Channel)) *content.Channel {
	l.Helper()
	c, err := l.app.Service.SaveChannel(l.Context(), l.who, "", func(c *content.Channel) error {
		c.Handle, c.Name, c.Kind = handle, handle, content.ChannelBranch
		if change != nil {
			change(c)
		}
		return nil
	})
	l.ok(err)
	l.jobs()
	return c
}

// settings changes the site's settings; what is remembered of it is forgotten.
func (l *lab) settings(change func(*content.Settings)) {
	l.Helper()
	_, err := l.app.Service.ChangeSite(l.Context(), l.who, func(s *content.Site) error { change(&s.Settings); return nil })
	l.ok(err)
	l.jobs()
	l.pass(2 * time.Second)
}

// followers are the channel's present followers.
func (l *lab) followers() []content.Follower {
	l.Helper()
	list, _, err := l.app.Store.Followers(l.Context(), l.site.ID, l.main.ID, 100, "")
	l.ok(err)
	return list
}

// reply is the stored reply with that id, nil when there is none.
func (l *lab) reply(uri string) *content.Reply {
	l.Helper()
	r, err := l.app.Store.ReplyByURI(context.WithoutCancel(l.Context()), l.site.ID, uri)
	if content.Is(err, content.NotFound) {
		return nil
	}
	l.ok(err)
	return r
}

// counts are an item's reactions.
func (l *lab) counts(it *content.Item) content.Counts {
	l.Helper()
	ref := l.object(it)
	c, err := l.app.Store.Counts(l.Context(), l.site.ID, ref.ID)
	l.ok(err)
	return c[ref.ID]
}

// token makes an administrator's token with one scope.
func (l *lab) token(scope string) string {
	l.Helper()
	u := &content.User{ID: content.NewID(), Email: strings.ReplaceAll(scope, ":", ".") + "@bib.example", Name: "An", Created: l.now()}
	l.ok(l.app.Store.SaveUser(l.Context(), u))
	l.ok(l.app.Store.SetMembership(l.Context(), content.Membership{User: u.ID, Site: l.site.ID, Role: content.Administrator}))
	secret, t, err := newToken(l.site.ID, u.ID, "test", []string{scope}, 30)
	l.ok(err)
	l.ok(l.app.Store.SaveToken(l.Context(), t))
	return secret
}

// fed is the federation server.
func (a *App) fed() *federation.Server { return a.Courier.Server }
