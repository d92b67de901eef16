package cmd

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"

	"vitrine/cmd/demo"
	"vitrine/content"
)

// houses stores the demo's institutions through the rules that staff pass too.
type houses struct {
	*admin
	port int
}

// fill makes everything that can be made before the server listens.
func (h *houses) fill(ctx context.Context, dir string) (*demoCard, error) {
	started := h.service.Now()
	card := &demoCard{Port: h.port, Items: map[string]content.ID{}, Waiting: map[string]content.ID{}}
	list := demo.Institutions(started)
	sites := make([]*content.Site, len(list))
	for i, in := range list {
		site, main, err := h.service.AddSite(ctx, content.NewSite{URL: h.origin(in.Host), Name: in.Name, Handle: in.Handle, Languages: in.Languages, Email: in.Contact.Email})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", in.Name, err)
		}
		sites[i] = site
		s := demoSite{Name: in.Name, URL: site.Origin, Site: site.ID, Host: in.Host, Handles: []string{"@" + main.Acct(site)}}
		for _, l := range in.Languages {
			s.Pages = append(s.Pages, site.HomeURL(l))
		}
		card.Sites = append(card.Sites, s)
	}
	media, err := h.pictures(ctx, list, sites)
	if err != nil {
		return nil, err
	}
	for i, in := range list {
		if err := h.furnish(ctx, sites[i], in, media[i], &card.Sites[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", in.Name, err)
		}
		if err := h.items(ctx, started, sites[i], in, media[i], card); err != nil {
			return nil, fmt.Errorf("%s: %w", in.Name, err)
		}
	}
	return card, card.save(dir)
}

// origin is the address of a house; port 80 is not written.
func (h *houses) origin(label string) string {
	if h.port == 80 {
		return "http://" + label + ".localhost"
	}
	return "http://" + net.JoinHostPort(label+".localhost", strconv.Itoa(h.port))
}

// pictures draws and stores all pictures, two at a time, and gives each house's ids by name.
func (h *houses) pictures(ctx context.Context, list []demo.Institution, sites []*content.Site) ([]map[string]content.ID, error) {
	type task struct {
		house int
		pic   demo.Picture
	}
	out := make([]map[string]content.ID, len(list))
	tasks := make(chan task)
	var mu sync.Mutex
	var failed error
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for t := range tasks {
				id, err := h.picture(ctx, sites[t.house], t.pic)
				mu.Lock()
				if err != nil && failed == nil {
					failed = fmt.Errorf("picture %s: %w", t.pic.Name, err)
				}
				out[t.house][t.pic.Name] = id
				mu.Unlock()
			}
		}()
	}
	for i, in := range list {
		mu.Lock()
		out[i] = map[string]content.ID{}
		mu.Unlock()
		for _, p := range in.Pictures {
			tasks <- task{i, p}
		}
	}
	close(tasks)
	wg.Wait()
	return out, failed
}

func (h *houses) picture(ctx context.Context, site *content.Site, p demo.Picture) (content.ID, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	data, err := demo.Draw(p.Name)
	if err != nil {
		return "", err
	}
	m, err := h.service.AddMedia(ctx, content.System(site.ID), content.Upload{Name: p.Name + ".jpg", Data: data, Alt: p.Alt, Credit: demo.Credit, Licence: demo.Licence})
	if err != nil {
		return "", err
	}
	return m.ID, nil
}

// furnish gives a site its description, channels, tags and staff.
func (h *houses) furnish(ctx context.Context, site *content.Site, in demo.Institution, media map[string]content.ID, out *demoSite) error {
	who := content.System(site.ID)
	if _, err := h.service.ChangeSite(ctx, who, func(s *content.Site) error {
		s.Contact, s.Settings.Description = in.Contact, in.Description
		return nil
	}); err != nil {
		return err
	}
	main, err := h.channel(site, in.Handle)
	if err != nil {
		return err
	}
	if _, err := h.service.SaveChannel(ctx, who, main.ID, func(c *content.Channel) error {
		c.Summary, c.Avatar = in.Summary, media[in.Avatar]
		c.Fields = []content.ProfileField{{Name: "E-mail", Value: in.Contact.Email}, {Name: "Web", Value: site.HomeURL(site.DefaultLang())}}
		return nil
	}); err != nil {
		return err
	}
	for _, b := range in.Branches {
		c, err := h.service.SaveChannel(ctx, who, "", func(c *content.Channel) error {
			c.Handle, c.Name, c.Summary, c.Kind, c.Avatar = b.Handle, b.Name, b.Summary, b.Kind, media[b.Avatar]
			return nil
		})
		if err != nil {
			return err
		}
		out.Handles = append(out.Handles, "@"+c.Acct(site))
	}
	for _, t := range in.Tags {
		t.ID, t.Site = content.NewID(), site.ID
		if err := h.store.SaveTag(ctx, &t); err != nil {
			return err
		}
	}
	return h.staff(ctx, site, in, out)
}

// staff makes the accounts, and a token with all scopes for the administrator.
func (h *houses) staff(ctx context.Context, site *content.Site, in demo.Institution, out *demoSite) error {
	var scopes []string
	for _, s := range content.Scopes {
		scopes = append(scopes, string(s))
	}
	for _, p := range in.Staff {
		password := strings.ToLower(rand.Text()[:16])
		u, err := h.addUser(p.Email, p.Name, password)
		if err != nil {
			return err
		}
		m := content.Membership{User: u.ID, Site: site.ID, Role: p.Role}
		role := string(p.Role)
		if p.Channel != "" {
			c, err := h.channel(site, p.Channel)
			if err != nil {
				return err
			}
			m.Channel, role = c.ID, role+" of @"+c.Handle
		}
		if err := h.store.SetMembership(ctx, m); err != nil {
			return err
		}
		out.Staff = append(out.Staff, demoAccount{Name: p.Name, Email: u.Email, Password: password, Role: role})
		if p.Role != content.Administrator {
			continue
		}
		secret, t, err := newToken(site.ID, u.ID, "demo", scopes, 0)
		if err != nil {
			return err
		}
		if err := h.store.SaveToken(ctx, t); err != nil {
			return err
		}
		out.Token = secret
	}
	return nil
}

// items writes a house's items in order, each as its first member of staff.
// Most are published, some time ago; the fresh ones wait as drafts until the
// houses follow each other.
func (h *houses) items(ctx context.Context, started time.Time, site *content.Site, in demo.Institution, media map[string]content.ID, card *demoCard) error {
	u, err := h.user(in.Staff[0].Email)
	if err != nil {
		return err
	}
	members, err := h.store.Memberships(ctx, u.ID, site.ID)
	if err != nil {
		return err
	}
	who := content.Staff{User: *u, Site: site.ID, Members: members}
	known := map[string]content.ID{}
	for _, it := range in.Items {
		input := it.Input
		for i := range input.Texts {
			input.Texts[i].Body = demo.Expand(input.Texts[i].Body, media, known)
		}
		if it.Lead != "" {
			input.Media = []content.Use{{ID: media[it.Lead], Role: content.RoleLead, Caption: it.Caption}}
		}
		if !it.Fresh {
			input.Publish, input.Published = true, started.Add(-it.Ago)
		}
		made, _, err := h.service.Create(ctx, who, input)
		if err != nil {
			return fmt.Errorf("item %s: %w", it.Key, err)
		}
		known[it.Key] = made.ID
		card.Items[in.Host+"/"+it.Key] = made.ID
		if it.Fresh {
			card.Waiting[in.Host+"/"+it.Key] = made.ID
		}
	}
	return nil
}
