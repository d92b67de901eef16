package store

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"time"

	"vitrine/content"
)

// reader is what both a pool of readers and a transaction can do.
type reader interface {
	query(ctx context.Context, q string, args ...any) (*sql.Rows, error)
	row(ctx context.Context, q string, args ...any) *sql.Row
}

var (
	_ reader = (*DB)(nil)
	_ reader = (*tx)(nil)
)

// query reads outside of a transaction.
func (db *DB) query(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	text := db.text(q)
	if st := db.readStmts.prepare(ctx, db.read, text); st != nil {
		return st.QueryContext(ctx, db.bind(args)...)
	}
	return db.read.QueryContext(ctx, text, db.bind(args)...)
}

// row reads one row outside of a transaction.
func (db *DB) row(ctx context.Context, q string, args ...any) *sql.Row {
	text := db.text(q)
	if st := db.readStmts.prepare(ctx, db.read, text); st != nil {
		return st.QueryRowContext(ctx, db.bind(args)...)
	}
	return db.read.QueryRowContext(ctx, text, db.bind(args)...)
}

// tx is a transaction that writes.
type tx struct {
	*DB
	raw  *sql.Tx
	want []string // texts to prepare once the only connection is free
}

// exec runs a statement and returns the number of rows it changed.
func (t *tx) exec(ctx context.Context, q string, args ...any) (int64, error) {
	text := t.text(q)
	var res sql.Result
	var err error
	if st := t.prepared(ctx, text); st != nil {
		res, err = st.ExecContext(ctx, t.bind(args)...)
	} else {
		res, err = t.raw.ExecContext(ctx, text, t.bind(args)...)
	}
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

func (t *tx) query(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	text := t.text(q)
	if st := t.prepared(ctx, text); st != nil {
		return st.QueryContext(ctx, t.bind(args)...)
	}
	return t.raw.QueryContext(ctx, text, t.bind(args)...)
}

func (t *tx) row(ctx context.Context, q string, args ...any) *sql.Row {
	text := t.text(q)
	if st := t.prepared(ctx, text); st != nil {
		return st.QueryRowContext(ctx, t.bind(args)...)
	}
	return t.raw.QueryRowContext(ctx, text, t.bind(args)...)
}

func (t *tx) prepared(ctx context.Context, text string) *sql.Stmt {
	if !t.writeStmts.enabled {
		return nil
	}
	if st := t.writeStmts.get(text); st != nil {
		return t.raw.StmtContext(ctx, st)
	}
	t.want = append(t.want, text)
	return nil
}

// Tries of a transaction that the database could not serialise, and the longest
// first wait between them.
const (
	maxTries  = 8
	firstWait = 4 * time.Millisecond
)

// inTx runs f in one transaction, again when the database could not serialise
// it. f may therefore run several times.
func (db *DB) inTx(ctx context.Context, f func(t *tx) error) error {
	var err error
	for try := range maxTries {
		if try > 0 {
			if werr := wait(ctx, rand.N(firstWait<<try)); werr != nil {
				return werr
			}
		}
		if err = db.once(ctx, f); err == nil || !passing(err) {
			break
		}
	}
	return fail(err, "write")
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

func (db *DB) once(ctx context.Context, f func(t *tx) error) error {
	raw, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	t := &tx{DB: db, raw: raw}
	defer raw.Rollback() // after a commit this does nothing; it also ends a panic's transaction
	if err := f(t); err != nil {
		return err
	}
	if err := raw.Commit(); err != nil {
		return err
	}
	for _, text := range t.want {
		db.writeStmts.prepare(ctx, db.write, text)
	}
	return nil
}

// collect reads all rows with scan and closes them.
func collect[T any](rows *sql.Rows, err error, scan func(*sql.Rows) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// scanOne scans a row of one column.
func scanOne[T any](r *sql.Rows) (v T, err error) {
	err = r.Scan(&v)
	return v, err
}

// bump moves the site's generation, which keys the page cache, and locks the
// site's row: public writes of one site happen one after the other.
func (t *tx) bump(ctx context.Context, site content.ID) error {
	n, err := t.exec(ctx, `UPDATE sites SET generation = generation + 1 WHERE id = $1`, site)
	if err == nil && n == 0 {
		return notFound("site %s", site)
	}
	return err
}
