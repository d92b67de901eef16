package store

import (
	"context"
	"database/sql"
	"time"

	"vitrine/content"
)

const tokenColumns = `t.id, t.owner, t.site, t.name, t.scopes, t.hash, t.created, t.expires, t.last_used`

func scanToken(r scanner, more ...any) (t content.Token, err error) {
	var scopes string
	var created, expires, used int64
	dest := append([]any{&t.ID, &t.User, &t.Site, &t.Name, &scopes, &t.Hash, &created, &expires, &used}, more...)
	if err := r.Scan(dest...); err != nil {
		return t, err
	}
	t.Created, t.Expires, t.LastUsed = at(created), at(expires), at(used)
	return t, decode(scopes, &t.Scopes)
}

// SaveToken stores a new token, or the name, scopes and end of one.
func (db *DB) SaveToken(ctx context.Context, k *content.Token) error {
	err := db.inTx(ctx, func(t *tx) error {
		n, err := t.exec(ctx, `INSERT INTO tokens (id, owner, site, name, scopes, hash, created, expires, last_used)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, scopes = excluded.scopes, expires = excluded.expires
			WHERE tokens.site = excluded.site AND tokens.owner = excluded.owner`,
			k.ID, k.User, k.Site, k.Name, encode(k.Scopes), k.Hash, k.Created, k.Expires, k.LastUsed)
		if err == nil && n == 0 {
			return notFound("token %s of site %s", k.ID, k.Site)
		}
		return err
	})
	return fail(err, "save token %s", k.ID)
}

// TokenByHash finds a token that has not expired, of a user who is not disabled,
// with the user's roles on the token's site. It notes the use, to the hour.
func (db *DB) TokenByHash(ctx context.Context, hash string, now time.Time) (*content.Token, *content.User, []content.Membership, error) {
	var u content.User
	var created int64
	k, err := scanToken(db.row(ctx, `SELECT `+tokenColumns+`, `+userColumns+` FROM tokens t JOIN users u ON u.id = t.owner
		WHERE t.hash = $1 AND (t.expires = 0 OR t.expires > $2) AND u.disabled = 0`, hash, now),
		&u.ID, &u.Email, &u.Name, &u.Disabled, &created)
	if err != nil {
		return nil, nil, nil, fail(err, "token")
	}
	u.Created = at(created)
	members, err := memberships(ctx, db, u.ID, k.Site)
	if err != nil {
		return nil, nil, nil, fail(err, "memberships of user %s", u.ID)
	}
	if hour := now.Truncate(time.Hour); hour.After(k.LastUsed) {
		err := db.inTx(ctx, func(t *tx) error {
			_, err := t.exec(ctx, `UPDATE tokens SET last_used = $2 WHERE id = $1 AND last_used < $2`, k.ID, hour)
			return err
		})
		if err != nil {
			// A full disk must not lock out who would make room.
			db.log.Warn("note the use of a token", "token", k.ID, "err", err)
		}
	}
	return &k, &u, members, nil
}

// Tokens lists a user's tokens on a site, everyone's when user is empty, newest first.
func (db *DB) Tokens(ctx context.Context, site, user content.ID) ([]content.Token, error) {
	if err := db.knows(ctx, site); err != nil {
		return nil, err
	}
	rows, err := db.query(ctx, `SELECT `+tokenColumns+` FROM tokens t
		WHERE t.site = $1 AND ($2 = '' OR t.owner = $2) ORDER BY t.created DESC, t.id`, site, user)
	list, err := collect(rows, err, func(r *sql.Rows) (content.Token, error) { return scanToken(r) })
	return list, fail(err, "tokens of site %s", site)
}

// DeleteToken ends a token at once.
func (db *DB) DeleteToken(ctx context.Context, site, id content.ID) error {
	err := db.inTx(ctx, func(t *tx) error {
		n, err := t.exec(ctx, `DELETE FROM tokens WHERE id = $1 AND site = $2`, id, site)
		if err == nil && n == 0 {
			return notFound("token %s of site %s", id, site)
		}
		return err
	})
	return fail(err, "delete token %s", id)
}

// answersKept is how long a repeated call finds the first answer.
const answersKept = 24 * time.Hour

// claimDies is when a call that has not answered was killed: the same call may
// claim the key again. No call takes as long.
const claimDies = 6 * time.Minute

// Idempotent claims a key for a call, or finds what the first one answered.
func (db *DB) Idempotent(ctx context.Context, site, token content.ID, key, sum string, now time.Time) (fresh bool, status int, answer []byte, err error) {
	err = db.inTx(ctx, func(t *tx) error {
		fresh, status, answer = false, 0, nil
		// A claim that has aged out is taken over in the same statement.
		n, err := t.exec(ctx, `INSERT INTO answers (site, token, key, sum, status, answer, claimed)
			VALUES ($1, $2, $3, $4, 0, $5, $6)
			ON CONFLICT (site, token, key) DO UPDATE SET sum = excluded.sum, status = 0, answer = excluded.answer,
				claimed = excluded.claimed
			WHERE answers.claimed < $7 OR (answers.status = 0 AND answers.sum = excluded.sum AND answers.claimed < $8)`,
			site, token, key, sum, []byte{}, now, now.Add(-answersKept), now.Add(-claimDies))
		if err != nil {
			return err
		}
		if n == 1 {
			fresh = true
			return nil
		}
		var first string
		err = t.row(ctx, `SELECT sum, status, answer FROM answers WHERE site = $1 AND token = $2 AND key = $3`,
			site, token, key).Scan(&first, &status, &answer)
		if err == nil && first != sum {
			return &content.Error{Code: content.Conflict, Key: "error.idempotency",
				Err: conflict("key %q was used for another call", key)}
		}
		return err
	})
	if err != nil {
		return false, 0, nil, fail(err, "claim key %q", key)
	}
	return fresh, status, answer, nil
}

// Answered stores the answer of a claim; status 0 gives the claim back.
func (db *DB) Answered(ctx context.Context, site, token content.ID, key string, status int, answer []byte) error {
	err := db.inTx(ctx, func(t *tx) error {
		var n int64
		var err error
		if status == 0 {
			n, err = t.exec(ctx, `DELETE FROM answers WHERE site = $1 AND token = $2 AND key = $3 AND status = 0`, site, token, key)
		} else {
			n, err = t.exec(ctx, `UPDATE answers SET status = $4, answer = $5 WHERE site = $1 AND token = $2 AND key = $3`,
				site, token, key, status, answer)
		}
		if err == nil && n == 0 {
			return notFound("claim of key %q", key)
		}
		return err
	})
	return fail(err, "answer of key %q", key)
}
