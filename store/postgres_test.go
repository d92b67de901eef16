package store

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"

	"vitrine/content"
)

// schemas are migrated and empty, for the next test: making one takes longer
// than most tests do.
var schemas struct {
	mu   sync.Mutex
	free []string
	all  []string
}

func TestMain(m *testing.M) {
	code := m.Run()
	if len(schemas.all) > 0 {
		if admin, err := connect(Config{URL: os.Getenv("VITRINE_TEST_DATABASE_URL"), Conns: 1}); err == nil {
			for _, name := range schemas.all {
				admin.write.ExecContext(context.Background(), "DROP SCHEMA IF EXISTS "+name+" CASCADE")
			}
			admin.Close()
		}
	}
	os.Exit(code)
}

// pooledSchema is a schema with all tables, without rows.
func pooledSchema(t testing.TB) string {
	t.Helper()
	admin := adminOf(t)
	schemas.mu.Lock()
	name := ""
	if n := len(schemas.free); n > 0 {
		name, schemas.free = schemas.free[n-1], schemas.free[:n-1]
	}
	schemas.mu.Unlock()
	if name == "" {
		name = createSchema(t, admin)
		schemas.mu.Lock()
		schemas.all = append(schemas.all, name)
		schemas.mu.Unlock()
	}
	t.Cleanup(func() {
		if err := empty(admin, name); err != nil {
			t.Error(err)
			return
		}
		schemas.mu.Lock()
		schemas.free = append(schemas.free, name)
		schemas.mu.Unlock()
	})
	return inSchema(name)
}

// empty deletes all rows, whatever they refer to.
func empty(admin *DB, name string) error {
	ctx := context.Background()
	rows, err := admin.query(ctx, "SELECT tablename FROM pg_tables WHERE schemaname = $1 AND tablename NOT LIKE 'goose_%'", name)
	tables, err := collect(rows, err, scanOne[string])
	if err != nil {
		return err
	}
	return admin.inTx(ctx, func(t *tx) error {
		if _, err := t.raw.ExecContext(ctx, "SET LOCAL session_replication_role = replica"); err != nil {
			return err
		}
		for _, table := range tables {
			if _, err := t.raw.ExecContext(ctx, "DELETE FROM "+name+"."+table); err != nil {
				return err
			}
		}
		return nil
	})
}

// postgresSchema makes an empty schema, dropped when the test ends, in the
// database that VITRINE_TEST_DATABASE_URL names.
func postgresSchema(t testing.TB) string {
	t.Helper()
	admin := adminOf(t)
	name := createSchema(t, admin)
	t.Cleanup(func() {
		if _, err := admin.write.ExecContext(context.Background(), "DROP SCHEMA "+name+" CASCADE"); err != nil {
			t.Error(err)
		}
	})
	return inSchema(name)
}

// adminOf connects to the test's database, closed when the test ends.
func adminOf(t testing.TB) *DB {
	t.Helper()
	url := os.Getenv("VITRINE_TEST_DATABASE_URL")
	if url == "" {
		t.Skip("VITRINE_TEST_DATABASE_URL names no database")
	}
	admin, err := connect(Config{URL: url, Conns: 1})
	must(t, err)
	t.Cleanup(func() { admin.Close() })
	return admin
}

func createSchema(t testing.TB, admin *DB) string {
	t.Helper()
	name := "t_" + string(content.NewID())
	if _, err := admin.write.ExecContext(context.Background(), "CREATE SCHEMA "+name); err != nil {
		t.Fatal(err)
	}
	return name
}

// inSchema is the address of the test's database with a schema.
func inSchema(name string) string {
	url := os.Getenv("VITRINE_TEST_DATABASE_URL")
	if strings.Contains(url, "?") {
		return url + "&search_path=" + name
	}
	return url + "?search_path=" + name
}
