package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"vitrine/content"
)

const siteColumns = `id, name, origin, handle_domain, aliases, languages, time_zone, theme, contact, settings,
	state, generation, created, updated`

// scanner is a row or the present one of several.
type scanner interface{ Scan(dest ...any) error }

func scanSite(r scanner) (*content.Site, error) {
	var s content.Site
	var aliases, languages, contact, settings string
	var created, updated int64
	if err := r.Scan(&s.ID, &s.Name, &s.Origin, &s.HandleDomain, &aliases, &languages, &s.TimeZone, &s.Theme,
		&contact, &settings, &s.State, &s.Generation, &created, &updated); err != nil {
		return nil, err
	}
	s.Created, s.Updated = at(created), at(updated)
	return &s, errors.Join(decode(aliases, &s.Aliases), decode(languages, &s.Languages),
		decode(contact, &s.Contact), decode(settings, &s.Settings))
}

// CreateSite stores a new site with its main channel.
func (db *DB) CreateSite(ctx context.Context, s *content.Site, main *content.Channel) error {
	err := db.inTx(ctx, func(t *tx) error {
		state := s.State
		if state == "" {
			state = content.SiteActive
		}
		n, err := t.exec(ctx, `INSERT INTO sites (id, name, origin, host, handle_domain, aliases, languages, time_zone,
				theme, contact, settings, state, generation, created, updated)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13, $14) ON CONFLICT (id) DO NOTHING`,
			s.ID, s.Name, s.Origin, s.Host(), s.HandleDomain, encode(s.Aliases), encode(s.Languages), s.TimeZone,
			s.Theme, encode(s.Contact), encode(s.Settings), state, s.Created, s.Updated)
		if err != nil {
			return err
		}
		if n == 0 {
			return conflict("site %s exists", s.ID)
		}
		if err := t.saveHosts(ctx, s); err != nil {
			return err
		}
		main.Site, main.Kind = s.ID, content.ChannelMain
		return t.saveChannel(ctx, main)
	})
	if err != nil {
		return fail(err, "create site %s", s.Origin)
	}
	if s.State == "" {
		s.State = content.SiteActive
	}
	s.Generation = 1
	return nil
}

// saveHosts makes the site answer to its names and no other ones.
func (t *tx) saveHosts(ctx context.Context, s *content.Site) error {
	if _, err := t.exec(ctx, `DELETE FROM site_hosts WHERE site = $1`, s.ID); err != nil {
		return err
	}
	add := func(host, role string, rank int) error {
		host = strings.ToLower(host)
		if host == "" {
			return nil
		}
		if _, err := t.exec(ctx, `INSERT INTO site_hosts (host, role, rank, site) VALUES ($1, $2, $3, $4)
			ON CONFLICT (host, role) DO NOTHING`, host, role, rank, s.ID); err != nil {
			return err
		}
		var owner content.ID
		if err := t.row(ctx, `SELECT site FROM site_hosts WHERE host = $1 AND role = $2`, host, role).Scan(&owner); err != nil {
			return err
		}
		if owner != s.ID {
			return &content.Error{Code: content.Conflict, Key: "error.host_taken", Args: map[string]any{"Host": host},
				Err: conflict("%s belongs to site %s", host, owner)}
		}
		return nil
	}
	if err := add(s.Host(), "web", 0); err != nil {
		return err
	}
	for _, a := range s.Aliases {
		if err := add(a, "web", 1); err != nil {
			return err
		}
	}
	return add(s.HandleDomain, "handle", 2)
}

// SaveSite changes a site.
func (db *DB) SaveSite(ctx context.Context, s *content.Site, jobs ...content.Job) error {
	var generation int64
	err := db.inTx(ctx, func(t *tx) error {
		if err := t.bump(ctx, s.ID); err != nil {
			return err
		}
		var zone string
		if err := t.row(ctx, `SELECT time_zone FROM sites WHERE id = $1`, s.ID).Scan(&zone); err != nil {
			return err
		}
		_, err := t.exec(ctx, `UPDATE sites SET name = $2, origin = $3, host = $4, handle_domain = $5, aliases = $6,
				languages = $7, time_zone = $8, theme = $9, contact = $10, settings = $11, state = $12, updated = $13
			WHERE id = $1`,
			s.ID, s.Name, s.Origin, s.Host(), s.HandleDomain, encode(s.Aliases), encode(s.Languages), s.TimeZone,
			s.Theme, encode(s.Contact), encode(s.Settings), s.State, s.Updated)
		if err != nil {
			return err
		}
		if err := t.saveHosts(ctx, s); err != nil {
			return err
		}
		if zone != s.TimeZone {
			if err := t.redate(ctx, s.ID); err != nil {
				return err
			}
		}
		if err := t.row(ctx, `SELECT generation FROM sites WHERE id = $1`, s.ID).Scan(&generation); err != nil {
			return err
		}
		return db.enqueue(ctx, t, jobs)
	})
	if err != nil {
		return fail(err, "save site %s", s.ID)
	}
	s.Generation = generation
	return nil
}

// redate finds the instants of a site's dates anew, and the months of its items:
// the zone of those that name none has changed.
func (t *tx) redate(ctx context.Context, site content.ID) error { return t.relistSite(ctx, site) }

// Site finds a site by its id.
func (db *DB) Site(ctx context.Context, id content.ID) (*content.Site, error) {
	s, err := scanSite(db.row(ctx, `SELECT `+siteColumns+` FROM sites WHERE id = $1`, id))
	return s, fail(err, "site %s", id)
}

// SiteByHost finds a site by a name it answers to.
func (db *DB) SiteByHost(ctx context.Context, host string) (*content.Site, error) {
	s, err := scanSite(db.row(ctx, `SELECT `+siteColumns+` FROM sites WHERE id =
		(SELECT site FROM site_hosts WHERE host = $1 ORDER BY rank LIMIT 1)`, strings.ToLower(host)))
	return s, fail(err, "site of host %s", host)
}

// Sites lists the sites that are not removed, by host.
func (db *DB) Sites(ctx context.Context) ([]*content.Site, error) {
	rows, err := db.query(ctx, `SELECT `+siteColumns+` FROM sites WHERE state <> $1 ORDER BY host, id`, content.SiteRemoved)
	list, err := collect(rows, err, func(r *sql.Rows) (*content.Site, error) { return scanSite(r) })
	return list, fail(err, "list sites")
}

// Generation is the number that every public change of the site moves.
func (db *DB) Generation(ctx context.Context, site content.ID) (n int64, err error) {
	err = db.row(ctx, `SELECT generation FROM sites WHERE id = $1`, site).Scan(&n)
	return n, fail(err, "generation of site %s", site)
}
