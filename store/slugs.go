package store

import (
	"context"
	"database/sql"
	"strconv"

	"vitrine/content"
)

// claimSlugs gives each text a slug of its own on (site, language): the one that
// is asked for, or that with -2, -3 … behind it.
func (v *saving) claimSlugs(ctx context.Context, it *content.Item) ([]content.Text, error) {
	texts := make([]content.Text, len(it.Texts))
	for i, text := range it.Texts {
		want := text.Slug
		if want == "" {
			want = string(it.ID)
		}
		slug, err := v.claimSlug(ctx, it.Site, text.Lang, want, it.ID)
		if err != nil {
			return nil, err
		}
		text.Slug = slug
		texts[i] = text
	}
	return texts, nil
}

// maxClaims bounds the races that a claim may lose.
const maxClaims = 20

func (t *tx) claimSlug(ctx context.Context, site content.ID, lang content.Lang, want string, item content.ID) (string, error) {
	slug := want
	for range maxClaims {
		if _, err := t.exec(ctx, `INSERT INTO slugs (site, lang, slug, item) VALUES ($1, $2, $3, $4)
			ON CONFLICT (site, lang, slug) DO NOTHING`, site, lang, slug, item); err != nil {
			return "", err
		}
		var owner content.ID
		err := t.row(ctx, `SELECT item FROM slugs WHERE site = $1 AND lang = $2 AND slug = $3`, site, lang, slug).Scan(&owner)
		if err != nil {
			return "", err
		}
		if owner == item {
			return slug, nil
		}
		if slug, err = t.freeSlug(ctx, site, lang, want, item); err != nil {
			return "", err
		}
	}
	return "", conflict("slug %s cannot be claimed", want)
}

// freeSlug finds a number behind want that is free or the item's own: the
// smallest while there are few, else one found by doubling and halving, so that
// the ten-thousandth item of that title costs little more than the second.
func (t *tx) freeSlug(ctx context.Context, site content.ID, lang content.Lang, want string, item content.ID) (string, error) {
	numbered := func(n int) string { return want + "-" + strconv.Itoa(n) }
	free := func(n int) (bool, error) {
		var owner content.ID
		err := t.row(ctx, `SELECT item FROM slugs WHERE site = $1 AND lang = $2 AND slug = $3`, site, lang, numbered(n)).Scan(&owner)
		if err == sql.ErrNoRows {
			return true, nil
		}
		return owner == item, err
	}
	const few = 16
	for n := 2; n <= few; n++ {
		if ok, err := free(n); ok || err != nil {
			return numbered(n), err
		}
	}
	taken, high := few, few
	for {
		high *= 2
		ok, err := free(high)
		if err != nil {
			return "", err
		}
		if ok {
			break
		}
		taken = high
	}
	for high-taken > 1 {
		mid := (taken + high) / 2
		ok, err := free(mid)
		if err != nil {
			return "", err
		}
		if ok {
			high = mid
		} else {
			taken = mid
		}
	}
	return numbered(high), nil
}

// releaseSlugs gives back what a draft was called before and nobody ever saw.
func (v *saving) releaseSlugs(ctx context.Context, it *content.Item) error {
	type named struct{ lang, slug string }
	rows, err := v.query(ctx, `SELECT lang, slug FROM slugs WHERE item = $1 AND live = 0`, it.ID)
	list, err := collect(rows, err, func(r *sql.Rows) (n named, err error) {
		err = r.Scan(&n.lang, &n.slug)
		return n, err
	})
	if err != nil {
		return err
	}
next:
	for _, n := range list {
		for _, t := range it.Texts {
			if string(t.Lang) == n.lang && t.Slug == n.slug {
				continue next
			}
		}
		if _, err := v.exec(ctx, `DELETE FROM slugs WHERE site = $1 AND lang = $2 AND slug = $3 AND live = 0`, it.Site, n.lang, n.slug); err != nil {
			return err
		}
	}
	return nil
}
