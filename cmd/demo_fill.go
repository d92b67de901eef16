package cmd

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"strconv"
	"strings"

	"vitrine/cmd/demo"
	"vitrine/content"
)

// houses makes the demo's institutions through the rules that staff pass too.
type houses struct {
	*admin
	port int
}

// open makes what must be there before the server listens: sites, channels,
// tags and staff. It takes about a second; the items come while it serves.
func (h *houses) open(ctx context.Context, dir string) (*demoCard, error) {
	card := &demoCard{Port: h.port}
	for _, in := range demo.Institutions(h.service.Now()) {
		site, main, err := h.service.AddSite(ctx, content.NewSite{URL: h.origin(in.Host), Name: in.Name, Handle: in.Handle, Languages: in.Languages, Email: in.Contact.Email, Theme: in.Theme})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", in.Name, err)
		}
		s := demoSite{Name: in.Name, URL: site.Origin, ID: site.ID, Host: in.Host, Handles: []string{"@" + main.Acct(site)}}
		for _, l := range in.Languages {
			s.Pages = append(s.Pages, site.HomeURL(l))
		}
		if err := h.furnish(ctx, site, main, in, &s); err != nil {
			return nil, fmt.Errorf("%s: %w", in.Name, err)
		}
		card.Sites = append(card.Sites, s)
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

// furnish gives a site its description, channels, tags and staff.
func (h *houses) furnish(ctx context.Context, site *content.Site, main *content.Channel, in demo.Institution, out *demoSite) error {
	who := content.System(site.ID)
	if _, err := h.service.ChangeSite(ctx, who, func(s *content.Site) error {
		s.Contact, s.Settings = in.Contact, in.Settings
		s.Settings.Description = in.Description
		return nil
	}); err != nil {
		return err
	}
	if _, err := h.service.SaveChannel(ctx, who, main.ID, func(c *content.Channel) error {
		c.Summary = in.Summary
		c.Fields = []content.ProfileField{{Name: "E-mail", Value: in.Contact.Email}, {Name: "Web", Value: site.HomeURL(site.DefaultLang())}}
		return nil
	}); err != nil {
		return err
	}
	for _, b := range in.Branches {
		c, err := h.service.SaveChannel(ctx, who, "", func(c *content.Channel) error {
			c.Handle, c.Name, c.Summary, c.Kind, c.Tag = b.Handle, b.Name, b.Summary, b.Kind, b.Tag
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
