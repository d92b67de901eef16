// Package store keeps everything in SQLite or PostgreSQL. It is the only package
// that speaks SQL; it knows no rule of publishing, only how to keep what
// content.Service decided.
//
// # Two databases, one behaviour
//
// One SQL text serves both wherever possible: placeholders are $1, $2 …, times
// are milliseconds UTC with 0 for "none", flags are 0 and 1, and columns are NOT
// NULL so that no order depends on where NULLs go. Text compares byte by byte.
// The few differences are in dialect.go. The contract suite runs every method
// on both.
//
// # Reading and writing
//
// SQLite has one writing connection, whose transactions take the write lock at
// once, and a pool of connections that can only read. PostgreSQL has one pool.
// Every change runs in DB.inTx, which repeats what the database could not
// serialise; a function given to it must therefore leave alone what it captured
// until it succeeds.
//
// # Derived tables
//
// facets, listings, titles, agenda and search, and the columns items.listed and
// search_texts.doc, are made from the other tables: see DB.rebuild. They exist so
// that a page of a list costs the same with a hundred items and with a hundred
// thousand. A backup leaves them out.
package store
