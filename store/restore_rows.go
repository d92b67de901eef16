package store

import (
	"archive/tar"
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// restore writes the parts of a verified file. put collects the media written.
func (t *tx) restore(ctx context.Context, file string, blobs Blobs, out *Restored, put *[]string) error {
	counts := map[string]int64{}
	types := make(map[string]string, len(out.Manifest.Parts))
	for _, p := range out.Manifest.Parts {
		types[p.Name] = p.ContentType
	}
	err := eachEntry(ctx, file, func(h *tar.Header, r io.Reader) error {
		switch {
		case h.Name == formatEntry, h.Name == manifestEntry:
			return nil
		case h.Name == secretEntry:
			secret, err := io.ReadAll(io.LimitReader(r, maxSecret))
			out.Secret = secret
			return err
		case strings.HasPrefix(h.Name, rowsPrefix):
			table, err := tableOf(h.Name)
			if err != nil {
				return err
			}
			n, err := t.restorePart(ctx, table, io.LimitReader(r, maxPart))
			counts[table.name] += n
			return fail(err, "restore %s", h.Name)
		case strings.HasPrefix(h.Name, mediaPrefix):
			if blobs == nil {
				return nil
			}
			key := strings.TrimPrefix(h.Name, mediaPrefix)
			*put = append(*put, key)
			if err := blobs.Put(ctx, key, types[h.Name], r, h.Size); err != nil {
				return fmt.Errorf("restore media %s: %w", key, err)
			}
			return nil
		}
		return broken("it has an entry %q that does not belong there", h.Name)
	})
	if err != nil {
		return err
	}
	for name, n := range out.Manifest.Rows {
		if counts[name] != n {
			return broken("it has %d rows of %s, its manifest says %d", counts[name], name, n)
		}
	}
	return nil
}

// insertRows is how many rows one statement inserts.
const insertRows = 40

// restorePart inserts the rows of a part.
func (t *tx) restorePart(ctx context.Context, table backupTable, r io.Reader) (count int64, err error) {
	dec := json.NewDecoder(bufio.NewReaderSize(r, 64<<10))
	var columns []string
	if err := dec.Decode(&columns); err != nil {
		return 0, broken("a part has no columns")
	}
	known, err := tableColumns(ctx, t.raw, table)
	if err != nil {
		return 0, err
	}
	for _, c := range columns { // names become part of a statement
		if !slices.Contains(known, c) {
			return 0, broken("%s has a column %q that is not known", table.name, c)
		}
	}
	var args []any
	rows := 0
	flush := func() error {
		if rows == 0 {
			return nil
		}
		_, err := t.exec(ctx, t.insertText(table, columns, rows), args...)
		args, rows = args[:0], 0
		return err
	}
	for {
		var line []json.RawMessage
		err := dec.Decode(&line)
		if errors.Is(err, io.EOF) {
			return count, flush()
		}
		if err != nil || len(line) != len(columns) {
			return count, broken("row %d cannot be read", count+1)
		}
		for _, raw := range line {
			v, err := readValue(raw)
			if err != nil {
				return count, broken("row %d cannot be read: %v", count+1, err)
			}
			args = append(args, v)
		}
		rows, count = rows+1, count+1
		if rows == insertRows {
			if err := flush(); err != nil {
				return count, err
			}
		}
	}
}

// insertText is an INSERT of several rows.
func (d dialect) insertText(table backupTable, columns []string, rows int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + table.name + " (" + strings.Join(columns, ", "))
	end := ")"
	if d.postgres && table.empty != "" {
		b.WriteString(", " + table.empty)
		end = ", '')"
	}
	b.WriteString(") VALUES ")
	n := 0
	for r := range rows {
		if r > 0 {
			b.WriteString(", ")
		}
		for c := range columns {
			n++
			b.WriteString(map[bool]string{true: "(", false: ", "}[c == 0] + placeholder(n))
		}
		b.WriteString(end)
	}
	return b.String()
}

// finishRestore pauses what would be sent, brings the sequences of PostgreSQL
// past what was inserted, and makes the derived tables.
func (t *tx) finishRestore(ctx context.Context, out *Restored) error {
	var err error
	if out.Paused, err = t.exec(ctx, "UPDATE deliveries SET state = 2 WHERE state = 0"); err != nil {
		return fail(err, "pause deliveries")
	}
	// A dead job is dated by its due.
	if _, err := t.exec(ctx, "UPDATE jobs SET dead = 1, lease = '', held = 0, due = $1, last_err = 'restored'"+forgetLetter+" WHERE dead = 0 AND timer = 0 AND cancelled = 0", out.Manifest.Created); err != nil {
		return fail(err, "pause jobs")
	}
	for _, q := range []string{
		"DELETE FROM jobs WHERE cancelled = 1",
		"UPDATE jobs SET lease = '', held = 0, due = run_at WHERE dead = 0",
		"UPDATE hosts SET open_until = 0 WHERE open_until > 0 AND dead = 0",
	} {
		if _, err := t.exec(ctx, q); err != nil {
			return fail(err, "pause jobs")
		}
	}
	if t.postgres {
		for _, table := range []string{"jobs", "deliveries", "remote_posts"} {
			q := "SELECT setval(pg_get_serial_sequence('" + table + "', 'seq'), (SELECT COALESCE(max(seq), 0) + 1 FROM " + table + "), false)"
			if _, err := t.exec(ctx, q); err != nil {
				return fail(err, "sequence of %s", table)
			}
		}
	}
	if err := t.reindexAll(ctx); err != nil {
		return fail(err, "index words")
	}
	return fail(t.relistAll(ctx), "make lists")
}
