//go:build !sqlite_fts5

package store

// Without this tag SQLite is built without full-text search and the program
// would fail at its first migration. The undefined name stops the build instead.
var _ = vitrine_must_be_built_with_tags_sqlite_fts5
