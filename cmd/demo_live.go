package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"vitrine/cmd/demo"
	"vitrine/content"
)

// demoLife is what happens once the server listens: the houses follow each
// other over HTTP like any three servers, publish their items, each of which
// then travels to the two others, and hear from people. The follows and the
// posts are real. The people are not: they live on example domains, which
// nobody can reach, so their replies, likes and boosts are stored as the inbox
// stores them after its checks.
type demoLife struct {
	app     *App
	card    *demoCard
	dir     string
	started time.Time
	draw    func(name string) ([]byte, error)
}

// demoSource marks what the demo wrote, so that a second start finds it.
const demoSource = "demo"

// demoPatience is how long one step may take; what is missing then is done at
// the next start.
const demoPatience = 2 * time.Minute

// begin does what has not been done yet. Each step may be done twice.
func (d *demoLife) begin(ctx context.Context) error {
	if d.card.Done {
		return nil
	}
	if err := d.follow(ctx); err != nil {
		return err
	}
	list := demo.Institutions(d.started)
	failed := make([]error, len(list))
	var wg sync.WaitGroup
	for i, in := range list { // beside each other: pictures take both cores
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := d.publish(ctx, d.card.Sites[i], in); err != nil {
				failed[i] = fmt.Errorf("%s: %w", in.Name, err)
			}
		}()
	}
	wg.Wait()
	if err := errors.Join(failed...); err != nil {
		return err
	}
	for i, in := range list {
		h := &hearing{demoLife: d, site: d.card.Sites[i], list: in.Voices, about: map[string]*heard{}}
		for n, v := range in.Voices {
			if err := h.speak(ctx, n); err != nil {
				return fmt.Errorf("voice of %s: %w", v.Name, err)
			}
		}
	}
	d.card.Done = true
	return d.card.save(d.dir)
}

// follow lets each main channel follow the two others, by handle, and waits
// until they have accepted.
func (d *demoLife) follow(ctx context.Context) error {
	others := len(d.card.Sites) - 1
	for _, s := range d.card.Sites {
		site, err := d.app.Store.Site(ctx, s.ID)
		if err != nil {
			return err
		}
		channels, err := d.app.Store.Channels(ctx, s.ID)
		if err != nil {
			return err
		}
		have, err := d.app.Store.Followings(ctx, s.ID, channels[0].ID)
		if err != nil {
			return err
		}
		if len(have) >= others {
			continue
		}
		for _, o := range d.card.Sites {
			if o.ID == s.ID {
				continue
			}
			j, err := newFollowJob(site, channels[0], content.FollowJob{Target: strings.TrimPrefix(o.Handles[0], "@")})
			if err != nil {
				return err
			}
			if err := d.app.Service.Store.Enqueue(ctx, j); err != nil {
				return err
			}
		}
	}
	return d.wait(ctx, "follows", func() (bool, error) {
		for _, s := range d.card.Sites {
			list, err := d.app.Store.Followings(ctx, s.ID, "")
			if err != nil {
				return false, err
			}
			settled := 0
			for _, f := range list {
				if f.State != content.StatePending {
					settled++
				}
			}
			if settled < others {
				return false, nil
			}
		}
		return true, nil
	})
}

// publish writes a house's items in order as its first member of staff, with
// their pictures, and leaves out what is there already.
func (d *demoLife) publish(ctx context.Context, s demoSite, in demo.Institution) error {
	u, err := d.app.Store.UserByEmail(ctx, in.Staff[0].Email)
	if err != nil {
		return err
	}
	members, err := d.app.Store.Memberships(ctx, u.ID, s.ID)
	if err != nil {
		return err
	}
	who := content.Staff{User: *u, Site: s.ID, Members: members}
	if err := d.avatars(ctx, who, in); err != nil {
		return err
	}
	known := map[string]content.ID{}
	for _, it := range in.Items {
		have, err := d.app.Store.ItemBySource(ctx, s.ID, demoSource, it.Key)
		if err == nil {
			known[it.Key] = have.ID
			continue
		}
		if !content.Is(err, content.NotFound) {
			return err
		}
		if known[it.Key], err = d.item(ctx, who, in, it, known); err != nil {
			return fmt.Errorf("item %s: %w", it.Key, err)
		}
	}
	return d.arrange(ctx, who, in, known)
}

// arrange puts the home page in order, once what it names is there.
func (d *demoLife) arrange(ctx context.Context, who content.Staff, in demo.Institution, items map[string]content.ID) error {
	list, err := d.app.Store.Channels(ctx, who.Site)
	if err != nil {
		return err
	}
	channels := map[string]content.ID{}
	for _, c := range list {
		channels[c.Handle] = c.ID
	}
	_, err = d.app.Service.ChangeSite(ctx, who, func(s *content.Site) error {
		s.Settings.Home = demo.Arrange(in.Home, items, channels)
		return nil
	})
	return err
}

// demoNews is how old an item may be for followers to be told of it. What is
// older came before anyone followed.
const demoNews = 30 * 24 * time.Hour

// demoMoment is how long an item lives that is gone by its own date.
const demoMoment = 2 * time.Second

func (d *demoLife) item(ctx context.Context, who content.Staff, in demo.Institution, it demo.Item, known map[string]content.ID) (content.ID, error) {
	media := map[string]content.ID{}
	for _, name := range it.Media() {
		id, err := d.media(ctx, who, in, name)
		if err != nil {
			return "", err
		}
		media[name] = id
	}
	input := it.Input
	input.Source, input.ExternalID, input.Publish = demoSource, it.Key, true
	if !it.Fresh {
		input.Published, input.Quiet = d.started.Add(-it.Ago), it.Ago > demoNews
	}
	if it.Expired {
		input.Expires = d.app.Service.Now().Add(demoMoment)
	}
	input.Details = demo.Resolve(input.Details, known)
	for i := range input.Texts {
		input.Texts[i].Body = demo.Expand(input.Texts[i].Body, media, known)
	}
	use := func(role string, caption content.Localised, names ...string) {
		for _, name := range names {
			input.Media = append(input.Media, content.Use{ID: media[name], Role: role, Caption: caption})
		}
	}
	if it.Lead != "" {
		use(content.RoleLead, it.Caption, it.Lead)
	}
	use(content.RoleGallery, nil, it.Gallery...)
	use(content.RoleAttachment, nil, it.Papers...)
	made, _, err := d.app.Service.Create(ctx, who, input)
	if err != nil {
		return "", err
	}
	if it.Withdrawn != "" {
		if _, err := d.app.Service.Withdraw(ctx, who, made.ID, made.Working, it.Withdrawn); err != nil {
			return "", err
		}
	}
	return made.ID, nil
}

// media stores a picture or another file, unless it is there.
func (d *demoLife) media(ctx context.Context, who content.Staff, in demo.Institution, name string) (content.ID, error) {
	source := demoSource + ":" + name
	have, err := d.app.Store.MediaBySource(ctx, who.Site, source)
	if err == nil {
		return have.ID, nil
	}
	if !content.Is(err, content.NotFound) {
		return "", err
	}
	if f, ok := in.File(name); ok {
		return d.file(ctx, who, in, f, source)
	}
	p, ok := in.Picture(name)
	if !ok {
		return "", fmt.Errorf("no picture or file %q", name)
	}
	data, err := d.draw(name)
	if err != nil {
		return "", err
	}
	m, err := d.app.Service.AddMedia(ctx, who, content.Upload{Name: name + ".jpg", Data: data, Alt: p.Alt, Credit: demo.Credit, Licence: demo.Licence,
		FocalX: p.FocalX, FocalY: p.FocalY, Source: source})
	if err != nil {
		return "", fmt.Errorf("picture %s: %w", name, err)
	}
	return m.ID, nil
}

// file stores a film, a recording or a document with what belongs to it.
func (d *demoLife) file(ctx context.Context, who content.Staff, in demo.Institution, f demo.File, source string) (content.ID, error) {
	data, err := f.Make()
	if err != nil {
		return "", fmt.Errorf("file %s: %w", f.Name, err)
	}
	var poster *content.ID
	if f.Poster != "" {
		id, err := d.media(ctx, who, in, f.Poster)
		if err != nil {
			return "", err
		}
		poster = &id
	}
	m, err := d.app.Service.AddMedia(ctx, who, content.Upload{Name: f.File, Stream: bytes.NewReader(data), Size: int64(len(data)), Alt: f.Title,
		Credit: demo.Credit, Licence: demo.Licence, Source: source})
	if err != nil {
		return "", fmt.Errorf("file %s: %w", f.Name, err)
	}
	if !m.Playable() {
		return m.ID, nil
	}
	patch := content.MediaPatch{Transcript: &f.Transcript, Poster: poster, SoundSuffices: &f.SoundSuffices}
	if len(f.Captions) > 0 {
		patch.Captions = &f.Captions
	}
	if _, err := d.app.Service.ChangeMedia(ctx, who, m.ID, patch); err != nil {
		return "", fmt.Errorf("file %s: %w", f.Name, err)
	}
	return m.ID, nil
}

// avatars gives the channels their pictures.
func (d *demoLife) avatars(ctx context.Context, who content.Staff, in demo.Institution) error {
	faces := map[string]string{in.Handle: in.Avatar}
	for _, b := range in.Branches {
		faces[b.Handle] = b.Avatar
	}
	for handle, name := range faces {
		c, err := d.app.Store.ChannelByHandle(ctx, who.Site, handle)
		if err != nil {
			return err
		}
		if c.Avatar != "" {
			continue
		}
		id, err := d.media(ctx, who, in, name)
		if err != nil {
			return err
		}
		if _, err := d.app.Service.SaveChannel(ctx, who, c.ID, func(c *content.Channel) error { c.Avatar = id; return nil }); err != nil {
			return err
		}
	}
	return nil
}

// wait asks again until it is so: the workers do the rest.
func (d *demoLife) wait(ctx context.Context, what string, so func() (bool, error)) error {
	limit, cancel := context.WithTimeout(ctx, demoPatience)
	defer cancel()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		if ok, err := so(); ok || err != nil {
			return err
		}
		select {
		case <-limit.Done():
			return fmt.Errorf("waiting for %s: %w", what, limit.Err())
		case <-tick.C:
		}
	}
}
