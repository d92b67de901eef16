package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vitrine/content"
)

// backupTable is a table whose rows are in a backup.
type backupTable struct {
	name  string
	order string   // a key, so that the same rows make the same file
	leave []string // columns that the database or a rebuild draws anew
	empty string   // one of them that a rebuild fills, but may not be missing (PostgreSQL)
}

// backedUp are the tables in the order in which they refer to each other.
var backedUp = []backupTable{
	{name: "sites", order: "id"},
	{name: "site_hosts", order: "host, role"},
	{name: "channels", order: "id"},
	{name: "items", order: "id", leave: []string{"listed"}},
	{name: "revisions", order: "item, n"},
	{name: "slugs", order: "site, lang, slug"},
	{name: "drafts", order: "item, author"},
	{name: "tags", order: "id"},
	{name: "authors", order: "id"},
	{name: "media", order: "id"},
	{name: "media_uses", order: "item, which, media"},
	{name: "objects", order: "id"},
	{name: "featured", order: "channel, n"},
	{name: "users", order: "id"},
	{name: "memberships", order: "member, site, channel"},
	{name: "tokens", order: "id"},
	{name: "answers", order: "site, token, key"},
	{name: "keys", order: "site, owner, type"},
	{name: "search_texts", order: "num", leave: []string{"doc"}, empty: "doc"},
	{name: "actors", order: "id"},
	{name: "actor_keys", order: "key, actor"},
	{name: "hosts", order: "host"},
	{name: "followers", order: "site, channel, actor"},
	{name: "followings", order: "site, channel, actor"},
	{name: "replies", order: "id"},
	{name: "reactions", order: "object, kind, actor, target"},
	{name: "reports", order: "id"},
	{name: "messages", order: "id"},
	{name: "remote_posts", order: "seq"},
	{name: "blocks", order: "site, kind, value"},
	{name: "received", order: "site, activity, actor"},
	{name: "jobs", order: "seq"},
	{name: "activities", order: "id"},
	{name: "deliveries", order: "seq"},
	{name: "receipts", order: "site, object, host"},
}

// derivedTables are made anew by a restore. A lane exists while something waits
// in it, and of what is restored nothing waits.
var derivedTables = []string{"occurrences", "facets", "listings", "titles", "agenda", "search", "lanes",
	"facet_labels", "tallies", "months", "item_facets", "members", "words", "spellings", "derived"}

// tableColumns are the columns of a table that a backup holds, in the order of their names.
func tableColumns(ctx context.Context, q interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}, table backupTable) ([]string, error) {
	rows, err := q.QueryContext(ctx, "SELECT * FROM "+table.name+" LIMIT 0")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	columns := slices.DeleteFunc(all, func(c string) bool { return slices.Contains(table.leave, c) })
	slices.Sort(columns)
	return columns, rows.Err()
}

// bytesValue is how bytes stand in a row, to tell them from text.
type bytesValue struct {
	Base64 *string `json:"b"`
}

// writeRow adds a row as a line of JSON.
func writeRow(w *bytes.Buffer, values []any) error {
	line := make([]any, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case nil, string, int64:
			line[i] = v
		case []byte:
			s := base64.StdEncoding.EncodeToString(v)
			line[i] = bytesValue{&s}
		case float64:
			s := strconv.FormatFloat(v, 'g', -1, 64)
			if !strings.ContainsAny(s, ".e") {
				s += ".0" // what is no integer stays none
			}
			line[i] = json.Number(s)
		default:
			return fmt.Errorf("a column holds a %T", v)
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(line)
}

// readValue is a value that writeRow wrote.
func readValue(raw json.RawMessage) (any, error) {
	raw = bytes.TrimSpace(raw)
	switch {
	case len(raw) == 0:
		return nil, fmt.Errorf("a value is missing")
	case raw[0] == '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err
	case raw[0] == '{':
		var b bytesValue
		if err := json.Unmarshal(raw, &b); err != nil || b.Base64 == nil {
			return nil, fmt.Errorf("a value has an unknown form")
		}
		return base64.StdEncoding.DecodeString(*b.Base64)
	case string(raw) == "null":
		return nil, nil
	}
	if n, err := strconv.ParseInt(string(raw), 10, 64); err == nil {
		return n, nil
	}
	return strconv.ParseFloat(string(raw), 64)
}

// tableOf finds the table that a part belongs to.
func tableOf(part string) (backupTable, error) {
	name, _, _ := strings.Cut(strings.TrimPrefix(part, rowsPrefix), ".")
	i := slices.IndexFunc(backedUp, func(t backupTable) bool { return t.name == name })
	if i < 0 {
		return backupTable{}, content.Failf(content.Malformed, "the backup has rows of a table %q that is not known", name)
	}
	return backedUp[i], nil
}
