package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"vitrine/content"
	"vitrine/content/clean"
	"vitrine/content/locale"
	"vitrine/store"
	"vitrine/web/session"
)

// admin is what commands beside a server work with: the rules and the database,
// without pages, workers or network.
type admin struct {
	*env
	store   *store.DB
	service *content.Service
}

// admin opens the database for a command.
func (e *env) admin() (*admin, error) {
	log := e.opts.logger(e.err)
	db, err := e.opts.openStore(e.ctx, e.program.Kinds, log)
	if err != nil {
		return nil, err
	}
	return &admin{env: e, store: db, service: &content.Service{Store: db, Clean: clean.Cleaner{}, Words: locale.Rules{}, Kinds: e.program.Kinds, Now: now, Log: log}}, nil
}

// with opens the database that is there, runs and closes.
func (e *env) with(f func(*admin) error) error {
	if name := e.opts.databasePath(); name != "" {
		// A folder that was mistyped must not become an empty installation.
		if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("there is no site in %s; name the right folder with --data, or begin with: vitrine init", e.opts.Data)
		}
	}
	return e.begin(f)
}

// begin is with for the commands that may make the database.
func (e *env) begin(f func(*admin) error) error {
	a, err := e.admin()
	if err != nil {
		return err
	}
	return errors.Join(f(a), a.store.Close())
}

var errNoSite = errors.New("there is no site yet; begin with: vitrine init")

// site is the site that --site names; with one site it may be left out.
func (a *admin) site(host string) (*content.Site, error) {
	sites, err := a.store.Sites(a.ctx)
	if err != nil {
		return nil, err
	}
	if host == "" && len(sites) == 1 {
		return sites[0], nil
	}
	var known []string
	for _, s := range sites {
		if strings.EqualFold(s.Host(), host) || strings.EqualFold(s.Origin, strings.TrimRight(host, "/")) || string(s.ID) == host {
			return s, nil
		}
		known = append(known, s.Host())
	}
	switch {
	case len(sites) == 0:
		return nil, errNoSite
	case host == "":
		return nil, fmt.Errorf("say which site with --site: %s", strings.Join(known, ", "))
	}
	return nil, fmt.Errorf("there is no site %q; known are: %s", host, strings.Join(known, ", "))
}

func (a *admin) channel(site *content.Site, handle string) (*content.Channel, error) {
	c, err := a.store.ChannelByHandle(a.ctx, site.ID, strings.ToLower(strings.TrimPrefix(handle, "@")))
	if content.Is(err, content.NotFound) {
		return nil, fmt.Errorf("%s has no channel %q; see: vitrine channel list", site.Host(), handle)
	}
	return c, err
}

func (a *admin) user(email string) (*content.User, error) {
	u, err := a.store.UserByEmail(a.ctx, normalEmail(email))
	if content.Is(err, content.NotFound) {
		return nil, fmt.Errorf("there is no user %q; see: vitrine user list", email)
	}
	return u, err
}

// maxPasswordFile bounds what is read of a password file, in bytes.
const maxPasswordFile = 64 << 10

// readPassword reads the first line of a file; "-" is standard input.
func readPassword(name string) (string, error) {
	if name == "" {
		return "", errors.New("a password is read from a file: give --password-file")
	}
	f := os.Stdin
	if name != "-" {
		var err error
		if f, err = os.Open(name); err != nil {
			return "", fmt.Errorf("--password-file: %w", err)
		}
		defer f.Close()
	}
	b, err := io.ReadAll(io.LimitReader(f, maxPasswordFile))
	if err != nil {
		return "", fmt.Errorf("--password-file: %w", err)
	}
	line, _, _ := strings.Cut(string(b), "\n")
	return strings.TrimSuffix(line, "\r"), nil
}

// newUser is a member of staff who can be stored.
type newUser struct {
	content.User
	hash string
}

// checkUser says what is wrong with a member of staff before anything is stored.
func checkUser(email, name, password string) (*newUser, error) {
	u := &newUser{User: content.User{ID: content.NewID(), Email: normalEmail(email), Name: strings.TrimSpace(name), Created: now()}}
	if u.Name == "" {
		u.Name, _, _ = strings.Cut(u.Email, "@")
	}
	if !content.ValidEmail(u.Email) {
		p := content.NewProblems()
		p.Add("email", "problem.email", "Value", email)
		return nil, p.Err()
	}
	var err error
	u.hash, err = session.Hash(password)
	return u, err
}

func normalEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// storeUser stores a member of staff with a password.
func (a *admin) storeUser(u *newUser) error {
	if err := a.store.SaveUser(a.ctx, &u.User); err != nil {
		if content.Is(err, content.Conflict) {
			p := content.NewProblems()
			p.Add("email", "problem.email_taken")
			return p.Err()
		}
		return err
	}
	return a.store.SetPassword(a.ctx, u.ID, u.hash)
}

// addUser checks and stores a member of staff.
func (a *admin) addUser(email, name, password string) (*content.User, error) {
	u, err := checkUser(email, name, password)
	if err != nil {
		return nil, err
	}
	return &u.User, a.storeUser(u)
}

// table prints rows for people.
func (e *env) table(rows [][]string) error {
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(w, strings.Join(r, "\t"))
	}
	return w.Flush()
}

// administrators are the users who administer any site of the installation.
func (a *admin) administrators(ctx context.Context) ([]content.ID, error) {
	users, err := a.store.Users(ctx, "")
	if err != nil {
		return nil, err
	}
	var out []content.ID
	for _, u := range users {
		if u.Disabled {
			continue
		}
		ms, err := a.store.Memberships(ctx, u.ID, "")
		if err != nil {
			return nil, err
		}
		for _, m := range ms {
			if m.Role == content.Administrator && m.Channel == "" {
				out = append(out, u.ID)
				break
			}
		}
	}
	return out, nil
}
