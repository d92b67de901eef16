package store

import (
	"context"
	"database/sql"
	"strings"

	"vitrine/content"
)

const userColumns = `u.id, u.email, u.name, u.disabled, u.created`

func scanUser(r scanner, more ...any) (u content.User, err error) {
	var created int64
	err = r.Scan(append([]any{&u.ID, &u.Email, &u.Name, &u.Disabled, &created}, more...)...)
	u.Created = at(created)
	return u, err
}

func scanUserRow(r *sql.Rows) (content.User, error) { return scanUser(r) }

// SaveUser stores a new user, or a user's name and address. Whether a user is
// disabled is written for a new one only: afterwards DisableUser guards it.
func (db *DB) SaveUser(ctx context.Context, u *content.User) error {
	err := db.inTx(ctx, func(t *tx) error {
		_, err := t.exec(ctx, `INSERT INTO users (id, email, name, disabled, created) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (id) DO UPDATE SET email = excluded.email, name = excluded.name`,
			u.ID, strings.ToLower(u.Email), u.Name, u.Disabled, u.Created)
		return err
	})
	return fail(err, "save user %s", u.ID)
}

// User finds a user by id.
func (db *DB) User(ctx context.Context, id content.ID) (*content.User, error) {
	return oneUser(db.row(ctx, `SELECT `+userColumns+` FROM users u WHERE u.id = $1`, id))
}

// UserByEmail finds a user by address, in any case of letters.
func (db *DB) UserByEmail(ctx context.Context, email string) (*content.User, error) {
	return oneUser(db.row(ctx, `SELECT `+userColumns+` FROM users u WHERE u.email = $1`, strings.ToLower(email)))
}

func oneUser(r scanner) (*content.User, error) {
	u, err := scanUser(r)
	if err != nil {
		return nil, fail(err, "user")
	}
	return &u, nil
}

// Users lists the members of a site by name, everyone when site is empty.
func (db *DB) Users(ctx context.Context, site content.ID) ([]content.User, error) {
	if site != "" {
		if err := db.knows(ctx, site); err != nil {
			return nil, err
		}
	}
	rows, err := db.query(ctx, `SELECT `+userColumns+` FROM users u
		WHERE $1 = '' OR u.id IN (SELECT member FROM memberships WHERE site = $1) ORDER BY u.name, u.id`, site)
	list, err := collect(rows, err, scanUserRow)
	return list, fail(err, "users")
}

// SetPassword stores a password's hash.
func (db *DB) SetPassword(ctx context.Context, user content.ID, hash string) error {
	err := db.inTx(ctx, func(t *tx) error {
		n, err := t.exec(ctx, `UPDATE users SET password = $2 WHERE id = $1`, user, hash)
		if err == nil && n == 0 {
			return notFound("user %s", user)
		}
		return err
	})
	return fail(err, "set the password of user %s", user)
}

// Password is the hash stored last, NotFound when there is none.
func (db *DB) Password(ctx context.Context, user content.ID) (hash string, err error) {
	err = db.row(ctx, `SELECT password FROM users WHERE id = $1 AND password <> ''`, user).Scan(&hash)
	return hash, fail(err, "password of user %s", user)
}

// SetMembership gives a role, or takes the membership away when the role is
// empty. The site's row is locked, so that two administrators cannot remove each
// other at once.
func (db *DB) SetMembership(ctx context.Context, m content.Membership) error {
	err := db.inTx(ctx, func(t *tx) error {
		if err := t.lockSite(ctx, m.Site); err != nil {
			return err
		}
		if m.Channel != "" {
			var one int
			if err := t.row(ctx, `SELECT 1 FROM channels WHERE site = $1 AND id = $2`, m.Site, m.Channel).Scan(&one); err != nil {
				return err
			}
		}
		if m.Channel == "" && m.Role != content.Administrator {
			if err := t.keepAdministrator(ctx, m.Site, m.User); err != nil {
				return err
			}
		}
		if m.Role == "" {
			n, err := t.exec(ctx, `DELETE FROM memberships WHERE member = $1 AND site = $2 AND channel = $3`, m.User, m.Site, m.Channel)
			if err == nil && n == 0 {
				return notFound("user %s is no member of site %s", m.User, m.Site)
			}
			return err
		}
		_, err := t.exec(ctx, `INSERT INTO memberships (member, site, channel, role) VALUES ($1, $2, $3, $4)
			ON CONFLICT (member, site, channel) DO UPDATE SET role = excluded.role`, m.User, m.Site, m.Channel, m.Role)
		return err
	})
	return fail(err, "membership of user %s on site %s", m.User, m.Site)
}

func (t *tx) lockSite(ctx context.Context, site content.ID) error {
	var one int
	err := t.row(ctx, `SELECT 1 FROM sites WHERE id = $1`+t.forUpdate(), site).Scan(&one)
	return fail(err, "site %s", site)
}

// keepAdministrator is Conflict when user is the only enabled administrator of
// the whole site. The site's row must be locked.
func (t *tx) keepAdministrator(ctx context.Context, site, user content.ID) error {
	var is, others int
	err := t.row(ctx, `SELECT coalesce(sum(CASE WHEN u.id = $2 THEN 1 ELSE 0 END), 0),
			coalesce(sum(CASE WHEN u.id <> $2 THEN 1 ELSE 0 END), 0)
		FROM memberships m JOIN users u ON u.id = m.member
		WHERE m.site = $1 AND m.channel = '' AND m.role = $3 AND u.disabled = 0`,
		site, user, content.Administrator).Scan(&is, &others)
	if err == nil && is > 0 && others == 0 {
		return &content.Error{Code: content.Conflict, Key: "error.last_administrator",
			Err: conflict("user %s is the last administrator of site %s", user, site)}
	}
	return err
}

// Memberships lists a user's roles on a site, on all when site is empty.
func (db *DB) Memberships(ctx context.Context, user, site content.ID) ([]content.Membership, error) {
	if site != "" {
		if err := db.knows(ctx, site); err != nil {
			return nil, err
		}
	}
	list, err := memberships(ctx, db, user, site)
	return list, fail(err, "memberships of user %s", user)
}

func memberships(ctx context.Context, r reader, user, site content.ID) ([]content.Membership, error) {
	rows, err := r.query(ctx, `SELECT member, site, channel, role FROM memberships
		WHERE member = $1 AND ($2 = '' OR site = $2) ORDER BY site, channel`, user, site)
	return collect(rows, err, func(r *sql.Rows) (m content.Membership, err error) {
		err = r.Scan(&m.User, &m.Site, &m.Channel, &m.Role)
		return m, err
	})
}

// DisableUser locks a user out, or lets one in again.
func (db *DB) DisableUser(ctx context.Context, user content.ID, disabled bool) error {
	err := db.inTx(ctx, func(t *tx) error {
		rows, err := t.query(ctx, `SELECT DISTINCT site FROM memberships
			WHERE member = $1 AND channel = '' AND role = $2 ORDER BY site`, user, content.Administrator)
		sites, err := collect(rows, err, scanOne[content.ID])
		if err != nil {
			return err
		}
		for _, s := range sites { // always in the same order: no deadlock
			if err := t.lockSite(ctx, s); err != nil {
				return err
			}
		}
		for _, s := range sites {
			if !disabled {
				break
			}
			if err := t.keepAdministrator(ctx, s, user); err != nil {
				return err
			}
		}
		n, err := t.exec(ctx, `UPDATE users SET disabled = $2 WHERE id = $1`, user, disabled)
		if err == nil && n == 0 {
			return notFound("user %s", user)
		}
		return err
	})
	return fail(err, "disable user %s", user)
}
