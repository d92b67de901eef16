package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/sqlite/*.sql migrations/postgres/*.sql
var migrations embed.FS

// migrate brings the tables up to date, one process at a time.
func (db *DB) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations/"+db.name())
	if err != nil {
		return err
	}
	err = db.up(ctx, files)
	if err != nil && !db.postgres && ctx.Err() == nil {
		// Another process may have migrated the same file meanwhile: SQLite has
		// no advisory lock, but the loser finds the work done.
		err = db.up(ctx, files)
	}
	return fail(err, "migrate the database")
}

func (db *DB) up(ctx context.Context, files fs.FS) error {
	dialect, options := goose.DialectSQLite3, []goose.ProviderOption{
		goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()),
	}
	if db.postgres {
		dialect = goose.DialectPostgres
		options = append(options, goose.WithSessionLocker(migrationLock{}))
	}
	p, err := goose.NewProvider(dialect, db.write, files, options...)
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

// migrationLock waits for other processes that migrate the same schema.
type migrationLock struct{}

var _ lock.SessionLocker = migrationLock{}

const lockKey = `hashtextextended('vitrine migrations ' || current_database() || ' ' || current_schema(), 0)`

func (migrationLock) SessionLock(ctx context.Context, conn *sql.Conn) error {
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_lock(`+lockKey+`)`); err != nil {
		return fmt.Errorf("lock migrations: %w", err)
	}
	return nil
}

func (migrationLock) SessionUnlock(ctx context.Context, conn *sql.Conn) error {
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_unlock(`+lockKey+`)`); err != nil {
		return fmt.Errorf("unlock migrations: %w", err)
	}
	return nil
}
