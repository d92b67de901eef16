package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"vitrine/content"
)

func scanTag(r scanner) (t content.Tag, err error) {
	var labels string
	if err := r.Scan(&t.ID, &t.Site, &t.Slug, &labels); err != nil {
		return t, err
	}
	return t, decode(labels, &t.Labels)
}

func scanTagRow(r *sql.Rows) (content.Tag, error) { return scanTag(r) }

// SaveTag stores a new or changed tag.
func (db *DB) SaveTag(ctx context.Context, tag *content.Tag) error {
	err := db.inTx(ctx, func(t *tx) error {
		if err := t.bump(ctx, tag.Site); err != nil {
			return err
		}
		n, err := t.exec(ctx, `INSERT INTO tags (id, site, slug, labels) VALUES ($1, $2, $3, $4)
			ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, labels = excluded.labels
			WHERE tags.site = excluded.site`, tag.ID, tag.Site, tag.Slug, encode(tag.Labels))
		if err == nil && n == 0 {
			return notFound("tag %s of site %s", tag.ID, tag.Site)
		}
		return err
	})
	return fail(err, "save tag %s", tag.Slug)
}

// Tags lists the vocabulary by slug.
func (db *DB) Tags(ctx context.Context, site content.ID) ([]content.Tag, error) {
	if err := db.knows(ctx, site); err != nil {
		return nil, err
	}
	rows, err := db.query(ctx, `SELECT id, site, slug, labels FROM tags WHERE site = $1 ORDER BY slug`, site)
	list, err := collect(rows, err, scanTagRow)
	return list, fail(err, "tags of site %s", site)
}

// TagBySlug finds a tag by its slug.
func (db *DB) TagBySlug(ctx context.Context, site content.ID, slug string) (*content.Tag, error) {
	t, err := scanTag(db.row(ctx, `SELECT id, site, slug, labels FROM tags WHERE site = $1 AND slug = $2`, site, slug))
	if err != nil {
		return nil, fail(err, "tag %s of site %s", slug, site)
	}
	return &t, nil
}

// TagCounts counts the published items of each tag, on one channel or all.
func (db *DB) TagCounts(ctx context.Context, site, channel content.ID, limit int) ([]content.TagCount, error) {
	if err := db.knows(ctx, site); err != nil {
		return nil, err
	}
	if channel != "" {
		if _, err := db.Channel(ctx, site, channel); err != nil {
			return nil, err
		}
	}
	prefix := facetOfTag(public, channel, "")
	rows, err := db.query(ctx, `SELECT f.n, t.id, t.site, t.slug, t.labels
		FROM facets f`+db.crossJoin()+`tags t ON t.id = substr(f.name, $4)
		WHERE f.site = $1 AND f.name >= $2 AND f.name < $3 AND f.n > 0
		ORDER BY f.n DESC, t.slug LIMIT $5`, site, prefix, prefix[:len(prefix)-1]+";", len(prefix)+1, limit)
	list, err := collect(rows, err, func(r *sql.Rows) (content.TagCount, error) {
		var c content.TagCount
		var labels string
		if err := r.Scan(&c.Count, &c.Tag.ID, &c.Tag.Site, &c.Tag.Slug, &labels); err != nil {
			return c, err
		}
		return c, decode(labels, &c.Tag.Labels)
	})
	return list, fail(err, "tag counts of site %s", site)
}

// tagsByID loads tags of a site by their ids.
func tagsByID(ctx context.Context, r reader, d dialect, site content.ID, ids []string) (map[content.ID]content.Tag, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := r.query(ctx, `SELECT id, site, slug, labels FROM tags WHERE `+d.anyOf("id", 1), ids)
	list, err := collect(rows, err, scanTagRow)
	if err != nil {
		return nil, fail(err, "tags of site %s", site)
	}
	byID := make(map[content.ID]content.Tag, len(list))
	for _, t := range list {
		if t.Site == site {
			byID[t.ID] = t
		}
	}
	return byID, nil
}

// resolveTags gives an item's tags their ids: a tag without one is found by its
// slug, or made.
func (t *tx) resolveTags(ctx context.Context, site content.ID, tags []content.Tag) ([]content.Tag, error) {
	fresh := slices.Clone(tags)
	slices.SortFunc(fresh, func(a, b content.Tag) int { return cmp.Compare(a.Slug, b.Slug) }) // no two wait for each other
	for _, tag := range fresh {
		if tag.ID != "" {
			continue
		}
		if _, err := t.exec(ctx, `INSERT INTO tags (id, site, slug, labels) VALUES ($1, $2, $3, $4)
			ON CONFLICT (site, slug) DO NOTHING`, content.NewID(), site, tag.Slug, encode(tag.Labels)); err != nil {
			return nil, fail(err, "make tag %s", tag.Slug)
		}
	}
	out := make([]content.Tag, 0, len(tags))
	seen := map[content.ID]bool{}
	for _, tag := range tags {
		q, key := `SELECT id, site, slug, labels FROM tags WHERE site = $1 AND slug = $2`, tag.Slug
		if tag.ID != "" {
			q, key = `SELECT id, site, slug, labels FROM tags WHERE site = $1 AND id = $2`, string(tag.ID)
		}
		have, err := scanTag(t.row(ctx, q, site, key))
		if err != nil {
			return nil, fail(err, "tag %s", key)
		}
		if !seen[have.ID] {
			seen[have.ID] = true
			out = append(out, have)
		}
	}
	return out, nil
}

// resolveAuthors gives an item's authors their ids: an author without one is
// found by name and handle, or made.
func (t *tx) resolveAuthors(ctx context.Context, site content.ID, authors []content.Author) ([]content.Author, error) {
	out := make([]content.Author, 0, len(authors))
	for _, a := range authors {
		var err error
		if a.ID == "" {
			if _, err = t.exec(ctx, `INSERT INTO authors (id, site, name, handle) VALUES ($1, $2, $3, $4)
				ON CONFLICT (site, name, handle) DO NOTHING`, content.NewID(), site, a.Name, a.Handle); err == nil {
				err = t.row(ctx, `SELECT id FROM authors WHERE site = $1 AND name = $2 AND handle = $3`,
					site, a.Name, a.Handle).Scan(&a.ID)
			}
		} else {
			var one int
			err = t.row(ctx, `SELECT 1 FROM authors WHERE id = $1 AND site = $2`, a.ID, site).Scan(&one)
		}
		if err != nil {
			return nil, fail(err, "author %q", a.Name)
		}
		out = append(out, a)
	}
	return out, nil
}
