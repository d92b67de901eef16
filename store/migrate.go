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
	// Another process may migrate the same file meanwhile. SQLite has no
	// advisory lock: whoever comes second at a step fails, finds that step done,
	// and goes on with the next one. A step that fails for itself is not done.
	for last := int64(-1); err != nil && !db.postgres && ctx.Err() == nil; {
		done := db.migrated(ctx)
		if done == last {
			break
		}
		last, err = done, db.up(ctx, files)
	}
	return fail(err, "migrate the database")
}

// migrated is the version of the tables, 0 while there are none.
func (db *DB) migrated(ctx context.Context) int64 {
	var version sql.NullInt64
	if err := db.write.QueryRowContext(ctx, `SELECT MAX(version_id) FROM goose_db_version`).Scan(&version); err != nil {
		return 0 // the first step is not done
	}
	return version.Int64
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
