package cmd

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"vitrine/content"
	"vitrine/web/session"
)

type userCmd struct {
	Add      userAddCmd      `cmd:"" help:"Add a member of staff."`
	List     userListCmd     `cmd:"" help:"List staff."`
	Role     userRoleCmd     `cmd:"" help:"Give or take a role."`
	Password userPasswordCmd `cmd:"" help:"Set a password."`
	Disable  userDisableCmd  `cmd:"" help:"Refuse somebody from now on."`
	Enable   userEnableCmd   `cmd:"" help:"Admit somebody again."`
}

type userAddCmd struct {
	onSite
	Email        string `required:"" help:"E-mail address."`
	Name         string `help:"Name."`
	Role         string `enum:"contributor,moderator,editor,administrator" default:"contributor" help:"Role."`
	Channel      string `help:"Handle of the one channel the role is for; the whole site when left out."`
	PasswordFile string `required:"" name:"password-file" type:"path" help:"File with the password; - is standard input."`
}

// Run adds a user.
func (c *userAddCmd) Run(e *env) error {
	return e.with(func(a *admin) error {
		m, err := a.membership(c.Site, c.Channel, content.Role(c.Role))
		if err != nil {
			return err
		}
		password, err := readPassword(c.PasswordFile)
		if err != nil {
			return err
		}
		u, err := a.addUser(c.Email, c.Name, password)
		if err != nil {
			return err
		}
		m.User = u.ID
		if err := a.store.SetMembership(a.ctx, m); err != nil {
			return err
		}
		if e.opts.JSON {
			return e.json(map[string]any{"id": u.ID, "email": u.Email, "name": u.Name, "role": m.Role})
		}
		fmt.Fprintf(e.out, "%s is %s.\n", u.Email, m.Role)
		return nil
	})
}

func (a *admin) membership(host, handle string, role content.Role) (content.Membership, error) {
	site, err := a.site(host)
	if err != nil {
		return content.Membership{}, err
	}
	m := content.Membership{Site: site.ID, Role: role}
	if handle != "" {
		ch, err := a.channel(site, handle)
		if err != nil {
			return m, err
		}
		m.Channel = ch.ID
	}
	return m, nil
}

type userListCmd struct{ onSite }

// Run lists users.
func (c *userListCmd) Run(e *env) error {
	return e.with(func(a *admin) error {
		site, err := a.site(c.Site)
		if err != nil {
			return err
		}
		users, err := a.store.Users(a.ctx, site.ID)
		if err != nil {
			return err
		}
		rows, list := [][]string{{"EMAIL", "NAME", "ROLES", "STATE"}}, []any{}
		for _, u := range users {
			ms, err := a.store.Memberships(a.ctx, u.ID, site.ID)
			if err != nil {
				return err
			}
			var roles []string
			for _, m := range ms {
				r := string(m.Role)
				if m.Channel != "" {
					if ch, err := a.store.Channel(a.ctx, site.ID, m.Channel); err == nil {
						r += " of " + ch.Handle
					}
				}
				roles = append(roles, r)
			}
			state := "active"
			if u.Disabled {
				state = "disabled"
			}
			rows = append(rows, []string{u.Email, u.Name, strings.Join(roles, ", "), state})
			list = append(list, map[string]any{"id": u.ID, "email": u.Email, "name": u.Name, "roles": roles, "disabled": u.Disabled})
		}
		if e.opts.JSON {
			return e.json(list)
		}
		return e.table(rows)
	})
}

type userRoleCmd struct {
	onSite
	Email   string `arg:"" help:"E-mail address."`
	Role    string `arg:"" enum:"contributor,moderator,editor,administrator,none" help:"Role, or none to take it away."`
	Channel string `help:"Handle of the one channel; the whole site when left out."`
}

// Run changes a role.
func (c *userRoleCmd) Run(e *env) error {
	return e.with(func(a *admin) error {
		role := content.Role(c.Role)
		if c.Role == "none" {
			role = ""
		}
		m, err := a.membership(c.Site, c.Channel, role)
		if err != nil {
			return err
		}
		u, err := a.user(c.Email)
		if err != nil {
			return err
		}
		m.User = u.ID
		err = a.store.SetMembership(a.ctx, m)
		if content.Is(err, content.NotFound) {
			return fmt.Errorf("%s has no such role; see: vitrine user list", u.Email)
		}
		return err
	})
}

type userPasswordCmd struct {
	Email        string `arg:"" help:"E-mail address."`
	PasswordFile string `required:"" name:"password-file" type:"path" help:"File with the password; - is standard input."`
}

// Run sets a password.
func (c *userPasswordCmd) Run(e *env) error {
	return e.with(func(a *admin) error {
		u, err := a.user(c.Email)
		if err != nil {
			return err
		}
		password, err := readPassword(c.PasswordFile)
		if err != nil {
			return err
		}
		hash, err := session.Hash(password)
		if err != nil {
			return err
		}
		return a.store.SetPassword(a.ctx, u.ID, hash)
	})
}

type userDisableCmd struct {
	Email string `arg:"" help:"E-mail address."`
}

// Run disables a user.
func (c *userDisableCmd) Run(e *env) error { return disable(e, c.Email, true) }

type userEnableCmd struct {
	Email string `arg:"" help:"E-mail address."`
}

// Run enables a user.
func (c *userEnableCmd) Run(e *env) error { return disable(e, c.Email, false) }

func disable(e *env, email string, off bool) error {
	return e.with(func(a *admin) error {
		u, err := a.user(email)
		if err != nil {
			return err
		}
		return a.store.DisableUser(a.ctx, u.ID, off)
	})
}

type tokenCmd struct {
	Create tokenCreateCmd `cmd:"" help:"Make a token; it is shown once."`
	List   tokenListCmd   `cmd:"" help:"List tokens."`
	Delete tokenDeleteCmd `cmd:"" help:"Make a token useless."`
}

type tokenCreateCmd struct {
	onSite
	User  string   `required:"" help:"E-mail address of the user it acts for."`
	Name  string   `default:"command line" help:"What it is for."`
	Scope []string `required:"" help:"Scopes: items:read,items:write,publish,media:write,moderate,admin."`
	Days  int      `help:"Ends after so many days; 0 means never."`
}

// Run makes a token.
func (c *tokenCreateCmd) Run(e *env) error {
	if c.Days < 0 {
		return fmt.Errorf("--days %d is no number of days; 0 means never", c.Days)
	}
	return e.with(func(a *admin) error {
		site, err := a.site(c.Site)
		if err != nil {
			return err
		}
		u, err := a.user(c.User)
		if err != nil {
			return err
		}
		secret, t, err := newToken(site.ID, u.ID, c.Name, c.Scope, c.Days)
		if err != nil {
			return err
		}
		ms, err := a.store.Memberships(a.ctx, u.ID, site.ID)
		if err != nil {
			return err
		}
		if len(ms) == 0 {
			return fmt.Errorf("%s has no role on %s; give one with: vitrine user role", u.Email, site.Host())
		}
		if err := a.store.SaveToken(a.ctx, t); err != nil {
			return err
		}
		if e.opts.JSON {
			return e.json(map[string]any{"id": t.ID, "token": secret, "scopes": t.Scopes, "site": site.Host()})
		}
		fmt.Fprintln(e.out, secret)
		return nil
	})
}

// newToken draws a token's secret, 256 bits; only its hash is stored.
func newToken(site, user content.ID, name string, scopes []string, days int) (secret string, t *content.Token, err error) {
	var b [32]byte
	if _, err := rand.Read(b[:]); err != nil {
		return "", nil, err
	}
	secret = "vt_" + base64.RawURLEncoding.EncodeToString(b[:])
	sum := sha256.Sum256([]byte(secret))
	t = &content.Token{ID: content.NewID(), Site: site, User: user, Name: name, Hash: hex.EncodeToString(sum[:]), Created: now()}
	if days > 0 {
		t.Expires = t.Created.Add(time.Duration(days) * 24 * time.Hour)
	}
	for _, s := range scopes {
		for _, p := range strings.Split(s, ",") {
			sc := content.Scope(strings.TrimSpace(p))
			if !slices.Contains(content.Scopes, sc) {
				return "", nil, fmt.Errorf("%q is not a scope; known are items:read, items:write, publish, media:write, moderate, admin", p)
			}
			t.Scopes = append(t.Scopes, sc)
		}
	}
	if len(t.Scopes) == 0 {
		return "", nil, errors.New("a token without a scope can do nothing")
	}
	return secret, t, nil
}

type tokenListCmd struct {
	onSite
	User string `help:"Only this user's."`
}

// Run lists tokens.
func (c *tokenListCmd) Run(e *env) error {
	return e.with(func(a *admin) error {
		site, err := a.site(c.Site)
		if err != nil {
			return err
		}
		var user content.ID
		if c.User != "" {
			u, err := a.user(c.User)
			if err != nil {
				return err
			}
			user = u.ID
		}
		tokens, err := a.store.Tokens(a.ctx, site.ID, user)
		if err != nil {
			return err
		}
		rows, list := [][]string{{"ID", "NAME", "SCOPES", "LAST USED"}}, []any{}
		for _, t := range tokens {
			var scopes []string
			for _, s := range t.Scopes {
				scopes = append(scopes, string(s))
			}
			used := "never"
			if !t.LastUsed.IsZero() {
				used = t.LastUsed.Format("2006-01-02")
			}
			rows = append(rows, []string{string(t.ID), t.Name, strings.Join(scopes, ","), used})
			list = append(list, map[string]any{"id": t.ID, "name": t.Name, "scopes": scopes, "last_used": t.LastUsed})
		}
		if e.opts.JSON {
			return e.json(list)
		}
		return e.table(rows)
	})
}

type tokenDeleteCmd struct {
	onSite
	ID string `arg:"" help:"Id of the token."`
}

// Run deletes a token.
func (c *tokenDeleteCmd) Run(e *env) error {
	return e.with(func(a *admin) error {
		site, err := a.site(c.Site)
		if err != nil {
			return err
		}
		return a.store.DeleteToken(a.ctx, site.ID, content.ID(c.ID))
	})
}
