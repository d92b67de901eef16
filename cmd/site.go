package cmd

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"vitrine/content"
)

// siteFlags describe a new site.
type siteFlags struct {
	URL          string   `required:"" env:"VITRINE_URL" help:"Public address, https://bib.example; ids are made from it and it never changes."`
	Name         string   `required:"" env:"VITRINE_NAME" help:"Name of the institution."`
	Handle       string   `required:"" env:"VITRINE_HANDLE" help:"Handle of the main channel, as in @handle@bib.example."`
	HandleDomain string   `name:"handle-domain" env:"VITRINE_HANDLE_DOMAIN" help:"Domain of handles, when it is not the address's own."`
	Languages    []string `env:"VITRINE_LANGUAGES" default:"nl" help:"Languages, the first is the default: nl,fr."`
	TimeZone     string   `name:"time-zone" env:"VITRINE_TIME_ZONE" default:"Europe/Brussels" help:"Time zone of events."`
}

func (f siteFlags) input(email string) content.NewSite {
	return content.NewSite{URL: f.URL, Name: f.Name, Handle: f.Handle, HandleDomain: f.HandleDomain, Languages: splitLangs(f.Languages), TimeZone: f.TimeZone, Email: strings.TrimSpace(email)}
}

type initCmd struct {
	siteFlags
	Email        string `required:"" env:"VITRINE_EMAIL" help:"Address of the first administrator."`
	PasswordFile string `required:"" name:"password-file" env:"VITRINE_PASSWORD_FILE" type:"path" help:"File with the administrator's password; - is standard input."`
}

// Run makes the first site; what is there already is left alone.
func (c *initCmd) Run(e *env) error {
	return e.begin(func(a *admin) error {
		sites, err := a.store.Sites(a.ctx)
		if err != nil {
			return err
		}
		if len(sites) > 0 {
			return errors.New("there is a site already; add another with: vitrine site add")
		}
		password, err := readPassword(c.PasswordFile)
		if err != nil {
			return err
		}
		return a.newSite(c.input(c.Email), c.Email, password)
	})
}

type siteCmd struct {
	Add    siteAddCmd    `cmd:"" help:"Add an institution."`
	Set    siteSetCmd    `cmd:"" help:"Decide how a site looks: theme, settings, home page, logo."`
	List   siteListCmd   `cmd:"" help:"List the institutions."`
	Remove siteRemoveCmd `cmd:"" help:"Remove an institution: its followers are told first."`
}

type siteAddCmd struct {
	siteFlags
	Email        string `env:"VITRINE_EMAIL" help:"Address of a new administrator; without it the installation's administrators manage the site."`
	PasswordFile string `name:"password-file" env:"VITRINE_PASSWORD_FILE" type:"path" help:"File with the new administrator's password."`
}

// Run adds a site.
func (c *siteAddCmd) Run(e *env) error {
	return e.with(func(a *admin) error {
		password := ""
		if c.Email != "" {
			if _, err := a.store.UserByEmail(a.ctx, normalEmail(c.Email)); content.Is(err, content.NotFound) {
				if password, err = readPassword(c.PasswordFile); err != nil {
					return err
				}
			}
		}
		return a.newSite(c.input(c.Email), c.Email, password)
	})
}

// newSite stores a site, and its administrator: a new user, a known one, or all
// administrators of the installation. Everything is checked before anything is
// stored.
func (a *admin) newSite(in content.NewSite, email, password string) error {
	if err := a.opts.checkOrigin(in.URL); err != nil {
		return err
	}
	var admins []content.ID
	var fresh *newUser
	if email == "" {
		var err error
		if admins, err = a.administrators(a.ctx); err != nil {
			return err
		}
		if len(admins) == 0 {
			return errors.New("nobody would administer this site: give --email and --password-file")
		}
	} else if u, err := a.store.UserByEmail(a.ctx, normalEmail(email)); err == nil {
		admins = []content.ID{u.ID}
	} else if !content.Is(err, content.NotFound) {
		return err
	} else if fresh, err = checkUser(email, "", password); err != nil {
		return err
	}
	site, main, err := a.service.AddSite(a.ctx, in)
	if err != nil {
		return err
	}
	if fresh != nil {
		if err := a.storeUser(fresh); err != nil {
			return fmt.Errorf("the site exists, but not its administrator; add one with: vitrine user add: %w", err)
		}
		admins = []content.ID{fresh.ID}
	}
	if _, err := a.opts.secret(); err != nil {
		return err
	}
	for _, id := range admins {
		if err := a.store.SetMembership(a.ctx, content.Membership{User: id, Site: site.ID, Role: content.Administrator}); err != nil {
			return err
		}
	}
	if a.opts.JSON {
		return a.json(siteJSON(site, main))
	}
	fmt.Fprintf(a.out, "%s is ready: %s, @%s\n", site.Name, site.Origin, main.Acct(site))
	return nil
}

func siteJSON(s *content.Site, main *content.Channel) map[string]any {
	out := map[string]any{"id": s.ID, "name": s.Name, "url": s.Origin, "host": s.Host(), "languages": s.Languages, "state": s.State}
	if main != nil {
		out["acct"], out["handle"], out["actor"] = main.Acct(s), main.Handle, s.ActorID(main.ID)
	}
	return out
}

type siteListCmd struct{}

// Run lists the sites.
func (siteListCmd) Run(e *env) error {
	return e.with(func(a *admin) error {
		sites, err := a.store.Sites(a.ctx)
		if err != nil {
			return err
		}
		if len(sites) == 0 && !e.opts.JSON {
			return errNoSite
		}
		rows, list := [][]string{{"HOST", "NAME", "HANDLE", "STATE"}}, []any{}
		for _, s := range sites {
			chs, err := a.store.Channels(a.ctx, s.ID)
			if err != nil {
				return err
			}
			var main *content.Channel
			acct := ""
			if len(chs) > 0 {
				main, acct = chs[0], "@"+chs[0].Acct(s)
			}
			rows = append(rows, []string{s.Host(), s.Name, acct, string(s.State)})
			list = append(list, siteJSON(s, main))
		}
		if e.opts.JSON {
			return e.json(list)
		}
		return e.table(rows)
	})
}

type siteRemoveCmd struct {
	Host string `arg:"" help:"Host of the site."`
	Yes  bool   `help:"Really."`
}

// Run begins a removal.
func (c *siteRemoveCmd) Run(e *env) error {
	return e.with(func(a *admin) error {
		site, err := a.site(c.Host)
		if err != nil {
			return err
		}
		if !c.Yes {
			return fmt.Errorf("this tells every follower that %s (%s) is gone, for good; make a backup, then repeat with --yes", site.Name, site.Host())
		}
		if err := a.service.RemoveSite(a.ctx, site.ID); err != nil {
			return err
		}
		fmt.Fprintf(e.out, "%s is being removed: the server tells its followers first.\n", site.Name)
		return nil
	})
}

// checkOrigin refuses a plain http address, but for one that never leaves this
// machine: ids are made from it and it never changes, and no other server would
// accept them.
func (o Options) checkOrigin(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" || o.AllowPrivate {
		return nil // what else is wrong with it, the rules say
	}
	host := u.Hostname()
	if ip := net.ParseIP(host); host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("%s: the address must begin with https://, for it never changes and other servers accept no other; "+
		"to try things out use http://NAME.localhost:8080, or set VITRINE_FEDERATION_ALLOW_PRIVATE in a laboratory", address)
}
