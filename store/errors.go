package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"

	"vitrine/content"
)

// fail gives an error of the database its code and says what was being done.
// The database's own words stay in the cause, which only the log sees. Errors
// that have a code already keep it.
func fail(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	wrapped := fmt.Errorf(format+": %w", append(args, err)...)
	var coded *content.Error
	if errors.As(err, &coded) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return wrapped
	}
	return content.Fail(codeOf(err), wrapped)
}

// codeOf classifies a driver's error.
func codeOf(err error) content.Code {
	if errors.Is(err, sql.ErrNoRows) {
		return content.NotFound
	}
	var lite sqlite3.Error
	if errors.As(err, &lite) {
		return codeOfSQLite(lite)
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return codeOfPostgres(pg.Code)
	}
	var connect *pgconn.ConnectError
	var network net.Error
	if errors.As(err, &connect) || errors.As(err, &network) || errors.Is(err, driver.ErrBadConn) ||
		errors.Is(err, sql.ErrConnDone) || strings.Contains(err.Error(), "conn closed") ||
		strings.Contains(err.Error(), "unexpected EOF") {
		return content.Unavailable
	}
	return content.Internal
}

func codeOfSQLite(e sqlite3.Error) content.Code {
	switch e.ExtendedCode {
	case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey, sqlite3.ErrConstraintRowID:
		return content.Conflict
	case sqlite3.ErrConstraintForeignKey:
		return content.NotFound // the row it belongs to is not there
	}
	switch e.Code {
	case sqlite3.ErrFull:
		return content.Full
	case sqlite3.ErrBusy, sqlite3.ErrLocked, sqlite3.ErrCantOpen, sqlite3.ErrIoErr, sqlite3.ErrReadonly, sqlite3.ErrInterrupt:
		return content.Unavailable
	case sqlite3.ErrTooBig:
		return content.TooLarge
	}
	return content.Internal
}

func codeOfPostgres(state string) content.Code {
	switch {
	case state == "23505":
		return content.Conflict
	case state == "23503":
		return content.NotFound
	case state == "53100": // disk full
		return content.Full
	case strings.HasPrefix(state, "08"), strings.HasPrefix(state, "53"), strings.HasPrefix(state, "57P"),
		state == "57014", state == "40001", state == "40P01", state == "55P03", state == "25006":
		return content.Unavailable
	}
	return content.Internal
}

// passing reports whether the same transaction may succeed when tried again:
// the database could not serialise it.
func passing(err error) bool {
	var lite sqlite3.Error
	if errors.As(err, &lite) {
		return lite.Code == sqlite3.ErrBusy || lite.Code == sqlite3.ErrLocked
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "40001" || pg.Code == "40P01"
	}
	return false
}

// notFound says what is not there.
func notFound(format string, args ...any) error {
	return content.Failf(content.NotFound, format, args...)
}

// conflict says what stands in the way.
func conflict(format string, args ...any) error {
	return content.Failf(content.Conflict, format, args...)
}
