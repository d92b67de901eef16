package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/mattn/go-sqlite3"

	"vitrine/content"
)

// Config says which database to open: Path or URL.
type Config struct {
	Path        string        // SQLite file, made when it is missing
	URL         string        // PostgreSQL, "postgres://user@host/name"
	Kinds       content.Kinds // how details are decoded
	Synchronous string        // SQLite: "FULL" (the default: what was accepted survives a power cut) or "NORMAL"
	PageLimit   int           // SQLite: largest size in pages, 0 for none
	Conns       int           // PostgreSQL connections, SQLite readers; 0 means a number that suits the machine
	Log         *slog.Logger
}

// DB implements content.Store.
type DB struct {
	dialect
	write *sql.DB // SQLite: one connection
	read  *sql.DB // SQLite: connections that cannot write; PostgreSQL: the same pool
	kinds content.Kinds
	log   *slog.Logger

	readStmts  statements
	writeStmts statements
	group      group
}

// Open opens the database and brings its tables up to date.
func Open(ctx context.Context, c Config) (*DB, error) {
	db, err := connect(c)
	if err != nil {
		return nil, err
	}
	if err := db.migrate(ctx); err != nil {
		db.Close()
		return nil, err
	}
	if err := db.refresh(ctx); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// connect makes the pools; nothing is opened yet.
func connect(c Config) (*DB, error) {
	db := &DB{kinds: c.Kinds, log: c.Log}
	if db.log == nil {
		db.log = slog.New(slog.DiscardHandler)
	}
	db.readStmts.enabled, db.writeStmts.enabled = c.URL == "", c.URL == ""
	switch {
	case c.URL != "" && c.Path != "":
		return nil, errors.New("a database is a file or an address, not both")
	case c.URL != "":
		return db, db.connectPostgres(c)
	case c.Path != "":
		return db, db.connectSQLite(c)
	}
	return nil, errors.New("no database named")
}

func (db *DB) connectPostgres(c Config) error {
	cfg, err := pgx.ParseConfig(c.URL)
	if err != nil {
		// The parser's message may contain the address with its password.
		return errors.New("the address of the database cannot be read")
	}
	db.postgres = true
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = 5 * time.Second
	}
	pool := stdlib.OpenDB(*cfg)
	n := c.Conns
	if n == 0 {
		n = 8 + 4*runtime.GOMAXPROCS(0)
	}
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	db.write, db.read = pool, pool
	return nil
}

func (db *DB) connectSQLite(c Config) error {
	path, err := filepath.Abs(c.Path)
	if err != nil {
		return fmt.Errorf("database %s: %w", c.Path, err)
	}
	// The file, and with it the journals that SQLite puts beside it, is its
	// owner's alone, whatever the folder allows.
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("database: %w", err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("database: %w", err)
	}
	sync := c.Synchronous
	if sync == "" {
		sync = "FULL"
	}
	both := url.Values{"_busy_timeout": {"5000"}, "_foreign_keys": {"1"}, "_cache_size": {"-8000"}}
	w := url.Values{"mode": {"rwc"}, "_txlock": {"immediate"}, "_journal_mode": {"WAL"}, "_synchronous": {sync}}
	r := url.Values{"mode": {"ro"}, "_query_only": {"1"}}
	for k, v := range both {
		w[k], r[k] = v, v
	}
	db.write = sql.OpenDB(sqliteConnector{dsn: sqliteDSN(path, w), pages: c.PageLimit})
	db.write.SetMaxOpenConns(1)
	db.write.SetConnMaxLifetime(0)
	db.read = sql.OpenDB(sqliteConnector{dsn: sqliteDSN(path, r)})
	n := c.Conns
	if n == 0 {
		n = max(4, 2*runtime.GOMAXPROCS(0))
	}
	db.read.SetMaxOpenConns(n)
	db.read.SetMaxIdleConns(n)
	return nil
}

// sqliteDSN names the file; url escapes what a path may contain.
func sqliteDSN(path string, params url.Values) string {
	u := url.URL{Scheme: "file", Path: path, RawQuery: params.Encode()}
	return u.String()
}

// sqliteConnector opens connections without a name in the global registry of drivers.
type sqliteConnector struct {
	dsn   string
	pages int
}

func (c sqliteConnector) Driver() driver.Driver {
	d := &sqlite3.SQLiteDriver{}
	if c.pages > 0 {
		d.ConnectHook = func(conn *sqlite3.SQLiteConn) error {
			_, err := conn.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", c.pages), nil)
			return err
		}
	}
	return d
}

func (c sqliteConnector) Connect(context.Context) (driver.Conn, error) { return c.Driver().Open(c.dsn) }

// Close closes the database; calls under way end first.
func (db *DB) Close() error {
	db.readStmts.close()
	db.writeStmts.close()
	err := db.write.Close()
	if db.read != db.write {
		err = errors.Join(db.read.Close(), err)
	}
	return err
}

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	var one int
	return fail(db.read.QueryRowContext(ctx, "SELECT 1").Scan(&one), "ping the database")
}

// Postgres reports whether the database is PostgreSQL, which several processes may share.
func (db *DB) Postgres() bool { return db.postgres }

// statements caches prepared statements by their text. PostgreSQL's driver has
// its own cache, so this one is SQLite's alone.
type statements struct {
	enabled bool
	mu      sync.RWMutex
	byText  map[string]*sql.Stmt
}

// maxStatements bounds the cache; texts are few, lists do not change them.
const maxStatements = 512

func (s *statements) get(text string) *sql.Stmt {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.byText[text]
}

// prepare adds a statement; a failure is left for its use to report.
func (s *statements) prepare(ctx context.Context, pool *sql.DB, text string) *sql.Stmt {
	if !s.enabled {
		return nil
	}
	if st := s.get(text); st != nil {
		return st
	}
	s.mu.RLock()
	full := len(s.byText) >= maxStatements
	s.mu.RUnlock()
	if full {
		return nil
	}
	// Not under the lock: the only writing connection may be held by one who
	// waits for the lock.
	st, err := pool.PrepareContext(ctx, text)
	if err != nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if first := s.byText[text]; first != nil {
		st.Close()
		return first
	}
	if s.byText == nil {
		s.byText = map[string]*sql.Stmt{}
	}
	s.byText[text] = st
	return st
}

func (s *statements) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, st := range s.byText {
		st.Close()
	}
	s.byText = nil
}
